"""Questions that several worksheets share, marked with ``same_as``: answered once, and read at every place.

The answer is the first that is not blank, in the order of the library's worksheets, the place that ``same_as`` names
before those that name it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from playbook_engine.worksheet import Worksheet, is_answered


def places(worksheets: Sequence[Worksheet]) -> dict[str, tuple[str, ...]]:
    """Return, for each place that shares its answer, all the places that share it.

    A place is ``worksheet.question``. Only questions outside rows can share.
    """
    groups: dict[str, list[str]] = {}
    for sheet in worksheets:
        for question in sheet.questions():
            if question.same_as:
                groups.setdefault(question.same_as, [question.same_as]).append(f"{sheet.id}.{question.id}")
    return {place: tuple(group) for group in groups.values() for place in group}


def resolve(
    answers: Mapping[str, Mapping[str, Any]], worksheets: Sequence[Worksheet]
) -> Mapping[str, Mapping[str, Any]]:
    """Return the raw answers of a plan, each shared one at every place that shares it."""
    resolved = {name: dict(raw) for name, raw in answers.items()}
    for place, group in places(worksheets).items():
        given = (_at(answers, other) for other in group)
        answer = next((raw for raw in given if is_answered(raw)), None)
        if answer is not None:
            sheet, question = place.split(".")
            resolved.setdefault(sheet, {})[question] = answer
    return resolved


def _at(answers: Mapping[str, Mapping[str, Any]], place: str) -> Any:
    sheet, question = place.split(".")
    return answers.get(sheet, {}).get(question)
