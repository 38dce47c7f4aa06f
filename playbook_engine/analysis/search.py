"""Bargaining solutions for any number of parties, and the count of acceptable packages, without listing packages.

The issues are split in two groups (``splitting``), and all partners of one sum are tested against linear bounds at once.
The bounds are each party's reservation value; what a party must get for the solution to beat the best one found; and
weighted sums of gains, by Lagrange multipliers (Everett 1963, doi:10.1287/opre.11.3.399) for a least gain, and by the
inequality of weighted means for a product. A package is put aside only when such a bound proves it worse, so the result is
exact and holds all ties.

The method is that of ``bargaining``: the same ranks, among packages that all accept. Sums are whole numbers of one unit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from operator import add, mul, sub
from typing import Any

from playbook_engine.analysis.bargaining import Solution, Solutions, leximin_rank, nash_rank
from playbook_engine.analysis.door import exact_numbers
from playbook_engine.analysis.pareto import LISTED
from playbook_engine.analysis.scoring import Package, Point, Scoring, whole_numbers
from playbook_engine.analysis.splitting import TOO_LARGE, Column, Groups, Vector, grouped, undominated, unit
from playbook_engine.errors import AnalysisError

MOST_CANDIDATES = 4_000_000  # packages that no bound excludes, each looked at
_ROUNDS = 60
_FLOAT_BITS = 500
Rank = Any  # whatever an objective compares: a number or a tuple of numbers


@exact_numbers
def acceptable(scoring: Scoring, reservation: Sequence[Fraction]) -> int:
    """Return how many packages are worth at least its reservation value to every party.

    Raises :class:`AnalysisError` when the issues give more than about 100 million packages of different worth.

    >>> from playbook_engine.analysis.scoring import ScoredIssue, raw
    >>> scores = tuple((Fraction(a), Fraction(9 - a), Fraction(1)) for a in range(10))
    >>> talks = raw(("a", "b", "c"), (ScoredIssue("Date", tuple("0123456789"), scores),))
    >>> acceptable(talks, (Fraction(3), Fraction(2), Fraction(1)))
    5
    """
    table = whole_numbers(scoring, _checked(scoring, reservation))
    options = [grouped(rows) for rows in table.rows]
    lows = [tuple(map(min, zip(*rows, strict=True))) for rows in table.rows]
    if all(low >= need for low, need in zip(map(sum, zip(*lows, strict=True)), table.amounts, strict=True)):
        return scoring.outcomes
    groups = Groups(options, table.amounts)
    columns = [Column(groups.right, unit(place, len(scoring.parties))) for place in range(len(scoring.parties))]
    total = 0
    for left, count in groups.left.items():
        mask = groups.everything
        for column, gain in zip(columns, left, strict=True):
            mask &= column.at_least(-gain)
        if mask:
            total += count * groups.count(mask)
    return total


@exact_numbers
def solve(scoring: Scoring, reservation: Sequence[Fraction], listed: int = LISTED) -> Solutions | None:
    """Return the bargaining solutions of any number of parties; None when no package is accepted by all.

    Raises :class:`AnalysisError` when the search would take too long: beyond about 100 million packages of different
    worth, or when millions are too nearly as good as the best for a bound to tell.

    >>> from playbook_engine.analysis.scoring import ScoredIssue, raw
    >>> scores = tuple((Fraction(a), Fraction(9 - a), Fraction(a % 4)) for a in range(10))
    >>> talks = raw(("a", "b", "c"), (ScoredIssue("Date", tuple("0123456789"), scores),))
    >>> solve(talks, (Fraction(3), Fraction(2), Fraction(1))).egalitarian.points[0].packages
    ((6,),)
    """
    table = whole_numbers(scoring, _checked(scoring, reservation))
    options = [undominated(grouped(rows)) for rows in table.rows]
    groups = Groups(options, table.amounts, prune=True)
    search = _Search(groups, table.scale, tuple(reservation), listed)
    return search.solutions()


def _checked(scoring: Scoring, reservation: Sequence[Fraction]) -> Sequence[Fraction]:
    if len(reservation) != len(scoring.parties):
        raise AnalysisError("reservation", "one value for each party is needed")
    return reservation


def _root_above(number: int, degree: int) -> int:
    """Return the least whole number whose power of this degree is not below a number of 0 or more."""
    low, high = 0, 1 << (number.bit_length() // degree + 1)
    while low < high:
        middle = (low + high) // 2
        if middle**degree >= number:
            high = middle
        else:
            low = middle + 1
    return low


@dataclass(frozen=True, slots=True)
class _Objective:
    """What is maximised: its rank, and for the best rank so far what each column must reach to equal it."""

    rank: Callable[[Vector], Rank]
    weights: tuple[Vector, ...]
    floors: Callable[[Rank], Sequence[int]]  # one for each party, then one for each of ``weights``
    # Whether a sum on the left can reach a rank, from the most that each column can give with it.
    hopeful: Callable[[Sequence[int], Rank], bool] = lambda _, __: True


class _Search:
    def __init__(self, groups: Groups, scale: int, reservation: tuple[Fraction, ...], listed: int) -> None:
        self.groups, self.scale, self.reservation, self.listed = groups, scale, reservation, listed
        self.parties = len(reservation)
        self.left = list(groups.left)
        self.own = [Column(groups.right, unit(place, self.parties)) for place in range(self.parties)]
        self.seen = 0
        self.needs = groups.needs
        self.start: list[Vector] = []  # gains of some accepted packages, to begin with
        # By so many bits numbers are cut where they only weigh options, so that a float can hold them.
        amounts = (*groups.needs, *(part for top in groups.most for part in top))
        self.cut = max(0, max(amount.bit_length() for amount in amounts) - _FLOAT_BITS)

    def solutions(self) -> Solutions | None:
        if not self.left or not self._any():
            return None
        most = tuple(self._ideal(party) for party in range(self.parties))
        scales = tuple(prod(m for other, m in enumerate(most) if m and other != own) for own, m in enumerate(most))
        counted = tuple(own for own, gain in enumerate(most) if gain)
        kalai = self._solution("leximin of gains divided by ideal gains", self._leximin(scales, counted))
        everyone = tuple(range(self.parties))
        egalitarian = self._solution("leximin of gains", self._leximin((1,) * self.parties, everyone))
        nash = self._solution(
            "greatest product of gains", self._nash(most)
        )  # last: it begins with what the others found
        ideal = tuple(Fraction(gain + need, self.scale) for gain, need in zip(most, self.needs, strict=True))
        return Solutions(self.reservation, ideal, nash, kalai, egalitarian, self._utilitarian())

    # --- The objectives ---

    def _nash(self, ideal: Vector) -> _Objective:
        number = self.parties
        most = [max(1, sum(group[party] for group in self.groups.most) - self.needs[party]) for party in range(number)]
        base = self._shares(ideal)
        weights = [base]
        for party in range(number):
            for above, below in ((3, 4), (4, 3), (3, 2), (2, 3))[: 4 if number < 5 else 2]:
                weights.append(tuple(w * (above if p == party else below) for p, w in enumerate(base)))
        factors = [number**number * prod(row) for row in weights]

        def floors(best: Rank) -> Sequence[int]:
            gaining, product = best
            if gaining < number:
                return (0,) * (number + len(weights))
            own = [-(-product // prod(m for other, m in enumerate(most) if other != p)) for p in range(number)]
            return [*own, *(_root_above(factor * product, number) for factor in factors)]

        def hopeful(highest: Sequence[int], best: Rank) -> bool:
            """Fill the gains up evenly, by weight, to the weighted sum that they can reach; none above its most."""
            if best[0] < number:
                return True
            left, product, bound = highest[number], 1, best[1]
            filled = sorted((base[p] * highest[p], p) for p in range(number))
            for place, (weight, p) in enumerate(filled):
                rest = number - place
                if weight * rest > left:
                    return bool(product * left**rest >= bound * rest**rest * prod(base[q] for _, q in filled[place:]))
                left -= weight
                product *= highest[p]
            return bool(product >= bound)

        return _Objective(lambda gains: nash_rank(gains, ideal), tuple(weights), floors, hopeful)

    def _leximin(self, scales: Vector, counted: tuple[int, ...]) -> _Objective:
        if not counted:
            return _Objective(lambda _: 0, (), lambda _: (0,) * self.parties)
        multipliers = self._multipliers(scales, counted)
        weights = tuple(m * s for m, s in zip(multipliers, scales, strict=True))

        def floors(best: Rank) -> Sequence[int]:
            own = [-(-best[0] // scales[p]) if p in counted else 0 for p in range(self.parties)]
            return [*own, best[0] * sum(multipliers)]

        return _Objective(lambda gains: leximin_rank(gains[p] * scales[p] for p in counted), (weights,), floors)

    def _utilitarian(self) -> Solution:
        """Find the greatest sum first, then count the packages that reach it: there may be millions."""
        ones = (1,) * self.parties
        weights = (ones, self._prices())
        exact = self._sweep(_Objective(sum, weights, lambda best: (0,) * self.parties + (best + 1, (best + 1) * 1024)))
        best = exact[0]
        column = Column(self.groups.right, ones)
        sums: set[Vector] = set()
        total = 0
        for left in self.left:
            mask = column.at_least(best - sum(left)) & self._reaching(self.own, left, (0,) * self.parties)
            if mask:
                total += self.groups.left[left] * self.groups.count(mask)
                for right in self._members(mask):
                    if len(sums) >= 4 * self.listed:
                        break
                    sums.add(tuple(map(add, left, right)))
        found = {gains: self._pairs(gains) for gains in sorted(sums, reverse=True)[: self.listed]}
        return self._listing("greatest sum of values", found, total)

    def _pairs(self, gains: Vector) -> list[tuple[Vector, Vector]]:
        pairs = [(left, tuple(map(sub, gains, left))) for left in self.left]
        return [(left, right) for left, right in pairs if right in self.groups.right_counts]

    # --- The search ---

    def _any(self) -> bool:
        """Return whether all accept any package; keep one to begin with."""
        for left in self.left:
            mask = self._reaching(self.own, left, (0,) * self.parties)
            if mask:
                self.start.append(tuple(map(add, left, next(self._members(mask)))))
                return True
        return False

    def _ideal(self, party: int) -> int:
        """Return the most that a party can gain in a package that all accept."""
        floors = (0,) * self.parties
        objective = _Objective(
            lambda gains: gains[party], (unit(party, self.parties),), lambda best: (*floors, best + 1)
        )
        return int(self._sweep(objective)[0])

    def _sweep(self, objective: _Objective) -> tuple[Rank, dict[Vector, list[tuple[Vector, Vector]]]]:
        """Return the greatest rank and, unless the floors ask for more than it, all pairs of sums that reach it."""
        columns = self.own + [Column(self.groups.right, weights) for weights in objective.weights]
        best = max(map(objective.rank, self.start))
        floors = objective.floors(best)
        found: dict[Vector, list[tuple[Vector, Vector]]] = {}
        sums = [
            (left, left + tuple(sum(map(mul, weights, left)) for weights in objective.weights)) for left in self.left
        ]
        sums.sort(key=lambda pair: pair[1][-1], reverse=True)
        tops = [column.sorted[-1] for column in columns]
        for left, parts in sums:
            if not objective.hopeful(list(map(add, parts, tops)), best):
                continue
            mask = self._reaching(columns, parts, floors)
            while mask:
                lowest = mask & -mask
                mask ^= lowest
                right = self.groups.right[lowest.bit_length() - 1]
                self.seen += 1
                if self.seen > MOST_CANDIDATES:
                    raise AnalysisError("issues", TOO_LARGE)
                gains = tuple(map(add, left, right))
                rank = objective.rank(gains)
                if rank > best:
                    best, found = rank, {}
                    floors = objective.floors(best)
                    mask &= self._reaching(columns, parts, floors)
                if rank == best:
                    found.setdefault(gains, []).append((left, right))
        self.start += list(found)[:1]
        return best, found

    def _reaching(self, columns: Sequence[Column], parts: Vector, floors: Sequence[int]) -> int:
        """Return which sums on the right reach every floor together with these parts."""
        mask = self.groups.everything
        for column, part, floor in zip(columns, parts, floors, strict=True):
            mask &= column.at_least(floor - part)
            if not mask:
                break
        return mask

    def _members(self, mask: int) -> Iterator[Vector]:
        right = self.groups.right
        while mask:
            lowest = mask & -mask
            yield right[lowest.bit_length() - 1]
            mask ^= lowest

    def _solution(self, method: str, objective: _Objective) -> Solution:
        found = self._sweep(objective)[1]
        counts = self.groups.left, self.groups.right_counts
        total = sum(counts[0][left] * counts[1][right] for pairs in found.values() for left, right in pairs)
        return self._listing(method, found, total)

    def _listing(self, method: str, found: dict[Vector, list[tuple[Vector, Vector]]], total: int) -> Solution:
        points = []
        for gains in sorted(found, reverse=True)[: self.listed]:
            pairs = found[gains]
            count = sum(self.groups.left[left] * self.groups.right_counts[right] for left, right in pairs)
            packages: list[Package] = []
            for left, right in pairs:
                for package in self.groups.packages(left, right):
                    packages.append(package)
                    if len(packages) >= self.listed:
                        break
                if len(packages) >= self.listed:
                    break
            values = tuple(Fraction(gain + need, self.scale) for gain, need in zip(gains, self.needs, strict=True))
            points.append(Point(values, count, tuple(sorted(packages))))
        return Solution(method, tuple(points), total)

    # --- Weights for the bounds. They decide how much is looked at, never the result. ---

    def _farthest(self, weights: Sequence[float]) -> tuple[float, ...]:
        """Return roughly the gains of the package with the greatest weighted sum, accepted or not."""
        gains = [-need for need in self.needs]
        for options in self.groups.options:
            best = max(options, key=lambda option: sum(map(mul, weights, self._rough(option))))
            gains = list(map(add, gains, best))
        package = tuple(gains)
        if min(package) >= 0 and package not in self.start and len(self.start) < 500:
            self.start.append(package)
        return self._rough(package)

    def _rough(self, amounts: Sequence[int]) -> Vector:
        return tuple(amount >> self.cut for amount in amounts) if self.cut else tuple(amounts)

    def _multipliers(self, scales: Vector, counted: tuple[int, ...]) -> Vector:
        """Return multipliers that bound the least gain tightly, by multiplicative updates."""
        top = max(scales)
        weights = [float(party in counted) for party in range(self.parties)]
        best, tightest = weights, float("inf")
        for turn in range(_ROUNDS):
            gains = self._farthest([w * (s / top) for w, s in zip(weights, scales, strict=True)])
            shares = [gain * (s / top) for gain, s in zip(gains, scales, strict=True)]
            bound = sum(map(mul, weights, shares)) / sum(weights)
            if bound < tightest:
                best, tightest = weights, bound
            spread = max(abs(shares[p] - bound) for p in counted) or 1.0
            step = 0.5 / (1 + turn / 8)
            weights = [w * (1 - step * (share - bound) / spread) for w, share in zip(weights, shares, strict=True)]
            most = max(weights)
            weights = [w / most for w in weights]
        return tuple(round(w * 2**20) + 1 if p in counted else 0 for p, w in enumerate(best))

    def _shares(self, ideal: Vector) -> Vector:
        """Return weights near to one over each party's gain in the Nash solution of mixed packages."""
        mean = [float(gain) for gain in self._rough(max(self.start, key=lambda gains: nash_rank(gains, ideal)))]
        least = max(mean) / 1000 or 1.0
        for turn in range(_ROUNDS):
            gains = self._farthest([1 / max(gain, least) for gain in mean])
            step = 2 / (turn + 4)
            mean = [(1 - step) * old + step * new for old, new in zip(mean, gains, strict=True)]
        smallest = min(max(gain, least) for gain in mean)
        return tuple(round(smallest / max(gain, least) * 2**16) + 1 for gain in mean)

    def _prices(self) -> Vector:
        """Return 1,024 for each party and more for one whose reservation value binds."""
        prices = [0.0] * self.parties
        for turn in range(_ROUNDS):
            gains = self._farthest([1 + price for price in prices])
            spread = max(map(abs, gains)) or 1
            prices = [
                max(0.0, price - gain / spread / (1 + turn / 8)) for price, gain in zip(prices, gains, strict=True)
            ]
        return tuple(1024 + round(price * 1024) for price in prices)
