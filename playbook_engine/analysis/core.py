"""The core of a coalition game: whether a split exists that no coalition can better, and the split that comes nearest.

The core is the set of splits that give every coalition at least its own value (Gillies 1959). The least core has the
smallest epsilon by which coalitions fall short of their values. Two splits make the greatest complaint as small as can
be, then the next, and so on: the prenucleolus among all splits, and the nucleolus among those that give each player at
least what it gets alone (Schmeidler 1969, doi:10.1137/0117107; Maschler, Peleg and Shapley 1979,
doi:10.1287/moor.4.4.303; Sobolev 1975 for the prenucleolus). Both are the same wherever there is a core, and lie in it.
All is exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from playbook_engine.analysis.coalitions import CoalitionGame
from playbook_engine.analysis.complaints import Complaints
from playbook_engine.analysis.door import exact_numbers
from playbook_engine.errors import AnalysisError

MOST_IN_CORE = 14


@dataclass(frozen=True, slots=True)
class Core:
    """Whether a split exists that no coalition can better, and one that comes nearest to it.

    ``point`` is the nucleolus when the core is not empty, else None. ``is_single`` says whether it is the only point.
    ``ranges`` hold the least and the most that each player gets in the core; empty when the core is. ``epsilon`` is the
    least-core value: above 0 the core is empty, below 0 every coalition gains; None for one player, who has no coalition
    to complain. ``prenucleolus`` is the point that comes nearest of all; ``nucleolus`` the one that does so without
    giving a player less than it gets alone, None where the players get more apart than together. ``proof`` of an empty
    core are balanced weights of coalitions whose weighted values exceed what all have together (Bondareva 1963; Shapley
    1967, doi:10.1002/nav.3800140404); else it is empty. ``steps`` is the work done, in steps from vertex to vertex.
    """

    game: CoalitionGame
    is_empty: bool
    point: tuple[Fraction, ...] | None
    is_single: bool
    ranges: tuple[tuple[Fraction, Fraction], ...]
    epsilon: Fraction | None
    nucleolus: tuple[Fraction, ...] | None
    prenucleolus: tuple[Fraction, ...]
    proof: tuple[tuple[tuple[str, ...], Fraction], ...]
    steps: int = 0


@exact_numbers
def core(game: CoalitionGame) -> Core:
    """Return whether the core is empty, a point of it, the least-core epsilon, the nucleolus and the prenucleolus.

    Raises :class:`AnalysisError` for more than 14 players.

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
        return Core(game, False, only, True, ((only[0], only[0]),), None, only, only, ())
    free = Complaints(game)
    first, epsilon = free.least()
    ranges: tuple[tuple[Fraction, Fraction], ...] = ()
    if epsilon <= 0:
        ranges = free.ranges()
    prenucleolus = free.settle()
    alone = [game.values[1 << place] for place in range(number)]
    nucleolus: tuple[Fraction, ...] | None = prenucleolus
    steps = free.steps
    if any(share < own for share, own in zip(prenucleolus, alone, strict=True)):
        nucleolus = None
        if sum(alone) <= game.values[-1]:
            held = Complaints(game, held=True)
            held.least()
            nucleolus = held.settle()
            steps += held.steps
    if epsilon > 0:
        cover = sum((weight for mask, weight in first.items() if mask & 1), Fraction(0))  # the same for every player
        proof = tuple((game.named(mask), weight / cover) for mask, weight in sorted(first.items()))
        return Core(game, True, None, False, (), epsilon, nucleolus, prenucleolus, proof, steps)
    single = all(low == high for low, high in ranges)
    return Core(game, False, nucleolus, single, ranges, epsilon, nucleolus, prenucleolus, (), steps)
