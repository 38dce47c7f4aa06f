"""A plan -> which number matters most: what to find out first, drawn as how far each uncertain answer moves the limit.

Where the other side's limit was guessed, a second picture shows how far the same answers move the chance that both meet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from playbook_engine import findings, sensitivity, standing
from playbook_engine.charts.chart import Chart
from playbook_engine.charts.marks import Mark
from playbook_engine.charts.strip import Row, Strip
from playbook_engine.fields.days import Day
from playbook_engine.findings import Findings
from playbook_engine.library import Library
from playbook_engine.plan import Plan
from playbook_engine.sensitivity import Swing
from playbook_engine.standing import Shown
from playbook_engine.words import Words, escape, shorten
from playbook_engine.words import plain as as_plain
from playbook_engine.worksheet import locate

SHOWN = 5
"""So many answers are drawn at most, the ones that move the limit furthest."""


@dataclass(frozen=True, slots=True)
class Matters:
    """What is said of it, as inline Markdown: the answer to find out first, with its path and its page, and charts of all."""

    heading: str
    first: str
    about: str
    look: str
    field: str
    page: str
    charts: tuple[Chart, ...]


def make(plan: Plan, library: Library, today: Day | None = None) -> Matters | None:
    """Return which number of a plan matters most; None where no uncertain answer moves the limit, and for who is not safe."""
    found = findings.find(plan, library, "", today)
    stand = found.standing
    swings = () if stand.is_unsafe else sensitivity.swings(plan, found, library, today)
    if not swings:
        return None
    words, shown = Words(library, plan.numbers, plan.currency), standing.rounded(stand)
    widest, about = swings[0], _called(swings[0], found, words)
    first = words.say(
        "matters-first", answer=about, low=_end(widest.low, shown, words), high=_end(widest.high, shown, words)
    )
    only = "" if len(swings) > 1 else words.say("matters-only")
    page = library.worksheet(widest.worksheet)
    return Matters(
        heading=words.say("matters-heading"),
        first=" ".join(part for part in (first, only) if part),
        about=about,
        look=words.say("matters-look"),
        field=widest.path,
        page=page.page if page else "",
        charts=tuple(_charts(swings[:SHOWN], found, shown, words)),
    )


def _charts(swings: tuple[Swing, ...], found: Findings, shown: Shown, words: Words) -> Iterator[Chart]:
    limits = tuple((swing, shown.near(swing.low), shown.near(swing.high)) for swing in swings)
    yield _chart("limit", limits, shown.stand.limit, words.amount, found, words)
    chances = tuple(
        (swing, *swing.meeting) for swing in swings if swing.meeting and swing.meeting[0] < swing.meeting[1]
    )
    if chances:
        yield _chart("meeting", chances, found.standing.meeting, words.rough_percent, found, words)


def _chart(
    of: str,
    bars: tuple[tuple[Swing, Fraction, Fraction], ...],
    today: Fraction | None,
    said: Callable[[Fraction], str],
    found: Findings,
    words: Words,
) -> Chart:
    """Return the picture of one number: a row for each answer, from where to where it moves it, and an upright line for today."""
    ranges = [words.say("matters-range", low=said(low), high=said(high)) for _, low, high in bars]
    rows = tuple(
        Row(
            as_plain(words.say("matters-chance" if swing.is_chance else "matters-amount", name=_name(swing, found)[0])),
            "",  # on a phone the name needs the room; the ruler and the table say from where to where
            today,
            low,
            high,
        )
        for swing, low, high in bars
    )
    pole = Mark("pole", words.say(f"matters-mark-{of}"), said(today) if today is not None else "", today)
    return Chart(
        name=words.say(f"matters-name-{of}"),
        sentence=words.say(f"matters-reads-{of}"),
        caption="",
        drawing=Strip(rows, (pole,), (), said, ""),
        table_caption=words.say("line-table"),
        columns=(words.say("matters-column-answer"), words.say(f"matters-column-{of}")),
        rows=tuple((_called(swing, found, words), text) for (swing, *_), text in zip(bars, ranges, strict=True)),
    )


def _end(limit: Fraction, shown: Shown, words: Words) -> str:
    return words.amount(shown.near(limit))


def _called(swing: Swing, found: Findings, words: Words) -> str:
    """Return what an answer is called: its question's label, behind what its row is called."""
    name, label = _name(swing, found)
    return words.say("matters-of", name=name, label=label) if label else name


def _name(swing: Swing, found: Findings) -> tuple[str, str]:
    """Return what the person calls an answer's row, else its heading, with the question's label; outside rows the label alone."""
    finding = found.of(swing.worksheet)
    if finding is None:
        return "", ""
    question, heading = locate(finding.worksheet, swing.path)
    if not heading:
        return escape(question.label), ""
    outer, number, _ = swing.path.split(".")
    rows, _ = locate(finding.worksheet, outer)
    answers: Any = finding.reading.answers.get(outer) or ()
    kept = finding.reading.places.get(outer, ())
    given = next((answers[kept.index(int(number))].get(one.id) for one in rows.questions if one.kind == "text"), None)
    return escape(shorten(given)) if given else heading, escape(question.label)
