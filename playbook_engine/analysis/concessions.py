"""Concessions: how far to move, when, and in answer to what (Faratin, Sierra and Jennings 1998).

Time-dependent tactics move from the target to the reservation value as the deadline comes nearer; behaviour-dependent ones
answer the other side's moves (Faratin, Sierra and Jennings 1998, Robotics and Autonomous Systems 24, 159-182,
doi:10.1016/S0921-8890(98)00029-3). ``beta`` is the exponent of that paper: **below 1 is Boulware** (hold, then move late),
1 is linear in the polynomial family, **above 1 is Conceder** (move early). Some libraries call 1 / beta the exponent.
Amounts are in one currency's main unit; times are in any one unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from playbook_engine.analysis.door import exact_numbers
from playbook_engine.analysis.exact import exponential, logarithm, power
from playbook_engine.errors import AnalysisError

Family = Literal["polynomial", "exponential"]
Manner = Literal["relative", "absolute", "averaged"]
STOP = Fraction(2, 3)  # the part of the way that a shrinking plan concedes when nobody says
SHORTEST_RUN = 2  # one large step may be chance; from two on it is a habit


@exact_numbers
def conceded_share(
    time: Fraction, deadline: Fraction, beta: Fraction, kappa: Fraction = Fraction(0), family: Family = "polynomial"
) -> Fraction:
    """Return the part of the way from target to reservation value that is conceded at a time: 0 none, 1 all.

    Polynomial: kappa + (1 - kappa) (min(t, T) / T) ** (1 / beta). Exponential: exp((1 - min(t, T) / T) ** beta ln kappa).
    ``kappa`` is the part conceded at time 0. Raises :class:`AnalysisError` for a deadline or beta that is not positive, a
    negative time, a kappa outside 0 to 1, or a kappa of 0 in the exponential family.

    >>> conceded_share(Fraction(5), Fraction(10), beta=Fraction(1, 5), kappa=Fraction(1, 10))
    Fraction(41, 320)
    >>> round(float(conceded_share(Fraction(5), Fraction(10), Fraction(5), Fraction(1, 10), "exponential")), 6)
    0.930572
    """
    if deadline <= 0:
        raise AnalysisError("deadline", "must be positive")
    if time < 0:
        raise AnalysisError("time", "must not be negative")
    if beta <= 0:
        raise AnalysisError("beta", "must be positive")
    if not 0 <= kappa <= 1:
        raise AnalysisError("kappa", "must lie between 0 and 1")
    passed = min(time, deadline) / deadline
    if family == "polynomial":
        return kappa + (1 - kappa) * power(passed, 1 / beta)
    if not kappa:
        raise AnalysisError("kappa", "must be above 0 in the exponential family")
    left = power(1 - passed, beta)
    return kappa if left == 1 else exponential(left * logarithm(kappa))


@exact_numbers
def offer_at(target: Fraction, reservation: Fraction, share: Fraction) -> Fraction:
    """Return the offer that concedes this share of the way from the target to the reservation value, for either role.

    >>> offer_at(Fraction(100), Fraction(200), Fraction(41, 320))  # a buyer who hopes for 100 and would pay 200
    Fraction(1805, 16)
    """
    return target + share * (reservation - target)


@dataclass(frozen=True, slots=True)
class Step:
    """One planned offer: its round, the amount, the part of the way conceded, and the size of the step up to it."""

    round: int
    offer: Fraction
    share: Fraction
    step: Fraction


@dataclass(frozen=True, slots=True)
class ConcessionPlan:
    """Planned offers from the target to the reservation value; steps are amounts of 0 or more."""

    target: Fraction
    reservation: Fraction
    method: Family | Literal["shrinking"]
    steps: tuple[Step, ...]


@exact_numbers
def time_plan(
    target: Fraction,
    reservation: Fraction,
    rounds: int,
    beta: Fraction,
    kappa: Fraction = Fraction(0),
    family: Family = "polynomial",
) -> ConcessionPlan:
    """Plan the offers of round 0 to the last one by a time-dependent tactic; the last offer is the reservation value.

    >>> plan = time_plan(Fraction(100), Fraction(200), rounds=2, beta=Fraction(1, 2))
    >>> [int(step.offer) for step in plan.steps]
    [100, 125, 200]
    """
    if rounds < 1:
        raise AnalysisError("rounds", "must be at least 1")
    shares = [conceded_share(Fraction(n), Fraction(rounds), beta, kappa, family) for n in range(rounds + 1)]
    return ConcessionPlan(target, reservation, family, _steps(target, reservation, shares))


@exact_numbers
def shrinking_plan(
    target: Fraction, reservation: Fraction, rounds: int, ratio: Fraction = Fraction(1, 2), stop: Fraction = STOP
) -> ConcessionPlan:
    """Plan steps of which each is ``ratio`` times the one before, so that the pattern points to an end (Raiffa 1982).

    ``stop`` is the part of the way that the last offer concedes. Left out, it is two thirds: a reserve is kept, and with
    two rounds or more no step gives away half of the way at once, as the first would with 1. Raises
    :class:`AnalysisError` unless the ratio lies above 0 and is at most 1, and stop lies between 0 and 1.

    >>> plan = shrinking_plan(Fraction(90_000), Fraction(69_000), rounds=3)
    >>> [int(step.step) for step in plan.steps]
    [0, 8000, 4000, 2000]
    """
    if rounds < 1:
        raise AnalysisError("rounds", "must be at least 1")
    if not 0 < ratio <= 1:
        raise AnalysisError("ratio", "must be above 0 and at most 1")
    if not 0 <= stop <= 1:
        raise AnalysisError("stop", "must lie between 0 and 1")
    sizes = [ratio**n for n in range(rounds)]
    whole = sum(sizes, Fraction(0))
    shares = [stop * sum(sizes[:n], Fraction(0)) / whole for n in range(rounds + 1)]
    return ConcessionPlan(target, reservation, "shrinking", _steps(target, reservation, shares))


@exact_numbers
def tit_for_tat(
    mine: Fraction, theirs: Sequence[Fraction], target: Fraction, reservation: Fraction, manner: Manner, window: int = 1
) -> Fraction:
    """Return the next offer in answer to the other side's last moves, kept between target and reservation value.

    ``theirs`` are their offers in order. Relative: mine times the second last over the last; absolute: mine plus the
    second last less the last; averaged: mine times the offer ``window`` moves ago over the last. Raises
    :class:`AnalysisError` when too few offers are known, or a ratio needs an offer of 0 or less.

    >>> theirs = [Fraction(200), Fraction(180)]
    >>> round(float(tit_for_tat(Fraction(100), theirs, Fraction(90), Fraction(190), "relative")), 2)
    111.11
    >>> tit_for_tat(Fraction(100), theirs, Fraction(90), Fraction(190), "absolute")
    Fraction(120, 1)
    """
    back = window if manner == "averaged" else 1
    if back < 1:
        raise AnalysisError("window", "must be at least 1")
    if len(theirs) <= back:
        raise AnalysisError("theirs", f"at least {back + 1} offers are needed")
    before, last = theirs[-1 - back], theirs[-1]
    if manner == "absolute":
        wanted = mine + before - last
    elif min(before, last, mine) <= 0:
        raise AnalysisError("theirs", "offers must be positive for a ratio; use the absolute manner")
    else:
        wanted = mine * before / last
    return min(max(wanted, min(target, reservation)), max(target, reservation))


@dataclass(frozen=True, slots=True)
class Exchange:
    """Who moved how far: concessions in order (negative: a step back), and the present run of larger own ones.

    ``run`` counts the latest rounds in a row in which the own concession was the larger one; ``unanswered`` the latest
    own offers in a row that moved while the other side stood still or stepped back.
    """

    mine: tuple[Fraction, ...]
    theirs: tuple[Fraction, ...]
    run: int
    unanswered: int

    @property
    def is_lopsided(self) -> bool:
        """Whether the run is long enough to be a habit."""
        return self.run >= SHORTEST_RUN

    @property
    def own_share(self) -> Fraction | None:
        """The own part of all that was conceded by both; None when nobody has conceded."""
        mine, theirs = (sum(max(c, Fraction(0)) for c in moves) for moves in (self.mine, self.theirs))
        return Fraction(mine) / (mine + theirs) if mine + theirs else None


@exact_numbers
def exchange(mine: Sequence[Fraction], theirs: Sequence[Fraction]) -> Exchange:
    """Return both sides' concessions from their offers in order, and whether the own ones have been larger in a row.

    Moves are paired from the latest back. Whose offers are higher at the start sells. Raises :class:`AnalysisError` when a
    side has made fewer than two offers, or both opened with the same one.

    >>> seen = exchange([Fraction(n) for n in (100, 120, 135)], [Fraction(n) for n in (200, 195, 193)])
    >>> [int(c) for c in seen.mine], [int(c) for c in seen.theirs], seen.run
    ([20, 15], [5, 2], 2)
    """
    for name, offers in (("mine", mine), ("theirs", theirs)):
        if len(offers) < 2:
            raise AnalysisError(name, "at least 2 offers are needed")
    if mine[0] == theirs[0]:
        raise AnalysisError("theirs", "the first offers must differ")
    sign = 1 if theirs[0] > mine[0] else -1
    own = tuple(sign * (after - before) for before, after in pairwise(mine))
    other = tuple(-sign * (after - before) for before, after in pairwise(theirs))
    pairs = list(zip(reversed(own), reversed(other), strict=False))
    return Exchange(own, other, _run([a > b for a, b in pairs]), _run([a > 0 >= b for a, b in pairs]))


def _run(holds: list[bool]) -> int:
    return holds.index(False) if False in holds else len(holds)


def _steps(target: Fraction, reservation: Fraction, shares: list[Fraction]) -> tuple[Step, ...]:
    offers = [offer_at(target, reservation, share) for share in shares]
    sizes = [abs(after - before) for before, after in zip([target, *offers], offers, strict=False)]
    return tuple(Step(n, o, share, size) for n, (o, share, size) in enumerate(zip(offers, shares, sizes, strict=True)))
