"""The typed answers of the BATNA worksheet, and the courses of action that they describe.

A field's name is its question's id; the build checks the two both ways. What a payer types is what they would pay;
here it becomes a loss, so that every analysis sees gains.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, cast

from playbook_engine.analysis.batna import PEARSON_TUKEY
from playbook_engine.domain import Alternative, Outcome
from playbook_engine.fields.basis import Basis, Reckoning
from playbook_engine.fields.estimate import Estimate
from playbook_engine.worksheet import Reading

NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class AlternativeAnswers:
    """One row of the BATNA worksheet, as read."""

    name: str | None = None
    kind: str | None = None
    worth: Estimate | None = None
    works_out: Fraction | None = None
    otherwise: Fraction | None = None
    cost_money: Fraction | None = None
    cost_hours: Fraction | None = None
    cost_relationship: Fraction | None = None
    months: Fraction | None = None
    confidence: str | None = None
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class BatnaAnswers:
    """The BATNA worksheet, as read. The names are the ids of its questions, which the build checks both ways.

    ``amounts_are_for`` is as answered, or as the amounts themselves say. What is paid once, such
    as a fee or the stake on a toss, is kept as it was typed; ``reckoning`` sets it against the deal's amounts.
    """

    safe: str | None = None
    role: str | None = None
    other: str | None = None
    deal_name: str | None = None
    amounts_are_for: Basis | None = None
    deal_worth: Estimate | None = None
    hours_in_a_week: Fraction | None = None
    deal_cost: Fraction | None = None
    deal_benefit: Fraction | None = None
    deal_months: Fraction | None = None
    target: Fraction | None = None
    alternatives: tuple[AlternativeAnswers, ...] = ()
    linked: str | None = None
    hour_value: Fraction | None = None
    annual_rate: Fraction | None = None
    risk_sleep: str | None = None
    risk_tolerance: Fraction | None = None
    felt_power: str | None = None
    their_alternative: str | None = None
    their_cost: Fraction | None = None
    their_cost_known: str | None = None

    @property
    def sign(self) -> int:
        """1 for a person who receives money, -1 for one who pays: turns a gain into the amount they would type."""
        return -1 if self.role == "pay" else 1

    @property
    def reckoning(self) -> Reckoning:
        """How amounts of different times are counted together."""
        return Reckoning(self.amounts_are_for or "", self.hours_in_a_week)

    @property
    def share_of_deal_cost(self) -> Fraction:
        """What making the deal costs, set against the deal's amounts."""
        return self.reckoning.spread(self.deal_cost or NOTHING)


def from_reading(reading: Reading) -> BatnaAnswers:
    """Return the answers as records."""
    rows = cast("tuple[dict[str, Any], ...]", reading.answers.get("alternatives") or ())
    single = cast("dict[str, Any]", {key: value for key, value in reading.answers.items() if key != "alternatives"})
    single["amounts_are_for"] = reading.reckoning.basis or None
    return BatnaAnswers(alternatives=tuple(AlternativeAnswers(**row) for row in rows), **single)


def outcomes(worth: Estimate, sign: int) -> tuple[Outcome, ...]:
    """Return the typed points with their chances, or with those that stand for a whole distribution.

    Two ends without a middle get the middle between them; one end and the middle: the other end counts as the middle.
    """
    points = tuple(sign * point for point in worth.points)
    end = PEARSON_TUKEY[0]
    if worth.chances:
        chances = worth.chances
    elif len(points) == 1:
        chances = (Fraction(1),)
    elif len(points) == 3:
        chances = PEARSON_TUKEY
    elif worth.likely is None:
        points, chances = (points[0], (points[0] + points[1]) / 2, points[1]), PEARSON_TUKEY
    else:
        chances = (end, 1 - end) if worth.low is not None else (1 - end, end)
    return tuple(Outcome(chance, point) for chance, point in zip(chances, points, strict=True))


def fails_into_the_unknown(row: AlternativeAnswers, answers: BatnaAnswers) -> bool:
    """Tell whether a failure of this alternative has no worth that could be assumed.

    Who is to receive something is left with nothing. Who pays is left without what they need: to count that as paying
    nothing would make a failure the best that can happen.
    """
    return answers.sign < 0 and row.otherwise is None


def alternative(row: AlternativeAnswers, answers: BatnaAnswers, chance: Fraction | None = None) -> Alternative | None:
    """Return a row as a course of action; None when it has no worth.

    ``chance`` replaces the typed chance that it works out; without either it counts as certain, and so it does where
    nobody said what comes if it fails and nothing can be assumed. The last outcome is the one in which it does not work out.
    """
    if row.worth is None:
        return None
    if fails_into_the_unknown(row, answers):
        chance = Fraction(1)
    works_out = next((known for known in (chance, row.works_out) if known is not None), Fraction(1))
    success = tuple(Outcome(works_out * o.chance, o.value) for o in outcomes(row.worth, answers.sign))
    failure = Outcome(1 - works_out, answers.sign * (row.otherwise or NOTHING))
    hours = (row.cost_hours or NOTHING) * (answers.hour_value or NOTHING)
    cost = answers.reckoning.spread((row.cost_money or NOTHING) + hours + (row.cost_relationship or NOTHING))
    return Alternative(row.name or "", (*success, failure), cost, row.months or NOTHING)


def deal(answers: BatnaAnswers) -> Alternative | None:
    """Return the deal on the table as a course of action; None when it has no worth.

    What it brings besides money lowers its cost.
    """
    if answers.deal_worth is None:
        return None
    cost = answers.share_of_deal_cost - (answers.deal_benefit or NOTHING)
    worth = outcomes(answers.deal_worth, answers.sign)
    return Alternative(answers.deal_name or "", worth, cost, answers.deal_months or NOTHING)
