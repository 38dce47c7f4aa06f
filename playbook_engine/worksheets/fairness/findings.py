"""The worksheet's answers -> what stands against a plan, and what a squeeze brings and risks. A blank is no claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal, Protocol, cast

from playbook_engine.analysis import ethics
from playbook_engine.sheet import Needed
from playbook_engine.standing import Safe, Standing
from playbook_engine.worksheet import Reading
from playbook_engine.worksheets.fairness import answers
from playbook_engine.worksheets.fairness.answers import TESTS, FairnessAnswers, StandardAnswers, TacticAnswers

Verdict = Literal["stop", "doubt", "pass", "open"]


class Measured(Protocol):
    """A row of the worksheet on the range: something to measure by."""

    @property
    def answers(self) -> Any:
        """Its answers: ``what`` it is, and whether it is ``accepted``."""


class Standards(Protocol):
    """What is needed of the findings of the worksheet on the range."""

    @property
    def standards(self) -> Sequence[Measured]:
        """What both sides could measure by."""


@dataclass(frozen=True, slots=True)
class Tactic:
    """One row that holds anything: its place in the form (from 0), and its answers."""

    place: int
    answers: TacticAnswers

    @property
    def stops(self) -> tuple[str, ...]:
        """What stops it, as the names of reasons: ``untrue``, ``lock-in``, or ``misleads`` where it is not untrue as well."""
        row = self.answers
        given = (
            (row.true_words == "no", "untrue"),
            (row.misleads == "yes" and row.true_words != "no", "misleads"),
            (row.lock_in == "hidden", "lock-in"),
        )
        return tuple(name for holds, name in given if holds)

    @property
    def doubts(self) -> tuple[str, ...]:
        """What speaks for thinking again: ``unchecked``, ``unsure``, ``defend-no``, ``defend-unsure``."""
        row = self.answers
        given = (
            (row.true_words == "unsure", "unchecked"),
            (row.misleads == "unsure", "unsure"),
            (row.defend == "no", "defend-no"),
            (row.defend == "unsure", "defend-unsure"),
        )
        return tuple(name for holds, name in given if holds)

    @property
    def open(self) -> tuple[str, ...]:
        """The tests that were not answered."""
        return tuple(name for name in TESTS if getattr(self.answers, name) is None)

    @property
    def verdict(self) -> Verdict:
        """What the tests say: one that stops outweighs all others, and what is not answered passes nothing."""
        if ethics.judge(self.answers.as_tactic).verdict == "stop":
            return "stop"
        if self.doubts:
            return "doubt"
        return "open" if self.open else "pass"


@dataclass(frozen=True)
class FairnessFindings:
    """What the answers to the worksheet on fairness imply. Rows that hold nothing are left out.

    ``borrowed`` are what both could measure by on the worksheet on the range, where nothing of that was written down here.
    """

    answers: FairnessAnswers
    tactics: tuple[Tactic, ...]
    own_measures: tuple[tuple[int, StandardAnswers], ...] = ()
    borrowed: tuple[StandardAnswers, ...] = ()

    def of(self, verdict: Verdict) -> tuple[Tactic, ...]:
        """Return the tactics with that verdict, in the form's order."""
        return tuple(tactic for tactic in self.tactics if tactic.verdict == verdict)

    @cached_property
    def against(self) -> tuple[Tactic, ...]:
        """The tactics that something speaks against, those first that are stopped."""
        return (*self.of("stop"), *self.of("doubt"))

    def stopped_by(self, reason: str) -> tuple[Tactic, ...]:
        """Return the tactics that are stopped for that reason."""
        return tuple(tactic for tactic in self.tactics if reason in tactic.stops)

    @property
    def all_pass(self) -> bool:
        """Whether every tactic on the list has all its answers, and nothing speaks against it."""
        return bool(self.tactics) and len(self.of("pass")) == len(self.tactics)

    @property
    def none_is_tested(self) -> bool:
        """Whether nothing was said yet of any tactic on the list but what it is called."""
        return all(len(tactic.open) == len(TESTS) for tactic in self.tactics)

    @property
    def others_bear_it(self) -> bool:
        """Whether people who are not in the room would bear part of it, and no change for them is named."""
        return self.answers.others is not None and self.answers.absent_change is None

    @property
    def gain(self) -> Fraction | None:
        """What pressing brings today; None where nothing is to be gained, or nobody said it."""
        return self.answers.squeeze_gain or None

    @property
    def stakes(self) -> tuple[tuple[str, Fraction | None], ...]:
        """What pressing puts at risk, by the name of its question; None where nobody said how much it is worth."""
        given = self.answers
        parts = (
            (given.meet_again in ("yes", "maybe"), "next_deals", given.next_deals),
            (given.carry_out == "unseen", "effort_worth", given.effort_worth),
        )
        return tuple((name, worth) for holds, name, worth in parts if holds)

    @property
    def at_stake(self) -> Fraction | None:
        """What is at stake, as far as it has an amount; None where nothing has one."""
        known = [worth for _, worth in self.stakes if worth is not None]
        return sum(known, Fraction(0)) if known else None

    @property
    def stake_is_open(self) -> bool:
        """Whether something at stake has no amount yet, or nobody said whether it is at stake."""
        given = self.answers
        return None in (given.meet_again, given.carry_out) or any(worth is None for _, worth in self.stakes)

    @property
    def nothing_at_stake(self) -> bool:
        """Whether they said that they will not meet again, and that the other side can hold nothing back."""
        return self.answers.meet_again == "no" and self.answers.carry_out in ("no", "seen")

    @property
    def break_even(self) -> Fraction | None:
        """The part of what is at stake whose loss makes a squeeze bring nothing, 1 at most; None without both amounts."""
        if self.gain is None or not self.at_stake:
            return None
        return ethics.restraint(self.gain, self.at_stake, 1, Fraction(1)).break_even_drop

    @property
    def risks_more(self) -> bool:
        """Whether more is at stake than pressing brings, whatever is still open."""
        return self.gain is not None and self.at_stake is not None and self.at_stake > self.gain

    @property
    def warns(self) -> bool:
        """Whether something speaks against a plan, or pressing puts more at risk than it brings."""
        return bool(self.against) or self.risks_more

    @property
    def measures(self) -> tuple[StandardAnswers, ...]:
        """What both could measure by: as written here, else as written on the worksheet on the range."""
        return tuple(row for _, row in self.own_measures) or self.borrowed

    @property
    def shared(self) -> tuple[StandardAnswers, ...]:
        """What the other side would accept too, by the person's word."""
        return tuple(row for row in self.measures if row.accepted == "yes")

    @property
    def none_is_shared(self) -> bool:
        """Whether of every measure on the list they said that the other side would not accept it, or that it is open."""
        return bool(self.measures) and all(row.accepted in ("no", "open") for row in self.measures)

    @property
    def held_texts(self) -> tuple[str, ...]:
        """What the person plans, in their own words: it is being tested, and not said to anybody yet."""
        return tuple(tactic.answers.plan for tactic in self.tactics if tactic.answers.plan)

    @property
    def stand(self) -> Standing:
        """Where the person stands by this worksheet."""
        return Standing(safe=cast("Safe", self.answers.safe or ""))


def find(reading: Reading, needed: Needed) -> FairnessFindings:
    """Return what the answers of the worksheet on fairness imply; total: every set of answers has findings."""
    given = answers.from_reading(reading)
    elsewhere = cast("Standards | None", needed.get("range"))
    borrowed = tuple(
        StandardAnswers(row.answers.what, row.answers.accepted) for row in (elsewhere.standards if elsewhere else ())
    )
    tactics = zip(reading.places.get("tactics", ()), given.tactics, strict=True)
    measures = zip(reading.places.get("measures", ()), given.measures, strict=True)
    return FairnessFindings(
        given,
        tuple(Tactic(place, row) for place, row in tactics if row != TacticAnswers()),
        tuple((place, row) for place, row in measures if row != StandardAnswers()),
        borrowed,
    )


def missing(found: FairnessFindings) -> tuple[str, ...]:
    """Return the unanswered questions that would change a result, in the form's order."""
    return tuple(_missing(found))


def _missing(found: FairnessFindings) -> Iterator[str]:
    given = found.answers
    if not found.tactics:
        yield "tactics"
    for tactic in found.tactics:
        names = () if tactic.verdict == "stop" else TESTS
        yield from (
            f"tactics.{tactic.place}.{name}" for name in ("plan", *names) if getattr(tactic.answers, name) is None
        )
    if found.gain is not None:
        later = ["meet_again", "next_deals", "carry_out", "effort_worth"]
    else:  # nobody is asked twice whether they press: it is no matter of the weaker seat
        later = ["squeeze_gain"] if given.meet_again or given.carry_out else []
    singles = [*later, "absent", *(["absent_change"] if given.others else [])]
    yield from (name for name in singles if getattr(given, name) is None)
    if not found.measures:
        yield "measures"
    for place, row in found.own_measures:
        yield from (f"measures.{place}.{name}" for name in ("what", "accepted") if getattr(row, name) is None)
    if given.sure is None:
        yield "sure"
