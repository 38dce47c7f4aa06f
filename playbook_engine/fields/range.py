"""An amount that is not certain: how it may turn out badly, most likely and well, with chances for those who know them."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from playbook_engine.errors import FieldFault
from playbook_engine.fields import amount, percent
from playbook_engine.fields.estimate import estimate
from playbook_engine.fields.kind import UNKNOWN, Answer, Asked, Draw, FieldKind, Raw, Reader

PARTS: Mapping[str, str] = {
    "low": "page-range-low",
    "likely": "page-range-likely",
    "high": "page-range-high",
    "low_chance": "page-range-low-chance",
    "likely_chance": "page-range-likely-chance",
    "high_chance": "page-range-high-chance",
}
"""The parts of the control, and the messages that label them."""


def read(question: Asked, raw: object, path: str, reader: Reader) -> Answer:  # noqa: ARG001
    """Return the estimate; None when nothing was given or something is faulty."""
    if raw is None or raw == UNKNOWN:
        return None
    if isinstance(raw, str):  # a terminal user may write one number where the form has three fields
        raw = {"likely": raw}
    if not isinstance(raw, Mapping):
        reader.fault(path, "answer-unreadable")
        return None
    faults = len(reader.errors)
    parts = {name: _part(name, raw.get(name, ""), f"{path}.{name}", reader) for name in PARTS}
    for name in raw:
        if name not in PARTS:
            reader.fault(f"{path}.{name}", "field-unknown")
    if len(reader.errors) > faults:
        return None
    try:
        return estimate(**parts)
    except FieldFault as fault:
        reader.fault(f"{path}.likely", fault.message, fault.values, fault.choices)
        return None


def _part(name: str, raw: object, path: str, reader: Reader) -> Fraction | None:
    if raw is None:
        reader.fault(path, "answer-unreadable")
        return None
    if name.endswith("_chance"):
        return reader.control("percent", percent.parse, raw, path)
    return reader.control("amount", amount.parse, raw, path)


def sample(question: Asked, draw: Draw) -> Raw:
    """Return one to three amounts, in order or not, some with chances."""
    if not draw.strange and draw.chance(0.3):
        return {"likely": amount.sample(question, draw)}
    ends = [str(end * 1000) for end in sorted(draw.number(-50, 200) for _ in range(3))]
    parts: dict[str, Raw] = dict(zip(("low", "likely", "high"), ends if draw.chance(0.7) else ends[::-1], strict=True))
    if draw.chance(0.35):
        parts.update(low_chance="20%", likely_chance=draw.pick(("50%", "")), high_chance=draw.pick(("30%", "40%", "")))
    if draw.strange:
        parts[draw.pick(tuple(parts))] = amount.sample(question, draw)
    for _ in range(draw.pick((0, 0, 1, 2))):
        del parts[draw.pick(tuple(parts))]
    return parts


KIND = FieldKind("range", read, sample, parts=PARTS)
