"""share: the mandate for whoever speaks for a person, and the role sheet for whoever plays the other side."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from playbook_engine.library import Library
from tests import canaries

Answer = Callable[..., dict[str, Any]]

HOUSE: dict[str, dict[str, Any]] = {
    "quick": {
        "ask": "Sell the house", "role": "receive", "amounts_are_for": "once", "target": "240,000", "offer": "221,000",
        "no_deal": "Let it to my niece", "no_deal_kind": "possible", "no_deal_worth": "215,000", "target_reason": "Number 9 went for 236,000",
        "ask_why": "The roof is new", "their_need": "A garden", "their_no_deal": "Look in the next street", "other": "Family Okoro",
        "voice": "for-me", "safe": "yes",
    },
    "questions": {
        "settle_alone": "The day of the keys, and the curtains", "bring_home": "The price", "not_theirs": "My health",
        "fears": "To lose the school place", "reacts": "He laughs, and then he is silent",
        "disclosures": [
            {"fact": "Why we move", "tell": "share"},
            {"fact": "The age of the boiler", "tell": "trade", "in_return": "Their date"},
            {"fact": "We have bought another house", "sort": "weak-alternative", "tell": "hold"},
        ],
        "hard": [{"they_ask": "Why is it so dear?", "you_say": "Look at the roof"}, {"they_ask": "Would you take 215,000?"}],
    },
    "trades": {
        "issues": [
            {"issue": "The curtains", "your_points": "10", "their_points": "70", "their_way": "they stay"},
            {"issue": "The day", "your_points": "60", "their_points": "20", "my_way": "not before May"},
            {"issue": "The shed", "their_points": "10"},
            {"issue": "The lamp", "your_points": "30", "my_way": "it goes with us"},
        ]
    },
}  # fmt: skip


def take(answer: Answer, sheets: Mapping[str, Any], format_: str, **more: Any) -> dict[str, Any]:
    document = {"version": 2, "name": "Canaryplan", "settings": {"currency": ""}, "worksheets": sheets}
    reply = answer(document, do="export", format=format_, **more)
    assert reply["ok"], reply
    return reply


def lines(reply: Mapping[str, Any], part: str) -> list[tuple[str, str]]:
    return [(line["label"], line["text"]) for line in reply["lines"] if line["part"] == part]


@pytest.mark.parametrize("name", ["mandate", "rehearsal"])
def test_no_answer_outside_its_list_gets_into_a_file(answer: Answer, content: Library, name: str) -> None:
    """A word of its own in every answer, and in the plan's name: none off the list is in any format, whatever is chosen."""
    assert canaries.leaks(content, lambda request: answer(None, **request), name) == []


# The mandate


def test_a_mandate_says_what_is_wanted_in_which_order_and_whose_each_yes_is(answer: Answer) -> None:
    reply = take(answer, HOUSE, "mandate")
    assert lines(reply, "What I want") == [
        ("In short", "Sell the house"), ("Aim for", "240,000"), ("Their last offer", "221,000"),
    ]  # fmt: skip
    assert [text for _, text in lines(reply, "What counts most")] == [
        "The day: not before May", "The lamp: it goes with us", "The curtains", "The shed",
    ]  # fmt: skip
    assert lines(reply, "You may say yes to this alone") == [
        ("Yours to settle", "The day of the keys, and the curtains")
    ]
    assert lines(reply, "Bring this back to me") == [("My word is needed", "The price")]
    assert lines(reply, "What you may tell them") == [
        ("Freely", "Why we move"), ("Only for something in return", "The age of the boiler: Their date"),
    ]  # fmt: skip
    assert reply["missing"] == []


@pytest.mark.parametrize("format_", ["mandate", "mandate-markdown"])
def test_the_limit_goes_in_only_where_it_is_ticked(answer: Answer, format_: str) -> None:
    """Without a choice it stays out, like every line that gives it away; so do what is held back and the best course without a deal."""
    reply = take(answer, HOUSE, format_)
    limit = next(line for line in reply["lines"] if line["path"] == "limit")
    assert (limit["text"], limit["warning"]) == (
        "215,000", "This is your limit. Whoever knows it may let it show, without a word.",
    )  # fmt: skip
    assert not re.search(r"215,000|another house|niece|Canaryplan", reply["text"])
    ticked = take(answer, HOUSE, format_, paths=["limit", "quick.ask"])["text"]
    assert "215,000" in ticked
    assert "240,000" not in ticked
    everything = take(answer, HOUSE, format_, paths=[line["path"] for line in reply["lines"]])["text"]
    assert "another house" in everything
    assert "niece" not in everything


def test_a_mandate_with_hardly_an_answer_says_what_is_missing(answer: Answer) -> None:
    reply = take(answer, {"quick": {"ask": "Sell the house", "safe": "yes"}}, "mandate-markdown")
    assert reply["missing"] == [
        "The reason",
        "What counts most",
        "You may say yes to this alone",
        "How far you may go",
        "What you may tell them",
    ]
    assert "Nothing is written here yet. Until it is, bring everything home." in reply["text"]
    assert "How far you may go" in reply["text"]
    assert not re.search(r"Not past this|When they ask", reply["text"])


# The role sheet


def test_a_role_sheet_says_who_they_are_and_what_to_ask(answer: Answer) -> None:
    reply = take(answer, HOUSE, "rehearsal")
    assert lines(reply, "Who you are today") == [("The other side", "Family Okoro")]
    assert lines(reply, "What they want") == [
        ("What a yes would bring them", "A garden"), ("What they want, the first before all", "The curtains: they stay"),
    ]  # fmt: skip
    assert lines(reply, "What they fear") == [
        ("What they would not like to lose", "To lose the school place"), ("What they do if nothing is agreed", "Look in the next street"),
    ]  # fmt: skip
    assert lines(reply, "How they are in a talk") == [("How they take a no", "He laughs, and then he is silent")]
    assert lines(reply, "Questions to ask me")[0] == ("In their words", "Why is it so dear?")


@pytest.mark.parametrize("format_", ["rehearsal", "rehearsal-markdown"])
def test_no_limit_no_target_no_alternative_and_no_answer_is_on_a_role_sheet(answer: Answer, format_: str) -> None:
    """Whatever is chosen; a question of theirs that names the limit or the target is warned of and stays out by itself."""
    asked = {**HOUSE, "quick": {**HOUSE["quick"], "ask": "Sell it for 240,000"}}
    reply = take(answer, asked, format_)
    warned = {line["path"]: line["warning"] for line in reply["lines"] if line["warning"]}
    assert warned == {
        "quick.ask": "This names an amount that you aim for. They rehearse better without it.",
        "questions.hard.1.they_ask": "This names an amount that belongs to your limit, or to what either side would do without a deal.",
    }
    assert not re.search(r"215,000|240,000|221,000|niece|roof|another house|May|health", reply["text"])
    every = [f"{sheet}.{name}" for sheet, given in HOUSE.items() for name in given]
    rows = [
        f"{name}.{row}.{inner}"
        for name in ("questions.hard", "trades.issues")
        for row in range(4)
        for inner in ("you_say", "my_way")
    ]
    chosen = take(answer, HOUSE, format_, paths=[*every, *rows, "limit"])["text"]
    assert "Family Okoro" in chosen
    assert not re.search(r"215,000|240,000|221,000|niece|roof|another house|health|not before May", chosen)


def test_a_need_of_ones_own_is_on_no_role_sheet(answer: Answer) -> None:
    ties = [
        {"need": "Their flour", "direction": "me"},
        {"need": "Our early delivery", "direction": "them"},
        {"need": "A name"},
    ]
    reply = take(answer, {"quick": {"safe": "yes"}, "power": {"ties": ties}}, "rehearsal")
    assert lines(reply, "What they want") == [("What they need from me", "Our early delivery")]


def test_a_role_sheet_without_answers_lets_them_choose(answer: Answer) -> None:
    reply = take(answer, {"quick": {"safe": "yes"}}, "rehearsal-markdown")
    assert reply["lines"] == []
    assert "Choose one need and keep it to yourself." in reply["text"]


@pytest.mark.parametrize("format_", ["mandate", "mandate-markdown", "rehearsal", "rehearsal-markdown"])
@pytest.mark.parametrize("safe", ["no", "unsure"])
def test_who_is_not_safe_gets_neither(answer: Answer, format_: str, safe: str) -> None:
    reply = take(answer, {**HOUSE, "quick": {**HOUSE["quick"], "safe": safe}}, format_)
    assert (reply["lines"], reply["missing"]) == ([], [])
    assert not re.search(r"house|Refuse|bring|sheet", re.sub(r"<style>.*?</style>", "", reply["text"]))
