"""analysis.approach: whom to ask first, and why."""

from __future__ import annotations

from fractions import Fraction as F
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine.analysis.approach import whom_to_approach
from playbook_engine.analysis.voting import VotingBody, council, power
from playbook_engine.errors import AnalysisError
from tests.engine.analysis.test_voting import EEC, bodies, body, strength


def test_without_supporters_the_order_is_that_of_the_shapley_shubik_index() -> None:
    found = whom_to_approach(EEC)
    assert [(one.member, one.rank, one.pivotal) for one in found.order] == [
        ("Germany", 1, F(7, 30)),
        ("France", 1, F(7, 30)),
        ("Italy", 1, F(7, 30)),
        ("Belgium", 4, F(3, 20)),
        ("Netherlands", 4, F(3, 20)),
        ("Luxembourg", 6, F(0)),
    ]
    assert [one.still_needed for one in found.order] == [2, 2, 2, 3, 3, 3]


def test_with_two_large_states_the_third_completes_a_majority_at_once() -> None:
    found = whom_to_approach(EEC, ["Germany", "France"])
    assert found.votes_missing == 4
    assert [(one.member, one.wins_at_once, one.must_have, one.still_needed) for one in found.order] == [
        ("Italy", True, False, 0),
        ("Belgium", False, False, 1),
        ("Netherlands", False, False, 1),
        ("Luxembourg", False, False, 1),
    ]


def test_nobody_needs_to_be_approached_once_the_supporters_win() -> None:
    found = whom_to_approach(body(51, 50, 49, 1), ["A", "C"])
    assert (found.votes_missing, found.can_win, found.order) == (0, True, ())


def test_supporters_who_shut_out_too_many_cannot_win() -> None:
    found = whom_to_approach(body(51, 40, 40, 20, excluded=("AB", "AC")), ["A"])
    assert (found.can_win, found.order, found.unavailable) == (False, (), ("B", "C"))


@pytest.mark.parametrize("supporters", [["X"], ["A", "A"], ["A", "B"]])
def test_supporters_that_make_no_sense_are_refused(supporters: list[str]) -> None:
    with pytest.raises(AnalysisError, match="supporters"):
        whom_to_approach(body(51, 50, 49, 1, excluded=("AB",)), supporters)


@given(bodies(), st.data())
def test_reasons_follow_from_their_definitions(one: VotingBody, data: st.DataObject) -> None:
    supporters = data.draw(st.lists(st.sampled_from(one.members), unique=True, max_size=2))
    if any(set(pair) <= set(supporters) for pair in one.excluded):
        supporters = supporters[:1]
    found = whom_to_approach(one, supporters)
    clash = {frozenset(one.members.index(name) for name in pair) for pair in one.excluded}
    place = one.members.index
    weights = dict(zip(one.members, one.weights, strict=True))
    for choice in found.order:
        others = [other.member for other in found.order if other.member != choice.member]
        least = None
        for size in range(len(others), -1, -1):
            for more in combinations(others, size):
                side = tuple(sorted(place(name) for name in (*supporters, choice.member, *more)))
                compatible = not any(pair <= set(side) for pair in clash)
                if compatible and strength(one.weights, clash, side) >= one.quota:
                    least = size
        assert choice.still_needed == least
        assert choice.wins_at_once == (weights[choice.member] >= found.votes_missing)
    if found.order:
        assert sum(choice.pivotal for choice in found.order) == found.can_win
        pivotal = [choice.pivotal for choice in found.order]
        assert pivotal == sorted(pivotal, reverse=True)
        free = council({c.member: c.weight for c in found.order}, found.votes_missing)
        if not one.excluded:
            assert set(power(free).veto) == {c.member for c in found.order if c.must_have}
