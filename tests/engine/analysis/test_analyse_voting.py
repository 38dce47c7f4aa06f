"""The command ``voting``: its shape, the numbers in it, and every fault with its path."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine.terminal.analyse import adjusted_winner, claims, coalition_game, voting
from playbook_engine.terminal.analyse.inputs import InputError, run

EEC = {"Germany": 4, "France": 4, "Italy": 4, "Belgium": 2, "Netherlands": 2, "Luxembourg": 1}


def answer(**document: Any) -> Any:
    return json.loads(run(voting.analyse, json.dumps(document)))


def faults(**document: Any) -> tuple[str, ...]:
    with pytest.raises(InputError) as raised:
        answer(**document)
    return raised.value.faults


def test_the_council_of_1958() -> None:
    found = answer(quota=12, weights=EEC)
    assert list(found) == [
        "shapley_shubik",
        "banzhaf",
        "banzhaf_absolute",
        "swings",
        "winning_coalitions",
        "minimal_winning",
        "minimal_winning_count",
        "minimal_winning_complete",
        "minimal_blocking",
        "minimal_blocking_count",
        "minimal_blocking_complete",
        "veto",
        "dummies",
        "dictator",
        "proper",
        "approach",
        "method",
    ]
    assert list(found["shapley_shubik"].values()) == ["7/30", "7/30", "7/30", "3/20", "3/20", "0"]
    assert list(found["banzhaf"].values()) == ["5/21", "5/21", "5/21", "1/7", "1/7", "0"]
    assert found["swings"] == dict(zip(EEC, [10, 10, 10, 6, 6, 0], strict=True))
    assert found["minimal_winning"] == [
        ["Germany", "France", "Italy"],
        ["Germany", "France", "Belgium", "Netherlands"],
        ["Germany", "Italy", "Belgium", "Netherlands"],
        ["France", "Italy", "Belgium", "Netherlands"],
    ]
    assert (found["veto"], found["dummies"], found["dictator"]) == ([], ["Luxembourg"], None)
    assert found["approach"]["order"][0] == {
        "member": "Germany",
        "rank": 1,
        "pivotal": "7/30",
        "weight": 4,
        "wins_at_once": False,
        "must_have": False,
        "still_needed": 2,
    }


def test_excluded_partners_and_supporters() -> None:
    found = answer(
        quota=316,
        weights={"Union": 208, "SPD": 120, "AfD": 152, "Greens": 85, "Left": 64, "SSW": 1},
        excluded=[["Union", "AfD"], ["AfD", "Union"], ["SPD", "AfD"]],
        supporters=["Union"],
    )
    assert found["minimal_winning"] == [["Union", "SPD"], ["Union", "Greens", "Left"]]
    assert found["shapley_shubik"]["AfD"] == "0"
    assert found["formed_swings"] != found["swings"]
    assert found["approach"]["unavailable"] == ["AfD"]
    assert found["approach"]["votes_missing"] == 108
    assert [one["member"] for one in found["approach"]["order"]] == ["SPD", "Greens", "Left", "SSW"]


def test_fractions_may_be_written_as_text_or_decimals() -> None:
    assert answer(quota="1/2", weights={"A": 0.4, "B": "1/3", "C": "4/15"})["swings"] == {"A": 2, "B": 2, "C": 2}


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        pytest.param({}, ("$.weights: is missing", "$.quota: is missing"), id="nothing"),
        pytest.param(
            {"quota": "x", "weights": {"A": -1, "B": None}, "more": 1},
            (
                "$.more: is not used here; write one of quota, weights, excluded, supporters",
                "$.weights.A: write a number of at least 0 and at most 1000000000000000",
                '$.weights.B: write a number, or a fraction as text, "1/3"',
                '$.quota: write a number, or a fraction as text, "1/3"',
            ),
            id="every fault at once",
        ),
        pytest.param(
            {"quota": 4, "weights": {"A": 1, "B": 2}},
            ("$.quota: write a number above 0 and at most all votes together, 3",),
            id="a quota out of reach",
        ),
        pytest.param(
            {"quota": 2, "weights": {"A": 1, "B": 2}, "excluded": [["A"], ["A", "A"], ["A", "X"], 5]},
            (
                "$.excluded[0]: write two different members of the council",
                "$.excluded[1]: write two different members of the council",
                "$.excluded[2]: write two different members of the council",
                "$.excluded[3]: write a list, [...]",
                "$.excluded[3]: write two different members of the council",
            ),
            id="pairs",
        ),
        pytest.param(
            {"quota": 2, "weights": {"A": 1, "B": 2}, "excluded": [["A", "B"]], "supporters": ["A", "A", "X", "B"]},
            (
                "$.supporters[1]: stands twice",
                "$.supporters[2]: write a member of the council",
                "$.supporters[3]: will not sit with another supporter: see $.excluded",
            ),
            id="supporters",
        ),
    ],
)
def test_faults_name_their_path(document: dict[str, Any], expected: tuple[str, ...]) -> None:
    assert tuple(sorted(faults(**document))) == tuple(sorted(expected))


def test_too_many_entangled_pairs_are_refused_with_their_path() -> None:
    weights = {str(place): 1 for place in range(18)}
    chain = [[str(place), str(place + 1)] for place in range(17)]
    assert faults(quota=5, weights=weights, excluded=chain)[0].startswith("$.excluded: ties 18 members together")


# Anything at all: an answer or faults, never a traceback. The commands of this part share the test.

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-3, 10**20)
    | st.floats()
    | st.sampled_from(["A", "A,B", "", "1/3", "1/0", ","])
)
anything = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("AB"), inner)
)
FIELDS = [
    "quota", "weights", "excluded", "supporters", "players", "values", "missing", "proposal", "costs",
    "estate", "claims", "parties", "items",
]  # fmt: skip
plausible = {
    "quota": st.integers(0, 9),
    "weights": st.dictionaries(st.sampled_from("ABCD"), scalars | st.integers(0, 9)),
    "excluded": st.lists(st.lists(st.sampled_from("ABX"), max_size=3), max_size=3),
    "supporters": st.lists(st.sampled_from("ABX"), max_size=2),
    "players": st.lists(st.sampled_from(["A", "B", "C", " B", "A,B"]), max_size=3),
    "values": st.dictionaries(
        st.sampled_from(["A", "B", "A,B", "B,A", "A,C", "A,,B", ""]), st.integers(-5, 9) | scalars
    ),
    "missing": st.sampled_from(["zero", "best_parts", "other"]),
    "proposal": st.dictionaries(st.sampled_from("ABC"), st.integers(0, 9)),
    "costs": st.dictionaries(st.sampled_from("ABC"), st.integers(-1, 9)),
    "estate": st.integers(-1, 9),
    "claims": st.dictionaries(st.sampled_from("ABC"), st.integers(-1, 9)),
    "parties": st.lists(st.sampled_from("AB"), max_size=3),
    "items": st.lists(
        st.fixed_dictionaries(
            {"name": st.sampled_from("xy"), "points": st.dictionaries(st.sampled_from("ABC"), scalars)}
        ),
        max_size=3,
    ),
}


@pytest.mark.parametrize("command", [voting, coalition_game, claims, adjusted_winner])
@given(st.fixed_dictionaries({}, optional={name: plausible[name] | anything for name in FIELDS}) | anything)
def test_no_document_brings_a_command_down(command: Any, document: Any) -> None:
    text = json.dumps(document)
    try:
        json.loads(run(command.analyse, text))
    except InputError as error:
        assert error.faults
        assert all(line.startswith("$") for line in error.faults)


@pytest.mark.parametrize("command", [voting, coalition_game, claims, adjusted_winner])
@given(st.data())
def test_no_plausible_document_brings_a_command_down(command: Any, data: st.DataObject) -> None:
    wanted = {
        voting: ("quota", "weights", "excluded", "supporters"),
        coalition_game: ("players", "values", "missing", "proposal"),
        claims: ("estate", "claims"),
        adjusted_winner: ("parties", "items"),
    }[command]
    document = data.draw(
        st.fixed_dictionaries(
            {wanted[0]: plausible[wanted[0]], wanted[1]: plausible[wanted[1]]},
            optional={name: plausible[name] for name in wanted[2:]},
        )
    )
    try:
        json.loads(run(command.analyse, json.dumps(document)))
    except InputError as error:
        assert all(line.startswith("$") for line in error.faults)
