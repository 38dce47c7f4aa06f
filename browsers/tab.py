"""What every driver offers: a browser that opens tabs, and a tab that a person could use."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Protocol

#: Keys by their names in the DOM, as WebDriver writes them: https://www.w3.org/TR/webdriver2/#keyboard-actions
KEYS = {
    "Backspace": "\ue003", "Tab": "\ue004", "Enter": "\ue007", "Shift": "\ue008", "Control": "\ue009", "Escape": "\ue00c",
    "Space": " ", "ArrowLeft": "\ue012", "ArrowUp": "\ue013", "ArrowRight": "\ue014", "ArrowDown": "\ue015",
}  # fmt: skip


class Tab(Protocol):
    """A page in a browser profile of its own. Whatever fails raises an error of the driver's library."""

    def open(self, address: str) -> None:
        """Go to an address and wait until it has loaded."""

    def reload(self) -> None:
        """Load the page again and wait until it has loaded."""

    def back(self) -> None:
        """Go back one page; it may still be loading afterwards."""

    def forward(self) -> None:
        """Go to the page that was left by going back; it may still be loading afterwards."""

    def evaluate(self, function: str, *values: Any) -> Any:
        """Return what a JavaScript function returns, or what its promise resolves to. Values go there and back as JSON."""

    def click(self, x: float, y: float) -> None:
        """Click a place of the window, in CSS pixels."""

    def press(self, key: str) -> None:
        """Press a key: a name of KEYS or a character, behind modifiers if any, as in Shift+Tab."""

    def type(self, text: str) -> None:
        """Type a text, key by key."""

    def resize(self, width: int, height: int) -> None:
        """Give the page this much room, in CSS pixels."""

    def console(self) -> list[str]:
        """Return the errors and warnings that the browser has written into its console; none where no driver can tell."""

    def picture(self, file: Path) -> None:
        """Write what the window shows into a PNG file."""

    def close(self) -> None:
        """Close the tab and forget its profile."""


class Running(Protocol):
    """A browser that runs."""

    def tab(self, width: int = 800, height: int = 900, *, user_agent: str = "") -> Tab:
        """Open a tab in a profile of its own."""

    def stop(self) -> None:
        """End the browser."""


def as_text(function: str) -> str:
    """Return a JavaScript function from the JSON of a function's values to the JSON of its result.

    Text goes through every driver unchanged, lone surrogates included, and no driver has a say in what a number is.
    """
    return (
        f"(text) => Promise.resolve(({function})(...JSON.parse(text))).then((value) => JSON.stringify(value) ?? 'null')"
    )


def from_text(text: str) -> Any:
    """Return the value that ``as_text`` made a text of."""
    return json.loads(text)


def click_actions(x: float, y: float) -> list[dict[str, Any]]:
    """Return a click as WebDriver and WebDriver BiDi write it."""
    steps: list[dict[str, Any]] = [
        {"type": "pointerMove", "x": round(x), "y": round(y), "duration": 0},
        {"type": "pointerDown", "button": 0},
        {"type": "pointerUp", "button": 0},
    ]
    return [{"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": steps}]


def key_actions(*presses: str) -> list[dict[str, Any]]:
    """Return key presses as WebDriver and WebDriver BiDi write them."""
    steps = []
    for press in presses:
        names = press.split("+") if len(press) > 1 else [press]
        keys = [KEYS.get(name, name) for name in names]
        steps += [{"type": "keyDown", "value": key} for key in keys]
        steps += [{"type": "keyUp", "value": key} for key in reversed(keys)]
    return [{"type": "key", "id": "keyboard", "actions": steps}]
