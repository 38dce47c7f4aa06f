"""One answer of a list."""

from __future__ import annotations

from playbook_engine.errors import FieldFault
from playbook_engine.fields.kind import UNKNOWN, Answer, Asked, Draw, FieldKind, Raw, Reader
from playbook_engine.fields.numerals import NumberStyle, shorten
from playbook_engine.fields.replies import is_unknown

UNSURE = "unsure"


def parse(text: str, options: tuple[str, ...]) -> str:
    """Return the id of the chosen answer. Raises :class:`FieldFault` when it is none of ``options``."""
    value = text.strip()
    if value not in options:
        raise FieldFault("choice-unknown", options=", ".join(options), text=shorten(text))
    return value


def read(question: Asked, raw: object, path: str, reader: Reader) -> Answer:
    """Return the chosen answer's id; None when nothing was chosen.

    An answer may have the name of a word for not knowing. Where not to be sure is an answer of its own, whoever does not
    know gives that one: it must never count as a blank.
    """
    if isinstance(raw, str):
        if raw.strip() in question.option_ids:
            return raw.strip()
        if UNSURE in question.option_ids and (raw.strip() == UNKNOWN or is_unknown(raw)):
            return UNSURE

    def chosen(text: str, numbers: NumberStyle) -> str:  # noqa: ARG001
        return parse(text, question.option_ids)

    return reader.control("choice", chosen, raw, path)


def sample(question: Asked, draw: Draw) -> Raw:
    """Return an answer to try a form with."""
    return draw.pick(("sworn", "", UNKNOWN)) if draw.strange else draw.pick(question.option_ids)


KIND = FieldKind("choice", read, sample)
