"""Run the checks, side by side where they do not disturb each other, and end with a table of them.

Started by ``make check`` (without the browser) and ``make test`` (with it). Names of stages run just these.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from browsers.find import SHELL_VARIABLE, NoBrowserError, find, find_shell, variable  # noqa: E402
from scripts.stages import Stage, cores, lacking, rounds  # noqa: E402


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a stage. ``tests`` and ``failures`` are None where the stage does not count any.

    What was ``left_out`` for want of a browser has neither passed nor failed.
    """

    name: str
    passed: bool
    seconds: float
    tests: int | None = None
    failures: int | None = None
    reason: str = ""
    left_out: bool = False


def main(argv: list[str] | None = None) -> int:
    """Run the stages and return 0 when all passed."""
    names = [stage.name for together in rounds() for stage in together]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stage", nargs="*", help=f"only these stages: {', '.join(names)}")
    parser.add_argument("--no-browser", action="store_true", help="all stages but those in a browser")
    parser.add_argument(
        "--all", action="store_true", help="every test in Pyodide, every page in every mode of the browser"
    )
    options = parser.parse_args(argv)
    if unknown := [name for name in options.stage if name not in names]:
        parser.error(f"{', '.join(unknown)}: there is no such stage; write some of {', '.join(names)}")
    began = time.monotonic()
    results: list[Result] = []
    for together in rounds(options.all):
        chosen = [
            stage
            for stage in together
            if (not options.stage or stage.name in options.stage) and not (options.no_browser and stage.browser)
        ]
        built = all(result.passed for result in results if result.name == "build")
        with ThreadPoolExecutor(max_workers=max(2, cores())) as pool:
            results += pool.map(run if built else skip, chosen)
    print("\n" + table(results))
    failed = sum(not result.passed for result in results)
    missed = sum(result.left_out for result in results)
    print(f"All of it took {time.monotonic() - began:.0f} seconds on {cores()} cores.")
    print(f"{len(results) - failed - missed} passed, {failed} failed" + (f", {missed} left out" if missed else ""))
    return 1 if failed else 0


def skip(stage: Stage) -> Result:
    """Say that a stage has nothing to look at, since the build failed."""
    return Result(stage.name, False, 0.0, reason="the build failed")


def run(stage: Stage) -> Result:
    """Run one stage; print what it said in one piece when it is over."""
    environment = {**os.environ, "PLAYBOOK_SITE": str(ROOT / "site")}
    reason = lacking(stage)
    if stage.browser and not reason:
        try:
            if stage.browser == "chromium":
                environment[SHELL_VARIABLE] = find_shell()
            environment[variable(stage.browser)] = find(stage.browser)
        except NoBrowserError as fault:
            if stage.may_miss:
                print(f"\n--- {stage.name} is left out: {fault}", flush=True)
                return Result(stage.name, True, 0.0, reason=str(fault), left_out=True)
            reason = str(fault)
    if reason:
        print(f"\n--- {stage.name} cannot run: {reason}", flush=True)
        return Result(stage.name, False, 0.0, reason=reason)
    began = time.monotonic()
    done = subprocess.run(
        stage.command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    said = done.stdout.decode(errors="replace").strip()
    seconds = time.monotonic() - began
    passed = done.returncode == 0
    print(f"\n--- {stage.name}, {seconds:.1f} s: {'passed' if passed else 'FAILED'}\n{said}", flush=True)
    return Result(stage.name, passed, seconds, *counted(said))


def counted(said: str) -> tuple[int | None, int | None]:
    """Return how many tests ran and how many of them failed, as pytest or Node says in its last lines.

    Neither is known of a command that runs no tests.
    """
    if ours := re.findall(r"^=* ?(\d+ (?:passed|failed|error|skipped)\b.*) in [\d.]+s", said, re.MULTILINE):
        found = {name.rstrip("s"): int(number) for number, name in re.findall(r"(\d+) (\w+)", ours[-1])}
        failures = found.get("failed", 0) + found.get("error", 0)
        return found.get("passed", 0) + failures, failures
    node = {name: int(number) for name, number in re.findall(r"^(?:ℹ|#) (tests|fail) (\d+)$", said, re.MULTILINE)}
    return node.get("tests"), node.get("fail")


def table(results: list[Result]) -> str:
    """Return the stages in the order in which they ran, a line each."""
    lines = [f"{'Stage':<12}{'seconds':>9}{'tests':>8}{'passed':>8}{'failed':>8}"]
    for one in results:
        ran = ["-"] * 3
        if one.tests is not None and one.failures is not None:
            ran = [str(number) for number in (one.tests, one.tests - one.failures, one.failures)]
        verdict = "passed" if one.passed else "FAILED"
        if one.reason:
            verdict = f"{'left out' if one.left_out else 'NOT RUN'}: {one.reason}"
        lines.append(f"{one.name:<12}{one.seconds:>9.1f}" + "".join(f"{text:>8}" for text in ran) + f"  {verdict}")
    return "\n".join(lines)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
