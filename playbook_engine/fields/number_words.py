"""Numbers with fractions and in English words: ``1½``, ``one and a half``, ``two hundred and fifty thousand``."""

from __future__ import annotations

import re
from fractions import Fraction

from playbook_engine.fields.numerals import NumberStyle, read_number

_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_UNITS = {word: Fraction(number) for number, word in enumerate(_SMALL)} | {
    "a": Fraction(1),
    "an": Fraction(1),
    "nil": Fraction(0),
}
_TEN_WORDS = {word: Fraction(10 * number) for number, word in enumerate(_TENS, 2)}
_PARTS = {"half": Fraction(1, 2), "quarter": Fraction(1, 4), "third": Fraction(1, 3)}
_SCALES = {
    "dozen": 12,
    "thousand": 10**3,
    "grand": 10**3,
    "lakh": 10**5,
    "million": 10**6,
    "crore": 10**7,
    "billion": 10**9,
}
_VULGAR = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5), "⅙": (1, 6),
    "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
}  # fmt: skip
_WITH_VULGAR = re.compile(rf"(\d{{0,9}}) ?([{''.join(_VULGAR)}])")
_WITH_FRACTION = re.compile(r"(\d{1,9}) ([1-7])/([2-8])")
_HALF_OF = re.compile(r"\b(half|(?:a )?(?:quarter|third)) (?:of )?an?\b")
_AND_A = re.compile(r" and (?:an? (?=half|quarter|third))?")

NUMBER_WORDS = (*_SMALL[2:], *_TENS, "hundred", *_SCALES)
"""Words that count, from two on."""


def read_any(body: str, numbers: NumberStyle) -> list[Fraction]:
    """Return every reading of an unsigned number in digits, with a fraction, or in words; empty when it is none.

    >>> read_any("1½", "auto"), read_any("one and a half", "auto"), read_any("half a million", "auto")
    ([Fraction(3, 2)], [Fraction(3, 2)], [Fraction(500000, 1)])
    """
    if found := read_number(body, numbers):
        return found
    if match := _WITH_VULGAR.fullmatch(body):
        return [int(match[1] or 0) + Fraction(*_VULGAR[match[2]])]
    if (match := _WITH_FRACTION.fullmatch(body)) and match[2] < match[3]:
        return [int(match[1]) + Fraction(int(match[2]), int(match[3]))]
    number = read_words(body.lower())
    return [] if number is None else [number]


def read_words(body: str) -> Fraction | None:
    """Return the number that English words say; None when they say none.

    >>> read_words("two hundred and fifty thousand"), read_words("twenty-five"), read_words("a lawyer")
    (Fraction(250000, 1), Fraction(25, 1), None)
    """
    words = _AND_A.sub(" ", _HALF_OF.sub(lambda found: found[1].removeprefix("a "), body)).replace("-", " ").split(" ")
    if words in (["a"], ["an"]):
        return None
    total = Fraction(0)
    count: Fraction | None = None
    room, scale_above = Fraction(10**18), 10**18  # what may follow is smaller than what stands before
    for word in words:
        if word == "hundred" and count is not None and 1 <= count < 100:
            count, room = count * 100, Fraction(100)
        elif (scale := _SCALES.get(word.removesuffix("s"))) and count is not None and scale < scale_above:
            total, count, room, scale_above = total + count * scale, None, Fraction(scale), scale
        elif (found := _adds(word)) and found[0] < room and (found[0] or len(words) == 1):
            count, room = (count or Fraction(0)) + found[0], found[1]
        else:
            return None
    return total + (count or 0)


def _adds(word: str) -> tuple[Fraction, Fraction] | None:
    """Return what a word adds, and below what the next one must stay."""
    if word in _UNITS:
        return _UNITS[word], Fraction(1)
    if word in _TEN_WORDS:
        return _TEN_WORDS[word], Fraction(10)
    return (_PARTS[word], Fraction(0)) if word in _PARTS else None
