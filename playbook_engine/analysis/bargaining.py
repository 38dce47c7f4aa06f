"""Bargaining solutions among the packages that every party accepts: which agreement is fair, by four definitions.

A party accepts a package that is worth at least its reservation value d to it; its gain is U - d. All four solutions are
taken among packages that all accept, never among others.

- Nash (1950, doi:10.2307/1907266): the greatest product of the gains. Where no package gives all a gain, the most
  parties that can gain together (Caragiannis et al. 2019, doi:10.1145/3355902), then the product of their gains, each
  divided by the ideal gain.
- Kalai-Smorodinsky (1975, doi:10.2307/1914280): the greatest least gain, each divided by the party's ideal gain, the
  most that it can gain in any package that all accept. A party whose ideal gain is 0 is left out of the least.
- Egalitarian (Kalai 1977, doi:10.2307/1913954): the greatest least gain.
- Utilitarian: the greatest sum of values.

The two greatest-least solutions break ties by leximin: among packages of equal least gain, the one with the greatest
second least gain, and so on (Imai 1983, doi:10.2307/1911997, for Kalai-Smorodinsky). So defined, all four lie on the
Pareto frontier: a dominating package is accepted too and has a greater sum, a greater product of at least as many gains,
and a leximin-greater list. No package off the frontier need be looked at, and none that ties is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm, prod
from typing import Any

from playbook_engine.analysis.door import exact_numbers
from playbook_engine.analysis.pareto import LISTED, Frontier
from playbook_engine.analysis.scoring import Point
from playbook_engine.errors import AnalysisError

Gains = tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Solution:
    """One solution: every point that ties for it, best first for the first party, and how many packages these are.

    ``set_aside`` holds the frontier points with the same least gain that leximin put behind; empty where there are
    none. Where more points tie than a listing holds, ``points`` names some of them, and ``count`` counts all of their packages.
    """

    method: str
    points: tuple[Point, ...]
    count: int
    set_aside: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Solutions:
    """The four solutions, the reservation values they honour, and the ideal values among packages that all accept."""

    reservation: tuple[Fraction, ...]
    ideal: tuple[Fraction, ...]
    nash: Solution
    kalai_smorodinsky: Solution
    egalitarian: Solution
    utilitarian: Solution


@exact_numbers
def nash_rank(gains: Sequence[Fraction | int], ideal: Sequence[Fraction | int]) -> tuple[int, Any]:
    """Return what the Nash solution maximises: how many parties gain, then the product of their gains.

    Where not all gain, each gain counts as a share of the party's ideal gain, so that no unit decides between parties.

    >>> nash_rank((Fraction(2), Fraction(3)), (4, 90)) > nash_rank((Fraction(0), Fraction(90)), (4, 90))
    True
    """
    positive = [(gain, best) for gain, best in zip(gains, ideal, strict=True) if gain > 0]
    if len(positive) == len(gains):
        return len(positive), prod(gain for gain, _ in positive)
    return len(positive), prod(Fraction(gain) / best for gain, best in positive)


@exact_numbers
def leximin_rank(gains: Iterable[Any]) -> tuple[Any, ...]:
    """Return what leximin maximises: the gains from the least to the greatest.

    >>> leximin_rank((5, 2)) > leximin_rank((2, 3))
    True
    """
    return tuple(sorted(gains))


@exact_numbers
def solutions(frontier: Frontier, reservation: Sequence[Fraction], listed: int = LISTED) -> Solutions | None:
    """Return the bargaining solutions of two parties from their Pareto frontier; None when no package is accepted by both.

    ``listed`` bounds how many packages are named for each point, and how many points for each solution.

    Raises :class:`AnalysisError` unless there is one reservation value for each party.

    >>> from playbook_engine.analysis.pareto import frontier
    >>> from playbook_engine.analysis.scoring import ScoredIssue, raw
    >>> pay = ScoredIssue("Pay", ("low", "middle", "high"), tuple((Fraction(a), Fraction(9 - a)) for a in (1, 5, 8)))
    >>> solved = solutions(frontier(raw(("worker", "firm"), (pay,))), (Fraction(2), Fraction(0)))
    >>> solved.nash.points[0].packages, solved.utilitarian.count
    (((1,),), 2)
    """
    if len(reservation) != len(frontier.scoring.parties):
        raise AnalysisError("reservation", "one value for each party is needed")
    gains, places = _accepted(frontier, reservation)
    if not gains:
        return None
    most = max(a for a, _ in gains), max(b for _, b in gains)
    first, last = frontier.points[places[-1]], frontier.points[places[0]]  # the first party's best, and the second's

    def solved(method: str, ranks: list[int], bits: int = 0) -> Solution:
        """Take the points of the greatest rank; with ``bits``, set those aside that only differ in so many of the last."""
        highest = max(ranks)
        chosen = [place for place, rank in enumerate(ranks) if rank == highest]
        aside = [place for place, rank in enumerate(ranks) if rank != highest and rank >> bits == highest >> bits]
        points = [frontier.points[places[place]] for place in reversed(chosen)]
        full = tuple(frontier.with_packages(point, listed) for point in points[:listed])
        others = tuple(frontier.points[places[place]] for place in aside[:listed]) if bits else ()
        return Solution(method, full, sum(point.count for point in points), others)

    shares = [(a * (most[1] or 1), b * (most[0] or 1)) for a, b in gains]  # of the ideal gains, in a common unit
    return Solutions(
        reservation=tuple(reservation),
        ideal=(first.values[0], last.values[1]),
        nash=solved("greatest product of gains", _nash_ranks(gains, shares)),
        kalai_smorodinsky=solved("leximin of gains divided by ideal gains", *_leximin_ranks(shares, most)),
        egalitarian=solved("leximin of gains", *_leximin_ranks(gains)),
        utilitarian=solved("greatest sum of values", [a + b for a, b in gains]),
    )


def _accepted(frontier: Frontier, reservation: Sequence[Fraction]) -> tuple[list[tuple[int, int]], list[int]]:
    """Return the gains of the points that both accept, as multiples of one unit, and the places of these points."""
    scale, values = frontier.whole_values()
    unit = lcm(scale, *(least.denominator for least in reservation))
    step, floors = unit // scale, tuple(int(least * unit) for least in reservation)
    gains, places = [], []
    for place, (a, b) in enumerate(values):
        pair = a * step - floors[0], b * step - floors[1]
        if pair[0] >= 0 <= pair[1]:
            gains.append(pair)
            places.append(place)
    return gains, places


def _nash_ranks(gains: list[tuple[int, int]], shares: list[tuple[int, int]]) -> list[int]:
    """Return one whole number for each point, in the order of :func:`nash_rank`."""
    if any(a and b for a, b in gains):
        return [a * b for a, b in gains]  # more than 0 only where both gain
    return [a + b for a, b in shares]  # one gains at most: its share of its ideal gain


def _leximin_ranks(gains: list[tuple[int, int]], ideal: tuple[int, int] = (1, 1)) -> tuple[list[int], int]:
    """Return one whole number for each point, in the order of :func:`leximin_rank`: the least gain, then the other one.

    The second result is how many of its last bits hold the other one. A party whose ideal gain is 0 is left out.
    """
    if not all(ideal):
        return [0 if not any(ideal) else a if ideal[0] else b for a, b in gains], 0
    bits = max(max(pair) for pair in gains).bit_length()
    return [(a << bits) + b if a < b else (b << bits) + a for a, b in gains], bits


@exact_numbers
def divide_money(total: Fraction, outside: Sequence[Fraction]) -> tuple[Fraction, ...] | None:
    """Return how an amount of money is divided by the Nash solution when utility is money: d_i + (total - sum d) / n.

    With transferable utility the Kalai-Smorodinsky and the egalitarian solution are the same division. None when the
    parties have more without each other than together.

    >>> divide_money(Fraction(100), (Fraction(20), Fraction(40)))
    (Fraction(40, 1), Fraction(60, 1))
    """
    if not outside:
        raise AnalysisError("outside", "at least one is needed")
    surplus = total - sum(outside, Fraction(0))
    return tuple(own + surplus / len(outside) for own in outside) if surplus >= 0 else None


Curve = Callable[[Fraction], Fraction]


@exact_numbers
def on_a_curve(
    curve: Curve, low: Fraction, high: Fraction, reservation: tuple[Fraction, Fraction], places: int = 15
) -> tuple[tuple[Fraction, Fraction], tuple[Fraction, Fraction]]:
    """Return the Nash and the Kalai-Smorodinsky point of a frontier given as u2 = curve(u1) on [low, high].

    The curve must fall and be concave; then the product of gains has one peak, found by cutting the interval in thirds,
    and the rising share of party 1 meets the falling share of party 2 once, found by halving. Both to ``places`` digits.

    Raises :class:`AnalysisError` when no point of the curve gives both a gain.

    >>> from playbook_engine.analysis.exact import square_root
    >>> nash, kalai = on_a_curve(lambda u: square_root(1 - u), Fraction(0), Fraction(1), (Fraction(0), Fraction(0)))
    >>> [round(float(u), 6) for u in (*nash, *kalai)]
    [0.666667, 0.57735, 0.618034, 0.618034]
    """
    own, other = reservation
    step = Fraction(1, 10 ** (places + 3))
    left, right = max(low, own), high
    if left > high or curve(left) < other:
        raise AnalysisError("reservation", "no point of the curve gives both parties a gain")
    right = _crossing(lambda u: curve(u) - other, left, right, step) if curve(high) < other else high
    ideal = right - own, curve(left) - other
    if not all(ideal):
        raise AnalysisError("reservation", "no point of the curve gives both parties a gain")
    kalai = _crossing(lambda u: (curve(u) - other) / ideal[1] - (u - own) / ideal[0], left, right, step)
    nash_low, nash_high = left, right
    # A peak is flat: the product is compared at twice the digits, which exact numbers can do.
    while nash_high - nash_low > 4 * step:
        third = (nash_high - nash_low) / 3
        one, two = _cut(nash_low + third, step), _cut(nash_high - third, step)
        if (one - own) * (curve(one) - other) < (two - own) * (curve(two) - other):
            nash_low = one
        else:
            nash_high = two
    nash = _cut((nash_low + nash_high) / 2, step)
    return (nash, curve(nash)), (kalai, curve(kalai))


def _cut(number: Fraction, step: Fraction) -> Fraction:
    return (number // step) * step


def _crossing(falling: Curve, low: Fraction, high: Fraction, step: Fraction) -> Fraction:
    """Return where a falling function that starts at 0 or above crosses 0."""
    while high - low > step:
        middle = _cut((low + high) / 2, step / 4)
        if falling(middle) >= 0:
            low = middle
        else:
            high = middle
    return low
