"""Bars of value below each other, each with the range of its outcomes, and one upright line across them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from playbook_engine.charts import svg
from playbook_engine.charts.svg import MARGIN, WIDTH, Scale

ROW, BAR, TOP = 54, 16, 34
NAME_LIMIT = 24  # characters of a name that fit beside its value


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its class, its name, cut to fit in the drawing, its value and the ends of its range, and its label."""

    kind: str
    name: str
    value: Fraction
    low: Fraction
    high: Fraction
    shown: str


@dataclass(frozen=True, slots=True)
class Bars:
    """At least one bar, and the line where there is one."""

    bars: tuple[Bar, ...]
    line: Fraction | None = None
    line_label: str = ""

    def svg(self, name: str) -> str:
        """Return the drawing. The line stands in pieces beside the bars, so that it crosses no text."""
        numbers = [number for bar in self.bars for number in (bar.value, bar.low, bar.high)]
        x = svg.scale([*numbers, Fraction(0), *([] if self.line is None else [self.line])])
        shapes = [shape for number, bar in enumerate(self.bars) for shape in _draw(bar, TOP + ROW * number, x)]
        if self.line is not None:
            at = x(self.line)
            shapes.append(svg.text("pb-chart-line-label", self.line_label, at, 16, svg.anchor(at)))
            tops = [22, *(TOP + ROW * number + 22 for number in range(len(self.bars)))]
            shapes += [svg.upright("pb-chart-line", at, top, top + (8 if top == 22 else BAR + 8)) for top in tops]
        return svg.box(name, TOP + ROW * len(self.bars) + 6, shapes)


def _draw(bar: Bar, top: int, x: Scale) -> Iterator[str]:
    start, end = sorted((x(Fraction(0)), x(bar.value)))
    yield svg.text("pb-chart-label", bar.name, Fraction(MARGIN), top + 18, "start")
    yield svg.text("pb-chart-value", bar.shown, Fraction(WIDTH - MARGIN), top + 18, "end")
    yield svg.upright("pb-chart-zero", x(Fraction(0)), top + 23, top + 29 + BAR)
    yield svg.bar(f"pb-chart-bar pb-chart-bar--{bar.kind}", start, end, top + 26, BAR)
    if bar.low != bar.high:
        yield svg.span("pb-chart-range", x(bar.low), x(bar.high), top + 26 + BAR // 2)
