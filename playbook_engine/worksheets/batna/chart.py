"""The deal and the alternatives as bars, and the reservation value as a line across them."""

from __future__ import annotations

from fractions import Fraction

from playbook_engine.analysis.batna import Valuation
from playbook_engine.charts.bars import NAME_LIMIT, Bar, Bars
from playbook_engine.charts.chart import Chart
from playbook_engine.words import Words, escape, shorten
from playbook_engine.worksheets.batna.findings import BatnaFindings

_AMOUNTS_FOR = {
    "hour": "chart-for-hour",
    "week": "chart-for-week",
    "fortnight": "chart-for-fortnight",
    "month": "chart-for-month",
    "quarter": "chart-for-quarter",
    "year": "chart-for-year",
}


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
        caption=_caption(found, words),
        drawing=Bars(bars, line, "" if line is None else f"{reserve} {words.amount(line)}"),
        table_caption=words.say("chart-table-caption"),
        columns=(
            words.say("chart-column-name"),
            words.say("chart-column-worst"),
            words.say("chart-column-value-pay" if pays else "chart-column-value-receive"),
            words.say("chart-column-best"),
        ),
        rows=tuple(rows),
    )


def _caption(found: BatnaFindings, words: Words) -> str:
    """Return how to read the bars, and what their amounts are for."""
    said = words.say("chart-caption-pay" if found.sign < 0 else "chart-caption-receive")
    return f"{said} {words.say(_AMOUNTS_FOR[found.basis])}" if found.basis in _AMOUNTS_FOR else said


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
