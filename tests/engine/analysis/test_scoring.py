"""analysis.scoring: values add up, and evaluations and weights come to a scale of 0 to 1."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine.analysis.scoring import ScoredIssue, Scoring, raw, weighted, whole_numbers
from playbook_engine.errors import AnalysisError
from tests.engine.analysis.packages_by_hand import domain, random_scoring

PAY = ScoredIssue("Pay", ("low", "high"), ((F(10), F(5)), (F(0), F(20))))


def test_the_best_option_of_every_issue_is_worth_one() -> None:
    assert domain("itex_cypress").highest() == (1, 1)


@pytest.mark.parametrize("name", ["energy", "grocery", "laptop", "thompson_job_offer"])
def test_no_package_is_worth_more_than_one(name: str) -> None:
    assert max(domain(name).highest()) == 1


@given(st.lists(st.integers(1, 50), min_size=1, max_size=1), st.integers(1, 9))
def test_scaling_weights_or_evaluations_changes_nothing(weight: list[int], factor: int) -> None:
    scaled = ScoredIssue(PAY.name, PAY.options, tuple((a * factor, b) for a, b in PAY.scores))
    one = weighted(("a", "b"), (PAY,), ([F(w) for w in weight], [F(1)]))
    assert one == weighted(("a", "b"), (scaled,), ([F(w * factor) for w in weight], [F(1)]))


def test_an_issue_that_a_party_values_at_nothing_is_worth_nothing() -> None:
    idle = ScoredIssue("Colour", ("red", "blue"), ((F(0), F(1)), (F(0), F(2))))
    assert weighted(("a", "b"), (idle,), ((F(1),), (F(1),))).value((1,)) == (0, 1)


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        pytest.param(lambda: weighted(("a", "b"), (PAY,), ((F(0),), (F(1),))), "weights", id="no weight"),
        pytest.param(lambda: weighted(("a", "b"), (PAY,), ((F(-1),), (F(1),))), "weights", id="negative"),
        pytest.param(lambda: weighted(("a", "b"), (PAY,), ((F(1), F(1)), (F(1),))), "weights", id="one too many"),
        pytest.param(lambda: weighted(("a", "b"), (PAY,), ((F(1),),)), "weights", id="one row"),
        pytest.param(
            lambda: weighted(("a",), (ScoredIssue("x", ("y",), ((F(-1),),)),), ((F(1),),)), "issues", id="maximum"
        ),
        pytest.param(lambda: raw((), (PAY,)), "parties", id="nobody"),
        pytest.param(lambda: raw(("a",), ()), "issues", id="nothing"),
        pytest.param(lambda: raw(("a",), (PAY,)), "issues", id="scores"),
        pytest.param(lambda: raw(("a",), (ScoredIssue("x", (), ()),)), "issues", id="options"),
    ],
)
def test_what_cannot_be_scored_is_refused(call: object, argument: str) -> None:
    with pytest.raises(AnalysisError) as raised:
        call()  # type: ignore[operator]
    assert raised.value.argument == argument


@given(st.integers(0, 10**6))
def test_whole_numbers_lose_nothing(seed: int) -> None:
    scored = random_scoring(seed, 2)
    third = Scoring(
        scored.parties,
        tuple(
            ScoredIssue(i.name, i.options, tuple(tuple(x / 7 for x in row) for row in i.scores)) for i in scored.issues
        ),
    )
    table = whole_numbers(third, (F(1, 3),))
    assert [[[F(x, table.scale) for x in row] for row in rows] for rows in table.rows] == [
        [list(row) for row in issue.scores] for issue in third.issues
    ]
    assert F(table.amounts[0], table.scale) == F(1, 3)
