"""Command zopa: shapes, numbers, both roles, faults with their paths, and damaged documents."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from playbook_engine.terminal.analyse.zopa import analyse
from tests.engine.analysis.fuzzing import answers, damaged, faults, survives

FLAT = {"role": "seller", "reservation": 100, "theirs": {"kind": "uniform", "low": 90, "high": 150}}
BELL = {"role": "seller", "reservation": 100, "theirs": {"kind": "normal", "mean": 120, "standard_deviation": 15}}
THREE = {"role": "buyer", "reservation": 100, "theirs": {"kind": "triangular", "low": 60, "mode": 80, "high": 130}}
POINTS = {
    "role": "seller",
    "reservation": 100,
    "share": 0.4,
    "theirs": {"kind": "points", "low": 90, "middle": 120, "high": 140},
    "mine": {"kind": "discrete", "outcomes": [{"chance": 0.5, "value": 95}, {"chance": 0.5, "value": 105}]},
}
BOTH = {
    "role": "buyer",
    "mine": {"kind": "uniform", "low": 0, "high": 1},
    "theirs": {"kind": "uniform", "low": 0, "high": 1},
    "price_weight": 0.5,
}


def test_a_flat_belief() -> None:
    found = answers(analyse, FLAT)
    assert (found["chance"], found["expected_surplus"]) == (5 / 6, 125 / 6)
    assert (found["best_ask"], found["expected_gain"], found["expected_share"]) == (125, 125 / 12, 125 / 12)
    assert (found["best_asks"], found["acceptance"], found["share"]) == ([125], 5 / 12, 0.5)
    assert found["range"] == {"low": 100, "high": 147}
    assert found["likely_surplus"] == {"at_5_percent": -7, "at_50_percent": 20, "at_95_percent": 47}
    assert found["questions"] == [{"unknown": "their_reservation", "value": 125 / 12}]


def test_a_bell_curve() -> None:
    found = answers(analyse, BELL)
    assert (round(found["chance"], 6), round(found["expected_surplus"], 6)) == (0.908789, 20.635927)


@pytest.mark.parametrize("names", [("mu", "sigma"), ("mean", "sd")])
def test_other_names_for_the_same_field(names: tuple[str, str]) -> None:
    theirs = {"kind": "normal", names[0]: 120, names[1]: 15}
    assert answers(analyse, BELL | {"theirs": theirs}) == answers(analyse, BELL)


def test_a_buyer_sees_the_mirror_image() -> None:
    sell = answers(analyse, FLAT)
    buy = answers(analyse, {"role": "buyer", "reservation": 140, "theirs": {"kind": "uniform", "low": 90, "high": 150}})
    assert {name: buy[name] for name in ("chance", "expected_surplus", "expected_gain")} == {
        name: sell[name] for name in ("chance", "expected_surplus", "expected_gain")
    }
    assert (buy["best_ask"], buy["range"]) == (115, {"low": 93, "high": 140})


def test_no_zone_asks_for_another_counterpart_or_more_issues() -> None:
    found = answers(analyse, FLAT | {"reservation": 150})
    assert (found["chance"], found["best_ask"], found["best_asks"], found["range"]) == (0, None, [], None)
    assert found["advice"] == ["find_another_counterpart", "add_issues"]


def test_questions_are_ranked_by_what_they_are_worth() -> None:
    found = answers(analyse, POINTS)
    worths = [question["value"] for question in found["questions"]]
    assert worths == sorted(worths, reverse=True)
    assert {question["unknown"] for question in found["questions"]} == {"both", "their_reservation", "own_reservation"}


def test_two_flat_beliefs_give_the_sealed_offer_game() -> None:
    found = answers(analyse, BOTH)["both_uncertain"]
    assert found["efficient"] == {"chance": 0.5, "surplus": 1 / 6}
    assert (found["linear_equilibrium"]["chance"], found["linear_equilibrium"]["surplus"]) == (0.28125, 0.140625)
    assert found["linear_equilibrium"]["bid"] == {"slope": 2 / 3, "base": 1 / 12}
    apart = BOTH | {"theirs": {"kind": "uniform", "low": -9, "high": -8}}
    assert answers(analyse, apart)["both_uncertain"]["linear_equilibrium"] is None


def test_every_fault_is_named_with_its_path() -> None:
    document = {
        "role": "agent",
        "theirs": {"kind": "uniform", "low": 3, "high": 1, "middle": 2},
        "share": 3,
        "extra": 1,
    }
    assert [fault.split(": ")[0] for fault in faults(analyse, document)] == [
        "$.extra",
        "$.role",
        "$.theirs.middle",
        "$.theirs",
        "$.reservation",
        "$.share",
    ]
    assert faults(analyse, FLAT | {"theirs": {"kind": "normal", "mean": 3, "sd": 0}})[0].startswith("$.theirs.sd: ")


@settings(max_examples=200)
@given(damaged(FLAT, BELL, THREE, POINTS, BOTH))
def test_no_document_breaks_zopa(document: Any) -> None:
    survives(analyse, document)
