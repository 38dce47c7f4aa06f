"""The command ``opponent_model``: what the other side offered, and which of equal offers it liked; what that says of its weights."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from playbook_engine.analysis.opponent_model import (
    KEENNESS,
    MOST_ISSUES,
    MOST_SEEN,
    Seen,
    likely_guesses,
    revised_weights,
)
from playbook_engine.analysis.robust import Guesses
from playbook_engine.analysis.scoring import ScoredIssue
from playbook_engine.domain import Range
from playbook_engine.terminal.analyse.inputs import Node, Result, stop
from playbook_engine.terminal.analyse.issues import misspelt, read_issues, read_package, read_ranges
from playbook_engine.terminal.analyse.readers import listed, part

MOST_AMONG = 10


def analyse(document: Node) -> Result:
    """Return the weights before and now, the issue that is likelier to matter, and guesses for the next offers."""
    misspelt(document, "role", "issues", "weight_ranges", "seen", "keenness")
    role = document.get("role").one_of("a", "b") if document.has("role") else "a"
    other = "b" if role == "a" else "a"
    issues = read_issues(document, (other,))
    if len(issues) > MOST_ISSUES:
        document.get("issues").fault(f"write at most {MOST_ISSUES} of these")
    ranges = _ranges(document, other, len(issues))
    seen = [_seen(node, issues) for node in listed(document.get("seen"), 1, MOST_SEEN)]
    keenness = part(document.get("keenness")) if document.has("keenness") else KEENNESS
    for place, issue in enumerate(issues):
        if issue.scores and min(min(row) for row in issue.scores) < 0:
            document.faults.note(f"$.issues[{place}].options", f"give '{other}' numbers of 0 or more")
    stop(document)
    known = Guesses(
        names=tuple(issue.name for issue in issues),
        own=tuple((Fraction(0),) * len(issue.options) for issue in issues),
        ratings=tuple(_ratings(issue) for issue in issues),
        weights=ranges,
    )
    model = revised_weights(known, seen, keenness=keenness)
    rows = zip(known.names, model.before, model.weights, model.heaviest_before, model.heaviest, strict=True)
    return {
        "weights": {
            name: {"before": before, "now": now, "heaviest_before": first, "heaviest": last}
            for name, before, now, first, last in rows
        },
        "likelier": None if model.likelier is None else known.names[model.likelier],
        "rise": model.rise,
        "guesses": [dict(zip(known.names, row, strict=True)) for row in likely_guesses(model)],
        "candidates": len(model.candidates),
    }


def _ranges(document: Node, other: str, issues: int) -> tuple[Range, ...]:
    if not document.has("weight_ranges"):
        return (Range(Fraction(1), Fraction(5)),) * issues
    node = document.get("weight_ranges")
    node.only(other)
    return read_ranges(node.get(other), issues)


def _seen(node: Node, issues: tuple[ScoredIssue, ...]) -> Seen:
    """Return ``{"offer": package}``, or ``{"liked": package, "among": [packages]}``."""
    if node.has("offer"):
        node.only("offer")
        return Seen(read_package(node.get("offer"), issues))
    node.only("liked", "among")
    liked: Any = read_package(node.get("liked"), issues)
    among = tuple(read_package(each, issues) for each in listed(node.get("among"), 2, MOST_AMONG))
    if liked not in among:
        node.get("liked").fault("write one of the packages in among")
    return Seen(liked, among)


def _ratings(issue: ScoredIssue) -> tuple[Fraction, ...]:
    best = max(row[0] for row in issue.scores)
    return tuple(row[0] / best if best else Fraction(0) for row in issue.scores)
