"""A word of its own in every answer: what is searched for where an answer must not be."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from playbook_engine import follow_ups
from playbook_engine.library import Library, Listed, ShareField
from playbook_engine.worksheet import Question, Worksheet

PLAN_NAME = "Canaryplan"
SHARE_FORMATS = ("share", "share-markdown")

Ask = Callable[[Mapping[str, Any]], Mapping[str, Any]]


def filled(sheets: Iterable[Worksheet], option: int = -1) -> dict[str, dict[str, Any]]:
    """Return answers in which every text is another word; of a choice the answer at this place, the last without it."""
    words = (f"Canary{number}q" for number in range(10_000))
    return {sheet.id: {one.id: _answer(one, words, option) for one in sheet.questions()} for sheet in sheets}


def _answer(question: Question, words: Iterator[str], option: int) -> Any:
    if question.questions:
        return [{one.id: _answer(one, words, option) for one in question.questions} for _ in range(question.start)]
    return question.options[option % len(question.options)].id if question.options else next(words)


def words_in(answers: Any) -> Iterator[str]:
    """Yield every text inside answers."""
    if isinstance(answers, str):
        yield answers
    for value in answers.values() if isinstance(answers, dict) else answers if isinstance(answers, list) else ():
        yield from words_in(value)


def leaks(content: Library, ask: Ask, name: str = "share") -> list[str]:
    """Return the words of answers outside a list that stand in a reply about its file, whatever is chosen for it.

    ``ask`` returns the reply to a request without its version. Each choice is answered in several ways, so that every row that a
    list picks by a choice is picked once, and every other left.
    """
    found: list[str] = []
    seen: set[str] = set()
    wanted: set[str] = set()
    for option in range(3):
        answers = filled(content.worksheets, option)
        for sheet in content.worksheets:
            for question in sheet.questions():
                # Who is not safe has nothing to share.
                if question.private and question.options:
                    answers[sheet.id][question.id] = question.options[0].id
        allowed = {word for field in _fields(content.lists[name]) for word in _listed(field, answers)}
        plan = {"version": 2, "name": PLAN_NAME, "settings": {}, "worksheets": answers}
        for format_ in (name, f"{name}-markdown"):
            for chosen in (
                {},
                {"paths": [f"{sheet}.{path}" for sheet, given in answers.items() for path in _paths(given)]},
            ):
                reply = json.dumps(ask({"do": "export", "format": format_, "plan": plan, **chosen}))
                words = set(re.findall(r"Canary\w+", reply))
                found += sorted(words - allowed)
                seen |= {f"{option}{word}" for word in words & allowed}
        wanted |= {f"{option}{word}" for word in allowed}
    unseen = sorted(wanted - seen)
    assert not unseen, f"these stand in the list, and in no file: {unseen}"
    return found


def _fields(listed: Listed) -> Iterator[ShareField]:
    return (field for part in listed.parts for field in part.fields if field.question)


def _listed(field: ShareField, answers: Mapping[str, Any]) -> Iterator[str]:
    """Yield the words of the answers that a field of a list names."""
    sheet, outer, inner = (*field.question.split("."), "")[:3]
    given = answers[sheet][outer]
    if not inner:
        yield from (word for word in words_in(given) if word.startswith("Canary"))
        return
    for row in given:
        if not field.only or follow_ups.holds(field.only, row):
            yield from (word for name in (inner, field.beside) if name for word in words_in(row[name]))


def _paths(given: Mapping[str, Any]) -> Iterator[str]:
    for name, answer in given.items():
        rows = answer if isinstance(answer, list) else []
        yield name
        yield from (f"{name}.{number}.{inner}" for number, row in enumerate(rows) for inner in row)
