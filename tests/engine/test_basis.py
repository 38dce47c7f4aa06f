"""What amounts are for: read behind an amount, asked once for the deal, converted and shown; never guessed."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction as F
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine import bridge, worksheet
from playbook_engine.errors import FieldFault
from playbook_engine.fields import KINDS, amount
from playbook_engine.fields.basis import Amount, Basis, Reckoning
from playbook_engine.fields.kind import Reader
from playbook_engine.library import Library
from playbook_engine.worksheet import Question, Reading
from playbook_engine.worksheets.batna.findings import BatnaFindings
from tests.negotiations import NEGOTIATIONS
from tests.plans import Plan, changed, plan, request, sheet_of

Find = Callable[[Plan], BatnaFindings]


@pytest.mark.parametrize(
    ("text", "value", "basis"),
    [
        ("58,000 a year", 58_000, "year"), ("2400/month", 2_400, "month"), ("£16.10/hr", F("16.1"), "hour"), ("$52,000/yr", 52_000, "year"),
        ("58k pa", 58_000, "year"), ("58k p.a.", 58_000, "year"), ("58.000,- p. a.", 58_000, "year"), ("58k per annum", 58_000, "year"),
        ("58k a year before tax", 58_000, "year"), ("58,000 EUR a year", 58_000, "year"), ("EUR 58k annually", 58_000, "year"),
        ("52,000 for a year of pay", 52_000, "year"), ("52k for the year", 52_000, "year"), ("52k each year", 52_000, "year"),
        ("1,450 a month", 1_450, "month"), ("1,450 per month", 1_450, "month"), ("1,450 monthly", 1_450, "month"), ("1450/mo", 1_450, "month"),
        ("£1,450 pcm", 1_450, "month"), ("1450 every month", 1_450, "month"), ("1.450,50 € / month", F("1450.5"), "month"),
        ("650 a week", 650, "week"), ("650pw", 650, "week"), ("650 p.w.", 650, "week"), ("650/wk", 650, "week"), ("1300 every two weeks", 1_300, "fortnight"),
        ("30 an hour", 30, "hour"), ("30/h", 30, "hour"), ("30 ph", 30, "hour"), ("30 hourly", 30, "hour"), ("400 a day", 400, "day"),
        ("400/day", 400, "day"), ("9000 a quarter", 9_000, "quarter"), ("1,500 once", 1_500, "once"), ("1,500, one-off", 1_500, "once"),
        ("600,000 in total", 600_000, "once"), ("-200 a month", -200, "month"), ("about 50 grand a year", 50_000, "year"),
        ("one thousand a month", 1_000, "month"), ("５８，０００ a year", 58_000, "year"), ("５８０００／year", 58_000, "year"), ("52,000", 52_000, ""),
        ("5/m", 5, "month"), ("5 m", 5_000_000, ""), ("1.5m a year", 1_500_000, "year"), ("0 a month", 0, "month"),
    ],
)  # fmt: skip
def test_what_an_amount_is_for_is_read_behind_it(text: str, value: F, basis: Basis) -> None:
    assert amount.parse_with_basis(text) == Amount(F(value), basis)


@pytest.mark.parametrize(
    "text",
    ["58,000 a year plus bonus", "58,000 a year or 60,000", "16.10 an hour for 20 hours", "1,500 for a year abroad", "4 weeks' pay a year", "a year",
     "/month", "a year 58,000", "1,500 for two years", "1,500 for 3 months", "5pm", "58,000 a year a month", "58,000 a decade", "58,000 a year minus tax",
     "58,000 a year's pay"],
)  # fmt: skip
def test_what_is_for_no_time_that_we_know_is_said_to_be_unclear(text: str) -> None:
    with pytest.raises(FieldFault) as raised:
        amount.parse_with_basis(text)
    assert raised.value.message == "amount-unclear"


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("50 mil a year", ["50000000 a year", "50000 a year"]),
        ("52.000/month", ["52000 a month", "52 a month"]),
        ("50k-60k a year", ["50000 a year", "55000 a year", "60000 a year"]),
        ("£10-12/hr", ["10 an hour", "11 an hour", "12 an hour"]),
    ],
)
def test_a_choice_keeps_what_the_amount_is_for(text: str, choices: list[str]) -> None:
    with pytest.raises(FieldFault) as raised:
        amount.parse_with_basis(text)
    assert [choice.value for choice in raised.value.choices] == choices
    assert len({amount.parse_with_basis(choice) for choice in choices}) == len(choices)


@pytest.mark.parametrize(
    ("typed", "basis", "hours", "value"),
    [
        (Amount(F(18_600), "year"), "month", None, 1_550),
        (Amount(F(1_450), "month"), "year", None, 17_400),
        (Amount(F(600), "week"), "month", None, 2_600),
        (Amount(F(1_300), "fortnight"), "week", None, 650),
        (Amount(F(9_000), "quarter"), "year", None, 36_000),
        (Amount(F(20), "hour"), "year", 40, 41_600),
        (Amount(F(41_600), "year"), "hour", 40, 20),
        (Amount(F(20), "hour"), "week", F("37.5"), 750),
        (Amount(F(20), "hour"), "hour", None, 20),
        (Amount(F(20), "hour"), "year", None, None),
        (Amount(F(20), "year"), "hour", None, None),
        (Amount(F(20), "once"), "year", 40, None),
        (Amount(F(20), "month"), "once", 40, None),
        (Amount(F(20), "day"), "week", 40, None),
    ],
)
def test_an_amount_is_turned_into_another_time_or_not_at_all(
    typed: Amount, basis: Basis, hours: F | None, value: F | None
) -> None:
    reckoning = Reckoning(hours_a_week=None if hours is None else F(hours))
    assert reckoning.convert(typed, basis) == value


def read(content: Library, **answers: Any) -> Reading:
    return worksheet.read(sheet_of(content), answers, "auto")


def faults(reading: Reading) -> list[tuple[str, str]]:
    return [(error.field, error.message) for error in reading.errors]


def likely(reading: Reading, name: str = "deal_worth") -> F | None:
    found: Any = reading.answers[name]
    return None if found is None else found.likely


def rent(deal: str, other: str, **more: Any) -> dict[str, Any]:
    """A tenant may renew a lease, or take another flat."""
    return {
        "role": "pay",
        "deal_worth": {"likely": deal},
        "alternatives": [{"name": "The flat", "worth": {"likely": other}}],
        **more,
    }


def other(reading: Reading) -> F | None:
    (row,) = reading.answers["alternatives"]  # type: ignore[misc,union-attr]
    worth: Any = row["worth"]  # type: ignore[index,call-overload]
    return None if worth is None else worth.likely


def test_without_a_word_on_time_nothing_changes(content: Library) -> None:
    found = read(content, **rent("1,450", "18,600"))
    assert (likely(found), other(found), found.reckoning, faults(found)) == (1_450, 18_600, Reckoning(), [])


def test_amounts_that_all_say_it_are_counted_for_the_time_of_the_deal(content: Library) -> None:
    found = read(content, **rent("1,450 a month", "18,600 a year"))
    assert (likely(found), other(found), found.reckoning.basis, faults(found)) == (1_450, 1_550, "month", [])


def test_amounts_without_a_time_have_that_which_was_answered(content: Library) -> None:
    found = read(content, **rent("1,450", "18,600 a year", amounts_are_for="month"))
    assert (likely(found), other(found), faults(found)) == (1_450, 1_550, [])
    found = read(content, **rent("1,450", "18,600 a year", amounts_are_for="year"))
    assert (likely(found), other(found), faults(found)) == (1_450, 18_600, [])


@pytest.mark.parametrize("answer", [None, "", "?", "dunno"])
def test_an_amount_without_a_time_beside_one_with_it_is_asked_about_once(content: Library, answer: str | None) -> None:
    """It is left out until the person says what it is for; the amount that says it counts."""
    found = read(content, **rent("1,450", "18,600 a year", target="1,400", amounts_are_for=answer))
    assert faults(found) == [("amounts_are_for", "basis-needed")]
    assert (likely(found), other(found), found.answers["target"]) == (None, 18_600, None)


@pytest.mark.parametrize(
    "paid", [{"deal_cost": "200 a month"}, {"alternatives": [{"cost_money": "200 a month", "worth": {"likely": "9"}}]}]
)
def test_a_cost_for_a_time_beside_a_deal_without_one_is_asked_about(content: Library, paid: dict[str, Any]) -> None:
    assert faults(read(content, deal_worth="52,000", **paid)) == [("amounts_are_for", "basis-needed")]


def test_nothing_is_nothing_whatever_it_is_for(content: Library) -> None:
    found = read(content, **rent("0", "18,600 a year", deal_benefit="none"))
    assert (likely(found), other(found), faults(found)) == (0, 18_600, [])


def test_the_order_of_rows_does_not_matter(content: Library) -> None:
    rows = [{"worth": {"likely": text}} for text in ("1,450 a month", "18,600 a year", "350 a week")]
    one, two = (read(content, alternatives=some) for some in (rows, rows[::-1]))
    assert one.reckoning == two.reckoning == Reckoning("year")


@pytest.mark.parametrize("hours", [None, "?", "none", "0", "200", "x"])
def test_where_hours_meet_a_year_the_hours_of_a_week_are_asked_once(content: Library, hours: str | None) -> None:
    answers = {
        "target": "£16.10/hr",
        "deal_benefit": "£2/h",
        "deal_worth": "52,000",
        "amounts_are_for": "year",
        "hours_in_a_week": hours,
    }
    found = read(content, **answers)
    assert [field for field, _ in faults(found)] == ["hours_in_a_week"]
    assert (found.answers["target"], found.answers["deal_benefit"], likely(found)) == (None, None, 52_000)


@pytest.mark.parametrize("hours", ["37.5", "37,5 a week", "37.5 h/week", "37½"])
def test_an_amount_for_an_hour_is_turned_with_the_hours_of_a_week(content: Library, hours: str) -> None:
    found = read(content, target="£16.10/hr", amounts_are_for="year", hours_in_a_week=hours)
    assert (found.answers["target"], faults(found)) == (31_395, [])


def test_the_hours_of_a_week_are_not_asked_where_nobody_needs_them(content: Library) -> None:
    assert faults(read(content, target="16.10", amounts_are_for="hour", hour_value="30")) == []
    assert faults(read(content, target="16.10", amounts_are_for="hour", deal_cost="500")) == [
        ("hours_in_a_week", "hours-a-week-needed")
    ]
    rows = [{"cost_hours": "20", "worth": "17"}]
    assert faults(read(content, amounts_are_for="hour", alternatives=rows)) == [
        ("hours_in_a_week", "hours-a-week-needed")
    ]


@pytest.mark.parametrize(
    ("answers", "field", "message"),
    [
        pytest.param({"amounts_are_for": "once", "target": "58k a year"}, "target", "amount-not-once", id="again and again, in a sale"),
        pytest.param({"amounts_are_for": "once", "deal_cost": "20 a month"}, "deal_cost", "amount-not-once", id="a cost of a month, in a sale"),
        pytest.param({"amounts_are_for": "year", "target": "58k once"}, "target", "amount-only-once", id="once, in a year"),
        pytest.param({"target": "58k once", "deal_benefit": "5 a year"}, "target", "amount-only-once", id="another says a year"),
        pytest.param({"amounts_are_for": "year", "target": "400 a day"}, "target", "amount-by-the-day", id="a day"),
        pytest.param({"risk_tolerance": "20,000 a year"}, "risk_tolerance", "amount-has-no-time", id="a stake for a time"),
        pytest.param({"risk_tolerance": "400 a day"}, "risk_tolerance", "amount-has-no-time", id="a stake for a day"),
        pytest.param({"hour_value": "30 once"}, "hour_value", "amount-only-once", id="an hour's worth, once"),
        pytest.param({"annual_rate": "1% a month"}, "annual_rate", "percent-unclear", id="a rate for a month"),
        pytest.param({"works_out": "x"}, "works_out", "field-unknown", id="no such question"),
    ],
)  # fmt: skip
def test_what_cannot_be_turned_into_the_time_of_the_deal_says_what_to_do(
    content: Library, answers: dict[str, Any], field: str, message: str
) -> None:
    assert (field, message) in faults(read(content, **answers))


def test_a_days_pay_offers_weeks(content: Library) -> None:
    (error,) = read(content, target="400 a day").errors
    assert [choice.value for choice in error.choices] == ["1600 a week", "2000 a week"]


def test_a_yearly_rate_may_say_so(content: Library) -> None:
    for text in ("5% a year", "5 % p.a.", "5 percent per annum", "5%/yr", "5% yearly", "5%"):
        assert read(content, annual_rate=text).answers["annual_rate"] == F(5, 100)


def test_an_amount_that_takes_no_time_refuses_one() -> None:
    for text in ("5 a year", "5/h"):
        reader = Reader("auto", KINDS)
        assert reader.read(Question("q", "amount", "", "", "", ""), text, "q") is None
        assert [error.message for error in reader.errors] == ["amount-has-no-time"]


def test_the_result_names_the_time_and_shows_every_conversion(content: Library) -> None:
    bridge.use_library(content)
    rows = [{"name": "Ours", "worth": "50k-60k a year", "cost_money": "200 a month"}]
    answers = {
        "role": "receive",
        "amounts_are_for": "month",
        "hours_in_a_week": "40",
        "deal_worth": "24/h",
        "target": "4,500",
        "alternatives": rows,
    }
    told = json.loads(bridge.run(request(plan(answers))))
    assert told["errors"] == []
    assert told["understood"] == {
        "deal_worth.likely": "€24 an hour, which is €4,160 a month", "hours_in_a_week": "40 hours", "target": "€4,500 a month",
        "alternatives.0.worth.likely": "€50,000 a year to €60,000 a year, which is €4,167 a month to €5,000 a month",
        "alternatives.0.cost_money": "€200 a month, which is €2,400 a year",
    }  # fmt: skip
    said = told["markdown"]
    for line in (
        "- What the deal comes to in money, Most likely: €24 an hour counts as €4,160 a month.",
        "- Alternative 1, What it comes to in money, if it works out: "
        "€50,000 a year to €60,000 a year counts as €4,167 a month to €5,000 a month.",
        "- Alternative 1, What it costs you in money: €200 a month counts as €2,400 a year.",
        "- A year counts as 52 weeks.",
        "- A week counts as 40 hours of work.",
        "- What is paid once, such as a fee, is set against one year of the deal.",
    ):
        assert line in said.splitlines()
    assert "- Your limit: €4,383 a month at least" in said


def test_a_plan_without_times_has_no_word_on_times(answer: Callable[..., dict[str, Any]]) -> None:
    for make in NEGOTIATIONS.values():
        document = make()
        if "amounts_are_for" not in document["worksheets"].get("batna", {}) and " a " not in json.dumps(document):
            assert "How we read your amounts" not in answer(document)["markdown"]


DEAL = ("deal_worth", "deal_benefit", "target")
SCALES = {"month": 12, "week": 52, "hour": 52 * 40}


def scaled(document: Plan, times: int, basis: Basis) -> Plan:
    """Return a plan whose yearly amounts are written for a shorter time."""

    def turned(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: text if name.endswith("_chance") else turned(text) for name, text in value.items()}
        found = amount.parse(value) / times
        return f"{found.numerator / found.denominator:.9f}" if found.denominator != 1 else str(found.numerator)

    answers = dict(document["worksheets"]["batna"])
    answers.update({name: turned(answers[name]) for name in DEAL if name in answers})
    answers["alternatives"] = [
        {name: turned(text) if name in ("worth", "otherwise") else text for name, text in row.items()}
        for row in answers["alternatives"]
    ]
    return plan({**answers, "amounts_are_for": basis, "hours_in_a_week": "40"})


@pytest.mark.parametrize("basis", SCALES)
@pytest.mark.parametrize("name", ["salary", "supplier", "demand_with_fear_of_risk", "payer_with_discount"])
def test_the_same_deal_gets_the_same_advice_whatever_its_amounts_are_for(find: Find, name: str, basis: Basis) -> None:
    """Written for a month, a week or an hour: every amount is that part of the yearly one, and the order is the same."""
    yearly = changed(changed(NEGOTIATIONS[name](), "amounts_are_for", "year"), "hours_in_a_week", "40")
    times = SCALES[basis]
    one, part = find(yearly), find(scaled(yearly, times, basis))
    assert [a.place for a in one.ranking] == [a.place for a in part.ranking]
    for amount_name in (
        "reservation_value",
        "deal_equivalent",
        "margin",
        "shortfall",
        "break_even_gain",
        "deal_break_even_gain",
    ):
        whole, share = getattr(one, amount_name), getattr(part, amount_name)
        assert (whole is None) == (share is None)
        assert whole is None or abs(whole - share * times) <= F(1, 100), amount_name
    assert (one.beats_deal, one.is_close, one.is_weak) == (part.beats_deal, part.is_close, part.is_weak)
    turns = one.turning_risk_tolerance, part.turning_risk_tolerance
    assert turns[0] is None or abs(turns[0] - turns[1]) <= turns[0] / 10**6  # type: ignore[operator]


@given(
    st.integers(1, 10**6),
    st.sampled_from(["hour", "week", "fortnight", "month", "quarter", "year"]),
    st.sampled_from(["hour", "week", "fortnight", "month", "quarter", "year"]),
    st.integers(1, 168),
)
def test_there_and_back_is_the_same_amount(value: int, one: Basis, other: Basis, hours: int) -> None:
    reckoning = Reckoning(hours_a_week=F(hours))
    there = reckoning.convert(Amount(F(value), one), other)
    assert there is not None
    assert reckoning.convert(Amount(there, other), one) == value


@given(st.integers(-(10**6), 10**6), st.sampled_from(["once", "week", "month", "year"]))
def test_what_is_spread_and_gathered_is_the_same_amount(value: int, basis: Basis) -> None:
    reckoning = Reckoning(basis)
    assert reckoning.gather(reckoning.spread(F(value))) == value
