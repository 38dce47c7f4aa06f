"""Pairs of members that will not sit together, and the strength of a coalition that holds such a pair.

A coalition that holds an excluded pair is not formed as it stands: only a part of it without such a pair can act. So a
set of members is as strong as its strongest compatible part, and it wins when that part reaches the quota. This is the
game restricted by incompatibilities of Bergantiños, Carreras and García-Jurado (1993, Cooperation when some players are
incompatible, ZOR 38, 187-201), taken for a simple game. It stays monotonic: a further member never spoils a majority, so
both power indices keep their meaning, and a member with whom nobody governs becomes a dummy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate

from playbook_engine.analysis.coalition_counts import Block, field_width
from playbook_engine.errors import AnalysisError

MOST_IN_A_BLOCK = 16
_MOST_SEARCHED = 50_000


def conflicts(members: int, pairs: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """Return for each member the bit mask of those it will not sit with.

    >>> conflicts(3, [(0, 2)])
    (4, 0, 1)
    """
    found = [0] * members
    for one, other in pairs:
        found[one] |= 1 << other
        found[other] |= 1 << one
    return tuple(found)


def components(neighbours: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """Return the groups that excluded pairs tie together, members without such a pair left out.

    >>> components((0b0010, 0b0001, 0, 0b10000, 0b01000))
    ((0, 1), (3, 4))
    """
    left = sum(1 << member for member, mask in enumerate(neighbours) if mask)
    groups = []
    while left:
        group, fresh = 0, left & -left
        while fresh:
            group |= fresh
            fresh = _union(neighbours, fresh) & ~group
        groups.append(bits(group))
        left &= ~group
    return tuple(groups)


def hopeless(weights: Sequence[int], neighbours: Sequence[int], quota: int) -> tuple[int, ...]:
    """Return the members of excluded pairs that belong to no compatible coalition that reaches the quota.

    Raises :class:`AnalysisError` when the excluded pairs are too entangled to search.

    >>> hopeless((208, 152, 120), conflicts(3, [(0, 1), (1, 2)]), 316)
    (1,)
    """
    known: dict[int, int] = {}

    def strongest(mask: int) -> int:
        """Return the weight of the strongest compatible part of a set of members of one group."""
        if mask not in known:
            if len(known) > _MOST_SEARCHED:
                raise AnalysisError("excluded", "holds too many entangled pairs for an exact answer; name fewer pairs")
            inside = bits(mask)
            most = max(inside, key=lambda member: (neighbours[member] & mask).bit_count(), default=0)
            if not neighbours[most] & mask:
                known[mask] = sum(weights[member] for member in inside)
            else:
                rest = mask & ~(1 << most)
                known[mask] = max(weights[most] + strongest(rest & ~neighbours[most]), strongest(rest))
        return known[mask]

    groups = [sum(1 << member for member in group) for group in components(neighbours)]
    free = sum(weight for weight, mask in zip(weights, neighbours, strict=True) if not mask)
    everywhere = free + sum(strongest(group) for group in groups)
    found = []
    for group in groups:
        elsewhere = everywhere - strongest(group)
        for member in bits(group):
            beside = group & ~neighbours[member] & ~(1 << member)
            if elsewhere + weights[member] + strongest(beside) < quota:
                found.append(member)
    return tuple(sorted(found))


def blocks(weights: Sequence[int], neighbours: Sequence[int], *, formed: bool) -> tuple[Block, ...]:
    """Return the tables of every group that excluded pairs tie together, by all its coalitions.

    With ``formed`` only coalitions without an excluded pair are counted; otherwise all are, each as strong as its
    strongest compatible part. Raises :class:`AnalysisError` for a group of more than 16 members.
    """
    found = []
    for group in components(neighbours):
        if len(group) > MOST_IN_A_BLOCK:
            raise AnalysisError(
                "excluded",
                f"ties {len(group)} members together, more than the {MOST_IN_A_BLOCK} that can be counted exactly;"
                " leave out the pairs of the smallest members",
            )
        found.append(_block(group, weights, neighbours, field_width(len(weights)), formed))
    return tuple(found)


def _block(
    group: tuple[int, ...], weights: Sequence[int], neighbours: Sequence[int], width: int, formed: bool
) -> Block:
    inner = [
        sum(1 << place for place, other in enumerate(group) if neighbours[member] >> other & 1) for member in group
    ]
    strength: list[int | None] = [0]  # None: a coalition that is not formed
    for mask in range(1, 1 << len(group)):
        last = mask.bit_length() - 1
        rest = mask ^ (1 << last)
        weight = weights[group[last]]
        if formed:
            without = strength[rest]
            strength.append(None if without is None or rest & inner[last] else without + weight)
        else:
            strength.append(max(strength[rest] or 0, weight + (strength[rest & ~inner[last]] or 0)))
    strengths: dict[int, int] = {}
    steps: list[dict[tuple[int, int], int]] = [{} for _ in group]
    for mask, now in enumerate(strength):
        if now is None:
            continue
        one = 1 << (width * mask.bit_count())
        strengths[now] = strengths.get(now, 0) + one
        for place, table in enumerate(steps):
            then = None if mask >> place & 1 else strength[mask | 1 << place]
            if then is not None and then > now:
                table[now, then] = table.get((now, then), 0) + one
    return Block(group, strengths, tuple(steps))


def strongest_by_size(
    group: Sequence[int], weights: Sequence[int], neighbours: Sequence[int]
) -> tuple[tuple[int, ...], Mapping[int, tuple[int, ...]]]:
    """Return the greatest weight of a compatible part of a group by its size, and the same for each member's own parts.

    The first tuple holds at place k the greatest weight of at most k members (0 for nobody); the mapping holds for each
    member at place k the greatest weight of at most k members besides it, its own weight included.

    >>> strongest_by_size((0, 1, 2), (5, 3, 4), conflicts(3, [(0, 1), (0, 2)]))
    ((0, 5, 7, 7), {0: (5, 5, 5), 1: (3, 7, 7), 2: (4, 7, 7)})
    """
    table = [0] * (len(group) + 1)
    own = {member: [0] * len(group) for member in group}
    todo: list[tuple[int, int, int, tuple[int, ...]]] = [(0, 0, 0, ())]  # place, members barred, weight, members taken
    while todo:
        place, barred, weight, taken = todo.pop()
        if place == len(group):
            table[len(taken)] = max(table[len(taken)], weight)
            for member in taken:
                own[member][len(taken) - 1] = max(own[member][len(taken) - 1], weight)
            continue
        todo.append((place + 1, barred, weight, taken))
        member = group[place]
        if not barred >> member & 1:
            todo.append((place + 1, barred | neighbours[member], weight + weights[member], (*taken, member)))
    return tuple(accumulate(table, max)), {member: tuple(accumulate(row, max)) for member, row in own.items()}


def bits(mask: int) -> tuple[int, ...]:
    """Return the members of a bit mask, in order.

    >>> bits(0b1010)
    (1, 3)
    """
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return tuple(found)


def _union(neighbours: Sequence[int], mask: int) -> int:
    found = 0
    for member in bits(mask):
        found |= neighbours[member]
    return found
