"""The worksheet on power: what a map of needs says, from either seat, and what it never says."""

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
from playbook_engine.standing import Reach
from playbook_engine.verdict import kind_of
from playbook_engine.worksheets.power.findings import PowerFindings
from tests.people import person
from tests.plans import request

Row = dict[str, str]
MUCH, ELSEWHERE = ("little", "some", "much", "vital"), ("nowhere", "hardly", "effort", "easily")
OTHER = {"me": "them", "them": "me"}


def row(direction: str, how_much: str = "", elsewhere: str = "", **more: str) -> Row:
    return {"direction": direction, "how_much": how_much, "elsewhere": elsewhere, **more}


def found_in(content: Library, power: Mapping[str, Any], **more: Mapping[str, Any]) -> Findings:
    return findings.find(plan.from_json(person(power, "power", **more)), content, "power")


def mapped(content: Library, *rows: Row, **answers: str) -> PowerFindings:
    finding = found_in(content, {"ties": [*rows], **answers}).of("power")
    assert finding is not None
    assert isinstance(finding.results, PowerFindings)
    return finding.results


def reply_to(
    content: Library, power: Mapping[str, Any], asked: str = "power", **more: Mapping[str, Any]
) -> dict[str, Any]:
    bridge.use_library(content)
    reply: dict[str, Any] = json.loads(bridge.run(request(person(power, "power", **more), worksheet=asked)))
    assert reply["ok"], reply
    return reply


# Situations: each with a map in which it holds, and a near one in which it does not.
WHOLE = row("them", "vital", "hardly", need="Rotas", why="An inspection", evidence="seen")
MINE = row("me", "vital", "hardly", need="A name", why="Others ask", evidence="seen")
CASES: dict[str, tuple[Mapping[str, Any], Mapping[str, Any]]] = {
    "dependence_is_unmapped": ({}, {"ties": [row("me")]}),
    "leverage_is_unlisted": ({"ties": [MINE]}, {"ties": [MINE, row("them")]}),
    "plan_serves_none_of_their_needs": ({"ties": [{**WHOLE, "why": ""}]}, {"ties": [WHOLE]}),
    "some_needs_are_unknown": ({"ties": [{**MINE, "elsewhere": "?"}]}, {"ties": [MINE]}),
    "leverage_lacks_evidence": ({"ties": [{**WHOLE, "evidence": "guess"}]}, {"ties": [{**WHOLE, "evidence": ""}]}),
    "a_need_lacks_a_why": ({"ties": [{**MINE, "why": "?"}]}, {"ties": [MINE]}),
    "mutual_need_is_high": ({"ties": [WHOLE, MINE]}, {"ties": [WHOLE, {**MINE, "how_much": "little"}]}),
    "mutual_need_is_low": (
        {"ties": [row("them", "little", "easily"), row("me", "some", "effort")]},
        {"ties": [row("them", "little", "easily"), row("me", "some", "?")]},
    ),
    "power_was_mapped_before": ({"mapped_before": "yes"}, {"mapped_before": "no"}),
    "imbalance_is_unnamed": ({"gap_kind": "?"}, {"gap_kind": "none"}),
    "imbalance_is_money": ({"gap_kind": "money"}, {"gap_kind": "pressure"}),
    "imbalance_is_information": ({"gap_kind": "information"}, {"gap_kind": "money"}),
    "imbalance_is_standing": ({"gap_kind": "standing"}, {"gap_kind": "information"}),
}  # fmt: skip


def test_every_situation_has_a_map_for_and_one_against() -> None:
    assert set(CASES) == {name for name, worksheet in SITUATIONS.items() if worksheet == "power"}


@pytest.mark.parametrize("name", CASES)
def test_it_holds_here_and_not_there(content: Library, name: str) -> None:
    here, there = (name in holding(found_in(content, answers)) for answers in CASES[name])
    assert (here, there) == (True, False)


def test_a_row_without_an_owner_could_be_theirs(content: Library) -> None:
    """Then nobody is told that they listed nothing the other side needs."""
    assert "leverage_is_unlisted" not in holding(found_in(content, {"ties": [MINE, {"need": "Peace"}]}))


@pytest.mark.parametrize(
    "name", [name for name in CASES if name.startswith(("dependence", "leverage_is", "imbalance_is_un"))]
)
def test_what_nobody_asked_is_held_against_nobody(content: Library, name: str) -> None:
    """The six questions ask for no map."""
    found = findings.find(plan.from_json(person({"ask": "A raise"})), content, "quick")
    assert name not in holding(found)


# The two numbers.

NUMBERS = [
    pytest.param([], None, None, "", id="nothing"),
    pytest.param([MINE], (8, 8), None, "", id="one side alone"),
    pytest.param([MINE, WHOLE], (8, 8), (8, 8), "even", id="even"),
    pytest.param([MINE, row("them", "some", "hardly")], (8, 8), (4, 4), "they", id="they are needed more"),
    pytest.param([row("me", "some", "hardly"), WHOLE], (4, 4), (8, 8), "you", id="you are needed more"),
    pytest.param([row("me", "much", "hardly"), row("me", "some", "hardly"), row("them", "vital", "nowhere")], (7, 7), (10, 10), "you", id="two add up"),
    pytest.param([row("me", "vital", "?"), row("me", "little", "easily"), row("them", "much", "hardly")], (1, 10), (6, 6), "", id="open both ways"),
    pytest.param([row("me", "little", "?"), row("me", "little", "easily"), row("them", "vital", "nowhere")], (1, 3), (10, 10), "you", id="open, and it turns nothing"),
    pytest.param([MINE, row("them", "vital", "nowhere"), row("", "vital", "nowhere")], (8, 10), (10, 10), "", id="whose need it is was not said"),
    pytest.param([row("me", "some", "effort"), row("them", "much", "effort")], (3, 3), (4, 4), "even", id="a gap of one is none"),
    pytest.param([row("me", "some", "effort"), row("them", "some", "nowhere")], (3, 3), (5, 5), "you", id="a gap of two is one"),
]  # fmt: skip


def reach(ends: tuple[int, int] | None) -> Reach | None:
    return None if ends is None else Reach(*ends)


@pytest.mark.parametrize(("rows", "mine", "theirs", "stronger"), NUMBERS)
def test_each_side_is_weighed_and_what_is_open_is_no_claim(
    content: Library, rows: list[Row], mine: tuple[int, int] | None, theirs: tuple[int, int] | None, stronger: str
) -> None:
    found = mapped(content, *rows)
    assert (found.mine.reach, found.theirs.reach, found.stronger) == (reach(mine), reach(theirs), stronger)


@pytest.mark.parametrize(("rows", "mine", "theirs", "stronger"), NUMBERS)
def test_the_map_says_who_is_stronger_where_the_losses_do_not(
    content: Library, rows: list[Row], mine: object, theirs: object, stronger: str
) -> None:
    power = {"you_hold_more_power", "you_need_them_more"}
    held = {"you": {"you_hold_more_power"}, "they": {"you_need_them_more"}}.get(stronger, set())
    assert holding(found_in(content, {"ties": rows})) & power == held
    for said in ("me", "them"):
        both = found_in(content, {"ties": rows}, quick={"who_needs_more": said})
        assert holding(both) & power == held
        only_said = {"you_said_they_need_you_more", "you_said_you_need_them_more"} & holding(both)
        assert bool(only_said) is (stronger == "")


LOSSES = {
    "role": "receive", "deal_worth": {"likely": "52,000"}, "their_alternative": "Wait", "their_cost": "500",
    "alternatives": [{"name": "Stay", "worth": {"likely": "20,000"}}],
}  # fmt: skip


def test_both_sides_losses_come_before_the_map_and_a_contradiction_is_told(content: Library) -> None:
    power = {"ties": [row("me", "some", "hardly"), WHOLE]}
    found = found_in(content, power, batna=LOSSES)
    assert holding(found) & {"you_hold_more_power", "you_need_them_more"} == {"you_need_them_more"}
    for asked in ("power", "batna", "quick"):
        assert "two different things about who is stronger" in reply_to(content, power, asked, batna=LOSSES)["markdown"]
    alike = {"ties": [MINE, row("them", "some", "hardly")]}
    assert "two different things" not in reply_to(content, alike, batna=LOSSES)["markdown"]


def test_the_reason_is_told_as_what_the_map_says(content: Library) -> None:
    said = reply_to(content, {"ties": [row("me", "some", "hardly"), WHOLE]})["markdown"]
    assert (
        "because they need this more than you do: your map says that they need you 8 of 10, and you them 4 of 10"
        in said.lower().replace("“", "")
    )


def test_a_guess_is_told_beside_the_numbers_that_it_moves(content: Library) -> None:
    """Before the steps and not among the assumptions, and only where the guess counts in a number."""
    said = "Some of this is your guess"
    guessed, unweighed = {**WHOLE, "evidence": "guess"}, row("them", "vital", evidence="guess")
    markdown = reply_to(content, {"ties": [MINE, guessed]})["markdown"]
    assert said in markdown.partition("## Do ")[0]
    for ties in ([MINE, WHOLE], [MINE, WHOLE, unweighed]):
        assert said not in reply_to(content, {"ties": ties})["markdown"]


@pytest.mark.parametrize("felt", ["weak", "rather_weak", "even", "rather_strong", "strong"])
@pytest.mark.parametrize(("stronger", "rows"), [(one.values[3], one.values[0]) for one in NUMBERS if one.values[3]])
def test_felt_and_believed_stand_beside_the_map(content: Library, felt: str, stronger: str, rows: list[Row]) -> None:
    size = {"weak": -1, "rather_weak": -1, "even": 0, "rather_strong": 1, "strong": 1}[felt]
    gap = size - {"you": 1, "even": 0, "they": -1}[str(stronger)]
    said = reply_to(content, {"ties": rows, "felt_power": felt, "they_believe": felt})["markdown"]
    for name in ("You feel", "They seem to think you"):
        assert (f"{name} stronger than your map shows." in said) is (gap > 0)
        assert (f"{name} weaker than your map shows." in said) is (gap < 0)
    held = holding(found_in(content, {"ties": rows, "felt_power": felt}))
    assert ("felt_power_is_above_the_numbers" in held, "felt_power_is_below_the_numbers" in held) == (gap > 0, gap < 0)


def test_without_a_map_no_feeling_is_called_wrong(content: Library) -> None:
    said = reply_to(content, {"ties": [MINE], "felt_power": "weak", "they_believe": "strong"})["markdown"]
    assert "than your map shows" not in said
    assert "Your map does not say yet who is stronger." in said


@pytest.mark.parametrize("safe", ["no", "unsure", "?"])
def test_who_is_not_safe_gets_no_map(content: Library, safe: str) -> None:
    reply = reply_to(content, {"ties": [MINE, WHOLE], "felt_power": "weak", "safe": safe})
    assert reply["verdict"]["kind"] == "unsafe"
    assert "Rotas" not in reply["markdown"] + reply["html"]


def test_where_there_are_numbers_the_verdict_is_about_the_offer(content: Library) -> None:
    power = {"ties": [MINE, WHOLE]}
    assert kind_of(found_in(content, power).standing) == "needs"
    assert kind_of(found_in(content, power, batna=LOSSES).standing) == "yes"
    assert kind_of(found_in(content, {}).standing) == "no-number"


def test_the_accounts_add_up_to_what_is_told(content: Library) -> None:
    found = mapped(
        content, row("me", "some", "hardly"), MINE, row("me", "little", "?"), row("them", "much", "effort"), WHOLE
    )
    for side in (found.mine, found.theirs):
        assert side.reach is not None
        assert (sum(side.steps), min(side.steps) >= 0) == (side.reach.least, True)


# Properties: drawn maps.

rated = st.builds(row, st.sampled_from(["me", "them"]), st.sampled_from(MUCH), st.sampled_from(ELSEWHERE))
any_row = st.builds(
    row, st.sampled_from(["me", "them", ""]), st.sampled_from([*MUCH, "", "?"]), st.sampled_from([*ELSEWHERE, "", "?"])
)
maps = st.one_of(st.lists(rated, max_size=6), st.lists(any_row, max_size=7))
STRENGTH = {"they": -1, "": 0, "even": 0, "you": 1}
TURNED = {"you": "they", "they": "you", "even": "even", "": ""}


@given(rows=maps)
def test_to_swap_the_two_sides_swaps_the_result(content: Library, rows: list[Row]) -> None:
    here = mapped(content, *rows)
    there = mapped(content, *({**one, "direction": OTHER.get(one["direction"], "")} for one in rows))
    assert (here.mine.reach, here.theirs.reach) == (there.theirs.reach, there.mine.reach)
    assert (here.stronger, here.mutual_level) == (TURNED[there.stronger], there.mutual_level)
    moved = [(move.operation, move.after.mine, move.after.theirs, move.gain) for move in here.moves]
    assert moved == [(move.operation, move.after.theirs, move.after.mine, move.gain) for move in there.moves]


@given(rows=st.lists(rated, max_size=6), more=st.sampled_from(MUCH), elsewhere=st.sampled_from(ELSEWHERE))
def test_a_further_need_of_theirs_never_makes_me_weaker(
    content: Library, rows: list[Row], more: str, elsewhere: str
) -> None:
    before, after = mapped(content, *rows), mapped(content, *rows, row("them", more, elsewhere))
    if before.stronger:
        assert STRENGTH[after.stronger] >= STRENGTH[before.stronger]
    assert after.mine.reach == before.mine.reach


@given(rows=st.lists(rated, min_size=1, max_size=6), data=st.data())
def test_a_need_of_theirs_that_grows_never_makes_me_weaker(
    content: Library, rows: list[Row], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(rows) - 1))
    chosen = rows[place]
    grown = {**chosen, "how_much": MUCH[min(MUCH.index(chosen["how_much"]) + 1, 3)],
             "elsewhere": ELSEWHERE[max(ELSEWHERE.index(chosen["elsewhere"]) - 1, 0)]}  # fmt: skip
    before, after = mapped(content, *rows), mapped(content, *rows[:place], grown, *rows[place + 1 :])
    change = STRENGTH[after.stronger] - STRENGTH[before.stronger]
    assert change >= 0 if chosen["direction"] == "them" else change <= 0


@given(rows=maps, blank=st.sampled_from([{}, {"need": " "}, row("", "", ""), {"need": "?"}]))
def test_a_blank_row_changes_nothing(content: Library, rows: list[Row], blank: Row) -> None:
    one, other = mapped(content, *rows), mapped(content, *rows, blank)
    assert (one.mine, one.theirs, one.stronger, one.moves) == (other.mine, other.theirs, other.stronger, other.moves)


@given(rows=maps, place=st.integers(0, 6), fill=st.tuples(st.sampled_from(MUCH), st.sampled_from(ELSEWHERE)))
def test_what_the_map_claims_stays_true_whatever_is_found_out(
    content: Library, rows: list[Row], place: int, fill: tuple[str, str]
) -> None:
    """Where the map calls a side the stronger one, no answer to an open question turns it."""
    before = mapped(content, *rows)
    known = [
        {**one, "direction": one["direction"] or ("me" if place % 2 else "them"),
         "how_much": one["how_much"].strip("?") or fill[0], "elsewhere": one["elsewhere"].strip("?") or fill[1]}
        for one in rows if any(one.values())
    ]  # fmt: skip
    after = mapped(content, *known)
    if before.stronger:
        assert after.stronger == before.stronger
    if before.mutual_level:
        assert after.mutual_level == before.mutual_level


@given(rows=maps)
def test_every_map_gets_a_page_that_claims_no_more(content: Library, rows: list[Row]) -> None:
    reply = reply_to(content, {"ties": rows})
    found = mapped(content, *rows)
    assert (found.stronger == "you") == ("They need you more, by your map." in reply["markdown"])
    assert ("What would change this" in reply["markdown"]) <= (found.stronger in ("you", "they"))
    assert len(set(reply["gaps"])) == len(reply["gaps"])
