"""How long Python takes to start in a package inside a portal's frame, in each engine, beside plain Pyodide in the same run.

The portal sends the package's files as they are in it, not compressed, and scripts, styles and pages alone by their kind, as such
portals do. The plain page comes as in the other tables: compressed, in a window of its own. Visits take turns, each in a fresh
profile. Started by ``make bench``.
"""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Playwright

from bench.engines import PLAIN_READY, READY, Found, note, sum_up, touch, wait
from bench.pages import OURS, PLAIN, WORKSHEET, Pages
from browsers.find import BROWSERS
from browsers.launch import each_engine
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
        for engine, running in each_engine(playwright, say):
            found: Found = {PLAIN: {}, OURS: {}}
            starts: set[str] = set()
            for turn in range(rounds):
                for name in (PLAIN, OURS) if turn % 2 else (OURS, PLAIN):
                    if name == PLAIN:
                        _plain(running, pages.urls[PLAIN], found[PLAIN])
                    else:
                        starts.add(touch(running, portal.url, found[OURS]))
            title = f"{BROWSERS[engine].title} in a package"
            results[title] = sum_up(found, {}) | {"started": sorted(starts)}
            say(f"{title} is measured")
    finally:
        portal.stop()
    return results


def _plain(running: Running, url: str, found: dict[str, list[float]]) -> None:
    tab = running.tab()
    try:
        tab.open(url)
        note(found, READY, wait(tab, PLAIN_READY))
    finally:
        tab.close()
