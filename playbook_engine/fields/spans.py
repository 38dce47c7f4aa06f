"""Two numbers where one is asked for: ``38-42k``, ``60 to 70%``. Offered as readings, or taken as the ends of a range."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from playbook_engine.errors import Choice, FieldFault
from playbook_engine.fields.numerals import shorten

_BETWEEN = re.compile(r"between (.+) and (.+)", re.IGNORECASE)
_TO = re.compile(
    r"(?:from )?(.*?[\w%€$£¥₹.½¼¾]) ?(?:-|\.\.\.?|…| to | till | until | bis )-? ?((?:[^\d\s-]{0,4} ?)[\d½¼¾.].*)",
    re.IGNORECASE,
)
_TO_WORD = re.compile(r"(?:from )?(.+?) (?:to|or) (.+)", re.IGNORECASE)


def split(body: str) -> tuple[str, str] | None:
    """Return the two ends that a tidy text names; None when it names no two.

    >>> split("38-42k"), split("between 60 and 70%"), split("-5")
    (('38', '42k'), ('60', '70%'), None)
    """
    found = _BETWEEN.fullmatch(body) or _TO.fullmatch(body) or _TO_WORD.fullmatch(body)
    return (found[1], found[2]) if found else None


def ask(
    message: str, text: str, low: Fraction, high: Fraction, choice: Callable[[Fraction, str], Choice]
) -> FieldFault:
    """Return the fault that offers both ends and the middle; ``choice`` makes one of them from its value and message."""
    ends = ((low, "choice-low-end"), ((low + high) / 2, "choice-middle"), (high, "choice-high-end"))
    return FieldFault(message, tuple(choice(value, name) for value, name in ends), text=shorten(text))
