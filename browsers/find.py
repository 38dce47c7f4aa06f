"""The browsers that drive the pages: each one that is installed here, or one fetched now."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Engine = Literal["chromium", "firefox", "webkit"]
#: What stands in a browser's environment variable, and as its path, where Playwright's own takes its place.
OWN = "playwright"
#: Chromium without windows: the program, and the Debian package that brings it.
SHELL = "chromium-headless-shell"
SHELL_VARIABLE = "PLAYBOOK_CHROMIUM_SHELL"
#: Packages are installed by one stage at a time: apt-get locks its lists.
_INSTALLING = threading.Lock()


class NoBrowserError(Exception):
    """One sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Browser:
    """One engine: how it is called, which programs must be there to drive it, and which Debian packages bring them.

    The programs are alternatives of each other within one tuple; the first tuple's program is the one that is started.
    """

    engine: Engine
    title: str
    programs: tuple[tuple[str, ...], ...]
    packages: tuple[str, ...]
    on_a_mac: str = ""


BROWSERS: dict[Engine, Browser] = {
    browser.engine: browser
    for browser in (
        Browser(
            "chromium",
            "Chromium",
            (("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),),
            ("chromium",),
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        ),
        Browser(
            "firefox",
            "Firefox",
            (("firefox-esr", "firefox"),),
            ("firefox-esr",),
            "/Applications/Firefox.app/Contents/MacOS/firefox",
        ),
        Browser("webkit", "WebKit", (("WebKitWebDriver",), ("Xvfb",)), ("webkit2gtk-driver", "xvfb")),
    )
}


def variable(engine: Engine) -> str:
    """Return the name of the environment variable that names a browser outright."""
    return f"PLAYBOOK_{engine.upper()}"


def find(engine: Engine, *, install: bool = True) -> str:
    """Return the path of what starts an engine, installed now if need be; OWN where Playwright brings its own.

    For WebKit it is the path of WebKitWebDriver. Raises NoBrowserError when there is none and none can be fetched.
    """
    browser = BROWSERS[engine]
    found = os.environ.get(variable(engine), "") or _installed(browser)
    if found:
        return found
    if not install:
        raise NoBrowserError(f"{browser.title} is not here: run the whole stage, which fetches it.")
    with _INSTALLING:
        return _from_debian(browser) or _from_playwright(browser)


def find_shell(*, install: bool = True) -> str:
    """Return the path of Chromium without windows, or of the whole Chromium where there is none or one is named outright.

    It is OWN where Playwright brings its own. The engine is the same, and a new profile takes it a fifth of the time. It does
    not scroll a page for what stands in a frame of another site, as the whole one does. Raises NoBrowserError like :func:`find`.
    """
    if named := os.environ.get(SHELL_VARIABLE, "") or os.environ.get(variable("chromium"), ""):
        return named
    whole = find("chromium", install=install)
    if whole == OWN:
        return OWN
    found = shutil.which(SHELL) or ""
    if not found and install:
        with _INSTALLING:
            _install_from_debian(SHELL, (SHELL,))
        found = shutil.which(SHELL) or ""
    return found or whole


def _installed(browser: Browser) -> str:
    """Return the program to start, if all that is needed stands here."""
    found = [next((path for name in names if (path := shutil.which(name))), "") for names in browser.programs]
    if all(found):
        return found[0]
    return browser.on_a_mac if browser.on_a_mac and Path(browser.on_a_mac).exists() else ""


def _from_debian(browser: Browser) -> str:
    _install_from_debian(browser.title, browser.packages)
    return _installed(browser)


def _install_from_debian(title: str, packages: tuple[str, ...]) -> None:
    """Install packages, where this is Debian or the like and its root."""
    if not (shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0):
        return
    print(f"Installing {title} with apt-get", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
    subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    subprocess.run(command, check=False, **quiet)


def _from_playwright(browser: Browser) -> str:
    print(f"Installing {browser.title} with Playwright", flush=True)
    if subprocess.run([sys.executable, "-m", "playwright", "install", browser.engine], check=False).returncode:
        raise NoBrowserError(
            f"{browser.title} is not here and could not be fetched: install it, then run the command again."
        )
    opens = f"from playwright.sync_api import sync_playwright as s\nwith s() as p: p.{browser.engine}.launch().close()"
    if subprocess.run([sys.executable, "-c", opens], check=False, stderr=subprocess.DEVNULL).returncode:
        raise NoBrowserError(
            f"{browser.title} lacks libraries of this system: "
            f"'.venv/bin/python -m playwright install-deps {browser.engine}' names and installs them."
        )
    return OWN
