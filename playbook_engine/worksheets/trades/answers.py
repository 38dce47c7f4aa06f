"""The typed answers of the worksheet on trades. A field's name is its question's id; the build checks the two both ways."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, cast

from playbook_engine.worksheet import Reading


@dataclass(frozen=True, slots=True)
class IssueAnswers:
    """One row: something to settle. Points are shares of all that the talk is worth to a side.

    ``direction`` tells whether they want the opposite. ``my_plan``, ``offered_before`` and ``offered_last`` say how the
    person's plan and two offers of the other side settle it: ``mine``, ``middle`` or ``theirs``.
    """

    issue: str | None = None
    your_points: Fraction | None = None
    their_points: Fraction | None = None
    direction: str | None = None
    my_plan: str | None = None
    told: str | None = None
    my_way: str | None = None
    their_way: str | None = None
    offered_before: str | None = None
    offered_last: str | None = None

    @property
    def is_weighed(self) -> bool:
        """Whether it can be part of a package: points on both sides, and not said to lie in an unknown direction."""
        return self.your_points is not None and self.their_points is not None and self.direction != "unsure"


@dataclass(frozen=True, slots=True)
class TradesAnswers:
    """The worksheet on trades, as read."""

    safe: str | None = None
    case: str | None = None
    issues: tuple[IssueAnswers, ...] = ()
    cheap_offer: str | None = None
    future_doubt: str | None = None
    stuck: str | None = None


def from_reading(reading: Reading) -> TradesAnswers:
    """Return the answers as records."""
    rows = cast("tuple[dict[str, Any], ...]", reading.answers.get("issues") or ())
    single = cast("dict[str, Any]", {key: value for key, value in reading.answers.items() if key != "issues"})
    return TradesAnswers(issues=tuple(IssueAnswers(**row) for row in rows), **single)
