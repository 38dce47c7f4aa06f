"""Findings -> the lines of a share version: the answers that the other side may see, each with a warning where it gives something away.

Which answers these are stands in one list, ``docs/reference/share.md``; nothing else can get in. No result, no step and no
number that was worked out is a line.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from playbook_engine import mentions, record
from playbook_engine.fields.basis import BASES, Amount
from playbook_engine.findings import Finding, Findings
from playbook_engine.library import ShareField, SharePart
from playbook_engine.standing import Shown
from playbook_engine.words import Words, plain
from playbook_engine.worksheet import Question, Tells, is_answered, texts

TELLING_FROM = 100  # "two others" in the name of an alternative is no amount that gives it away
_AMOUNTS = ("amount", "range")
_NUMBERS: tuple[Tells, ...] = ("limit", "no-deal", "their-no-deal")
"""What an answer tells when its numbers and its words are to stay with the person."""

Raw = Mapping[str, Mapping[str, Any]]
Phrases = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Line:
    """One line: the title of its part, its label, its text as inline Markdown, the path of its answer, and a warning or ""."""

    part: str
    label: str
    text: str
    path: str
    warning: str


@dataclass(frozen=True, slots=True)
class _Kept:
    """What a line is warned of: the amounts that stay with the person, without their signs, and their words.

    ``held`` are what they said that they keep to themselves, as the amounts and the words of it.
    """

    amounts: frozenset[Fraction]
    phrases: Phrases
    held: tuple[frozenset[Fraction], Phrases]


def lines(findings: Findings, raw: Raw, shown: Shown, words: Words) -> tuple[Line, ...]:
    """Return every line that could go to the other side; none where the person is not safe. ``raw`` is as typed, shared answers at every place."""
    if shown.stand.is_unsafe:
        return ()
    kept = _kept(findings, raw, shown)
    return tuple(
        line
        for part in words.library.share
        for field in part.fields
        for line in _lines(part, field, findings, raw, kept, words)
    )


def chosen(found: tuple[Line, ...], paths: Collection[str] | None) -> tuple[Line, ...]:
    """Return the lines at these paths; without a choice those that carry no warning."""
    return tuple(line for line in found if (not line.warning if paths is None else line.path in paths))


def _lines(
    part: SharePart, field: ShareField, findings: Findings, raw: Raw, kept: _Kept, words: Words
) -> Iterator[Line]:
    sheet, _, way = field.question.partition(".")
    finding = findings.of(sheet)
    if finding is None:
        return
    for question, answer, path in _answers(finding, raw.get(sheet, {}), way):
        # Once more than the build does: a list that was made for other worksheets must not let a private answer through.
        if question.private or question.tells or not is_answered(answer) or answer == "?":
            continue
        text = record.shown(question, answer, path, finding, words)
        yield Line(part.title, field.label, text, f"{sheet}.{path}", _warning(text, answer, kept, words))


def _answers(finding: Finding, given: Mapping[str, Any], way: str) -> Iterator[tuple[Question, Any, str]]:
    """Yield the question that a way names, with its answer and its path; one in rows for each row."""
    outer, _, inner = way.partition(".")
    for question in (one for one in finding.worksheet.questions() if one.id == outer):
        answer = given.get(outer)
        if not inner:
            yield question, answer, outer
            continue
        if question.private or question.tells:
            return
        rows = answer if isinstance(answer, list) else []
        for one in (one for one in question.questions if one.id == inner):
            for number, row in enumerate(rows):
                yield one, row.get(inner) if isinstance(row, Mapping) else None, f"{outer}.{number}.{inner}"


def _warning(text: str, answer: Any, kept: _Kept, words: Words) -> str:
    said = " ; ".join((plain(text), *texts(answer)))
    found = mentions.amounts(said)
    if found is None or found & kept.amounts:
        return words.say("warning-amount")
    if mentions.mentions(said, kept.phrases):
        return words.say("warning-words")
    amounts, phrases = kept.held
    return words.say("warning-held") if found & amounts or mentions.mentions(said, phrases) else ""


def _kept(findings: Findings, raw: Raw, shown: Shown) -> _Kept:
    amounts, phrases = set[Fraction](), set[tuple[str, ...]]()
    stand = findings.standing
    for one in (stand, shown.stand):
        amounts.update(abs(end) for end in (one.limit, one.limit_low, one.limit_high) if end is not None)
    for finding in findings:
        for path, answer in _telling(finding, raw.get(finding.sheet.id, {})):
            amounts |= _counted(finding, path)
            for text in texts(answer):
                phrases |= mentions.phrases(text)
                amounts.update(one for one in mentions.amounts(text) or () if one >= TELLING_FROM)
    return _Kept(frozenset(amounts - {Fraction(0)}), frozenset(phrases), _held(findings))


def _held(findings: Findings) -> tuple[frozenset[Fraction], Phrases]:
    """Return the amounts and the words of what the person said that they keep to themselves."""
    texts_held = [text for finding in findings for text in finding.sheet.parts.held(finding.results)]
    amounts = {one for text in texts_held for one in mentions.amounts(text) or () if one >= TELLING_FROM}
    return frozenset(amounts), frozenset(phrase for text in texts_held for phrase in mentions.phrases(text))


def _telling(finding: Finding, given: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the path and the answer of each question that tells what stays with the person; choices have no words of their own."""
    for question in finding.worksheet.questions():
        answer = given.get(question.id)
        if not question.questions:
            if question.tells in _NUMBERS and not question.options:
                yield question.id, answer
            continue
        rows = answer if isinstance(answer, list) else []
        for number, row in enumerate(rows):
            for inner in question.questions:
                if (question.tells or inner.tells) in _NUMBERS and not inner.options and isinstance(row, Mapping):
                    yield f"{question.id}.{number}.{inner.id}", row.get(inner.id)


def _counted(finding: Finding, path: str) -> set[Fraction]:
    """Return the amounts of an answer, as they were typed, as they count, and for each other time that an amount can be for."""
    found: set[Fraction] = set()
    reckoning = finding.reading.reckoning
    for place, one in finding.reading.understood.items():
        if one.kind not in _AMOUNTS or not (place == path or place.startswith(f"{path}.")):
            continue
        ends = [Amount(end, one.basis) for end in (one.value, one.upper) if end is not None]
        for amount in (*ends, *one.typed):
            found.add(abs(amount.value))
            others = (reckoning.convert(amount, basis) for basis in BASES if amount.basis)
            found.update(
                size for other in others if other is not None for size in (abs(other), Fraction(round(abs(other))))
            )
    return found
