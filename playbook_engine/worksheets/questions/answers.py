"""The typed answers of the worksheet on questions. A field's name is its question's id; the build checks the two both ways."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from playbook_engine.worksheet import Reading

WIDE_TO_NARROW = ("situation", "want", "rule", "number", "problem")
"""What sorts of things there are to ask, the widest first; what people guard most comes last."""


@dataclass(frozen=True, slots=True)
class FactAnswers:
    """One row: something about the other side, whether it is known, and whether the answer would change the plan.

    ``kind`` is one of ``WIDE_TO_NARROW``; ``where`` is who told it or could: ``them``, ``others``, ``public`` or ``nobody``.
    """

    what: str | None = None
    know: str | None = None
    would_change: str | None = None
    kind: str | None = None
    where: str | None = None


@dataclass(frozen=True, slots=True)
class DisclosureAnswers:
    """One row: something that the person could tell, what sort of thing it is, and whether to share, trade or hold it."""

    fact: str | None = None
    sort: str | None = None
    tell: str | None = None
    in_return: str | None = None


@dataclass(frozen=True, slots=True)
class HardAnswers:
    """One row: a question that would be hard for the person, and their answer."""

    they_ask: str | None = None
    you_say: str | None = None


@dataclass(frozen=True, slots=True)
class QuestionsAnswers:
    """The worksheet on questions, as read.

    ``fears`` to ``reacts`` serve a rehearsal, ``voice`` to ``not_theirs`` a mandate: no finding rests on them.
    """

    case: str | None = None
    safe: str | None = None
    facts: tuple[FactAnswers, ...] = ()
    person: str | None = None
    decider: str | None = None
    approver: str | None = None
    approver_needs: str | None = None
    openness: str | None = None
    trust: str | None = None
    rely_on_word: str | None = None
    fears: str | None = None
    reacts: str | None = None
    disclosures: tuple[DisclosureAnswers, ...] = ()
    voice: str | None = None
    settle_alone: str | None = None
    bring_home: str | None = None
    not_theirs: str | None = None
    hard: tuple[HardAnswers, ...] = ()


_ROWS = {"facts": FactAnswers, "disclosures": DisclosureAnswers, "hard": HardAnswers}


def from_reading(reading: Reading) -> QuestionsAnswers:
    """Return the answers as records."""
    single = cast("dict[str, Any]", {key: value for key, value in reading.answers.items() if key not in _ROWS})
    rows = {
        name: tuple(record(**row) for row in cast("tuple[dict[str, Any], ...]", reading.answers.get(name) or ()))
        for name, record in _ROWS.items()
    }
    return QuestionsAnswers(**single, **cast("dict[str, Any]", rows))
