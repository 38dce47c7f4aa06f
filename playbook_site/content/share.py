"""Reads the one list of answers that a share version may hold, and refuses what the other side is not to know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from playbook_engine import shared_answers
from playbook_engine.library import ShareField, SharePart
from playbook_engine.worksheet import Question, Worksheet
from playbook_site.content.checks import Content, did_you_mean
from playbook_site.content.pages import LINE, Fence, Page

FENCE = "share"
_TOLD = {
    "limit": "the limit",
    "no-deal": "what the person could do without a deal",
    "their-no-deal": "what the other side will do without a deal",
    "dependence": "who needs whom, and how strong a side seems",
    "points": "what each thing is worth to a side",
    "risk": "how the person feels about risk",
    "held": "what the person wants to find out, would tell or holds back",
}


@dataclass(frozen=True, slots=True)
class _Listed:
    """A question of the list, and where it stands on the page."""

    name: str
    line: int


def read_share(page: Page, found: Content) -> None:
    """Note the parts of the list on the page ``reference/share.md``, with the place of each question."""
    fences = list(page.fences(FENCE))
    if len(fences) != page.count(FENCE):
        return  # one that cannot be read is a fault already
    if len(fences) != 1:
        page.fault(1, f"this page holds one ```{FENCE} fence, and here are {len(fences)}. Keep one")
        return
    fence = fences[0]
    found.share = tuple(_part(page, fence, raw, found) for raw in _records(page, fence, fence.data, "parts"))


def check(found: Content) -> None:
    """Note each question of the list that does not exist, or that the other side is not to know, and each that stands twice."""
    sheets = [sheet for sheet, _ in found.worksheets]
    asked = {place: question for sheet in sheets for place, question in _places(sheet)}
    shared = shared_answers.places(sheets)
    seen: dict[str, str] = {}
    for name, (file, line) in found.share_lines.items():
        fault = _fault(name, asked, shared)
        same = {name, *shared.get(name, ())} & set(seen)
        if fault:
            found.fault(file, line, f"'{name}' {fault}")
        elif same:
            found.fault(file, line, f"'{name}' shares its answer with '{min(same)}', which stands above. Keep one")
        seen[name] = name


def _fault(name: str, asked: Mapping[str, tuple[Question, ...]], shared: Mapping[str, tuple[str, ...]]) -> str:
    if name not in asked:
        return f"is no question of a worksheet. {did_you_mean(name, asked)}"
    if asked[name][-1].questions:
        inner = next(place for place in asked if place.startswith(f"{name}."))
        return f"is a list of rows. Name a question in them, such as '{inner}'"
    others = sorted({_unplaced(place, asked) for place in shared.get(name, ())} & set(asked))
    reached = [question for place in (name, *others) for question in reversed(asked[place])]
    if any(question.private for question in reached):
        return "is private, and goes into no file. Drop it"
    tells = next((question.tells for question in reached if question.tells), "")
    return f"tells {_TOLD[tells]}, which the other side is not to know. Drop it" if tells else ""


def _unplaced(place: str, asked: Mapping[str, tuple[Question, ...]]) -> str:
    """Return the question of a place into the answers: without the number of a row, and the part of a control."""
    parts = [part for part in place.split(".") if not part.isdecimal()]
    return ".".join(parts) if ".".join(parts) in asked else ".".join(parts[:-1])


def _places(sheet: Worksheet) -> Iterator[tuple[str, tuple[Question, ...]]]:
    """Yield each question by its worksheet and id, with the rows that hold it before it."""
    for outer in sheet.questions():
        yield f"{sheet.id}.{outer.id}", (outer,)
        for inner in outer.questions:
            yield f"{sheet.id}.{outer.id}.{inner.id}", (outer, inner)


def _part(page: Page, fence: Fence, raw: dict[str, object], found: Content) -> SharePart:
    name, title = (_word(page, fence, raw, key) for key in ("id", "title"))
    return SharePart(
        name, title, tuple(_field(page, fence, one, found) for one in _records(page, fence, raw, "fields"))
    )


def _field(page: Page, fence: Fence, raw: dict[str, object], found: Content) -> ShareField:
    question, label = (_word(page, fence, raw, key) for key in ("question", "label"))
    line = _line(fence, raw)
    if question in found.share_lines:
        page.fault(line, f"'{question}' stands twice. Keep one")
    elif question:
        found.share_lines[question] = (page.file, line)
    return ShareField(question, label)


def _word(page: Page, fence: Fence, raw: dict[str, object], key: str) -> str:
    value = raw.get(key)
    if isinstance(value, str) and value:
        return value
    page.fault(_line(fence, raw), f"'{key}' is missing here. Add '{key}: ...'")
    return ""


def _records(page: Page, fence: Fence, raw: dict[str, object], key: str) -> list[dict[str, object]]:
    value = raw.get(key)
    if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
        return value
    page.fault(_line(fence, raw), f"'{key}' is missing or not a list of 'name: value' blocks")
    return []


def _line(fence: Fence, raw: dict[str, object]) -> int:
    at = raw.get(LINE, 0)
    return fence.line + (at if isinstance(at, int) else 0)
