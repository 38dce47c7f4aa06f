"""Logrolling: gaining together by giving way on what matters less to you for what matters more.

In issues i and j, a party should win the one in which it has more at stake in relation to the other party: i for a and j
for b when w_i^a / w_j^a > w_i^b / w_j^b (Froman and Cohen 1970; Pruitt 1981, Negotiation Behavior,
ISBN 978-0-12-566250-5). The stake in an issue is the swing between its best and worst option. Splitting every difference
gives these gains away, and settles even the issues halfway on which all want the same (Thompson and Hrebec 1996,
doi:10.1037/0033-2909.120.3.396).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from playbook_engine.analysis.bargaining import leximin_rank
from playbook_engine.analysis.scoring import Scoring
from playbook_engine.errors import AnalysisError

MOST_TRADES = 400_000  # pairs of changes to look at
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
    """Changes in one or two issues that every party gains from: (issue, new option) each, and each party's gain."""

    changes: tuple[tuple[int, int], ...]
    gains: Row


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


def trades(scoring: Scoring, base: Sequence[Row], both: bool = False) -> tuple[Trade, ...]:
    """Return the changes in one issue, and the exchanges between two, from which every party gains.

    ``base`` holds what each issue's present settlement is worth to each party (a compromise's or a package's scores).
    For each issue and each pair of issues only the best is returned, by leximin of the gains; in an
    exchange each change costs someone. Best first. With ``both``, exchanges only.

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
    moves = [
        [tuple(new - old for new, old in zip(row, now, strict=True)) for row in issue.scores]
        for issue, now in zip(scoring.issues, base, strict=True)
    ]
    alone = [_best([Trade(((i, o),), move) for o, move in enumerate(row)]) for i, row in enumerate(moves)]
    found = [] if both else [trade for trade in alone if trade]
    for i, j in combinations(range(len(moves)), 2):
        pairs = []
        for o, one in enumerate(moves[i]):
            for p, two in enumerate(moves[j]):
                if min(one) < 0 and min(two) < 0 and all(x + y > 0 for x, y in zip(one, two, strict=True)):
                    gains = tuple(x + y for x, y in zip(one, two, strict=True))
                    pairs.append(Trade(((i, o), (j, p)), gains))
        best = _best(pairs)
        if best:
            found.append(best)
    return tuple(sorted(found, key=lambda trade: (leximin_rank(trade.gains), trade.changes), reverse=True))


def _best(candidates: list[Trade]) -> Trade | None:
    helpful = [trade for trade in candidates if min(trade.gains) > 0]
    return max(helpful, key=lambda trade: leximin_rank(trade.gains), default=None)
