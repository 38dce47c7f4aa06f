"""The worksheet's answers -> what others got, whether the ranges meet, and one opening with its pace. A blank claims nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil, floor
from typing import Literal, cast

from playbook_engine.analysis import anchoring, comparables, opening, zopa
from playbook_engine.analysis.anchoring import FirstOffer
from playbook_engine.analysis.beliefs import Belief, Points
from playbook_engine.analysis.concessions import ConcessionPlan
from playbook_engine.analysis.opening import Plan, Role
from playbook_engine.analysis.zopa import Zone
from playbook_engine.domain import Outcome
from playbook_engine.fields.basis import Basis
from playbook_engine.sheet import ROLES, Needed, standing_of
from playbook_engine.standing import Safe, Standing, rounded, step_for
from playbook_engine.worksheet import Reading
from playbook_engine.worksheets.range import answers
from playbook_engine.worksheets.range.answers import ComparableAnswers, RangeAnswers, StandardAnswers

SEVERAL = 2  # from so many comparables on there is a middle and a best one to speak of
MANY_ISSUES = 4
_KNOWS = {"me": (3, 1), "both": (3, 3), "they": (1, 3), "nobody": (1, 1)}
_LEAVES = {"hardly": Fraction(1, 5), "perhaps": Fraction(1, 2), "likely": Fraction(4, 5)}
_LEVERAGE = {"you": (3, 1), "they": (1, 3)}
Lean = Literal["", "go_first", "do_not_go_first", "either"]


@dataclass(frozen=True, slots=True)
class Comparable:
    """One row that holds anything: its place in the form (from 0), and its answers."""

    place: int
    answers: ComparableAnswers


@dataclass(frozen=True, slots=True)
class Standard:
    """One row of what both could measure by: its place in the form, and its answers."""

    place: int
    answers: StandardAnswers


@dataclass(frozen=True)
class RangeFindings:
    """What the answers to the worksheet on the range imply.

    ``numbers`` is where the person stands by the BATNA worksheet, whose limit counts. Amounts are as typed. None, "" and () mean
    that the answers do not reach that far.
    """

    answers: RangeAnswers
    comparables: tuple[Comparable, ...]
    standards: tuple[Standard, ...]
    numbers: Standing

    @property
    def role(self) -> Role | None:
        """Whether the person is paid or pays, in the words of the analyses."""
        return ROLES.get(self.answers.role or "")

    @property
    def basis(self) -> Basis:
        """What the amounts are for."""
        return self.answers.amounts_are_for or ""

    @property
    def limit(self) -> Fraction | None:
        """The limit as it is shown, so that what is worked out from it agrees with what is read."""
        return rounded(self.numbers).stand.limit

    @property
    def offer(self) -> Fraction | None:
        """What the other side offers: as it was typed, else as the BATNA worksheet has it."""
        return self.numbers.offer if self.answers.their_number is None else self.answers.their_number

    @property
    def priced(self) -> tuple[Comparable, ...]:
        """The comparables that have an amount."""
        return tuple(one for one in self.comparables if one.answers.got is not None)

    @property
    def sourced(self) -> int:
        """How many comparables have an amount and a source."""
        return sum(1 for one in self.priced if one.answers.source)

    @property
    def carrying(self) -> tuple[Comparable, ...]:
        """The comparables that an opening may rest on: the near ones, and all of them where fewer than two are near."""
        near = tuple(one for one in self.priced if one.answers.is_near)
        return near if len(near) >= SEVERAL else self.priced

    @property
    def out_of_line(self) -> tuple[Comparable, ...]:
        """The comparables that are far from the others."""
        return tuple(self.priced[place] for place in comparables.outliers(_amounts(self.priced)))

    @property
    def others(self) -> tuple[Fraction, Fraction] | None:
        """From where to where the comparables reach, without those that are out of line; None where there is none."""
        kept = [one for one in self.priced if one not in self.out_of_line]
        return (min(_amounts(kept)), max(_amounts(kept))) if kept else None

    @property
    def belief(self) -> Belief | None:
        """What the person believes of the other side's limit; None where they gave no range."""
        return self.answers.belief

    @cached_property
    def zone(self) -> Zone | None:
        """Where both ranges could meet; None without both limits, or where nobody said who pays."""
        if self.role is None or self.limit is None or self.belief is None:
            return None
        return zopa.zone(self.role, self.limit, self.belief)

    @property
    def chance(self) -> Fraction | None:
        """The chance that the two ranges meet, by the person's own guess."""
        return self.zone.chance if self.zone else None

    @cached_property
    def worth_of_knowing(self) -> Fraction | None:
        """What it would be worth on average to know their limit before one last offer; None where it cannot be said."""
        if self.role is None or self.limit is None or self.belief is None:
            return None
        own = Points((Outcome(Fraction(1), self.limit),))
        found = zopa.value_of_finding_out(self.role, own, self.belief)
        return next(one.value for one in found if one.unknown == "their_reservation")

    @property
    def out_of_reach(self) -> Fraction | None:
        """The chance that even the target is beyond their limit, by the person's own guess."""
        if self.role is None or self.answers.target is None or self.belief is None:
            return None
        return 1 - zopa.zone(self.role, self.answers.target, self.belief).chance

    @property
    def walk_away(self) -> Fraction | None:
        """The chance that an ambitious opening ends the talk: as it was said, or as the target is out of reach, the higher one."""
        said = _LEAVES.get(self.answers.may_leave or "")
        return max((one for one in (said, self.out_of_reach) if one is not None), default=None)

    @cached_property
    def plan(self) -> Plan:
        """The opening, target and pace, exactly; without a direction there is none."""
        if self.role is None:
            return Plan("seller", None, None, None, None, "", None)
        chance = opening.EVEN if self.walk_away is None else self.walk_away
        return opening.plan(
            self.role, _amounts(self.carrying), self.limit, self.answers.target, self.offer, walk_away=chance
        )

    @property
    def opening(self) -> Fraction | None:
        """The opening as it is said: rounded towards the target, so that it never goes beyond what others got."""
        if self.plan.opening is None or self.plan.base is None or self.has_opened:
            return None
        near = self._rounded(self.plan.opening, back=True)
        return self.plan.opening if self._is_better(self.plan.base, near) or near in (self.limit, self.offer) else near

    @property
    def start(self) -> Fraction | None:
        """From which number the steps lead on: the one that the person has named already, else the opening."""
        return self.answers.my_number if self.has_opened else self.opening

    @property
    def has_opened(self) -> bool:
        """Whether the person has named a number already, so that there is none to open with."""
        return self.answers.first_number == "me"

    @cached_property
    def _pace(self) -> ConcessionPlan | None:
        """The pace, exactly: of the plan, or from the number that was named already."""
        if not self.has_opened:
            return self.plan.pace
        if self.role is None or self.start is None or self.limit is None:
            return None
        return opening.pace(self.role, self.start, self.limit, self.answers.target, self.offer)

    @cached_property
    def steps(self) -> tuple[Fraction, ...]:
        """The planned offers after the opening, each worse than the one before and better than the limit."""
        if self._pace is None or self.start is None:
            return ()
        offers = [self._rounded(step.offer, back=False) for step in self._pace.steps[1:]]
        kept, last = list[Fraction](), self.start
        for offer in offers:
            if self._is_better(last, offer) and (self.limit is None or self._is_better(offer, self.limit)):
                kept.append(offer)
                last = offer
        return tuple(kept)

    @property
    def gives_up_target_at_once(self) -> bool:
        """Whether even the first step is worse than the target."""
        target = self.answers.target
        return target is not None and bool(self.steps) and self._is_better(target, self.steps[0])

    @property
    def is_target_below(self) -> bool:
        """Whether the target is worse than the middle of what others got."""
        target, middle = self.answers.target, self.middle
        return target is not None and middle is not None and self._is_better(middle, target)

    @property
    def is_target_beyond(self) -> bool:
        """Whether the target is better than the best that the comparables carry."""
        target, best = self.answers.target, self.best
        return target is not None and best is not None and self._is_better(target, best)

    @property
    def middle(self) -> Fraction | None:
        """The middle of what others got; None with fewer than two, or where nobody said who pays."""
        carried = self.plan.carried
        return carried.median if carried and len(self.carrying) >= SEVERAL else None

    @property
    def best(self) -> Fraction | None:
        """The best amount that the comparables carry, as ``middle`` has it."""
        carried = self.plan.carried
        return carried.furthest if carried and len(self.carrying) >= SEVERAL else None

    @property
    def first_offer(self) -> FirstOffer | None:
        """What speaks for and against naming the first number; None where nobody said who knows more, or a number is named."""
        knows = _KNOWS.get(self.answers.who_knows or "")
        if knows is None or self.answers.first_number in ("me", "they") or self.offer is not None:
            return None
        leverage = _LEVERAGE.get(self.numbers.stronger, (2, 2))
        issues = {"one": 1, "several": MANY_ISSUES}.get(self.answers.issues_open or "", SEVERAL)
        return anchoring.first_offer(
            anchoring.Standing(*knows, *leverage, issues, relationship_matters=False, comparables=len(self.priced))
        )

    @property
    def hears_first(self) -> bool:
        """Whether the other side knows so much more that it had better name the first number."""
        return self.first_offer is not None and self.first_offer.leaning == "do_not_go_first"

    @property
    def stand(self) -> Standing:
        """Where the person stands by this worksheet: what it adds to the numbers of the others."""
        return Standing(
            reason=self.answers.target_reason or "",
            opening=None if self.hears_first else self.opening,
            hears_first=self.hears_first,
            guesses_their_limit=self.answers.their_limit is not None,
            meeting=self.chance,
            where="talking" if self.has_opened else "",
            safe=cast("Safe", self.answers.safe or ""),
        )

    def _is_better(self, one: Fraction, other: Fraction) -> bool:
        return one < other if self.role == "buyer" else one > other

    def _rounded(self, number: Fraction, *, back: bool) -> Fraction:
        """Return a number with about the digits that were typed; ``back`` rounds it towards the limit, else away from it.

        What others got has no say in it: a comparable that gets better must not make a coarser number of the opening.
        """
        typed = next((one for one in (self.answers.target, self.limit) if one), None)
        step = step_for([] if typed is None else [typed], number)
        lower = back is (self.role == "seller")
        return (floor if lower else ceil)(number / step) * step


def _amounts(rows: Sequence[Comparable]) -> list[Fraction]:
    return [one.answers.got for one in rows if one.answers.got is not None]


def find(reading: Reading, needed: Needed) -> RangeFindings:
    """Return what the answers of the worksheet on the range imply; total: every set of answers has findings."""
    given = answers.from_reading(reading)
    compared = zip(reading.places.get("comparables", ()), given.comparables, strict=True)
    measured = zip(reading.places.get("standards", ()), given.standards, strict=True)
    return RangeFindings(
        answers=given,
        comparables=tuple(Comparable(place, row) for place, row in compared if row != ComparableAnswers()),
        standards=tuple(Standard(place, row) for place, row in measured if row != StandardAnswers()),
        numbers=standing_of(needed, "batna"),
    )
