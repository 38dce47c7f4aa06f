"""Weights in rows, each bar beginning where the one before it ends, with the sum that is needed as a pole through all rows.

A full bar is somebody who takes part, a hatched one somebody who may. The row whose bar crosses the pole is the one that
carries it, in the order in which the rows stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from playbook_engine.charts import marks
from playbook_engine.charts.letters import SMALL
from playbook_engine.charts.rows import row_words

_HEAD, _ROW, _WORDS, _BAR, _HIGH, _FOOT = 30, 50, 16, 24, 14, 6  # pixels
_BESIDE = 6  # pixels between the pole and its words
_LEFT, _RIGHT = Fraction(1), Fraction(99)  # percent: the ends of the scale
_LEAST = Fraction(1)  # percent: the least length of a bar that weighs anything


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: a name, its weight as text and as a number of 0 or more, and whether it is certain to count."""

    name: str
    text: str
    weight: Fraction
    is_in: bool


@dataclass(frozen=True, slots=True)
class Bars:
    """Rows in the order in which they add up, and the sum that is needed with its words."""

    rows: tuple[Bar, ...]
    needed: Fraction
    label: str

    @property
    def most(self) -> Fraction:
        """The end of the scale: what all of them weigh, or what is needed where that is more."""
        return max(self.needed, sum((row.weight for row in self.rows), Fraction(0)))

    def svg(self, name: str) -> str:
        """Return the drawing. Its height is in pixels and its width is the figure's."""
        return marks.drawing(name, _HEAD + _ROW * len(self.rows) + _FOOT, self._shapes(), "pb-line-rows")

    def _shapes(self) -> Iterator[str]:
        starts = accumulate((row.weight for row in self.rows), initial=Fraction(0))
        for number, (row, start) in enumerate(zip(self.rows, starts, strict=False)):
            yield from self._bar(row, start, _HEAD + _ROW * number)
        yield from self._pole()
        for number, row in enumerate(self.rows):
            yield from row_words(row.name, row.text, _HEAD + _ROW * number + _WORDS)

    def _bar(self, row: Bar, start: Fraction, top: int) -> Iterator[str]:
        yield marks.level("pb-ln-sep", Fraction(0), Fraction(100), top)
        if not row.weight:
            return
        left = self._x(start)
        right = min(max(self._x(start + row.weight), left + _LEAST), Fraction(100))
        if row.is_in:
            yield marks.area("pb-ln-target", left, right, top + _BAR, _HIGH)
        else:
            yield marks.hatching("pb-ln-hatch", left, right, top + _BAR, _HIGH)
        yield marks.level("pb-ln-edge", left, right, top + _BAR + _HIGH)

    def _pole(self) -> Iterator[str]:
        at = self._x(self.needed)
        yield marks.upright("pb-ln-limit", at, _HEAD - 8, _HEAD + _ROW * len(self.rows) + _FOOT)
        anchor, shift = ("end", -_BESIDE) if at > 50 else ("start", _BESIDE)
        yield marks.text("pb-ln-name pb-ln-limit-t pb-ln-strong", self.label, at, SMALL + 2, anchor, shift)

    def _x(self, number: Fraction) -> Fraction:
        return _LEFT + (_RIGHT - _LEFT) * number / self.most
