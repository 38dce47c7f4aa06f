"""The core of a coalition game: whether a split exists that no coalition can better, and the split that comes nearest.

The core is the set of splits that give every coalition at least its own value (Gillies 1959). The least core has the
smallest epsilon by which coalitions fall short of their values; the nucleolus makes the greatest complaint as small as
can be, then the next (Schmeidler 1969, doi:10.1137/0117107; Maschler, Peleg and Shapley 1979, doi:10.1287/moor.4.4.303).
It lies in the core whenever there is one. All is exact.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from playbook_engine.analysis.coalitions import CoalitionGame, coalition_sums
from playbook_engine.analysis.linear_programme import Solution, maximise
from playbook_engine.errors import AnalysisError

MOST_IN_CORE = 10


@dataclass(frozen=True, slots=True)
class Core:
    """Whether a split exists that no coalition can better, and one that comes nearest to it.

    ``point`` is the nucleolus when the core is not empty, else None. ``is_single`` says whether it is the only point.
    ``ranges`` hold the least and the most that each player gets in the core; empty when the core is. ``epsilon`` is the
    least-core value: above 0 the core is empty, below 0 every coalition gains; None for one player, who has no coalition
    to complain. ``nucleolus`` is the point that comes nearest in any case (the prenucleolus: nobody is held to its own
    value). ``proof`` of an empty core are balanced weights of coalitions whose weighted values exceed what all have
    together (Bondareva 1963; Shapley 1967, doi:10.1002/nav.3800140404); else it is empty.
    """

    game: CoalitionGame
    is_empty: bool
    point: tuple[Fraction, ...] | None
    is_single: bool
    ranges: tuple[tuple[Fraction, Fraction], ...]
    epsilon: Fraction | None
    nucleolus: tuple[Fraction, ...]
    proof: tuple[tuple[tuple[str, ...], Fraction], ...]


def core(game: CoalitionGame) -> Core:
    """Return whether the core is empty, a point of it, the least-core epsilon and the nucleolus.

    Raises :class:`AnalysisError` for more than 10 players.

    >>> from playbook_engine.analysis.coalitions import coalition_game
    >>> vote = coalition_game("ABC", {frozenset(pair): 1 for pair in ("AB", "AC", "BC", "ABC")})
    >>> found = core(vote)
    >>> found.is_empty, found.epsilon, found.nucleolus[0]
    (True, Fraction(1, 3), Fraction(1, 3))
    >>> [(coalition, str(weight)) for coalition, weight in found.proof]
    [(('A', 'B'), '1/2'), (('A', 'C'), '1/2'), (('B', 'C'), '1/2')]
    """
    number = len(game.players)
    if number > MOST_IN_CORE:
        raise AnalysisError("players", f"are more than {MOST_IN_CORE}, too many for the core")
    if number == 1:
        only = (game.values[-1],)
        return Core(game, False, only, True, ((only[0], only[0]),), None, only, ())
    first, epsilon, nucleolus = _nucleolus(game)
    if epsilon > 0:
        cover = sum((weight for mask, weight in first.items() if mask & 1), Fraction(0))  # the same for every player
        proof = tuple((game.named(mask), weight / cover) for mask, weight in sorted(first.items()))
        return Core(game, True, None, False, (), epsilon, nucleolus, proof)
    ranges = tuple(_range(game, place) for place in range(number))
    single = all(low == high for low, high in ranges)
    return Core(game, False, nucleolus, single, ranges, epsilon, nucleolus, ())


def _nucleolus(game: CoalitionGame) -> tuple[dict[int, Fraction], Fraction, tuple[Fraction, ...]]:
    """Return the weights that prove the least epsilon, that epsilon, and the prenucleolus.

    Each round finds the least greatest complaint and settles the coalitions that carry it, until all shares are settled
    (Maschler, Peleg and Shapley 1979). The programme solved is the dual one: a row for each player, not each coalition.
    """
    number = len(game.players)
    everyone = (1 << number) - 1
    settled = {everyone: game.values[-1]}
    first: dict[int, Fraction] | None = None
    epsilon = Fraction(0)
    while True:
        open_ones = _not_implied(number, tuple(settled))
        found = _solve(game, open_ones, settled, [0] * number, 1)
        shares, worst = found.prices[:number], found.prices[number]
        carrying = {mask: weight for mask, weight in zip(open_ones, found.amounts, strict=False) if weight}
        if first is None:
            first, epsilon = carrying, worst
        for mask in carrying:
            if mask in _not_implied(number, tuple(settled), (mask,)):
                settled[mask] = game.values[mask] - worst
        if len(settled) == number:
            return first, epsilon, shares


def _range(game: CoalitionGame, place: int) -> tuple[Fraction, Fraction]:
    """Return the least and the most that a player gets in the core."""
    number = len(game.players)
    masks = list(range(1, (1 << number) - 1))
    settled = {(1 << number) - 1: game.values[-1]}
    least, most = (
        _solve(game, masks, settled, [sign * (other == place) for other in range(number)], None).value
        for sign in (1, -1)
    )
    if least is None or most is None:  # not reached: a core that is not empty is bounded
        raise AnalysisError("game", "has an empty core")
    return least, -most


def _solve(
    game: CoalitionGame,
    masks: Sequence[int],
    settled: Mapping[int, Fraction],
    right: Sequence[int],
    complaint: int | None,
) -> Solution:
    """Solve for weights of coalitions; the prices are the players' shares and, with ``complaint``, epsilon at the end.

    The dual of: minimise epsilon (or the shares times ``right``) with x(S) + epsilon >= v(S) for the coalitions ``masks``
    and x(S) as it was settled for the others.
    """
    columns = [(mask, 1, 1) for mask in masks] + [(mask, sign, 0) for mask in settled for sign in (1, -1)]
    rows = [[sign * (mask >> place & 1) for mask, sign, _ in columns] for place in range(len(game.players))]
    objective = [game.values[mask] for mask in masks] + [sign * value for value in settled.values() for sign in (1, -1)]
    if complaint is None:
        return maximise(objective, rows, right)
    return maximise(objective, [*rows, [weight for _, _, weight in columns]], [*right, complaint])


def _not_implied(number: int, settled: Sequence[int], masks: Sequence[int] | None = None) -> list[int]:
    """Return the coalitions whose share does not follow from those settled: not in the span of their 0/1 rows."""
    reduced: list[tuple[int, list[Fraction]]] = []
    for mask in settled:
        row = _reduce([Fraction(mask >> place & 1) for place in range(number)], reduced)
        lead = next((place for place, cell in enumerate(row) if cell), None)
        if lead is not None:
            row = [cell / row[lead] for cell in row]
            reduced = [(at, _less(old, row, old[lead])) for at, old in reduced] + [(lead, row)]
    # What is left over of a 0/1 row, in each open column, is a sum over its players: so all coalitions at once.
    held = dict(reduced)
    left_over = [
        coalition_sums(
            [-held[place][column] if place in held else Fraction(place == column) for place in range(number)]
        )
        for column in range(number)
        if column not in held
    ]
    wanted = range(1, 1 << number) if masks is None else masks
    return [mask for mask in wanted if any(sums[mask] for sums in left_over)]


def _reduce(row: list[Fraction], reduced: Sequence[tuple[int, list[Fraction]]]) -> list[Fraction]:
    for at, other in reduced:
        row = _less(row, other, row[at])
    return row


def _less(row: Sequence[Fraction], other: Sequence[Fraction], factor: Fraction) -> list[Fraction]:
    return [cell - factor * mine for cell, mine in zip(row, other, strict=True)]
