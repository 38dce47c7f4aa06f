"""Counting coalitions by strength and size: the generating functions behind the power indices.

The number of coalitions of each size and each total weight stands in the coefficients of the product of (1 + y x^w)
over the members (Mann and Shapley 1962, The a priori voting strength of the Electoral College; Brams and Affuso 1976).
A member's own factor is taken out again by a division that only visits the sums that it needs.

All coefficients of one sum are packed into a single integer, one field for each size: adding two such rows adds every
size at once, and shifting a row by one field makes each coalition one member larger.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from playbook_engine.errors import AnalysisError

Method = Literal["generating functions", "two halves"]
MOST_STEPS = 3_000_000  # rows added to rows: some five seconds in CPython
MOST_ROWS = 200_000
MOST_HALVED = 30


@dataclass(frozen=True, slots=True)
class Block:
    """Members whose joint strength is not the sum of their weights, because some will not sit together.

    ``strengths`` maps a strength to the packed number of coalitions within the block that have it. ``steps`` holds for
    each member, in order, the coalitions of the others by their strength without and with that member.
    """

    members: tuple[int, ...]
    strengths: Mapping[int, int]
    steps: tuple[Mapping[tuple[int, int], int], ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many coalitions of the others each member turns from losing to winning, by their size; and how many lose."""

    swings: tuple[tuple[int, ...], ...]
    losing: int
    method: Method


class _TooMuch(Exception):
    """There are too many different sums to visit them all."""


def field_width(members: int) -> int:
    """Return the bits of one packed field: enough for the number of all coalitions, with one to spare."""
    return members + 2


def count(free: Mapping[int, int], blocks: Sequence[Block], quota: int, members: int) -> Counts:
    """Count every member's swings by size; ``free`` maps the members outside all blocks to their positive weights.

    Members are numbered from 0 to ``members`` - 1. Raises :class:`AnalysisError` when the weights have too many
    different sums for an exact count.
    """
    halves_serve = not blocks and members <= MOST_HALVED
    try:
        # Where two halves serve too, sums are given up as soon as they would cost more.
        most = min(MOST_STEPS, members << members // 2) if halves_serve else MOST_STEPS
        return _by_generating_functions(free, blocks, quota, members, most)
    except _TooMuch:
        if not halves_serve:
            raise AnalysisError(
                "weights",
                "add up to too many different sums for an exact count; round the weights and the quota to a coarser step"
                f" (any weights will do for up to {MOST_HALVED} members without excluded pairs)",
            ) from None
    return _by_two_halves(free, quota, members)


def _by_generating_functions(
    free: Mapping[int, int], blocks: Sequence[Block], quota: int, members: int, most_steps: int
) -> Counts:
    width = field_width(members)
    _foresee(sorted(free.values()), blocks, quota, most_steps)
    base = _sums(sorted(free.values()), quota, width)
    everyone = _Below(_joined(base, blocks, quota))
    packed = [0] * members
    for weight in set(free.values()):
        row = everyone.swings(weight, quota, width, members)
        for member, own in free.items():
            if own == weight:
                packed[member] = row
    for block, rows in _without_each(base, blocks, quota):
        rest = _Below(rows)
        for member, steps in zip(block.members, block.steps, strict=True):
            packed[member] = sum(
                (rest.up_to(quota - 1 - without) - rest.up_to(quota - 1 - including)) * row
                for (without, including), row in steps.items()
            )
    losing = _total(everyone.up_to(quota - 1), width)
    return Counts(tuple(_fields(row, width, members) for row in packed), losing, "generating functions")


def _foresee(weights: Sequence[int], blocks: Sequence[Block], quota: int, most_steps: int) -> None:
    """Find out whether there are too many sums before anything is counted: only the sums are made, not the rows."""
    sums, steps = {0}, 0
    for weight in weights:
        steps += len(sums)
        sums |= {total + weight for total in sums if total + weight < quota}
        if steps > most_steps or len(sums) > MOST_ROWS:
            raise _TooMuch
    steps = 0
    for block in blocks:
        steps += len(sums) * len(block.strengths)
        if steps > MOST_STEPS:
            raise _TooMuch
        sums = {total + strength for strength in block.strengths for total in sums if total + strength < quota}
        if len(sums) > MOST_ROWS:
            raise _TooMuch


def _sums(weights: Sequence[int], quota: int, width: int) -> dict[int, int]:
    """Return, for every sum below the quota, the packed number of coalitions that reach it."""
    rows = {0: 1}
    for weight in weights:
        for total, row in list(rows.items()):
            if total + weight < quota:
                rows[total + weight] = rows.get(total + weight, 0) + (row << width)
    return rows


def _without_each(
    rows: Mapping[int, int], blocks: Sequence[Block], quota: int
) -> Iterator[tuple[Block, Mapping[int, int]]]:
    """Yield each block with the rows of everyone outside it: half of the blocks are joined at a time."""
    if len(blocks) < 2:
        yield from ((block, rows) for block in blocks)
        return
    middle = len(blocks) // 2
    yield from _without_each(_joined(rows, blocks[middle:], quota), blocks[:middle], quota)
    yield from _without_each(_joined(rows, blocks[:middle], quota), blocks[middle:], quota)


def _joined(base: Mapping[int, int], blocks: Sequence[Block], quota: int) -> Mapping[int, int]:
    """Return the rows of everyone in ``base`` and in the blocks."""
    rows, steps = base, 0
    for block in blocks:
        joined: dict[int, int] = {}
        for strength, ways in block.strengths.items():
            steps += len(rows)
            if steps > MOST_STEPS or len(joined) > MOST_ROWS:
                raise _TooMuch
            for total, row in rows.items():
                if total + strength < quota:
                    joined[total + strength] = joined.get(total + strength, 0) + row * ways
        rows = joined
    return rows


class _Below:
    """The packed number of coalitions with at most a given sum."""

    def __init__(self, rows: Mapping[int, int]) -> None:
        self._sums = sorted(rows)
        self._below = [0, *accumulate(rows[total] for total in self._sums)]

    def up_to(self, total: int) -> int:
        """Return the packed counts of all coalitions whose sum is ``total`` or less."""
        return self._below[bisect_right(self._sums, total)]

    def swings(self, weight: int, quota: int, width: int, members: int) -> int:
        """Return the packed counts of the others' coalitions that a free member of this weight makes winning.

        With C(x) the coalitions of at most x, those without the member are F(x) = C(x) - y F(x - w), and the swings
        are F(q - 1) - F(q - 1 - w).
        """
        below, sign, total = 0, 1, quota - 1
        for step in range(members):
            total -= weight
            if total < 0:
                break
            below += sign * (self.up_to(total) << (width * step))
            sign = -sign
        return (self.up_to(quota - 1) - below - (below << width)) & ((1 << (width * members)) - 1)


def _by_two_halves(free: Mapping[int, int], quota: int, members: int) -> Counts:
    """Count with every coalition of one half against the sorted coalitions of the other (Horowitz and Sahni 1974)."""
    width = field_width(members)
    found: dict[int, tuple[int, ...]] = {}
    for weight in sorted(set(free.values())):
        others = sorted(free.values())
        others.remove(weight)
        found[weight] = _fields(_between(others, quota - weight, quota - 1, width), width, members)
    losing = _total(_between(sorted(free.values()), 0, quota - 1, width), width)
    nothing = (0,) * members
    swings = tuple(found[free[member]] if member in free else nothing for member in range(members))
    return Counts(swings, losing, "two halves")


def _between(weights: Sequence[int], low: int, high: int, width: int) -> int:
    left, right = list(_coalitions(weights[0::2])), sorted(_coalitions(weights[1::2]))
    sums = [total for total, _ in right]
    below = [0, *accumulate(1 << (width * size) for _, size in right)]
    by_size = [0] * (len(weights) + 1)
    for total, size in left:
        by_size[size] += below[bisect_right(sums, high - total)] - below[bisect_left(sums, low - total)]
    return sum(row << (width * size) for size, row in enumerate(by_size))


def _coalitions(weights: Sequence[int]) -> Iterator[tuple[int, int]]:
    found = [(0, 0)]
    for weight in weights:
        found += [(total + weight, size + 1) for total, size in found]
    return iter(found)


def _fields(row: int, width: int, members: int) -> tuple[int, ...]:
    mask = (1 << width) - 1
    return tuple((row >> (width * size)) & mask for size in range(members))


def _total(row: int, width: int) -> int:
    """Return the sum of all fields: they are the digits of a number in base 2^width, so casting out its nines adds."""
    return row % ((1 << width) - 1)
