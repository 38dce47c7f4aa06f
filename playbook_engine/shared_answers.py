"""Questions that several worksheets share, marked with ``same_as``: answered once, and read at every place.

A place is a path into the answers, ``worksheet.question``. A question in rows shares that of the first row
(``batna.alternatives.0.name``); one that takes a range and shares an amount shares its most likely one
(``batna.deal_worth.likely``). The answer is the first that is not blank, in the order of the library's worksheets, the
place that ``same_as`` names before those that name it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from playbook_engine.once import once
from playbook_engine.worksheet import Question, Worksheet, is_answered

FIRST_ROW = "0"
_PART = {("range", "amount"): ".likely"}  # the part of a kind's control that takes what another kind's takes


@once
def places(worksheets: Sequence[Worksheet]) -> Mapping[str, tuple[str, ...]]:
    """Return, for each place that shares its answer, all the places that share it, in order."""
    kinds = {f"{sheet.id}.{question.id}": question.kind for sheet in worksheets for question in sheet.questions()}
    groups: dict[str, list[str]] = {}
    for sheet in worksheets:
        for path, question in _sharing(sheet):
            part = _PART.get((question.kind, kinds.get(question.same_as, "")), "")
            groups.setdefault(question.same_as, [question.same_as]).append(f"{sheet.id}.{path}{part}")
    return {place: tuple(group) for group in groups.values() for place in group}


@once
def places_on(worksheets: Sequence[Worksheet], name: str) -> Mapping[str, tuple[str, ...]]:
    """Return the paths on one worksheet that share their answer, without its name, and all the places that share it."""
    return {
        place.partition(".")[2]: group for place, group in places(worksheets).items() if place.partition(".")[0] == name
    }


def alike(kind: str, other: str) -> bool:
    """Tell whether a question of one kind can share the answer of a question of another kind."""
    return kind == other or (kind, other) in _PART


def _sharing(sheet: Worksheet) -> Iterator[tuple[str, Question]]:
    for question in sheet.questions():
        for path, one in (
            (question.id, question),
            *((f"{question.id}.{FIRST_ROW}.{inner.id}", inner) for inner in question.questions),
        ):
            if one.same_as:
                yield path, one


def resolve(
    answers: Mapping[str, Mapping[str, Any]], worksheets: Sequence[Worksheet]
) -> Mapping[str, Mapping[str, Any]]:
    """Return the raw answers of a plan, each shared one at every place that shares it."""
    resolved: dict[str, Any] = {name: _copied(raw) for name, raw in answers.items()}
    for ways in _ways(worksheets):
        answer = next((raw for raw in (_at(answers, way) for way in ways) if is_answered(raw)), None)
        if answer is not None:
            for way in ways:
                _put(resolved, way, answer)
    return resolved


@once
def _ways(worksheets: Sequence[Worksheet]) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Return, for each answer that is shared, the ways to its places."""
    groups = dict.fromkeys(places(worksheets).values())
    return tuple(tuple(tuple(place.split(".")) for place in group) for group in groups)


def _copied(raw: Any) -> Any:
    """Return raw answers that can be written to without touching the person's. The browser's Python has no ``copy``."""
    if isinstance(raw, Mapping):
        return {name: _copied(value) for name, value in raw.items()}
    return [_copied(value) for value in raw] if isinstance(raw, list) else raw


def _at(found: Any, way: Sequence[str]) -> Any:
    """Return what stands at a path; None where the answers do not reach that far."""
    for part in way:
        if isinstance(found, list):
            found = found[int(part)] if int(part) < len(found) else None
        elif isinstance(found, str) and part == "likely":
            continue  # a terminal user may write one answer where the form has three fields
        else:
            found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _put(into: dict[str, Any], way: Sequence[str], answer: Any) -> None:
    """Write an answer at a path, and what lies on the way; where something else stands there already, it stays."""
    at: Any = into
    for part, following in pairwise(way):
        inner = _at(at, [part])
        if not isinstance(inner, dict | list):
            if is_answered(inner) and inner != "?":
                return
            inner = [{}] if following == FIRST_ROW else {}
        elif following == FIRST_ROW and not inner:
            inner = [{}]
        _set(at, part, inner)
        at = inner
    _set(at, way[-1], answer)


def _set(at: Any, part: str, value: Any) -> None:
    if isinstance(at, list):
        at[int(part)] = value
    elif isinstance(at, dict):
        at[part] = value
