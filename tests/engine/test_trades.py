"""The worksheet on trades: what is better than a plan, from either seat, and what is never said of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from playbook_engine import bridge, findings, plan
from playbook_engine.findings import Findings
from playbook_engine.library import Library
from playbook_engine.situations import SITUATIONS, holding
from playbook_engine.verdict import kind_of
from playbook_engine.worksheets.trades.findings import TradesFindings
from tests.people import NURSE, person
from tests.plans import request

Row = dict[str, str]
WAYS = ("mine", "middle", "theirs")


def row(yours: object = "", theirs: object = "", name: str = "", **more: str) -> Row:
    return {"issue": name, "your_points": str(yours), "their_points": str(theirs), **more}


def found_in(content: Library, trades: Mapping[str, Any], **more: Mapping[str, Any]) -> Findings:
    return findings.find(plan.from_json(person(trades, "trades", **more)), content, "trades")


def listed(content: Library, *rows: Row, **answers: str) -> TradesFindings:
    finding = found_in(content, {"issues": [*rows], **answers}).of("trades")
    assert finding is not None
    assert isinstance(finding.results, TradesFindings)
    return finding.results


def reply_to(
    content: Library, trades: Mapping[str, Any], asked: str = "trades", **more: Mapping[str, Any]
) -> dict[str, Any]:
    bridge.use_library(content)
    reply: dict[str, Any] = json.loads(bridge.run(request(person(trades, "trades", **more), worksheet=asked)))
    assert reply["ok"], reply
    return reply


# Situations: each with answers in which it holds, and near ones in which it does not.
RENT = row(70, 40, "Rent", direction="opposed", told="told")
LENGTH = row(30, 60, "Length", direction="opposed", told="told")
ALIKE = row(30, 20, "Length", direction="opposed", told="told")
CASES: dict[str, tuple[Mapping[str, Any], Mapping[str, Any]]] = {
    "a_trade_is_available": ({"issues": [RENT, LENGTH]}, {"issues": [RENT, ALIKE]}),
    "trade_depends_on_a_guess": (
        {"issues": [RENT, {**LENGTH, "told": "guess"}]}, {"issues": [{**RENT, "their_points": "10", "told": "guess"}, LENGTH]},
    ),
    "splitting_costs_both": ({"issues": [RENT, LENGTH]}, {"issues": [RENT, ALIKE]}),
    "you_both_want_the_same": ({"issues": [{**RENT, "direction": "same"}]}, {"issues": [{**RENT, "direction": "unsure"}]}),
    "their_first_need_is_unserved": (
        {"issues": [RENT, {**LENGTH, "my_plan": "mine"}]}, {"issues": [RENT, {**LENGTH, "my_plan": "middle"}]},
    ),
    "their_offers_show_what_gives": (
        {"issues": [{**RENT, "offered_before": "theirs", "offered_last": "middle"}, {**LENGTH, "offered_before": "theirs", "offered_last": "theirs"}]},
        {"issues": [{**RENT, "offered_before": "theirs", "offered_last": "middle"}, {**LENGTH, "offered_before": "theirs", "offered_last": "middle"}]},
    ),
    "equal_packages_exist": (
        {"issues": [row(34, 30), row(33, 40), row(33, 30)]}, {"issues": [row(34, 30, told="told"), row(33, 40, told="told"), row(33, 30, told="told")]},
    ),
    "a_cheap_offer_exists": (
        {"issues": [RENT, LENGTH]}, {"issues": [RENT, {**LENGTH, "my_plan": "theirs"}]},
    ),
    "you_disagree_about_the_future": ({"future_doubt": "yes"}, {"future_doubt": "no"}),
    "talk_is_stuck_on_one_number": ({"stuck": "yes"}, {"stuck": "?"}),
    "only_one_issue_is_listed": ({"issues": [RENT]}, {"issues": [RENT, row(name="Paint")]}),
    "issues_are_unlisted": ({"cheap_offer": "Paint"}, {"issues": [row(name="Paint")]}),
    "your_weights_are_missing": ({"issues": [{**RENT, "your_points": "?"}]}, {"issues": [{**RENT, "your_points": "0"}]}),
    "their_weights_are_missing": ({"issues": [{**RENT, "their_points": ""}]}, {"issues": [RENT]}),
    "their_weights_are_a_guess": ({"issues": [{**RENT, "told": "guess"}]}, {"issues": [{**RENT, "told": ""}]}),
    "a_direction_is_unknown": ({"issues": [{**RENT, "direction": "unsure"}]}, {"issues": [{**RENT, "direction": ""}]}),
    "nothing_is_left_to_trade": (
        {"issues": [{**RENT, "my_plan": "mine"}, {**LENGTH, "my_plan": "theirs"}]}, {"issues": [RENT, ALIKE]},
    ),
}  # fmt: skip


def test_every_situation_has_answers_for_and_against() -> None:
    assert set(CASES) == {name for name, worksheet in SITUATIONS.items() if worksheet == "trades"}


@pytest.mark.parametrize("name", CASES)
def test_it_holds_here_and_not_there(content: Library, name: str) -> None:
    here, there = (name in holding(found_in(content, answers)) for answers in CASES[name])
    assert (here, there) == (True, False)


@pytest.mark.parametrize(
    "name", ["issues_are_unlisted", "your_weights_are_missing", "their_weights_are_missing", "only_one_issue_is_listed"]
)
def test_what_nobody_asked_is_held_against_nobody(content: Library, name: str) -> None:
    """The six questions ask for no list of issues."""
    found = findings.find(plan.from_json(person({"ask": "A raise"})), content, "quick")
    assert name not in holding(found)


@pytest.mark.parametrize("blank", ["their_points", "your_points"])
def test_an_issue_without_points_takes_no_part(content: Library, blank: str) -> None:
    found = listed(content, RENT, LENGTH, {**row(90, 90, "Paint"), blank: "?"})
    assert found.packages == listed(content, RENT, LENGTH).packages
    assert listed(content, RENT, {**LENGTH, blank: ""}).packages is None


def test_an_issue_whose_direction_is_not_known_is_never_traded(content: Library) -> None:
    assert listed(content, RENT, {**LENGTH, "direction": "unsure"}).packages is None


def test_what_both_want_is_no_concession(content: Library) -> None:
    """Where both want the same, one side's way is the other one's as well."""
    for way in ("mine", "theirs"):
        found = listed(content, {**RENT, "my_plan": "middle"}, {**LENGTH, "direction": "same", "my_plan": way})
        assert found.nothing_is_left
    found = listed(content, {**RENT, "my_plan": "middle"}, {**LENGTH, "direction": "same", "my_plan": "middle"})
    assert found.better is not None
    assert ([way for _, way in found.better.changes], found.trade) == (["both"], None)


# A first result, and on what it rests.

FOUR = {"issues": [row(70, 40), row(30, 60)]}


def test_four_numbers_give_a_first_result(content: Library) -> None:
    """Two issues with points for both, without a name: what to settle otherwise, and that it is set beside halfway."""
    reply = reply_to(content, FOUR)
    assert reply["verdict"]["kind"] == "terms"
    for said in ("Both of you would gain with issue 1 your way and issue 2 their way.", "You gave no whole plan"):
        assert said in reply["markdown"]
    assert "Your plan" not in reply["markdown"]


def test_without_a_guess_nothing_is_said_of_guesses(content: Library) -> None:
    said = reply_to(content, {"issues": [RENT, LENGTH]})["markdown"]
    assert "What the better package means for them is what they told you." in said
    assert "guess" not in said.partition("## Do")[0]


def test_a_trade_that_rests_on_a_guess_says_so_first(content: Library) -> None:
    reply = reply_to(content, FOUR)
    assert "so ask before you offer it" in reply["markdown"]
    sure = reply_to(content, {"issues": [row(70, 10), row(30, 90)]})
    assert "so ask before you offer it" not in sure["markdown"]
    assert "even if each of your guesses is off by half" in sure["markdown"]


@pytest.mark.parametrize("asked", ["trades", "quick", ""])
@pytest.mark.parametrize("when", ["today", "week", "later", ""])
@pytest.mark.parametrize("quick", [{}, NURSE], ids=["alone", "with numbers"])
def test_a_trade_that_was_found_is_among_the_first_steps(
    content: Library, when: str, quick: Mapping[str, Any], asked: str
) -> None:
    more = {"quick": {**quick, "when": when}} if quick or when else {}
    bridge.use_library(content)
    document = person(FOUR, "trades", **more)
    reply = json.loads(bridge.run(request(document, **({"worksheet": asked} if asked else {"do": "plan"}))))
    assert [step for step in reply["now"] if step.startswith("trade-what-you-value-less/")], reply["now"]


def test_where_there_are_numbers_the_verdict_is_about_the_offer(content: Library) -> None:
    assert kind_of(found_in(content, FOUR).standing) == "terms"
    assert kind_of(found_in(content, FOUR, quick=NURSE).standing) == "yes"
    assert kind_of(found_in(content, {}).standing) == "no-number"
    assert kind_of(found_in(content, {"issues": [row(70, 40)]}).standing) == "terms"


def test_each_page_begins_with_what_it_asks_about(content: Library) -> None:
    power = {"ties": [{"direction": "me", "how_much": "vital", "elsewhere": "nowhere"}]}
    assert reply_to(content, FOUR, power=power)["verdict"]["kind"] == "terms"
    assert reply_to(content, FOUR, "power", power=power)["verdict"]["kind"] == "needs"


@pytest.mark.parametrize("safe", ["no", "unsure"])
def test_who_is_not_safe_gets_no_trade(content: Library, safe: str) -> None:
    reply = reply_to(content, {"issues": [RENT, LENGTH], "safe": safe})
    assert reply["verdict"]["kind"] == "unsafe"
    assert "Rent" not in reply["markdown"] + reply["html"]


@pytest.mark.parametrize("paths", [None, [f"trades.issues.0.{name}" for name in ("issue", "your_points", "my_way")]])
def test_points_and_issues_never_reach_the_other_side(content: Library, paths: list[str] | None) -> None:
    trades = {"issues": [{**RENT, "my_way": "Below 1,234"}, LENGTH], "cheap_offer": "Paint the stairs"}
    bridge.use_library(content)
    wish: dict[str, Any] = {"do": "export", "format": "share"} | ({} if paths is None else {"share": paths})
    reply = json.loads(
        bridge.run(request(person(trades, "trades", quick={"ask": "A lease"}), worksheet="trades", **wish))
    )
    assert reply["ok"], reply
    told = json.dumps(reply)
    assert "A lease" in told
    for kept in ("Rent", "1,234", "Paint the stairs", "Length"):
        assert kept not in told


def test_it_says_at_which_points_of_theirs_it_turns(content: Library) -> None:
    """Forty points for the lease make up for the rent exactly, and so do sixty for the rent."""
    said = reply_to(content, {"issues": [row(70, 40, "Rent"), row(30, 60, "Length")]})["markdown"]
    assert "If “Length” were worth less than 40 points to them" in said
    assert "If “Rent” were worth more than 60 points to them" in said
    assert "were worth" not in reply_to(content, {"issues": [RENT, LENGTH]})["markdown"]


def test_packages_that_are_far_apart_are_not_called_equal(content: Library) -> None:
    """Of two packages here one is worth 57 points to the person and the other 71."""
    assert listed(content, row(40, 60), row(30, 60)).equal == ()


@pytest.mark.parametrize(("way", "who"), [("mine", "them"), ("theirs", "you"), ("middle", "")])
def test_a_plan_that_gives_one_side_nothing_is_told_so(content: Library, way: str, who: str) -> None:
    """Such a plan wastes nothing, and that is not all there is to say of it."""
    said = reply_to(content, {"issues": [{**RENT, "my_plan": way}, {**LENGTH, "my_plan": way}]})["markdown"]
    assert [one for one in ("them", "you") if f"your plan gives {one} nothing" in said] == ([who] if who else [])


# Their offers.

OFFERED = [
    {**row(50, "", "Price", direction="opposed"), "offered_before": "theirs", "offered_last": "theirs"},
    {**row(20, "", "Days", direction="opposed"), "offered_before": "theirs", "offered_last": "mine"},
    {**row(30, "", "Delivery", direction="opposed"), "offered_before": "theirs", "offered_last": "middle"},
]


def test_where_they_stay_is_likelier_to_matter(content: Library) -> None:
    found = listed(content, *OFFERED)
    assert found.offers is not None
    names = [None if one is None else one.answers.issue for one in (found.gave_way, found.held, found.offers.likelier)]
    assert names == ["Days", "Price", "Price"]
    said = reply_to(content, {"issues": OFFERED})["markdown"]
    assert "That is a hint and no more" in said


def test_what_they_gave_already_is_not_given_back(content: Library) -> None:
    cheap = [
        {**OFFERED[0], "your_points": "60"},
        {**OFFERED[1], "your_points": "0"},
        {**OFFERED[2], "your_points": "40"},
    ]
    found = listed(content, *cheap)
    assert found.next_to_offer is None
    first = listed(content, {**OFFERED[0], "your_points": "10"}, *cheap[1:])
    assert first.next_to_offer is not None
    assert first.next_to_offer.answers.issue == "Price"


@pytest.mark.parametrize("same", WAYS)
def test_offers_that_favour_no_issue_say_nothing(content: Library, same: str) -> None:
    rows = [{**row("", "", "Price"), "offered_last": same}, {**row("", "", "Days"), "offered_last": same}]
    found = listed(content, *rows)
    assert (found.gave_way, found.offers.likelier if found.offers else "") == (None, None)
    assert "likelier" not in reply_to(content, {"issues": rows})["markdown"]
