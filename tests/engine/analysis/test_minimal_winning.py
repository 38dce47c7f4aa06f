"""analysis.minimal_winning: lists and counts of the coalitions in which everyone is needed."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given

from playbook_engine.analysis import minimal_winning as module
from playbook_engine.analysis.minimal_winning import minimal_blocking, minimal_winning
from playbook_engine.analysis.voting import VotingBody, council
from playbook_engine.errors import AnalysisError
from tests.engine.analysis.test_voting import BUNDESTAG, EEC, UNSC, bodies, body, strength


@pytest.mark.parametrize(
    ("council_", "number"),
    [
        pytest.param(EEC, 4, id="EEC 1958"),
        pytest.param(UNSC, 210, id="Security Council"),
        pytest.param(body(6, 4, 3, 2, 1), 3, id="Straffin"),
        pytest.param(body(6, 4, 3, 2), 2, id="three members"),
        pytest.param(body(51, 49, 49, 2), 3, id="equal power"),
        pytest.param(council(BUNDESTAG, 316), 5, id="Bundestag 2025"),
    ],
)
def test_numbers_of_the_literature(council_: VotingBody, number: int) -> None:
    found = minimal_winning(council_)
    assert (len(found.coalitions), found.count, found.complete) == (number, number, True)
    assert module._number(module.in_whole_numbers(council_)) == number


def test_the_smallest_coalitions_stand_first_and_members_in_the_order_of_the_body() -> None:
    assert minimal_winning(council(BUNDESTAG, 316)).coalitions == (
        ("Union", "SPD"),
        ("Union", "AfD"),
        ("Union", "Greens", "Left"),
        ("SPD", "AfD", "Greens"),
        ("SPD", "AfD", "Left"),
    )


def minimal_one_by_one(one: VotingBody, blocking: bool) -> set[tuple[str, ...]]:
    number = len(one.members)
    clash = {frozenset(one.members.index(name) for name in pair) for pair in one.excluded}

    def works(coalition: tuple[int, ...]) -> bool:
        if blocking:
            rest = tuple(place for place in range(number) if place not in coalition)
            return strength(one.weights, clash, rest) < one.quota
        return strength(one.weights, clash, coalition) >= one.quota

    found: list[tuple[int, ...]] = []
    for size in range(number + 1):
        for coalition in combinations(range(number), size):
            if works(coalition) and not any(set(smaller) <= set(coalition) for smaller in found):
                found.append(coalition)
    return {tuple(one.members[place] for place in coalition) for coalition in found if coalition}


@given(bodies())
def test_minimal_winning_coalitions_follow_from_their_definition(one: VotingBody) -> None:
    found = minimal_winning(one)
    expected = minimal_one_by_one(one, blocking=False)
    assert set(found.coalitions) == expected
    assert (len(found.coalitions), found.complete) == (len(expected), True)
    assert module._number(module.in_whole_numbers(one)) == len(expected)
    assert not any(set(pair) <= set(coalition) for pair in one.excluded for coalition in found.coalitions)


@given(bodies())
def test_minimal_blocking_coalitions_follow_from_their_definition(one: VotingBody) -> None:
    assert set(minimal_blocking(one).coalitions) == minimal_one_by_one(one, blocking=True)


def test_a_long_list_is_cut_and_still_counted() -> None:
    fifty = council({str(place): 1 for place in range(50)}, 26)
    found = minimal_winning(fifty, most=20)
    assert (len(found.coalitions), found.complete) == (20, False)
    assert found.count == 121_548_660_036_300  # 50 over 26
    assert all(len(coalition) == 26 for coalition in found.coalitions)


def test_a_pair_that_will_not_sit_together_is_counted_out_of_a_large_council() -> None:
    """50 over 26, less the 48 over 24 that hold both."""
    found = minimal_winning(council({str(place): 1 for place in range(50)}, 26, [("0", "1")]), most=20)
    assert found.count == 121_548_660_036_300 - 32_247_603_683_100


def test_too_many_sums_are_listed_without_a_count() -> None:
    wide = council({str(place): 10**9 + 7**place % 10**9 for place in range(40)}, 3 * 10**10)
    found = minimal_winning(wide, most=5)
    assert (len(found.coalitions), found.count, found.complete) == (5, None, False)


def test_blocking_among_excluded_pairs_is_refused_where_the_ways_to_win_are_too_many() -> None:
    crowd = council({str(place): 1 for place in range(20)}, 10, [("0", "1")])
    with pytest.raises(AnalysisError, match="excluded"):
        minimal_blocking(crowd)
