"""What the generators read: a copy of ``docs/`` with its lists drawn, topic pages for all topics, and a mkdocs.yml that names
every page.

MkDocs and Zensical share no way to add pages or to change the navigation while they run, so both read this copy. Only files
that differ are written, so that whoever watches the copy sees what has changed.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from playbook_engine.library import Library, Play
from playbook_site.content import navigation, reader
from playbook_site.content.author_files import author_files, read_text
from playbook_site.content.indexes import draw_lists, stories_of, topic_page
from playbook_site.content.navigation import PLAYS, Entry, Head
from playbook_site.errors import BuildError
from playbook_site.project import Project

EXTENSION = "playbook_site.extension"
#: The names of messages begin so that say what stands around every page.
WORDS = "site-"
#: Pages of what the engine says, for authors.
SAID_BY_THE_ENGINE = ("reference/words/", "reference/situations/")


def read_and_stage(project: Project) -> tuple[str, Path]:
    """Read ``docs/``, keep the library for the terminal, and lay out what the generators read.

    Returns the text of the library, and the mkdocs.yml to build from. Raises BuildError with every mistake of authors.
    """
    project.work.mkdir(exist_ok=True)
    try:
        content = reader.read(project.docs)
        config = stage(project, content)
    except reader.ContentErrors as faults:
        raise BuildError([str(error) for error in faults.errors]) from None
    library = reader.to_json(content)
    (project.work / "library.json").write_text(library, encoding="utf-8", newline="\n")
    return library, config


def stage(project: Project, library: Library) -> Path:
    """Bring the copy up to date and return its mkdocs.yml. Raises ContentErrors when the navigation cannot be filled."""
    config = yaml.load(project.config.read_text(encoding="utf-8"), Loader=_Loader)
    heads = navigation.read_heads(project.docs)
    entries = navigation.fill(config["nav"], heads, library)
    config["nav"] = navigation.written(entries)
    # The library is read from what authors write, so that faults name their files.
    config["markdown_extensions"] = [_with_docs(item, project.docs) for item in config["markdown_extensions"]]
    config["docs_dir"] = "docs"
    config["extra"] = {**config.get("extra", {}), "words": site_words(library.messages)}
    folder = project.staged
    _lay_out(project.docs, folder / "docs", entries, heads, library)
    _lay_out_templates(project.overrides, folder / str(config["theme"]["custom_dir"]))
    _write(folder / "mkdocs.yml", yaml.dump(config, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=1000))
    return folder / "mkdocs.yml"


def site_words(messages: Mapping[str, str]) -> dict[str, str]:
    """Return the words that the templates say, by their names without the beginning that they share.

    >>> site_words({"site-menu": "Menu", "page-print": "Print"})
    {'menu': 'Menu'}
    """
    return {name.removeprefix(WORDS): text for name, text in messages.items() if name.startswith(WORDS)}


def _lay_out_templates(source: Path, folder: Path) -> None:
    kept = {path.relative_to(source) for path in source.rglob("*.html")}
    for name in sorted(kept):
        _copy(source / name, folder / name)
    for path in sorted(folder.rglob("*.html")):
        if path.relative_to(folder) not in kept:
            path.unlink()


def _with_docs(extension: Any, docs: Path) -> Any:
    return {EXTENSION: {"docs": str(docs)}} if extension == EXTENSION else extension


def _lay_out(docs: Path, folder: Path, entries: tuple[Entry, ...], heads: Mapping[str, Head], library: Library) -> None:
    topics = navigation.topics(library, heads)
    generated = {f"{PLAYS}/{topic}/index.md": topic_page(topic) for topic in topics}
    plays = {navigation.page_of(play): play for play in library.plays}
    kept = set()
    for path in author_files(docs):
        name = path.relative_to(docs).as_posix()
        kept.add(name)
        generated.pop(name, None)
        if path.suffix == ".md":
            play = plays.get(name)
            told = tuple(stories_of(play, heads)) if play else ()
            text = _as_shown(read_text(path), name, play, told, heads[name].keywords if name in heads else ())
            _write(folder / name, draw_lists(text, name, entries, heads, library))
        else:
            _copy(path, folder / name)
    for name, text in generated.items():
        kept.add(name)
        _write(folder / name, draw_lists(text, name, entries, heads, library))
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.relative_to(folder).as_posix() not in kept:
            path.unlink()


def _as_shown(
    text: str, name: str, play: Play | None, told: tuple[str, ...] = (), keywords: tuple[str, ...] = ()
) -> str:
    """Return a page with what the generator needs beside an author's text.

    A page gets its keywords as tags: the search looks there first, and finds a page by the words that people type. A play gets
    its plate, and the stories that it is ``told`` in below what comes next. What the engine says stays out of the search: each
    sentence would be found there before the page that it leads to.
    """
    if keywords:
        text = _with_head(text, f"tags: {json.dumps(keywords, ensure_ascii=False)}")
    if play:
        text = "\n".join((text.rstrip("\n"), *told, ""))
        text = text.replace("\n## ", f"\n```play\nid: {play.page}\n```\n\n## ", 1)
    if name.startswith(SAID_BY_THE_ENGINE):
        return _with_head(text, "search: {exclude: true}")
    return text


def _with_head(text: str, line: str) -> str:
    if text.startswith("---\n"):
        return text.replace("---\n", f"---\n{line}\n", 1)
    return f"---\n{line}\n---\n\n{text}"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8", newline="\n")


def _copy(source: Path, target: Path) -> None:
    there, here = source.stat(), target.stat() if target.is_file() else None
    if here is None or (here.st_size, here.st_mtime_ns) != (there.st_size, there.st_mtime_ns):
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)


@dataclass(frozen=True, slots=True)
class _Tagged:
    """A value that only a generator can read (``!!python/name:...``), kept as it was written."""

    node: yaml.Node


class _Loader(yaml.SafeLoader):
    pass


class _Dumper(yaml.SafeDumper):
    pass


def _keep(loader: yaml.Loader, suffix: str, node: yaml.Node) -> _Tagged:  # noqa: ARG001
    return _Tagged(node)


def _give_back(dumper: _Dumper, tagged: _Tagged) -> yaml.Node:  # noqa: ARG001
    return tagged.node


_Loader.add_multi_constructor("tag:yaml.org,2002:python/", _keep)
_Dumper.add_representer(_Tagged, _give_back)
