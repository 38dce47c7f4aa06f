"""Linear programmes solved exactly: the simplex method in whole numbers, with a certificate of optimality.

Two phases on a tableau of integers over one common denominator (Edmonds 1967; Bareiss 1968, doi:10.1090/S0025-5718-1968-0226829-0),
so that no rounding and no growing fraction stands between the question and the answer. The entering column is the one
that promises most; after a step that gained nothing it is the first that promises anything, with the first basic column
leaving among equals (Bland 1977, doi:10.1287/moor.2.2.103), so that the method cannot run in circles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Literal

Number = int | Fraction


@dataclass(frozen=True, slots=True)
class Solution:
    """The optimum of max c x subject to A x = b, x >= 0; ``prices`` y solve min b y subject to y A >= c.

    Both objectives are equal to ``value`` when ``status`` is "optimal": each proves the other. Otherwise value is None
    and both tuples are empty.
    """

    status: Literal["optimal", "infeasible", "unbounded"]
    value: Fraction | None = None
    amounts: tuple[Fraction, ...] = ()
    prices: tuple[Fraction, ...] = ()


def maximise(objective: Sequence[Number], rows: Sequence[Sequence[Number]], right: Sequence[Number]) -> Solution:
    """Return the greatest value of ``objective`` over amounts of 0 or more that meet every row exactly.

    Three hours of talks and two visits: which mix of quick calls (one hour, worth 3) and long calls (two hours and a
    visit, worth 5)? An unused hour or visit is a column of its own, worth 0.

    >>> found = maximise([3, 5, 0, 0], [[1, 2, 1, 0], [0, 1, 0, 1]], [3, 2])
    >>> found.value, [str(amount) for amount in found.amounts], [str(price) for price in found.prices]
    (Fraction(9, 1), ['3', '0', '0', '2'], ['3', '0'])
    """
    scales, cells = [], []
    for row, amount in zip(rows, right, strict=True):
        exact = [Fraction(cell) for cell in (*row, amount)]
        scale = lcm(*(cell.denominator for cell in exact)) * (-1 if amount < 0 else 1)
        scales.append(scale)
        cells.append([int(cell * scale) for cell in exact])
    worth = lcm(*(Fraction(cell).denominator for cell in objective)) if objective else 1
    tableau = _Tableau(cells, [int(cell * worth) for cell in objective])
    if not tableau.find_any():
        return Solution("infeasible")
    if not tableau.improve():
        return Solution("unbounded")
    prices = tableau.prices()
    return Solution(
        status="optimal",
        value=tableau.value() / worth,
        amounts=tableau.amounts(),
        prices=tuple(price * scale / worth for price, scale in zip(prices, scales, strict=True)),
    )


class _Tableau:
    """Rows, then the reduced costs of the objective, then those of the search for any solution; all over ``below``."""

    def __init__(self, cells: Sequence[Sequence[int]], objective: Sequence[int]) -> None:
        self.columns, self.count = len(objective), len(cells)
        self.below = 1
        self.basis = [self.columns + place for place in range(self.count)]
        self.table = [
            [*row[:-1], *(int(place == other) for other in range(self.count)), row[-1]]
            for place, row in enumerate(cells)
        ]
        width = self.columns + self.count + 1
        search = [0] * width
        for row in self.table:
            search = [total - cell for total, cell in zip(search, row, strict=True)]
        search[self.columns : self.columns + self.count] = [0] * self.count
        self.table += [[-cell for cell in objective] + [0] * (self.count + 1), search]

    def find_any(self) -> bool:
        """Bring the table to some solution; return whether there is one."""
        self._climb(self.count + 1)
        if self.table[self.count + 1][-1]:
            return False
        for place in range(self.count):
            if self.basis[place] >= self.columns:
                column = next((c for c in range(self.columns) if self.table[place][c]), None)
                if column is not None:  # else the row repeats others, and stays empty for good
                    self._pivot(place, column)
        return True

    def improve(self) -> bool:
        """Bring the table to the best solution; return whether there is one."""
        return self._climb(self.count)

    def _climb(self, goal: int) -> bool:
        gained = True
        while True:
            costs = self.table[goal]
            promising = [column for column in range(self.columns) if costs[column] < 0]
            if not promising:
                return True
            column = min(promising, key=costs.__getitem__) if gained else promising[0]
            place = self._leaving(column)
            if place is None:
                return False
            gained = self.table[place][-1] > 0
            self._pivot(place, column)

    def _leaving(self, column: int) -> int | None:
        best: int | None = None
        for place in range(self.count):
            row = self.table[place]
            if row[column] > 0:
                if best is None:
                    best = place
                    continue
                held = self.table[best]
                gap = row[-1] * held[column] - held[-1] * row[column]
                if gap < 0 or (gap == 0 and self.basis[place] < self.basis[best]):
                    best = place
        return best

    def _pivot(self, place: int, column: int) -> None:
        chosen = self.table[place]
        centre = chosen[column]
        sign = 1 if centre > 0 else -1
        for other, row in enumerate(self.table):
            if other == place:
                continue
            factor, below = row[column], self.below * sign
            if factor:
                self.table[other] = [
                    (cell * centre - factor * mine) // below for cell, mine in zip(row, chosen, strict=True)
                ]
            elif centre != below:
                self.table[other] = [cell * centre // below for cell in row]
        if sign < 0:
            self.table[place] = [-cell for cell in chosen]
        self.below = centre * sign
        self.basis[place] = column

    def value(self) -> Fraction:
        """Return the objective reached."""
        return Fraction(self.table[self.count][-1], self.below)

    def amounts(self) -> tuple[Fraction, ...]:
        """Return the amount of every column."""
        found = [Fraction(0)] * self.columns
        for place, column in enumerate(self.basis):
            if column < self.columns:
                found[column] = Fraction(self.table[place][-1], self.below)
        return tuple(found)

    def prices(self) -> tuple[Fraction, ...]:
        """Return what one more unit on the right of each row is worth."""
        costs = self.table[self.count]
        return tuple(Fraction(costs[self.columns + place], self.below) for place in range(self.count))
