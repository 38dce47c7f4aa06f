"""Weighted voting: who can carry a decision, who can stop one, and how much power each member's votes give.

A coalition wins when its weights reach the quota. Power is counted by swings: a member swings a coalition that wins with
it and loses without it. The Banzhaf index (Penrose 1946, doi:10.2307/2981392; Banzhaf 1965, Rutgers Law Review 19) counts
swings over all coalitions, the Shapley-Shubik index (Shapley and Shubik 1954, doi:10.2307/1951053) over all orders in
which members may join. Everything is exact. Weights may be fractions or 0; a quota of half the votes or less is allowed.

Excluded pairs restrict the game as ``excluded_partners`` describes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import factorial, gcd, lcm

from playbook_engine.analysis import excluded_partners
from playbook_engine.analysis.coalition_counts import Counts, Method, count
from playbook_engine.analysis.door import exact_numbers
from playbook_engine.errors import AnalysisError

MOST_MEMBERS = 300
MOST_IN_WHOLE_NUMBERS = 10**40


@dataclass(frozen=True, slots=True)
class VotingBody:
    """A council: its members, their weights in the same order, the quota, and the pairs that will not sit together."""

    members: tuple[str, ...]
    weights: tuple[Fraction, ...]
    quota: Fraction
    excluded: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class IntegerBody:
    """A council in the smallest whole numbers that make the same game; pairs as bit masks of places.

    ``shunned`` are the members whom excluded pairs keep out of every majority: they count as having no weight and no
    pairs, which changes nothing for the others.
    """

    weights: tuple[int, ...]
    quota: int
    neighbours: tuple[int, ...]
    shunned: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class VotingPower:
    """The power of each member, in the order of the body's members.

    ``swings`` are out of 2 to the number of other members; ``banzhaf`` shares add up to 1, ``banzhaf_absolute`` is the
    chance to decide when all others vote yes or no at random. All are 0 when excluded pairs leave no winning coalition.
    ``formed_swings`` counts only coalitions without an excluded pair; it equals ``swings`` when there are no pairs.
    ``proper`` is false for a quota of half the votes or less: two separate coalitions might both win.
    """

    body: VotingBody
    shapley_shubik: tuple[Fraction, ...]
    banzhaf: tuple[Fraction, ...]
    banzhaf_absolute: tuple[Fraction, ...]
    swings: tuple[int, ...]
    formed_swings: tuple[int, ...]
    winning_coalitions: int
    veto: tuple[str, ...]
    dummies: tuple[str, ...]
    dictator: str | None
    proper: bool
    method: Method


@exact_numbers
def council(
    weights: Mapping[str, Fraction | int], quota: Fraction | int, excluded: Sequence[tuple[str, str]] = ()
) -> VotingBody:
    """Return a voting body after checking it.

    Raises :class:`AnalysisError` when there is no member or more than 300, a weight is negative, the quota is not
    positive or above all votes together, or a pair names a stranger or one member twice.

    >>> council({"Hempstead": 9, "Oyster Bay": 3}, 7).members
    ('Hempstead', 'Oyster Bay')
    """
    if not weights:
        raise AnalysisError("weights", "at least one member is needed")
    if len(weights) > MOST_MEMBERS:
        raise AnalysisError("weights", f"holds more than {MOST_MEMBERS} members; put equal voters together in blocs")
    for name, weight in weights.items():
        if weight < 0:
            raise AnalysisError("weights", f"must not be negative: {name}")
    total = sum(weights.values())
    if not 0 < quota <= total:
        raise AnalysisError("quota", f"must be above 0 and at most all votes together, {total}")
    for pair in excluded:
        if len(set(pair)) != 2 or not set(pair) <= set(weights):
            raise AnalysisError("excluded", f"must hold pairs of two different members: {', '.join(pair)}")
    names = tuple(weights)
    return VotingBody(names, tuple(Fraction(weights[name]) for name in names), Fraction(quota), tuple(excluded))


@exact_numbers
def in_whole_numbers(body: VotingBody) -> IntegerBody:
    """Return the same game in the smallest whole numbers.

    Raises :class:`AnalysisError` beyond 40 digits, or when the excluded pairs are too entangled.

    >>> in_whole_numbers(council({"Ada": Fraction(50, 3), "Ben": Fraction(25, 3)}, 20))
    IntegerBody(weights=(2, 1), quota=3, neighbours=(0, 0), shunned=())
    """
    scale = lcm(*(weight.denominator for weight in body.weights))
    weights = [int(weight * scale) for weight in body.weights]
    step = gcd(*weights)
    if sum(weights) // step > MOST_IN_WHOLE_NUMBERS:
        raise AnalysisError("weights", "have too many digits or too different fractions; round them")
    places = {name: place for place, name in enumerate(body.members)}
    pairs = [(places[one], places[other]) for one, other in body.excluded]
    whole = [weight // step for weight in weights]
    quota = -int(-body.quota * scale // step)
    neighbours = excluded_partners.conflicts(len(whole), pairs)
    shunned = excluded_partners.hopeless(whole, neighbours, quota)
    kept = sum(1 << place for place in range(len(whole)) if place not in shunned)
    return IntegerBody(
        weights=tuple(weight * (kept >> place & 1) for place, weight in enumerate(whole)),
        quota=quota,
        neighbours=tuple(mask & kept if kept >> place & 1 else 0 for place, mask in enumerate(neighbours)),
        shunned=shunned,
    )


@exact_numbers
@lru_cache(maxsize=8)  # the order of approach without supporters asks for the same body again
def power(body: VotingBody) -> VotingPower:
    """Return the Shapley-Shubik and Banzhaf indices, with swings, vetoes and dummies.

    Shapley-Shubik: the sum over swung coalitions S of |S|! (n - |S| - 1)! / n!, S without the member. A member has a
    veto when every winning coalition holds it, and is a dummy when it swings none. Raises :class:`AnalysisError` when
    the weights have too many different sums, or the excluded pairs tie too many members together.

    The Council of the European Economic Community in 1958 (Brams 1976, Paradoxes in Politics):

    >>> votes = {"Germany": 4, "France": 4, "Italy": 4, "Belgium": 2, "Netherlands": 2, "Luxembourg": 1}
    >>> found = power(council(votes, 12))
    >>> [str(share) for share in found.banzhaf], found.dummies
    (['5/21', '5/21', '5/21', '1/7', '1/7', '0'], ('Luxembourg',))
    >>> [str(share) for share in found.shapley_shubik]
    ['7/30', '7/30', '7/30', '3/20', '3/20', '0']
    """
    game = in_whole_numbers(body)
    counts, idle = _counted(game, formed=False)
    members = len(game.weights) - idle
    swings = [sum(row) << idle for row in counts.swings]
    orders = [factorial(size) * factorial(members - size - 1) for size in range(members)]
    pivots = [
        Fraction(sum(number * ways for number, ways in zip(row, orders, strict=False)), factorial(members))
        for row in counts.swings
    ]
    winning = ((1 << members) - counts.losing) << idle
    formed = list(swings)
    if body.excluded:
        formed_counts, formed_idle = _counted(game, formed=True)
        free_to_join = formed_idle - len(game.shunned)  # without weight, but at odds with nobody
        formed = [sum(row) << free_to_join for row in formed_counts.swings]
    named = list(zip(body.members, swings, strict=True))
    return VotingPower(
        body=body,
        shapley_shubik=tuple(pivots),
        banzhaf=tuple(Fraction(number, sum(swings) or 1) for number in swings),
        banzhaf_absolute=tuple(Fraction(number, 1 << len(swings) - 1) for number in swings),
        swings=tuple(swings),
        formed_swings=tuple(formed),
        winning_coalitions=winning,
        veto=tuple(name for name, number in named if winning and number == winning),
        dummies=tuple(name for name, number in named if not number),
        dictator=next((name for name, number in named if number == 1 << len(swings) - 1), None),
        proper=2 * body.quota > sum(body.weights),
        method=counts.method,
    )


def _counted(game: IntegerBody, *, formed: bool) -> tuple[Counts, int]:
    """Count swings among the members that can matter; return them for all members, with the number of idle ones.

    An idle member has neither weight nor excluded pairs: it changes nothing, wherever it joins.
    """
    idle = {member for member, weight in enumerate(game.weights) if not weight and not game.neighbours[member]}
    kept = [member for member in range(len(game.weights)) if member not in idle]
    weights = [game.weights[member] for member in kept]
    neighbours = [
        sum(1 << place for place, other in enumerate(kept) if game.neighbours[member] >> other & 1) for member in kept
    ]
    blocks = excluded_partners.blocks(weights, neighbours, formed=formed)
    free = {member: weights[member] for member, mask in enumerate(neighbours) if not mask}
    # A game and its dual (stop instead of carry) have the same swings; the smaller quota is the quicker count.
    dual = sum(weights) - game.quota + 1
    if not blocks and 0 < dual < game.quota:
        counts = count(free, blocks, dual, len(kept))
        swings = [tuple(reversed(row)) for row in counts.swings]
        losing = (1 << len(kept)) - counts.losing
    else:
        counts = count(free, blocks, game.quota, len(kept))
        swings, losing = list(counts.swings), counts.losing
    nothing = (0,) * len(kept)
    places = {member: place for place, member in enumerate(kept)}
    rows = tuple(swings[places[member]] if member in places else nothing for member in range(len(game.weights)))
    return Counts(rows, losing, counts.method), len(idle)
