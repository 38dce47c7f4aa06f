"""Today's gain above a ruler and what is at stake later below it, both from nothing on; and a table of the parts."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from playbook_engine.charts.chart import Chart
from playbook_engine.charts.line import Line
from playbook_engine.charts.marks import Mark
from playbook_engine.words import Words
from playbook_engine.worksheets.fairness.findings import FairnessFindings

_NOTHING = Fraction(0)
_ROWS = {"next_deals": "row-next-deals", "effort_worth": "row-effort-worth"}


def beside(found: FairnessFindings, words: Words) -> Chart | None:
    """Return the picture; None where nothing is to be gained by pressing, or nothing at stake has an amount."""
    if found.gain is None or not found.at_stake:
        return None
    sentence = sums(found, found.gain, found.at_stake, words)
    return Chart(
        name=sentence,
        sentence=sentence,
        caption=words.say("beside-caption-open" if found.stake_is_open else "beside-caption"),
        drawing=Line(
            (Mark("bracket", words.say("row-gain"), words.amount(found.gain), low=_NOTHING, high=found.gain),),
            tuple(_later(found, found.at_stake, words)),
            words.amount,
            "",
        ),
        table_caption=words.say("beside-table"),
        columns=(words.say("beside-column-what"), words.say("beside-column-amount")),
        rows=tuple(_rows(found, found.gain, words)),
    )


def sums(found: FairnessFindings, gain: Fraction, at_stake: Fraction, words: Words) -> str:
    """Return the gain, and what is at stake as far as it has an amount."""
    said = "beside-sums-at-least" if found.stake_is_open else "beside-sums"
    return words.say(said, gain=words.amount(gain), stake=words.amount(at_stake))


def _later(found: FairnessFindings, at_stake: Fraction, words: Words) -> Iterator[Mark]:
    """Yield what is at stake, and hatching beyond it where something has no amount yet."""
    yield Mark("bracket", words.say("mark-later"), words.amount(at_stake), low=_NOTHING, high=at_stake)
    if found.stake_is_open:
        yield Mark("hatching", low=at_stake)


def _rows(found: FairnessFindings, gain: Fraction, words: Words) -> Iterator[tuple[str, ...]]:
    yield words.say("row-gain"), words.amount(gain)
    for name, worth in found.stakes:
        yield words.say(_ROWS[name]), words.say("row-not-said") if worth is None else words.amount(worth)
