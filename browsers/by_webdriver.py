"""WebKit as GTK ships it, in its MiniBrowser, driven by Selenium on a display that nobody sees."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import time
import warnings
from pathlib import Path
from typing import Any

from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service
from selenium.webdriver.webkitgtk.webdriver import WebDriver

from browsers.tab import as_text, click_actions, from_text, key_actions

#: Where no window manager gives the keyboard to a window, it goes to the one under the pointer, which stands in the middle.
_SCREEN, _MIDDLE = "1400x1600x24", 700
#: The MiniBrowser's bar of buttons is wider than a phone, and a window is never narrower than what stands in it.
_NARROW = "* { min-width: 0; min-height: 0; padding: 0; margin: 0; border-width: 0; font-size: 1px; }\nimage { -gtk-icon-source: none; }\n"
_CALL = "const done = arguments[1]; Promise.resolve().then(() => (%s)(arguments[0])).then((text) => done([text]), (fault) => done([null, String(fault)]));"
#: Seconds for one script, and for a window to take its size.
_PATIENCE, _SETTLING = 120, 10


class WebKit:
    """A display, and what is needed to start a MiniBrowser on it for each tab; ``dark`` is what its user likes."""

    def __init__(self, path: str, *, dark: bool = False) -> None:
        self._path = path
        self._arguments = ["--automation", *(("--dark-mode",) if dark else ())]
        self._settings = Path(tempfile.mkdtemp(prefix="playbook-webkit-"))
        (self._settings / "gtk-3.0").mkdir()
        (self._settings / "gtk-3.0" / "gtk.css").write_text(_NARROW, encoding="utf-8")
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", _SCREEN, "-nolisten", "tcp"]
        self._display = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        self._environment = {
            **os.environ,
            "DISPLAY": f":{number}",
            "XDG_CONFIG_HOME": str(self._settings),
            "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
        }

    def tab(self, width: int = 800, height: int = 900, *, user_agent: str = "") -> WebKitTab:
        """Start a MiniBrowser, whose profile is its own and is never written."""
        options = Options()
        options.binary_location = _mini_browser()
        for argument in [*self._arguments, *([f"--user-agent={user_agent}"] if user_agent else [])]:
            options.add_argument(argument)
        service = Service(executable_path=self._path, env=self._environment, log_output=subprocess.DEVNULL)
        with warnings.catch_warnings():
            # Selenium's driver for WebKitGTK calls its own base in a way that the base no longer likes.
            warnings.filterwarnings("ignore", "setting remote_server_addr", DeprecationWarning)
            driver = WebDriver(options=options, service=service)
        driver.set_script_timeout(_PATIENCE)
        tab = WebKitTab(driver)
        tab.resize(width, height)
        return tab

    def stop(self) -> None:
        """End the display."""
        self._display.terminate()
        self._display.wait()
        shutil.rmtree(self._settings, ignore_errors=True)


def _mini_browser() -> str:
    """Return the path of the MiniBrowser, which stands with WebKit's library; empty where the driver must find it."""
    found = sorted(Path("/usr/lib").glob("*/webkit2gtk-4*/MiniBrowser"), reverse=True)
    return str(found[0]) if found else ""


class WebKitTab:
    """A MiniBrowser with one tab."""

    def __init__(self, driver: WebDriver) -> None:
        self._driver = driver

    def open(self, address: str) -> None:
        """Go to an address and wait until it has loaded."""
        self._driver.get(address)

    def reload(self) -> None:
        """Load the page again and wait until it has loaded."""
        self._driver.refresh()

    def back(self) -> None:
        """Go back one page."""
        self._driver.back()

    def forward(self) -> None:
        """Go to the page that was left by going back."""
        self._driver.forward()

    def evaluate(self, function: str, *values: Any) -> Any:
        """Return what a JavaScript function returns. Raises RuntimeError with what it throws."""
        text, *fault = self._driver.execute_async_script(_CALL % as_text(function), json.dumps(values))
        if fault:
            raise RuntimeError(fault[0])
        return from_text(text)

    def click(self, x: float, y: float) -> None:
        """Click a place of the window."""
        self._driver.execute("actions", {"actions": click_actions(x, y)})

    def press(self, key: str) -> None:
        """Press a key."""
        self._driver.execute("actions", {"actions": key_actions(key)})

    def type(self, text: str) -> None:
        """Type a text, key by key."""
        self._driver.execute("actions", {"actions": key_actions(*text)})

    def resize(self, width: int, height: int) -> None:
        """Give the page this much room. The window takes its size a little later than it is told to."""
        outer = height
        until = time.monotonic() + _SETTLING
        while time.monotonic() < until:
            self._driver.set_window_rect(_MIDDLE - width // 2, 0, width, outer)
            time.sleep(0.1)
            size = self.evaluate("() => [innerWidth, innerHeight]")
            if size == [width, height]:
                return
            outer += height - size[1] if size[0] == width else 0
        raise TimeoutError(f"WebKit's window stays at {size[0]} x {size[1]}, not {width} x {height}")

    def console(self) -> list[str]:
        """Return nothing: neither the driver nor the MiniBrowser tells what a page writes into the console."""
        return []

    def picture(self, file: Path) -> None:
        """Write what the window shows into a PNG file."""
        self._driver.save_screenshot(str(file))

    def close(self) -> None:
        """End the MiniBrowser."""
        self._driver.quit()
