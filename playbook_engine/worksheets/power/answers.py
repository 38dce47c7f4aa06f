"""The typed answers of the worksheet on power. A field's name is its question's id; the build checks the two both ways."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, cast

from playbook_engine.analysis.dependence import Need
from playbook_engine.worksheet import Reading

IMPORTANCE = {"little": 1, "some": 2, "much": 3, "vital": 4}
ELSEWHERE = {"nowhere": 0, "hardly": 1, "effort": 2, "easily": 3}
MOST_ELSEWHERE = Fraction(max(ELSEWHERE.values()))  # what is easily had elsewhere still costs the change


@dataclass(frozen=True, slots=True)
class TieAnswers:
    """One row: something that one side needs of the other. ``direction`` is ``me`` where the person needs it, else ``them``."""

    need: str | None = None
    direction: str | None = None
    how_much: str | None = None
    elsewhere: str | None = None
    why: str | None = None
    evidence: str | None = None

    @property
    def as_need(self) -> Need | None:
        """The row as ratings; None where one of them was not given, or nobody said whose need it is."""
        if self.direction is None or self.how_much is None or self.elsewhere is None:
            return None
        return Need(self.need or "", Fraction(IMPORTANCE[self.how_much]), Fraction(ELSEWHERE[self.elsewhere]))

    @property
    def at_most(self) -> Need:
        """The row as ratings, with those that were not given as high as they could be."""
        importance = IMPORTANCE[self.how_much] if self.how_much else max(IMPORTANCE.values())
        return Need(self.need or "", Fraction(importance), Fraction(ELSEWHERE[self.elsewhere] if self.elsewhere else 0))


@dataclass(frozen=True, slots=True)
class PowerAnswers:
    """The worksheet on power, as read."""

    safe: str | None = None
    ties: tuple[TieAnswers, ...] = ()
    gap_kind: str | None = None
    mapped_before: str | None = None
    felt_power: str | None = None
    they_believe: str | None = None


def from_reading(reading: Reading) -> PowerAnswers:
    """Return the answers as records."""
    rows = cast("tuple[dict[str, Any], ...]", reading.answers.get("ties") or ())
    single = cast("dict[str, Any]", {key: value for key, value in reading.answers.items() if key != "ties"})
    return PowerAnswers(ties=tuple(TieAnswers(**row) for row in rows), **single)
