"""``ethics``: planned tactics -> families, tests and verdicts; a squeeze -> its gain against its long-run cost."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any, get_args

from playbook_engine.analysis import ethics
from playbook_engine.analysis.ethics import Tactic
from playbook_engine.terminal.analyse.inputs import Node, Result, stop
from playbook_engine.terminal.analyse.readers import LARGEST, listed, part, rate

_FEATURES = {
    "statement": get_args(ethics.Statement),
    "promise": get_args(ethics.Promise),
    "gathering": get_args(ethics.Gathering),
    "network": get_args(ethics.Network),
    "demand": get_args(ethics.Demand),
    "withheld": get_args(ethics.Withheld),
    "lock_in": get_args(ethics.LockIn),
}
_ANSWERS = ("accept_done_to_me", "front_page", "legal", "absent_considered")


def analyse(document: Node) -> Result:
    """Judge every tactic, and weigh restraint where a squeeze is described."""
    document.only("tactics", "squeeze")
    if not document.has("tactics") and not document.has("squeeze"):
        document.fault("write tactics, a squeeze or both")
    tactics = [_tactic(node) for node in listed(document.get("tactics"), 1)] if document.has("tactics") else []
    squeeze = _squeeze(document.get("squeeze")) if document.has("squeeze") else None
    stop(document)
    results: dict[str, Any] = {}
    if tactics:
        results["tactics"] = [_judged(tactic) for tactic in tactics]
    if squeeze is not None:
        weighed = ethics.restraint(**squeeze)
        results["restraint"] = {
            "gain": weighed.gain,
            "future_worth": weighed.future_worth,
            "lost_trade": weighed.lost_trade,
            "implementation_loss": weighed.implementation_loss,
            "net": weighed.net,
            "break_even_drop": weighed.break_even_drop,
            "verdict": weighed.verdict,
        }
    return results


def _judged(tactic: Tactic) -> dict[str, Any]:
    judgement = ethics.judge(tactic)
    return {
        "name": judgement.name,
        "verdict": judgement.verdict,
        "families": judgement.families,
        "reasons": judgement.reasons,
        "tests": {test.name: test.passed for test in judgement.tests},
    }


def _tactic(node: Node) -> Tactic:
    node.only("name", "known_as", *_FEATURES, *_ANSWERS, "absent")
    name = node.get("name").text()
    tactic = Tactic(name)
    if node.has("known_as"):
        tactic = replace(ethics.KNOWN[node.get("known_as").one_of(*ethics.KNOWN)], name=name)
    changes: dict[str, Any] = {
        feature: node.get(feature).one_of(*allowed) for feature, allowed in _FEATURES.items() if node.has(feature)
    }
    changes |= {answer: node.get(answer).flag() for answer in _ANSWERS if node.has(answer)}
    if node.has("absent"):
        changes["absent"] = tuple(item.text() for item in listed(node.get("absent"), 0, 50))
    return replace(tactic, **changes)


def _squeeze(node: Node) -> dict[str, Any]:
    node.only("gain", "yearly_worth", "years", "drop", "annual_rate", "implementation_loss")
    found: dict[str, Any] = {name: node.get(name).number(0, LARGEST) for name in ("gain", "yearly_worth")}
    found["years"] = node.get("years").whole(0, 100)
    found["drop"] = part(node.get("drop"))
    found["annual_rate"] = rate(node.get("annual_rate")) if node.has("annual_rate") else Fraction(0)
    if node.has("implementation_loss"):
        found["implementation_loss"] = node.get("implementation_loss").number(0, LARGEST)
    return found
