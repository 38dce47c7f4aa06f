"""Wait or take: what an offer in hand must be worth to beat waiting for a better one.

One wait is an alternative of :mod:`~playbook_engine.analysis.batna` like any other. Several possible offers in a row, each
to be taken or left, are worked out backwards: take what is at least as good as going on (Moser 1956, Scripta Mathematica
22; for offers between 0 and 1 the values of 1, 2, 3 ... more offers are 1/2, 5/8, 89/128 ...).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from playbook_engine.analysis import batna
from playbook_engine.analysis.batna import Valuation
from playbook_engine.analysis.beliefs import Belief
from playbook_engine.analysis.door import exact_numbers
from playbook_engine.domain import Alternative, Outcome
from playbook_engine.errors import AnalysisError

_LONGEST = 2_000  # bits of a denominator; a squared or cubed level doubles or trebles it with every offer


@dataclass(frozen=True, slots=True)
class WaitOrTake:
    """What is in hand against waiting: ``lead`` is how much better waiting is today, as a sure amount.

    ``verdict`` is ``either`` when both are equal. ``break_even_chance`` is the chance of the better result at which waiting
    is as good; None when waiting has not exactly two results, or no chance does it.
    """

    offer: Fraction
    waiting: Valuation
    lead: Fraction
    verdict: Literal["wait", "take", "either"]
    break_even_chance: Fraction | None


@exact_numbers
def wait_or_take(
    offer: Fraction, waiting: Alternative, annual_rate: Fraction = Fraction(0), risk_tolerance: Fraction | None = None
) -> WaitOrTake:
    """Compare a sure offer today with waiting, whose cost is counted when its result comes.

    >>> later = Alternative("Wait for the other buyer", (
    ...     Outcome(Fraction(3, 5), Fraction(120_000)), Outcome(Fraction(2, 5), Fraction(90_000))),
    ...     cost=Fraction(2_000), months=Fraction(3))
    >>> found = wait_or_take(Fraction(105_000), later)
    >>> found.verdict, found.lead, found.break_even_chance
    ('wait', Fraction(1000, 1), Fraction(17, 30))
    """
    worth = batna.value(waiting, annual_rate, risk_tolerance)
    lead = worth.certainty_equivalent - offer
    return WaitOrTake(
        offer=offer,
        waiting=worth,
        lead=lead,
        verdict="wait" if lead > 0 else "take" if lead < 0 else "either",
        break_even_chance=_break_even(offer, worth),
    )


def _break_even(offer: Fraction, worth: Valuation) -> Fraction | None:
    values = sorted({o.value for o in worth.alternative.outcomes})
    if len(values) != 2:
        return None
    course = worth.alternative
    low, high = (Alternative("", (Outcome(Fraction(1), v),), course.cost, course.months) for v in values)
    return batna.break_even_chance(high, low, offer, worth)


@exact_numbers
def going_on_values(
    offers: Belief | Sequence[Belief],
    count: int,
    discount: Fraction = Fraction(1),
    cost: Fraction = Fraction(0),
    fallback: Fraction = Fraction(0),
) -> tuple[Fraction, ...]:
    """Return what it is worth to go on with 1, 2, ... ``count`` offers still to come; take an offer of at least that.

    With none left there is ``fallback``. With n left, one offer comes a period later at a cost, both discounted:
    V(n) = discount * (E[max(X, V(n - 1))] - cost), exactly while that is short to write, else to 60 decimal places. ``offers`` are one belief for all, or one for each, the last to come
    first. Raises :class:`AnalysisError` for a count below 1 or a discount outside 0 to 1.

    >>> from playbook_engine.analysis.beliefs import Uniform
    >>> going_on_values(Uniform(Fraction(0), Fraction(1)), 3)
    (Fraction(1, 2), Fraction(5, 8), Fraction(89, 128))
    """
    if count < 1:
        raise AnalysisError("count", "must be at least 1")
    if not 0 <= discount <= 1:
        raise AnalysisError("discount", "must lie between 0 and 1")
    beliefs = list(offers) if isinstance(offers, Sequence) else [offers] * count
    if len(beliefs) != count:
        raise AnalysisError("offers", "one belief for each offer is needed")
    values, level = [], fallback
    for belief in beliefs:
        level = discount * (level + belief.excess(level) - cost)
        if level.denominator.bit_length() > _LONGEST:
            level = round(level, 60)
        values.append(level)
    return tuple(values)


@exact_numbers
def cost_of_delay(value: Fraction, annual_rate: Fraction, months: Fraction, running_cost: Fraction) -> Fraction:
    """Return what a delay takes from a value that is due now: the discount on it plus the running cost of each month.

    >>> cost_of_delay(Fraction(105_000), Fraction(5, 100), Fraction(12), Fraction(500))
    Fraction(11000, 1)
    """
    return value * (1 - batna.discount_factor(annual_rate, months)) + running_cost * months
