"""Two answers of different worksheets that cannot both hold: pointed out once, as they were given, with the ways to both."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from playbook_engine.contradictions import STATEMENTS
from playbook_engine.library import Library
from tests.engine.test_hub import hub, text_of
from tests.people import person
from tests.plans import Plan

Answer = Callable[..., dict[str, Any]]
HEAD = "Two of your answers do not go together"
THEIR_NEED = {"need": "Flour", "direction": "them", "how_much": "vital", "elsewhere": "nowhere"}
MY_NEED = {"need": "Bills <b>paid", "direction": "me", "how_much": "little", "elsewhere": "easily"}
MY_LARGE = {"need": "Money", "direction": "me", "how_much": "vital", "elsewhere": "nowhere"}
THEIR_SMALL = {"need": "Peace", "direction": "them", "how_much": "little", "elsewhere": "easily"}
THINGS = [{"issue": "Price"}, {"issue": "Start date"}]
LOSSES = {
    "role": "receive",
    "deal_worth": {"likely": "6000"},
    "alternatives": [{"name": "Wait", "worth": {"likely": "5000"}}],
}


def both(quick: dict[str, Any], **others: Any) -> Plan:
    return person({"safe": "yes", **quick}, **others)


#: A plan that contradicts itself, what is said of it, and one change after which it does not.
CLASHING: list[Any] = [
    pytest.param(
        both({"who_needs_more": "me"}, power={"ties": [THEIR_NEED, MY_NEED]}),
        "On your map, they need you more. Who needs the deal more: I need it more Change : Who needs the deal more"
        " What is needed: Flour, Bills <b>paid Change : What is needed",
        both({"who_needs_more": "them"}, power={"ties": [THEIR_NEED, MY_NEED]}), id="needs, and the map",
    ),
    pytest.param(
        both({"who_needs_more": "them"}, power={"ties": [MY_LARGE, THEIR_SMALL]}), "On your map, you need them more.",
        both({"who_needs_more": "them"}, power={"ties": [MY_LARGE, {**THEIR_SMALL, "elsewhere": "?"}, THEIR_NEED]}), id="the other way, and a map that is even",
    ),
    pytest.param(
        both({"who_needs_more": "me"}, batna={**LOSSES, "their_cost": "9000"}), "By your amounts, no deal costs them more than you.",
        both({"who_needs_more": "me"}, batna={**LOSSES, "their_cost": "1000"}), id="needs, and what no deal costs",
    ),
    pytest.param(
        both({"who_needs_more": "them"}, batna={**LOSSES, "their_cost": "10"}), "By your amounts, no deal costs you more than them.",
        both({"who_needs_more": "even"}, batna={**LOSSES, "their_cost": "10"}), id="and the other way",
    ),
    pytest.param(
        both({"offer": "52000"}, range={"first_number": "nobody"}), "You also said that nobody has named a number.",
        both({"offer": "nothing yet"}, range={"first_number": "nobody"}), id="an offer that nobody named",
    ),
    pytest.param(
        both({"offer": "nothing yet"}, range={"first_number": "they"}), "You said that they have offered nothing yet.",
        both({"offer": "?"}, range={"first_number": "they"}), id="a number of theirs that is none",
    ),
    pytest.param(
        both({}, range={"issues_open": "one"}, trades={"issues": THINGS}), "Your list of what is to settle holds more.",
        both({}, range={"issues_open": "one"}, trades={"issues": THINGS[:1]}), id="one thing, and a list",
    ),
    pytest.param(
        both({"voice": "for-others"}, coalition={"seat": "organise", "speaker": "no"}), "nobody speaks for the group.",
        both({"voice": "myself"}, coalition={"seat": "organise", "speaker": "no"}), id="who speaks",
    ),
    pytest.param(
        both({"where": "before"}, review={"outcome": "agreed"}), "the talk has not begun.",
        both({"where": "over"}, review={"outcome": "agreed"}), id="agreed before it began",
    ),
    pytest.param(
        both({"where": "talking"}, review={"outcome": "none"}), "you are still talking.",
        both({"where": "talking"}, review={"outcome": "not-yet"}), id="no deal while talking",
    ),
    pytest.param(
        both({"where": "over"}, review={"outcome": "not-yet"}), "You also said that it is over.",
        both({"where": "agreed"}, review={"outcome": "agreed"}), id="over, and going on",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("clashing", "said", "near"), CLASHING)
def test_what_cannot_both_hold_is_pointed_out_once_and_what_can_is_not(
    answer: Answer, clashing: Plan, said: str, near: Plan
) -> None:
    read = text_of(hub(answer, clashing)["html"])
    assert read.count(HEAD) == 1
    assert read.count(said) == 1
    assert "do not go together" not in text_of(hub(answer, near)["html"])


def test_both_answers_can_be_changed_where_they_were_given(answer: Answer) -> None:
    """An offer that was typed on another page than the first that asks it is changed there."""
    for plan, page in (
        (both({"offer": "52000"}, range={"first_number": "nobody"}), "worksheets/quick/#q-offer"),
        (both({}, time={"offer": "52000"}, range={"first_number": "nobody"}), "worksheets/time/#q-offer"),
        (both({}, batna={"deal_worth": {"likely": "52000"}}, range={"first_number": "nobody"}), "worksheets/batna/#q-deal_worth-likely"),
    ):  # fmt: skip
        html = hub(answer, plan, base="../")["html"]
        assert re.findall(r'class="pb-quiet" href="\.\./([^"]*#q-[^"]*)"', html) == [
            page,
            "worksheets/range/#q-first_number",
        ]
        assert "<b>52,000" in html


def test_two_pairs_are_counted(answer: Answer) -> None:
    plan = both(
        {"offer": "52000", "who_needs_more": "me"},
        range={"first_number": "nobody"},
        power={"ties": [THEIR_NEED, MY_NEED]},
    )
    assert "2 pairs of your answers do not go together" in text_of(hub(answer, plan)["html"])


def test_nobody_is_told_who_is_not_safe_nor_after_the_talk_what_no_longer_counts(answer: Answer) -> None:
    clash = {"offer": "52000", "who_needs_more": "me"}
    others: dict[str, Any] = {"range": {"first_number": "nobody"}, "power": {"ties": [THEIR_NEED, MY_NEED]}}
    for more in ({"safe": "no"}, {"where": "over"}):
        assert "not go together" not in text_of(hub(answer, both({**clash, **more}, **others))["html"])


def test_a_worksheet_alone_never_contradicts_itself(answer: Answer, content: Library) -> None:
    for sheet in content.worksheets:
        for example in sheet.examples:
            plan = {"version": 2, "worksheets": {sheet.id: json.loads(example.answers)}}
            assert "not go together" not in text_of(hub(answer, plan)["html"]), example.id


def test_every_statement_stands_in_a_pair(content: Library) -> None:
    paired = {name for sheet in content.worksheets for clash in sheet.clashes for name in clash.when}
    assert paired == set(STATEMENTS)
