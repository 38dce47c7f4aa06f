"""The command ``packages``: two parties, weighted issues; the frontier, the solutions, trades, and what splitting costs."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from playbook_engine.analysis import search
from playbook_engine.analysis.bargaining import Solutions, leximin_rank, solutions
from playbook_engine.analysis.logrolling import Trade, split_the_difference, stakes, trades
from playbook_engine.analysis.pareto import Frontier, frontier, opposition
from playbook_engine.analysis.robust import Guesses, standing, sure_gains, sure_trades
from playbook_engine.analysis.scoring import Package, ScoredIssue, Scoring, weighted
from playbook_engine.domain import Range
from playbook_engine.errors import AnalysisError
from playbook_engine.terminal.analyse.inputs import Node, Result, stop
from playbook_engine.terminal.analyse.issues import (
    check_scales,
    lay_out,
    misspelt,
    named,
    point,
    read_issues,
    read_package,
    read_ranges,
    read_weights,
)
from playbook_engine.terminal.analyse.readers import amount

SIDES = ("a", "b")
MOST_TRADES_SHOWN = 20
MOST_CHECKED = 4
MOST_COUNTED = 10**10  # packages among which the acceptable ones are counted


def analyse(document: Node) -> Result:
    """Return what the packages of two parties offer."""
    misspelt(document, "issues", "weights", "reservation", "weight_ranges", "package")
    issues = read_issues(document, SIDES)
    guessed = _guessed(document, len(issues))
    weights = _weights(document, len(issues), guessed)
    reservation = _reservation(document)
    named_base = read_package(document.get("package"), issues) if document.has("package") else None
    check_scales(document, issues, SIDES)
    stop(document)
    scoring = weighted(SIDES, issues, weights)
    found, listed, reason = _frontier(scoring)
    solved = _solved(scoring, found, reservation)
    accepted = _acceptable(scoring, reservation)
    base = split_the_difference(scoring).scores
    if named_base is not None:
        base = tuple(issue.scores[place] for issue, place in zip(scoring.issues, named_base, strict=True))
    better, known = _better(scoring, found, base)
    return {
        "outcomes": scoring.outcomes,
        "acceptable": accepted,
        "pareto": listed,
        "pareto_points": len(found.points) if found else None,
        "pareto_packages": sum(each.count for each in found.points) if found else None,
        "pareto_reason": reason,
        **lay_out(scoring, solved, point),
        "opposition": opposition(found.points) if found else None,
        "split_the_difference": _split(scoring, found),
        "issues": _stakes(scoring),
        **(_on_the_table(scoring, named_base, better, known) if named_base is not None else {}),
        "trades": _trades(scoring, base, better),
        **(_robust(scoring, issues, guessed, solved, base) if guessed else {}),
    }


def _reservation(document: Node) -> tuple[Fraction, Fraction]:
    if not document.has("reservation"):
        return Fraction(0), Fraction(0)
    node = document.get("reservation")
    node.only(*SIDES)
    a, b = (amount(node.get(side)) if node.has(side) else Fraction(0) for side in SIDES)
    return a, b


def _guessed(document: Node, issues: int) -> tuple[str, tuple[Range, ...]] | None:
    """Return whose weights are only guessed, and their ranges; None when nobody's are."""
    if not document.has("weight_ranges"):
        return None
    node = document.get("weight_ranges")
    node.only(*SIDES)
    given = [side for side in SIDES if node.has(side)]
    if len(given) != 1:
        node.fault("write ranges for one side, a or b: the other one's weights are its own")
        return None
    return given[0], read_ranges(node.get(given[0]), issues)


def _weights(document: Node, issues: int, guessed: Any) -> list[tuple[Fraction, ...]]:
    """Return both sides' weights; the middle of each range for a side whose weights are only guessed."""
    node = document.get("weights")
    found = []
    for side in SIDES:
        if guessed and guessed[0] == side and not node.has(side):
            found.append(tuple((range_.low + range_.high) / 2 for range_ in guessed[1]))
        else:
            found.append(read_weights(node.get(side), issues))
    return found


def _frontier(scoring: Scoring) -> tuple[Frontier | None, list[Any] | None, str | None]:
    try:
        found = frontier(scoring)
    except AnalysisError as error:
        return None, None, f"the frontier is not listed: {error.reason}"
    listed = [
        {**point(scoring, each.values, each.packages[0]), "packages": each.count} for each in reversed(found.points)
    ]
    return found, listed, None


def _solved(scoring: Scoring, found: Frontier | None, reservation: Sequence[Fraction]) -> Solutions | None:
    return solutions(found, reservation) if found else search.solve(scoring, reservation)


def _acceptable(scoring: Scoring, reservation: Sequence[Fraction]) -> int | None:
    if scoring.outcomes > MOST_COUNTED:
        return None
    try:
        return search.acceptable(scoring, reservation)
    except AnalysisError:
        return None


def _split(scoring: Scoring, found: Frontier | None) -> dict[str, Any]:
    """Return what settling every issue by its middle option gives, and what it leaves on the table."""
    half = split_the_difference(scoring)
    better = _better(scoring, found, half.scores)[0] if found else None
    most = max((sum(each.values) for each in found.points), default=None) if found else None
    noticed = split_the_difference(scoring, notice_compatible=True)
    return {
        **dict(zip(SIDES, half.values, strict=True)),
        "package": {
            issue.name: issue.options[places[0]] if len(places) == 1 else [issue.options[place] for place in places]
            for issue, places in zip(scoring.issues, half.options, strict=True)
        },
        "joint_loss": None if most is None else most - sum(half.values),
        "better_for_both": _pointed(scoring, better),
        "with_compatible_issues_noticed": dict(zip(SIDES, noticed.values, strict=True)),
    }


def _better(
    scoring: Scoring, found: Frontier | None, base: Sequence[tuple[Fraction, ...]]
) -> tuple[Package | None, bool]:
    """Return the package that is better for one side and no worse for the other, by leximin; and whether that is known.

    Where the frontier is too large to list, it is the egalitarian solution with the base as what both have anyway.
    """
    values = tuple(sum(column, Fraction(0)) for column in zip(*base, strict=True))
    if found:
        above = [
            (leximin_rank(gains), each)
            for each in found.points
            if min(gains := tuple(x - y for x, y in zip(each.values, values, strict=True))) >= 0 and any(gains)
        ]
        best = max(above, key=lambda pair: pair[0], default=None)
        return (best[1].packages[0] if best else None), True
    try:
        solved = search.solve(scoring, values, 1)
    except AnalysisError:
        return None, False
    package = solved.egalitarian.points[0].packages[0] if solved else None
    return (package if package and scoring.value(package) != values else None), True


def _pointed(scoring: Scoring, package: Package | None) -> dict[str, Any] | None:
    return None if package is None else point(scoring, scoring.value(package), package)


def _on_the_table(scoring: Scoring, package: Package, better: Package | None, known: bool) -> dict[str, Any]:
    """Return what the package that was named is worth, whether another one dominates it, and which."""
    return {
        "package": {
            **point(scoring, scoring.value(package), package),
            "dominated": better is not None if known else None,
            "better_for_both": _pointed(scoring, better),
        }
    }


def _stakes(scoring: Scoring) -> list[dict[str, Any]]:
    return [
        {
            "name": issue.name,
            "swing": dict(zip(SIDES, stake.swings, strict=True)),
            "best_for_both": [issue.options[place] for place in stake.best_for_all],
        }
        for issue, stake in zip(scoring.issues, stakes(scoring), strict=True)
    ]


def _changes(scoring: Scoring, trade: Trade) -> dict[str, str]:
    return {scoring.issues[issue].name: scoring.issues[issue].options[place] for issue, place in trade.changes}


def _trades(scoring: Scoring, base: Sequence[tuple[Fraction, ...]], better: Package | None) -> list[Any] | None:
    try:
        found = trades(scoring, base, better)
    except AnalysisError:
        return None
    return [
        {"changes": _changes(scoring, trade), **dict(zip(SIDES, trade.gains, strict=True))}
        for trade in found[:MOST_TRADES_SHOWN]
    ]


def _robust(
    scoring: Scoring,
    issues: Sequence[ScoredIssue],
    guessed: tuple[str, tuple[Range, ...]],
    solved: Solutions | None,
    base: Sequence[tuple[Fraction, ...]],
) -> dict[str, Any]:
    """Return the advice that holds for all weights within the ranges."""
    side, ranges = guessed
    theirs, mine = SIDES.index(side), 1 - SIDES.index(side)
    best = [max(row[theirs] for row in issue.scores) for issue in issues]
    ratings = tuple(
        tuple(row[theirs] / top if top else Fraction(0) for row in issue.scores)
        for issue, top in zip(issues, best, strict=True)
    )
    own = tuple(tuple(row[mine] for row in issue.scores) for issue in scoring.issues)
    known = Guesses(tuple(issue.name for issue in issues), own, ratings, ranges)
    # The base may lie halfway between two options: its rating is the mean of theirs.
    middle = [(row[mine], _rated(row[theirs], scoring, issues, place, theirs)) for place, row in enumerate(base)]
    checked: dict[Package, None] = {}
    for method in ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian"):
        for each in getattr(solved, method).points if solved else ():
            checked.update(dict.fromkeys(each.packages))
    try:
        return {
            "robust": {
                "ranges_for": side,
                "trades": [
                    {
                        "changes": _changes(scoring, sure.trade),
                        SIDES[mine]: sure.trade.gains[0],
                        side: {"least": sure.theirs.low, "most": sure.theirs.high},
                    }
                    for sure in sure_trades(known, middle)[:MOST_TRADES_SHOWN]
                ],
                "packages": [
                    {
                        "package": named(scoring, gain.package),
                        SIDES[mine]: gain.own,
                        side: {"least": gain.theirs.low, "most": gain.theirs.high},
                    }
                    for gain in sure_gains(known, middle, MOST_TRADES_SHOWN)
                ],
                "solutions": [
                    {"package": named(scoring, package), "standing": standing(known, package)}
                    for package in list(checked)[:MOST_CHECKED]
                ],
            }
        }
    except AnalysisError as error:
        return {"robust": None, "robust_reason": f"the ranges are not worked out: {error.reason}"}


def _rated(score: Fraction, scoring: Scoring, issues: Sequence[ScoredIssue], place: int, party: int) -> Fraction:
    """Return the rating, 0 to 1, that a score of the weighted scale stands for."""
    top = max(row[party] for row in scoring.issues[place].scores)
    if top:
        return score / top
    evaluations = [row[party] for row in issues[place].scores]
    last = len(evaluations) - 1
    best = max(evaluations)
    return (evaluations[last // 2] + evaluations[(last + 1) // 2]) / 2 / best if best else Fraction(0)
