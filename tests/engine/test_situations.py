"""situations: for each one a negotiation in which it holds and a near one in which it does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from playbook_engine.fields.days import Day
from playbook_engine.findings import Findings, find
from playbook_engine.library import Library
from playbook_engine.plan import from_json as read_plan
from playbook_engine.situations import BACKGROUND, SITUATIONS, holding, holds
from tests import negotiations
from tests.people import person
from tests.plans import Plan, changed, plan

salary, court, weak, strong = (
    negotiations.salary(), negotiations.court(), negotiations.weak_alternatives(), negotiations.strong_alternative()
)  # fmt: skip
close, tied, blank = negotiations.close_call(), negotiations.tie(), negotiations.blank()

# Each situation: a plan in which it holds, and the same plan with one answer changed, in which it does not.
theirs = changed(changed(salary, "their_cost", "20,000"), "their_cost_known", "guess")
kinds = {kind: changed(salary, "alternatives.0.kind", kind) for kind in ("status-quo", "possible", "in-hand")}
CASES: dict[str, tuple[Plan, Plan]] = {
    "nothing_has_a_number": (blank, changed(blank, "target", "5")),
    "target_is_worse_than_limit": (changed(salary, "target", "50,000"), salary),
    "deal_meets_target": (changed(salary, "target", "51,000"), salary),
    "best_alternative_is_the_status_quo": (kinds["status-quo"], kinds["possible"]),
    "best_alternative_is_only_possible": (kinds["possible"], salary),
    "best_alternative_is_in_hand": (kinds["in-hand"], kinds["status-quo"]),
    "you_hold_more_power": (theirs, changed(theirs, "their_cost", None)),
    "you_need_them_more": (changed(court, "their_cost", "0"), changed(court, "their_cost", "?")),
    "their_loss_is_unknown": (salary, theirs),
    "their_loss_is_a_guess": (theirs, changed(theirs, "their_cost_known", "heard")),
    "no_alternatives_listed": (blank, changed(blank, "alternatives", [{"name": "Wait"}])),
    "alternatives_are_few": (tied, close),
    "alternatives_lack_values": (
        plan({"alternatives": [{"name": "Wait"}]}),
        plan({"alternatives": [{"name": "Wait", "worth": "5"}]}),
    ),
    "some_alternatives_lack_values": (
        negotiations.linked(),
        changed(negotiations.linked(), "alternatives.2.worth", "9"),
    ),
    "deal_lacks_a_value": (changed(salary, "deal_worth", None), salary),
    "target_is_missing": (court, salary),
    "alternatives_are_weak": (weak, changed(weak, "alternatives.0.worth.likely", "50,000")),
    "alternatives_are_strong": (strong, changed(strong, "deal_worth.likely", "90,000")),
    "deal_beats_alternatives": (court, changed(court, "deal_worth.likely", "700k")),
    "alternative_beats_deal": (strong, changed(strong, "deal_worth.likely", "90,000")),
    "deal_is_close_to_reservation_value": (close, changed(close, "deal_worth.likely", "105,000")),
    "ranking_is_fragile": (close, changed(close, "alternatives.1.worth.likely", "89,000")),
    "advice_turns_with_risk": (negotiations.demand(), negotiations.demand(risk_sleep="easily")),
    "risk_is_unpriced": (negotiations.demand(risk_sleep="badly"), negotiations.demand("50k", "badly")),
    "best_alternative_can_lose": (court, changed(court, "alternatives.0.worth", {"likely": "400k"})),
    "best_alternative_is_uncertain": (salary, changed(salary, "alternatives.0.works_out", "80%")),
    "best_alternative_lacks_evidence": (court, strong),
    "best_alternative_rests_on_evidence": (salary, kinds["possible"]),
    "best_alternative_costs_are_missing": (weak, changed(weak, "alternatives.0.cost_hours", "0")),
    "best_alternative_takes_long": (salary, changed(salary, "alternatives.0.months", "2 months")),
    "walking_away_strains_the_relationship": (salary, changed(salary, "alternatives.0.cost_relationship", "0")),
    "alternatives_may_fall_together": (negotiations.linked(), changed(negotiations.linked(), "linked", None)),
    "felt_power_is_below_the_numbers": (changed(theirs, "felt_power", "weak"), changed(theirs, "felt_power", "strong")),
    "felt_power_is_above_the_numbers": (
        changed(changed(court, "their_cost", "0"), "felt_power", "strong"),
        changed(court, "felt_power", "strong"),
    ),
    "felt_power_differs_from_the_numbers": (changed(theirs, "felt_power", "even"), changed(theirs, "felt_power", "?")),
    "their_alternative_is_unknown": (close, salary),
    "their_alternative_is_known": (salary, close),
    "reservation_value_is_known": (salary, changed(salary, "alternatives", [])),
    "you_receive_money": (salary, court),
    "you_pay_money": (court, salary),
}


def true(findings_of: Callable[[Plan], Findings], plan: Plan) -> frozenset[str]:
    return holding(findings_of(plan))


def test_every_situation_has_a_negotiation_for_and_one_against() -> None:
    assert set(CASES) == {name for name, worksheet in SITUATIONS.items() if worksheet == "batna"}


@pytest.mark.parametrize("name", CASES)
def test_it_holds_here_and_not_there(findings_of: Callable[[Plan], Findings], name: str) -> None:
    here, there = CASES[name]
    assert (name in true(findings_of, here), name in true(findings_of, there)) == (True, False)


@pytest.mark.parametrize(
    ("plan", "name", "holds_too"),
    [
        pytest.param(
            changed(weak, "target", "22,500"), "alternatives_are_weak", False, id="a fifth short is not weak yet"
        ),
        pytest.param(changed(weak, "target", "22,501"), "alternatives_are_weak", True, id="just more than a fifth is"),
        pytest.param(
            changed(weak, "target", None), "alternatives_are_weak", True, id="without a target the deal is the measure"
        ),
        pytest.param(
            changed(strong, "alternatives.0.works_out", "79.9%"), "best_alternative_is_uncertain", True, id="79.9 %"
        ),
        pytest.param(
            changed(strong, "alternatives.0.months", "3 months"), "best_alternative_takes_long", True, id="three months"
        ),
        pytest.param(
            changed(close, "deal_worth.likely", "104,210"), "deal_is_close_to_reservation_value", True, id="5 % off"
        ),
        pytest.param(
            changed(close, "deal_worth.likely", "104,211"), "deal_is_close_to_reservation_value", False, id="5.01 %"
        ),
        pytest.param(changed(close, "alternatives.1.worth.likely", "90,000"), "ranking_is_fragile", True, id="a tenth"),
        pytest.param(
            negotiations.demand("3600k"), "advice_turns_with_risk", True, id="within three times the turning point"
        ),
        pytest.param(negotiations.demand("3700k"), "advice_turns_with_risk", False, id="far above the turning point"),
        pytest.param(tied, "alternatives_may_fall_together", False, id="not said whether they fall together"),
        pytest.param(
            negotiations.no_alternative(), "alternatives_may_fall_together", False, id="none cannot fall together"
        ),
        pytest.param(
            changed(blank, "felt_power", "weak"), "felt_power_differs_from_the_numbers", False, id="weak and without"
        ),
        pytest.param(
            changed(blank, "felt_power", "even"), "felt_power_is_above_the_numbers", False, id="even, and without"
        ),
        pytest.param(court, "felt_power_differs_from_the_numbers", False, id="feeling not said"),
    ],
)
def test_the_borders(findings_of: Callable[[Plan], Findings], plan: Plan, name: str, holds_too: bool) -> None:
    assert (name in true(findings_of, plan)) is holds_too


def test_opposite_situations_never_hold_together(findings_of: Callable[[Plan], Findings]) -> None:
    opposites = [
        ("deal_beats_alternatives", "alternative_beats_deal"),
        ("alternatives_are_strong", "deal_beats_alternatives"),
        ("no_alternatives_listed", "alternatives_are_few"),
        ("alternatives_lack_values", "some_alternatives_lack_values"),
        ("alternatives_lack_values", "reservation_value_is_known"),
        ("felt_power_is_below_the_numbers", "felt_power_is_above_the_numbers"),
        ("their_alternative_is_unknown", "their_alternative_is_known"),
        ("you_receive_money", "you_pay_money"),
        ("deal_is_close_to_reservation_value", "alternative_beats_deal"),
        ("deal_is_close_to_reservation_value", "deal_beats_alternatives"),
        ("you_hold_more_power", "you_need_them_more"),
        ("nothing_has_a_number", "reservation_value_is_known"),
    ]
    for name, make in negotiations.NEGOTIATIONS.items():
        both = true(findings_of, make())
        for one, other in opposites:
            assert not {one, other} <= both, name


def test_without_a_worksheet_nothing_is_claimed() -> None:
    assert holding(Findings()) == frozenset()


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        pytest.param([], True, id="no condition"),
        pytest.param(["a"], True, id="holds"),
        pytest.param(["a", "b"], False, id="one does not"),
        pytest.param(["not b"], True, id="the other does not"),
        pytest.param(["not a"], False, id="not, but it does"),
    ],
)
def test_all_conditions_must_hold(conditions: list[str], expected: bool) -> None:
    assert holds(conditions, frozenset({"a"})) is expected


def test_the_words_say_each_situation_and_no_other(content: Library) -> None:
    assert set(content.situations) == set(SITUATIONS)
    assert set(SITUATIONS) >= BACKGROUND


@pytest.mark.parametrize(
    ("said", "day", "expected"),
    [
        ("week", "", {"you_have_little_time"}), ("later", "", set()), ("today", "", {"you_must_answer_today", "you_have_little_time"}),
        # What was true on the evening of the answer is not true for ever: the day of the talk is.
        ("week", "26 November 2026", {"you_must_answer_today", "you_have_little_time"}), ("later", "3 December 2026", {"you_have_little_time"}),
        ("week", "4 December 2026", set()), ("later", "26 November 2026", {"you_must_answer_today", "you_have_little_time"}),
        # The day is asked only of who does not talk today: one that was given before is no answer any more.
        ("today", "4 December 2026", {"you_must_answer_today", "you_have_little_time"}), ("", "26 November 2026", set()),
        ("week", "mid December", {"you_have_little_time"}), ("later", "25 November 2026", set()), ("later", "nothing yet", set()),
    ],
)  # fmt: skip
def test_how_much_time_there_is_goes_by_the_day_of_the_talk(
    content: Library, said: str, day: str, expected: set[str]
) -> None:
    answers = read_plan(person({"when": said, "talk_date": day}))
    assert (
        holding(find(answers, content, "quick", Day(2026, 11, 26))) & {"you_must_answer_today", "you_have_little_time"}
        == expected
    )
