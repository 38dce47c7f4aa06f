"""The zone of possible agreement when the other side's reservation value is uncertain (Raiffa 1982).

A seller who would accept r or more meets a buyer who would pay up to B, which is believed to follow a distribution. A deal
exists when B is above r, with chance 1 - F(r); it is worth E[max(B - r, 0)] to both together. A take-it-or-leave-it ask a
gains (a - r)(1 - F(a)). For a buyer everything is mirrored. Raiffa's laboratory contracts covered the entire zone: nothing
here predicts a price.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from playbook_engine.analysis.beliefs import Belief, Points, Triangular, Uniform, equal_marks, mean
from playbook_engine.analysis.door import exact_numbers
from playbook_engine.domain import Range
from playbook_engine.errors import AnalysisError

Role = Literal["seller", "buyer"]
_PARTS = 6
LIKELY = (Fraction(5, 100), Fraction(50, 100), Fraction(95, 100))


@dataclass(frozen=True, slots=True)
class Zone:
    """What can be said of a deal with an uncertain counterpart, in one currency's main unit.

    ``chance`` that a deal exists; ``expected_surplus`` to both together, 0 counted where no deal exists;
    ``expected_share`` is what is left of it to the person who gets the part ``share``. ``best_asks`` are all
    take-it-or-leave-it asks that gain most on average, ``expected_gain`` that gain, ``acceptance`` the chance of a yes for
    each. ``span`` runs from the own reservation value to the far 95 % mark of theirs, and is None when that leaves nothing.
    """

    role: Role
    reservation: Fraction
    theirs: Belief
    share: Fraction
    chance: Fraction
    expected_surplus: Fraction
    best_asks: tuple[Fraction, ...]
    acceptance: tuple[Fraction, ...]
    expected_gain: Fraction
    span: Range | None

    @property
    def expected_share(self) -> Fraction:
        """What the person gets on average when the surplus is split."""
        return self.share * self.expected_surplus


@dataclass(frozen=True, slots=True)
class Finding:
    """What it is worth on average to know one unknown before asking; ``unknown`` names it."""

    unknown: Literal["their_reservation", "own_reservation", "both"]
    value: Fraction


@exact_numbers
def zone(role: Role, reservation: Fraction, theirs: Belief, share: Fraction = Fraction(1, 2)) -> Zone:
    """Return the chance of a deal, its expected surplus, and the best take-it-or-leave-it ask.

    ``theirs`` is the belief about the most that a buyer would pay, or for the role of a buyer about the least that a
    seller would accept. Raises :class:`AnalysisError` for a share outside 0 to 1.

    >>> from playbook_engine.analysis.beliefs import Uniform
    >>> flat = zone("seller", Fraction(100), Uniform(Fraction(90), Fraction(150)))
    >>> flat.chance, flat.expected_surplus, flat.best_asks, flat.expected_gain
    (Fraction(5, 6), Fraction(125, 6), (Fraction(125, 1),), Fraction(125, 12))
    """
    if not 0 <= share <= 1:
        raise AnalysisError("share", "must lie between 0 and 1")
    sign = _sign(role)
    belief, floor = (theirs, reservation) if sign > 0 else (theirs.mirrored(), -reservation)
    asks = belief.best_asks(floor)
    acceptance = [belief.accepts(ask) for ask in asks]
    far = belief.mark(LIKELY[-1])
    ordered = list(zip(asks, acceptance, strict=True))[:: int(sign)]
    return Zone(
        role=role,
        reservation=reservation,
        theirs=theirs,
        share=share,
        chance=belief.above(floor),
        expected_surplus=belief.excess(floor),
        best_asks=tuple(sign * ask for ask, _ in ordered),
        acceptance=tuple(chance for _, chance in ordered),
        expected_gain=_gain(belief, floor),
        span=Range(*sorted((reservation, sign * far))) if far > floor else None,
    )


@exact_numbers
def gain(role: Role, reservation: Fraction, theirs: Belief, ask: Fraction) -> Fraction:
    """Return what one take-it-or-leave-it ask gains on average over the reservation value.

    >>> from playbook_engine.analysis.beliefs import Uniform
    >>> gain("seller", Fraction(100), Uniform(Fraction(90), Fraction(150)), Fraction(130))
    Fraction(10, 1)
    """
    sign = _sign(role)
    belief = theirs if sign > 0 else theirs.mirrored()
    return sign * (ask - reservation) * belief.accepts(sign * ask)


@exact_numbers
def likely_surplus(role: Role, reservation: Fraction, theirs: Belief) -> tuple[Fraction, ...]:
    """Return the surplus, or the gap as a negative number, at the 5 %, 50 % and 95 % marks of their reservation value.

    >>> from playbook_engine.analysis.beliefs import Uniform
    >>> likely_surplus("seller", Fraction(100), Uniform(Fraction(90), Fraction(150)))
    (Fraction(-7, 1), Fraction(20, 1), Fraction(47, 1))
    """
    sign = _sign(role)
    return tuple(sorted(sign * (theirs.mark(chance) - reservation) for chance in LIKELY))


@exact_numbers
def value_of_finding_out(role: Role, own: Belief, theirs: Belief) -> tuple[Finding, ...]:
    """Return what knowing each unknown is worth to someone who makes a take-it-or-leave-it ask, the best question first.

    The expected value of perfect information (Howard 1966, doi:10.1109/TSSC.1966.300074): the mean of the best gain when
    the unknown is known first, less the best gain without. The mean over an own reservation value is exact for points, and
    for two uniform beliefs; else it is taken by Simpson's rule, or over 40 equally likely marks. Who asks without knowing it acts on its mean, because the gain is linear in it.

    >>> from playbook_engine.analysis.beliefs import Points, Uniform
    >>> from playbook_engine.domain import Outcome
    >>> known = Points((Outcome(Fraction(1), Fraction(100)),))
    >>> [(f.unknown, f.value) for f in value_of_finding_out("seller", known, Uniform(Fraction(90), Fraction(150)))]
    [('both', Fraction(125, 12)), ('their_reservation', Fraction(125, 12)), ('own_reservation', Fraction(0, 1))]
    """
    if _sign(role) < 0:
        own, theirs = own.mirrored(), theirs.mirrored()
    level = mean(own)
    without = _gain(theirs, level)
    with_own = _average(own, theirs, lambda floor: _gain(theirs, floor))
    with_both = _average(own, theirs, theirs.excess)
    found = (
        Finding("their_reservation", theirs.excess(level) - without),
        Finding("own_reservation", with_own - without),
        Finding("both", with_both - without),
    )
    return tuple(sorted(found, key=lambda finding: (-finding.value, finding.unknown)))


def _average(own: Belief, theirs: Belief, function: Callable[[Fraction], Fraction]) -> Fraction:
    """Return the mean of a function of the own reservation value."""
    if not isinstance(own, Uniform):
        points = own if isinstance(own, Points) else equal_marks(own)
        return sum((o.chance * function(o.value) for o in points.outcomes), Fraction(0))
    bends = {own.low, own.high}  # between them the functions of two uniform beliefs are of degree 2: Simpson is exact
    if isinstance(theirs, Uniform | Triangular):
        bends |= {theirs.low, theirs.high, 2 * theirs.low - theirs.high}
    if isinstance(theirs, Triangular):
        bends |= {theirs.mode, (3 * theirs.mode - theirs.high) / 2}
    ends = sorted(bend for bend in bends if own.low <= bend <= own.high)
    total = Fraction(0)
    for start, end in pairwise(ends):
        width = (end - start) / _PARTS
        for place in range(_PARTS):
            low = start + place * width
            total += width / 6 * (function(low) + 4 * function(low + width / 2) + function(low + width))
    return total / (own.high - own.low)


def _gain(belief: Belief, floor: Fraction) -> Fraction:
    return max(((ask - floor) * belief.accepts(ask) for ask in belief.best_asks(floor)), default=Fraction(0))


def _sign(role: Role) -> Fraction:
    if role not in ("seller", "buyer"):
        raise AnalysisError("role", "must be seller or buyer")
    return Fraction(1 if role == "seller" else -1)
