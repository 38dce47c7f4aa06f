"""The commands ``packages``, ``parties``, ``meso`` and ``weights``: shapes, numbers, faults with paths, damage."""

from __future__ import annotations

import copy
import json
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine.analysis import search
from playbook_engine.analysis.pareto import Frontier, frontier
from playbook_engine.terminal.analyse import meso, packages, parties, weights
from playbook_engine.terminal.analyse.inputs import run
from tests.engine.analysis.fuzzing import answers, damaged, faults, survives
from tests.engine.analysis.packages_by_hand import DOMAINS, METHODS

LEASE: dict[str, Any] = {
    "issues": [
        {"name": "Rent", "options": [{"name": "900", "a": 0, "b": 10}, {"name": "1000", "a": 10, "b": 0}]},
        {"name": "Term", "options": [{"name": "1 year", "a": 0, "b": 10}, {"name": "3 years", "a": 10, "b": 0}]},
        {"name": "Start", "options": [{"name": "May", "a": 1, "b": 2}, {"name": "June", "a": 2, "b": 4}]},
    ],
    "weights": {"a": [6, 2, 2], "b": [3, 6, 1]},
    "reservation": {"a": 0.3, "b": 0.3},
    "weight_ranges": {"b": [[2, 4], [5, 7], [1, 1]]},
}
DEAL = {"Rent": "1000", "Term": "1 year", "Start": "June"}
FESTIVAL: dict[str, Any] = {
    "issues": [
        {
            "name": "Site",
            "options": [
                {"name": "park", "values": {"city": 10, "band": 30, "church": 0}},
                {"name": "hall", "values": {"city": 30, "band": 10, "church": 20}},
            ],
        },
        {
            "name": "End",
            "options": [
                {"name": "22:00", "values": {"city": 20, "band": 0, "church": 30}},
                {"name": "24:00", "values": {"city": 10, "band": 25, "church": 5}},
            ],
        },
    ],
    "reservation": {"city": 20, "band": 20, "church": 5},
}
OFFERS: dict[str, Any] = {
    **{k: LEASE[k] for k in ("issues", "weight_ranges")},
    "weights": {"a": [5, 5, 5]},
    "target": 0.6,
}
OFFERS |= {"weight_ranges": {"b": [[2, 7], [2, 7], [1, 1]]}}
SWINGS: dict[str, Any] = {
    "swings": {"Pay": 100, "Leave": 60, "Start": 40},
    "packages": [
        {"name": "North", "ratings": {"Pay": 1, "Leave": 0, "Start": 0}},
        {"name": "East", "ratings": {"Pay": 0, "Leave": 1, "Start": 1}},
        {"name": "South", "ratings": {"Pay": 0, "Leave": 0, "Start": 0.5}},
    ],
    "gut": ["North", "South", "East"],
    "reference": {"Pay": 5, "Leave": 3, "Start": 2},
}
EXAMPLES = [(packages, LEASE), (parties, FESTIVAL), (meso, OFFERS), (weights, SWINGS)]


def test_a_lease_in_full() -> None:
    best = [{"a": 0.8, "b": 0.7, "package": DEAL}]
    assert answers(packages.analyse, LEASE) == {
        "outcomes": 8,
        "acceptable": 4,
        "pareto": [
            {"a": 1, "b": 0.1, "package": {**DEAL, "Term": "3 years"}, "packages": 1},
            {**best[0], "packages": 1},
            {"a": 0.2, "b": 1, "package": {**DEAL, "Rent": "900"}, "packages": 1},
        ],
        "pareto_points": 3,
        "pareto_packages": 3,
        "pareto_reason": None,
        **dict.fromkeys(METHODS, best),
        "reason": None,
        "ideal": {"a": 0.8, "b": 0.7},
        "ties": dict.fromkeys(METHODS, 1),
        "set_aside": {"kalai_smorodinsky": [], "egalitarian": []},
        "opposition": 0.36055512754639896,
        "split_the_difference": {
            "a": 0.55,
            "b": 0.525,
            "package": {"Rent": ["900", "1000"], "Term": ["1 year", "3 years"], "Start": ["May", "June"]},
            "joint_loss": 0.425,
            "better_for_both": best[0],
            "with_compatible_issues_noticed": {"a": 0.6, "b": 0.55},
        },
        "issues": [
            {"name": "Rent", "swing": {"a": 0.6, "b": 0.3}, "best_for_both": []},
            {"name": "Term", "swing": {"a": 0.2, "b": 0.6}, "best_for_both": []},
            {"name": "Start", "swing": {"a": 0.1, "b": 0.05}, "best_for_both": ["June"]},
        ],
        "trades": [
            {"changes": {"Rent": "1000", "Term": "1 year"}, "a": 0.2, "b": 0.15},
            {"changes": {"Start": "June"}, "a": 0.05, "b": 0.025},
        ],
        "robust": {
            "ranges_for": "b",
            "trades": [
                {"changes": {"Rent": "1000", "Term": "1 year"}, "a": 0.2, "b": {"least": 0.05, "most": 0.25}},
            ],
            "packages": [{"package": DEAL, "a": 0.25, "b": {"least": 0.075, "most": 0.275}}],
            "solutions": [{"package": DEAL, "standing": "stands"}],
        },
    }


@pytest.mark.parametrize(
    ("deal", "dominated", "trade"),
    [
        pytest.param(DEAL, False, None, id="on the frontier"),
        pytest.param({**DEAL, "Start": "May"}, True, {"Start": "June"}, id="a change that both want"),
        pytest.param(
            {"Rent": "900", "Term": "3 years", "Start": "June"}, True, {"Rent": "1000", "Term": "1 year"}, id="a trade"
        ),
    ],
)
def test_a_package_on_the_table_is_dominated_or_not(deal: Any, dominated: bool, trade: Any) -> None:
    found = answers(packages.analyse, {**LEASE, "package": deal})
    assert (found["package"]["package"], found["package"]["dominated"]) == (deal, dominated)
    assert found["package"]["better_for_both"] == ({"a": 0.8, "b": 0.7, "package": DEAL} if dominated else None)
    assert [each["changes"] for each in found["trades"]] == ([trade] if trade else [])


def test_where_the_frontier_is_too_large_a_package_is_dominated_or_not_all_the_same() -> None:
    """Ten issues of five options with no two packages alike, and a day on which both agree."""
    issues = [{"name": str(n), "options": [{"name": str(m), "a": m, "b": 4 - m} for m in range(5)]} for n in range(10)]
    day = {"name": "day", "options": [{"name": name, "a": worth, "b": worth} for worth, name in enumerate("xy")]}
    scale = [*(5**n for n in range(10)), 1]
    deal = {str(n): "2" for n in range(10)}
    for worst, dominated in (("x", True), ("y", False)):
        document = {"issues": [*issues, day], "weights": {"a": scale, "b": scale}, "package": {**deal, "day": worst}}
        found = answers(packages.analyse, document)
        assert (found["pareto"], found["package"]["dominated"]) == (None, dominated)
        assert [each["changes"] for each in found["trades"]] == ([{"day": "y"}] if dominated else [])


def test_three_parties_in_full() -> None:
    fair = [{"values": {"city": 40, "band": 35, "church": 25}, "package": {"Site": "hall", "End": "24:00"}}]
    found = answers(parties.analyse, FESTIVAL)
    assert {name: found[name] for name in ("outcomes", "acceptable", "ties", "reason", "ideal", *METHODS)} == {
        "outcomes": 4,
        "acceptable": 3,
        "nash": fair,
        "kalai_smorodinsky": fair,
        "egalitarian": fair,
        "utilitarian": fair,
        "ties": dict.fromkeys(METHODS, 1),
        "reason": None,
        "ideal": {"city": 40, "band": 55, "church": 30},
    }


@pytest.mark.parametrize(("name", "module"), [("packages", packages), ("parties", parties)])
def test_when_nothing_is_acceptable_the_solutions_are_null_with_a_reason(name: str, module: Any) -> None:
    document = copy.deepcopy(LEASE if name == "packages" else FESTIVAL)
    document["reservation"] = {"a": 0.9, "b": 0.9} if name == "packages" else {"city": 51}
    found = answers(module.analyse, document)
    assert found["acceptable"] == 0
    assert [found[method] for method in METHODS] == [None] * 4
    assert found["reason"] == "no package is worth at least its reservation value to every party"


@pytest.mark.parametrize("name", ["itex_cypress", "laptop", "grocery", "energy", "thompson_job_offer"])
def test_every_domain_is_read_as_it_is(name: str) -> None:
    text = (DOMAINS / f"{name}.json").read_text(encoding="utf-8")
    found, expected = json.loads(run(packages.analyse, text)), json.loads(text)["answers"]
    assert found["outcomes"] == expected["outcomes"]
    assert found["nash"][0]["a"] == pytest.approx(expected["nash"][0], abs=1e-6)


def test_meso_offers_are_worth_the_target_to_you() -> None:
    found = answers(meso.analyse, OFFERS)
    assert (found["candidates"], found["floor"]) == (4, 0.6)
    assert [(offer["a"], offer["package"]["Term"]) for offer in found["offers"]] == [
        (pytest.approx(2 / 3), "3 years"),
        (pytest.approx(2 / 3), "1 year"),
    ]
    assert found["reason"] is None


def test_meso_says_how_high_the_target_may_be() -> None:
    found = answers(meso.analyse, {**OFFERS, "target": 0.9})
    assert (found["offers"], found["candidates"]) == (None, 1)
    assert found["reason"] == "fewer than two packages are worth that much to you: lower the target"
    assert found["highest_floor"] == pytest.approx(5 / 6)
    assert answers(meso.analyse, {**OFFERS, "target": "5/6"})["candidates"] == 2


def test_weights_and_the_pair_to_look_at() -> None:
    assert answers(weights.analyse, SWINGS) == {
        "weights": {"Pay": 0.5, "Leave": 0.3, "Start": 0.2},
        "check": {
            "values": {"North": 0.5, "East": 0.5, "South": 0.1},
            "tau": 0,
            "consistent": False,
            "concordant": 1,
            "discordant": 1,
            "tied": 1,
            "conflict": {"gut_prefers": "South", "values_prefer": "East"},
        },
        "reference": {"ordered_alike": 1, "mean_difference": 0},
    }


@pytest.mark.parametrize(
    ("module", "change", "fault"),
    [
        (packages, {"issues": []}, "$.issues: write at least 1 of these"),
        (packages, {"weights": {"a": [1, 1], "b": [1, 1, 1]}}, "$.weights.a: write 3 weights, one for each issue"),
        (packages, {"weights": {"a": [0, 0, 0], "b": [1, 1, 1]}}, "$.weights.a: write at least one weight above 0"),
        (packages, {"weights": {"a": [1, 1, 1]}}, "$.weights.b: is missing"),
        (packages, {"reservations": {}}, "$.reservations: is not used here; did you mean 'reservation'?"),
        (packages, {"reservation": {"c": 1}}, "$.reservation.c: is not used here; write one of a, b"),
        (packages, {"package": {"Rent": "1"}}, "$.package.Rent: write one of 900, 1000"),
        (packages, {"weight_ranges": {"b": [[2, 1]] * 3}}, "$.weight_ranges.b[0]: write two numbers, [low, high]"),
        (parties, {"reservation": {"mayor": 1}}, "$.issues[0].options[0].values.mayor: is missing"),
        (meso, {"target": "much"}, '$.target: write a number, or a fraction as text, "1/3"'),
        (meso, {"offers": 1}, "$.offers: write a number of at least 2 and at most 6"),
        (weights, {"words": {"Pay": "most"}}, "$: write one of swings, words, ranking"),
        (weights, {"gut": ["North"]}, "$.gut: write the name of each package once, the best first"),
    ],
)
def test_a_fault_names_its_place(module: Any, change: dict[str, Any], fault: str) -> None:
    example = next(document for other, document in EXAMPLES if other is module)
    document = {**example, **change}
    if "reservations" in change or (module is packages and "weights" in change):
        document = {k: v for k, v in document.items() if k not in ("reservation", "weight_ranges") or k in change}
    assert fault in faults(module.analyse, document)


def test_an_issue_without_worth_is_a_fault() -> None:
    document = copy.deepcopy(LEASE)
    for option in document["issues"][1]["options"]:
        option["a"] -= 20
    assert faults(packages.analyse, document) == (
        "$.issues[1].options: give 'a' an option above 0: evaluations are divided by the greatest",
    )


@pytest.mark.parametrize(("module", "example"), EXAMPLES)
@given(data=st.data())
def test_no_damage_breaks_it(module: Any, example: dict[str, Any], data: st.DataObject) -> None:
    survives(module.analyse, data.draw(damaged(example)))


def test_ten_million_packages_take_a_few_thousand_sums(monkeypatch: pytest.MonkeyPatch) -> None:
    """The frontier is computed once, and no search goes over packages. How long it takes, make bench measures."""
    frontiers: list[Frontier] = []

    def counted(*given: Any, **options: Any) -> Frontier:
        frontiers.append(frontier(*given, **options))
        return frontiers[-1]

    monkeypatch.setattr(packages, "frontier", counted)
    monkeypatch.setattr(search, "solve", None)
    monkeypatch.setattr(search, "Groups", None)
    dice = Random(5)
    issues = [
        {
            "name": str(number),
            "options": [
                {"name": str(place), "a": a, "b": b}
                for place, (a, b) in enumerate(
                    zip(
                        sorted(dice.randint(0, 10**6) for _ in range(5)),
                        sorted((dice.randint(0, 10**6) for _ in range(5)), reverse=True),
                        strict=True,
                    )
                )
            ],
        }
        for number in range(10)
    ]
    document = {"issues": issues, "weights": {side: [dice.randint(1, 99) for _ in range(10)] for side in "ab"}}
    found = answers(packages.analyse, document)
    assert found["outcomes"] == 9_765_625
    assert [each._layers.work < 10_000 for each in frontiers] == [True]


def test_a_frontier_too_large_to_list_still_has_its_solutions() -> None:
    issues = [{"name": str(n), "options": [{"name": str(m), "a": m, "b": 4 - m} for m in range(5)]} for n in range(10)]
    scale = [5**n for n in range(10)]
    found = answers(packages.analyse, {"issues": issues, "weights": {"a": scale, "b": scale}})
    assert found["pareto"] is None
    assert found["pareto_reason"].startswith("the frontier is not listed: more than 100,000 points")
    assert (found["nash"][0]["a"], found["ties"]["utilitarian"]) == (0.5, 5**10)
