"""Chromium as it is installed, or one of Playwright's own browsers, driven by Playwright."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Playwright

from browsers.find import OWN, Engine
from browsers.tab import as_text, from_text

FLAGS = ("--disable-gpu", "--disable-background-networking", "--disable-component-update")


def launch_options(engine: Engine, path: str) -> dict[str, Any]:
    """Return how a browser starts: Chromium without its sandbox only where that cannot work, for root in a container."""
    options: dict[str, Any] = {} if path == OWN else {"executable_path": path}
    if engine == "chromium":
        as_root = hasattr(os, "geteuid") and os.geteuid() == 0
        options["args"] = [*FLAGS, *(("--no-sandbox",) if as_root else ())]
    return options


class PlaywrightBrowser:
    """A browser of Playwright's; ``dark`` is what its user likes."""

    def __init__(self, engine: Engine, path: str, playwright: Playwright, *, dark: bool = False) -> None:
        self._browser = getattr(playwright, engine).launch(**launch_options(engine, path))
        self._scheme = "dark" if dark else "light"

    def tab(self, width: int = 800, height: int = 900, *, user_agent: str = "") -> PlaywrightTab:
        """Open a tab in a profile of its own."""
        size = {"width": width, "height": height}
        options = {"user_agent": user_agent} if user_agent else {}
        return PlaywrightTab(self._browser.new_context(viewport=size, color_scheme=self._scheme, **options))

    def stop(self) -> None:
        """End the browser."""
        self._browser.close()


class PlaywrightTab:
    """A tab of Playwright's."""

    def __init__(self, context: BrowserContext) -> None:
        self._context = context
        self._console: list[str] = []
        context.on("console", self._said)
        context.on("weberror", lambda error: self._console.append(str(error.error)))
        self._page = context.new_page()

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._console.append(f"{message.type}: {message.text}")

    def open(self, address: str) -> None:
        """Go to an address and wait until it has loaded."""
        self._page.goto(address)

    def reload(self) -> None:
        """Load the page again and wait until it has loaded."""
        self._page.reload()

    def back(self) -> None:
        """Go back one page."""
        self._page.go_back()

    def forward(self) -> None:
        """Go to the page that was left by going back."""
        self._page.go_forward()

    def evaluate(self, function: str, *values: Any) -> Any:
        """Return what a JavaScript function returns."""
        return from_text(self._page.evaluate(as_text(function), json.dumps(values)))

    def click(self, x: float, y: float) -> None:
        """Click a place of the window."""
        self._page.mouse.click(x, y)

    def press(self, key: str) -> None:
        """Press a key."""
        self._page.keyboard.press(key)

    def type(self, text: str) -> None:
        """Type a text, key by key."""
        self._page.keyboard.type(text)

    def resize(self, width: int, height: int) -> None:
        """Give the page this much room."""
        self._page.set_viewport_size({"width": width, "height": height})

    def console(self) -> list[str]:
        """Return errors and warnings; a moment is left for those that are on their way."""
        self._page.wait_for_timeout(100)
        return list(self._console)

    def picture(self, file: Path) -> None:
        """Write what the window shows into a PNG file."""
        self._page.screenshot(path=file)

    def close(self) -> None:
        """Close the tab and forget its profile."""
        self._context.close()
