"""The words of a row in charts that stand row below row: its name on the left, cut where it must be, its number on the right."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from playbook_engine.charts import marks
from playbook_engine.charts.letters import fit, width
from playbook_engine.charts.ruler import NARROW, WIDE

ROW_LETTERS = 15  # pixels; line.css says the same of pb-ln-row
_GAP = 12  # pixels between the name and the number


def row_words(name: str, number: str, base: int) -> Iterator[str]:
    """Yield the words of a row whose letters stand on ``base``, in pixels from the top; ``number`` is "" for none.

    Where a narrow figure has room for less of the name than a wide one, both are drawn, and line.css shows one.
    """
    room = width(number, ROW_LETTERS, bold=True) + _GAP if number else 0
    narrow, wide = (fit(name, max(each - room, 0), ROW_LETTERS) for each in (NARROW, WIDE))
    if narrow == wide:
        yield marks.text("pb-ln-row", wide, Fraction(0), base, "start")
    else:
        yield marks.text("pb-ln-row pb-ln-less", narrow, Fraction(0), base, "start")
        yield marks.text("pb-ln-row pb-ln-more", wide, Fraction(0), base, "start")
    if number:
        yield marks.text("pb-ln-row pb-ln-strong", number, Fraction(100), base, "end")
