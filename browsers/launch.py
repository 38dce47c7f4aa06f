"""Starts an engine by what was found of it."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Playwright

from browsers.by_bidi import Firefox
from browsers.by_playwright import PlaywrightBrowser
from browsers.by_webdriver import WebKit
from browsers.find import OWN, Engine
from browsers.tab import Running


def launch(engine: Engine, path: str, playwright: Callable[[], Playwright], *, dark: bool = False) -> Running:
    """Start an engine from the path that ``browsers.find.find`` returns. Playwright is started only where it is needed."""
    if path == OWN or engine == "chromium":
        return PlaywrightBrowser(engine, path, playwright(), dark=dark)
    return Firefox(path, dark=dark) if engine == "firefox" else WebKit(path, dark=dark)
