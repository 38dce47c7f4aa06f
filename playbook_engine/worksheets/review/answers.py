"""The typed answers of the worksheet for after the talk. A field's name is its question's id; the build checks the two both ways."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, cast

from playbook_engine.fields.basis import Basis
from playbook_engine.fields.estimate import Estimate
from playbook_engine.worksheet import Reading


@dataclass(frozen=True, slots=True)
class PredictionAnswers:
    """One row: what was expected, the chance that was given to it, 0 to 1, and whether it came true."""

    what: str | None = None
    chance: Fraction | None = None
    happened: str | None = None


@dataclass(frozen=True, slots=True)
class ReviewAnswers:
    """The worksheet for after the talk, as read. Amounts are as typed, in the deal's own time."""

    outcome: str | None = None
    agreed: Fraction | None = None
    role: str | None = None
    amounts_are_for: Basis | None = None
    hours_in_a_week: Fraction | None = None
    reservation: Fraction | None = None
    target: Fraction | None = None
    last_offer: Fraction | None = None
    content: str | None = None
    gave_early: str | None = None
    gave_what: str | None = None
    kept_back: str | None = None
    telling_helps: str | None = None
    next_if: str | None = None
    next_then: str | None = None
    serves_me: str | None = None
    serves_them: str | None = None
    written: str | None = None
    can_keep: str | None = None
    if_broken: str | None = None
    predictions: tuple[PredictionAnswers, ...] = ()
    their_limit: Estimate | None = None


def from_reading(reading: Reading) -> ReviewAnswers:
    """Return the answers as records."""
    given = cast("dict[str, Any]", {**reading.answers, "amounts_are_for": reading.reckoning.basis or None})
    rows = cast("tuple[dict[str, Any], ...]", given.get("predictions") or ())
    given["predictions"] = tuple(PredictionAnswers(**row) for row in rows)
    return ReviewAnswers(**given)
