"""The claims that the BATNA worksheet's findings can make, in the order of urgency.

Their words stand in ``docs/reference/situations/batna.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType

from playbook_engine.worksheets.batna.findings import FRAGILE_SHARE, BatnaFindings

LONG_WAIT_MONTHS = 3
LIKELY_CHANCE = Fraction(4, 5)


def _ranking_is_fragile(found: BatnaFindings) -> bool:
    """A tenth more for the second alternative would put it first."""
    best, second = found.best, found.second
    if not (best and second and best.valuation and second.valuation):
        return False
    lead = best.valuation.certainty_equivalent - second.valuation.certainty_equivalent
    return lead <= FRAGILE_SHARE * abs(second.valuation.certainty_equivalent)


def _advice_turns_with_risk(found: BatnaFindings) -> bool:
    """Both orders are within reach: risk tolerance turns the advice, and turns it at a tolerance below the stakes.

    A person who sleeps easily, or whose tolerance is far above the turning point, would not change course; they are
    told when their own tolerance, against averages, has already turned the advice, or when it is within three times
    the point.
    """
    turning, best, deal = found.turning_risk_tolerance, found.best, found.deal
    if turning is None or best is None or best.valuation is None or deal is None:
        return False
    tolerance = found.answers.risk_tolerance
    if tolerance is None:
        return found.answers.risk_sleep != "easily"
    return tolerance <= 3 * turning


def _risk_is_unpriced(found: BatnaFindings) -> bool:
    worths = [a.valuation for a in found.ranking] + [found.deal]
    uncertain = any(worth.is_uncertain for worth in worths if worth)
    return uncertain and found.answers.risk_tolerance is None and found.answers.risk_sleep != "easily"


def _best_can_lose(found: BatnaFindings) -> bool:
    """Some outcome of the best alternative is negative for a receiver, or worse than the deal's worst for a payer."""
    best = found.best.valuation if found.best else None
    if best is None or not best.is_uncertain:
        return False
    if found.sign > 0:
        return best.range.low < 0
    return found.deal is not None and best.range.low < found.deal.range.low


def _best_is_uncertain(found: BatnaFindings) -> bool:
    if found.best is None:
        return False
    chance = found.best.answers.works_out
    return chance is not None and chance < LIKELY_CHANCE


def _best_lacks_evidence(found: BatnaFindings) -> bool:
    """What is in hand, or stays as it is, needs no proof that it may come."""
    if found.best is None or found.best.answers.kind in ("status-quo", "in-hand"):
        return False
    answers = found.best.answers
    return answers.confidence in (None, "guess") or answers.evidence is None


def _best_rests_on_evidence(found: BatnaFindings) -> bool:
    answers = found.best.answers if found.best else None
    if answers is None or answers.kind in ("status-quo", "possible"):
        return False
    return answers.kind == "in-hand" or (answers.confidence in ("heard", "written") and answers.evidence is not None)


def _best_costs_are_missing(found: BatnaFindings) -> bool:
    """To leave things as they are costs nothing."""
    if found.best is None or found.best.answers.kind == "status-quo":
        return False
    answers = found.best.answers
    return answers.cost_money is None and answers.cost_hours is None and answers.cost_relationship is None


def _best_kind(*kinds: str) -> Callable[[BatnaFindings], bool]:
    """Return a claim: the best alternative is one of these kinds. Where none has a number, the only one counts."""

    def holds(found: BatnaFindings) -> bool:
        best = found.best or found.only
        return best is not None and best.answers.kind in kinds

    return holds


_CLAIMS: Mapping[str, Callable[[BatnaFindings], bool]] = {
    "nothing_has_a_number": lambda found: found.nothing_has_a_number,
    "target_is_worse_than_limit": lambda found: found.target_is_worse_than_limit,
    "deal_meets_target": lambda found: found.deal_meets_target,
    "no_alternatives_listed": lambda found: not found.named,
    "alternatives_are_few": lambda found: len(found.named) in (1, 2),
    "alternatives_lack_values": lambda found: bool(found.named) and not found.ranking,
    "some_alternatives_lack_values": lambda found: 0 < len(found.ranking) < len(found.named),
    "deal_lacks_a_value": lambda found: found.deal is None,
    "target_is_missing": lambda found: found.target is None,
    "alternatives_are_weak": lambda found: found.is_weak,
    "alternatives_are_strong": lambda found: found.beats_deal,
    "deal_beats_alternatives": lambda found: found.margin is not None and found.margin > 0 and not found.is_close,
    "alternative_beats_deal": lambda found: found.beats_deal,
    "deal_is_close_to_reservation_value": lambda found: found.is_close,
    "ranking_is_fragile": _ranking_is_fragile,
    "advice_turns_with_risk": _advice_turns_with_risk,
    "risk_is_unpriced": _risk_is_unpriced,
    "best_alternative_can_lose": _best_can_lose,
    "best_alternative_is_uncertain": _best_is_uncertain,
    "best_alternative_lacks_evidence": _best_lacks_evidence,
    "best_alternative_rests_on_evidence": _best_rests_on_evidence,
    "best_alternative_costs_are_missing": _best_costs_are_missing,
    "best_alternative_takes_long": lambda found: (
        found.best is not None and (found.best.answers.months or 0) >= LONG_WAIT_MONTHS
    ),
    "walking_away_strains_the_relationship": lambda found: (
        found.best is not None and (found.best.answers.cost_relationship or 0) > 0
    ),
    "alternatives_may_fall_together": lambda found: len(found.named) > 1 and found.answers.linked == "yes",
    "best_alternative_is_the_status_quo": _best_kind("status-quo"),
    "best_alternative_is_only_possible": _best_kind("possible"),
    "best_alternative_is_in_hand": _best_kind("in-hand"),
    "you_hold_more_power": lambda found: found.measured == "you",
    "you_need_them_more": lambda found: found.measured == "they",
    "felt_power_is_below_the_numbers": lambda found: found.felt_gap < 0,
    "felt_power_is_above_the_numbers": lambda found: found.felt_gap > 0,
    "felt_power_differs_from_the_numbers": lambda found: found.felt_gap != 0,
    "their_alternative_is_unknown": lambda found: found.answers.their_alternative is None,
    "their_alternative_is_known": lambda found: found.answers.their_alternative is not None,
    "their_loss_is_unknown": lambda found: found.answers.their_alternative is not None and found.their_loss is None,
    "their_loss_is_a_guess": lambda found: found.their_loss is not None and found.answers.their_cost_known == "guess",
    "reservation_value_is_known": lambda found: found.reservation_value is not None,
    "you_receive_money": lambda found: found.answers.role == "receive",
    "you_pay_money": lambda found: found.answers.role == "pay",
}

BACKGROUND = frozenset({"you_receive_money", "you_pay_money"})
"""Situations that choose between wordings; another one is the reason where there is one."""

NUMBERLESS = frozenset(
    {
        "nothing_has_a_number",
        "alternatives_lack_values",
        "some_alternatives_lack_values",
        "deal_lacks_a_value",
        "target_is_missing",
    }
)
"""Situations that say that something has no number yet."""

CONTRADICTORY = frozenset({"target_is_worse_than_limit"})
"""Situations in which two answers do not fit together."""

GAPS: Mapping[str, str] = MappingProxyType(
    {
        "nothing_has_a_number": "target",
        "no_alternatives_listed": "alternatives.0.name",
        "alternatives_are_few": "alternatives",
        "alternatives_lack_values": "alternatives.0.worth.likely",
        "some_alternatives_lack_values": "alternatives",
        "deal_lacks_a_value": "deal_worth.likely",
        "target_is_missing": "target",
        "risk_is_unpriced": "risk_tolerance",
        "best_alternative_lacks_evidence": "alternatives.0.evidence",
        "best_alternative_costs_are_missing": "alternatives.0.cost_money",
        "their_alternative_is_unknown": "their_alternative",
        "their_loss_is_unknown": "their_alternative",
    }
)
"""Situations that say what was not answered, each with its question; they hold only where it was asked."""

SITUATIONS: Mapping[str, Callable[[BatnaFindings], bool]] = MappingProxyType(_CLAIMS)

STATEMENTS: Mapping[str, Callable[[BatnaFindings], str]] = MappingProxyType(
    {
        "your_amounts_say_you_lose_more": lambda found: "their_cost" if found.stronger == "they" else "",
        "your_amounts_say_they_lose_more": lambda found: "their_cost" if found.stronger == "you" else "",
    }
)
"""What an answer says that one in another worksheet may contradict: the path of the answer that says it, "" where none does."""
