"""An uncertain worth: up to three points, and their chances where the person gave them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from playbook_engine.errors import FieldFault
from playbook_engine.fields.numerals import plain


@dataclass(frozen=True, slots=True)
class Estimate:
    """An uncertain worth: up to three typed points, and their chances when the person gave them (None when not)."""

    low: Fraction | None
    likely: Fraction | None
    high: Fraction | None
    chances: tuple[Fraction, ...] | None = None

    @property
    def points(self) -> tuple[Fraction, ...]:
        """The points that were given, from the bad end to the good end."""
        return tuple(point for point in (self.low, self.likely, self.high) if point is not None)


def estimate(
    low: Fraction | None = None,
    likely: Fraction | None = None,
    high: Fraction | None = None,
    low_chance: Fraction | None = None,
    likely_chance: Fraction | None = None,
    high_chance: Fraction | None = None,
) -> Estimate | None:
    """Return an estimate from up to three points, or None when no point was given.

    Chances count only for points that were given; one that is left out is what the others leave. Raises
    :class:`FieldFault` when the middle is not between the ends or the chances do not add up to 100 %.
    """
    points = ((low, low_chance), (likely, likely_chance), (high, high_chance))
    given = [(point, chance) for point, chance in points if point is not None]
    if any(point is None and chance for point, chance in points):
        raise FieldFault("chance-without-amount")
    if not given:
        return None
    worths = [point for point, _ in given]
    if worths not in (sorted(worths), sorted(worths, reverse=True)):
        raise FieldFault("range-out-of-order")
    chances = [chance for _, chance in given]
    if all(chance is None for chance in chances):
        return Estimate(low, likely, high)
    total = sum((chance for chance in chances if chance is not None), Fraction(0))
    if chances.count(None) == 1:
        chances = [1 - total if chance is None else chance for chance in chances]
        total = max(total, Fraction(1))
    if None in chances:
        raise FieldFault("chances-incomplete")
    if total != 1:
        raise FieldFault("chances-do-not-add-up", total=f"{plain(total * 100)}%")
    return Estimate(low, likely, high, tuple(chance for chance in chances if chance is not None))
