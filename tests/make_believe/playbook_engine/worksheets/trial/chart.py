"""The offer and the tries as spans below each other: from the worst end to the best, with a mark at the value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from playbook_engine.worksheets.trial.findings import TrialFindings, Worth

from playbook_engine.charts import svg
from playbook_engine.charts.chart import Chart
from playbook_engine.charts.svg import MARGIN, WIDTH, Scale
from playbook_engine.words import Words, escape, shorten

ROW, TOP, MARK = 46, 8, 8
NAME_LIMIT = 24


@dataclass(frozen=True, slots=True)
class Span:
    """One course: its class, its name, cut to fit, where its value and ends lie, and its label."""

    kind: str
    name: str
    value: Fraction
    low: Fraction
    high: Fraction
    shown: str


@dataclass(frozen=True, slots=True)
class Spans:
    """At least one span."""

    spans: tuple[Span, ...]

    def svg(self, name: str) -> str:
        """Return the drawing."""
        x = svg.scale([number for one in self.spans for number in (one.value, one.low, one.high)])
        shapes = [shape for number, one in enumerate(self.spans) for shape in _draw(one, TOP + ROW * number, x)]
        return svg.box(name, TOP + ROW * len(self.spans) + 6, shapes)


def _draw(one: Span, top: int, x: Scale) -> Iterator[str]:
    yield svg.text("pb-chart-label", one.name, Fraction(MARGIN), top + 14, "start")
    yield svg.text("pb-chart-value", one.shown, Fraction(WIDTH - MARGIN), top + 14, "end")
    yield svg.span("pb-chart-range", x(one.low), x(one.high), top + 30)
    at = min(x(one.value), Fraction(WIDTH - MARGIN - MARK))
    yield svg.bar(f"pb-chart-bar pb-chart-bar--{one.kind}", at, at + MARK, top + 30 - MARK // 2, MARK)


def values(found: TrialFindings, words: Words) -> Chart | None:
    """Return the chart of the offer and the tries; None when nothing has a number yet."""
    courses: list[tuple[str, str, Worth]] = []
    if found.offer is not None:
        courses.append(("deal", found.answers.offer_name or words.say("row-offer"), found.offer))
    for one in found.ranking:
        if one.worth is not None:
            name = one.answers.try_name or words.say("unnamed-try", number=str(one.place + 1))
            courses.append(("best" if one is found.best else "other", name, one.worth))
    if not courses:
        return None
    sign = found.answers.sign
    return Chart(
        name=words.say("chart-name"),
        sentence=words.say("chart-sentence"),
        caption=words.say("chart-caption"),
        drawing=Spans(tuple(_span(kind, name, worth, sign, words) for kind, name, worth in courses)),
        table_caption=words.say("chart-table-caption"),
        columns=tuple(words.say(f"column-{name}") for name in ("course", "worst", "value", "best")),
        rows=tuple(
            (escape(shorten(name)), *(words.amount(sign * part) for part in (worth.low, worth.value, worth.high)))
            for _, name, worth in courses
        ),
    )


def _span(kind: str, name: str, worth: Worth, sign: int, words: Words) -> Span:
    low, high = sorted((sign * worth.low, sign * worth.high))
    value = sign * worth.value
    return Span(kind, shorten(name, NAME_LIMIT), value, low, high, words.amount(value))
