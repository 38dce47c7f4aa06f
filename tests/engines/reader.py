"""A person at a worksheet, in whichever engine: what they do and see, on top of what every driver offers."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from browsers.tab import Tab
from playbook_site.server import Change
from tests.browser.visit import FILL, PATIENCE, WORKSHEET, entries

FIRST = Path(__file__).with_name("first.js")
_FIRST_AT = "/_first.js"
FORM, RESULT = "form.pb-form", ".pb-result-region"
#: Everything that stands in the form: typed, ticked and chosen.
VALUES = """() => Object.fromEntries([...document.querySelector("form.pb-form").elements]
  .filter((control) => control.name && (!["checkbox", "radio"].includes(control.type) || control.checked))
  .map((control) => [control.name, control.value]).filter(([, value]) => value !== ""))"""
_STEP = 0.05
#: A page that is still growing may move what was to be clicked.
_CLICKS = 3
#: Brings an element that can be seen into the middle of the window and returns its middle. A button's words may stand for it.
_FIND = """async (selector, words) => {
  const found = [...document.querySelectorAll(selector)]
    .find((one) => one.checkVisibility() && (words === null || one.textContent.trim() === words));
  if (!found) return null;
  found.scrollIntoView({ block: "center", behavior: "instant" });
  let box = found.getBoundingClientRect();
  for (let still = 0, top = box.top; still < 3; top = box.top) {  // a page that grows or scrolls moves its buttons
    await new Promise(requestAnimationFrame);
    box = found.getBoundingClientRect();
    still = box.top === top ? still + 1 : 0;
  }
  if (box.top > innerHeight || box.bottom < 0) return null;
  window.hit = false;
  found.addEventListener("pointerdown", () => (window.hit = true), { once: true });
  return [box.left + box.width / 2, box.top + box.height / 2];
}"""
#: Shows the page as it is printed: what is meant for paper counts, what is meant for a screen does not. No driver of WebKit can.
_PAPER = """() => {
  const walk = (rules) => {
    for (const rule of rules) {
      if (!rule.media) continue;
      if (/\\bprint\\b/.test(rule.media.mediaText)) rule.media.mediaText = "all";
      else if (/\\bscreen\\b/.test(rule.media.mediaText)) rule.media.mediaText = "not all";
      else walk(rule.cssRules);
    }
  };
  for (const sheet of document.styleSheets) {
    if (/\\bprint\\b/.test(sheet.media.mediaText)) sheet.media.mediaText = "all";
    walk(sheet.cssRules);
  }
  window.dispatchEvent(new Event("beforeprint"));
}"""


def listening(site: Path, script: str = "") -> Callable[[str], Change | None]:
    """Return the change with which a server puts ``first.js``, and a script of a test's own, before each page's scripts.

    It comes from the site's own address, which every page's policy allows; not every engine's driver has a way to do that.
    """
    text = f"{FIRST.read_text(encoding='utf-8')}\n{script}"

    def change(path: str) -> Change | None:
        if path == _FIRST_AT:
            headers: dict[str, str | None] = {"Content-Type": "text/javascript", "Cache-Control": "no-store"}
            return Change(status=200, headers=headers, body=text.encode())
        file = site / path.lstrip("/") / "index.html"
        if not path.endswith("/") or not file.is_file():
            return None
        html = file.read_text(encoding="utf-8")
        assert html.count("<head>") == 1
        return Change(body=html.replace("<head>", f'<head><script src="{_FIRST_AT}"></script>').encode())

    return change


class Reader:
    """One person's tab. ``faults`` gathers what the pages said in their consoles."""

    def __init__(self, tab: Tab, root: str) -> None:
        self.tab = tab
        self._root = root
        self._heard: list[str] = []

    def go(self, path: str) -> None:
        """Open a page of the site; a worksheet with all its questions on one page."""
        self._listen()
        self.tab.open(self._root + path + ("#all" if WORKSHEET.fullmatch(path) else ""))

    def reload(self) -> None:
        """Load the page again."""
        self._listen()
        self.tab.reload()

    def faults(self) -> list[str]:
        """Return every error and warning so far, by the driver's report and the page's own."""
        self._listen()
        return self.tab.console() + self._heard

    def _listen(self) -> None:
        self._heard += self.js("() => { const heard = window.heard ?? []; window.heard = []; return heard; }")

    def js(self, function: str, *values: Any) -> Any:
        """Return what a JavaScript function returns."""
        return self.tab.evaluate(function, *values)

    def until(self, what: str, function: str, *values: Any, patience: float = PATIENCE / 1000) -> Any:
        """Wait until a JavaScript function returns something that counts as true, and return it."""
        give_up = time.monotonic() + patience
        while not (found := self.js(function, *values)):
            if time.monotonic() > give_up:
                said = self.js("() => document.querySelector('.pb-status-shown')?.textContent ?? location.href")
                raise AssertionError(f"no {what} after {patience:g} seconds, but: {said}")
            time.sleep(_STEP)
        return found

    def click(self, selector: str, words: str | None = None) -> None:
        """Click the first element that can be seen; with ``words``, the one that says just these."""
        for _ in range(_CLICKS):
            self.tab.click(*self.until(f"{words or selector} to click", _FIND, selector, words))
            if self.js("() => window.hit !== false"):  # another page has no such note
                return
        raise AssertionError(f"{words or selector} was missed by {_CLICKS} clicks")

    def button(self, words: str) -> None:
        """Press the button that says this."""
        self.click("button", words)

    def type_into(self, name: str, text: str) -> None:
        """Click a field of the form, take out what stands there, and type."""
        self.click(f'{FORM} [name="{name}"]')
        self.js("() => document.activeElement.select?.()")
        self.tab.press("Backspace")
        self.tab.type(text)

    def fill(self, answers: Mapping[str, Any]) -> None:
        """Put answers into the form at once, with the events that a person causes; the rows must be there."""
        self.js(FILL, list(entries(answers, "")))

    def values(self) -> dict[str, str]:
        """Return everything that stands in the form."""
        found: dict[str, str] = self.js(VALUES)
        return found

    def holds(self, values: Mapping[str, str]) -> None:
        """Wait until these values stand in the form."""
        test = f"(values) => {{ const now = ({VALUES})(); return Object.keys(values).every((name) => now[name] === values[name]); }}"
        self.until(f"{dict(values)} in the form", test, values)

    def holds_all(self, *choices: Mapping[str, str]) -> None:
        """Wait until one of these is all that stands in the form."""
        give_up = time.monotonic() + PATIENCE / 1000
        while (values := self.values()) not in choices:
            assert time.monotonic() < give_up, f"the form holds {values}"
            time.sleep(_STEP)

    def make(self) -> None:
        """Ask for the checklist and wait until the page has brought the reader to it."""
        self.button("Make my checklist")
        self.until("checklist", f"() => document.activeElement.matches('.pb-errors, {RESULT} h2')")

    def sees(self, text: str, place: str = RESULT, *, gone: bool = False) -> None:
        """Wait until a part of the page holds a text, or holds it no more."""
        test = "(place, text, gone) => (document.querySelector(place)?.innerText ?? '').includes(text) !== gone"
        self.until(f"'{text}' {'gone from' if gone else 'in'} {place}", test, place, text, gone)

    def start(self) -> str:
        """Return where the engine runs and how it was started."""
        found: str = self.until("engine", "() => document.querySelector('form.pb-form').dataset.engine")
        return found.removesuffix(" kept")

    def to_paper(self) -> None:
        """Show the page as it goes to the printer."""
        self.js(_PAPER)
