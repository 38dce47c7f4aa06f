"""checklist: which steps, in which order, for which reason; and that one answer changes only what it should."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine import checklist, findings
from playbook_engine import plan as plans_of
from playbook_engine.checklist import Checklist
from playbook_engine.fields import days
from playbook_engine.findings import Findings
from playbook_engine.library import STAGES, Library, Play, Stage, Step
from playbook_engine.situations import NUMBERLESS, SITUATIONS, holding, holds, names
from playbook_engine.worksheet import locate
from tests import negotiations
from tests.cases_file import CASES, read_case
from tests.engine import test_coalition, test_fairness, test_range, test_review, test_time, test_trades
from tests.negotiations import NEGOTIATIONS
from tests.people import NURSE
from tests.plans import TODAY, WORKSHEETS, Plan, changed, sheet_of
from tests.random_plans import random_plan

Find = Callable[[Plan], Findings]
rngs = st.integers(0, 2**32).map(random.Random)


def play(slug: str, stage: Stage, when: list[str], *steps: tuple[str, str]) -> Play:
    made = tuple(Step(name, f"Do {name}", tuple(part for part in cond.split(", ") if part)) for name, cond in steps)
    return Play(
        slug,
        slug.title(),
        f"plays/{slug}/",
        "batna",
        stage,
        "both",
        tuple(when),
        5,
        "mixed",
        (),
        (),
        (),
        "2026-11",
        made,
    )


def library_of(content: Library, *plays: Play) -> Library:
    return Library(content.worksheets, plays, content.situations, content.placeholders, content.messages)


def build(findings_of: Find, library: Library, plan: Plan, **talk: Any) -> Checklist:
    """The checklist of a plan, whose talk may be said to be today, or not safe."""
    found = findings_of(plan)
    return checklist.build(found, library, replace(found.standing, **talk), "batna")


def test_stages_in_order_and_within_one_the_most_urgent_situation_first(findings_of: Find, content: Library) -> None:
    plays = [
        play("late", "close", ["target_is_missing"], ("a", "")),
        play("less", "prepare", ["their_alternative_is_unknown"], ("a", "")),
        play(
            "more",
            "prepare",
            ["alternatives_are_few"],
            ("a", ""),
            ("b", "you_pay_money"),
            ("c", "not you_receive_money"),
        ),
        play("unfit", "open", ["no_alternatives_listed"], ("a", "")),
    ]
    found = build(findings_of, library_of(content, *plays), negotiations.court())
    assert [item.id for item in found.now] == ["more/a", "less/a", "more/b"]
    assert [(stage, [item.id for item in items]) for stage, items in found.later] == [
        ("prepare", ["more/c"]),
        ("close", ["late/a"]),
    ]


def test_the_reason_is_the_steps_own_then_the_plays_and_background_only_where_nothing_else_is(
    findings_of: Find, content: Library
) -> None:
    plays = [
        play("one", "prepare", ["alternatives_are_few", "not no_alternatives_listed"],
             ("own", "target_is_missing"), ("general", ""), ("background", "you_pay_money")),
        play("two", "close", ["you_pay_money"], ("only", "")),
    ]  # fmt: skip
    found = build(findings_of, library_of(content, *plays), negotiations.court())
    assert {item.id: item.situations for item in found.steps} == {
        "one/own": ("target_is_missing",),
        "one/general": ("alternatives_are_few",),
        "one/background": ("alternatives_are_few",),
        "two/only": ("you_pay_money",),
    }
    assert all(item.reasons == tuple(content.situations[name] for name in item.situations) for item in found.steps)


def test_a_page_of_steps_the_first_of_every_play_before_the_second_of_any(findings_of: Find, content: Library) -> None:
    count = checklist.STEPS_LIMIT + 2
    plays = [play(f"p{n:02}", "prepare", ["target_is_missing"], ("first", ""), ("second", "")) for n in range(count)]
    found = build(findings_of, library_of(content, *plays), negotiations.court())
    assert len(found.steps) == checklist.STEPS_LIMIT
    assert {item.anchor for item in found.steps} == {"first"}
    assert [play.slug for play in found.further] == [f"p{count - 2:02}", f"p{count - 1:02}"]


def test_at_most_three_come_now_each_with_a_reason_of_its_own(findings_of: Find, content: Library) -> None:
    plays = [
        play("one", "prepare", ["target_is_missing"], ("a", ""), ("b", "")),
        play("two", "prepare", ["alternatives_are_few"], ("a", "")),
        play("three", "open", ["their_alternative_is_unknown"], ("a", "")),
        play("four", "prepare", ["reservation_value_is_known"], ("a", "")),
    ]
    found = build(findings_of, library_of(content, *plays), negotiations.court())
    assert [item.id for item in found.now] == ["two/a", "one/a", "three/a"]
    assert [item.id for _, items in found.later for item in items] == ["one/b", "four/a"]


def test_steps_with_one_reason_do_not_stand_side_by_side_even_where_there_is_no_other(
    findings_of: Find, content: Library
) -> None:
    plays = [play("one", "prepare", ["target_is_missing"], ("a", ""), ("b", ""), ("c", ""))]
    found = build(findings_of, library_of(content, *plays), negotiations.court())
    assert [item.id for item in found.now] == ["one/a"]
    assert [item.id for _, items in found.later for item in items] == ["one/b", "one/c"]


def test_of_two_plays_that_are_as_urgent_the_one_with_a_line_to_say_comes_first(
    findings_of: Find, content: Library
) -> None:
    silent = play("a-silent", "prepare", ["target_is_missing"], ("a", ""))
    spoken = play("b-spoken", "prepare", ["target_is_missing"], ("a", ""))
    spoken = replace(spoken, steps=(replace(spoken.steps[0], say='"I would like to talk."'),))
    found = build(findings_of, library_of(content, silent, spoken), negotiations.court())
    assert [item.id for item in found.now] == ["b-spoken/a"]
    found = build(findings_of, library_of(content, silent, replace(spoken, steps=silent.steps)), negotiations.court())
    assert [item.id for item in found.now] == ["a-silent/a"]


def test_a_talk_today_gets_three_steps_in_all_and_the_quick_ones_first(findings_of: Find, content: Library) -> None:
    long = {"minutes": 30}
    plays = [
        replace(play("slow", "prepare", ["alternatives_are_few"], ("a", "")), **long),
        play("quick", "prepare", ["target_is_missing"], ("a", "")),
        play("say", "open", ["their_alternative_is_unknown"], ("a", "")),
        play("answer", "bargain", ["reservation_value_is_known"], ("a", "")),
    ]
    library = library_of(content, *plays)
    today = build(findings_of, library, negotiations.court(), when="today")
    assert [item.id for item in today.steps] == ["quick/a", "say/a", "answer/a"]
    assert (today.later, [play.slug for play in today.further]) == ((), ["slow"])
    week = build(findings_of, library, negotiations.court(), when="week")
    assert [item.id for item in week.now] == ["slow/a", "quick/a", "say/a"]
    assert [item.id for item in week.steps[3:]] == ["answer/a"]


@pytest.mark.parametrize("safe", ["no", "unsure"])
def test_who_is_not_safe_gets_one_thing(findings_of: Find, content: Library, safe: str) -> None:
    """Whatever else was answered, and in whichever worksheet: the steps of one play, and no list of what is missing."""
    plan = negotiations.court()
    plan["worksheets"]["quick"] = {"safe": safe}
    found = build(findings_of, content, plan)
    assert {item.id.partition("/")[0] for item in found.now} == {"stop-and-get-help"}
    assert (found.later, found.further, found.missing) == ((), (), ())
    plan["worksheets"]["quick"] = {"safe": ""}
    assert len({item.id.partition("/")[0] for item in build(findings_of, content, plan).steps}) > 1


@pytest.mark.parametrize("name", ["blank", "nothing", "unknown"])
def test_where_nothing_has_a_number_the_first_step_is_to_put_one(
    findings_of: Find, content: Library, name: str
) -> None:
    plan = NEGOTIATIONS[name]()
    assert not findings_of(plan).standing.has_numbers
    first = build(findings_of, content, plan).now[0]
    assert NUMBERLESS.issuperset(first.situations)


def assert_calm(found: Checklist) -> None:
    """What holds of every checklist: few steps now, and no reason said twice in a row."""
    assert len(found.now) <= checklist.NOW_LIMIT
    assert all(one.reasons != other.reasons for one, other in pairwise(found.now))


@given(rng=rngs, when=st.sampled_from(["", "today", "week", "later"]))
def test_any_checklist_is_calm(findings_of: Find, content: Library, rng: random.Random, when: str) -> None:
    plan = random_plan(rng)
    found = build(findings_of, content, plan, when=when)
    stand = findings_of(plan).standing
    if not stand.is_unsafe:
        assert_calm(found)
    if when == "today" and not stand.is_over:  # a talk that is over leaves time
        assert len(found.steps) == len(found.now)


def test_a_path_leads_to_its_question_and_row(content: Library) -> None:
    sheet = sheet_of(content)
    question, row = locate(sheet, "alternatives.2.worth.low")
    assert (question.id, row) == ("worth", "Alternative 3")
    assert locate(sheet, "target")[1] == ""
    with pytest.raises(KeyError):
        locate(sheet, "nowhere.0.worth")


@pytest.mark.parametrize("name", NEGOTIATIONS)
def test_every_step_has_a_situation_that_holds_and_fits_its_conditions(
    findings_of: Find, content: Library, name: str
) -> None:
    plan = NEGOTIATIONS[name]()
    true = holding(findings_of(plan))
    found = build(findings_of, content, plan)
    plays = {play.slug: play for play in content.plays}
    assert found.steps
    assert len(found.steps) <= checklist.STEPS_LIMIT
    assert len({item.id for item in found.steps}) == len(found.steps)
    for item in found.steps:
        slug, step_id = item.id.split("/")
        step = next(step for step in plays[slug].steps if step.id == step_id)
        assert holds(plays[slug].when, true)
        assert holds(step.when, true)
        assert item.situations
        assert set(item.situations) <= true
    stages = [STAGES.index(stage) for stage, _ in found.later]
    assert stages == sorted(set(stages))


def written_plans(content: Library) -> Iterator[Plan]:
    """Yield the plans that stand in the tests and on the pages, and those of people for whom a step was written."""
    for make in NEGOTIATIONS.values():
        document = make()
        yield document
        if "batna" not in document["worksheets"]:
            continue
        for felt in ("weak", "strong"):
            yield changed(document, "felt_power", felt)
        if document["worksheets"]["batna"].get("alternatives"):
            shown = changed(document, "alternatives.0.evidence", "a letter")
            yield from (shown, changed(shown, "alternatives.0.confidence", "written"))
    worksheets = [{sheet.id: json.loads(one.answers)} for sheet in content.worksheets for one in sheet.examples]
    for tests_of in (test_coalition, test_fairness, test_range, test_review, test_time, test_trades):
        name = tests_of.__name__.rpartition("test_")[2]
        worksheets += [{name: true} for true, _ in tests_of.CASES.values()]
    first, second, third = test_trades.CASES["equal_packages_exist"][0]["issues"]
    moved = {"offered_before": "theirs", "offered_last": "middle"}
    stayed = {"offered_before": "theirs", "offered_last": "theirs"}
    ties = [{"need": "The work", "direction": "me", "how_much": "vital", "elsewhere": "nowhere"}]
    ties += [{"need": "A hand", "direction": "them", "how_much": "little", "elsewhere": "easily"}]
    strained = {"name": "Leave", "worth": {"likely": "60000"}, "cost_relationship": "1000"}
    hostile = {"questions": {"openness": "hostile"}}
    worksheets += [
        {"quick": {"ask": "A lower rent", "where": "practising"}},
        {"quick": {"dread": "anger", "where": "talking"}},
        {"quick": {"channel": "open"}, **hostile},
        {"range": {**test_range.CASES["you_know_the_market"][0], "first_number": "nobody", "issues_open": "one"}},
        {"range": {"first_number": "nobody", "who_knows": "they"}},
        {"range": {"starts_with": "demand", "issues_open": "one"}},
        {"range": test_range.CASES["steps_are_ready"][0], "quick": {"dread": "giving-in"}},
        {"fairness": test_fairness.CASES["lock_in_is_planned"][0], "power": {"ties": ties}},
        {"quick": {"role": "receive", "offer": "52000"}, "batna": {"alternatives": [strained]}},
        {"quick": {"channel": "video", "rehearsed": "no", "target": "58000", "role": "receive"}},
        {"quick": {**NURSE, "offer": "60000", "dread": "punished"}},
        {"time": {**test_time.CASES["steps_have_returns"][0], "state": "stuck"}},
        {"trades": {"issues": [{**first, **moved}, {**second, **stayed}, third]}},
        *({**make()["worksheets"], "quick": {"where": "talking"}, **hostile} for make in NEGOTIATIONS.values()),
    ]
    yield from ({"version": 2, "worksheets": answers} for answers in worksheets)
    yield from (read_case(file).plan for file in CASES)


def plans_with_each_option(content: Library) -> Iterator[Plan]:
    """Yield the plans of a nurse, and of somebody who gives no number: both with every option of every choice there is."""
    tenant = {"ask": "A lower rent", "ask_why": "We have a child", "their_need": "Somebody who stays", "when": "week"}
    for quick in (NURSE, tenant):
        for sheet in content.worksheets:
            for question in (one for group in sheet.groups for one in group.questions):
                for option in question.options:
                    answers = {"quick": dict(quick)}
                    answers.setdefault(sheet.id, {})[question.id] = option.id
                    yield {"version": 2, "worksheets": answers}


def drawn_plans() -> Iterator[Plan]:
    """Yield plans by chance. One of all worksheets at once seldom answers one of them well."""
    for n in range(300):
        yield random_plan(random.Random(n))
        for name in WORKSHEETS if n < 150 else ():
            yield random_plan(random.Random(n), "quick", name)
            yield random_plan(random.Random(n), name)


def test_every_step_of_the_playbook_is_dealt_to_somebody(content: Library) -> None:
    """No step's conditions contradict its play's: each holds in some negotiation, though it may not find room."""
    day = days.from_iso(TODAY)
    never = {f"{play.slug}/{step.id}": (*play.when, *step.when) for play in content.plays for step in play.steps}
    for document in chain(written_plans(content), plans_with_each_option(content), drawn_plans()):
        true = holding(findings.find(plans_of.from_json(document), content, "batna", day))
        never = {step: when for step, when in never.items() if not holds(when, true)}
        if not never:
            break
    assert not never, chr(10).join(never)


# Changing one answer changes the checklist only where it should.


def ids(findings_of: Find, content: Library, plan: Plan) -> dict[str, tuple[str, ...]]:
    """All steps that fit, with their situations, whether or not they find room."""
    true = holding(findings_of(plan))
    return {
        f"{play.slug}/{step.id}": tuple(step.when)
        for play in content.plays
        if holds(play.when, true)
        for step in play.steps
        if holds(step.when, true)
    }


@pytest.mark.parametrize(
    ("path", "value", "touches"),
    [
        pytest.param(
            "their_alternative", "", {"their_alternative_is_unknown", "their_alternative_is_known", "their_loss_is_unknown"}, id="their side"
        ),
        pytest.param("their_cost", "90,000", {"their_loss_is_unknown", "you_hold_more_power",
            "felt_power_is_below_the_numbers", "felt_power_is_above_the_numbers", "felt_power_differs_from_the_numbers"}, id="their loss"),
        pytest.param("linked", "yes", {"alternatives_may_fall_together"}, id="linked"),
        pytest.param("felt_power", "strong", set(), id="a feeling, while their side is not known"),
        pytest.param("alternatives.0.months", "1 month", {"best_alternative_takes_long"}, id="wait"),
        pytest.param("alternatives.0.evidence", "", {"best_alternative_lacks_evidence", "best_alternative_rests_on_evidence"}, id="evidence"),
        pytest.param("deal_name", "Other", set(), id="a name"),
        pytest.param("alternatives.1.name", "Other", set(), id="the second one's name"),
    ],
)  # fmt: skip
def test_one_answer_changes_only_its_own_situations_and_their_steps(
    findings_of: Find, content: Library, path: str, value: str, touches: set[str]
) -> None:
    before, after = negotiations.salary(), changed(negotiations.salary(), path, value)
    before = changed(before, "annual_rate", None)
    after = changed(after, "annual_rate", None)
    was, now = (holding(findings_of(plan)) for plan in (before, after))
    assert was ^ now <= touches
    assert bool(was ^ now) == bool(touches)
    steps_before, steps_after = ids(findings_of, content, before), ids(findings_of, content, after)
    plays = {play.slug: play for play in content.plays}
    for name in set(steps_before) ^ set(steps_after):
        slug, step_id = name.split("/")
        step = next(step for step in plays[slug].steps if step.id == step_id)
        named = {one for condition in (*plays[slug].when, *step.when) for one in names(condition)}
        assert named & touches, name


@given(rng=rngs)
def test_the_same_plan_gives_the_same_bytes_and_ticks_change_nothing(
    answer: Callable[..., dict[str, Any]], rng: random.Random
) -> None:
    plan = random_plan(rng)
    first = answer(plan)
    assert answer(plan) == first
    assert answer({**plan, "done": ["gone/step", *(item["id"] for item in first["items"])]}) == first


def test_every_situation_is_read_by_some_play(content: Library) -> None:
    named = {
        name
        for play in content.plays
        for when in (play.when, *(s.when for s in play.steps))
        for condition in when
        for name in names(condition)
    }
    assert named == set(SITUATIONS)
