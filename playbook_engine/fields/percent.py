"""A chance or a share, in percent."""

from __future__ import annotations

import re
from fractions import Fraction

from playbook_engine.errors import Choice, FieldFault
from playbook_engine.fields import spans
from playbook_engine.fields.basis import split
from playbook_engine.fields.kind import Answer, Asked, Draw, FieldKind, Numbers, Raw, Reader, Understood
from playbook_engine.fields.number_words import read_any
from playbook_engine.fields.numerals import NumberStyle, plain, shorten, tidy, without_doubt

_ODD = (
    "", "?", "60", "0.6", "0.8", "1", "6 in 10", "3 of 4", "3/4", "0", "100", "120%", "150%", "-5%", "12,5 %", "⅓", "likely", "1e-9",
    "33.3%", "99.9%", "0%", "x", "50/50", "30/70", "1/1", "2:1", "33,333%", "60-70%", "odds 2 to 1", "fifty percent", "dunno", "none", "１００％",
)  # fmt: skip
_SIGN = re.compile(r" ?(?:%|per ?cent|pct\.?|prozent|p\.c\.)(?: (?:sure|certain|chance|likely))?$")
_OF = re.compile(r"(.+?)(?: times| chances?)? ?(/| in | out of | of ) ?(.+?)(?: times| of the time)?")
_SHARES = re.compile(r"(\d{1,3}) ?[/:-] ?(\d{1,3})")
_ODDS = re.compile(r"(?:odds(?: of)? )?(\d{1,6}) ?(?:[:/]| to | on ) ?(\d{1,6})")
_HALVES = {
    "even",
    "evens",
    "even odds",
    "half",
    "half and half",
    "a coin toss",
    "a coin flip",
    "fifty fifty",
    "fifty-fifty",
}
_WORDS = {
    **dict.fromkeys(_HALVES, Fraction(1, 2)),
    **dict.fromkeys(("a quarter", "one quarter"), Fraction(1, 4)),
    **dict.fromkeys(("a third", "one third"), Fraction(1, 3)),
    **dict.fromkeys(("two thirds", "two-thirds"), Fraction(2, 3)),
    **dict.fromkeys(("three quarters", "three-quarters"), Fraction(3, 4)),
}
_OF_THE_TIME = re.compile(r" (?:of the time|chance|odds)$| of$")


def parse(text: str, numbers: NumberStyle = "auto") -> Fraction:
    """Return a share between 0 and 1 from ``80%``, ``80``, ``4 in 5``, ``4/5`` or ``50/50``.

    Raises :class:`FieldFault` with the readings for what has two: ``0.8`` and ``1``, the odds ``2:1``, ``60-70%``.

    >>> parse("80 %"), parse("4 in 5"), parse("12.5%"), parse("30/70")
    (Fraction(4, 5), Fraction(4, 5), Fraction(1, 8), Fraction(3, 10))
    """
    body = _OF_THE_TIME.sub("", without_doubt(tidy(text).lower()))
    if body in _WORDS:
        return _WORDS[body]
    if (shares := _shares(body, text)) is not None:
        return shares
    if (part := _part(body, text, numbers)) is not None:
        return part
    marked = _SIGN.sub("", body)
    found = _read(marked.removeprefix("-"), numbers)
    if not found:
        raise _range(marked, text, numbers, signed=marked != body) or FieldFault("percent-unclear", text=shorten(text))
    fitting = [number / 100 for number in found if number <= 100]
    if marked.startswith("-") or not fitting:
        raise FieldFault("percent-out-of-range", text=shorten(text))
    if len(fitting) > 1:
        raise _ambiguous("percent-ambiguous", text, *fitting)
    if marked == body and 0 < fitting[0] <= Fraction(1, 100):
        raise _ambiguous("percent-ambiguous", text, fitting[0], fitting[0] * 100)
    return fitting[0]


def _read(body: str, numbers: NumberStyle) -> list[Fraction]:
    """Return every reading, also the one with decimals of ``33,333``, whatever the style: no share is above 100."""
    found = read_any(body, numbers)
    return found if any(number <= 100 for number in found) else read_any(body, "auto-comma") or found


def _shares(body: str, text: str) -> Fraction | None:
    """Return the first of two shares that make a hundred, ``30/70``; asks about ``1/1`` and about odds such as ``2:1``."""
    shares = _SHARES.fullmatch(body)
    if shares and int(shares[1]) + int(shares[2]) == 100 and ("-" not in body or int(shares[1]) >= 50):
        return Fraction(int(shares[1]), 100)
    odds = _ODDS.fullmatch(body)
    if odds is None:
        return None
    one, other = int(odds[1]), int(odds[2])
    if one == other and one and "/" not in body:
        return Fraction(1, 2)
    if (
        not one + other
        or ("/" in body and one < other)
        or (" to " in body and not body.startswith("odds") and 10 < other > one)
    ):
        return None
    if "/" in body and one == other:
        raise _ambiguous("percent-ambiguous", text, Fraction(1, 2), Fraction(1))
    raise _ambiguous("percent-odds", text, Fraction(one, one + other), Fraction(other, one + other))


def _part(body: str, text: str, numbers: NumberStyle) -> Fraction | None:
    """Return the share that "4 in 5" says, in digits or words; None when it says none."""
    found = _OF.fullmatch(body)
    if found is None:
        return None
    counts = [read_any(part.strip(), numbers) for part in (found[1], found[3])]
    if any(len(count) != 1 or count[0].denominator != 1 or count[0] >= 10**9 for count in counts):
        return None
    (one,), (of,) = counts
    if not of or one > of:
        raise FieldFault("percent-out-of-range", text=shorten(text))
    return one / of


def _range(marked: str, text: str, numbers: NumberStyle, *, signed: bool) -> FieldFault | None:
    """Return the fault that offers both ends of ``60-70%`` and the middle; None when there are no two ends."""
    ends = spans.split(marked)
    if ends is None:
        return None
    low, high = (_read(_SIGN.sub("", end).strip(), numbers) for end in ends)
    if len(low) != 1 or len(high) != 1 or not low[0] < high[0] <= 100 or (high[0] <= 1 and not signed):
        return None
    return spans.ask("percent-range", text, low[0], high[0], lambda value, _: _offered(value / 100))


def _ambiguous(message: str, text: str, *shares: Fraction) -> FieldFault:
    return FieldFault(message, tuple(map(_offered, shares)), text=shorten(text))


def _offered(share: Fraction) -> Choice:
    percent = share * 100 if (share * 10**6).denominator == 1 else Fraction(round(share * 1000), 10)
    return Choice(f"{plain(percent)}%", f"{plain(percent)} %")


def read(question: Asked, raw: object, path: str, reader: Reader) -> Answer:
    """Return the share; None when it is blank, unknown or faulty. A yearly rate may say that it is one."""

    def typed(text: str, numbers: NumberStyle) -> Fraction:
        head, basis, rest = split(tidy(text)) if question.basis == "year" else (text, "", "")
        return parse(head if basis == "year" and not rest else text, numbers)

    return reader.control("percent", typed, raw, path, question.none)


def sample(question: Asked, draw: Draw) -> Raw:  # noqa: ARG001
    """Return a chance to try a form with."""
    return draw.pick(_ODD) if draw.strange else f"{draw.number(0, 100)}%"


def show(understood: Understood, numbers: Numbers) -> str:
    """Return what was understood."""
    return numbers.percent(understood.value or Fraction(0))


KIND = FieldKind("percent", read, sample, show)
