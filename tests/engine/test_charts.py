"""charts: the same numbers in drawing and table, inside the box, without scripts, styles or links."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine.charts.bars import NAME_LIMIT, Bars
from playbook_engine.charts.chart import Chart
from playbook_engine.library import Library
from playbook_engine.words import Words
from playbook_engine.worksheets.batna.chart import values
from playbook_engine.worksheets.batna.findings import BatnaFindings
from tests import negotiations
from tests.negotiations import NEGOTIATIONS
from tests.plans import Plan
from tests.random_plans import random_plan

Find = Callable[[Plan], BatnaFindings]
SVG = "{http://www.w3.org/2000/svg}"
DRAWN = {"g", "line", "rect", "path", "text"}
ATTRIBUTES = {
    "class", "viewBox", "role", "aria-label", "aria-hidden", "x", "y", "x1", "x2", "y1", "y2", "width", "height", "d",
    "text-anchor",
}  # fmt: skip


def chart_of(find: Find, content: Library, plan: Plan) -> Chart | None:
    return values(find(plan), Words(content, "point", "€", "batna"))


def bars_of(chart: Chart) -> Bars:
    assert isinstance(chart.drawing, Bars)
    return chart.drawing


def drawing(chart: Chart) -> ElementTree.Element:
    """The drawing as strict XML, which also shows that every mark is escaped."""
    return ElementTree.fromstring(chart.svg())


@pytest.mark.parametrize(
    ("name", "bars", "line", "sentence"),
    [
        pytest.param("salary", ["deal", "best", "other"], True, "chart-sentence-better", id="better"),
        pytest.param("strong_alternative", ["deal", "best"], True, "chart-sentence-worse", id="worse"),
        pytest.param("no_alternative", ["deal"], False, "chart-sentence-no-line", id="no alternative"),
    ],
)
def test_a_bar_for_every_course_and_a_line_for_the_reservation_value(
    find: Find, content: Library, name: str, bars: list[str], line: bool, sentence: str
) -> None:
    chart = chart_of(find, content, NEGOTIATIONS[name]())
    assert chart is not None
    assert [bar.kind for bar in bars_of(chart).bars] == bars
    assert (bars_of(chart).line is not None, bool(bars_of(chart).line_label)) == (line, line)
    assert chart.sentence == content.messages[f"batna/{sentence}"]
    assert len(chart.rows) == len(bars) + line


@pytest.mark.parametrize("name", ["nothing", "blank", "unknown"])
def test_with_nothing_to_draw_there_is_no_chart(find: Find, content: Library, name: str) -> None:
    assert chart_of(find, content, NEGOTIATIONS[name]()) is None


def test_a_payers_bars_are_the_amounts_they_would_pay(find: Find, content: Library) -> None:
    chart = chart_of(find, content, negotiations.court())
    assert chart is not None
    assert [(bar.name, bar.value, bar.low, bar.high) for bar in bars_of(chart).bars] == [
        ("Settle", 600_000, 600_000, 600_000),
        ("Go to court", 660_000, 100_000, 1_100_000),
    ]
    assert bars_of(chart).line == 660_000


def test_a_hostile_name_is_cut_text(find: Find, content: Library) -> None:
    chart = chart_of(find, content, negotiations.hostile())
    assert chart is not None
    texts = [element.text for element in drawing(chart).iter() if element.tag.endswith("text")]
    assert "- <img src=x onerror=al…" in texts


def test_a_name_cannot_turn_the_text_around(find: Find, content: Library) -> None:
    chart = chart_of(find, content, negotiations.right_to_left())
    assert chart is not None
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", "".join(bar.name for bar in bars_of(chart).bars))


@given(seed=st.integers(0, 2**32))
def test_any_chart_stays_in_its_box_and_is_only_shapes_and_text(find: Find, content: Library, seed: int) -> None:
    chart = chart_of(find, content, random_plan(random.Random(seed)))
    if chart is None:
        return
    root = drawing(chart)
    _, _, width, height = (float(part) for part in root.attrib["viewBox"].split())
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"] == chart.name
    assert [child.attrib for child in root] == [{"aria-hidden": "true"}]
    for element in root.iter():
        assert element is root or element.tag.removeprefix(SVG) in DRAWN
        assert set(element.attrib) <= ATTRIBUTES
        for key, limit in (("x", width), ("x1", width), ("x2", width), ("y", height), ("y1", height), ("y2", height)):
            assert 0 <= float(element.attrib.get(key, 0)) <= limit
        assert float(element.attrib.get("x", 0)) + float(element.attrib.get("width", 0)) <= width
        numbers = [float(number) for number in re.findall(r"[MH]([\d.-]+)", element.attrib.get("d", ""))]
        assert all(0 <= number <= width for number in numbers)
    assert all(len(bar.name) <= NAME_LIMIT for bar in bars_of(chart).bars)
    assert all(len(row) == len(chart.columns) for row in chart.rows)


@pytest.mark.parametrize("name", [pytest.param(name, id=name) for name in NEGOTIATIONS])
def test_the_deals_bar_ends_on_the_side_of_the_line_that_the_sentence_names(
    find: Find, content: Library, name: str
) -> None:
    found = find(NEGOTIATIONS[name]())
    chart = values(found, Words(content, "point", "€", "batna"))
    line = bars_of(chart).line if chart else None
    if chart is None or line is None or found.margin is None:
        return
    deal = next(bar for bar in bars_of(chart).bars if bar.kind == "deal")
    ahead = found.sign * (deal.value - line)
    assert (ahead > 0, ahead < 0) == (found.margin > 0, found.margin < 0)
