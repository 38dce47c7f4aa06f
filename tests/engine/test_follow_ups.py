"""follow_ups: which answers bring a question up, in each worksheet, and what is never missed because nobody was asked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from playbook_engine import findings, follow_ups, plan
from playbook_engine.follow_ups import Condition, ConditionError
from playbook_engine.library import Library
from playbook_engine.worksheet import Group, Question, Worksheet

RULES = json.loads((Path(__file__).parents[1] / "follow_ups.json").read_text(encoding="utf-8"))


def asked(name: str, *shown_when: str, rows: tuple[Question, ...] = ()) -> Question:
    return Question(name, "rows" if rows else "text", "", "", "", "", shown_when=shown_when, questions=rows)


def sheet(*questions: Question) -> Worksheet:
    return Worksheet("s", "", "", "", 1, (Group("g", "", "", questions),))


@pytest.mark.parametrize("rule", [pytest.param(rule, id=f"{rule['test']}: {rule['why']}") for rule in RULES])
def test_a_test_holds_for_an_answer_as_the_page_holds_it_too(rule: dict[str, Any]) -> None:
    found = follow_ups.shown(
        sheet(asked("first"), asked("then", f"first is {rule['test']}")), {"first": rule["answer"]}
    )
    assert ("then" in found) is rule["holds"]


def test_any_condition_is_enough_and_an_answer_always_shows_its_question() -> None:
    pair = sheet(asked("a"), asked("b"), asked("then", "a is answered", "b is =x"))
    shown = [
        ("then" in follow_ups.shown(pair, raw)) for raw in ({}, {"a": "1"}, {"b": "x"}, {"then": "kept"}, {"then": "?"})
    ]
    assert shown == [False, True, True, True, True]


def test_in_a_row_a_name_means_the_row_s_own_question_even_where_it_is_blank() -> None:
    rows = asked("rows", rows=(asked("chance"), asked("else", "chance is open")))
    made = sheet(asked("chance"), rows, asked("any", "rows.*.chance is open"))
    raw = {"chance": "50%", "rows": [{"chance": "60%"}, {}, {"chance": "100%"}]}
    expected = {"chance", "rows", "any", "rows.0.chance", "rows.1.chance", "rows.2.chance", "rows.0.else"}
    assert follow_ups.shown(made, raw) == expected
    assert "any" not in follow_ups.shown(made, {"rows": [{"chance": "0"}]})
    assert follow_ups.shown(made, {"rows": "odd"}) == {"chance", "rows"}


@pytest.mark.parametrize("text", ["", "months", "months is", "months are answered", "a is answered and b is answered"])
def test_a_condition_that_says_nothing_is_refused(text: str) -> None:
    with pytest.raises(ConditionError, match="Write it as in 'months is answered'"):
        follow_ups.condition(text)
    with pytest.raises(
        ConditionError, match=r"the test 'anwered' is unknown\. Write one of answered, open, two, hours, =answer"
    ):
        follow_ups.condition("months is anwered")
    assert follow_ups.condition("role is =pay") == Condition(("role",), "=pay")


FIRST_ROW = {"name": "Wait", "worth": {"likely": "5"}}
ROLE = {"target": "58k", "offer": "52k", "no_deal_worth": "50k"}
UNCERTAIN = (
    {"deal_worth": {"low": "50", "high": "54"}},
    {"alternatives": [{"worth": {"likely": "38-42k"}}]},
    {"alternatives": [{}, {"works_out": "60%"}]},
)
BROUGHT_UP: Mapping[str, Mapping[str, tuple[Mapping[str, Any], ...]]] = {
    "quick": {
        "amounts_are_for": tuple({name: text} for name, text in ROLE.items()),
        "role": tuple({name: text} for name, text in ROLE.items()),
        "hours_in_a_week": ({"target": "16/hr"}, {"offer": "16 an hour"}, {"no_deal_worth": "15 p.h."}),
        "no_deal_kind": ({"no_deal": "Stay"}, {"no_deal_worth": "50k"}),
        "no_deal_worth": ({"no_deal": "Stay"},),
        "talk_date": ({"when": "week"}, {"when": "later"}),
    },
    "batna": {
        "hours_in_a_week": (
            {"amounts_are_for": "hour"}, {"deal_worth": {"likely": "16/h"}}, {"target": "17 hourly"},
            {"alternatives": [{"worth": {"likely": "15/hour"}}]}, {"alternatives": [{"otherwise": "15/hour"}]},
        ),
        "linked": ({"alternatives": [FIRST_ROW, {"name": "Ask again"}]},),
        "hour_value": ({"alternatives": [{"cost_hours": "20"}]},),
        "annual_rate": ({"deal_months": "1 month"}, {"alternatives": [{}, {"months": "3 months"}]}),
        "risk_sleep": UNCERTAIN,
        "risk_tolerance": UNCERTAIN,
        "alternatives.0.otherwise": ({"alternatives": [{"works_out": "60%"}]},),
        "their_cost": ({"their_alternative": "Advertise again"},),
        "their_cost_known": ({"their_cost": "8,000"},),
    },
    "review": {
        "agreed": ({"outcome": "agreed"},),
        "hours_in_a_week": (
            {"amounts_are_for": "hour"}, {"agreed": "16/h"}, {"reservation": "15/h"}, {"target": "17 hourly"}, {"last_offer": "14 an hour"},
        ),
        **{name: ({"outcome": "agreed"},) for name in ("content", "serves_me", "serves_them", "written", "can_keep", "if_broken")},
        "gave_what": tuple({"gave_early": when} for when in ("silence", "number", "hurry", "anger", "peace")),
        "telling_helps": ({"kept_back": "The date"},),
    },
    "power": {"mapped_before": ({"ties": [{"need": "Flour"}, {"direction": "them"}]},)},
    "range": {
        "hours_in_a_week": (
            {"amounts_are_for": "hour"}, {"reservation": "15/h"}, {"target": "17 hourly"}, {"comparables": [{}, {"got": "16/hr"}]},
            {"their_limit": {"high": "18/hour"}}, {"my_number": "18 p.h."}, {"their_number": "14 an hour"},
        ),
        "target_reason": ({"target": "58,000"},),
        "my_number": ({"first_number": "me"},),
        "their_number": ({"first_number": "they"},),
    },
    "questions": {
        "approver": ({"decider": "must-ask"},),
        "approver_needs": ({"decider": "must-ask"},),
        **{name: ({"voice": "for-me"},) for name in ("settle_alone", "bring_home", "not_theirs")},
        "disclosures.0.in_return": ({"disclosures": [{"tell": "trade"}]},),
    },
    "fairness": {
        "absent_change": ({"absent": "The night shift"},),
        "next_deals": ({"meet_again": "yes"}, {"meet_again": "maybe"}),
        "effort_worth": ({"carry_out": "unseen"},),
    },
    "coalition": {
        **{name: ({"seat": "organise"},) for name in ("my_weight", "my_alone", "my_together", "cost")},
        **{f"others.0.{name}": ({"seat": "organise", "others": [{"name": "Ines"}]},) for name in ("joined", "alone", "together")},
        "others.0.side_worth": ({"others": [{"side_offer": "yes"}]},),
    },
    "time": {
        "last_day": ({"deadline": "both"}, {"deadline": "mine"}, {"deadline": "theirs"}),
        **{name: ({"offer": "54k"}, {"later_offer": "60k"}, {"reservation": "50k"}, {"target": "60k"}) for name in ("role", "amounts_are_for")},
        "hours_in_a_week": (
            {"amounts_are_for": "hour"}, {"offer": "16/h"}, {"later_offer": "17 hourly"}, {"reservation": "15/hour"}, {"target": "18 p.h."},
        ),
        **{name: ({"later_offer": "60k"},) for name in ("later_wait", "later_chance", "if_not")},
        "reservation": ({"later_offer": "60k"}, {"target": "60k"}),
        "stuck": ({"state": "stuck"},),
        "rounds": ({"offer": "54k"},),
        "target": ({"offer": "nothing yet"}, {"later_offer": "60k"}),
        "returns": ({"offer": "54k"}, {"later_offer": "60k"}, {"target": "60k"}),
    },
}  # fmt: skip
"""For each question that waits for an earlier answer, every answer that brings it up."""
NEVER: Mapping[str, tuple[Mapping[str, Any], ...]] = {
    "quick": ({}, {"target": "?"}, {"when": "today"}, {"no_deal": " "}, {"safe": "yes", "ask": "A raise", "who_needs_more": "me"}),
    "batna": (
        {},
        {"alternatives": [FIRST_ROW]},
        {"alternatives": [{**FIRST_ROW, "works_out": "100%"}, {"name": ""}]},
        {"deal_worth": {"likely": "52,000"}, "their_alternative": "?"},
    ),
    "review": ({}, {"outcome": "none", "gave_early": "nothing"}, {"outcome": "not-yet", "kept_back": " ", "target": "5"}),
    "power": ({}, {"ties": [{"need": "Flour"}, {"need": " "}]}, {"gap_kind": "money"}),
    "range": ({}, {"target": "?"}, {"first_number": "nobody", "comparables": [{"source": "Mara", "got": "56,000"}]}),
    "fairness": ({}, {"meet_again": "no", "carry_out": "seen"}, {"squeeze_gain": "6,000", "tactics": [{"plan": "Ask why"}]}),
    "questions": ({}, {"decider": "decides"}, {"person": "Eva", "disclosures": [{"fact": "Why", "tell": "share"}]}),
    "coalition": ({}, {"seat": "face", "others": [{"name": "Ines", "side_offer": "no"}]}, {"needed": "60"}),
    "time": ({}, {"deadline": "none", "my_week": "300"}, {"offer": "?", "expires": "Friday", "state": "moving"}),
}  # fmt: skip
"""Answers that bring none of them up, but for those that the test names."""


@pytest.mark.parametrize("name", BROUGHT_UP)
def test_each_question_comes_up_with_exactly_these_answers(content: Library, name: str) -> None:
    page = content.worksheet(name)
    assert page is not None
    waiting = {one.id for one in page.questions() if one.shown_when}
    waiting |= {f"{one.id}.0.{inner.id}" for one in page.questions() for inner in one.questions if inner.shown_when}
    assert waiting == set(BROUGHT_UP[name]), "say above which answers bring a new question up"
    for question, answers in BROUGHT_UP[name].items():
        assert [raw for raw in answers if question not in follow_ups.shown(page, raw)] == [], question
        conditions = next(one.shown_when for one in (*page.questions(), *(i for q in page.questions() for i in q.questions))
                          if one.id == question.rsplit(".", 1)[-1])  # fmt: skip
        assert len(answers) == len(conditions), question
    for raw in NEVER[name]:
        assert not waiting & follow_ups.shown(page, raw), raw


def test_what_is_not_asked_is_never_missed(content: Library) -> None:
    """A sure thing needs no yearly rate, no risk tolerance and no second alternative to fall with it."""
    for name, raw in (
        ("batna", {"alternatives": [FIRST_ROW], "deal_worth": {"likely": "7"}}),
        ("quick", {"target": "5"}),
        ("quick", {}),
    ):
        document = plan.from_json({"version": 2, "worksheets": {name: raw}})
        found = findings.find(document, content, name).of(name)
        assert found is not None
        wanted = set(found.sheet.parts.missing(found.results))
        assert wanted & found.hidden
        assert set(found.missing) == wanted - found.hidden
