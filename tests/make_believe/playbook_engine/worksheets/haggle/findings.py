"""Two prices, what lies between them, and the amount half way."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, cast

from playbook_engine.analysis.comparables import quantile
from playbook_engine.sheet import Needed
from playbook_engine.worksheet import Reading


@dataclass(frozen=True, slots=True)
class Answers:
    """The two prices, as typed."""

    asked: Fraction | None = None
    offered: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The prices, by how much they differ, and the amount half way; None where one of them is missing."""

    answers: Answers
    gap: Fraction | None
    middle: Fraction | None


def find(reading: Reading, needed: Needed) -> Found:
    """Return what the two prices imply."""
    answers = Answers(**cast("dict[str, Any]", reading.answers))
    if answers.asked is None or answers.offered is None:
        return Found(answers, None, None)
    return Found(answers, answers.asked - answers.offered, quantile([answers.offered, answers.asked], Fraction(1, 2)))
