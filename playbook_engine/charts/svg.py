"""The kit that drawings are made with: a box for a phone, a scale, and the few shapes that they use.

Drawn for 320 px first: text is 14 units in a box of 320. Shapes carry classes, not styles, so that the page's policy
needs no exception and the theme's colours follow; hatching and labels carry the meaning, colour never alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from html import escape

WIDTH, MARGIN = 320, 8

Scale = Callable[[Fraction], Fraction]


def scale(numbers: Iterable[Fraction]) -> Scale:
    """Return the function from a number to its place across the box, so that all of these have room."""
    known = list(numbers)
    low, high = min(known), max(known)
    span = (high - low) or Fraction(1)

    def x(number: Fraction) -> Fraction:
        return MARGIN + (number - low) / span * (WIDTH - 2 * MARGIN)

    return x


def box(name: str, height: int, shapes: Iterable[str]) -> str:
    """Return a whole drawing of these shapes. ``name`` is what people hear who cannot see it."""
    head = f'<svg class="pb-chart-drawing" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(name)}">'
    return f'{head}<g aria-hidden="true">{"".join(shapes)}</g></svg>'


def upright(kind: str, at: Fraction, top: int, bottom: int) -> str:
    """Return an upright line."""
    return f'<line class="{kind}" x1="{coordinate(at)}" x2="{coordinate(at)}" y1="{top}" y2="{bottom}"/>'


def bar(kind: str, start: Fraction, end: Fraction, top: int, height: int) -> str:
    """Return a bar from one place to another, at least one unit wide. ``kind`` may name several classes."""
    place = f'x="{coordinate(start)}" y="{top}" width="{coordinate(max(end - start, Fraction(1)))}" height="{height}"'
    return f'<rect class="{kind}" {place}/>'


def span(kind: str, start: Fraction, end: Fraction, middle: int) -> str:
    """Return a level line with a short upright at both ends."""
    left, right = coordinate(start), coordinate(end)
    line = f"M{left} {middle - 6}v12M{left} {middle}H{right}M{right} {middle - 6}v12"
    return f'<path class="{kind}" d="{line}"/>'


def text(kind: str, words: str, at: Fraction, y: int, anchor: str) -> str:
    """Return one line of text; at an end of the drawing it is set flush, so that nothing is cut."""
    place = {"start": Fraction(MARGIN), "end": Fraction(WIDTH - MARGIN)}.get(anchor, at)
    return f'<text class="{kind}" x="{coordinate(place)}" y="{y}" text-anchor="{anchor}">{escape(words)}</text>'


def anchor(at: Fraction) -> str:
    """Return how a label at this place is set, so that it stays inside the box."""
    if at < WIDTH * Fraction(2, 5):
        return "start"
    return "end" if at > WIDTH * Fraction(3, 5) else "middle"


def coordinate(number: Fraction) -> str:
    """Return a coordinate with one decimal, the same text everywhere."""
    tenths = round(number * 10)
    whole, part = divmod(abs(tenths), 10)
    sign = "-" if tenths < 0 else ""
    return f"{sign}{whole}.{part}" if part else f"{sign}{whole}"
