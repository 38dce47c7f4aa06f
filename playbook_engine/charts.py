"""Findings -> charts as data, drawn as accessible SVG with the same numbers in a table.

Drawn for 320 px first: text is 14 units in a box of 320. Shapes carry classes, not styles, so that the page's policy
needs no exception and the theme's colours follow; hatching and labels carry the meaning, colour never alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from html import escape

from playbook_engine import words as sentences
from playbook_engine.analysis.batna import Valuation
from playbook_engine.findings import BatnaFindings
from playbook_engine.words import Words, shorten

WIDTH, MARGIN, ROW, BAR, TOP = 320, 8, 54, 16, 34
NAME_LIMIT = 24

Scale = Callable[[Fraction], Fraction]


@dataclass(frozen=True, slots=True)
class Bar:
    """One course: its name, cut to fit in the drawing, its value and the range of its outcomes, as typed amounts."""

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
    line = found.sign * found.best.valuation.certainty_equivalent if found.best and found.best.valuation else None
    reserve = "" if line is None else words.say(_line_name(found, line))
    rows = [
        (
            sentences.escape(shorten(name)),
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


def _line_name(found: BatnaFindings, line: Fraction) -> str:
    """Return what the line is called. Bars are all told, so the line is too: it stands where the best alternative ends."""
    same = found.reservation_value is not None and found.sign * found.reservation_value == line
    return "chart-row-reservation-value" if same else "chart-row-all-told"


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
    drawing: list[str] = []
    for number, bar in enumerate(chart.bars):
        drawing.extend(_draw(bar, TOP + ROW * number, x))
    if chart.line is not None:  # in pieces beside the bars, so that it crosses no text
        at = x(chart.line)
        drawing.append(_text("pb-chart-line-label", chart.line_label, at, 16, _anchor(at)))
        tops = [22, *(TOP + ROW * number + 22 for number in range(len(chart.bars)))]
        drawing.extend(_upright("pb-chart-line", at, top, top + (8 if top == 22 else BAR + 8)) for top in tops)
    head = f'<svg class="pb-chart-drawing" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(chart.name)}">'
    return f'{head}<g aria-hidden="true">{"".join(drawing)}</g></svg>'


def _draw(bar: Bar, top: int, x: Scale) -> Iterator[str]:
    start, end = sorted((x(Fraction(0)), x(bar.value)))
    middle = top + 26 + BAR // 2
    yield _text("pb-chart-label", bar.name, Fraction(MARGIN), top + 18, "start")
    yield _text("pb-chart-value", bar.shown, Fraction(WIDTH - MARGIN), top + 18, "end")
    box = f'x="{_at(start)}" y="{top + 26}" width="{_at(max(end - start, Fraction(1)))}" height="{BAR}"'
    yield _upright("pb-chart-zero", x(Fraction(0)), top + 23, top + 29 + BAR)
    yield f'<rect class="pb-chart-bar pb-chart-bar--{bar.kind}" {box}/>'
    if bar.low != bar.high:
        left, right = _at(x(bar.low)), _at(x(bar.high))
        line = f"M{left} {middle - 6}v12M{left} {middle}H{right}M{right} {middle - 6}v12"
        yield f'<path class="pb-chart-range" d="{line}"/>'


def _upright(kind: str, at: Fraction, top: int, bottom: int) -> str:
    return f'<line class="{kind}" x1="{_at(at)}" x2="{_at(at)}" y1="{top}" y2="{bottom}"/>'


def _text(kind: str, text: str, at: Fraction, y: int, anchor: str) -> str:
    """Return one line of text; at an end of the drawing it is set flush, so that nothing is cut."""
    place = {"start": Fraction(MARGIN), "end": Fraction(WIDTH - MARGIN)}.get(anchor, at)
    return f'<text class="{kind}" x="{_at(place)}" y="{y}" text-anchor="{anchor}">{escape(text)}</text>'


def _anchor(at: Fraction) -> str:
    if at < WIDTH * Fraction(2, 5):
        return "start"
    return "end" if at > WIDTH * Fraction(3, 5) else "middle"


def _at(number: Fraction) -> str:
    """Return a coordinate with one decimal, the same text everywhere."""
    tenths = round(number * 10)
    whole, part = divmod(abs(tenths), 10)
    sign = "-" if tenths < 0 else ""
    return f"{sign}{whole}.{part}" if part else f"{sign}{whole}"
