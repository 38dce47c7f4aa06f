"""How long a reader waits from an edit to the updated result, as a distribution, in each engine, beside plain Pyodide.

Both pages hold the largest plan that the worksheet's form takes, and have come to rest. They take turns, each alone in its
browser, since a browser slows the clocks of a tab that nobody sees. A wait counts from the event to the moment at which new
steps stand in the page, in the page's own clock, with the pause before the page asks: the plain page waits for 300 milliseconds
without a key, as ours did at first. What it takes without that pause has a row of its own. A frame is blocked while a key is
worked on: that is measured on ours alone.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Mapping, Sequence
from typing import Any

from playwright.sync_api import Playwright

from bench.pages import OURS, PLAIN, Pages
from browsers.find import BROWSERS
from browsers.launch import each_engine
from browsers.tab import Running, Tab
from playbook_site.project import Say

EDITS = 16
ROUNDS = 2
#: What an edit may take, as a share of plain Pyodide's wait.
BAR = 0.35
AT_ONCE = f"{PLAIN}, without its pause"
FINISHED, TYPED, KEY = "a finished answer", "a key, with its pause", "a key blocks for"
_PATIENCE, _STEP = 120, 0.02
_THERE = """() => document.querySelectorAll("#result .pb-step, .pb-result-region .pb-step").length"""
_KEEP = "(kept) => Object.entries(kept).forEach(([name, text]) => sessionStorage.setItem(name, text))"
_WAIT = """
const wait = () => new Promise((done) => {
  const place = document.querySelector("#result, .pb-result-region");
  const seen = place.querySelector(".pb-step");
  const began = performance.now();
  const watch = new MutationObserver(() => {
    const step = place.querySelector(".pb-step");
    if (step === null || step === seen) return;
    watch.disconnect();
    done(performance.now() - began);
  });
  watch.observe(place, { subtree: true, childList: true });
});
"""
_PLAIN = (
    f"([value, pause]) => {{ {_WAIT} const waited = wait(); window.edit(value, pause ?? undefined); return waited; }}"
)
_OURS = f"""([value, finished]) => {{ {_WAIT}
  const control = document.querySelector("form.pb-form").elements.namedItem("deal_worth.likely");
  control.value = value;
  const waited = wait();
  const began = performance.now();
  control.dispatchEvent(new InputEvent("input", {{ bubbles: true }}));
  const blocked = performance.now() - began;
  if (finished) control.dispatchEvent(new Event("change", {{ bubbles: true }}));
  return waited.then((took) => [took, blocked]);
}}"""


def measure(pages: Pages, playwright: Playwright, edits: int, say: Say) -> dict[str, Any]:
    """Return the waits of each engine, by its name; engines that cannot be had are named and left out."""
    results: dict[str, Any] = {}
    for engine, running in each_engine(playwright, say):
        title = BROWSERS[engine].title
        results[title] = _measure_in(running, pages, edits)
        say(f"edits in {title} are measured")
    return results


def _measure_in(running: Running, pages: Pages, edits: int) -> dict[str, Any]:
    found: dict[str, list[float]] = {PLAIN: [], AT_ONCE: [], FINISHED: [], TYPED: [], KEY: []}
    for turn in range(ROUNDS):
        values = [f"{51_000 + 2 * number}" for number in range(turn, edits, ROUNDS)]
        tab = _open(running, pages, PLAIN)
        for value in values:
            found[PLAIN].append(tab.evaluate(_PLAIN, [value, None]))
            found[AT_ONCE].append(tab.evaluate(_PLAIN, [f"{value}.5", 0]))
        tab.close()
        tab = _open(running, pages, OURS)
        for value in values:
            for what, said in ((FINISHED, value), (TYPED, f"{value}.5")):
                took, blocked = tab.evaluate(_OURS, [said, what == FINISHED])
                found[what].append(took)
                found[KEY].append(blocked)
        tab.close()
    plain = statistics.median(found[PLAIN])
    ratios = {what: round(statistics.median(found[what]) / plain, 3) for what in (AT_ONCE, FINISHED, TYPED)}
    return {"waits": {what: _spread(each) for what, each in found.items()}, "ratios": ratios, "bar": BAR}


def _open(running: Running, pages: Pages, name: str) -> Tab:
    """Return a tab in which a page with the largest plan has come to rest, some edits ago."""
    tab = running.tab()
    tab.open(f"{pages.server.url}404.html")
    if name == OURS:
        tab.evaluate(_KEEP, {**pages.kept, "playbook-plan": json.dumps(pages.largest)})
    tab.open(pages.urls[name] + ("?largest" if name == PLAIN else ""))
    until = time.monotonic() + _PATIENCE
    while not tab.evaluate(_THERE):
        if time.monotonic() > until:
            raise TimeoutError(f"{name}: no result after {_PATIENCE} seconds")
        time.sleep(_STEP)
    time.sleep(2)
    for turn in range(3):
        tab.evaluate(*((_PLAIN, [f"{50_000 + turn}", 0]) if name == PLAIN else (_OURS, [f"{50_000 + turn}", True])))
    return tab


def _spread(values: Sequence[float]) -> dict[str, float]:
    """Return the least, the median, the ninth of ten and the most, in milliseconds."""
    ordered = sorted(values)
    return {
        "least": round(ordered[0], 1),
        "median": round(statistics.median(ordered), 1),
        "ninth of ten": round(ordered[int(0.9 * (len(ordered) - 1))], 1),
        "most": round(ordered[-1], 1),
    }


def table(results: Mapping[str, Any]) -> list[str]:
    """Return one table of all engines: milliseconds, and the share of plain Pyodide's median."""
    heads = ("least", "median", "ninth of ten", "most")
    lines = [f"{'edit to result, ms':<42}" + "".join(f"{head:>14}" for head in heads) + f"{'ratio':>10}{'at most':>9}"]
    for title, result in results.items():
        for what, spread in result["waits"].items():
            ratio = result["ratios"].get(what)
            shown = f"{ratio:>10.3f}{result['bar']:>9.2f}" if ratio is not None else ""
            lines.append(f"{f'{title}, {what}':<42}" + "".join(f"{spread[head]:>14.1f}" for head in heads) + shown)
    return lines
