"""``opening``: what others got, limit, target and the chance of a walk-out -> one opening and the steps after it."""

from __future__ import annotations

from typing import Any, cast

from playbook_engine.analysis import opening
from playbook_engine.analysis.opening import Role
from playbook_engine.terminal.analyse.inputs import Node, Result, stop
from playbook_engine.terminal.analyse.readers import amount, listed, part


def analyse(document: Node) -> Result:
    """Work out one opening, and with a ``limit`` the pace after it."""
    document.only("role", "comparables", "limit", "target", "offer", "walk_away", "rounds")
    role = cast(Role, document.get("role").one_of("seller", "buyer"))
    amounts = [amount(node) for node in listed(document.get("comparables"))] if document.has("comparables") else []
    limit, target, offer = (
        amount(document.get(name)) if document.has(name) else None for name in ("limit", "target", "offer")
    )
    chance = part(document.get("walk_away")) if document.has("walk_away") else opening.EVEN
    rounds = document.get("rounds").whole(1, 100) if document.has("rounds") else opening.ROUNDS
    stop(document)
    found = opening.plan(role, amounts, limit, target, offer, chance, rounds)
    carried = found.carried
    results: dict[str, Any] = {
        "role": role,
        "median": carried.median if carried else None,
        "furthest": carried.furthest if carried else None,
        "left_aside": carried.left_aside if carried else [],
        "outliers": carried.outliers if carried else [],
        "target": found.target,
        "base": found.base,
        "walk_away": chance,
        "opening": found.opening,
        "reason": found.reason,
        "steps": [step.offer for step in found.pace.steps[1:]] if found.pace else [],
        "floor": found.floor,
        "method": "a line from the most that comparables carry to the target, by the chance of a walk-out; the rule is ours",
    }
    return results
