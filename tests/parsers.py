"""What each field kind of one control makes of a text, by the kind's name."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from playbook_engine.fields import NumberStyle, amount, choice, date, duration, hours, long_text, percent, text
from playbook_engine.fields.days import Date, Day

TODAY = Day(2026, 11, 26)

PARSERS: dict[str, Callable[[str, NumberStyle], str | Fraction | Date]] = {
    "text": text.parse,
    "long_text": long_text.parse,
    "amount": amount.parse,
    "percent": percent.parse,
    "duration": duration.parse,
    "date": lambda typed, numbers: date.parse(typed, TODAY, numbers),
    "hours": hours.parse,
    "choice": lambda typed, _: choice.parse(typed, ("a", "b")),
}


def parse(kind: str, typed: str, numbers: NumberStyle = "auto") -> str | Fraction | Date:
    """Return the value of a text. Raises FieldFault with the message that says what to do."""
    return PARSERS[kind](typed, numbers)
