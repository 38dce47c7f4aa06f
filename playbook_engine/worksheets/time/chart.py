"""The days ahead on a ruler, and the planned numbers as steps towards the limit; each said in a sentence, and as a table."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from playbook_engine.charts.chart import Chart
from playbook_engine.charts.line import Line
from playbook_engine.charts.marks import Mark, MarkKind
from playbook_engine.charts.strip import Row, Strip
from playbook_engine.fields.days import Date
from playbook_engine.words import Words
from playbook_engine.worksheets.time.findings import TimeFindings

_IN_DAYS = 60  # from further away on, the ruler counts weeks
_DAYS_A_WEEK = 7
_ROUNDS = 3  # so many rounds are drawn: two rows each, above the steps
_YOURS, _THEIRS = ("mine", "both"), ("theirs",)


def timeline(found: TimeFindings, words: Words) -> Chart | None:
    """Return the days ahead; None where no day is known, or nobody said what day it is."""
    you, they = tuple(_yours(found, words)), tuple(_theirs(found, words))
    marks = (*you, *they)
    if found.today is None or not marks:
        return None
    furthest = max(mark.at or 0 for mark in marks)
    unit = Fraction(1 if furthest <= _IN_DAYS else _DAYS_A_WEEK)
    today = Mark("dot", words.say("mark-today"), "", Fraction(0))
    drawing = Line(
        tuple(_scaled(mark, unit) for mark in (today, *you)),
        tuple(_scaled(mark, unit) for mark in they),
        lambda number: str(round(number)),
        "above" if any(mark.kind == "pole" for mark in you) else "",
    )
    ordered = sorted(marks, key=lambda mark: mark.at or 0)
    said = [words.say("timeline-mark", what=mark.name, day=mark.text) for mark in ordered]
    return Chart(
        name=" ".join(said),
        sentence=" ".join((*said, *_gaps(found, words))),
        caption=words.say("timeline-in-days" if unit == 1 else "timeline-in-weeks"),
        drawing=drawing,
        table_caption=words.say("timeline-table"),
        columns=(words.say("column-what"), words.say("column-day"), words.say("column-days")),
        rows=tuple((mark.name, mark.text, words.number(mark.at or Fraction(0))) for mark in ordered),
    )


def _yours(found: TimeFindings, words: Words) -> Iterator[Mark]:
    given = found.answers
    if given.deadline in _YOURS:
        name = "mark-last-day" if given.deadline == "both" else "mark-your-date"
        yield from _mark("pole", name, given.last_day, found, words)
    if found.later_days is not None and found.today is not None and given.later_offer is not None:
        day = Date(found.today.after(found.later_days), rough=True)
        yield from _mark("dot", "mark-later", day, found, words)


def _theirs(found: TimeFindings, words: Words) -> Iterator[Mark]:
    if found.answers.deadline in _THEIRS:
        yield from _mark("pole", "mark-their-date", found.answers.last_day, found, words)
    yield from _mark("ring", "mark-offer-ends", found.answers.expires, found, words)


def _mark(kind: MarkKind, name: str, date: Date | None, found: TimeFindings, words: Words) -> Iterator[Mark]:
    days = found.days_to(date)
    if date is not None and days is not None:
        yield Mark(kind, words.say(name), words.date(date), Fraction(days))


def _scaled(mark: Mark, unit: Fraction) -> Mark:
    """Return a mark in the unit of the ruler, with its number of days or weeks in the place of its date, which is too long."""
    at = (mark.at or Fraction(0)) / unit
    return Mark(mark.kind, mark.name, str(round(at)), at)


def _gaps(found: TimeFindings, words: Words) -> Iterator[str]:
    if found.days_short:
        yield words.say("timeline-too-late", days=days(found.days_short, words))


def days(count: int, words: Words) -> str:
    """Return a number of days in words."""
    return words.say("number-one-day") if count == 1 else words.say("number-days", number=words.number(Fraction(count)))


def staircase(found: TimeFindings, words: Words) -> Chart | None:
    """Return the numbers from the one that stands to the last step, each beside the limit; None without steps."""
    if not found.steps or found.start is None or found.limit is None:
        return None
    rows = list(_so_far(found, words)) or [Row(words.say("stairs-start"), words.amount(found.start), found.start)]
    for number, step in enumerate(found.steps, 1):
        rows.append(Row(words.say("stairs-step", number=str(number)), words.amount(step), step))
    limit = words.amount(found.limit)
    you = (Mark("pole", words.say("tile-limit"), limit, found.limit),)
    heard = found.heard
    theirs = "tile-asked" if found.role == "buyer" else "tile-offer"
    they = (Mark("ring", words.say(theirs), words.amount(heard), heard),) if heard is not None else ()
    said = words.say("stairs-name", first=words.amount(found.start), last=words.amount(found.steps[-1]), limit=limit)
    listed = [*((row.name, row.text) for row in rows), *((mark.name, mark.text) for mark in (*they, *you))]
    return Chart(
        name=said,
        sentence=said,
        caption=words.say("stairs-caption"),
        drawing=Strip(tuple(rows), you, they, words.amount, "above" if found.role == "buyer" else "below"),
        table_caption=words.say("stairs-table"),
        columns=(words.say("column-what"), words.say("column-amount")),
        rows=tuple(listed),
    )


def _so_far(found: TimeFindings, words: Words) -> Iterator[Row]:
    """Yield the numbers of the last rounds, both sides in turn, where they show a pattern."""
    if found.exchange is None:
        return
    rounds = list(enumerate(found.answers.rounds, 1))[-_ROUNDS:]
    for number, row in rounds:
        for name, amount in (("stairs-you", row.mine), ("stairs-they", row.theirs)):
            if amount is not None:
                yield Row(words.say(name, number=str(number)), words.amount(amount), amount)
