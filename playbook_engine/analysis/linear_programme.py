"""Linear programmes solved exactly by walking from vertex to vertex, with constraints that nobody need write down.

The least c z subject to a z >= b for every constraint (a, b). A vertex is where as many independent rows hold exactly as
there are variables; each row has a price, and the prices make up c. Where a price is below 0, the walk leaves that row
along the edge on which all others hold, until the next constraint stops it (Dantzig 1963; Lemke 1954,
doi:10.1002/nav.3800010107). The caller says which constraint stops a walk: so there may be thousands of them, such as one
for each coalition, and a walk may begin where another one ended.

The row left is the one that promises most; after a step of length 0 it is the first that promises anything, and the
first of equals stops it (Bland 1977, doi:10.1287/moor.2.2.103), so that the walk cannot run in circles. All is exact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from playbook_engine.errors import AnalysisError

Vector = tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A constraint, ``cells`` times the variables at least ``right``; or, when ``kept``, exactly that.

    A ``loose`` row is no constraint: it only holds a vertex together until the walk leaves it. ``order`` tells rows
    apart, and puts equal ones in order.
    """

    cells: tuple[int, ...]
    right: Fraction
    order: tuple[int, int]
    kept: bool = False
    loose: bool = False


Stop = Callable[[Vector, Vector], tuple[Fraction, Row] | None]
"""From a point and a direction: how far one can go, and the first constraint that ends the way; None without an end."""


class Walk:
    """A vertex, and the way to better ones. ``steps`` counts the edges walked, those of length 0 too."""

    def __init__(self, rows: Iterable[Row], number: int) -> None:
        """Begin where the first independent ones of these rows hold exactly; ``number`` is that of the variables.

        Raises :class:`AnalysisError` when too few of them are independent.
        """
        chosen: list[Row] = []
        reduced: list[tuple[int, list[Fraction]]] = []
        for row in rows:
            rest = [Fraction(cell) for cell in row.cells]
            for lead, other in reduced:
                factor = rest[lead]
                if factor:
                    rest = [cell - factor * mine for cell, mine in zip(rest, other, strict=True)]
            lead_of_rest = next((place for place, cell in enumerate(rest) if cell), None)
            if lead_of_rest is not None:
                chosen.append(row)
                reduced.append((lead_of_rest, [cell / rest[lead_of_rest] for cell in rest]))
                if len(chosen) == number:
                    break
        if len(chosen) < number:
            raise AnalysisError("rows", f"must hold {number} independent ones")
        self.rows = chosen
        self.steps = 0
        self._inverse = _inverse([row.cells for row in chosen])
        self.point: Vector = tuple(
            sum((cell * row.right for cell, row in zip(line, chosen, strict=True)), Fraction(0))
            for line in self._inverse
        )

    def minimise(self, objective: Sequence[int], stop: Stop) -> dict[Row, Fraction]:
        """Walk to where ``objective`` times the variables is least; return the rows there and their prices.

        The prices of all rows that are not kept are 0 or more; together with those of the kept ones they make up the
        objective, which proves the optimum. Raises :class:`AnalysisError` when nothing bounds it.

        >>> one, other = Row((1, 0), Fraction(1), (0, 0)), Row((1, 2), Fraction(5), (0, 1))
        >>> walk = Walk((one, other), 2)
        >>> prices = walk.minimise((3, 4), lambda point, direction: None)
        >>> [str(place) for place in walk.point], [str(price) for price in prices.values()]
        (['1', '2'], ['1', '2'])
        """
        careful = False
        while True:
            prices = [
                sum((c * line[place] for c, line in zip(objective, self._inverse, strict=True) if c), Fraction(0))
                for place in range(len(self.rows))
            ]
            promising = [
                place
                for place, (row, price) in enumerate(zip(self.rows, prices, strict=True))
                if (price if row.loose else price < 0) and not row.kept
            ]
            if not promising:
                return dict(zip(self.rows, prices, strict=True))
            if careful:
                leaving = min(promising, key=lambda place: self.rows[place].order)
            else:
                leaving = max(promising, key=lambda place: (abs(prices[place]), self.rows[place].order))
            sign = -1 if prices[leaving] > 0 else 1
            direction = tuple(sign * line[leaving] for line in self._inverse)
            found = stop(self.point, direction)
            if found is None:
                raise AnalysisError("objective", "has no least value under these constraints")
            length, row = found
            careful = not length
            self._step(leaving, row, length, direction)

    def _step(self, leaving: int, row: Row, length: Fraction, direction: Vector) -> None:
        """Go so far, and put a row in another one's place; the inverse follows by one elimination."""
        self.steps += 1
        self.rows[leaving] = row
        self.point = tuple(place + length * part for place, part in zip(self.point, direction, strict=True))
        inverse = self._inverse
        held = [
            sum((cell * line[place] for cell, line in zip(row.cells, inverse, strict=True) if cell), Fraction(0))
            for place in range(len(self.rows))
        ]
        for line in inverse:
            line[leaving] /= held[leaving]
            lead = line[leaving]
            if lead:
                for place, factor in enumerate(held):
                    if factor and place != leaving:
                        line[place] -= factor * lead


def _inverse(rows: Sequence[Sequence[int]]) -> list[list[Fraction]]:
    """Return the inverse of a square matrix of independent rows."""
    size = len(rows)
    table = [
        [*map(Fraction, row), *(Fraction(int(place == other)) for other in range(size))]
        for place, row in enumerate(rows)
    ]
    for column in range(size):
        lead = next(place for place in range(column, size) if table[place][column])
        table[column], table[lead] = table[lead], table[column]
        pivot = table[column][column]
        table[column] = [cell / pivot for cell in table[column]]
        for place in range(size):
            factor = table[place][column]
            if factor and place != column:
                table[place] = [cell - factor * mine for cell, mine in zip(table[place], table[column], strict=True)]
    return [row[size:] for row in table]
