"""Chromium without a screen now and then stops to draw a tab that is otherwise alive; Playwright then waits in vain.

A press waits for two frames in which nothing moves. Seen once in some thousand tests, on a busy machine, and not made to
happen again. A tab that is brought to the front is drawn again. A page that hangs by a fault of its own answers nothing
at all, and still fails the test.
"""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as TookTooLong

_DRAWS = """() => new Promise((done) => {
  requestAnimationFrame(() => done(true));
  setTimeout(() => done(false), 5000);
})"""


def draws(page: Page) -> bool:
    """Tell whether a page gets a frame within five seconds."""
    found: bool = page.evaluate(_DRAWS)
    return found


def drawn(page: Page, act: Callable[[], object]) -> None:
    """Do something that waits for frames; once more, in front, when the browser has stopped to draw the page."""
    try:
        act()
    except TookTooLong:
        if draws(page):
            raise
        page.bring_to_front()
        act()
