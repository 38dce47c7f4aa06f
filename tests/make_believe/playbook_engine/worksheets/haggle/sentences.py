"""What is said of the two prices, with their chart."""

from __future__ import annotations

from fractions import Fraction

from playbook_engine.worksheets.haggle.findings import Found

from playbook_engine.charts.bars import Bar, Bars
from playbook_engine.charts.chart import Chart
from playbook_engine.sheet import Places, Telling
from playbook_engine.words import Filler, Words


def tell(found: Found, words: Words, fill: Filler) -> Telling:
    """Return the picture of the two prices, and what lies half way."""
    said = (
        words.say("no-middle") if found.middle is None else words.say("prices-meet", middle=words.amount(found.middle))
    )
    return Telling(chart=chart(found, words), notes=(said,), places=Places("offered", "", "asked"))


def chart(found: Found, words: Words) -> Chart | None:
    """Return a bar for each price that there is; None when there is none."""
    prices = [
        (name, price) for name, price in (("asked", found.answers.asked), ("offered", found.answers.offered)) if price
    ]
    if not prices:
        return None
    shown = [(words.say(f"chart-row-{name}"), price) for name, price in prices]
    return Chart(
        name=words.say("chart-name"),
        sentence=words.say("chart-sentence"),
        caption=words.say("chart-caption"),
        drawing=Bars(tuple(_bar(name, price, words) for name, price in shown)),
        table_caption=words.say("chart-table-caption"),
        columns=(words.say("chart-column-name"), words.say("chart-column-value")),
        rows=tuple((name, words.amount(price)) for name, price in shown),
    )


def _bar(name: str, price: Fraction, words: Words) -> Bar:
    return Bar("other", name, price, price, price, words.amount(price))
