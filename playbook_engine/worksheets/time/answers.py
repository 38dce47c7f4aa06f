"""The typed answers of the worksheet on time. A field's name is its question's id; the build checks the two both ways."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, cast

from playbook_engine.fields.basis import Basis, Reckoning
from playbook_engine.fields.days import Date
from playbook_engine.fields.estimate import Estimate
from playbook_engine.worksheet import Reading


@dataclass(frozen=True, slots=True)
class RoundAnswers:
    """One row: what each side named in one round, as typed."""

    mine: Fraction | None = None
    theirs: Fraction | None = None


@dataclass(frozen=True, slots=True)
class ReturnAnswers:
    """One row: what the person asks for in return for one step."""

    what: str | None = None


@dataclass(frozen=True, slots=True)
class TimeAnswers:
    """The worksheet on time, as read. Amounts are as typed, in the deal's own time; those of a week are for a week."""

    safe: str | None = None
    deadline: str | None = None
    last_day: Date | None = None
    offer: Fraction | None = None
    amounts_are_for: Basis | None = None
    role: str | None = None
    hours_in_a_week: Fraction | None = None
    expires: Date | None = None
    later_offer: Fraction | None = None
    later_wait: Fraction | None = None
    later_chance: Fraction | None = None
    if_not: str | None = None
    reservation: Fraction | None = None
    my_week: Fraction | None = None
    their_week: Estimate | None = None
    their_dates: str | None = None
    state: str | None = None
    stuck: str | None = None
    rounds: tuple[RoundAnswers, ...] = ()
    target: Fraction | None = None
    returns: tuple[ReturnAnswers, ...] = ()

    @property
    def reckoning(self) -> Reckoning:
        """How amounts of different times are counted together."""
        return Reckoning(self.amounts_are_for or "", self.hours_in_a_week)

    @property
    def sign(self) -> int:
        """1 for a person who receives money, -1 for one who pays: turns what they type into a gain."""
        return -1 if self.role == "pay" else 1


def from_reading(reading: Reading) -> TimeAnswers:
    """Return the answers as records."""
    given = cast("dict[str, Any]", {**reading.answers, "amounts_are_for": reading.reckoning.basis or None})
    for name, record in (("rounds", RoundAnswers), ("returns", ReturnAnswers)):
        rows = cast("tuple[dict[str, Any], ...]", given.get(name) or ())
        given[name] = tuple(record(**row) for row in rows)
    return TimeAnswers(**given)
