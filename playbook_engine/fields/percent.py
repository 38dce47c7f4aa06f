"""A chance or a share, in percent."""

from __future__ import annotations

import re
from fractions import Fraction

from playbook_engine.errors import Choice, FieldFault
from playbook_engine.fields.kind import Asked, Draw, FieldKind, Numbers, Raw, one_control
from playbook_engine.fields.numerals import ABOUT, NumberStyle, plain, read_number, shorten, tidy

_ODD = (
    "", "?", "60", "0.6", "0.8", "1", "6 in 10", "3 of 4", "3/4", "0", "100", "120%", "150%", "-5%", "12,5 %", "⅓", "likely", "1e-9",
    "33.3%", "99.9%", "0%", "x",
)  # fmt: skip


def parse(text: str, numbers: NumberStyle = "auto") -> Fraction:
    """Return a share between 0 and 1 from ``80%``, ``80``, ``4 in 5`` or ``4/5``; ``0.8`` and ``1`` are asked about.

    >>> parse("80 %"), parse("4 in 5"), parse("12.5%")
    (Fraction(4, 5), Fraction(4, 5), Fraction(1, 8))
    """
    body = ABOUT.sub("", tidy(text)).lower()
    if found := re.fullmatch(r"(\d{1,9})\s*(?:/|in|out of|of)\s*(\d{1,9})", body):
        if int(found[2]) == 0 or int(found[1]) > int(found[2]):
            raise FieldFault("percent-out-of-range", text=shorten(text))
        return Fraction(int(found[1]), int(found[2]))
    marked = re.sub(r"\s*(?:%|per ?cent|pct\.?)$", "", body)
    readings = read_number(marked, numbers) if not marked.startswith("-") else read_number(marked[1:], numbers)
    if not readings:
        raise FieldFault("percent-unclear", text=shorten(text))
    small = [reading for reading in readings if reading <= 100] or readings
    share = small[0] / 100
    if marked.startswith("-") or share > 1:
        raise FieldFault("percent-out-of-range", text=shorten(text))
    if marked == body and 0 < share <= Fraction(1, 100):
        choices = tuple(Choice(f"{plain(part)}%", f"{plain(part)} %") for part in (share * 100, share * 10_000))
        raise FieldFault("percent-ambiguous", choices, text=shorten(text))
    return share


def sample(question: Asked, draw: Draw) -> Raw:  # noqa: ARG001
    """Return a chance to try a form with."""
    return draw.pick(_ODD) if draw.strange else f"{draw.number(0, 100)}%"


def show(value: Fraction, numbers: Numbers) -> str:
    """Return what was understood."""
    return numbers.percent(value)


KIND = FieldKind("percent", one_control("percent", parse), sample, show)
