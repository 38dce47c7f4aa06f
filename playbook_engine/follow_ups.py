"""Which questions a worksheet shows: all but those that only an earlier answer makes matter, and was not given.

A question's ``shown_when`` names what brings it up, as texts such as ``months is answered``; any of them is enough. They
are told from raw answers, by rules that the page's script repeats while a person types (``tests/follow_ups.json`` holds
both to the same). A question that holds an answer is shown whatever its conditions say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from playbook_engine.fields.kind import UNKNOWN, is_blank
from playbook_engine.worksheet import Question, Worksheet, texts

TESTS: Mapping[str, frozenset[str]] = {
    "answered": frozenset(),
    "open": frozenset({"percent", "range"}),
    "two": frozenset({"rows"}),
    "hours": frozenset({"amount", "range"}),
}
"""The tests that a condition may name beside ``=answer``, with the kinds of questions that each is for; none: for all."""

ANY_ROW = "*"
_CONDITION = re.compile(r"(\S+) is (\S+)")
_CERTAIN = re.compile(r"[^\d.,]*(?:0|100)(?:[.,]0+)?[^\d.,]*")
_TWO_NUMBERS = re.compile(r"\d[^\d]*[-–—/ ][^\d]*\d")
_GROUPS = re.compile(r"(?<=\d)[ '\u2019\u00a0\u202f](?=\d{3}(?!\d))")
_BY_THE_HOUR = re.compile(r"(?:/|\bper|\ban|\beach|\bevery) ?(?:hours?|hrs?|h)\b|\bhourly\b|\bp\.? ?h\b", re.IGNORECASE)


class ConditionError(ValueError):
    """A condition that says nothing; the text tells the author what to write."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: the question it looks at, as the parts of its path, and its test; ``=`` and an answer for a choice."""

    path: tuple[str, ...]
    test: str


@cache
def condition(text: str) -> Condition:
    """Return what a text such as ``role is answered`` says. Raises :class:`ConditionError` when it says nothing.

    >>> condition("alternatives.*.works_out is open")
    Condition(path=('alternatives', '*', 'works_out'), test='open')
    """
    found = _CONDITION.fullmatch(text.strip())
    if found is None:
        raise ConditionError(f"'{text}' is no condition. Write it as in 'months is answered'")
    if found[2] not in TESTS and not found[2].startswith("="):
        raise ConditionError(f"'{text}': the test '{found[2]}' is unknown. Write one of {', '.join(TESTS)}, =answer")
    return Condition(tuple(found[1].split(".")), found[2])


def shown(worksheet: Worksheet, raw: Mapping[str, Any]) -> frozenset[str]:
    """Return the field paths of the questions that are shown for these raw answers, those in its rows by their number."""
    return frozenset(path for path, stands in _all(worksheet, raw) if stands)


def hidden(worksheet: Worksheet, raw: Mapping[str, Any]) -> frozenset[str]:
    """Return the field paths of those that are not."""
    return frozenset(path for path, stands in _all(worksheet, raw) if not stands)


def holds(text: str, raw: Any) -> bool:
    """Tell whether the answers of one row meet a condition, written as in ``shown_when``."""
    return isinstance(raw, Mapping) and _holds(condition(text), raw)


def _all(worksheet: Worksheet, raw: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    for question in worksheet.questions():
        answer = raw.get(question.id)
        yield question.id, _is_shown(question, answer, raw)
        rows = answer if isinstance(answer, list) else []
        for number, row in enumerate(rows):
            given = row if isinstance(row, Mapping) else {}
            near = {**raw, **{inner.id: given.get(inner.id) for inner in question.questions}}
            for inner in question.questions:
                yield f"{question.id}.{number}.{inner.id}", _is_shown(inner, given.get(inner.id), near)


def _is_shown(question: Question, answer: Any, near: Mapping[str, Any]) -> bool:
    """Tell whether a question is shown. ``near`` is all answers; inside a row, its own stand before those outside."""
    if not question.shown_when or any(not is_blank(text) for text in texts(answer)):
        return True
    return any(_holds(condition(text), near) for text in question.shown_when)


def _holds(wanted: Condition, near: Mapping[str, Any]) -> bool:
    first, *rest = wanted.path
    if not rest:
        return _passes(wanted.test, near.get(first))
    rows = near.get(first)
    each = [one for one in rows if isinstance(one, Mapping)] if isinstance(rows, list) else []
    return any(_passes(wanted.test, one.get(rest[-1])) for one in each)


def _passes(test: str, answer: Any) -> bool:
    given = tuple(_given(answer))
    match test:
        case "answered":
            return bool(given)
        case "open":
            if isinstance(answer, Mapping):
                return len(given) > 1 or any(_TWO_NUMBERS.search(_GROUPS.sub("", text)) for text in given)
            return any(not _CERTAIN.fullmatch(text) for text in given)
        case "two":
            return sum(any(_given(row)) for row in (answer if isinstance(answer, list) else ())) > 1
        case "hours":
            return any(_BY_THE_HOUR.search(text) for text in given)
        case _:
            return bool(answer == test.removeprefix("="))


def _given(answer: Any) -> Iterator[str]:
    """Yield the texts of an answer that say something: neither blank nor "I do not know"."""
    return (text for text in texts(answer) if not is_blank(text) and text.strip() != UNKNOWN)
