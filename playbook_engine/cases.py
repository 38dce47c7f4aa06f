"""The words of a kind of negotiation: how a worksheet's questions call the other side, and what they give for example."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from playbook_engine.once import once
from playbook_engine.worksheet import Case, Question, Worksheet

CASE = "case"
"""The question that says which case it is."""

PLAIN = "other"
"""The case whose words stand where none was chosen, and on the static page."""

_PLACE = re.compile(r"\{([A-Za-z_]+)\}")
TEXTS = ("label", "why", "example", "find_out")
"""The texts of a question in which a case's words may stand; those of a group's ``title`` and ``intro`` may hold them too."""


def of(worksheet: Worksheet, name: object) -> Case | None:
    """Return the case of this name, or the plain one; None where a worksheet has no cases."""
    by_name = {case.id: case for case in worksheet.cases}
    return by_name.get(name if isinstance(name, str) else "") or by_name.get(PLAIN)


def words(worksheet: Worksheet, name: object) -> Mapping[str, str]:
    """Return a case's words; the plain case's stand in for those that it does not have."""
    plain, own = of(worksheet, PLAIN), of(worksheet, name)
    return {**(plain.words if plain else {}), **(own.words if own else {})}


def worded(worksheet: Worksheet, raw: Mapping[str, Any]) -> Worksheet:
    """Return the worksheet with its texts in the words of the case that was chosen."""
    if not worksheet.cases:
        return worksheet
    case = of(worksheet, raw.get(CASE))
    return _worded(worksheet, case.id if case else "")


@once
def _worded(worksheet: Worksheet, case: str) -> Worksheet:
    found = words(worksheet, case)

    def said(text: str) -> str:
        return _PLACE.sub(lambda match: found.get(match[1], match[0]), text)

    groups = tuple(
        replace(group, title=said(group.title), intro=said(group.intro), questions=_all(group.questions, said))
        for group in worksheet.groups
    )
    return replace(worksheet, groups=groups)


def _all(questions: tuple[Question, ...], said: Callable[[str], str]) -> tuple[Question, ...]:
    return tuple(
        replace(
            question,
            label=said(question.label),
            why=said(question.why),
            example=said(question.example),
            find_out=said(question.find_out),
            options=tuple(replace(option, label=said(option.label)) for option in question.options),
            questions=_all(question.questions, said),
        )
        for question in questions
    )


def places(text: str) -> tuple[str, ...]:
    """Return the words that a text leaves to the case."""
    return tuple(_PLACE.findall(text))
