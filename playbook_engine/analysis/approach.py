"""Whom to approach first when a coalition is being built, with the reasons as data.

Given who supports a proposal already, the members left play a smaller voting game for the votes that are still missing.
A member's Shapley-Shubik index in that game is its chance to be the one who turns a losing side into a winning side, when
the others may join in any order (Shapley and Shubik 1954, doi:10.2307/1951053). The order is ours: by that chance, then
the heavier member, then as listed. It says where votes matter, not who is willing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from playbook_engine.analysis import excluded_partners
from playbook_engine.analysis.door import exact_numbers
from playbook_engine.analysis.voting import IntegerBody, VotingBody, council, in_whole_numbers, power
from playbook_engine.errors import AnalysisError


@dataclass(frozen=True, slots=True)
class Approach:
    """One member to approach, and why.

    ``pivotal`` is its chance to be decisive among those left. ``wins_at_once``: its support alone completes a majority.
    ``must_have``: no majority without it. ``still_needed`` is the least number of further members after it; None when no
    majority can hold it. ``rank`` is 1 for the greatest chance; equal chances share a rank.
    """

    member: str
    weight: Fraction
    pivotal: Fraction
    wins_at_once: bool
    must_have: bool
    still_needed: int | None
    rank: int


@dataclass(frozen=True, slots=True)
class Approaches:
    """Whom to approach, most decisive first. ``unavailable`` will not sit with a supporter.

    ``votes_missing`` is 0 when the supporters win already: then nobody needs to be approached. ``can_win`` is false when
    no compatible members could complete a majority.
    """

    body: VotingBody
    supporters: tuple[str, ...]
    votes_missing: Fraction
    can_win: bool
    order: tuple[Approach, ...]
    unavailable: tuple[str, ...]


@exact_numbers
def whom_to_approach(body: VotingBody, supporters: Sequence[str] = ()) -> Approaches:
    """Return the members who do not yet support a proposal, in the order in which their votes matter.

    Raises :class:`AnalysisError` when a supporter is unknown, stands twice, or will not sit with another.

    >>> seats = {"Union": 208, "SPD": 120, "AfD": 152, "Greens": 85, "Left": 64, "SSW": 1}
    >>> found = whom_to_approach(council(seats, 316, [("Union", "AfD"), ("Union", "Left")]), ["Union"])
    >>> [(one.member, str(one.pivotal), one.wins_at_once) for one in found.order]
    [('SPD', '1', True), ('Greens', '0', False), ('SSW', '0', False)]
    >>> found.unavailable, str(found.votes_missing)
    (('AfD', 'Left'), '108')
    """
    strangers = [name for name in supporters if name not in body.members]
    if strangers or len(set(supporters)) < len(supporters):
        raise AnalysisError("supporters", "must name different members of the body")
    if any(set(pair) <= set(supporters) for pair in body.excluded):
        raise AnalysisError("supporters", "must not hold an excluded pair")
    weights = dict(zip(body.members, body.weights, strict=True))
    missing = max(Fraction(0), body.quota - sum((weights[name] for name in supporters), Fraction(0)))
    unavailable = {name for pair in body.excluded for name in pair if set(pair) & set(supporters)} - set(supporters)
    left = [name for name in body.members if name not in unavailable and name not in supporters]
    order: list[Approach] = []
    if 0 < missing <= sum(weights[name] for name in left):
        pairs = [pair for pair in body.excluded if set(pair) <= set(left)]
        order = _in_order(council({name: weights[name] for name in left}, missing, pairs))
    return Approaches(
        body=body,
        supporters=tuple(supporters),
        votes_missing=missing,
        can_win=not missing or any(one.pivotal for one in order),
        order=tuple(order),
        unavailable=tuple(name for name in body.members if name in unavailable),
    )


def _in_order(rest: VotingBody) -> list[Approach]:
    found = power(rest)
    least = _others_needed(in_whole_numbers(rest))
    places = sorted(range(len(rest.members)), key=lambda place: (-found.shapley_shubik[place], -rest.weights[place]))
    return [
        Approach(
            member=rest.members[place],
            weight=rest.weights[place],
            pivotal=found.shapley_shubik[place],
            wins_at_once=least[place] == 0,
            must_have=rest.members[place] in found.veto,
            still_needed=least[place],
            rank=1 + sum(other > found.shapley_shubik[place] for other in found.shapley_shubik),
        )
        for place in places
    ]


def _others_needed(game: IntegerBody) -> list[int | None]:
    """Return for each member the least number of others, compatible with it and each other, that complete a majority."""
    tied = excluded_partners.components(game.neighbours)
    tables = [excluded_partners.strongest_by_size(group, game.weights, game.neighbours) for group in tied]
    free = [member for member, mask in enumerate(game.neighbours) if not mask]

    def least(member: int) -> int | None:
        best: Sequence[int] = (0,)
        for group, (table, own) in zip(tied, tables, strict=True):
            best = _together(best, own[member] if member in group else table)
        alone = game.weights[member] if not game.neighbours[member] else 0
        others = sorted((game.weights[other] for other in free if other != member), reverse=True)
        reached = [0, *accumulate(others)]
        needed = [
            size + bisect_left(reached, game.quota - alone - strength)
            for size, strength in enumerate(best)
            if alone + strength + reached[-1] >= game.quota
        ]
        return min(needed, default=None)

    return [None if member in game.shunned else least(member) for member in range(len(game.weights))]


def _together(one: Sequence[int], other: Sequence[int]) -> list[int]:
    best = [0] * (len(one) + len(other) - 1)
    for size, strength in enumerate(one):
        for more, added in enumerate(other):
            best[size + more] = max(best[size + more], strength + added)
    return best
