"""charts: packages on a plane. Nothing leaves it, no name touches a mark or another name, and more is further right or up."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine.charts.frontier import Frontier, Place, Spot
from playbook_engine.charts.letters import width
from playbook_engine.charts.ruler import MIDDLE, NARROW, WIDE
from playbook_engine.library import Library
from tests.drawings import SVG, boxes, root_of, share

NAMES = ("Worth to you", "Worth to them")
LINE: tuple[Place, ...] = ((0, 100), (30, 90), (67, 60), (90, 40), (100, 0))
PLACES: list[tuple[Place, Place, Place]] = [
    ((50, 50), (55, 20), (68, 60)), ((50, 50), (50, 50), (50, 60)), ((0, 0), (0, 1), (0, 2)), ((50, 50), (100, 0), (100, 1)),
    ((50, 50), (0, 100), (1, 100)), ((75, 73), (100, 47), (100, 100)), ((50, 50), (51, 50), (52, 51)), ((20, 90), (95, 95), (98, 97)),
]  # fmt: skip


def drawn(halfway: Place, plan: Place, better: Place, *, shaded: bool = True) -> Frontier:
    spots = (Spot("Halfway", halfway), Spot("Plan", plan), Spot("Better", better, is_ring=True))
    return Frontier(LINE, spots, NAMES, (plan, better), (max(better[1] - 10, 0), min(better[1] + 10, 100)), shaded)


def circles(root: ElementTree.Element, room: int) -> Iterator[tuple[float, float, float, float]]:
    for one in root.iter(f"{SVG}circle"):
        x, y, r = share(one.attrib["cx"]) * room / 100, float(one.attrib["cy"]), float(one.attrib["r"])
        yield x - r, x + r, y - r, y + r


@pytest.mark.parametrize("room", [NARROW, 280, MIDDLE, WIDE])
@pytest.mark.parametrize("places", PLACES)
def test_no_words_touch_and_nothing_leaves_the_figure(places: tuple[Place, Place, Place], room: int) -> None:
    root = root_of(drawn(*places))
    height, found = float(root.attrib["height"]), list(boxes(root, room))
    assert [one for one in found if one[1] < -0.5 or one[2] > room + 0.5 or one[3] < 0 or one[4] > height] == []
    touching = [
        (a[0], b[0]) for a, b in combinations(found, 2)
        if a[1] < b[2] and b[1] < a[2] and a[3] < b[4] and b[3] < a[4]
    ]  # fmt: skip
    assert touching == []


@pytest.mark.parametrize("places", PLACES)
def test_no_name_covers_a_mark(places: tuple[Place, Place, Place]) -> None:
    root = root_of(drawn(*places))
    names = [one for one in boxes(root, NARROW) if one[0] in ("Halfway", "Plan", "Better")]
    assert len(names) == 3
    covered = [
        name for name, left, right, top, low in names for start, end, high, deep in circles(root, NARROW)
        if left < end and start < right and top < deep and high < low
    ]  # fmt: skip
    assert covered == []


place = st.tuples(st.integers(0, 100), st.integers(0, 100))


@given(halfway=place, plan=place, better=place)
def test_wherever_the_packages_are_every_name_stays_inside(halfway: Place, plan: Place, better: Place) -> None:
    found = list(boxes(root_of(drawn(halfway, plan, better)), NARROW))
    assert [one for one in found if one[1] < -0.5 or one[2] > NARROW + 0.5] == []


def test_more_is_further_right_and_further_up() -> None:
    def ring(at: int) -> tuple[float, float]:
        circle = [*root_of(drawn((50, 50), (0, 0), (at, at))).iter(f"{SVG}circle")][-1]
        return share(circle.attrib["cx"]), -float(circle.attrib["cy"])

    for places in zip(*(ring(number) for number in range(0, 101, 5)), strict=True):
        assert list(places) == sorted(set(places))


@pytest.mark.parametrize("shaded", [True, False])
def test_what_is_worse_for_both_is_shaded_and_nothing_else(shaded: bool) -> None:
    svg = drawn((50, 50), (55, 20), (68, 60), shaded=shaded).svg("x")
    assert ("pb-ln-worse" in svg) is shaded


@pytest.mark.parametrize(("better", "head"), [((90, 25), "M0 0-10-5v10z"), ((60, 90), "M0 0-5 10h10z")])
def test_the_arrow_points_to_what_is_better(better: Place, head: str) -> None:
    assert f'd="{head}"' in drawn((50, 50), (55, 20), better).svg("x")


def test_an_arrow_to_where_it_begins_is_not_drawn() -> None:
    assert "pb-ln-deal" not in drawn((50, 50), (50, 50), (51, 50)).svg("x")


def test_what_people_hear_is_escaped_and_the_rest_is_silent() -> None:
    svg = drawn((50, 50), (55, 20), (68, 60)).svg('<b> & "x"')
    assert 'aria-label="&lt;b&gt; &amp; &quot;x&quot;"' in svg
    assert '<g aria-hidden="true">' in svg


def test_the_names_on_the_page_fit_a_phone(content: Library) -> None:
    """The project's own words, not those of this test."""
    said = content.messages
    for name in ("spot-plan", "spot-halfway", "spot-better"):
        assert width(said[f"trades/{name}"], 15, bold=True) <= NARROW // 3
