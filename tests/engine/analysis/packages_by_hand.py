"""Plain enumeration of packages, to check the clever ways against; and negotiations with random numbers."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from fractions import Fraction as F
from itertools import product
from math import prod
from pathlib import Path
from random import Random
from typing import Any

from playbook_engine.analysis.bargaining import Solutions
from playbook_engine.analysis.scoring import Package, ScoredIssue, Scoring, raw, weighted

DOMAINS = Path(__file__).parent.parent.parent / "domains"
METHODS = ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian")


def domain(name: str) -> Scoring:
    """Return a domain of the automated negotiation literature, exactly as written."""
    document = json.loads((DOMAINS / f"{name}.json").read_text(encoding="utf-8"), parse_float=F)
    issues = [
        ScoredIssue(
            issue["name"],
            tuple(option["name"] for option in issue["options"]),
            tuple((F(option["a"]), F(option["b"])) for option in issue["options"]),
        )
        for issue in document["issues"]
    ]
    return weighted(("a", "b"), issues, [[F(weight) for weight in document["weights"][side]] for side in "ab"])


def answers(name: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((DOMAINS / f"{name}.json").read_text(encoding="utf-8"))
    found: dict[str, Any] = document["answers"]
    return found


def scoring(tables: Sequence[Sequence[Sequence[int | F]]]) -> Scoring:
    """Return the scoring of ``tables[issue][option][party]``."""
    parties = [f"p{number}" for number in range(len(tables[0][0]))]
    return raw(
        parties,
        [
            ScoredIssue(f"i{n}", tuple(f"o{m}" for m in range(len(rows))), tuple(tuple(map(F, row)) for row in rows))
            for n, rows in enumerate(tables)
        ],
    )


def random_scoring(seed: int, parties: int, issues: int = 4, options: int = 4, low: int = 0) -> Scoring:
    dice = Random(seed)
    high = dice.choice((1, 2, 5, 20, 1000))
    return scoring(
        [
            [[dice.randint(-high if low else 0, high) for _ in range(parties)] for _ in range(dice.randint(1, options))]
            for _ in range(dice.randint(1, issues))
        ]
    )


def every(scored: Scoring) -> dict[Package, tuple[F, ...]]:
    """Return all packages and their values."""
    return {
        package: scored.value(package) for package in product(*(range(len(issue.options)) for issue in scored.issues))
    }


def undominated(values: Sequence[tuple[F, ...]]) -> set[tuple[F, ...]]:
    distinct = set(values)
    return {
        one
        for one in distinct
        if not any(two != one and all(x >= y for x, y in zip(two, one, strict=True)) for two in distinct)
    }


def solved_by_hand(scored: Scoring, reservation: Sequence[F]) -> dict[str, list[Package]] | None:
    """Return every package that ties for each solution, from the definitions."""
    accepted = {
        package: tuple(x - y for x, y in zip(values, reservation, strict=True))
        for package, values in every(scored).items()
        if all(x >= y for x, y in zip(values, reservation, strict=True))
    }
    if not accepted:
        return None
    ideal = [max(column) for column in zip(*accepted.values(), strict=True)]

    def best(rank: Callable[[tuple[F, ...]], Any]) -> list[Package]:
        most = max(map(rank, accepted.values()))
        return sorted(package for package, gains in accepted.items() if rank(gains) == most)

    return {
        "nash": best(
            lambda gains: (sum(g > 0 for g in gains), prod(g / i for g, i in zip(gains, ideal, strict=True) if g))
        ),
        "kalai_smorodinsky": best(lambda gains: sorted(g / i for g, i in zip(gains, ideal, strict=True) if i)),
        "egalitarian": best(sorted),
        "utilitarian": best(sum),
    }


def packages_of(solutions: Solutions) -> dict[str, list[Package]]:
    return {
        method: sorted(package for point in getattr(solutions, method).points for package in point.packages)
        for method in METHODS
    }
