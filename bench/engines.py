"""How long a reader waits in each engine, beside a page of plain Pyodide that does the same work in the same run.

Both pages come from one server (``bench/pages.py``); visits take turns. A tab has a profile of its own, so its first visit
is a cold one; the warm visit follows in the same tab, after a page that holds nothing. Marks are read from outside, every
hundredth of a second, since not every engine's driver can run a script before the page's own: seconds are meant, not
milliseconds. Started by ``make bench``.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Mapping, Sequence
from typing import Any

from playwright.sync_api import Playwright

from bench.pages import IDLE, OURS, PLAIN, Pages
from browsers.find import BROWSERS, Engine
from browsers.launch import each_engine
from browsers.tab import Running, Tab
from playbook_site.project import Say

ROUNDS = 3
#: What is measured, and the share of plain Pyodide's time that it may take, by engine.
READY, COLD, WARM = "intent to ready", "cold: navigation to checklist", "warm: navigation to checklist"
BARS: dict[Engine, dict[str, float]] = {
    "chromium": {READY: 0.12, COLD: 0.25, WARM: 0.23},
    "firefox": {READY: 0.12},
    "webkit": {READY: 0.25},
}
_PATIENCE, _STEP = 120, 0.01
#: Waits for the form of the page, or of the page in its frame, and touches it.
_FORM = "[document, frames[0]?.document].map((one) => one?.querySelector('form.pb-form')).find(Boolean)"
_THERE = f"() => [...({_FORM}?.elements ?? [])].some((one) => one.checkVisibility())"
_TOUCH = f"""() => new Promise((done) => {{
  const form = {_FORM};
  const began = performance.now();
  new MutationObserver(() => done([performance.now() - began, form.dataset.engine]))
    .observe(form, {{ attributes: true, attributeFilter: ["data-engine"] }});
  [...form.elements].find((one) => one.checkVisibility() && one.localName !== "fieldset").focus();
}})"""
_CHECKLIST = """() => document.querySelector("#result .pb-step, .pb-result-region .pb-step") ? performance.now() : 0"""
_KEEP = "(kept) => Object.entries(kept).forEach(([name, text]) => sessionStorage.setItem(name, text))"
PLAIN_READY = "() => window.bench?.ready ?? 0"
_REST = "() => document.readyState === 'complete'"

Found = dict[str, dict[str, list[float]]]


def measure(pages: Pages, playwright: Playwright, rounds: int, say: Say) -> dict[str, Any]:
    """Return what each engine took, by its name and by what was measured; engines that cannot be had are named and left out."""
    results: dict[str, Any] = {}
    for engine, running in each_engine(playwright, say):
        found: Found = {PLAIN: {}, OURS: {}}
        starts: set[str] = set()
        for turn in range(rounds):
            for name in (PLAIN, OURS) if turn % 2 else (OURS, PLAIN):
                visit(running, pages, name, found[name])
            starts.add(touch(running, pages.urls[OURS], found[OURS]))
        title = BROWSERS[engine].title
        results[title] = sum_up(found, BARS[engine]) | {"started": sorted(starts)}
        say(f"{title} is measured")
    return results


def visit(running: Running, pages: Pages, name: str, found: dict[str, list[float]]) -> None:
    """Open a page twice in a fresh profile, each time until its checklist is there."""
    tab = running.tab()
    try:
        for what in (COLD, WARM):
            tab.open(f"{pages.server.url}404.html")  # of the same site: it may write what the tab keeps
            if name == OURS:
                tab.evaluate(_KEEP, pages.kept)
            tab.open(pages.urls[name])
            note(found, what, wait(tab, _CHECKLIST))
            if what == COLD and name == PLAIN:
                note(found, READY, wait(tab, PLAIN_READY))
            time.sleep(IDLE if what == COLD else 0)
    finally:
        tab.close()


def touch(running: Running, url: str, found: dict[str, list[float]]) -> str:
    """Let a page come to rest in a fresh profile, touch its form, and note how long Python took; return how it started."""
    tab = running.tab()
    try:
        tab.open(url)
        wait(tab, _REST)
        wait(tab, _THERE)
        time.sleep(1)
        took, how = tab.evaluate(_TOUCH)
        note(found, READY, took)
        return str(how)
    finally:
        tab.close()


def wait(tab: Tab, function: str) -> Any:
    """Return what a function of the page returns, once that is something."""
    until = time.monotonic() + _PATIENCE
    while not (value := tab.evaluate(function)):
        if time.monotonic() > until:
            raise TimeoutError(f"{tab.evaluate('() => location.href')}: nothing after {_PATIENCE} seconds")
        time.sleep(_STEP)
    return value


def note(found: dict[str, list[float]], what: str, milliseconds: float) -> None:
    """Keep one measurement."""
    found.setdefault(what, []).append(round(milliseconds, 1))


def sum_up(found: Found, bars: Mapping[str, float]) -> dict[str, Any]:
    """Return medians, spreads and ratios, and the share that each may take. Visits belong together in their order."""
    rows: dict[str, Any] = {}
    for what in (READY, COLD, WARM):
        plain, ours = found[PLAIN].get(what, []), found[OURS].get(what, [])
        if not plain or not ours:
            continue
        each = [mine / theirs for mine, theirs in zip(ours, plain, strict=True)]
        rows[what] = {
            PLAIN: spread(plain),
            OURS: spread(ours),
            "ratio": round(statistics.median(ours) / statistics.median(plain), 3),
            "ratios": (round(min(each), 3), round(max(each), 3)),
            "bar": bars.get(what),
        }
    return {"measured": rows}


def spread(values: Sequence[float]) -> dict[str, float]:
    """Return the median, the least and the most."""
    return {"median": statistics.median(values), "least": min(values), "most": max(values)}


def _cell(one: Mapping[str, float]) -> str:
    return f"{one['median'] / 1000:.2f} ({one['least'] / 1000:.2f}-{one['most'] / 1000:.2f})"


def table(results: Mapping[str, Any]) -> list[str]:
    """Return one table of all engines: seconds, ratios with their spread, and what each ratio may be."""
    lines = [f"{'seconds':<42}{PLAIN:>22}{OURS:>22}{'ratio':>22}{'at most':>9}"]
    for title, result in results.items():
        for what, row in result["measured"].items():
            ratio = f"{row['ratio']:.3f} ({row['ratios'][0]:.3f}-{row['ratios'][1]:.3f})"
            bar = "" if row["bar"] is None else f"{row['bar']:.2f}"
            lines.append(f"{f'{title}, {what}':<42}{_cell(row[PLAIN]):>22}{_cell(row[OURS]):>22}{ratio:>22}{bar:>9}")
        lines.append(f"{title} started Python as: {', '.join(result['started'])}")
    return lines
