"""A person's visit, as the tests play it: a page of the site, a log of all it asked and said, and the worksheet on it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from pathlib import Path
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    Response,
    WebError,
    expect,
)

from playbook_site.server import Change, SiteServer
from tests.browser import kept
from tests.browser.frames import drawn

#: The engine's own files: none of them may be asked for on a page that is only read.
ENGINE = ("/assets/runtime/", "/assets/library/", "engine-core.mjs", "engine-worker.mjs")
#: Milliseconds after which something is given up as never to come. What takes a second alone may take half a minute where
#: a server, a browser, a starting Python and other tests share two cores.
PATIENCE = 60_000
_REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation",
  (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""
FILL = """
(entries) => {
  const form = document.querySelector("form.pb-form");
  for (const [path, value] of entries) {
    const box = value === "?" && form.elements.namedItem(`${path.replace(/\\.likely$/, "")}?`);
    const named = form.elements.namedItem(path);
    const control = box || (named instanceof RadioNodeList ? [...named].find((one) => one.value === value) : named);
    if (control.type === "checkbox" || control.type === "radio") control.checked = true;
    else control.value = value;
    control.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
}
"""
_REST = """() => new Promise((done) => {
  let at = scrollY, still = 0;
  const look = () => {
    still = scrollY === at ? still + 1 : 0;
    at = scrollY;
    if (still < 30) requestAnimationFrame(look);
    else done();
  };
  look();
})"""
_READY = "() => document.querySelector('form.pb-form') === null || document.documentElement.matches('.pb-ready')"
WORKSHEET = re.compile(r"worksheets/\w+/")
#: What Playwright says when it keeps a page from registering a service worker.
_BLOCKED = "Service Worker registration blocked by Playwright"
_FORM = "form.pb-form"
_RESULT = ".pb-result-region"


class Visit:
    """A browser profile with one page in it."""

    def __init__(
        self, context: BrowserContext, root: str, *, clean: bool, whole: bool = True, scripts: bool = True
    ) -> None:
        self.context = context
        self.root = root
        self.scripts = scripts
        self.clean = clean
        self.whole = whole
        self.requests: list[Request] = []
        self.console: list[str] = []
        self.faults: list[str] = []
        context.set_default_timeout(PATIENCE)
        context.add_init_script(_REPORT_VIOLATIONS)
        context.on("request", self._requested)
        context.on("requestfailed", self._failed)
        context.on("response", self._answered)
        context.on("console", self._said)
        context.on("weberror", self._threw)
        self.page: Page = context.new_page()

    def go(self, path: str) -> None:
        """Open another address of the site, and wait until it is ready.

        A worksheet is opened with all its questions on one page, unless the visit is not ``whole``.
        """
        self.page.goto(self.root + path + ("#all" if self.whole and WORKSHEET.fullmatch(path) else ""))
        self.until_ready()

    def reload(self) -> None:
        """Load the page again, and wait until it is ready."""
        self.page.reload()
        self.until_ready()

    def until_ready(self) -> None:
        """Wait until a worksheet's script has put the kept answers into the form."""
        if self.scripts:
            self.page.wait_for_function(_READY)

    def open_tab(self, path: str) -> Visit:
        """Open another tab of the same browser; the visit that is returned sees the same log."""
        other = copy(self)
        other.page = self.context.new_page()
        other.go(path)
        return other

    # What is kept

    def kept(self, worksheet: str) -> dict[str, Any]:
        """Return the answers of a worksheet in the one plan that is kept, on the device or in this tab."""
        return self.kept_plan()["worksheets"].get(worksheet, {})

    def kept_plan(self) -> dict[str, Any]:
        """Return the one plan that is kept, on the device or in this tab; an empty one where nothing is."""
        held = kept.in_tab(self.page)
        plans = kept.plans(self.page) + ([held] if held else [])
        assert len(plans) <= 1, "more than one plan is kept"
        return plans[0] if plans else kept.document({})

    def leave(self) -> None:
        """Have the page write what it holds, as one that is left does, and wait until the database has taken it."""
        self.page.evaluate("dispatchEvent(new Event('pagehide'))")
        kept.until(self.page, kept.NOTHING_WAITS)

    def until_deleted(self) -> None:
        """Wait until nothing of a plan stands in any storage of this page."""
        kept.until(self.page, kept.NOTHING_KEPT)

    def until_kept(self, text: str) -> None:
        """Wait until a plan that is kept holds this text."""
        kept.until_kept(self.page, text)

    def close(self) -> list[str]:
        """End the visit and return what was wrong with it."""
        self.context.close()
        origin = "/".join(self.root.split("/", 3)[:3])
        strangers = [one.url for one in self.requests if not one.url.startswith((origin + "/", "data:", "blob:"))]
        return [f"another origin: {url}" for url in strangers] + (self.faults if self.clean else [])

    def asked_for(self, *parts: str) -> list[str]:
        """Return the addresses asked for that hold one of these parts."""
        return [request.url for request in self.requests if any(part in request.url for part in parts)]

    def _requested(self, request: Request) -> None:
        self.requests.append(request)

    def _failed(self, request: Request) -> None:
        # Turning to another page breaks off what the last one was still loading.
        if "ERR_ABORTED" not in (request.failure or ""):
            self.faults.append(f"failed: {request.url} {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"status {response.status}: {response.url}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.text == _BLOCKED:
            return
        self.console.append(message.text)
        if message.type in ("error", "warning"):
            self.faults.append(f"console: {message.type}: {message.text}")

    def _threw(self, error: WebError) -> None:
        self.console.append(str(error.error))
        self.faults.append(f"script: {error.error}")

    # The worksheet

    @property
    def form(self) -> Locator:
        return self.page.locator(_FORM)

    @property
    def result(self) -> Locator:
        """The reader's own checklist, not the worked example's."""
        return self.page.locator(_RESULT)

    @property
    def status(self) -> Locator:
        """What the page says about the engine."""
        return self.page.locator(".pb-status-shown")

    @property
    def steps(self) -> Locator:
        return self.result.locator(".pb-step")

    def field(self, path: str) -> Locator:
        return self.form.locator(f'[name="{path}"]')

    def fits(self, part: Locator) -> bool:
        """Tell whether an element lies between the page's left and right edge. While it is drawn anew it has no width: then again."""
        measured = (
            "(one) => { const box = one.getBoundingClientRect(); return [box.left, box.right, window.innerWidth]; }"
        )
        left = right = wide = 0
        for _ in range(50):
            left, right, wide = part.evaluate(measured)
            if left < right:
                break
            self.page.wait_for_timeout(100)
        return 0 <= left < right <= wide

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def unfold(self) -> None:
        """Open every folded block of questions."""
        self.page.evaluate(
            "document.querySelectorAll('form.pb-form .pb-group details').forEach((block) => { block.open = true; })"
        )

    def fill(self, answers: Mapping[str, Any], *, by_hand: bool = False) -> None:
        """Put answers into the form, adding rows where they are needed.

        By hand means control by control, as a person would; otherwise all at once, with the events that a person causes.
        """
        for name, rows in answers.items():
            if isinstance(rows, list):
                block = self.form.locator(f'.pb-rows[data-path="{name}"]')
                for _ in range(len(rows) - block.locator(".pb-row-list > .pb-row").count()):
                    block.locator(".pb-add").click()
        found = list(entries(answers, ""))
        if by_hand:
            self.unfold()
            for path, value in found:
                self.answer(path, value)
        else:
            self.page.evaluate(FILL, found)

    def answer(self, path: str, value: str) -> None:
        """Answer one question."""
        if value == "?":
            path = path.removesuffix(".likely")
            self.form.locator(f'[name="{path}?"], [name="{path}"][value="?"]').check()
            return
        field = self.field(path)
        if field.first.get_attribute("type") == "radio":
            drawn(self.page, self.form.locator(f'[name="{path}"][value="{value}"]').check)
        elif field.evaluate("(control) => control.localName") == "select":
            field.select_option(value)
        else:
            field.fill(value)

    def make(self) -> None:
        """Ask for the checklist and wait until the page has brought the reader to it, or to what needs another look."""
        self.page.evaluate("document.activeElement.blur()")
        self.button("Make my checklist").click()
        expect(self.page.locator(f".pb-errors:focus, {_RESULT} h2:focus")).to_be_visible()

    def make_not_safe(self) -> None:
        """Ask for the checklist of somebody who is not safe, and wait until the page, which takes the plan off the device, is back."""
        self.page.evaluate("window.before = true")
        self.page.evaluate("document.activeElement.blur()")
        self.button("Make my checklist").click()
        self.page.wait_for_function("() => window.before === undefined")
        self.until_ready()
        expect(self.steps.first).to_be_visible()

    def start_engine(self) -> None:
        """Touch the form and wait until the engine is ready."""
        self.form.locator(".pb-group :is(input, select, textarea)").first.focus()
        expect(self.status).to_have_text("Ready.")

    def come_to_rest(self) -> None:
        """Wait until the page has loaded and has not been scrolled for thirty frames."""
        self.page.wait_for_load_state()
        self.page.evaluate(_REST)

    def values(self) -> dict[str, str]:
        """Return everything that stands in the form: typed, ticked and chosen."""
        found: dict[str, str] = self.page.evaluate(
            """() => Object.fromEntries([...document.querySelector("form.pb-form").elements]
                .filter((control) => control.name && (!["checkbox", "radio"].includes(control.type) || control.checked))
                .map((control) => [control.name, control.value]).filter(([, value]) => value !== ""))"""
        )
        return found

    def focused(self) -> str:
        """Return the id, or else the text, of what has the focus."""
        found: str = self.page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()")
        return found


Open = Callable[..., Visit]
Serve = Callable[..., SiteServer]


def serving(site: Path) -> Iterator[Serve]:
    """Yield what starts servers of a site, and stop these at the end.

    ``change`` may lay hands on a server's answers.
    """
    started: list[SiteServer] = []

    def start(change: Callable[[str], Change | None] | None = None, **options: Any) -> SiteServer:
        started.append(SiteServer(site, change=change, **options).start())
        return started[-1]

    yield start
    for one in started:
        one.stop()


def opening(browser: Browser, server: SiteServer, first: str) -> Iterator[Open]:
    """Yield what opens pages of a site, each in a browser profile of its own; ``first`` is the page unless one is named.

    At the end, whatever a page asked of another origin, and every fault in its console, fails the test; a test that provokes
    faults says ``clean=False``. A worksheet is opened with all its questions on one page; one that is not ``whole`` asks them one
    by one. With ``clock`` the page's time can be put forward. Nothing is kept for when there is no network, unless a test allows it
    with ``service_workers="allow"``.
    """
    visits: list[Visit] = []

    def open_(
        path: str = first, *, at: str = "", clean: bool = True, clock: bool = False, whole: bool = True, **options: Any
    ) -> Visit:
        options.setdefault("viewport", {"width": 800, "height": 900})
        options.setdefault("service_workers", "block")
        scripts = options.get("java_script_enabled", True)
        visits.append(
            Visit(browser.new_context(**options), at or server.url, clean=clean, whole=whole, scripts=scripts)
        )
        if clock:
            visits[-1].page.clock.install()
        visits[-1].go(path)
        return visits[-1]

    yield open_
    faults: list[str] = []
    for visit in visits:
        faults += visit.close()
    assert not faults, "\n".join(faults)


def entries(answers: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for name, value in answers.items():
        path = f"{prefix}{name}"
        if isinstance(value, list):
            for index, row in enumerate(value):
                yield from entries(row, f"{path}.{index}.")
        elif isinstance(value, dict):
            yield from entries(value, f"{path}.")
        else:
            yield path, value
