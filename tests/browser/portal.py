"""A company's portal, as the browser tests play it: a page of another site with one of our activities in a frame."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, unquote

from playwright.sync_api import Browser, BrowserContext, Frame, FrameLocator, Page, Playwright, Request, expect
from playwright.sync_api import TimeoutError as TimedOut

from browsers.by_playwright import launch_options
from browsers.find import find
from playbook_site.server import Change, SiteServer
from tests.browser.visit import PATIENCE

FULL = "allow-scripts allow-same-origin allow-forms allow-downloads allow-popups"
CONFLUENCE = "allow-scripts allow-same-origin allow-modals allow-popups allow-forms"
WORD, NUMBER = "CANARY-7f3a", "98765.43"
_DIGITS = NUMBER.replace(".", "")

_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Portal</title>
<style>iframe { width: 100%; height: 500px; border: 0 }</style><h1>Portal</h1>
<iframe title="Worksheet" __FRAME__ src="__SRC__"></iframe>
<script>
window.heard = [];
const frame = document.querySelector("iframe");
addEventListener("message", ({ origin, source, data }) => {
  if (source !== frame.contentWindow) return;
  heard.push({ origin, data });
  if (data.type === "resize") frame.style.height = `${data.payload.height}px`;
});
window.tell = (message) => frame.contentWindow.postMessage(message, "*");
</script></html>"""
_TYPE = """([word, number]) => {
  let count = 0;
  for (const field of document.querySelectorAll("input, textarea")) {
    if (!field.checkVisibility() || !["text", "textarea"].includes(field.type)) continue;
    field.value = field.inputMode === "decimal" ? number : `${word}.${(count += 1)}`;
    for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
  }
  return count;
}"""
# Without an origin there are no databases, and Chromium reports the question itself as an error that nobody caught.
_KEPT = """async () => {
  const found = [];
  for (const look of [() => ({ ...localStorage }), () => ({ ...sessionStorage }), () => document.cookie, () => window.name,
    async () => (origin === "null" ? [] : await indexedDB.databases()).map(({ name }) => name), () => caches.keys()]) {
    try { found.push(await look()); } catch { found.push("refused"); }
  }
  return JSON.stringify([...found, location.href, document.title]);
}"""


class Host:
    """A web server of another site than the tests' own: an activity that it frames is a third party's. It has one page."""

    def __init__(self) -> None:
        self.html = ""
        self._server = SiteServer(None, change=self._answer).start()

    @property
    def origin(self) -> str:
        """The site's origin: one's own machine, to which an activity may speak."""
        return f"http://localhost:{self._server.server_address[1]}"

    def stop(self) -> None:
        """End it."""
        self._server.stop()

    def _answer(self, path: str) -> Change:
        headers: dict[str, str | None] = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": None}
        return Change(
            status=200 if path == "/" else 204, body=self.html.encode() if path == "/" else b"", headers=headers
        )


class Portal:
    """One visit to the portal. Every request, console line and message of it is noted."""

    def __init__(
        self, context: BrowserContext, host: Host, site: str, path: str, *, frame: str = "", **settings: str
    ) -> None:
        self.context = context
        self.requests: list[Request] = []
        self.console: list[str] = []
        self.faults: list[str] = []
        context.set_default_timeout(PATIENCE)
        context.on("request", lambda request: self.requests.append(request))
        context.on("console", lambda message: self.console.append(message.text))
        context.on("weberror", lambda error: self.faults.append(str(error.error)))
        query = {
            "v": "1",
            "instance": "i1",
            "parent": host.origin,
            "userGuid": "u-17",
            "sessionToken": "s-99",
        } | settings
        said = "&amp;".join(f"{name}={quote(value, safe='')}" for name, value in query.items() if value)
        host.html = _PAGE.replace("__FRAME__", frame).replace("__SRC__", f"{site}{path}?{said}")
        self.page: Page = context.new_page()
        self.page.goto(f"{host.origin}/")

    @property
    def inside(self) -> FrameLocator:
        """The activity."""
        return self.page.frame_locator("iframe")

    @property
    def frame(self) -> Frame:
        """The activity's own window."""
        (found,) = self.page.frames[1:]
        return found

    def until_ready(self) -> None:
        """Wait until the activity can be used."""
        expect(self.inside.locator("html.pb-ready")).to_have_count(1)

    def heard(self, kind: str = "") -> list[dict[str, Any]]:
        """Return the messages of one kind, or of all, that the portal has heard."""
        found: list[dict[str, Any]] = self.page.evaluate("heard.map(({ data }) => data)")
        return [one for one in found if kind in ("", one["type"])]

    def until_heard(self, kind: str) -> dict[str, Any]:
        """Wait for a message of a kind and return its payload."""
        self.page.wait_for_function("(kind) => heard.some(({ data }) => data.type === kind)", arg=kind)
        payload: dict[str, Any] = self.heard(kind)[0]["payload"]
        return payload

    def until_last_heard(self, kind: str, **wanted: Any) -> dict[str, Any]:
        """Wait until the newest message of a kind says this, and return its payload."""
        test = "([kind, wanted]) => { const last = heard.findLast(({ data }) => data.type === kind)?.data.payload; "
        test += "return last && Object.keys(wanted).every((name) => last[name] === wanted[name]); }"
        self.page.wait_for_function(test, arg=[kind, wanted])
        payload: dict[str, Any] = self.heard(kind)[-1]["payload"]
        return payload

    def until_titled(self, title: str) -> None:
        """Wait until the activity shows the screen with this title: what a portal keeps may come after the first screen."""
        self.frame.wait_for_function("(title) => document.title === title", arg=title)

    def tell(self, kind: str, payload: dict[str, Any], **more: Any) -> None:
        """Say something to the activity, as the portal."""
        message = {"ns": "negotiation-playbook", "v": 1, "type": kind, "instance": "i1", "seq": 1, "payload": payload}
        self.page.evaluate("(message) => tell(message)", message | more)

    def view(self) -> str:
        """Return which kind of screen the activity shows."""
        found: str = self.frame.evaluate("document.documentElement.dataset.pbView ?? ''")
        return found

    def go_through(self) -> int:
        """Type the canary into every field of every screen, and press Finish; return how many words were typed."""
        self.until_ready()
        typed = 0
        for _ in range(30):
            if self.view() != "ask":
                break
            typed += self.frame.evaluate(_TYPE, [WORD, NUMBER])
            self._go_on(self.frame.title())
        self.inside.get_by_role("button", name=re.compile("^Finish and")).click()
        return typed

    def _go_on(self, title: str) -> None:
        moved = "(title) => document.title !== title || document.querySelector('.pb-errors:not([hidden]) a')"
        press = self.inside.get_by_role("button", name="Continue", exact=True)
        press.click()
        try:
            self.frame.wait_for_function(moved, arg=title, timeout=PATIENCE / 6)
        except TimedOut:
            # A press that fell on nothing, since the frame had just grown, is done again, as anybody would.
            press.click()
            self.frame.wait_for_function(moved, arg=title)
        if self.frame.title() == title:  # what is asked for is a number of another kind: leave it open
            self.frame.evaluate(
                "document.querySelectorAll('[aria-invalid=true]').forEach((one) => { one.value = ''; "
                "one.dispatchEvent(new Event('input', { bubbles: true })); })"
            )
            press.click()
            self.frame.wait_for_function("(title) => document.title !== title", arg=title)

    def leaks(self) -> list[str]:
        """Return where the canary stands in what left the activity or was kept: plain, or coded in an address or as base64."""
        said = [("message", json.dumps(one)) for one in self.heard()]
        said += [("console", line) for line in self.console]
        said += [(one.url, json.dumps([one.url, one.headers, one.post_data or ""])) for one in self.requests]
        said += [("kept", self.frame.evaluate(_KEPT))]
        return [where for where, text in said if any(_holds(form) for form in _forms(text))]


def _forms(text: str) -> Iterator[str]:
    yield text
    yield unquote(text)
    for token in re.findall(r"[A-Za-z0-9+/_-]{8,}={0,2}", text):
        plain = token.replace("-", "+").replace("_", "/").rstrip("=")
        for skip in range(4):
            part = plain[skip:]
            yield base64.b64decode(part + "=" * (-len(part) % 4) if len(part) % 4 != 1 else part[:-1] + "=").decode(
                "latin-1"
            )


def _holds(text: str) -> bool:
    low = text.lower()
    return WORD.lower() in low or NUMBER in text or _DIGITS in re.sub(r"(?<=\d)[,. ](?=\d)", "", text)


def whole_chromium(playwright: Playwright) -> Iterator[Browser]:
    """Yield the whole Chromium: the one without windows does not scroll a page for what stands in a frame of another site."""
    launched = playwright.chromium.launch(**launch_options("chromium", find("chromium", install=False)))
    yield launched
    launched.close()


def enter(browser: Browser, host: Host, site: str, path: str, *, frame: str = "", **options: Any) -> Portal:
    """Visit a portal that shows an activity, in a browser profile of its own. What ends with ``_setting`` goes into the address."""
    settings = {name.removesuffix("_setting"): options.pop(name) for name in list(options) if name.endswith("_setting")}
    options.setdefault("viewport", {"width": 800, "height": 900})
    return Portal(browser.new_context(**options), host, site, path, frame=frame, **settings)
