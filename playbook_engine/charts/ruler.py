"""The ruler: from numbers to places across, with ticks at round numbers that fit the data.

Everything is exact, so that the same numbers give the same ruler in every Python.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from playbook_engine.charts import marks
from playbook_engine.charts.letters import SMALL, width

Tick = Callable[[Fraction], str]
"""Says a round number of the ruler as the person writes numbers."""

#: Widths of a figure in pixels. The first is a readout on a phone of 320 px; at the others the stylesheet brings more
#: numbers (``pb-ln-tight`` and ``pb-ln-more`` in line.css, which names the same widths).
NARROW, MIDDLE, WIDE = 252, 420, 560

_INSET = 10  # percent of the figure beside the outermost marks
_MOST = 8  # numbers on the widest figure
_GAP = 14  # pixels between two numbers
_BESIDE_POLE = 6
_STRIDES = (1, 2, 4, 5, 10, 20)
_DIGITS, _MOST_TRIES = ((1, 4), (2, 4), (5, 5)), 40


@dataclass(frozen=True, slots=True)
class Ruler:
    """A scale from ``low`` to ``high``, with a number at every ``step`` and ``parts`` small steps between two numbers.

    ``inset`` is how much of the figure, in percent, is left beside its ends; ticks go on there unless it is ``closed``.
    """

    low: Fraction
    high: Fraction
    step: Fraction
    parts: int
    inset: int
    closed: bool
    tick: Tick

    def at(self, number: Fraction) -> Fraction:
        """Return where a number stands, in percent of the figure."""
        return self.inset + (number - self.low) / (self.high - self.low) * (100 - 2 * self.inset)

    def numbers(self) -> tuple[Fraction, ...]:
        """Return the round numbers on the ruler, in order."""
        return tuple(count * self.step for count in self._counts(self.step))

    def draw(self, top: int, body: int, poles: Iterable[Fraction]) -> Iterator[str]:
        """Yield ticks and numbers between two edges; ``poles`` are places that no number may touch."""
        small = self.step / self.parts
        for count in self._counts(small):
            longer = 9 if count % self.parts == 0 else 6 if count * 2 % self.parts == 0 else 4
            yield marks.upright("pb-ln-tick", self.at(count * small), top, top + longer)
        for number, kind in self._shown(tuple(poles)):
            yield marks.text(f"pb-ln-num{kind}", self.tick(number), self.at(number), top + body - 6)

    def _counts(self, step: Fraction) -> range:
        """Return how often the step goes into each multiple of it that is on the ruler."""
        beside = 0 if self.closed else (self.high - self.low) * (self.inset - 1) / (100 - 2 * self.inset)
        return range(-((beside - self.low) // step), (self.high + beside) // step + 1)

    def _shown(self, poles: tuple[Fraction, ...]) -> Iterator[tuple[Fraction, str]]:
        """Yield the numbers that have room, each with the class that keeps it from figures too narrow for it."""
        every = [
            _Number(count, self.at(count * self.step), width(self.tick(count * self.step), SMALL))
            for count in self._counts(self.step)
        ]
        wide = _fitting(WIDE, poles, every, every)
        middle = _fitting(MIDDLE, poles, every, wide)
        narrow = _fitting(NARROW, poles, every, middle)
        for number in wide:
            kind = "" if number in narrow else " pb-ln-tight" if number in middle else " pb-ln-more"
            yield number.count * self.step, kind


@dataclass(frozen=True, slots=True)
class _Number:
    """A number of the ruler: how many steps it is from nought, its place in percent and its width in pixels."""

    count: int
    at: Fraction
    width: int


def _fitting(room: int, poles: tuple[Fraction, ...], every: list[_Number], wider: list[_Number]) -> list[_Number]:
    """Return the numbers for a figure of a width, evenly apart, out of those that a ``wider`` figure shows.

    Of the strides that keep them apart the closest one counts, and of the ways to begin the one that loses fewest.
    """
    free = [one for one in wider if _free(one, room, poles)]
    for stride in _STRIDES:
        starts = ([one for one in every if one.count % stride == start] for start in range(stride))
        shown = [[one for one in numbers if one in free] for numbers in starts if _apart(numbers, room)]
        if any(shown):
            return max(shown, key=len)
    return []


def _apart(numbers: list[_Number], room: int) -> bool:
    return all(
        (right.at - left.at) * room >= 50 * (left.width + right.width) + 100 * _GAP for left, right in pairwise(numbers)
    )


def _free(number: _Number, room: int, poles: tuple[Fraction, ...]) -> bool:
    half = 50 * number.width
    inside = half <= number.at * room <= 100 * room - half
    return inside and all(abs(number.at - pole) * room >= half + 100 * _BESIDE_POLE for pole in poles)


def fitted(numbers: Iterable[Fraction], tick: Tick, ends: tuple[Fraction, Fraction] | None = None) -> Ruler | None:
    """Return the ruler for these numbers; None when there is none. ``ends`` are those of a closed scale, such as 0 to 100.

    Where all numbers are one and the same, it stands in the middle.
    """
    known = [*numbers, *(ends or ())]
    if not known:
        return None
    low, high = min(known), max(known)
    if low == high:
        around = abs(low) / 10 or Fraction(1)
        low, high = low - around, high + around
    inset = 6 if ends else _INSET
    span = (high - low) * Fraction(100, 100 - 2 * inset)
    for step, parts in _steps(span / _MOST):
        ruler = Ruler(low, high, step, parts, inset, bool(ends), tick)
        said = [tick(number) for number in ruler.numbers()]
        if len(set(said)) == len(said):
            break
    return ruler


def _steps(least: Fraction) -> Iterator[tuple[Fraction, int]]:
    """Yield the round steps (1, 2, 5, 10, ...) from the first that is not below ``least``, and into how many parts each goes."""
    power = Fraction(1)
    while power > least:
        power /= 10
    while power * 10 <= least:
        power *= 10
    tries = ((power * 10**zeros * digit, parts) for zeros in range(_MOST_TRIES) for digit, parts in _DIGITS)
    yield from ((step, parts) for step, parts in tries if step >= least)
