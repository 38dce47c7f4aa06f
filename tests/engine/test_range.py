"""The worksheet on the range: what it says of an opening and its steps, from either seat, and what it never says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction as F
from itertools import pairwise
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
from playbook_engine.worksheets.range.findings import RangeFindings
from playbook_engine.worksheets.range.placeholders import PLACEHOLDERS as FILLS
from tests.canaries import SHARE_FORMATS
from tests.people import person
from tests.plans import request

Row = dict[str, str]


def row(got: object, **more: str) -> Row:
    return {"got": str(got), **more}


def found_in(content: Library, answers: Mapping[str, Any], **more: Mapping[str, Any]) -> Findings:
    return findings.find(plan.from_json(person(answers, "range", **more)), content, "range")


def ranged(content: Library, answers: Mapping[str, Any], **more: Mapping[str, Any]) -> RangeFindings:
    finding = found_in(content, answers, **more).of("range")
    assert finding is not None
    assert isinstance(finding.results, RangeFindings)
    return finding.results


def reply_to(
    content: Library, answers: Mapping[str, Any], asked: str = "range", **more: Mapping[str, Any]
) -> dict[str, Any]:
    bridge.use_library(content)
    reply: dict[str, Any] = json.loads(bridge.run(request(person(answers, "range", **more), worksheet=asked)))
    assert reply["ok"], reply
    return reply


PAID = {"role": "receive", "amounts_are_for": "year", "reservation": "50,000", "target": "58,000"}
THREE = [row("56,000", source="Mara"), row("57,500", source="The posting"), row("60,000", source="Jon")]
WHOLE = {**PAID, "comparables": THREE}
FOUR_AND_ONE = [row(n, source=f"Deal {n}") for n in (70_000, 72_000, 75_000, 78_000, 140_000)]
WIDE = {"low": "45,000", "high": "54,000"}

# Situations: each with answers in which it holds, and near ones in which it does not.
CASES: dict[str, tuple[Mapping[str, Any], Mapping[str, Any]]] = {
    "ranges_may_not_meet": ({**PAID, "their_limit": WIDE}, {**PAID, "their_limit": {"low": "45,000", "high": "56,000"}}),
    "others_got_less_than_your_limit": (
        {**PAID, "target": "", "comparables": [row("48,000"), row("50,000")]},
        {**PAID, "target": "", "comparables": [row("48,000"), row("50,001")]},
    ),
    "comparables_are_missing": ({"comparables": [{"source": "Mara"}]}, {"comparables": [row("5")]}),
    "comparables_are_few": ({"comparables": THREE[:2]}, {"comparables": THREE}),
    "comparables_are_ready": ({"comparables": THREE}, {"comparables": [*THREE[:2], row("60,000")]}),
    "a_comparable_is_out_of_line": ({"comparables": FOUR_AND_ONE}, {"comparables": FOUR_AND_ONE[:4]}),
    "target_is_below_comparables": ({**WHOLE, "target": "57,499"}, {**WHOLE, "target": "57,500"}),
    "target_is_beyond_comparables": ({**WHOLE, "target": "60,001"}, {**WHOLE, "target": "60,000"}),
    "opening_is_ready": (WHOLE, {**WHOLE, "role": ""}),
    "steps_are_ready": (WHOLE, {**WHOLE, "reservation": "?"}),
    "their_limit_is_unguessed": ({}, {"their_limit": {"likely": "5"}}),
    "their_limit_is_one_number": ({"their_limit": {"likely": "5"}}, {"their_limit": {"low": "4", "high": "5"}}),
    "they_named_a_number_first": ({"first_number": "they"}, {"their_number": "5"}),
    "you_named_a_number_first": ({"first_number": "me"}, {"first_number": "nobody"}),
    "no_number_is_on_the_table": ({"first_number": "nobody"}, {}),
    "they_know_more_than_you": ({"who_knows": "they"}, {"who_knows": "nobody"}),
    "you_know_the_market": ({"who_knows": "both", "comparables": THREE}, {"who_knows": "both", "comparables": THREE[:2]}),
    "nobody_knows_the_market": ({"who_knows": "nobody"}, {"who_knows": "?"}),
    "they_may_leave_over_a_number": ({"may_leave": "likely"}, {"may_leave": "perhaps"}),
    "several_issues_are_open": ({"issues_open": "several"}, {"issues_open": "one"}),
    "only_one_issue_is_open": ({"issues_open": "one"}, {"issues_open": "?"}),
    "standards_are_missing": ({"standards": [{"what": " "}]}, {"standards": [{"kind": "rule"}]}),
    "no_standard_is_shared": (
        {"standards": [{"accepted": "no"}, {"accepted": "open"}]}, {"standards": [{"accepted": "no"}, {"what": "A table"}]}
    ),
    "proposal_starts_with_a_demand": ({"starts_with": "demand"}, {"starts_with": "unwritten"}),
    "you_are_sure_you_are_right": ({"sure": "yes"}, {"sure": "no"}),
}  # fmt: skip


def test_every_situation_has_answers_for_and_against_it() -> None:
    assert set(CASES) == {name for name, worksheet in SITUATIONS.items() if worksheet == "range"}


@pytest.mark.parametrize("name", CASES)
def test_it_holds_here_and_not_there(content: Library, name: str) -> None:
    here, there = (name in holding(found_in(content, answers)) for answers in CASES[name])
    assert (here, there) == (True, False)


def test_a_blank_claims_nothing_but_what_was_asked_and_not_answered(content: Library) -> None:
    """The six questions ask for no comparable: nothing of this worksheet holds there."""
    own = set(CASES)
    assert holding(found_in(content, {})) & own == {
        "comparables_are_missing", "their_limit_is_unguessed", "standards_are_missing",
    }  # fmt: skip
    elsewhere = findings.find(plan.from_json(person({"ask": "A raise", "target": "5"})), content, "quick")
    assert not holding(elsewhere) & own


def filled(content: Library, name: str, answers: Mapping[str, Any]) -> str:
    fill = FILLS[name](ranged(content, answers))
    return "" if fill is None else Words(content, "auto", "")._show(fill, lambda _: None)


FILLED: dict[str, tuple[Mapping[str, Any], str]] = {
    "opening": (WHOLE, "59,000 a year"),
    "first_step": (WHOLE, "56,500 a year"),
    "second_step": (WHOLE, "54,900 a year"),
    "last_offer": (WHOLE, "53,600 a year"),
    "comparable_count": ({"comparables": THREE[:1]}, "one comparable"),
    "comparables_middle": (WHOLE, "57,500 a year"),
    "comparables_best": (WHOLE, "60,000 a year"),
    "a_comparable": (WHOLE, "“Mara”"),
    "outlier": ({"comparables": FOUR_AND_ONE}, "“Deal 140000”"),
    "chance_of_meeting": ({**PAID, "their_limit": {"low": "45,000", "high": "55,000"}}, "50 percent"),
    "their_limit_low": ({"their_limit": WIDE}, "45,000"),
    "their_limit_high": ({"their_limit": WIDE}, "54,000"),
    "their_number": ({"first_number": "they", "their_number": "52,000"}, "52,000"),
    "a_standard": ({"standards": [{"what": "Mine", "accepted": "no"}, {"what": "A table", "accepted": "yes"}]}, "“A table”"),
}  # fmt: skip


@pytest.mark.parametrize("name", [name for name, sheet in PLACEHOLDERS.items() if sheet == "range"])
def test_every_placeholder_is_filled_and_a_blank_fills_none(content: Library, name: str) -> None:
    answers, said = FILLED[name]
    assert filled(content, name, answers) == said
    assert filled(content, name, {}) == ""


# The opening and the steps.

STEPS = [
    pytest.param(WHOLE, "59,000", ("56,500", "54,900", "53,600"), id="paid"),
    pytest.param({**WHOLE, "may_leave": "hardly"}, "59,600", ("56,900", "55,300", "53,900"), id="they would hardly leave"),
    pytest.param({**WHOLE, "may_leave": "likely"}, "58,400", ("56,000", "54,600", "53,400"), id="they may well leave"),
    pytest.param({**WHOLE, "their_limit": {"low": "50,000", "high": "57,000"}}, "58,000", ("55,700", "54,400", "53,200"), id="the target is out of reach"),
    pytest.param({**WHOLE, "may_leave": "hardly", "their_limit": {"low": "50,000", "high": "57,000"}}, "58,000", ("55,700", "54,400", "53,200"), id="the higher of the two chances counts"),
    pytest.param({**WHOLE, "first_number": "they", "their_number": "55,000"}, "59,000", ("57,100", "56,000", "55,000"), id="no step is worse than their number"),
    pytest.param({**WHOLE, "first_number": "me", "my_number": "60,000"}, None, ("57,200", "55,500", "54,000"), id="I have named a number"),
    pytest.param({**WHOLE, "first_number": "me"}, None, (), id="I have, and did not say which"),
    pytest.param({**WHOLE, "reservation": ""}, "59,000", (), id="no limit"),
    pytest.param({**WHOLE, "role": ""}, None, (), id="nobody said who pays"),
    pytest.param({**WHOLE, "target": "61,000"}, None, (), id="a target beyond what others got"),
    pytest.param({**PAID, "comparables": [row("60,000", alike="rough"), *THREE[:2]]}, None, (), id="a rough one carries nothing beside two near ones"),
    pytest.param({**PAID, "comparables": [row("60,000", age="older"), THREE[0]]}, "59,000", ("56,500", "54,900", "53,600"), id="an old one does, where only one is near"),
]  # fmt: skip


@pytest.mark.parametrize(("answers", "opening", "steps"), STEPS)
def test_one_opening_and_its_steps(
    content: Library, answers: Mapping[str, Any], opening: str | None, steps: tuple[str, ...]
) -> None:
    found = ranged(content, answers)
    say = Words(content, "auto", "").amount
    told = None if found.opening is None else say(found.opening)
    assert (told, tuple(say(step) for step in found.steps)) == (opening, steps)


def test_the_result_opens_with_the_opening_and_says_it_first(content: Library) -> None:
    """One number to open with: the target is not asked for beside it."""
    reply = reply_to(content, WHOLE)
    assert reply["verdict"]["head"] == "Open at 59,000 a year."
    assert "settle at 58,000" not in reply["markdown"]
    elsewhere = reply_to(content, WHOLE, "quick", quick={"ask": "A raise"})["markdown"]
    assert "59,000 a year" in elsewhere


def test_who_has_named_a_number_is_not_told_to_open(content: Library) -> None:
    said = reply_to(content, {**WHOLE, "first_number": "me", "my_number": "60,000"})["markdown"]
    assert "Open at" not in said
    assert "Say this first" not in said


def test_where_they_know_more_the_opening_is_an_answer(content: Library) -> None:
    """Nobody is told to name a number first and to hear theirs first."""
    known = {**WHOLE, "comparables": THREE[1:], "who_knows": "they"}
    said = reply_to(content, known)["markdown"]
    assert "Once they have named a number, answer with 59,000 a year." in said
    assert "Open at" not in said
    assert "Say this first" not in said
    assert "opening_is_ready" not in holding(found_in(content, known))
    assert "Open at" in reply_to(content, {**known, "first_number": "they", "their_number": "52,000"})["markdown"]


def test_one_comparable_carries_with_a_word_that_it_is_one(content: Library) -> None:
    said = reply_to(content, {**PAID, "comparables": THREE[2:]})["markdown"]
    assert "It rests on one comparable alone, “Jon”." in said


def test_what_an_odd_one_out_does_to_the_range_is_told(content: Library) -> None:
    said = reply_to(content, {**PAID, "target": "74,000", "comparables": FOUR_AND_ONE})["markdown"]
    assert "“Deal 140000” is far out of line with the others." in said
    assert "With it, others got from 70,000 to 140,000. Without it, from 70,000 to 78,000." in said


@pytest.mark.parametrize("safe", ["no", "unsure", "?"])
def test_who_is_not_safe_gets_no_opening(content: Library, safe: str) -> None:
    reply = reply_to(content, {**WHOLE, "safe": safe})
    assert "Open at" not in reply["markdown"]
    assert "Mara" not in reply["html"]


def test_the_limit_comes_from_the_alternatives_where_they_are_known(content: Library) -> None:
    """A course that may fail is worth less than it says, and the steps keep clear of what is left of it."""
    batna = {
        "alternatives": [
            {"name": "The clinic", "worth": {"likely": "55,000"}, "works_out": "60%", "otherwise": "50,000"}
        ]
    }
    found = ranged(content, {**WHOLE, "reservation": ""}, batna=batna)
    assert found.limit == F(53_000)
    assert found.steps[-1] > 53_000


@pytest.mark.parametrize("format_", SHARE_FORMATS)
def test_limit_guess_and_steps_never_reach_the_other_side(content: Library, format_: str) -> None:
    """The target and its reason may, and a reason that holds the guess is warned of."""
    bridge.use_library(content)
    guess = {"low": "51,300", "likely": "57,700", "high": "62,400"}
    known = {**WHOLE, "reservation": "50,700", "target_reason": "Others got 57,700", "their_limit": guess}
    asked = request(person(known, "range"), do="export", format=format_)
    reply: dict[str, Any] = json.loads(bridge.run(asked))
    assert reply["ok"], reply
    assert [line["path"] for line in reply["lines"]] == ["quick.target", "quick.target_reason"]
    assert [bool(line["warning"]) for line in reply["lines"]] == [False, True]
    found = ranged(content, known)
    kept = [50_700, 51_300, 57_700, 62_400, *(round(step) for step in found.steps)]
    assert len(found.steps) == 3
    assert [number for number in kept if f"{number:,}" in reply["text"]] == []


# Properties.

amounts = st.integers(50, 150)
roles = st.sampled_from(["receive", "pay"])
rows = st.lists(
    st.builds(
        row, amounts, age=st.sampled_from(["", "year", "recent", "older", "?"]), alike=st.sampled_from(["", "close", "rough", "?"])
    ),
    max_size=6,
)  # fmt: skip
given_ = st.fixed_dictionaries(
    {},
    optional={
        "role": st.sampled_from(["receive", "pay", "", "?"]), "reservation": amounts.map(str), "target": amounts.map(str),
        "comparables": rows, "may_leave": st.sampled_from(["hardly", "perhaps", "likely", "?"]),
        "first_number": st.sampled_from(["nobody", "me", "they", "?"]), "their_number": amounts.map(str), "my_number": amounts.map(str),
        "their_limit": st.tuples(amounts, amounts).map(lambda ends: {"low": str(min(ends)), "high": str(max(ends))}),
        "who_knows": st.sampled_from(["me", "both", "they", "nobody", "?"]), "issues_open": st.sampled_from(["one", "several", "?"]),
    },
)  # fmt: skip


@given(answers=given_)
def test_no_opening_and_no_step_crosses_a_line(content: Library, answers: dict[str, Any]) -> None:
    found = ranged(content, answers)
    sign = -1 if found.role == "buyer" else 1
    if found.opening is not None:
        best = max(sign * one.answers.got for one in found.carrying if one.answers.got is not None)
        assert sign * found.opening <= best
        for line in (found.limit, found.offer):
            assert line is None or sign * found.opening > sign * line
        assert found.answers.target is None or sign * found.opening >= sign * found.answers.target
    assert not found.steps or found.start is not None
    if found.steps and found.start is not None and found.limit is not None:
        offers = [sign * one for one in (found.start, *found.steps)]
        assert all(after < before for before, after in pairwise(offers))
        assert offers[-1] > sign * found.limit


@given(answers=given_, role=roles, place=st.integers(0, 5), more=st.integers(0, 60))
def test_a_better_comparable_never_lowers_the_range(
    content: Library, answers: dict[str, Any], role: str, place: int, more: int
) -> None:
    known = {**answers, "role": role}
    sign = -1 if role == "pay" else 1
    listed = [dict(one) for one in known.get("comparables", [])]
    better = [{**one, "got": str(int(one["got"]) + sign * more * (n == place))} for n, one in enumerate(listed)]
    before, after = ranged(content, known), ranged(content, {**known, "comparables": better})
    for one, other in ((before.middle, after.middle), (before.best, after.best), (before.opening, after.opening)):
        if one is not None and other is not None:
            assert sign * other >= sign * one
    if before.opening is not None:
        assert after.opening is not None


@given(answers=given_)
def test_every_set_of_answers_gets_a_page_that_claims_no_more(content: Library, answers: dict[str, Any]) -> None:
    reply = reply_to(content, answers)
    found = ranged(content, answers)
    assert ("\nOpen at " in reply["markdown"]) == (found.opening is not None)
    assert ("## What is missing" in reply["markdown"]) == bool(reply["gaps"])
    assert len(set(reply["gaps"])) == len(reply["gaps"])


@given(answers=given_, blank=st.sampled_from([{}, {"got": " "}, {"source": "", "age": ""}]))
def test_a_blank_row_changes_nothing(content: Library, answers: dict[str, Any], blank: Row) -> None:
    one = ranged(content, answers)
    other = ranged(content, {**answers, "comparables": [*answers.get("comparables", []), blank]})
    assert (one.opening, one.steps, one.middle, one.best) == (other.opening, other.steps, other.middle, other.best)


@given(answers=given_, said=st.sampled_from(["hardly", "perhaps"]))
def test_a_likelier_walk_out_never_raises_the_opening(content: Library, answers: dict[str, Any], said: str) -> None:
    sign = -1 if answers.get("role") == "pay" else 1
    low, high = (ranged(content, {**answers, "may_leave": one}).opening for one in (said, "likely"))
    if high is not None:
        assert low is not None
        assert sign * high <= sign * low


NUMBERS = ("reservation", "target", "their_number", "my_number")
MIRROR = 200


@given(answers=given_, role=roles)
def test_the_other_seat_gets_the_mirror_image(content: Library, answers: dict[str, Any], role: str) -> None:
    """Every amount reflected at 100, and the seats exchanged: the exact opening is reflected too."""
    other = {"receive": "pay", "pay": "receive"}
    here = {**answers, "role": role}
    there = {**here, "role": other[role]} | {name: str(MIRROR - int(here[name])) for name in NUMBERS if name in here}
    there["comparables"] = [{**one, "got": str(MIRROR - int(one["got"]))} for one in here.get("comparables", [])]
    if "their_limit" in here:
        low, high = here["their_limit"]["low"], here["their_limit"]["high"]
        there["their_limit"] = {"low": str(MIRROR - int(high)), "high": str(MIRROR - int(low))}
    one, two = ranged(content, here), ranged(content, there)
    assert (one.plan.reason, one.chance) == (two.plan.reason, two.chance)
    assert (one.plan.opening is None) == (two.plan.opening is None)
    if one.plan.opening is not None and two.plan.opening is not None:
        assert one.plan.opening + two.plan.opening == MIRROR
