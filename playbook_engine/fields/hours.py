"""A number of working hours."""

from __future__ import annotations

import re
from fractions import Fraction

from playbook_engine.errors import FieldFault
from playbook_engine.fields.kind import Asked, Draw, FieldKind, Numbers, Raw, one_control
from playbook_engine.fields.numerals import ABOUT, NumberStyle, read_number, shorten, tidy


def parse(text: str, numbers: NumberStyle = "auto") -> Fraction:
    """Return a number of working hours.

    >>> parse("12"), parse("7.5 h")
    (Fraction(12, 1), Fraction(15, 2))
    """
    body = re.sub(r"\s*(?:h|hrs?|hours?)\.?$", "", ABOUT.sub("", tidy(text)).lower())
    readings = read_number(body, numbers)
    if len(readings) != 1 or readings[0] > 100_000:
        raise FieldFault("hours-unclear", text=shorten(text))
    return readings[0]


def sample(question: Asked, draw: Draw) -> Raw:  # noqa: ARG001
    """Return an answer to try a form with."""
    return draw.pick(("", "7,5", "x", "½", "1.234", "9" * 16)) if draw.strange else str(draw.number(0, 80))


def show(value: Fraction, numbers: Numbers) -> str:
    """Return what was understood."""
    return numbers.hours(value)


KIND = FieldKind("hours", one_control("hours", parse), sample, show)
