"""The packages of many issues as the sums of two groups of issues, without listing packages.

One group's sums are gone through one by one; those of the other (about two thousand) stand in sorted columns with bit sets,
so that all partners of one sum are tested against a linear bound at once (splitting: Horowitz and Sahni 1974,
doi:10.1145/321812.321823). Values are whole numbers of one unit, one for each party.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from fractions import Fraction
from operator import add, mul, sub
from typing import Any

from playbook_engine.analysis.scoring import Package
from playbook_engine.errors import AnalysisError

LARGEST_GROUP = 200_000  # different sums of the first group of issues
BLOCK = 2_048  # sums of the second group, at most
TOO_LARGE = "are too many to search; leave out options that nobody would choose, or settle some issues first"
_MOST_WORK = 8_000_000  # additions of a sum and an option

Vector = tuple[int, ...]


def unit(place: int, length: int) -> Vector:
    """Return the weights that pick one part of a vector."""
    return tuple(int(place == other) for other in range(length))


def _planes(counts: Sequence[int]) -> list[int]:
    """Return the binary digits of the counts as bit sets: plane k holds the places whose count has digit k."""
    digits = max(counts).bit_length()
    return [sum(1 << place for place, count in enumerate(counts) if count >> bit & 1) for bit in range(digits)]


def grouped(rows: Sequence[Vector]) -> dict[Vector, list[int]]:
    """Return the places of each different vector."""
    groups: dict[Vector, list[int]] = {}
    for place, row in enumerate(rows):
        groups.setdefault(row, []).append(place)
    return groups


def undominated(vectors: dict[Vector, Any]) -> dict[Vector, Any]:
    """Leave out every vector that another one matches or beats for all parties. Work grows with the square."""
    if len(vectors) > 2 * BLOCK:
        return vectors
    names = list(vectors)
    columns = [Column(names, unit(place, len(names[0]))) for place in range(len(names[0]))]
    kept = {}
    for place, vector in enumerate(names):
        mask = ~(1 << place)
        for column, value in zip(columns, vector, strict=True):
            mask &= column.at_least(value)
        if not mask:
            kept[vector] = vectors[vector]
    return kept


class Column:
    """Vectors sorted by a weighted sum of their parts; answers which of them reach a value, as a bit set."""

    def __init__(self, vectors: Sequence[Vector], weights: Vector) -> None:
        self.weights = weights
        sums = [sum(map(mul, weights, vector)) for vector in vectors]
        order = sorted(range(len(vectors)), key=sums.__getitem__)
        self.sorted = [sums[place] for place in order]
        masks = [0]
        for place in reversed(order):
            masks.append(masks[-1] | 1 << place)
        self.masks = masks[::-1]

    def at_least(self, value: int) -> int:
        """Return the vectors whose sum is this value or more."""
        return self.masks[bisect_left(self.sorted, value)]


class Groups:
    """The sums of the two groups of issues. ``left`` holds gains (needs subtracted), ``right`` what is added to them.

    ``options`` holds, for each issue, the places of the options that have one value for all; ``prune`` leaves out sums that
    another one matches or beats for all parties. Raises :class:`AnalysisError` when there are too many sums.
    """

    def __init__(self, options: list[dict[Vector, list[int]]], needs: Vector, prune: bool = False) -> None:
        self.options, self.needs = options, needs
        spread = [[max(column) - min(column) for column in zip(*choices, strict=True)] for choices in options]
        total = [max(1, sum(column)) for column in zip(*spread, strict=True)]
        # The issues that move values least go to the right, so that a sum on the left says most about its packages.
        by_size = sorted(
            range(len(options)), key=lambda issue: (sum(map(Fraction, spread[issue], total)), len(options[issue]))
        )
        self.right_issues: list[int] = []
        size = 1
        for issue in by_size:
            if size * len(options[issue]) <= BLOCK:
                self.right_issues.append(issue)
                size *= len(options[issue])
        self.left_issues = [issue for issue in reversed(by_size) if issue not in self.right_issues]
        self.most = [tuple(map(max, zip(*choices, strict=True))) for choices in options]
        zero = (0,) * len(needs)
        self.right_layers = self._layers(self.right_issues, zero, prune, bounded=False)
        self.left_layers = self._layers(self.left_issues, tuple(-need for need in needs), prune, bounded=True)
        self.left, self.right_counts = self.left_layers[-1], self.right_layers[-1]
        self.right = list(self.right_counts)
        self.everything = (1 << len(self.right)) - 1
        self.planes = _planes(list(self.right_counts.values()))

    def count(self, mask: int) -> int:
        """Return how many choices of the second group's options give one of the sums in a bit set."""
        return sum((mask & plane).bit_count() << bit for bit, plane in enumerate(self.planes))

    def _layers(self, issues: list[int], start: Vector, prune: bool, bounded: bool) -> list[dict[Vector, int]]:
        layers, work = [{start: 1}], 0
        rest = [sum(column) for column in zip(*self.most, strict=True)]
        for issue in issues:
            rest = list(map(sub, rest, self.most[issue]))
            sums: dict[Vector, int] = {}
            work += len(layers[-1]) * len(self.options[issue])
            if work > _MOST_WORK:
                raise AnalysisError("issues", TOO_LARGE)
            for option, places in self.options[issue].items():
                for vector, count in layers[-1].items():
                    total = tuple(map(add, vector, option))
                    if total in sums:
                        sums[total] += count * len(places)
                    elif not bounded or all(part + more >= 0 for part, more in zip(total, rest, strict=True)):
                        sums[total] = count * len(places)
                if len(sums) > LARGEST_GROUP:
                    raise AnalysisError("issues", TOO_LARGE)
            layers.append(undominated(sums) if prune and sums else sums)
        return layers

    def packages(self, left: Vector, right: Vector) -> Iterator[Package]:
        """Yield every package of a pair of sums."""
        for one in self._trace(self.left_issues, self.left_layers, left):
            for two in self._trace(self.right_issues, self.right_layers, right):
                chosen = one | two
                yield tuple(chosen[issue] for issue in range(len(self.options)))

    def _trace(self, issues: list[int], layers: list[dict[Vector, int]], total: Vector) -> Iterator[dict[int, int]]:
        stack: list[tuple[int, Vector, dict[int, int]]] = [(len(issues), total, {})]
        while stack:
            depth, rest, chosen = stack.pop()
            if not depth:
                yield chosen
                continue
            issue = issues[depth - 1]
            for option, places in self.options[issue].items():
                before = tuple(map(sub, rest, option))
                if before in layers[depth - 1]:
                    stack += [(depth - 1, before, {**chosen, issue: place}) for place in places]
