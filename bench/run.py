"""Measure how long a reader waits, beside plain Pyodide: in Chromium in detail, then in all engines side by side, from an edit, and
in a package inside a portal.

Started by ``make bench``; see bench/start.py, bench/engines.py, bench/edit.py and bench/package.py.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import edit, engines, package, start  # noqa: E402
from bench.pages import make_pages  # noqa: E402
from browsers.find import NoBrowserError, find  # noqa: E402
from playbook_site.build import build  # noqa: E402
from playbook_site.project import Project  # noqa: E402


def main(argv: list[str] | None = None) -> int:
    """Build the site, measure it, print the tables, and save ``build/bench.json``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, help="how often each page is visited in Chromium, and in each engine")
    parser.add_argument("--no-build", action="store_true", help="measure the site as it is")
    parser.add_argument("--only", choices=("chromium", "engines", "edits", "packages"), help="only one of the tables")
    options = parser.parse_args(argv)
    project = Project(ROOT)
    if not options.no_build:
        build(project, project.site)
    pages = make_pages(project)
    saved: dict[str, Any] = {}
    lines: list[str] = []
    try:
        with sync_playwright() as playwright:
            if options.only in (None, "chromium"):
                saved = start.measure(pages, playwright, find("chromium"), options.rounds or start.ROUNDS, print)
                lines += start.table(saved)
            if options.only in (None, "engines"):
                saved["engines"] = engines.measure(pages, playwright, options.rounds or engines.ROUNDS, print)
                lines += engines.table(saved["engines"])
            if options.only in (None, "edits"):
                saved["edits"] = edit.measure(pages, playwright, edit.EDITS, print)
                lines += edit.table(saved["edits"])
            if options.only in (None, "packages"):
                saved["packages"] = package.measure(pages, project, playwright, options.rounds or package.ROUNDS, print)
                lines += engines.table(saved["packages"])
    except NoBrowserError as fault:
        sys.exit(str(fault))
    finally:
        pages.server.stop()
    (project.work / "bench.json").write_text(json.dumps(saved, indent=1) + "\n", encoding="utf-8", newline="\n")
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
