"""analysis.linear_programme: every optimum is proved by its prices, whatever constraints stop the walk."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine.analysis.linear_programme import Row, Stop, Vector, Walk
from playbook_engine.errors import AnalysisError


def times(cells: tuple[int, ...], point: Vector) -> F:
    return sum((cell * place for cell, place in zip(cells, point, strict=True)), F(0))


def stopped_by(rows: list[Row]) -> Stop:
    """What stops a walk among these rows: the nearest, and of equals the first."""

    def stop(point: Vector, direction: Vector) -> tuple[F, Row] | None:
        found = [
            ((times(row.cells, point) - row.right) / -rate, row.order, row)
            for row in rows
            if (rate := times(row.cells, direction)) < 0
        ]
        best = min(found, key=lambda each: each[:2], default=None)
        return None if best is None else (best[0], best[2])

    return stop


def loose(number: int) -> list[Row]:
    """Rows that hold a walk at the origin until it has left them."""
    return [
        Row(tuple(int(place == other) for other in range(number)), F(0), (9, place), loose=True)
        for place in range(number)
    ]


def test_the_mix_of_calls_that_takes_least_time() -> None:
    """Two kinds of calls reach 3 and 5 people; 4 must be reached, and one call of the second kind is wanted."""
    rows = [Row((3, 5), F(4), (0, 0)), Row((0, 1), F(1), (0, 1)), Row((1, 0), F(0), (0, 2))]
    walk = Walk([rows[1], rows[2]], 2)
    prices = walk.minimise((1, 2), stopped_by(rows))
    assert (walk.point, walk.steps) == ((0, 1), 0)
    assert [(row.order, price) for row, price in prices.items()] == [((0, 1), 2), ((0, 2), 1)]


def test_a_walk_that_nothing_stops_is_refused() -> None:
    with pytest.raises(AnalysisError, match="objective"):
        Walk(loose(2), 2).minimise((1, -1), stopped_by([]))


def test_rows_that_leave_a_way_open_make_no_vertex() -> None:
    with pytest.raises(AnalysisError, match="rows"):
        Walk([Row((1, 1), F(0), (0, 0)), Row((2, 2), F(5), (0, 1))], 2)


@given(st.integers(1, 4), st.integers(1, 9), st.data())
def test_prices_prove_every_optimum(number: int, height: int, data: st.DataObject) -> None:
    """Small whole cells and rights make many vertices at which more rows meet than are needed, where a walk may stand."""
    cells = st.tuples(*[st.integers(-2, 2)] * number)
    box = [Row(row.cells, F(-5), (1, place)) for place, row in enumerate(loose(number))]
    rows = [
        Row(each, F(data.draw(st.integers(-3, 0))), (0, place))
        for place, each in enumerate(data.draw(st.lists(cells, min_size=height, max_size=height)))
    ]
    lids = [Row(tuple(-cell for cell in row.cells), F(-5), (2, place)) for place, row in enumerate(box)]
    everything = [row for row in (*rows, *box, *lids) if any(row.cells)]
    walk = Walk(loose(number), number)
    for _ in range(2):  # the second walk begins where the first one ended
        objective = data.draw(cells)
        prices = walk.minimise(objective, stopped_by(everything))
        assert all(times(row.cells, walk.point) >= row.right for row in everything)
        assert all(times(row.cells, walk.point) == row.right for row, price in prices.items() if price)
        assert all(price >= 0 for row, price in prices.items() if not row.loose)
        assert not any(price for row, price in prices.items() if row.loose)
        for place, worth in enumerate(objective):
            assert sum((price * row.cells[place] for row, price in prices.items()), F(0)) == worth


def test_a_kept_row_is_never_left() -> None:
    """The sum is 6 exactly, though less would be cheaper."""
    whole = Row((1, 1), F(6), (0, 0), kept=True)
    rows = [Row((1, 0), F(1), (1, 0)), Row((0, 1), F(2), (1, 1))]
    walk = Walk([whole, rows[0], *loose(2)], 2)
    walk.minimise((2, 1), stopped_by(rows))
    assert walk.point == (1, 5)
    walk.minimise((1, 2), stopped_by(rows))
    assert walk.point == (4, 2)
