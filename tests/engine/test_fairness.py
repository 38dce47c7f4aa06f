"""The worksheet on fairness: what it stops, what it lets pass, what a squeeze comes to, and what a blank never says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine import bridge, findings, plan
from playbook_engine.findings import Findings
from playbook_engine.library import Library
from playbook_engine.situations import SITUATIONS, holding
from playbook_engine.worksheets.fairness.findings import FairnessFindings
from tests.people import person
from tests.plans import request

Row = dict[str, str]

FAIR: Row = {"plan": "Say what we pay", "true_words": "yes", "misleads": "no", "lock_in": "none", "defend": "yes"}
ANSWERS = {
    "true_words": ("", "?", "yes", "no", "unsure", "silent"),
    "misleads": ("", "?", "no", "yes", "unsure"),
    "lock_in": ("", "?", "none", "open", "hidden"),
    "defend": ("", "?", "yes", "no", "unsure"),
}
STOPS = {("true_words", "no"), ("misleads", "yes"), ("lock_in", "hidden")}
NOT_SURE = {(name, said) for name in ("true_words", "misleads", "defend") for said in ("unsure", "?")}
DOUBTS = {("defend", "no"), *NOT_SURE}
SQUEEZE = {"squeeze_gain": "6000", "meet_again": "yes", "next_deals": "20000", "carry_out": "unseen"}
OFFER = {
    "role": "receive", "target": "58000", "offer": "54000", "no_deal": "Stay", "no_deal_kind": "status-quo", "no_deal_worth": "50000",
}  # fmt: skip


def found_in(content: Library, fairness: Mapping[str, Any], **more: Mapping[str, Any]) -> Findings:
    return findings.find(plan.from_json(person(fairness, "fairness", **more)), content, "fairness")


def weighed(content: Library, fairness: Mapping[str, Any], **more: Mapping[str, Any]) -> FairnessFindings:
    finding = found_in(content, fairness, **more).of("fairness")
    assert finding is not None
    assert isinstance(finding.results, FairnessFindings)
    return finding.results


def reply_to(
    content: Library, fairness: Mapping[str, Any], asked: str = "fairness", **more: Mapping[str, Any]
) -> dict[str, Any]:
    bridge.use_library(content)
    reply: dict[str, Any] = json.loads(bridge.run(request(person(fairness, "fairness", **more), worksheet=asked)))
    assert reply["ok"], reply
    return reply


def first_line(content: Library, fairness: Mapping[str, Any], **more: Mapping[str, Any]) -> str:
    return str(reply_to(content, fairness, "fairness", **more)["verdict"]["head"])


# Situations: each with answers in which it holds, and near ones in which it does not.
CASES: dict[str, tuple[Mapping[str, Any], Mapping[str, Any]]] = {
    "a_tactic_is_untrue": ({"tactics": [{"true_words": "no"}]}, {"tactics": [{"true_words": "unsure"}]}),
    "a_tactic_misleads": (
        {"tactics": [{"misleads": "yes"}]}, {"tactics": [{"misleads": "unsure"}, {"true_words": "no", "misleads": "yes"}]},
    ),
    "lock_in_is_planned": ({"tactics": [{"lock_in": "hidden"}]}, {"tactics": [{"lock_in": "open"}]}),
    "you_would_not_defend_it": ({"tactics": [{"defend": "no"}]}, {"tactics": [{"defend": "unsure"}]}),
    "a_tactic_is_doubtful": ({"tactics": [{**FAIR, "defend": "?"}]}, {"tactics": [{**FAIR, "defend": ""}]}),
    "others_are_affected": ({"absent": "The night shift"}, {"absent": "The night shift", "absent_change": "Tell them"}),
    "a_squeeze_costs_more_than_it_brings": (
        {"squeeze_gain": "6000", "meet_again": "maybe", "next_deals": "6001"},
        {"squeeze_gain": "6000", "meet_again": "maybe", "next_deals": "6000"},
    ),
    "a_squeeze_is_planned": ({"squeeze_gain": "1"}, {"squeeze_gain": "1", "meet_again": "no", "carry_out": "seen"}),
    "you_will_depend_on_their_effort": ({"carry_out": "unseen"}, {"carry_out": "seen"}),
    "they_must_carry_it_out": ({"carry_out": "seen"}, {"carry_out": "no"}),
    "you_will_meet_again": ({"meet_again": "maybe"}, {"meet_again": "no"}),
    "no_measure_is_shared": (
        {"measures": [{"accepted": "no"}, {"accepted": "open"}]},
        {"measures": [{"accepted": "no"}, {"what": "The price list"}]},
    ),
    "tactics_pass_every_test": ({"tactics": [FAIR]}, {"tactics": [FAIR, {"plan": "Ask why"}]}),
    "tactics_are_unlisted": ({}, {"tactics": [{"plan": "Ask why"}]}),
}  # fmt: skip


def test_every_situation_has_answers_for_and_against() -> None:
    assert set(CASES) == {name for name, worksheet in SITUATIONS.items() if worksheet == "fairness"}


@pytest.mark.parametrize("name", CASES)
def test_a_situation_holds_in_one_and_not_in_the_other(content: Library, name: str) -> None:
    for answers, expected in zip(CASES[name], (True, False), strict=True):
        assert (name in holding(found_in(content, answers))) is expected, answers


FIRST_LINES = [
    pytest.param({}, "Nothing is tested yet.", id="blank"),
    pytest.param({"tactics": [{"true_words": "no"}]}, "Do not do this.", id="one answer"),
    pytest.param({"tactics": [{**FAIR, "misleads": "yes"}]}, "Do not do this.", id="true words that mislead"),
    pytest.param(
        {"tactics": [{**FAIR, "true_words": "silent", "misleads": "yes"}]}, "Do not do this.", id="a silence that misleads"
    ),
    pytest.param({"tactics": [{**FAIR, "lock_in": "hidden"}]}, "Do not do this.", id="a hidden tie"),
    pytest.param({"tactics": [{"misleads": "yes"}, FAIR, {"lock_in": "hidden"}]}, "Do not do these 2.", id="two of three"),
    pytest.param({"tactics": [{**FAIR, "defend": "no"}]}, "Think again before you do this.", id="not to be defended"),
    pytest.param({"tactics": [{"true_words": "unsure"}]}, "Think again before you do this.", id="unchecked"),
    pytest.param({"tactics": [FAIR]}, "Nothing that you said speaks against it.", id="fair"),
    pytest.param(
        {"tactics": [{**FAIR, "true_words": "silent"}]}, "Nothing that you said speaks against it.", id="kept to oneself"
    ),
    pytest.param({"tactics": [{**FAIR, "lock_in": "open"}]}, "Nothing that you said speaks against it.", id="an open tie"),
    pytest.param({"tactics": [{"plan": "Ask why"}]}, "Nothing is tested yet.", id="only its name"),
    pytest.param({"tactics": [FAIR, {"plan": "Ask why"}]}, "Not every test is answered yet.", id="open"),
    pytest.param(SQUEEZE, "Pressing puts more at risk than it brings.", id="squeeze"),
    pytest.param({**SQUEEZE, "tactics": [{"misleads": "yes"}]}, "Do not do this.", id="a stop before a squeeze"),
    pytest.param({"squeeze_gain": "6000"}, "What pressing could cost you is not said yet.", id="squeeze alone"),
    pytest.param(
        {"squeeze_gain": "6000", "meet_again": "no", "carry_out": "no"},
        "By your answers, nothing later is at stake.", id="once and never again",
    ),
    pytest.param(
        {"squeeze_gain": "6000", "meet_again": "yes", "next_deals": "5000", "carry_out": "seen"},
        "By your amounts, pressing brings more than it puts at risk.", id="little at stake",
    ),
    pytest.param({"absent": "The night shift"}, "Somebody who is not in the room would bear part of it.", id="others"),
    pytest.param({"measures": [{"accepted": "no"}]}, "You have no common measure yet.", id="no measure"),
    pytest.param({"measures": [{"accepted": "yes"}]}, "You have a measure that both could accept.", id="a measure"),
    pytest.param({"measures": [{"what": "A list"}]}, "Nothing is tested yet.", id="a measure of which nothing is said"),
]  # fmt: skip


@pytest.mark.parametrize(("answers", "line"), FIRST_LINES)
def test_the_first_line_says_what_the_answers_carry(content: Library, answers: Mapping[str, Any], line: str) -> None:
    assert first_line(content, answers) == line


def test_a_warning_comes_before_the_numbers_and_anything_else_behind_them(content: Library) -> None:
    assert first_line(content, {"tactics": [{"misleads": "yes"}]}, quick=OFFER) == "Do not do this."
    assert first_line(content, SQUEEZE, quick=OFFER) == "Pressing puts more at risk than it brings."
    assert first_line(content, {"tactics": [FAIR]}, quick=OFFER) == first_line(content, {}, quick=OFFER)


def test_where_a_stop_is_planned_another_result_has_a_step_against_it(content: Library) -> None:
    reply = reply_to(content, {"tactics": [{"plan": "Say it is sold", "true_words": "no"}]}, "quick", quick=OFFER)
    assert reply["verdict"]["head"] != "Do not do this."
    now = reply["markdown"].partition("## Later")[0]
    assert "“Say it is sold” is not all true" in now


@pytest.mark.parametrize("safe", ["no", "unsure", "?"])
def test_who_is_not_safe_gets_no_test(content: Library, safe: str) -> None:
    reply = reply_to(content, {"tactics": [{"plan": "Say it is sold", "true_words": "no"}], **SQUEEZE, "safe": safe})
    assert reply["verdict"]["kind"] == "unsafe"
    assert "sold" not in reply["markdown"] + reply["html"]


def test_after_the_talk_nothing_is_warned_of(content: Library) -> None:
    reply = reply_to(content, {"tactics": [{"misleads": "yes"}]}, quick={"where": "over"})
    assert reply["verdict"]["kind"] == "over"


def test_each_reason_is_said_and_what_is_untrue_only_once(content: Library) -> None:
    said = reply_to(content, {"tactics": [{"plan": "It is sold", "true_words": "no", "misleads": "yes"}]})["verdict"]
    assert said["sentence"].count("You said that") == 1
    silent = reply_to(content, {"tactics": [{"true_words": "silent", "misleads": "yes"}]})["verdict"]["sentence"]
    assert "Tell them what they are missing" in silent
    assert "say nothing" not in silent
    many = reply_to(content, {"tactics": [{"true_words": "no"}] * 3})["verdict"]
    assert (many["head"], "The list below says it of each." in many["sentence"]) == ("Do not do these 3.", True)


LAW = "If they pay or sign because of it, it may be against the law too."


def test_the_law_is_named_once_and_only_where_they_could_believe_something_wrong(content: Library) -> None:
    for rows, times in (
        ([{"true_words": "no"}], 1),
        ([{"true_words": "silent", "misleads": "yes"}, {"true_words": "no"}], 1),
        ([{"lock_in": "hidden"}], 0),
    ):
        assert reply_to(content, {"tactics": rows})["verdict"]["sentence"].count(LAW) == times, rows


@pytest.mark.parametrize("stop", [{"true_words": "no"}, {"misleads": "yes"}, {"lock_in": "hidden"}])
def test_what_is_to_be_left_out_is_not_to_be_read_to_anybody(content: Library, stop: Row) -> None:
    """A step that says "I want to say this in a talk" fits a doubt, and no stop."""
    line = "I want to say this in a talk."
    assert line not in reply_to(content, {"tactics": [{**FAIR, **stop}]})["markdown"]
    assert line in reply_to(content, {"tactics": [{**FAIR, "defend": "no"}]})["markdown"]


@pytest.mark.parametrize("said", ["nobody", "None.", "no one else"])
def test_nobody_is_no_name(content: Library, said: str) -> None:
    reply = reply_to(content, {"tactics": [FAIR], "absent": said})
    assert said not in reply["markdown"]
    assert not {"absent", "absent_change"} & set(reply["gaps"])
    assert first_line(content, {"tactics": [FAIR], "absent": said}) == "Nothing that you said speaks against it."


def test_half_of_what_pressing_could_cost_is_called_half(content: Library) -> None:
    half = {"squeeze_gain": "6000", "meet_again": "yes", "next_deals": "1000"}
    assert first_line(content, half) == "What pressing could cost you is only half said."


def test_measures_of_the_range_are_not_asked_for_again(content: Library) -> None:
    ranged = {"standards": [{"what": "The pay table", "accepted": "yes"}]}
    found = weighed(content, {"tactics": [FAIR]}, range=ranged)
    assert [row.what for row in found.shared] == ["The pay table"]
    assert "measures" not in reply_to(content, {"tactics": [FAIR]}, range=ranged)["gaps"]
    assert "measures" in reply_to(content, {"tactics": [FAIR]})["gaps"]
    own = weighed(content, {"measures": [{"what": "A list", "accepted": "no"}]}, range=ranged)
    assert (own.shared, own.none_is_shared) == ((), True)
    elsewhere = found_in(content, {"tactics": [FAIR]}, range={"standards": [{"what": "x", "accepted": "no"}]})
    assert {"no_standard_is_shared", "no_measure_is_shared"} & holding(elsewhere) == {"no_standard_is_shared"}


def test_to_be_sure_is_told_to_the_range_as_well(content: Library) -> None:
    assert "you_are_sure_you_are_right" in holding(found_in(content, {"sure": "yes"}))
    assert "you_are_sure_you_are_right" not in holding(found_in(content, {"sure": "no"}))


def test_who_presses_is_not_told_to_list_a_plan_first(content: Library) -> None:
    once = {"squeeze_gain": "6000", "meet_again": "no", "carry_out": "no"}
    for answers, expected in (({}, True), (SQUEEZE, False), (once, True)):
        assert ("tactics_are_unlisted" in holding(found_in(content, answers))) is expected


def test_nobody_in_the_weaker_seat_is_asked_what_pressing_would_bring(content: Library) -> None:
    assert "squeeze_gain" not in reply_to(content, {"tactics": [FAIR]})["gaps"]
    assert "squeeze_gain" in reply_to(content, {"carry_out": "seen"})["gaps"]
    asked = reply_to(content, {"squeeze_gain": "6000", "meet_again": "yes"})["gaps"]
    assert [name for name in asked if name in ("meet_again", "next_deals", "carry_out", "effort_worth")] == [
        "next_deals", "carry_out",
    ]  # fmt: skip


def test_an_amount_that_is_not_at_stake_does_not_count(content: Library) -> None:
    found = weighed(content, {**SQUEEZE, "meet_again": "no", "carry_out": "seen", "effort_worth": "9000"})
    assert (found.stakes, found.at_stake, found.risks_more, found.nothing_at_stake) == ((), None, False, True)


def test_what_pressing_brings_is_set_beside_both_amounts(content: Library) -> None:
    reply = reply_to(content, {**SQUEEZE, "effort_worth": "9000"})
    assert "If it cost you more than 21 percent of the 29,000 that is at stake later" in reply["markdown"]
    assert "| Their effort | 9,000 |" in reply["markdown"]
    half = reply_to(content, SQUEEZE)["markdown"]
    assert "At least 20,000 is at stake later." in half
    assert "| Their effort | not said |" in half


# Properties: drawn answers.

any_row = st.fixed_dictionaries(
    {
        "plan": st.sampled_from(["", "?", "Say it is sold"]),
        **{name: st.sampled_from(some) for name, some in ANSWERS.items()},
    }
)
amounts = st.integers(0, 10**7).map(str)
any_squeeze = st.fixed_dictionaries(
    {
        "squeeze_gain": st.one_of(st.just(""), amounts),
        "meet_again": st.sampled_from(["", "?", "yes", "maybe", "no"]),
        "next_deals": st.one_of(st.just(""), amounts),
        "carry_out": st.sampled_from(["", "?", "no", "seen", "unseen"]),
        "effort_worth": st.one_of(st.just(""), amounts),
    }
)


def test_every_set_of_answers_to_the_four_tests_has_its_verdict(content: Library) -> None:
    """What stops is stopped whatever else was answered, what is doubted never passes, and a blank is no answer."""
    rows = [dict(zip(ANSWERS, given_, strict=True)) for given_ in product(*ANSWERS.values())]
    for start in range(0, len(rows), 5):
        for tactic in weighed(content, {"tactics": rows[start : start + 5]}).tactics:
            row = rows[start + tactic.place]
            held = set(row.items())
            blank = any(value in ("", "?") for value in row.values())
            wanted = "stop" if held & STOPS else "doubt" if held & DOUBTS else "open" if blank else "pass"
            assert tactic.verdict == wanted, row


@given(rows=st.lists(any_row, max_size=5), squeeze=any_squeeze)
def test_every_plan_gets_a_page_that_claims_no_more(content: Library, rows: list[Row], squeeze: Row) -> None:
    reply = reply_to(content, {"tactics": rows, **squeeze})
    found = weighed(content, {"tactics": rows, **squeeze})
    stopped = [row for row in rows if set(row.items()) & STOPS]
    assert len(found.of("stop")) == len(stopped)
    assert reply["verdict"]["head"].startswith("Do not do") == bool(stopped)
    assert ("Nothing that you said speaks against it." in reply["markdown"]) <= bool(found.of("pass"))
    assert len(set(reply["gaps"])) == len(reply["gaps"])


@given(squeeze=any_squeeze, more=st.integers(1, 10**6))
def test_more_at_stake_never_makes_pressing_look_better(content: Library, squeeze: Row, more: int) -> None:
    before = weighed(content, squeeze)
    after = weighed(content, {**squeeze, "next_deals": str(int(squeeze["next_deals"] or 0) + more)})
    assert before.risks_more <= after.risks_more
    if before.break_even is not None and after.break_even is not None:
        assert after.break_even <= before.break_even


@given(squeeze=any_squeeze)
def test_at_the_break_even_what_is_lost_is_what_was_gained(content: Library, squeeze: Row) -> None:
    found = weighed(content, squeeze)
    if found.risks_more:
        assert found.at_stake is not None
        assert (found.break_even or Fraction(0)) * found.at_stake == found.gain


@given(rows=st.lists(any_row, max_size=4), blank=st.sampled_from([{}, {"plan": " "}, {"lock_in": "?"}]))
def test_a_blank_row_changes_nothing(content: Library, rows: list[Row], blank: Row) -> None:
    one, other = weighed(content, {"tactics": rows}), weighed(content, {"tactics": [*rows, blank]})
    same = (one.tactics, one.against, one.all_pass) == (other.tactics, other.against, other.all_pass)
    assert same
