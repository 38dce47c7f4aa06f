"""A length of time from now, in months."""

from __future__ import annotations

import re
from fractions import Fraction

from playbook_engine.errors import Choice, FieldFault
from playbook_engine.fields import days, spans
from playbook_engine.fields.days import Day
from playbook_engine.fields.kind import Answer, Asked, Draw, FieldKind, Numbers, Raw, Reader, Understood
from playbook_engine.fields.number_words import read_any
from playbook_engine.fields.numerals import NumberStyle, plain, shorten, tidy, without_doubt

DAYS_A_MONTH = Fraction(487, 16)  # 365.25 / 12
LONGEST = 1200
_HOUR = 1 / DAYS_A_MONTH / 24
_UNITS = {
    "minute": (_HOUR / 60, ("min", "mins", "minute", "minutes")),
    "hour": (_HOUR, ("h", "hr", "hrs", "hour", "hours")),
    "day": (1 / DAYS_A_MONTH, ("d", "day", "days")),
    "week": (7 / DAYS_A_MONTH, ("w", "wk", "wks", "week", "weeks")),
    "fortnight": (14 / DAYS_A_MONTH, ("fortnight", "fortnights")),
    "month": (Fraction(1), ("m", "mo", "mos", "mth", "mths", "month", "months")),
    "quarter": (Fraction(3), ("quarter", "quarters")),
    "year": (Fraction(12), ("y", "yr", "yrs", "year", "years")),
}
_MONTHS_OF = {word: months for months, words in _UNITS.values() for word in words}
_UNIT = "|".join(sorted(_MONTHS_OF, key=len, reverse=True))
_PIECE = re.compile(rf"(.+?) ?\b({_UNIT})(?![a-z])\.?(?:,? and |, ?| ?\+ ?| )?", re.IGNORECASE)
_LED = re.compile(r"^(?:in|after|within) | (?:from now|from today|time|away)$|'s? time$")
_AND_A_HALF = re.compile(rf"^(an?|one|\d+) ({_UNIT}) and an? (half|quarter)$")
_HALF = re.compile(r"^half an? ")
_CLOCK = re.compile(r"^(\d{1,3}) ?h ?([0-5]\d)$")
_GLUED = re.compile(r"(\d)([a-z])|([a-z])(\d)")
_NOW = {
    "now", "today", "at once", "immediately", "straight away", "right away", "0", "zero", "no wait", "no delay", "right now",
    "without delay", "instantly",
}  # fmt: skip
_NEXT = {
    "tomorrow": "1 day",
    "next day": "1 day",
    "next week": "1 week",
    "next month": "1 month",
    "next quarter": "1 quarter",
    "fortnight": "1 fortnight",
}


def parse(text: str, numbers: NumberStyle = "auto") -> Fraction:
    """Return a time from now in months; a week is 7 of the 30.4375 days of an average month.

    Raises :class:`FieldFault` with the readings where a unit is missing, or where there are two numbers.

    >>> parse("6 months"), parse("1 year 6 months"), parse("1½ years"), parse("now")
    (Fraction(6, 1), Fraction(18, 1), Fraction(18, 1), Fraction(0, 1))
    """
    body = _body(text)
    if body in _NOW:
        return Fraction(0)
    body = _NEXT.get(body, body)
    body = _AND_A_HALF.sub(lambda found: f"{_whole(found[1])}{'½' if found[3] == 'half' else '¼'} {found[2]}", body)
    body = _CLOCK.sub(r"\1 h \2 min", _HALF.sub("½ ", body))
    if re.fullmatch(r"\d[\d.,]*", body):
        choices = tuple(Choice(f"{body} {unit}s", f"{body} {unit}s") for unit in ("day", "week", "month", "year"))
        raise FieldFault("duration-needs-a-unit", choices, text=shorten(text))
    total = _total(body, numbers)
    if total is None:
        raise _span(body, text, numbers) or FieldFault("duration-unclear", text=shorten(text))
    if total > LONGEST:
        raise FieldFault("duration-too-long", text=shorten(text))
    return total


def _body(text: str) -> str:
    return _LED.sub("", without_doubt(tidy(text).lower()).rstrip("."))


def _whole(word: str) -> str:
    return word if word.isdecimal() else "1"


def _total(body: str, numbers: NumberStyle) -> Fraction | None:
    """Return the sum of all pieces, such as "1 year" and "6 months"; None when something is no piece."""
    total, at = Fraction(0), 0
    body = _GLUED.sub(lambda found: f"{found[1] or found[3]} {found[2] or found[4]}", body)
    while at < len(body):
        found = _PIECE.match(body, at)
        count = _count(found[1], numbers) if found else None
        if found is None or count is None:
            return None
        total += count * _MONTHS_OF[found[2]]
        at = found.end()
    return total if body else None


def _count(body: str, numbers: NumberStyle) -> Fraction | None:
    if body in ("a", "an"):
        return Fraction(1)
    found = read_any(body.removeprefix("a ") if body.startswith("a couple") else body, numbers)
    if body in ("a couple of", "couple of", "a couple"):
        return Fraction(2)
    return found[0] if len(found) == 1 else None


def _span(body: str, text: str, numbers: NumberStyle) -> FieldFault | None:
    """Return the fault that asks about two ends ("6-9 months"), or about a number that can be read in two ways."""
    ends = spans.split(body)
    unit = re.search(rf"({_UNIT})$", body)
    if unit is None:
        return None
    name = unit[1]
    lows, highs = [], []
    if ends:
        lows = read_any(ends[0].strip(), numbers) or _both(_total(ends[0], numbers), name)
        highs = _both(_total(ends[1], numbers), name)
    if len(lows) == len(highs) == 1 and lows[0] < highs[0]:
        return spans.ask("duration-range", text, lows[0], highs[0], lambda value, _: _offered(value, name))
    counts = read_any(body[: unit.start()].strip(), numbers)
    if len(counts) > 1:
        return FieldFault("duration-ambiguous", tuple(_offered(count, name) for count in counts), text=shorten(text))
    return None


def _both(months: Fraction | None, unit: str) -> list[Fraction]:
    return [] if months is None else [months / _MONTHS_OF[unit]]


def _offered(count: Fraction, unit: str) -> Choice:
    return Choice(f"{plain(count)} {unit}", f"{plain(count)} {unit}")


def read(question: Asked, raw: object, path: str, reader: Reader) -> Answer:
    """Return the months from now; None when it is blank, unknown or faulty. A day counts from the day of the request."""
    reached: list[Day] = []

    def wait(text: str, numbers: NumberStyle) -> Fraction:
        named = tidy(text).lower().rstrip(".")
        day = days.parse(named, text, reader.today)
        if day is None or reader.today is None:
            return parse(text, numbers)
        reached.append(day)
        months = (day.number - reader.today.number) / DAYS_A_MONTH
        if months > LONGEST:
            raise FieldFault("duration-too-long", text=shorten(text))
        return months

    months = reader.control("duration", wait, raw, path, question.none)
    if reached and isinstance(months, Fraction):
        reader.understood[path] = Understood("duration", months, day=reached[0])
    return months


def sample(question: Asked, draw: Draw) -> Raw:  # noqa: ARG001
    """Return a length of time to try a form with."""
    odd = (
        "", "?", "now", "6", "-1", "0", "2w", "10 days", "1,5 years", "1 quarter", "1y 2m", "100 years", "forever", "in March", "by May 2027",
        "4 March 2027", "3/4/2027", "Q2", "2027", "1½ years", "a fortnight", "6-9 months", "none", "dunno", "90 min", "end of the year",
    )  # fmt: skip
    return draw.pick(odd) if draw.strange else f"{draw.number(1, 30)} months"


def show(understood: Understood, numbers: Numbers) -> str:
    """Return what was understood."""
    months = understood.value or Fraction(0)
    return numbers.duration(months) if understood.day is None else numbers.until(months, understood.day)


KIND = FieldKind("duration", read, sample, show)
