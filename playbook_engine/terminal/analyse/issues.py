"""Readers and layouts that the analyses of packages share: issues with options, weights, packages, solutions."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from fractions import Fraction
from typing import Any

from playbook_engine.analysis.bargaining import Solution, Solutions
from playbook_engine.analysis.scoring import Package, Point, ScoredIssue, Scoring
from playbook_engine.domain import Range
from playbook_engine.terminal.analyse.inputs import Node, unique
from playbook_engine.terminal.analyse.readers import amount, listed

MOST_ISSUES = 100
MOST_OPTIONS = 1_000
METHODS = ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian")
NOBODY = "no package is worth at least its reservation value to every party"


def misspelt(document: Node, *names: str) -> None:
    """Note fields that look like one of these names, but are not; any other field is left unread, as in a domain file."""
    if isinstance(document.value, dict):
        for name in document.value:
            near = get_close_matches(name, names, 1, 0.8) if name not in names else []
            if near and near[0] not in document.value:
                document.faults.note(f"{document.path}.{name}", f"is not used here; did you mean '{near[0]}'?")


def read_issues(document: Node, rows: Sequence[str]) -> tuple[ScoredIssue, ...]:
    """Return the issues whose options carry a number for each of these names."""
    found = []
    nodes = listed(document.get("issues"), 1, MOST_ISSUES)
    for node in nodes:
        options = listed(node.get("options"), 1, MOST_OPTIONS)
        names = [(option.get("name").text(), option.get("name")) for option in options]
        unique(names)
        scores = tuple(tuple(amount(option.get(row)) for row in rows) for option in options)
        found.append(ScoredIssue(node.get("name").text(), tuple(name for name, _ in names), scores))
    unique([(issue.name, node.get("name")) for issue, node in zip(found, nodes, strict=True)])
    return tuple(found)


def check_scales(document: Node, issues: Sequence[ScoredIssue], sides: Sequence[str]) -> None:
    """Note every issue whose evaluations cannot be divided by the greatest: none of them is above 0, and not all are 0."""
    for place, issue in enumerate(issues):
        columns = zip(*issue.scores, strict=True) if issue.scores else ()
        for side, column in zip(sides, columns, strict=False):
            if max(column) <= 0 and any(column):
                path = f"$.issues[{place}].options"
                document.faults.note(path, f"give '{side}' an option above 0: evaluations are divided by the greatest")


def read_weights(node: Node, issues: int) -> tuple[Fraction, ...]:
    """Return one weight for each issue, not all 0."""
    nodes = node.items()
    found = tuple(item.number(0, 10**15) for item in nodes)
    if len(found) != issues and isinstance(node.value, list):
        node.fault(f"write {issues} weights, one for each issue")
    elif found and not any(found):
        node.fault("write at least one weight above 0")
    return found


def read_ranges(node: Node, issues: int) -> tuple[Range, ...]:
    """Return a range of weights for each issue, ``[low, high]``."""
    found = []
    nodes = node.items()
    for item in nodes:
        ends = [end.number(0, 10**15) for end in item.items()]
        if len(ends) != 2 or ends[0] > ends[1]:
            item.fault("write two numbers, [low, high]")
            ends = [Fraction(1), Fraction(1)]
        found.append(Range(ends[0], ends[1]))
    if len(found) != issues and isinstance(node.value, list):
        node.fault(f"write {issues} ranges, one for each issue")
    elif found and not any(range_.low for range_ in found):
        node.fault("write at least one range that begins above 0")
    return tuple(found)


def read_package(node: Node, issues: Sequence[ScoredIssue]) -> Package:
    """Return a package, written as an object from issue to option."""
    node.only(*(issue.name for issue in issues))
    read = [issue for issue in issues if issue.options]  # an issue without options is noted as a fault already
    return tuple(issue.options.index(node.get(issue.name).one_of(*issue.options)) for issue in read)


def named(scoring: Scoring, package: Package) -> dict[str, str]:
    """Return a package as an object from issue to option."""
    return {issue.name: issue.options[place] for issue, place in zip(scoring.issues, package, strict=True)}


def point(scoring: Scoring, values: Sequence[Fraction], package: Package) -> dict[str, Any]:
    """Return ``{a, b, package}``."""
    return {**dict(zip(scoring.parties, values, strict=True)), "package": named(scoring, package)}


def values_of(scoring: Scoring, values: Sequence[Fraction], package: Package) -> dict[str, Any]:
    """Return ``{values: {party: number}, package}``."""
    return {"values": dict(zip(scoring.parties, values, strict=True)), "package": named(scoring, package)}


def lay_out(scoring: Scoring, solved: Solutions | None, entry: Any, reason: str = NOBODY) -> dict[str, Any]:
    """Return the four solutions, each a list of all packages that tie; null for all, with the reason, when there are none."""
    if solved is None:
        return {**dict.fromkeys(METHODS), "reason": reason, "ideal": None, "ties": None, "set_aside": None}
    found: dict[str, Solution] = {method: getattr(solved, method) for method in METHODS}

    def entries(points: Sequence[Point]) -> list[Any]:
        return [entry(scoring, each.values, package) for each in points for package in each.packages]

    return {
        **{method: entries(solution.points) for method, solution in found.items()},
        "reason": None,
        "ideal": dict(zip(scoring.parties, solved.ideal, strict=True)),
        "ties": {method: solution.count for method, solution in found.items()},
        "set_aside": {method: entries(found[method].set_aside) for method in ("kalai_smorodinsky", "egalitarian")},
    }
