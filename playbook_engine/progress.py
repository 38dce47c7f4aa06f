"""How far each worksheet of a plan has come: which of its questions are asked in this plan, and which are answered.

What counts are the questions that stand on its page for these answers. A follow-up that nothing brings up does not count,
nor do those under "more detail" and those that are offered after the first result: all of these may stay blank. Rows
count by the questions of each row that was begun. "I do not know" is an answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from playbook_engine import follow_ups
from playbook_engine.worksheet import Question, Reading, Worksheet, is_answered, locate

State = Literal["new", "part", "done", "look-again"]
"""Not started; some questions answered; all of them; an answer that cannot be read."""


PASSED = "date-in-the-past"
"""The fault of a day that lies behind: it can be read, and was right when it was typed."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a worksheet has come. ``sharper`` is how many unanswered questions are offered after the first result.

    ``faults`` is how many answers cannot be read.
    """

    state: State
    answered: int
    asked: int
    sharper: int
    faults: int


def of(worksheet: Worksheet, raw: Mapping[str, Any], reading: Reading | None, *, own: bool) -> Progress:
    """Return how far a worksheet has come.

    ``raw`` is its answers with those that it shares; ``own`` tells that its own page was filled in.
    """
    asked = list(_asked(worksheet, raw))
    answered = sum(done for _, done in asked)
    errors = reading.errors if reading and own else ()
    faults = sum(error.message != PASSED and _is_asked(worksheet, error.field) for error in errors)
    state: State = "done" if answered == len(asked) else "part"
    if faults or not own:
        state = "look-again" if faults else "new"
    return Progress(state, answered, len(asked), _sharper(worksheet, raw), faults)


def _asked(worksheet: Worksheet, raw: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    """Yield the path of each question that counts, and whether it is answered."""
    shown = follow_ups.shown(worksheet, raw)
    for question in (one for group in worksheet.groups if not group.sharper for one in group.questions):
        if question.id in shown and not question.detail:
            yield from _of_rows(question, raw, shown) if question.questions else [(question.id, _has(raw, question.id))]


def _of_rows(question: Question, raw: Mapping[str, Any], shown: frozenset[str]) -> Iterator[tuple[str, bool]]:
    rows = raw.get(question.id)
    begun = [(place, row) for place, row in enumerate(rows if isinstance(rows, list) else ()) if is_answered(row)]
    if not begun:
        yield question.id, False
    for place, row in begun:
        for inner in question.questions:
            path = f"{question.id}.{place}.{inner.id}"
            if path in shown and not inner.detail:
                yield path, _has(row, inner.id)


def _sharper(worksheet: Worksheet, raw: Mapping[str, Any]) -> int:
    shown = follow_ups.shown(worksheet, raw)
    offered = (one for group in worksheet.groups if group.sharper for one in group.questions)
    return sum(one.id in shown and not _has(raw, one.id) for one in offered)


def _has(raw: object, name: str) -> bool:
    return isinstance(raw, Mapping) and is_answered(raw.get(name))


def _is_asked(worksheet: Worksheet, path: str) -> bool:
    """Whether the page has the question of a path: what an earlier release asked cannot be looked at again."""
    try:
        locate(worksheet, path)
    except (KeyError, ValueError, IndexError):
        return False
    return True
