"""Commands concession, alternating_offers, wait_or_take and calibration: numbers, faults, damaged documents."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from playbook_engine.terminal.analyse import alternating_offers, calibration, concession, wait_or_take
from tests.engine.analysis.fuzzing import answers, damaged, faults, survives

BUYER = {
    "target": 100,
    "reservation": 200,
    "rounds": 10,
    "tactic": {"kind": "polynomial", "beta": 0.2, "kappa": 0.1},
    "mine": [80, 100],
    "theirs": [200, 180],
    "window": 1,
}
EXPONENTIAL = BUYER | {"tactic": {"kind": "exponential", "beta": 5, "kappa": 0.1}}
SHRINKING = {
    "target": 90000,
    "reservation": 76000,
    "rounds": 3,
    "tactic": {"kind": "shrinking", "ratio": 0.5, "stop": 1},
}
PATIENT = {"first": {"discount": 0.9}, "second": {"discount": 0.8, "outside": 10}, "pie": 100, "step": 0.01}
LATER = {
    "offer": 105000,
    "waiting": {
        "outcomes": [{"chance": 0.6, "value": 120000}, {"chance": 0.4, "value": 90000}],
        "cost": 2000,
        "months": 0,
    },
    "annual_rate": 0.05,
    "risk_tolerance": None,
    "offers": {"belief": {"kind": "uniform", "low": 0, "high": 1}, "count": 3, "discount": 1, "cost": 0, "fallback": 0},
}
PAST: dict[str, Any] = {
    "forecasts": [
        {"chance": c, "happened": h} for c, h in ((0.9, True), (0.8, True), (0.7, False), (0.6, True), (0.3, False))
    ],
    "claim": {"outcome": 115, "reservation": 100, "their_reservation": 120},
    "deal": [0.5, 0.5],
    "frontier": [[0.77, 0.77], [1, 0.3]],
    "satisfaction": {"instrumental": 6, "self": 5, "process": 3, "relationship": 3},
}


def test_a_buyer_holds_until_late() -> None:
    plan = answers(concession.analyse, BUYER)["plan"]
    assert {step["round"]: step["offer"] for step in plan if step["round"] in (0, 5, 10)} == {
        0: 110,
        5: 112.8125,
        10: 200,
    }
    shares = [step["share"] for step in answers(concession.analyse, EXPONENTIAL)["plan"]]
    assert [round(shares[n], 6) for n in (0, 2, 5, 8, 10)] == [0.1, 0.47024, 0.930572, 0.999263, 1]
    assert [step["step"] for step in answers(concession.analyse, SHRINKING)["plan"]] == [0, 8000, 4000, 2000]


def test_answers_in_kind_and_who_concedes() -> None:
    found = answers(concession.analyse, BUYER)
    assert found["answers"] == {"relative": 1000 / 9, "absolute": 120, "averaged": 1000 / 9}
    lopsided = answers(
        concession.analyse, {"target": 90, "reservation": 190, "mine": [100, 120, 135], "theirs": [200, 195, 193]}
    )
    assert lopsided["concessions"]["run_of_larger_own"] == 2
    assert lopsided["concessions"]["is_lopsided"] is True
    assert "plan" not in lopsided
    still = answers(concession.analyse, {"target": 90, "reservation": 190, "mine": [100], "theirs": [0, 5]})
    assert still["answers"] == {"relative": None, "absolute": 95, "averaged": None}


@pytest.mark.parametrize(
    ("one", "other", "share"), [(0.9, 0.8, 0.714286), (0.95, 0.95, 0.512821), (0.5, 0.5, 0.666667)]
)
def test_shares_without_an_end(one: float, other: float, share: float) -> None:
    found = answers(alternating_offers.analyse, {"first": {"discount": one}, "second": {"discount": other}})
    assert round(found["first"], 6) == share
    assert found["rounds"] is None


def test_a_bicycle_over_three_days() -> None:
    found = answers(
        alternating_offers.analyse, {"first": {"discount": 0.9}, "second": {"discount": 0.9}, "rounds": 3, "pie": 100}
    )
    assert found["amounts"] == {"first": 91, "second": 9}
    assert found["sensitivity"]["first_less_patient"] == pytest.approx(-0.9 * 1)


def test_outside_options_are_amounts_of_the_same_pie() -> None:
    bound = answers(alternating_offers.analyse, PATIENT | {"second": {"discount": 0.8, "outside": 50}})
    assert (bound["amounts"], bound["outside_binds"]) == ({"first": 50, "second": 50}, {"first": False, "second": True})


def test_wait_for_the_better_buyer() -> None:
    found = answers(wait_or_take.analyse, LATER)
    assert (found["verdict"], found["lead_of_waiting"]) == ("wait", 1000)
    assert found["break_even_chance"] == 17 / 30
    assert [level["level"] for level in found["take_at_least"]] == [0.5, 0.625, 89 / 128]
    assert found["take_now"] is True


def test_looking_back() -> None:
    found = answers(calibration.analyse, PAST)
    assert (found["brier"], found["judgement"], found["value_claimed"]) == (0.158, "too few to judge", 0.75)
    assert found["frontier"]["better_for_both"] == [[0.77, 0.77]]
    assert found["satisfaction"] == {"mean": 4.25, "lowest": ["process", "relationship"]}
    thirty = [{"chance": t / 10, "happened": n < hits} for t, hits in ((1, 1), (5, 6), (9, 9)) for n in range(10)]
    scored = answers(calibration.analyse, {"forecasts": thirty})
    parts = [round(scored[name], 6) for name in ("brier", "reliability", "resolution", "uncertainty")]
    assert (parts, scored["judgement"]) == ([0.143333, 0.003333, 0.108889, 0.248889], "enough")


@pytest.mark.parametrize(
    ("analyse", "document", "paths"),
    [
        pytest.param(
            concession.analyse,
            {"target": 1, "reservation": 2, "rounds": 0, "tactic": {"kind": "polynomial", "kappa": 2}},
            ["$.rounds", "$.tactic.beta", "$.tactic.kappa"],
            id="concession",
        ),
        pytest.param(concession.analyse, {"target": 1, "reservation": 2}, ["$"], id="nothing to plan"),
        pytest.param(
            concession.analyse,
            {"target": 1, "reservation": 2, "mine": [1, 2], "theirs": [1, 3]},
            ["$.theirs"],
            id="the same opening",
        ),
        pytest.param(
            alternating_offers.analyse,
            {"first": {"discount": 2}, "second": {}, "rounds": 1.5},
            ["$.first.discount", "$.second.discount", "$.rounds"],
            id="alternating_offers",
        ),
        pytest.param(
            alternating_offers.analyse, {"first": {"discount": 1}, "second": {"discount": 1}}, ["$"], id="no end"
        ),
        pytest.param(
            wait_or_take.analyse,
            {"offer": "x", "offers": {"belief": {"kind": "flat"}, "count": 999}},
            ["$.offer", "$.offers.belief.kind", "$.offers.belief.low", "$.offers.belief.high", "$.offers.count"],
            id="wait_or_take",
        ),
        pytest.param(wait_or_take.analyse, {"offer": 1}, ["$"], id="nothing to wait for"),
        pytest.param(
            calibration.analyse,
            {"forecasts": [{"chance": 2, "happened": "yes"}], "deal": [1], "satisfaction": {"self": 9}},
            [
                "$.forecasts[0].chance", "$.forecasts[0].happened", "$.deal", "$.frontier", "$.satisfaction.instrumental",
                "$.satisfaction.self", "$.satisfaction.process", "$.satisfaction.relationship",
            ],
            id="calibration",
        ),
        pytest.param(
            calibration.analyse,
            {"claim": {"outcome": 1, "reservation": 2, "their_reservation": 2}},
            ["$.claim"],
            id="nothing to claim",
        ),
        pytest.param(calibration.analyse, {}, ["$"], id="nothing to look back on"),
    ],
)  # fmt: skip
def test_every_fault_is_named_with_its_path(analyse: Any, document: Any, paths: list[str]) -> None:
    assert [fault.split(": ")[0] for fault in faults(analyse, document)] == paths


@settings(max_examples=120)
@given(damaged(BUYER, EXPONENTIAL, SHRINKING))
def test_no_document_breaks_concession(document: Any) -> None:
    survives(concession.analyse, document)


@settings(max_examples=120)
@given(damaged(PATIENT, PATIENT | {"rounds": 5}))
def test_no_document_breaks_alternating_offers(document: Any) -> None:
    survives(alternating_offers.analyse, document)


@settings(max_examples=120)
@given(damaged(LATER, LATER | {"risk_tolerance": 30000}))
def test_no_document_breaks_wait_or_take(document: Any) -> None:
    survives(wait_or_take.analyse, document)


@settings(max_examples=120)
@given(damaged(PAST))
def test_no_document_breaks_calibration(document: Any) -> None:
    survives(calibration.analyse, document)
