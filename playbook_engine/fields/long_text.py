"""Words on several lines."""

from __future__ import annotations

from playbook_engine.fields.kind import FieldKind, one_control
from playbook_engine.fields.numerals import NumberStyle
from playbook_engine.fields.text import limited, sample

LONG_TEXT_LIMIT = 20_000


def parse(text: str, numbers: NumberStyle = "auto") -> str:  # noqa: ARG001
    """Return the text, its lines kept. Raises :class:`FieldFault` above ``LONG_TEXT_LIMIT`` characters."""
    return limited(text.strip(), LONG_TEXT_LIMIT)


KIND = FieldKind("long_text", one_control("long_text", parse, counts=False), sample)
