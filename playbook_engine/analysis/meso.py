"""Multiple equivalent simultaneous offers: packages worth your target to you, each best for them under another guess.

Two or three offers that are worth the same to you, made at once, let the other side show by its choice what matters to
it (Leonardelli, Gu, McRuer, Medvec and Galinsky 2019, doi:10.1016/j.obhdp.2019.01.007). Your target is a floor, not the
middle of a band: for each guess of the other side's weights the package is found that is worth most to it among all
that are worth at least the target to you, and of equal ones the best for you. So under that guess no package is better
for one of you and no worse for the other: nothing is given away that costs nothing to keep.

Packages are not listed: the issues are split in two groups, whose sums are sorted by your value; for every sum of one
group the partners that reach the floor are the upper end of the other, and the best of each upper end is known.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, combinations

from playbook_engine.analysis.door import exact_numbers
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
    """The offers, the least that each is worth to you, how many packages reach that, and the guesses.

    There are fewer than two offers when fewer packages reach the floor, or when one is best for them under every guess.
    ``highest_floor`` is the greatest floor that two packages reach; None where there is only one package at all.
    """

    offers: tuple[Offer, ...]
    candidates: int
    floor: Fraction
    highest_floor: Fraction | None
    guesses: tuple[tuple[Fraction, ...], ...]


@exact_numbers
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


@exact_numbers
def equal_offers(
    known: Guesses,
    target: Fraction,
    reservation: Fraction | None = None,
    number: int = 3,
    guesses: Sequence[Sequence[Fraction]] | None = None,
) -> Meso:
    """Return up to ``number`` offers that are worth at least ``target`` to you, as different as can be.

    The floor is the target, or the reservation value where that is higher. Among the packages that are best for them
    under some guess, those are chosen whose least number of differing issues is greatest. ``guesses`` are weights of the
    other side, the likeliest first: what is best under it is always among the offers. Without them, those of
    :func:`guesses_of`, and none of these is likelier than another.

    Raises :class:`AnalysisError` for fewer than two offers asked for, more than 16 guesses, or more than about 40 billion
    packages of different worth.

    >>> from playbook_engine.domain import Range
    >>> rising, falling = (Fraction(0), Fraction(1, 2)), (Fraction(1), Fraction(0))
    >>> wide = Range(Fraction(1), Fraction(3))
    >>> talks = Guesses(("Pay", "Leave"), (rising, rising), (falling, falling), (wide, wide))
    >>> [offer.package for offer in equal_offers(talks, Fraction(1, 2)).offers]
    [(0, 1), (1, 0)]
    """
    weights = tuple(tuple(row) for row in (guesses_of(known) if guesses is None else guesses))
    if number < 2:
        raise AnalysisError("number", "must be two at least")
    if not 0 < len(weights) <= MOST_GUESSES or any(len(row) != len(known.names) for row in weights):
        raise AnalysisError("guesses", f"1 to {MOST_GUESSES} are needed, each with one weight for each issue")
    floor = target if reservation is None else max(target, reservation)
    halves = [_Halves(known, row, floor) for row in weights]
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
    chosen = _most_different(_undominated(offers), number, () if guesses is None else (0,))
    return Meso(chosen, halves[0].count(), floor, halves[0].highest_floor(), weights)


def _undominated(offers: list[Offer]) -> list[Offer]:
    """Leave out offers that another one matches or beats for them under every guess, and for you."""
    ranks = [(*offer.theirs,) for offer in offers]
    return [
        offer
        for offer, rank in zip(offers, ranks, strict=True)
        if not any(other != rank and all(x >= y for x, y in zip(other, rank, strict=True)) for other in ranks)
    ]


def _most_different(offers: list[Offer], number: int, likeliest: tuple[int, ...]) -> tuple[Offer, ...]:
    """Choose so many, one of them best under the likeliest guess where there is one."""
    offers = sorted(offers, key=lambda offer: (-len(offer.best_for), offer.package))[:MOST_GUESSES]
    if len(offers) <= number:
        return tuple(sorted(offers, key=lambda offer: offer.package))

    def apart(group: Iterable[Offer]) -> tuple[int, int]:
        gaps = [sum(x != y for x, y in zip(a.package, b.package, strict=True)) for a, b in combinations(group, 2)]
        return min(gaps), sum(gaps)

    groups = [
        group
        for group in combinations(offers, number)
        if not likeliest or any(guess in offer.best_for for offer in group for guess in likeliest)
    ]
    return tuple(sorted(max(groups, key=apart), key=lambda offer: offer.package))


class _Halves:
    """The sums of two groups of issues by your value; for each value how many packages, and their best one."""

    def __init__(self, known: Guesses, weights: Sequence[Fraction], floor: Fraction) -> None:
        issues = []
        for name, own, ratings, weight in zip(known.names, known.own, known.ratings, weights, strict=True):
            rows = tuple((value, weight * rating) for value, rating in zip(own, ratings, strict=True))
            issues.append(ScoredIssue(name, ("",) * len(own), rows))
        table = whole_numbers(Scoring(("own", "theirs"), tuple(issues)), (floor,))
        self.scale = table.scale
        self.floor = table.amounts[0]
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
        """Return how many packages reach the floor."""
        below = [0, *accumulate(self.counts[1])]
        keys = self.keys[1]
        return sum(
            count * (below[-1] - below[bisect_left(keys, self.floor - own)])
            for own, count in zip(self.keys[0], self.counts[0], strict=True)
        )

    def best(self) -> Package | None:
        """Return the package that reaches the floor and is worth most to them; of equal ones the best for you."""
        left, right = self.keys
        worth = [self.sums[1][own][1] for own in right]
        # For each place of the right group, where from there on the most for them stands; of equal ones the last.
        top = list(range(len(right)))
        for place in range(len(right) - 2, -1, -1):
            if worth[top[place + 1]] >= worth[place]:
                top[place] = top[place + 1]
        found: tuple[int, int, int, int] | None = None
        for own in left:
            start = bisect_left(right, self.floor - own)
            if start == len(right):
                continue
            partner = right[top[start]]
            rank = (self.sums[0][own][1] + worth[top[start]], own + partner, own, partner)
            if found is None or rank[:2] > found[:2]:
                found = rank
        if found is None:
            return None
        chosen: dict[int, int] = {}
        for group, sums, own in zip(self.groups, self.sums, found[2:], strict=True):
            chosen.update(zip(group, sums[own][2], strict=True))
        return tuple(chosen[issue] for issue in range(len(chosen)))

    def highest_floor(self) -> Fraction | None:
        """Return your second highest value of a package, equal ones counted; None where there is one package."""
        tops = [
            (one + other, many * more)
            for one, many in list(zip(self.keys[0], self.counts[0], strict=True))[-2:]
            for other, more in list(zip(self.keys[1], self.counts[1], strict=True))[-2:]
        ]
        ranked = [own for own, number in sorted(tops, reverse=True) for _ in range(min(2, number))]
        return Fraction(ranked[1], self.scale) if len(ranked) > 1 else None
