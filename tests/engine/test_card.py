"""card, room and record: one page to take along, from which the numbers can be left out; and everything that was answered."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine.library import Library
from playbook_engine.worksheet import is_answered
from tests.random_plans import random_plan

Answer = Callable[..., dict[str, Any]]

LETTER: dict[str, Any] = {
    "case": "lease", "ask": "A new lease", "role": "receive", "amounts_are_for": "month", "target": "1,500", "offer": "1,380",
    "no_deal": "Let it for 1,357 to somebody else", "no_deal_kind": "possible", "no_deal_worth": "1,357", "when": "week",
    "talk_date": "2026-12-01", "target_reason": "Two flats in the street went for 1,490", "safe": "yes",
}  # fmt: skip


def ask(answer: Answer, answers: dict[str, Any], format_: str, **changes: Any) -> dict[str, Any]:
    document = {"version": 2, "settings": {"currency": ""}, "worksheets": {"quick": answers}}
    return answer(document, worksheet="quick", do="export", format=format_, **changes)


def text(html: str) -> str:
    return re.sub(r"<[^>]*>", " ", html)


def test_the_card_holds_name_dates_verdict_numbers_steps_and_replies(answer: Answer) -> None:
    card = ask(answer, LETTER, "card")["text"]
    assert re.findall(r"<h[23]>([^<]*)", card) == [
        "A new lease", "Before the talk", "In the talk", "If they say …", "What they said",
    ]  # fmt: skip
    assert "Talk on Tuesday 1 December 2026<br>Made on Thursday 26 November 2026" in card
    assert '<p class="pb-card-verdict"><b>Too close to call.</b></p>' in card
    assert re.findall(r'<dd class="pb-big">([^<]*)', card) == ["1,357", "1,500", "1,380"]
    assert len(re.findall(r"<dt>“", card)) == 3
    assert "What would have to be true for 1,500 a month?" in card


@pytest.mark.parametrize("blank", ["target", "offer", "no_deal_worth"])
def test_a_number_that_was_not_said_leads_nowhere_from_paper(answer: Answer, blank: str) -> None:
    card = ask(answer, {**LETTER, blank: ""}, "card")["text"]
    assert len(re.findall(r'<dd class="pb-big">', card)) == 3
    assert "<a " not in card
    assert "<a " in answer({"version": 2, "worksheets": {"quick": {**LETTER, blank: ""}}}, worksheet="quick")["html"]


def test_a_card_without_any_number_says_what_it_needs(answer: Answer) -> None:
    card = ask(answer, {"case": "lease", "ask": "A new lease"}, "card")["text"]
    assert "pb-tile" not in card
    assert re.search(r'<p class="pb-card-verdict"><b>No number yet.</b> Put a rough number on one thing', card)


def test_without_numbers_nothing_in_the_card_gives_the_limit_away(answer: Answer) -> None:
    """Neither the verdict nor a step nor the name of an alternative; the target stays where it is said aloud."""
    card = ask(answer, LETTER, "card", numbers=False)["text"]
    for given_away in ("1,357", "1357", "1,380", "Too close", "better", "worse", "pb-card-verdict", "pb-tile", "svg"):
        assert given_away not in card
    assert "1,500" not in re.sub(r"<(blockquote|dd)[^>]*>.*?</\1>", "", card)
    assert "and I am asking for 1,500 a month." in card


@given(seed=st.integers(0, 2**32))
def test_no_amount_of_any_plan_stands_on_a_card_without_numbers(answer: Answer, seed: int) -> None:
    plan = random_plan(random.Random(seed))
    card = answer(plan, do="export", format="card", numbers=False)["text"]
    assert "pb-line" not in card
    steps = re.findall(r"<p>(.*?)</p>", card.partition("</header>")[2])
    names = re.sub(r"“.*?”", "", " ".join(steps))
    assert not re.search(r"\d[\d,.]{2,}", names)


def test_in_the_room_steps_can_be_ticked_and_the_limit_is_told_apart(answer: Answer) -> None:
    reply = ask(answer, LETTER, "room")
    assert set(re.findall(r'data-step="([^"]*)"', reply["text"])) <= set(
        answer({"version": 2, "worksheets": {"quick": LETTER}}, worksheet="quick")["now"]
        + answer({"version": 2, "worksheets": {"quick": LETTER}}, worksheet="quick")["later"]
    )
    assert "1,357" not in reply["text"]
    assert text(reply["limit"]).split() == ["Your", "limit:", "1,357", "a", "month", "at", "least"]
    assert ask(answer, {"ask": "Help"}, "room")["limit"] == ""
    assert "limit" not in ask(answer, LETTER, "card")


def test_who_is_not_safe_has_a_card_without_numbers_or_replies(answer: Answer) -> None:
    card = ask(answer, {**LETTER, "safe": "no"}, "card")["text"]
    assert "Stop here, and get help first." in card
    assert not re.search(r"1,\d{3}|If they say", card)
    assert ask(answer, {**LETTER, "safe": "no"}, "room")["limit"] == ""


@pytest.mark.parametrize("wrong", [{"numbers": "no"}, {"numbers": 1}, {"numbers": None}])
def test_a_wish_that_is_none_is_refused(answer: Answer, wrong: dict[str, Any]) -> None:
    assert ask(answer, LETTER, "card", **wrong)["error"]["code"] == "request-unreadable"


def test_the_record_has_every_question_that_is_not_private(answer: Answer, content: Library) -> None:
    sheet = content.worksheet("quick")
    assert sheet is not None
    record = ask(answer, LETTER, "record")["text"]
    rows = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", record.partition("pb-answers")[2])
    shown = [question for question in sheet.questions() if not question.private]
    assert len(rows) == len(shown) < len(tuple(sheet.questions()))
    for question, (_, said) in zip(shown, rows, strict=True):
        assert (said == "Not said") is not is_answered(LETTER.get(question.id, ""))
    assert ("The day of the talk", "Tuesday 1 December 2026") in rows
    assert "Too close to call." in record


@given(seed=st.integers(0, 2**32))
def test_any_plan_has_a_card_and_a_record(answer: Answer, seed: int) -> None:
    plan = random_plan(random.Random(seed))
    for format_ in ("card", "room", "record"):
        reply = answer(plan, do="export", format=format_)
        assert reply["ok"]
        assert not re.search(r"\{[a-z_]+\}", re.sub(r"“.*?”|<dd>.*?</dd>", "", reply["text"])) or "{" in str(plan)
