"""What the trial worksheet's findings fill into a ``{placeholder}``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType

from playbook_engine.worksheets.trial.findings import TrialFindings, TryFinding

from playbook_engine.words import Fill


def _words(text: str | None) -> Fill | None:
    return Fill("words", text=text) if text else None


def _amount(amount: Fraction | None) -> Fill | None:
    return None if amount is None else Fill("amount", amount)


def _name(one: TryFinding | None) -> Fill | None:
    if one is None:
        return None
    return _words(one.answers.try_name) or Fill("number", Fraction(one.place + 1), "trial/unnamed-try")


def _best_value(found: TrialFindings) -> Fill | None:
    worth = found.best.worth if found.best else None
    return None if worth is None else _amount(found.answers.sign * worth.value)


def _best_odds(found: TrialFindings) -> Fill | None:
    odds = found.best.answers.odds if found.best else None
    return None if odds is None else Fill("percent", odds)


def _best_wait(found: TrialFindings) -> Fill | None:
    wait = found.best.answers.wait if found.best else None
    return Fill("duration", wait) if wait else None


def _count(found: TrialFindings) -> Fill | None:
    return Fill("count", Fraction(len(found.tries)), "trial/many-tries", "trial/one-try") if found.tries else None


_FILLS: Mapping[str, Callable[[TrialFindings], Fill | None]] = {
    "try_count": _count,
    "best_try": lambda found: _name(found.best),
    "best_try_value": _best_value,
    "best_odds": _best_odds,
    "best_wait": _best_wait,
    "bare_try": lambda found: _name(next((one for one in found.tries if one.worth is None), None)),
    "offer_name": lambda found: _words(found.answers.offer_name),
    "offer_value": lambda found: _amount(found.answers.sign * found.offer.value if found.offer else None),
    "offer_margin": lambda found: _amount(None if found.margin is None else abs(found.margin)),
    "hope": lambda found: _amount(found.answers.hope),
    "floor": lambda found: _amount(found.floor),
    "mood": lambda found: Fill("option", text=f"trial.mood={found.answers.mood}") if found.answers.mood else None,
    "their_plan": lambda found: _words(found.answers.their_plan),
}

PLACEHOLDERS: Mapping[str, Callable[[TrialFindings], Fill | None]] = MappingProxyType(_FILLS)
