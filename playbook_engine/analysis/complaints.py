"""The complaints of coalitions about a split: how small the greatest can be, then the next, and so on.

A coalition's complaint is its value less what a split gives it. The programme has the players' shares and epsilon for
variables, and for every coalition one constraint: share and epsilon together reach its value. Each round finds the least
epsilon and settles the coalitions that carry it, whose shares follow from then on; the next round walks on from the same
vertex (Maschler, Peleg and Shapley 1979, doi:10.1287/moor.4.4.303). Which coalition stops a walk is read off the sums of
all coalitions at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import lcm

from playbook_engine.analysis.coalitions import CoalitionGame, coalition_sums
from playbook_engine.analysis.linear_programme import Row, Vector, Walk

# The kinds of rows, in the order in which equal ones come.
_LOOSE, _ALONE, _LID, _COALITION, _SETTLED = range(5)


class Complaints:
    """The rounds of one game; ``held`` holds every player to at least what it gets alone.

    With ``held``, what the players get alone must not exceed what all get together.

    >>> from playbook_engine.analysis.coalitions import coalition_game
    >>> rounds = Complaints(coalition_game("AB", {frozenset("A"): 20, frozenset("B"): 40, frozenset("AB"): 100}))
    >>> rounds.least()[1], [int(share) for share in rounds.settle()]
    (Fraction(-20, 1), [40, 60])
    """

    def __init__(self, game: CoalitionGame, held: bool = False) -> None:
        self.game, self.held = game, held
        self.number = len(game.players)
        self.everyone = (1 << self.number) - 1
        self.scale = lcm(*(value.denominator for value in game.values))
        self.whole = [int(value * self.scale) for value in game.values]
        self.settled: list[Row] = []
        self._reduced: list[tuple[int, list[Fraction]]] = []  # the settled rows, each with a column of its own
        self._settle(self.everyone, game.values[-1])
        self.open = list(range(1, self.everyone))
        self.lid = False
        alone = [game.values[1 << place] for place in range(self.number)]
        spare = (game.values[-1] - sum(alone)) / self.number
        self.walk = self._begin([own + spare for own in alone], ())
        self.done = 0
        self.worst = Fraction(0)
        self.prices: dict[Row, Fraction] = {}

    @property
    def steps(self) -> int:
        """How many steps from vertex to vertex were made so far."""
        return self.done + self.walk.steps

    def least(self) -> tuple[dict[int, Fraction], Fraction]:
        """Return the weights of coalitions that prove the least epsilon, and that epsilon. The first round."""
        self.prices = self._minimise()
        self.worst = self.walk.point[-1]
        weights = {row.order[1]: price for row, price in self.prices.items() if row.order[0] == _COALITION and price}
        return weights, self.worst

    def ranges(self) -> tuple[tuple[Fraction, Fraction], ...]:
        """Return the least and the most that each player gets in the core, which must not be empty."""
        before = self.walk.rows, self.walk.point
        self.lid = True  # epsilon at most 0, whatever it is, leaves the core
        found = []
        for place in range(self.number):
            ends = []
            for sign in (1, -1):
                objective = [sign * (other == place) for other in range(self.number)] + [0]
                self.walk.minimise(objective, self._stop)
                ends.append(self.walk.point[place])
            found.append((ends[0], ends[1]))
        self.lid = False
        self._continue(before[1][:-1], before[0])
        return tuple(found)

    def settle(self) -> tuple[Fraction, ...]:
        """Return the split in which one round after the other has settled all coalitions. After :meth:`least`."""
        while True:
            for row, price in self.prices.items():
                kind, mask = row.order
                if price and kind in (_COALITION, _ALONE):
                    self._settle(mask, self.game.values[mask] - (self.worst if kind == _COALITION else 0))
            shares = self.walk.point[:-1]
            self.open = self._left_open()
            if not self.open:
                return shares
            self._continue(shares, self.walk.rows)
            self.prices = self._minimise()
            self.worst = self.walk.point[-1]

    def _minimise(self) -> dict[Row, Fraction]:
        return self.walk.minimise([0] * self.number + [1], self._stop)

    # --- Vertices ---

    def _row(self, kind: int, mask: int, right: Fraction) -> Row:
        cells = tuple(mask >> place & 1 for place in range(self.number))
        return Row((*cells, int(kind == _COALITION)), right, (kind, mask), kept=kind == _SETTLED, loose=kind == _LOOSE)

    def _begin(self, shares: Sequence[Fraction], rows: Sequence[Row]) -> Walk:
        """Return a vertex at these shares: what is settled, a greatest complaint, rows that hold there, loose ones."""
        return Walk(self._holding(shares, rows), self.number + 1)

    def _continue(self, shares: Sequence[Fraction], rows: Sequence[Row]) -> None:
        self.done += self.walk.steps
        self.walk = self._begin(shares, rows)

    def _holding(self, shares: Sequence[Fraction], rows: Sequence[Row]) -> Iterator[Row]:
        yield from self.settled
        sums = coalition_sums(shares)
        complaints = [self.game.values[mask] - sums[mask] for mask in self.open]
        worst = max(complaints)
        yield self._row(_COALITION, mask := self.open[complaints.index(worst)], self.game.values[mask])
        still = set(self.open)
        for row in rows:
            kind, mask = row.order
            if kind == _ALONE or (
                kind == _COALITION and mask in still and self.game.values[mask] - sums[mask] == worst
            ):
                yield row
        for place, share in enumerate(shares):
            if self.held and share == self.game.values[1 << place]:
                yield self._row(_ALONE, 1 << place, share)
        for place, share in enumerate(shares):
            yield self._row(_LOOSE, 1 << place, share)

    # --- What stops a walk ---

    def _stop(self, point: Vector, direction: Vector) -> tuple[Fraction, Row] | None:
        below = lcm(*(share.denominator for share in point), self.scale)
        held = [int(share * below) for share in point]
        per = lcm(*(part.denominator for part in direction))
        moving = [int(part * per) for part in direction]
        shares, rates = coalition_sums(held), coalition_sums(moving[:-1])
        epsilon, rise, times = held[-1], moving[-1], below // self.scale
        whole = self.whole
        # The least slack / fall so far, as a pair; the first coalition of equals stands.
        least, fall, stopping = 1, 0, (_LOOSE, 0)
        for mask in self.open:
            rate = rates[mask] + rise
            if rate < 0:
                slack = shares[mask] + epsilon - whole[mask] * times
                if slack * fall < least * -rate:
                    least, fall, stopping = slack, -rate, (_COALITION, mask)
        for kind, mask, slack, rate in self._others(held, moving, times):
            if rate < 0 and slack * fall <= least * -rate:
                least, fall, stopping = slack, -rate, (kind, mask)
        if not fall:
            return None
        kind, mask = stopping
        row = self._lid() if kind == _LID else self._row(kind, mask, self.game.values[mask])
        return Fraction(least * per, fall * below), row

    def _others(self, held: list[int], moving: list[int], times: int) -> Iterator[tuple[int, int, int, int]]:
        """Yield what stops a walk besides coalitions: kind, coalition, slack and its rate, the first of equals last."""
        if self.lid:
            yield _LID, 0, -held[-1], -moving[-1]
        if self.held:
            for place in reversed(range(self.number)):
                yield _ALONE, 1 << place, held[place] - self.whole[1 << place] * times, moving[place]

    def _lid(self) -> Row:
        return Row((0,) * self.number + (-1,), Fraction(0), (_LID, 0))

    # --- What follows from what is settled ---

    def _settle(self, mask: int, share: Fraction) -> None:
        """Settle a coalition's share, unless it follows from those settled: its 0/1 row lies in the span of theirs."""
        row = [Fraction(mask >> place & 1) for place in range(self.number)]
        for at, other in self._reduced:
            row = _less(row, other, row[at])
        lead = next((place for place, cell in enumerate(row) if cell), None)
        if lead is not None:
            row = [cell / row[lead] for cell in row]
            self._reduced = [(at, _less(old, row, old[lead])) for at, old in self._reduced] + [(lead, row)]
            self.settled.append(self._row(_SETTLED, mask, share))

    def _left_open(self) -> list[int]:
        """Return the coalitions whose share does not follow from those settled."""
        # What is left over of a 0/1 row, in each open column, is a sum over its players: so all coalitions at once.
        rest = dict(self._reduced)
        found = [False] * (self.everyone + 1)
        for column in range(self.number):
            if column not in rest:
                parts = [
                    -rest[place][column] if place in rest else Fraction(place == column) for place in range(self.number)
                ]
                scale = lcm(*(part.denominator for part in parts))
                sums = coalition_sums([int(part * scale) for part in parts])
                found = [free or total != 0 for free, total in zip(found, sums, strict=True)]
        return [mask for mask in self.open if found[mask]]


def _less(row: Sequence[Fraction], other: Sequence[Fraction], factor: Fraction) -> list[Fraction]:
    return [cell - factor * mine for cell, mine in zip(row, other, strict=True)]
