"""Two sides, each of whom knows only the own reservation value: the sealed-offer game of Chatterjee and Samuelson.

The buyer bids b, the seller asks s; they trade when b >= s, at the price k b + (1 - k) s (Chatterjee and Samuelson 1983,
doi:10.1287/opre.31.5.835). For a buyer's value uniform on [v0, v1] and a seller's cost uniform on [c0, c1] the linear
equilibrium is

    bid(v) = (v + k s0) / (1 + k)           with  s0 = ((1 + k) c0 + (1 - k) v1) / 2, the lowest ask,
    ask(c) = (c + (1 - k) b1) / (2 - k)     with  b1 = ((2 - k) v1 + k c0) / 2, the highest bid,

from each side's first-order condition against the other's line. It holds when no bid passes every ask and no ask falls
below every bid: b1 <= c1 and s0 >= v0. On two equal ranges with k = 1/2 it trades as much as any rule can that both sides
enter freely (Myerson and Satterthwaite 1983, doi:10.1016/0022-0531(83)90048-0).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from playbook_engine.analysis.door import exact_numbers
from playbook_engine.domain import Range
from playbook_engine.errors import AnalysisError

Point = tuple[Fraction, Fraction]  # a buyer's value and a seller's cost
Line = tuple[Fraction, Fraction, Fraction]  # (a, b, c) stands for a v + b c + c


@dataclass(frozen=True, slots=True)
class Trade:
    """How often a trade happens and what it gains on average, 0 counted where there is none."""

    chance: Fraction
    surplus: Fraction


@dataclass(frozen=True, slots=True)
class Equilibrium:
    """The linear equilibrium: bid = bid_slope * value + bid_base, ask = ask_slope * cost + ask_base, and what it gains."""

    bid_slope: Fraction
    bid_base: Fraction
    ask_slope: Fraction
    ask_base: Fraction
    trade: Trade
    buyer_gain: Fraction
    seller_gain: Fraction


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two uncertain sides: what could be gained, and what the linear equilibrium gains.

    ``equilibrium`` is None when the ranges lie so that the linear equilibrium does not exist.
    """

    buyer: Range
    seller: Range
    weight: Fraction
    efficient: Trade
    equilibrium: Equilibrium | None


@exact_numbers
def meeting(buyer: Range, seller: Range, weight: Fraction = Fraction(1, 2)) -> Meeting:
    """Return the efficient trade and the linear equilibrium for uniform ranges of the buyer's value and the seller's cost.

    ``weight`` is k, the weight of the bid in the price. Raises :class:`AnalysisError` for a range without width or a weight
    outside 0 to 1.

    >>> unit = Range(Fraction(0), Fraction(1))
    >>> met = meeting(unit, unit)
    >>> met.efficient
    Trade(chance=Fraction(1, 2), surplus=Fraction(1, 6))
    >>> met.equilibrium.trade
    Trade(chance=Fraction(9, 32), surplus=Fraction(9, 64))
    """
    for name, span in (("buyer", buyer), ("seller", seller)):
        if span.low >= span.high:
            raise AnalysisError(name, "low must be below high")
    if not 0 <= weight <= 1:
        raise AnalysisError("weight", "must lie between 0 and 1")
    corners = [
        (buyer.low, seller.low), (buyer.high, seller.low), (buyer.high, seller.high), (buyer.low, seller.high),
    ]  # fmt: skip
    area = (buyer.high - buyer.low) * (seller.high - seller.low)
    gained: Line = (Fraction(1), Fraction(-1), Fraction(0))
    possible = _clip(corners, gained)
    efficient = Trade(_area(possible) / area, _integral(possible, gained) / area)
    return Meeting(buyer, seller, weight, efficient, _equilibrium(buyer, seller, weight, corners, area))


def _equilibrium(buyer: Range, seller: Range, k: Fraction, corners: list[Point], area: Fraction) -> Equilibrium | None:
    lowest_ask = ((1 + k) * seller.low + (1 - k) * buyer.high) / 2
    highest_bid = ((2 - k) * buyer.high + k * seller.low) / 2
    if highest_bid > seller.high or lowest_ask < buyer.low:
        return None
    bid_slope, bid_base = 1 / (1 + k), k * lowest_ask / (1 + k)
    ask_slope, ask_base = 1 / (2 - k), (1 - k) * highest_bid / (2 - k)
    traded = _clip(corners, (bid_slope, -ask_slope, bid_base - ask_base))
    price: Line = (k * bid_slope, (1 - k) * ask_slope, k * bid_base + (1 - k) * ask_base)
    return Equilibrium(
        bid_slope=bid_slope,
        bid_base=bid_base,
        ask_slope=ask_slope,
        ask_base=ask_base,
        trade=Trade(_area(traded) / area, _integral(traded, (Fraction(1), Fraction(-1), Fraction(0))) / area),
        buyer_gain=_integral(traded, (1 - price[0], -price[1], -price[2])) / area,
        seller_gain=_integral(traded, (price[0], price[1] - 1, price[2])) / area,
    )


def _at(line: Line, point: Point) -> Fraction:
    return line[0] * point[0] + line[1] * point[1] + line[2]


def _clip(corners: list[Point], line: Line) -> list[Point]:
    """Return the part of a convex polygon on which the line's expression is 0 or more."""
    kept: list[Point] = []
    for here, there in zip(corners, corners[1:] + corners[:1], strict=True):
        at_here, at_there = _at(line, here), _at(line, there)
        if at_here >= 0:
            kept.append(here)
        if (at_here > 0 > at_there) or (at_here < 0 < at_there):
            part = at_here / (at_here - at_there)
            kept.append((here[0] + part * (there[0] - here[0]), here[1] + part * (there[1] - here[1])))
    return kept


def _triangles(corners: list[Point]) -> list[tuple[Fraction, tuple[Point, Point, Point]]]:
    """Return a convex polygon as triangles, each with its area."""
    found = []
    for second, third in pairwise(corners[1:]):
        first = corners[0]
        twice = (second[0] - first[0]) * (third[1] - first[1]) - (third[0] - first[0]) * (second[1] - first[1])
        found.append((abs(twice) / 2, (first, second, third)))
    return found


def _area(corners: list[Point]) -> Fraction:
    return sum((area for area, _ in _triangles(corners)), Fraction(0))


def _integral(corners: list[Point], line: Line) -> Fraction:
    """Return the integral of a linear expression over a convex polygon: area times the mean at the corners."""
    parts = (area * sum(_at(line, p) for p in points) / 3 for area, points in _triangles(corners))
    return sum(parts, Fraction(0))
