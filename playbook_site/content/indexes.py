"""The lists on index pages, drawn from what each page says about itself in its front matter.

An index page holds an empty fence where its list belongs: ``pages`` for the pages of its folder, ``plays`` for the plays by
stage (on a topic's page, those of the topic; on a story's, those that it names), ``topics`` for the topics. A line
"by: time", "by: seat" or "by: situation" in the fence ``plays`` asks for another order. They are drawn as Markdown before a generator reads the
page, so that both generators see the same page.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping

from playbook_engine.library import Library, Play
from playbook_site.content import finding
from playbook_site.content.checks import did_you_mean
from playbook_site.content.navigation import (
    PLAYS,
    Entry,
    Head,
    page_of,
    plays_by_stage,
    readable,
    topic_title,
    topics,
)
from playbook_site.content.pages import Page
from playbook_site.content.sentences import Sentences

_FENCE = re.compile(r"^```(pages|plays|topics)[ \t]*\n(?:by: (time|seat|situation)[ \t]*\n)?```[ \t]*$", re.MULTILINE)


def check_index(page: Page) -> None:
    """Note what a page that is no play says wrongly about itself, or about the order of the pages beside it."""
    if not isinstance(page.meta.get("summary", ""), str):
        page.fault(page.meta_line("summary"), "summary: is not one line of text. Write 'summary: what one finds here'")
    order = page.meta.get("order", [])
    if not isinstance(order, list):
        page.fault(page.meta_line("order"), "order: is not a list. Write 'order: [first, second]'")
        return
    beside = {path.stem for path in page.path.parent.iterdir() if path.is_dir() or path.suffix == ".md"} - {"index"}
    for name in order:
        if name not in beside:
            hint = did_you_mean(str(name), beside)
            page.fault(page.meta_line("order"), f"order: '{name}' is no page of this folder. {hint}")


def draw_lists(text: str, page: str, entries: tuple[Entry, ...], heads: Mapping[str, Head], library: Library) -> str:
    """Return a page's Markdown with its lists in the place of their fences. ``page`` is its path in ``docs``."""
    folder = posixpath.dirname(page)

    def drawn(match: re.Match[str]) -> str:
        kinds = {"pages": lambda: _pages(folder, entries, heads, folder),
                 "plays": lambda: _plays(page, heads, library, match[2]),
                 "topics": lambda: _topics(folder, heads, library)}  # fmt: skip
        return "\n".join(kinds[match[1]]())

    return _FENCE.sub(drawn, text)


def topic_page(topic: str) -> str:
    """Return the Markdown of a topic's page where nobody has written one.

    >>> print(topic_page("several-issues"))
    ---
    title: Several issues
    ---
    <BLANKLINE>
    # Several issues
    <BLANKLINE>
    ```plays
    ```
    <BLANKLINE>
    """
    title = readable(topic)
    return f"---\ntitle: {title}\n---\n\n# {title}\n\n```plays\n```\n"


def stories_of(play: Play, heads: Mapping[str, Head]) -> Iterator[str]:
    """Yield a line for each story that names a play, as a list on the play's page has it."""
    for page, head in heads.items():
        if play.slug in head.plays:
            yield _item(head.title, page, posixpath.dirname(page_of(play)), heads)


def _plays(page: str, heads: Mapping[str, Head], library: Library, by: str | None) -> Iterator[str]:
    folder = posixpath.dirname(page)
    say = Sentences(library.messages)
    named = heads[page].plays if page in heads else ()
    if named:
        by_name = {play.slug: play for play in library.plays}
        for play in (by_name[name] for name in named):
            yield f"{_item(play.title, page_of(play), folder)} {_apart(play, say)}"
        return
    if by == "situation":
        yield from _claims(folder, heads, library)
        return
    topic = folder.removeprefix(f"{PLAYS}/") if folder.startswith(f"{PLAYS}/") else ""
    if folder == PLAYS:
        yield from finding.choices(library, heads)
    orders = {"time": finding.by_time, "seat": finding.by_seat, None: plays_by_stage}
    for title, plays in orders[by](library, heads):
        chosen = [play for play in plays if topic in ("", play.topic)]
        if chosen:
            yield from (f"## {title}", "")
            yield from (f"{_item(play.title, page_of(play), folder)} {_apart(play, say)}" for play in chosen)
            yield ""


def _claims(folder: str, heads: Mapping[str, Head], library: Library) -> Iterator[str]:
    for title, claims in finding.by_situation(library, heads):
        yield from (f"## {title}", "")
        for claim, plays in claims:
            yield f"- {claim}"
            yield from (f"    {_item(play.title, page_of(play), folder)}" for play in plays)
        yield ""


def _apart(play: Play, say: Sentences) -> str:
    """Return what one chooses a play by: how long it takes, for whom it is, and how good its evidence is."""
    minutes = say("site-minutes", minutes=str(play.minutes))
    evidence = say(f"site-evidence-{play.evidence}")
    fits = f"data-minutes={play.minutes} data-seat={play.seat} data-topic={play.topic}"
    return f"*{minutes}*{{ {fits} }} *{say(f'site-seat-{play.seat}')}* *{evidence}*{{ .pb-evidence-{play.evidence} }}"


def _topics(folder: str, heads: Mapping[str, Head], library: Library) -> Iterator[str]:
    for topic in topics(library, heads):
        page = f"{PLAYS}/{topic}/index.md"
        yield _item(topic_title(topic, heads), page, folder, heads)


def _pages(folder: str, entries: tuple[Entry, ...], heads: Mapping[str, Head], base: str) -> Iterator[str]:
    """Yield the pages of a folder in the order of the navigation; those of a folder in it below its name.

    ``base`` is the folder of the page that holds the list.
    """
    for entry in entries:
        if entry.page and entry.page != f"{folder}/index.md" and posixpath.dirname(entry.page) == folder:
            yield _item(heads[entry.page].title, entry.page, base, heads)
        elif _lies_in(entry, folder):
            inner = posixpath.commonpath([posixpath.dirname(page) for page in _all(entry)])
            index = f"{inner}/index.md"
            yield _item(heads[index].title, index, base, heads) if index in heads else f"- {entry.title}"
            yield from (f"    {line}" for line in _pages(inner, entry.entries, heads, base))
        else:
            yield from _pages(folder, entry.entries, heads, base)


def _lies_in(section: Entry, folder: str) -> bool:
    """Tell whether all pages of a section are in folders inside this one."""
    return bool(section.entries) and all(posixpath.dirname(page).startswith(f"{folder}/") for page in _all(section))


def _all(entry: Entry) -> Iterator[str]:
    if entry.page:
        yield entry.page
    for inner in entry.entries:
        yield from _all(inner)


def _item(title: str, page: str, folder: str, heads: Mapping[str, Head] | None = None) -> str:
    summary = heads[page].summary if heads and page in heads else ""
    return f"- [{title}]({posixpath.relpath(page, folder)})" + (f": {summary}" if summary else "")
