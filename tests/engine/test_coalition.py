"""The worksheet on coalitions: who carries it, whom to ask, whether it holds, and what is never said of a group."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine import bridge, findings, plan
from playbook_engine.analysis.core import core
from playbook_engine.findings import Findings
from playbook_engine.library import Library
from playbook_engine.situations import SITUATIONS, holding
from playbook_engine.worksheets.coalition.findings import CoalitionFindings
from tests.people import person
from tests.plans import request

Row = dict[str, str]
ME = {"seat": "organise", "my_weight": "2", "my_alone": "1", "my_together": "20"}


def row(name: str, same: str = "yes", joined: str = "open", **more: str) -> Row:
    return {"name": name, "same_interest": same, "joined": joined, **more}


INES = row("Ines", joined="in", weight="3", alone="10", together="40")
TOM = row("Tom", "partly", weight="2", alone="5", together="20")
ADA = row("Ada", "partly", weight="1", alone="5", together="20")


def found_in(content: Library, coalition: Mapping[str, Any], **more: Mapping[str, Any]) -> Findings:
    return findings.find(plan.from_json(person(coalition, "coalition", **more)), content, "coalition")


def group(content: Library, *rows: Row, **answers: str) -> CoalitionFindings:
    finding = found_in(content, {**ME, "others": [*rows], **answers}).of("coalition")
    assert finding is not None
    assert isinstance(finding.results, CoalitionFindings)
    return finding.results


def reply_to(
    content: Library, coalition: Mapping[str, Any], asked: str = "coalition", **more: Mapping[str, Any]
) -> dict[str, Any]:
    bridge.use_library(content)
    reply: dict[str, Any] = json.loads(bridge.run(request(person(coalition, "coalition", **more), worksheet=asked)))
    assert reply["ok"], reply
    return reply


def names(found: CoalitionFindings) -> list[str | None]:
    return [one.answers.name for one in found.to_ask]


# Situations: each with a group in which it holds, and a near one in which it does not.
FACE = {"seat": "face", "others": [row("Ines", joined="", side_offer="yes")]}
BOTH = {**ME, "others": [INES, TOM], "needed": "4"}
DRAWN = {**INES, "side_offer": "yes", "side_worth": "45"}
CASES: dict[str, tuple[Mapping[str, Any], Mapping[str, Any]]] = {
    "acting_together_may_be_restricted": ({**BOTH, "allowed": "?"}, {**FACE, "allowed": "?"}),
    "you_made_one_of_them_an_offer": (FACE, {**FACE, "seat": "organise"}),
    "they_come_as_a_group": ({"seat": "face"}, {"seat": "?"}),
    "acting_together_costs_more_than_it_brings": ({**BOTH, "cost": "65"}, {**BOTH, "cost": "64"}),
    "a_member_has_a_side_offer": ({**BOTH, "others": [DRAWN]}, {**BOTH, "others": [{**DRAWN, "joined": "out"}]}),
    "you_do_better_without_it": ({**BOTH, "my_alone": "21"}, {**BOTH, "my_alone": "20"}),
    "no_share_keeps_them_all": ({**BOTH, "others": [DRAWN, TOM]}, {**BOTH, "others": [DRAWN, TOM], "needed": "6"}),
    "group_is_unstable": (
        {**BOTH, "others": [DRAWN, TOM], "needed": "6"},
        {**BOTH, "others": [{**DRAWN, "side_worth": "40"}, TOM], "needed": "6"},
    ),
    "some_will_not_act_together": (
        {"others": [{**INES, "not_with": "Oskar and TOM"}, TOM]},
        {"others": [{**INES, "not_with": "Oskar, Thomas"}, TOM]},
    ),
    "nobody_was_asked_yet": ({"others": [TOM, {**ADA, "joined": "?"}]}, {"others": [TOM, {**ADA, "joined": "out"}]}),
    "some_said_yes_and_others_were_not_asked": (
        {"others": [INES, TOM]},
        {"others": [{**INES, "not_with": "Tom"}, TOM]},
    ),
    "those_listed_are_not_enough": (
        {"others": [{**TOM, "joined": "out"}]},
        {"others": [{**TOM, "joined": "out"}, ADA]},
    ),
    "nobody_speaks_for_the_group": ({"speaker": "no"}, {"speaker": "no", "seat": "face"}),
    "a_member_can_stop_it": (
        {**BOTH, "needed": "6"},
        {**BOTH, "others": [INES, {**TOM, "joined": "in"}], "needed": "6"},
    ),
    "group_falls_short": ({**BOTH, "needed": "6"}, {**BOTH, "needed": "5"}),
    "group_can_carry_it": ({**BOTH, "needed": "5"}, {**BOTH, "needed": "5", "my_weight": "?"}),
    "members_want_different_things": ({"others": [TOM, ADA]}, {"others": [TOM, {**ADA, "joined": "out"}]}),
    "others_share_your_interest": ({"others": [TOM]}, {"others": [{**TOM, "joined": "out"}]}),
    "others_may_share_your_interest": ({"others": [row("Ines", "?")]}, {"others": [row("Ines", "?"), TOM]}),
    "nobody_is_listed": ({"seat": "organise"}, {"seat": "face"}),
    "gains_are_uncounted": ({"others": [{**INES, "alone": "?"}]}, {"others": [{**TOM, "alone": "?"}]}),
}


def test_every_situation_has_a_group_for_and_one_against() -> None:
    assert set(CASES) == {name for name, sheet in SITUATIONS.items() if sheet == "coalition"}


@pytest.mark.parametrize("name", CASES)
def test_a_situation_holds_in_one_group_and_not_in_the_other(content: Library, name: str) -> None:
    holds, holds_not = CASES[name]
    assert name in holding(found_in(content, holds))
    assert name not in holding(found_in(content, holds_not))


@pytest.mark.parametrize("allowed", ["no", "unsure"])
def test_who_may_not_act_together_is_led_to_no_agreement(content: Library, allowed: str) -> None:
    """The law comes first: nobody is named to ask, no voice and no split is worked on."""
    given_ = {**BOTH, "others": [DRAWN, TOM, ADA], "speaker": "no", "allowed": allowed, "cost": "9"}
    found = found_in(content, given_)
    own = set(CASES) & set(holding(found))
    assert own == {"acting_together_may_be_restricted"}
    said = reply_to(content, given_)["markdown"]
    assert "Whom to ask" not in said
    assert ("needed: " in said or "| Who |" in said) is (allowed == "unsure")


def test_a_blank_is_no_claim(content: Library) -> None:
    """Two bare names: nobody is said to want the same, to count, or to be allowed anything."""
    found = found_in(content, {"seat": "organise", "others": [{"name": "Ines"}, {"name": "Tom"}]})
    assert set(CASES) & set(holding(found)) == {"others_may_share_your_interest"}
    said = reply_to(content, {"seat": "organise", "others": [{"name": "Ines"}, {"name": "Tom"}]})["markdown"]
    assert said.startswith("# Find out who wants the same.\n\nBegin with any of them, such as Ines.")
    assert "in this order" not in said


def test_what_nobody_asked_is_held_against_nobody(content: Library) -> None:
    found = findings.find(plan.from_json(person({"ask": "A raise"})), content, "quick")
    assert not set(CASES) & set(holding(found))


# Whom to ask, and who can carry or stop it.

ORDERS = [
    pytest.param([row("A", "partly"), row("B", ""), row("C")], {}, ["C", "A", "B"], id="who wants the same comes first"),
    pytest.param([row("A", weight="1"), row("B", "partly", weight="5")], {"needed": "7"}, ["B", "A"], id="who decides more often comes first"),
    pytest.param([row("A", "no"), row("B", joined="out"), row("C", joined="in"), row("D")], {}, ["D"], id="who is in, or wants something else, is not asked"),
    pytest.param([row("A", weight="5", not_with="b"), row("B", joined="in", weight="3"), row("C", "partly", weight="3")], {"needed": "8"}, ["C", "A"], id="who will not act with somebody who is in comes last"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "answers", "order"), ORDERS)
def test_whom_to_ask(content: Library, rows: list[Row], answers: dict[str, str], order: list[str]) -> None:
    assert names(group(content, *rows, **answers)) == order


def test_who_can_stop_it_and_who_changes_nothing(content: Library) -> None:
    held = group(content, row("A", weight="6"), row("B", weight="3"), row("C", weight="1"), needed="9").votes
    assert held is not None
    assert [one.answers.name for one in held.needed_by_all] == ["A"]
    assert [one.answers.name for one in held.without_weight] == []
    assert [[one.key for one in found] for found in held.smallest] == [["0", "1"], ["you", "0", "2"]]


def test_a_group_that_one_faces_is_weighed_without_the_person(content: Library) -> None:
    found = group(content, row("A", weight="3"), row("B", weight="1"), seat="face", needed="3", my_weight="50")
    assert found.votes is not None
    assert (found.votes.total, found.gains, found.leaving) == (Fraction(4), None, None)


@pytest.mark.parametrize("needed", ["0", "-3", "?", "100"])
def test_what_is_needed_may_be_odd(content: Library, needed: str) -> None:
    found = group(content, INES, TOM, needed=needed)
    assert found.votes is None or not found.votes.can_carry
    said = reply_to(content, {**BOTH, "needed": needed})["markdown"]
    assert ("| Who |" in said) is (needed == "100")
    assert ("Not even all of you are enough." in said) is (needed == "100")


ASKED = [
    pytest.param([row("Ines", joined="in"), row("Tom")], "Ask Tom next.", "list-who-shares-your-problem/ask-for-something-small", id="one is in, and one was not asked"),
    pytest.param([row("Ines"), row("Tom", "")], "Ask Ines first.", "list-who-shares-your-problem/ask-the-first-one", id="nobody was asked"),
    pytest.param([row("Ines", joined="out"), row("Tom", "no")], "Nobody on your list is left to act with.", "list-who-shares-your-problem/write-three-names", id="nobody is left"),
    pytest.param([row("Ines", joined="in", not_with="Tom"), row("Tom")], "Tom and Ines will not act together, so these would be two groups.", "agree-on-one-voice-and-one-floor/plan-two-groups", id="who is left will not act with who is in"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "said", "step"), ASKED)
def test_names_alone_say_whom_to_ask_and_give_a_step(content: Library, rows: list[Row], said: str, step: str) -> None:
    reply = reply_to(content, {"seat": "organise", "others": rows})
    assert said in reply["markdown"]
    assert reply["now"][0] == step
    asked = [one for one in (*reply["now"], *reply["later"]) if one.startswith("list-who") and "/ask-" in one]
    assert asked == ([step] if "/ask-" in step else [])


def test_not_even_all_of_them_asks_for_more_names(content: Library) -> None:
    """Nobody is told that there are some already where the person is alone, nor to ask on where all would be too few."""
    alone = reply_to(content, {**ME, "needed": "4", "others": [row("Ines", weight="3"), row("Tom", weight="2")]})
    assert "There are some of us already" not in alone["markdown"]
    never = reply_to(content, {**BOTH, "needed": "100"})
    assert "list-who-shares-your-problem/write-three-names" in never["now"]
    assert "Ask “Tom” next" not in never["markdown"]


def test_what_comes_first_where_the_group_does_not_pay(content: Library) -> None:
    assert (
        reply_to(content, {**BOTH, "my_alone": "40"})["now"][0] == "test-whether-the-group-will-hold/say-what-keeps-you"
    )
    dear = reply_to(content, {**BOTH, "cost": "90", "speaker": "no"})
    assert dear["now"][0] == "compare-alone-with-together/shrink-to-what-pays"
    assert "tell the other side who they are" not in dear["markdown"]


def test_nobody_is_shown_a_line_that_has_no_amounts(content: Library) -> None:
    bare = reply_to(content, {"seat": "organise", "others": [row("Ines", joined="in"), row("Tom", joined="in")]})
    assert "Show each member their own line" not in bare["markdown"]
    assert "Show each member their own line" in reply_to(content, {**BOTH, "needed": "5"})["markdown"]


def test_who_faces_a_group_is_not_asked_whether_it_may(content: Library) -> None:
    assert "allowed" not in reply_to(content, {"seat": "face"})["gaps"]
    assert "allowed" in reply_to(content, {"seat": "organise"})["gaps"]


# Whether it holds.

SPLITS = [
    pytest.param([INES, TOM], {}, [], (20, 40, 20), id="nobody does better outside"),
    pytest.param([{**INES, "side_offer": "yes", "side_worth": "46"}, TOM], {}, [("0",)], (Fraction(20) - Fraction(19 * 6, 34), 46, Fraction(20) - Fraction(15 * 6, 34)), id="the others make up for it"),
    pytest.param([{**INES, "side_offer": "yes", "side_worth": "80"}, TOM], {}, [("0",)], None, id="not even all they gain is enough"),
    pytest.param([{**INES, "weight": "0", "side_offer": "yes", "side_worth": "46"}, TOM], {"needed": "4"}, [("0",)], None, id="the others are enough without it"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "answers", "leaving", "split"), SPLITS)
def test_whether_a_group_holds(
    content: Library,
    rows: list[Row],
    answers: dict[str, str],
    leaving: list[tuple[str, ...]],
    split: tuple[Fraction, ...] | None,
) -> None:
    held = group(content, *rows, **answers).gains
    assert held is not None
    assert [tuple(one.key for one in found.members) for found in held.better_without[:1]] == leaving
    assert held.split == split


@pytest.mark.parametrize("blank", ["alone", "together", "side_worth"])
def test_without_an_amount_nobody_is_told_that_it_holds(content: Library, blank: str) -> None:
    """One whose offer has no number is still told where what they get alone is more than what they get in the group."""
    rows = [{**DRAWN, blank: "?"}, TOM]
    assert group(content, *rows).gains is None
    said = reply_to(content, {**BOTH, "others": rows})["markdown"]
    assert "Nobody gets more outside it" not in said
    assert ("group_is_unstable" in holding(found_in(content, {**BOTH, "others": rows}))) is (blank == "alone")


def test_a_group_that_cannot_form_is_not_called_stable(content: Library) -> None:
    assert group(content, {**INES, "not_with": "Tom"}, TOM).gains is None
    assert group(content, INES, TOM, needed="100").gains is None


amounts = st.integers(0, 12).map(str)
members = st.builds(
    lambda weight, alone, together, side: row(
        "", joined="in", weight=weight, alone=alone, together=together, side_offer="yes" if side else "no", side_worth=side
    ),
    amounts, amounts, amounts, st.one_of(st.just(""), amounts),
)  # fmt: skip


@given(rows=st.lists(members, min_size=1, max_size=4), needed=st.integers(1, 20), cost=amounts)
def test_a_split_stands_exactly_where_there_is_a_core(
    content: Library, rows: list[Row], needed: int, cost: str
) -> None:
    held = group(content, *rows, needed=str(needed), cost=cost).gains
    if held is None:
        return
    assert (held.split is None) is core(held.game).is_empty
    if held.split is not None:
        assert sum(held.split) == held.all_told
        worth = dict(zip((one.key for one in held.members), held.split, strict=True))
        for size in range(1, len(worth) + 1):
            for some in combinations(worth, size):
                mask = sum(1 << held.game.players.index(key) for key in some)
                assert sum(worth[key] for key in some) >= held.game.values[mask]


any_row = st.builds(
    lambda **answers: answers,
    name=st.sampled_from(["", "Ines", "Tom", "<i>x</i>"]), same_interest=st.sampled_from(["", "yes", "partly", "no"]),
    joined=st.sampled_from(["", "in", "open", "out"]), side_offer=st.sampled_from(["", "yes", "no"]),
    weight=st.sampled_from(["", "?", "0", "1", "7", "2.5"]), alone=st.sampled_from(["", "0", "-3", "8"]),
    together=st.sampled_from(["", "0", "9"]), side_worth=st.sampled_from(["", "12"]), not_with=st.sampled_from(["", "tom", "Ines, x"]),
)  # fmt: skip
SOLE = st.fixed_dictionaries(
    {
        "seat": st.sampled_from(["", "organise", "face"]), "allowed": st.sampled_from(["", "yes", "no", "unsure"]),
        "needed": st.sampled_from(["", "1", "8", "40"]), "my_weight": st.sampled_from(["", "0", "3"]),
        "my_alone": st.sampled_from(["", "2"]), "my_together": st.sampled_from(["", "1", "9"]), "cost": st.sampled_from(["", "0", "5"]),
        "speaker": st.sampled_from(["", "yes", "no"]),
    }
)  # fmt: skip


@given(rows=st.lists(any_row, max_size=5), answers=SOLE)
def test_every_group_gets_a_page(content: Library, rows: list[Row], answers: dict[str, str]) -> None:
    """No set of answers stops the page, and who faces a group reads nothing on how to bring one together."""
    reply = reply_to(content, {**answers, "others": rows})
    assert len(set(reply["gaps"])) == len(reply["gaps"])
    if answers["seat"] == "face" or answers["allowed"] == "no":
        assert "Whom to ask" not in reply["markdown"]
