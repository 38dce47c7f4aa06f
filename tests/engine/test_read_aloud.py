"""Whole results, read aloud as the people who typed the answers: lines that must stand there, and lines that must not.

For each line it was asked: did I say that, is it true, can I do it in the time that I have, would I trust it?
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from playbook_engine import bridge
from playbook_engine.library import Library
from tests.people import BAKERY, LANDLORD, NURSE, Answers, person
from tests.plans import WORKSHEETS, request


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
    pytest.param({}, "Their last offer, 52,000, was 2,000 a year better for you than leaving things as they are.", id="a better offer"),
    pytest.param({"offer": "48000"}, "Their last offer, 48,000, was 2,000 a year worse for you than leaving things as they are.", id="a worse one"),
    pytest.param({"offer": "50000"}, "Your target was 58,000 a year.", id="one as good as leaving"),
    pytest.param({"offer": ""}, "Your target was 58,000 a year.", id="no offer"),
    pytest.param({"target": "45000", **CLINIC}, "Your target was 45,000 a year.", id="a target below the limit"),
    pytest.param({"target": "", "offer": "", "no_deal_worth": ""}, "Write down what you got while you remember it.", id="no number"),
]  # fmt: skip


@pytest.mark.parametrize("when", ["today", "week", "later", ""])
@pytest.mark.parametrize(("changes", "said"), LOOKED_BACK)
def test_a_talk_that_is_over_is_looked_back_on(content: Library, changes: Answers, said: str, when: str) -> None:
    """No verdict on an offer, nothing to say first: the four steps of looking back."""
    reply = reply_to(content, person({**NURSE, **changes, "where": "over", "when": when}))
    check(
        reply["markdown"],
        ("# The talk is over.", said, "Write down what you got beside"),
        ("This is too little", "You can say yes", "Ask once more", "Say this first", "would be as good as", "One of the two is off"),
    )  # fmt: skip
    assert {step.partition("/")[0] for step in (*reply["now"], *reply["later"])} == {"look-back-after-the-talk"}
    assert len((*reply["now"], *reply["later"])) == 4


@pytest.mark.parametrize("asked", WORKSHEETS)
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


MANAGER = {
    "case": "power", "role": "pay", "amounts_are_for": "year", "ask": "Keep Dana", "target": "70000", "offer": "78000", "no_deal": "Hire anew",
    "no_deal_kind": "possible", "no_deal_worth": "85000", "who_needs_more": "them", "their_no_deal": "Look for work",
}  # fmt: skip
LOGO = {
    "case": "power", "role": "pay", "amounts_are_for": "once", "target": "4000", "offer": "5000", "no_deal": "Another studio",
    "no_deal_kind": "in-hand", "no_deal_worth": "6000", "their_no_deal": "No work this month",
}  # fmt: skip
RESTRAINING = {"hold-back-when-strong", "put-the-weaker-side-at-ease"}


@pytest.mark.parametrize("when", ["today", "week", "later", ""])
@pytest.mark.parametrize(
    ("document", "restrained"),
    [
        pytest.param(person(LANDLORD), True, id="a landlord who said so"),
        pytest.param(person(MANAGER), True, id="a manager"),
        pytest.param(person(LOGO, batna={"their_cost": "4000"}), True, id="a buyer, by both losses"),
        pytest.param(person({**LOGO, "who_needs_more": "them"}, batna={"their_cost": "200"}), False, id="the losses say the opposite"),
        pytest.param(person({**LOGO, "who_needs_more": "even"}), False, id="about the same"),
        pytest.param(person(LOGO), False, id="nobody said"),
        pytest.param(person(BAKERY), False, id="the weaker side"),
    ],
)  # fmt: skip
def test_the_stronger_side_gets_one_step_of_restraint_now(
    content: Library, document: Answers, restrained: bool, when: str
) -> None:
    document = {**document, "worksheets": {**document["worksheets"]}}
    document["worksheets"]["quick"] = {**document["worksheets"]["quick"], "when": when}
    now = reply_to(content, document)["now"]
    assert len(now) == 3
    assert len([step for step in now if step.partition("/")[0] in RESTRAINING]) == int(restrained)


def test_a_weeks_plan_begins_now_what_takes_days(content: Library) -> None:
    """With half an hour there is the card, a reason and the offer; with a week other ways to go are looked for as well."""
    week = reply_to(content, person({**NURSE, "when": "week"}))["now"]
    assert week == [
        "widen-your-alternatives/name-three",
        "prepare-in-ten-minutes/write-a-card-with-your-limit",
        "say-your-target-with-its-reason/find-a-reason",
    ]
    weak = {**NURSE, "when": "week", "who_needs_more": "me", "dread": "giving-in", **CLINIC, "no_deal_worth": "53000"}
    assert reply_to(content, person(weak))["now"] == [
        "prepare-in-ten-minutes/write-a-card-with-your-limit",
        "plan-for-the-moment-you-dread/look-at-your-card",
        "aim-from-your-target/collect-comparables",
    ]


def test_half_an_hour_holds_three_steps_and_one_line_to_begin_with(content: Library) -> None:
    reply = reply_to(content, person(NURSE))
    assert (len(reply["now"]), reply["later"]) == (3, [])
    check(
        reply["markdown"],
        ("Say this first:\n\n> “I would like us to settle at 58,000 a year.”",),
        ("one night", "this week", "May I ask what range you work with"),
    )


@pytest.mark.parametrize(("document", "words"), [
    pytest.param({**NURSE, "target": "50000", "offer": "48000", **CLINIC, "no_deal_worth": "65000"}, "below", id="pay"),
    pytest.param({**BAKERY, "target": "90000", "offer": "85000"}, "above", id="a price"),
    pytest.param({**BAKERY, "target": "90000", "offer": ""}, "above", id="a price, and no offer"),
])  # fmt: skip
@pytest.mark.parametrize("when", ["today", "week", "later"])
def test_answers_that_contradict_each_other_come_first(
    content: Library, document: Answers, words: str, when: str
) -> None:
    reply = reply_to(content, person({**document, "when": when}))
    assert reply["now"][0] == "look-closer-when-it-is-close/look-at-target-and-limit"
    check(
        reply["markdown"], (f"Your target is {words} your limit.",), ("Say this first", "settle at", "I am asking for")
    )


def test_a_named_alternative_is_called_by_its_name_though_it_has_no_number(content: Library) -> None:
    tenant = {**LANDLORD, "case": "lease", "role": "pay", "no_deal": "Look elsewhere", "no_deal_worth": "?"}
    neighbours = {"case": "group", "ask": "Quiet hours", "no_deal": "Go on without", "no_deal_kind": "status-quo"}
    check(
        read(content, person(tenant)),
        ("Because “Look elsewhere” may come, and nothing is agreed yet.", "you have put no number on “Look elsewhere” yet"),
        ("your best alternative may come", "none of your alternatives"),
    )  # fmt: skip
    check(
        read(content, person(neighbours)), ("things stay as they are: “Go on without”",), ("they are: your best alternative",)
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["status-quo", "in-hand", "possible", ""])
def test_what_would_change_this_speaks_of_a_chance_only_to_who_named_one(content: Library, kind: str) -> None:
    answers = {**NURSE, "no_deal": "The clinic", "no_deal_kind": kind, "no_deal_worth": "58000"}
    said = "The deal would be as good as “The clinic” if it brought you 6,000 a year more."
    check(read(content, person(answers)), (said,), ("At a chance of",))
    chance = {"alternatives": [{"works_out": "95%", "otherwise": "40000"}]}
    check(read(content, person(answers, batna=chance)), ("At a chance of",), ())
    payer = {**BAKERY, "offer": "99000"}
    check(read(content, person(payer)), ("if it cost you 9,750 a year less.",), ("brought you",))


def test_things_as_they_are_have_no_cost_to_find_out(content: Library) -> None:
    freelancer = person({**NURSE, "when": "later"}, batna={"their_cost": "1000"})
    check(read(content, freelancer), (), ("what “Stay on my present pay” would cost you",))
    assert "what “The clinic” would cost you" in read(content, person({**NURSE, "when": "later", **CLINIC}, batna={"their_cost": "1"}))  # fmt: skip


def test_no_line_to_say_names_a_day_or_a_side_of_the_limit_that_nobody_gave(content: Library) -> None:
    """A line is said as it stands: the reader's day, and whether they pay or are paid, is not ours to fill in."""
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "above my limit", "below my limit", "Below it")
    said = [step.say for play in content.plays for step in play.steps]
    assert [line for line in said if any(day in line for day in days)] == []


@pytest.mark.parametrize("asked", ["quick", "batna"])
@pytest.mark.parametrize(
    ("offer", "said", "missing"),
    [
        pytest.param("nothing yet", "They have named no number so far.", False, id="nothing yet"),
        pytest.param("none", "They have named no number so far.", False, id="none"),
        pytest.param("", "You have not said what they offer.", True, id="blank"),
        pytest.param("?", "You have not said what they offer.", True, id="not known"),
        pytest.param("dunno", "You have not said what they offer.", True, id="not known, in words"),
    ],
)
def test_no_offer_yet_is_not_an_offer_that_was_not_told(
    content: Library, offer: str, said: str, missing: bool, asked: str
) -> None:
    reply = reply_to(content, person({**NURSE, "offer": offer}), asked)
    both = {"They have named no number so far.", "You have not said what they offer."}
    check(reply["markdown"], (said,), tuple(both - {said}))
    assert ("Their offer: None yet" in reply["markdown"]) is not missing
    assert bool({"offer", "deal_worth"} & set(reply["gaps"])) is missing


DIRECTIONS = ("at least", "at most", "They ask", "better for you than", "worse for you than", "below your limit", "above your limit", "would be as good as", "In the shaded part")  # fmt: skip
OTHER_COURSE = {"alternatives": [{}, {"name": "Another ward", "worth": {"likely": "61000"}}]}
WITH_A_COST = {"alternatives": [{"cost_money": "500"}]}


@pytest.mark.parametrize(
    ("changes", "batna"),
    [
        pytest.param({}, {}, id="all three numbers"),
        pytest.param({"target": "45000"}, {}, id="a target that may be below the limit"),
        pytest.param({"target": "", "offer": "49000"}, {}, id="limit and offer"),
        pytest.param({"offer": ""}, {}, id="limit and target"),
        pytest.param({}, OTHER_COURSE, id="two alternatives"),
        pytest.param({"target": "", "offer": ""}, OTHER_COURSE, id="two alternatives and nothing else"),
        pytest.param({}, WITH_A_COST, id="a cost, which moves the limit up or down"),
    ],
)
@pytest.mark.parametrize("asked", WORKSHEETS)
def test_who_did_not_say_where_the_money_goes_is_asked(
    content: Library, changes: Answers, batna: Answers, asked: str
) -> None:
    """A blank is no direction: nothing is called better, worse, a least or a most, and no alternative the best."""
    document = person({**NURSE, "role": "", **changes}, **({"batna": batna} if batna else {}))
    reply = reply_to(content, document, asked)
    check(reply["markdown"], ("You have not said whether the money comes to you or goes from you.",), DIRECTIONS)
    assert reply["verdict"]["kind"] == "no-role"
    if batna is OTHER_COURSE:
        check(reply["markdown"], ("Your limit: Not known yet",), ("your limit of", "limit comes out at"))
    if batna is WITH_A_COST:
        check(reply["markdown"], (), ("49,500", "50,500"))


@pytest.mark.parametrize("when", ["today", "week", "later"])
@pytest.mark.parametrize(
    ("document", "met"),
    [
        pytest.param({**NURSE, "offer": "60000"}, True, id="more than the target"),
        pytest.param({**NURSE, "offer": "58000"}, True, id="just the target"),
        pytest.param({**NURSE, "offer": "57999"}, False, id="a little less"),
        pytest.param({**BAKERY, "offer": "80000"}, True, id="a lower price than the target"),
        pytest.param({**BAKERY, "offer": "82001"}, False, id="a price just above it"),
    ],
)
def test_nobody_is_told_to_ask_for_less_than_they_are_offered(
    content: Library, document: Answers, met: bool, when: str
) -> None:
    text = read(content, person({**document, "when": when, "who_needs_more": "me"}))
    asks = (
        "I would like us to settle at",
        "Ask once for one thing",
        "I am asking for",
        "that an outsider would accept",
    )
    if met:
        check(
            text,
            ("It meets your target of", *(("Set a new target", "and you aimed for") if when != "today" else ())),
            asks,
        )
    else:
        check(text, (asks[0],), ("It meets your target", "and you aimed for"))
