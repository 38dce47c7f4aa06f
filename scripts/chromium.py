"""The Chromium that drives the pages: one that is installed here, or one fetched now."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC_CHROME = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


class NoChromiumError(Exception):
    """One sentence that says what to do."""


def find_chromium() -> str:
    """Return the path of a Chromium, installed now if need be; empty when Playwright brings its own.

    ``PLAYBOOK_CHROMIUM`` names one outright. Raises NoChromiumError when there is none and none can be fetched.
    """
    named = os.environ.get("PLAYBOOK_CHROMIUM", "")
    found = named or next((path for name in NAMES if (path := shutil.which(name))), "")
    if found:
        return found
    if MAC_CHROME.exists():
        return str(MAC_CHROME)
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print("Installing Chromium with apt-get", flush=True)
        quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
        subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], check=False, **quiet)
        if path := shutil.which("chromium"):
            return path
    print("Installing Chromium with Playwright", flush=True)
    if subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False).returncode:
        raise NoChromiumError("Chromium is not here and could not be fetched: install it, then run the command again.")
    return ""
