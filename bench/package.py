"""How long Python takes to start in a package inside a portal's frame, in each engine, beside plain Pyodide in the same run.

The portal sends the package's files as they are in it, not compressed, and scripts, styles and pages alone by their kind, as such
portals do. The plain page comes as in the other tables: compressed, in a window of its own. Visits take turns, each in a fresh
profile. Started by ``make bench``.
"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Playwright

from bench.engines import READY, note, spread, wait
from bench.pages import OURS, PLAIN, WORKSHEET, Pages
from browsers.find import BROWSERS, NoBrowserError, find
from browsers.launch import launch
from browsers.tab import Running
from playbook_site.portal.packages import make_packages
from playbook_site.project import Project, Say
from playbook_site.server import Change, SiteServer

ROUNDS = 3
#: What the portal sends as what it is.
_KNOWN = (".html", ".js", ".css")
#: A portal that says yes to everything.
_PORTAL = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Portal</title>
<script>
window.API = Object.fromEntries(["LMSInitialize", "LMSFinish", "LMSSetValue", "LMSCommit"].map((name) => [name, () => "true"]));
Object.assign(window.API, { LMSGetValue: () => "", LMSGetLastError: () => "0" });
</script>
<iframe src="package/index.html" width="800" height="900"></iframe></html>
"""
_FORM = """() => {
  const form = frames[0]?.document.querySelector("form.pb-form");
  return Boolean(form && [...form.elements].some((one) => one.checkVisibility()));
}"""
_TOUCH = """() => new Promise((done) => {
  const form = frames[0].document.querySelector("form.pb-form");
  const began = performance.now();
  new MutationObserver(() => done([performance.now() - began, form.dataset.engine]))
    .observe(form, { attributes: true, attributeFilter: ["data-engine"] });
  [...form.elements].find((one) => one.checkVisibility() && one.localName !== "fieldset").focus();
})"""
_PLAIN_READY = "() => window.bench?.ready ?? 0"


def make_portal(project: Project) -> SiteServer:
    """Put the worksheet's SCORM package behind a page of a portal, and serve both."""
    root = project.work / "bench" / "portal"
    shutil.rmtree(root, ignore_errors=True)
    made = make_packages(project, project.site, root / "packages", only=[WORKSHEET], say=lambda _: None)
    with zipfile.ZipFile(next(path for path in made if path.stem.endswith("scorm12"))) as package:
        package.extractall(root / "package")
    (root / "index.html").write_text(_PORTAL, encoding="utf-8")
    return SiteServer(root, change=_as_bytes).start()


def _as_bytes(path: str) -> Change | None:
    kind = "" if path.endswith("/") else Path(path).suffix
    return None if kind in ("", *_KNOWN) else Change(headers={"Content-Type": "application/octet-stream"})


def measure(pages: Pages, project: Project, playwright: Playwright, rounds: int, say: Say) -> dict[str, Any]:
    """Return what each engine took, by its name; engines that cannot be had are named and left out."""
    results: dict[str, Any] = {}
    portal = make_portal(project)
    try:
        for engine, browser in BROWSERS.items():
            try:
                path = find(engine)
            except NoBrowserError as none:
                say(f"{engine} is left out: {none}")
                continue
            running = launch(engine, path, lambda: playwright)
            found: dict[str, dict[str, list[float]]] = {PLAIN: {}, OURS: {}}
            starts: set[str] = set()
            try:
                for turn in range(rounds):
                    for name in (PLAIN, OURS) if turn % 2 else (OURS, PLAIN):
                        if name == PLAIN:
                            note(found[PLAIN], READY, _plain(running, pages.urls[PLAIN]))
                        else:
                            took, how = _touch(running, portal.url)
                            note(found[OURS], READY, took)
                            starts.add(how)
            finally:
                running.stop()
            plain, ours = found[PLAIN][READY], found[OURS][READY]
            each = [mine / theirs for mine, theirs in zip(ours, plain, strict=True)]
            results[browser.title] = {
                PLAIN: spread(plain),
                OURS: spread(ours),
                "ratios": (round(min(each), 3), round(max(each), 3)),
                "started": sorted(starts),
            }
            say(f"{browser.title} is measured in a package")
    finally:
        portal.stop()
    return results


def _plain(running: Running, url: str) -> float:
    tab = running.tab()
    try:
        tab.open(url)
        return float(wait(tab, _PLAIN_READY))
    finally:
        tab.close()


def _touch(running: Running, url: str) -> tuple[float, str]:
    tab = running.tab()
    try:
        tab.open(url)
        wait(tab, _FORM)
        took, how = tab.evaluate(_TOUCH)
        return float(took), str(how)
    finally:
        tab.close()


def table(results: Mapping[str, Any]) -> list[str]:
    """Return a line for each engine: seconds, and the share of plain Pyodide's, with its spread."""
    lines = [f"{'seconds, in a package':<42}{PLAIN:>16}{OURS:>16}{'ratio':>8}"]
    for title, row in results.items():
        plain, ours = row[PLAIN]["median"], row[OURS]["median"]
        least, most = row["ratios"]
        lines.append(
            f"{f'{title}, {READY}':<42}{plain / 1000:>16.2f}{ours / 1000:>16.2f}{ours / plain:>8.3f}  ({least:.3f}-{most:.3f})"
        )
        lines.append(f"{title} started Python as: {', '.join(row['started'])}")
    return lines
