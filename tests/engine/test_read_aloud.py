"""Whole results, read aloud as the people who typed the answers: lines that must stand there, and lines that must not.

For each line it was asked: did I say that, is it true, can I do it in the time that I have, would I trust it?
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from playbook_engine import bridge
from playbook_engine.library import Library
from tests.people import NURSE, Answers, person
from tests.plans import request


def reply_to(content: Library, document: Answers, asked: str = "quick") -> dict[str, Any]:
    """Return what the page gets for a plan."""
    bridge.use_library(content)
    reply: dict[str, Any] = json.loads(bridge.run(request(document, worksheet=asked)))
    assert (reply["ok"], reply["errors"]) == (True, [])
    return reply


def read(content: Library, document: Answers, asked: str = "quick") -> str:
    """Return the whole result as it is read."""
    markdown: str = reply_to(content, document, asked)["markdown"]
    return markdown


def check(text: str, must: tuple[str, ...], never: tuple[str, ...]) -> None:
    assert ([line for line in must if line not in text], [line for line in never if line in text]) == ([], [])


CLINIC = {"no_deal": "The clinic", "no_deal_kind": "in-hand"}
LOOKED_BACK: list[Any] = [
    pytest.param({}, "Their last 52,000 was 2,000 a year better for you than leaving things as they are.", id="a better offer"),
    pytest.param({"offer": "48000"}, "Their last 48,000 was 2,000 a year worse for you than leaving things as they are.", id="a worse one"),
    pytest.param({"offer": "50000"}, "Set what you got beside your target of 58,000 a year.", id="one as good as leaving"),
    pytest.param({"offer": ""}, "Set what you got beside your target of 58,000 a year.", id="no offer"),
    pytest.param({"target": "45000", **CLINIC}, "Set what you got beside your target of 45,000 a year.", id="a target below the limit"),
    pytest.param({"target": "", "offer": "", "no_deal_worth": ""}, "Write down what you got while you remember it.", id="no number"),
]  # fmt: skip


@pytest.mark.parametrize("when", ["today", "week", "later", ""])
@pytest.mark.parametrize(("changes", "said"), LOOKED_BACK)
def test_a_talk_that_is_over_is_looked_back_on(content: Library, changes: Answers, said: str, when: str) -> None:
    """No verdict on an offer, nothing to say first, nothing that is missing: the four steps of looking back."""
    reply = reply_to(content, person({**NURSE, **changes, "where": "over", "when": when}))
    check(
        reply["markdown"],
        ("# The talk is over.", said, "Write down what you got beside"),
        ("This is too little", "You can say yes", "Ask once more", "Say this first", "What is missing", "would be as good as", "One of the two is off"),
    )  # fmt: skip
    assert {step.partition("/")[0] for step in (*reply["now"], *reply["later"])} == {"look-back-after-the-talk"}
    assert len((*reply["now"], *reply["later"])) == 4


@pytest.mark.parametrize("asked", ["quick", "batna"])
@pytest.mark.parametrize(("safe", "said"), [("no", "You said that this is not safe for you."), ("unsure", "You are not sure that you can talk safely.")])  # fmt: skip
def test_who_is_not_safe_reads_a_heading_that_fits_one_thing(
    content: Library, safe: str, said: str, asked: str
) -> None:
    text = read(content, person({**NURSE, "safe": safe}), asked)
    check(
        text,
        (said, "## Stop and get help, one step at a time", "Because your safety comes first."),
        ("Do this now", "Do these", "you said that talking could harm you, or", "Say this first"),
    )


@pytest.mark.parametrize("when", ["today", "week", "later"])
def test_what_is_agreed_is_confirmed_and_not_asked_for_again(content: Library, when: str) -> None:
    """Whoever agreed on the main points reopens nothing, and is not told to open the talk."""
    reply = reply_to(content, person({**NURSE, "where": "agreed", "when": when}))
    check(
        reply["markdown"],
        ("You can say yes.", "Because you agreed on the main points.", "Send them the terms in your own words"),
        ("Ask once", "Say this first", "I would like us to settle", "What you dread most"),
    )
    assert reply["now"][0] == "say-yes-with-care/confirm-the-terms"
    assert ("say-yes-with-care/list-what-is-open" in reply["later"]) is (when != "today")


@pytest.mark.parametrize(("where", "opens"), [("", True), ("before", True), ("practising", True), ("talking", False)])
def test_the_first_sentence_is_for_a_talk_that_has_not_begun(content: Library, where: str, opens: bool) -> None:
    text = read(content, person({**NURSE, "where": where}))
    assert ("I would like us to settle at 58,000 a year." in text) is opens
