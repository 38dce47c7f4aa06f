"""The whole record: every question that was asked with its answer, those that were skipped included. Private ones are left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from playbook_engine.fields import KINDS
from playbook_engine.findings import Finding, Findings
from playbook_engine.words import Words, escape
from playbook_engine.worksheet import Question, is_answered


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of one group of questions: question and answer, as inline Markdown."""

    heading: str
    rows: tuple[tuple[str, str], ...]


def answers(
    findings: Findings, raw: Mapping[str, Mapping[str, Any]], words: Words, asked: str = ""
) -> tuple[Answers, ...]:
    """Return the answers of the worksheet ``asked`` about, or of all filled in; ``raw`` is as typed, shared ones at every place."""
    return tuple(group for finding in findings.told(asked) for group in _groups(finding, raw, words))


def _groups(finding: Finding, raw: Mapping[str, Mapping[str, Any]], words: Words) -> Iterator[Answers]:
    given = raw.get(finding.sheet.id, {})
    for group in finding.worksheet.groups:
        rows = tuple(
            row
            for question in group.questions
            if not question.private
            for row in _rows(question, given.get(question.id), question.id, "", finding, words)
        )
        if rows:
            yield Answers(group.title, rows)


def _rows(
    question: Question, raw: Any, path: str, row: str, finding: Finding, words: Words
) -> Iterator[tuple[str, str]]:
    label = words.say("result-missing-of", row=row, label=question.label) if row else question.label
    if not question.questions:
        yield label, shown(question, raw, path, finding, words)
        return
    typed = [(place, one) for place, one in enumerate(raw if isinstance(raw, list) else ()) if is_answered(one)]
    if not typed:
        yield label, words.say("tile-not-said")
    for place, one in typed:
        heading = question.row.replace("{number}", str(place + 1))
        for inner in question.questions:
            answer = one.get(inner.id) if isinstance(one, Mapping) else None
            yield from _rows(inner, answer, f"{path}.{place}.{inner.id}", heading, finding, words)


def is_said(raw: Any) -> bool:
    """Tell whether an answer says something: it is neither blank nor "I do not know"."""
    return is_answered(raw) and raw != "?"


def shown(question: Question, raw: Any, path: str, finding: Finding, words: Words) -> str:
    """Return an answer as inline Markdown: as it was understood, else as it was typed; that it was not said where it is blank.

    ``raw`` is what was typed at a ``path`` of the worksheet that ``finding`` is of.
    """
    if not is_said(raw):
        return words.say("tile-not-said")
    if isinstance(raw, Mapping):
        parts = KINDS[question.kind].parts
        told = (
            (parts.get(name), _one(text, f"{path}.{name}", finding, words))
            for name, text in raw.items()
            if is_answered(text)
        )
        return ", ".join(f"{words.say(part)}: {text}" if part else text for part, text in told)
    labels = {option.id: option.label for option in question.options}
    return labels.get(raw, "") or _one(raw, path, finding, words)


def _one(text: Any, path: str, finding: Finding, words: Words) -> str:
    understood = finding.reading.understood.get(path)
    return words.understood(understood) if understood else escape(str(text))
