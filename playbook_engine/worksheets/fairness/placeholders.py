"""What the findings of the worksheet on fairness fill into a ``{placeholder}`` of a step or a reason.

The plain words that serve where there is nothing to fill stand in ``docs/reference/situations/fairness.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType

from playbook_engine.words import Fill
from playbook_engine.worksheets.fairness.findings import FairnessFindings, Tactic


def _tactic(tactics: Sequence[Tactic]) -> Fill | None:
    """Return what the first of these is called, else which row it is."""
    if not tactics:
        return None
    plan = tactics[0].answers.plan
    return Fill("words", text=plan) if plan else Fill("number", Fraction(tactics[0].place + 1), "fairness/plan-unnamed")


def _amount(number: Fraction | None) -> Fill | None:
    return None if number is None else Fill("amount", number)


_FILLS: Mapping[str, Callable[[FairnessFindings], Fill | None]] = {
    "doubtful_tactic": lambda found: _tactic(found.against),
    "untrue_tactic": lambda found: _tactic(found.stopped_by("untrue")),
    "misleading_tactic": lambda found: _tactic(found.stopped_by("misleads")),
    "lock_in_tactic": lambda found: _tactic(found.stopped_by("lock-in")),
    "undefended_tactic": lambda found: _tactic([one for one in found.tactics if "defend-no" in one.doubts]),
    "absent_people": lambda found: Fill("words", text=found.answers.others) if found.answers.others else None,
    "squeeze_gain": lambda found: _amount(found.gain),
    "at_stake": lambda found: _amount(found.at_stake),
}

PLACEHOLDERS: Mapping[str, Callable[[FairnessFindings], Fill | None]] = MappingProxyType(_FILLS)
