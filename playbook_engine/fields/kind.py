"""What a field kind is, and how a form's answers are gathered: the records that every kind shares.

A kind reads what a person typed into an exact value (``read``), shows what was understood of it (``show``), names the
parts of which its control consists (``parts``), and gives answers to try it with (``sample``).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Protocol, TypeVar

from playbook_engine.errors import AnswerError, Choice, FieldFault
from playbook_engine.fields.basis import Amount, Basis, Reckoning
from playbook_engine.fields.days import Date, Day
from playbook_engine.fields.estimate import Estimate
from playbook_engine.fields.numerals import NumberStyle, shorten
from playbook_engine.fields.replies import UNKNOWN, is_none, is_unknown

__all__ = [
    "NOTHING_YET",
    "UNKNOWN",
    "Answer",
    "Asked",
    "Counted",
    "Draw",
    "FieldKind",
    "Numbers",
    "Raw",
    "Reader",
    "Row",
    "Understood",
    "is_blank",
    "one_control",
]

NOTHING_YET = "read-nothing-yet"
"""What is understood of "none" where it means that there is no answer yet."""

NO_TIME = Reckoning()

T = TypeVar("T")
Value = str | Fraction | Estimate | Date | None
Row = Mapping[str, Value]
Answer = Value | tuple[Row, ...]
Raw = str | Mapping[str, "Raw"] | Sequence["Raw"]


class Asked(Protocol):
    """What a kind needs to know of a question."""

    @property
    def id(self) -> str:
        """The question's name."""

    @property
    def kind(self) -> str:
        """The name of its field kind."""

    @property
    def sign(self) -> str:
        """Which amounts are allowed: "" for all, ``not-negative``, ``positive``."""

    @property
    def basis(self) -> str:
        """What an answer counts in: "" for no time, ``deal``, ``once``, ``only-once``, ``hour``, ``week``, ``year``."""

    @property
    def sets(self) -> str:
        """What an answer says of all amounts: "" for nothing, ``basis``, ``hours_a_week``."""

    @property
    def none(self) -> str:
        """What "none" means here: "" where that is asked, ``zero``, ``nothing-yet``."""

    @property
    def most(self) -> int:
        """How many rows at most."""

    @property
    def option_ids(self) -> tuple[str, ...]:
        """The answers of a choice."""

    @property
    def questions(self) -> Sequence[Asked]:
        """The questions of one row."""


class Numbers(Protocol):
    """How one person reads numbers; :class:`playbook_engine.words.Words` is it."""

    def exact(self, value: Fraction) -> str:
        """Return an amount as it was typed."""

    def percent(self, share: Fraction) -> str:
        """Return a share in percent."""

    def duration(self, months: Fraction) -> str:
        """Return a length of time."""

    def hours(self, hours: Fraction) -> str:
        """Return a number of hours."""

    def per(self, value: Fraction, basis: Basis) -> str:
        """Return an amount as it was typed, with what it is for."""

    def amount_per(self, value: Fraction, basis: Basis) -> str:
        """Return a computed amount, with what it is for."""

    def converted(self, typed: str, amount: str) -> str:
        """Return an amount as it was typed, and what it comes to for another time."""

    def between(self, low: str, high: str) -> str:
        """Return two amounts as the ends of a range."""

    def until(self, months: Fraction, day: Day) -> str:
        """Return a length of time, and the day until which it was counted."""

    def date(self, date: Date) -> str:
        """Return a day of the calendar, with its day of the week where it was named exactly."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What was understood of one control, to be shown back.

    ``value`` is None where there is nothing to count with; then ``message`` names the words that say so. ``day`` is the
    one until which a length of time was counted, ``date`` a day that was named, and ``lasting`` names it in words that mean the
    same on another day, "" where those that were typed do; ``upper`` the other end where two amounts were
    understood. Of an amount, ``basis`` is what ``value`` is for, and ``typed`` what was typed, one amount or both ends,
    where that was for another time.
    """

    kind: str
    value: Fraction | None = None
    message: str = ""
    day: Day | None = None
    date: Date | None = None
    lasting: str = ""
    upper: Fraction | None = None
    basis: Basis = ""
    typed: tuple[Amount, ...] = ()


class Draw(Protocol):
    """Chance, as the maker of random answers has it; ``strange`` tells whether an answer should be one nobody gives."""

    strange: bool

    def pick(self, pool: Sequence[T]) -> T:
        """Return one of them."""

    def chance(self, share: float) -> bool:
        """Tell whether something that happens with this chance happens now."""

    def number(self, low: int, high: int) -> int:
        """Return a whole number between two, both included."""

    def answers(self, questions: Sequence[Asked]) -> Mapping[str, Raw]:
        """Return answers to most of these questions."""


@dataclass(frozen=True, slots=True)
class Counted:
    """An amount as it was typed, with what its question counts in, and its path."""

    counts_in: str
    amount: Amount
    path: str


class Reader:
    """Gathers the values, faults and places of one worksheet while its questions are read.

    ``style`` and ``today`` are what answers are read by: how the person writes numbers, and the day of the request,
    None where it names none; ``reckoning`` is how amounts of different times are counted together. ``amounts`` holds
    every amount that was read, and ``wants_hours`` tells that one needs the hours of a week, which
    are not known. ``understood`` holds what was understood of each control, by dotted path; ``places`` the
    number, from 0, that each kept row had in the form; ``errors`` every fault.
    """

    def __init__(
        self,
        style: NumberStyle,
        kinds: Mapping[str, FieldKind],
        today: Day | None = None,
        reckoning: Reckoning = NO_TIME,
    ) -> None:
        self.style = style
        self.today = today
        self.reckoning = reckoning
        self.amounts: list[Counted] = []
        self.wants_hours = False
        self.understood: dict[str, Understood] = {}
        self.places: dict[str, tuple[int, ...]] = {}
        self.errors: list[AnswerError] = []
        self._table = kinds

    def read(self, question: Asked, raw: object, path: str) -> Answer:
        """Return the value of one question; None when it is blank, unknown or faulty."""
        return self._table[question.kind].read(question, raw, path, self)

    def fault(
        self, path: str, message: str, values: tuple[tuple[str, str], ...] = (), choices: tuple[Choice, ...] = ()
    ) -> None:
        """Note a fault at a path."""
        self.errors.append(AnswerError(path, message, values, choices))

    def lacks_hours(self, basis: Basis) -> bool:
        """Tell whether an amount for this time needs the hours of a week, and they are not known; notes that it does."""
        lacks = basis == "hour" and self.reckoning.hours_a_week is None
        self.wants_hours = self.wants_hours or lacks
        return lacks

    def control(
        self, kind: str, parse: Callable[[str, NumberStyle], T], raw: object, path: str, none: str | None = None
    ) -> T | Fraction | None:
        """Return what one control's text says; None when it is blank, unknown or faulty. Notes what was understood.

        ``none`` tells what a text such as "none" means to the question; None where it is a text like others.
        """
        if raw is None:
            return None
        if not isinstance(raw, str):
            self.fault(path, "answer-unreadable")
            return None
        if is_blank(raw) or raw.strip() == UNKNOWN:
            return None
        if is_unknown(raw):
            self.understood[path] = Understood(kind, message="page-unknown")
            return None
        if none is not None and is_none(raw):
            return self._nothing(kind, raw, path, none)
        try:
            value = parse(raw, self.style)
        except FieldFault as fault:
            self.fault(path, fault.message, fault.values, fault.choices)
            return None
        if isinstance(value, Fraction):
            self.understood[path] = Understood(kind, value)
        return value

    def _nothing(self, kind: str, raw: str, path: str, none: str) -> Fraction | None:
        """Return what it means that there is nothing: zero, no answer yet, or a fault where it could be either."""
        match none:
            case "zero":
                self.understood[path] = Understood(kind, Fraction(0))
                return Fraction(0)
            case "nothing-yet":
                self.understood[path] = Understood(kind, message=NOTHING_YET)
            case _:
                choices = (Choice("0", "0", "choice-zero"), Choice(UNKNOWN, UNKNOWN, "page-unknown"))
                self.fault(path, "none-unclear", (("text", shorten(raw)),), choices)
        return None


Read = Callable[[Asked, object, str, Reader], Answer]


def _show_nothing(understood: Understood, numbers: Numbers) -> str:  # noqa: ARG001  what the table asks of every kind
    return ""


@dataclass(frozen=True, slots=True)
class FieldKind:
    """One kind of field. ``parts`` names the parts of its control, each with the message that labels it."""

    name: str
    read: Read
    sample: Callable[[Asked, Draw], Raw]
    show: Callable[[Understood, Numbers], str] = _show_nothing
    parts: Mapping[str, str] = MappingProxyType({})


def one_control(name: str, parse: Callable[[str, NumberStyle], Value], *, counts: bool = True) -> Read:
    """Return the reading of a kind that is one control; one that ``counts`` has an answer for "none"."""

    def read(question: Asked, raw: object, path: str, reader: Reader) -> Answer:
        return reader.control(name, parse, raw, path, question.none if counts else None)

    return read


def is_blank(text: str) -> bool:
    """Return whether a text shows nothing: spaces, direction marks and other characters without a shape."""
    return all(char.isspace() or unicodedata.category(char) in ("Cc", "Cf", "Cs") for char in text)
