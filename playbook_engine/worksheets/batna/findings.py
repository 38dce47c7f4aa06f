"""The BATNA worksheet's answers -> what they imply. None means that the answers do not reach that far."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import cast

from playbook_engine.analysis import batna
from playbook_engine.analysis.batna import Valuation
from playbook_engine.domain import Alternative
from playbook_engine.fields.basis import Basis
from playbook_engine.sheet import Needed
from playbook_engine.standing import Kind, Safe, Standing, Stronger
from playbook_engine.worksheet import Reading
from playbook_engine.worksheets.batna import answers
from playbook_engine.worksheets.batna.answers import NOTHING, AlternativeAnswers, BatnaAnswers

WEAK_SHARE = Fraction(1, 5)  # a best alternative is weak when it falls short by more than this share of the reference
CLOSE_SHARE = Fraction(1, 20)  # a deal is close to the reservation value within this share of the stakes
FIRM_SHARE = Fraction(1, 100)  # and within this one where both are firm: things as they are, in hand, or in writing
BAND = Fraction(1, 4)  # a side is the stronger one when it loses less by more than this share of the larger loss
FRAGILE_SHARE = Fraction(1, 10)  # a ranking is fragile when a change of this share of the second one's worth turns it
_FELT = {"weak": -1, "rather_weak": -1, "even": 0, "rather_strong": 1, "strong": 1}
_STRONGER = {"they": -1, "even": 0, "you": 1}


@dataclass(frozen=True, slots=True)
class AlternativeFinding:
    """One alternative: its place in the form (from 0), its answers, and its worth where it has one."""

    place: int
    answers: AlternativeAnswers
    valuation: Valuation | None


@dataclass(frozen=True, slots=True)
class BatnaFindings:
    """What the BATNA worksheet's answers imply.

    Amounts are signed as gains: what a payer pays is negative. They are for the deal's own time, ``basis``; the turning
    risk tolerance is a stake, which is paid once. ``ranking`` holds the valued alternatives from the
    best down. ``reservation_value`` and ``deal_equivalent`` (the sure amount that the deal is as good as) are in the
    money of the day on which the deal pays, so that ``margin``, their difference, compares like with like.
    ``offer_is_none_yet`` tells that they said so, and did not just leave it blank.
    ``break_even_gain`` is by how much every amount of the second alternative must gain for it to tie with the best;
    ``deal_break_even_gain`` the same for the best and a better deal; ``break_even_chance`` the chance at
    which the best only ties with the next best course. ``mapped`` says who needs the other less by the map of needs. ``turning_risk_tolerances``, rising, are all those
    at which the order of the best alternative and the deal turns.
    """

    answers: BatnaAnswers
    offer_is_none_yet: bool
    alternatives: tuple[AlternativeFinding, ...]
    ranking: tuple[AlternativeFinding, ...]
    deal: Valuation | None
    reservation_value: Fraction | None
    deal_equivalent: Fraction | None
    break_even_gain: Fraction | None
    deal_break_even_gain: Fraction | None
    break_even_chance: Fraction | None
    turning_risk_tolerances: tuple[Fraction, ...]
    mapped: Stronger = ""

    @property
    def sign(self) -> int:
        """1 for a person who receives money, -1 for one who pays: turns a gain into the amount they would type."""
        return self.answers.sign

    @property
    def basis(self) -> Basis:
        """What the amounts are for: once, an hour, a month; "" where nothing says it."""
        return self.answers.amounts_are_for or ""

    @property
    def best(self) -> AlternativeFinding | None:
        """The best valued alternative; None where several have a number, and nobody said whether more or less is better."""
        return self.ranking[0] if self.ranking and self.is_ranked else None

    @property
    def second(self) -> AlternativeFinding | None:
        """The next best one."""
        return self.ranking[1] if len(self.ranking) > 1 and self.is_ranked else None

    @property
    def is_ranked(self) -> bool:
        """Whether the order of the alternatives rests on what was said."""
        return self.answers.role is not None or len(self.ranking) < 2

    @property
    def needs_direction(self) -> bool:
        """Whether there is something to compare, and nobody said whether more or less is better."""
        numbers = len(self.ranking) + (self.answers.deal_worth is not None) + (self.answers.target is not None)
        return self.answers.role is None and numbers > 1

    @property
    def named(self) -> tuple[AlternativeFinding, ...]:
        """The alternatives that count as listed: those with a name or a worth."""
        return tuple(a for a in self.alternatives if a.answers.name or a.answers.worth)

    @property
    def only(self) -> AlternativeFinding | None:
        """The one alternative that was named, with a number or without."""
        return self.named[0] if len(self.named) == 1 else None

    @property
    def is_unnamed(self) -> bool:
        """Whether the one alternative that counts has no name; to call it the first of several would claim others."""
        return self.only is not None and not self.only.answers.name

    @property
    def margin(self) -> Fraction | None:
        """How much better the deal is than the reservation value; negative when it is worse.

        None where nobody said whether a higher amount is better or worse.
        """
        if self.answers.role is None or self.deal_equivalent is None or self.reservation_value is None:
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
        if self.answers.role is None or reference is None or self.reservation_value is None:
            return None
        return reference - self.reservation_value

    @property
    def beats_deal(self) -> bool:
        """Whether the best alternative is clearly better than the deal."""
        return self.margin is not None and self.margin < 0 and not self.is_close

    @property
    def is_firm(self) -> bool:
        """Whether deal and best alternative have one outcome each, and nothing has to come true for the alternative."""
        best = self.best
        if best is None or best.valuation is None or self.deal is None:
            return False
        sure = best.answers.kind in ("status-quo", "in-hand") or best.answers.confidence == "written"
        return sure and not best.valuation.is_uncertain and not self.deal.is_uncertain

    @property
    def is_close(self) -> bool:
        """Whether the deal and the reservation value differ by too little for the stakes to say which is better."""
        if self.margin is None or self.deal_equivalent is None or self.reservation_value is None:
            return False
        share = FIRM_SHARE if self.is_firm else CLOSE_SHARE
        return abs(self.margin) <= share * max(abs(self.deal_equivalent), abs(self.reservation_value))

    @property
    def your_loss(self) -> Fraction | None:
        """What no deal costs the person: by how much the deal, or the target where there is none yet, beats the limit.

        Nothing where leaving is better.
        """
        reference = self.deal_equivalent if self.deal_equivalent is not None else self.target
        if self.answers.role is None or reference is None or self.reservation_value is None:
            return None
        return max(reference - self.reservation_value, NOTHING)

    @property
    def their_loss(self) -> Fraction | None:
        """What no deal costs the other side, for the deal's own time."""
        cost = self.answers.their_cost
        return None if cost is None else self.answers.reckoning.spread(cost)

    @property
    def stronger(self) -> Stronger:
        """Who needs the other less, by what no deal costs each; "" where one side is not known (Emerson 1962)."""
        yours, theirs = self.your_loss, self.their_loss
        if yours is None or theirs is None:
            return ""
        if abs(yours - theirs) <= BAND * max(yours, theirs):
            return "even"
        return "you" if yours < theirs else "they"

    @property
    def measured(self) -> Stronger:
        """Who is the stronger one: by both sides' losses, and by the map of needs where these are not known."""
        return self.stronger or self.mapped

    @property
    def felt_gap(self) -> int:
        """Feeling minus strength: negative when the person feels weaker than what was measured; 0 when unknown."""
        feels = self.answers.felt_power
        return 0 if feels is None or not self.measured else _FELT[feels] - _STRONGER[self.measured]

    @property
    def target_is_worse_than_limit(self) -> bool:
        """Whether the person would be glad of a result that is worse than their best alternative."""
        if self.answers.role is None or self.target is None or self.reservation_value is None:
            return False
        return self.target < self.reservation_value

    @property
    def deal_meets_target(self) -> bool:
        """Whether what is on the table is at least as good as what the person hopes for."""
        if self.answers.role is None or self.target is None or self.deal_equivalent is None:
            return False
        return self.deal_equivalent >= self.target

    @property
    def nothing_has_a_number(self) -> bool:
        """Whether neither the deal nor the target nor any alternative has a number."""
        return self.deal is None and self.target is None and not self.ranking

    @property
    def is_weak(self) -> bool:
        """Whether the best alternative falls short by more than a fifth of the reference, and does not beat the deal."""
        if self.shortfall is None or self.reservation_value is None or self.beats_deal:
            return False
        return self.shortfall > WEAK_SHARE * abs(self.reservation_value + self.shortfall)

    @property
    def lower_turns(self) -> tuple[Fraction, ...]:
        """The turning risk tolerances below the person's own, the nearest first; all where no risk counts."""
        own = self.answers.risk_tolerance
        return tuple(turn for turn in reversed(self.turning_risk_tolerances) if own is None or turn <= own)

    @property
    def higher_turns(self) -> tuple[Fraction, ...]:
        """Those above the person's own, the nearest first."""
        return self.turning_risk_tolerances[len(self.lower_turns) :]

    @property
    def turning_risk_tolerance(self) -> Fraction | None:
        """The turning risk tolerance that is nearest to the person's own, as a ratio; None when risk turns nothing."""
        lower, higher = self.lower_turns[:1], self.higher_turns[:1]
        own = self.answers.risk_tolerance
        if own is None or not lower or not higher:
            return next(iter(lower + higher), None)
        return lower[0] if own * own <= lower[0] * higher[0] else higher[0]

    def limit_at(self, end: Fraction) -> Fraction | None:
        """Return the reservation value if the best alternative came to a sure amount, signed as a gain like it."""
        if self.best is None or self.best.valuation is None or self.reservation_value is None:
            return None
        given = self.answers
        sure = replace(self.best.valuation, certainty_equivalent=end)
        return batna.reservation_value(
            sure, given.share_of_deal_cost, given.deal_benefit or NOTHING, given.deal_months or NOTHING
        )

    @property
    def stand(self) -> Standing:
        """Where the person stands by this worksheet, in amounts as they would type them."""
        given = self.answers
        best = next((found.answers for found in (self.best, *self.named) if found), None)
        low, high = sorted(ends) if (ends := self._limit_ends) else (None, None)
        return Standing(
            name=given.deal_name or "",
            they=given.other or "",
            basis=self.basis,
            lower_is_better=None if given.role is None else self.sign < 0,
            needs_direction=self.needs_direction,
            limit=self._typed(self.reservation_value),
            limit_low=low,
            limit_high=high,
            limit_name=(best.name or "") if best else "",
            limit_kind=cast("Kind", (best.kind or "") if best else ""),
            target=given.target,
            offer=None if given.deal_worth is None else self._typed(self.deal_equivalent),
            offer_is_none_yet=self.offer_is_none_yet,
            margin=self.margin,
            close=self.is_close,
            their_loss=self.their_loss,
            your_loss=self.your_loss,
            knows_their_alternative=given.their_alternative is not None,
            stronger=self.stronger,
            safe=cast("Safe", given.safe or ""),
        )

    @property
    def _limit_ends(self) -> tuple[Fraction, ...]:
        """What the limit could be, as typed, at worst and at best; none where the best alternative has one outcome."""
        valuation = self.best.valuation if self.best else None
        if valuation is None or not valuation.is_uncertain:
            return ()
        ends = (self._typed(self.limit_at(end)) for end in (valuation.range.low, valuation.range.high))
        return tuple(end for end in ends if end is not None)

    def _typed(self, gain: Fraction | None) -> Fraction | None:
        return None if gain is None else self.sign * gain


def find(reading: Reading, needed: Needed) -> BatnaFindings:
    """Return what the answers of the BATNA worksheet imply; total: every set of answers has findings."""
    given = answers.from_reading(reading)
    places = reading.places.get("alternatives", ())
    alternatives = tuple(
        AlternativeFinding(place, row, _value(answers.alternative(row, given), given))
        for place, row in zip(places, given.alternatives, strict=True)
    )
    ranking = tuple(found for found in sorted(alternatives, key=_from_best) if found.valuation is not None)
    deal = _value(answers.deal(given), given)
    reserve, equivalent = _compare(given, ranking, deal)
    best = ranking[0] if ranking else None
    return BatnaFindings(
        answers=given,
        offer_is_none_yet=reading.says_nothing_yet("deal_worth.likely"),
        alternatives=alternatives,
        ranking=ranking,
        deal=deal,
        reservation_value=reserve,
        deal_equivalent=equivalent,
        break_even_gain=_gain(ranking[1], ranking[0].valuation) if len(ranking) > 1 else None,
        deal_break_even_gain=_gain(best, deal) if best and _is_above(deal, best.valuation) else None,
        break_even_chance=_break_even_chance(ranking, deal, given),
        turning_risk_tolerances=_turning_risk_tolerances(best, deal, given),
        mapped=needed["power"].stronger if "power" in needed else "",
    )


def _value(course: Alternative | None, given: BatnaAnswers) -> Valuation | None:
    tolerance = None if given.risk_tolerance is None else given.reckoning.spread(given.risk_tolerance)
    return None if course is None else _valued(course, given.annual_rate or NOTHING, tolerance)


@lru_cache(64)  # an edit changes one course; the others come again as they were
def _valued(course: Alternative, annual_rate: Fraction, risk_tolerance: Fraction | None) -> Valuation:
    return batna.value(course, annual_rate, risk_tolerance)


def _turning_risk_tolerances(
    best: AlternativeFinding | None, deal: Valuation | None, given: BatnaAnswers
) -> tuple[Fraction, ...]:
    """Return the stakes on one toss at which the order of the best alternative and the deal turns, rising."""
    if best is None or best.valuation is None or deal is None:
        return ()
    return tuple(given.reckoning.gather(turn) for turn in batna.turning_risk_tolerances(best.valuation, deal))


def _from_best(found: AlternativeFinding) -> Fraction:
    """Sort key: the best first; equals keep the form's order."""
    return -found.valuation.certainty_equivalent if found.valuation else NOTHING


def _compare(
    given: BatnaAnswers, ranking: tuple[AlternativeFinding, ...], deal: Valuation | None
) -> tuple[Fraction | None, Fraction | None]:
    """Return the reservation value, and the sure deal that is as good as the one on the table.

    Where nobody said whether more or less is better, only what comes out the same both ways.
    """
    if given.role is None:
        receiving, paying = (_both_ways(given, role) for role in ("receive", "pay"))
        reserve, equivalent = (one if one == other else None for one, other in zip(receiving, paying, strict=True))
        return reserve, equivalent
    cost, benefit, months = given.share_of_deal_cost, given.deal_benefit or NOTHING, given.deal_months or NOTHING
    best = ranking[0].valuation if ranking else None
    reserve = batna.reservation_value(best, cost, benefit, months) if best else None
    return reserve, batna.reservation_value(deal, cost, benefit, months) if deal else None


def _both_ways(given: BatnaAnswers, role: str) -> tuple[Fraction | None, Fraction | None]:
    """Return limit and deal, as they would be typed, if the person were in this seat."""
    seated = replace(given, role=role)
    values = [_value(answers.alternative(row, seated), seated) for row in seated.alternatives]
    rows = (AlternativeFinding(0, row, value) for row, value in zip(seated.alternatives, values, strict=True) if value)
    ranking = tuple(sorted(rows, key=_from_best))
    found = _compare(seated, ranking, _value(answers.deal(seated), seated))
    reserve, equivalent = (None if gain is None else seated.sign * gain for gain in found)
    return reserve, equivalent


def _is_above(first: Valuation | None, second: Valuation | None) -> bool:
    return bool(first and second and first.certainty_equivalent > second.certainty_equivalent)


def _gain(challenger: AlternativeFinding, level: Valuation | None) -> Fraction | None:
    """Return by how much every amount of an alternative that works out must gain for it to be as good as another course."""
    valuation = challenger.valuation
    if level is None or valuation is None:
        return None
    works_out = (True,) * (len(valuation.alternative.outcomes) - 1)
    return batna.break_even_shift(valuation, level.certainty_equivalent, (*works_out, False))


def _break_even_chance(
    ranking: tuple[AlternativeFinding, ...], deal: Valuation | None, given: BatnaAnswers
) -> Fraction | None:
    """Return the chance at which the best alternative only ties with the next best course, the deal included."""
    if not ranking or ranking[0].valuation is None or answers.fails_into_the_unknown(ranking[0].answers, given):
        return None
    best = ranking[0].valuation
    courses = [a.valuation for a in ranking[1:]] + [deal]
    below = [v.certainty_equivalent for v in courses if v and v.certainty_equivalent < best.certainty_equivalent]
    success = answers.alternative(ranking[0].answers, given, Fraction(1))
    failure = answers.alternative(ranking[0].answers, given, NOTHING)
    if not below or success is None or failure is None:
        return None
    return batna.break_even_chance(success, failure, max(below), best)
