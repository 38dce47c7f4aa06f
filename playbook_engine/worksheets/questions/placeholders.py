"""What the findings of the worksheet on questions fill into a ``{placeholder}`` of a step or a reason.

The plain words that serve where there is nothing to fill stand in ``docs/reference/situations/questions.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType

from playbook_engine.words import Fill
from playbook_engine.worksheets.questions.findings import Disclosure, Fact, Hard, QuestionsFindings


def _words(text: str | None) -> Fill | None:
    return Fill("words", text=text) if text else None


def _row(text: str | None, place: int, unnamed: str) -> Fill:
    """Return what a row is called, else which row it is."""
    return _words(text) or Fill("number", Fraction(place + 1), f"questions/{unnamed}")


def _fact(facts: Sequence[Fact]) -> Fill | None:
    return _row(facts[0].answers.what, facts[0].place, "fact-unnamed") if facts else None


def _told(told: Sequence[Disclosure]) -> Fill | None:
    return _row(told[0].answers.fact, told[0].place, "told-unnamed") if told else None


def _hard(found: QuestionsFindings) -> Fill | None:
    first: Hard | None = next(iter(found.unanswered or found.hard), None)
    return _words(first.answers.they_ask) if first else None


_FILLS: Mapping[str, Callable[[QuestionsFindings], Fill | None]] = {
    "key_unknown": lambda found: _fact(found.unknown_to_ask),
    "known_elsewhere": lambda found: _fact(found.unknown_elsewhere),
    "key_belief": lambda found: _fact(found.key_beliefs),
    "open_problem": lambda found: _fact(found.open_of("problem")),
    "open_reason": lambda found: _fact(found.open_of("want")),
    "unknowable": lambda found: _fact(found.beyond_reach),
    "public_fact": lambda found: _fact([found.public_fact] if found.public_fact else []),
    "person": lambda found: _words(found.answers.person),
    "approver": lambda found: _words(found.answers.approver),
    "approver_needs": lambda found: _words(found.answers.approver_needs),
    "held_fault": lambda found: _told(found.held_faults),
    "told_limit": lambda found: _told(found.told_limits),
    "traded_fact": lambda found: _told(found.unpriced or found.told("trade")),
    "undecided_fact": lambda found: _told(found.undecided),
    "hard_question": _hard,
}

PLACEHOLDERS: Mapping[str, Callable[[QuestionsFindings], Fill | None]] = MappingProxyType(_FILLS)
