"""``wait_or_take``: an offer in hand against waiting, once or for several offers in a row."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from playbook_engine.analysis import timing
from playbook_engine.terminal.analyse.inputs import Node, Result, stop
from playbook_engine.terminal.analyse.readers import alternative, amount, belief, part, terms


def analyse(document: Node) -> Result:
    """Compare taking with waiting; with ``offers`` also give the least to take while so many are still to come."""
    document.only("offer", "waiting", "annual_rate", "risk_tolerance", "offers")
    offer = amount(document.get("offer"))
    course = alternative(document.get("waiting"), "waiting") if document.has("waiting") else None
    annual_rate, tolerance = terms(document)
    series = _series(document.get("offers")) if document.has("offers") else None
    if course is None and series is None:
        document.fault("write waiting, offers or both")
    stop(document)
    results: dict[str, Any] = {"offer": offer}
    if course is not None:
        found = timing.wait_or_take(offer, course, annual_rate, tolerance)
        results |= {
            "waiting": {
                "expected": found.waiting.expected,
                "present": found.waiting.present,
                "certainty_equivalent": found.waiting.certainty_equivalent,
            },
            "lead_of_waiting": found.lead,
            "verdict": found.verdict,
            "break_even_chance": found.break_even_chance,
        }
    if series is not None:
        levels = timing.going_on_values(**series)
        results["take_at_least"] = [{"offers_to_come": n, "level": level} for n, level in enumerate(levels, 1)]
        results["take_now"] = offer >= levels[-1]
    return results


def _series(node: Node) -> dict[str, Any]:
    node.only("belief", "count", "discount", "cost", "fallback")
    return {
        "offers": belief(node.get("belief")),
        "count": node.get("count").whole(1, 100),
        "discount": part(node.get("discount")) if node.has("discount") else Fraction(1),
        "cost": amount(node.get("cost")) if node.has("cost") else Fraction(0),
        "fallback": amount(node.get("fallback")) if node.has("fallback") else Fraction(0),
    }
