"""The best of several independent offers: what asking more parties is worth, and how many to ask.

Among n independent offers with the distribution F the best stays at or below x with chance F(x)**n; each further request
adds less than the one before (Stigler 1961, The Economics of Information, doi:10.1086/258464). Exact for offers that take
a few values. Amounts are in one currency's main unit; a higher amount is better.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, groupby
from math import prod
from operator import itemgetter

from playbook_engine.analysis.door import exact_numbers
from playbook_engine.domain import Outcome
from playbook_engine.errors import AnalysisError

MOST_OFFERS = 1_000


@exact_numbers
def best_outcomes(lotteries: Sequence[Sequence[Outcome]]) -> tuple[Outcome, ...]:
    """Return the lottery of the best of several independent ones: the product of their distributions.

    Raises :class:`AnalysisError` for no lottery, or for chances that are negative or do not add up to 1.

    >>> coin = (Outcome(Fraction(1, 2), Fraction(0)), Outcome(Fraction(1, 2), Fraction(8)))
    >>> best_outcomes([coin, coin])
    (Outcome(chance=Fraction(1, 4), value=Fraction(0, 1)), Outcome(chance=Fraction(3, 4), value=Fraction(8, 1)))
    """
    if not lotteries:
        raise AnalysisError("lotteries", "at least one is needed")
    for lottery in lotteries:
        _check(lottery)
    marks = sorted(
        (value, place, up_to) for place, lottery in enumerate(lotteries) for value, up_to in _distribution(lottery)
    )
    found, below = [], Fraction(0)
    so_far = [Fraction(0)] * len(lotteries)
    for value, together in groupby(marks, key=itemgetter(0)):
        for _, place, up_to in together:
            so_far[place] = up_to
        both = prod(so_far, start=Fraction(1))
        if both > below:
            found.append(Outcome(both - below, value))
        below = both
    return tuple(found)


@exact_numbers
def expected_best(offer: Sequence[Outcome], count: int) -> Fraction:
    """Return the mean of the best of ``count`` independent offers, the sum of x (F(x)**n - F(x-)**n).

    Raises :class:`AnalysisError` for a count outside 1 to 1,000.

    >>> die = tuple(Outcome(Fraction(1, 6), Fraction(n)) for n in range(1, 7))
    >>> expected_best(die, 2)
    Fraction(161, 36)
    """
    if not 1 <= count <= MOST_OFFERS:
        raise AnalysisError("count", f"must lie between 1 and {MOST_OFFERS}")
    _check(offer)
    total, below = Fraction(0), Fraction(0)
    for value, up_to in _distribution(offer):
        total += value * (up_to**count - below**count)
        below = up_to
    return total


@exact_numbers
def expected_best_uniform(low: Fraction, high: Fraction, count: int) -> Fraction:
    """Return the mean of the best of n offers that are uniform between two bounds: L + (H - L) n / (n + 1).

    >>> expected_best_uniform(Fraction(90_000), Fraction(120_000), 2)
    Fraction(110000, 1)
    """
    if count < 1:
        raise AnalysisError("count", "must be at least 1")
    return low + (high - low) * Fraction(count, count + 1)


@dataclass(frozen=True, slots=True)
class Asking:
    """How many to ask: every best number, the expected net worth there, and the worth of 0, 1, 2 ... requests up to one more.

    ``at_limit`` says that more than the limit might be better still.
    """

    best: tuple[int, ...]
    net: Fraction
    nets: tuple[Fraction, ...]
    at_limit: bool


@exact_numbers
def how_many_to_ask(
    offer: Sequence[Outcome], cost: Fraction, fallback: Fraction | None = None, limit: int = 100
) -> Asking:
    """Return how many independent offers to ask for when each request costs, chosen before the first answer comes.

    ``fallback`` is what is there already, to be kept when no offer beats it; with None at least one must be asked. Because
    each further request adds less, the search stops at the first that does not pay. Raises :class:`AnalysisError` for a
    negative cost or a limit outside 1 to 1,000.

    >>> offer = (Outcome(Fraction(1, 2), Fraction(0)), Outcome(Fraction(1, 2), Fraction(8_000)))
    >>> asking = how_many_to_ask(offer, cost=Fraction(1_000))
    >>> asking.best, asking.net
    ((2, 3), Fraction(4000, 1))
    """
    if cost < 0:
        raise AnalysisError("cost", "must not be negative")
    if not 1 <= limit <= MOST_OFFERS:
        raise AnalysisError("limit", f"must lie between 1 and {MOST_OFFERS}")
    _check(offer)
    kept = [Outcome(o.chance, o.value if fallback is None else max(o.value, fallback)) for o in offer]
    nets = [] if fallback is None else [fallback]
    first = 1 if fallback is None else 0
    for count in range(1, limit + 1):
        nets.append(expected_best(kept, count) - count * cost)
        if len(nets) > 1 and nets[-1] < nets[-2]:
            break
    else:
        return _asking(nets, first, at_limit=len(nets) < 2 or nets[-1] > nets[-2])
    return _asking(nets, first, at_limit=False)


def _asking(nets: list[Fraction], first: int, at_limit: bool) -> Asking:
    best = tuple(place + first for place, net in enumerate(nets) if net == max(nets))
    return Asking(best, max(nets), tuple(nets), at_limit)


def _distribution(offer: Sequence[Outcome]) -> list[tuple[Fraction, Fraction]]:
    """Return each value, ascending, with the chance of at most that value."""
    chances: dict[Fraction, Fraction] = {}
    for outcome in offer:
        if outcome.chance:
            chances[outcome.value] = chances.get(outcome.value, Fraction(0)) + outcome.chance
    values = sorted(chances)
    return list(zip(values, accumulate(chances[value] for value in values), strict=True))


def _check(offer: Sequence[Outcome]) -> None:
    chances = [outcome.chance for outcome in offer]
    if not chances or min(chances) < 0 or sum(chances) != 1:
        raise AnalysisError("outcomes", "chances must be 0 or more and add up to 1")
