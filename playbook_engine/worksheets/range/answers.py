"""The typed answers of the worksheet on the range. A field's name is its question's id; the build checks the two both ways."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, cast

from playbook_engine.analysis.beliefs import Belief, Triangular, Uniform
from playbook_engine.fields.basis import Basis
from playbook_engine.fields.estimate import Estimate
from playbook_engine.worksheet import Reading


@dataclass(frozen=True, slots=True)
class ComparableAnswers:
    """One row: what somebody else got, where that is known from, how long ago, and how much alike the case is."""

    source: str | None = None
    got: Fraction | None = None
    age: str | None = None
    alike: str | None = None

    @property
    def is_near(self) -> bool:
        """Whether nothing that was said of it makes it a weak comparable; a blank is held against none."""
        return self.alike != "rough" and self.age != "older"


@dataclass(frozen=True, slots=True)
class StandardAnswers:
    """One row: something that both sides could measure by, of what kind, and whether the other side would accept it."""

    what: str | None = None
    kind: str | None = None
    accepted: str | None = None


@dataclass(frozen=True, slots=True)
class RangeAnswers:
    """The worksheet on the range, as read. Amounts are as typed, in the deal's own time."""

    case: str | None = None
    safe: str | None = None
    role: str | None = None
    amounts_are_for: Basis | None = None
    hours_in_a_week: Fraction | None = None
    reservation: Fraction | None = None
    target: Fraction | None = None
    target_reason: str | None = None
    comparables: tuple[ComparableAnswers, ...] = ()
    their_limit: Estimate | None = None
    may_leave: str | None = None
    first_number: str | None = None
    my_number: Fraction | None = None
    their_number: Fraction | None = None
    who_knows: str | None = None
    issues_open: str | None = None
    standards: tuple[StandardAnswers, ...] = ()
    starts_with: str | None = None
    sure: str | None = None

    @property
    def belief(self) -> Belief | None:
        """What the person believes of the other side's limit; None without two ends, for one number is no range."""
        guess = self.their_limit
        if guess is None or guess.low is None or guess.high is None or guess.low == guess.high:
            return None
        low, high = sorted((guess.low, guess.high))
        return Uniform(low, high) if guess.likely is None else Triangular(low, guess.likely, high)


def from_reading(reading: Reading) -> RangeAnswers:
    """Return the answers as records."""
    given = cast("dict[str, Any]", {**reading.answers, "amounts_are_for": reading.reckoning.basis or None})
    for name, record in (("comparables", ComparableAnswers), ("standards", StandardAnswers)):
        rows = cast("tuple[dict[str, Any], ...]", given.get(name) or ())
        given[name] = tuple(record(**row) for row in rows)
    return RangeAnswers(**given)
