"""Logrolling: gaining together by giving way on what matters less to you for what matters more.

In issues i and j, a party should win the one in which it has more at stake in relation to the other party: i for a and j
for b when w_i^a / w_j^a > w_i^b / w_j^b (Froman and Cohen 1970; Pruitt 1981, Negotiation Behavior,
ISBN 978-0-12-566250-5). The stake in an issue is the swing between its best and worst option. Splitting every difference
gives these gains away, and settles even the issues halfway on which all want the same (Thompson and Hrebec 1996,
doi:10.1037/0033-2909.120.3.396).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product
from math import prod

from playbook_engine.analysis.bargaining import leximin_rank
from playbook_engine.analysis.door import exact_numbers
from playbook_engine.analysis.scoring import Package, ScoredIssue, Scoring, whole_numbers
from playbook_engine.errors import AnalysisError

MOST_TRADES = 400_000  # pairs of changes to look at
MOST_WIDE = 50_000  # changes of three and more issues to look at
Change = tuple[int, int]  # an issue, and the option it changes to
Row = tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Stake:
    """What one issue means to each party: its swing, and the options that are best for all (empty when none is)."""

    issue: str
    swings: Row
    best_for_all: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Compromise:
    """A settlement halfway: for each issue the middle option, or the two middle ones where the number is even."""

    values: Row
    options: tuple[tuple[int, ...], ...]
    scores: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Trade:
    """Changes that cost no party anything and help at least one: (issue, new option) each, and each party's gain."""

    changes: tuple[Change, ...]
    gains: Row


@exact_numbers
def stakes(scoring: Scoring) -> tuple[Stake, ...]:
    """Return what is at stake in each issue, and which issues are compatible.

    >>> from playbook_engine.analysis.scoring import ScoredIssue, raw
    >>> start = ScoredIssue("Start", ("May", "June"), ((Fraction(0), Fraction(0)), (Fraction(3), Fraction(1))))
    >>> stakes(raw(("a", "b"), (start,)))[0].best_for_all
    (1,)
    """
    found = []
    for issue in scoring.issues:
        columns = list(zip(*issue.scores, strict=True))
        best = tuple(max(column) for column in columns)
        swings = tuple(top - min(column) for top, column in zip(best, columns, strict=True))
        found.append(Stake(issue.name, swings, tuple(p for p, row in enumerate(issue.scores) if row == best)))
    return tuple(found)


@exact_numbers
def wins(first: Stake, second: Stake) -> int:
    """Return which of two parties should win the first issue when the other wins the second: 0, 1, or -1 for neither.

    Compares the ratios of the swings, w_i^a w_j^b with w_i^b w_j^a.

    >>> wins(Stake("Pay", (Fraction(9), Fraction(2)), ()), Stake("Leave", (Fraction(1), Fraction(8)), ()))
    0
    """
    if len(first.swings) != 2 or len(second.swings) != 2:
        raise AnalysisError("first", "the ratios compare two parties")
    lead = first.swings[0] * second.swings[1] - first.swings[1] * second.swings[0]
    return 0 if lead > 0 else 1 if lead < 0 else -1


@exact_numbers
def split_the_difference(scoring: Scoring, notice_compatible: bool = False) -> Compromise:
    """Return what comes out when every issue is settled by the middle of its options, as listed.

    Where the number of options is even, halfway between the two middle ones counts (the mean of their scores). With
    ``notice_compatible``, issues with an option that is best for all are settled by that option instead.

    >>> from playbook_engine.analysis.scoring import ScoredIssue, raw
    >>> days = ScoredIssue("Days", ("2", "3", "4"), tuple((Fraction(n), Fraction(2 - n)) for n in range(3)))
    >>> split_the_difference(raw(("a", "b"), (days,))).values
    (Fraction(1, 1), Fraction(1, 1))
    """
    options, scores = [], []
    for issue, stake in zip(scoring.issues, stakes(scoring), strict=True):
        last = len(issue.options) - 1
        places = tuple(sorted({last // 2, (last + 1) // 2}))
        if notice_compatible and stake.best_for_all:
            places = stake.best_for_all[:1]
        options.append(places)
        rows = [issue.scores[place] for place in places]
        scores.append(tuple(sum(column, Fraction(0)) / len(rows) for column in zip(*rows, strict=True)))
    values = tuple(sum(column, Fraction(0)) for column in zip(*scores, strict=True))
    return Compromise(values, tuple(options), tuple(scores))


@exact_numbers
def trades(scoring: Scoring, base: Sequence[Row], better: Package | None = None) -> tuple[Trade, ...]:
    """Return the changes in one issue, and the exchanges between several, that help a party and cost none.

    ``base`` holds what each issue's present settlement is worth to each party (a compromise's or a package's scores).
    A change in one issue that costs nobody anything is a free gift where it helps one party alone. In an exchange each
    change costs someone, and none can be left out together with others: no part of it is a trade already. For each
    issue, each pair and each larger group of issues only the best is returned, by leximin of the gains; best first.

    Groups of three and more issues are gone through as far as 50,000 changes reach. Where nothing is found in them,
    what is needed of ``better`` counts, a package that is known to be better: its changes without those that can be
    left out one at a time.

    Raises :class:`AnalysisError` when there are more than 400,000 pairs of changes.

    >>> from playbook_engine.analysis.scoring import ScoredIssue, raw
    >>> def issue(name, *scores):
    ...     return ScoredIssue(name, tuple("xyz"), tuple(tuple(map(Fraction, pair)) for pair in scores))
    >>> talks = raw(("a", "b"), (issue("Pay", (0, 2), (4, 1), (8, 0)), issue("Leave", (0, 8), (1, 4), (2, 0))))
    >>> best = trades(talks, split_the_difference(talks).scores)[0]
    >>> best.changes, [int(gain) for gain in best.gains]
    (((0, 2), (1, 0)), [3, 3])
    """
    sizes = [len(issue.options) for issue in scoring.issues]
    if len(base) != len(sizes):
        raise AnalysisError("base", "one row of scores for each issue is needed")
    if (sum(sizes) ** 2 - sum(size * size for size in sizes)) // 2 > MOST_TRADES:
        raise AnalysisError("issues", "have too many options to compare every exchange")
    scale, moves = _moves(scoring, base)
    alone = [[((i, o),) for o in range(len(row))] for i, row in enumerate(moves)]
    found = [best for changes in alone if (best := _best(moves, changes))]
    costly = [[(i, o) for o, move in enumerate(row) if min(move) < 0 < max(move)] for i, row in enumerate(moves)]
    for group in _groups([len(row) for row in costly]):
        best = _best(moves, product(*(costly[i] for i in group)))
        if best:
            found.append(best)
    if not found and better is not None:
        needed = _needed(moves, tuple(enumerate(better)))
        found = [needed] if needed else []
    found.sort(key=lambda pair: (leximin_rank(pair[1]), pair[0]), reverse=True)
    return tuple(Trade(changes, tuple(Fraction(gain, scale) for gain in gains)) for changes, gains in found)


_Gains = tuple[int, ...]
_Found = tuple[tuple[Change, ...], _Gains]


def _moves(scoring: Scoring, base: Sequence[Row]) -> tuple[int, list[list[_Gains]]]:
    """Return a unit's parts, and in them what each option of each issue gives each party more than the base."""
    now = ScoredIssue("base", ("",) * len(base), tuple(base))
    table = whole_numbers(Scoring(scoring.parties, (*scoring.issues, now)))
    *rows, start = table.rows
    return table.scale, [
        [tuple(new - old for new, old in zip(row, held, strict=True)) for row in issue]
        for issue, held in zip(rows, start, strict=True)
    ]


def _groups(choices: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield all pairs of issues, then larger groups, size by size as long as their changes are few enough."""
    work = 0
    for size in range(2, len(choices) + 1):
        groups = list(combinations(range(len(choices)), size))
        work += sum(prod(choices[i] for i in group) for group in groups) if size > 2 else 0
        if work > MOST_WIDE:
            return
        yield from groups


def _total(moves: list[list[_Gains]], changes: Iterable[Change]) -> _Gains:
    return tuple(map(sum, zip(*(moves[i][o] for i, o in changes), strict=True)))


def _helps(gains: _Gains) -> bool:
    return min(gains) >= 0 < max(gains)


def _best(moves: list[list[_Gains]], candidates: Iterable[tuple[Change, ...]]) -> _Found | None:
    """Return the best trade of the candidates that holds no smaller one."""
    best: _Found | None = None
    for changes in candidates:
        gains = _total(moves, changes)
        if _helps(gains) and (best is None or leximin_rank(gains) > leximin_rank(best[1])):
            parts = (part for size in range(2, len(changes)) for part in combinations(changes, size))
            if not any(_helps(_total(moves, part)) for part in parts):
                best = changes, gains
    return best


def _needed(moves: list[list[_Gains]], changes: tuple[Change, ...]) -> _Found | None:
    """Return what is left of a better package's changes when those are taken out one by one that are not needed."""
    kept = [change for change in changes if any(moves[change[0]][change[1]])]
    for change in tuple(kept):
        rest = [other for other in kept if other != change]
        if rest and _helps(_total(moves, rest)):
            kept = rest
    gains = _total(moves, kept) if kept else (0,)
    return (tuple(kept), gains) if _helps(gains) else None
