"""Coalition games: what each player adds to a deal between several, and whether any split of it can hold.

A game in characteristic-function form says what every coalition can get on its own (von Neumann and Morgenstern 1944).
The Shapley value pays each player its average contribution (Shapley 1953, A value for n-person games). All is exact.
Whether a split can hold against every coalition is the question of ``core``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import factorial, lcm
from typing import Literal

from playbook_engine.analysis.door import exact_numbers
from playbook_engine.analysis.excluded_partners import bits
from playbook_engine.errors import AnalysisError

Missing = Literal["zero", "best_parts"]
MOST_PLAYERS = 16


@dataclass(frozen=True, slots=True)
class CoalitionGame:
    """Players and the value of every coalition: place m of ``values`` is for the players whose bits are set in m.

    ``assumed`` are the coalitions, of two players or more, whose value was not given.
    """

    players: tuple[str, ...]
    values: tuple[Fraction, ...]
    assumed: tuple[tuple[str, ...], ...] = ()

    def named(self, mask: int) -> tuple[str, ...]:
        """Return the players of a coalition."""
        return tuple(self.players[place] for place in bits(mask))


@dataclass(frozen=True, slots=True)
class Block:
    """A coalition that can get more on its own than a split gives it, and by how much."""

    coalition: tuple[str, ...]
    gain: Fraction


@exact_numbers
def coalition_game(
    players: Sequence[str], values: Mapping[frozenset[str], Fraction | int], missing: Missing = "zero"
) -> CoalitionGame:
    """Return a game from the values of its coalitions.

    A single player that is not given has the value 0. Another missing coalition has the value 0 ("zero", as tables in the
    literature mean it), or what its parts get at best ("best_parts"). Raises :class:`AnalysisError` for no player, more
    than 16, a name twice, an unknown player, a value for nobody, or, with "zero", no value for all players together.

    >>> firms = coalition_game(["Left", "Right 1", "Right 2"], {
    ...     frozenset({"Left", "Right 1"}): 1, frozenset({"Left", "Right 2"}): 1,
    ...     frozenset({"Left", "Right 1", "Right 2"}): 1})
    >>> firms.assumed
    (('Right 1', 'Right 2'),)
    """
    if not players or len(set(players)) < len(players):
        raise AnalysisError("players", "must be at least one, all different")
    if len(players) > MOST_PLAYERS:
        raise AnalysisError("players", f"are more than {MOST_PLAYERS}; put players who act alike together")
    places = {name: place for place, name in enumerate(players)}
    given: dict[int, Fraction] = {}
    for coalition, value in values.items():
        if not coalition or not coalition <= set(places):
            raise AnalysisError("values", f"must be for coalitions of the players: '{','.join(sorted(coalition))}'")
        given[sum(1 << places[name] for name in coalition)] = Fraction(value)
    everyone = (1 << len(players)) - 1
    if missing == "zero" and everyone not in given and len(players) > 1:
        raise AnalysisError("values", "must hold the coalition of all players")
    worth = [Fraction(0)]
    for mask in range(1, everyone + 1):
        if mask in given or missing == "zero" or not mask & (mask - 1):
            worth.append(given.get(mask, Fraction(0)))
        else:
            worth.append(max(worth[part] + worth[mask ^ part] for part in _parts(mask)))
    absent = sorted(
        (m for m in range(1, everyone + 1) if m & (m - 1) and m not in given), key=lambda m: (m.bit_count(), bits(m))
    )
    game = CoalitionGame(tuple(players), tuple(worth))
    return CoalitionGame(game.players, game.values, tuple(game.named(mask) for mask in absent))


@exact_numbers
def shapley_value(game: CoalitionGame) -> tuple[Fraction, ...]:
    """Return what each player adds on average, over all orders in which the coalition may form.

    The sum over coalitions S without the player of |S|! (n - |S| - 1)! / n! (v(S and the player) - v(S)).

    Three founders, each pair of which could open a smaller shop:

    >>> founders = coalition_game("ABC", {frozenset("AB"): Fraction(1, 3), frozenset("BC"): Fraction(5, 6),
    ...                                   frozenset("AC"): Fraction(1, 6), frozenset("ABC"): 1})
    >>> [str(share) for share in shapley_value(founders)]
    ['5/36', '17/36', '7/18']
    """
    number = len(game.players)
    whole, scale = _whole(game)
    ways = [factorial(size) * factorial(number - size - 1) for size in range(number)]
    totals = [0] * number
    for mask in range(1, 1 << number):
        size = mask.bit_count()
        joining = ways[size - 1] * whole[mask]
        apart = ways[size] * whole[mask] if size < number else 0
        for place in range(number):
            totals[place] += joining if mask >> place & 1 else -apart
    return tuple(Fraction(total, scale * factorial(number)) for total in totals)


@exact_numbers
def blocking_coalitions(game: CoalitionGame, split: Sequence[Fraction]) -> tuple[Block, ...]:
    """Return the coalitions that can better a split on their own, the greatest gain first.

    Equal gains stand smaller coalition first, then in the order of the players. Raises :class:`AnalysisError` when the
    split does not share out exactly what all players get together.

    >>> vote = coalition_game("ABC", {frozenset(pair): 1 for pair in ("AB", "AC", "BC", "ABC")})
    >>> blocking_coalitions(vote, (Fraction(1, 2), Fraction(1, 2), Fraction(0)))
    (Block(coalition=('A', 'C'), gain=Fraction(1, 2)), Block(coalition=('B', 'C'), gain=Fraction(1, 2)))
    """
    if len(split) != len(game.players) or sum(split) != game.values[-1]:
        raise AnalysisError("split", f"must give every player a share and add up to {game.values[-1]}")
    shares = coalition_sums(split)
    gains = [(value - share, mask) for mask, (value, share) in enumerate(zip(game.values, shares, strict=True))]
    best = sorted(
        (gain for gain in gains if gain[0] > 0), key=lambda gain: (-gain[0], gain[1].bit_count(), bits(gain[1]))
    )
    return tuple(Block(game.named(mask), gain) for gain, mask in best)


@exact_numbers
def superadditivity_gap(game: CoalitionGame) -> tuple[tuple[str, ...], tuple[str, ...], Fraction] | None:
    """Return two separate coalitions that lose most by joining, and how much; None when joining never loses.

    >>> rivals = coalition_game("AB", {frozenset("A"): 3, frozenset("B"): 2, frozenset("AB"): 4})
    >>> superadditivity_gap(rivals)
    (('A',), ('B',), Fraction(1, 1))
    """
    whole, scale = _whole(game)
    worst, found = 0, (0, 0)
    for mask in range(1, len(whole)):
        for part in _parts(mask):
            loss = whole[part] + whole[mask ^ part] - whole[mask]
            if loss > worst:
                worst, found = loss, (mask ^ part, part)
    if not worst:
        return None
    one, other = sorted(found, key=bits)
    return game.named(one), game.named(other), Fraction(worst, scale)


@exact_numbers
def is_convex(game: CoalitionGame) -> bool:
    """Return whether a player adds the more, the larger the coalition that it joins (Shapley 1971): the Shapley value
    of such a game lies in its core.

    >>> is_convex(coalition_game("AB", {frozenset("AB"): 1}))
    True
    """
    number, value = len(game.players), _whole(game)[0]
    return all(
        value[mask | 1 << one | 1 << other] + value[mask] >= value[mask | 1 << one] + value[mask | 1 << other]
        for one in range(number)
        for other in range(one)
        for mask in range(1 << number)
        if not mask & (1 << one | 1 << other)
    )


@exact_numbers
def coalition_sums[Number: (int, Fraction)](shares: Sequence[Number]) -> list[Number]:
    """Return for every coalition, in the order of a game's values, what its players get together.

    >>> [int(total) for total in coalition_sums([Fraction(1), Fraction(2)])]
    [0, 1, 2, 3]
    """
    found = [shares[0] - shares[0]]
    for share in shares:
        found += [total + share for total in found]
    return found


def _whole(game: CoalitionGame) -> tuple[list[int], int]:
    """Return the values in whole numbers, and how many of those make one."""
    scale = lcm(*(value.denominator for value in game.values))
    return [value.numerator * (scale // value.denominator) for value in game.values], scale


def _parts(mask: int) -> list[int]:
    """Return the proper parts of a coalition that do not hold its first player: each split in two once."""
    rest = mask & (mask - 1)
    part, found = rest, []
    while part:
        found.append(part)
        part = (part - 1) & rest
    return found
