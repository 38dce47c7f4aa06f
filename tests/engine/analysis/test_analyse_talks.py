"""The commands ``joint_gains`` and ``opponent_model``: faults with paths, and damage of every kind."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings

from playbook_engine.terminal.analyse import joint_gains, opponent_model
from tests.engine.analysis.fuzzing import answers, damaged, faults, survives

HOME: dict[str, Any] = {"Rent": "900", "Term": "3 years"}
FAR: dict[str, Any] = {"Rent": "1000", "Term": "1 year"}
TABLE: dict[str, Any] = {
    "issues": [
        {"name": "Rent", "options": [{"name": "900", "a": 0, "b": 10}, {"name": "1000", "a": 10, "b": 0}]},
        {"name": "Term", "options": [{"name": "1 year", "a": 0, "b": 10}, {"name": "3 years", "a": 10, "b": 0}]},
    ],
    "weights": {"a": [7, 3], "b": [2, 8]},
    "package": HOME,
    "floor": 0.1,
}
TALKS: dict[str, Any] = {
    "issues": TABLE["issues"],
    "weight_ranges": {"b": [[1, 4], [2, 6]]},
    "seen": [{"offer": FAR}, {"liked": FAR, "among": [FAR, HOME]}],
    "keenness": 0.2,
}


def changed(document: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {**copy.deepcopy(document), **fields}


def test_a_floor_leaves_out_what_gives_them_less() -> None:
    found = answers(joint_gains.analyse, TABLE)
    assert (found["dominated"], found["better_count"]) == (True, 1)
    assert found["steps"] == [{"changes": FAR, "gains": {"a": 0.4, "b": 0.6}, "a": 0.7, "b": 0.8}]
    assert answers(joint_gains.analyse, changed(TABLE, floor=0.7))["steps"] == []


def test_either_side_may_be_read() -> None:
    ours = answers(opponent_model.analyse, TALKS)
    assert ours["likelier"] == "Term"
    swapped = changed(TALKS, role="b", weight_ranges={"a": [[1, 4], [2, 6]]})
    assert answers(opponent_model.analyse, swapped)["likelier"] == "Rent"
    assert answers(opponent_model.analyse, changed(TALKS, weight_ranges=None))["candidates"] > 100


@pytest.mark.parametrize(
    ("analyse", "document", "expected"),
    [
        (joint_gains.analyse, changed(TABLE, floor=2), ("$.floor: write a number of at least 0 and at most 1",)),
        (joint_gains.analyse, changed(TABLE, package={"Rent": "900"}), ("$.package.Term: is missing",)),
        (joint_gains.analyse, changed(TABLE, bundle=HOME), ()),
        (
            opponent_model.analyse,
            changed(TALKS, seen=[{"liked": HOME, "among": [FAR, FAR]}]),
            ("$.seen[0].liked: write one of the packages in among",),
        ),
        (opponent_model.analyse, changed(TALKS, seen=[]), ("$.seen: write at least 1 of these",)),
        (
            opponent_model.analyse,
            changed(TALKS, issues=[{"name": "Rent", "options": [{"name": "900", "b": -1}]}], seen=[{"offer": {"Rent": "900"}}]),
            ("$.weight_ranges.b: write 1 ranges, one for each issue", "$.issues[0].options: give 'b' numbers of 0 or more"),
        ),
    ],
)  # fmt: skip
def test_a_fault_says_where_it_stands(analyse: Any, document: Any, expected: tuple[str, ...]) -> None:
    assert faults(analyse, document) == expected


@pytest.mark.parametrize(("analyse", "document"), [(joint_gains.analyse, TABLE), (opponent_model.analyse, TALKS)])
def test_no_damage_breaks_it(analyse: Any, document: Any) -> None:
    @settings(max_examples=150)
    @given(damaged(document))
    def check(broken: Any) -> None:
        survives(analyse, broken)

    check()
