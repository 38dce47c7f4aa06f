"""Measure how long a reader waits, beside plain Pyodide. Started by ``make bench``; see bench/start.py."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from check import find_chromium  # noqa: E402

from bench import start  # noqa: E402
from playbook_site.build import build  # noqa: E402
from playbook_site.project import Project  # noqa: E402


def main(argv: list[str] | None = None) -> int:
    """Build the site, then measure it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=start.ROUNDS)
    parser.add_argument("--no-build", action="store_true", help="measure the site as it is")
    options = parser.parse_args(argv)
    project = Project(ROOT)
    if not options.no_build:
        build(project, project.site)
    start.run(project, find_chromium(), rounds=options.rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
