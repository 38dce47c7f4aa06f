"""The command ``claims``: its shape, the numbers in it, and every fault with its path."""

from __future__ import annotations

import json
from typing import Any

import pytest

from playbook_engine.terminal.analyse import claims
from playbook_engine.terminal.analyse.inputs import InputError, run


def answer(**document: Any) -> Any:
    return json.loads(run(claims.analyse, json.dumps(document)))


def test_four_rules_for_one_estate() -> None:
    assert answer(estate=400, claims={"Ada": 100, "Ben": 200, "Cem": 300}) == {
        "awards": {
            "contested_garment": {"Ada": 50, "Ben": 125, "Cem": 225},
            "proportional": {"Ada": 200 / 3, "Ben": 400 / 3, "Cem": 200},
            "constrained_equal_awards": {"Ada": 100, "Ben": 150, "Cem": 150},
            "constrained_equal_losses": {"Ada": 100 / 3, "Ben": 400 / 3, "Cem": 700 / 3},
        },
        "exact": {
            "contested_garment": {"Ada": "50", "Ben": "125", "Cem": "225"},
            "proportional": {"Ada": "200/3", "Ben": "400/3", "Cem": "200"},
            "constrained_equal_awards": {"Ada": "100", "Ben": "150", "Cem": "150"},
            "constrained_equal_losses": {"Ada": "100/3", "Ben": "400/3", "Cem": "700/3"},
        },
        "claimed": 600,
        "left_over": 0,
    }


def test_what_nobody_claims_is_left_over() -> None:
    assert answer(estate=10, claims={"Ada": 4, "Ben": 0})["left_over"] == 6


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({}, ["$.estate: is missing", "$.claims: is missing"]),
        (
            {"estate": -1, "claims": {"Ada": "x"}},
            ["$.estate: write a number of at least 0 and at most 1000000000000000",
             '$.claims.Ada: write a number, or a fraction as text, "1/3"'],
        ),
        ({"estate": 1, "claims": []}, ["$.claims: write an object, {...}"]),
    ],
)  # fmt: skip
def test_faults_name_their_path(document: dict[str, Any], expected: list[str]) -> None:
    with pytest.raises(InputError) as raised:
        answer(**document)
    assert list(raised.value.faults) == expected
