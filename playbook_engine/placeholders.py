"""What fills a ``{placeholder}`` in a step or a reason: the placeholders of all worksheets, filled from a plan's findings."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from playbook_engine.findings import Findings
from playbook_engine.sheets import SHEETS
from playbook_engine.words import Fill, Filler

PLACEHOLDERS: Mapping[str, str] = MappingProxyType(
    {name: sheet.id for sheet in SHEETS for name in sheet.parts.placeholders}
)
"""Every placeholder, with the worksheet whose findings fill it."""

ALOUD = frozenset(name for sheet in SHEETS for name in sheet.parts.aloud)
"""Placeholders that are meant to be said to the other side."""


def filler(findings: Findings) -> Filler:
    """Return what finds a placeholder's filling in these findings; each is worked out once, however often it is said."""
    sources = {finding.sheet.id: finding for finding in findings}
    known: dict[str, Fill | None] = {}

    def fill(name: str) -> Fill | None:
        if name not in known:
            finding = sources.get(PLACEHOLDERS[name])
            known[name] = None if finding is None else finding.sheet.parts.placeholders[name](finding.results)
        return known[name]

    return fill
