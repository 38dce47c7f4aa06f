"""The line of the range: both ranges and the opening on one ruler, said in a sentence and as a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given

from playbook_engine.charts.chart import Chart
from playbook_engine.charts.line import Line
from playbook_engine.library import Library
from playbook_engine.words import Words
from playbook_engine.worksheets.range.chart import range_line
from tests.engine.test_charts_line import check_shapes, faults
from tests.engine.test_range import FOUR_AND_ONE, PAID, THREE, WHOLE, WIDE, given_, ranged, reply_to, row

BUYER = {"role": "pay", "reservation": "1,420", "target": "1,300", "comparables": [row("1,280"), row("1,340")]}
KNOWN = {"low": "54,000", "likely": "58,000", "high": "62,000"}


def drawn(content: Library, answers: Mapping[str, Any]) -> Chart | None:
    return range_line(ranged(content, answers), Words(content, "auto", "").of("range"))


MARKS = [
    pytest.param(WHOLE, ["pole", "triangle", "ring", "bracket"], ["hatching"], id="their limit is not guessed"),
    pytest.param({**WHOLE, "their_limit": KNOWN}, ["pole", "triangle", "ring", "bracket"], ["pole"], id="a guess with a likeliest number"),
    pytest.param({**WHOLE, "their_limit": WIDE}, ["pole", "triangle", "bracket"], ["hatching"], id="the opening is the target"),
    pytest.param({**WHOLE, "their_limit": {"likely": "58,000"}}, ["pole", "triangle", "ring", "bracket"], ["pole"], id="one number"),
    pytest.param({**PAID, "comparables": THREE[:1]}, ["pole", "triangle", "dot"], ["hatching"], id="one comparable, below the target"),
    pytest.param({**PAID, "target": "74,000", "comparables": FOUR_AND_ONE}, ["pole", "triangle", "ring", "bracket", "dot"], ["hatching"], id="an odd one out"),
    pytest.param({**BUYER, "first_number": "they", "their_number": "1,480"}, ["pole", "triangle", "ring", "bracket"], ["ring", "hatching"], id="a buyer with their number"),
]  # fmt: skip


@pytest.mark.parametrize(("answers", "you", "they"), MARKS)
def test_each_thing_that_is_known_has_its_mark(
    content: Library, answers: Mapping[str, Any], you: list[str], they: list[str]
) -> None:
    chart = drawn(content, answers)
    assert chart is not None
    assert isinstance(chart.drawing, Line)
    assert [mark.kind for mark in chart.drawing.you] == you
    assert [mark.kind for mark in chart.drawing.they] == they
    assert len(chart.rows) == len(you) + len(they)
    assert {"Others got", "Their limit"} <= {name for name, *_ in chart.rows}
    assert "…" not in chart.svg(), "no name is cut on the narrowest figure"
    assert faults(chart.drawing) == []


def test_without_comparables_and_a_guess_the_line_is_the_one_of_every_result(content: Library) -> None:
    assert drawn(content, PAID) is None
    assert reply_to(content, PAID)["html"].count('class="pb-line') == 1


def test_the_result_has_one_line_and_it_says_all(content: Library) -> None:
    html = reply_to(content, {**WHOLE, "their_limit": KNOWN})["html"]
    assert html.count('class="pb-line') == 1
    assert (
        'aria-label="Your limit is 50,000 a year. Your target is 58,000 a year. Your opening is 59,000 a year. '
        'Others got from 56,000 to 60,000. Their limit could be anywhere from 54,000 to 62,000, by your guess."'
    ) in html


@pytest.mark.parametrize(("role", "worse"), [("receive", "below"), ("pay", "above"), ("", "")])
def test_what_is_worse_than_leaving_is_shaded_on_its_own_side(content: Library, role: str, worse: str) -> None:
    chart = drawn(content, {**WHOLE, "role": role})
    assert chart is not None
    assert isinstance(chart.drawing, Line)
    assert chart.drawing.worse == worse


@given(answers=given_)
def test_any_answers_are_drawn_apart_and_inside(content: Library, answers: dict[str, Any]) -> None:
    chart = drawn(content, answers)
    if chart is None:
        return
    assert isinstance(chart.drawing, Line)
    assert faults(chart.drawing) == []
    check_shapes(chart.drawing)
