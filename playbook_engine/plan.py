"""The person's document: its name, the raw answers of all worksheets, and what became of the steps.

It is JSON, made and kept by the person. Its shape is checked here for the engine, and in ``docs/assets/js/plan/plan.mjs``
for the page. Both take, fill up and refuse the same documents, and both refuse what they cannot use whole: nothing is cut
or left out without a word. ``tests/plan_shapes`` holds documents with what must come of each, and the tests of both sides
read all of them. The limits stand in ``docs/assets/js/plan/shape.json``. That file is not there when the engine runs in a
browser, so they are repeated below, and a test compares the two.

Documents of every version so far can be opened. Each version names its parts in ``PARTS``, and one function in
``MIGRATIONS`` takes a document to the next version; ``tests/plan_versions`` holds saved copies of all of them.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from playbook_engine import fields
from playbook_engine.errors import RequestError
from playbook_engine.fields import NumberStyle
from playbook_engine.worksheet import texts

VERSION = 2
CHARACTER_LIMIT = 1_000_000  # counted as JavaScript does: in units of UTF-16
ROW_LIMIT = 200
CURRENCY_LIMIT = 8
NAME_LIMIT = 200  # in whole characters
STYLES: dict[str, NumberStyle] = {"auto": "auto", "point": "point", "comma": "comma"}
NAME = re.compile(r"[a-z][a-z0-9_-]{0,63}")
STEP = re.compile(r"[a-z0-9-]{1,100}/[a-z0-9-]{1,100}")
BYTE_LIMIT = 4 * CHARACTER_LIMIT  # what a character takes at most in UTF-8: a file with more bytes need not be decoded
NUMBER_LIMIT = 10**15  # below it, JavaScript holds every whole number exactly
SMALLEST = 0.0001  # below it, the two languages write a number differently
_UNMISTAKABLE = 5  # decimals; three or four could be a group
PARTS: Mapping[int, tuple[str, ...]] = MappingProxyType(
    {
        1: ("settings", "worksheets", "done"),
        2: ("name", "settings", "worksheets", "done", "aside"),
    }
)
"""The parts that a document of each version may have, beside its version."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One checked plan. ``numbers`` is the style that answers are read and shown in.

    ``done`` holds the ids of ticked steps, ``aside`` of those that the person called not for them. ``name`` is what they call the plan.
    """

    currency: str
    numbers: NumberStyle
    worksheets: Mapping[str, Mapping[str, Any]]
    done: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    name: str = ""


def _currency_mark(text: str) -> str:
    """Return a currency sign or code: letters, currency signs, points and inner spaces; anything else is dropped."""
    return "".join(
        char for char in text if char.isalpha() or char in ". " or unicodedata.category(char) == "Sc"
    ).strip()


def from_json(document: Any) -> Plan:
    """Return the plan that a parsed JSON document holds.

    Raises :class:`RequestError` when it is not a plan, or when a newer version of the playbook wrote it.

    >>> from_json({"version": 2, "worksheets": {"batna": {"target": "60k"}}}).worksheets["batna"]["target"]
    '60k'
    """
    found = checked(document)
    settings, sheets = found["settings"], found["worksheets"]
    style = STYLES[settings["numbers"]]
    if style == "auto":
        style = fields.infer_style(texts(sheets))
    return Plan(
        _currency_mark(settings["currency"]),
        style,
        MappingProxyType(sheets),
        tuple(found["done"]),
        tuple(found["aside"]),
        found["name"],
    )


def read_copy(content: bytes) -> dict[str, Any]:
    """Return the document in a saved copy, from the bytes of its file. Raises :class:`RequestError` like :func:`checked`.

    >>> read_copy(b'{"version": 2}')["settings"]
    {'currency': '', 'numbers': 'auto'}
    """
    if len(content) > BYTE_LIMIT:
        raise _too_large()
    try:
        text = content.decode("utf-8-sig")
        if len(text.encode("utf-16-le")) > 2 * CHARACTER_LIMIT:
            raise _too_large()
        document = json.loads(text, parse_int=float, parse_constant=_refuse_constant)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise RequestError("plan-unreadable") from error
    return checked(document)


def checked(document: Any) -> dict[str, Any]:
    """Return a document as the page would save it: checked, of today's version, with the parts that may be missing filled in.

    Raises :class:`RequestError`, with the part that is not as it should be.
    """
    whole = _record(document, "")
    version = _version(whole.get("version"))
    _check_known(whole, ("version", *PARTS[version]), "")
    for migrate in MIGRATIONS[version - 1 :]:
        whole = migrate(whole)
    name = whole.get("name", "")
    _must(isinstance(name, str) and len(name) <= NAME_LIMIT, "name")
    settings = _record(whole.get("settings", {}), "settings")
    _check_known(settings, ("currency", "numbers"), "settings")
    currency, numbers = settings.get("currency", ""), settings.get("numbers", "auto")
    _must(isinstance(currency, str) and len(currency) <= CURRENCY_LIMIT, "settings.currency")
    _must(isinstance(numbers, str) and numbers in STYLES, "settings.numbers")
    done, aside = (_steps(whole.get(part, []), part) for part in ("done", "aside"))
    return {
        "version": VERSION,
        "name": name,
        "settings": {"currency": currency, "numbers": numbers},
        "worksheets": _named(whole.get("worksheets", {}), "worksheets", _answers),
        "done": done,
        "aside": aside,
    }


def _with_name_and_aside(document: Mapping[str, Any]) -> dict[str, Any]:
    """Take a document from version 1 to 2, which has a name and remembers the steps that were set aside."""
    return {**document, "version": 2, "name": "", "aside": []}


MIGRATIONS: tuple[Callable[[Mapping[str, Any]], dict[str, Any]], ...] = (_with_name_and_aside,)
"""What takes a document from each version to the next, from version 1 on."""


def _version(found: Any) -> int:
    """Return a document's version; refuse what is none, and one that only a newer playbook can read."""
    _must(type(found) in (int, float), "")
    try:
        version = float(found)  # JavaScript knows no other numbers
    except OverflowError:
        version = float("inf")
    if version > VERSION and version.is_integer():
        raise RequestError("plan-too-new")
    _must(version in PARTS, "")
    return int(version)


def _steps(found: Any, part: str) -> list[str]:
    _must(isinstance(found, list) and all(isinstance(step, str) and STEP.fullmatch(step) for step in found), part)
    return list(dict.fromkeys(found))


def _check_known(record: Mapping[str, Any], names: tuple[str, ...], part: str) -> None:
    """Refuse other names. One that could be a name is told as the part; one that could not is not repeated."""
    strange = [name for name in record if name not in names]
    name = next((one for one in strange if NAME.fullmatch(one)), "")
    _must(not strange, ".".join(filter(None, (part, name))))


def _answers(value: Any, part: str) -> dict[str, Any]:
    return _named(value, part, _answer_or_rows)


def _answer_or_rows(value: Any, part: str) -> Any:
    if not isinstance(value, list):
        return _answer(value, part)
    _must(len(value) <= ROW_LIMIT, part)
    return [_named(row, f"{part}.{index}", _answer) for index, row in enumerate(value)]


def _answer(value: Any, part: str) -> Any:
    return _named(value, part, _text) if isinstance(value, Mapping) else _text(value, part)


def _text(value: Any, part: str) -> str:
    """Return an answer's text; a number that was written by hand becomes the text that says the same."""
    _must(not isinstance(value, Mapping), part)
    text = value if isinstance(value, str) else _number_text(value)
    if text is None:
        raise RequestError("plan-part-not-text", part=part)
    return text


def _number_text(value: Any) -> str | None:
    """Return a number as text with one reading, the same as in JavaScript; None for what is none, or not exact there.

    >>> _number_text(58000), _number_text(0.125), _number_text(10**15), _number_text(True)
    ('58000', '0.12500', None, None)
    """
    if type(value) not in (int, float) or not abs(value) < NUMBER_LIMIT:
        return None
    if float(value).is_integer():
        return str(int(value))
    if abs(value) < SMALLEST:
        return None
    text = repr(value)
    return text + "0" * (_UNMISTAKABLE - decimals) if (decimals := len(text.partition(".")[2])) in (3, 4) else text


def _named(value: Any, part: str, read: Callable[[Any, str], Any]) -> dict[str, Any]:
    record = _record(value, part)
    _must(all(NAME.fullmatch(name) for name in record), part)
    return {name: read(inner, f"{part}.{name}") for name, inner in record.items()}


def _record(value: Any, part: str) -> Mapping[str, Any]:
    _must(isinstance(value, Mapping), part)
    record: Mapping[str, Any] = value
    return record


def _must(good: bool, part: str) -> None:
    """Refuse the document when something is not as it should be in a part; "" is the whole."""
    if not good:
        raise RequestError("plan-part-unreadable", part=part) if part else RequestError("plan-unreadable")


def _too_large() -> RequestError:
    return RequestError("page-open-copy-too-large", limit=str(CHARACTER_LIMIT))


def _refuse_constant(name: str) -> float:
    """NaN and the infinities are no JSON, though Python reads them."""
    raise json.JSONDecodeError(name, name, 0)
