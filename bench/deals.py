"""Deals to talk about, for bench/advice.py: random ones, and those of two public collections of human talks.

A deal is what both sides know together and nobody knows alone. Random deals have 3 to 5 issues of 3 to 5 options, weights of
1 to 10, and reservation values of .20 to .50 of the best package; in about one issue of seven both want the same.

CaSiNo (Chawla and others 2021, doi:10.18653/v1/2021.naacl-main.254): two campers divide three packets each of food,
water and firewood; the dearest is worth 5 points, then 4 and 3, and no deal 5 points. Deal or No Deal (Lewis and others
2017, doi:10.18653/v1/D17-1259): two people divide some books, hats and balls, worth 10 points in all to each; no deal is 0.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product
from pathlib import Path
from random import Random

from playbook_engine.analysis.scoring import Package

SAME = 0.15  # how often both want the same in an issue
POINTS = {"High": 5, "Medium": 4, "Low": 3}


@dataclass(frozen=True)
class Deal:
    """The issues: how each side rates the options, from 0 to 1, its weights, and its reservation value."""

    ratings: tuple[tuple[tuple[Fraction, ...], ...], tuple[tuple[Fraction, ...], ...]]
    weights: tuple[tuple[Fraction, ...], tuple[Fraction, ...]]
    reservation: tuple[Fraction, Fraction]

    @cached_property
    def packages(self) -> list[Package]:
        """All packages, in order."""
        return list(product(*(range(len(row)) for row in self.ratings[0])))

    @cached_property
    def values(self) -> tuple[dict[Package, float], dict[Package, float]]:
        """What each package is worth to each side, from 0 to 1."""
        return self._summed(0), self._summed(1)

    def _summed(self, side: int) -> dict[Package, float]:
        rows = zip(self.weights[side], self.ratings[side], strict=True)
        worth = [[float(weight * rating) for rating in row] for weight, row in rows]
        return dict(zip(self.packages, map(sum, product(*worth)), strict=True))

    @cached_property
    def acceptable(self) -> list[Package]:
        """The packages that are worth at least their reservation values to both."""
        floors = [float(least) for least in self.reservation]
        mine, theirs = self.values
        return [p for p in self.packages if mine[p] >= floors[0] - 1e-9 and theirs[p] >= floors[1] - 1e-9]

    def exact(self, side: int, package: Package) -> Fraction:
        """Return what a package is worth to a side."""
        rows = zip(self.weights[side], self.ratings[side], package, strict=True)
        return sum((weight * row[place] for weight, row, place in rows), Fraction(0))

    def middle(self) -> Package:
        """Return the package of the middle options; of two middle ones the one that is listed first."""
        return tuple((len(row) - 1) // 2 for row in self.ratings[0])


def random_deals(seed: int, count: int) -> list[Deal]:
    """Return so many random deals; the same seed gives the same ones, and more of them begin with the fewer."""
    dice = Random(f"deals {seed}")
    return [_random_deal(dice) for _ in range(count)]


def _random_deal(dice: Random) -> Deal:
    sizes = [dice.randint(3, 5) for _ in range(dice.randint(3, 5))]
    weights = [_shares([dice.randint(1, 10) for _ in sizes]) for _ in range(2)]
    mine, theirs = [], []
    for size in sizes:
        mine.append(_rising(dice, size))
        falling = _rising(dice, size)[::-1]
        theirs.append(falling[::-1] if dice.random() < SAME else falling)
    least = [Fraction(dice.randint(20, 50), 100) for _ in range(2)]
    return Deal((tuple(mine), tuple(theirs)), (weights[0], weights[1]), (least[0], least[1]))


def _rising(dice: Random, size: int) -> tuple[Fraction, ...]:
    between = sorted(Fraction(dice.randint(0, 10), 10) for _ in range(size - 2))
    return (Fraction(0), *between, Fraction(1))


def casino_deals(path: Path) -> list[Deal]:
    """Return the deals of a CaSiNo file (data/split/casino_train.json): the first person is you, the second they."""
    found = []
    for talk in json.loads(path.read_text(encoding="utf-8")):
        sides = talk["participant_info"]
        points = []
        for person in ("mturk_agent_1", "mturk_agent_2"):
            wanted = {thing: POINTS[how] for how, thing in sides[person]["value2issue"].items()}
            points.append([wanted[thing] for thing in ("Food", "Water", "Firewood")])
        found.append(divided((3, 3, 3), points, 5))
    return found


def dealornodeal_deals(path: Path) -> list[Deal]:
    """Return the deals of a Deal or No Deal file (src/data/negotiate/data.txt or train.txt), each pair of lines once.

    A line holds the counts and your points for one, by turns; the talk; and theirs in the same way at its end.
    """
    found: dict[str, Deal] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        words = line.split()
        if len(words) < 12:
            continue
        mine, theirs = [int(word) for word in words[:6]], [int(word) for word in words[-6:]]
        if mine[::2] == theirs[::2] and str((theirs, mine)) not in found:
            found.setdefault(str((mine, theirs)), divided(mine[::2], (mine[1::2], theirs[1::2]), 0))
    return list(found.values())


def divided(counts: Sequence[int], points: Sequence[Sequence[int]], without: int) -> Deal:
    """Return the deal of who gets how many of each thing, worth so many points each; an option is what you get of it."""
    parts = [tuple(Fraction(got, count) for got in range(count + 1)) for count in counts]
    mine, theirs = tuple(parts), tuple(part[::-1] for part in parts)
    totals = [sum(n * each for n, each in zip(counts, row, strict=True)) for row in points]
    weights = [_shares([n * each for n, each in zip(counts, row, strict=True)]) for row in points]
    least = [Fraction(without, total) for total in totals]
    return Deal((mine, theirs), (weights[0], weights[1]), (least[0], least[1]))


def _shares(weights: Sequence[int]) -> tuple[Fraction, ...]:
    return tuple(Fraction(weight, sum(weights)) for weight in weights)
