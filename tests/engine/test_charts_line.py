"""charts: the line and its kin. No words touch at any width, nothing leaves the figure, marks stand in order."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine.charts import labels
from playbook_engine.charts.chart import Chart
from playbook_engine.charts.letters import fit, width
from playbook_engine.charts.line import Line, Worse
from playbook_engine.charts.marks import Mark, MarkKind
from playbook_engine.charts.ruler import MIDDLE, NARROW, WIDE
from playbook_engine.charts.scale import scale
from playbook_engine.charts.strip import Row, Strip
from playbook_engine.library import Library
from playbook_engine.words import Words

WIDTHS = (NARROW, 320, MIDDLE - 1, MIDDLE, WIDE - 1, WIDE, 700, 1184)
SVG = "{http://www.w3.org/2000/svg}"
SHAPES = {"svg", "g", "line", "rect", "circle", "path", "text"}
SIZES = {"pb-ln-val": 17, "pb-ln-row": 15}
BOLD = {"pb-ln-val", "pb-ln-strong"}
BACK = {"pb-ln-l": -6, "pb-ln-ll": -12, "pb-ln-r": 6, "pb-ln-rr": 12}

tick = Words(Library(), "point", "").amount


def amount(number: float) -> Fraction:
    return Fraction(str(number))


def limit(
    at: float | None = None, low: float | None = None, high: float | None = None, name: str = "Your limit"
) -> Mark:
    ends = [None if end is None else amount(end) for end in (low, high)]
    return Mark("pole", name, "not known" if at is None else tick(amount(at)),
                None if at is None else amount(at), ends[0], ends[1])  # fmt: skip


def target(at: float) -> Mark:
    return Mark("triangle", "Your target", tick(amount(at)), amount(at))


def offer(at: float) -> Mark:
    return Mark("ring", "Their offer", tick(amount(at)), amount(at))


def unknown(low: float | None = None, high: float | None = None, name: str = "They could pay") -> Mark:
    ends = [None if end is None else amount(end) for end in (low, high)]
    return Mark("hatching", name, "not known", None, *ends)


def line(you: list[Mark], they: list[Mark], worse: Worse = "below", *, large: bool = False) -> Line:
    return Line(tuple(you), tuple(they), tick, worse, large=large)


LINES = {
    "a clear yes": line([limit(50_000, 49_500, 50_500), target(58_000)], [offer(54_000), unknown(54_000)]),
    "a clear no": line([limit(53_900, 53_400, 54_400), target(58_000)], [offer(52_000), unknown(52_000)]),
    "too close": line([limit(51_100, 46_900, 56_900), target(58_000)], [offer(52_000), unknown(52_000)]),
    "no limit yet": line([limit(), target(58_000)], [offer(52_000), unknown(52_000)]),
    "nothing known of them": line([limit(51_100, 49_000, 53_000), target(58_000)], [unknown(name="Their side")]),
    "target below the limit": line([limit(53_900), target(52_500)], [offer(51_000), unknown(51_000)]),
    "more power": line(
        [
            limit(82_000),
            Mark("bracket", "Comparables", "85,000 to 87,000", low=amount(85_000), high=amount(87_000)),
            target(88_500),
        ],
        [offer(84_000), limit(92_000, 90_000, 93_000, "Their limit")],
    ),
    "lower is better": line([target(1_300), limit(1_420, 1_390, 1_450)], [unknown(None, 1_480), offer(1_480)], "above"),
    "all equal": line([limit(1_000), target(1_000)], [offer(1_000), limit(1_000, name="Their limit")]),
    "all nought": line([limit(0), target(0)], [offer(0)]),
    "one mark": line([], [offer(52_000)]),
    "nothing known": line([limit()], [unknown(name="Their side")]),
    "no mark": line([], []),
    "crowded": line(
        [limit(100), target(101), Mark("dot", "No deal", "99", amount(99))],
        [offer(100.5), limit(102, name="Their limit")],
    ),
    "huge": line([limit(624_032_145_100_000), target(999_999_999_999_999)], [offer(123_456_789_012_345)]),
    "tiny": line([limit(0.02), target(0.05)], [offer(0.03)]),
    "below nought": line([limit(-1_200, -1_500, -900), target(300)], [offer(-700), unknown(-700)]),
    "far apart": line([limit(100), target(110)], [offer(1_000_000)]),
    "large": line([limit(51_100, 46_900, 56_900), target(58_000)], [offer(52_000), unknown(52_000)], large=True),
}  # fmt: skip


def root_of(drawing: Line | Strip) -> ElementTree.Element:
    """The drawing as strict XML, which also shows that words are escaped."""
    return ElementTree.fromstring(drawing.svg("name").replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def shapes(drawing: Line | Strip, kind: str) -> list[ElementTree.Element]:
    return [element for element in root_of(drawing).iter() if kind in element.attrib.get("class", "").split()]


def share(text: str) -> float:
    return float(text.removesuffix("%"))


def words_at(root: ElementTree.Element, room: int) -> list[tuple[str, float, float, float, float]]:
    """The visible texts on a figure of a width, with left, right, top and bottom, as line.css shows them there."""
    found = []
    for element in root.iter(f"{SVG}text"):
        kinds = set(element.attrib["class"].split())
        hidden = {"pb-ln-more": room < WIDE, "pb-ln-tight": room < MIDDLE, "pb-ln-less": room >= WIDE}
        if any(hidden[kind] for kind in kinds & set(hidden)):
            continue
        large = "pb-line-large" in root.attrib["class"] and "pb-ln-val" in kinds
        size = 14 if "pb-ln-long" in kinds else 22 if large else max(SIZES.get(kind, 14) for kind in kinds)
        wide = width(element.text or "", size, bold=bool(kinds & BOLD))
        anchor, shift = element.attrib.get("text-anchor", "start"), float(element.attrib.get("dx", 0))
        if ("pb-ln-mid" in kinds and room >= MIDDLE) or ("pb-ln-far" in kinds and room >= WIDE):
            anchor, shift = "middle", shift + sum(BACK[kind] for kind in kinds & set(BACK))
        left = share(element.attrib["x"]) * room / 100 + shift - {"start": 0, "middle": wide / 2, "end": wide}[anchor]
        y = float(element.attrib["y"])
        found.append((element.text or "", left, left + wide, y - 0.75 * size, y + 0.2 * size))
    return found


def faults(drawing: Line | Strip) -> list[str]:
    """Texts that touch or leave the figure, at any of the widths."""
    root, found = root_of(drawing), []
    height = float(root.attrib["height"])
    for room in WIDTHS:
        seen = words_at(root, room)
        for text, left, right, top, bottom in seen:
            if left < -0.02 or right > room + 0.02 or top < 0 or bottom > height:
                found.append(f"{room}: {text!r} leaves the figure: {left:.1f} to {right:.1f}, {top} to {bottom}")
        for (one, *a), (other, *b) in combinations(seen, 2):
            if a[0] < b[1] + 2 and b[0] < a[1] + 2 and a[2] < b[3] and b[2] < a[3]:
                found.append(f"{room}: {one!r} and {other!r} touch")
    return found


def check_shapes(drawing: Line | Strip) -> None:
    """Only shapes and text, no styles, ids or addresses; every place inside the figure."""
    root = root_of(drawing)
    height = float(root.attrib["height"])
    assert (root.attrib["role"], root.attrib["aria-label"]) == ("img", "name")
    assert "viewBox" not in root.attrib
    assert [child.attrib for child in root] == [{"aria-hidden": "true"}]
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in SHAPES
        assert not {"style", "id", "href", "fill", "stroke"} & set(element.attrib)
        for key in ("x", "x1", "x2", "cx"):
            if element.attrib.get(key, "").endswith("%"):
                assert 0 <= share(element.attrib[key]) <= 100
        if element.tag == f"{SVG}rect" or (
            element.tag == f"{SVG}svg" and element is not root and "width" in element.attrib
        ):
            assert share(element.attrib["x"]) + share(element.attrib["width"]) <= 100.01
            assert share(element.attrib["width"]) >= 0
        for key in ("y", "y1", "y2", "cy"):
            assert 0 <= float(element.attrib.get(key, 0)) <= height


def places(drawing: Line | Strip, kind: str) -> list[float]:
    return [share(one.attrib.get("cx") or one.attrib["x1"]) for one in shapes(drawing, kind)]


@pytest.mark.parametrize("name", [pytest.param(name, id=name) for name in LINES])
def test_no_words_touch_and_none_leave_the_figure(name: str) -> None:
    assert faults(LINES[name]) == []
    check_shapes(LINES[name])


#: From pence to a hundred million million, near each other and far apart.
numbers = st.one_of(
    st.integers(-500, 500),
    st.integers(49_000, 60_000),
    st.integers(-(10**15) + 1, 10**15 - 1),
    st.decimals(-100, 100, places=2),
).map(Fraction)
names = st.sampled_from(
    ["", "Your limit", "Their offer", "No deal", "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWW", "<b>&", "限度額"]
)


@st.composite
def a_mark(draw: st.DrawFn) -> Mark:
    kind: MarkKind = draw(st.sampled_from(["pole", "triangle", "dot", "bracket", "ring", "hatching"]))
    needs = kind in ("triangle", "dot", "ring")
    at = draw(numbers if needs else st.none() | numbers)
    low, high = (draw(numbers if kind == "bracket" else st.none() | numbers) for _ in range(2))
    text = "not known" if at is None else draw(st.sampled_from([tick(at), "", f"CHF {tick(at)}"]))
    return Mark(kind, draw(names), text, None if kind in ("hatching", "bracket") else at, low, high)


sides = st.lists(a_mark(), max_size=4).map(tuple)


@given(you=sides, they=sides, worse=st.sampled_from(["below", "above", ""]), large=st.booleans())
def test_any_marks_are_drawn_apart_and_inside(
    you: tuple[Mark, ...], they: tuple[Mark, ...], worse: Worse, large: bool
) -> None:
    drawing = Line(you, they, tick, worse, large=large)
    assert faults(drawing) == []
    check_shapes(drawing)
    assert drawing.svg("name") == Line(you, they, tick, worse, large=large).svg("name")


@given(rows=st.lists(st.builds(Row, names, st.just("51,100"), st.none() | numbers, st.none() | numbers, st.none() | numbers), max_size=5),
       you=sides, they=sides)  # fmt: skip
def test_any_rows_are_drawn_apart_and_inside(rows: list[Row], you: tuple[Mark, ...], they: tuple[Mark, ...]) -> None:
    drawing = Strip(tuple(rows), you, they, tick)
    assert faults(drawing) == []
    check_shapes(drawing)


@given(first=numbers, second=numbers)
def test_marks_stand_in_the_order_of_their_numbers(first: Fraction, second: Fraction) -> None:
    drawing = Line((Mark("pole", at=first),), (Mark("ring", at=second),), tick)
    (pole,), (ring,) = places(drawing, "pb-ln-limit"), places(drawing, "pb-ln-offer")
    assert (pole < ring) <= (first < second)
    assert (pole > ring) <= (first > second)
    assert (pole == ring) >= (first == second)


@given(at=numbers, other=numbers)
def test_what_is_worse_is_shaded_from_your_limit_on_its_own_side(at: Fraction, other: Fraction) -> None:
    you, they = (Mark("pole", at=at),), (Mark("ring", at=other),)
    (below,), (above,) = (shapes(Line(you, they, tick, worse), "pb-ln-worse") for worse in ("below", "above"))
    (pole,) = places(Line(you, they, tick), "pb-ln-limit")
    assert (share(below.attrib["x"]), share(below.attrib["width"])) == (0, pole)
    assert share(above.attrib["x"]) == pole
    assert share(above.attrib["x"]) + share(above.attrib["width"]) == pytest.approx(100, abs=0.02)
    assert shapes(Line(you, they, tick, ""), "pb-ln-worse") == []


@given(you=sides, they=sides)
def test_ticks_are_round_and_say_different_things(you: tuple[Mark, ...], they: tuple[Mark, ...]) -> None:
    ruler = Line(you, they, tick).ruler()
    if ruler is None:
        return
    said = [tick(number) for number in ruler.numbers()]
    assert len(set(said)) == len(said) <= 10
    assert re.fullmatch(r"[125]0*|0?\.?0*[125]", f"{float(ruler.step):f}".rstrip("0").rstrip(".") or "0")


@pytest.mark.parametrize("far", [Fraction(1, 1000), Fraction(1, 10), Fraction(3)])
def test_a_ruler_never_says_one_number_twice(far: Fraction) -> None:
    """Where numbers lie nearer than they are written, the ruler has fewer of them."""
    drawing = Line((Mark("pole", at=Fraction(7)), Mark("triangle", at=7 + far)), (), lambda number: str(round(number)))
    said = [one.text for one in shapes(drawing, "pb-ln-num")]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("large", [False, True])
def test_marks_without_words_lie_inside_the_figure_too(large: bool) -> None:
    for kind in ("pole", "ring", "dot", "triangle", "hatching"):
        mark = Mark(kind, at=None if kind == "hatching" else Fraction(5))
        check_shapes(Line((mark,), (mark,), tick, large=large))


def test_a_limit_that_nobody_knows_has_no_pole_and_no_shade() -> None:
    unsure = LINES["no limit yet"]
    assert shapes(unsure, "pb-ln-limit") == shapes(unsure, "pb-ln-worse") == []
    assert shapes(unsure, "pb-ln-hatch-you") != []
    firm = LINES["all equal"]
    assert len(shapes(firm, "pb-ln-limit")) == 1
    assert shapes(firm, "pb-ln-hatch-you") == []


def test_hatching_that_runs_off_the_ruler_has_room() -> None:
    """Their offer is the highest number, and what they could pay lies above it."""
    drawing = line([limit(50)], [offer(60), unknown(60)])
    (ring,) = places(drawing, "pb-ln-offer")
    assert ring < 75


def test_words_of_hatching_stand_at_the_end_to_which_it_runs() -> None:
    for name, kind, wanted in (("a clear yes", "100%", True), ("lower is better", "0%", True)):
        texts = [one for one in shapes(LINES[name], "pb-ln-name") if (one.text or "").startswith("They could")]
        assert [one.attrib["x"] == kind for one in texts] == [wanted], name


def test_a_number_is_never_cut() -> None:
    texts = {one.text for one in shapes(LINES["huge"], "pb-ln-val")}
    assert texts == {"624,032,145,100,000", "999,999,999,999,999", "123,456,789,012,345"}
    assert fit("What you would do without a deal", 100, 14).endswith("…")
    assert width(fit("What you would do without a deal", 100, 14), 14) <= 100


def test_words_that_lean_on_a_phone_stand_over_their_mark_where_there_is_room() -> None:
    root = root_of(LINES["a clear yes"])
    (ring,) = places(LINES["a clear yes"], "pb-ln-offer")
    for room, centred in ((NARROW, False), (MIDDLE, True)):
        found = next(one for one in words_at(root, room) if one[0] == "Their offer")
        assert ((found[1] + found[2]) / 2 == pytest.approx(ring * room / 100)) == centred


def test_what_is_apart_on_the_narrowest_figure_is_apart_on_every_wider_one() -> None:
    placed = labels.place(
        [
            labels.label("Your limit", "50,000", Fraction(40), 17),
            labels.label("Your target", "58,000", Fraction(52), 17),
        ]
    )
    assert labels.rows(placed) == 1
    assert all(labels.apart(placed[0], placed[1], room) for room in range(NARROW, 1200))


def test_a_chance_has_a_scale_from_0_to_100_and_no_shade() -> None:
    drawing = scale(
        Mark("dot", "You said", "60", Fraction(60)),
        Mark("pole", "Turns at", "73", Fraction(73)),
        (Fraction(0), Fraction(100)),
        tick,
    )
    assert [one.text for one in shapes(drawing, "pb-ln-num")] == ["0", "20", "40", "60", "80", "100"]
    assert shapes(drawing, "pb-ln-worse") == []
    assert faults(drawing) == []
    assert places(scale(None, drawing.you[1], (Fraction(0), Fraction(100)), tick), "pb-ln-dot") == []


def test_a_strip_has_a_dot_a_row_and_the_deal_as_a_broken_line_across_them() -> None:
    rows = (
        Row("Join the clinic", "51,100", amount(51_100), amount(46_900), amount(56_900)),
        Row(
            "Take agency shifts in the three other hospitals", "45,000", amount(45_000), amount(41_000), amount(48_500)
        ),
        Row("Move to my sister", "not known"),
    )
    drawing = Strip(rows, (limit(51_100), target(58_000)), (offer(52_000),), tick)
    assert faults(drawing) == []
    assert places(drawing, "pb-ln-dot")[0] == places(drawing, "pb-ln-limit")[0]
    assert len(places(drawing, "pb-ln-dot")) == 2
    assert places(drawing, "pb-ln-deal") == places(drawing, "pb-ln-offer")
    narrow, wide = (
        [text for text, *_ in words_at(root_of(drawing), room) if text.startswith("Take")] for room in (NARROW, WIDE)
    )
    assert (narrow[0].endswith("…"), wide) == (True, ["Take agency shifts in the three other hospitals"])


@pytest.mark.parametrize("kind", ["triangle", "dot", "ring", "bracket"])
def test_a_mark_without_a_place_says_what_it_needs(kind: str) -> None:
    with pytest.raises(ValueError, match=f"a mark of the kind {kind} needs"):
        Mark(kind, "name")  # type: ignore[arg-type]


def test_the_line_is_a_drawing_of_a_chart() -> None:
    chart = Chart("Your limit & <their> offer", "", "", LINES["too close"], "", (), ())
    assert 'aria-label="Your limit &amp; &lt;their&gt; offer"' in chart.svg()


def test_one_pole_on_a_closed_scale_is_drawn_like_this() -> None:
    """Read as a picture: ground, shade, edges, numbers from 0 to 1, a pole in the middle, its words above."""
    drawing = Line((Mark("pole", "Limit", "½", Fraction(1, 2)),), (), str, ends=(Fraction(0), Fraction(1)))
    parts = re.sub(r'<line class="pb-ln-tick"[^>]*>', "", drawing.svg("A limit")).replace("><", ">\n<").splitlines()
    assert parts == [
        '<svg class="pb-line" width="100%" height="90" role="img" aria-label="A limit">',
        '<g aria-hidden="true">',
        '<rect class="pb-ln-body" x="0%" y="60" width="100%" height="28"/>',
        '<rect class="pb-ln-worse" x="0%" y="60" width="50%" height="28"/>',
        '<rect class="pb-ln-floor" x="0%" y="85" width="50%" height="3"/>',
        '<line class="pb-ln-edge" x1="0%" x2="100%" y1="60" y2="60"/>',
        '<line class="pb-ln-edge" x1="0%" x2="100%" y1="88" y2="88"/>',
        '<text class="pb-ln-num" x="6%" y="82" text-anchor="middle">0</text>',
        '<text class="pb-ln-num" x="23.6%" y="82" text-anchor="middle">1/5</text>',
        '<text class="pb-ln-num" x="41.2%" y="82" text-anchor="middle">2/5</text>',
        '<text class="pb-ln-num" x="58.8%" y="82" text-anchor="middle">3/5</text>',
        '<text class="pb-ln-num" x="76.4%" y="82" text-anchor="middle">4/5</text>',
        '<text class="pb-ln-num" x="94%" y="82" text-anchor="middle">1</text>',
        '<line class="pb-ln-limit" x1="50%" x2="50%" y1="40" y2="88"/>',
        '<text class="pb-ln-name" x="50%" y="14" text-anchor="middle">Limit</text>',
        '<text class="pb-ln-val pb-ln-limit-t" x="50%" y="34" text-anchor="middle">½</text>',
        "</g>",
        "</svg>",
    ]
