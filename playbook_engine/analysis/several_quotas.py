"""Voting under several quotas at once, such as a majority of the states that also holds most of the population.

Each member has a weight under each rule, and a coalition wins when it reaches the quota of every rule: a weighted
multiple majority game (Algaba, Bilbao, Fernandez Garcia and Lopez 2003, doi:10.1016/S0165-4896(03)00072-6). Swings are
counted as in :mod:`~playbook_engine.analysis.voting`, by generating functions with one exponent for each rule (Bilbao,
Fernandez, Jimenez and Lopez 2000). A sum beyond a quota counts as the quota: nothing more depends on it. All is exact.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import factorial

from playbook_engine.analysis.coalition_counts import field_width
from playbook_engine.analysis.door import exact_numbers
from playbook_engine.analysis.voting import VotingBody, in_whole_numbers
from playbook_engine.errors import AnalysisError

MOST_ROWS = 100_000  # different sums at once
_MOST_STEPS = 2_000_000  # sums to which a member is added, in all

_Sums = tuple[int, ...]
_Rows = Mapping[_Sums, int]


@dataclass(frozen=True, slots=True)
class SharedPower:
    """The power of each member under all rules together, in the order of the members; as in a one-rule ``VotingPower``.

    ``proper`` says whether one of the quotas is more than half of its votes: then no two separate coalitions both win.
    """

    rules: tuple[VotingBody, ...]
    shapley_shubik: tuple[Fraction, ...]
    banzhaf: tuple[Fraction, ...]
    banzhaf_absolute: tuple[Fraction, ...]
    swings: tuple[int, ...]
    winning_coalitions: int
    veto: tuple[str, ...]
    dummies: tuple[str, ...]
    dictator: str | None
    proper: bool


@exact_numbers
def power_under_all(rules: Sequence[VotingBody]) -> SharedPower:
    """Return the power indices when a decision must reach the quota of every rule.

    Raises :class:`AnalysisError` for no rule, for rules with different members or with excluded pairs, and when the
    weights have too many different sums; whether they do is found out before anything is counted.

    The Security Council: nine votes of fifteen, and all five permanent members.

    >>> from playbook_engine.analysis.voting import council
    >>> names = [f"permanent {n}" for n in range(5)] + [f"elected {n}" for n in range(10)]
    >>> votes = council(dict.fromkeys(names, 1), 9)
    >>> found = power_under_all([votes, council({name: int("perm" in name) for name in names}, 5)])
    >>> str(found.shapley_shubik[0]), str(found.shapley_shubik[-1]), found.swings[0]
    ('421/2145', '4/2145', 848)
    """
    _check(rules)
    members = rules[0].members
    games = [in_whole_numbers(rule) for rule in rules]
    quotas = tuple(game.quota for game in games)
    vectors = list(zip(*(game.weights for game in games), strict=True))
    classes = Counter(vectors)
    _foresee(vectors, quotas)
    width, number = field_width(len(members)), len(members)
    everyone: _Rows = {(0,) * len(quotas): 1}
    for vector, times in classes.items():
        everyone = _joined(everyone, vector, times, quotas, width)
    by_class = {
        vector: _swings(_joined(rows, vector, classes[vector] - 1, quotas, width), vector, quotas, width, number)
        for vector, rows in _without_each({(0,) * len(quotas): 1}, list(classes.items()), quotas, width)
    }
    rows = [by_class[vector] for vector in vectors]
    swings = [sum(row) for row in rows]
    orders = [factorial(size) * factorial(number - size - 1) for size in range(number)]
    winning = sum(_fields(everyone.get(quotas, 0), width, number + 1))
    named = list(zip(members, swings, strict=True))
    return SharedPower(
        rules=tuple(rules),
        shapley_shubik=tuple(
            Fraction(sum(ways * order for ways, order in zip(row, orders, strict=True)), factorial(number))
            for row in rows
        ),
        banzhaf=tuple(Fraction(each, sum(swings) or 1) for each in swings),
        banzhaf_absolute=tuple(Fraction(each, 1 << number - 1) for each in swings),
        swings=tuple(swings),
        winning_coalitions=winning,
        veto=tuple(name for name, each in named if each == winning),
        dummies=tuple(name for name, each in named if not each),
        dictator=next((name for name, each in named if each == 1 << number - 1), None),
        proper=any(2 * rule.quota > sum(rule.weights) for rule in rules),
    )


def _check(rules: Sequence[VotingBody]) -> None:
    if not rules:
        raise AnalysisError("rules", "at least one is needed")
    if any(rule.members != rules[0].members for rule in rules):
        raise AnalysisError("rules", "must have the same members in the same order")
    if any(rule.excluded for rule in rules):
        raise AnalysisError("rules", "must have no excluded pairs")


def _foresee(vectors: Sequence[_Sums], quotas: _Sums) -> None:
    """Refuse what would take too long: only the different sums are made, not the counts that go with them."""
    sums, steps = {(0,) * len(quotas)}, 0
    levels = len(vectors).bit_length()  # how often a member is joined, half of the others left out at a time
    for vector in vectors:
        steps += len(sums) * levels
        sums |= {_capped(total, vector, quotas) for total in sums}
        if len(sums) > MOST_ROWS or steps > _MOST_STEPS:
            raise AnalysisError(
                "weights", "add up to too many different sums for an exact count; round the weights to a coarser step"
            )


def _capped(total: _Sums, vector: _Sums, quotas: _Sums) -> _Sums:
    return tuple(min(sum(each), quota) for each, quota in zip(zip(total, vector, strict=True), quotas, strict=True))


def _joined(rows: _Rows, vector: _Sums, times: int, quotas: _Sums, width: int) -> _Rows:
    """Return the rows with so many members of one kind added; a row holds the number of coalitions by their size."""
    for _ in range(times):
        grown = dict(rows)
        for total, row in rows.items():
            after = _capped(total, vector, quotas)
            grown[after] = grown.get(after, 0) + (row << width)
        rows = grown
    return rows


def _without_each(
    rows: _Rows, classes: list[tuple[_Sums, int]], quotas: _Sums, width: int
) -> Iterator[tuple[_Sums, _Rows]]:
    """Yield each kind of member with the rows of all other kinds: half of the kinds are joined at a time."""
    if len(classes) == 1:
        yield classes[0][0], rows
        return
    middle = len(classes) // 2
    for kept, added in ((classes[:middle], classes[middle:]), (classes[middle:], classes[:middle])):
        joined = rows
        for vector, times in added:
            joined = _joined(joined, vector, times, quotas, width)
        yield from _without_each(joined, kept, quotas, width)


def _swings(rows: _Rows, vector: _Sums, quotas: _Sums, width: int, number: int) -> tuple[int, ...]:
    swung = sum(row for total, row in rows.items() if total != quotas and _capped(total, vector, quotas) == quotas)
    return _fields(swung, width, number)


def _fields(row: int, width: int, number: int) -> tuple[int, ...]:
    return tuple(row >> width * size & (1 << width) - 1 for size in range(number))
