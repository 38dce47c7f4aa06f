"""Today's gain beside what is at stake later: rows above one ruler, said in a sentence, and as a table."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from playbook_engine.charts.chart import Chart
from playbook_engine.charts.strip import Row, Strip
from playbook_engine.words import Words
from playbook_engine.worksheets.fairness.findings import FairnessFindings

_ROWS = {"gain": "row-gain", "next_deals": "row-next-deals", "effort_worth": "row-effort-worth"}


def beside(found: FairnessFindings, words: Words) -> Chart | None:
    """Return the picture; None where nothing is to be gained by pressing, or nothing at stake has an amount."""
    if found.gain is None or found.at_stake is None:
        return None
    rows = tuple(_row(name, worth, words) for name, worth in (("gain", found.gain), *found.stakes))
    sentence = " ".join(_says(found, found.gain, found.at_stake, words))
    return Chart(
        name=sentence,
        sentence=sentence,
        caption=words.say("beside-caption-open" if found.stake_is_open else "beside-caption"),
        drawing=Strip(rows, (), (), words.amount, ""),
        table_caption=words.say("beside-table"),
        columns=(words.say("beside-column-what"), words.say("beside-column-amount")),
        rows=tuple((row.name, row.text) for row in rows),
    )


def _row(name: str, worth: Fraction | None, words: Words) -> Row:
    label = words.say(_ROWS[name])
    return Row(label, words.say("row-not-said")) if worth is None else Row(label, words.amount(worth), worth)


def _says(found: FairnessFindings, gain: Fraction, at_stake: Fraction, words: Words) -> Iterator[str]:
    """Yield the gain, and what is at stake as far as it has an amount."""
    said = "beside-sums-at-least" if found.stake_is_open else "beside-sums"
    yield words.say(said, gain=words.amount(gain), stake=words.amount(at_stake))
