"""The worksheet's answers -> whose clock it is, wait or take with the chance at which it turns, and the steps. Blanks claim nothing."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal, Protocol, cast

from playbook_engine.analysis.concessions import Exchange
from playbook_engine.analysis.opening import Role
from playbook_engine.analysis.timing import WaitOrTake, wait_or_take
from playbook_engine.domain import Alternative, Outcome
from playbook_engine.fields.basis import Basis
from playbook_engine.fields.days import Date, Day
from playbook_engine.fields.duration import DAYS_A_MONTH
from playbook_engine.sheet import ROLES, Needed, standing_of
from playbook_engine.standing import Safe, Standing, rounded
from playbook_engine.worksheet import Reading
from playbook_engine.worksheets.time import answers, steps
from playbook_engine.worksheets.time.answers import TimeAnswers

CLOSE = Fraction(1, 10)  # a chance that is nearer than this to the one at which it turns decides nothing
_EVEN = Fraction(1, 2)
_CERTAIN = Fraction(1)
_DAYS_A_WEEK = 7
Dearer = Literal["", "you", "they", "even", "open"]
Choice = Literal["", "unsaid", "wait", "take", "close", "never", "free", "unpriced"]


class Plan(Protocol):
    """What is needed of the findings of the worksheet on the range."""

    @property
    def start(self) -> Fraction | None:
        """From which number the steps lead on."""

    @property
    def steps(self) -> tuple[Fraction, ...]:
        """The planned offers after that."""


@dataclass(frozen=True)
class TimeFindings:
    """What the answers to the worksheet on time imply.

    ``numbers`` is where the person stands by the BATNA worksheet, whose limit counts; ``plan`` are the findings of the worksheet on
    the range, None without them. ``today`` is the day of the request, None where it names none. Amounts are as typed. None,
    "" and () mean that the answers do not reach that far.
    """

    answers: TimeAnswers
    numbers: Standing
    plan: Plan | None
    today: Day | None
    offer_is_none_yet: bool = False
    offer_has_no_end: bool = False

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
        return self.numbers.offer if self.answers.offer is None else self.answers.offer

    # The calendar.

    def days_to(self, date: Date | None) -> int | None:
        """Return how many days a date lies ahead; None without one, or where nobody said what day it is."""
        return None if date is None or self.today is None else date.day.number - self.today.number

    @property
    def days_left(self) -> int | None:
        """How many days the offer stands."""
        return self.days_to(self.answers.expires)

    @property
    def later_days(self) -> int | None:
        """In how many days what the person would wait for comes."""
        wait = self.answers.later_wait
        return None if wait is None else round(wait * DAYS_A_MONTH)

    @property
    def days_short(self) -> int:
        """How many days the offer ends before what the person would wait for comes; 0 where it does not."""
        if self.days_left is None or self.later_days is None:
            return 0
        return max(self.later_days - self.days_left, 0)

    @property
    def talk_ends_first(self) -> bool:
        """Whether a date ends it for both before what the person would wait for comes."""
        last = self.days_to(self.answers.last_day) if self.answers.deadline == "both" else None
        return last is not None and self.later_days is not None and self.later_days > last

    # What a week costs.

    @property
    def their_week(self) -> tuple[Fraction, Fraction] | None:
        """The least and the most that a week costs the other side, by the person's guess."""
        guess = self.answers.their_week
        return (min(guess.points), max(guess.points)) if guess else None

    @property
    def dearer(self) -> Dearer:
        """Whom a week of waiting costs more; ``open`` where the guess reaches to both sides of the person's own cost."""
        mine, theirs = self.answers.my_week, self.their_week
        if mine is None or theirs is None:
            return ""
        low, high = theirs
        if mine > high:
            return "you"
        if mine < low:
            return "they"
        return "even" if low == high else "open"

    # Wait or take.

    @property
    def weeks(self) -> Fraction | None:
        """How many weeks the person would wait."""
        wait = self.answers.later_wait
        return None if wait is None else wait * DAYS_A_MONTH / _DAYS_A_WEEK

    @property
    def wait_cost(self) -> Fraction:
        """What the whole wait costs in money, once; 0 where the week or the wait is not known."""
        return (self.answers.my_week or Fraction(0)) * (self.weeks or Fraction(0))

    @property
    def lacks_hours(self) -> bool:
        """Whether what the wait costs cannot be set against pay for an hour yet."""
        return self.basis == "hour" and self.answers.hours_in_a_week is None and bool(self.wait_cost)

    @property
    def offer_goes(self) -> bool:
        """Whether the offer is gone for who waits in vain: by its last day, else as it was said; unsaid, it counts as gone."""
        return self.goes_by_date or self.answers.if_not != "stays"

    @property
    def goes_by_date(self) -> bool:
        """Whether a date takes the offer away before what the person would wait for comes."""
        return self.days_short > 0 or self.talk_ends_first

    @property
    def fallback(self) -> Fraction | None:
        """What the person has who waits in vain."""
        return self.limit if self.offer_goes else self.offer

    @property
    def offer_is_no_better_than_leaving(self) -> bool:
        """Whether the offer is worse than what the person has without a deal, so that there is nothing to take."""
        if self.offer is None or self.limit is None:
            return False
        return self.answers.sign * self.offer < self.answers.sign * self.limit

    @cached_property
    def waiting(self) -> WaitOrTake | None:
        """Waiting against taking, in gains; None where an amount, or who pays, is missing, and where the offer is worse than leaving."""
        return self._compared(self.fallback, self.wait_cost)

    def _compared(self, fallback: Fraction | None, cost: Fraction) -> WaitOrTake | None:
        """Return waiting against taking with this fallback and cost; without a chance it counts as even, and tells where it turns."""
        later, offer, chance = self.answers.later_offer, self.offer, self.answers.later_chance
        if later is None or offer is None or fallback is None or self.role is None:
            return None
        if self.offer_is_no_better_than_leaving or self.lacks_hours:
            return None
        sign, chance = self.answers.sign, _EVEN if chance is None else chance
        outcomes = (Outcome(chance, sign * later), Outcome(1 - chance, sign * fallback))
        return wait_or_take(sign * offer, Alternative("", outcomes, self.answers.reckoning.spread(cost)))

    @property
    def turning_for_free(self) -> Fraction | None:
        """The chance at which it would turn if the wait cost nothing."""
        found = self._compared(self.fallback, Fraction(0))
        return found.break_even_chance if found else None

    @property
    def turning_if_it_stays(self) -> Fraction | None:
        """The chance at which it would turn if the offer were still there in the end."""
        found = self._compared(self.offer, self.wait_cost)
        return found.break_even_chance if found else None

    @property
    def turning(self) -> Fraction | None:
        """The chance at which waiting is as good as taking; None where no chance does it."""
        if self.waiting is None or self.choice == "never":
            return None
        return self.waiting.break_even_chance

    @property
    def choice(self) -> Choice:
        """What the numbers say: ``never`` where even a certain later result loses, ``free`` where waiting costs nothing at all.

        ``unpriced`` tells that nothing was said yet that would make it cost anything, and ``unsaid`` tells that it turns at some chance and none was given;
        ``close`` that the one that was given is too near.
        """
        found = self.waiting
        if found is None or self.answers.later_offer is None:
            return ""
        certain = self.answers.sign * self.answers.later_offer - found.waiting.alternative.cost
        if certain <= found.offer:
            return "never"
        turning = found.break_even_chance
        if turning is None:
            return ""
        if not turning:
            return "unpriced" if self.answers.my_week is None else "free"
        chance = self.answers.later_chance
        if chance is None:
            return "unsaid"
        if abs(chance - turning) < CLOSE and chance not in (0, _CERTAIN):
            return "close"
        return "wait" if chance > turning else "take"

    # The steps.

    @cached_property
    def exchange(self) -> Exchange | None:
        """Who moved how far in the rounds that were written down; None where that cannot be told."""
        return steps.exchange(self.answers.rounds, self.role)

    @property
    def named(self) -> Fraction | None:
        """The number that the person named last, by the rounds."""
        mine = [row.mine for row in self.answers.rounds if row.mine is not None]
        return mine[-1] if mine else None

    @property
    def heard(self) -> Fraction | None:
        """The number that the other side named last: by the rounds, else what they offer."""
        theirs = [row.theirs for row in self.answers.rounds if row.theirs is not None]
        return theirs[-1] if theirs else self.offer

    @property
    def start(self) -> Fraction | None:
        """From which number the steps lead on: what was named last, else as the range has it, else the target."""
        if self.named is not None:
            return self.named
        if self.plan is not None and self.plan.start is not None:
            return self.plan.start
        return self.answers.target

    @cached_property
    def steps(self) -> tuple[Fraction, ...]:
        """The planned offers, each worse than the one before, and the last of them short of the limit."""
        if self.named is None and self.plan is not None and self.plan.start is not None:
            return self.plan.steps
        return steps.down(self.role, self.start, self.limit, self.answers.target, self.heard)

    @property
    def giving(self) -> tuple[Fraction, ...]:
        """The steps that give something: without a last one that goes to the number that the other side named."""
        return tuple(step for step in self.steps if step != self.heard)

    @property
    def returns(self) -> tuple[str, ...]:
        """What the steps are to bring back, in their order."""
        return tuple(row.what for row in self.answers.returns if row.what)

    @property
    def stand(self) -> Standing:
        """Where the person stands by this worksheet: what it adds to the numbers of the others."""
        return Standing(safe=cast("Safe", self.answers.safe or ""))


def find(reading: Reading, needed: Needed) -> TimeFindings:
    """Return what the answers of the worksheet on time imply; total: every set of answers has findings."""
    return TimeFindings(
        answers=answers.from_reading(reading),
        numbers=standing_of(needed, "batna"),
        plan=needed.get("range"),
        today=reading.today,
        offer_is_none_yet=reading.says_nothing_yet("offer"),
        offer_has_no_end=reading.says_nothing_yet("expires"),
    )
