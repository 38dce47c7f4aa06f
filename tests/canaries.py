"""A word of its own in every answer: what is searched for where an answer must not be."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from playbook_engine.library import Library
from playbook_engine.worksheet import Question, Worksheet

PLAN_NAME = "Canaryplan"
SHARE_FORMATS = ("share", "share-markdown")

Ask = Callable[[Mapping[str, Any]], Mapping[str, Any]]


def filled(sheets: Iterable[Worksheet]) -> dict[str, dict[str, Any]]:
    """Return answers in which every text is another word; of a choice the last answer."""
    words = (f"Canary{number}q" for number in range(10_000))
    return {sheet.id: {one.id: _answer(one, words) for one in sheet.questions()} for sheet in sheets}


def _answer(question: Question, words: Iterator[str]) -> Any:
    if question.questions:
        return [{one.id: _answer(one, words) for one in question.questions} for _ in range(question.start)]
    return question.options[-1].id if question.options else next(words)


def words_in(answers: Any) -> Iterator[str]:
    """Yield every text inside answers."""
    if isinstance(answers, str):
        yield answers
    for value in answers.values() if isinstance(answers, dict) else answers if isinstance(answers, list) else ():
        yield from words_in(value)


def leaks(content: Library, ask: Ask) -> list[str]:
    """Return the words of answers outside the list that stand in a reply about a share version, whatever is chosen for it.

    ``ask`` returns the reply to a request without its version.
    """
    listed = {field.question for part in content.share for field in part.fields}
    answers = filled(content.worksheets)
    for sheet in content.worksheets:
        for question in sheet.questions():
            # Who is not safe has nothing to share.
            if question.private and question.options:
                answers[sheet.id][question.id] = question.options[0].id
    allowed = {
        word
        for sheet, given in answers.items()
        for question, answer in given.items()
        if f"{sheet}.{question}" in listed
        for word in words_in(answer)
    }
    plan = {"version": 2, "name": PLAN_NAME, "settings": {}, "worksheets": answers}
    everything = [f"{sheet}.{question}" for sheet, given in answers.items() for question in given]
    found: list[str] = []
    seen: set[str] = set()
    for format_ in SHARE_FORMATS:
        for chosen in ({}, {"paths": everything}):
            reply = json.dumps(ask({"do": "export", "format": format_, "plan": plan, **chosen}))
            words = set(re.findall(r"Canary\w+", reply))
            found += sorted(words - allowed)
            seen |= words & allowed
    assert seen, "none of the list's own answers is there either: nothing was tried"
    return found
