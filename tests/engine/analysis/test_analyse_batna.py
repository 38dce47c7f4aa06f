"""Commands batna and decision_tree: their shapes and numbers, every fault with its path, and damaged documents."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from playbook_engine.terminal.analyse import batna, decision_tree
from tests.engine.analysis.fuzzing import answers, damaged, faults, survives

CLAIM = {
    "alternatives": [
        {
            "name": "Sue",
            "outcomes": [{"chance": 0.7, "value": 100000}, {"chance": 0.3, "value": 0}],
            "cost": 15000,
            "months": 12,
        },
        {"name": "Settle", "outcomes": [{"chance": 1, "value": 50000}]},
    ],
    "annual_rate": 0.05,
}
COURT = {
    "tree": {
        "kind": "decision",
        "name": "answer",
        "branches": [
            {
                "name": "litigate",
                "cost": 100,
                "months": 0,
                "then": {
                    "kind": "chance",
                    "name": "verdict",
                    "branches": [
                        {"name": "win", "chance": 0.3, "then": {"value": 0}},
                        {"name": "lose", "chance": 0.5, "then": {"value": -1000}},
                        {"name": "part", "chance": 0.2, "then": {"value": -300}},
                    ],
                },
            },
            {"name": "settle", "then": {"value": -600}},
        ],
    }
}


def test_a_claim_is_worth_55000_and_52380_95_today() -> None:
    found = answers(batna.analyse, CLAIM)
    sue = found["alternatives"]["Sue"]
    assert (sue["expected"], round(sue["present"], 2)) == (55000, 52380.95)
    assert sue["certainty_equivalent"] == sue["present"]
    assert found["best"] == ["Sue"]
    assert found["value_of_information"]["each"][0]["about"] == "Sue"


def test_risk_turns_the_order() -> None:
    found = answers(batna.analyse, CLAIM | {"risk_tolerance": 100000})
    assert (found["best"], found["best_by_present_value"]) == (["Settle"], ["Sue"])
    turning = found["turning_risk_tolerances"][0]
    assert turning["between"] == ["Settle", "Sue"]
    (tolerance,) = turning["risk_tolerances"]
    for factor, best in ((1.01, ["Sue"]), (0.99, ["Settle"])):
        assert answers(batna.analyse, CLAIM | {"risk_tolerance": tolerance * factor})["best"] == best


def test_an_order_that_risk_turns_twice_has_both_tolerances() -> None:
    half = [{"chance": "1/2", "value": 0}, {"chance": "1/2", "value": 100}]
    slight = [{"chance": 0.01, "value": -1}, {"chance": 0.99, "value": 49}]
    two = {"alternatives": [{"name": "A", "outcomes": half}, {"name": "B", "outcomes": slight}]}
    found = answers(batna.analyse, two)["turning_risk_tolerances"]
    assert [(one["between"], [round(r, 4) for r in one["risk_tolerances"]]) for one in found] == [
        (["A", "B"], [0.2556, 824.4071])
    ]
    for tolerance, best in ((0.25, "A"), (0.26, "B"), (824, "B"), (825, "A")):
        assert answers(batna.analyse, two | {"risk_tolerance": tolerance})["best"] == [best]


@pytest.mark.parametrize(("tolerance", "worth"), [(100000, 37988.55), (50000, 28310.96), (None, 50000)])
def test_a_coin_for_100k(tolerance: int | None, worth: float) -> None:
    coin = {"name": "coin", "outcomes": [{"chance": "1/2", "value": 0}, {"chance": "1/2", "value": 100000}]}
    found = answers(batna.analyse, {"alternatives": [coin], "risk_tolerance": tolerance})
    assert round(found["alternatives"]["coin"]["certainty_equivalent"], 2) == worth


@pytest.mark.parametrize("tolerance", [None, 700])
def test_all_that_tie_are_named(tolerance: int | None) -> None:
    parts = [{"chance": "1/3", "value": v} for v in (7, 11, 29)]
    both = [{"name": "one", "outcomes": parts}, {"name": "two", "outcomes": parts[::-1]}]
    assert answers(batna.analyse, {"alternatives": both, "risk_tolerance": tolerance})["best"] == ["one", "two"]


def test_every_fault_is_named_with_its_path() -> None:
    document: dict[str, Any] = {
        "alternatives": [
            {"name": "a", "outcomes": [{"chance": 0.5, "value": 1}], "months": -1},
            {"name": "a", "outcomes": [{"chance": "half", "value": 1}], "costs": 3},
        ],
        "annual_rate": -1,
        "risk_tolerance": 0,
    }
    assert [fault.split(": ")[0] for fault in faults(batna.analyse, document)] == [
        "$.alternatives[0].outcomes",
        "$.alternatives[0].months",
        "$.alternatives[1].costs",
        "$.alternatives[1].outcomes[0].chance",
        "$.alternatives[1].name",
        "$.annual_rate",
        "$.risk_tolerance",
    ]


def test_more_than_can_be_worked_out_is_refused() -> None:
    outcomes = [{"chance": "1/50", "value": n} for n in range(50)]
    many = {"alternatives": [{"name": str(n), "outcomes": outcomes} for n in range(9)]}
    assert faults(batna.analyse, many) == ("$.alternatives: write at most 400 outcomes in all",)
    assert faults(batna.analyse, {"alternatives": []}) == ("$.alternatives: write at least 1 of these",)


@settings(max_examples=150)
@given(damaged(CLAIM, CLAIM | {"risk_tolerance": 100000}))
def test_no_document_breaks_batna(document: Any) -> None:
    survives(batna.analyse, document)


def test_court_or_settlement() -> None:
    found = answers(decision_tree.analyse, COURT)
    assert (found["expected"], found["present"], found["certainty_equivalent"]) == (-600, -600, -600)
    assert found["strategy"] == [
        {
            "path": [],
            "decision": "answer",
            "values": [{"option": "litigate", "value": -660}, {"option": "settle", "value": -600}],
            "best": ["settle"],
        }
    ]


def test_a_tree_names_its_faults() -> None:
    document = {"tree": {"kind": "chance", "branches": [{"name": "a", "chance": 0.5, "then": {"value": "x"}}, {}]}}
    assert [fault.split(": ")[0] for fault in faults(decision_tree.analyse, document)] == [
        "$.tree.branches[0].then.value",
        "$.tree.branches[1].chance",
        "$.tree.branches[1].name",
        "$.tree.branches[1].then",
        "$.tree.branches",
    ]
    leaves = [
        {"name": str(n), "then": {"kind": "decision", "branches": [{"name": "x", "then": {"value": 1}}] * 50}}
        for n in range(30)
    ]
    assert "$.tree: write at most 1000 nodes" in faults(
        decision_tree.analyse, {"tree": {"kind": "decision", "branches": leaves}}
    )


@settings(max_examples=150)
@given(damaged(COURT, COURT | {"risk_tolerance": 500, "annual_rate": 0.1}))
def test_no_document_breaks_the_tree(document: Any) -> None:
    survives(decision_tree.analyse, document)
