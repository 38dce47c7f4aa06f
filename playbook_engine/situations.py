"""The claims that decide what is advised: those of all worksheets in one ordered table, and which of them hold.

The order is the order of urgency: within a stage, plays stand in the order of the first situation that they name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from playbook_engine.findings import Findings
from playbook_engine.sheets import SHEETS

SITUATIONS: Mapping[str, str] = MappingProxyType(
    {name: sheet.id for sheet in SHEETS for name in sheet.parts.situations}
)
"""Every situation, in the order of urgency, with the worksheet whose findings it speaks of."""

BACKGROUND = frozenset(name for sheet in SHEETS for name in sheet.parts.background)
"""Situations that choose between wordings; another one is the reason where there is one."""

NUMBERLESS = frozenset(name for sheet in SHEETS for name in sheet.parts.numberless)
"""Situations that say that something has no number yet."""


def holding(findings: Findings) -> frozenset[str]:
    """Return the names of the situations that hold; those of a worksheet that was not filled in do not."""
    return frozenset(
        name for finding in findings for name, claim in finding.sheet.parts.situations.items() if claim(finding.results)
    )


def holds(conditions: Iterable[str], true: frozenset[str]) -> bool:
    """Return whether every condition holds: a situation's name, or ``not`` and a name.

    >>> holds(["alternatives_are_few", "not target_is_missing"], frozenset({"alternatives_are_few"}))
    True
    """
    return all((name.removeprefix("not ") in true) is not name.startswith("not ") for name in conditions)
