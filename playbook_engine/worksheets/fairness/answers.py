"""The typed answers of the worksheet on fairness. A field's name is its question's id; the build checks the two both ways."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, cast

from playbook_engine.analysis.ethics import LockIn, Statement, Tactic
from playbook_engine.fields.replies import is_none
from playbook_engine.worksheet import Reading

TESTS = ("true_words", "misleads", "lock_in", "defend")
"""The four tests of a tactic, in the form's order."""

_SAID: dict[str | None, Statement] = {"yes": "true", "no": "false", "unsure": "unchecked"}
_TIES: dict[str | None, LockIn] = {"open": "open", "hidden": "hidden"}


@dataclass(frozen=True, slots=True)
class TacticAnswers:
    """One row: what the person plans to say or do, and their own answers to the four tests."""

    plan: str | None = None
    true_words: str | None = None
    misleads: str | None = None
    lock_in: str | None = None
    defend: str | None = None

    @property
    def as_tactic(self) -> Tactic:
        """The row as the analysis takes it; what was not answered is left out. Words that mislead are no better than false ones."""
        said = _SAID.get(self.true_words, "none")
        if self.misleads == "yes" and said != "false":
            said = "misleading"
        elif self.misleads == "unsure" and said in ("none", "true"):
            said = "unchecked"
        defended = {"yes": True, "no": False}.get(self.defend or "")
        return Tactic(self.plan or "", statement=said, lock_in=_TIES.get(self.lock_in, "none"), front_page=defended)


@dataclass(frozen=True, slots=True)
class StandardAnswers:
    """One row: something that both sides could measure by, and whether the other side would accept it."""

    what: str | None = None
    accepted: str | None = None


@dataclass(frozen=True, slots=True)
class FairnessAnswers:
    """The worksheet on fairness, as read. Amounts are paid once, or are all that comes later together."""

    safe: str | None = None
    tactics: tuple[TacticAnswers, ...] = ()
    absent: str | None = None
    absent_change: str | None = None
    squeeze_gain: Fraction | None = None
    meet_again: str | None = None
    next_deals: Fraction | None = None
    carry_out: str | None = None
    effort_worth: Fraction | None = None
    measures: tuple[StandardAnswers, ...] = ()
    sure: str | None = None

    @property
    def others(self) -> str | None:
        """Who is not in the room and would bear part of it; None also where they wrote that there is nobody."""
        return None if self.absent is None or is_none(self.absent) else self.absent


_ROWS = {"tactics": TacticAnswers, "measures": StandardAnswers}


def from_reading(reading: Reading) -> FairnessAnswers:
    """Return the answers as records."""
    given = cast("dict[str, Any]", dict(reading.answers))
    for name, record in _ROWS.items():
        rows = cast("tuple[dict[str, Any], ...]", given.get(name) or ())
        given[name] = tuple(record(**row) for row in rows)
    return FairnessAnswers(**given)
