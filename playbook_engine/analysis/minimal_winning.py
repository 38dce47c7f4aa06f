"""Minimal winning coalitions, in which everyone is needed, and minimal blocking coalitions, which can stop a decision.

A coalition is minimal winning when it wins and loses with any one member less (von Neumann and Morgenstern 1944). Taken
from the heaviest member to the lightest, it is one whose last member carries it over the quota: so they are listed
without dead ends, and counted without being listed.
"""

from __future__ import annotations

import operator
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from playbook_engine.analysis import excluded_partners
from playbook_engine.analysis.door import exact_numbers
from playbook_engine.analysis.voting import IntegerBody, VotingBody, in_whole_numbers
from playbook_engine.errors import AnalysisError

MOST_LISTED = 1_000
_MOST_STEPS = 400_000
_MOST_COUNTED = 500_000
_MOST_COMPARED = 5_000_000


@dataclass(frozen=True, slots=True)
class MinimalCoalitions:
    """Minimal coalitions, smallest first, members and equally large coalitions in the order of the body's members.

    ``count`` is the exact number of all, None when there are too many different sums to count them. When not
    ``complete``, those listed are the first that were found with the heaviest members first.
    """

    body: VotingBody
    coalitions: tuple[tuple[str, ...], ...]
    count: int | None
    complete: bool


@exact_numbers
def minimal_winning(body: VotingBody, most: int = MOST_LISTED) -> MinimalCoalitions:
    """Return the minimal winning coalitions, at most ``most`` of them; one with an excluded pair is never formed.

    >>> from playbook_engine.analysis.voting import council
    >>> minimal_winning(council({"Union": 50, "Greens": 49, "Left": 1}, 51)).coalitions
    (('Union', 'Greens'), ('Union', 'Left'))
    """
    return _minimal(body, in_whole_numbers(body), most)


@exact_numbers
def minimal_blocking(body: VotingBody, most: int = MOST_LISTED) -> MinimalCoalitions:
    """Return the smallest sets of members without whom nobody can win, at most ``most`` of them.

    Raises :class:`AnalysisError` when excluded pairs leave too many minimal winning coalitions to work them out.

    >>> from playbook_engine.analysis.voting import council
    >>> minimal_blocking(council({"Union": 50, "Greens": 49, "Left": 1}, 51)).coalitions
    (('Union',), ('Greens', 'Left'))
    """
    game = in_whole_numbers(body)
    if not body.excluded:
        return _minimal(body, IntegerBody(game.weights, sum(game.weights) - game.quota + 1, game.neighbours), most)
    masks, complete = _listed(game, most)
    if not complete:
        raise AnalysisError("excluded", "leaves too many ways to win to work out who can stop them all")
    blocking = _hitting_sets(masks, most) if masks else []
    named = _named(body, blocking)
    return MinimalCoalitions(body, named, len(named), complete=True)


def _minimal(body: VotingBody, game: IntegerBody, most: int) -> MinimalCoalitions:
    masks, complete = _listed(game, most)
    number = len(masks) if complete else _number(game)
    return MinimalCoalitions(body, _named(body, masks), number, complete)


def _heaviest_first(game: IntegerBody) -> list[int]:
    return sorted((m for m, weight in enumerate(game.weights) if weight), key=lambda member: -game.weights[member])


def _listed(game: IntegerBody, most: int) -> tuple[list[int], bool]:
    order = _heaviest_first(game)
    after = [0, *accumulate(game.weights[member] for member in reversed(order))][::-1]
    later = [0, *accumulate((1 << member for member in reversed(order)), operator.or_)][::-1]
    found: list[int] = []
    steps, stack = 0, [(0, 0, 0, 0)]  # place in the order, weight so far, members taken, members barred
    while stack:
        steps += 1
        place, total, taken, barred = stack.pop()
        if total >= game.quota:
            found.append(taken)
            if len(found) > most:
                return found[:most], False
            continue
        if steps > _MOST_STEPS:
            return found, False
        out_of_reach = sum(game.weights[member] for member in excluded_partners.bits(barred & later[place]))
        if total + after[place] - out_of_reach < game.quota:
            continue
        member = order[place]
        stack.append((place + 1, total, taken, barred))
        if not barred >> member & 1:
            more = (place + 1, total + game.weights[member], taken | 1 << member, barred | game.neighbours[member])
            stack.append(more)
    return found, True


def _number(game: IntegerBody) -> int | None:
    """Count by sums; members with an excluded partner still to come are remembered beside the sum."""
    order = _heaviest_first(game)
    number, work = 0, 0
    states: dict[int, dict[int, int]] = {0: {0: 1}}
    for place, member in enumerate(order):
        weight, later = game.weights[member], sum(1 << other for other in order[place + 1 :])
        following: dict[int, dict[int, int]] = {}
        for mask, sums in states.items():
            work += len(sums)
            if work > _MOST_COUNTED:
                return None
            _add(following, _still_open(mask, game.neighbours, later), sums)
            if mask & game.neighbours[member]:
                continue
            number += sum(ways for total, ways in sums.items() if total + weight >= game.quota)
            longer = {total + weight: ways for total, ways in sums.items() if total + weight < game.quota}
            _add(following, _still_open(mask | 1 << member, game.neighbours, later), longer)
        states = following
    return number


def _still_open(mask: int, neighbours: Sequence[int], later: int) -> int:
    return sum(1 << member for member in excluded_partners.bits(mask) if neighbours[member] & later)


def _add(states: dict[int, dict[int, int]], mask: int, sums: dict[int, int]) -> None:
    into = states.setdefault(mask, {})
    for total, ways in sums.items():
        into[total] = into.get(total, 0) + ways


def _hitting_sets(masks: Sequence[int], most: int) -> list[int]:
    """Return the minimal sets that meet every coalition, one coalition at a time (Berge 1989, Hypergraphs)."""
    found, steps = [0], 0
    for mask in masks:
        wider = {one | 1 << member for one in found if not one & mask for member in excluded_partners.bits(mask)}
        kept = [one for one in found if one & mask]
        steps += len(wider) * (len(kept) + 1)
        if steps > _MOST_COMPARED:
            raise AnalysisError("excluded", "leaves too many ways to win to work out who can stop them all")
        fresh = [one for one in wider if not any(other & one == other for other in kept)]
        found = kept + fresh  # two fresh ones never hold each other: each lacks all of this coalition but one member
        if len(found) > most:
            raise AnalysisError("excluded", "leaves too many ways to win to work out who can stop them all")
    return found


def _named(body: VotingBody, masks: Sequence[int]) -> tuple[tuple[str, ...], ...]:
    places = sorted((excluded_partners.bits(mask) for mask in masks), key=lambda found: (len(found), found))
    return tuple(tuple(body.members[place] for place in found) for found in places)
