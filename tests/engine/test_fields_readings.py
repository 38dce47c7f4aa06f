"""fields: what people write in a field, read as they mean it, or asked about where it can mean two things."""

from __future__ import annotations

from datetime import date
from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine.errors import AnswerError
from playbook_engine.fields import KINDS, NumberStyle, days
from playbook_engine.fields.days import Day
from playbook_engine.fields.duration import DAYS_A_MONTH
from playbook_engine.fields.estimate import Estimate
from playbook_engine.fields.kind import Answer, Reader
from playbook_engine.worksheet import NoneMeans, Question

TODAY = Day(2026, 11, 26)


def asked(kind: str, none: NoneMeans = "") -> Question:
    return Question("q", kind, "A question", "why", "example", "find out", none=none)


def read(
    kind: str, text: str, none: NoneMeans = "", style: NumberStyle = "auto", today: Day | None = TODAY
) -> tuple[Answer, list[AnswerError], str]:
    """Return the value, the faults, and the message of what was understood, as a worksheet reads the field."""
    reader = Reader(style, KINDS, today)
    value = reader.read(asked(kind, none), text, "q")
    return value, reader.errors, "".join(found.message for found in reader.understood.values())


def table(*lines: str) -> list[object]:
    """Return a line for each text: ``text = value``; the text may hold anything."""
    return [pytest.param(*line.rsplit(" = ", 1), id=line) for line in lines]


AMOUNTS = table(
    # written out
    "50 grand = 50000", "one thousand = 1000", "a thousand = 1000", "twenty-five thousand = 25000", "half a million = 500000",
    "two hundred and fifty thousand = 250000", "two and a half million = 2500000", "a dozen = 12", "3 dozen = 36", "5 hundred = 500",
    "zero = 0", "ten = 10", "1½ million = 1500000", "1½ k = 1500", "a quarter of a million = 250000",
    # scales
    "50 mille = 50000", "3 mio = 3000000", "5 Mrd = 5000000000", "5 billion = 5000000000", "₹2 Cr = 20000000", "Rs 1.5 cr = 15000000",
    "2 crore = 20000000", "12 lakh = 1200000", "1.2345m = 1234500", "1,2345 million = 1234500",
    # no cents
    "5.000,- = 5000", "5,000.- = 5000", "5.000.- = 5000", "50.- = 50", "50,-- = 50", "500/- = 500", "1,500/- = 1500", "500/= = 500",
    "€ 5.000,- = 5000", "Rs. 500/- = 500",
    # words behind
    "1,500 for a lawyer = 1500", "50,000, my present pay = 50000", "2,000 for colleagues I like = 2000", "€1.234,50 for fees = 1234.5",
    "500 (deposit) = 500", "52k before tax = 52000", "300 in fees = 300", "-500 for the smell = -500",
    # other keyboards
    "１２，５００ = 12500", "￥５０００ = 5000", "￡５００ = 500", "１２．５ = 12.5", "（５００） = -500", "１２，５００　円 for tea = 12500",
    "١٢٬٥٠٠ = 12500", "১২৫০০ = 12500",
    # grouped, and rough
    "€ 1.234,56 = 1234.56", "1'234.50 = 1234.5", "1 234,5 = 1234.5", "1,23,456 = 123456", "about 52k or so = 52000", "50k-ish = 50000",
    "maybe 50k = 50000", "52.0000 = 52", "0,1234 = 0.1234", "quid 50 = 50",
)  # fmt: skip
PERCENTS = table(
    "50/50 = 50", "30/70 = 30", "20/80 = 20", "0/100 = 0", "100/0 = 100", "50-50 = 50", "60-40 = 60", "50:50 = 50", "1:1 = 50", "1/99 = 1",
    "1/2 = 50", "3/4 = 75", "3/4 of = 75", "3/4 of the time = 75", "9 times out of 10 = 90", "four in five = 80", "a third = 100/3",
    "half = 50", "fifty percent = 50", "fifty-fifty = 50", "even = 50", "33,333% = 33.333", "33,333 = 33.333", "33.333% = 33.333",
    "52,000% = 52", "99.5 % = 99.5", "1,5% = 1.5", "１００％ = 100", "٥٠٪ = 50", "80ish = 80", "80% sure = 80", "12½ % = 12.5", "zero = 0",
)  # fmt: skip
DAYS = table(
    "2 days = 2", "a fortnight = 14", "fortnight = 14", "two weeks = 14", "10 days or so = 10", "in 6 weeks' time = 42", "a couple of weeks = 14",
    "tomorrow = 1", "next week = 7", "48 hours = 2", "36h = 1.5", "1h30 = 0.0625", "90 min = 0.0625",
    # a day of the calendar, from 26 November 2026
    "in March = 109", "March = 109", "by March = 95", "until March = 95", "end of March = 125", "by the end of March = 125", "mid-June = 201",
    "early July = 217", "late May = 186", "March 2027 = 109", "in March of 2028 = 475", "Sept = 293", "4 March = 98", "March 4th = 98",
    "on 4th of March 2027 = 98", "2027-03-04 = 98", "04.03.2027 = 98", "13/4/2027 = 138", "4/4/2027 = 129", "26 November = 0", "25 November = 364",
    "29 February 2028 = 460", "in November 2026 = 0", "December = 19", "end of the year = 35", "end of month = 4", "in MARCH. = 109",
)  # fmt: skip
MONTHS = table(
    "1½ years = 18", "1 1/2 years = 18", "one and a half years = 18", "a year and a half = 18", "1y6m = 18", "1 yr = 12", "2 quarters = 6",
    "next month = 1", "half a year = 6", "a quarter = 3", "an year = 12", "ten months = 10", "0 = 0", "no wait = 0", "now = 0",
)  # fmt: skip
HOURS = table(
    "20 hours for interviews and papers = 20", "1h30 = 1.5", "1:30 = 1.5", "1 h 30 min = 1.5", "1h5 = 13/12", "90 min = 1.5", "half an hour = 0.5",
    "an hour = 1", "an hour and a half = 1.5", "two hours = 2", "7,5 = 7.5", "½ = 0.5", "1½ hours = 1.5", "２０ = 20", "20 or so = 20", "1 500 = 1500",
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "unit", "text", "value"),
    [
        pytest.param(kind, unit, *line.values, id=f"{kind}: {line.id}")  # type: ignore[attr-defined]
        for kind, unit, lines in (
            ("amount", F(1), AMOUNTS), ("percent", F(1, 100), PERCENTS), ("duration", 1 / DAYS_A_MONTH, DAYS), ("duration", F(1), MONTHS),
            ("hours", F(1), HOURS),
        )
        for line in lines
    ],
)  # fmt: skip
def test_what_has_one_reading_is_read(kind: str, unit: F, text: str, value: str) -> None:
    found, errors, _ = read(kind, text)
    assert errors == []
    assert found == F(value) * unit


ASKED = {
    "amount": (
        "100CR -> 1000000000 | 100", "2 Cr -> 20000000 | 2", "50 mil -> 50000000 | 50000", "1.5 mil -> 1500000 | 1500",
        "1.234 mil -> 1234000000 | 1234000 | 1234", "52,0000 -> 520000 | 52", "1234,5678 -> 12345678 | 1234.5678",
        "38-42k -> 38000 | 40000 | 42000", "50k-60k -> 50000 | 55000 | 60000", "£1k-2k -> 1000 | 1500 | 2000", "38 to 42k -> 38000 | 40000 | 42000",
        "between 38 and 42k -> 38000 | 40000 | 42000", "50 or 60 -> 50 | 55 | 60", "500-1k -> 500 | 750 | 1000", "５０–６０ -> 50 | 55 | 60",
        "none -> 0 | ?", "nothing -> 0 | ?", "no -> 0 | ?", "nil -> 0 | ?", "Free! -> 0 | ?",
    ),
    "percent": (
        "1/1 -> 50% | 100%", "3/3 -> 50% | 100%", "2:1 -> 66.7% | 33.3%", "1:3 -> 25% | 75%", "2/1 -> 66.7% | 33.3%", "6/5 -> 54.5% | 45.5%",
        "odds 2 to 1 -> 66.7% | 33.3%", "odds of 1 to 3 -> 25% | 75%", "2 to 1 -> 66.7% | 33.3%", "60-70% -> 60% | 65% | 70%",
        "60 bis 70 % -> 60% | 65% | 70%", "60 to 70 -> 60% | 65% | 70%", "60% - 70% -> 60% | 65% | 70%", "between 60 and 70 percent -> 60% | 65% | 70%",
        "40-60 -> 40% | 50% | 60%", "5 or 6% -> 5% | 5.5% | 6%", "0.8 -> 0.8% | 80%", "none -> 0 | ?",
    ),
    "duration": (
        "6-9 months -> 6 months | 7.5 months | 9 months", "2 to 3 weeks -> 2 weeks | 2.5 weeks | 3 weeks", "1.500 days -> 1500 days | 1.5 days",
        "3/4/2027 -> 3 April 2027 | 4 March 2027", "Q2 -> April 2027 | May 2027 | June 2027",
        "in Q4 -> November 2026 | December 2026", "the second quarter of 2028 -> April 2028 | May 2028 | June 2028",
        "2027 -> January 2027 | April 2027 | July 2027 | October 2027 | December 2027",
        "next year -> January 2027 | April 2027 | July 2027 | October 2027 | December 2027", "November -> November 2026 | November 2027",
        "6 -> 6 days | 6 weeks | 6 months | 6 years", "none -> 0 | ?",
    ),
    "hours": (
        "2 days -> 12 h | 16 h", "a day -> 6 h | 8 h", "half a day -> 3 h | 4 h", "a week -> 35 h | 40 h", "2 working days -> 12 h | 16 h",
        "20-30 hours -> 20 h | 25 h | 30 h", "10 or 12 -> 10 h | 11 h | 12 h", "1.500 -> 1500 h | 1.5 h", "none -> 0 | ?",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "text", "choices"),
    [pytest.param(kind, *line.split(" -> "), id=f"{kind}: {line}") for kind, lines in ASKED.items() for line in lines],
)
def test_what_has_several_readings_is_asked_and_each_choice_has_one(kind: str, text: str, choices: str) -> None:
    value, (error,), _ = read(kind, text)
    assert value is None
    assert [choice.value for choice in error.choices] == choices.split(" | ")
    values = [read(kind, choice.value) for choice in error.choices]
    assert all(not errors for _, errors, _ in values)
    assert len({found for found, _, _ in values}) == len(values)


UNCLEAR = {
    "amount": (
        "1,500 for a lawyer and 300 for a notary", "52,000 plus bonus", "52,000 + bonus", "52,000 less tax", "500 each", "2 x 500", "500 per head",
        "52k+", "up to 50k", "at least 50k", "500 in debt", "50 percent", "1/2", "half", "½", "60-50", "500-2m", "1.2.3", "5.00,-", "5-",
        "4 weeks' pay", "1,500 for two lawyers", "100 DR", "52,000 or nothing", "2 lawyers", "one two", "hundred", "a", "twenty thousand million thousand",
    ),
    "percent": (">50%", "at least 60%", "likely", "90+", "60% or more", "70-60%", "1,2,3", "a", "50%%"),
    "duration": ("soon", "asap", "spring", "on Monday", "3 months or 4", "4 weeks' pay", "a", "1:30", "9-6 months", "a few months", "x March", "March or April"),
    "hours": ("20 hours a week", "20 hours each week", "20+", "a", "-2 hours", "30-20", "some", "1:75", "20 hours per month"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "text"),
    [pytest.param(kind, text, id=f"{kind}: {text}") for kind, texts in UNCLEAR.items() for text in texts],
)
def test_what_cannot_be_read_is_said_to_be_unclear_and_never_guessed(kind: str, text: str) -> None:
    value, errors, message = read(kind, text)
    assert (value, [error.message for error in errors], message) == (None, [f"{kind}-unclear"], "")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("March 2026", "duration-in-the-past", id="a month that has passed"),
        pytest.param("25 November 2026", "duration-in-the-past", id="yesterday"),
        pytest.param("Q1 2026", "duration-in-the-past", id="a quarter that has passed"),
        pytest.param("2025", "duration-in-the-past", id="last year"),
        pytest.param("30 February", "duration-no-such-day", id="no such day"),
        pytest.param("2027-13-01", "duration-no-such-day", id="no such month"),
        pytest.param("31/31/2027", "duration-no-such-day", id="no such day in either order"),
        pytest.param("March 2190", "duration-too-long", id="too far ahead"),
    ],
)
def test_a_day_that_cannot_be_waited_for(text: str, message: str) -> None:
    value, errors, _ = read("duration", text)
    assert (value, [error.message for error in errors]) == (None, [message])


@pytest.mark.parametrize(
    "text", ["in March", "4 March 2027", "Q2", "2027", "next year", "13/4/2027", "end of the year"]
)
def test_a_day_is_asked_about_when_nobody_knows_which_day_it_is(text: str) -> None:
    value, (error,), _ = read("duration", text, today=None)
    assert (value, error.message) == (None, "duration-needs-today")


@given(st.dates())
def test_days_are_counted_as_the_calendar_counts_them(day: date) -> None:
    assert days.from_iso(day.isoformat()) == Day(day.year, day.month, day.day)
    assert Day(day.year, day.month, day.day).number == day.toordinal()


@given(st.dates(date(2026, 11, 27), date(2100, 1, 1)))
def test_any_day_to_come_is_reached_however_it_is_written(day: date) -> None:
    name = days.MONTHS[day.month - 1]
    for text in (
        day.isoformat(),
        f"{day.day} {name} {day.year}",
        f"on {name} {day.day}, {day.year}",
        f"{day.day}.{day.month}.{day.year}",
    ):
        assert read("duration", text)[0] == (day - date(2026, 11, 26)).days / DAYS_A_MONTH


def test_the_day_that_was_reached_is_kept_to_be_shown() -> None:
    reader = Reader("auto", KINDS, TODAY)
    reader.read(asked("duration"), "in March", "q")
    assert reader.understood["q"].day == Day(2027, 3, 15)


@pytest.mark.parametrize(
    "kind", ["amount", "range", "percent", "duration", "date", "hours", "choice", "text", "long_text"]
)
@pytest.mark.parametrize(
    "text",
    ["dunno", "n/a", "N/A.", "no idea", "??", "don't know", "I don’t know", "do not know yet", "idk", "unsure", "not sure", "tbd", "-", "—", "…",
     "NO IDEA!", "ｎ／ａ"],
)  # fmt: skip
def test_whoever_does_not_know_leaves_a_blank_and_is_told_so(kind: str, text: str) -> None:
    """A blank is a blank: never zero, whatever "none" means to the question."""
    assert read(kind, text) == (None, [], "page-unknown")
    if kind in ("amount", "duration", "hours"):
        assert read(kind, text, "zero") == (None, [], "page-unknown")


@pytest.mark.parametrize("kind", ["amount", "duration", "hours"])
@pytest.mark.parametrize("text", ["none", "Nothing.", "no", "nil", "nothing at all", "nothing yet", "free"])
def test_none_means_what_the_question_says(kind: str, text: str) -> None:
    assert read(kind, text, "zero") == (0, [], "")
    assert read(kind, text, "nothing-yet") == (None, [], "read-nothing-yet")
    value, (error,), _ = read(kind, text)
    assert (value, error.message) == (None, "none-unclear")


@pytest.mark.parametrize("kind", ["text", "long_text"])
def test_none_is_a_text_where_texts_are_asked_for(kind: str) -> None:
    assert read(kind, "none") == ("none", [], "")


@pytest.mark.parametrize(
    ("text", "low", "likely", "high"),
    [
        ("38-42k", 38_000, None, 42_000), ("50k-60k", 50_000, None, 60_000), ("38–42k", 38_000, None, 42_000),
        ("between 38k and 42k", 38_000, None, 42_000), ("£50,000 to £60,000", 50_000, None, 60_000), ("50-60", 50, None, 60),
        ("500-1k", 500, None, 1_000), ("5-10m", 5_000_000, None, 10_000_000), ("1.5-2m", 1_500_000, None, 2_000_000),
        ("-20 - 10", -20, None, 10), ("about 38-42k", 38_000, None, 42_000), ("from 38 to 42 grand", 38_000, None, 42_000),
        ("Badly 54,000, most likely 57,000, well 60,000", 54_000, 57_000, 60_000), ("at best 60k; at worst 54k", 54_000, None, 60_000),
        ("52k", None, 52_000, None),
    ],
)  # fmt: skip
def test_two_ends_go_into_low_and_high(text: str, low: int, likely: int | None, high: int) -> None:
    assert read("range", text)[:2] == (Estimate(*(None if end is None else F(end) for end in (low, likely, high))), [])


def test_two_ends_are_asked_about_where_an_end_is_taken() -> None:
    reader = Reader("auto", KINDS)
    assert reader.read(asked("range"), {"low": "30k", "likely": "38-42k"}, "q") is None
    assert [(error.field, error.message) for error in reader.errors] == [("q.likely", "amount-range")]


@pytest.mark.parametrize(
    ("text", "choices"),
    [("50.000 - 60.000", ["50000 - 60000", "50 - 60"]), ("52,0000 - 53,0000", ["520000 - 530000", "52 - 53"])],
)
def test_two_ends_with_two_readings_are_offered_as_two_ranges(text: str, choices: list[str]) -> None:
    value, (error,), _ = read("range", text)
    assert (value, [choice.value for choice in error.choices]) == (None, choices)
    assert all(isinstance(read("range", choice)[0], Estimate) for choice in choices)
