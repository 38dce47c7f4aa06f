"""Which number matters most: the uncertain answer that moves the limit furthest, settled at both its ends."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from playbook_engine import bridge, findings, plan, sensitivity
from playbook_engine.library import Library
from playbook_engine.sensitivity import Swing
from tests.engine.test_hub import text_of
from tests.engine.test_render import read
from tests.negotiations import HOSTILE, NEGOTIATIONS
from tests.plans import request

ROLE = {"role": "receive", "target": "58000", "offer": "52000"}
SURE = {"name": "Stay", "worth": {"likely": "48000"}, "works_out": "100%"}
RANGE = {"name": "Agency", "worth": {"low": "40000", "likely": "50000", "high": "60000"}, "works_out": "100%"}
MAYBE = {"name": "Clinic", "worth": {"likely": "60000"}, "works_out": "50%", "otherwise": "46000"}


def document(*alternatives: dict[str, Any], **answers: Any) -> dict[str, Any]:
    sheet = {**ROLE, "alternatives": list(alternatives), **answers}
    return {"version": 2, "name": "", "settings": {"currency": "€", "numbers": "auto"}, "worksheets": {"batna": sheet},
            "done": [], "aside": []}  # fmt: skip


@pytest.fixture
def swings(content: Library) -> Callable[..., tuple[Swing, ...]]:
    def found(given: dict[str, Any]) -> tuple[Swing, ...]:
        read_ = plan.from_json(given)
        return sensitivity.swings(read_, findings.find(read_, content), content)

    return found


@pytest.fixture
def limit(content: Library) -> Callable[..., Any]:
    return lambda given: findings.find(plan.from_json(given), content).standing.limit


def html(given: dict[str, Any]) -> str:
    asked = {name: value for name, value in json.loads(request(given, do="matters")).items() if name != "worksheet"}
    reply = json.loads(bridge.run(json.dumps(asked)))
    assert reply["ok"]
    return str(reply["html"])


def test_the_answer_that_moves_the_limit_furthest_comes_first(
    swings: Callable[..., tuple[Swing, ...]], limit: Callable[..., Any]
) -> None:
    found = swings(document(RANGE, MAYBE, SURE))
    assert [swing.path for swing in found] == ["alternatives.1.works_out", "alternatives.0.worth"]
    widths = [swing.high - swing.low for swing in found]
    assert widths == sorted(widths, reverse=True)
    # Each end is what the same plan says once the answer is known.
    settled = {**RANGE, "worth": {"likely": "60000"}}
    assert found[1].high == limit(document(settled, MAYBE, SURE))
    fails = {**MAYBE, "works_out": "0%"}
    assert found[0].low == limit(document(RANGE, fails, SURE))


def test_the_order_in_which_alternatives_are_listed_makes_no_difference(
    swings: Callable[..., tuple[Swing, ...]],
) -> None:
    there = {(swing.low, swing.high) for swing in swings(document(RANGE, MAYBE, SURE))}
    assert there == {(swing.low, swing.high) for swing in swings(document(SURE, MAYBE, RANGE))}


def test_what_cannot_move_the_limit_is_not_told(swings: Callable[..., tuple[Swing, ...]]) -> None:
    far_below = {"name": "Odd jobs", "worth": {"low": "10000", "high": "20000"}, "works_out": "100%"}
    assert [swing.path for swing in swings(document(SURE, far_below))] == []
    assert [swing.path for swing in swings(document(MAYBE, SURE, far_below))] == ["alternatives.0.works_out"]


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(document(), id="no alternative"),
        pytest.param(document(SURE), id="nothing uncertain"),
        pytest.param(document({**SURE, "worth": "?", "works_out": "?"}), id="I do not know"),
        pytest.param(document({**RANGE, "worth": {"low": "50000", "high": "50000"}}), id="two ends that are one"),
        pytest.param(document(RANGE, safe="no"), id="not safe"),
    ],
)
def test_where_nothing_moves_the_limit_nothing_is_said(content: Library, given: dict[str, Any]) -> None:
    bridge.use_library(content)
    assert html(given) == ""


def test_it_is_said_in_words_with_the_way_to_the_answer(content: Library) -> None:
    bridge.use_library(content)
    found = html(document(RANGE, MAYBE, SURE))
    said = text_of(found)
    assert "Find this out first: Clinic: The chance that it works out." in said
    assert 'href="../../worksheets/batna/#q-alternatives-1-works_out"' in found
    rows = re.findall(r'<th scope="row">(.*?)</th><td>(.*?)</td>', found)
    assert [unescape(name) for name, _ in rows] == [
        "Clinic: The chance that it works out",
        "Agency: What it comes to in money, if it works out",
    ]
    alone = text_of(html(document(MAYBE, SURE)))
    assert "Nothing else that you are unsure of moves your limit." in alone


def test_the_chance_of_meeting_is_drawn_where_their_limit_was_guessed(
    content: Library, swings: Callable[..., tuple[Swing, ...]]
) -> None:
    given = document(MAYBE, SURE)
    given["worksheets"]["range"] = {"their_limit": {"low": "50000", "high": "60000"}}
    (found,) = swings(given)
    # At 48,000 they surely meet, and at 60,000 they surely do not.
    assert (found.low, found.high, found.meeting) == (48_000, 60_000, (0, 1))
    bridge.use_library(content)
    assert "The chance could be" in html(given)
    assert "0 percent to 100 percent" in html(given)
    assert "The chance could be" not in html(document(MAYBE, SURE))


def test_a_shared_answer_is_settled_everywhere(content: Library, swings: Callable[..., tuple[Swing, ...]]) -> None:
    """The quick worksheet asks for the first alternative's amount as well: the plan's two places never say two things."""
    given = document(MAYBE, SURE)
    given["worksheets"]["quick"] = {"target": "58000", "no_deal": "Clinic"}
    assert [(swing.worksheet, swing.path) for swing in swings(given)] == [("batna", "alternatives.0.works_out")]


def test_decimals_are_settled_in_the_persons_own_style(swings: Callable[..., tuple[Swing, ...]]) -> None:
    wage = {"name": "Agency", "worth": {"low": "14,50", "likely": "15,25", "high": "16,75"}, "works_out": "100%"}
    given = document(wage, {"name": "Stay", "worth": {"likely": "13,00"}, "works_out": "100%"}, target="18", offer="15")
    given["settings"]["numbers"] = "comma"
    (found,) = swings(given)
    assert [float(found.low), float(found.high)] == [14.5, 16.75]


@pytest.mark.parametrize("name", sorted(NEGOTIATIONS))
def test_any_plan_gets_an_answer_that_is_html(content: Library, name: str) -> None:
    bridge.use_library(content)
    read(html(NEGOTIATIONS[name]()))


def test_hostile_words_stay_words(content: Library) -> None:
    bridge.use_library(content)
    found = html(document({**RANGE, "name": HOSTILE}, SURE))
    assert "<script" not in found
    assert "Find this out first" in found
