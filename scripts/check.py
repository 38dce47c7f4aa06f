"""Run every check, side by side where they do not disturb each other, and say what failed. Started by ``make test``."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from playbook_site.node import node  # noqa: E402

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC_CHROME = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


@dataclass(frozen=True, slots=True)
class Stage:
    """One check: its name, its command, and a folder without which there is nothing to check."""

    name: str
    command: tuple[str, ...]
    needs: str = ""


def stages(pytest: tuple[str, ...]) -> tuple[tuple[Stage, ...], ...]:
    """Return the checks in rounds; those of one round run side by side."""
    python = sys.executable
    tests = (python, "-m", "pytest", *pytest)
    folders = [
        f"tests/{name}" for name in ("engine", "site", "parity") if any((ROOT / "tests" / name).glob("test_*.py"))
    ]
    scripts = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("tests/js/*.test.mjs"))
    module = "node_modules"
    pyodide = (ROOT / module / "pyodide" / "pyodide.mjs").as_uri()
    mounted = (str(ROOT), sysconfig.get_path("purelib"), "-q", "-p", "no:cacheprovider")
    analyses = ("tests/engine/analysis", "tests/engine/test_batna.py", "playbook_engine/analysis")
    return (
        (
            Stage("build", (python, "-m", "playbook_site", "build")),
            Stage("ruff", (python, "-m", "ruff", "check", "--output-format=concise", ".")),
            Stage("ruff format", (python, "-m", "ruff", "format", "--check", "--output-format=concise", ".")),
            Stage("mypy", (python, "-m", "mypy")),
            Stage("codespell", (python, "-m", "codespell_lib", ".")),
            Stage("tsc", (node(), f"{module}/typescript/bin/tsc", "-p", "."), "docs/assets/js"),
        ),
        (
            Stage("tests", (*tests, *folders, "playbook_engine", "playbook_site")),
            Stage("scripts", (node(), "--test", *scripts), "tests/js"),
            Stage("pyodide", (node(), "tests/pyodide/run.mjs", pyodide, *mounted, *analyses)),
            Stage("pages", (node(), f"{module}/html-validate/bin/html-validate.mjs", "site/**/*.html")),
        ),
        (Stage("browser", (*tests, "tests/browser"), "tests/browser"),),
    )


def main(argv: list[str] | None = None) -> int:
    """Run the stages and return 0 when all passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stage", nargs="*", help="only these stages, by name")
    options = parser.parse_args(argv)
    began = time.monotonic()
    environment = {**os.environ, "PLAYBOOK_SITE": str(ROOT / "site"), "PLAYBOOK_CHROMIUM": find_chromium()}
    results: list[tuple[Stage, bool, float]] = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        for together in stages(("--durations=5",)):
            chosen = [stage for stage in together if wanted(stage, options.stage)]
            results += pool.map(lambda stage: run(stage, environment), chosen)
    print("\nStage            seconds")
    for stage, passed, seconds in results:
        print(f"{stage.name:<16} {seconds:>7.1f}  {'passed' if passed else 'FAILED'}")
    failed = sum(not passed for _, passed, _ in results)
    print(f"All of it took {time.monotonic() - began:.0f} seconds.")
    print(f"{len(results) - failed} passed, {failed} failed")
    return 1 if failed else 0


def wanted(stage: Stage, names: Iterable[str]) -> bool:
    """Tell whether a stage was asked for, and has something to check."""
    names = tuple(names)
    return (not names or stage.name in names) and (not stage.needs or any((ROOT / stage.needs).glob("*.*")))


def run(stage: Stage, environment: dict[str, str]) -> tuple[Stage, bool, float]:
    """Run one stage; print what it said in one piece when it is over."""
    began = time.monotonic()
    done = subprocess.run(
        stage.command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    said = done.stdout.decode(errors="replace").strip()
    seconds = time.monotonic() - began
    print(f"\n--- {stage.name}, {seconds:.1f} s: {'passed' if done.returncode == 0 else 'FAILED'}\n{said}", flush=True)
    return stage, done.returncode == 0, seconds


def find_chromium() -> str:
    """Return the path of a Chromium, installed now if need be; empty when Playwright brings its own."""
    named = os.environ.get("PLAYBOOK_CHROMIUM", "")
    found = named or next((path for name in CHROMIUMS if (path := shutil.which(name))), "")
    if found:
        return found
    if MAC_CHROME.exists():
        return str(MAC_CHROME)
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print("Installing Chromium with apt-get", flush=True)
        quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
        subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], check=False, **quiet)
        if path := shutil.which("chromium"):
            return path
    print("Installing Chromium with Playwright", flush=True)
    if subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False).returncode:
        sys.exit("The browser tests need Chromium, and it could not be fetched: install it, then run make test again.")
    return ""


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
