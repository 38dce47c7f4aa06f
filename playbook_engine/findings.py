"""A plan -> the results of every analysis that its answers allow. None means that the answers do not reach that far."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, cast

from playbook_engine.analysis import batna
from playbook_engine.analysis.batna import Valuation
from playbook_engine.domain import Alternative, Outcome
from playbook_engine.fields import Estimate
from playbook_engine.worksheet import Reading

NOTHING = Fraction(0)
WEAK_SHARE = Fraction(1, 5)  # a best alternative is weak when it falls short by more than this share of the reference
CLOSE_SHARE = Fraction(1, 20)  # a deal is close to the reservation value within this share of the stakes
FRAGILE_SHARE = Fraction(1, 10)  # a ranking is fragile when a change of this share of the second one's worth turns it
_FELT = {"weak": -1, "rather_weak": -1, "even": 0, "rather_strong": 1, "strong": 1}


@dataclass(frozen=True, slots=True)
class AlternativeAnswers:
    """One row of the BATNA worksheet, as read."""

    name: str | None = None
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
    """The BATNA worksheet, as read. The names are the ids of its questions, which the build checks both ways."""

    role: str | None = None
    deal_name: str | None = None
    deal_worth: Estimate | None = None
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


@dataclass(frozen=True, slots=True)
class AlternativeFinding:
    """One alternative: its place in the form (from 0), its answers, and its worth where it has one."""

    place: int
    answers: AlternativeAnswers
    valuation: Valuation | None


@dataclass(frozen=True, slots=True)
class BatnaFindings:
    """What the BATNA worksheet's answers imply.

    Amounts are signed as gains: what a payer pays is negative. ``ranking`` holds the valued alternatives from the best down.
    ``reservation_value`` and ``deal_equivalent`` (the sure amount that the deal is as good as) are in the money of the day on
    which the deal pays, so that ``margin``, their difference, compares like with like. ``break_even_value`` is the worth, as
    typed, at which the second alternative ties with the best; ``deal_break_even_value`` that at which the best ties with a
    better deal; ``break_even_chance`` the chance at which the best only ties with the next best course. ``missing`` names the unanswered
    questions that would change a result, as field paths.
    """

    answers: BatnaAnswers
    alternatives: tuple[AlternativeFinding, ...]
    ranking: tuple[AlternativeFinding, ...]
    deal: Valuation | None
    reservation_value: Fraction | None
    deal_equivalent: Fraction | None
    break_even_value: Fraction | None
    deal_break_even_value: Fraction | None
    break_even_chance: Fraction | None
    turning_risk_tolerance: Fraction | None
    missing: tuple[str, ...]

    @property
    def sign(self) -> int:
        """1 for a person who receives money, -1 for one who pays: turns a signed amount into the one they typed."""
        return -1 if self.answers.role == "pay" else 1

    @property
    def best(self) -> AlternativeFinding | None:
        """The best valued alternative."""
        return self.ranking[0] if self.ranking else None

    @property
    def second(self) -> AlternativeFinding | None:
        """The next best one."""
        return self.ranking[1] if len(self.ranking) > 1 else None

    @property
    def named(self) -> tuple[AlternativeFinding, ...]:
        """The alternatives that count as listed: those with a name or a worth."""
        return tuple(a for a in self.alternatives if a.answers.name or a.answers.worth)

    @property
    def margin(self) -> Fraction | None:
        """How much better the deal is than the reservation value; negative when it is worse."""
        if self.deal_equivalent is None or self.reservation_value is None:
            return None
        return self.deal_equivalent - self.reservation_value

    @property
    def target(self) -> Fraction | None:
        """The aspiration, signed as a gain."""
        return None if self.answers.target is None else self.sign * self.answers.target

    @property
    def shortfall(self) -> Fraction | None:
        """By how much the reservation value falls short of the target, or of the deal where there is no target."""
        reference = self.target if self.target is not None else self.deal_equivalent
        if reference is None or self.reservation_value is None:
            return None
        return reference - self.reservation_value

    @property
    def standing(self) -> int | None:
        """Where the numbers put the person: 1 strong, 0 between, -1 weak; None when there is nothing to compare with."""
        if not self.named:
            return -1
        if self.margin is not None and self.margin <= 0:
            return 1
        if self.shortfall is None:
            return None
        return -1 if self.is_weak else 0

    @property
    def is_weak(self) -> bool:
        """Whether the best alternative falls short by more than a fifth of the reference."""
        if self.shortfall is None or self.reservation_value is None:
            return False
        return self.shortfall > WEAK_SHARE * abs(self.reservation_value + self.shortfall)

    @property
    def felt(self) -> int | None:
        """How strong the person feels: 1, 0, -1, or None when they did not say."""
        return None if self.answers.felt_power is None else _FELT[self.answers.felt_power]


@dataclass(frozen=True, slots=True)
class Findings:
    """The results for one plan; a worksheet that was not filled in is None."""

    batna: BatnaFindings | None = None


def from_batna(reading: Reading) -> BatnaFindings:
    """Return what the answers of the BATNA worksheet imply; total: every set of answers has findings."""
    rows = cast("tuple[dict[str, Any], ...]", reading.answers.get("alternatives") or ())
    plain = {key: item for key, item in reading.answers.items() if key != "alternatives"}
    answers = BatnaAnswers(alternatives=tuple(AlternativeAnswers(**row) for row in rows), **cast("dict[str, Any]", plain))
    places = reading.places.get("alternatives", ())
    alternatives = tuple(
        AlternativeFinding(place, row, _value_row(row, answers))
        for place, row in zip(places, answers.alternatives, strict=True)
    )
    valued = [(a.valuation, a) for a in alternatives if a.valuation is not None]
    order = batna.rank(valuation for valuation, _ in valued)
    ranking = tuple(next(a for v, a in valued if v is valuation) for valuation in order)
    deal = _value_deal(answers)
    reserve, equivalent = _compare(answers, ranking, deal)
    best = ranking[0] if ranking else None
    return BatnaFindings(
        answers=answers,
        alternatives=alternatives,
        ranking=ranking,
        deal=deal,
        reservation_value=reserve,
        deal_equivalent=equivalent,
        break_even_value=_tie(ranking[1], ranking[0].valuation, answers) if len(ranking) > 1 else None,
        deal_break_even_value=_tie(best, deal, answers) if best and _is_above(deal, best.valuation) else None,
        break_even_chance=_break_even_chance(ranking, deal, answers),
        turning_risk_tolerance=batna.turning_risk_tolerance(best.valuation, deal)
        if best and best.valuation and deal
        else None,
        missing=_missing(answers, alternatives, best, deal),
    )


def _sign(answers: BatnaAnswers) -> int:
    return -1 if answers.role == "pay" else 1


def _outcomes(worth: Estimate, sign: int) -> tuple[Outcome, ...]:
    """Return the typed points with their chances, or with those that stand for a whole distribution."""
    points = tuple(sign * point for point in worth.points)
    if worth.chances:
        chances = worth.chances
    elif len(points) == 1:
        chances = (Fraction(1),)
    elif worth.low is not None and worth.high is not None and worth.likely is None:
        middle = (points[0] + points[1]) / 2
        points, chances = (points[0], middle, points[1]), batna.PEARSON_TUKEY
    elif len(points) == 2:  # one end and the middle: the other end is taken to be as good as the middle
        end = batna.PEARSON_TUKEY[0]
        chances = (end, 1 - end) if worth.low is not None else (1 - end, end)
    else:
        chances = batna.PEARSON_TUKEY
    return tuple(Outcome(chance, point) for chance, point in zip(chances, points, strict=True))


def _row_cost(row: AlternativeAnswers, answers: BatnaAnswers) -> Fraction:
    hours = (row.cost_hours or NOTHING) * (answers.hour_value or NOTHING)
    return (row.cost_money or NOTHING) + hours + (row.cost_relationship or NOTHING)


def _row_alternative(row: AlternativeAnswers, answers: BatnaAnswers, chance: Fraction) -> Alternative | None:
    """Return the alternative with this chance of coming about; None when it has no worth."""
    if row.worth is None:
        return None
    sign = _sign(answers)
    success = tuple(Outcome(chance * o.chance, o.value) for o in _outcomes(row.worth, sign))
    failure = (Outcome(1 - chance, sign * (row.otherwise or NOTHING)),)
    return Alternative(row.name or "", success + failure, _row_cost(row, answers), row.months or NOTHING)


def _value_row(row: AlternativeAnswers, answers: BatnaAnswers) -> Valuation | None:
    alternative = _row_alternative(row, answers, Fraction(1) if row.works_out is None else row.works_out)
    if alternative is None:
        return None
    return batna.value(alternative, answers.annual_rate or NOTHING, answers.risk_tolerance)


def _value_deal(answers: BatnaAnswers) -> Valuation | None:
    if answers.deal_worth is None:
        return None
    cost = (answers.deal_cost or NOTHING) - (answers.deal_benefit or NOTHING)
    outcomes = _outcomes(answers.deal_worth, _sign(answers))
    deal = Alternative(answers.deal_name or "", outcomes, cost, answers.deal_months or NOTHING)
    return batna.value(deal, answers.annual_rate or NOTHING, answers.risk_tolerance)


def _compare(
    answers: BatnaAnswers, ranking: tuple[AlternativeFinding, ...], deal: Valuation | None
) -> tuple[Fraction | None, Fraction | None]:
    """Return the reservation value, and the sure deal that is as good as the one on the table."""
    cost, benefit, months = (part or NOTHING for part in (answers.deal_cost, answers.deal_benefit, answers.deal_months))
    best = ranking[0].valuation if ranking else None
    reserve = batna.reservation_value(best, cost, benefit, months) if best else None
    return reserve, batna.reservation_value(deal, cost, benefit, months) if deal else None


def _is_above(first: Valuation | None, second: Valuation | None) -> bool:
    return bool(first and second and first.certainty_equivalent > second.certainty_equivalent)


def _tie(challenger: AlternativeFinding, level: Valuation | None, answers: BatnaAnswers) -> Fraction | None:
    """Return the middle worth, as the person would type it, at which an alternative is as good as another course."""
    worth, valuation = challenger.answers.worth, challenger.valuation
    if level is None or valuation is None or worth is None:
        return None
    count = len(valuation.alternative.outcomes)
    shift = batna.break_even_shift(valuation, level.certainty_equivalent, (True,) * (count - 1) + (False,))
    if shift is None:
        return None
    middle = worth.likely if worth.likely is not None else sum(worth.points, NOTHING) / len(worth.points)
    return middle + _sign(answers) * shift


def _break_even_chance(
    ranking: tuple[AlternativeFinding, ...], deal: Valuation | None, answers: BatnaAnswers
) -> Fraction | None:
    """Return the chance at which the best alternative only ties with the next best course, the deal included."""
    if not ranking or ranking[0].valuation is None:
        return None
    best = ranking[0].valuation
    courses = [a.valuation for a in ranking[1:]] + [deal]
    below = [v.certainty_equivalent for v in courses if v and v.certainty_equivalent < best.certainty_equivalent]
    success = _row_alternative(ranking[0].answers, answers, Fraction(1))
    failure = _row_alternative(ranking[0].answers, answers, Fraction(0))
    if not below or success is None or failure is None:
        return None
    return batna.break_even_chance(success, failure, max(below), best)


def _missing(
    answers: BatnaAnswers,
    alternatives: tuple[AlternativeFinding, ...],
    best: AlternativeFinding | None,
    deal: Valuation | None,
) -> tuple[str, ...]:
    """Return the unanswered questions that would change a result, in the form's order."""
    valuations = [a.valuation for a in alternatives if a.valuation]
    uncertain = any(v.is_uncertain for v in [*valuations, *([deal] if deal else [])])
    timed = any(v.alternative.months for v in [*valuations, *([deal] if deal else [])])
    wanted: list[tuple[str, object]] = [
        ("role", answers.role),
        ("deal_worth", answers.deal_worth),
        ("target", answers.target),
    ]
    for found in alternatives:
        path, row = f"alternatives.{found.place}", found.answers
        wanted.append((f"{path}.worth", row.worth))
        if found is best:
            wanted += [(f"{path}.{name}", getattr(row, name)) for name in _BEST_NEEDS]
    if not alternatives:
        wanted.append(("alternatives", None))
    if len(alternatives) > 1:
        wanted.append(("linked", answers.linked))
    if any(a.answers.cost_hours for a in alternatives):
        wanted.append(("hour_value", answers.hour_value))
    if timed:
        wanted.append(("annual_rate", answers.annual_rate))
    if uncertain:
        wanted.append(("risk_tolerance", answers.risk_tolerance or (answers.risk_sleep == "easily" or None)))
    wanted += [("felt_power", answers.felt_power), ("their_alternative", answers.their_alternative)]
    return tuple(path for path, answer in wanted if answer is None)


_BEST_NEEDS = ("works_out", "cost_money", "months", "confidence", "evidence")
