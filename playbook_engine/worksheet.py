"""A worksheet's ordered questions, and reading what a person typed into them.

The questions come from a ``worksheet`` fence in ``docs/worksheets/``. :func:`read` turns raw strings into values and
reports every fault at once; what it cannot read counts as not answered, so that a checklist is never withheld.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from playbook_engine import fields
from playbook_engine.errors import AnswerError, FieldFault
from playbook_engine.fields import Estimate, Kind, NumberStyle

UNKNOWN = "?"
Sign = Literal["", "not-negative", "positive"]
SIGNS: tuple[Sign, ...] = ("", "not-negative", "positive")


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question: what is asked, why, an example, and how to find out what one does not know.

    ``detail`` puts it under "more detail"; ``sign`` limits an amount; ``row``, ``add``, ``most`` and ``start`` belong
    to the kind ``rows``: a row's heading, the button's words, how many rows at most and at first.
    """

    id: str
    kind: Kind
    label: str
    why: str
    example: str
    find_out: str
    detail: bool = False
    options: tuple[Option, ...] = ()
    questions: tuple[Question, ...] = ()
    row: str = ""
    add: str = ""
    most: int = 0
    start: int = 0
    sign: Sign = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that belong together, under a heading."""

    id: str
    title: str
    intro: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A filled-in worksheet; ``answers`` is the raw answers as JSON text."""

    id: str
    title: str
    intro: str
    answers: str


@dataclass(frozen=True, slots=True)
class Worksheet:
    """One page of questions."""

    id: str
    title: str
    page: str
    topic: str
    minutes: int
    groups: tuple[Group, ...]
    examples: tuple[Example, ...] = ()

    def questions(self) -> Iterator[Question]:
        """Yield the top-level questions in order."""
        for group in self.groups:
            yield from group.questions


_SIGN_FAULTS = {"positive": "amount-not-above-zero", "not-negative": "amount-below-zero"}

Value = str | Fraction | Estimate | None
Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading one worksheet.

    ``answers`` maps each question's id to its value, None where there is none; a ``rows`` question maps to a tuple of
    such mappings, blank rows left out. ``values`` maps dotted field paths to what was understood, for showing it
    back. ``places`` gives the number, from 0, that each kept row had in the form. ``errors`` holds every fault.
    """

    answers: Mapping[str, Value | tuple[Row, ...]]
    values: Mapping[str, Fraction]
    kinds: Mapping[str, Kind]
    places: Mapping[str, tuple[int, ...]]
    errors: tuple[AnswerError, ...]


class _Reader:
    """Collects values and faults while it walks the questions."""

    def __init__(self, style: NumberStyle) -> None:
        self.style = style
        self.values: dict[str, Fraction] = {}
        self.kinds: dict[str, Kind] = {}
        self.errors: list[AnswerError] = []

    def value(self, question: Question, raw: Any, path: str) -> Value:
        """Return the value of one question that is not ``rows``; None when it is blank, unknown or faulty."""
        if raw is None or raw == UNKNOWN:
            return None
        if question.kind == "range":
            return self._range(raw, path)
        if not isinstance(raw, str):
            self.errors.append(AnswerError(path, "answer-unreadable"))
            return None
        value = self._single(question.kind, raw, path, tuple(option.id for option in question.options))
        if isinstance(value, Fraction) and (
            (question.sign == "positive" and value <= 0) or (question.sign == "not-negative" and value < 0)
        ):
            self.errors.append(AnswerError(path, _SIGN_FAULTS[question.sign]))
            return None
        return value

    def _single(self, kind: Kind, raw: str, path: str, options: tuple[str, ...] = ()) -> str | Fraction | None:
        if fields.is_blank(raw) or raw.strip() == UNKNOWN:
            return None
        try:
            value = fields.parse(kind, raw, self.style, options)
        except FieldFault as fault:
            self.errors.append(AnswerError(path, fault.message, fault.values, fault.choices))
            return None
        if isinstance(value, Fraction):
            self.values[path] = value
            self.kinds[path] = kind
        return value

    def _range(self, raw: Any, path: str) -> Estimate | None:
        if isinstance(raw, str):  # a terminal user may write one number where the form has three fields
            raw = {"likely": raw}
        if not isinstance(raw, Mapping):
            self.errors.append(AnswerError(path, "answer-unreadable"))
            return None
        faults = len(self.errors)
        parts: dict[str, Fraction | None] = {}
        for name in fields.RANGE_PARTS:
            kind: Kind = "percent" if name.endswith("_chance") else "amount"
            text = raw.get(name, "")
            if not isinstance(text, str):
                self.errors.append(AnswerError(f"{path}.{name}", "answer-unreadable"))
                text = ""
            value = self._single(kind, text, f"{path}.{name}")
            parts[name] = value if isinstance(value, Fraction) else None
        for name in raw:
            if name not in fields.RANGE_PARTS:
                self.errors.append(AnswerError(f"{path}.{name}", "field-unknown"))
        if len(self.errors) > faults:
            return None
        try:
            return fields.estimate(**parts)
        except FieldFault as fault:
            self.errors.append(AnswerError(f"{path}.likely", fault.message, fault.values, fault.choices))
            return None

    def rows(self, question: Question, raw: Any, path: str) -> tuple[tuple[Row, ...], tuple[int, ...]]:
        """Return the rows that hold anything, and the place that each had in the form."""
        if raw is None or raw in (UNKNOWN, ""):
            return (), ()
        if not isinstance(raw, list) or not all(isinstance(row, Mapping) for row in raw):
            self.errors.append(AnswerError(path, "answer-unreadable"))
            return (), ()
        if len(raw) > question.most:
            self.errors.append(AnswerError(path, "too-many-rows", (("most", str(question.most)),)))
        kept: list[Row] = []
        places: list[int] = []
        for number, row in enumerate(raw[: question.most]):
            before = len(self.errors)
            names = {inner.id for inner in question.questions}
            for name in row:
                if name not in names:
                    self.errors.append(AnswerError(f"{path}.{number}.{name}", "field-unknown"))
            values = {
                inner.id: self.value(inner, row.get(inner.id), f"{path}.{number}.{inner.id}")
                for inner in question.questions
            }
            if any(value is not None for value in values.values()) or len(self.errors) > before:
                kept.append(values)
                places.append(number)
        return tuple(kept), tuple(places)


def read(worksheet: Worksheet, raw: Mapping[str, Any], numbers: NumberStyle) -> Reading:
    """Read every answer of a worksheet; nothing is compulsory, and every fault is reported at once."""
    reader = _Reader(numbers)
    answers: dict[str, Value | tuple[Row, ...]] = {}
    places: dict[str, tuple[int, ...]] = {}
    known = set()
    for question in worksheet.questions():
        known.add(question.id)
        if question.kind == "rows":
            answers[question.id], places[question.id] = reader.rows(question, raw.get(question.id), question.id)
        else:
            answers[question.id] = reader.value(question, raw.get(question.id), question.id)
    reader.errors.extend(AnswerError(name, "field-unknown") for name in raw if name not in known)
    return Reading(answers, reader.values, reader.kinds, places, tuple(reader.errors))


def texts(raw: Any) -> Iterator[str]:
    """Yield every string inside raw answers: what the number style is inferred from."""
    if isinstance(raw, str):
        yield raw
    elif isinstance(raw, Mapping):
        for value in raw.values():
            yield from texts(value)
    elif isinstance(raw, list):
        for value in raw:
            yield from texts(value)
