"""Read ``docs/`` into the library that the engine deals from, and check everything at once.

Authors' mistakes come as :class:`ContentErrors`: each with file, line, what is wrong and what to write.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from pathlib import Path

from playbook_engine import library as engine_library
from playbook_engine.errors import ContentError
from playbook_engine.library import Library
from playbook_engine.sheets import SHEETS
from playbook_engine.situations import SITUATIONS
from playbook_site.content import author_files, checks, question_checks, share, stories, words
from playbook_site.content.books import check_books
from playbook_site.content.file_style import file_style
from playbook_site.content.indexes import check_index
from playbook_site.content.keywords import check_keywords
from playbook_site.content.lines import check_lines
from playbook_site.content.pages import ContentErrors, Page
from playbook_site.content.plays import read_play
from playbook_site.content.worksheets import read_worksheet

__all__ = ["ContentErrors", "cached", "read", "to_json"]


def read(docs: Path) -> Library:
    """Return the library of a ``docs`` folder. Raises :class:`ContentErrors` with every mistake in it."""
    pages = [Page(docs, path) for path in author_files.pages(docs)]
    found = checks.Content(docs.name)
    found.errors += author_files.unusable(docs)
    for page in pages:
        folder = page.path.relative_to(docs).parts
        check_lines(page)
        check_keywords(page)
        if folder[0] != "plays" or page.slug == "index":
            check_index(page)
        if folder[0] == "plays" and page.slug != "index":
            read_play(page, found)
        elif folder[0] == "worksheets" and page.slug != "index":
            read_worksheet(page, found)
        elif folder[0] == "stories" and page.slug != "index":
            stories.read_story(page, found)
        elif folder[:2] == ("reference", "situations") and page.slug != "index":
            words.read_situations(page, found)
        elif folder[:2] == ("reference", "words") and page.slug != "index":
            words.read_words(page, found)
        elif folder[0] == "reference" and folder[1:] in share.PAGES:
            share.read_list(page, share.PAGES[folder[1:]], found)
        elif folder == ("reference", "sources.md"):
            found.sources.update(words.anchors(page))
            check_books(page)
        elif folder == ("reference", "glossary.md"):
            tuple(words.anchors(page))  # for the faults that it notes
        if page.errors:
            found.broken |= {folder[0], page.file}
    checks.check(found)
    question_checks.check(found)
    stories.check(found)
    # Of questions that share an answer wrongly nothing can be said.
    if not any(error.file.startswith(f"{docs.name}/worksheets/") for error in (*found.errors, *_noted(pages))):
        share.check(found)
    errors = _noted(pages) + found.errors
    if errors:
        raise ContentErrors(errors)
    order = [sheet.id for sheet in SHEETS]
    return Library(
        worksheets=tuple(sorted((sheet for sheet, _ in found.worksheets), key=lambda sheet: order.index(sheet.id))),
        plays=tuple(sorted((play for play, _ in found.plays), key=lambda play: (play.topic, play.slug))),
        situations={name: found.situations[name].text for name in SITUATIONS},
        placeholders={name: item.text for name, item in found.placeholders.items()},
        messages={name: item.text for name, item in found.messages.items()},
        lists=found.lists,
        style=file_style(docs),
    )


def _noted(pages: list[Page]) -> list[ContentError]:
    return [error for page in pages for error in page.errors]


def to_json(library: Library) -> str:
    """Return ``library.json``: the same bytes for the same content."""
    return engine_library.dump(library)


def cached(docs: Path) -> Library:
    """Return the library, read again only when a Markdown file under ``docs`` has changed."""
    return _cached(docs, tuple((str(path), path.stat().st_mtime_ns) for path in author_files.pages(docs)))


@lru_cache(maxsize=2)
def _cached(docs: Path, stamps: tuple[tuple[str, int], ...]) -> Library:  # noqa: ARG001  the stamps are the key
    return read(docs)


def main(arguments: list[str]) -> int:
    """Check a docs folder: print each mistake, or what was read."""
    docs = Path(arguments[0] if arguments else "docs")
    try:
        library = read(docs)
    except ContentErrors as error:
        print(error, file=sys.stderr)
        return 1
    steps = sum(len(play.steps) for play in library.plays)
    print(f"{len(library.worksheets)} worksheets, {len(library.plays)} plays, {steps} steps, no mistakes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
