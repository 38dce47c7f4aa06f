"""Firefox as its maker ships it, driven by WebDriver BiDi, which it speaks itself.

Selenium carries the messages. Its own driver for Firefox needs geckodriver, which is not in Debian's package, and Playwright
asks for more of the protocol than Debian's Firefox has. The commands: https://w3c.github.io/webdriver-bidi/
"""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from selenium.webdriver.common.bidi.common import command_builder
from selenium.webdriver.remote.websocket_connection import WebSocketConnection

from browsers.tab import as_text, click_actions, from_text, key_actions

#: No first page, no updates, no reports: nothing that asks the network or the user.
PREFERENCES = {
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.aboutwelcome.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "remote.prefs.recommended": True,
}
DARK = {"ui.systemUsesDarkTheme": 1}
_ADDRESS = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
#: Seconds for one command, and between two looks for its answer.
_PATIENCE, _STEP = 120, 0.002


class _LogEntry:
    """The event of a line in the console, as Selenium's connection wants it described."""

    event_class = "log.entryAdded"

    @staticmethod
    def from_json(params: dict[str, Any]) -> dict[str, Any]:
        return params


class Firefox:
    """A Firefox without a window; ``dark`` is what its user likes."""

    def __init__(self, path: str, *, dark: bool = False) -> None:
        self._profile = tempfile.mkdtemp(prefix="playbook-firefox-")
        preferences = {**PREFERENCES, **(DARK if dark else {})}
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in preferences.items()]
        (Path(self._profile) / "user.js").write_text("".join(lines), encoding="utf-8")
        command = [path, "--headless", "--no-remote", "--profile", self._profile, "--remote-debugging-port", "0"]
        self._log = (Path(self._profile) / "said.txt").open("w", encoding="utf-8")
        self._process = subprocess.Popen(command, stdout=self._log, stderr=subprocess.STDOUT)
        try:
            self._connection = WebSocketConnection(f"{self._address()}/session", _PATIENCE, _STEP)
        except BaseException:
            self._end()
            raise
        self.command("session.new", capabilities={"alwaysMatch": {}})
        self.command("session.subscribe", events=[_LogEntry.event_class])
        self._console: dict[str, list[str]] = {}
        self._connection.add_callback(_LogEntry, self._said)

    def _address(self) -> str:
        """Wait until Firefox says where it listens."""
        until = time.monotonic() + _PATIENCE
        said = Path(self._log.name)
        while time.monotonic() < until and self._process.poll() is None:
            if found := _ADDRESS.search(said.read_text(encoding="utf-8", errors="replace")):
                return found[1]
            time.sleep(0.05)
        raise TimeoutError(f"Firefox does not start: {said.read_text(encoding='utf-8', errors='replace')[-500:]}")

    def _said(self, entry: dict[str, Any]) -> None:
        if entry["level"] in ("error", "warn"):
            self._console.setdefault(entry["source"].get("context", ""), []).append(
                f"{entry['level']}: {entry['text']}"
            )

    def command(self, name: str, **parameters: Any) -> Any:
        """Send a command of WebDriver BiDi and return its result."""
        return self._connection.execute(command_builder(name, parameters))

    def said(self, context: str) -> list[str]:
        """Return the errors and warnings that a tab has written so far."""
        return list(self._console.get(context, []))

    def tab(self, width: int = 800, height: int = 900, *, user_agent: str = "") -> FirefoxTab:
        """Open a tab in a profile of its own."""
        user = self.command("browser.createUserContext")["userContext"]
        context = self.command("browsingContext.create", type="tab", userContext=user)["context"]
        if user_agent:
            self.command("emulation.setUserAgentOverride", userAgent=user_agent, contexts=[context])
        tab = FirefoxTab(self, user, context)
        tab.resize(width, height)
        return tab

    def stop(self) -> None:
        """End the browser."""
        self._connection.close()
        self._end()

    def _end(self) -> None:
        self._process.terminate()
        self._process.wait()
        self._log.close()
        shutil.rmtree(self._profile, ignore_errors=True)


class FirefoxTab:
    """A tab of Firefox."""

    def __init__(self, browser: Firefox, user: str, context: str) -> None:
        self._browser = browser
        self._user = user
        self._context = context

    def _do(self, name: str, **parameters: Any) -> Any:
        return self._browser.command(name, context=self._context, **parameters)

    def open(self, address: str) -> None:
        """Go to an address and wait until it has loaded."""
        self._do("browsingContext.navigate", url=address, wait="complete")

    def reload(self) -> None:
        """Load the page again and wait until it has loaded."""
        self._do("browsingContext.reload", wait="complete")

    def back(self) -> None:
        """Go back one page."""
        self._do("browsingContext.traverseHistory", delta=-1)

    def forward(self) -> None:
        """Go to the page that was left by going back."""
        self._do("browsingContext.traverseHistory", delta=1)

    def evaluate(self, function: str, *values: Any) -> Any:
        """Return what a JavaScript function returns. Raises RuntimeError with what it throws."""
        answer = self._browser.command(
            "script.callFunction",
            functionDeclaration=as_text(function),
            arguments=[{"type": "string", "value": json.dumps(values)}],
            target={"context": self._context},
            awaitPromise=True,
        )
        if answer["type"] == "exception":
            raise RuntimeError(answer["exceptionDetails"]["text"])
        return from_text(answer["result"]["value"])

    def click(self, x: float, y: float) -> None:
        """Click a place of the window."""
        self._do("input.performActions", actions=click_actions(x, y))

    def press(self, key: str) -> None:
        """Press a key."""
        self._do("input.performActions", actions=key_actions(key))

    def type(self, text: str) -> None:
        """Type a text, key by key."""
        self._do("input.performActions", actions=key_actions(*text))

    def resize(self, width: int, height: int) -> None:
        """Give the page this much room."""
        self._do("browsingContext.setViewport", viewport={"width": width, "height": height})

    def console(self) -> list[str]:
        """Return errors and warnings; a moment is left for those that are on their way."""
        time.sleep(0.3)
        return self._browser.said(self._context)

    def picture(self, file: Path) -> None:
        """Write what the window shows into a PNG file."""
        file.write_bytes(base64.b64decode(self._do("browsingContext.captureScreenshot")["data"]))

    def close(self) -> None:
        """Close the tab and forget its profile."""
        self._do("browsingContext.close")
        self._browser.command("browser.removeUserContext", userContext=self._user)
