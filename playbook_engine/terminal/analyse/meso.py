"""The command ``meso``: two or three offers worth your target to you, each best for the other side under another guess."""

from __future__ import annotations

from fractions import Fraction

from playbook_engine.analysis.meso import equal_offers
from playbook_engine.analysis.robust import Guesses
from playbook_engine.analysis.scoring import weighted
from playbook_engine.domain import Range
from playbook_engine.terminal.analyse.inputs import Node, Result, stop
from playbook_engine.terminal.analyse.issues import (
    check_scales,
    misspelt,
    named,
    read_issues,
    read_ranges,
    read_weights,
)
from playbook_engine.terminal.analyse.readers import amount

SIDES = ("a", "b")


def analyse(document: Node) -> Result:
    """Return the offers, and how high a target may be when there are too few."""
    misspelt(document, "role", "issues", "weights", "target", "offers", "reservation", "weight_ranges")
    role = document.get("role").one_of(*SIDES) if document.has("role") else "a"
    other = SIDES[1 - SIDES.index(role)]
    issues = read_issues(document, (role, other))
    own_weights = read_weights(document.get("weights").get(role), len(issues))
    ranges = _ranges(document, other, len(issues))
    target = amount(document.get("target"))
    number = document.get("offers").whole(2, 6) if document.has("offers") else 3
    reservation = None
    if document.has("reservation"):
        node = document.get("reservation")
        node.only(*SIDES)
        reservation = amount(node.get(role)) if node.has(role) else None
    check_scales(document, issues, (role, other))
    stop(document)
    even = (Fraction(1),) * len(issues)
    scoring = weighted((role, other), issues, (own_weights, even))
    count = len(issues)
    known = Guesses(
        names=tuple(issue.name for issue in issues),
        own=tuple(tuple(row[0] for row in issue.scores) for issue in scoring.issues),
        ratings=tuple(tuple(row[1] * count for row in issue.scores) for issue in scoring.issues),
        weights=ranges,
    )
    found = equal_offers(known, target, reservation, number)
    enough = len(found.offers) >= 2
    reason = None
    if found.candidates < 2:
        reason = "fewer than two packages are worth that much to you: lower the target"
    elif not enough:
        reason = "one package is best for the other side under every guess: offer it alone, or lower the target"
    return {
        "candidates": found.candidates,
        "offers": [
            {
                role: offer.own,
                other: list(offer.theirs),
                "best_for": list(offer.best_for),
                "package": named(scoring, offer.package),
            }
            for offer in found.offers
        ]
        if enough
        else None,
        "only_offer": named(scoring, found.offers[0].package) if len(found.offers) == 1 else None,
        "reason": reason,
        "floor": found.floor,
        "highest_floor": found.highest_floor,
        "guesses": [dict(zip(known.names, row, strict=True)) for row in found.guesses],
    }


def _ranges(document: Node, other: str, issues: int) -> tuple[Range, ...]:
    """Return the ranges of the other side's weights: as given, from half to double a given weight, or 1 to 5 for all."""
    if document.has("weight_ranges"):
        node = document.get("weight_ranges")
        node.only(other)
        return read_ranges(node.get(other), issues)
    if document.has("weights") and document.get("weights").has(other):
        weights = read_weights(document.get("weights").get(other), issues)
        return tuple(Range(weight / 2, weight * 2) for weight in weights)
    return (Range(Fraction(1), Fraction(5)),) * issues
