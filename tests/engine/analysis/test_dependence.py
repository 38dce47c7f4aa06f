"""analysis.dependence: two numbers for a relation, never one; the effect of each balancing move; felt power; six sources."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine.analysis import dependence
from playbook_engine.analysis.dependence import Need, Relation, Resource
from playbook_engine.errors import AnalysisError

FIVE = F(5)


@pytest.mark.parametrize(
    ("mine", "theirs", "mutual", "imbalance"),
    [(3, 3, 6, 0), (5, 1, 6, -4), (1, 5, 6, 4), (5, 5, 10, 0), (1, 1, 2, 0)],
)
def test_mutual_dependence_and_imbalance_are_two_numbers(mine: int, theirs: int, mutual: int, imbalance: int) -> None:
    relation = Relation(F(mine), F(theirs), FIVE)
    assert (relation.mutual, relation.mean, relation.imbalance) == (mutual, F(mutual, 2), imbalance)


def codes(mine: int, theirs: int) -> tuple[str, ...]:
    return tuple(found.code for found in dependence.considerations(Relation(F(mine), F(theirs), FIVE)))


def test_the_same_mutual_dependence_with_another_imbalance_asks_for_other_things() -> None:
    assert len({codes(3, 3), codes(5, 1), codes(1, 5)}) == 3


def test_the_same_imbalance_with_another_mutual_dependence_asks_for_other_things() -> None:
    assert len({codes(5, 5), codes(3, 3), codes(1, 1)}) == 3
    assert codes(3, 5) != codes(0, 2)


def test_a_strong_side_of_a_close_relation_is_asked_for_restraint() -> None:
    assert "show_restraint" in codes(3, 5)
    assert "show_restraint" in codes(1, 5)
    assert "show_restraint" not in codes(5, 3)


levels = st.fractions(0, 5, max_denominator=10)


@given(levels, levels)
def test_to_swap_the_sides_keeps_the_sum_and_turns_the_difference(mine: F, theirs: F) -> None:
    one, other = Relation(mine, theirs, FIVE), Relation(theirs, mine, FIVE)
    assert (one.mutual, one.imbalance, one.mutual_level) == (other.mutual, -other.imbalance, other.mutual_level)


resources = st.lists(
    st.builds(Resource, st.just("r"), st.integers(0, 100).map(F), st.integers(0, 120).map(F)), min_size=1, max_size=4
)


@given(resources, st.data(), st.integers(0, 100).map(F))
def test_one_more_alternative_never_makes_a_side_depend_more(
    mine: list[Resource], data: st.DataObject, more: F
) -> None:
    place = data.draw(st.integers(0, len(mine) - 1))
    better = [Resource(r.name, r.value, r.elsewhere + more * (n == place)) for n, r in enumerate(mine)]
    assert 0 <= dependence.dependence(better) <= dependence.dependence(mine) <= 1


@given(resources, resources, st.sampled_from([F(1, 100), F(1, 4), F(1)]))
def test_no_balancing_move_weakens_who_makes_it(mine: list[Resource], theirs: list[Resource], part: F) -> None:
    moves = dependence.balancing_moves(mine, theirs, part)
    assert len(moves) == 2 * len(mine) + 2 * len(theirs)
    assert [m.gain for m in moves] == sorted((m.gain for m in moves), reverse=True)
    before = Relation(dependence.dependence(mine), dependence.dependence(theirs))
    for move in moves:
        assert move.gain >= 0
        assert move.after.imbalance - before.imbalance == move.gain
        rises = move.operation in ("give_status", "form_coalition")
        assert move.after.mutual >= before.mutual if rises else move.after.mutual <= before.mutual


def test_the_four_operations_on_one_pair() -> None:
    """Steel worth 100 (20 elsewhere) against orders worth 50 (40 elsewhere), each move a quarter of the value."""
    moves = dependence.balancing_moves([Resource("steel", F(100), F(20))], [Resource("orders", F(50), F(40))])
    assert {move.operation: move.gain for move in moves} == {
        "withdraw": F(1, 4), "extend_network": F(1, 4), "give_status": F(1, 4), "form_coalition": F(1, 4),
    }  # fmt: skip
    served = dependence.balancing_moves([Resource("steel", F(100), F(90))], [Resource("orders", F(50), F(60))])
    assert {move.operation: move.gain for move in served} == {
        "withdraw": F(1, 10), "extend_network": F(1, 10), "give_status": F(1, 20), "form_coalition": F(1, 20),
    }  # fmt: skip


def test_dependence_in_money_and_in_ratings() -> None:
    assert dependence.dependence([Resource("all", F(100), F(30))]) == F(7, 10)
    assert dependence.dependence([Resource("more elsewhere", F(100), F(300))]) == 0
    assert dependence.dependence([]) == 0
    assert dependence.ordinal_dependence(F(4), F(0)) == 1
    assert dependence.ordinal_dependence(F(2), F(2)) == F(1, 4)


@pytest.mark.parametrize(("felt", "reading"), [("1/2", "feels_stronger"), ("-2/5", "in_line"), ("-1", "feels_weaker")])
def test_feeling_against_evidence(felt: str, reading: str) -> None:
    assert dependence.felt_power(F(felt), Relation(F(4, 5), F(2, 5))).reading == reading


def test_six_sources_for_both_sides() -> None:
    mine = dict(zip(dependence.SOURCES, map(F, (1, 2, 4, 0, 3, 2)), strict=True))
    theirs = dict(zip(dependence.SOURCES, map(F, (4, 2, 1, 3, 3, 2)), strict=True))
    found = dependence.audit(mine, theirs)
    assert (found.weakest, found.strongest, found.unknown) == (("money", "time"), ("information",), ())
    assert found.mean == F(-3 + 0 + 3 - 3 + 0 + 0, 6)
    nothing = dependence.audit({}, {"money": None})
    assert (nothing.mean, nothing.weakest, len(nothing.unknown)) == (None, (), 6)


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        pytest.param(lambda: Relation(F(2), F(0)), "mine", id="beyond the scale"),
        pytest.param(lambda: dependence.dependence([Resource("r", F(-1))]), "resources", id="less than nothing"),
        pytest.param(lambda: dependence.ordinal_dependence(F(5), F(0)), "importance", id="rating of five"),
        pytest.param(lambda: dependence.balancing_moves([], [], F(0)), "part", id="no move"),
        pytest.param(lambda: dependence.felt_power(F(2), Relation(F(0), F(0))), "felt", id="felt beyond all"),
        pytest.param(lambda: dependence.audit({"luck": F(1)}, {}), "mine.luck", id="a seventh source"),
        pytest.param(lambda: dependence.audit({}, {"time": F(9)}), "theirs.time", id="nine points"),
    ],
)
def test_what_cannot_be_is_refused(call: object, argument: str) -> None:
    with pytest.raises(AnalysisError) as refused:
        call()  # type: ignore[operator]
    assert refused.value.argument == argument


ratings = st.builds(Need, st.just("n"), st.integers(0, 4).map(F), st.integers(0, 3).map(F))
needs = st.lists(ratings, max_size=4)


def together(found: list[Need]) -> F:
    return dependence.joint_dependence([one.dependence for one in found])


@given(needs, ratings)
def test_a_further_need_never_lowers_dependence_and_it_stays_on_the_scale(found: list[Need], further: Need) -> None:
    assert together(found) <= together([*found, further]) <= 1
    assert together([*found, further]) >= further.dependence


@given(needs)
def test_the_order_of_needs_makes_no_difference(found: list[Need]) -> None:
    assert together(found) == together(found[::-1])


@pytest.mark.parametrize("wrong", [F(-1, 10), F(11, 10), 1.5, -2])
def test_a_dependence_off_the_scale_is_refused_by_its_place(wrong: F) -> None:
    with pytest.raises(AnalysisError, match=r"dependences\[1\].*between 0 and 1"):
        dependence.joint_dependence([F(1, 2), wrong])


@given(needs, needs)
def test_every_step_to_balance_helps_or_changes_nothing(mine: list[Need], theirs: list[Need]) -> None:
    before = Relation(together(mine), together(theirs))
    moves = dependence.steps_to_balance(mine, theirs, F(3))
    assert all(move.gain == move.after.imbalance - before.imbalance >= 0 for move in moves)
    assert [move.gain for move in moves] == sorted((move.gain for move in moves), reverse=True)


def test_a_scale_that_has_ended_leaves_no_step() -> None:
    assert dependence.steps_to_balance([Need("x", F(0), F(3))], [Need("y", F(4), F(0))], F(3)) == ()
