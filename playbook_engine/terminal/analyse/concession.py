"""``concession``: a tactic -> planned offers; offers made so far -> answers in kind, and who concedes more."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from playbook_engine.analysis import concessions
from playbook_engine.analysis.concessions import ConcessionPlan
from playbook_engine.errors import AnalysisError
from playbook_engine.terminal.analyse.inputs import Node, Result, stop
from playbook_engine.terminal.analyse.readers import SMALLEST, amount, listed, part


def analyse(document: Node) -> Result:
    """Plan offers, answer theirs, and compare concessions, as far as the document goes."""
    document.only("target", "reservation", "rounds", "tactic", "mine", "theirs", "window")
    target, reservation = amount(document.get("target")), amount(document.get("reservation"))
    planned = _plan(document, target, reservation) if document.has("tactic") else None
    mine, theirs = _offers(document, "mine"), _offers(document, "theirs")
    window = document.get("window").whole(1, 500) if document.has("window") else 1
    if planned is None and not (mine and theirs):
        document.fault("write a tactic with rounds, or the offers mine and theirs")
    stop(document)
    results: dict[str, Any] = {"target": target, "reservation": reservation}
    if planned is not None:
        plan = planned()
        results["method"] = plan.method
        results["plan"] = [
            {"round": step.round, "offer": step.offer, "share": step.share, "step": step.step} for step in plan.steps
        ]
    if mine and theirs:
        results["answers"] = {
            manner: _answer(mine[-1], theirs, target, reservation, manner, window)
            for manner in ("relative", "absolute", "averaged")
        }
    if len(mine) > 1 and len(theirs) > 1:
        seen = concessions.exchange(mine, theirs)
        results["concessions"] = {
            "mine": seen.mine,
            "theirs": seen.theirs,
            "run_of_larger_own": seen.run,
            "unanswered": seen.unanswered,
            "is_lopsided": seen.is_lopsided,
            "own_share": seen.own_share,
        }
    return results


def _offers(document: Node, name: str) -> list[Fraction]:
    return [amount(node) for node in listed(document.get(name))] if document.has(name) else []


def _plan(document: Node, target: Fraction, reservation: Fraction) -> Callable[[], ConcessionPlan]:
    """Return what makes the plan, once the document is known to have no fault."""
    rounds = document.get("rounds").whole(1, 100)
    tactic = document.get("tactic")
    kind = tactic.get("kind").one_of("polynomial", "exponential", "shrinking")
    if kind == "shrinking":
        tactic.only("kind", "ratio", "stop")
        ratio = tactic.get("ratio").number(Fraction(1, 100), 1) if tactic.has("ratio") else Fraction(1, 2)
        last = part(tactic.get("stop")) if tactic.has("stop") else concessions.STOP
        return lambda: concessions.shrinking_plan(target, reservation, rounds, ratio, last)
    tactic.only("kind", "beta", "kappa")
    beta = tactic.get("beta").number(Fraction(1, 1000), 1000)
    if kind == "polynomial":
        kappa = part(tactic.get("kappa")) if tactic.has("kappa") else Fraction(0)
        return lambda: concessions.time_plan(target, reservation, rounds, beta, kappa)
    kappa = tactic.get("kappa").number(SMALLEST, 1)
    return lambda: concessions.time_plan(target, reservation, rounds, beta, kappa, "exponential")


def _answer(
    mine: Fraction,
    theirs: list[Fraction],
    target: Fraction,
    reservation: Fraction,
    manner: concessions.Manner,
    window: int,
) -> Fraction | None:
    """Return the next offer in this manner; None when the offers do not allow it."""
    try:
        return concessions.tit_for_tat(mine, theirs, target, reservation, manner, window)
    except AnalysisError:
        return None
