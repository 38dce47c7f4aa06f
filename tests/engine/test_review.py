"""The worksheet for after the talk: what it says of a result, from either seat, and what it never says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction as F
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine import bridge, findings, plan
from playbook_engine.findings import Findings
from playbook_engine.library import Library
from playbook_engine.placeholders import PLACEHOLDERS
from playbook_engine.situations import SITUATIONS, holding
from playbook_engine.words import Words
from playbook_engine.worksheets.review.findings import ENOUGH, ReviewFindings
from playbook_engine.worksheets.review.placeholders import PLACEHOLDERS as FILLS
from tests.canaries import SHARE_FORMATS
from tests.people import NURSE, person
from tests.plans import request

Row = dict[str, str]


def guess(chance: int, happened: str = "", what: str = "They agree") -> Row:
    return {"what": what, "chance": f"{chance} %", "happened": happened}


def guesses(chance: int, yes: int, no: int) -> list[Row]:
    return [*[guess(chance, "yes")] * yes, *[guess(chance, "no")] * no]


def found_in(content: Library, answers: Mapping[str, Any], **more: Mapping[str, Any]) -> Findings:
    return findings.find(plan.from_json(person(answers, "review", **more)), content, "review")


def reviewed(content: Library, answers: Mapping[str, Any], **more: Mapping[str, Any]) -> ReviewFindings:
    finding = found_in(content, answers, **more).of("review")
    assert finding is not None
    assert isinstance(finding.results, ReviewFindings)
    return finding.results


def reply_to(
    content: Library, answers: Mapping[str, Any], asked: str = "review", **more: Mapping[str, Any]
) -> dict[str, Any]:
    bridge.use_library(content)
    reply: dict[str, Any] = json.loads(bridge.run(request(person(answers, "review", **more), worksheet=asked)))
    assert reply["ok"], reply
    return reply


DEAL = {"outcome": "agreed"}
NONE = {"outcome": "none", "role": "receive", "reservation": "50,000", "last_offer": "52,000"}
PAID = {**DEAL, "agreed": "56,000", "role": "receive", "reservation": "50,000", "target": "58,000"}
PAYS = {**DEAL, "agreed": "84,000", "role": "pay", "reservation": "90,000", "target": "82,000"}
LASTS = {"serves_me": "yes", "serves_them": "yes", "written": "yes", "can_keep": "yes", "if_broken": "yes"}

# Situations: each with answers in which it holds, and near ones in which it does not.
CASES: dict[str, tuple[Mapping[str, Any], Mapping[str, Any]]] = {
    "outcome_is_unsaid": ({"outcome": "?"}, {"outcome": "not-yet"}),
    "result_is_worse_than_limit": ({**PAID, "agreed": "49,999"}, {**PAID, "agreed": "50,000"}),
    "no_deal_gave_up_a_better_offer": (NONE, {**NONE, "outcome": "agreed"}),
    "deal_may_not_be_kept": ({**DEAL, "can_keep": "doubtful"}, {"outcome": "none", "can_keep": "doubtful"}),
    "terms_are_unwritten": ({**DEAL, "written": "partly"}, {**DEAL, "written": "?"}),
    "nothing_says_what_if_it_is_broken": ({**DEAL, "if_broken": "no"}, {**DEAL, "if_broken": "?"}),
    "deal_leaves_them_short": ({**DEAL, "serves_them": "partly"}, {**DEAL, "serves_them": "?"}),
    "deal_leaves_you_short": ({**DEAL, "serves_me": "no"}, {**DEAL, "serves_me": "yes"}),
    "their_side_of_the_deal_is_unasked": (DEAL, {**DEAL, "serves_them": "yes"}),
    "result_has_no_amount": (DEAL, {**DEAL, "agreed": "300"}),
    "something_was_given_early": ({"gave_early": "silence"}, {"gave_early": "nothing"}),
    "telling_would_have_helped": (
        {"kept_back": "The date", "telling_helps": "yes"},
        {"kept_back": "The date", "telling_helps": "unsure"},
    ),
    "keeping_back_is_in_doubt": (
        {"kept_back": "The date", "telling_helps": "unsure"},
        {"kept_back": "The date", "telling_helps": "no"},
    ),
    "result_feels_worse_than_it_is": (
        {**PAID, "agreed": "56,400", "content": "not"},
        {**PAID, "agreed": "56,300", "content": "not"},
    ),
    "result_feels_better_than_it_is": (
        {**PAYS, "agreed": "88,400", "content": "very"},
        {**PAYS, "agreed": "88,300", "content": "very"},
    ),
    "they_went_further_than_you_thought": (
        {**PAID, "their_limit": {"low": "52,000", "high": "55,000"}},
        {**PAID, "their_limit": {"low": "52,000", "high": "56,000"}},
    ),
    "no_deal_kept_you_from_a_worse_one": ({**NONE, "last_offer": "48,000"}, {**NONE, "last_offer": "50,000"}),
    "result_lies_short_of_target": (PAYS, {**PAYS, "agreed": "82,000"}),
    "result_met_target": ({**PAID, "agreed": "58,000"}, PAID),
    "deal_looks_lasting": ({**DEAL, **LASTS}, {**DEAL, **LASTS, "written": "?"}),
    "a_deal_was_reached": (DEAL, {"outcome": "none"}),
    "talk_ended_without_a_deal": ({"outcome": "none"}, {"outcome": "not-yet"}),
    "the_talk_goes_on": ({"outcome": "not-yet"}, {}),
    "next_time_is_unwritten": ({"next_if": "they go quiet"}, {"next_if": "they go quiet", "next_then": "wait"}),
    "next_time_is_ready": ({"next_if": "they go quiet", "next_then": "wait"}, {"next_then": "wait"}),
    "a_prediction_is_open": ({"predictions": [guess(70)]}, {"predictions": [guess(70, "no")]}),
    "predictions_were_too_hopeful": ({"predictions": guesses(80, 6, 4)}, {"predictions": guesses(80, 7, 3)}),
    "predictions_were_too_careful": ({"predictions": guesses(60, 8, 2)}, {"predictions": guesses(60, 7, 3)}),
    "predictions_were_near": ({"predictions": guesses(80, 7, 3)}, {"predictions": guesses(80, 6, 3)}),
    "predictions_are_too_few": ({"predictions": guesses(80, 6, 3)}, {"predictions": [guess(80)]}),
    "predictions_were_made": ({"predictions": [guess(70)]}, {"predictions": [{"what": "They agree"}]}),
    "predictions_are_unwritten": ({"predictions": [{"what": "They agree"}]}, {"predictions": [guess(70)]}),
}  # fmt: skip


def test_every_situation_has_answers_for_and_against() -> None:
    assert set(CASES) == {name for name, worksheet in SITUATIONS.items() if worksheet == "review"}


@pytest.mark.parametrize("name", CASES)
def test_it_holds_here_and_not_there(content: Library, name: str) -> None:
    here, there = (name in holding(found_in(content, answers)) for answers in CASES[name])
    assert (here, there) == (True, False)


def test_once_it_has_ended_nothing_is_advised_for_a_talk_to_come(content: Library) -> None:
    """Whoever has a deal is not told to find alternatives; what they said of an agreed deal still holds."""
    true = holding(found_in(content, PAID, quick={**NURSE, "where": "agreed", "dread": "silence"}))
    assert {SITUATIONS[name] for name in true} == {"quick", "review"}
    assert {name for name in true if SITUATIONS[name] == "quick"} == {"a_deal_is_agreed"}


def test_who_is_not_safe_gets_one_thing_whatever_came_of_the_talk(content: Library) -> None:
    assert holding(found_in(content, PAID, quick={"safe": "no"})) == {"you_are_not_safe"}


def test_while_it_goes_on_the_other_worksheets_still_speak(content: Library) -> None:
    true = holding(found_in(content, {"outcome": "not-yet"}, quick=NURSE))
    assert {"the_talk_goes_on", "you_must_answer_today"} <= true


# The result beside limit and target.

ENDS = [
    pytest.param(PAID, "Your deal lies between your limit and your target.", "56,000 is 6,000 better for you than what you would have without a deal. It misses your target of 58,000 by 2,000.", id="between"),
    pytest.param(PAYS, "Your deal lies between your limit and your target.", "84,000 is 6,000 better for you than what you would have without a deal. It misses your target of 82,000 by 2,000.", id="between, and paying"),
    pytest.param({**PAID, "agreed": "49,000"}, "You agreed to less than your limit.", "1,000 worse", id="below the limit"),
    pytest.param({**PAYS, "agreed": "91,000"}, "You agreed to more than your limit.", "1,000 worse", id="above the limit, and paying"),
    pytest.param({**PAID, "agreed": "50,000"}, "Your deal lies at your limit.", "as good for you as", id="at the limit"),
    pytest.param({**PAID, "agreed": "58,000"}, "You got what you aimed for.", "It is your target.", id="the target"),
    pytest.param({**PAYS, "agreed": "81,000"}, "You got what you aimed for.", "you did 1,000 better than that", id="beyond the target"),
    pytest.param({**PAID, "target": ""}, "Your deal beats your limit.", "6,000 better", id="no target"),
    pytest.param({**PAID, "reservation": ""}, "Your deal falls short of your target.", "You agreed on 56,000.", id="no limit"),
    pytest.param({**PAID, "role": ""}, "You reached a deal.", "whether the money comes to you or goes from you", id="no role"),
    pytest.param(DEAL, "You reached a deal.", "Put down what it comes to", id="one answer"),
    pytest.param(NONE, "The talk ended without a deal.", "Their last offer, 52,000, was 2,000 better", id="left a better offer"),
    pytest.param({**NONE, "last_offer": "48,000"}, "The talk ended without a deal.", "By your numbers, you were right to leave it.", id="left a worse offer"),
    pytest.param({"outcome": "none"}, "The talk ended without a deal.", "Put down what they offered last", id="no deal, one answer"),
    pytest.param({"outcome": "not-yet"}, "The talk goes on.", "Note now", id="it goes on"),
    pytest.param({}, "Nothing says yet how the talk ended.", "One answer gives a first result.", id="nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("answers", "head", "says"), ENDS)
def test_the_first_line_says_how_it_ended(content: Library, answers: Mapping[str, Any], head: str, says: str) -> None:
    said = reply_to(content, answers)["markdown"]
    assert said.startswith(f"# {head}"), said[:300]
    assert says in said


def test_an_amount_that_was_typed_before_the_answer_changed_counts_no_more(content: Library) -> None:
    assert reviewed(content, {**PAID, "outcome": "none"}).settled is None


def test_the_way_is_measured_only_from_a_worse_limit_to_a_better_target(content: Library) -> None:
    assert reviewed(content, PAID).way == F(3, 4)
    assert reviewed(content, PAYS).way == F(3, 4)
    assert reviewed(content, {**PAID, "target": "49,000"}).way is None
    assert reviewed(content, {**PAID, "target": "50,000"}).way is None


def test_what_was_met_below_the_limit_is_no_success(content: Library) -> None:
    """A target that lies below the limit is reached by a deal that is worse than none."""
    low = {**PAID, "target": "45,000", "agreed": "46,000"}
    assert "result_met_target" not in holding(found_in(content, low))
    assert reply_to(content, low)["markdown"].startswith("# You agreed to less than your limit.")


def test_what_can_still_be_turned_comes_now(content: Library) -> None:
    reply = reply_to(content, {**PAID, "agreed": "40,000", **LASTS, "content": "very"})
    assert (
        "Ask the other side to talk about it once more, while it can still be turned."
        in reply["markdown"].split("## Later")[0]
    )


@pytest.mark.parametrize("answers", [NURSE, {}], ids=["whoever has numbers", "one answer"])
def test_a_talk_that_is_over_leads_here(content: Library, answers: Mapping[str, Any]) -> None:
    """The first question of this worksheet stands with the result of the six questions, with the way to its page."""
    reply = reply_to(content, {}, "quick", quick={**answers, "where": "over"})
    assert "With each of these, your result says more.\n\n- After the talk: How the talk ended" in reply["markdown"]
    assert "worksheets/review/#q-outcome" in reply["html"]
    again = reply_to(content, DEAL, "quick", quick={**NURSE, "where": "over"})
    assert "How the talk ended" not in again["markdown"]


def test_once_it_is_over_nobody_is_told_what_could_still_be_had(content: Library) -> None:
    """The six questions alone: their last offer lies behind, and stands under no heading of a talk to come."""
    said = reply_to(content, {}, "quick", quick={**NURSE, "where": "over"})["markdown"]
    assert "- Last offer: 52,000 a year" in said
    assert "How far they would have gone, the line cannot show." in said
    assert "They could pay" not in said
    assert "Their offer" not in said


def test_whoever_looks_back_here_is_not_dealt_the_same_look_twice(content: Library) -> None:
    over = {**NURSE, "where": "over"}
    assert "look-back-after-the-talk" in reply_to(content, {}, "quick", quick=over)["markdown"]
    for answers in (DEAL, {"outcome": "none"}, {"outcome": "not-yet"}, {"role": "receive"}):
        assert "look-back-after-the-talk" not in reply_to(content, answers, quick=over)["markdown"]


def test_whoever_left_a_better_offer_is_told_to_ask_for_it_today(content: Library) -> None:
    now = reply_to(content, NONE)["markdown"].split("## Later")[0]
    assert "Ask the other side to talk about it once more, while it can still be turned." in now
    assert "once more" not in reply_to(content, {**NONE, "last_offer": "48,000"})["markdown"]


def test_whoever_would_keep_it_back_again_is_not_told_to_tell(content: Library) -> None:
    kept = {**DEAL, "kept_back": "The date"}
    assert "what you kept back" in reply_to(content, {**kept, "telling_helps": "unsure"})["markdown"]
    assert "what you kept back" not in reply_to(content, {**kept, "telling_helps": "no"})["markdown"]


def test_guesses_are_asked_for_when_the_rest_is_written(content: Library) -> None:
    """Whoever gave one answer writes their line first."""
    assert "Write three guesses" not in reply_to(content, DEAL)["markdown"]
    assert (
        "Write three guesses"
        in reply_to(content, {**DEAL, "next_if": "they go quiet", "next_then": "wait"})["markdown"]
    )


# The guesses.


def test_the_score_is_that_of_the_analysis(content: Library) -> None:
    rows = [guess(90, "yes"), guess(80, "yes"), guess(70, "no"), guess(60, "yes"), guess(30, "no"), guess(50)]
    found = reviewed(content, {"predictions": rows})
    assert found.score is not None
    assert (found.score.brier, found.score.count, found.lean) == (F(79, 500), 5, "")


@given(st.lists(st.tuples(st.integers(0, 100), st.sampled_from(["yes", "no", "open", ""])), max_size=12))
def test_nobody_is_judged_by_fewer_than_ten(content: Library, rows: list[tuple[int, str]]) -> None:
    found = reviewed(content, {"predictions": [guess(chance, happened) for chance, happened in rows]})
    settled = sum(happened in ("yes", "no") for _, happened in rows)
    assert len(found.settled_predictions) == settled
    assert bool(found.lean) == (settled >= ENOUGH)


# Properties.

MONEY = st.integers(1, 900)


@given(role=st.sampled_from(["receive", "pay"]), limit=MONEY, target=MONEY, agreed=MONEY)
def test_both_seats_are_mirror_images(content: Library, role: str, limit: int, target: int, agreed: int) -> None:
    """What is better for whoever is paid is as much worse for whoever pays."""
    given_ = {"outcome": "agreed", "agreed": str(agreed), "reservation": str(limit), "target": str(target)}
    one = reviewed(content, {**given_, "role": role})
    other = reviewed(content, {**given_, "role": "pay" if role == "receive" else "receive"})
    assert one.beside.gained is not None
    assert other.beside.gained == -one.beside.gained
    assert one.way == other.way or None in (one.way, other.way)
    assert not (one.is_met and one.is_short)
    assert not (one.is_worse_than_limit and (one.is_met or one.is_short))


FILLED = {**PAID, "their_limit": {"low": "52,000", "high": "55,000"}, "gave_early": "silence", "gave_what": "The start",
          "kept_back": "The date", "next_if": "they go quiet", "next_then": "wait",
          "predictions": [guess(70, "yes", "They call"), guess(60, "", "They pay")]}  # fmt: skip
SAID = {
    "agreed": "56,000", "gap_to_target": "2,000", "beyond_guess": "1,000", "gave_what": "“The start”", "kept_back": "“The date”",
    "next_if": "“they go quiet”", "next_then": "“wait”", "a_prediction": "“They call”", "open_prediction": "“They pay”",
    "predictions_settled": "one settled guess",
}  # fmt: skip


@pytest.mark.parametrize("name", SAID)
def test_a_placeholder_says_the_persons_own_words_and_numbers(content: Library, name: str) -> None:
    assert set(SAID) == {one for one, worksheet in PLACEHOLDERS.items() if worksheet == "review"}
    found, words = reviewed(content, FILLED), Words(content, "auto", "")
    assert words.placeholder(name, lambda _: FILLS[name](found)) == SAID[name]
    assert FILLS[name](reviewed(content, {})) is None


def test_a_line_for_next_time_reads_as_one_sentence(content: Library) -> None:
    said = reply_to(content, {"next_if": "If they go quiet.", "next_then": "then wait, and count."})["markdown"]
    assert "Your line for next time: if they go quiet, then I wait, and count." in said


SECRET = "qzx"


@pytest.mark.parametrize("form", SHARE_FORMATS)
def test_nothing_of_it_is_for_the_other_side(content: Library, form: str) -> None:
    """Neither what was kept back nor what was expected, given or felt goes into a version for the other side."""
    bridge.use_library(content)
    held = {
        **FILLED, "kept_back": SECRET, "gave_what": SECRET, "next_if": SECRET, "next_then": SECRET, "reservation": "51,517",
        "predictions": [guess(61, "no", SECRET)], "their_limit": {"low": "52,529", "high": "55,537"},
    }  # fmt: skip
    text = json.loads(bridge.run(request(person(held, "review"), do="export", format=form)))
    assert text["ok"], text
    assert [one for one in (SECRET, "51,517", "52,529", "55,537") if one in json.dumps(text)] == []
