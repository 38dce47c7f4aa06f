"""The worksheet on time: whose clock it is, wait or take from either seat, and steps that stop short of the limit."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from playbook_engine import bridge, findings, plan
from playbook_engine.fields.days import from_iso
from playbook_engine.findings import Findings
from playbook_engine.library import Library
from playbook_engine.situations import SITUATIONS, holding
from playbook_engine.worksheets.time.findings import TimeFindings
from tests.people import person
from tests.plans import TODAY, request

JOB = {
    "role": "receive", "amounts_are_for": "year", "offer": "54000", "later_offer": "60000", "later_wait": "3 weeks",
    "reservation": "50000", "my_week": "200",
}  # fmt: skip
LAUNDRY = {
    "role": "pay", "amounts_are_for": "year", "offer": "41000", "later_offer": "40000", "later_wait": "8 weeks",
    "later_chance": "30", "if_not": "stays", "reservation": "44000", "my_week": "50",
}  # fmt: skip
STEPS = {"role": "receive", "target": "60000", "reservation": "50000", "offer": "54000"}


def found_in(content: Library, time: Mapping[str, Any], **more: Mapping[str, Any]) -> Findings:
    return findings.find(plan.from_json(person(time, "time", **more)), content, "time", from_iso(TODAY))


def timed(content: Library, time: Mapping[str, Any], **more: Mapping[str, Any]) -> TimeFindings:
    finding = found_in(content, time, **more).of("time")
    assert finding is not None
    assert isinstance(finding.results, TimeFindings)
    return finding.results


def reply_to(
    content: Library, time: Mapping[str, Any], asked: str = "time", **more: Mapping[str, Any]
) -> dict[str, Any]:
    bridge.use_library(content)
    reply: dict[str, Any] = json.loads(bridge.run(request(person(time, "time", **more), worksheet=asked)))
    assert reply["ok"], reply
    return reply


def rounds(*pairs: tuple[str, str]) -> dict[str, Any]:
    return {"role": "receive", "rounds": [{"mine": mine, "theirs": theirs} for mine, theirs in pairs]}


# Situations: each with answers in which it holds, and near ones in which it does not.
CASES: dict[str, tuple[Mapping[str, Any], Mapping[str, Any]]] = {
    "offer_expires_soon": ({"expires": "in 2 days"}, {"expires": "in 7 days"}),
    "later_offer_comes_too_late": ({**JOB, "expires": "in 2 days"}, {**JOB, "expires": "in 4 weeks"}),
    "waiting_cannot_win": ({**LAUNDRY, "my_week": "130"}, LAUNDRY),
    "taking_now_is_worth_more": (LAUNDRY, {**LAUNDRY, "later_chance": "31"}),
    "waiting_is_worth_more": ({**JOB, "later_chance": "57"}, {**JOB, "later_chance": "55"}),
    "wait_or_take_is_close": ({**JOB, "later_chance": "45"}, {**JOB, "later_chance": "57"}),
    "chance_of_waiting_is_unsaid": (JOB, {**JOB, "later_chance": "0"}),
    "offer_end_is_unknown": ({"offer": "54000"}, {"offer": "54000", "expires": "nothing yet"}),
    "deadline_is_unsaid": ({"deadline": "?"}, {"deadline": "none"}),
    "your_deadline_ends_it_for_both": ({"deadline": "both"}, {"deadline": "mine"}),
    "your_deadline_is_yours_alone": ({"deadline": "mine"}, {"deadline": "both"}),
    "their_deadline_is_theirs_alone": ({"deadline": "theirs"}, {"deadline": "both"}),
    "no_date_ends_it": ({"deadline": "none"}, {}),
    "delay_costs_you_more": (
        {"my_week": "901", "their_week": {"low": "300", "high": "900"}}, {"my_week": "900", "their_week": {"low": "300", "high": "900"}}
    ),
    "delay_costs_them_more": (
        {"my_week": "none", "their_week": {"low": "300", "high": "900"}}, {"my_week": "300", "their_week": {"low": "300", "high": "900"}}
    ),
    "time_costs_are_unknown": ({"my_week": "5"}, {"my_week": "5", "their_week": {"likely": "9"}}),
    "your_week_is_unpriced": ({"my_week": "?"}, {"my_week": "0"}),
    "their_week_is_unpriced": ({"my_week": "5"}, {"their_week": {"likely": "9"}}),
    "their_timeline_is_unknown": ({"deadline": "theirs"}, {"deadline": "theirs", "last_day": "in 6 weeks"}),
    "their_timeline_is_known": ({"their_dates": "A fair in May"}, {"their_dates": "?"}),
    "talks_are_stuck": ({"state": "stuck"}, {"state": "moving"}),
    "you_moved_without_an_answer": (
        rounds(("62000", "50000"), ("60000", "50000")), rounds(("62000", "50000"), ("60000", "50500"))
    ),
    "your_last_steps_were_larger": (
        rounds(("62000", "50000"), ("60000", "51000"), ("58000", "51500")), rounds(("62000", "50000"), ("60000", "53000"), ("58000", "53500"))
    ),
    "steps_lack_a_return": ({**STEPS, "returns": [{"what": "A start in May"}]}, {**STEPS, "returns": [{"what": "A start"}, {"what": "A desk"}]}),
    "steps_have_returns": ({**STEPS, "returns": [{"what": "A start"}, {"what": "A desk"}]}, {**STEPS, "returns": [{"what": "A desk"}]}),
}  # fmt: skip


def test_every_situation_has_answers_for_and_against() -> None:
    assert set(CASES) == {name for name, worksheet in SITUATIONS.items() if worksheet == "time"}


@pytest.mark.parametrize("name", CASES)
def test_it_holds_here_and_not_there(content: Library, name: str) -> None:
    here, there = (name in holding(found_in(content, answers)) for answers in CASES[name])
    assert (here, there) == (True, False)


def test_what_nobody_asked_is_held_against_nobody(content: Library) -> None:
    """The six questions ask for no week, no calendar and no last day."""
    found = findings.find(plan.from_json(person({"target": "58000", "offer": "52000"})), content, "quick")
    assert not {name for name, worksheet in SITUATIONS.items() if worksheet == "time"} & holding(found)
