"""Whole people's answers to the quick worksheet, each with the steps that must fit them and those that must not; and the plans of stories."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from playbook_site.content.stories import answers_of

Answers = dict[str, Any]


def person(answers: Mapping[str, Any], worksheet: str = "quick", **more: Mapping[str, Any]) -> Answers:
    """Return the plan of a person who filled in one worksheet, or more."""
    return {"version": 2, "worksheets": {worksheet: dict(answers), **more}}


NURSE: Answers = {
    "case": "pay", "role": "receive", "amounts_are_for": "year", "safe": "yes", "ask": "A raise", "target": "58000", "offer": "52000",
    "no_deal": "Stay on my present pay", "no_deal_kind": "status-quo", "no_deal_worth": "50000", "when": "today",
}  # fmt: skip
BAKERY: Answers = {
    "case": "larger", "role": "pay", "amounts_are_for": "year", "safe": "yes", "ask": "A price for a year", "target": "82000", "offer": "88500",
    "no_deal": "Change to the regional mill", "no_deal_kind": "possible", "no_deal_worth": "89250", "who_needs_more": "me", "when": "week",
}  # fmt: skip
LANDLORD: Answers = {
    "case": "power", "role": "receive", "amounts_are_for": "month", "safe": "yes", "ask": "A new lease", "target": "1300", "offer": "1200",
    "no_deal": "Let the flat to somebody else", "no_deal_kind": "possible", "no_deal_worth": "1150", "who_needs_more": "them",
    "their_no_deal": "They have nowhere to go", "when": "later",
}  # fmt: skip
RESTRAINT = ("hold-back-when-strong/choose-a-standard", "put-the-weaker-side-at-ease/say-your-date")
SLOW = (
    "set-feelings-beside-the-numbers/hold-back-unasked", "widen-your-alternatives/name-three", "use-the-walk-away-test/take-a-pause",
    "test-your-best-alternative/get-it-in-writing", "aim-from-your-target/collect-comparables", "learn-their-alternative/look-outside",
)  # fmt: skip
"""Steps that take longer than a day."""

PEOPLE: Mapping[str, tuple[Answers, tuple[str, ...], tuple[str, ...]]] = {
    "a nurse with a pay talk in half an hour": (
        person(NURSE),
        ("prepare-in-ten-minutes/write-a-card-with-your-limit", "prepare-in-ten-minutes/say-your-first-sentence", "prepare-in-ten-minutes/ask-one-question"),
        (*SLOW, *RESTRAINT, "signal-without-a-threat/write-one-sentence"),
    ),
    "the same nurse, who typed four answers": (
        person({name: NURSE[name] for name in ("case", "role", "target", "offer", "no_deal", "when")}),
        ("prepare-in-ten-minutes/say-your-first-sentence", "value-each-alternative/first-numbers"),
        (*SLOW, *RESTRAINT, "say-yes-with-care/ask-once-more"),
    ),
    "a bakery and the only mill nearby": (
        person(BAKERY),
        ("look-closer-when-it-is-close/price-the-rest", "test-your-best-alternative/get-it-in-writing", "aim-from-your-target/collect-comparables"),
        (*RESTRAINT, "say-yes-with-care/confirm-the-terms", "choose-which-no-you-mean/choose-one", "decide-under-risk/plan-for-the-worst"),
    ),
    "a landlord whose tenant has nowhere to go": (
        person(LANDLORD), RESTRAINT, ("aim-from-your-target/collect-comparables", "set-feelings-beside-the-numbers/write-a-card")
    ),
    "the tenant, in the other seat": (
        person({**LANDLORD, "case": "lease", "role": "pay", "target": "1100", "no_deal": "Look for another flat", "no_deal_worth": "?", "who_needs_more": "me"}),
        ("aim-from-your-target/rehearse-the-request",), (*RESTRAINT, "say-yes-with-care/confirm-the-terms"),
    ),
    "somebody sure, with a better offer in hand": (
        person({**NURSE, "when": "later", "no_deal": "The clinic", "no_deal_kind": "in-hand", "no_deal_worth": "57000"}),
        ("improve-your-best-alternative/ask-until-when", "choose-which-no-you-mean/choose-one", "use-the-walk-away-test/ask-for-your-target"),
        (*RESTRAINT, "test-your-best-alternative/get-it-in-writing", "widen-your-alternatives/check-how-long-it-lasts"),
    ),
    "somebody rich who asks for a seat on a board": (
        person({"case": "influence", "ask": "A seat on the board", "their_need": "Somebody who knows the trade", "when": "later"}),
        ("start-with-one-number/name-what-you-want", "name-what-a-yes-brings-them/say-what-they-gain"), RESTRAINT,
    ),
    "somebody who has hardly an answer": (
        person({"ask": "More hours"}), ("start-with-one-number/name-what-you-want", "start-from-no-alternative/describe-no-deal"), RESTRAINT
    ),
    "nothing filled in": (
        person({}), ("start-with-one-number/name-what-you-want",), (*RESTRAINT, "name-what-a-yes-brings-them/write-what-they-gain")
    ),
    "somebody whose target is worse than leaving": (
        person({**NURSE, "target": "50000", "offer": "48000", "no_deal": "The clinic", "no_deal_kind": "in-hand", "no_deal_worth": "65000"}),
        ("look-closer-when-it-is-close/look-at-target-and-limit",),
        ("prepare-in-ten-minutes/say-your-first-sentence", "say-your-target-with-its-reason/find-a-reason", "use-the-walk-away-test/ask-for-your-target"),
    ),
    "somebody who agreed on the main points": (
        person({**NURSE, "when": "later", "where": "agreed"}), ("say-yes-with-care/confirm-the-terms",),
        ("say-your-target-with-its-reason/find-a-reason", "learn-their-alternative/look-outside", "widen-your-alternatives/name-three"),
    ),
    "somebody who did not say what their alternative is": (
        person({**{k: v for k, v in NURSE.items() if k != "no_deal_kind"}, "when": "later"}),
        ("look-closer-when-it-is-close/price-the-rest",), ("signal-without-a-threat/write-one-sentence", "improve-your-best-alternative/cut-the-largest-cost"),
    ),
    "a union speaker who dreads a loud voice": (
        person({"case": "group", "role": "receive", "target": "400 a month", "voice": "for-others", "dread": "anger", "channel": "open"}),
        ("decide-who-speaks-and-how/ask-those-you-speak-for", "plan-for-the-moment-you-dread/ask-for-ten-minutes", "decide-who-speaks-and-how/propose-a-channel"),
        RESTRAINT,
    ),
    "somebody who only practises, and is nervous": (
        person({**NURSE, "when": "later", "where": "practising", "dread": "nerves", "rehearsed": "no"}),
        ("decide-who-speaks-and-how/play-it-through", "plan-for-the-moment-you-dread/say-it-aloud", "say-your-target-with-its-reason/rehearse-it"),
        RESTRAINT,
    ),
    "a mechanic who fears to be called greedy": (
        person({**NURSE, "when": "week", "dread": "punished", "channel": "writing"}),
        ("plan-for-the-moment-you-dread/find-what-protects-you", "ask-when-you-fear-a-backlash/let-a-figure-speak", "write-an-e-mail-that-reads-as-you-mean-it/hear-it-read"),
        (*RESTRAINT, "wait-after-you-ask/end-on-the-request"),
    ),
    "somebody who gets quiet when it gets quiet": (
        person({**BAKERY, "dread": "silence", "channel": "video", "rehearsed": "no"}),
        ("wait-after-you-ask/write-in-the-quiet", "choose-where-you-talk/share-one-page", "practise-a-calm-delivery/look-at-the-lens"),
        (*RESTRAINT, "wait-after-you-ask/answer-theirs-only", "answer-anger-without-giving-way/write-the-rule"),
    ),
}  # fmt: skip
"""Each person's answers, the steps that must fit, and those that must not."""


def _of_story(page: Path) -> Answers:
    fence = re.search(r"^```story\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert fence, f"{page} holds no story"
    return {"version": 2, "worksheets": answers_of(yaml.safe_load(fence[1]))}


STORIES: Mapping[str, Answers] = {
    page.stem: _of_story(page)
    for page in sorted((Path(__file__).parents[1] / "docs" / "stories").glob("*.md"))
    if page.stem != "index"
}
"""The plan of each story by the name of its page."""
