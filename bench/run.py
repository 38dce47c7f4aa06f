"""Measure how long a reader waits, beside plain Pyodide. Started by ``make bench``; see bench/start.py."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import start  # noqa: E402
from playbook_site.build import build  # noqa: E402
from playbook_site.project import Project  # noqa: E402
from scripts.chromium import NoChromiumError, find_chromium  # noqa: E402


def main(argv: list[str] | None = None) -> int:
    """Build the site, then measure it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=start.ROUNDS)
    parser.add_argument("--no-build", action="store_true", help="measure the site as it is")
    options = parser.parse_args(argv)
    project = Project(ROOT)
    if not options.no_build:
        build(project, project.site)
    try:
        chromium = find_chromium()
    except NoChromiumError as fault:
        sys.exit(str(fault))
    start.run(project, chromium, rounds=options.rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
