"""The exact Pareto frontier of two parties, without looking at every package.

A package is on the frontier when no other is at least as good for both parties and better for one. Values add up over
the issues, so a package whose choices in the first issues are dominated is dominated as a whole: swap them for the
better ones and both totals rise or stay. The frontier is therefore built issue by issue (Nemhauser and Ullmann 1969,
doi:10.1287/mnsc.15.9.494): add every option of the next issue to every point of the frontier so far, sort, and sweep
the dominated points away (Kung, Luccio and Preparata 1975, doi:10.1145/321906.321910). Work and memory follow the size
of the frontier, not the number of packages: a few hundred points for ten issues of five options, 9.8 million packages.

The frontier itself can hold every package, for example when one party's gain is always the other's loss and no two
packages are worth the same; then there is nothing to save, and :func:`frontier` refuses beyond a stated size.
``playbook_engine.analysis.search`` finds the bargaining solutions of such negotiations all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from playbook_engine.analysis.door import exact_numbers
from playbook_engine.analysis.exact import square_root
from playbook_engine.analysis.scoring import Package, Point, Scoring, Table, whole_numbers
from playbook_engine.errors import AnalysisError

LARGEST_FRONTIER = 100_000
_ROOM = 500_000  # points held at once before a sweep
_MOST_WORK = 30_000_000  # additions of a point and an option
LISTED = 100


@dataclass(frozen=True, slots=True)
class Frontier:
    """The Pareto frontier: ``points`` from the second party's best to the first party's best, no two alike.

    A point that several packages reach stands once, with their number; it names the first of them, in the order of the
    issues and options.
    """

    scoring: Scoring
    points: tuple[Point, ...]
    _layers: _Layers = field(repr=False, compare=False)

    def whole_values(self) -> tuple[int, list[tuple[int, int]]]:
        """Return the points' values in whole numbers, in the points' order, and how many of their unit make one."""
        return self._layers.table.scale, [self._layers.pair(point) for point, _ in self._layers.counted()]

    def with_packages(self, point: Point, most: int = LISTED) -> Point:
        """Return a point of this frontier with all of its packages, or the first ``most`` found where there are more."""
        return Point(point.values, point.count, tuple(sorted(self._layers.packages(point.values, most))))


@exact_numbers
def frontier(scoring: Scoring, largest: int = LARGEST_FRONTIER, named: bool = True) -> Frontier:
    """Return the Pareto frontier of two parties over all packages.

    Without ``named``, no point names a package; :meth:`Frontier.with_packages` still can.

    Raises :class:`AnalysisError` for any other number of parties, and when more than ``largest`` points are undominated.

    >>> from playbook_engine.analysis.scoring import ScoredIssue, raw
    >>> def issue(name, *scores):
    ...     return ScoredIssue(name, tuple("xyz"[:len(scores)]), tuple(tuple(map(Fraction, pair)) for pair in scores))
    >>> rent = raw(("tenant", "landlord"), (issue("Rent", (0, 6), (4, 0)), issue("Pets", (0, 1), (5, 0))))
    >>> [tuple(map(int, point.values)) for point in frontier(rent).points]
    [(0, 7), (5, 6), (9, 0)]
    """
    if len(scoring.parties) != 2:
        raise AnalysisError("parties", "the frontier is computed for two parties")
    layers = _Layers(whole_numbers(scoring), largest)
    points = tuple(
        Point(layers.values(point), count, (layers.first(point),) if named else ()) for point, count in layers.counted()
    )
    return Frontier(scoring, points, layers)


@exact_numbers
def opposition(points: Sequence[Point]) -> Fraction:
    """Return the least distance of any outcome to (1, 1), the point at which both get all they want.

    0 when they want the same. The outcome nearest to (1, 1) is on the frontier as long as no value exceeds 1. Exact when
    the distance is a fraction, otherwise to about 50 digits.

    >>> opposition((Point((Fraction(1), Fraction(16, 100)), 1, ()), Point((Fraction(2, 5), Fraction(1, 5)), 1, ())))
    Fraction(21, 25)
    """
    if not points:
        raise AnalysisError("points", "at least one is needed")
    if any(value > 1 for point in points for value in point.values):
        raise AnalysisError("points", "values must not exceed 1")
    return square_root(min(sum(((1 - value) ** 2 for value in point.values), Fraction(0)) for point in points))


class _Layers:
    """The frontiers of the first issues, one after the other, kept so that packages can be traced back.

    A point is one whole number, a * 2**bits + b, with each issue's least score counted as 0: adding two numbers adds
    both parties' values, and their order is that of a, then b.
    """

    def __init__(self, table: Table, largest: int) -> None:
        self.table = table
        lows = [(min(a for a, _ in rows), min(b for _, b in rows)) for rows in table.rows]
        self.base = (sum(a for a, _ in lows), sum(b for _, b in lows))
        self.bits = sum(max(b for _, b in rows) - low for rows, (_, low) in zip(table.rows, lows, strict=True))
        self.bits = self.bits.bit_length() + 1
        self.options = [
            self._grouped([((a - low_a) << self.bits) + b - low_b for a, b in rows])
            for rows, (low_a, low_b) in zip(table.rows, lows, strict=True)
        ]
        self.choices = [
            sorted(((place, number) for number, places in options.items() for place in places), reverse=True)
            for options in self.options
        ]
        # From the last issue to the first, so that tracing back goes through the issues in their order.
        self.work = 0
        self.counts: list[dict[int, int]] = [{0: 1}]
        for options in reversed(self.options):
            self.counts.append(self._merge(self.counts[-1], options, largest))
        self.counts.reverse()

    @staticmethod
    def _grouped(numbers: list[int]) -> dict[int, list[int]]:
        groups: dict[int, list[int]] = {}
        for place, number in enumerate(numbers):
            groups.setdefault(number, []).append(place)
        return groups

    def _merge(self, before: dict[int, int], options: dict[int, list[int]], largest: int) -> dict[int, int]:
        points = list(before)
        kept: list[int] = []
        added = self._sweep(list(options))
        self.work += len(points) * len(added)
        if self.work > _MOST_WORK:
            raise AnalysisError("issues", "would take too long to merge; leave out options or round the evaluations")
        for option in added:
            kept += [point + option for point in points]
            if len(kept) > _ROOM:
                kept = self._sweep(kept)
                if len(kept) > _ROOM:
                    break
        kept = self._sweep(kept)
        if len(kept) > largest:
            raise AnalysisError("issues", f"more than {largest:,} points are undominated; round the evaluations")
        counts = dict.fromkeys(kept, 0)
        for option in added:
            ways = len(options[option])
            for point, count in before.items():
                if point + option in counts:
                    counts[point + option] += count * ways
        return counts

    def _sweep(self, numbers: list[int]) -> list[int]:
        """Return the undominated of these points, by rising a."""
        numbers.sort(reverse=True)
        mask, best, kept = (1 << self.bits) - 1, -1, []
        for number in numbers:
            if number & mask > best:
                best = number & mask
                kept.append(number)
        kept.reverse()
        return kept

    def counted(self) -> Iterator[tuple[int, int]]:
        yield from self.counts[0].items()

    def pair(self, point: int) -> tuple[int, int]:
        return (point >> self.bits) + self.base[0], (point & ((1 << self.bits) - 1)) + self.base[1]

    def values(self, point: int) -> tuple[Fraction, ...]:
        return tuple(Fraction(number, self.table.scale) for number in self.pair(point))

    def number(self, values: tuple[Fraction, ...]) -> int:
        a, b = (int(value * self.table.scale) - base for value, base in zip(values, self.base, strict=True))
        return (a << self.bits) + b

    def first(self, point: int) -> Package:
        return next(self._trace(point))

    def packages(self, values: tuple[Fraction, ...], most: int) -> list[Package]:
        found = []
        for package in self._trace(self.number(values)):
            found.append(package)
            if len(found) >= most:
                break
        return found

    def _trace(self, point: int) -> Iterator[Package]:
        """Yield every package of a point, in the order of the issues and options. Every step leads to at least one."""
        stack: list[tuple[Package, int]] = [((), point)]
        while stack:
            package, rest = stack.pop()
            issue = len(package)
            if issue == len(self.options):
                yield package
                continue
            after = self.counts[issue + 1]
            stack += [
                ((*package, place), rest - number) for place, number in self.choices[issue] if rest - number in after
            ]
