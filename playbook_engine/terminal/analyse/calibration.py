"""``calibration``: forecasts and what came -> Brier score; a deal -> value claimed, distance to the frontier, content."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from playbook_engine.analysis import calibration
from playbook_engine.analysis.calibration import SATISFACTIONS, Forecast
from playbook_engine.terminal.analyse.inputs import Node, Result, stop
from playbook_engine.terminal.analyse.readers import amount, listed, part

MOST_FORECASTS = 5000


def analyse(document: Node) -> Result:
    """Score what the document holds: forecasts, claim, deal and satisfaction are each optional."""
    document.only("forecasts", "claim", "deal", "frontier", "satisfaction")
    parts = ("forecasts", "claim", "deal", "satisfaction")
    if not any(document.has(name) for name in parts):
        document.fault(f"write at least one of {', '.join(parts)}")
    forecasts = _forecasts(document.get("forecasts")) if document.has("forecasts") else None
    claim = _claim(document.get("claim")) if document.has("claim") else None
    deal = _point(document.get("deal")) if document.has("deal") else None
    frontier = [_point(n) for n in listed(document.get("frontier"), 1)] if deal or document.has("frontier") else []
    if frontier and deal is None:
        document.fault("write the deal that is compared with the frontier")
    ratings = _ratings(document.get("satisfaction")) if document.has("satisfaction") else None
    stop(document)
    results: dict[str, Any] = {}
    if forecasts is not None:
        results |= _score(forecasts)
    if claim is not None:
        results["value_claimed"] = calibration.value_claimed(*claim)
    if deal is not None:
        efficiency = calibration.distance_to_frontier(deal, frontier)
        results["frontier"] = {
            "distance": efficiency.distance,
            "nearest": efficiency.nearest,
            "better_for_both": efficiency.better_for_both,
        }
    if ratings is not None:
        content = calibration.satisfaction(ratings)
        results["satisfaction"] = {"mean": content.mean, "lowest": content.lowest}
    return results


def _score(forecasts: list[Forecast]) -> dict[str, Any]:
    scored = calibration.calibration(forecasts)
    return {
        "count": scored.count,
        "brier": scored.brier,
        "reliability": scored.reliability,
        "resolution": scored.resolution,
        "uncertainty": scored.uncertainty,
        "bias": scored.bias,
        "skill": scored.skill,
        "groups": [{"chance": g.chance, "count": g.count, "frequency": g.frequency} for g in scored.groups],
        "judgement": "enough" if scored.is_enough else "too few to judge",
    }


def _forecasts(node: Node) -> list[Forecast]:
    found = []
    for item in listed(node, 1, MOST_FORECASTS):
        item.only("chance", "happened")
        found.append(Forecast(part(item.get("chance")), item.get("happened").flag()))
    return found


def _claim(node: Node) -> tuple[Fraction, Fraction, Fraction]:
    node.only("outcome", "reservation", "their_reservation")
    outcome, own, theirs = (amount(node.get(name)) for name in ("outcome", "reservation", "their_reservation"))
    if not node.faults.lines and own == theirs:
        node.fault("write two different reservation values; between equal ones there is nothing to claim")
    return outcome, own, theirs


def _point(node: Node) -> tuple[Fraction, Fraction]:
    values = [amount(item) for item in listed(node)]
    if len(values) != 2:
        node.fault("write two numbers, [mine, theirs]")
        return Fraction(0), Fraction(0)
    return values[0], values[1]


def _ratings(node: Node) -> dict[str, Fraction]:
    node.only(*SATISFACTIONS)
    return {kind: node.get(kind).number(1, 7) for kind in SATISFACTIONS}
