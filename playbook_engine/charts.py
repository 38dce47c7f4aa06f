"""Findings -> charts as data, drawn as accessible SVG with the same numbers in a table.

Drawn for 320 px first: text is 14 units in a box of 320. Shapes carry classes, not styles, so that the page's policy needs
no exception and the theme's colours follow; hatching and labels carry the meaning, colour never alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from html import escape as html_escape

from playbook_engine.analysis.batna import Valuation
from playbook_engine.findings import BatnaFindings
from playbook_engine.words import Words, escape, shorten

WIDTH, MARGIN, ROW, BAR, TOP = 320, 8, 54, 16, 34
NAME_LIMIT = 24

Scale = Callable[[Fraction], Fraction]


@dataclass(frozen=True, slots=True)
class Bar:
    """One course: its name as typed (cut to fit in the drawing), its value and the range of its outcomes, as typed amounts."""

    kind: str
    name: str
    value: Fraction
    low: Fraction
    high: Fraction
    shown: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A value bar for each course, the reservation value as a line, and the same as a table of inline Markdown."""

    name: str
    sentence: str
    caption: str
    bars: tuple[Bar, ...]
    line: Fraction | None
    line_label: str
    table_caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def values(found: BatnaFindings, words: Words) -> Chart | None:
    """Return the chart of the deal and the alternatives; None when nothing has a value yet."""
    courses = []
    if found.deal is not None:
        courses.append(("deal", found.answers.deal_name or words.say("chart-row-deal"), found.deal))
    for alternative in found.ranking:
        if alternative.valuation is not None:
            kind = "best" if alternative is found.best else "other"
            name = alternative.answers.name or words.say("chart-row-unnamed", number=str(alternative.place + 1))
            courses.append((kind, name, alternative.valuation))
    if not courses:
        return None
    bars = tuple(_bar(kind, name, worth, found, words) for kind, name, worth in courses)
    pays = found.sign < 0
    line = None if found.reservation_value is None else found.sign * found.reservation_value
    reserve = words.say("chart-row-reservation-value")
    rows = [
        (
            escape(shorten(name)),
            words.amount(found.sign * worth.range.low),
            words.amount(found.sign * worth.certainty_equivalent),
            words.amount(found.sign * worth.range.high),
        )
        for _, name, worth in courses
    ]
    if line is not None:
        blank = words.say("chart-no-value")
        rows.append((reserve, blank, words.amount(line), blank))
    return Chart(
        name=words.say("chart-name"),
        sentence=words.say(_sentence(found)),
        caption=words.say("chart-caption-pay" if pays else "chart-caption-receive"),
        bars=bars,
        line=line,
        line_label="" if line is None else f"{reserve} {words.amount(line)}",
        table_caption=words.say("chart-table-caption"),
        columns=tuple(
            words.say(name)
            for name in (
                "chart-column-name",
                "chart-column-worst",
                "chart-column-value-pay" if pays else "chart-column-value-receive",
                "chart-column-best",
            )
        ),
        rows=tuple(rows),
    )


def _sentence(found: BatnaFindings) -> str:
    if found.deal is None:
        return "chart-sentence-no-deal"
    if found.margin is None:
        return "chart-sentence-no-line"
    if not found.margin:
        return "chart-sentence-equal"
    return "chart-sentence-better" if found.margin > 0 else "chart-sentence-worse"


def _bar(kind: str, name: str, worth: Valuation, found: BatnaFindings, words: Words) -> Bar:
    ends = sorted((found.sign * worth.range.low, found.sign * worth.range.high))
    value = found.sign * worth.certainty_equivalent
    return Bar(kind, shorten(name, NAME_LIMIT), value, ends[0], ends[1], words.amount(value))


def to_svg(chart: Chart) -> str:
    """Return the drawing as SVG without scripts, styles or links; a person's words are escaped text."""
    numbers = [number for bar in chart.bars for number in (bar.value, bar.low, bar.high)]
    numbers += [Fraction(0), *([chart.line] if chart.line is not None else [])]
    low, high = min(numbers), max(numbers)
    span = (high - low) or Fraction(1)

    def x(number: Fraction) -> Fraction:
        return MARGIN + (number - low) / span * (WIDTH - 2 * MARGIN)

    height = TOP + ROW * len(chart.bars) + 6
    parts = [
        f'<svg class="pb-chart-drawing" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{html_escape(chart.name)}">',
        '<g aria-hidden="true">',
        f'<line class="pb-chart-zero" x1="{_at(x(Fraction(0)))}" x2="{_at(x(Fraction(0)))}" y1="{TOP}" y2="{height - 6}"/>',
    ]
    for number, bar in enumerate(chart.bars):
        parts.extend(_draw(bar, TOP + ROW * number, x))
    if chart.line is not None:
        parts.extend(_draw_line(chart, x(chart.line), height))
    parts.append("</g></svg>")
    return "".join(parts)


def _draw(bar: Bar, top: int, x: Scale) -> Iterator[str]:
    start, end = sorted((x(Fraction(0)), x(bar.value)))
    middle = top + 26 + BAR // 2
    yield f'<text class="pb-chart-label" x="{MARGIN}" y="{top + 18}">{html_escape(bar.name)}</text>'
    yield (
        f'<text class="pb-chart-value" x="{WIDTH - MARGIN}" y="{top + 18}" text-anchor="end">{html_escape(bar.shown)}</text>'
    )
    yield (
        f'<rect class="pb-chart-bar pb-chart-bar--{bar.kind}" x="{_at(start)}" y="{top + 26}" '
        f'width="{_at(max(end - start, Fraction(1)))}" height="{BAR}"/>'
    )
    if bar.low != bar.high:
        left, right = _at(x(bar.low)), _at(x(bar.high))
        yield f'<path class="pb-chart-range" d="M{left} {middle - 6}v12M{left} {middle}H{right}M{right} {middle - 6}v12"/>'


def _draw_line(chart: Chart, at: Fraction, height: int) -> Iterator[str]:
    anchor, place = "middle", at
    if at < WIDTH * Fraction(2, 5):
        anchor, place = "start", Fraction(MARGIN)
    elif at > WIDTH * Fraction(3, 5):
        anchor, place = "end", Fraction(WIDTH - MARGIN)
    yield f'<text class="pb-chart-line-label" x="{_at(place)}" y="16" text-anchor="{anchor}">{html_escape(chart.line_label)}</text>'
    yield f'<line class="pb-chart-line" x1="{_at(at)}" x2="{_at(at)}" y1="22" y2="{height - 6}"/>'


def _at(number: Fraction) -> str:
    """Return a coordinate with one decimal, the same text everywhere."""
    tenths = round(number * 10)
    whole, part = divmod(abs(tenths), 10)
    return f"{'-' if tenths < 0 else ''}{whole}.{part}" if part else f"{'-' if tenths < 0 else ''}{whole}"
