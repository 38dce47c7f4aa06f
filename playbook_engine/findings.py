"""A plan -> the findings of its worksheets, in table order; each worksheet is given the findings that it needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from playbook_engine import shared_answers, worksheet
from playbook_engine.fields.days import Day
from playbook_engine.library import Library
from playbook_engine.plan import Plan
from playbook_engine.sheet import Sheet
from playbook_engine.sheets import SHEETS
from playbook_engine.worksheet import Reading, Worksheet


@dataclass(frozen=True, slots=True)
class Finding:
    """What one worksheet's answers imply. ``results`` is the record that its folder makes of them."""

    sheet: Sheet
    worksheet: Worksheet
    reading: Reading
    results: Any


@dataclass(frozen=True, slots=True)
class Findings:
    """The findings of one plan, in table order; worksheets that were not filled in are left out."""

    found: tuple[Finding, ...] = ()

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.found)

    def of(self, name: str) -> Finding | None:
        """Return the finding of one worksheet, or None when there is none."""
        return next((finding for finding in self.found if finding.sheet.id == name), None)


def find(plan: Plan, library: Library, asked: str = "", today: Day | None = None) -> Findings:
    """Return what a plan's answers imply, read on the day that the request names.

    A worksheet counts when it holds an answer of its own, or is the one ``asked`` about: then it counts even when it
    is blank.
    """
    raw = shared_answers.resolve(plan.worksheets, library.worksheets)
    found: list[Finding] = []
    for sheet in SHEETS:
        page = library.worksheet(sheet.id)
        own = plan.worksheets.get(sheet.id, {})
        if page is None or not (sheet.id == asked or worksheet.is_answered(own)):
            continue
        reading = worksheet.read(page, raw.get(sheet.id, own), plan.numbers, today)
        needed = {other.sheet.id: other.results for other in found if other.sheet.id in sheet.needs}
        found.append(Finding(sheet, page, reading, sheet.parts.find(reading, needed)))
    return Findings(tuple(found))
