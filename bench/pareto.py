"""Time our Pareto frontier beside negmas's on the same domains, in one run. Started by ``make bench``.

Negmas lives in an environment of its own, build/bench-env, filled from requirements/bench.txt; this script runs itself
there for negmas's part. Where it cannot be installed, a plain enumeration stands in for it. Results are printed and
saved to build/bench-pareto.json.
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
import time
import venv
from collections.abc import Callable
from fractions import Fraction
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
#: Seconds of measuring after which a time is not taken again.
ENOUGH = 5.0
SIZES = ((4, 3), (6, 3), (6, 4), (7, 5), (8, 6), (10, 5))
Tables = list[list[tuple[float, float]]]


def main(argv: list[str] | None = None) -> int:
    """Time both on each domain, print the ratio, and save it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="the best of so many runs counts")
    parser.add_argument("--theirs", metavar="FILE", help="only time negmas on this file's domain (used by itself)")
    parser.add_argument("--patience", type=float, default=150, help="seconds for negmas on one domain")
    options = parser.parse_args(argv)
    if options.theirs:
        print(json.dumps(time_negmas(json.loads(Path(options.theirs).read_text(encoding="utf-8")), options.rounds)))
        return 0
    python = environment()
    rows = []
    print(f"{'domain':<22}{'outcomes':>12}{'points':>8}{'ours, s':>12}{'negmas, s':>12}{'ratio':>9}")
    for name, tables in domains():
        rows.append(compare(name, tables, python, options))
        row = rows[-1]
        shown = [f"{row[key]:.4g}" if row[key] is not None else "-" for key in ("ours", "theirs", "ratio")]
        print(
            f"{name:<22}{row['outcomes']:>12,}{row['points']:>8}{shown[0]:>12}{shown[1]:>12}{shown[2]:>9}", flush=True
        )
    name, tables = domains()[-1]
    command = time_command(tables, options.rounds)
    print(f"The whole command packages takes {command:.4g} s for {name}.")
    growth = time_growth(options.rounds)
    for task, seconds in growth.items():
        print(f"{task:<50}{seconds:>10.4g} s")
    found = {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "compared_with": "negmas" if python else "plain enumeration",
        "ratio": "their time divided by ours",
        "rows": rows,
        "command": command,
        "growth": growth,
    }
    target = ROOT / "build" / "bench-pareto.json"
    target.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    print(f"Saved to {target.relative_to(ROOT)}")
    return 0


def domains() -> list[tuple[str, Tables]]:
    """Return the domains of tests/domains, then opposed random ones of 10^2 to 10^7 outcomes."""
    found = []
    for path in sorted((ROOT / "tests" / "domains").glob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        tables = []
        for place, issue in enumerate(document["issues"]):
            factors = []
            for side in "ab":
                top, total = max(option[side] for option in issue["options"]), sum(document["weights"][side])
                factors.append(document["weights"][side][place] / total / (top or 1))
            tables.append([(option["a"] * factors[0], option["b"] * factors[1]) for option in issue["options"]])
        found.append((document["name"], tables))
    for issues, choices in SIZES:
        dice = Random(issues * choices)
        rows = [[sorted(dice.randint(0, 1000) / 1024 for _ in range(choices)) for _ in "ab"] for _ in range(issues)]
        found.append((f"random {choices}^{issues}", [list(zip(a, reversed(b), strict=True)) for a, b in rows]))
    return found


def compare(name: str, tables: Tables, python: str | None, options: argparse.Namespace) -> dict[str, Any]:
    """Return the times of both, their ratio, and how many points each found."""
    from playbook_engine.analysis.pareto import frontier
    from playbook_engine.analysis.scoring import ScoredIssue, raw

    issues = [
        ScoredIssue(str(n), tuple(map(str, range(len(t)))), tuple(tuple(map(exact, row)) for row in t))
        for n, t in enumerate(tables)
    ]
    scored = raw(("a", "b"), issues)
    ours, points = best_of(options.rounds, lambda: len(frontier(scored).points))
    theirs: float | None = None
    their_points: int | None = None
    if python:
        domain = ROOT / "build" / "bench-domain.json"
        domain.write_text(json.dumps(tables), encoding="utf-8")
        command = [python, str(Path(__file__)), "--theirs", str(domain), "--rounds", str(options.rounds)]
        try:
            said = subprocess.run(command, capture_output=True, check=True, timeout=options.patience).stdout
            theirs, their_points = json.loads(said.splitlines()[-1])
        except (subprocess.SubprocessError, ValueError, IndexError):
            pass
    elif scored.outcomes <= 10**6:
        theirs, their_points = best_of(1, lambda: enumerated(tables))
    return {
        "domain": name,
        "outcomes": scored.outcomes,
        "points": points,
        "ours": ours,
        "theirs": theirs,
        "their_points": their_points,
        "ratio": theirs / ours if theirs is not None else None,
    }


def time_command(tables: Tables, rounds: int) -> float:
    """Return the least time, in seconds, in which the command ``packages`` reads a domain and answers."""
    from playbook_engine.terminal.analyse import packages
    from playbook_engine.terminal.analyse.inputs import run

    issues = [
        {"name": str(n), "options": [{"name": str(p), "a": a, "b": b} for p, (a, b) in enumerate(table)]}
        for n, table in enumerate(tables)
    ]
    document = json.dumps({"issues": issues, "weights": {side: [1] * len(tables) for side in "ab"}})
    return best_of(rounds, lambda: len(run(packages.analyse, document)))[0]


def time_growth(rounds: int) -> dict[str, float]:
    """Return the seconds of what grows fastest: solutions on 65,536 frontier points, and cores of many players."""
    from playbook_engine.analysis.bargaining import solutions
    from playbook_engine.analysis.coalitions import CoalitionGame
    from playbook_engine.analysis.core import core
    from playbook_engine.analysis.pareto import frontier
    from playbook_engine.analysis.scoring import ScoredIssue, raw

    rows = [[(Fraction(k * 4**n), Fraction((3 - k) * 4**n)) for k in range(4)] for n in range(8)]
    issues = [ScoredIssue(str(n), tuple("0123"), tuple(row)) for n, row in enumerate(rows)]
    points = frontier(raw(("a", "b"), issues))
    found = {
        f"solutions on {len(points.points):,} points": best_of(
            rounds,
            lambda: len(solutions(points, (Fraction(1, 7), Fraction(1, 3))).nash.points),  # type: ignore[union-attr]
        )[0]
    }
    for players in (10, 12, 14):
        claims = [50 * (place + 3) for place in range(players)]
        debts = [
            sum(claim for place, claim in enumerate(claims) if not mask >> place & 1) for mask in range(2**players)
        ]
        values = tuple(Fraction(max(0, sum(claims) // 2 - debt)) for debt in debts)
        game = CoalitionGame(tuple(map(str, range(players))), values)
        found[f"the core of a bankruptcy with {players} creditors"] = best_of(rounds, lambda: core(game).steps)[0]  # noqa: B023
    return found


def exact(number: float) -> Fraction:
    """Return the decimal or ratio that a float stands for; its last digit would make needless points."""
    return Fraction(number).limit_denominator(10**9)


def best_of(rounds: int, work: Callable[[], int]) -> tuple[float, int]:
    """Return the least time of so many runs, fewer once they have taken long, and what the work returned."""
    times: list[float] = []
    found = 0
    while not times or (len(times) < rounds and sum(times) < ENOUGH):
        began = time.perf_counter()
        found = work()
        times.append(time.perf_counter() - began)
    return min(times), found


def enumerated(tables: Tables) -> int:
    """Count the frontier by going through every package."""
    points = sorted({tuple(map(sum, zip(*chosen, strict=True))) for chosen in product(*tables)}, reverse=True)
    best, count = float("-inf"), 0
    for _, b in points:
        if b > best:
            best, count = b, count + 1
    return count


def time_negmas(tables: Tables, rounds: int) -> tuple[float, int]:
    """Return negmas's least time from utility functions to the frontier, and its number of distinct points."""
    from negmas import LinearAdditiveUtilityFunction, make_issue
    from negmas.preferences.ops import pareto_frontier

    issues = [make_issue([str(p) for p in range(len(table))], name=str(n)) for n, table in enumerate(tables)]
    ufuns = [
        LinearAdditiveUtilityFunction(
            {str(n): {str(p): row[side] for p, row in enumerate(table)} for n, table in enumerate(tables)},
            issues=issues,
        )
        for side in (0, 1)
    ]
    return best_of(rounds, lambda: len(set(pareto_frontier(ufuns, issues=issues)[0])))


def environment() -> str | None:
    """Return the Python of the environment with negmas, made when it is missing; None when it cannot be made."""
    folder, lock = ROOT / "build" / "bench-env", ROOT / "requirements" / "bench.txt"
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    stamp = folder / "lock.txt"
    folder.parent.mkdir(exist_ok=True)
    if stamp.exists() and stamp.read_text(encoding="utf-8") == lock.read_text(encoding="utf-8"):
        return str(python)
    print("Installing negmas into build/bench-env, each package checked against its hash", flush=True)
    try:
        venv.create(folder, clear=True, with_pip=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
        subprocess.run([*pip, "--require-hashes", "--no-deps", "-r", str(lock)], check=True)
    except (OSError, subprocess.SubprocessError) as fault:
        print(f"Negmas could not be installed ({fault}); a plain enumeration stands in for it.")
        return None
    stamp.write_text(lock.read_text(encoding="utf-8"), encoding="utf-8")
    return str(python)


if __name__ == "__main__":
    sys.exit(main())
