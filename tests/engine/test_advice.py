"""What whole people are advised, read from the project's own pages: tests/people.py has their answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playbook_engine import checklist, findings, plan
from playbook_engine.findings import Findings
from playbook_engine.library import Library
from playbook_engine.situations import BACKGROUND, holding, holds
from playbook_engine.standing import Standing
from playbook_engine.verdict import kind_of
from tests.people import BAKERY, LANDLORD, NURSE, PEOPLE, RESTRAINT, SLOW, Answers, person


def found_in(content: Library, document: Answers, asked: str = "quick") -> Findings:
    return findings.find(plan.from_json(document), content, asked)


def fitting(content: Library, document: Answers, asked: str = "quick") -> set[str]:
    """Return every step that fits, whether or not it finds room."""
    true = holding(found_in(content, document, asked))
    return {f"{p.slug}/{s.id}" for p in content.plays if holds(p.when, true) for s in p.steps if holds(s.when, true)}


@pytest.mark.parametrize("name", PEOPLE)
def test_a_person_gets_the_steps_that_fit_and_no_others(content: Library, name: str) -> None:
    document, wanted, unwanted = PEOPLE[name]
    steps = fitting(content, document)
    known = {f"{play.slug}/{step.id}" for play in content.plays for step in play.steps}
    assert {*wanted, *unwanted} <= known
    assert ([step for step in wanted if step not in steps], [step for step in unwanted if step in steps]) == ([], [])


@pytest.mark.parametrize("name", PEOPLE)
def test_everybody_gets_a_step_for_now_with_a_reason_that_holds(content: Library, name: str) -> None:
    document, _, _ = PEOPLE[name]
    found = found_in(content, document)
    steps = checklist.build(found, content, found.standing, "quick").steps
    assert steps
    assert all(item.situations and set(item.situations) <= holding(found) for item in steps)


@pytest.mark.parametrize("safe", ["no", "unsure", "?", "not sure", "dunno"])
@pytest.mark.parametrize("worksheet", ["quick", "batna", "power", "range", "questions", "trades"])
def test_who_is_not_safe_gets_one_thing_in_every_worksheet(content: Library, safe: str, worksheet: str) -> None:
    for asked in ("quick", "batna", "power", "range", "questions", "trades", ""):
        document = person(
            {"safe": safe},
            worksheet,
            **({"batna": {"target": "5"}} if worksheet == "quick" else {"quick": NURSE | {"safe": ""}}),
        )
        found = found_in(content, document, asked)
        assert holding(found) == {"you_are_not_safe"}
        assert {step.split("/")[0] for step in fitting(content, document, asked)} == {"stop-and-get-help"}
        assert found.standing.safe in ("no", "unsure")


@pytest.mark.parametrize("safe", ["", " ", "yes"])
def test_a_blank_and_a_yes_go_on(content: Library, safe: str) -> None:
    assert "stop-and-get-help/" not in {step[:18] for step in fitting(content, person({**NURSE, "safe": safe}))}


def test_a_talk_that_is_over_gets_what_comes_after(content: Library) -> None:
    steps = fitting(content, person({**NURSE, "where": "over"}))
    assert {step.split("/")[0] for step in steps} == {"look-back-after-the-talk"}


STRENGTH: list[Any] = [
    pytest.param({"felt_power": "weak", "worth": "53,000"}, "", set(), id="weak, with an alternative just above the raise"),
    pytest.param({"felt_power": "weak", "worth": "50,000", "kind": "status-quo"}, "", set(), id="only my old pay, and weak"),
    pytest.param({"felt_power": "strong", "worth": "90,000"}, "", set(), id="strong, and their side not known"),
    pytest.param({"felt_power": "weak", "worth": "50,000", "their_cost": "8,000"}, "you",
                 {"you_hold_more_power", "felt_power_is_below_the_numbers"}, id="they lose four times as much"),
    pytest.param({"felt_power": "strong", "worth": "20,000", "their_cost": "500"}, "they",
                 {"you_need_them_more", "felt_power_is_above_the_numbers"}, id="they lose next to nothing"),
    pytest.param({"felt_power": "strong", "worth": "50,000", "their_cost": "2,400"}, "even",
                 {"felt_power_is_above_the_numbers"}, id="both lose about as much"),
    pytest.param({"felt_power": "even", "worth": "60,000", "their_cost": "none"}, "even", set(), id="neither loses anything"),
    pytest.param({"felt_power": "even", "worth": "?", "their_cost": "8,000"}, "", set(), id="their loss known, and your own not"),
]  # fmt: skip
FEELINGS = {
    "felt_power_is_below_the_numbers",
    "felt_power_is_above_the_numbers",
    "you_hold_more_power",
    "you_need_them_more",
}


@pytest.mark.parametrize(("given", "stronger", "claims"), STRENGTH)
def test_strength_is_judged_from_both_sides(content: Library, given: Answers, stronger: str, claims: set[str]) -> None:
    """What one side would lose says nothing of who is stronger, and a feeling is compared with nothing then."""
    row = {"name": "Elsewhere", "worth": {"likely": given.pop("worth")}, "kind": given.pop("kind", "possible")}
    document = person({"role": "receive", "deal_worth": {"likely": "52,000"}, "alternatives": [row], **given}, "batna")
    found = found_in(content, document, "batna")
    assert found.standing.stronger == stronger
    assert holding(found) & FEELINGS == claims
    assert any(step in fitting(content, document, "batna") for step in RESTRAINT) is (stronger == "you")


def test_what_was_only_said_is_told_as_said_and_gives_way_to_what_was_measured(content: Library) -> None:
    said = found_in(content, person(LANDLORD))
    assert "you_said_they_need_you_more" in holding(said)
    assert (said.standing.stronger, said.standing.said_stronger) == ("", "you")
    assert content.situations["you_said_they_need_you_more"].startswith("you said")
    measured = found_in(content, person(LANDLORD, batna={"their_cost": "10"}))
    assert holding(measured) & {"you_said_they_need_you_more", "you_hold_more_power", "you_need_them_more"} == {
        "you_need_them_more"
    }


def test_nothing_is_claimed_that_was_not_said(content: Library) -> None:
    """Two alternatives fall together only for who said so; and what quick does not ask is not held against anybody."""
    rows = [{"name": "One", "worth": {"likely": "5"}}, {"name": "Two", "worth": {"likely": "6"}}]
    for linked, holds_so in (("", False), ("?", False), ("no", False), ("yes", True)):
        found = found_in(content, person({"alternatives": rows, "linked": linked}, "batna"), "batna")
        assert ("alternatives_may_fall_together" in holding(found)) is holds_so
    unasked = {
        "alternatives_are_few",
        "best_alternative_lacks_evidence",
        "best_alternative_costs_are_missing",
        "risk_is_unpriced",
    }
    assert not holding(found_in(content, person(BAKERY))) & unasked
    assert holding(found_in(content, person(BAKERY, batna={"deal_cost": "5"}))) & unasked
    elsewhere = found_in(content, person({"deal_cost": "5", "target": "9"}, "batna"), "batna")
    assert not holding(elsewhere) & {
        "target_lacks_a_reason",
        "your_request_is_only_a_number",
        "request_names_no_need_of_theirs",
    }
    without_seat = person({name: text for name, text in BAKERY.items() if name != "role"})
    told = holding(found_in(content, without_seat))
    assert not told & {
        "deal_beats_alternatives",
        "alternative_beats_deal",
        "deal_is_close_to_reservation_value",
        "target_is_worse_than_limit",
    }


@pytest.mark.parametrize(
    ("deal", "kind", "close"),
    [("50,400", "status-quo", True), ("52,000", "status-quo", False), ("52,000", "in-hand", False), ("52,000", "possible", True),
     ("52,000", "", True), ("53,000", "possible", False), ("49,600", "in-hand", True), ("48,900", "possible", True)],
)  # fmt: skip
def test_what_is_close_is_too_close_to_call(content: Library, deal: str, kind: str, close: bool) -> None:
    """Within a twentieth where something is open, within a hundredth where nothing is; then neither is called better."""
    row = {"name": "Elsewhere", "worth": {"likely": "50,000"}, "kind": kind}
    found = found_in(
        content, person({"role": "receive", "deal_worth": {"likely": deal}, "alternatives": [row]}, "batna"), "batna"
    )
    better = {"deal_beats_alternatives", "alternative_beats_deal"} & holding(found)
    assert (found.standing.close, bool(better)) == (close, not close)


def test_no_opening_starts_from_the_limit(content: Library) -> None:
    """What a person says first names their target, never the point at which they stop."""
    said = [
        (play.slug, step)
        for play in content.plays
        for step in play.steps
        if play.stage in ("open", "bargain", "close") or step.say
    ]
    limits = ("{reservation_value}", "{best_value}", "{margin}", "{deal_break_even_gain}")
    assert [slug for slug, step in said if any(name in step.say for name in limits)] == []
    asking = [step.text for _, step in said if step.text.startswith(("Ask for", "Open", "Propose"))]
    assert asking
    assert not [text for text in asking if any(name in text for name in limits)]


def test_on_the_day_itself_nothing_takes_longer_than_a_day(content: Library) -> None:
    for document, _, _ in PEOPLE.values():
        answers = document["worksheets"]["quick"]
        slow = [step for step in fitting(content, person({**answers, "when": "today"})) if step in SLOW]
        assert slow == []
        texts = {f"{play.slug}/{step.id}": step.text for play in content.plays for step in play.steps}
        today = " ".join(texts[step] for step in fitting(content, person({**answers, "when": "today"})))
        for words in ("one night", "this week", "on a second day", "a pause of a day", "before the next talk"):
            assert words not in today


def test_where_a_person_stands_is_one_record(content: Library) -> None:
    nurse, bakery = (found_in(content, person(answers)).standing for answers in (NURSE, BAKERY))
    assert nurse == Standing(
        lower_is_better=False, name="A raise", case="pay", basis="year", limit=50_000, limit_name="Stay on my present pay", limit_kind="status-quo",  # type: ignore[arg-type]
        target=58_000, offer=52_000, margin=2_000, your_loss=2_000, when="today", safe="yes",  # type: ignore[arg-type]
    )  # fmt: skip
    assert (bakery.lower_is_better, bakery.limit, bakery.offer, bakery.margin, bakery.close) == (
        True,
        89_250,
        88_500,
        750,
        True,
    )
    assert (bakery.said_stronger, bakery.stronger, bakery.limit_kind) == ("they", "", "possible")


CHOICES = {
    "case": ("pay", "larger", "influence", "lease", "group", "power", "other"), "safe": ("yes", "no", "unsure"), "role": ("receive", "pay"),
    "no_deal_kind": ("status-quo", "possible", "in-hand"), "who_needs_more": ("me", "them", "even"), "when": ("today", "week", "later"),
    "dread": ("question", "silence", "anger", "first-number", "giving-in", "punished", "nerves", "nothing"),
    "where": ("before", "talking", "agreed", "over", "practising"), "channel": ("face", "phone", "video", "writing", "open"),
    "voice": ("myself", "for-me", "for-others"), "rehearsed": ("yes", "no"),
}  # fmt: skip
TYPED = {
    "ask": "A raise", "target": "58k", "offer": "52k", "no_deal": "Stay", "no_deal_worth": "50k", "their_no_deal": "Search again",
    "other": "Northside", "ask_why": "I run two wards", "target_reason": "Others get it", "their_need": "Full nights",
}  # fmt: skip
ANYBODY = st.fixed_dictionaries(
    {}, optional={**{name: st.sampled_from(ids) for name, ids in CHOICES.items()}, **{name: st.just(text) for name, text in TYPED.items()}}
)  # fmt: skip


@given(answers=ANYBODY)
@settings(max_examples=300)
def test_whatever_is_answered_there_is_a_step_to_take_now(content: Library, answers: dict[str, str]) -> None:
    """A step for today where the talk is today; one thing alone for who is not safe, and for what comes after."""
    found = found_in(content, person(answers))
    steps = checklist.build(found, content, found.standing, "quick").steps
    assert steps
    now = checklist.build(found, content, found.standing, "quick").now
    assert len(now) <= 3
    assert found.standing.is_unsafe or all(one.reasons != other.reasons for one, other in pairwise(now))
    assert not [item.id for item in steps if answers.get("when") == "today" and item.id in SLOW]
    if answers.get("safe") in ("no", "unsure"):
        assert {item.id.split("/")[0] for item in steps} == {"stop-and-get-help"}
    if found.standing.stronger == "" and answers.get("who_needs_more") != "them":
        assert not {item.id for item in steps} & set(RESTRAINT)


# Equal treatment: the same numbers get the same advice, whoever the two are called and in whatever money they count.

NUMBERS = ("target", "offer", "no_deal_worth")
WHO = st.sampled_from(["", "Northside", "Ms Okafor", "مصنع", "the boss", "<b>Acme</b>", "Jean-Luc Ó Briain", "李"])
MONEY = st.sampled_from(["", "€", "$", "CHF", "₹", "kr", "¥"])


@given(
    name=st.sampled_from(sorted(PEOPLE)), other=WHO, currency=MONEY, times=st.sampled_from([1, 2, 7, 1_000]),
    words=st.sampled_from(["A raise", "Eine Erhöhung", "علاوة", "x"]),
)  # fmt: skip
def test_another_name_currency_or_size_of_money_changes_no_advice(
    content: Library, name: str, other: str, currency: str, times: int, words: str
) -> None:
    answers = PEOPLE[name][0]["worksheets"]["quick"]
    scaled = {key: str(int(answers[key]) * times) for key in NUMBERS if str(answers.get(key, "")).isdigit()}
    named = {key: words for key in ("ask", "no_deal", "their_no_deal") if key in answers}
    document = person({**answers, **scaled, **named, "other": other})
    document["settings"] = {"currency": currency, "numbers": "auto"}
    assert holding(found_in(content, document)) == holding(found_in(content, PEOPLE[name][0]))
    one, two = found_in(content, document), found_in(content, PEOPLE[name][0])
    first, second = (checklist.build(found, content, found.standing, "quick") for found in (one, two))
    assert first == second


CASES = ("pay", "larger", "influence", "lease", "group", "power", "other")


@given(
    name=st.sampled_from(sorted(PEOPLE)), one=st.sampled_from(CASES), two=st.sampled_from(CASES), other=WHO, currency=MONEY,
    asked=st.sampled_from(["quick", "batna", "power", "range", "questions", "trades"]),
)  # fmt: skip
def test_a_case_changes_words_and_usual_answers_and_nothing_else(
    content: Library, name: str, one: str, two: str, other: str, currency: str, asked: str
) -> None:
    """A landlord, a buyer and an employee with the same numbers get the same verdict, steps and gaps, on either page."""
    answers = PEOPLE[name][0]["worksheets"]["quick"]
    documents = [person({**answers, "case": one}), {**person({**answers, "case": two, "other": other}), "settings": {"currency": currency, "numbers": "auto"}}]  # fmt: skip
    both = [found_in(content, document, asked) for document in documents]
    assert holding(both[0]) == holding(both[1])
    first, second = (checklist.build(found, content, found.standing, asked) for found in both)
    assert (first.now, first.later, first.further) == (second.now, second.later, second.further)
    assert [gap.field for gap in first.missing] == [gap.field for gap in second.missing]
    assert kind_of(both[0].standing) == kind_of(both[1].standing)


SWAPPED = {
    "you_receive_money": "you_pay_money",
    "you_said_they_need_you_more": "you_said_you_need_them_more",
    "you_hold_more_power": "you_need_them_more",
    "deal_beats_alternatives": "alternative_beats_deal",
}
BOTH_WAYS = {**SWAPPED, **{there: here for here, there in SWAPPED.items()}}


def seat(role: str, limit: int, their_loss: int) -> Answers:
    """One seat at a table where 100 is offered: its limit, and what no deal costs the other side."""
    batna = {"alternatives": [{"kind": "in-hand"}], "their_cost": str(their_loss), "their_alternative": "Go elsewhere"}
    quick = {
        "role": role,
        "amounts_are_for": "once",
        "offer": "100",
        "no_deal": "Elsewhere",
        "no_deal_worth": str(limit),
    }
    return person(quick, batna=batna)


@given(mine=st.integers(-60, 60), theirs=st.integers(-60, 60))
def test_the_other_seat_gets_the_other_seats_advice(content: Library, mine: int, theirs: int) -> None:
    """The seller's loss is ``mine`` (100 less their limit), the buyer's ``theirs``: each sees the other's as their cost."""
    seller = holding(found_in(content, seat("receive", 100 - mine, max(theirs, 0))))
    buyer = holding(found_in(content, seat("pay", 100 + theirs, max(mine, 0))))
    power = {"you_hold_more_power", "you_need_them_more"}
    assert {BOTH_WAYS[name] for name in seller & power} == buyer & power
    assert ("you_receive_money" in seller, "you_pay_money" in buyer) == (True, True)
    if mine == theirs:
        verdicts = {"deal_beats_alternatives", "alternative_beats_deal", "deal_is_close_to_reservation_value"}
        assert seller & verdicts == buyer & verdicts


def test_a_request_is_told_as_json_and_back(content: Library, answer: Callable[..., dict[str, Any]]) -> None:
    """Every person's answers get a reply with no fault, in which each step has a reason."""
    for document, _, _ in PEOPLE.values():
        reply = answer(
            json.loads(json.dumps({**document, "settings": {"currency": "€", "numbers": "auto"}, "done": []})),
            worksheet="quick",
        )
        assert (reply["ok"], reply["errors"]) == (True, [])
        assert reply["items"][0]["why"]
    assert "the_talk_has_begun" in BACKGROUND
