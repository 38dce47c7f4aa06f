"""The worksheet's answers -> what to ask in which order, and what to tell. A blank is no claim, and is said to be open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any, cast

from playbook_engine.analysis import disclosure
from playbook_engine.analysis.disclosure import Advice, Item
from playbook_engine.analysis.information import value_of_information
from playbook_engine.domain import Outcome
from playbook_engine.sheet import Needed
from playbook_engine.standing import Safe, Standing
from playbook_engine.worksheet import Reading
from playbook_engine.worksheets.questions import answers
from playbook_engine.worksheets.questions.answers import (
    WIDE_TO_NARROW,
    DisclosureAnswers,
    FactAnswers,
    HardAnswers,
    QuestionsAnswers,
)

MOST_WORTH = 6
"""What an answer is worth that is not known at all and would change the plan: half of what changing it in time would save."""

_CHANCE = {"open": Fraction(1, 2), "believed": Fraction(1, 4), "known": Fraction(0)}
_STAKE = {"yes": Fraction(2 * MOST_WORTH), "little": Fraction(MOST_WORTH * 2, 3), "no": Fraction(0)}
_CHANGES = {"yes": 3, "little": 2, "": 1, "no": 0}
_UNSURE = {"open": 2, "believed": 1, "": 0, "known": 0}
_SORTS: dict[str, Item] = {
    "reason": Item("", "interests"),
    "priority": Item("", "priorities"),
    "date": Item("", "final_deadline"),
    "rule": Item("", "constraint"),
    "limit": Item("", "reservation_value"),
    "good-alternative": Item("", "alternative"),
    "weak-alternative": Item("", "alternative", strong=False),
    "cost": Item("", "cost_structure"),
    "need": Item("", "need"),
    "fault": Item("", "defect"),
}
_TELL = {"share": "share", "share_reciprocally": "share", "must_share": "share", "trade": "trade", "hold": "hold"}


@dataclass(frozen=True, slots=True)
class Fact:
    """One row that holds anything: its place in the form (from 0), and its answers."""

    place: int
    answers: FactAnswers

    @property
    def is_weighed(self) -> bool:
        """Whether what was said of it is enough to say whether to ask it."""
        row = self.answers
        return row.know == "known" or row.would_change == "no" or None not in (row.know, row.would_change)

    @property
    def is_open(self) -> bool:
        """Whether something is gained by finding it out, as far as anything was said of that."""
        row = self.answers
        return (row.know, row.would_change) != (None, None) and row.know != "known" and row.would_change != "no"

    @property
    def worth(self) -> int | None:
        """What the answer is worth, of ``MOST_WORTH``; None where the row is not weighed."""
        row = self.answers
        if row.know == "known" or row.would_change == "no":
            return 0
        return worth(row.know, row.would_change) if row.know and row.would_change else None

    @property
    def rank(self) -> tuple[int, int, int, str, str]:
        """What facts are ranked by: worth most first, and never by the place of a row."""
        row = self.answers
        changes, unsure = _CHANGES[row.would_change or ""], _UNSURE[row.know or ""]
        return -changes, -unsure, self.breadth, (row.what or "").casefold(), row.what or ""

    @property
    def breadth(self) -> int:
        """How narrow the question is, 0 for the widest; one of which nobody said it comes last."""
        return WIDE_TO_NARROW.index(self.answers.kind) if self.answers.kind else len(WIDE_TO_NARROW)


@lru_cache
def worth(know: str, would_change: str) -> int:
    """Return what an answer is worth before the plan is made, of ``MOST_WORTH`` (the value of perfect information, Howard 1966).

    The plan stays or is changed; to change it gains the stake where the fact is otherwise than the plan has it, and loses as
    much where it is not. The chances and stakes behind the words are ours.
    """
    chance, stake = _CHANCE[know], _STAKE[would_change]
    otherwise = [Outcome(chance, stake), Outcome(1 - chance, -stake)]
    plans = {"stay": lambda _: Fraction(0), "change": lambda state: state["fact"]}
    return int(value_of_information(plans, {"fact": otherwise}).all_together)


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One thing that the person could tell: its place in the form, its answers, and what the literature says; None for nothing."""

    place: int
    answers: DisclosureAnswers
    advice: Advice | None

    @property
    def advised(self) -> str:
        """What that advice comes to: ``share``, ``trade``, ``hold`` or ""."""
        return _TELL.get(self.advice.action, "") if self.advice else ""


@dataclass(frozen=True, slots=True)
class Hard:
    """One hard question: its place in the form, and its answers."""

    place: int
    answers: HardAnswers


@dataclass(frozen=True)
class QuestionsFindings:
    """What the answers to the worksheet on questions imply. Rows that hold nothing are left out."""

    answers: QuestionsAnswers
    facts: tuple[Fact, ...]
    disclosures: tuple[Disclosure, ...]
    hard: tuple[Hard, ...]

    @cached_property
    def open(self) -> tuple[Fact, ...]:
        """The facts that are worth finding out, the one first whose answer is worth most."""
        return tuple(sorted((fact for fact in self.facts if fact.is_open), key=lambda fact: fact.rank))

    @property
    def ladder(self) -> tuple[Fact, ...]:
        """What to ask the other side, from wide to narrow."""
        asked = (fact for fact in self.open if fact.answers.where in (None, "them"))
        return tuple(sorted(asked, key=lambda fact: (fact.breadth, fact.rank)))

    @property
    def look_up(self) -> tuple[Fact, ...]:
        """What others or public papers could tell, worth most first."""
        return tuple(fact for fact in self.open if fact.answers.where in ("others", "public"))

    @property
    def out_of_reach(self) -> tuple[Fact, ...]:
        """What is open and nobody could tell, worth most first."""
        return tuple(fact for fact in self.open if fact.answers.where == "nobody")

    @property
    def beyond_reach(self) -> tuple[Fact, ...]:
        """Of these, what would change the plan."""
        return tuple(fact for fact in self.out_of_reach if fact.answers.would_change == "yes")

    @property
    def reachable(self) -> tuple[Fact, ...]:
        """What is open and somebody could tell, worth most first."""
        return tuple(fact for fact in self.open if fact.answers.where != "nobody")

    @property
    def unweighed(self) -> tuple[Fact, ...]:
        """The rows of which too little was said, in the form's order."""
        return tuple(fact for fact in self.facts if not fact.is_weighed)

    @property
    def key_unknowns(self) -> tuple[Fact, ...]:
        """What is not known, would change the plan, and can be found out."""
        return self._key("open")

    @property
    def unknown_to_ask(self) -> tuple[Fact, ...]:
        """Of these, what to ask the other side."""
        return tuple(fact for fact in self.key_unknowns if fact.answers.where in (None, "them"))

    @property
    def unknown_elsewhere(self) -> tuple[Fact, ...]:
        """Of these, what others or public papers could tell."""
        return tuple(fact for fact in self.key_unknowns if fact.answers.where in ("others", "public"))

    @property
    def key_beliefs(self) -> tuple[Fact, ...]:
        """What is only believed, would change the plan, and can be found out."""
        return self._key("believed")

    def _key(self, know: str) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.reachable if (fact.answers.know, fact.answers.would_change) == (know, "yes"))

    def open_of(self, kind: str) -> tuple[Fact, ...]:
        """Return what is said to be unknown or only believed of one sort of thing, and can be found out."""
        return tuple(fact for fact in self.reachable if fact.answers.kind == kind and fact.answers.know)

    @property
    def is_enough(self) -> bool:
        """Whether everything listed is weighed, and nothing of it is worth finding out."""
        return bool(self.facts) and not self.unweighed and not self.open

    @property
    def heard_from_them(self) -> bool:
        """Whether anything that is known or believed comes from the other side, or could."""
        return any(fact.answers.know != "open" and fact.answers.where in (None, "them") for fact in self.facts)

    @property
    def public_fact(self) -> Fact | None:
        """The first thing that is known and public."""
        return next(
            (fact for fact in self.facts if (fact.answers.know, fact.answers.where) == ("known", "public")), None
        )

    def told(self, tell: str | None) -> tuple[Disclosure, ...]:
        """Return what the person would share, trade or hold; None for what is undecided."""
        return tuple(one for one in self.disclosures if one.answers.tell == tell)

    @property
    def undecided(self) -> tuple[Disclosure, ...]:
        """What the person could tell, and has not decided about."""
        return self.told(None)

    @property
    def unpriced(self) -> tuple[Disclosure, ...]:
        """What they would tell only in a trade, without having said for what."""
        return tuple(one for one in self.told("trade") if one.answers.in_return is None)

    @property
    def held_texts(self) -> tuple[str, ...]:
        """What they would hold back, in their own words."""
        return tuple(one.answers.fact for one in self.told("hold") if one.answers.fact)

    @property
    def held_faults(self) -> tuple[Disclosure, ...]:
        """Faults of what they offer that they would hold back, or tell only in a trade."""
        return tuple(one for one in (*self.told("hold"), *self.told("trade")) if one.answers.sort == "fault")

    @property
    def told_limits(self) -> tuple[Disclosure, ...]:
        """What shows the least that they would take, and that they would share."""
        return tuple(one for one in self.told("share") if one.answers.sort == "limit")

    @property
    def all_alike(self) -> str:
        """What they would do with each of at least two things; "" where these differ."""
        choices = {one.answers.tell for one in self.disclosures}
        return next(iter(choices)) or "" if len(self.disclosures) > 1 and len(choices) == 1 else ""

    @property
    def unanswered(self) -> tuple[Hard, ...]:
        """The hard questions without an answer."""
        return tuple(one for one in self.hard if one.answers.they_ask and not one.answers.you_say)

    @property
    def stand(self) -> Standing:
        """Where the person stands by this worksheet."""
        return Standing(case=self.answers.case or "", safe=cast("Safe", self.answers.safe or ""))


def find(reading: Reading, needed: Needed) -> QuestionsFindings:  # noqa: ARG001  it needs no other worksheet
    """Return what the answers of the worksheet on questions imply; total: every set of answers has findings."""
    given = answers.from_reading(reading)

    def rows(name: str, blank: object) -> Iterator[tuple[int, Any]]:
        found = zip(reading.places.get(name, ()), getattr(given, name), strict=True)
        return ((place, row) for place, row in found if row != blank)

    they_tell = given.openness == "open"
    return QuestionsFindings(
        given,
        tuple(Fact(place, row) for place, row in rows("facts", FactAnswers())),
        tuple(Disclosure(place, row, _advice(row, they_tell)) for place, row in rows("disclosures", DisclosureAnswers())),
        tuple(Hard(place, row) for place, row in rows("hard", HardAnswers())),
    )  # fmt: skip


def _advice(row: DisclosureAnswers, they_tell: bool) -> Advice | None:
    """Return what is usually done with a thing of this sort, where the other side tells things too or does not."""
    item = _SORTS.get(row.sort or "")
    if item is None:
        return None
    return disclosure.advise(Item(row.fact or "", item.kind, strong=item.strong, they_reciprocate=they_tell))


def missing(found: QuestionsFindings) -> tuple[str, ...]:
    """Return the unanswered questions that would change a result, in the form's order."""
    asked: list[str] = [] if found.facts else ["facts"]
    for fact in found.facts:
        row = fact.answers
        names = ["what", "know"]
        names += [] if row.know == "known" else ["would_change"]
        names += ["kind", "where"] if fact.is_open else []
        asked += [f"facts.{fact.place}.{name}" for name in names if getattr(row, name) is None]
    single = ("person", "decider", "approver", "approver_needs", "openness", "trust", "rely_on_word")
    asked += [name for name in single if getattr(found.answers, name) is None]
    asked += [] if found.disclosures else ["disclosures"]
    for one in found.disclosures:
        names = ["fact", "sort", "tell", *(["in_return"] if one.answers.tell == "trade" else [])]
        asked += [f"disclosures.{one.place}.{name}" for name in names if getattr(one.answers, name) is None]
    asked += [] if found.hard else ["hard"]
    for question in found.hard:
        names = ["they_ask", "you_say"]
        asked += [f"hard.{question.place}.{name}" for name in names if getattr(question.answers, name) is None]
    return tuple(asked)
