"""The typed answers of the worksheet on coalitions. A field's name is its question's id; the build checks the two both ways."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, cast

from playbook_engine.worksheet import Reading

_BETWEEN_NAMES = re.compile(r"[,;/&]|\band\b|\bor\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MemberAnswers:
    """One row: somebody with the same problem. Weights are in one unit, amounts in one currency and for one time.

    ``joined`` is ``in``, ``open`` (not asked yet) or ``out``; ``alone`` is what it gets without a group, ``together`` with
    the group and before the costs, ``side_worth`` if it takes what it was offered so as to stay out.
    """

    name: str | None = None
    same_interest: str | None = None
    joined: str | None = None
    side_offer: str | None = None
    weight: Fraction | None = None
    alone: Fraction | None = None
    together: Fraction | None = None
    side_worth: Fraction | None = None
    not_with: str | None = None

    @property
    def shares_the_interest(self) -> bool:
        """Whether it was said to want the same, wholly or partly, and not to stay out."""
        return self.same_interest in ("yes", "partly") and self.joined != "out"

    @property
    def may_join(self) -> bool:
        """Whether nothing that was said speaks against it; who takes part does so, whatever they want."""
        return self.joined == "in" or (self.same_interest != "no" and self.joined != "out")

    @property
    def names_avoided(self) -> frozenset[str]:
        """The names of those it will not act with, as they can be compared."""
        parts = _BETWEEN_NAMES.split(self.not_with or "")
        return frozenset(part.strip().casefold() for part in parts if part.strip())


@dataclass(frozen=True, slots=True)
class CoalitionAnswers:
    """The worksheet on coalitions, as read. ``seat`` is ``organise`` or ``face``."""

    seat: str | None = None
    others: tuple[MemberAnswers, ...] = ()
    allowed: str | None = None
    needed: Fraction | None = None
    my_weight: Fraction | None = None
    my_alone: Fraction | None = None
    my_together: Fraction | None = None
    cost: Fraction | None = None
    speaker: str | None = None


def from_reading(reading: Reading) -> CoalitionAnswers:
    """Return the answers as records."""
    rows = cast("tuple[dict[str, Any], ...]", reading.answers.get("others") or ())
    single = cast("dict[str, Any]", {key: value for key, value in reading.answers.items() if key != "others"})
    return CoalitionAnswers(others=tuple(MemberAnswers(**row) for row in rows), **single)
