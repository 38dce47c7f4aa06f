"""The ``keywords`` of a page: the words that people type to find it. The search looks at them before titles and texts."""

from __future__ import annotations

from playbook_site.content.pages import Page

FEWEST, MOST = 2, 12


def check_keywords(page: Page) -> None:
    """Note keywords that nobody would find a page by, or that stand in the way of others."""
    found = page.meta.get("keywords")
    line = page.meta_line("keywords")
    if found is None or not isinstance(found, list) or not all(isinstance(word, str) for word in found):
        return  # that a play has none is said where its front matter is read
    for place, word in enumerate(found):
        if word != word.lower() or word != word.strip() or not word:
            page.fault(line, f"keywords: '{word}' is not as people type it. Write '{word.strip().lower() or 'word'}'")
        elif word in found[:place]:
            page.fault(line, f"keywords: '{word}' stands twice. Keep one")
    if not FEWEST <= len(found) <= MOST:
        text = f"keywords: there are {len(found)}. Name {FEWEST} to {MOST} words that people type"
        page.fault(line, text)
