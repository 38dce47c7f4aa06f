"""Joint gains over a package: whether both could do better, by which packages, and by how few changes.

A package is dominated when another one is at least as good for both parties and better for one. Before an offer is
accepted, and even after a deal is signed, it is worth a look whether such a package exists (the post-settlement
settlement of Raiffa 1985, Negotiation Journal 1). People rarely agree to a deal that is new throughout, so this looks
for the fewest issues to change, and says what each further change would add.

Packages are not listed one by one. For each number of changes the undominated gains are kept, issue by issue, as in
``playbook_engine.analysis.pareto``: swapping the choices in the first issues for ones that dominate them, with no more
changes, never makes the whole worse. So the result is exact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import Any

from playbook_engine.analysis.bargaining import leximin_rank, nash_rank
from playbook_engine.analysis.door import exact_numbers
from playbook_engine.analysis.scoring import Package, Scoring, whole_numbers
from playbook_engine.errors import AnalysisError

MOST_PACKAGES = 10_000_000
MOST_WORK = 300_000  # sums of a kept gain and an option's gain
LISTED = 20
Change = tuple[int, int]  # an issue, and the option it changes to
_Gains = tuple[int, int]
_Kept = dict[_Gains, tuple[Change, ...]]


@dataclass(frozen=True, slots=True)
class Improvement:
    """A package that is better than the base for one party at least and worse for neither.

    ``changes`` are its (issue, new option) against the base, in the order of the issues; ``gains`` what each party gains.
    """

    package: Package
    changes: tuple[Change, ...]
    values: tuple[Fraction, ...]
    gains: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class JointGains:
    """What can be gained over a base package without a loss to either party.

    - ``better``: the undominated packages among those that are better, best for the first party first. Of packages with
      equal values the one with the fewest changes stands for all. Empty when the base is undominated.
    - ``single``: the best change in each issue that helps one party and costs neither, if it has one, the best first.
    - ``steps``: for each number of changes that adds something, the best improvement with at most so many, by leximin of
      the gains. The first is the smallest set of changes, and the last the best of all.
    - ``nash``: the improvement with the greatest product of gains; None when the base is undominated.
    - ``count``: how many different pairs of values ``better`` would hold if it listed all.
    """

    base: Package
    values: tuple[Fraction, ...]
    better: tuple[Improvement, ...]
    single: tuple[Improvement, ...]
    steps: tuple[Improvement, ...]
    nash: Improvement | None
    count: int

    @property
    def is_dominated(self) -> bool:
        """Whether another package is better for one party and no worse for the other."""
        return bool(self.steps)

    @property
    def fewest(self) -> Improvement | None:
        """The best of the improvements with the fewest changes; None when the base is undominated."""
        return self.steps[0] if self.steps else None

    @property
    def best(self) -> Improvement | None:
        """The best improvement for both, by leximin of the gains; None when the base is undominated."""
        return self.steps[-1] if self.steps else None


@exact_numbers
def joint_gains(scoring: Scoring, base: Package, listed: int = LISTED, floor: Fraction = Fraction(0)) -> JointGains:
    """Return what two parties can gain over a base package without a loss to either.

    At most ``listed`` of the better packages are named: of more, so many at equal steps, the two ends among them. With a
    ``floor`` above 0 the second party must gain at least so much: a margin for values that are only guessed.

    Raises :class:`AnalysisError` for any other number of parties, a base that is no package of the scoring, a floor below
    0, and more than ten million packages or as many undominated ones as would take too long.

    >>> from playbook_engine.analysis.scoring import ScoredIssue, raw
    >>> def issue(name, *scores):
    ...     return ScoredIssue(name, tuple("xyz"[:len(scores)]), tuple(tuple(map(Fraction, pair)) for pair in scores))
    >>> talks = raw(("a", "b"), (issue("Pay", (0, 2), (4, 1), (8, 0)), issue("Leave", (0, 8), (1, 4), (2, 0)),
    ...                          issue("Start", (0, 0), (1, 1))))
    >>> found = joint_gains(talks, (1, 1, 0))
    >>> found.fewest.changes, [int(gain) for gain in found.fewest.gains]
    (((2, 1),), [1, 1])
    >>> found.best.package, [int(gain) for gain in found.best.gains]
    ((2, 0, 1), [4, 4])
    """
    _check(scoring, base, listed, floor)
    table = whole_numbers(scoring, (floor,))
    moves = [
        [(row[0] - rows[place][0], row[1] - rows[place][1]) for row in rows]
        for rows, place in zip(table.rows, base, strict=True)
    ]
    least = table.amounts[0]
    values = scoring.value(base)

    def improvement(changes: tuple[Change, ...], gains: _Gains) -> Improvement:
        new = dict(changes)
        package = tuple(new.get(issue, place) for issue, place in enumerate(base))
        gained = tuple(Fraction(gain, table.scale) for gain in gains)
        return Improvement(package, changes, tuple(v + g for v, g in zip(values, gained, strict=True)), gained)

    levels = [_helpful(level, least) for level in _levels(moves, base)]
    whole = _merged(levels)
    better = sorted(whole.items(), reverse=True)
    if len(better) > listed:
        better = [better[place * (len(better) - 1) // max(1, listed - 1)] for place in range(listed)]
    alone = [
        _helpful({gains: ((i, o),) for o, gains in reversed([*enumerate(row)])}, least) for i, row in enumerate(moves)
    ]
    single = [best for row in alone if (best := _best(row, leximin_rank))]
    single.sort(key=lambda pair: (leximin_rank(pair[1]), pair[0]), reverse=True)
    return JointGains(
        base=tuple(base),
        values=values,
        better=tuple(improvement(changes, gains) for gains, changes in better),
        single=tuple(improvement(*found) for found in single),
        steps=tuple(improvement(*found) for found in _steps(levels)),
        nash=improvement(*found) if (found := _best(whole, _nash(whole))) else None,
        count=len(whole),
    )


def _check(scoring: Scoring, base: Package, listed: int, floor: Fraction) -> None:
    if len(scoring.parties) != 2:
        raise AnalysisError("scoring", "joint gains are computed for two parties")
    sizes = [len(issue.options) for issue in scoring.issues]
    if len(base) != len(sizes) or any(not 0 <= place < size for place, size in zip(base, sizes, strict=True)):
        raise AnalysisError("base", "must name one option of each issue by its place")
    if listed < 1:
        raise AnalysisError("listed", "must be at least 1")
    if floor < 0:
        raise AnalysisError("floor", "must be 0 or more")
    if prod(sizes) > MOST_PACKAGES:
        raise AnalysisError("scoring", f"has more than {MOST_PACKAGES:,} packages; settle some of the issues first")


def _levels(moves: list[list[_Gains]], base: Package) -> list[_Kept]:
    """Return for each number of changes, from 0, the undominated gains with exactly so many, and the changes to them."""
    levels: list[_Kept] = [{(0, 0): ()}]
    work = 0
    for issue, row in enumerate(moves):
        options = [(place, gains) for place, gains in enumerate(row) if place != base[issue]]
        grown: list[_Kept] = [dict(level) for level in (*levels, {})]
        for number, level in enumerate(levels):
            work += len(level) * len(options)
            if work > MOST_WORK:
                raise AnalysisError("scoring", "has too many undominated packages to compare; settle some issues first")
            after = grown[number + 1]
            for (a, b), changes in level.items():
                for place, (more_a, more_b) in options:
                    after.setdefault((a + more_a, b + more_b), (*changes, (issue, place)))
        levels = [_undominated(level) for level in grown]
    return levels


def _undominated(level: _Kept) -> _Kept:
    kept: _Kept = {}
    most: int | None = None
    for gains in sorted(level, reverse=True):
        if most is None or gains[1] > most:
            most = gains[1]
            kept[gains] = level[gains]
    return kept


def _helpful(level: _Kept, floor: int) -> _Kept:
    """Return what costs neither party anything, helps one, and gives the second its floor."""
    return {(a, b): changes for (a, b), changes in level.items() if min(a, b) >= 0 < max(a, b) and b >= floor}


def _merged(levels: Iterable[_Kept]) -> _Kept:
    """Return the undominated gains of all levels, each with its fewest changes."""
    found: _Kept = {}
    for level in levels:
        for gains, changes in level.items():
            found.setdefault(gains, changes)
    return _undominated(found)


def _steps(levels: list[_Kept]) -> list[tuple[tuple[Change, ...], _Gains]]:
    """Return the best of each level that is better than all levels before it."""
    steps: list[tuple[tuple[Change, ...], _Gains]] = []
    for level in levels:
        best = _best(level, leximin_rank)
        if best and (not steps or leximin_rank(best[1]) > leximin_rank(steps[-1][1])):
            steps.append(best)
    return steps


def _nash(level: _Kept) -> Callable[[_Gains], Any]:
    ideal = tuple(max((gains[party] for gains in level), default=0) for party in (0, 1))
    return lambda gains: nash_rank(gains, ideal)


def _best(level: _Kept, rank: Callable[[_Gains], Any]) -> tuple[tuple[Change, ...], _Gains] | None:
    """Return the changes and gains of the greatest rank; of equal ones the best for the first party."""
    if not level:
        return None
    gains = max(level, key=lambda pair: (rank(pair), pair))
    return level[gains], gains
