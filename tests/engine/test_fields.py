"""fields: what people type, what is understood, and what is asked about instead of guessed."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from playbook_engine.errors import FieldFault
from playbook_engine.fields import NumberStyle, amount, duration, infer_style, percent
from playbook_engine.fields.estimate import estimate
from playbook_engine.fields.kind import is_blank
from tests.parsers import parse

NARROW = "\u202f"
HARD = "\u00a0"


def fault_of(kind: str, text: str, numbers: NumberStyle = "auto") -> FieldFault:
    with pytest.raises(FieldFault) as raised:
        parse(kind, text, numbers)
    return raised.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("52000", 52_000, id="plain"),
        pytest.param("52,000", 52_000, id="English comma"),
        pytest.param("52 000", 52_000, id="space"),
        pytest.param(f"52{NARROW}000", 52_000, id="narrow space"),
        pytest.param(f"52{HARD}000", 52_000, id="hard space"),
        pytest.param("52'000", 52_000, id="apostrophe"),
        pytest.param("52’000.50", F("52000.5"), id="Swiss"),
        pytest.param("52 000,50", F("52000.5"), id="French"),
        pytest.param("52.000,50", F("52000.5"), id="German"),
        pytest.param("52,000.50", F("52000.5"), id="English"),
        pytest.param("1.234.567", 1_234_567, id="points that can only group"),
        pytest.param("12,34,567", 1_234_567, id="lakh grouping"),
        pytest.param("1,5", F("1.5"), id="comma before one digit"),
        pytest.param(".5", F("0.5"), id="no zero"),
        pytest.param("0.500", F("0.5"), id="a zero never leads a group"),
        pytest.param("1234,567", F("1234.567"), id="four digits never lead a group"),
        pytest.param("€52k", 52_000, id="k"),
        pytest.param("52 K €", 52_000, id="k before a sign"),
        pytest.param("1.5m", 1_500_000, id="m"),
        pytest.param("1,5 Mio", 1_500_000, id="Mio"),
        pytest.param("2 bn", 2 * 10**9, id="bn"),
        pytest.param("₹ 12 lakh", 1_200_000, id="lakh"),
        pytest.param("1.5 crore", 15_000_000, id="crore"),
        pytest.param("US$ 52,000", 52_000, id="dollars of a country"),
        pytest.param("CHF 52’000", 52_000, id="code before"),
        pytest.param("52.000,50 EUR", F("52000.5"), id="code behind"),
        pytest.param("500 kr", 500, id="kr is no k"),
        pytest.param("-500", -500, id="minus"),
        pytest.param("−500", -500, id="real minus"),
        pytest.param("€ -500", -500, id="minus behind the sign"),
        pytest.param("-€500", -500, id="minus before the sign"),
        pytest.param("(1,200)", -1_200, id="brackets"),
        pytest.param("about 52k", 52_000, id="about"),
        pytest.param("~52000", 52_000, id="tilde"),
        pytest.param("٥٢٠٠٠", 52_000, id="Arabic digits"),
        pytest.param("٥٢٬٠٠٠٫٥", F("52000.5"), id="Arabic marks"),
        pytest.param("५२,०००", 52_000, id="Devanagari digits"),
        pytest.param("\u200e52000\u200f", 52_000, id="direction marks"),
        pytest.param("0", 0, id="nothing"),
        pytest.param("-0", 0, id="minus nothing"),
        pytest.param("007", 7, id="leading zeros"),
        pytest.param("999999999999999", 10**15 - 1, id="the largest"),
    ],
)
def test_an_amount_is_understood_as_people_type_it(text: str, expected: F) -> None:
    assert amount.parse(text) == expected


@pytest.mark.parametrize(
    ("text", "point", "comma"),
    [
        pytest.param("52.000", 52, 52_000, id="a point before three digits"),
        pytest.param("1.234k", 1_234, 1_234_000, id="with a k"),
        pytest.param("-1.500", F("-1.5"), -1_500, id="negative"),
    ],
)
def test_a_single_point_before_three_digits_is_asked_about(text: str, point: F, comma: F) -> None:
    fault = fault_of("amount", text)
    assert fault.message == "amount-ambiguous"
    assert [amount.parse(choice.value) for choice in fault.choices] == [comma, point]
    assert amount.parse(text, "point") == point
    assert amount.parse(text, "comma") == comma


def test_a_single_comma_before_three_digits_groups_in_english_and_is_asked_about_elsewhere() -> None:
    assert amount.parse("52,000", "auto") == amount.parse("52,000", "point") == 52_000
    assert amount.parse("52,000", "comma") == 52
    assert fault_of("amount", "52,000", "auto-comma").message == "amount-ambiguous"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        *(
            pytest.param(text, "amount-unclear", id=repr(text)[:30])
            for text in (
                "lots", "1e400", "1e5", "NaN", "inf", "-inf", "Infinity", "0x10", "1_000", "52,00,0", "1,2,3", "5 2", "12 34",
                "1.2.3", "5.", ",", ".", "-", "€", "k", "()", "--5", "-€-5", "(-5)", "+-5", "1/2", "50%", "5 10", "1 000 00", "52 000 km",
                "=1+1", "5; DROP TABLE", "<b>5</b>", "5\u0000", "{target}", "²", "9" * 5_000, "1" + "0" * 100_000,
            )
        ),
        pytest.param("1,000,000,000,000,000", "amount-too-large", id="a million billion"),
        pytest.param("-1000000bn", "amount-too-large", id="minus a million billion"),
        pytest.param("1" * 50, "amount-too-large", id="fifty digits"),
    ],
)  # fmt: skip
def test_what_is_no_amount_is_said_to_be_none(text: str, message: str) -> None:
    assert fault_of("amount", text).message == message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("80%", F("0.8"), id="sign"),
        pytest.param("80 %", F("0.8"), id="space and sign"),
        pytest.param("80", F("0.8"), id="bare"),
        pytest.param("80 percent", F("0.8"), id="percent"),
        pytest.param("80 per cent", F("0.8"), id="per cent"),
        pytest.param("62,5%", F("0.625"), id="comma"),
        pytest.param("62.5", F("0.625"), id="point"),
        pytest.param("4 in 5", F("0.8"), id="in"),
        pytest.param("4 out of 5", F("0.8"), id="out of"),
        pytest.param("4/5", F("0.8"), id="slash"),
        pytest.param("0", F(0), id="never"),
        pytest.param("0%", F(0), id="never with a sign"),
        pytest.param("100", F(1), id="certain"),
        pytest.param("0.5%", F("0.005"), id="half a percent"),
        pytest.param("1%", F("0.01"), id="one percent"),
        pytest.param("about 60%", F("0.6"), id="about"),
    ],
)
def test_a_chance_is_understood_as_people_type_it(text: str, expected: F) -> None:
    assert percent.parse(text) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("0.8", "percent-ambiguous", id="0.8"),
        pytest.param("1", "percent-ambiguous", id="1"),
        pytest.param("0,5", "percent-ambiguous", id="0,5"),
        pytest.param("101%", "percent-out-of-range", id="101"),
        pytest.param("-5%", "percent-out-of-range", id="negative"),
        pytest.param("6 in 5", "percent-out-of-range", id="six in five"),
        pytest.param("0/0", "percent-out-of-range", id="none of none"),
        pytest.param("likely", "percent-unclear", id="word"),
        pytest.param("%", "percent-unclear", id="only the sign"),
        pytest.param("1e-3", "percent-unclear", id="exponent"),
        pytest.param("NaN", "percent-unclear", id="NaN"),
        pytest.param("9" * 5000, "percent-unclear", id="five thousand digits"),
    ],
)
def test_what_is_no_chance_is_asked_about(text: str, message: str) -> None:
    fault = fault_of("percent", text)
    assert fault.message == message
    readings = {percent.parse(choice.value) for choice in fault.choices}
    assert len(readings) == len(fault.choices)
    assert bool(readings) == message.endswith("ambiguous")


@pytest.mark.parametrize(
    ("text", "months"),
    [
        pytest.param("6 months", F(6), id="months"),
        pytest.param("6mo", F(6), id="mo"),
        pytest.param("a year", F(12), id="a year"),
        pytest.param("1.5 years", F(18), id="one and a half"),
        pytest.param("1,5 years", F(18), id="comma"),
        pytest.param("half a year", F(6), id="half"),
        pytest.param("1 year and 6 months", F(18), id="and"),
        pytest.param("2 quarters", F(6), id="quarters"),
        pytest.param("in three weeks", 21 / duration.DAYS_A_MONTH, id="in three weeks"),
        pytest.param("10 days from now", 10 / duration.DAYS_A_MONTH, id="from now"),
        pytest.param("now", F(0), id="now"),
        pytest.param("0", F(0), id="0"),
        pytest.param("About 3 Months.", F(3), id="capitals and a stop"),
        pytest.param("100 years", F(1200), id="the longest"),
    ],
)
def test_a_time_is_understood_as_people_type_it(text: str, months: F) -> None:
    assert duration.parse(text) == months


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("6", "duration-needs-a-unit", id="no unit"),
        pytest.param("101 years", "duration-too-long", id="too long"),
        pytest.param("-3 months", "duration-unclear", id="negative"),
        pytest.param("soon", "duration-unclear", id="soon"),
        pytest.param("months", "duration-unclear", id="no number"),
        pytest.param("1.500 days", "duration-ambiguous", id="two readings"),
        pytest.param("umpteen years", "duration-unclear", id="no count"),
        pytest.param("1e9 days", "duration-unclear", id="exponent"),
        pytest.param("3 months or 4", "duration-unclear", id="rest"),
    ],
)
def test_what_is_no_time_is_asked_about(text: str, message: str) -> None:
    fault = fault_of("duration", text)
    assert fault.message == message
    assert len({duration.parse(choice.value) for choice in fault.choices}) == len(fault.choices)


@pytest.mark.parametrize(
    ("text", "hours"), [pytest.param("12", F(12), id="bare"), pytest.param("7,5 hours", F("7.5"), id="comma"),
                        pytest.param("0 h", F(0), id="none")],
)  # fmt: skip
def test_hours_are_understood(text: str, hours: F) -> None:
    assert parse("hours", text) == hours


@pytest.mark.parametrize("text", ["-1", "100001", "1.500", "a day", "∞", "NaN"])
def test_what_is_no_number_of_hours_is_said_to_be_none(text: str) -> None:
    assert fault_of("hours", text).message.startswith("hours-")


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        pytest.param("text", "x" * 201, "text-too-long", id="a name of 201 letters"),
        pytest.param("long_text", "x" * 20_001, "text-too-long", id="20,001 letters"),
        pytest.param("choice", "perhaps", "choice-unknown", id="an answer that is not offered"),
    ],
)
def test_a_text_or_choice_that_does_not_fit(kind: str, text: str, message: str) -> None:
    assert fault_of(kind, text).message == message


def test_the_longest_texts_fit_and_lose_only_their_outer_spaces() -> None:
    assert parse("text", " a \n b ") == "a b"
    assert parse("long_text", " a \n b ") == "a \n b"
    assert len(str(parse("long_text", "x" * 20_000))) == 20_000


@pytest.mark.parametrize("text", ["", " ", "\u200b", "\u202e\u202c", "\t\n", "\u2066 \u2069", "\x00"])
def test_a_text_that_shows_nothing_is_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        pytest.param({"low": F(3), "likely": F(5), "high": F(4)}, "range-out-of-order", id="middle outside"),
        pytest.param({"low": F(3), "likely": F(2), "high": F(4)}, "range-out-of-order", id="middle below"),
        pytest.param({"low": F(1), "high_chance": F(1, 2)}, "chance-without-amount", id="chance alone"),
        pytest.param({"low": F(1), "likely": F(2), "high": F(3), "low_chance": F(1, 2)}, "chances-incomplete", id="two missing"),
        pytest.param(
            {"low": F(1), "high": F(3), "low_chance": F(1, 2), "high_chance": F(1, 3)}, "chances-do-not-add-up", id="too little"
        ),
        pytest.param(
            {"low": F(1), "likely": F(2), "high": F(3), "low_chance": F(3, 4), "high_chance": F(3, 4)},
            "chances-do-not-add-up", id="too much, one missing",
        ),
        pytest.param({"likely": F(2), "likely_chance": F(1, 2)}, "chances-do-not-add-up", id="one point, half a chance"),
    ],
)  # fmt: skip
def test_a_range_that_does_not_hold_together(values: dict[str, F], message: str) -> None:
    with pytest.raises(FieldFault) as raised:
        estimate(**values)
    assert raised.value.message == message


def test_a_range_may_run_downwards_and_one_chance_may_be_left_out() -> None:
    found = estimate(F(90), F(80), F(70), F(1, 5), None, F(1, 5))
    assert found is not None
    assert (found.points, found.chances) == ((90, 80, 70), (F(1, 5), F(3, 5), F(1, 5)))
    assert estimate() is None
    assert estimate(likely_chance=F(0)) is None


@pytest.mark.parametrize(
    ("texts", "style"),
    [
        pytest.param([], "auto", id="nothing"),
        pytest.param(["52.000,50"], "auto-comma", id="German cents"),
        pytest.param(["12,5"], "auto-comma", id="a comma before one digit"),
        pytest.param(["12.5"], "auto", id="English"),
        pytest.param(["12,5", "12.5"], "auto", id="both"),
        pytest.param(["52,000"], "auto", id="an English group"),
        pytest.param(["1,234,567", "12,5"], "auto", id="groups with commas"),
        pytest.param(["9" * 5000, "12,5"], "auto-comma", id="a number without end"),
        pytest.param(["I read 12,5 and 3,5 there"], "auto", id="words are no numbers"),
    ],
)
def test_the_style_is_taken_from_what_can_only_be_read_one_way(texts: list[str], style: NumberStyle) -> None:
    assert infer_style(texts) == style
