"""The page that gathers a plan's worksheets: honest states, what would help most, and how far the person is, in words."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine import bridge
from playbook_engine.library import Library
from playbook_engine.worksheet import Reason
from tests import negotiations
from tests.engine.test_render import read
from tests.negotiations import HOSTILE, NEGOTIATIONS
from tests.people import BAKERY, LANDLORD, NURSE, PEOPLE, person
from tests.plans import Plan, request
from tests.random_plans import random_plan

Answer = Callable[..., dict[str, Any]]
NURSE_LATER = {**NURSE, "when": "later"}


def hub(answer: Answer, document: Plan, **more: Any) -> dict[str, Any]:
    return answer(document, do="hub", **more)


def hub_of(document: Plan) -> dict[str, Any]:
    reply: dict[str, Any] = json.loads(bridge.run(request(document, do="hub")))
    assert reply["ok"]
    return reply


def states(reply: dict[str, Any]) -> dict[str, tuple[str, int, int]]:
    return {task["worksheet"]: (task["state"], task["answered"], task["asked"]) for task in reply["tasks"]}


def text_of(html: str) -> str:
    """What is read, without drawings and tables."""
    without = re.sub(r"<(svg|details)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", without)).split())


STATES: list[Any] = [
    pytest.param({}, ("new", 0, 9), id="nothing"),
    pytest.param({"ask": " \u200b"}, ("new", 0, 9), id="a blank that was touched"),
    pytest.param({"ask": "More hours"}, ("part", 1, 9), id="one answer"),
    pytest.param({"offer": "?"}, ("part", 1, 9), id="I do not know is an answer, and brings nothing up"),
    pytest.param({"target": "58000"}, ("part", 1, 11), id="a number brings up what it is for, and who pays"),
    pytest.param({"when": "week"}, ("part", 1, 10), id="a talk to come brings up its day"),
    pytest.param({"when": "today"}, ("part", 1, 9), id="a talk today does not"),
    pytest.param({"target": "30 an hour"}, ("part", 1, 12), id="an amount for an hour brings up the hours"),
    pytest.param({"dread": "nerves"}, ("part", 0, 9), id="what is offered afterwards does not count"),
    pytest.param({"target": "lots"}, ("look-again", 1, 11), id="what cannot be read"),
    pytest.param({"target": "lots", "gone_since": "x"}, ("look-again", 1, 11), id="and what nobody asks any more"),
    pytest.param({"ask": "More", "gone_since": "x"}, ("part", 1, 9), id="what nobody asks any more needs no look"),
    pytest.param({**NURSE, "their_no_deal": "?", "who_needs_more": "even"}, ("done", 13, 13), id="all of it"),
]  # fmt: skip


@pytest.mark.parametrize(("answers", "state"), STATES)
def test_a_worksheet_says_how_far_it_has_come(
    answer: Answer, answers: dict[str, Any], state: tuple[str, int, int]
) -> None:
    assert states(hub(answer, person(answers)))["quick"] == state


def test_rows_count_by_the_questions_of_those_that_were_begun(answer: Answer) -> None:
    def counted(rows: list[dict[str, Any]]) -> tuple[str, int, int]:
        return states(hub(answer, person({"alternatives": rows}, worksheet="batna")))["batna"]

    empty = counted([{}, {"name": " "}])
    one = counted([{"name": "Wait"}, {}])
    other = counted([{"name": "Wait"}, {}, {"name": "The clinic", "worth": {"likely": "5000"}}])
    assert (empty[0], empty[1]) == ("new", 0)
    assert (one[0], one[1], one[2] > empty[2]) == ("part", 1, True)
    assert (other[1], other[2] > one[2]) == (3, True)


def test_what_another_worksheet_was_told_is_there_already_and_the_page_is_not_called_begun(answer: Answer) -> None:
    reply = hub(answer, person(NURSE))
    assert states(reply)["batna"] == ("new", 9, 13)
    assert "About 10 minutes. 9 of its 13 answers are there already." in text_of(reply["html"])


def test_a_worksheet_says_its_own_true_line(answer: Answer) -> None:
    reply = hub(answer, negotiations.salary())
    assert next(task["line"] for task in reply["tasks"] if task["worksheet"] == "batna") == "2 of 2 have a number."
    rows = [{"name": "Wait", "worth": {"likely": "5000"}}, {"name": "Ask"}, {"name": "Go"}]
    reply = hub(answer, person({"role": "receive", "alternatives": rows}, worksheet="batna"))
    assert "1 of 3 have a number." in text_of(reply["html"])


READ: list[Any] = [
    pytest.param(
        person({}),
        ("What would help most now Answer the first questions Six questions show where you stand.", "Start, about 5 minutes", "You have not answered anything yet.", "Not started"),
        ("Do th", "Your limit", "Not needed", "For the talk", "Go on"), id="nothing at all",
    ),
    pytest.param(
        person({"ask": "More hours"}),
        ("Nothing has a number yet. Two or three rough ones show where you stand. Go on", "1 of 9 answered", "Not known yet: your limit, your target, their offer and what they would do without a deal."),
        ("You know", "Start, about 5"), id="one answer",
    ),
    pytest.param(
        person({**NURSE, "target": "lots", "offer": "1.234"}),
        ("2 answers cannot be read yet. Until you look at them, they count as blanks.", "Look at it again", "Look again"),
        ("You know your target",), id="two answers that cannot be read",
    ),
    pytest.param(
        person({**NURSE, "target": "lots"}), ("One answer cannot be read yet. Until you look at it, it counts as a blank.",), ("answers cannot",), id="one that cannot be read",
    ),
    pytest.param(
        person({**NURSE, "safe": "no"}),
        ("Stop here, and get help first.", "Stop and get help, one step at a time"),
        ("You know", "help most now", "alternatives", "58,000", "Talk", "answered", "You said that you talk today"), id="not safe",
    ),
    pytest.param(person({**NURSE, "safe": "unsure"}), ("Stop here, and get help first.",), ("Start", "answered"), id="not sure of it"),
    pytest.param(
        person(NURSE),
        ("You said that you talk today.", "2 of its questions are still open.", "You can say yes.", "Do these three now", "You know your limit, your target and their offer. Not known yet: what they would do without a deal. The 3 steps for now are still to do."),
        ("Start, about 10 minutes", "in 7 days", "Not needed"), id="a talk in half an hour",
    ),
    pytest.param(
        person({**NURSE, "their_no_deal": "?", "who_needs_more": "even"}),
        ("You can say yes.", "Do these three now", "Done"), ("What would help most now", "Start, about", "Go on"), id="a talk in half an hour, and all answered",
    ),
    pytest.param(
        person({**NURSE, "when": "week", "talk_date": "27 November 2026"}),
        ("Talk tomorrow, Friday 27 November 2026.", "List your alternatives Your limit rests on things staying as they are. A better alternative would move it. Start, about 10 minutes"), ("in 1 days",), id="a talk tomorrow",
    ),
    pytest.param(person({**NURSE, "when": "later", "talk_date": "3 December 2026"}), ("Talk on Thursday 3 December 2026, in 7 days.",), (), id="a talk in a week"),
    pytest.param(person({**NURSE, "when": "week", "talk_date": "26 November 2026"}), ("Talk today, Thursday 26 November 2026.",), ("in 0 days",), id="the day of the talk"),
    pytest.param(person({**NURSE, "when": "later", "talk_date": "mid March"}), ("Talk on about 15 March 2027.",), ("days",), id="a talk about which only the month is known"),
    pytest.param(
        person({**NURSE, "when": "week", "talk_date": "20 November 2026"}),
        ("A day in your plan has passed. You wrote “20 November 2026”. If the talk is over, say so in your answers.", "Look at it again"),
        ("Do these", "cannot be read", "still to do", "You said that you talk within a week"), id="a talk whose day has passed",
    ),
    pytest.param(
        person({**NURSE, "where": "over", "when": "week", "talk_date": "20 November 2026"}),
        ("The talk is over.", "What would help most now Look back at the talk Your talk is over.", "Not needed here List your alternatives The talk is over.", "Do this now"),
        ("has passed", "You know", "sharper", "Look again"), id="a talk that is over",
    ),
    pytest.param(
        person({**NURSE, "where": "agreed", "when": "later"}),
        ("What would help most now Look back at the talk You agreed on the main points.", "Not needed here List your alternatives You agreed on the main points.", "Send them the terms"),
        ("Start, about 5",), id="agreed",
    ),
    pytest.param(
        person(BAKERY), ("You said that you talk within a week.", "Their offer is close to your limit.", "Too close to call."), (), id="a bakery",
    ),
    pytest.param(
        person({**LANDLORD, "offer": "nothing yet"}), ("Not known yet: a number from them.",), ("their offer and", "your target, their offer"), id="no offer so far",
    ),
    pytest.param(
        person({name: NURSE[name] for name in ("case", "target", "offer", "no_deal", "no_deal_worth")}),
        ("One answer is missing. You have not said whether the money comes to you or goes from you.", "You know your limit, your target and their offer. Not known yet: what they would do without a deal."), ("Not known yet: your",), id="nobody said who pays",
    ),
    pytest.param(negotiations.salary(), ("You know your limit within a range, your target, their offer and what they would do without a deal.",), (), id="a limit that is not firm"),
]  # fmt: skip


@pytest.mark.parametrize(("document", "must", "never"), READ)
def test_the_page_reads_true(answer: Answer, document: Plan, must: tuple[str, ...], never: tuple[str, ...]) -> None:
    said = text_of(hub(answer, document)["html"])
    assert ([line for line in must if line not in said], [line for line in never if line in said]) == ([], []), said


def test_steps_that_are_ticked_are_not_dealt_again_and_counted(answer: Answer) -> None:
    document = person(BAKERY)
    now = answer(document, do="plan")["now"]
    for done, said, heading in (
        (now[:1], "You have done 1 of the 3 steps for now.", "Do these two now"),
        (now[:2], "You have done 2 of the 3 steps for now.", "Do this now"),
        (now, "You have done all 3 steps for now.", ""),
    ):
        reply = hub(answer, {**document, "done": done})
        assert said in reply["ready"]["sentences"]
        assert re.findall(r'data-step="([^"]*)"', reply["html"]) == [step for step in now if step not in done]
        assert (heading in text_of(reply["html"])) or not heading


def test_no_percentage_and_no_number_of_the_help_that_somebody_needs(answer: Answer) -> None:
    for document, _, _ in PEOPLE.values():
        assert "%" not in text_of(hub(answer, document)["html"])


def test_a_line_of_a_group_counts_who_wants_it_in_part_and_says_so(answer: Answer) -> None:
    rows = [{"name": "Ann", "same_interest": "yes"}, {"name": "Ben", "same_interest": "partly"}, {"name": "Cem"}]
    said = text_of(hub(answer, person({"seat": "organise", "others": rows}, worksheet="coalition"))["html"])
    assert "2 of 3 on the list want the same, at least in part." in said
    said = text_of(hub(answer, person({"seat": "organise", "others": rows[:1]}, worksheet="coalition"))["html"])
    assert "1 of 1 on the list want the same." in said


def test_once_it_is_over_what_follows_stands_first(answer: Answer) -> None:
    before = text_of(hub(answer, person({"ask": "More hours"}))["html"])
    assert before.index("Before you talk") < before.index("After it")
    after = text_of(hub(answer, person({"outcome": "agreed"}, worksheet="review"))["html"])
    assert after.index("After it") < after.index("Before you talk")


def test_groups_follow_the_phases_of_the_worksheets(content: Library) -> None:
    """A worksheet of another phase stands under its own heading; one that no reason speaks for is never proposed."""
    first, second, *_ = content.worksheets
    bridge.use_library(replace(content, worksheets=(replace(first, phase="after"), replace(second, phase="talk"))))
    said = text_of(hub_of(person({}))["html"])
    assert said.index("For the talk") < said.index("After it")
    assert "Before you talk" not in said
    bridge.use_library(replace(content, worksheets=(replace(first, worth=()), replace(second, worth=()))))
    assert hub_of(person({}))["next"]["kind"] == "standing"


def test_the_most_urgent_reason_wins_whichever_worksheet_gives_it(content: Library) -> None:
    urgent = Reason(("you_must_answer_today",), "You talk today.")
    plain = Reason(("not talk_is_over",), "Whatever.")
    first, second, *_ = content.worksheets
    for reasons, chosen in (((plain, urgent), second), ((urgent, plain), second), ((plain,), first)):
        pages = (replace(first, worth=(plain,)), replace(second, worth=reasons))
        bridge.use_library(replace(content, worksheets=pages))
        assert hub_of(person(NURSE))["next"]["worksheet"] == chosen.id


@pytest.mark.parametrize("name", NEGOTIATIONS)
def test_it_holds_only_known_tags_and_shows_a_persons_words_as_text(answer: Answer, name: str) -> None:
    html = hub(answer, NEGOTIATIONS[name]())["html"]
    assert [fault for fault in read(html).faults if "worksheets/" not in fault and "<h" not in fault] == []
    assert HOSTILE not in html


@given(seed=st.integers(0, 2**32))
def test_any_plan_has_such_a_page_in_which_the_counts_agree(answer: Answer, seed: int) -> None:
    reply = hub(answer, random_plan(random.Random(seed)))
    for task in reply["tasks"]:
        assert 0 <= task["answered"] <= task["asked"]
        assert (task["state"] == "done") <= (task["answered"] == task["asked"])
    assert {one["id"] for one in reply["dealt"]} >= set(re.findall(r'data-step="([^"]*)"', reply["html"]))


@pytest.mark.parametrize("base", ["", "../../", "/playbook/"])
def test_links_start_with_the_base_and_headings_with_the_level(answer: Answer, base: str) -> None:
    html = hub(answer, person(NURSE_LATER), base=base, level=3)["html"]
    assert f'href="{base}worksheets/batna/"' in html
    assert {int(found) for found in re.findall(r"<h(\d)", html)} == {3, 4}
