"""Plans as a page would send them: how one is made, changed and asked about."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from typing import Any

from playbook_engine.library import Library
from playbook_engine.sheets import SHEETS
from playbook_engine.worksheet import Worksheet

WORKSHEETS = tuple(sheet.id for sheet in SHEETS)
"""The names of all worksheets, in their order."""

TODAY = "2026-11-26"
"""The day that every request names, as a page names the reader's."""

Plan = dict[str, Any]
Answers = dict[str, Any]


def plan(answers: Mapping[str, Any], currency: str = "€", numbers: str = "auto", done: tuple[str, ...] = ()) -> Plan:
    """Return a plan that holds these answers to the BATNA worksheet."""
    return {
        "version": 2,
        "name": "",
        "settings": {"currency": currency, "numbers": numbers},
        "worksheets": {"batna": copy.deepcopy(dict(answers))},
        "done": list(done),
        "aside": [],
    }


def request(document: Any, **changes: Any) -> str:
    """Return the request that asks for the checklist of a plan."""
    asked = {
        "v": 1,
        "id": 1,
        "do": "checklist",
        "worksheet": "batna",
        "base": "../../",
        "today": TODAY,
        "plan": document,
    }
    asked.update(changes)
    return json.dumps(asked, ensure_ascii=False)


def changed(document: Plan, path: str, value: Any) -> Plan:
    """Return the plan with one answer changed, by its dotted field path; None takes the answer out."""
    new = copy.deepcopy(document)
    *way, last = [int(part) if part.isdecimal() else part for part in path.split(".")]
    at = new["worksheets"]["batna"]
    for part in way:
        at = at.setdefault(part, {}) if isinstance(at, dict) else at[part]
    if value is None:
        at.pop(last, None)
    else:
        at[last] = value
    return new


def sheet_of(content: Library, name: str = "batna") -> Worksheet:
    """Return one worksheet of a library."""
    found = content.worksheet(name)
    assert found is not None, name
    return found
