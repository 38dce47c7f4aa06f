"""Two sets of raw answers -> the questions that are answered otherwise, each so that it can be put back alone.

A question that several worksheets share is one, wherever its answer stands. Rows are compared question by question while
the same rows are begun; where one came or went, the list counts as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from playbook_engine import shared_answers
from playbook_engine.worksheet import Question, Worksheet, is_answered

Raw = Mapping[str, Mapping[str, Any]]
"""Raw answers by worksheet."""


@dataclass(frozen=True, slots=True)
class Change:
    """One question with another answer: its worksheet, its path there, and all places that share its answer.

    ``places`` are paths into the answers of all worksheets, ``worksheet.question`` or ``worksheet.rows.0.question``. ``rows``
    tells that a whole list of rows changed, and ``private`` that the question is never named.
    """

    worksheet: str
    path: str
    question: Question
    row: str
    places: tuple[str, ...]
    private: bool
    rows: bool = False


def find(before: Raw, after: Raw, worksheets: Sequence[Worksheet]) -> tuple[Change, ...]:
    """Return the questions that are answered otherwise, in the order of the forms; a shared one where it is asked first."""
    shared = groups(worksheets)
    old, new = (shared_answers.resolve(raw, worksheets) for raw in (before, after))
    found: dict[tuple[str, ...], Change] = {}
    for sheet in worksheets:
        for change in _of(sheet, old.get(sheet.id, {}), new.get(sheet.id, {})):
            places = tuple(_places(change, shared))
            found.setdefault(places, replace(change, places=places))
    return tuple(found.values())


def _places(change: Change, shared: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield the places that a change is put back at: its own with those that share its answer, or that of its first row."""
    own = f"{change.worksheet}.{change.path}"
    if not change.rows:
        yield from shared.get(own, (own,))
        return
    yield own
    for inner in change.question.questions:
        others = shared.get(f"{own}.{shared_answers.FIRST_ROW}.{inner.id}", ())
        yield from (place for place in others if not place.startswith(f"{own}."))


def put_back(after: Raw, before: Raw, change: Change) -> dict[str, dict[str, Any]]:
    """Return the answers of now with one question answered as before."""
    sheets = {place.partition(".")[0] for place in change.places}
    begun: dict[str, Mapping[str, Any]] = {sheet: {} for sheet in before if sheet in sheets}
    as_before = {place: _at(before, place.split(".")) for place in change.places}
    return put({**begun, **after}, as_before)


def put(answers: Raw, others: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return raw answers with other ones at the places that ``others`` names, in the worksheets that are there."""
    result: dict[str, dict[str, Any]] = {name: dict(given) for name, given in answers.items()}
    for place, answer in others.items():
        sheet, *way = place.split(".")
        if sheet in result:
            result[sheet] = _with(result[sheet], way, answer)
    return result


def _of(sheet: Worksheet, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for question in sheet.questions():
        was, now = old.get(question.id), new.get(question.id)
        if not question.questions:
            if _plain(was) != _plain(now):
                yield Change(sheet.id, question.id, question, "", (), question.private)
        elif _begun(was) != _begun(now):
            private = question.private or any(inner.private for inner in question.questions)
            yield Change(sheet.id, question.id, question, "", (), private, rows=True)
        else:
            yield from _of_rows(sheet, question, was, now)


def _of_rows(sheet: Worksheet, question: Question, was: Any, now: Any) -> Iterator[Change]:
    for place in _begun(now):
        row = question.row.replace("{number}", str(place + 1))
        for inner in question.questions:
            if _plain(_at(was[place], [inner.id])) != _plain(_at(now[place], [inner.id])):
                private = question.private or inner.private
                yield Change(sheet.id, f"{question.id}.{place}.{inner.id}", inner, row, (), private)


def groups(worksheets: Sequence[Worksheet]) -> dict[str, tuple[str, ...]]:
    """Return, for each question that is shared, all questions that share its answer; a range as a whole."""
    ranges = {f"{sheet.id}.{one.id}" for sheet in worksheets for one in sheet.questions() if one.kind == "range"}
    ranges |= {
        f"{sheet.id}.{one.id}.{shared_answers.FIRST_ROW}.{inner.id}"
        for sheet in worksheets
        for one in sheet.questions()
        for inner in one.questions
        if inner.kind == "range"
    }

    def whole(place: str) -> str:
        outer = place.rpartition(".")[0]
        return outer if outer in ranges else place

    return {
        whole(place): tuple(whole(other) for other in group)
        for place, group in shared_answers.places(worksheets).items()
    }


def _plain(raw: Any) -> Any:
    """Return an answer so that two which say the same are equal: what is blank is None, spaces around it do not count."""
    if not is_answered(raw):
        return None
    if isinstance(raw, Mapping):
        parts = {name: _plain(value) for name, value in raw.items()}
        return {name: value for name, value in parts.items() if value is not None}
    return raw.strip() if isinstance(raw, str) else raw


def _begun(rows: Any) -> list[int]:
    return [place for place, row in enumerate(rows if isinstance(rows, list) else ()) if is_answered(row)]


def _at(found: Any, way: Sequence[str]) -> Any:
    for part in way:
        if isinstance(found, list):
            found = found[int(part)] if int(part) < len(found) else None
        else:
            found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _with(found: Any, way: Sequence[str], answer: Any) -> Any:
    """Return raw answers with another one at a path; where rows are in the way that are not there, they stay as they are."""
    first, *rest = way
    if isinstance(found, list):
        place = int(first)
        inner = found[place] if place < len(found) else {}
        put = _with(inner, rest, answer) if rest else answer
        return [*found[:place], put, *found[place + 1 :]]
    held = dict(found) if isinstance(found, Mapping) else {}
    if not rest:
        return {**held, first: answer} if answer is not None else {name: held[name] for name in held if name != first}
    inner = held.get(first)
    if inner is None:
        if answer is None:
            return held
        inner = [] if rest[0].isdecimal() else {}
    return {**held, first: _with(inner, rest, answer)}
