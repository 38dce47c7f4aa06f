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

CONTRADICTORY = frozenset(name for sheet in SHEETS for name in sheet.parts.contradictory)
"""Situations in which two answers do not fit together."""

HURRIED = frozenset(name for sheet in SHEETS for name in sheet.parts.hurried)
"""Situations in which there is no day left: a step that needs time is marked as one for all others."""

PRESSING = frozenset(name for sheet in SHEETS for name in sheet.parts.pressing)
"""Situations of which one step comes now, whatever its stage."""

ALONE = tuple(name for sheet in SHEETS for name in sheet.parts.alone)
"""Situations that leave no other standing, such as that a person is not safe."""

PAST = frozenset(name for sheet in SHEETS for name in sheet.parts.past)
"""Situations that speak of a talk that lies behind: one of them that leaves no other standing leaves these."""


def holding(findings: Findings) -> frozenset[str]:
    """Return the names of the situations that hold; those of a worksheet of which nothing is known do not.

    That something was not answered is said only where it was asked.
    """
    true = frozenset(
        name
        for finding in findings
        for name, claim in finding.sheet.parts.situations.items()
        if finding.speaks_of(name) and claim(finding.results)
    )
    alone = next((name for name in ALONE if name in true), None)
    if alone is None:
        return true
    return true & PAST if alone in PAST else frozenset({alone})


def names(condition: str) -> tuple[str, ...]:
    """Return the situations that a condition names.

    >>> names("target_is_missing or deal_lacks_a_value"), names("not target_is_missing")
    (('target_is_missing', 'deal_lacks_a_value'), ('target_is_missing',))
    """
    return tuple(name.removeprefix("not ") for name in condition.split(" or "))


def reasons(conditions: Iterable[str], true: frozenset[str]) -> tuple[str, ...]:
    """Return the situations that hold and fulfil the conditions: of each, the first of those that it offers, and none twice.

    >>> reasons(["a or b", "a or c", "not d"], frozenset({"a", "c"}))
    ('a',)
    """
    wanted = (condition.split(" or ") for condition in conditions if not condition.startswith("not "))
    found = (next((name for name in some if name in true), "") for some in wanted)
    return tuple(dict.fromkeys(name for name in found if name))


def holds(conditions: Iterable[str], true: frozenset[str]) -> bool:
    """Return whether every condition holds: a situation's name, several with ``or`` between them, or ``not`` and a name.

    >>> holds(["alternatives_are_few or no_alternatives_listed", "not target_is_missing"], frozenset({"alternatives_are_few"}))
    True
    """
    return all(_holds(condition, true) for condition in conditions)


def _holds(condition: str, true: frozenset[str]) -> bool:
    if condition.startswith("not "):
        return condition.removeprefix("not ") not in true
    return any(name in true for name in condition.split(" or "))
