"""Who can carry it and who can stop it: the weights of the group as a voting body, and whom to ask first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil

from playbook_engine.analysis.approach import Approach, Approaches, whom_to_approach
from playbook_engine.analysis.minimal_winning import minimal_winning
from playbook_engine.analysis.voting import VotingBody, VotingPower, council, power
from playbook_engine.worksheets.coalition.answers import MemberAnswers

YOU = "you"
_INTEREST = {"yes": 0, "partly": 1, None: 2, "no": 3}


@dataclass(frozen=True, slots=True)
class Member:
    """One of the group: its place in the form (from 0), and its answers; the person themselves has no place."""

    place: int | None
    answers: MemberAnswers

    @property
    def key(self) -> str:
        """What the analyses call it: names may repeat, or lack."""
        return YOU if self.place is None else str(self.place)

    @property
    def is_in(self) -> bool:
        """Whether it is known to take part."""
        return self.place is None or self.answers.joined == "in"

    def avoids(self, other: Member) -> bool:
        """Whether it was said that it will not act with the other one."""
        name = (other.answers.name or "").strip().casefold()
        return self.place != other.place and bool(name) and name in self.answers.names_avoided


@dataclass(frozen=True)
class Votes:
    """The members that may join, each with a weight, and how much of it is needed. Made only where all of this is known."""

    members: tuple[Member, ...]
    weights: tuple[Fraction, ...]
    needed: Fraction
    pairs: tuple[tuple[str, str], ...]

    @property
    def total(self) -> Fraction:
        """What all of them weigh together, whoever will not act with whom."""
        return sum(self.weights, Fraction(0))

    @property
    def reached(self) -> Fraction:
        """What those weigh who are in."""
        return sum((weight for one, weight in zip(self.members, self.weights, strict=True) if one.is_in), Fraction(0))

    @property
    def inside(self) -> tuple[Member, ...]:
        """Those who are in, in the form's order."""
        return tuple(one for one in self.members if one.is_in)

    @property
    def carries(self) -> bool:
        """Whether those who are in reach what is needed."""
        return self.reached >= self.needed

    @property
    def body(self) -> VotingBody | None:
        """The members as a voting body; None where even all of them do not reach what is needed."""
        if not 0 < self.needed <= self.total:
            return None
        weights = {one.key: weight for one, weight in zip(self.members, self.weights, strict=True)}
        return council(weights, self.needed, self.pairs)

    @cached_property
    def power(self) -> VotingPower | None:
        """Who decides how often; None where nobody can carry it."""
        return power(self.body) if self.body else None

    @cached_property
    def approaches(self) -> Approaches | None:
        """Whom to ask, given who is in; None where nobody can carry it, or where two who are in will not act together."""
        inside = [one.key for one in self.inside]
        if self.body is None or any(set(pair) <= set(inside) for pair in self.pairs):
            return None
        return whom_to_approach(self.body, inside)

    @property
    def can_carry(self) -> bool:
        """Whether some of them that act together reach what is needed."""
        return self.power is not None and bool(self.power.winning_coalitions)

    def named(self, keys: Iterable[str]) -> tuple[Member, ...]:
        """Return members by what the analyses call them, in the form's order."""
        wanted = set(keys)
        return tuple(one for one in self.members if one.key in wanted)

    @property
    def needed_by_all(self) -> tuple[Member, ...]:
        """Those without whom nothing is carried, the person left out."""
        return tuple(one for one in self.named(self.power.veto if self.power else ()) if one.place is not None)

    @property
    def still_needed(self) -> tuple[Member, ...]:
        """Those without whom nothing is carried, and who have not said yes."""
        return tuple(one for one in self.needed_by_all if not one.is_in)

    @property
    def without_weight(self) -> tuple[Member, ...]:
        """Those who change nothing about whether it is carried, the person left out."""
        if not self.can_carry or self.power is None:
            return ()
        return tuple(one for one in self.named(self.power.dummies) if one.place is not None)

    @property
    def alike(self) -> int | None:
        """How many of them are enough where all weigh alike and act with each other; None where they do not, or all are needed."""
        weight = self.weights[0]
        if not self.can_carry or self.pairs or any(one != weight for one in self.weights):
            return None
        number = ceil(self.needed / weight)
        return number if number < len(self.members) else None

    @cached_property
    def smallest(self) -> tuple[tuple[Member, ...], ...]:
        """The groups that carry it and in which everybody is needed, the smallest first."""
        if self.body is None:
            return ()
        return tuple(self.named(group) for group in minimal_winning(self.body).coalitions)

    def share_of_decisions(self, member: Member) -> Fraction:
        """Return how often a member is the one who decides, over all orders in which the others may join."""
        if self.power is None:
            return Fraction(0)
        return self.power.shapley_shubik[self.members.index(member)]

    def approach(self, member: Member) -> Approach | None:
        """Return why to ask a member; None where nothing says it."""
        order = self.approaches.order if self.approaches else ()
        return next((one for one in order if one.member == member.key), None)


def votes(members: Sequence[Member], needed: Fraction | None) -> Votes | None:
    """Return the group as a vote; None where a weight is missing, where none counts, or where nobody said what is needed."""
    weights = [one.answers.weight for one in members]
    if len(members) < 2 or needed is None or needed <= 0 or any(weight is None for weight in weights):
        return None
    known = tuple(Fraction(weight) for weight in weights if weight is not None)
    return Votes(tuple(members), known, needed, pairs_apart(members)) if any(known) else None


def pairs_apart(members: Sequence[Member]) -> tuple[tuple[str, str], ...]:
    """Return the pairs that will not act together, each once; one of the two having said so is enough."""
    return tuple(
        (one.key, other.key)
        for place, one in enumerate(members)
        for other in members[place + 1 :]
        if one.avoids(other) or other.avoids(one)
    )


def in_order(members: Sequence[Member], held: Votes | None) -> tuple[Member, ...]:
    """Return whom to ask, in order: who decides most often, then who wants the same, then who weighs most, then as listed."""
    asked = [one for one in members if not one.is_in]
    return tuple(sorted(asked, key=lambda one: rank(one, held)))


def rank(member: Member, held: Votes | None) -> tuple[Fraction, int, Fraction]:
    """Return what those to ask are ordered by; members of the same rank are alike by what was said."""
    found = held.approach(member) if held else None
    pivotal = found.pivotal if found else Fraction(0)
    return -pivotal, _INTEREST[member.answers.same_interest], -(member.answers.weight or Fraction(0))
