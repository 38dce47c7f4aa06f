"""A plan -> the answers of two worksheets that cannot both hold, each pair once, as the person gave them.

What an answer states is known by its worksheet's folder; which two statements do not go together, and what is said of them, stands
on the pages of the worksheets. Nothing here knows a worksheet by name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from playbook_engine import record, shared_answers
from playbook_engine.findings import Findings
from playbook_engine.plan import Plan
from playbook_engine.sheets import SHEETS
from playbook_engine.words import Words, escape
from playbook_engine.worksheet import Question, is_answered, label_of, locate

STATEMENTS: Mapping[str, str] = MappingProxyType(
    {name: sheet.id for sheet in SHEETS for name in sheet.parts.statements}
)
"""Every statement, with the worksheet whose answers make it."""


@dataclass(frozen=True, slots=True)
class Said:
    """One of the two answers: its question and what was answered, as inline Markdown, and where it stands."""

    label: str
    answer: str
    page: str
    field: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two answers that cannot both hold, and a sentence on why, as inline Markdown."""

    because: str
    said: tuple[Said, Said]


def find(plan: Plan, findings: Findings, words: Words) -> tuple[Contradiction, ...]:
    """Return the contradictions in the order of the worksheets' pages.

    Who is not safe is told of none. After the talk only what the worksheets for that time say is still of use.
    """
    stand = findings.standing
    if stand.is_unsafe:
        return ()
    return tuple(
        Contradiction(escape(clash.because), (first, second))
        for page in words.library.worksheets
        if not stand.is_over or page.phase == "after"
        for clash in page.clashes
        for first, second in _both(clash.when, plan, findings, words)
    )


def _both(names: tuple[str, ...], plan: Plan, findings: Findings, words: Words) -> Iterator[tuple[Said, Said]]:
    """Yield the two answers where both statements are made."""
    made = [said for name in names if (said := _said(name, plan, findings, words))]
    if len(made) == 2:
        yield made[0], made[1]


def _said(name: str, plan: Plan, findings: Findings, words: Words) -> Said | None:
    """Return the answer that makes a statement, where it was typed; None where it is not made."""
    finding = findings.of(STATEMENTS[name])
    path = finding.sheet.parts.statements[name](finding.results) if finding else ""
    if finding is None or not path:
        return None
    place = f"{finding.sheet.id}.{path}"
    shared = shared_answers.places(words.library.worksheets).get(place, (place,))
    typed = next((one for one in shared if is_answered(_raw(plan, one))), place)
    sheet, _, field = typed.partition(".")
    there = findings.of(sheet) or finding
    question, _ = locate(there.worksheet, field)
    answer = _shown(question, _raw(plan, typed), words) or record.shown(
        question, _raw(plan, typed), field, there, words
    )
    return Said(escape(label_of(there.worksheet, field, words.library.messages)), answer, there.worksheet.page, field)


def _shown(question: Question, raw: Any, words: Words) -> str:
    """Return the rows of an answer by their first question, "" for an answer without rows."""
    if not question.questions or not isinstance(raw, list):
        return ""
    first = question.questions[0].id
    named = [row.get(first, "") for row in raw if isinstance(row, Mapping)]
    return ", ".join(escape(name) for name in named if is_answered(name)) or words.say("tile-not-said")


def _raw(plan: Plan, place: str) -> Any:
    found: Any = plan.worksheets
    for part in place.split("."):
        if isinstance(found, list):
            found = found[int(part)] if int(part) < len(found) else None
        elif isinstance(found, Mapping):
            found = found.get(part)
        elif part != "likely":
            return None
    return found
