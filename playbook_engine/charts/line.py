"""The line: a ruler with your marks above it and theirs below, the picture of a negotiation.

Above, a pole is your limit, a triangle your target, a dot what you get without a deal, a bracket what others got. Below, a
ring is their offer and a pole their limit. Hatching is what nobody knows yet. The shaded part is worse than leaving.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from playbook_engine.charts import labels, marks, ruler
from playbook_engine.charts.marks import LARGE, PLAIN, Mark, Size
from playbook_engine.charts.ruler import MIDDLE, Ruler, Tick

Worse = Literal["below", "above", ""]

YOURS = {"pole": "pb-ln-limit-t", "triangle": "pb-ln-target-t"}
THEIRS: Mapping[str, str] = {}
_WHOLE = Fraction(100)
_BODY_TICKS = 24  # small steps of a ruler without numbers
_OFF = Fraction(3, 10)  # of the ruler: the least stretch of hatching that runs off it


@dataclass(frozen=True, slots=True)
class Line:
    """Marks on one ruler. The caller formats every number: those of the marks, and by ``tick`` those of the ruler.

    ``worse`` says which side of your limit is worse than leaving: ``above`` where lower is better, "" to shade none.
    ``ends`` are those of a scale that has ends of its own, such as 0 and 100 percent.
    """

    you: tuple[Mark, ...]
    they: tuple[Mark, ...]
    tick: Tick
    worse: Worse = "below"
    ends: tuple[Fraction, Fraction] | None = None
    large: bool = False

    def ruler(self) -> Ruler | None:
        """Return the ruler that has room for every mark; None where no mark has a number."""
        return fitted((*self.you, *self.they), self.tick, self.ends)

    def svg(self, name: str) -> str:
        """Return the drawing. Its height is in pixels and its width is the figure's."""
        size = LARGE if self.large else PLAIN
        scale = self.ruler()
        above, below = Words.of(self.you, scale, size), Words.of(self.they, scale, size, THEIRS)
        top = above.height_above(size, self.you)
        low = top + size.body
        height = low + below.height_below(size, self.they)
        return marks.drawing(name, height, self._shapes(scale, above, below, top), "pb-line-large" * self.large)

    def _shapes(self, scale: Ruler | None, above: Words, below: Words, top: int) -> Iterator[str]:
        size = LARGE if self.large else PLAIN
        yield from body(scale, self.you, self.they, self.worse, top, size)
        for mark in sorted(self.you, key=_paint_order):
            yield from draw_above(mark, scale, top, size)
        for mark in sorted(self.they, key=_paint_order):
            yield from draw_below(mark, scale, top, size)
        yield from above.draw_above(top, size)
        yield from below.draw_below(top + size.body, size)


@dataclass(frozen=True, slots=True)
class Words:
    """The labels of one side at their places, each with the class of its mark's colour."""

    placed: tuple[labels.Placed, ...]
    colours: tuple[str, ...]

    @classmethod
    def of(cls, side: tuple[Mark, ...], scale: Ruler | None, size: Size, colours: Mapping[str, str] = YOURS) -> Words:
        """Return the words of these marks, their numbers in the colours of their kinds; a mark without words has none."""
        spoken = [(_label(mark, scale, size), mark) for mark in side if mark.name or mark.text]
        spoken.sort(key=lambda pair: pair[0].at)  # as they will be placed
        placed = labels.place(one for one, _ in spoken)
        return cls(placed, tuple(colours.get(mark.kind, "") for _, mark in spoken))

    def height_above(self, size: Size, side: tuple[Mark, ...]) -> int:
        """Return how far the ruler lies below the top of the drawing."""
        count = labels.rows(self.placed)
        if not count:
            return max((_reach(mark, size) for mark in side), default=0) + 2
        return 14 + size.lines + 6 + size.pole + (count - 1) * _row(size)

    def height_below(self, size: Size, side: tuple[Mark, ...]) -> int:
        """Return how far the drawing goes on below the ruler."""
        count = labels.rows(self.placed)
        if not count:
            return max(size.below + size.ring, size.pole) + 3 if side else 2
        return size.below + size.ring + 41 + (size.lines - 20) * 2 + (count - 1) * _row(size)

    def draw_above(self, top: int, size: Size) -> Iterator[str]:
        """Yield the words above a ruler, the number next to it."""
        for one, colour in zip(self.placed, self.colours, strict=True):
            value = top - size.pole - 6 - one.row * _row(size)
            if one.lead:
                yield marks.upright("pb-ln-lead", one.at, value + 5, top - size.hatch)
            yield from _words(one, colour, value - size.lines if one.label.text else value, value, size)

    def draw_below(self, low: int, size: Size) -> Iterator[str]:
        """Yield the words below a ruler, the name next to it, as it is read."""
        for one, colour in zip(self.placed, self.colours, strict=True):
            name = low + size.below + size.ring + 17 + (size.lines - 20) // 2 + one.row * _row(size)
            if one.lead:
                yield marks.upright("pb-ln-lead", one.at, low + size.below + size.ring, name - 13)
            yield from _words(one, colour, name, name + size.lines if one.label.name else name, size)


def fitted(side: tuple[Mark, ...], tick: Tick, ends: tuple[Fraction, Fraction] | None = None) -> Ruler | None:
    """Return the ruler for these marks, with room for hatching that runs off it."""
    numbers = [number for mark in side for number in mark.numbers]
    if numbers and not ends:
        low, high = min(numbers), max(numbers)
        off = (high - low) * _OFF
        for left, right in (mark.ends for mark in side if mark.is_open):
            numbers += [left + off] if left is not None and right is None else []
            numbers += [right - off] if right is not None and left is None else []
    return ruler.fitted(numbers, tick, ends)


def body(
    scale: Ruler | None, you: tuple[Mark, ...], they: tuple[Mark, ...], worse: Worse, top: int, size: Size
) -> Iterator[str]:
    """Yield the ruler with what is worse than leaving, and no number where a pole goes through it."""
    low = top + size.body
    limit = next((mark.at for mark in you if mark.kind == "pole" and mark.at is not None), None)
    yield marks.area("pb-ln-body", Fraction(0), _WHOLE, top, size.body)
    if scale and limit is not None and worse:
        start, end = (Fraction(0), scale.at(limit)) if worse == "below" else (scale.at(limit), _WHOLE)
        yield marks.area("pb-ln-worse", start, end, top, size.body)
        yield marks.area("pb-ln-floor", start, end, low - 3, 3)
    yield marks.level("pb-ln-edge", Fraction(0), _WHOLE, top)
    yield marks.level("pb-ln-edge", Fraction(0), _WHOLE, low)
    if scale:
        poles = [scale.at(mark.at) for mark in (*you, *they) if mark.kind == "pole" and mark.at is not None]
        yield from scale.draw(top, size.body, poles)
    else:
        places = (_WHOLE * count / _BODY_TICKS for count in range(1, _BODY_TICKS))
        yield from (marks.upright("pb-ln-tick", at, top, top + 4) for at in places)


def draw_above(mark: Mark, scale: Ruler | None, top: int, size: Size) -> Iterator[str]:
    """Yield one of your marks, which stand on the ruler."""
    start, end = _ends(mark, scale)
    if mark.is_open or (mark.kind == "pole" and start != end):
        yield marks.hatching("pb-ln-hatch-you", start, end, top - size.hatch, size.hatch)
        for at in _closed(mark, scale):
            yield marks.upright("pb-ln-end", at, top - size.hatch - 3, top)
        if mark.is_open:
            yield marks.level("pb-ln-open pb-ln-open-you", start, end, top - size.hatch)
    if mark.kind == "bracket":
        yield from marks.stretch("pb-ln-bracket", start, end, top - 8)
    if mark.at is None or scale is None:
        return
    at = scale.at(mark.at)
    if mark.kind == "pole":
        yield marks.upright("pb-ln-limit", at, top - size.pole, top + size.body)
    elif mark.kind == "triangle":
        yield marks.triangle(at, top, size)
    elif mark.kind == "dot":
        if start != end:
            yield from marks.stretch("pb-ln-stem", start, end, top - size.ring - 2)
        yield marks.circle("pb-ln-dot", at, top - size.ring - 2, size.ring)
    elif mark.kind == "ring":
        yield marks.circle("pb-ln-offer", at, top - size.ring - 2, size.ring)


def draw_below(mark: Mark, scale: Ruler | None, top: int, size: Size) -> Iterator[str]:
    """Yield one of their marks, which hang from the ruler."""
    low = top + size.body
    middle = low + size.below
    start, end = _ends(mark, scale)
    if mark.is_open:
        edge = middle - size.hatch // 2
        yield marks.hatching("pb-ln-hatch", start, end, edge, size.hatch)
        yield from (marks.level("pb-ln-open", start, end, y) for y in (edge, edge + size.hatch))
    elif mark.kind == "pole" and start != end:
        yield marks.hatching("pb-ln-hatch", start, end, low, size.hatch)
        yield from (marks.upright("pb-ln-stem", at, low, low + size.hatch + 3) for at in (start, end))
    elif mark.kind == "bracket":
        yield from marks.stretch("pb-ln-stem", start, end, middle)
    if mark.at is None or scale is None:
        return
    at = scale.at(mark.at)
    if mark.kind == "pole":
        yield marks.upright("pb-ln-their", at, top, low + size.pole)
    elif mark.kind in ("ring", "dot", "triangle"):
        yield marks.upright("pb-ln-stem", at, low, middle)
        yield marks.circle("pb-ln-offer" if mark.kind == "ring" else "pb-ln-dot", at, middle, size.ring)


_ORDER = ("hatching", "bracket", "pole", "dot", "triangle", "ring")


def _paint_order(mark: Mark) -> int:
    """Hatching lies under poles, and poles under what would be lost behind them."""
    return -1 if mark.is_open else _ORDER.index(mark.kind)


def _reach(mark: Mark, size: Size) -> int:
    return size.pole if mark.kind == "pole" else size.triangle[1] if mark.kind == "triangle" else size.hatch + 6


def _row(size: Size) -> int:
    return size.lines * 2 + 4


def _ends(mark: Mark, scale: Ruler | None) -> tuple[Fraction, Fraction]:
    """Return where the ends of a mark lie in percent; an open one runs off the figure."""
    low, high = mark.ends
    if scale is None or (mark.is_open and low is None and high is None):
        return Fraction(0), _WHOLE
    if mark.is_open:
        return Fraction(0) if low is None else scale.at(low), _WHOLE if high is None else scale.at(high)
    return scale.at(min(mark.numbers)), scale.at(max(mark.numbers))


def _closed(mark: Mark, scale: Ruler | None) -> Iterator[Fraction]:
    yield from (scale.at(end) for end in mark.ends if scale and end is not None)


def _label(mark: Mark, scale: Ruler | None, size: Size) -> labels.Label:
    """Return a mark's words at its place; those of hatching that runs off the figure stand flush with it."""
    start, end = _ends(mark, scale)
    flush = [("start", 0)] * (start == 0) + [("end", 100)] * (end == _WHOLE)
    if mark.is_open and flush:
        return labels.label(mark.name, mark.text, Fraction(flush[0][1]), size.value, tuple(flush))
    at = scale.at(mark.at) if scale and mark.at is not None else (start + end) / 2
    return labels.label(mark.name, mark.text, at, size.value)


def _words(one: labels.Placed, colour: str, name: int, value: int, size: Size) -> Iterator[str]:
    """Yield a name and a number. On a wider figure both stand over the mark where there is room."""
    wide = ""
    if one.centred:
        back = ("l" if one.shift > 0 else "r") * (abs(one.shift) // labels.SHIFT)
        wide = f" pb-ln-{'mid' if one.centred == MIDDLE else 'far'} pb-ln-{back}"
    small = " pb-ln-long" if one.label.value_size != size.value else ""
    if one.label.name:
        yield marks.text(f"pb-ln-name{wide}", one.label.name, one.at, name, one.anchor, one.shift)
    if one.label.text:
        kind = f"pb-ln-val {colour}".rstrip()
        yield marks.text(f"{kind}{small}{wide}", one.label.text, one.at, value, one.anchor, one.shift)
