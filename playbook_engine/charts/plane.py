"""Two needs on a plane: across what they need of you, up what you need of them, with a name in each quarter.

A dot stands where both are known; hatching covers what is still open, and a whole strip where one side is blank. On the
slanting line both need each other alike. An arrow shows what one step would change. The names stand in bands of their own
above and below the scale, so that no mark ever covers them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from playbook_engine.charts import marks
from playbook_engine.charts.letters import SMALL
from playbook_engine.charts.marks import PLAIN, Way

_LEFT, _RIGHT = Fraction(13), Fraction(95)  # percent: the ends of the scale across
_TITLE, _BAND, _SCALE, _FOOT = 24, 48, 180, 46  # pixels: an axis's name, a band of names, the scale, numbers and a name
_TOP = _TITLE + _BAND
_BOTTOM = _TOP + _SCALE
_END = _BOTTOM + _BAND
_LINE = 18  # pixels from one line of a name to the next
_STRIP = 12  # pixels: the least height of what is hatched
_LEAST = Fraction(4)  # percent: its least width

Ends = tuple[int, int]
"""A number of the scale as it is known, and at most."""


@dataclass(frozen=True, slots=True)
class Plane:
    """A place on two scales from 0 to ``most``; None where nothing is known of one.

    ``quarters`` are the names of the quarters in two lines each: above left and right, below left and right. ``moved`` is where
    one step would lead.
    """

    across: Ends | None
    up: Ends | None
    most: int
    names: tuple[str, str]
    quarters: tuple[tuple[str, str], tuple[str, str], tuple[str, str], tuple[str, str]]
    moved: tuple[int, int] | None = None

    @property
    def is_hatched(self) -> bool:
        """Whether something about the place is open."""
        return any(ends is None or ends[0] != ends[1] for ends in (self.across, self.up))

    def svg(self, name: str) -> str:
        """Return the drawing. Its height is in pixels and its width is the figure's."""
        return marks.drawing(name, _END + _FOOT, self._shapes(), "pb-line-plane")

    def _shapes(self) -> Iterator[str]:
        yield from self._ground()
        yield from self._words()
        yield from self._place()

    def _ground(self) -> Iterator[str]:
        start, end = _LEFT - 3, _RIGHT + 3
        yield marks.area("pb-ln-body", start, end, _TITLE, _END - _TITLE)
        yield marks.upright("pb-ln-sep", self._x(Fraction(self.most, 2)), _TITLE, _END)
        yield marks.level("pb-ln-sep", start, end, self._y(Fraction(self.most, 2)))
        yield marks.slope("pb-ln-lead", (_LEFT, _BOTTOM), (_RIGHT, _TOP))
        yield marks.upright("pb-ln-edge", start, _TITLE, _END)
        yield marks.level("pb-ln-edge", start, end, _END)

    def _words(self) -> Iterator[str]:
        across, up = self.names
        yield marks.text("pb-ln-name pb-ln-strong", up, Fraction(0), SMALL, "start")
        yield marks.text("pb-ln-name pb-ln-strong", across, _RIGHT + 3, _END + _FOOT - 5, "end")
        for number in (0, self.most // 2, self.most):
            yield marks.text("pb-ln-num", str(number), self._x(Fraction(number)), _END + 18)
            yield marks.text("pb-ln-num", str(number), _LEFT - 5, self._y(Fraction(number)) + 5, "end")
        ways = (("start", _LEFT - 1), ("end", _RIGHT + 1))
        for place, lines in enumerate(self.quarters):
            anchor, x = ways[place % 2]
            top = _TITLE + SMALL + 2 if place < 2 else _BOTTOM + SMALL + 6
            for number, line in enumerate(lines):
                yield marks.text("pb-ln-name", line, x, top + number * _LINE, anchor)

    def _place(self) -> Iterator[str]:
        across, up = self.across or (0, self.most), self.up or (0, self.most)
        if self.is_hatched:
            start, end = (self._x(Fraction(one)) for one in across)
            low, high = (self._y(Fraction(one)) for one in up)
            middle, half = (start + end) / 2, max(end - start, _LEAST) / 2
            top, height = min(high, (low + high - _STRIP) // 2), max(low - high, _STRIP)
            yield marks.hatching("pb-ln-hatch", middle - half, middle + half, top, height)
        if self.across is None or self.up is None:
            return
        at = (self._x(Fraction(across[0])), self._y(Fraction(up[0])))
        if self.moved:
            to = (self._x(Fraction(self.moved[0])), self._y(Fraction(self.moved[1])))
            yield marks.slope("pb-ln-deal", at, to)
            yield marks.head("pb-ln-dot", to, self._way())
        yield marks.circle("pb-ln-dot", *at, PLAIN.ring)

    def _way(self) -> Way:
        if self.moved is None or self.across is None or self.up is None:
            return "down"
        if self.moved[0] != self.across[0]:
            return "right" if self.moved[0] > self.across[0] else "left"
        return "up" if self.moved[1] > self.up[0] else "down"

    def _x(self, number: Fraction) -> Fraction:
        return _LEFT + (_RIGHT - _LEFT) * number / self.most

    def _y(self, number: Fraction) -> int:
        return _BOTTOM - round(_SCALE * number / self.most)
