"""What was understood of a worksheet's answers, and what is wrong with them, as plain text for the page to show at each field."""

from __future__ import annotations

from typing import Any

from playbook_engine.errors import AnswerError, Choice
from playbook_engine.findings import Finding
from playbook_engine.words import Words
from playbook_engine.worksheet import Reading, Worksheet, label_of


def read_back(finding: Finding | None, words: Words) -> dict[str, Any]:
    """Return the faults of a worksheet's answers, what was understood of each number, and days in words that last, by field path.

    All of it is plain text.
    """
    if finding is None:
        return {"errors": [], "understood": {}, "lasting": {}}
    return {
        "errors": [_explain(error, finding.worksheet, words) for error in finding.reading.errors],
        "understood": _understood(finding.reading, words),
        "lasting": {path: one.lasting for path, one in finding.reading.understood.items() if one.lasting},
    }


def _understood(reading: Reading, words: Words) -> dict[str, str]:
    return {path: words.understood(understood) for path, understood in reading.understood.items()}


def _shown_choice(choice: Choice, words: Words) -> str:
    """Return what the button of one reading says."""
    if not choice.message:
        return choice.shown
    return words.say(choice.message, **({} if choice.amount is None else {"amount": words.exact(choice.amount)}))


def _explain(error: AnswerError, sheet: Worksheet, words: Words) -> dict[str, Any]:
    """Return one fault with its sentence: plain text, in which the person's own words stand as typed."""
    label = label_of(sheet, error.field, words.library.messages)
    shown = [_shown_choice(choice, words) for choice in error.choices]
    return {
        "field": error.field,
        "label": label,
        "code": error.message,
        "message": words.say(error.message, label=label, **dict(error.values)),
        "choices": [{"value": choice.value, "label": text} for choice, text in zip(error.choices, shown, strict=True)],
    }
