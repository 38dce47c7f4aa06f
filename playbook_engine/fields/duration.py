"""A length of time from now, in months."""

from __future__ import annotations

import re
from fractions import Fraction

from playbook_engine.errors import Choice, FieldFault
from playbook_engine.fields.kind import Asked, Draw, FieldKind, Numbers, Raw, one_control
from playbook_engine.fields.numerals import ABOUT, NumberStyle, read_number, shorten, tidy

DAYS_A_MONTH = Fraction(487, 16)  # 365.25 / 12
_UNIT_MONTHS = {
    "day": 1 / DAYS_A_MONTH,
    "week": 7 / DAYS_A_MONTH,
    "month": Fraction(1),
    "quarter": Fraction(3),
    "year": Fraction(12),
}
_UNIT_WORDS = {
    "d": "day",
    "day": "day",
    "days": "day",
    "w": "week",
    "wk": "week",
    "wks": "week",
    "week": "week",
    "weeks": "week",
    "m": "month",
    "mo": "month",
    "mos": "month",
    "mth": "month",
    "mths": "month",
    "month": "month",
    "months": "month",
    "quarter": "quarter",
    "quarters": "quarter",
    "y": "year",
    "yr": "year",
    "yrs": "year",
    "year": "year",
    "years": "year",
}
_COUNT_WORDS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
}
_NOW = {"now", "today", "at once", "immediately", "straight away", "right away", "0", "none", "no wait", "no delay"}


def parse(text: str, numbers: NumberStyle = "auto") -> Fraction:
    """Return a time from now in months; a week is 7 of the 30.4375 days of an average month.

    >>> parse("6 months"), parse("1 year 6 months"), parse("now")
    (Fraction(6, 1), Fraction(18, 1), Fraction(0, 1))
    """
    body = ABOUT.sub("", tidy(text)).lower().rstrip(".")
    body = re.sub(r"^(?:in|after|within)\s+|\s+(?:from now|time)$", "", body)
    body = re.sub(r"^half an? (?=\w)", "0.5 ", body)
    if body in _NOW:
        return Fraction(0)
    if re.fullmatch(r"\d[\d.,]*", body):
        choices = tuple(Choice(f"{body} {unit}s", f"{body} {unit}s") for unit in ("week", "month", "year"))
        raise FieldFault("duration-needs-a-unit", choices, text=shorten(text))
    total = Fraction(0)
    rest = body
    while rest:
        found = re.match(r"(?:(\d[\d.,]*)\s*|([a-z]+)\s+)([a-z]+)\b\s*(?:,|and|\+)?\s*", rest)
        unit = _UNIT_WORDS.get(found[3]) if found else None
        if not found or not unit:
            raise FieldFault("duration-unclear", text=shorten(text))
        counts = read_number(found[1], numbers) if found[1] else [Fraction(_COUNT_WORDS.get(found[2], -1))]
        if len(counts) != 1 or counts[0] < 0:
            raise FieldFault("duration-unclear", text=shorten(text))
        total += counts[0] * _UNIT_MONTHS[unit]
        rest = rest[found.end() :]
    if total > 1200:
        raise FieldFault("duration-too-long", text=shorten(text))
    return total


def sample(question: Asked, draw: Draw) -> Raw:  # noqa: ARG001
    """Return a length of time to try a form with."""
    odd = ("", "?", "now", "6", "-1", "0", "2w", "10 days", "1,5 years", "1 quarter", "1y 2m", "100 years", "forever")
    return draw.pick(odd) if draw.strange else f"{draw.number(1, 30)} months"


def show(value: Fraction, numbers: Numbers) -> str:
    """Return what was understood."""
    return numbers.duration(value)


KIND = FieldKind("duration", one_control("duration", parse), sample, show)
