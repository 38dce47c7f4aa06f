"""The worksheet's answers -> how much each side needs the other. A blank counts for neither side, and is said to be open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from math import floor
from typing import Literal, cast

from playbook_engine.analysis import dependence
from playbook_engine.analysis.dependence import Move, Need, Relation
from playbook_engine.sheet import Needed
from playbook_engine.standing import NEEDS_OF, Needs, Reach, Safe, Standing, Stronger
from playbook_engine.worksheet import Reading
from playbook_engine.worksheets.power import answers
from playbook_engine.worksheets.power.answers import MOST_ELSEWHERE, PowerAnswers, TieAnswers

_MOST = Fraction(NEEDS_OF)
_FELT = {"weak": -1, "rather_weak": -1, "even": 0, "rather_strong": 1, "strong": 1}
_STRONGER = {"they": -1, "even": 0, "you": 1}
_LEANS: dict[str, Stronger] = {
    "mine_large": "you",
    "mine": "you",
    "even": "even",
    "theirs": "they",
    "theirs_large": "they",
}
Level = Literal["", "low", "middle", "high"]


@dataclass(frozen=True, slots=True)
class Tie:
    """One row that holds anything: its place in the form (from 0), and its answers."""

    place: int
    answers: TieAnswers

    @property
    def need(self) -> Need | None:
        """The row as ratings, None where it is not weighed yet."""
        return self.answers.as_need


@dataclass(frozen=True, slots=True)
class Side:
    """What one side needs of the other: the rows that are weighed, the strongest first, and those that are still open."""

    weighed: tuple[Tie, ...]
    open: tuple[Tie, ...]

    @property
    def needs(self) -> tuple[Need, ...]:
        """The weighed rows as ratings."""
        return tuple(tie.need for tie in self.weighed if tie.need)

    @property
    def steps(self) -> tuple[int, ...]:
        """What each weighed row adds, in tenths, in their order: together they are the whole."""
        sums = [tenths(self.needs[:count]) for count in range(len(self.needs) + 1)]
        return tuple(after - before for before, after in pairwise(sums))

    @property
    def reach(self) -> Reach | None:
        """How much this side needs the other, in tenths: by what is weighed, and at most; None where nothing is weighed."""
        if not self.weighed:
            return None
        return Reach(tenths(self.needs), tenths([*self.needs, *(tie.answers.at_most for tie in self.open)]))


@dataclass(frozen=True)
class PowerFindings:
    """What the answers to the worksheet on power imply.

    ``mine`` is what I need of them, ``theirs`` what they need of me. A row of which nobody said whose need it is stands
    among the open ones of both. None and "" mean that the answers do not reach that far.
    """

    answers: PowerAnswers
    ties: tuple[Tie, ...]

    @cached_property
    def mine(self) -> Side:
        """What the person needs of the other side."""
        return _side(self.ties, "me")

    @cached_property
    def theirs(self) -> Side:
        """What the other side needs of the person."""
        return _side(self.ties, "them")

    @property
    def unknown(self) -> tuple[Tie, ...]:
        """The rows with something left to find out, in the form's order."""
        return tuple(tie for tie in self.ties if tie.need is None)

    @property
    def relation(self) -> Relation | None:
        """Both sides by what is weighed, in tenths; None where one side has nothing that is."""
        mine, theirs = self.mine.reach, self.theirs.reach
        return None if mine is None or theirs is None else _relation(mine.least, theirs.least)

    @property
    def is_open(self) -> bool:
        """Whether what nobody knows yet could move one of the two numbers."""
        return any(reach is not None and reach.is_open for reach in (self.mine.reach, self.theirs.reach))

    @property
    def stronger(self) -> Stronger:
        """Who needs the other less by the map; "" where one side is blank, and where what is open could turn it."""
        mine, theirs = self.mine.reach, self.theirs.reach
        if mine is None or theirs is None:
            return ""
        worst, best = _relation(mine.most, theirs.least), _relation(mine.least, theirs.most)
        return _LEANS[worst.lean] if _LEANS[worst.lean] == _LEANS[best.lean] else ""

    @property
    def mutual_level(self) -> Level:
        """How much both need each other together; "" where that is not known, or open."""
        mine, theirs = self.mine.reach, self.theirs.reach
        if mine is None or theirs is None:
            return ""
        least, most = _relation(mine.least, theirs.least), _relation(mine.most, theirs.most)
        return least.mutual_level if least.mutual_level == most.mutual_level else ""

    @property
    def considerations(self) -> tuple[str, ...]:
        """What follows from both numbers together, as the codes of the analysis; none where something open could turn it."""
        if self.relation is None or not self.stronger or not self.mutual_level:
            return ()
        return tuple(found.code for found in dependence.considerations(self.relation))

    @property
    def moves(self) -> tuple[Move, ...]:
        """What one step by each balancing operation does for the weaker side, in tenths: the best one of each that shows.

        None where neither side is weaker, or nobody knows which. ``after`` is as the person sees it.
        """
        if self.stronger not in ("you", "they"):
            return ()
        turned = self.stronger == "you"
        own, other = (self.theirs, self.mine) if turned else (self.mine, self.theirs)
        before = _relation(tenths(own.needs), tenths(other.needs))
        found: dict[str, Move] = {}
        for move in dependence.steps_to_balance(own.needs, other.needs, MOST_ELSEWHERE):
            after = _relation(_in_tenths(move.after.mine), _in_tenths(move.after.theirs))
            if after.imbalance > before.imbalance and move.operation not in found:
                seen = _relation(int(after.theirs), int(after.mine)) if turned else after
                found[move.operation] = Move(move.operation, move.resource, seen, after.imbalance - before.imbalance)
        return tuple(found.values())

    @property
    def felt_gap(self) -> int:
        """Feeling less map: negative where the person feels weaker than the map says; 0 where one of the two is not known."""
        return _beside(self.answers.felt_power, self.stronger)

    @property
    def believed_gap(self) -> int:
        """How strong the other side seems to think the person is, less the map; 0 where one of the two is not known."""
        return _beside(self.answers.they_believe, self.stronger)

    @property
    def stand(self) -> Standing:
        """Where the person stands by this worksheet."""
        listed = bool(self.ties)
        needs = Needs(self.mine.reach, self.theirs.reach, self.stronger) if listed else None
        return Standing(needs=needs, safe=cast("Safe", self.answers.safe or ""))


def find(reading: Reading, needed: Needed) -> PowerFindings:  # noqa: ARG001  it needs no other worksheet
    """Return what the answers of the worksheet on power imply; total: every set of answers has findings."""
    given = answers.from_reading(reading)
    places = reading.places.get("ties", ())
    rows = (Tie(place, row) for place, row in zip(places, given.ties, strict=True))
    return PowerFindings(given, tuple(row for row in rows if row.answers != TieAnswers()))


def missing(found: PowerFindings) -> tuple[str, ...]:
    """Return the unanswered questions that would change a result, in the form's order."""
    asked: list[str] = [] if found.ties else ["ties"]
    for tie in found.ties:
        row = tie.answers
        names = ["need", "direction", "how_much", "elsewhere", "why", "evidence"]
        asked += [f"ties.{tie.place}.{name}" for name in names if getattr(row, name) is None]
    asked += [name for name in ("gap_kind", "felt_power", "they_believe") if getattr(found.answers, name) is None]
    return tuple(asked)


def tenths(needs: Sequence[Need]) -> int:
    """Return how much several needs make a side depend, in whole tenths: the one place at which the map is rounded."""
    return _in_tenths(dependence.joint_dependence([need.dependence for need in needs]))


def _in_tenths(part: Fraction) -> int:
    return floor(part * NEEDS_OF + Fraction(1, 2))


def _relation(mine: int, theirs: int) -> Relation:
    return Relation(Fraction(mine), Fraction(theirs), _MOST)


def _side(ties: tuple[Tie, ...], direction: str) -> Side:
    own = [tie for tie in ties if tie.answers.direction in (direction, None)]
    weighed = sorted((tie for tie in own if tie.need), key=lambda tie: -tie.need.dependence if tie.need else 0)
    return Side(tuple(weighed), tuple(tie for tie in own if tie.need is None))


def _beside(said: str | None, stronger: Stronger) -> int:
    return 0 if said is None or not stronger else _FELT[said] - _STRONGER[stronger]
