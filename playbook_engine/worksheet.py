"""A worksheet's ordered questions, and reading what a person typed into them.

The questions come from a ``worksheet`` fence in ``docs/worksheets/``. :func:`read` turns raw strings into values and
reports every fault at once; what it cannot read counts as not answered, so that a checklist is never withheld.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, cast

from playbook_engine.errors import AnswerError
from playbook_engine.fields import KINDS, NumberStyle, money
from playbook_engine.fields.basis import Basis, Reckoning
from playbook_engine.fields.days import Day
from playbook_engine.fields.kind import NOTHING_YET, Answer, Reader, Row, Understood, is_blank

__all__ = [
    "COUNTS_IN",
    "NONES",
    "PHASES",
    "SETS",
    "SIGNS",
    "TELLS",
    "Case",
    "Example",
    "Group",
    "Option",
    "Phase",
    "Question",
    "Reading",
    "Reason",
    "Row",
    "Worksheet",
    "is_answered",
    "label_of",
    "locate",
    "read",
    "texts",
]

Sign = Literal["", "not-negative", "positive"]
SIGNS: tuple[Sign, ...] = ("", "not-negative", "positive")
NoneMeans = Literal["", "zero", "nothing-yet"]
NONES: tuple[NoneMeans, ...] = ("", "zero", "nothing-yet")
CountsIn = Literal["", "deal", "once", "only-once", "hour", "week", "year"]
COUNTS_IN: tuple[CountsIn, ...] = ("", "deal", "once", "only-once", "hour", "week", "year")
Phase = Literal["prepare", "talk", "after"]
PHASES: tuple[Phase, ...] = ("prepare", "talk", "after")
Sets = Literal["", "basis", "hours_a_week"]
SETS: tuple[Sets, ...] = ("", "basis", "hours_a_week")
Tells = Literal["", "limit", "no-deal", "their-no-deal", "dependence", "risk", "held", "points"]
TELLS: tuple[Tells, ...] = ("", "limit", "no-deal", "their-no-deal", "dependence", "risk", "held", "points")


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question: what is asked, why, an example, and how to find out what one does not know.

    ``detail`` puts it under "more detail"; ``sign`` limits an amount; ``none`` tells what "none" or
    "nothing" means: ``zero`` (of a time: no wait), ``nothing-yet`` (a blank), or "" where the person is asked.
    ``basis`` is what an amount counts in: ``deal`` (the time that the deal's amounts are for), ``once``
    (or what it comes to in a year), ``only-once``, ``hour``, ``week``, or "" where it has no time; a rate says ``year``. ``sets`` marks the choice that says what the deal's amounts are for, and
    the hours of a week. ``row``, ``add``, ``details``, ``most`` and
    ``start`` belong to the kind ``rows``: a row's heading, the words of the button that adds one and of the fold that
    holds its details, how many rows at most and at first. ``same_as`` names
    the place (``batna.target``) at which an earlier worksheet asks the same, so that it is answered once.
    ``shown_when`` holds the conditions that bring the question up, any of which is enough; without one it always stands there.
    The answer to a ``private`` question goes into no copy, no export and nothing that is shared. ``tells`` says what an answer
    gives away that the other side is not to know, "" for nothing; what tells something goes into no share version, and neither
    do the questions of rows that tell something. ``chance`` marks a percent that is the chance of something, of which one day
    is known whether it happened.
    """

    id: str
    kind: str
    label: str
    why: str
    example: str
    find_out: str
    detail: bool = False
    options: tuple[Option, ...] = ()
    questions: tuple[Question, ...] = ()
    row: str = ""
    add: str = ""
    details: str = ""
    most: int = 0
    start: int = 0
    sign: Sign = ""
    none: NoneMeans = ""
    basis: CountsIn = ""
    sets: Sets = ""
    same_as: str = ""
    shown_when: tuple[str, ...] = ()
    private: bool = False
    tells: Tells = ""
    chance: bool = False

    @property
    def option_ids(self) -> tuple[str, ...]:
        """The ids of the answers of a choice."""
        return tuple(option.id for option in self.options)


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that belong together, under a heading: one screen, where they are asked one after another.

    ``part`` is the heading under which "check your answers" gathers the group. One that is ``sharper`` is not among the
    first questions: it is offered after the first result.
    """

    id: str
    title: str
    intro: str
    questions: tuple[Question, ...]
    part: str = ""
    sharper: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """A kind of negotiation that people arrive with: how its questions call the other side, and its usual answers.

    ``id`` is an answer of the worksheet's question ``case``. ``words`` fill ``{they}`` and the like in the questions'
    texts; ``answers`` is raw answers as JSON text, given where the person has not answered yet.
    """

    id: str
    title: str
    line: str
    words: Mapping[str, str]
    answers: str


@dataclass(frozen=True, slots=True)
class Example:
    """A filled-in worksheet; ``answers`` is the raw answers as JSON text."""

    id: str
    title: str
    intro: str
    answers: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a worksheet is worth filling in, or not needed: a sentence, said when all conditions of ``when`` hold.

    In a worksheet's ``clashes`` the conditions are two statements.
    """

    when: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True)
class Worksheet:
    """One page of questions.

    ``task`` says what one does there, the verb first; ``phase`` when it is done. ``worth`` are the reasons to fill it in next,
    ``unneeded`` those for which it is not needed. ``clashes`` are the pairs of statements, one of them its own, that cannot both
    hold, each with what is said of them.
    """

    id: str
    title: str
    page: str
    topic: str
    minutes: int
    groups: tuple[Group, ...]
    examples: tuple[Example, ...] = ()
    cases: tuple[Case, ...] = ()
    task: str = ""
    phase: Phase = "prepare"
    worth: tuple[Reason, ...] = ()
    unneeded: tuple[Reason, ...] = ()
    clashes: tuple[Reason, ...] = ()

    def questions(self) -> Iterator[Question]:
        """Yield the top-level questions in order."""
        for group in self.groups:
            yield from group.questions


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading one worksheet.

    ``answers`` maps each question's id to its value, None where there is none; a ``rows`` question maps to a tuple of
    such mappings, blank rows left out. ``understood`` maps dotted field paths to what was understood, for showing it
    back. ``today`` is the day from which they were counted. ``reckoning`` is how amounts of different times were counted together. ``places`` gives the number, from 0, that each kept row had in the form. ``errors`` holds every fault.
    """

    answers: Mapping[str, Answer]
    understood: Mapping[str, Understood]
    reckoning: Reckoning
    places: Mapping[str, tuple[int, ...]]
    errors: tuple[AnswerError, ...]
    today: Day | None = None

    def says_nothing_yet(self, path: str) -> bool:
        """Whether the answer at a path was that there is nothing yet, in contrast to a blank or "I do not know"."""
        found = self.understood.get(path)
        return found is not None and found.message == NOTHING_YET


def read(worksheet: Worksheet, raw: Mapping[str, Any], numbers: NumberStyle, today: Day | None = None) -> Reading:
    """Read every answer of a worksheet; nothing is compulsory, and every fault is reported at once.

    ``today`` is the day from which "in March" counts; without it, such an answer is asked about.
    """
    asked = tuple(worksheet.questions())
    reader = Reader(numbers, KINDS, today)
    said = {
        question.sets: reader.read(question, raw.get(question.id), question.id) for question in asked if question.sets
    }
    basis, hours = cast("Basis", said.get("basis") or ""), cast("Fraction | None", said.get("hours_a_week"))
    # Twice where it has to be: what the deal's amounts are for may be known only when all of them have been read.
    first = Reader(numbers, KINDS, today, Reckoning(basis, hours))
    answers, reader = _answers(asked, raw, first), first
    reckoning = money.decide(first.amounts, basis, hours)
    if reckoning != first.reckoning:
        reader = Reader(numbers, KINDS, today, reckoning)
        answers = _answers(asked, raw, reader)
    for name in raw:
        if name not in answers:
            reader.fault(name, "field-unknown")
    for question in asked:
        if question.sets == "basis" and reader.reckoning.mixed:
            reader.fault(question.id, "basis-needed")
        if question.sets == "hours_a_week" and reader.wants_hours and not _is_faulty(reader, question.id):
            reader.fault(question.id, "hours-a-week-needed")
    return Reading(answers, reader.understood, reader.reckoning, reader.places, tuple(reader.errors), today)


def _answers(questions: Iterable[Question], raw: Mapping[str, Any], reader: Reader) -> dict[str, Answer]:
    return {question.id: reader.read(question, raw.get(question.id), question.id) for question in questions}


def _is_faulty(reader: Reader, path: str) -> bool:
    return any(error.field == path for error in reader.errors)


def locate(worksheet: Worksheet, path: str) -> tuple[Question, str]:
    """Return the question that a field path names (``alternatives.0.worth``), and its row's heading ("" outside rows).

    Raises KeyError when the worksheet has no such question.
    """
    parts = path.split(".")
    questions = {question.id: question for question in worksheet.questions()}
    question = questions[parts[0]]
    if question.questions and len(parts) > 2:
        inner = {inner.id: inner for inner in question.questions}
        return inner[parts[2]], question.row.replace("{number}", str(int(parts[1]) + 1))
    return question, ""


def label_of(worksheet: Worksheet, path: str, messages: Mapping[str, str]) -> str:
    """Return what a field is called: its row, its label and the part of its control; the path where there is none."""
    try:
        question, row = locate(worksheet, path)
    except (KeyError, ValueError, IndexError):
        return path
    part = KINDS[question.kind].parts.get(path.rsplit(".", 1)[-1])
    return ", ".join(name for name in (row, question.label, messages[part] if part else "") if name)


def is_answered(raw: object) -> bool:
    """Tell whether raw answers hold anything: a text with a shape, "I do not know" included.

    >>> is_answered({"target": " "}), is_answered({"alternatives": [{"name": "Wait"}]})
    (False, True)
    """
    return any(not is_blank(text) for text in texts(raw))


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
