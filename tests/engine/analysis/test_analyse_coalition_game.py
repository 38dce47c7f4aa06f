"""The command ``coalition_game``: its shape, the numbers in it, and every fault with its path."""

from __future__ import annotations

import json
from typing import Any

import pytest

from playbook_engine.terminal.analyse import coalition_game
from playbook_engine.terminal.analyse.inputs import InputError, run


def answer(**document: Any) -> Any:
    return json.loads(run(coalition_game.analyse, json.dumps(document)))


def test_three_founders() -> None:
    values = {"A,B": "1/3", "B,C": "5/6", "A,C": "1/6", "A,B,C": 1}
    found = answer(players=["A", "B", "C"], values=values, proposal={"A": "1/3", "B": "1/3", "C": "1/3"})
    assert found == {
        "shapley": {"A": "5/36", "B": "17/36", "C": "7/18"},
        "core": {
            "empty": False,
            "point": {"A": "1/12", "B": "13/24", "C": "3/8"},
            "single": False,
            "ranges": {
                "A": {"least": "0", "most": "1/6"},
                "B": {"least": "1/6", "most": "5/6"},
                "C": {"least": "0", "most": "2/3"},
            },
            "proof": [],
        },
        "least_core_epsilon": "-1/12",
        "nucleolus": {"A": "1/12", "B": "13/24", "C": "3/8"},
        "prenucleolus": {"A": "1/12", "B": "13/24", "C": "3/8"},
        "shapley_blocked_by": [],
        "proposal_blocked_by": [{"coalition": ["B", "C"], "gain": "1/6"}],
        "superadditive": True,
        "worst_merger": None,
        "convex": False,
        "assumed": [],
        "assumed_count": 0,
        "missing": "zero",
    }


def test_the_game_whose_core_is_one_point() -> None:
    values = dict.fromkeys(["1,2", "1,3", "2,4", "3,4", "2,3,4", "1,3,4", "1,2,4"], 1)
    found = answer(players=["1", "2", "3", "4"], values={**values, "1,2,3": 2, "4,3,2,1": 2})
    assert (found["core"]["empty"], found["core"]["single"]) == (False, True)
    assert found["core"]["point"] == {"1": "0", "2": "1", "3": "1", "4": "0"}
    assert found["least_core_epsilon"] == "0"
    assert found["assumed"] == ["1,4", "2,3"]


def test_a_majority_has_no_core() -> None:
    found = answer(values={"A,B": 1, "A,C": 1, "B,C": 1, "A,B,C": 1})
    assert found["core"]["empty"]
    assert found["core"]["point"] is None
    assert found["core"]["proof"][0] == {"coalition": ["A", "B"], "weight": "1/2"}
    assert found["least_core_epsilon"] == "1/3"
    assert found["shapley_blocked_by"] == [
        {"coalition": [one, other], "gain": "1/3"} for one, other in ("AB", "AC", "BC")
    ]


def test_one_player_and_a_missing_table() -> None:
    assert answer(values={"A": 5})["least_core_epsilon"] is None
    found = answer(players=["A", "B"], values={"A": 3, "B": 2}, missing="best_parts")
    assert (found["shapley"], found["assumed"]) == ({"A": "3", "B": "2"}, ["A,B"])


def test_the_nucleolus_holds_everybody_to_what_it_gets_alone_and_the_prenucleolus_does_not() -> None:
    values = {"A": 2, "B": 6, "C": 5, "A,B": 15, "A,C": 1, "B,C": 18, "A,B,C": 14}
    found = answer(values=values)
    assert found["prenucleolus"] == {"A": "-1", "B": "13", "C": "2"}
    assert found["nucleolus"] == {"A": "2", "B": "7", "C": "5"}
    assert answer(values=values | {"A": 4})["nucleolus"] is None


def test_a_merger_that_loses_is_named() -> None:
    found = answer(values={"A": 3, "B": 2, "A,B": 4})
    assert (found["superadditive"], found["worst_merger"]) == (False, {"coalitions": [["A"], ["B"]], "loss": "1"})


def test_a_large_game_keeps_its_shapley_value_without_a_core() -> None:
    players = [str(place) for place in range(15)]
    found = answer(players=players, values={",".join(players): 30})
    assert set(found["shapley"].values()) == {"2"}
    assert (found["core"], found["why_no_core"], found["superadditive"]) == (None, "more than 14 players", None)
    assert (len(found["assumed"]), found["assumed_count"]) == (100, 2**15 - 1 - 15 - 1)


def test_airport_costs() -> None:
    found = answer(costs={"Props": 1500, "Jets": 2200, "Jumbos": 3000})
    assert found == {
        "shapley": {"Props": "500", "Jets": "850", "Jumbos": "1650"},
        "segments": [
            {"cost": "1500", "users": ["Props", "Jets", "Jumbos"]},
            {"cost": "700", "users": ["Jets", "Jumbos"]},
            {"cost": "800", "users": ["Jumbos"]},
        ],
    }


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        pytest.param({"players": ["A"]}, ["$.values: is missing"], id="no values"),
        pytest.param(
            {"players": ["A", "A", "B,C"], "values": {"A": 1}},
            ["$.players[1]: 'A' stands twice; choose another name", "$.players[2]: write a name without a comma",
             '$.values: write the value of all players together, "A,B,C"'],
            id="names",
        ),
        pytest.param(
            {"players": ["A", "B"], "values": {"A,X": 1, "A,A": 1, "A,B": 1, "B, A": 2, "": 0}},
            ['$.values.A,X: stands for no coalition; write different players with commas between, such as "A,B"',
             '$.values.A,A: stands for no coalition; write different players with commas between, such as "A,B"',
             "$.values.B, A: stands for a coalition that has a value already",
             '$.values.: stands for no coalition; write different players with commas between, such as "A,B"'],
            id="coalitions",
        ),
        pytest.param(
            {"values": {"A": 1, "A,B": 2}, "proposal": {"A": 1, "B": 2}},
            ["$.proposal: write shares that add up to what all get together, 2"],
            id="a proposal of too much",
        ),
        pytest.param({"values": {"A": 1}, "missing": "none"}, ["$.missing: write one of zero, best_parts"], id="missing"),
        pytest.param({"costs": {}}, ["$.costs: write at least 1 of these"], id="no user"),
        pytest.param(
            {"values": {",".join(map(str, range(17))): 1}},
            ["$: write at most 16 players; put players who act alike together"],
            id="too many",
        ),
    ],
)  # fmt: skip
def test_faults_name_their_path(document: dict[str, Any], expected: list[str]) -> None:
    with pytest.raises(InputError) as raised:
        answer(**document)
    assert sorted(raised.value.faults) == sorted(expected)
