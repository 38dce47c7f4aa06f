"""The answers to the trial worksheet, as records, and the tree that each of its courses is."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, cast

from playbook_engine.analysis.batna import PEARSON_TUKEY
from playbook_engine.analysis.decision_tree import Branch, Fork, Payoff
from playbook_engine.fields.days import Date
from playbook_engine.fields.estimate import Estimate
from playbook_engine.worksheet import Reading

NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class TryAnswers:
    """One row: something else that the person could try."""

    try_name: str | None = None
    takings: Estimate | None = None
    odds: Fraction | None = None
    left_over: Fraction | None = None
    fee: Fraction | None = None
    effort: Fraction | None = None
    strain: Fraction | None = None
    wait: Fraction | None = None
    answer_by: Date | None = None
    proof: str | None = None
    notes: str | None = None


@dataclass(frozen=True, slots=True)
class TrialAnswers:
    """The whole worksheet, as read."""

    way: str | None = None
    offer_name: str | None = None
    season: str | None = None
    offer_takings: Estimate | None = None
    stall_hours: Fraction | None = None
    offer_fee: Fraction | None = None
    offer_extra: Fraction | None = None
    offer_wait: Fraction | None = None
    offer_day: Date | None = None
    hope: Fraction | None = None
    tries: tuple[TryAnswers, ...] = ()
    together: str | None = None
    hour_price: Fraction | None = None
    yearly: Fraction | None = None
    mood: str | None = None
    stake: Fraction | None = None
    strength: str | None = None
    their_plan: str | None = None

    @property
    def sign(self) -> int:
        """1 where money comes in, -1 where it goes out: turns a gain into the amount that was typed."""
        return -1 if self.way == "spend" else 1


def from_reading(reading: Reading) -> TrialAnswers:
    """Return the answers as records."""
    answers = dict(reading.answers)
    rows = cast("tuple[dict[str, Any], ...]", answers.pop("tries", None) or ())
    return TrialAnswers(tries=tuple(TryAnswers(**row) for row in rows), **cast("dict[str, Any]", answers))


def offer(answers: TrialAnswers) -> Fork | None:
    """Return the offer as a tree; None when it has no number."""
    if answers.offer_takings is None:
        return None
    cost = (answers.offer_fee or NOTHING) - (answers.offer_extra or NOTHING)
    branches = _branches(answers.offer_takings, answers.sign, Fraction(1), cost, answers.offer_wait or NOTHING)
    return Fork("chance", "offer", branches)


def attempt(row: TryAnswers, answers: TrialAnswers) -> Fork | None:
    """Return a row as a tree; None when it has no number. Without odds it counts as certain."""
    if row.takings is None:
        return None
    odds = Fraction(1) if row.odds is None else row.odds
    cost = (row.fee or NOTHING) + (row.strain or NOTHING) + (row.effort or NOTHING) * (answers.hour_price or NOTHING)
    wait = row.wait or NOTHING
    failure = Payoff(answers.sign * (row.left_over or NOTHING))
    branches = _branches(row.takings, answers.sign, odds, cost, wait)
    return Fork("chance", "try", (*branches, Branch("fails", failure, 1 - odds, cost, wait)))


def _branches(takings: Estimate, sign: int, odds: Fraction, cost: Fraction, wait: Fraction) -> tuple[Branch, ...]:
    """Return a branch for each typed point, with its typed chance or with one that stands for a whole distribution."""
    even = tuple(Fraction(1, len(takings.points)) for _ in takings.points)
    chances = takings.chances or (PEARSON_TUKEY if len(takings.points) == len(PEARSON_TUKEY) else even)
    return tuple(
        Branch("works", Payoff(sign * point), odds * chance, cost, wait)
        for point, chance in zip(takings.points, chances, strict=True)
    )
