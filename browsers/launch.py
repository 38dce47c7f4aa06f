"""Starts an engine by what was found of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from playwright.sync_api import Playwright

from browsers.by_bidi import Firefox
from browsers.by_playwright import PlaywrightBrowser
from browsers.by_webdriver import WebKit
from browsers.find import BROWSERS, OWN, Engine, NoBrowserError, find
from browsers.tab import Running


def launch(engine: Engine, path: str, playwright: Callable[[], Playwright], *, dark: bool = False) -> Running:
    """Start an engine from the path that ``browsers.find.find`` returns. Playwright is started only where it is needed."""
    if path == OWN or engine == "chromium":
        return PlaywrightBrowser(engine, path, playwright(), dark=dark)
    return Firefox(path, dark=dark) if engine == "firefox" else WebKit(path, dark=dark)


def each_engine(playwright: Playwright, say: Callable[[str], None]) -> Iterator[tuple[Engine, Running]]:
    """Go through the engines, each started and ended; those that cannot be had are named and left out."""
    for engine in BROWSERS:
        try:
            path = find(engine)
        except NoBrowserError as none:
            say(f"{engine} is left out: {none}")
            continue
        running = launch(engine, path, lambda: playwright)
        try:
            yield engine, running
        finally:
            running.stop()
