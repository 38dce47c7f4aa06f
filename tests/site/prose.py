"""The pages of docs/ as their readers see them: paragraphs, sentences and the grade at which they read."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import yaml
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from playbook_site.content.play_form import FILLED, FILLED_END

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # textstat 0.7.4 imports pkg_resources, which warns of its end
    import textstat
DOCS = Path(__file__).parents[2] / "docs"
PAGES = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))
PLAYS = [path for path in PAGES if re.fullmatch(r"plays/[a-z-]+/(?!index)[a-z-]+\.md", path)]
TEXTS = [path for path in PAGES if path != "reference/sources.md"]
EVIDENCE_SECTION = "Why this works"
LONGEST_SENTENCE = 25


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph as a reader sees it: its text without marks, the section it stands in, and its first line."""

    text: str
    section: str
    line: int


@cache
def source(path: str) -> str:
    return (DOCS / path).read_text(encoding="utf-8")


@cache
def front_matter(path: str) -> dict[str, object]:
    found = re.match(r"---\n(.*?)\n---\n", source(path), re.DOTALL)
    return yaml.safe_load(found[1]) if found else {}


@cache
def blocks(path: str) -> tuple[Block, ...]:
    """Return the page's paragraphs, list items and quotations, and the words of its worksheet, examples and story."""
    tokens = MarkdownIt("js-default").use(front_matter_plugin).use(footnote_plugin).parse(source(path))
    found: list[Block] = []
    section = ""
    for before, token in pairwise(tokens):
        if token.type == "inline" and token.children is not None:
            text = "".join(
                " " if child.type in ("softbreak", "hardbreak") else child.content
                for child in token.children
                if child.type in ("text", "code_inline", "softbreak", "hardbreak")
            )
            text = re.sub(r"\s*\{#[^}]*\}", "", text).strip()
            if before.type == "heading_open":
                section = text if before.tag == "h2" else section
            else:
                found.append(Block(text, section, (token.map or [0])[0] + 1))
        elif token.type == "fence" and token.info in ("worksheet", "example", "story"):
            line = (token.map or [0])[0] + 1
            found += [Block(text, "", line) for text in _strings(yaml.safe_load(token.content))]
    return tuple(block for block in found if block.text not in ("", FILLED, FILLED_END))


def _strings(value: object, key: str = "") -> list[str]:
    """Return what readers see of a fence: every string that is not an id, a kind or an answer."""
    if isinstance(value, dict):
        return [text for name, part in value.items() if name != "answers" for text in _strings(part, name)]
    if isinstance(value, list):
        return [text for part in value for text in _strings(part, key)]
    return [value] if isinstance(value, str) and key not in ("id", "kind", "topic", "seat") else []


def prose(path: str) -> tuple[Block, ...]:
    """Return the blocks that count for length: in a bibliography, what follows the reference itself."""
    if path != "reference/sources.md":
        return tuple(block for block in blocks(path) if not re.match("Sources?: ", block.text))
    reference = re.compile(r"^.*?(?:DOI \S+|ISBN [\dX-]+|confirm a DOI|repository|Publisher's page)\. ")
    return tuple(Block(reference.sub("", block.text), block.section, block.line) for block in blocks(path))


def sentences(text: str) -> list[str]:
    """Return the sentences of a paragraph. A quoted sentence inside counts on its own."""
    text = re.sub(r"\{[a-z_]+\}", "this", text)
    return [part for part in re.split(r"(?<=[.!?:])[\"”']?\s+(?=[\"“'A-Z0-9])", text) if re.search(r"\w", part)]


def grade(parts: list[str]) -> float:
    text = " ".join(part if part.rstrip("\"”'").endswith((".", "!", "?")) else part + "." for part in parts)
    return float(textstat.flesch_kincaid_grade(re.sub(r"\{[a-z_]+\}", "this", text)))


def line_at(text: str, offset: int) -> int:
    """Return the line, from 1, of a place in a text."""
    return text.count("\n", 0, offset) + 1


@cache
def without_fences(path: str) -> str:
    """Return a page with its fences emptied, every other line where it was."""
    return re.sub(
        r"^```.*?^```", lambda fence: "\n" * fence[0].count("\n"), source(path), flags=re.MULTILINE | re.DOTALL
    )


def refuse(faults: Iterable[str]) -> None:
    """Fail with every fault on a line of its own, so that one run shows all there is to mend."""
    found = list(faults)
    assert not found, f"{len(found)} faults:\n" + "\n".join(found)


@dataclass(frozen=True, slots=True)
class Footnote:
    """One note of a page: its mark, its text and its line."""

    mark: str
    text: str
    line: int


@cache
def footnotes(path: str) -> tuple[Footnote, ...]:
    found = re.finditer(r"^\[\^(\w+)\]: (.+)$", source(path), re.MULTILINE)
    return tuple(Footnote(note[1], note[2], line_at(source(path), note.start())) for note in found)


def cited(path: str) -> set[str]:
    return {name for note in footnotes(path) for name in re.findall(r"sources\.md#([a-z0-9-]+)\)", note.text)}
