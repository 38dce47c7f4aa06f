"""The typed answers of the quick worksheet. A field's name is its question's id; the build checks the two both ways."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, cast

from playbook_engine.fields.basis import Basis
from playbook_engine.fields.days import Date
from playbook_engine.worksheet import Reading


@dataclass(frozen=True, slots=True)
class QuickAnswers:
    """The quick worksheet, as read. What it shares with the BATNA worksheet is worked out there."""

    case: str | None = None
    safe: str | None = None
    ask: str | None = None
    target: Fraction | None = None
    amounts_are_for: Basis | None = None
    role: str | None = None
    hours_in_a_week: Fraction | None = None
    offer: Fraction | None = None
    no_deal: str | None = None
    no_deal_kind: str | None = None
    no_deal_worth: Fraction | None = None
    their_no_deal: str | None = None
    who_needs_more: str | None = None
    when: str | None = None
    talk_date: Date | None = None
    other: str | None = None
    ask_why: str | None = None
    target_reason: str | None = None
    their_need: str | None = None
    dread: str | None = None
    where: str | None = None
    channel: str | None = None
    voice: str | None = None
    rehearsed: str | None = None


def from_reading(reading: Reading) -> QuickAnswers:
    """Return the answers as a record."""
    answers = cast("dict[str, Any]", {**reading.answers, "amounts_are_for": reading.reckoning.basis or None})
    return QuickAnswers(**answers)
