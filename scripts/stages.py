"""The checks: what each runs, what must be there for it, and which run side by side."""

from __future__ import annotations

import os
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from browsers.find import BROWSERS, Engine
from playbook_site.node import node
from tests.pyodide.ground import EVERYTHING, GROUND

ROOT = Path(__file__).resolve().parent.parent
#: Needs the site with the make-believe worksheets, which the browser tests need too; the other checks do without it.
_ON_MAKE_BELIEVE = "tests/site/test_make_believe.py"


@dataclass(frozen=True, slots=True)
class Stage:
    """One check: its name, its command, what must lie in the project before it can run, and the browser that it is for.

    A stage that ``may_miss`` its browser is left out where there is none; another one then fails.
    """

    name: str
    command: tuple[str, ...]
    needs: str = ""
    browser: Engine | None = None
    may_miss: bool = False


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def rounds(everything: bool = False) -> tuple[tuple[Stage, ...], ...]:
    """Return the stages in rounds. Those of one round run side by side; a later round looks at what the build made.

    With ``everything``, Pyodide runs all tests of the analyses, each way to start answers all requests, and the browser looks at
    every page in every mode.
    """
    python = sys.executable
    # By file, since what a file makes once would be made again by each process; in the order given, the longest first.
    pool = ("--dist", "loadfile", "--no-loadscope-reorder", "--durations=5", *(("--all",) if everything else ()))
    tests = (python, "-m", "pytest", "-n", str(cores()), *pool)
    # A page waits now and then: for what is written a moment after it was typed, or for a picture.
    in_browser = (python, "-m", "pytest", "-n", str(cores() + 1), *pool)
    scripts = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("tests/js/*.test.mjs"))
    pyodide = (ROOT / "node_modules" / "pyodide" / "pyodide.mjs").as_uri()
    mounted = (str(ROOT), sysconfig.get_path("purelib"), "-p", "no:cacheprovider")
    return (
        (
            Stage("build", (python, "-m", "playbook_site", "build")),
            Stage("ruff", (python, "-m", "ruff", "check", "--output-format=concise", ".")),
            Stage("ruff format", (python, "-m", "ruff", "format", "--check", "--output-format=concise", ".")),
            Stage("codespell", (python, "-m", "codespell_lib", ".")),
            Stage("mypy", (python, "-m", "mypy")),
            Stage("tsc", (node(), "node_modules/typescript/bin/tsc", "-p", "."), "node_modules/typescript/bin/tsc"),
            Stage("scripts", (node(), "--test", *scripts), "tests/js/*.test.mjs"),
            Stage(
                "pyodide",
                (node(), "tests/pyodide/run.mjs", pyodide, *mounted, *(EVERYTHING if everything else GROUND)),
                "node_modules/pyodide/pyodide.mjs",
            ),
            Stage("engine", (*tests, "tests/engine", "tests/tabs", "tests/pyodide", "tests/checks", "playbook_engine")),
            # Last, for the core that is free once the engine's tests are over; only tests in the browser need it.
            Stage("make-believe", (python, "-m", "tests.make_believe_site"), browser="chromium"),
        ),
        (
            Stage(
                "site",
                (*tests, "tests/parity", "tests/site", "playbook_site", f"--ignore={_ON_MAKE_BELIEVE}"),
                "site/_headers",
            ),
            Stage(
                "pages",
                (node(), "node_modules/html-validate/bin/html-validate.mjs", "site/**/*.html"),
                "site/index.html",
            ),
        ),
        (
            Stage(
                "browser",
                (*in_browser, _ON_MAKE_BELIEVE, "tests/browser"),
                "site/_headers",
                "chromium",
            ),
        ),
        # One process each: what takes time is the browser, which is started once.
        tuple(
            Stage(
                engine,
                (python, "-m", "pytest", "--durations=3", "tests/engines", "--engine", engine),
                "site/_headers",
                engine,
                engine != "chromium",
            )
            for engine in BROWSERS
        ),
    )


def lacking(stage: Stage) -> str:
    """Return why a stage cannot run here, and what to do; nothing when it can."""
    if not stage.needs or any(ROOT.glob(stage.needs)):
        return ""
    what = {"node_modules": "run the set-up again", "site": "run the stage build first"}
    return f"{stage.needs} is missing: {what.get(stage.needs.partition('/')[0], 'restore it from the repository')}"
