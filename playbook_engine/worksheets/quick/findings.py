"""The quick worksheet's answers -> what they imply. Its numbers are those of the BATNA worksheet, which shares its answers."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from playbook_engine.sheet import Needed, Stands
from playbook_engine.worksheet import Reading
from playbook_engine.worksheets.quick import answers
from playbook_engine.worksheets.quick.answers import QuickAnswers

_FIRST = ("ask", "target", "role", "offer", "no_deal", "no_deal_worth", "their_no_deal", "who_needs_more", "when")
_AGREED = ("target", "role", "offer", "no_deal", "no_deal_worth")  # what still counts once the main points are agreed
_A_WEEK = 7
_SHARPER = ("ask_why", "target_reason", "their_need", "dread")


class Numbers(Stands, Protocol):
    """What is needed of the findings of the BATNA worksheet."""

    @property
    def measured(self) -> str:
        """Who is the stronger one by what was measured; "" where nothing was."""

    @property
    def their_loss(self) -> Fraction | None:
        """What no deal costs the other side."""


@dataclass(frozen=True, slots=True)
class QuickFindings:
    """What the quick worksheet's answers imply. ``numbers`` are the findings of the BATNA worksheet, None without them.

    ``offer_is_none_yet`` tells that the person said so, and did not just leave it blank; ``days_ahead`` counts from today to the
    day of the talk, None where either is not known.
    """

    answers: QuickAnswers
    offer_is_none_yet: bool
    numbers: Numbers | None
    days_ahead: int | None = None

    @property
    def when(self) -> str:
        """When they talk. A day counts before what they chose, which was true when they chose it, but only where it was asked."""
        if self.days_ahead is None or self.answers.when not in ("week", "later"):
            return self.answers.when or ""
        return "today" if self.days_ahead == 0 else "week" if self.days_ahead <= _A_WEEK else "later"

    @property
    def strength_is_measured(self) -> bool:
        """Whether both sides' losses or a map of needs say who is stronger, so that what was only said of it counts no more."""
        return self.numbers is not None and bool(self.numbers.measured)


def find(reading: Reading, needed: Needed) -> QuickFindings:
    """Return what the answers of the quick worksheet imply; total: every set of answers has findings."""
    given = answers.from_reading(reading)
    talk, today = given.talk_date, reading.today
    ahead = None if talk is None or talk.rough or today is None else talk.day.number - today.number
    return QuickFindings(given, reading.says_nothing_yet("offer"), needed.get("batna"), ahead)


def missing(found: QuickFindings) -> tuple[str, ...]:
    """Return the unanswered questions that would change a result, in the form's order.

    Those of the first screens come first; of the others, those that change a step whoever fills it in.
    """
    asked = _AGREED if found.answers.where == "agreed" else (*_FIRST, *_SHARPER)
    return tuple(
        name
        for name in asked
        if getattr(found.answers, name) is None and not (name == "offer" and found.offer_is_none_yet)
    )
