"""Packages on a plane: across what each is worth to you, up what it is worth to them, and the line of those that waste nothing.

Two scales of the same length, from 0 to 100. A dot is a package, a ring the one that an arrow leads to; what is worse for
both than the ring is shaded. Hatching is how far its worth to them could be off. A name stands beside its mark, on a ground
of its own, so that no line strikes it through.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, product

from playbook_engine.charts import marks
from playbook_engine.charts.letters import SMALL, fit, width
from playbook_engine.charts.marks import PLAIN, Way
from playbook_engine.charts.ruler import NARROW

_LEFT, _RIGHT = Fraction(13), Fraction(94)  # percent: the ends of the scale across
_TITLE, _ABOVE, _SCALE, _FOOT = (
    24,
    12,
    220,
    46,
)  # pixels: an axis's name, room above the scale, the scale, numbers and a name
_TOP = _TITLE + _ABOVE
_BOTTOM = _TOP + _SCALE
_MOST = 100
_TICKS = (0, 50, 100)
_BESIDE = 11  # pixels from a mark's middle to its name
_DOWN = (5, -9, 20, -24, 35, -39, 50, -54)  # pixels from a mark's middle down to the foot of its name, the best first
_HATCHED = Fraction(5)  # percent: how broad the hatching is
_LETTERS = (11, 3)  # pixels of a line of words above and below its foot
_DOT = 5
_SEGMENTS = 40  # of the line at most: more would not be seen
_NEAR = 8  # pixels between the middles of two marks that an arrow can join

Place = tuple[int, int]
"""What a package is worth to you and to them, 0 to 100."""
_Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Spot:
    """A package with its name; ``is_ring`` for the one that the arrow leads to, the others are dots."""

    name: str
    at: Place
    is_ring: bool = False


@dataclass(frozen=True, slots=True)
class Frontier:
    """The line through ``points``, and the packages on the plane.

    ``arrow`` joins two of them. ``could_be`` is how little and how much the ring may be worth to them. ``shaded`` tells that
    all that is worse for both than the ring is shaded.
    """

    points: tuple[Place, ...]
    spots: tuple[Spot, ...]
    names: tuple[str, str]
    arrow: tuple[Place, Place] | None = None
    could_be: tuple[int, int] | None = None
    shaded: bool = False

    def svg(self, name: str) -> str:
        """Return the drawing. Its height is in pixels and its width is the figure's."""
        return marks.drawing(name, _BOTTOM + _FOOT, self._shapes(), "pb-line-plane")

    def _shapes(self) -> Iterator[str]:
        yield from self._ground()
        yield from self._scales()
        yield from self._line()
        yield from self._marks()

    def _ground(self) -> Iterator[str]:
        yield marks.area("pb-ln-body", _LEFT, _RIGHT, _TOP, _SCALE)
        ring = self._ring()
        if ring and self.shaded:
            x, y = _x(ring.at[0]), _y(ring.at[1])
            yield marks.area("pb-ln-worse", _LEFT, x, y, _BOTTOM - y)
        if ring and self.could_be:
            low, high = (_y(one) for one in self.could_be)
            x = min(max(_x(ring.at[0]), _LEFT + _HATCHED / 2), _RIGHT - _HATCHED / 2)
            yield marks.hatching("pb-ln-hatch", x - _HATCHED / 2, x + _HATCHED / 2, high, max(low - high, 1))

    def _scales(self) -> Iterator[str]:
        yield marks.upright("pb-ln-edge", _LEFT, _TOP, _BOTTOM)
        yield marks.level("pb-ln-edge", _LEFT, _RIGHT, _BOTTOM)
        across, up = self.names
        yield marks.text("pb-ln-name pb-ln-strong", up, Fraction(0), SMALL, "start")
        yield marks.text("pb-ln-name pb-ln-strong", across, _RIGHT, _BOTTOM + _FOOT - 5, "end")
        for number in _TICKS:
            yield marks.text("pb-ln-num", str(number), _x(number), _BOTTOM + 18)
            yield marks.text("pb-ln-num", str(number), _LEFT - 2, _y(number) + 5, "end")

    def _line(self) -> Iterator[str]:
        points = [*self.points]
        if len(points) > _SEGMENTS:
            points = [points[place * (len(points) - 1) // (_SEGMENTS - 1)] for place in range(_SEGMENTS)]
        for one, other in pairwise(points):
            yield marks.slope("pb-ln-lead", (_x(one[0]), _y(one[1])), (_x(other[0]), _y(other[1])))

    def _marks(self) -> Iterator[str]:
        if self.arrow and _apart(*self.arrow):
            start, end = self.arrow
            tip, way = _before(start, end)
            yield marks.slope("pb-ln-deal", (_x(start[0]), _y(start[1])), tip)
            yield marks.head("pb-ln-dot", tip, way)
        for spot in self.spots:
            kind, radius = ("pb-ln-offer", PLAIN.ring) if spot.is_ring else ("pb-ln-dot", _DOT)
            yield marks.circle(kind, _x(spot.at[0]), _y(spot.at[1]), radius)
        for name, anchor, (number, shift), y in self._named():
            yield marks.text("pb-ln-row pb-ln-strong", name, _x(number), y, anchor, shift)

    def _named(self) -> Iterator[tuple[str, str, tuple[int, int], int]]:
        """Yield each name with how it is set: beside its mark, or above or below it, so that it touches nothing."""
        taken = [_mark(spot.at) for spot in self.spots]
        for spot in self.spots:
            name = fit(spot.name, NARROW // 3, _ROW, bold=True)
            x, y = spot.at[0], _y(spot.at[1])
            ways = [
                (anchor, shift, y + down, _words(name, x, anchor, shift, y + down))
                for down, (anchor, shift) in product(_DOWN, (("start", _BESIDE), ("end", -_BESIDE)))
            ]
            others = [box for place, box in enumerate(taken) if place != self.spots.index(spot)]
            free = [way for way in ways if _inside(way[3]) and not any(_touch(way[3], box) for box in others)]
            anchor, shift, at, box = (free or [way for way in ways if _inside(way[3])] or ways)[0]
            taken.append(box)
            yield name, anchor, (x, shift), at

    def _ring(self) -> Spot | None:
        return next((spot for spot in self.spots if spot.is_ring), None)


_ROW = 15  # pixels: the height of a name's letters (pb-ln-row)


def _x(number: int) -> Fraction:
    return _LEFT + (_RIGHT - _LEFT) * number / _MOST


def _y(number: int) -> int:
    return _BOTTOM - round(Fraction(_SCALE * number, _MOST))


def _across(number: int) -> int:
    """Return a place across in pixels, on the narrowest figure."""
    return round(_x(number) * NARROW / 100)


def _mark(at: Place) -> _Box:
    x, y = _across(at[0]), _y(at[1])
    return x - PLAIN.ring - 2, y - PLAIN.ring - 2, x + PLAIN.ring + 2, y + PLAIN.ring + 2


def _words(name: str, x: int, anchor: str, shift: int, y: int) -> _Box:
    wide, at = width(name, _ROW, bold=True), _across(x) + shift
    left = at if anchor == "start" else at - wide
    return left, y - _LETTERS[0], left + wide, y + _LETTERS[1]


def _inside(box: _Box) -> bool:
    return box[0] >= _across(0) and box[2] <= NARROW and box[1] >= _TITLE and box[3] <= _BOTTOM


def _touch(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _apart(start: Place, end: Place) -> bool:
    across, down = abs(_across(start[0]) - _across(end[0])), abs(_y(start[1]) - _y(end[1]))
    return max(across, down) > PLAIN.ring + _NEAR


def _before(start: Place, end: Place) -> tuple[tuple[Fraction, int], Way]:
    """Return where an arrow ends, just before the ring, and which way its head points: the way in which it goes furthest."""
    across, down = _across(end[0]) - _across(start[0]), _y(end[1]) - _y(start[1])
    gap = PLAIN.ring + 2
    if abs(across) >= abs(down):
        x = _x(end[0]) - Fraction(100 * gap, NARROW) * (1 if across > 0 else -1)
        return (x, _y(end[1])), "right" if across > 0 else "left"
    return (_x(end[0]), _y(end[1]) + (gap if down < 0 else -gap)), "up" if down < 0 else "down"


def placed(values: Sequence[Fraction]) -> Place:
    """Return where a package stands whose worth to each side is a share.

    >>> placed((Fraction(1, 3), Fraction(2, 3)))
    (33, 67)
    """
    return round(values[0] * _MOST), round(values[1] * _MOST)
