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
    if best is None:
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
    if found.best is None:
        return False
    answers = found.best.answers
    return answers.confidence in (None, "guess") or answers.evidence is None


def _best_costs_are_missing(found: BatnaFindings) -> bool:
    if found.best is None:
        return False
    answers = found.best.answers
    return answers.cost_money is None and answers.cost_hours is None and answers.cost_relationship is None


def _felt_gap(found: BatnaFindings) -> int:
    """Feeling minus numbers: negative when the person feels weaker than the numbers say; 0 when either is unknown."""
    if found.felt is None or found.standing is None:
        return 0
    return found.felt - found.standing


_CLAIMS: Mapping[str, Callable[[BatnaFindings], bool]] = {
    "no_alternatives_listed": lambda found: not found.named,
    "alternatives_are_few": lambda found: len(found.named) in (1, 2),
    "alternatives_lack_values": lambda found: bool(found.named) and not found.ranking,
    "some_alternatives_lack_values": lambda found: 0 < len(found.ranking) < len(found.named),
    "deal_lacks_a_value": lambda found: found.deal is None,
    "target_is_missing": lambda found: found.target is None,
    "alternatives_are_weak": lambda found: found.is_weak,
    "alternatives_are_strong": lambda found: found.standing == 1,
    "deal_beats_alternatives": lambda found: found.margin is not None and found.margin > 0,
    "alternative_beats_deal": lambda found: found.margin is not None and found.margin < 0,
    "deal_is_close_to_reservation_value": lambda found: found.is_close,
    "ranking_is_fragile": _ranking_is_fragile,
    "advice_turns_with_risk": _advice_turns_with_risk,
    "risk_is_unpriced": _risk_is_unpriced,
    "best_alternative_can_lose": _best_can_lose,
    "best_alternative_is_uncertain": _best_is_uncertain,
    "best_alternative_lacks_evidence": _best_lacks_evidence,
    "best_alternative_costs_are_missing": _best_costs_are_missing,
    "best_alternative_takes_long": lambda found: (
        found.best is not None and (found.best.answers.months or 0) >= LONG_WAIT_MONTHS
    ),
    "walking_away_strains_the_relationship": lambda found: (
        found.best is not None and (found.best.answers.cost_relationship or 0) > 0
    ),
    "alternatives_may_fall_together": lambda found: len(found.named) > 1 and found.answers.linked != "no",
    "felt_power_is_below_the_numbers": lambda found: _felt_gap(found) < 0,
    "felt_power_is_above_the_numbers": lambda found: _felt_gap(found) > 0,
    "felt_power_differs_from_the_numbers": lambda found: _felt_gap(found) != 0,
    "their_alternative_is_unknown": lambda found: found.answers.their_alternative is None,
    "their_alternative_is_known": lambda found: found.answers.their_alternative is not None,
    "reservation_value_is_known": lambda found: found.reservation_value is not None,
    "you_receive_money": lambda found: found.answers.role == "receive",
    "you_pay_money": lambda found: found.answers.role == "pay",
}

BACKGROUND = frozenset({"you_receive_money", "you_pay_money"})
"""Situations that choose between wordings; another one is the reason where there is one."""

NUMBERLESS = frozenset(
    {"alternatives_lack_values", "some_alternatives_lack_values", "deal_lacks_a_value", "target_is_missing"}
)
"""Situations that say that something has no number yet."""

SITUATIONS: Mapping[str, Callable[[BatnaFindings], bool]] = MappingProxyType(_CLAIMS)
