"""The catalogue of named negotiations: the golden cases in ``tests/cases``, as the plans that a page would send.

A test names its negotiation; what is at stake, and the reply that it gets, stand in the case.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path

from tests.cases_file import CASES, read_case
from tests.plans import Plan, changed


def _of(file: Path) -> Callable[[], Plan]:
    document = read_case(file).plan
    return lambda: copy.deepcopy(document)


NEGOTIATIONS: dict[str, Callable[[], Plan]] = {file.stem.replace("-", "_"): _of(file) for file in CASES}
"""Every golden case by its name, with what makes a fresh copy of its plan."""

ambiguous = NEGOTIATIONS["ambiguous"]
blank = NEGOTIATIONS["blank"]
claim = NEGOTIATIONS["claim"]
close_call = NEGOTIATIONS["close_call"]
court = NEGOTIATIONS["court"]
hostile = NEGOTIATIONS["hostile"]
linked = NEGOTIATIONS["linked"]
no_alternative = NEGOTIATIONS["no_alternative"]
nothing = NEGOTIATIONS["nothing"]
right_to_left = NEGOTIATIONS["right_to_left"]
salary = NEGOTIATIONS["salary"]
strong_alternative = NEGOTIATIONS["strong_alternative"]
tie = NEGOTIATIONS["tie"]
unknown = NEGOTIATIONS["unknown"]
weak_alternatives = NEGOTIATIONS["weak_alternatives"]

HOSTILE: str = hostile()["worksheets"]["batna"]["deal_name"]
"""A text that tries to be markup, a link, a formula and a placeholder at once."""


def demand(risk_tolerance: str = "", risk_sleep: str = "") -> Plan:
    """Half a chance of losing a million in court, against a demand for 600k: the advice turns with risk tolerance."""
    return changed(changed(NEGOTIATIONS["demand"](), "risk_tolerance", risk_tolerance), "risk_sleep", risk_sleep)
