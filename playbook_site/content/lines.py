"""Reads a ``line`` fence: the picture that an author draws of a negotiation, from the marks of the engine's chart kit.

    ```line
    says: Pay for a year. The limit is 51,100 and could lie from 46,900 to 56,900. The offer is 52,000.
    caption: The offer stands so near the limit that it is too close to call.
    you:
      - pole: 51,100
        name: Your limit
        range: 46,900 to 56,900
    they:
      - ring: 52,000
        name: Their offer
      - hatching: not known
        name: They could pay
        range: from 52,000
    ```

``says`` is what people hear who cannot see the picture. ``worse: above`` is for a price that you pay, ``scale: 0 to 100`` for
a scale with ends of its own, and ``large: true`` for a picture that stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, get_args

from playbook_engine.charts import labels
from playbook_engine.charts.letters import SMALL, width
from playbook_engine.charts.line import Line, Worse
from playbook_engine.charts.marks import Mark, MarkKind
from playbook_engine.library import Library
from playbook_engine.words import Words
from playbook_site.content.checks import did_you_mean
from playbook_site.content.pages import KEYS, LINE, Page

Fault = Callable[[int, str], None]
Ends = tuple[Fraction | None, Fraction | None]

SHAPES: tuple[MarkKind, ...] = get_args(MarkKind)
_KEYS = ("says", "caption", "you", "they", "worse", "scale", "large")
_MARK_KEYS = ("name", "text", "range", *SHAPES)
_WORSE: tuple[Worse, ...] = ("below", "above", "")
_NUMBER = re.compile(r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_BETWEEN, _FROM, _UP_TO = re.compile(r"(.+) to (.+)"), re.compile(r"from (.+)"), re.compile(r"up to (.+)")


@dataclass(frozen=True, slots=True)
class Figure:
    """A line with its words: what it says aloud, how to read it, and a row for each mark: name, number and range."""

    says: str
    caption: str
    line: Line
    rows: tuple[tuple[str, str, str], ...]


def check_lines(page: Page) -> None:
    """Note what is wrong with the line fences of a page."""
    for fence in page.fences("line"):
        read_line(fence.data, lambda line, message, start=fence.line: page.fault(start + line, message))  # type: ignore[misc]


def read_line(data: dict[str, Any], fault: Fault) -> Figure | None:
    """Return the figure of a fence; None when something is wrong with it, which ``fault`` is told with its line from 0."""
    wrong: list[str] = []

    def note(line: int, message: str) -> None:
        wrong.append(message)
        fault(line, f"line fence: {message}")

    places = data.get(KEYS, {})
    for key in (key for key in data if key not in (*_KEYS, LINE, KEYS)):
        note(places.get(key, 0), f"'{key}' is not used. {did_you_mean(str(key), _KEYS)}")
    for key in ("says", "caption"):
        if not isinstance(data.get(key), str):
            note(places.get(key, 0), f"'{key}' is missing or no text. Add '{key}: ...'")
    sides = [_side(data, key, note) for key in ("you", "they")]
    if not any(sides) and not wrong:
        note(0, "there is no mark. Add 'you:' or 'they:' with a list of marks")
    worse = data.get("worse", "below")
    if worse not in _WORSE:
        note(places.get("worse", 0), f"worse: '{worse}' is unknown. Write 'worse: above' where lower is better")
    if not isinstance(data.get("large", False), bool):
        note(places.get("large", 0), "large: write 'large: true', or leave it out")
    low, high = _range(str(data.get("scale", "")))
    ends = None if low is None or high is None else (low, high)
    if "scale" in data and ends is None:
        note(places.get("scale", 0), f"scale: '{data['scale']}' has no two ends. Write 'scale: 0 to 100'")
    if wrong:
        return None
    you, they = (tuple(mark for mark, _ in side) for side in sides)
    line = Line(you, they, _tick, worse, ends, bool(data.get("large")))
    return Figure(data["says"], data["caption"], line, tuple(row for side in sides for _, row in side))


def _side(data: dict[str, Any], key: str, note: Fault) -> list[tuple[Mark, tuple[str, str, str]]]:
    items = data.get(key, [])
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        note(
            data.get(KEYS, {}).get(key, 0),
            f"{key}: is no list of marks. Write '- pole: 51,100' and below it 'name: ...'",
        )
        return []
    return [read for item in items if (read := _mark(item, note))]


def _mark(item: dict[str, Any], note: Fault) -> tuple[Mark, tuple[str, str, str]] | None:
    """Return a mark and its row in the table; None when it cannot be read."""
    line = item.get(LINE, 0)
    found = [key for key in item if key in SHAPES]
    name, wrong = str(item.get("name") or ""), ""
    for key in (key for key in item if key not in (*_MARK_KEYS, LINE, KEYS)):
        wrong = f"'{key}' is not used. {did_you_mean(str(key), _MARK_KEYS)}"
    if len(found) != 1 and not wrong:
        wrong = f"a mark has one shape, this one {len(found)}. Write one of {', '.join(SHAPES)}"
    elif not name and not wrong:
        wrong = "this mark has no name. Add 'name: ...'"
    elif width(name, SMALL) > labels.ROOM:
        wrong = f"the name '{name}' is too long for the picture. Write at most some 20 letters"
    if wrong:
        note(line, wrong)
        return None
    kind: MarkKind = found[0]
    typed, stretch = _typed(item[kind]), _typed(item.get("range", ""))
    number = _number(typed)
    low, high = _range(typed if kind == "bracket" else stretch)
    wrong = _fault(kind, typed, number, stretch, (low, high))
    if wrong:
        note(line, f"{kind}: {wrong}")
        return None
    text = str(item.get("text") or typed)
    return Mark(kind, name, text, number, low, high), (name, text, stretch)


def _fault(kind: MarkKind, typed: str, number: Fraction | None, stretch: str, ends: Ends) -> str:
    """Return what is wrong with the numbers of a mark, and what to write; "" when nothing is."""
    if kind == "bracket":
        return "" if None not in ends else f"'{typed}' is no range. Write, for example, '85,000 to 87,000'"
    if number is None and (kind not in ("pole", "hatching") or any(letter.isdigit() for letter in typed)):
        return f"'{typed}' is no number. Write it with digits, for example 51,100"
    if number is None and not typed:
        return "it says nothing. Write a number, or words such as 'not known'"
    if number is not None and kind == "hatching":
        return "it stands for what is not known. Write words here, and where it lies after 'range:'"
    if stretch and ends == (None, None):
        return f"range: '{stretch}' is no range. Write '46,900 to 56,900', 'from 52,000' or 'up to 1,480'"
    if number is not None and stretch and None in ends:
        return f"range: '{stretch}' has one end. Write both, for example '46,900 to 56,900'"
    return ""


def _typed(value: Any) -> str:
    """Return what stands in the fence, as a reader should see it: a number without commas gets them."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _tick(Fraction(str(value)))
    return "" if value is None else str(value).strip()


def _number(text: str) -> Fraction | None:
    return Fraction(text.replace(",", "").replace("−", "-")) if _NUMBER.fullmatch(text) else None


def _range(text: str) -> Ends:
    """Return the ends of "46,900 to 56,900", "from 52,000" or "up to 1,480"; (None, None) when it is none of them."""
    if found := _UP_TO.fullmatch(text):
        return None, _number(found[1])
    if found := _BETWEEN.fullmatch(text):
        low, high = _number(found[1].removeprefix("from ")), _number(found[2])
        return (low, high) if low is not None and high is not None else (None, None)
    if found := _FROM.fullmatch(text):
        return _number(found[1]), None
    return None, None


def _tick(number: Fraction) -> str:
    """Return a number as the pages write it: with a comma after thousands and a decimal point."""
    return Words(Library(), "point", "").exact(number)
