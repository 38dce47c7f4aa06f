"""Multiple equivalent simultaneous offers: packages of equal value to you, each best for them under another guess.

Two or three offers that are worth the same to you, made at once, let the other side show by its choice what matters to
it (Leonardelli, Gu, McRuer, Medvec and Galinsky 2019, doi:10.1016/j.obhdp.2019.01.007). An offer's value to you lies
within a tolerance of the target and not below your reservation value. For each guess of the other side's weights the
package is found that is worth most to it, so none of the offers is beaten for the other side under every guess.

Packages are not listed: the issues are split in two groups, whose sums are sorted by your value; for every sum of one
group the partners within the tolerance are a window of the other, and the best of a moving window is known at once.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from playbook_engine.analysis.robust import Guesses
from playbook_engine.analysis.scoring import Package, ScoredIssue, Scoring, whole_numbers
from playbook_engine.errors import AnalysisError

LARGEST_GROUP = 200_000
MOST_WORK = 2_000_000  # additions of a sum and an option, for each issue
MOST_GUESSES = 16


@dataclass(frozen=True, slots=True)
class Offer:
    """One offer: its value to you, its value to them under each guess, and the guesses under which it is their best."""

    package: Package
    own: Fraction
    theirs: tuple[Fraction, ...]
    best_for: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Meso:
    """The offers, how many packages lie within the tolerance, and the guesses.

    There are fewer than two offers when fewer packages are near enough, or when one is best for them under every guess.
    ``tolerance_needed`` is the least tolerance with two packages; None where no two reach your reservation value.
    """

    offers: tuple[Offer, ...]
    candidates: int
    tolerance: Fraction
    tolerance_needed: Fraction | None
    guesses: tuple[tuple[Fraction, ...], ...]


def guesses_of(known: Guesses) -> tuple[tuple[Fraction, ...], ...]:
    """Return up to 16 guesses to try, each adding up to 1.

    For each issue its highest weight with the lowest of all others, then its lowest weight with the highest of all others.

    >>> from playbook_engine.domain import Range
    >>> wide = Range(Fraction(1), Fraction(3))
    >>> zero, one = (Fraction(0), Fraction(1)), (Fraction(1), Fraction(0))
    >>> guesses_of(Guesses(("Pay", "Leave"), (zero, zero), (one, one), (wide, wide)))
    ((Fraction(3, 4), Fraction(1, 4)), (Fraction(1, 4), Fraction(3, 4)))
    """
    found = []
    for first, others in (("high", "low"), ("low", "high")):
        for one in range(len(known.weights)):
            weights = [getattr(w, first if issue == one else others) for issue, w in enumerate(known.weights)]
            total = sum(weights, Fraction(0))
            if total:
                found.append(tuple(weight / total for weight in weights))
    return tuple(dict.fromkeys(found))[:MOST_GUESSES]


def equal_offers(
    known: Guesses,
    target: Fraction,
    tolerance: Fraction,
    reservation: Fraction | None = None,
    number: int = 3,
    guesses: Sequence[Sequence[Fraction]] | None = None,
) -> Meso:
    """Return up to ``number`` offers within ``tolerance`` of ``target`` for you, as different as can be.

    Among the packages that are best for them under some guess, those are chosen whose least number of differing issues
    is greatest. ``guesses`` are weights of the other side; without them, those of :func:`guesses_of`.

    Raises :class:`AnalysisError` for a negative tolerance, fewer than two offers asked for, more than 16 guesses, or
    more than about 40 billion packages of different worth.

    >>> from playbook_engine.domain import Range
    >>> rising, falling = (Fraction(0), Fraction(1, 2)), (Fraction(1), Fraction(0))
    >>> wide = Range(Fraction(1), Fraction(3))
    >>> talks = Guesses(("Pay", "Leave"), (rising, rising), (falling, falling), (wide, wide))
    >>> [offer.package for offer in equal_offers(talks, Fraction(1, 2), Fraction(0)).offers]
    [(0, 1), (1, 0)]
    """
    weights = tuple(tuple(row) for row in (guesses_of(known) if guesses is None else guesses))
    if tolerance < 0:
        raise AnalysisError("tolerance", "must be 0 or more")
    if number < 2:
        raise AnalysisError("number", "must be two at least")
    if not 0 < len(weights) <= MOST_GUESSES or any(len(row) != len(known.names) for row in weights):
        raise AnalysisError("guesses", f"1 to {MOST_GUESSES} are needed, each with one weight for each issue")
    low = target - tolerance if reservation is None else max(target - tolerance, reservation)
    halves = [_Halves(known, row, (low, target + tolerance, target)) for row in weights]
    packages = [package for half in halves if (package := half.best()) is not None]

    def theirs(package: Package) -> tuple[Fraction, ...]:
        rated = [ratings[place] for ratings, place in zip(known.ratings, package, strict=True)]
        return tuple(sum((w * r for w, r in zip(row, rated, strict=True)), Fraction(0)) for row in weights)

    most = [theirs(package)[guess] for guess, package in enumerate(packages)]
    offers = []
    for package in dict.fromkeys(packages):
        own = sum((values[place] for values, place in zip(known.own, package, strict=True)), Fraction(0))
        worth = theirs(package)
        best_for = tuple(guess for guess, value in enumerate(worth) if value == most[guess])
        offers.append(Offer(package, own, worth, best_for))
    chosen = _most_different(_undominated(offers), number)
    return Meso(chosen, halves[0].count(), tolerance, halves[0].needed(reservation), weights)


def _undominated(offers: list[Offer]) -> list[Offer]:
    """Leave out offers that another one matches or beats for them under every guess, and for you."""
    ranks = [(*offer.theirs,) for offer in offers]
    return [
        offer
        for offer, rank in zip(offers, ranks, strict=True)
        if not any(other != rank and all(x >= y for x, y in zip(other, rank, strict=True)) for other in ranks)
    ]


def _most_different(offers: list[Offer], number: int) -> tuple[Offer, ...]:
    offers = sorted(offers, key=lambda offer: (-len(offer.best_for), offer.package))[:MOST_GUESSES]
    if len(offers) <= number:
        return tuple(sorted(offers, key=lambda offer: offer.package))

    def apart(group: Iterable[Offer]) -> tuple[int, int]:
        gaps = [sum(x != y for x, y in zip(a.package, b.package, strict=True)) for a, b in combinations(group, 2)]
        return min(gaps), sum(gaps)

    return tuple(sorted(max(combinations(offers, number), key=apart), key=lambda offer: offer.package))


class _Halves:
    """The sums of two groups of issues by your value; for each value how many packages, and their best one."""

    def __init__(
        self, known: Guesses, weights: Sequence[Fraction], amounts: tuple[Fraction, Fraction, Fraction]
    ) -> None:
        issues = []
        for name, own, ratings, weight in zip(known.names, known.own, known.ratings, weights, strict=True):
            rows = tuple((value, weight * rating) for value, rating in zip(own, ratings, strict=True))
            issues.append(ScoredIssue(name, ("",) * len(own), rows))
        table = whole_numbers(Scoring(("own", "theirs"), tuple(issues)), amounts)
        self.scale = table.scale
        self.low, self.high, self.target = table.amounts
        order = sorted(range(len(issues)), key=lambda issue: -len(table.rows[issue]))
        groups: tuple[list[int], list[int]] = ([], [])
        sizes = [1, 1]
        for issue in order:
            side = int(sizes[0] > sizes[1])
            groups[side].append(issue)
            sizes[side] *= len(table.rows[issue])
        self.groups = groups
        self.sums = [self._sums(group, table.rows) for group in groups]
        self.keys = [sorted(sums) for sums in self.sums]
        self.counts = [[sums[key][0] for key in keys] for sums, keys in zip(self.sums, self.keys, strict=True)]

    @staticmethod
    def _sums(
        group: list[int], rows: tuple[tuple[tuple[int, ...], ...], ...]
    ) -> dict[int, tuple[int, int, tuple[int, ...]]]:
        """Return for each value to you the number of sums, the most for them, and the first choices that give it."""
        sums: dict[int, tuple[int, int, tuple[int, ...]]] = {0: (1, 0, ())}
        for issue in group:
            grown: dict[int, tuple[int, int, tuple[int, ...]]] = {}
            if len(sums) * len(rows[issue]) > MOST_WORK:
                raise AnalysisError("issues", "have too many packages to search; settle some of them first")
            for own, (count, theirs, chosen) in sums.items():
                for place, (value, rated) in enumerate(rows[issue]):
                    old = grown.get(own + value)
                    if old is None:
                        grown[own + value] = (count, theirs + rated, (*chosen, place))
                    elif theirs + rated > old[1]:
                        grown[own + value] = (old[0] + count, theirs + rated, (*chosen, place))
                    else:
                        grown[own + value] = (old[0] + count, old[1], old[2])
            if len(grown) > LARGEST_GROUP:
                raise AnalysisError("issues", "have too many packages to search; settle some of them first")
            sums = grown
        return sums

    def count(self) -> int:
        """Return how many packages lie within the bounds."""
        running = [0]
        for count in self.counts[1]:
            running.append(running[-1] + count)
        keys = self.keys[1]
        return sum(
            count * (running[bisect_right(keys, self.high - own)] - running[bisect_left(keys, self.low - own)])
            for own, count in zip(self.keys[0], self.counts[0], strict=True)
        )

    def best(self) -> Package | None:
        """Return the package within the bounds that is worth most to them; of equal ones the best for you."""
        left, right = self.keys
        window: deque[int] = deque()  # places of the right group, their values falling
        entering = len(right)
        found: tuple[int, int, int, int] | None = None
        # As your value rises on the left, the window on the right moves down.
        bottom = entering
        for own in left:
            while bottom and right[bottom - 1] >= self.low - own:
                bottom -= 1
                value = self.sums[1][right[bottom]][1]
                while window and self.sums[1][right[window[-1]]][1] < value:
                    window.pop()
                window.append(bottom)
            while window and right[window[0]] > self.high - own:
                window.popleft()
            if window:
                partner = right[window[0]]
                rank = (self.sums[0][own][1] + self.sums[1][partner][1], own + partner, own, partner)
                if found is None or rank[:2] > found[:2]:
                    found = rank
        if found is None:
            return None
        chosen: dict[int, int] = {}
        for group, sums, own in zip(self.groups, self.sums, found[2:], strict=True):
            chosen.update(zip(group, sums[own][2], strict=True))
        return tuple(chosen[issue] for issue in range(len(chosen)))

    def needed(self, reservation: Fraction | None) -> Fraction | None:
        """Return the least tolerance within which there are two packages that reach the reservation value."""
        floor = None if reservation is None else reservation * self.scale
        nearest: list[int] = []
        for own, count in zip(self.keys[0], self.counts[0], strict=True):
            place = bisect_left(self.keys[1], self.target - own)
            start = 0 if floor is None else bisect_left(self.keys[1], floor - own)
            for other in range(max(place - 2, start), min(max(place, start) + 2, len(self.keys[1]))):
                gap = abs(self.keys[1][other] + own - self.target)
                nearest += [gap] * min(2, count * self.counts[1][other])
            nearest = sorted(nearest)[:2]
        return Fraction(nearest[1], self.scale) if len(nearest) == 2 else None
