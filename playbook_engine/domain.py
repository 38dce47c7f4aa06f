"""Frozen records of negotiation theory that the analyses exchange. Amounts are exact, in one currency's main unit."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way things may turn out: its chance (0 to 1) and what it is worth, gains positive and payments negative."""

    chance: Fraction
    value: Fraction


@dataclass(frozen=True, slots=True)
class Alternative:
    """A course of action: its outcomes, what it costs whatever happens, and the months until it comes.

    A deal on the table is described the same way, so that both are valued by the same rule.
    """

    name: str
    outcomes: tuple[Outcome, ...]
    cost: Fraction = Fraction(0)
    months: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Range:
    """A closed interval of amounts."""

    low: Fraction
    high: Fraction
