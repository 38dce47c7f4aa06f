"""How long a reader waits in Chromium, beside a page of plain Pyodide that does the same work in the same run.

Both come from one local server, precompressed and cached alike, to one Chromium; visits take turns, so that whatever
else the machine does hits both. Seconds of one machine mean little: what counts is the ratio. Started by ``make bench``.

"Navigation to checklist" is a person's way back to a worksheet: the tab holds answers whose checklist was asked for, and
the page makes it by itself. "Intent to ready" is the first touch of a form on a page that has come to rest; the plain
page, which waits for no touch, counts from its navigation.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Playwright

from bench.pages import IDLE, OURS, PLAIN, SLOW_BITS, SLOW_LATENCY, BenchServer, Pages
from browsers.by_playwright import launch_options
from playbook_site.project import Say
from playbook_site.runtime.snapshot import NAMES

ROUNDS = 5
#: An empty browser, one that has been here before, and an empty one on the slow line.
KINDS = ("cold", "warm", "slow")

# Runs before the page's own scripts. Marks are milliseconds since the navigation began.
_PROBE = """
window.bench = {};
new MutationObserver(() => {
  const now = performance.now();
  const words = document.querySelector(".pb-status-shown")?.textContent;
  if (words && words === window.bench.words) window.bench.ready ??= now;
  const step = document.querySelector("#result .pb-step, [id^=pb-][id$=-result] .pb-step");
  if (step) window.bench.checklist ??= now;
  if (window.bench.edit && step && window.bench.seen !== step) window.bench.edited ??= now;
}).observe(document, { subtree: true, childList: true, characterData: true });
"""
_WORDS = """
addEventListener("DOMContentLoaded", () => {
  window.bench.words = JSON.parse(document.getElementById("pb-words").textContent).words["page-engine-ready"];
});
"""
_ANSWERED = """
sessionStorage.setItem("playbook-plan", %s);
sessionStorage.setItem("playbook-asked", %s);
window.edit = () => {
  const control = document.querySelector("form.pb-form").elements.namedItem("deal_worth.likely");
  control.value = "51,000";
  control.dispatchEvent(new InputEvent("input", { bubbles: true }));
};
"""
_EDIT = """
() => {
  window.bench.seen = document.querySelector("#result .pb-step, [id^=pb-][id$=-result] .pb-step");
  window.bench.edit = performance.now();
  window.edit();
}
"""
_TOUCH = """
() => {
  window.bench.intent = performance.now();
  [...document.querySelector("form.pb-form").elements].find((one) => one.checkVisibility() && one.localName !== "fieldset").focus();
}
"""
_SCRIPTS = """
() => performance.getEntriesByType("resource").filter((entry) => entry.name.includes("/assets/js/"))
  .reduce((sum, entry) => sum + entry.transferSize, 0)
"""


def measure(pages: Pages, playwright: Playwright, chromium: str, rounds: int, say: Say) -> dict[str, Any]:
    """Return what was measured in Chromium."""
    began = time.monotonic()
    server = pages.server
    answered = _ANSWERED % tuple(json.dumps(pages.kept[name]) for name in ("playbook-plan", "playbook-asked"))
    probes = {PLAIN: _PROBE, OURS: _PROBE + answered}
    urls = pages.urls
    found: dict[str, dict[str, list[float]]] = {PLAIN: {}, OURS: {}}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profiles:
        visitor = _Visitor(playwright, chromium, server)
        visitor.read_only(urls[OURS], Path(profiles) / "read", found[OURS])
        for name in (PLAIN, OURS, PLAIN, OURS):
            visitor.visit(urls[name], probes[name], Path(profiles) / f"warm-{name}", {}, "", idle=IDLE)
        for turn in range(rounds):
            for kind in KINDS:
                server.slow = kind == "slow"
                for name in (PLAIN, OURS) if turn % 2 else (OURS, PLAIN):
                    with _profile(Path(profiles), kind, name) as profile:
                        visitor.visit(urls[name], probes[name], profile, found[name], kind)
                with _profile(Path(profiles), kind, OURS) as profile:
                    visitor.touch(urls[OURS], _PROBE + _WORDS, profile, found[OURS], kind)
            say(f"Round {turn + 1} of {rounds}, {time.monotonic() - began:.0f} s")
    server.slow = False
    (runtime,) = (pages.root / "assets" / "runtime").iterdir()
    return _sum_up(found, rounds, _runtime_bytes(runtime), time.monotonic() - began)


@contextmanager
def _profile(profiles: Path, kind: str, name: str) -> Iterator[Path]:
    """Lend a browser profile: the one that knows the page on a warm visit, else an empty one."""
    if kind == "warm":
        yield profiles / f"warm-{name}"
        return
    # A folder of its own each time: a browser that is still closing writes into the last one.
    fresh = Path(tempfile.mkdtemp(dir=profiles))
    yield fresh
    shutil.rmtree(fresh, ignore_errors=True)


class _Visitor:
    """Opens pages in Chromium, each visit in a browser started for it."""

    def __init__(self, playwright: Playwright, chromium: str, server: BenchServer) -> None:
        self._playwright = playwright
        self._chromium = chromium
        self._server = server

    def _open(self, profile: Path) -> tuple[Any, Page]:
        options = launch_options("chromium", self._chromium)
        context = self._playwright.chromium.launch_persistent_context(profile, headless=True, **options)
        return context, context.pages[0]

    def read_only(self, url: str, profile: Path, found: dict[str, list[float]]) -> None:
        """Open a worksheet that nobody touches, and note what that costs in bytes."""
        context, page = self._open(profile)
        before = self._server.sent
        page.goto(url, wait_until="networkidle")
        found["bytes before intent"] = [self._server.sent - before]
        found["script bytes before intent"] = [page.evaluate(_SCRIPTS)]
        context.close()

    def visit(
        self, url: str, probe: str, profile: Path, found: dict[str, list[float]], kind: str, *, idle: float = 0
    ) -> None:
        """Go from navigation to checklist and, on a warm visit, on to an edit."""
        context, page = self._open(profile)
        context.add_init_script(probe)
        before = self._server.sent
        page.goto(url, wait_until="commit")
        _wait_for(page, "checklist", 120)
        time.sleep(0.2 + idle)
        marks = page.evaluate("window.bench")
        _note(found, f"{kind}: navigation to checklist, ms", marks["checklist"])
        if "ready" in marks:
            _note(found, f"{kind}: intent to ready, ms", marks["ready"])
        if kind == "cold":
            _note(found, "bytes in all", self._server.sent - before)
        if kind == "warm":
            _note(found, "bytes of a later visit", self._server.sent - before)
            page.evaluate(_EDIT)
            _wait_for(page, "edited", 30)
            marks = page.evaluate("window.bench")
            _note(found, "edit to new checklist, ms", marks["edited"] - marks["edit"])
        peak = _peak_memory(profile)
        if peak and kind in ("cold", "warm"):
            _note(found, f"{kind}: peak memory of the page's process, MB", peak / 1e6)
        context.close()

    def touch(self, url: str, probe: str, profile: Path, found: dict[str, list[float]], kind: str) -> None:
        """Let a page come to rest, touch its form, and wait until Python is ready."""
        context, page = self._open(profile)
        context.add_init_script(probe)
        page.goto(url, wait_until="networkidle")
        page.evaluate(_TOUCH)
        _wait_for(page, "ready", 120)
        marks = page.evaluate("window.bench")
        _note(found, f"{kind}: intent to ready, ms", marks["ready"] - marks["intent"])
        context.close()


def _wait_for(page: Page, mark: str, seconds: float) -> None:
    """Wait until the page has set a mark. Asked from outside: the page's policy forbids what Playwright would put in."""
    until = time.monotonic() + seconds
    while not page.evaluate(f"Boolean(window.bench && window.bench.{mark})"):
        if time.monotonic() > until:
            state = page.evaluate(
                "document.readyState + ' ' + document.querySelector('.pb-status-shown, #result')?.textContent"
            )
            raise TimeoutError(f"{page.url}: no {mark} after {seconds:g} seconds, but: {state}")
        time.sleep(0.1)


def _note(found: dict[str, list[float]], what: str, value: float) -> None:
    found.setdefault(what, []).append(round(value, 1))


def _peak_memory(profile: Path) -> int:
    """Return the most resident bytes that a renderer of this browser ever had; 0 where /proc does not tell."""
    children: dict[int, list[int]] = {}
    lines: dict[int, bytes] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            lines[int(entry.name)] = (entry / "cmdline").read_bytes()
            parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except (OSError, IndexError):
            continue
        children.setdefault(parent, []).append(int(entry.name))
    peak = 0
    waiting = [pid for pid, line in lines.items() if str(profile).encode() in line and b"--type=" not in line]
    while waiting:
        pid = waiting.pop()
        waiting += children.get(pid, [])
        if b"--type=renderer" in lines.get(pid, b""):
            try:
                status = Path(f"/proc/{pid}/status").read_text()
            except OSError:
                continue
            kilobytes = next((line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")), "0")
            peak = max(peak, int(kilobytes) * 1024)
    return peak


def _runtime_bytes(runtime: Path) -> int:
    """Return what the files of the quick start weigh on the line."""
    files = [runtime / name for name in (*NAMES, "manifest.json", "sent.json")]
    packed = [path.with_name(path.name + ".br") for path in files]
    return sum((path if path.exists() else path.with_suffix("")).stat().st_size for path in packed)


def _sum_up(
    found: Mapping[str, Mapping[str, Sequence[float]]], rounds: int, runtime: int, seconds: float
) -> dict[str, Any]:
    names = list(dict.fromkeys([*found[OURS], *found[PLAIN]]))
    rows: dict[str, Any] = {}
    for what in names:
        row: dict[str, Any] = {}
        for name in (PLAIN, OURS):
            values = found[name].get(what)
            if values:
                row[name] = {"median": statistics.median(values), "least": min(values), "most": max(values)}
        if len(row) == 2 and row[PLAIN]["median"]:
            row["ratio"] = round(row[OURS]["median"] / row[PLAIN]["median"], 3)
        rows[what] = row
    return {
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors",
        "slow line": f"{SLOW_BITS / 1e6:g} Mbit/s, {1000 * SLOW_LATENCY:g} ms",
        "rounds": rounds,
        "seconds": round(seconds),
        "runtime bytes": runtime,
        "measured": rows,
    }


def table(result: Mapping[str, Any]) -> list[str]:
    """Return a line for each thing that was measured."""
    lines = [f"{'':<46}{PLAIN:>24}{OURS:>24}{'ratio':>8}"]
    for what, row in result["measured"].items():
        cells = [
            f"{row[name]['median']:,.0f} ({row[name]['least']:,.0f}-{row[name]['most']:,.0f})" if name in row else "-"
            for name in (PLAIN, OURS)
        ]
        lines.append(f"{what:<46}{cells[0]:>24}{cells[1]:>24}{row.get('ratio', ''):>8}")
    lines.append(f"The runtime weighs {result['runtime bytes']:,} bytes on the line.")
    lines.append(f"{result['rounds']} rounds in {result['seconds']} s; medians, in brackets least and most.")
    return lines
