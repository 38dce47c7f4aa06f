"""Where each page stands: the sketch of the navigation in mkdocs.yml, filled from the folders and front matter of ``docs/``.

Who adds a page adds a file and nothing else. The sketch names what is placed by hand; ``folder/`` in it stands for the page or
the folder of that name, and for all pages of it that the sketch does not name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from playbook_engine import situations
from playbook_engine.errors import ContentError
from playbook_engine.library import STAGES, Library, Play
from playbook_site.content import author_files
from playbook_site.content.pages import ContentErrors
from playbook_site.content.sentences import Sentences

#: The folder whose pages stand by stage, in whichever topic's folder they are.
PLAYS = "plays"

_FRONT_MATTER = re.compile(r"\A---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^# (.+?)\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Entry:
    """A page, by its path in ``docs``, or a section with its entries. Without a title it has that of its page."""

    title: str
    page: str = ""
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says about itself: its title, a line for lists, of an index which of its pages come first, of a story which
    plays stand in it, and the words that people type to find it."""

    title: str
    summary: str = ""
    order: tuple[str, ...] = ()
    plays: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()


def read_heads(docs: Path) -> dict[str, Head]:
    """Return the head of every page, by its path in ``docs``."""
    return {path.relative_to(docs).as_posix(): _head(path) for path in author_files.pages(docs)}


def topics(library: Library, heads: Mapping[str, Head]) -> tuple[str, ...]:
    """Return the names of the topics that have plays, in the order in which lists give them."""
    found = {play.topic for play in library.plays}
    return tuple(sorted(found, key=lambda topic: (_place(topic, PLAYS, heads), topic_title(topic, heads))))


def topic_title(topic: str, heads: Mapping[str, Head]) -> str:
    """Return the title of a topic's page, or one made of its name where nobody has written the page.

    >>> topic_title("several-issues", {})
    'Several issues'
    """
    written = heads.get(f"{PLAYS}/{topic}/index.md")
    return written.title if written else readable(topic)


def readable(name: str) -> str:
    """Return the name of a folder or file as a title."""
    return name.replace("-", " ").capitalize()


def plays_by_stage(library: Library, heads: Mapping[str, Head]) -> tuple[tuple[str, tuple[Play, ...]], ...]:
    """Return the title of each stage that has plays, with these: by topic, those that the topic's page puts first, then the
    most urgent.

    Raises ContentErrors when a stage has no title.
    """
    say = Sentences(library.messages)
    urgency = {name: place for place, name in enumerate(library.situations)}
    order = {topic: place for place, topic in enumerate(topics(library, heads))}

    def key(play: Play) -> tuple[int, int, int, str]:
        places = [urgency[name] for name in reasons(play)]
        first = _place(play.slug, f"{PLAYS}/{play.topic}", heads)
        return order[play.topic], first, min(places, default=len(urgency)), play.slug

    plays = sorted(library.plays, key=key)
    staged = {stage: tuple(play for play in plays if play.stage == stage) for stage in STAGES}
    return tuple((say(f"stage-{stage}"), found) for stage, found in staged.items() if found)


def page_of(play: Play) -> str:
    """Return the path in ``docs`` of a play's page."""
    return play.page.removesuffix("/") + ".md"


def fill(sketch: list[Any], heads: Mapping[str, Head], library: Library) -> tuple[Entry, ...]:
    """Return the whole navigation. Raises ContentErrors for a folder in the sketch that is not there."""
    named = set(_named(sketch))

    def entries(items: list[Any]) -> tuple[Entry, ...]:
        found: list[Entry] = []
        for item in items:
            if isinstance(item, dict):
                found += (section(str(title), target) for title, target in item.items())
            elif str(item).endswith("/"):
                found += folder(str(item).removesuffix("/"))
            else:
                found.append(Entry("", str(item)))
        return tuple(found)

    def section(title: str, target: Any) -> Entry:
        if isinstance(target, list):
            return Entry(title, entries=entries(target))
        name = str(target).removesuffix("/")
        if name == target or f"{name}.md" in heads:
            return Entry(title, name if name == target else f"{name}.md")
        return Entry(title, entries=folder(name))

    def folder(name: str) -> tuple[Entry, ...]:
        pages = [page for page in heads if page.startswith(f"{name}/")]
        if not pages:
            text = (
                f"nav: '{name}/' is neither a page nor a folder of docs/. Take it out, or write the page docs/{name}.md"
            )
            raise ContentErrors([ContentError("mkdocs.yml", 1, text)])
        index = f"{name}/index.md"
        first = (Entry("", index),) if index in heads and index not in named else ()
        return first + (_stages(library, heads) if name == PLAYS else rest(name, pages))

    def rest(name: str, pages: list[str]) -> tuple[Entry, ...]:
        inside = {page.removeprefix(f"{name}/").partition("/")[0] for page in pages if page not in named}
        children = [child for child in inside if child != "index.md" and f"{name}/{child}" not in named]
        children = sorted(children, key=lambda child: _child_place(f"{name}/{child}", heads, library))
        return tuple(
            Entry("", f"{name}/{child}") if child.endswith(".md") else sub_section(f"{name}/{child}")
            for child in children
        )

    def sub_section(name: str) -> Entry:
        index = heads.get(f"{name}/index.md")
        return Entry(index.title if index else readable(name.rpartition("/")[2]), entries=folder(name))

    return entries(sketch)


def written(entries: Iterable[Entry]) -> list[Any]:
    """Return the entries as the ``nav`` of a mkdocs.yml holds them.

    >>> written([Entry("Home", "index.md"), Entry("Learn", entries=(Entry("", "learn/batna.md"),))])
    [{'Home': 'index.md'}, {'Learn': ['learn/batna.md']}]
    """
    return [{entry.title: entry.page or written(entry.entries)} if entry.title else entry.page for entry in entries]


def _stages(library: Library, heads: Mapping[str, Head]) -> tuple[Entry, ...]:
    return tuple(
        Entry(title, entries=tuple(Entry("", page_of(play)) for play in plays))
        for title, plays in plays_by_stage(library, heads)
    )


def reasons(play: Play) -> tuple[str, ...]:
    """Return the situations that a play is for: its own, or its steps' where its own only say when it is not."""
    own = _wanted(play.when)
    return own or _wanted(tuple(one for step in play.steps for one in step.when))


def _wanted(conditions: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for one in conditions if not one.startswith("not ") for name in situations.names(one))


def _place(name: str, folder: str, heads: Mapping[str, Head]) -> int:
    """Return where the index of a folder puts a page; what it does not name comes after all that it names."""
    index = heads.get(f"{folder}/index.md")
    order = index.order if index else ()
    return order.index(name) if name in order else len(order)


def _child_place(path: str, heads: Mapping[str, Head], library: Library) -> tuple[int, int, str]:
    folder, _, name = path.rpartition("/")
    sheets = [sheet.page.removesuffix("/") + ".md" for sheet in library.worksheets]
    return _place(name.removesuffix(".md"), folder, heads), sheets.index(path) if path in sheets else len(sheets), name


def _named(items: Any) -> Iterable[str]:
    """Yield every page and every folder that a sketch names, at whatever depth."""
    if isinstance(items, str):
        name = items.removesuffix("/")
        yield from (name,) if name == items else (name, f"{name}.md")
    else:
        for item in items.values() if isinstance(items, dict) else items:
            yield from _named(item)


def _head(path: Path) -> Head:
    text = author_files.read_text(path)
    match = _FRONT_MATTER.match(text)
    meta = (yaml.safe_load(match[1]) if match else None) or {}
    heading = _HEADING.search(text, match.end() if match else 0)
    title = meta.get("title") or (heading[1] if heading else readable(path.stem))
    order, plays, keywords = (tuple(meta.get(key) or ()) for key in ("order", "plays", "keywords"))
    return Head(str(title), str(meta.get("summary") or ""), order, plays, keywords)
