"""picture: the line says, draws and lists the same numbers, and its sentence names the side on which the offer stands."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine.charts.chart import Chart
from playbook_engine.charts.line import Line
from playbook_engine.charts.strip import Strip
from playbook_engine.library import Library
from playbook_engine.picture import picture
from playbook_engine.sheet import Course
from playbook_engine.standing import Standing, rounded
from playbook_engine.words import Words
from tests import negotiations
from tests.plans import Plan
from tests.random_plans import random_plan

NURSE = {"basis": "year", "limit": 51_118, "limit_low": 46_886, "limit_high": 56_910, "target": 58_000, "offer": 52_000}


def drawn(content: Library, *courses: Course, **said: Any) -> Chart | None:
    made = {
        name: Fraction(value) if type(value) is int else value
        for name, value in {"lower_is_better": False, **said}.items()
    }
    return picture(rounded(Standing(**made)), courses, Words(content, "point", ""))


def test_it_says_draws_and_lists_the_same_numbers(content: Library) -> None:
    chart = drawn(content, **NURSE)
    assert chart is not None
    assert chart.name == (
        "Your limit is 51,100 a year, and could lie anywhere from 46,900 to 56,900. "
        "Your target is 58,000 a year. Their offer is 52,000 a year."
    )
    assert chart.rows == (
        ("Your limit", "51,100", "46,900 to 56,900"),
        ("Your target", "58,000", "–"),
        ("Their offer", "52,000", "–"),
        ("They could pay", "not known", "–"),
    )
    text = "".join(ElementTree.fromstring(chart.svg()).itertext())
    for number in ("51,100", "58,000", "52,000", "not known"):
        assert number in text


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        pytest.param(NURSE, "Your limit could lie anywhere from 46,900 to 56,900. Their offer lies inside the hatching, so it can still turn.", id="open"),
        pytest.param({"limit": 50, "offer": 54}, "In the shaded part, having no deal is better for you. Their offer stands outside it.", id="better"),
        pytest.param({"limit": 50, "offer": 44}, "In the shaded part, having no deal is better for you. Their offer stands in it.", id="worse"),
        pytest.param({"limit": 50, "offer": 44, "lower_is_better": True}, "In the shaded part, having no deal is better for you. Their offer stands outside it.", id="a lower price"),
        pytest.param({"limit": 50, "offer": 50}, "Their offer lies at your limit.", id="equal"),
        pytest.param({"limit": 50}, "In the shaded part, having no deal is better for you.", id="no offer"),
        pytest.param({"offer": 50}, "Nothing is shaded yet. For that, your limit has to be known.", id="no limit"),
    ],
)  # fmt: skip
def test_the_sentence_names_the_side_on_which_the_offer_stands(
    content: Library, said: dict[str, Any], sentence: str
) -> None:
    chart = drawn(content, **said)
    assert chart is not None
    assert chart.sentence == sentence


def test_where_nothing_has_a_number_there_is_no_picture(content: Library) -> None:
    assert drawn(content, name="More help", when="today") is None


def test_several_courses_stand_in_rows_and_the_best_at_the_limit(content: Library) -> None:
    rows = (
        Course("Join the clinic", Fraction(51_118), Fraction(46_886), Fraction(56_910)),
        Course("Keep my pay", Fraction(48_204)),
    )
    chart = drawn(content, *rows, **NURSE)
    assert chart is not None
    assert isinstance(chart.drawing, Strip)
    assert chart.rows[:3] == (
        ("Join the clinic", "51,100", "46,900 to 56,900"),
        ("Keep my pay", "48,200", "–"),
        ("Your limit", "51,100", "46,900 to 56,900"),
    )
    one = drawn(content, rows[0], **NURSE)
    assert one is not None
    assert isinstance(one.drawing, Line)


def test_a_hostile_name_is_cut_text(answer: Callable[..., dict[str, Any]]) -> None:
    svg = re.findall(r"<svg class=\"pb-line.*?</g></svg>", answer(negotiations.hostile())["html"], re.DOTALL)
    assert len(svg) == 1
    assert "<img" not in svg[0]
    assert any(text.startswith("<img") or "<img" in text for text in ElementTree.fromstring(svg[0]).itertext())


@given(seed=st.integers(0, 2**32))
def test_any_picture_is_strict_xml_without_styles_scripts_or_links(
    answer: Callable[..., dict[str, Any]], seed: int
) -> None:
    plan: Plan = random_plan(random.Random(seed))
    for svg in re.findall(r"<svg class=\"pb-line.*?</g></svg>", answer(plan)["html"], re.DOTALL):
        for element in ElementTree.fromstring(svg).iter():
            assert not {"style", "href", "onload", "id"} & set(element.attrib)
