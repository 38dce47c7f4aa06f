"""The worksheet on questions: what is asked in which order, what is told, and what it never says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine import bridge, findings, plan
from playbook_engine.findings import Findings
from playbook_engine.library import Library
from playbook_engine.situations import SITUATIONS, holding
from playbook_engine.worksheets.questions.answers import WIDE_TO_NARROW
from playbook_engine.worksheets.questions.findings import Fact, QuestionsFindings, worth
from tests.people import person
from tests.plans import request

Row = dict[str, str]
Answers = Mapping[str, Any]
KNOW, CHANGE, WHERE = ("known", "believed", "open"), ("yes", "little", "no"), ("them", "others", "public", "nobody")
SORTS = (
    "reason", "priority", "date", "rule", "limit", "good-alternative", "weak-alternative", "cost", "need", "fault", "other",
)  # fmt: skip


def row(what: str, know: str = "", would_change: str = "", kind: str = "", where: str = "") -> Row:
    return {"what": what, "know": know, "would_change": would_change, "kind": kind, "where": where}


def found_in(content: Library, answers: Answers, **more: Answers) -> Findings:
    return findings.find(plan.from_json(person(answers, "questions", **more)), content, "questions")


def listed(content: Library, *rows: Row, **answers: Any) -> QuestionsFindings:
    finding = found_in(content, {"facts": [*rows], **answers}).of("questions")
    assert finding is not None
    assert isinstance(finding.results, QuestionsFindings)
    return finding.results


def reply_to(content: Library, answers: Answers, **changes: Any) -> dict[str, Any]:
    bridge.use_library(content)
    asked = {"worksheet": "questions", **changes}
    reply: dict[str, Any] = json.loads(bridge.run(request(person(answers, "questions"), **asked)))
    assert reply["ok"], reply
    return reply


def names(facts: tuple[Fact, ...]) -> list[str]:
    return [fact.answers.what or "" for fact in facts]


# Situations: each with answers in which it holds, and near ones in which it does not.
KEY = row("Their budget", "open", "yes", "number", "them")
BELIEF = row("Their mood", "believed", "yes", "situation", "others")
FAULT = {"fact": "The roof leaks", "sort": "fault", "tell": "hold"}
WHY = {"fact": "Why I want it", "sort": "reason", "tell": "share"}
ASKED = {"they_ask": "Why now?"}
CASES: dict[str, tuple[Answers, Answers]] = {
    "a_fault_is_held_back": ({"disclosures": [FAULT]}, {"disclosures": [{**FAULT, "tell": "share"}]}),
    "you_rely_on_a_word_you_doubt": ({"rely_on_word": "yes", "trust": "low"}, {"rely_on_word": "yes", "trust": "?"}),
    "your_limit_would_be_told": (
        {"disclosures": [{"sort": "limit", "tell": "share"}]}, {"disclosures": [{"sort": "limit", "tell": "hold"}]},
    ),
    "key_unknown_would_change_the_plan": ({"facts": [KEY]}, {"facts": [{**KEY, "where": "others"}]}),
    "others_could_tell_you": ({"facts": [{**KEY, "where": "public"}]}, {"facts": [KEY]}),
    "hard_questions_are_unanswered": ({"hard": [ASKED]}, {"hard": [{**ASKED, "you_say": "It is the season."}]}),
    "key_belief_is_unchecked": ({"facts": [BELIEF]}, {"facts": [{**BELIEF, "would_change": "little"}]}),
    "a_problem_is_unasked": (
        {"facts": [{**BELIEF, "kind": "problem"}]}, {"facts": [{**BELIEF, "kind": "problem", "know": "known"}]},
    ),
    "you_rely_on_their_word": ({"rely_on_word": "yes"}, {"rely_on_word": "no"}),
    "relations_are_hostile": ({"openness": "hostile"}, {"openness": "reluctant"}),
    "they_are_reluctant": ({"openness": "reluctant"}, {"openness": "open"}),
    "trust_is_low": ({"trust": "low"}, {"trust": "middle"}),
    "an_unknown_cannot_be_found_out": (
        {"facts": [{**KEY, "where": "nobody"}]}, {"facts": [{**KEY, "where": "nobody", "would_change": "little"}]},
    ),
    "their_approver_is_unserved": (
        {"decider": "must-ask"}, {"decider": "must-ask", "approver_needs": "A price that holds"},
    ),
    "they_must_ask_somebody": ({"decider": "must-ask"}, {"decider": "decides"}),
    "their_reasons_are_open": ({"facts": [{**KEY, "kind": "want"}]}, {"facts": [{**KEY, "kind": "want", "know": ""}]}),
    "a_trade_lacks_its_price": (
        {"disclosures": [{**WHY, "tell": "trade"}]}, {"disclosures": [{**WHY, "tell": "trade", "in_return": "Theirs"}]},
    ),
    "a_fact_is_undecided": ({"disclosures": [{**WHY, "tell": "?"}]}, {"disclosures": [WHY]}),
    "everything_is_held_back": ({"disclosures": [FAULT, {**WHY, "tell": "hold"}]}, {"disclosures": [FAULT]}),
    "everything_is_told": ({"disclosures": [WHY, {**FAULT, "tell": "share"}]}, {"disclosures": [WHY, FAULT]}),
    "questions_are_unordered": ({"facts": [KEY, row("Who signs", "open", "yes")]}, {"facts": [KEY, {**BELIEF, "where": ""}]}),
    "several_questions_are_open": ({"facts": [KEY, {**BELIEF, "where": ""}]}, {"facts": [KEY, BELIEF]}),
    "nothing_left_would_change_the_plan": ({"facts": [{**KEY, "know": "known"}]}, {"facts": [{**KEY, "know": "?"}]}),
    "a_public_fact_is_known": (
        {"facts": [{**KEY, "know": "known", "where": "public"}]}, {"facts": [{**KEY, "know": "believed", "where": "public"}]},
    ),
    "hard_questions_are_answered": ({"hard": [{**ASKED, "you_say": "Because."}]}, {}),
    "facts_are_unlisted": ({}, {"facts": [{"what": "Their budget"}]}),
    "disclosure_is_unplanned": ({}, {"disclosures": [{"fact": "Why"}]}),
    "other_person_is_unknown": ({"person": "?"}, {"person": "Eva"}),
    "decider_is_unknown": ({"decider": "?"}, {"decider": "decides"}),
    "their_view_is_unasked": ({"facts": [KEY]}, {"facts": [{**KEY, "know": "believed"}]}),
    "hard_questions_are_unlisted": ({}, {"hard": [ASKED]}),
}  # fmt: skip


def test_every_situation_has_answers_for_and_against() -> None:
    assert set(CASES) == {name for name, worksheet in SITUATIONS.items() if worksheet == "questions"}


@pytest.mark.parametrize("name", CASES)
def test_it_holds_here_and_not_there(content: Library, name: str) -> None:
    here, there = (name in holding(found_in(content, answers)) for answers in CASES[name])
    assert (here, there) == (True, False)


def test_what_nobody_asked_is_held_against_nobody(content: Library) -> None:
    """Whoever filled in the six questions is told nothing of lists that they never saw."""
    found = findings.find(plan.from_json(person({"case": "pay", "safe": "yes", "ask": "A raise"})), content, "quick")
    assert {name for name in holding(found) if SITUATIONS[name] == "questions"} == set()


# The order.

WORTH = [("open", "yes", 6), ("believed", "yes", 3), ("open", "little", 2), ("believed", "little", 1)]


def test_an_answer_is_worth_what_it_could_save() -> None:
    """The value of perfect information of a plan that stays or is changed, and the order by words is the same."""
    assert [worth(know, change) for know, change, _ in WORTH] == [number for *_, number in WORTH]
    assert {worth(know, change) for know, change in [("known", "yes"), ("open", "no")]} == {0}


def test_what_would_change_the_plan_comes_before_what_is_less_sure(content: Library) -> None:
    rows = [row(f"{number}", know, change) for know, change, number in reversed(WORTH)]
    assert names(listed(content, *rows).open) == ["6", "3", "2", "1"]


def test_questions_go_from_wide_to_narrow_and_only_to_them(content: Library) -> None:
    rows = [row(kind, "open", "yes", kind, "them") for kind in reversed(WIDE_TO_NARROW)]
    elsewhere = [row(where, "open", "yes", "situation", where) for where in ("others", "public", "nobody")]
    assert names(listed(content, row("plain", "open", "yes"), *rows).ladder) == [*WIDE_TO_NARROW, "plain"]
    found = listed(content, *elsewhere)
    assert found.ladder == ()
    assert (names(found.look_up), names(found.out_of_reach)) == (["others", "public"], ["nobody"])


def test_with_time_for_one_question_the_narrow_one_that_matters_is_named(content: Library) -> None:
    said = reply_to(content, {"facts": [row("Their year", "believed", "little", "situation"), KEY]})["markdown"]
    assert said.index("“Their year”\n") < said.index("“Their budget”\n")
    assert "If there is time for one question, ask about “Their budget”." in said


def test_two_things_and_how_sure_give_a_first_result_that_claims_no_more(content: Library) -> None:
    said = reply_to(content, {"facts": [row("Their budget", "believed"), row("Who signs", "open")]})["markdown"]
    assert said.startswith("# Your questions, in order so far.")
    assert said.index("1. About “Who signs”") < said.index("2. About “Their budget”")
    assert "would change your plan." not in said.partition("## ")[0].replace("would change your plan is not said", "")
    assert "If there is time for one question" not in said


# What is told.

USUAL = {
    "reason": "share", "priority": "trade", "date": "share", "rule": "share", "limit": "hold", "good-alternative": "share",
    "weak-alternative": "hold", "cost": "trade", "need": "hold", "fault": "share", "other": "",
}  # fmt: skip


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("tell", ["share", "trade", "hold", ""])
def test_a_choice_is_set_beside_what_is_usual(content: Library, sort: str, tell: str) -> None:
    found = listed(content, disclosures=[{"fact": "It", "sort": sort, "tell": tell}]).disclosures[0]
    assert found.advised == USUAL[sort]
    said = reply_to(content, {"disclosures": [{"fact": "It", "sort": sort, "tell": tell}]})["markdown"]
    assert ("You chose otherwise." in said) is (tell not in ("", USUAL[sort]) and bool(USUAL[sort]))
    assert ("Things of this sort are usually" in said) is (tell != USUAL[sort] and bool(USUAL[sort]))


def test_where_they_tell_things_priorities_may_be_told(content: Library) -> None:
    """In the experiments it was a receiver who only takes that used them."""
    one = {"fact": "Speed matters most", "sort": "priority", "tell": "share"}
    assert listed(content, disclosures=[one], openness="open").disclosures[0].advised == "share"
    assert listed(content, disclosures=[one], openness="reluctant").disclosures[0].advised == "trade"


@pytest.mark.parametrize("safe", ["no", "unsure"])
def test_who_is_not_safe_gets_no_list(content: Library, safe: str) -> None:
    reply = reply_to(content, {"facts": [KEY], "disclosures": [FAULT], "safe": safe})
    assert reply["verdict"]["kind"] == "unsafe"
    assert "budget" not in reply["markdown"] + reply["html"]


SECRET = "zebra"
SECRETS: Answers = {
    "facts": [row(SECRET, "open", "yes", "want")], "person": SECRET, "decider": "must-ask", "approver": SECRET, "approver_needs": SECRET,
    "disclosures": [{"fact": SECRET, "sort": "reason", "tell": tell, "in_return": SECRET} for tell in ("hold", "trade", "share")],
    "hard": [{"they_ask": SECRET, "you_say": SECRET}],
}  # fmt: skip


@pytest.mark.parametrize("file", ["share", "share-markdown"])
def test_nothing_of_it_goes_to_the_other_side(content: Library, file: str) -> None:
    """Not even what the person would tell: when to tell it is theirs to choose."""
    bridge.use_library(content)
    plans = person(SECRETS, "questions", quick={"ask": "A raise"})
    asked = request(plans, do="export", format=file, worksheet="questions", paths=["questions.person", "quick.ask"])
    reply = bridge.run(asked)
    assert json.loads(reply)["ok"], reply
    assert "A raise" in reply
    assert SECRET not in reply.lower()


def warnings(content: Library, ask: str, *told: Row) -> list[str]:
    bridge.use_library(content)
    plans = person({"disclosures": list(told)}, "questions", quick={"ask": ask})
    reply = json.loads(bridge.run(request(plans, do="export", format="share", worksheet="quick")))
    assert reply["ok"], reply
    return [line["warning"] for line in reply["lines"]]


def test_a_line_for_them_is_warned_of_what_the_person_keeps(content: Library) -> None:
    """In their own words, or by an amount that stands in it; of what they would tell nothing is warned."""
    held = {"fact": "We must sign by the end of May", "tell": "hold"}
    warned = ["This uses words from something that you keep to yourself."]
    assert warnings(content, "A contract, since we must sign by the end of May", held) == warned
    assert warnings(content, "A year at 12,400", {"fact": "They could have it for 12400", "tell": "hold"}) == warned
    assert warnings(content, "A contract, since we must sign by the end of May", {**held, "tell": "share"}) == [""]
    assert warnings(content, "A contract", held) == [""]


def test_every_question_of_it_says_that_it_is_not_for_them(content: Library) -> None:
    sheet = content.worksheet("questions")
    assert sheet is not None
    open_to_all = {question.id for question in sheet.questions() if not question.tells and not question.private}
    assert open_to_all == {"case", "voice"}


@pytest.mark.parametrize("shape", ["card", "room"])
def test_the_card_holds_what_to_ask_and_nothing_that_is_kept(content: Library, shape: str) -> None:
    rows = [row(f"thing {name}", "open", "yes", "want") for name in "abcd"]
    bridge.use_library(content)
    plans = person({"facts": rows, "disclosures": [{"fact": SECRET, "tell": "hold"}]}, "questions")
    reply = json.loads(bridge.run(request(plans, do="export", format=shape, worksheet="questions")))
    assert reply["ok"], reply
    said = json.dumps(reply)
    assert [f"thing {name}" in said for name in "abcd"] == [True, True, True, False]
    assert SECRET not in said


# Properties: drawn lists.

texts = st.sampled_from(["a", "b", "c", "d"])
facts = st.builds(
    row, texts, st.sampled_from([*KNOW, "", "?"]), st.sampled_from([*CHANGE, "", "?"]),
    st.sampled_from([*WIDE_TO_NARROW, ""]), st.sampled_from([*WHERE, ""]),
)  # fmt: skip
lists = st.lists(facts, max_size=7)


@given(rows=lists)
def test_an_answer_that_would_change_nothing_never_ranks(content: Library, rows: list[Row]) -> None:
    """It is not asked at all, and what would change the plan stands above all else."""
    ranked = [fact.answers.would_change for fact in listed(content, *rows).open]
    assert "no" not in ranked
    assert ranked == sorted(ranked, key=lambda change: {"yes": 0, "little": 1, None: 2}[change])


@given(rows=lists)
def test_the_rank_is_by_worth_where_rows_are_weighed(content: Library, rows: list[Row]) -> None:
    worths = [fact.worth for fact in listed(content, *rows).open if fact.worth is not None]
    assert worths == sorted(worths, reverse=True)


@given(rows=lists, data=st.data())
def test_the_order_of_rows_changes_no_ranking(content: Library, rows: list[Row], data: st.DataObject) -> None:
    turned = data.draw(st.permutations(rows))
    here, there = listed(content, *rows), listed(content, *turned)
    for ranked in ("open", "ladder", "look_up", "out_of_reach"):
        one, other = ([fact.answers for fact in getattr(found, ranked)] for found in (here, there))
        assert [(fact.what, fact.know, fact.would_change) for fact in one] == [
            (fact.what, fact.know, fact.would_change) for fact in other
        ]


def test_what_is_worth_alike_stands_by_its_words(content: Library) -> None:
    rows = [row(name, "open", "yes", "want") for name in ("b", "A", "c")]
    for turned in (rows, rows[::-1]):
        assert names(listed(content, *turned).ladder) == ["A", "b", "c"]


@given(rows=lists, blank=st.sampled_from([row(""), row("?", "?", "?"), row("", kind="sworn")]))
def test_a_blank_row_changes_nothing(content: Library, rows: list[Row], blank: Row) -> None:
    one, other = listed(content, *rows), listed(content, *rows, blank)
    assert (one.facts, one.ladder, one.is_enough) == (other.facts, other.ladder, other.is_enough)


@given(rows=lists, place=st.integers(0, 6))
def test_to_find_something_out_takes_it_off_the_list_and_moves_nothing_else(
    content: Library, rows: list[Row], place: int
) -> None:
    rows = [{**one, "what": f"{one['what']}{number}"} for number, one in enumerate(rows)]
    if place >= len(rows):
        return
    found = listed(content, *rows[:place], {**rows[place], "know": "known"}, *rows[place + 1 :])
    before = [name for name in names(listed(content, *rows).ladder) if name != rows[place]["what"]]
    assert names(found.ladder) == before


@given(rows=lists)
def test_the_first_line_claims_no_more_than_was_said(content: Library, rows: list[Row]) -> None:
    reply = reply_to(content, {"facts": rows})
    found = listed(content, *rows)
    head = reply["markdown"].partition("\n")[0]
    key = len(found.key_unknowns) + len(found.key_beliefs)
    assert ("answers would change your plan." in head or head == "# One answer would change your plan.") is bool(key)
    assert (head == "# You can stop looking.") <= found.is_enough
    assert len(set(reply["gaps"])) == len(reply["gaps"])
