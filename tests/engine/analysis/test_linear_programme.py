"""analysis.linear_programme: every optimum is proved by its prices, every refusal by a small case."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine.analysis.linear_programme import maximise


@pytest.mark.parametrize(
    ("objective", "rows", "right", "status"),
    [
        pytest.param([1], [[1]], [-1], "infeasible", id="a negative amount"),
        pytest.param([0, 0], [[1, 1], [1, 1]], [1, 2], "infeasible", id="two rows that disagree"),
        pytest.param([1, 0], [[1, -1]], [1], "unbounded", id="a way out without end"),
        pytest.param([1, 1], [[1, 1], [2, 2]], [1, 2], "optimal", id="a row that repeats another"),
        pytest.param([0], [[0]], [0], "optimal", id="nothing at stake"),
    ],
)
def test_every_kind_of_answer(objective: list[int], rows: list[list[int]], right: list[int], status: str) -> None:
    assert maximise(objective, rows, right).status == status


def test_an_example_on_which_a_plain_simplex_method_can_run_in_circles_ends_at_its_optimum() -> None:
    """Beale (1955): the optimum is 1/20."""
    objective = [F(3, 4), -150, F(1, 50), -6, 0, 0, 0]
    rows = [
        [F(1, 4), -60, F(-1, 25), 9, 1, 0, 0],
        [F(1, 2), -90, F(-1, 50), 3, 0, 1, 0],
        [0, 0, 1, 0, 0, 0, 1],
    ]
    found = maximise(objective, rows, [0, 0, 1])
    assert (found.value, found.amounts[:4]) == (F(1, 20), (F(1, 25), 0, 1, 0))


small = st.integers(-4, 4) | st.fractions(-2, 2, max_denominator=5)


@given(st.integers(1, 4), st.integers(1, 6), st.data())
def test_prices_prove_every_optimum(height: int, width: int, data: st.DataObject) -> None:
    objective = data.draw(st.lists(small, min_size=width, max_size=width))
    rows = data.draw(st.lists(st.lists(small, min_size=width, max_size=width), min_size=height, max_size=height))
    start = data.draw(st.lists(st.integers(0, 3), min_size=width, max_size=width))
    right = [sum(F(cell) * amount for cell, amount in zip(row, start, strict=True)) for row in rows]
    found = maximise(objective, rows, right)
    assert found.status != "infeasible"  # the start meets every row
    if found.status == "unbounded":
        # Nothing bounds it: with a lid on the sum of all amounts, a higher lid gives more.
        lids = [
            maximise([*objective, 0], [[*row, 0] for row in rows] + [[1] * (width + 1)], [*right, lid])
            for lid in (99, 999)
        ]
        assert lids[0].value is not None
        assert lids[1].value is not None
        assert lids[0].value < lids[1].value
        return
    assert all(amount >= 0 for amount in found.amounts)
    for row, amount in zip(rows, right, strict=True):
        assert sum(F(cell) * mine for cell, mine in zip(row, found.amounts, strict=True)) == amount
    for column, worth in enumerate(objective):
        assert sum(F(row[column]) * price for row, price in zip(rows, found.prices, strict=True)) >= worth
    assert found.value == sum(F(worth) * mine for worth, mine in zip(objective, found.amounts, strict=True))
    assert found.value == sum(F(amount) * price for amount, price in zip(right, found.prices, strict=True))
