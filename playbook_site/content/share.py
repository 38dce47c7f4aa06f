"""Reads the lists of answers that files for somebody else may hold, and refuses what does not belong there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from playbook_engine import follow_ups, shared_answers
from playbook_engine.library import Listed, ShareField, SharePart
from playbook_engine.share import MAY_TELL
from playbook_engine.worksheet import Question, Worksheet
from playbook_site.content.checks import Content, did_you_mean
from playbook_site.content.pages import LINE, Fence, Page

PAGES: Mapping[tuple[str, ...], str] = MappingProxyType(
    {("share.md",): "share", ("mandate.md",): "mandate", ("role-sheet.md",): "rehearsal"}
)
"""The pages under ``reference/`` that hold a list, each in a fence of the list's name."""
WITH_LIMIT = ("mandate",)  # the lists that may name the limit, which goes in only where the person ticks it
_RESULT = "limit"
_TOLD = {
    "limit": "the limit",
    "no-deal": "what the person could do without a deal",
    "their-no-deal": "what the other side will do without a deal",
    "dependence": "who needs whom, and how strong a side seems",
    "points": "what each thing is worth to a side",
    "risk": "how the person feels about risk",
    "held": "what the person wants to find out, would tell or holds back",
}
_WHOM = {
    "share": "which the other side is not to know",
    "mandate": "which whoever speaks for the person is not to know",
    "rehearsal": "which whoever plays the other side is not to know",
}


def read_list(page: Page, name: str, found: Content) -> None:
    """Note the parts of the list on a page, with the place of each answer."""
    fences = list(page.fences(name))
    if len(fences) != page.count(name):
        return  # one that cannot be read is a fault already
    if len(fences) != 1:
        page.fault(1, f"this page holds one ```{name} fence, and here are {len(fences)}. Keep one")
        return
    fence = fences[0]
    found.list_lines[name] = []
    parts = tuple(_part(page, fence, raw, name, found) for raw in _records(page, fence, fence.data, "parts"))
    found.lists[name] = Listed(parts, _texts(page, fence, fence.data, "never"))


def check(found: Content) -> None:
    """Note each answer of a list that nobody is asked for, or that does not belong there, and each that stands twice."""
    sheets = [sheet for sheet, _ in found.worksheets]
    asked = {place: question for sheet in sheets for place, question in _places(sheet)}
    shared = shared_answers.places(sheets)
    for name, lines in found.list_lines.items():
        never = found.lists[name].never
        for one in never:
            if one not in asked:
                _, file, line = lines[0]
                found.fault(file, line, f"never: '{one}' is no question of a worksheet. {did_you_mean(one, asked)}")
        seen: dict[str, ShareField] = {}
        for field, file, line in lines:
            fault = _fault(name, field, never, asked, shared)
            twice = "" if fault else _twice(field, seen, shared)
            if fault or twice:
                found.fault(file, line, fault or twice)
            seen |= dict.fromkeys(field.questions, field)


def _fault(
    name: str,
    field: ShareField,
    never: tuple[str, ...],
    asked: Mapping[str, tuple[Question, ...]],
    shared: Mapping[str, tuple[str, ...]],
) -> str:
    if field.result:
        known = name in WITH_LIMIT and field.result == _RESULT
        return "" if known else f"the result '{field.result}' goes into no such file. Name a question"
    for one in field.questions:
        fault = _fault_of(name, one, never, asked, shared)
        if fault:
            return f"'{one}' {fault}"
    return _fault_of_rows(field, asked)


def _fault_of(
    name: str,
    one: str,
    never: tuple[str, ...],
    asked: Mapping[str, tuple[Question, ...]],
    shared: Mapping[str, tuple[str, ...]],
) -> str:
    if one not in asked:
        return f"is no question of a worksheet. {did_you_mean(one, asked)}"
    if asked[one][-1].questions:
        inner = next(place for place in asked if place.startswith(f"{one}."))
        return f"is a list of rows. Name a question in them, such as '{inner}'"
    others = sorted({_unplaced(place, asked) for place in shared.get(one, ())} & set(asked))
    if set(never) & {one, *others}:
        return "stands under 'never'. Drop one of the two"
    reached = [question for place in (one, *others) for question in reversed(asked[place])]
    if any(question.private for question in reached):
        return "is private, and goes into no file. Drop it"
    tells = next((question.tells for question in reached if question.tells not in ("", *MAY_TELL[name])), "")
    return f"tells {_TOLD[tells]}, {_WHOM[name]}. Drop it" if tells else ""


def _fault_of_rows(field: ShareField, asked: Mapping[str, tuple[Question, ...]]) -> str:
    """Return what is wrong with how a field chooses and orders rows; "" for nothing."""
    outer = asked[field.question][0]
    inner = {one.id for one in outer.questions}
    if not inner and (field.beside or field.only or field.order):
        return f"'{field.question}' is in no rows. Drop 'beside', 'only' and 'order'"
    if field.order and field.order not in inner:
        return f"order: '{field.order}' is no question of these rows. {did_you_mean(field.order, inner)}"
    if field.only:
        try:
            wanted = follow_ups.condition(field.only)
        except follow_ups.ConditionError as error:
            return f"only: {error}"
        if len(wanted.path) != 1 or wanted.path[0] not in inner:
            return f"only: '{wanted.path[0]}' is no question of these rows. {did_you_mean(wanted.path[0], inner)}"
    return ""


def _twice(field: ShareField, seen: Mapping[str, ShareField], shared: Mapping[str, tuple[str, ...]]) -> str:
    """Return that an answer stands above already, unless each place takes other rows."""
    one = field.question
    if one in seen:
        return "" if field.only and seen[one].only not in ("", field.only) else f"'{one}' stands twice. Keep one"
    same = set(shared.get(one, ())) & set(seen)
    return f"'{one}' shares its answer with '{min(same)}', which stands above. Keep one" if same else ""


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


def _part(page: Page, fence: Fence, raw: dict[str, object], name: str, found: Content) -> SharePart:
    always = _texts(page, fence, raw, "always")
    fields = () if always and "fields" not in raw else _records(page, fence, raw, "fields")
    return SharePart(
        _word(page, fence, raw, "id"),
        _word(page, fence, raw, "title"),
        tuple(_field(page, fence, one, name, found) for one in fields),
        always,
        _word(page, fence, raw, "blank", optional=True),
    )


def _field(page: Page, fence: Fence, raw: dict[str, object], name: str, found: Content) -> ShareField:
    result = _word(page, fence, raw, "result", optional=True)
    field = ShareField(
        "" if result else _word(page, fence, raw, "question"),
        _word(page, fence, raw, "label"),
        beside=_word(page, fence, raw, "beside", optional=True),
        only=_word(page, fence, raw, "only", optional=True),
        order=_word(page, fence, raw, "order", optional=True),
        result=result,
    )
    if field.question or result:
        found.list_lines[name].append((field, page.file, _line(fence, raw)))
    return field


def _word(page: Page, fence: Fence, raw: dict[str, object], key: str, *, optional: bool = False) -> str:
    value = raw.get(key)
    if isinstance(value, str) and value:
        return value
    if not optional or value is not None:
        page.fault(_line(fence, raw), f"'{key}' is missing here. Add '{key}: ...'")
    return ""


def _texts(page: Page, fence: Fence, raw: dict[str, object], key: str) -> tuple[str, ...]:
    value = raw.get(key, [])
    if isinstance(value, list) and all(isinstance(one, str) and one for one in value):
        return tuple(value)
    page.fault(
        _line(fence, raw), f"'{key}' is not a list of texts. Write each in a line of its own, as '- A sentence.'"
    )
    return ()


def _records(page: Page, fence: Fence, raw: dict[str, object], key: str) -> list[dict[str, object]]:
    value = raw.get(key)
    if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
        return value
    page.fault(_line(fence, raw), f"'{key}' is missing or not a list of 'name: value' blocks")
    return []


def _line(fence: Fence, raw: dict[str, object]) -> int:
    at = raw.get(LINE, 0)
    return fence.line + (at if isinstance(at, int) else 0)
