"""What can be wrong with an answer, a request or a page: records and exceptions without words of their own.

The sentence that a person reads stands in ``docs/reference/words`` under the ``message`` name.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Choice:
    """One reading of an ambiguous answer.

    ``value`` is what to type so that the answer has only this reading; ``shown`` is how a person recognises it. Where
    there is a ``message``, its sentence is shown instead; of an ``amount``, with the person's own currency.
    """

    value: str
    shown: str
    message: str = ""
    amount: Fraction | None = None


@dataclass(frozen=True, slots=True)
class AnswerError:
    """One fault in one answer: where it is, which message explains it, and what fills the message's placeholders."""

    field: str
    message: str
    values: tuple[tuple[str, str], ...] = ()
    choices: tuple[Choice, ...] = ()


class FieldFault(Exception):
    """Raised by a field's parser; ``worksheet.read`` turns it into an :class:`AnswerError` that knows its field."""

    def __init__(self, message: str, choices: tuple[Choice, ...] = (), **values: str) -> None:
        super().__init__(message)
        self.message = message
        self.choices = choices
        self.values = tuple(sorted(values.items()))


class RequestError(ValueError):
    """A request that cannot be served at all; ``message`` names the sentence, ``values`` fill it."""

    def __init__(self, message: str, **values: str) -> None:
        super().__init__(message)
        self.message = message
        self.values = tuple(sorted(values.items()))


class AnalysisError(ValueError):
    """An argument that no analysis can use: ``argument`` names it, ``reason`` says what it should be."""

    def __init__(self, argument: str, reason: str) -> None:
        super().__init__(f"{argument}: {reason}")
        self.argument = argument
        self.reason = reason


@dataclass(frozen=True, slots=True, order=True)
class ContentError:
    """An author's mistake: the file, the line, what is wrong and what to write instead."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"
