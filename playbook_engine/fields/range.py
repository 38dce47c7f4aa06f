"""An amount that is not certain: how it may turn out badly, most likely and well, with chances for those who know them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from playbook_engine.errors import FieldFault
from playbook_engine.fields import amount, money, percent
from playbook_engine.fields.basis import Amount
from playbook_engine.fields.estimate import estimate
from playbook_engine.fields.kind import UNKNOWN, Answer, Asked, Draw, FieldKind, Numbers, Raw, Reader, Understood
from playbook_engine.fields.numerals import TYPED_LIMIT, NumberStyle
from playbook_engine.fields.replies import is_none, is_unknown

PARTS: Mapping[str, str] = {
    "low": "page-range-low",
    "likely": "page-range-likely",
    "high": "page-range-high",
    "low_chance": "page-range-low-chance",
    "likely_chance": "page-range-likely-chance",
    "high_chance": "page-range-high-chance",
}
"""The parts of the control, and the messages that label them."""

_ODD = (
    "38-42k", "50k-60k a year", "£10-12/hr", "between 50.000 and 60.000", "Badly 54,000, most likely 57,000, well 60,000", "at best 60k; at worst 54k",
    "nothing yet", "n/a", "52,000", "60-50", "badly x, well y",
)  # fmt: skip
_LABEL = re.compile(
    r"(?:if it goes )?(?:\b(?P<low>badly|at worst|worst)|\b(?P<likely>most likely|likely|probably)|\b(?P<high>well|at best|best))\b:? ",
    re.IGNORECASE,
)


def read(question: Asked, raw: object, path: str, reader: Reader) -> Answer:
    """Return the estimate; None when nothing was given or something is faulty."""
    if raw is None or raw == UNKNOWN:
        return None
    if isinstance(raw, str):  # a terminal user may write one answer where the form has three fields
        raw = _labelled(raw) or {"likely": raw}
    if not isinstance(raw, Mapping):
        reader.fault(path, "answer-unreadable")
        return None
    faults = len(reader.errors)
    parts = {name: _part(question, name, raw, path, reader) for name in PARTS if name != "likely"}
    parts.update(_middle(question, raw, f"{path}.likely", reader))
    for name in raw:
        if name not in PARTS:
            reader.fault(f"{path}.{name}", "field-unknown")
    if len(reader.errors) > faults:
        return None
    try:
        return estimate(**{name: parts.get(name) for name in PARTS})
    except FieldFault as fault:
        reader.fault(f"{path}.likely", fault.message, fault.values, fault.choices)
        return None


def _labelled(text: str) -> dict[str, str] | None:
    """Return the parts of a text that names them, "badly 54,000, most likely 57,000, well 60,000"; None for another."""
    found = list(_LABEL.finditer(text)) if len(text) <= TYPED_LIMIT else []
    names = [next(name for name, value in label.groupdict().items() if value) for label in found]
    if len(found) < 2 or len(set(names)) < len(names) or text[: found[0].start()].strip():
        return None
    ends = [*(label.start() for label in found[1:]), len(text)]
    return {
        name: text[label.end() : end].strip().rstrip(",;. ")
        for name, label, end in zip(names, found, ends, strict=True)
    }


def _part(question: Asked, name: str, raw: Mapping[str, object], path: str, reader: Reader) -> Fraction | None:
    text = raw.get(name, "")
    if text is None:
        reader.fault(f"{path}.{name}", "answer-unreadable")
        return None
    if name.endswith("_chance"):
        return reader.control("percent", percent.parse, text, f"{path}.{name}", "")
    found = amount.read(question, text, f"{path}.{name}", reader)
    return found if isinstance(found, Fraction) else None


def _middle(question: Asked, raw: Mapping[str, object], path: str, reader: Reader) -> dict[str, Fraction | None]:
    """Return the most likely amount, or the two ends where it was answered with two, ``38-42k``.

    Where an end holds something already, the two are asked about instead.
    """
    text = raw.get("likely", "")
    if text is None:
        reader.fault(path, "answer-unreadable")
        return {}
    taken = any(raw.get(name, "") != "" for name in PARTS if name != "likely")
    ends = None if taken or not isinstance(text, str) else _ends(text, reader.style)
    if ends is None:
        found = amount.read(question, text, path, reader)
        return {"likely": found if isinstance(found, Fraction) else None}
    low, high = (money.count(question, end, path, reader) for end in ends)
    if low is not None and high is not None:
        counted = reader.understood[path]
        reader.understood[path] = replace(counted, kind="range", value=low, upper=high, typed=counted.typed and ends)
    return {"low": low, "high": high}


def _ends(text: str, numbers: NumberStyle) -> tuple[Amount, Amount] | None:
    """Return both ends where a text names two and is no amount by itself; None where it is to be read as one."""
    if is_unknown(text) or is_none(text) or amount.readings(text, numbers)[0]:
        return None
    try:
        return amount.parse_ends(text, numbers)
    except FieldFault:
        return None  # reading it as one amount asks


def sample(question: Asked, draw: Draw) -> Raw:
    """Return one to three amounts, in order or not, some with chances; or all in one text, as on a terminal."""
    if draw.strange and draw.chance(0.3):
        return draw.pick(_ODD)
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


def show(understood: Understood, numbers: Numbers) -> str:
    """Return what was understood of two ends."""
    if understood.typed:
        return amount.show(understood, numbers)
    ends = (understood.value or Fraction(0), understood.upper or Fraction(0))
    low, high = (numbers.per(end, understood.basis) for end in ends)
    return numbers.between(low, high)


KIND = FieldKind("range", read, sample, show, PARTS)
