"""Several courses in rows above one ruler, the best first: a dot and its range each. The pole falls from the best of them.

The broken line is the deal, so that a reader sees at once which rows it beats.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from playbook_engine.charts import marks
from playbook_engine.charts.line import THEIRS, Words, Worse, body, draw_above, draw_below, fitted
from playbook_engine.charts.marks import PLAIN, Mark
from playbook_engine.charts.rows import row_words
from playbook_engine.charts.ruler import Ruler, Tick

_ROW, _WORDS, _MARK = 58, 16, 38


@dataclass(frozen=True, slots=True)
class Row:
    """One course: its name, its number as text ("" for none), where it stands and from where to where it could be.

    Without ``at`` its number is not known, and hatching stands in the place of the dot.
    """

    name: str
    text: str
    at: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None

    @property
    def mark(self) -> Mark:
        """The row as a mark on the ruler."""
        return Mark("hatching" if self.at is None else "dot", at=self.at, low=self.low, high=self.high)


@dataclass(frozen=True, slots=True)
class Strip:
    """Rows above one ruler, with your marks over them and theirs below, as :class:`Line` has them."""

    rows: tuple[Row, ...]
    you: tuple[Mark, ...]
    they: tuple[Mark, ...]
    tick: Tick
    worse: Worse = "below"

    def ruler(self) -> Ruler | None:
        """Return the ruler that has room for every row and mark; None where none of them has a number."""
        return fitted((*(row.mark for row in self.rows), *self.you, *self.they), self.tick)

    def svg(self, name: str) -> str:
        """Return the drawing."""
        scale = self.ruler()
        over, under = Words.of(self.you, scale, PLAIN), Words.of(self.they, scale, PLAIN, THEIRS)
        head = over.height_above(PLAIN, self.you) if over.placed else 0
        top = head + _ROW * len(self.rows) + PLAIN.triangle[1]
        height = top + PLAIN.body + under.height_below(PLAIN, self.they)
        return marks.drawing(name, height, self._shapes(scale, over, under, head, top), "pb-line-rows")

    def _shapes(self, scale: Ruler | None, over: Words, under: Words, head: int, top: int) -> Iterator[str]:
        yield from body(scale, self.you, self.they, self.worse, top, PLAIN)
        yield from self._lines(scale, max(head - PLAIN.pole, 0), top)
        for mark in self.you:
            yield from draw_above(mark, scale, top, PLAIN)
        for mark in self.they:
            yield from draw_below(mark, scale, top, PLAIN)
        for number, row in enumerate(self.rows):
            yield from self._row(row, scale, head + _ROW * number, first=not number)
        yield from over.draw_above(head, PLAIN)
        yield from under.draw_below(top + PLAIN.body, PLAIN)

    def _lines(self, scale: Ruler | None, start: int, top: int) -> Iterator[str]:
        """Yield the pole from the best row down, a thin line from a target to its words, and the deal's broken line."""
        kinds = {"pole": "pb-ln-limit", "triangle": "pb-ln-lead"}
        for mark in self.you:
            if scale and mark.at is not None and mark.kind in kinds:
                yield marks.upright(kinds[mark.kind], scale.at(mark.at), start, top)
        for mark in self.they:
            if scale and mark.at is not None and mark.kind == "ring":
                yield marks.upright("pb-ln-deal", scale.at(mark.at), start + PLAIN.pole, top)

    def _row(self, row: Row, scale: Ruler | None, top: int, *, first: bool) -> Iterator[str]:
        if not first:
            yield marks.level("pb-ln-sep", Fraction(0), Fraction(100), top)
        middle = top + _MARK + PLAIN.ring + 2  # a dot stands this far above what is given as its ruler
        mark = row.mark
        if first and scale and row.low is not None and row.high is not None and row.low != row.high:
            start, end = (scale.at(one) for one in mark.ends if one is not None)
            yield marks.hatching("pb-ln-hatch-you", start, end, top + _MARK - 5, PLAIN.hatch)
            yield from (marks.upright("pb-ln-end", at, top + _MARK - 8, top + _MARK + 8) for at in (start, end))
            mark = Mark("dot", at=row.at) if row.at is not None else mark
        if mark.is_open:
            yield marks.hatching("pb-ln-hatch", Fraction(0), Fraction(100), top + _MARK - 5, PLAIN.hatch)
        else:
            yield from draw_above(mark, scale, middle, PLAIN)
        yield from row_words(row.name, row.text, top + _WORDS)
