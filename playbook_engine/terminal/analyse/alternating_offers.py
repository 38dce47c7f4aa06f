"""``alternating_offers``: what patience and outside options do to a division, and what delay costs."""

from __future__ import annotations

from fractions import Fraction

from playbook_engine.analysis import alternating_offers
from playbook_engine.analysis.alternating_offers import Side
from playbook_engine.terminal.analyse.inputs import Node, Result, stop
from playbook_engine.terminal.analyse.readers import amount, part, positive


def analyse(document: Node) -> Result:
    """Divide the pie; ``rounds`` left out means without an end."""
    document.only("first", "second", "rounds", "pie", "step")
    pie = positive(document.get("pie")) if document.has("pie") else Fraction(1)
    first, second = _side(document.get("first"), pie), _side(document.get("second"), pie)
    rounds = document.get("rounds").whole(1, 200) if document.has("rounds") else None
    step = document.get("step").number(Fraction(1, 10**6), 1) if document.has("step") else Fraction(1, 100)
    if rounds is None and first.discount == second.discount == 1:
        document.fault("write a discount below 1 for one side, or a number of rounds")
    stop(document)
    found = alternating_offers.divide(first, second, rounds)
    moved = alternating_offers.sensitivity(first, second, rounds, step)
    return {
        "first": found.first,
        "second": found.second,
        "amounts": {"first": found.first * pie, "second": found.second * pie},
        "agreed": found.agreed,
        "outside_binds": {"first": found.outside_binds[0], "second": found.outside_binds[1]},
        "rounds": rounds,
        "delay_cost_per_round": {
            "first": (1 - first.discount) * found.first * pie,
            "second": (1 - second.discount) * found.second * pie,
        },
        "sensitivity": {
            "step": moved.step,
            "first_less_patient": moved.first_less_patient * pie,
            "second_less_patient": moved.second_less_patient * pie,
        },
        "method": "subgame-perfect division; for direction and sensitivity, not a forecast",
    }


def _side(node: Node, pie: Fraction) -> Side:
    node.only("discount", "outside")
    outside = node.get("outside").number(0) if node.has("outside") else Fraction(0)
    if node.has("outside"):
        amount(node.get("outside"))
    return Side(part(node.get("discount")), outside / pie)
