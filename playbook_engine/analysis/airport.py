"""Sharing the cost of one facility that the largest user sizes: the airport game."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from playbook_engine.analysis.door import exact_numbers
from playbook_engine.errors import AnalysisError


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the facility: what it costs, and the places of the users who need it and pay it in equal shares."""

    cost: Fraction
    users: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AirportShares:
    """What each user pays, in the order of ``costs`` and in their currency, and the segments that make up the shares."""

    costs: tuple[Fraction, ...]
    shares: tuple[Fraction, ...]
    segments: tuple[Segment, ...]


@exact_numbers
def airport_shares(costs: Sequence[Fraction]) -> AirportShares:
    """Share a cost where any group needs only what its largest member needs: each part is split among those who use it.

    This is the Shapley value of the game c(S) = the greatest cost in S (Littlechild and Owen 1973,
    doi:10.1287/mnsc.20.3.370), and in the core: no group pays more than its own facility would cost. Raises
    :class:`AnalysisError` when there is no user or a cost is negative.

    Three departments share a server; alone they would pay 1500, 2200 and 3000.

    >>> [int(share) for share in airport_shares([Fraction(1500), Fraction(2200), Fraction(3000)]).shares]
    [500, 850, 1650]
    """
    if not costs:
        raise AnalysisError("costs", "at least one user is needed")
    if min(costs) < 0:
        raise AnalysisError("costs", "must not be negative")
    shares, segments, paid = [Fraction(0)] * len(costs), [], Fraction(0)
    for level in sorted(set(costs) - {Fraction(0)}):
        users = tuple(place for place, cost in enumerate(costs) if cost >= level)
        segments.append(Segment(level - paid, users))
        for place in users:
            shares[place] += (level - paid) / len(users)
        paid = level
    return AirportShares(tuple(costs), tuple(shares), tuple(segments))
