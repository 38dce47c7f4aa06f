"""analysis.adjusted_winner: the divisions of Brams and Taylor, and what they promise."""

from __future__ import annotations

from fractions import Fraction as F
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine.analysis.adjusted_winner import AdjustedWinner, Item, Share, adjusted_winner
from playbook_engine.errors import AnalysisError


def divided(scale: bool = True, **points: tuple[int | F, int | F]) -> AdjustedWinner:
    return adjusted_winner([Item(name, F(first), F(second)) for name, (first, second) in points.items()], scale)


def test_carol_and_bob_split_the_retirement_account() -> None:
    """https://pages.nyu.edu/adjustedwinner/awProcedure.htm: the tied investments go to Bob, who is behind."""
    found = divided(retirement=(50, 40), home=(20, 30), cottage=(15, 10), investments=(10, 10), other=(5, 10))
    assert (found.won, found.ahead, found.tied) == ((65, 50), 0, ("investments",))
    assert found.split == Share("retirement", F(5, 6), F(1, 6))
    assert (found.points, found.moved, found.same_totals) == (F(170, 3), ("retirement",), True)
    assert [share.first for share in found.shares] == [F(5, 6), 0, 1, 0, 0]


def test_bob_keeps_three_fifths_of_the_house() -> None:
    """https://pages.nyu.edu/adjustedwinner/divorce_hyp.htm. Bob's points there add up to 98, and count as they are."""
    found = divided(scale=False, custody=(23, 65), alimony=(60, 25), house=(15, 10))
    assert (found.won, found.ahead) == ((75, 65), 0)
    assert found.split == Share("house", F(3, 5), F(2, 5))
    assert (found.points, found.same_totals, found.scaled_to) == (69, False, None)


def test_john_keeps_a_seventh_of_item_c() -> None:
    """For All Practical Purposes, 9th edition."""
    found = divided(a=(30, 20), b=(15, 25), c=(20, 15), d=(30, 15), e=(5, 25))
    assert found.split == Share("c", F(1, 7), F(6, 7))
    assert found.points == F(440, 7)


def test_donald_wins_more_points_and_the_cash_goes_to_ivana() -> None:
    found = divided(estate=(10, 38), mansion=(40, 20), apartment=(10, 30), triplex=(38, 10), cash=(2, 2))
    assert (found.won, found.ahead, found.tied) == ((78, 70), 0, ("cash",))
    assert found.split == Share("mansion", F(13, 15), F(2, 15))
    assert found.points == F(218, 3)


def test_two_who_win_the_same_share_nothing() -> None:
    found = divided(a=(60, 40), b=(40, 60))
    assert (found.ahead, found.split, found.moved, found.points) == (None, None, (), 60)


def test_a_whole_item_may_pass_over_before_another_is_split() -> None:
    found = divided(a=(10, 9), b=(85, 31), c=(5, 60))
    assert (found.won, found.moved) == ((95, 60), ("a", "b"))
    assert found.split == Share("b", F(25, 29), F(4, 29))
    assert found.points == F(85 * 25, 29)


def test_a_whole_item_may_settle_it_without_a_split() -> None:
    found = divided(a=(10, 9), b=(80, 20), c=(10, 71))
    assert (found.moved, found.split, found.points) == (("a",), None, 80)


def test_an_item_that_nobody_wants_settles_nothing() -> None:
    found = divided(a=(3, 1), nothing=(0, 0), b=(1, 3))
    assert (found.points, found.split) == (3, None)


def test_items_at_the_same_price_are_named() -> None:
    found = divided(a=(40, 20), b=(40, 20), c=(20, 60))
    assert found.split is not None
    assert (found.split.item, found.equally_cheap) == ("a", ("b",))


points = st.integers(0, 12)
lists = st.lists(st.tuples(points, points), min_size=1, max_size=6).filter(
    lambda pairs: any(a for a, _ in pairs) and any(b for _, b in pairs)
)


def items(pairs: list[tuple[int, int]]) -> list[Item]:
    return [Item(str(place), F(first), F(second)) for place, (first, second) in enumerate(pairs)]


@given(lists)
def test_both_end_with_the_same_points_and_one_item_at_most_is_split(pairs: list[tuple[int, int]]) -> None:
    found = adjusted_winner(items(pairs))
    listed = found.items
    assert sum(item.first * share.first for item, share in zip(listed, found.shares, strict=True)) == found.points
    assert sum(item.second * share.second for item, share in zip(listed, found.shares, strict=True)) == found.points
    assert all(share.first >= 0 <= share.second and share.first + share.second == 1 for share in found.shares)
    assert sum(0 < share.first < 1 for share in found.shares) <= 1


@given(lists)
def test_no_division_is_better_for_both(pairs: list[tuple[int, int]]) -> None:
    """A pair of weights proves it: the division is best for their weighted sum, item by item."""
    listed = items(pairs)
    found = adjusted_winner(listed)
    # Every item of the first has a ratio first/second of at least every item of the second: one weight fits all.
    kept = [i for i, share in zip(listed, found.shares, strict=True) if share.first > 0 and (i.first or i.second)]
    given_ = [i for i, share in zip(listed, found.shares, strict=True) if share.second > 0 and (i.first or i.second)]
    for mine, theirs in product(kept, given_):
        assert mine.first * theirs.second >= theirs.first * mine.second


@given(lists, st.integers(1, 1000))
def test_nobody_envies_the_other_whatever_totals_were_given(pairs: list[tuple[int, int]], factor: int) -> None:
    """Each ends with half of its own points at least; and one who counts in larger numbers gets no more for it."""
    found = adjusted_winner(items(pairs))
    assert 2 * found.points >= sum(item.first for item in found.items) == sum(item.second for item in found.items)
    louder = adjusted_winner(items([(factor * first, second) for first, second in pairs]))
    assert (found.scaled_to is None) == found.same_totals
    if found.scaled_to and louder.scaled_to:
        assert louder.shares == found.shares


@given(lists)
def test_changing_places_changes_no_points(pairs: list[tuple[int, int]]) -> None:
    mirrored = adjusted_winner(items([(second, first) for first, second in pairs]))
    assert mirrored.points == adjusted_winner(items(pairs)).points


@pytest.mark.parametrize(
    "listed",
    [
        pytest.param([], id="nothing"),
        pytest.param([Item("a", F(1), F(1)), Item("a", F(1), F(1))], id="a name twice"),
        pytest.param([Item("a", F(-1), F(1))], id="negative points"),
        pytest.param([Item("a", F(0), F(1))], id="one gives no points"),
    ],
)
def test_what_cannot_be_divided_is_refused(listed: list[Item]) -> None:
    with pytest.raises(AnalysisError) as raised:
        adjusted_winner(listed)
    assert raised.value.argument == "items"
