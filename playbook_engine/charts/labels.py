"""Where the words of marks stand, so that no two touch and none leaves the figure, from the narrowest figure on.

A mark's place is a share of the figure and a word's width is in pixels. So the distance between two marks grows with the
figure while their words stay: what is apart on the narrowest figure, in the order of the marks, is apart on every wider one.
Words that had to lean aside there are set over their marks on figures that have room for it: ``pb-ln-mid`` from ``MIDDLE`` on
and ``pb-ln-far`` from ``WIDE`` on, moved back by what they leaned (line.css).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from playbook_engine.charts.letters import SMALL, fit, width
from playbook_engine.charts.ruler import MIDDLE, NARROW, WIDE

ROOM = 172  # pixels: the widest words that have a place beside any mark
SHIFT = 6  # pixels by which words lean over their mark, or stand away from it
_BETWEEN, _BESIDE_LEAD, _BUDGET = 8, 5, 4000

#: How words can be set at their mark, the best way first: anchor, shift and what it costs.
_WAYS = (
    ("middle", 0, 0),
    *(("start", -SHIFT, 2), ("end", SHIFT, 2)),
    *(("start", SHIFT, 4), ("end", -SHIFT, 4)),
    *(("start", 2 * SHIFT, 5), ("end", -2 * SHIFT, 5)),
)
_PER_ROW, _NO_LEAD = 7, 20


@dataclass(frozen=True, slots=True)
class Label:
    """A name over a number, its mark's place in percent, and how wide it is at most in pixels.

    ``fixed`` sets it flush at one of these places instead.
    """

    name: str
    text: str
    at: Fraction
    value_size: int
    width: int
    fixed: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A label at its place: the row, counted from the ruler, how it is set there, and whether a line leads to its mark.

    ``centred`` is the width of figure from which it has room over its mark; 0 for never, or where it stands there anyway.
    """

    label: Label
    at: Fraction
    row: int
    anchor: str
    shift: int
    lead: bool = False
    centred: int = 0
    cost: int = 0

    def spans(self, room: int) -> Iterator[tuple[int, int, int, bool]]:
        """Yield what it takes on a figure of a width: row, left and right end in hundredths of a pixel, and whether it is words."""
        yield self.row, *self._words(room), True
        if self.lead:
            at = round(self.at * room)
            yield from ((row, at, at, False) for row in range(self.row))

    def inside(self, room: int) -> bool:
        """Tell whether its words stay inside a figure of a width."""
        left, right = self._words(room)
        return left >= 0 and right <= room * 100

    def _words(self, room: int) -> tuple[int, int]:
        wide = self.label.width * 100
        before = {"start": 0, "middle": wide // 2, "end": wide}[self.anchor]
        left = round(self.at * room) + self.shift * 100 - before
        return left, left + wide


def label(name: str, text: str, at: Fraction, value_size: int, fixed: tuple[tuple[str, int], ...] = ()) -> Label:
    """Return a label that has room at its mark: a long name cut, a long number in smaller letters.

    A number that is too long even so stands flush with the figure, for a number that is cut is another number.
    """
    size = value_size if width(text, value_size, bold=True) <= ROOM else SMALL
    if not fixed and width(text, size, bold=True) > ROOM:
        fixed = (("start", 0), ("end", 100)) if at < 50 else (("end", 100), ("start", 0))
        at = Fraction(fixed[0][1])
    name, text = fit(name, ROOM, SMALL), fit(text, NARROW, size, bold=True)
    return Label(name, text, at, size, max(width(name, SMALL), width(text, size, bold=True)), fixed)


def place(labels: Iterable[Label]) -> tuple[Placed, ...]:
    """Return every label at its place, in the order of their marks."""
    ordered = sorted(labels, key=lambda one: one.at)
    found = _search([tuple(_ways(one, len(ordered))) for one in ordered])
    for room in (MIDDLE, WIDE):
        for number, one in enumerate(found):
            if one.anchor != "middle" and not one.label.fixed and not one.centred:
                centred = _over_mark(one)
                beside = [_over_mark(other) if other.centred else other for other in found if other is not one]
                if centred.inside(room) and all(apart(centred, other, room) for other in beside):
                    found[number] = replace(one, centred=room)
    return tuple(found)


def apart(one: Placed, other: Placed, room: int) -> bool:
    """Tell whether two labels, and the lines that lead to their marks, keep apart in the order of their places."""
    if one.at > other.at:
        one, other = other, one
    for row, left, right, words in one.spans(room):
        for row_, left_, right_, words_ in other.spans(room):
            if row != row_ or not (words or words_):
                continue
            gap = 100 * (_BETWEEN if words and words_ else _BESIDE_LEAD)
            if right + gap > left_ and not (one.at == other.at and right_ + gap <= left):
                return False
    return True


def rows(placed: Iterable[Placed]) -> int:
    """Return how many rows of labels there are."""
    return max((one.row + 1 for one in placed), default=0)


def _over_mark(one: Placed) -> Placed:
    return replace(one, anchor="middle", shift=0)


def _ways(one: Label, count: int) -> Iterator[Placed]:
    """Yield every way to place a label that stays inside the figure, the best first."""
    ways = []
    for row in range(count):
        if one.fixed:
            ways += [
                Placed(one, Fraction(at), row, anchor, 0, cost=row * _PER_ROW + more)
                for more, (anchor, at) in enumerate(one.fixed)
            ]
            continue
        for anchor, shift, cost in _WAYS:
            for lead in (True, False) if row else (False,):
                cost_ = cost + row * _PER_ROW + (_NO_LEAD if row and not lead else 0)
                ways.append(Placed(one, one.at, row, anchor, shift, lead, cost=cost_))
    yield from sorted((way for way in ways if way.inside(NARROW)), key=lambda way: way.cost)


def _search(choices: list[tuple[Placed, ...]]) -> list[Placed]:
    """Return the cheapest choice of one way a label in which none touches another.

    The first descent always ends, for there are as many rows as labels. After so many steps the best so far is taken.
    """
    best: list[Placed] = []
    least, steps = 1 << 30, 0

    def descend(taken: list[Placed], cost: int) -> None:
        nonlocal best, least, steps
        if len(taken) == len(choices):
            best, least = list(taken), cost
            return
        for way in choices[len(taken)]:
            steps += 1
            if cost + way.cost >= least or (best and steps > _BUDGET):
                return
            if all(apart(way, other, NARROW) for other in taken):
                descend([*taken, way], cost + way.cost)

    descend([], 0)
    return best
