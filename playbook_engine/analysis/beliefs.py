"""What one side believes about the amount that the other side would just accept: four kinds of uncertainty.

Each kind answers the same questions: how likely the amount lies above a mark, by how much it does so on average, which
mark a chance belongs to, and which take-it-or-leave-it ask gains most for a seller. A buyer's view is the mirror image:
all amounts negated. Amounts are in one currency's main unit.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from playbook_engine.analysis import normal
from playbook_engine.analysis.batna import PEARSON_TUKEY
from playbook_engine.analysis.door import exact_numbers, make_exact
from playbook_engine.analysis.exact import square_root
from playbook_engine.domain import Outcome
from playbook_engine.errors import AnalysisError

_HALVINGS = 12
_NEWTON_STEPS = 6  # each doubles the digits that the halvings found
_BELOW_ALL = Fraction(-(10**30))


class Belief(Protocol):
    """What is believed about an amount."""

    def above(self, amount: Fraction) -> Fraction:
        """Return the chance of more than this amount."""

    def excess(self, amount: Fraction) -> Fraction:
        """Return the mean of what exceeds this amount, counted as 0 below it."""

    def accepts(self, ask: Fraction) -> Fraction:
        """Return the chance of at least this amount."""

    def mark(self, chance: Fraction) -> Fraction:
        """Return the amount that is not exceeded with this chance."""

    def best_asks(self, reservation: Fraction) -> tuple[Fraction, ...]:
        """Return every ask a that makes (a - reservation) * accepts(a) greatest, ascending; none when no ask gains."""

    def mirrored(self) -> Belief:
        """Return the belief about the negated amount."""


@dataclass(frozen=True, slots=True)
class Uniform:
    """Every amount between two bounds is equally likely.

    >>> buyer = Uniform(Fraction(90), Fraction(150))
    >>> buyer.above(Fraction(100)), buyer.excess(Fraction(100)), buyer.best_asks(Fraction(100))
    (Fraction(5, 6), Fraction(125, 6), (Fraction(125, 1),))
    """

    low: Fraction
    high: Fraction

    def __post_init__(self) -> None:
        make_exact(self)
        _rising(self.low < self.high)

    @exact_numbers
    def above(self, amount: Fraction) -> Fraction:
        """Return the chance of more than this amount: (H - x) / (H - L)."""
        return (self.high - min(max(amount, self.low), self.high)) / (self.high - self.low)

    accepts = above

    @exact_numbers
    def excess(self, amount: Fraction) -> Fraction:
        """Return the mean of what exceeds this amount: (H - x)**2 / (2 (H - L))."""
        if amount <= self.low:
            return (self.low + self.high) / 2 - amount
        return max(self.high - amount, Fraction(0)) ** 2 / (2 * (self.high - self.low))

    @exact_numbers
    def mark(self, chance: Fraction) -> Fraction:
        """Return the amount that is not exceeded with this chance."""
        return self.low + chance * (self.high - self.low)

    @exact_numbers
    def best_asks(self, reservation: Fraction) -> tuple[Fraction, ...]:
        """Return the best ask, (H + r) / 2, or the low bound where that is higher."""
        if reservation >= self.high:
            return ()
        return (max((self.high + reservation) / 2, self.low),)

    def mirrored(self) -> Uniform:
        """Return the belief about the negated amount."""
        return Uniform(-self.high, -self.low)


@dataclass(frozen=True, slots=True)
class Triangular:
    """Least, most likely and greatest amount; the likelihood rises to the middle one and falls after it, in lines.

    >>> Triangular(Fraction(90), Fraction(120), Fraction(150)).excess(Fraction(120))
    Fraction(5, 1)
    """

    low: Fraction
    mode: Fraction
    high: Fraction

    def __post_init__(self) -> None:
        make_exact(self)
        _rising(self.low <= self.mode <= self.high and self.low < self.high)

    @property
    def _rise(self) -> Fraction:
        return (self.high - self.low) * (self.mode - self.low)

    @property
    def _fall(self) -> Fraction:
        return (self.high - self.low) * (self.high - self.mode)

    @exact_numbers
    def above(self, amount: Fraction) -> Fraction:
        """Return the chance of more than this amount."""
        if amount <= self.low or amount >= self.high:
            return Fraction(int(amount <= self.low))
        if amount < self.mode:
            return 1 - (amount - self.low) ** 2 / self._rise
        return (self.high - amount) ** 2 / self._fall

    accepts = above

    @exact_numbers
    def excess(self, amount: Fraction) -> Fraction:
        """Return the mean of what exceeds this amount: the chance of more, integrated from it to the top."""
        if amount >= self.high:
            return Fraction(0)
        if amount <= self.low:
            return (self.low + self.mode + self.high) / 3 - amount
        if amount >= self.mode:
            return (self.high - amount) ** 3 / (3 * self._fall)
        beyond = (self.high - self.mode) ** 2 / (3 * (self.high - self.low))
        cubes = (self.mode - self.low) ** 3 - (amount - self.low) ** 3
        return beyond + self.mode - amount - cubes / (3 * self._rise)

    @exact_numbers
    def mark(self, chance: Fraction) -> Fraction:
        """Return the amount that is not exceeded with this chance."""
        if chance * (self.high - self.low) <= self.mode - self.low:
            return self.low + square_root(chance * self._rise)
        return self.high - square_root((1 - chance) * self._fall)

    @exact_numbers
    def best_asks(self, reservation: Fraction) -> tuple[Fraction, ...]:
        """Return the one best ask: the chance of more is log-concave, so the gain has one peak.

        Past the mode the gain's slope is zero at (H + 2 r) / 3. Before it, with y = a - L and d = r - L, it is zero where
        3 y**2 - 2 d y = (H - L)(M - L).
        """
        if reservation >= self.high:
            return ()
        late = (self.high + 2 * reservation) / 3
        if late >= self.mode or not self._rise:
            return (max(late, self.mode),)
        gap = reservation - self.low
        return (self.low + (gap + square_root(gap**2 + 3 * self._rise)) / 3,)

    def mirrored(self) -> Triangular:
        """Return the belief about the negated amount."""
        return Triangular(-self.high, -self.mode, -self.low)


@dataclass(frozen=True, slots=True)
class Normal:
    """A bell curve: its mean and its standard deviation.

    >>> buyer = Normal(Fraction(120), Fraction(15))
    >>> round(float(buyer.above(Fraction(100))), 6), round(float(buyer.excess(Fraction(100))), 6)
    (0.908789, 20.635927)
    """

    mean: Fraction
    standard_deviation: Fraction

    def __post_init__(self) -> None:
        make_exact(self)
        if self.standard_deviation <= 0:
            raise AnalysisError("standard_deviation", "must be positive")

    def _units(self, amount: Fraction) -> Fraction:
        return (amount - self.mean) / self.standard_deviation

    @exact_numbers
    def above(self, amount: Fraction) -> Fraction:
        """Return the chance of more than this amount."""
        return normal.chance_above(self._units(amount))

    accepts = above

    @exact_numbers
    def excess(self, amount: Fraction) -> Fraction:
        """Return the mean of what exceeds this amount: sigma (phi(z) + z Phi(z)) with z = (mu - x) / sigma."""
        return self.standard_deviation * normal.mean_excess(self._units(amount))

    @exact_numbers
    def mark(self, chance: Fraction) -> Fraction:
        """Return the amount that is not exceeded with this chance."""
        return self.mean + self.standard_deviation * normal.mark(chance)

    @exact_numbers
    def best_asks(self, reservation: Fraction) -> tuple[Fraction, ...]:
        """Return the one best ask. In standard units it solves x - M(x) = r, where M is the Mills ratio.

        The left side rises without end and is concave, so halving brackets its root, and Newton's method, started on the
        left, comes up to it without overshooting. None beyond 40 standard deviations, where no chance is left.
        """
        start = self._units(reservation)
        if start >= normal.FARTHEST - 1:
            return ()
        low = max(start, Fraction(-normal.FARTHEST))
        high = max(start, Fraction(0)) + 2
        high = min(high, Fraction(normal.FARTHEST))
        for _ in range(_HALVINGS):
            middle = Fraction(round((low + high) / 2 * 2**60), 2**60)
            if middle - normal.mills_ratio(middle) < start:
                low = middle
            else:
                high = middle
        root = low
        for _ in range(_NEWTON_STEPS):
            ratio = normal.mills_ratio(root)
            root = round(root + (start - root + ratio) / (2 - root * ratio), 40)
        return (self.mean + self.standard_deviation * root,)

    def mirrored(self) -> Normal:
        """Return the belief about the negated amount."""
        return Normal(-self.mean, self.standard_deviation)


@dataclass(frozen=True, slots=True)
class Points:
    """A few amounts, each with its chance. The chances must add up to 1.

    >>> Points((Outcome(Fraction(1, 2), Fraction(110)), Outcome(Fraction(1, 2), Fraction(120)))).best_asks(Fraction(100))
    (Fraction(110, 1), Fraction(120, 1))
    """

    outcomes: tuple[Outcome, ...]

    def __post_init__(self) -> None:
        make_exact(self)
        chances = [outcome.chance for outcome in self.outcomes]
        if not chances:
            raise AnalysisError("outcomes", "at least one is needed")
        if min(chances) < 0 or sum(chances) != 1:
            raise AnalysisError("outcomes", "chances must be 0 or more and add up to 1")

    @exact_numbers
    def above(self, amount: Fraction) -> Fraction:
        """Return the chance of more than this amount."""
        return sum((o.chance for o in self.outcomes if o.value > amount), Fraction(0))

    @exact_numbers
    def accepts(self, ask: Fraction) -> Fraction:
        """Return the chance of at least this amount."""
        return sum((o.chance for o in self.outcomes if o.value >= ask), Fraction(0))

    @exact_numbers
    def excess(self, amount: Fraction) -> Fraction:
        """Return the mean of what exceeds this amount."""
        return sum((o.chance * (o.value - amount) for o in self.outcomes if o.value > amount), Fraction(0))

    @exact_numbers
    def mark(self, chance: Fraction) -> Fraction:
        """Return the least of the amounts that is not exceeded with at least this chance."""
        return min(o.value for o in self.outcomes if o.chance and 1 - self.above(o.value) >= chance)

    @exact_numbers
    def best_asks(self, reservation: Fraction) -> tuple[Fraction, ...]:
        """Return every best ask; each is one of the amounts."""
        asks = sorted({o.value for o in self.outcomes if o.chance and o.value > reservation})
        gains = [(ask - reservation) * self.accepts(ask) for ask in asks]
        return tuple(ask for ask, gain in zip(asks, gains, strict=True) if gain == max(gains))

    def mirrored(self) -> Points:
        """Return the belief about the negated amount."""
        return Points(tuple(Outcome(o.chance, -o.value) for o in self.outcomes))


@exact_numbers
def three_points(low: Fraction, middle: Fraction, high: Fraction) -> Points:
    """Return three typed amounts, taken as the 5 %, 50 % and 95 % marks, with the chances that stand for the whole.

    The extended Pearson-Tukey approximation (Keefer and Bodily 1983, doi:10.1287/mnsc.29.5.595): 0.185, 0.63, 0.185.

    >>> three_points(Fraction(90), Fraction(120), Fraction(140)).above(Fraction(100))
    Fraction(163, 200)
    """
    _rising(low <= middle <= high)
    return Points(tuple(Outcome(c, v) for c, v in zip(PEARSON_TUKEY, (low, middle, high), strict=True)))


@exact_numbers
def mean(belief: Belief) -> Fraction:
    """Return the mean of what is believed: what it exceeds an amount below all of it by, and that amount.

    >>> mean(Triangular(Fraction(90), Fraction(120), Fraction(150)))
    Fraction(120, 1)
    """
    return belief.excess(_BELOW_ALL) + _BELOW_ALL


@exact_numbers
def equal_marks(belief: Belief, count: int = 40) -> Points:
    """Return a belief as so many equally likely amounts, the marks in the middle of equal shares of chance."""
    marks = [belief.mark(Fraction(2 * n + 1, 2 * count)) for n in range(count)]
    return Points(tuple(Outcome(Fraction(1, count), value) for value in marks))


def _rising(in_order: bool) -> None:
    if not in_order:
        raise AnalysisError("theirs", "amounts must rise from low to high")
