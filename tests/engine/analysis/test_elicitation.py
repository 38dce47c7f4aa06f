"""analysis.elicitation: weights from swings, words and orders, and the check against a ranking by gut."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine.analysis import elicitation
from playbook_engine.errors import AnalysisError


def test_rank_order_centroid_weights_are_those_of_the_table() -> None:
    """Edwards and Barron 1994: four attributes weigh .5208, .2708, .1458 and .0625."""
    assert [round(float(w), 4) for w in elicitation.from_ranking((1, 2, 3, 4))] == [0.5208, 0.2708, 0.1458, 0.0625]
    assert elicitation.from_ranking((1, 1)) == (F(1, 2), F(1, 2))


@given(st.lists(st.integers(1, 6), min_size=1, max_size=8))
def test_weights_add_up_to_one_and_keep_the_order(ranks: list[int]) -> None:
    weights = elicitation.from_ranking(ranks)
    assert sum(weights) == 1
    assert all(
        (x < y) <= (v >= w) for x, v in zip(ranks, weights, strict=True) for y, w in zip(ranks, weights, strict=True)
    )


@given(st.permutations(range(5)), st.lists(st.integers(0, 9), min_size=5, max_size=5))
def test_tau_counts_pairs(gut: list[int], values: list[int]) -> None:
    found = elicitation.agreement(gut, [F(value) for value in values])
    assert found.concordant + found.discordant + found.tied == 10
    assert found.tau == F(found.concordant - found.discordant, 10)
    assert (found.conflict is None) == (found.discordant == 0)
    turned = elicitation.agreement(gut[::-1], [F(value) for value in values])
    assert turned.tau == -found.tau
    if found.conflict:
        better, worse = found.conflict
        assert gut.index(better) < gut.index(worse)
        assert values[worse] - values[better] == max(
            values[y] - values[x] for n, x in enumerate(gut) for y in gut[n + 1 :]
        )


def test_two_of_ten_pairs_turned_is_just_consistent() -> None:
    values = [F(9), F(8), F(5), F(4), F(1)]
    assert elicitation.agreement((1, 0, 3, 2, 4), values).tau == F(3, 5)
    assert elicitation.agreement((1, 0, 3, 2, 4), values).is_consistent
    assert not elicitation.agreement((1, 0, 4, 3, 2), values).is_consistent


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        pytest.param(lambda: elicitation.from_words(("huge",)), "words", id="word"),
        pytest.param(lambda: elicitation.from_words(("none",)), "weights", id="nothing"),
        pytest.param(lambda: elicitation.from_swings((F(-1), F(2))), "weights", id="negative"),
        pytest.param(lambda: elicitation.from_ranking(()), "ranks", id="no rank"),
        pytest.param(lambda: elicitation.agreement((0, 0), (F(1), F(2))), "gut", id="twice"),
        pytest.param(lambda: elicitation.agreement((0,), (F(1),)), "gut", id="one"),
        pytest.param(lambda: elicitation.inaccuracy((F(1),), (F(1),)), "stated", id="stated"),
    ],
)
def test_what_cannot_be_weighed_is_refused(call: object, argument: str) -> None:
    with pytest.raises(AnalysisError) as raised:
        call()  # type: ignore[operator]
    assert raised.value.argument == argument
