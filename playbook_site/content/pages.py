"""One Markdown page, taken apart with markdown-it-py: front matter, sections, lists and fences, each with its line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.front_matter import front_matter_plugin

from playbook_engine.errors import ContentError

LINE, KEYS = "__line__", "__keys__"  # what the YAML loader adds to a mapping: where it and each of its keys stand


class ContentErrors(Exception):
    """Every mistake found in ``docs/``, in the order of files and lines."""

    def __init__(self, errors: list[ContentError]) -> None:
        self.errors = tuple(sorted(set(errors)))
        super().__init__("\n".join(str(error) for error in self.errors))


class _LineLoader(yaml.SafeLoader):
    """Gives every mapping the line that it starts on, so that a fault inside a fence has a place."""


def _mapping(loader: _LineLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    pairs: dict[Any, Any] = _constructed(loader, node)
    keys = [loader.construct_object(key, deep=True) for key, _ in node.value]
    doubled = next((key for key in keys if keys.count(key) > 1), None)
    if doubled is not None:
        raise yaml.MarkedYAMLError(problem=f"'{doubled}' stands twice", problem_mark=node.start_mark)
    pairs[LINE] = node.start_mark.line
    pairs[KEYS] = {key: mark.start_mark.line for key, (mark, _) in zip(keys, node.value, strict=True)}
    return pairs


def _constructed(loader: _LineLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    """Return a mapping's values. One that looks like a date and is none, such as 2026-13-01, gets its line."""
    try:
        found: dict[Any, Any] = loader.construct_mapping(node, deep=True)
        return found
    except ValueError:
        for _, value in node.value:
            try:
                yaml.SafeLoader("").construct_document(value)
            except ValueError as error:
                raise yaml.MarkedYAMLError(problem=f"{error}", problem_mark=value.start_mark) from error
        raise


_LineLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


class _FastLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The same by libyaml, where PyYAML brings it: several times faster, with other words for a fault."""


_FastLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def _read_yaml(text: str) -> Any:
    """Return what a text says, each mapping with its lines. Raises YAMLError in PyYAML's own words, on every machine."""
    try:
        return yaml.load(text, Loader=_FastLoader)
    except yaml.YAMLError:
        return yaml.load(text, Loader=_LineLoader)


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list, or one paragraph: its source text on one line, and the line it starts on.

    ``quote`` is the block quote inside an item of a list, "" where there is none.
    """

    text: str
    line: int
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what follows it, up to the next heading of its level or above.

    ``paragraphs``, ``quotes`` and ``html`` end at the next heading of any level; ``items`` and ``blank`` (nothing follows) do not.
    """

    title: str
    level: int
    line: int
    items: tuple[Item, ...]
    paragraphs: tuple[Item, ...]
    quotes: tuple[Item, ...]
    html: tuple[Item, ...]
    blank: bool


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block: its language, its parsed YAML, and the line of its first content."""

    language: str
    data: dict[str, Any]
    line: int


_PARSER = MarkdownIt("commonmark").use(front_matter_plugin).disable(["inline", "text_join"])


class Page:
    """A parsed page. Faults of form go into ``errors``; what could be read can still be used."""

    def __init__(self, docs: Path, path: Path) -> None:
        self.path = path
        self.file = f"{docs.name}/{path.relative_to(docs).as_posix()}"
        self.slug = path.stem
        relative = path.relative_to(docs).with_suffix("").as_posix()
        self.site_path = "" if relative == "index" else relative.removesuffix("/index") + "/"
        self.errors: list[ContentError] = []
        self._tokens = _blocks(self._text(self._content()))
        self.meta = self._front_matter()
        self.sections = tuple(self._sections())

    def fault(self, line: int, message: str) -> None:
        """Note a mistake on a line, counted from 1."""
        self.errors.append(ContentError(self.file, line, message))

    def meta_line(self, key: str) -> int:
        """Return the line of a name in the front matter; the first line when it is not there."""
        return int(self.meta[KEYS][key]) + 2 if key in self.meta.get(KEYS, ()) else 1

    def section(self, title: str) -> Section | None:
        """Return the section with this heading, or None."""
        return next((section for section in self.sections if section.title == title), None)

    def count(self, language: str) -> int:
        """Return how many fences of a language there are, those that cannot be read included."""
        return sum(token.type == "fence" and token.info.strip() == language for token in self._tokens)

    def fences(self, language: str) -> Iterator[Fence]:
        """Yield the YAML of each fence of a language; one that cannot be read is a fault."""
        for token in self._tokens:
            if token.type == "fence" and token.info.strip() == language and token.map:
                line = token.map[0] + 2
                data = self._yaml(token.content, line)
                if data is not None:
                    yield Fence(language, data, line)

    def _content(self) -> bytes:
        try:
            return self.path.read_bytes()
        except OSError as error:
            self.fault(1, f"this file cannot be read: {error.strerror}. Mend that, or remove the file")
            return b""

    def _text(self, content: bytes) -> str:
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self.fault(content.count(b"\n", 0, error.start) + 1, "this line is not UTF-8. Save the file as UTF-8")
            return content.decode("utf-8-sig", errors="replace")

    def _front_matter(self) -> dict[str, Any]:
        first = self._tokens[0] if self._tokens else None
        if first is None or first.type != "front_matter":
            return {}
        return self._yaml(first.content, 2) or {}

    def _yaml(self, text: str, line: int) -> dict[str, Any] | None:
        try:
            data = _read_yaml(text)
        except yaml.MarkedYAMLError as error:
            at = error.problem_mark.line if error.problem_mark else 0
            self.fault(line + at, f"this YAML cannot be read: {error.problem}. Check quotes, colons and indentation")
            return None
        except yaml.reader.ReaderError as error:
            at = text.count("\n", 0, error.position)
            self.fault(line + at, "this YAML holds a character that has no shape. Take it out")
            return None
        if not isinstance(data, dict):
            self.fault(line, "write 'name: value' lines here")
            return None
        return data

    def _sections(self) -> Iterator[Section]:
        heads = [
            (index, int(token.tag[1]), self._tokens[index + 1].content, (token.map or [0])[0] + 1)
            for index, token in enumerate(self._tokens)
            if token.type == "heading_open"
        ]
        for number, (index, level, title, line) in enumerate(heads):
            end = next((i for i, other, _, _ in heads[number + 1 :] if other <= level), len(self._tokens))
            body = self._tokens[index + 3 : end]
            own_end = next((i for i, token in enumerate(body) if token.type == "heading_open"), len(body))
            yield Section(
                title=title,
                level=level,
                line=line,
                items=tuple(_inside(body, "list_item")),
                paragraphs=tuple(_top_paragraphs(body[:own_end])),
                quotes=tuple(_inside(body[:own_end], "blockquote")),
                html=tuple(_html(body[:own_end])),
                blank=not body,
            )


@lru_cache(maxsize=1_000)
def _blocks(text: str) -> list[Token]:
    """Return the blocks of a page, what stands in them left as it is written. Those of a page that did not change are kept."""
    return _PARSER.parse(text)


def _inside(tokens: list[Token], kind: str) -> Iterator[Item]:
    """Yield the first paragraph inside each block of a kind, at its outermost level."""
    depth = 0
    for index, token in enumerate(tokens):
        if token.type == f"{kind}_open":
            depth += 1
            inline = next((t for t in tokens[index:] if t.type == "inline"), None)
            if depth == 1 and inline is not None and token.map:
                quote = _quote(tokens[index:]) if kind == "list_item" else ""
                yield Item(" ".join(inline.content.split()), token.map[0] + 1, quote)
        elif token.type == f"{kind}_close":
            depth -= 1


def _quote(tokens: list[Token]) -> str:
    """Return the first paragraph of the block quote inside the item that ``tokens`` begin with, on one line."""
    inside = tokens[: next(index for index, token in enumerate(tokens) if token.type == "list_item_close")]
    start = next((index for index, token in enumerate(inside) if token.type == "blockquote_open"), len(inside))
    found = next((token.content for token in inside[start:] if token.type == "inline"), "")
    return " ".join(found.split())


def _top_paragraphs(tokens: list[Token]) -> Iterator[Item]:
    for index, token in enumerate(tokens):
        if token.type == "paragraph_open" and token.level == 0 and token.map:
            yield Item(" ".join(tokens[index + 1].content.split()), token.map[0] + 1)


def _html(tokens: list[Token]) -> Iterator[Item]:
    for token in tokens:
        if token.type == "html_block" and token.level == 0 and token.map:
            yield Item(token.content.strip(), token.map[0] + 1)
