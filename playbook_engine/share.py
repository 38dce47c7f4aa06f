"""Findings -> the lines of a file for somebody else: the answers that may go into it, each with a warning where it gives something away.

Three files are made so, each from one list on a page under ``docs/reference/``: the ``share`` version for the other side, the
``mandate`` for whoever speaks for the person, and the ``rehearsal`` sheet for somebody who plays the other side. Nothing else can get
in: no result and no step, and of the numbers that were worked out only the limit, where a list names it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from playbook_engine import follow_ups, mentions, record
from playbook_engine.fields.basis import BASES, Amount
from playbook_engine.findings import Finding, Findings
from playbook_engine.library import Listed, ShareField, SharePart
from playbook_engine.standing import Shown
from playbook_engine.words import Words, plain
from playbook_engine.worksheet import Question, Tells, texts

TELLING_FROM = 100  # "two others" in the name of an alternative is no amount that gives it away
_AMOUNTS = ("amount", "range")
_NUMBERS: tuple[Tells, ...] = ("limit", "no-deal", "their-no-deal")
"""What an answer tells when its numbers and its words are to stay with the person."""
MAY_TELL: Mapping[str, frozenset[Tells]] = MappingProxyType(
    {
        "share": frozenset[Tells](),
        "mandate": frozenset[Tells](("held", "points")),
        "rehearsal": frozenset[Tells](("held", "points", "risk", "dependence", "their-no-deal")),
    }
)
"""The files, and what the answers in each may tell beside what tells nothing. The limit and the alternatives are in none."""

Raw = Mapping[str, Mapping[str, Any]]
Phrases = frozenset[tuple[str, ...]]
_Asked = tuple[Question, Any, str]
"""A question with its raw answer and the path of it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: the title of its part, its label, its text as inline Markdown, the path of its answer, and a warning or ""."""

    part: str
    label: str
    text: str
    path: str
    warning: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a file: its lines, and what is said in it. ``is_missing`` tells that something should stand there and was not answered."""

    part: SharePart
    lines: tuple[Line, ...]
    is_missing: bool


@dataclass(frozen=True, slots=True)
class _Kept:
    """What a line is warned of: the amounts that stay with the person, without their signs, and their words.

    ``held`` are what they said that they keep to themselves, as the amounts and the words of it; ``never`` are the amounts of
    answers that the list names as out of place.
    """

    amounts: frozenset[Fraction]
    phrases: Phrases
    held: tuple[frozenset[Fraction], Phrases]
    never: frozenset[Fraction]


def sections(name: str, findings: Findings, raw: Raw, shown: Shown, words: Words) -> tuple[Section, ...]:
    """Return the parts of the file of this name with every line that could go in; none where the person is not safe.

    ``raw`` is as typed, shared answers at every place.
    """
    if shown.stand.is_unsafe:
        return ()
    listed = words.library.lists.get(name, Listed())
    kept = _kept(name, listed, findings, raw, shown)
    made = (
        (
            part,
            tuple(
                line for field in part.fields for line in _lines(name, part, field, findings, raw, shown, kept, words)
            ),
        )
        for part in listed.parts
    )
    return tuple(Section(part, lines, bool(part.blank and part.fields and not lines)) for part, lines in made)


def chosen(found: tuple[Section, ...], paths: Collection[str] | None) -> tuple[Section, ...]:
    """Return the parts with the lines at these paths; without a choice with those that carry no warning."""
    return tuple(
        Section(
            one.part,
            tuple(line for line in one.lines if (not line.warning if paths is None else line.path in paths)),
            one.is_missing,
        )
        for one in found
    )


def _lines(
    name: str,
    part: SharePart,
    field: ShareField,
    findings: Findings,
    raw: Raw,
    shown: Shown,
    kept: _Kept,
    words: Words,
) -> Iterator[Line]:
    if field.result:
        stand = shown.stand
        if stand.limit is not None:
            limit = words.amount_per(stand.limit, stand.basis)
            yield Line(part.title, field.label, limit, field.result, words.say("warning-limit"))
        return
    sheet, _, way = field.question.partition(".")
    finding = findings.of(sheet)
    if finding is None:
        return
    for question, answer, path, near in _answers(name, finding, raw.get(sheet, {}), way, field):
        # Once more than the build does: a list that was made for other worksheets must not let a private answer through.
        if question.private or _is_barred(question, name) or not record.is_said(answer):
            continue
        text = record.shown(question, answer, path, finding, words)
        if near:
            other, beside, place = near
            text = words.say("share-beside", first=text, second=record.shown(other, beside, place, finding, words))
        yield Line(
            part.title, field.label, text, f"{sheet}.{path}", _warning(text, [answer, near and near[1]], kept, words)
        )


def _is_barred(question: Question, name: str) -> bool:
    return bool(question.tells) and question.tells not in MAY_TELL[name]


def _answers(
    name: str, finding: Finding, given: Mapping[str, Any], way: str, field: ShareField
) -> Iterator[tuple[Question, Any, str, _Asked | None]]:
    """Yield the question that a way names, its answer and its path, and the same of what stands beside it; one in rows for each row."""
    outer, _, inner = way.partition(".")
    for question in (one for one in finding.worksheet.questions() if one.id == outer):
        answer = given.get(outer)
        if not inner:
            yield question, answer, outer, None
            continue
        if question.private or _is_barred(question, name):
            return
        rows = answer if isinstance(answer, list) else []
        asked = {one.id: one for one in question.questions}
        for number in _ordered(finding, outer, rows, field):
            row = rows[number] if isinstance(rows[number], Mapping) else {}
            other = asked.get(field.beside)
            beside: _Asked | None = None
            if other and not other.private and not _is_barred(other, name) and record.is_said(row.get(other.id)):
                beside = other, row.get(other.id), f"{outer}.{number}.{other.id}"
            yield asked[inner], row.get(inner), f"{outer}.{number}.{inner}", beside


def _ordered(finding: Finding, outer: str, rows: list[Any], field: ShareField) -> list[int]:
    """Return the numbers of the rows that a field wants, in its order; rows without the number that it goes by come last."""
    wanted = [number for number, row in enumerate(rows) if not field.only or follow_ups.holds(field.only, row)]
    if not field.order:
        return wanted
    read: Any = finding.reading.answers.get(outer) or ()
    weights = {
        place: row[field.order]
        for place, row in zip(finding.reading.places.get(outer, ()), read, strict=False)
        if row.get(field.order) is not None
    }
    return sorted(wanted, key=lambda number: (number not in weights, -weights.get(number, 0), number))


def _warning(text: str, answer: Any, kept: _Kept, words: Words) -> str:
    said = " ; ".join((plain(text), *texts(answer)))
    found = mentions.amounts(said)
    if found is None or found & kept.amounts:
        return words.say("warning-amount")
    if mentions.mentions(said, kept.phrases):
        return words.say("warning-words")
    amounts, phrases = kept.held
    if found & amounts or mentions.mentions(said, phrases):
        return words.say("warning-held")
    return words.say("warning-never") if found & kept.never else ""


def _kept(name: str, listed: Listed, findings: Findings, raw: Raw, shown: Shown) -> _Kept:
    amounts, phrases, never = set[Fraction](), set[tuple[str, ...]](), set[Fraction]()
    stand = findings.standing
    for one in (stand, shown.stand):
        amounts.update(abs(end) for end in (one.limit, one.limit_low, one.limit_high) if end is not None)
    telling = tuple(one for one in _NUMBERS if one not in MAY_TELL[name])
    for finding in findings:
        for path, answer in _telling(finding, raw.get(finding.sheet.id, {}), telling):
            amounts |= _counted(finding, path)
            for text in texts(answer):
                phrases |= mentions.phrases(text)
                amounts.update(one for one in mentions.amounts(text) or () if one >= TELLING_FROM)
        for place in listed.never:
            sheet, _, path = place.partition(".")
            never |= _counted(finding, path) if sheet == finding.sheet.id else set()
    return _Kept(
        frozenset(amounts - {Fraction(0)}), frozenset(phrases), _held(findings), frozenset(never - {Fraction(0)})
    )


def _held(findings: Findings) -> tuple[frozenset[Fraction], Phrases]:
    """Return the amounts and the words of what the person said that they keep to themselves."""
    texts_held = [text for finding in findings for text in finding.sheet.parts.held(finding.results)]
    amounts = {one for text in texts_held for one in mentions.amounts(text) or () if one >= TELLING_FROM}
    return frozenset(amounts), frozenset(phrase for text in texts_held for phrase in mentions.phrases(text))


def _telling(finding: Finding, given: Mapping[str, Any], telling: tuple[Tells, ...]) -> Iterator[tuple[str, Any]]:
    """Yield the path and the answer of each question that tells what stays with the person; choices have no words of their own."""
    for question in finding.worksheet.questions():
        answer = given.get(question.id)
        if not question.questions:
            if question.tells in telling and not question.options:
                yield question.id, answer
            continue
        rows = answer if isinstance(answer, list) else []
        for number, row in enumerate(rows):
            for inner in question.questions:
                if (question.tells or inner.tells) in telling and not inner.options and isinstance(row, Mapping):
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
