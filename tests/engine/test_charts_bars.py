"""charts: bars that add up. Nothing leaves the figure, no words touch, and the pole stands where the sum is reached."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine.charts.bars import Bar, Bars
from playbook_engine.charts.ruler import MIDDLE, NARROW, WIDE
from tests.drawings import SVG, boxes, root_of, share


def bars(*weights: int, needed: int, name: str = "The bakery at the bridge over the old canal") -> Bars:
    rows = tuple(Bar(name, f"{weight:,}", Fraction(weight), not place) for place, weight in enumerate(weights))
    return Bars(rows, Fraction(needed), f"needed: {needed:,}")


@pytest.mark.parametrize("room", [NARROW, 280, MIDDLE, WIDE, 1184])
@pytest.mark.parametrize("needed", [1, 40, 75, 300, 1_000_000])
def test_no_words_touch_and_nothing_leaves_the_figure(room: int, needed: int) -> None:
    root = root_of(bars(20, 25, 0, 30, 1_250_000, needed=needed))
    height, found = float(root.attrib["height"]), list(boxes(root, room))
    assert [one for one in found if one[1] < -0.5 or one[2] > room + 0.5 or one[3] < 0 or one[4] > height] == []
    touching = [
        (a[0], b[0]) for a, b in combinations(found, 2)
        if a[1] < b[2] + 2 and b[1] < a[2] + 2 and a[3] < b[4] and b[3] < a[4]
    ]  # fmt: skip
    assert touching == []


def stretches(root: ElementTree.Element) -> list[tuple[float, float]]:
    return [
        (share(line.attrib["x1"]), share(line.attrib["x2"]))
        for line in root.iter(f"{SVG}line")
        if line.attrib["class"] == "pb-ln-edge"
    ]


@given(weights=st.lists(st.integers(0, 60), min_size=1, max_size=9), needed=st.integers(1, 300))
def test_each_bar_begins_where_the_last_one_ends_and_the_pole_says_who_carries_it(
    weights: list[int], needed: int
) -> None:
    root = root_of(bars(*weights, needed=needed))
    found = stretches(root)
    assert len(found) == sum(weight > 0 for weight in weights)
    assert all(0 <= left < right <= 100 for left, right in found)
    pole = next(share(line.attrib["x1"]) for line in root.iter(f"{SVG}line") if line.attrib["class"] == "pb-ln-limit")
    scale = max(needed, sum(weights))
    if scale <= 98:  # each bar is then as long as its weight
        assert all(abs(one[1] - other[0]) < 0.02 for one, other in pairwise(found))
        reached = [right for _, right in found][-1] if found else 0.0
        assert (reached >= pole - 0.02) is (sum(weights) >= needed)


def test_who_takes_part_is_told_from_who_may_without_colour() -> None:
    root = root_of(bars(2, 3, 4, needed=5))
    assert len([one for one in root.iter(f"{SVG}rect") if one.attrib["class"] == "pb-ln-target"]) == 1
    assert len([one for one in root.iter(f"{SVG}line") if "pb-ln-hatch" in one.attrib["class"]]) == 2
