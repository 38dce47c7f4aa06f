"""What stands on a line: a mark with its name and its number as text; and the shapes that marks are drawn with.

A place across is a share of the figure in percent, a place down is in pixels, and there is no ``viewBox``: the figure
grows with the page and its letters stay as they are. Shapes carry classes, not styles, as the page's policy asks, and
hatching is a broad broken line leaned over, so that no drawing needs an id.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from typing import Literal

MarkKind = Literal["pole", "triangle", "dot", "bracket", "ring", "hatching"]

#: What a mark needs to have a place. The others may be unknown, which is drawn as hatching.
_NEEDS_PLACE = ("triangle", "dot", "ring")
_HATCH = 'stroke-dasharray="2 6.5"'

Way = Literal["left", "right", "up", "down"]
_HEADS: dict[Way, str] = {
    "left": "M0 0 10-5v10z",
    "right": "M0 0-10-5v10z",
    "up": "M0 0-5 10h10z",
    "down": "M0 0-5-10h10z",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: its kind, its name and number as people read them, and where it stands.

    A ``pole`` is a limit, hatched from ``low`` to ``high`` where it could lie there; without ``at`` nobody knows it, and
    the hatching is open. A ``triangle`` is a target, a ``dot`` any other number (its range a thin line), a ``bracket`` a
    stretch from ``low`` to ``high``, a ``ring`` an offer. ``hatching`` is what nobody knows; an end that is None runs off
    the ruler.
    Raises ValueError for a mark without the place that its kind needs.
    """

    kind: MarkKind
    name: str = ""
    text: str = ""
    at: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be drawn."""
        if self.kind in _NEEDS_PLACE and self.at is None:
            raise ValueError(f"a mark of the kind {self.kind} needs 'at'")
        if self.kind == "bracket" and (self.low is None or self.high is None):
            raise ValueError("a mark of the kind bracket needs 'low' and 'high'")

    @property
    def ends(self) -> tuple[Fraction | None, Fraction | None]:
        """The lower and the higher end; which of them is the better one depends on the seat."""
        if self.low is not None and self.high is not None and self.low > self.high:
            return self.high, self.low
        return self.low, self.high

    @property
    def is_open(self) -> bool:
        """Whether hatching stands in the place of a mark, because nobody knows where it is."""
        return self.kind == "hatching" or (self.kind == "pole" and self.at is None)

    @property
    def numbers(self) -> tuple[Fraction, ...]:
        """All that the ruler must have room for."""
        return tuple(number for number in (self.at, self.low, self.high) if number is not None)


@dataclass(frozen=True, slots=True)
class Size:
    """The measures of a drawing in pixels: heights of pole, hatching and ruler, half a triangle and its height, ..."""

    pole: int
    triangle: tuple[int, int]
    hatch: int
    ring: int
    body: int
    value: int  # the height of a number's letters
    lines: int  # from a name's line to its number's
    below: int  # from the ruler to the middle of what hangs under it


PLAIN = Size(pole=20, triangle=(9, 15), hatch=10, ring=6, body=28, value=17, lines=20, below=13)
LARGE = Size(pole=32, triangle=(12, 20), hatch=14, ring=8, body=38, value=22, lines=26, below=18)


def drawing(name: str, height: int, shapes: Iterator[str], kind: str = "") -> str:
    """Return a whole drawing. ``name`` is what people hear who cannot see it; the inside is silent."""
    classes = f"pb-line {kind}".rstrip()
    head = f'<svg class="{classes}" width="100%" height="{height}" role="img" aria-label="{escape(name)}">'
    return f'{head}<g aria-hidden="true">{"".join(shapes)}</g></svg>'


def upright(kind: str, at: Fraction, top: int, bottom: int) -> str:
    """Return an upright line."""
    x = percent(at)
    return f'<line class="{kind}" x1="{x}" x2="{x}" y1="{top}" y2="{bottom}"/>'


def level(kind: str, start: Fraction, end: Fraction, y: int) -> str:
    """Return a level line."""
    return f'<line class="{kind}" x1="{percent(start)}" x2="{percent(end)}" y1="{y}" y2="{y}"/>'


def slope(kind: str, start: tuple[Fraction, int], end: tuple[Fraction, int]) -> str:
    """Return a straight line between two points, each a place across and pixels down."""
    (x1, y1), (x2, y2) = start, end
    return f'<line class="{kind}" x1="{percent(x1)}" x2="{percent(x2)}" y1="{y1}" y2="{y2}"/>'


def head(kind: str, at: tuple[Fraction, int], way: Way) -> str:
    """Return the head of an arrow whose tip is at a point."""
    x, y = at
    return f'<svg x="{percent(x)}" y="{y}" overflow="visible"><path class="{kind}" d="{_HEADS[way]}"/></svg>'


def area(kind: str, start: Fraction, end: Fraction, top: int, height: int) -> str:
    """Return a filled stretch of the ruler."""
    place = f'x="{percent(start)}" y="{top}" width="{percent(end - start)}" height="{height}"'
    return f'<rect class="{kind}" {place}/>'


def stretch(kind: str, start: Fraction, end: Fraction, middle: int) -> Iterator[str]:
    """Yield a level line with a short upright at both ends."""
    yield level(kind, start, end, middle)
    yield from (upright(kind, x, middle - 5, middle + 5) for x in (start, end))


def hatching(kind: str, start: Fraction, end: Fraction, top: int, height: int) -> str:
    """Return hatching: yours leans one way and theirs the other, so that they differ without colour."""
    lean = "skewX(45)" if kind == "pb-ln-hatch-you" else f"translate({height}) skewX(-45)"
    middle = height // 2
    line = (
        f'<line class="{kind}" x1="-{height + 4}" x2="100%" y1="{middle}" y2="{middle}" '
        f'stroke-width="{height}" {_HATCH} transform="{lean}"/>'
    )
    place = f'x="{percent(start)}" y="{top}" width="{percent(end - start)}" height="{height}"'
    return f"<svg {place}>{line}</svg>"


def circle(kind: str, at: Fraction, y: int, radius: int) -> str:
    """Return a dot or a ring."""
    return f'<circle class="{kind}" cx="{percent(at)}" cy="{y}" r="{radius}"/>'


def triangle(at: Fraction, tip: int, size: Size) -> str:
    """Return a triangle that points down at the ruler."""
    half, height = size.triangle
    path = f'<path class="pb-ln-target" d="M0 0-{half}-{height}H{half}z"/>'
    return f'<svg x="{percent(at)}" y="{tip}" overflow="visible">{path}</svg>'


def text(kind: str, words: str, at: Fraction, y: int, anchor: str = "middle", shift: int = 0) -> str:
    """Return one line of text; ``shift`` moves it by pixels."""
    moved = f' dx="{shift}"' if shift else ""
    set_ = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text class="{kind}" x="{percent(at)}" y="{y}"{set_}{moved}>{escape(words)}</text>'


def percent(share: Fraction) -> str:
    """Return a place across with at most two decimals, the same text everywhere.

    >>> percent(Fraction(100, 3)), percent(Fraction(50))
    ('33.33%', '50%')
    """
    hundredths = round(share * 100)
    whole, part = divmod(abs(hundredths), 100)
    digits = f"{whole}.{part:02d}".rstrip("0").rstrip(".")
    return f"{'-' if hundredths < 0 else ''}{digits}%"
