"""A list of blocks, each with the same questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from playbook_engine.fields.kind import UNKNOWN, Answer, Asked, Draw, FieldKind, Raw, Reader, Row


def read(question: Asked, raw: object, path: str, reader: Reader) -> Answer:
    """Return the rows that hold anything, and note the place that each had in the form."""
    reader.places[path] = ()
    if raw is None or raw in (UNKNOWN, ""):
        return ()
    if not isinstance(raw, list) or not all(isinstance(row, Mapping) for row in raw):
        reader.fault(path, "answer-unreadable")
        return ()
    if len(raw) > question.most:
        reader.fault(path, "too-many-rows", (("most", str(question.most)),))
    names = {inner.id for inner in question.questions}
    kept: list[Row] = []
    places: list[int] = []
    for number, row in enumerate(raw[: question.most]):
        before = len(reader.errors)
        for name in row:
            if name not in names:
                reader.fault(f"{path}.{number}.{name}", "field-unknown")
        values = {
            inner.id: reader.read(inner, row.get(inner.id), f"{path}.{number}.{inner.id}")
            for inner in question.questions
        }
        if any(value is not None for value in values.values()) or len(reader.errors) > before:
            kept.append(cast("Row", values))
            places.append(number)
    reader.places[path] = tuple(places)
    return tuple(kept)


def sample(question: Asked, draw: Draw) -> Raw:
    """Return some rows: none, a few, as many as the form takes, and one more."""
    count = draw.pick((0, 1, 1, 2, 2, 3, 3, question.most, question.most + 1))
    return [draw.answers(question.questions) for _ in range(count)]


KIND = FieldKind("rows", read, sample)
