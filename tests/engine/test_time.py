"""The worksheet on time: whose clock it is, wait or take from either seat, and steps that stop short of the limit."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine import bridge, findings, plan
from playbook_engine.fields.days import from_iso
from playbook_engine.findings import Findings
from playbook_engine.library import Library
from playbook_engine.situations import SITUATIONS, holding
from playbook_engine.worksheets.time.findings import TimeFindings
from tests.people import person
from tests.plans import TODAY, request

JOB = {
    "role": "receive", "amounts_are_for": "year", "offer": "54000", "later_offer": "60000", "later_wait": "3 weeks",
    "reservation": "50000", "my_week": "200",
}  # fmt: skip
LAUNDRY = {
    "role": "pay", "amounts_are_for": "year", "offer": "41000", "later_offer": "40000", "later_wait": "8 weeks",
    "later_chance": "30", "if_not": "stays", "reservation": "44000", "my_week": "50",
}  # fmt: skip
STEPS = {"role": "receive", "target": "60000", "reservation": "50000", "offer": "54000"}


def found_in(content: Library, time: Mapping[str, Any], **more: Mapping[str, Any]) -> Findings:
    return findings.find(plan.from_json(person(time, "time", **more)), content, "time", from_iso(TODAY))


def timed(content: Library, time: Mapping[str, Any], **more: Mapping[str, Any]) -> TimeFindings:
    finding = found_in(content, time, **more).of("time")
    assert finding is not None
    assert isinstance(finding.results, TimeFindings)
    return finding.results


def reply_to(
    content: Library, time: Mapping[str, Any], asked: str = "time", **more: Mapping[str, Any]
) -> dict[str, Any]:
    bridge.use_library(content)
    reply: dict[str, Any] = json.loads(bridge.run(request(person(time, "time", **more), worksheet=asked)))
    assert reply["ok"], reply
    return reply


def rounds(*pairs: tuple[str, str]) -> dict[str, Any]:
    return {"role": "receive", "rounds": [{"mine": mine, "theirs": theirs} for mine, theirs in pairs]}


# Situations: each with answers in which it holds, and near ones in which it does not.
CASES: dict[str, tuple[Mapping[str, Any], Mapping[str, Any]]] = {
    "offer_expires_soon": ({"expires": "in 2 days"}, {"expires": "in 7 days"}),
    "later_offer_comes_too_late": ({**JOB, "expires": "in 2 days"}, {**JOB, "expires": "in 4 weeks"}),
    "waiting_cannot_win": ({**LAUNDRY, "my_week": "130"}, LAUNDRY),
    "taking_now_is_worth_more": (LAUNDRY, {**LAUNDRY, "later_chance": "31"}),
    "waiting_is_worth_more": ({**JOB, "later_chance": "57"}, {**JOB, "later_chance": "55"}),
    "wait_or_take_is_close": ({**JOB, "later_chance": "45"}, {**JOB, "later_chance": "57"}),
    "chance_of_waiting_is_unsaid": (JOB, {**JOB, "later_chance": "0"}),
    "offer_end_is_unknown": ({"offer": "54000"}, {"offer": "54000", "expires": "nothing yet"}),
    "deadline_is_unsaid": ({"deadline": "?"}, {"deadline": "none"}),
    "your_deadline_ends_it_for_both": ({"deadline": "both"}, {"deadline": "mine"}),
    "your_deadline_is_yours_alone": ({"deadline": "mine"}, {"deadline": "both"}),
    "their_deadline_is_theirs_alone": ({"deadline": "theirs"}, {"deadline": "both"}),
    "no_date_ends_it": ({"deadline": "none"}, {}),
    "delay_costs_you_more": (
        {"my_week": "901", "their_week": {"low": "300", "high": "900"}}, {"my_week": "900", "their_week": {"low": "300", "high": "900"}}
    ),
    "delay_costs_them_more": (
        {"my_week": "none", "their_week": {"low": "300", "high": "900"}}, {"my_week": "300", "their_week": {"low": "300", "high": "900"}}
    ),
    "time_costs_are_unknown": ({"my_week": "?"}, {"my_week": "5"}),
    "your_week_is_unpriced": ({"their_week": {"likely": "9"}}, {"my_week": "0", "their_week": {"likely": "9"}}),
    "their_week_is_unpriced": ({"my_week": "0"}, {"their_week": {"likely": "9"}}),
    "their_timeline_is_unknown": ({"deadline": "theirs"}, {"deadline": "theirs", "last_day": "in 6 weeks"}),
    "their_timeline_is_known": ({"their_dates": "A fair in May"}, {"their_dates": "?"}),
    "talks_are_stuck": ({"state": "stuck"}, {"state": "moving"}),
    "you_moved_without_an_answer": (
        rounds(("62000", "50000"), ("60000", "50000")), rounds(("62000", "50000"), ("60000", "50500"))
    ),
    "your_last_steps_were_larger": (
        rounds(("62000", "50000"), ("60000", "51000"), ("58000", "51500")), rounds(("62000", "50000"), ("60000", "53000"), ("58000", "53500"))
    ),
    "steps_lack_a_return": ({**STEPS, "returns": [{"what": "A start in May"}]}, {**STEPS, "returns": [{"what": "A start"}, {"what": "A desk"}]}),
    "steps_have_returns": ({**STEPS, "returns": [{"what": "A start"}, {"what": "A desk"}]}, {**STEPS, "returns": [{"what": "A desk"}]}),
    "only_time_is_told": ({"deadline": "both", "my_week": "300"}, {"deadline": "both", "target": "60000"}),
}  # fmt: skip


def test_every_situation_has_answers_for_and_against() -> None:
    assert set(CASES) == {name for name, worksheet in SITUATIONS.items() if worksheet == "time"}


@pytest.mark.parametrize("name", CASES)
def test_it_holds_here_and_not_there(content: Library, name: str) -> None:
    here, there = (name in holding(found_in(content, answers)) for answers in CASES[name])
    assert (here, there) == (True, False)


def test_what_nobody_asked_is_held_against_nobody(content: Library) -> None:
    """The six questions ask for no week, no calendar and no last day."""
    found = findings.find(plan.from_json(person({"target": "58000", "offer": "52000"})), content, "quick")
    assert not {name for name, worksheet in SITUATIONS.items() if worksheet == "time"} & holding(found)


# What comes first.


@pytest.mark.parametrize(
    "dates", [{}, {"deadline": "both"}, {"deadline": "none"}, {"my_week": "300"}, {"state": "stuck"}]
)
def test_who_tells_of_dates_alone_is_asked_for_no_number_first(content: Library, dates: Mapping[str, Any]) -> None:
    """Whoever filled in the six questions without a number still begins with one."""
    plays = {step.partition("/")[0] for step in reply_to(content, dates)["now"]}
    assert not plays & {"start-with-one-number", "value-each-alternative"}
    both = reply_to(content, dates | {"deadline": "both"}, quick={"ask": "A raise"})
    assert both["now"][0] == "start-with-one-number/name-what-you-want"


FIRST = [
    pytest.param({**JOB, "expires": "in 2 days"}, "ask-for-more-time/ask-for-the-days", id="two days, and three weeks to wait"),
    pytest.param({**JOB, "expires": "in 2 days", "target": "53000"}, "ask-for-more-time/ask-for-the-days", id="a target that is met"),
    pytest.param({"offer": "54000", "expires": "in 2 days"}, "ask-for-more-time/offer-something-for-it", id="in a hurry"),
    pytest.param({**LAUNDRY, "later_chance": "60"}, "decide-to-wait-or-take/wait-until-a-day", id="a buyer who can wait"),
    pytest.param({**JOB, "expires": "in 2 days", "later_chance": "10"}, "decide-to-wait-or-take/take-it-with-one-thing", id="take it"),
]  # fmt: skip


@pytest.mark.parametrize(("answers", "step"), FIRST)
def test_what_the_days_call_for_comes_first(content: Library, answers: Mapping[str, Any], step: str) -> None:
    now = reply_to(content, answers)["now"]
    assert now[0] == step


def test_a_limit_without_a_name_is_called_no_best_alternative(content: Library) -> None:
    said = reply_to(content, {**JOB, "expires": "in 2 days"})["markdown"]
    assert "worse than what you have without a deal" in said
    assert "best alternative" not in said


def test_no_days_are_asked_for_an_offer_that_is_no_good_or_is_to_be_taken(content: Library) -> None:
    short = {**JOB, "expires": "in 2 days"}
    for answers in ({**short, "offer": "30000"}, {**short, "later_offer": "54300"}, {**short, "later_chance": "10"}):
        reply = reply_to(content, answers)
        assert not [step for step in (*reply["now"], *reply["later"]) if step.startswith("ask-for-more-time/")]
    assert "unless they give you that time" not in reply_to(content, {**short, "offer": "30000"})["markdown"]


def test_who_is_better_off_waiting_is_not_led_to_a_yes(content: Library) -> None:
    waits = reply_to(content, {**LAUNDRY, "later_chance": "60", "target": "38500"})
    takes = reply_to(content, {**LAUNDRY, "target": "38500"})
    assert not [one for one in (*waits["now"], *waits["later"]) if one.startswith("say-yes-with-care/")]
    assert "say-yes-with-care/confirm-the-terms" in takes["later"]


def test_an_offer_that_is_said_to_stay_and_ends_before_is_told_of(content: Library) -> None:
    stays = {**JOB, "if_not": "stays"}
    assert (
        "By the days that you gave it ends before" in reply_to(content, {**stays, "expires": "in 2 days"})["markdown"]
    )
    assert "By the days that you gave it ends before" not in reply_to(content, stays)["markdown"]


# Wait or take.

CHOICES = [
    pytest.param(JOB, "unsaid", Fraction(46, 100), id="a job, no chance said"),
    pytest.param({**JOB, "later_chance": "80"}, "wait", Fraction(46, 100), id="a likely job"),
    pytest.param({**JOB, "later_chance": "10"}, "take", Fraction(46, 100), id="an unlikely job"),
    pytest.param({**JOB, "if_not": "stays"}, "unsaid", Fraction(1, 10), id="the offer stays"),
    pytest.param({**JOB, "if_not": "stays", "expires": "in 2 days"}, "unsaid", Fraction(46, 100), id="it is said to stay, and ends before"),
    pytest.param(
        {**JOB, "if_not": "stays", "deadline": "both", "last_day": "in 2 weeks"}, "unsaid", Fraction(46, 100), id="a date takes it away"
    ),
    pytest.param({**JOB, "my_week": "0", "if_not": "stays"}, "free", Fraction(0), id="a wait for nothing"),
    pytest.param({**JOB, "my_week": "?", "if_not": "stays"}, "unpriced", Fraction(0), id="a week without a price is not free"),
    pytest.param({**JOB, "amounts_are_for": "month", "my_week": "4800"}, "unsaid", Fraction(52, 100), id="a cost once beside pay by the month"),
    pytest.param(LAUNDRY, "take", Fraction(4, 10), id="a buyer"),
    pytest.param({**LAUNDRY, "my_week": "125"}, "never", None, id="a wait that eats the gain"),
    pytest.param({**JOB, "later_offer": "54000"}, "never", None, id="no better later"),
    pytest.param({**JOB, "offer": "49000"}, "", None, id="an offer that is worse than leaving"),
    pytest.param({**JOB, "reservation": "?"}, "", None, id="nobody said what is left"),
    pytest.param({**JOB, "reservation": "?", "if_not": "stays"}, "unsaid", Fraction(1, 10), id="the limit is not needed where it stays"),
    pytest.param({**JOB, "role": "?"}, "", None, id="nobody said who pays"),
    pytest.param({**JOB, "amounts_are_for": "hour"}, "", None, id="pay by the hour, and no hours"),
]  # fmt: skip


@pytest.mark.parametrize(("answers", "choice", "turning"), CHOICES)
def test_wait_or_take_turns_at_a_chance(
    content: Library, answers: dict[str, Any], choice: str, turning: Fraction | None
) -> None:
    found = timed(content, answers)
    assert (found.choice, found.turning) == (choice, turning)


def test_the_head_answers_what_was_asked_and_an_offer_worse_than_leaving_comes_first(content: Library) -> None:
    assert reply_to(content, JOB)["markdown"].startswith("# Waiting pays only above a chance of 46 percent.")
    worse = reply_to(content, {**JOB, "offer": "30000"})["markdown"]
    assert worse.startswith("# This is too little.")
    assert "there is nothing to take" in worse
    assert reply_to(content, {"offer": "54000", "expires": "in 2 days"})["markdown"].startswith(
        "# Their offer stands until"
    )
    assert reply_to(content, {"deadline": "both"})["markdown"].startswith("# A date ends it for both of you.")


def test_what_waiting_costs_by_the_month_counts_by_the_week(content: Library) -> None:
    assert timed(content, {"my_week": "1,300 a month"}).answers.my_week == 300


# Who pays for each week.


@pytest.mark.parametrize(
    ("mine", "theirs", "dearer"),
    [
        ("500", {"low": "100", "high": "400"}, "you"),
        ("50", {"low": "100", "high": "400"}, "they"),
        ("200", {"low": "100", "high": "400"}, "open"),
        ("200", {"likely": "200"}, "even"),
        ("?", {"likely": "200"}, ""),
        ("200", {}, ""),
    ],
)
def test_a_week_weighs_more_on_one_side_only_where_the_guess_says_so(
    content: Library, mine: str, theirs: dict[str, str], dearer: str
) -> None:
    found = timed(content, {"my_week": mine, "their_week": theirs})
    assert found.dearer == dearer
    said = reply_to(content, {"my_week": mine, "their_week": theirs})["markdown"]
    assert ("So a delay weighs" in said) is (dearer in ("you", "they", "even"))


@pytest.mark.parametrize("safe", ["no", "unsure"])
def test_who_is_not_safe_gets_no_sums(content: Library, safe: str) -> None:
    reply = reply_to(content, {**JOB, "safe": safe})
    assert reply["verdict"]["kind"] == "unsafe"
    assert "46 percent" not in reply["markdown"] + reply["html"]


# Steps.


def test_the_plan_of_the_range_counts_before_steps_of_its_own(content: Library) -> None:
    wide = {
        "role": "receive", "reservation": "50000", "target": "58000", "first_number": "nobody", "may_leave": "hardly",
        "comparables": [{"got": "56000"}, {"got": "57500"}, {"got": "60000"}],
    }  # fmt: skip
    found = timed(content, {"returns": [{"what": "A start"}]}, range=wide)
    assert (found.start, found.steps) == (Fraction(59600), (Fraction(56900), Fraction(55300), Fraction(53900)))
    alone = timed(content, {"role": "receive", "reservation": "50000", "target": "58000"})
    assert (alone.start, alone.steps) == (Fraction(58000), (Fraction(55700), Fraction(54400), Fraction(53200)))


def test_steps_lead_on_from_the_number_that_was_named_last(content: Library) -> None:
    found = timed(content, {**STEPS, **rounds(("64000", "50000"), ("62000", "52000"))})
    assert (found.start, found.heard) == (Fraction(62000), Fraction(52000))
    assert max(found.steps) < 62000


def test_a_step_to_their_own_number_needs_nothing_in_return(content: Library) -> None:
    given = {**STEPS, "returns": [{"what": "A start in May"}, {"what": "A desk"}]}
    said = reply_to(content, given)["markdown"]
    assert "It is the number that they named last." in said
    assert "not said yet" not in said
    assert timed(content, given).steps[-1] == 54000


def test_numbers_that_do_not_fit_who_pays_show_no_pattern(content: Library) -> None:
    turned = rounds(("50000", "62000"), ("51000", "60000"))
    assert timed(content, turned).exchange is None
    assert timed(content, {**turned, "role": "pay"}).exchange is not None


# Charts.


def test_the_days_are_drawn_where_a_day_is_known(content: Library) -> None:
    said = reply_to(content, {**JOB, "expires": "in 2 days"})["markdown"]
    assert "The offer ends 19 days before that. The numbers are days from today." in said
    assert "days from today" not in reply_to(content, JOB | {"later_wait": ""})["markdown"].split("## ")[0]
    far = reply_to(content, {"deadline": "both", "last_day": "in 20 weeks"})["markdown"]
    assert "The numbers are weeks from today." in far


# Properties.

amounts = st.integers(1, 90).map(lambda number: number * 1000)


@given(
    limit=amounts,
    gain=amounts,
    hope=amounts,
    more=amounts,
    week=st.integers(0, 300),
    goes=st.sampled_from(["gone", "stays"]),
)
def test_a_better_later_offer_never_asks_for_a_higher_chance_and_a_dearer_week_never_for_a_lower(
    content: Library, limit: int, gain: int, hope: int, more: int, week: int, goes: str
) -> None:
    offer, later = limit + gain, limit + gain + hope
    base = {
        **JOB,
        "reservation": str(limit),
        "offer": str(offer),
        "later_offer": str(later),
        "my_week": str(week),
        "if_not": goes,
    }
    before = timed(content, base)
    assert before.turning is not None
    better = timed(content, {**base, "later_offer": str(later + more)}).turning
    dearer = timed(content, {**base, "my_week": str(week + 10)}).turning
    assert better is not None
    assert better <= before.turning
    assert dearer is None or dearer >= before.turning


@given(
    limit=amounts,
    offer=amounts,
    later=amounts,
    week=st.integers(0, 900),
    chance=st.integers(0, 100),
    goes=st.sampled_from(["gone", "stays", ""]),
)
def test_the_seats_are_mirror_images(
    content: Library, limit: int, offer: int, later: int, week: int, chance: int, goes: str
) -> None:
    said = {**JOB, "my_week": str(week), "later_chance": str(chance), "if_not": goes}
    sold = timed(content, {**said, "reservation": str(limit), "offer": str(offer), "later_offer": str(later)})
    paid = {
        name: str(100_000 - number)
        for name, number in (("reservation", limit), ("offer", offer), ("later_offer", later))
    }
    bought = timed(content, {**said, **paid, "role": "pay"})
    assert (sold.choice, sold.turning) == (bought.choice, bought.turning)


@given(limit=amounts, target=amounts, offer=st.one_of(st.none(), amounts), role=st.sampled_from(["receive", "pay"]))
def test_no_step_reaches_the_limit_and_each_gives_more(
    content: Library, limit: int, target: int, offer: int | None, role: str
) -> None:
    given_ = {
        "role": role,
        "reservation": str(limit),
        "target": str(target),
        "offer": "" if offer is None else str(offer),
    }
    found = timed(content, given_)
    sign = 1 if role == "receive" else -1
    numbers = [sign * one for one in (Fraction(target), *found.steps)]
    assert numbers == sorted(set(numbers), reverse=True)
    assert all(number > sign * limit for number in numbers[1:])
