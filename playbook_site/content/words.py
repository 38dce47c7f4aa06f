"""Reads the pages of the reference that the engine speaks from: situations, placeholders, sentences, and what has an anchor.

``reference/words/*.md`` hold the sentences that all worksheets share, by who says them. ``reference/situations/<worksheet>.md``
holds what one worksheet can claim, fill in and say; its sentences are named after it (``batna/deal-is-better``), so that two
worksheets may give theirs the same name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from playbook_site.content import checks
from playbook_site.content.checks import Sentence
from playbook_site.content.pages import Item, Page

_ENTRY = re.compile(r"^`([a-z][a-z0-9_-]*)`:\s+(.+)$")
_NAME = re.compile(r"^`([a-z][a-z0-9_]*)`$")
_ANCHOR = re.compile(r"\{\s*#([a-z0-9-]+)\s*\}\s*$")


def read_situations(page: Page, found: checks.Content) -> None:
    """Note the situations of a worksheet, with their words and lines, its placeholders and its sentences."""
    for section in page.sections:
        if section.level == 2 and section.title == "Placeholders":
            _entries(page, section.items, found.placeholders)
        elif section.level == 2 and section.title == "Sentences":
            _entries(page, section.items, found.messages, f"{page.slug}/")
        match = _NAME.match(section.title)
        if section.level != 3 or not match:
            continue
        name = match[1]
        if name in found.situation_lines:
            page.fault(section.line, f"the situation '{name}' stands twice. Keep one")
        found.situation_lines[name] = (page.file, section.line)
        if not section.quotes:
            page.fault(section.line, f"'{name}' has no words. Add a line '> ...' with what follows \"Because\"")
            continue
        if not section.paragraphs:
            page.fault(section.line, f"'{name}' does not say when it holds. Add a sentence 'Holds when ...'")
        found.situations[name] = Sentence(section.quotes[0].text, page.file, section.quotes[0].line)


def read_words(page: Page, found: checks.Content) -> None:
    """Note the sentences that stand in the lists of a page."""
    for section in page.sections:
        if section.level == 2:
            _entries(page, section.items, found.messages)


def _entries(page: Page, items: tuple[Item, ...], into: dict[str, Sentence], prefix: str = "") -> None:
    for item in items:
        match = _ENTRY.match(item.text)
        if not match:
            page.fault(item.line, "this item cannot be read. Write '- `name`: its words'")
            continue
        other = into.get(prefix + match[1])
        if other is None:
            into[prefix + match[1]] = Sentence(match[2], page.file, item.line)
        else:
            where = "" if other.file == page.file else f", also at {other.file}:{other.line}"
            page.fault(item.line, f"'{match[1]}' stands twice{where}. Keep one")


def anchors(page: Page) -> Iterator[str]:
    """Yield the id of each heading of the third level; one without an id, or with another's, is a fault."""
    seen: set[str] = set()
    for section in page.sections:
        match = _ANCHOR.search(section.title)
        if section.level != 3:
            continue
        if not match:
            page.fault(section.line, f"'{section.title}' has no id. End the heading with '{{#short-name}}'")
            continue
        if match[1] in seen:
            page.fault(section.line, f"the id '{match[1]}' stands twice. Choose another")
        seen.add(match[1])
        yield match[1]
