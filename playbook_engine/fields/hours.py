"""A number of working hours."""

from __future__ import annotations

import re
from fractions import Fraction

from playbook_engine.errors import Choice, FieldFault
from playbook_engine.fields import spans
from playbook_engine.fields.basis import HOURS_LIMIT
from playbook_engine.fields.kind import Answer, Asked, Draw, FieldKind, Numbers, Raw, Reader, Understood
from playbook_engine.fields.number_words import read_any
from playbook_engine.fields.numerals import NumberStyle, plain, shorten, tidy, without_doubt

MOST = 100_000
_HOURS = r"(?:h|hrs?|hours?|std)\.?"
_MINUTES = r"(?:m|mins?|minutes?)\.?"
_CLOCK = re.compile(rf"(\d{{1,5}})(?: ?{_HOURS}|:)(?: and)? ?([0-5]?\d)(?: ?{_MINUTES})?")
_ONLY_MINUTES = re.compile(rf"(.+?) ?{_MINUTES}")
_WITH_UNIT = re.compile(rf"(.+?) ?{_HOURS}")
_DAYS = re.compile(r"(.+?) ?(day|week|working day|work day)s?")
_HALF = re.compile(r"^half an? ")
_AN = re.compile(r"^an? (?=hour|day|week|minute|working|work)")
_AND_A_HALF = re.compile(rf"^(?:an|one|1) ({_HOURS}) and an? half$")
_TAIL = re.compile(r",? (?:for|in|of|on|with|to) [^\d%]+$")
_PER = re.compile(r"\b(?:each|every|per|hours?|days?|weeks?|months?|years?|or|plus|minus|times)\b")
_A_WEEK = re.compile(r"(?: ?/ ?| per | an? | each )(?:week|wk)\.?$| (?:weekly|pw)$", re.IGNORECASE)
_DAY_LENGTHS = (6, 8)
_WEEK_LENGTHS = (35, 40)


def parse(text: str, numbers: NumberStyle = "auto") -> Fraction:
    """Return a number of working hours. Raises :class:`FieldFault` with readings for days, which are of no one length.

    >>> parse("12"), parse("7.5 h"), parse("1h30"), parse("90 min")
    (Fraction(12, 1), Fraction(15, 2), Fraction(3, 2), Fraction(3, 2))
    """
    body = without_doubt(tidy(text).lower())
    if (tail := _TAIL.search(body)) and not _PER.search(body, tail.start() + 1) and not spans.split(body):
        body = body[: tail.start()]
    body = _HALF.sub("½ ", _AND_A_HALF.sub(r"1½ \1", body))
    body = _AN.sub("1 ", body)
    found = _hours(body, numbers)
    if len(found) == 1 and found[0] <= MOST:
        return found[0]
    raise _asked(body, found, text, numbers)


def _hours(body: str, numbers: NumberStyle) -> list[Fraction]:
    if clock := _CLOCK.fullmatch(body):
        return [int(clock[1]) + Fraction(int(clock[2]), 60)]
    if minutes := _ONLY_MINUTES.fullmatch(body):
        return [count / 60 for count in read_any(minutes[1], numbers)]
    unit = _WITH_UNIT.fullmatch(body)
    return read_any(unit[1] if unit else body, numbers)


def _asked(body: str, found: list[Fraction], text: str, numbers: NumberStyle) -> FieldFault:
    """Return the fault that offers the readings there are, or says that there is none."""
    known = shorten(text)
    if len(found) > 1 and max(found) <= MOST:
        return FieldFault("hours-ambiguous", tuple(map(_offered, found)), text=known)
    days = _DAYS.fullmatch(body)
    counts = read_any(days[1], numbers) if days else []
    if days and len(counts) == 1 and 0 < counts[0] * max(_WEEK_LENGTHS) <= MOST:
        lengths = _WEEK_LENGTHS if days[2] == "week" else _DAY_LENGTHS
        return FieldFault("hours-days", tuple(_offered(counts[0] * length) for length in lengths), text=known)
    ends = spans.split(body)
    low, high = (_hours(end, numbers) for end in ends) if ends else ([], [])
    if len(low) == len(high) == 1 and low[0] < high[0] <= MOST:
        return spans.ask("hours-range", text, low[0], high[0], lambda value, _: _offered(value))
    return FieldFault("hours-unclear", text=known)


def _offered(hours: Fraction) -> Choice:
    return Choice(f"{plain(hours)} h", f"{plain(hours)} h")


def read(question: Asked, raw: object, path: str, reader: Reader) -> Answer:
    """Return the hours; None when they are blank, unknown or faulty, or more than a week has where a week's are asked."""
    of_week = question.sets == "hours_a_week"

    def typed(text: str, numbers: NumberStyle) -> Fraction:
        return parse(_A_WEEK.sub("", tidy(text)) if of_week else text, numbers)

    hours = reader.control("hours", typed, raw, path, question.none)
    if hours is not None and of_week and not 0 < hours <= HOURS_LIMIT:
        reader.fault(path, "hours-of-a-week")
        return None
    if hours and question.basis == "once" and reader.lacks_hours(reader.reckoning.basis):
        return None
    return hours


def sample(question: Asked, draw: Draw) -> Raw:  # noqa: ARG001
    """Return an answer to try a form with."""
    odd = (
        "",
        "7,5",
        "x",
        "½",
        "1.234",
        "9" * 16,
        "2 days",
        "1h30",
        "90 min",
        "20-30",
        "a week",
        "none",
        "20 hours for papers",
    )
    return draw.pick(odd) if draw.strange else str(draw.number(0, 80))


def show(understood: Understood, numbers: Numbers) -> str:
    """Return what was understood."""
    return numbers.hours(understood.value or Fraction(0))


KIND = FieldKind("hours", read, sample, show)
