"""The person's document: the raw answers of all worksheets, the steps they ticked, and how they write numbers.

It is JSON, made and kept by the person; this module checks one that arrives and refuses what it cannot use whole.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from playbook_engine import fields
from playbook_engine.errors import RequestError
from playbook_engine.fields import NumberStyle
from playbook_engine.worksheet import texts

VERSION = 1
_STYLES: dict[str, NumberStyle] = {"auto": "auto", "point": "point", "comma": "comma"}
_CURRENCY_LIMIT = 8


@dataclass(frozen=True, slots=True)
class Plan:
    """One checked plan. ``numbers`` is the style that answers are read and shown in; ``done`` holds ticked step ids."""

    currency: str
    numbers: NumberStyle
    worksheets: Mapping[str, Mapping[str, Any]]
    done: tuple[str, ...] = ()


def _currency_mark(text: str) -> str:
    """Return a currency sign or code: letters, currency signs, points and inner spaces; anything else is dropped."""
    return "".join(
        char for char in text if char.isalpha() or char in ". " or unicodedata.category(char) == "Sc"
    ).strip()


def from_json(document: Any) -> Plan:
    """Return the plan that a parsed JSON document holds.

    Raises :class:`RequestError` when it is not a plan, or when a newer version of the playbook wrote it.

    >>> from_json({"version": 1, "worksheets": {"batna": {"target": "60k"}}}).worksheets["batna"]["target"]
    '60k'
    """
    if not isinstance(document, Mapping) or "version" not in document:
        raise RequestError("plan-unreadable")
    version = document["version"]
    if isinstance(version, int) and version > VERSION:
        raise RequestError("plan-too-new")
    if version != VERSION:
        raise RequestError("plan-unreadable")
    sheets = document.get("worksheets", {})
    settings = document.get("settings", {})
    done = document.get("done", [])
    if not isinstance(sheets, Mapping) or not all(isinstance(answers, Mapping) for answers in sheets.values()):
        raise RequestError("plan-part-unreadable", part="worksheets")
    if not isinstance(settings, Mapping):
        raise RequestError("plan-part-unreadable", part="settings")
    if not isinstance(done, list) or not all(isinstance(step, str) for step in done):
        raise RequestError("plan-part-unreadable", part="done")
    currency, numbers = settings.get("currency", ""), settings.get("numbers", "auto")
    if not isinstance(currency, str) or len(currency) > _CURRENCY_LIMIT:
        raise RequestError("plan-part-unreadable", part="settings.currency")
    if not isinstance(numbers, str) or numbers not in _STYLES:
        raise RequestError("plan-part-unreadable", part="settings.numbers")
    style = _STYLES[numbers]
    if style == "auto":
        style = fields.infer_style(texts(dict(sheets)))
    return Plan(_currency_mark(currency), style, MappingProxyType(dict(sheets)), tuple(sorted(set(done))))
