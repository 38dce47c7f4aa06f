"""charts: the plane of two needs. Nothing leaves it, no mark covers a name, and every place is where the numbers say."""

from __future__ import annotations

from itertools import combinations, product

import pytest

from playbook_engine.charts.plane import Ends, Plane
from playbook_engine.charts.ruler import MIDDLE, NARROW, WIDE
from tests.drawings import SVG, boxes, root_of, share

NAMES = ("They need you", "You need them")
QUARTERS = (("You need", "them more"), ("You need", "each other"), ("Little", "need"), ("They need", "you more"))
ENDS: tuple[Ends | None, ...] = (None, (0, 0), (0, 10), (4, 4), (5, 7), (10, 10))


def plane(across: Ends | None, up: Ends | None, moved: tuple[int, int] | None = None) -> Plane:
    return Plane(across, up, 10, NAMES, QUARTERS, moved)


@pytest.mark.parametrize("room", [NARROW, 280, MIDDLE, WIDE, 1184])
def test_no_words_touch_and_nothing_leaves_the_figure(room: int) -> None:
    root = root_of(plane((4, 4), (7, 7)))
    height, found = float(root.attrib["height"]), list(boxes(root, room))
    assert [one for one in found if one[1] < -0.5 or one[2] > room + 0.5 or one[3] < 0 or one[4] > height] == []
    touching = [
        (a[0], b[0]) for a, b in combinations(found, 2)
        if a[1] < b[2] + 2 and b[1] < a[2] + 2 and a[3] < b[4] and b[3] < a[4]
    ]  # fmt: skip
    assert touching == []


@pytest.mark.parametrize(("across", "up"), [*product(ENDS, ENDS)])
def test_no_mark_covers_a_name(across: Ends | None, up: Ends | None) -> None:
    root = root_of(plane(across, up))
    names = {line for lines in QUARTERS for line in lines}
    rows = [(top, low) for name, _, _, top, low in boxes(root, NARROW) if name in names]
    dots = [(float(one.attrib["cy"]) - 6, float(one.attrib["cy"]) + 6) for one in root.iter(f"{SVG}circle")]
    assert [dot for dot in dots for top, low in rows if dot[0] < low and top < dot[1]] == []
    assert bool(dots) is (across is not None and up is not None)


@pytest.mark.parametrize(("across", "up"), [*product(ENDS, ENDS)])
def test_hatching_covers_what_is_open_and_nothing_else(across: Ends | None, up: Ends | None) -> None:
    drawing = plane(across, up)
    hatched = [one for one in root_of(drawing).iter(f"{SVG}line") if "pb-ln-hatch" in one.attrib["class"]]
    open_ = any(ends is None or ends[0] != ends[1] for ends in (across, up))
    assert (bool(hatched), drawing.is_hatched) == (open_, open_)


@pytest.mark.parametrize(
    ("moved", "head"),
    [((6, 4), "M0 0-10-5v10z"), ((2, 4), "M0 0 10-5v10z"), ((4, 6), "M0 0-5 10h10z"), ((4, 2), "M0 0-5-10h10z")],
)
def test_an_arrow_points_where_the_step_leads(moved: tuple[int, int], head: str) -> None:
    assert f'd="{head}"' in plane((4, 4), (4, 4), moved).svg("x")


def test_more_need_stands_further_right_and_further_up() -> None:
    def dot(across: int, up: int) -> tuple[float, float]:
        circle = next(root_of(plane((across, across), (up, up))).iter(f"{SVG}circle"))
        return share(circle.attrib["cx"]), -float(circle.attrib["cy"])

    places = [dot(number, number) for number in range(11)]
    assert places == sorted(set(places))


def test_what_people_hear_is_escaped_and_the_rest_is_silent() -> None:
    svg = plane(None, None).svg('<b> & "x"')
    assert 'aria-label="&lt;b&gt; &amp; &quot;x&quot;"' in svg
    assert '<g aria-hidden="true">' in svg
