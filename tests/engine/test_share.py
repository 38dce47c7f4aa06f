"""share: only what stands in the one list can go to the other side, and what gives something away is warned of."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine import mentions
from playbook_engine.library import Library
from tests import canaries
from tests.random_plans import random_plan

Answer = Callable[..., dict[str, Any]]

FORMATS = canaries.SHARE_FORMATS
RENT: dict[str, Any] = {
    "case": "lease", "ask": "A lower rent", "role": "pay", "amounts_are_for": "month", "target": "1,300", "offer": "1,480",
    "no_deal": "Move to the flat on Station Road", "no_deal_kind": "possible", "no_deal_worth": "1,420",
    "their_no_deal": "Paint it and look for two months", "talk_date": "2026-12-01", "safe": "yes",
}  # fmt: skip


def share(answer: Answer, quick: Mapping[str, Any], format_: str = "share", **changes: Any) -> dict[str, Any]:
    sheets = {"quick": dict(quick), **changes.pop("sheets", {})}
    document = {"version": 2, "name": "Canaryplan", "settings": {"currency": ""}, "worksheets": sheets}
    reply = answer(document, do="export", format=format_, **changes)
    assert reply["ok"], reply
    return reply


def warned(answer: Answer, text: str, **more: str) -> str:
    """Return the warning of the reason when it says this, beside the rent of the tenant."""
    lines = share(answer, {**RENT, "ask_why": text, **more})["lines"]
    return str(next(line["warning"] for line in lines if line["path"] == "quick.ask_why"))


def test_the_lines_are_those_of_the_list_in_its_order(answer: Answer, content: Library) -> None:
    lines = share(answer, {**RENT, "ask_why": "To stay for three years"})["lines"]
    assert [(line["part"], line["label"], line["text"], line["path"]) for line in lines] == [
        ("What I ask for", "In short", "A lower rent", "quick.ask"),
        ("What I ask for", "In numbers", "1,300 a month", "quick.target"),
        ("Why", "What it is for", "To stay for three years", "quick.ask_why"),
        ("Our talk", "Day", "Tuesday 1 December 2026", "quick.talk_date"),
    ]
    assert {line["warning"] for line in lines} == {""}
    listed = content.lists["share"].questions
    assert {line["path"] for line in lines} <= listed


def test_an_answer_that_was_given_on_another_worksheet_is_a_line_too(answer: Answer) -> None:
    reply = share(answer, {}, sheets={"batna": {"deal_name": "Renew", "target": "82000"}})
    assert [line["text"] for line in reply["lines"]] == ["Renew", "82,000"]


@pytest.mark.parametrize("format_", FORMATS)
def test_only_what_was_chosen_is_in_the_file(answer: Answer, format_: str) -> None:
    text = share(answer, RENT, format_, paths=["quick.target", "quick.offer", "quick.no_deal_worth", "quick.safe"])[
        "text"
    ]
    assert "1,300 a month" in text
    assert not re.search(r"A lower rent|1,480|1,420|December 2026 *$|Canaryplan", text)
    assert "1,300" not in share(answer, RENT, format_, paths=[])["text"]


@pytest.mark.parametrize("format_", FORMATS)
def test_without_a_choice_a_line_with_a_warning_stays_out(answer: Answer, format_: str) -> None:
    text = share(answer, {**RENT, "ask_why": "I can pay 1,420", "target_reason": "Others pay 1,290"}, format_)["text"]
    assert ("1,420" in text, "1,290" in text) == (False, True)


@pytest.mark.parametrize("safe", ["no", "unsure"])
def test_who_is_not_safe_has_nothing_to_share(answer: Answer, safe: str) -> None:
    assert share(answer, {**RENT, "safe": safe})["lines"] == []


def test_no_answer_outside_the_list_gets_into_a_share_version(answer: Answer, content: Library) -> None:
    """A word of its own in every answer, and in the plan's name: none of them is in any format, whatever is chosen."""

    def ask(request: Mapping[str, Any]) -> dict[str, Any]:
        return answer(None, **request)

    assert canaries.leaks(content, ask) == []


@given(seed=st.integers(0, 2**32))
def test_the_lines_of_any_plan_come_from_the_list(answer: Answer, content: Library, seed: int) -> None:
    listed = content.lists["share"].questions
    reply = answer(random_plan(random.Random(seed)), do="export", format="share")
    assert {line["path"] for line in reply["lines"]} <= listed


# Warnings


@pytest.mark.parametrize(
    "text",
    [
        "1,420", "1420", "1.420", "1 420", "1\u00a0420", "1’420", "€1,420", "1,420€", "EUR 1420", "1420.00", "1,420 a month", "1420/month",
        "at most 1420.", "(1,420)", "limit:1420", "1420!", "１４２０", "١٤٢٠", "1.42k", "fourteen hundred and twenty",
        "one thousand four hundred and twenty", "One Thousand four hundred-and-twenty", "1.420,-", "1400-1420", "between 1,300 and 1,420", "from 1,300 to 1,420",
        "17,040 a year", "I could go to 1,420, though I would rather not", "**1420**", "[1420]", "'1420'", "1420;", "1420pm", "USD1420",
    ],
)  # fmt: skip
def test_the_amount_of_the_limit_is_found_however_it_is_written(answer: Answer, text: str) -> None:
    assert (
        warned(answer, text)
        == "This names an amount that belongs to your limit, or to what either side would do without a deal."
    )


@pytest.mark.parametrize("typed", ["50,000", "50k", "50.000,00", "fifty thousand", "50 grand", "€50 000", "0.05m"])
@pytest.mark.parametrize(
    "said", ["50,000", "50k", "50.000", "fifty thousand", "50 grand", "50 000", "half of a hundred thousand, so 50000"]
)
def test_it_is_found_whichever_way_the_limit_was_typed(answer: Answer, typed: str, said: str) -> None:
    pay = {"role": "receive", "amounts_are_for": "year", "target": "58,000", "offer": "52,000", "no_deal_worth": typed}
    assert warned(answer, said, **pay) != ""


@pytest.mark.parametrize(
    "text",
    [
        "The flat on Station Road is nice",
        "MOVE TO THE FLAT",
        "move  to\nthe flat",
        "You would have to paint it and look",
        "on station road!",
    ],
)
def test_words_from_what_either_side_would_do_without_a_deal_are_found(answer: Answer, text: str) -> None:
    assert warned(answer, text) == "This uses words from what you, or they, would do without a deal."


@pytest.mark.parametrize(
    "text",
    [
        "To stay for three years",
        "1,300 is what others pay",
        "142",
        "14,200",
        "We are 2 people",
        "I like the flat",
        "The road is quiet",
        "",
    ],
)
def test_what_gives_nothing_away_is_not_warned_of(answer: Answer, text: str) -> None:
    lines = share(answer, {**RENT, "ask_why": text})["lines"]
    assert {line["warning"] for line in lines} == {""}


def test_amounts_of_every_alternative_are_found_and_those_in_its_words(answer: Answer) -> None:
    sheets = {
        "batna": {
            "alternatives": [
                {
                    "name": "Join them for 61,500",
                    "worth": {"low": "54,000", "likely": "57,000", "high": "60,000"},
                    "otherwise": "49,000",
                },
                {"name": "Wait", "worth": {"likely": "41-43k"}},
            ]
        }
    }
    for said in ("61,500", "54k", "57000", "60k", "49.000", "41,000", "forty-three thousand"):
        lines = share(answer, {"ask": "A raise", "ask_why": said, "role": "receive"}, sheets=sheets)["lines"]
        assert lines[-1]["warning"], said
    assert share(answer, {"ask": "A raise", "ask_why": "Wait"}, sheets=sheets)["lines"][-1]["warning"]


def test_a_text_with_too_many_numbers_to_look_at_is_warned_of(answer: Answer) -> None:
    assert mentions.amounts("12 " * 6_000) is None
    assert warned(answer, "12 " * 6_000)


@given(number=st.integers(2, 10**9))
def test_any_whole_amount_is_found_in_digits_and_grouped(number: int) -> None:
    for text in (
        f"{number}",
        f"{number:,}",
        f"{number:,}".replace(",", "."),
        f"{number:,}".replace(",", " "),
        f"x {number} y",
        f"€{number:,}.",
    ):
        assert Fraction(number) in (mentions.amounts(text) or ())
