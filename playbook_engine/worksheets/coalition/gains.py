"""Whether a group holds: what its members get together against what they get outside, alone or in a smaller group.

A smaller group that reaches what is needed gets for its members what they get with all, and bears the whole cost; another one
gets what each of them gets outside. A split of that holds where nobody does better without it: it lies in the core (Gillies
1959).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations

from playbook_engine.analysis.coalitions import CoalitionGame, blocking_coalitions, coalition_game
from playbook_engine.worksheets.coalition.votes import Member, Votes


@dataclass(frozen=True, slots=True)
class Better:
    """Some members who get more without the whole group, and by how much together."""

    members: tuple[Member, ...]
    gain: Fraction


@dataclass(frozen=True)
class Gains:
    """What each member gets outside the group, where nobody stays behind, and together; in the order of ``members``.

    ``outside`` is the better of what a member gets alone and of what it was offered so as to stay out. Made only where all of
    this is known, where the group as a whole carries it as far as anybody said, and where all its members act with each other.
    """

    members: tuple[Member, ...]
    alone: tuple[Fraction, ...]
    outside: tuple[Fraction, ...]
    together: tuple[Fraction, ...]
    cost: Fraction
    votes: Votes | None

    @property
    def each_cost(self) -> Fraction:
        """What each bears where the cost is shared equally."""
        return self.cost / len(self.members)

    @property
    def shares(self) -> tuple[Fraction, ...]:
        """What each gets together, less an equal share of the cost."""
        return tuple(worth - self.each_cost for worth in self.together)

    @property
    def all_told(self) -> Fraction:
        """What all get together after the cost."""
        return sum(self.together, Fraction(0)) - self.cost

    @property
    def gain(self) -> Fraction:
        """By how much that is more than what all get alone."""
        return self.all_told - sum(self.alone, Fraction(0))

    @property
    def lack(self) -> Fraction:
        """By how much what all get outside is more than what they get together; 0 where it is not."""
        return max(Fraction(0), sum(self.outside, Fraction(0)) - self.all_told)

    @cached_property
    def game(self) -> CoalitionGame:
        """What every smaller group gets by itself."""
        keys = [one.key for one in self.members]
        values = {frozenset([key]): worth for key, worth in zip(keys, self.outside, strict=True)}
        values |= {frozenset(keys[place] for place in group): worth for group, worth in self._that_carry()}
        values[frozenset(keys)] = self.all_told
        return coalition_game(keys, values, "best_parts")

    def _that_carry(self) -> Iterator[tuple[tuple[int, ...], Fraction]]:
        """Yield the smaller groups that reach what is needed, by the places of their members, and what they get."""
        if self.votes is None:
            return
        weights = [one.answers.weight or Fraction(0) for one in self.members]
        places = range(len(self.members))
        for size in range(2, len(self.members)):
            for group in combinations(places, size):
                if sum(weights[place] for place in group) >= self.votes.needed:
                    yield (
                        group,
                        max(
                            sum((self.together[place] for place in group), Fraction(0)) - self.cost,
                            sum((self.outside[place] for place in group), Fraction(0)),
                        ),
                    )

    @cached_property
    def better_without(self) -> tuple[Better, ...]:
        """Who does better without the whole group where the cost is shared equally: the greatest gain first, singles before groups."""
        blocks = blocking_coalitions(self.game, self.shares)
        found = [
            Better(tuple(one for one in self.members if one.key in block.coalition), block.gain) for block in blocks
        ]
        return tuple(sorted(found, key=lambda one: (len(one.members) > 1, -one.gain, len(one.members))))

    @cached_property
    def split(self) -> tuple[Fraction, ...] | None:
        """A way to share that nobody can better; None where there is none, and the core is empty.

        Whoever does better outside gets just that, and the others give it by what each of them gains. That lies in the core
        wherever there is one: a member's share passes what it brings only where the rest cannot do without it.
        """
        over = [share - worth for share, worth in zip(self.shares, self.outside, strict=True)]
        given = -sum((one for one in over if one < 0), Fraction(0))
        spare = sum((one for one in over if one > 0), Fraction(0))
        if given > spare:
            return None
        left = 1 - given / spare if spare else Fraction(0)
        found = tuple(worth + max(one, Fraction(0)) * left for worth, one in zip(self.outside, over, strict=True))
        return None if blocking_coalitions(self.game, found) else found


def gains(
    members: Sequence[Member], cost: Fraction | None, held: Votes | None, pairs: Sequence[tuple[str, str]]
) -> Gains | None:
    """Return what the members gain; None where an amount is missing, or where they cannot all act together, or carry nothing."""
    if len(members) < 2 or pairs or (held is not None and held.total < held.needed):
        return None
    known = [(one.answers.alone, outside(one), one.answers.together) for one in members]
    alone = tuple(worth for worth, _, _ in known if worth is not None)
    without = tuple(worth for _, worth, _ in known if worth is not None)
    together = tuple(worth for _, _, worth in known if worth is not None)
    if {len(alone), len(without), len(together)} != {len(members)}:
        return None
    return Gains(tuple(members), alone, without, together, cost or Fraction(0), held)


def outside(member: Member) -> Fraction | None:
    """Return what a member gets outside the group; None where a side offer was made and not valued, or nothing is known."""
    row = member.answers
    if row.alone is None or (row.side_offer == "yes" and row.side_worth is None):
        return None
    return max(row.alone, row.side_worth) if row.side_offer == "yes" and row.side_worth is not None else row.alone


def worth_staying_out(member: Member) -> Fraction | None:
    """Return by how much a member's best known course outside is more than what it gets together; None where that is not known."""
    row = member.answers
    offered = row.side_worth if row.side_offer == "yes" else None
    known = [worth for worth in (row.alone, offered) if worth is not None]
    if not known or row.together is None:
        return None
    return max(known) - row.together
