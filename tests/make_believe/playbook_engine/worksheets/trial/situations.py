"""The claims of the trial worksheet, in the order of urgency."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType

from playbook_engine.worksheets.trial.findings import TrialFindings

LIKELY = Fraction(4, 5)
_STRONG = {"strong", "rather_strong"}


def _best_is_open(found: TrialFindings) -> bool:
    return found.best is not None and found.best.answers.odds is not None and found.best.answers.odds < LIKELY


def _best_lacks_proof(found: TrialFindings) -> bool:
    return found.best is not None and (found.best.answers.proof in (None, "hunch") or not found.best.answers.notes)


_CLAIMS: Mapping[str, Callable[[TrialFindings], bool]] = {
    "no_tries_listed": lambda found: not found.tries,
    "tries_are_few": lambda found: len(found.tries) in (1, 2),
    "a_try_lacks_a_number": lambda found: len(found.ranking) < len(found.tries),
    "offer_lacks_a_number": lambda found: found.offer is None,
    "hope_is_missing": lambda found: found.answers.hope is None,
    "hope_is_known": lambda found: found.answers.hope is not None,
    "floor_is_known": lambda found: found.floor is not None,
    "offer_beats_tries": lambda found: found.margin is not None and found.margin > 0,
    "try_beats_offer": lambda found: found.margin is not None and found.margin < 0,
    "best_try_is_open": _best_is_open,
    "best_try_lacks_proof": _best_lacks_proof,
    "best_try_takes_time": lambda found: found.best is not None and bool(found.best.answers.wait),
    "tries_hang_together": lambda found: len(found.tries) > 1 and found.answers.together != "no",
    "you_feel_weak": lambda found: found.answers.strength is not None and found.answers.strength not in _STRONG,
    "mood_is_known": lambda found: found.answers.mood is not None,
    "their_plan_is_unknown": lambda found: found.answers.their_plan is None,
    "their_plan_is_known": lambda found: found.answers.their_plan is not None,
    "money_comes_in": lambda found: found.answers.way == "earn",
    "money_goes_out": lambda found: found.answers.way == "spend",
}

BACKGROUND = frozenset({"money_comes_in", "money_goes_out"})
"""Situations that choose between wordings."""

SITUATIONS: Mapping[str, Callable[[TrialFindings], bool]] = MappingProxyType(_CLAIMS)
