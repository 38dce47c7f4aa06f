"""What an amount is for: once, an hour, a month, a year. Read behind an amount, and turned into another time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

Basis = Literal["", "once", "hour", "day", "week", "fortnight", "month", "quarter", "year"]
"""What one amount is for; "" where nothing says it."""

LENGTHS: tuple[Basis, ...] = get_args(Basis)
"""Every basis, the longest time last."""

BASES = tuple(basis for basis in LENGTHS if basis not in ("", "day"))
"""What a deal's amounts may be for. How many days of a week somebody works, nobody is asked."""

WEEKS_A_YEAR = 52  # as wages are reckoned: a rate for an hour, times the hours of a week, times 52
HOURS_LIMIT = 168  # of a week
_TIMES_A_YEAR: dict[str, int] = {"week": WEEKS_A_YEAR, "fortnight": 26, "month": 12, "quarter": 4, "year": 1}
_UNITS: tuple[tuple[Basis, str, str, str], ...] = (  # in full, short (behind "/" or "per"), and as a word of its own
    ("hour", "hour", "hrs?|h", r"hourly|p\.? ?h\.?"),
    ("day", "day", "d", r"daily|p\.? ?d\.?"),
    ("week", "week", "wk|w", r"weekly|p\.? ?w\.?"),
    ("fortnight", "fortnight|two weeks|2 weeks", "fn", "fortnightly"),
    ("month", "month|calendar month", "mo|mth|m", r"monthly|p\.? ?c\.? ?m\.?"),
    ("quarter", "quarter", "qtr|q", "quarterly"),
    ("year", "year|annum", "yr|y", r"yearly|annually|p\.? ?a\.?"),
)
_ONCE = r"once|one[- ]off|one[- ]time|in total|in all|lump sum"
_FULL = "|".join(f"(?P<{name}_full>{full})" for name, full, _, _ in _UNITS)
_SHORT = "|".join(f"(?P<{name}_short>{full}|{short})" for name, full, short, _ in _UNITS)
_WORD = "|".join(f"(?P<{name}_word>{word})" for name, _, _, word in _UNITS)
_PHRASE = re.compile(
    rf"(?: ?/ ?| per )(?:{_SHORT})\b\.?|,? (?:for )?(?:an?|each|every|one|the|in a) (?:{_FULL})\b|(?:,? |(?<=\d|k))(?:{_WORD})(?!\w)|,? (?:as a )?(?P<once_word>{_ONCE})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money, and what it is for as far as its text says so."""

    value: Fraction
    basis: Basis = ""


@dataclass(frozen=True, slots=True)
class Reckoning:
    """How amounts of different times are counted together.

    ``basis`` is what the deal's amounts are for: as the person answered, or as all amounts say themselves; "" where
    nothing says it. ``hours_a_week`` is needed where hours meet a longer time. ``mixed`` is true where some amounts say
    what they are for, others do not, and the deal does not either: then the others cannot be counted.
    """

    basis: Basis = ""
    hours_a_week: Fraction | None = None
    mixed: bool = False

    def times_a_year(self, basis: Basis) -> Fraction | None:
        """Return how often an amount comes in a year; None when it comes once, or when that is not known.

        >>> Reckoning(hours_a_week=Fraction(40)).times_a_year("hour"), Reckoning().times_a_year("month")
        (Fraction(2080, 1), Fraction(12, 1))
        """
        if basis == "hour":
            return None if self.hours_a_week is None else self.hours_a_week * WEEKS_A_YEAR
        return Fraction(_TIMES_A_YEAR[basis]) if basis in _TIMES_A_YEAR else None

    def convert(self, amount: Amount, basis: Basis) -> Fraction | None:
        """Return what an amount comes to for another time; None when that is not known.

        >>> Reckoning().convert(Amount(Fraction(18_600), "year"), "month")
        Fraction(1550, 1)
        """
        if amount.basis == basis:
            return amount.value
        typed, wanted = self.times_a_year(amount.basis), self.times_a_year(basis)
        return None if typed is None or wanted is None else amount.value * typed / wanted

    def spread(self, once: Fraction) -> Fraction:
        """Return what an amount that is paid once comes to for the deal's own time, set against one year of the deal.

        So the same deal comes to the same advice, whether its amounts are for a month or for a year.

        >>> Reckoning("month").spread(Fraction(600)), Reckoning("once").spread(Fraction(600))
        (Fraction(50, 1), Fraction(600, 1))
        """
        return once / (self.times_a_year(self.basis) or 1)

    def gather(self, share: Fraction) -> Fraction:
        """Return the amount that is paid once and comes to ``share`` for the deal's own time: undoes :meth:`spread`."""
        return share * (self.times_a_year(self.basis) or 1)


def split(body: str) -> tuple[str, Basis, str]:
    """Return what stands before the words that say what an amount is for, what they say, and what stands behind.

    >>> split("58,000 a year"), split("£16.10/hr"), split("52k")
    (('58,000', 'year', ''), ('£16.10', 'hour', ''), ('52k', '', ''))
    """
    found = _PHRASE.search(body)
    if found is None or not found.start():
        return body, "", ""
    name = next(name for name, word in found.groupdict().items() if word).partition("_")[0]
    basis: Basis = next((unit for unit, *_ in _UNITS if unit == name), "once")
    return body[: found.start()], basis, body[found.end() :]


def spelt(basis: Basis) -> str:
    """Return how to type what an amount is for, behind the amount."""
    return "" if not basis else " once" if basis == "once" else f" an {basis}" if basis == "hour" else f" a {basis}"
