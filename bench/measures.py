"""What talks brought, for bench/advice.py: four measures of a talk, and their means with intervals.

Whether talks break off is not drawn but worked out: when they may end with a chance at every move but the first, a deal
made at a move is reached with the chance that none of the moves before broke them off. Nobody who talks knows that chance,
so the same talks serve for every one of them, and no dice blur the means.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from bench.deals import Deal
from bench.talks import OTHERS, TINY
from playbook_engine.analysis.scoring import Package

MEASURES = ("own", "joint", "agreed", "undominated")
WIDTH = 1.96  # standard errors to either side of a mean that hold 95 percent


@dataclass(frozen=True)
class Talked:
    """What a talk brought that nobody breaks off, and at which move, counted from 0; ``without`` is joint without a deal."""

    own: float
    joint: float
    without: float
    undominated: bool | None
    move: int | None

    def reached(self, risk: float) -> float:
        """Return the chance that the deal is reached when talks end at each move but the first with this chance."""
        return 0.0 if self.move is None else (1 - risk) ** self.move


@dataclass(frozen=True)
class Row:
    """One strategy's means, and half of their 95 percent intervals.

    ``against`` is its own gain by kind of other, and ``by_deal`` its own gain in each deal.
    """

    strategy: str
    own: tuple[float, float]
    joint: tuple[float, float]
    agreed: tuple[float, float]
    undominated: tuple[float, float]
    against: dict[str, float]
    by_deal: tuple[float, ...]


def outcome(deal: Deal, agreed: Package | None, move: int | None) -> Talked:
    """Return what a talk brought over a deal that some package serves both."""
    mine, theirs = deal.values
    least = [float(value) for value in deal.reservation]
    ideal = max(mine[p] for p in deal.acceptable) - least[0]
    most = max(mine[p] + theirs[p] for p in deal.acceptable)
    without = sum(least) / most
    if agreed is None:
        return Talked(0.0, without, without, None, None)
    got = mine[agreed], theirs[agreed]
    dominated = any(
        mine[p] >= got[0] - TINY and theirs[p] >= got[1] - TINY and mine[p] + theirs[p] > sum(got) + 2 * TINY
        for p in deal.packages
    )
    own = (got[0] - least[0]) / ideal if ideal > TINY else 0.0
    return Talked(own, sum(got) / most, without, not dominated, move)


def summed(strategy: str, talks: Sequence[Sequence[Talked]], risk: float) -> Row:
    """Return a strategy's row from what its talks brought, one list for each deal with one talk for each kind of other."""
    own = [[each.own * each.reached(risk) for each in row] for row in talks]
    joint = [[each.without + (each.joint - each.without) * each.reached(risk) for each in row] for row in talks]
    agreed = [[each.reached(risk) for each in row] for row in talks]
    undominated = [
        sum(each.reached(risk) for each in row if each.undominated) / sum(chances)
        for row, chances in zip(talks, agreed, strict=True)
        if any(chances)
    ]
    by_deal = tuple(statistics.fmean(row) for row in own)
    return Row(
        strategy,
        own=interval(by_deal),
        joint=interval([statistics.fmean(row) for row in joint]),
        agreed=interval([statistics.fmean(row) for row in agreed]),
        undominated=interval(undominated),
        against={kind: statistics.fmean(row[place] for row in own) for place, kind in enumerate(OTHERS)},
        by_deal=by_deal,
    )


def ahead(row: Row, other: Row) -> tuple[float, float]:
    """Return by how much a strategy's own gain is ahead of another's, deal by deal with the same dice."""
    return interval([mine - theirs for mine, theirs in zip(row.by_deal, other.by_deal, strict=True)])


def interval(numbers: Sequence[float]) -> tuple[float, float]:
    """Return the mean, and half of its 95 percent interval; 0 for what is too few to have one."""
    if not numbers:
        return 0.0, 0.0
    spread = statistics.stdev(numbers) if len(numbers) > 1 else 0.0
    return statistics.fmean(numbers), WIDTH * spread / len(numbers) ** 0.5
