"""Commands dependence, anchoring, opening, disclosure and ethics: shapes, faults with their paths, damaged documents."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from playbook_engine.terminal.analyse import anchoring, dependence, disclosure, ethics, opening
from tests.engine.analysis.fuzzing import answers, damaged, faults, survives

STEEL: dict[str, Any] = {
    "mine": [{"name": "steel", "value": 100, "elsewhere": 20}],
    "theirs": [{"name": "orders", "value": 50, "elsewhere": 40}, {"name": "advice", "value": 10}],
    "felt": 0.5,
    "move": 0.25,
    "sources": {"mine": {"money": 1, "time": 3}, "theirs": {"money": 4, "time": None}},
}
RATED = {"mine": {"importance": 4, "substitutability": 1}, "theirs": 2, "scale": 5}
OPENED: dict[str, Any] = {
    "role": "seller", "comparables": [70000, 72000, 75000, 78000, 140000], "limit": 60000, "target": 74000, "offer": 61000,
    "walk_away": 0.25, "rounds": 2,
}  # fmt: skip
PAY: dict[str, Any] = {
    "role": "seller",
    "comparables": [70000, 72000, 75000, 78000, 140000],
    "standards": [80000],
    "reservation": 68000,
    "target": 82000,
    "offer": 95000,
    "range": [82000, 88000],
    "expert": True,
    "standing": {
        "my_information": 1, "their_information": 4, "my_leverage": 2, "their_leverage": 2, "issues": 5,
        "relationship_matters": True, "comparables": 5,
    },
}  # fmt: skip
KNOWN: dict[str, Any] = {
    "items": [
        {"name": "the board meets on Friday", "kind": "final_deadline", "binds_both": True},
        {"name": "rent on an empty hall", "kind": "time_cost"},
        {"name": "a talk with a rival", "kind": "alternative", "verifiable": False},
    ],
    "relationship_matters": True,
    "leverage": "weak",
    "stance": "firm",
}
PLANS: dict[str, Any] = {
    "tactics": [
        {"name": "say that I have another offer", "statement": "false"},
        {"name": "keep my least to myself", "known_as": "keep_reservation_value_private", "front_page": True},
        {"name": "night shifts", "promise": "meant", "absent": ["the neighbours"], "absent_considered": False},
    ],
    "squeeze": {
        "gain": 20000, "yearly_worth": 30000, "years": 5, "drop": 0.2, "annual_rate": 0, "implementation_loss": 0,
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("mine", "theirs", "mutual", "imbalance"),
    [(3, 3, 6, 0), (5, 1, 6, -4), (1, 5, 6, 4), (5, 5, 10, 0), (1, 1, 2, 0)],
)
def test_numbers_of_a_relation(mine: int, theirs: int, mutual: int, imbalance: int) -> None:
    found = answers(dependence.analyse, {"mine": mine, "theirs": theirs, "scale": 5})
    assert (found["mutual_dependence"], found["imbalance"]) == (mutual, imbalance)


def test_a_relation_of_resources() -> None:
    found = answers(dependence.analyse, STEEL)
    assert (found["my_dependence"], found["their_dependence"]) == (0.8, 1 / 3)
    assert (found["felt_power"]["reading"], found["lean"]) == ("feels_stronger", "theirs")
    assert found["sources"]["unknown"] == ["market", "information", "time", "alternatives", "confidence"]
    assert len(found["balancing_moves"]) == 6
    assert answers(dependence.analyse, RATED)["my_dependence"] == 3.75
    assert answers(dependence.analyse, STEEL | {"scale": 5})["my_dependence"] == 4


def test_a_first_offer() -> None:
    found = answers(anchoring.analyse, PAY)
    assert found["leaning"] == "do_not_go_first"
    assert found["aspiration_range"] == {"low": 75000, "high": 80000}
    assert found["set_aside"] == [140000]
    assert [each["code"] for each in found["offer"]["considerations"]] == ["impasse_warning", "round"]
    assert found["range_offer"]["kind"] == "bolstering"
    few = answers(anchoring.analyse, {"role": "buyer"})
    assert (few["aspiration_range"], few["quartiles"]) == (None, None)


def test_what_to_disclose() -> None:
    found = answers(disclosure.analyse, KNOWN)
    assert [item["action"] for item in found["items"]] == ["share", "hold", "state_as_uncertain"]
    assert found["items"][2]["never"] == ["state_as_fact"]
    assert "bluff" in found["signal"]["never"]


def test_what_is_fair() -> None:
    found = answers(ethics.analyse, PLANS)
    assert [tactic["verdict"] for tactic in found["tactics"]] == ["stop", "acceptable", "think_again"]
    assert [tactic["families"] for tactic in found["tactics"]] == [
        ["misrepresentation"],
        ["competitive_bargaining"],
        [],
    ]
    assert found["restraint"]["verdict"] == "restrain"


@pytest.mark.parametrize(
    ("analyse", "document", "paths"),
    [
        pytest.param(
            dependence.analyse,
            {"mine": [{"name": "", "value": -1}], "theirs": 3, "felt": 2, "sources": {"mine": {"luck": 1}}},
            [
                "$.mine[0].name", "$.mine[0].value", "$.theirs", "$.felt", "$.sources.mine.luck", "$.sources.theirs",
            ],
            id="dependence",
        ),
        pytest.param(
            anchoring.analyse,
            {"role": "agent", "comparables": ["x"], "range": [1], "standing": {"issues": 0}},
            [
                "$.role", "$.comparables[0]", "$.range", "$", "$.standing.my_information", "$.standing.their_information",
                "$.standing.my_leverage", "$.standing.their_leverage", "$.standing.issues",
            ],
            id="anchoring",
        ),
        pytest.param(
            opening.analyse,
            {"role": "agent", "comparables": ["x"], "limit": "y", "walk_away": 2, "rounds": 0, "floor": 1},
            ["$.floor", "$.role", "$.comparables[0]", "$.limit", "$.walk_away", "$.rounds"],
            id="opening",
        ),
        pytest.param(
            disclosure.analyse,
            {"items": [{"name": "x", "kind": "rumour", "strong": 1}], "stance": "loud"},
            ["$.items[0].strong", "$.items[0].kind", "$.leverage", "$.stance"],
            id="disclosure",
        ),
        pytest.param(
            ethics.analyse,
            {"tactics": [{"known_as": "theft", "statement": "loud", "absent": [1]}], "squeeze": {"drop": 2}},
            [
                "$.tactics[0].name", "$.tactics[0].known_as", "$.tactics[0].statement", "$.tactics[0].absent[0]",
                "$.squeeze.gain", "$.squeeze.yearly_worth", "$.squeeze.years", "$.squeeze.drop",
            ],
            id="ethics",
        ),
        pytest.param(ethics.analyse, {}, ["$"], id="nothing planned"),
    ],
)  # fmt: skip
def test_every_fault_is_named_with_its_path(analyse: Any, document: Any, paths: list[str]) -> None:
    assert [fault.split(": ")[0] for fault in faults(analyse, document)] == paths


@settings(max_examples=120)
@given(damaged(STEEL, RATED))
def test_no_document_breaks_dependence(document: Any) -> None:
    survives(dependence.analyse, document)


@settings(max_examples=120)
@given(damaged(PAY))
def test_no_document_breaks_anchoring(document: Any) -> None:
    survives(anchoring.analyse, document)


@settings(max_examples=120)
@given(damaged(OPENED))
def test_no_document_breaks_opening(document: Any) -> None:
    survives(opening.analyse, document)


@settings(max_examples=120)
@given(damaged(KNOWN))
def test_no_document_breaks_disclosure(document: Any) -> None:
    survives(disclosure.analyse, document)


@settings(max_examples=120)
@given(damaged(PLANS))
def test_no_document_breaks_ethics(document: Any) -> None:
    survives(ethics.analyse, document)
