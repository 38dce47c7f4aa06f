"""The command ``adjusted_winner``: its shape, the numbers in it, and every fault with its path."""

from __future__ import annotations

import json
from typing import Any

import pytest

from playbook_engine.terminal.analyse import adjusted_winner
from playbook_engine.terminal.analyse.inputs import InputError, run


def answer(**document: Any) -> Any:
    return json.loads(run(adjusted_winner.analyse, json.dumps(document)))


def listed(*rows: tuple[str, int, int]) -> list[dict[str, Any]]:
    return [{"name": name, "points": {"Carol": carol, "Bob": bob}} for name, carol, bob in rows]


def test_carol_and_bob() -> None:
    items = listed(
        ("Retirement", 50, 40), ("Home", 20, 30), ("Cottage", 15, 10), ("Investments", 10, 10), ("Other", 5, 10)
    )
    assert answer(parties=["Carol", "Bob"], items=items) == {
        "points": {"Carol": 170 / 3, "Bob": 170 / 3},
        "exact": {"Carol": "170/3", "Bob": "170/3"},
        "shares": {
            "Retirement": {"Carol": "5/6", "Bob": "1/6"},
            "Home": {"Carol": "0", "Bob": "1"},
            "Cottage": {"Carol": "1", "Bob": "0"},
            "Investments": {"Carol": "0", "Bob": "1"},
            "Other": {"Carol": "0", "Bob": "1"},
        },
        "split": {"item": "Retirement", "shares": {"Carol": "5/6", "Bob": "1/6"}},
        "won": {"Carol": 65, "Bob": 50},
        "ahead": "Carol",
        "moved": ["Retirement"],
        "tied": ["Investments"],
        "equally_cheap": [],
        "same_totals": True,
        "scaled_to": None,
    }


def test_different_totals_are_brought_to_100_and_the_reply_says_so() -> None:
    items = listed(("Home", 600, 5), ("Car", 400, 5))
    found = answer(parties=["Carol", "Bob"], items=items)
    assert (found["same_totals"], found["scaled_to"]) == (False, 100)
    assert found["exact"] == {"Carol": "600/11", "Bob": "600/11"}
    assert found["shares"]["Home"] == {"Carol": "10/11", "Bob": "1/11"}
    raw = answer(parties=["Carol", "Bob"], items=items, scale=False)
    assert (raw["same_totals"], raw["scaled_to"]) == (False, None)
    assert raw["exact"]["Carol"] == "1200/121"  # of the 1,000 that Carol has given


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({}, ["$.parties: is missing"]),
        ({"parties": ["Carol"], "items": []}, ["$.parties: write two names"]),
        ({"parties": ["Carol", "Carol"], "items": []}, ["$.parties[1]: 'Carol' stands twice; choose another name"]),
        ({"parties": ["Carol", "Bob"], "items": []}, ["$.items: write at least 1 of these"]),
        (
            {"parties": ["Carol", "Bob"], "items": [{"name": "x", "points": {"Carol": 1, "Dan": 1}}, {"name": "x"}]},
            ["$.items[0].points.Dan: is not used here; write one of Carol, Bob", "$.items[0].points.Bob: is missing",
             "$.items[1].points: is missing", "$.items[1].name: 'x' stands twice; choose another name"],
        ),
        (
            {"parties": ["Carol", "Bob"], "items": listed(("Home", 1, 0))},
            ["$.items: must have some points from each person"],
        ),
        ({"parties": ["Carol", "Bob"], "items": listed(("Home", 1, 1)), "scale": "no"}, ["$.scale: write true or false"]),
    ],
)  # fmt: skip
def test_faults_name_their_path(document: dict[str, Any], expected: list[str]) -> None:
    with pytest.raises(InputError) as raised:
        answer(**document)
    assert list(raised.value.faults) == expected
