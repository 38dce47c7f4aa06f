"""The claims that the findings of the worksheet on fairness can make, in the order of urgency.

Their words stand in ``docs/reference/situations/fairness.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from playbook_engine.worksheets.fairness.findings import FairnessFindings

_CLAIMS: Mapping[str, Callable[[FairnessFindings], bool]] = {
    "a_tactic_is_untrue": lambda found: bool(found.stopped_by("untrue")),
    "a_tactic_misleads": lambda found: bool(found.stopped_by("misleads")),
    "lock_in_is_planned": lambda found: bool(found.stopped_by("lock-in")),
    "you_would_not_defend_it": lambda found: any("defend-no" in tactic.doubts for tactic in found.tactics),
    "a_tactic_is_doubtful": lambda found: bool(found.against),
    "others_are_affected": lambda found: found.others_bear_it,
    "a_squeeze_costs_more_than_it_brings": lambda found: found.risks_more,
    "a_squeeze_is_planned": lambda found: found.gain is not None and not found.nothing_at_stake,
    "you_will_depend_on_their_effort": lambda found: found.answers.carry_out == "unseen",
    "they_must_carry_it_out": lambda found: found.answers.carry_out in ("seen", "unseen"),
    "you_will_meet_again": lambda found: found.answers.meet_again in ("yes", "maybe"),
    "no_measure_is_shared": lambda found: bool(found.own_measures) and found.none_is_shared,
    "tactics_pass_every_test": lambda found: found.all_pass,
    "tactics_are_unlisted": lambda found: not found.tactics and (found.gain is None or found.nothing_at_stake),
}

GAPS: Mapping[str, str] = MappingProxyType({"tactics_are_unlisted": "tactics"})
"""Situations that say what was not answered, each with its question; they hold only where it was asked."""

PRESSING: frozenset[str] = frozenset({"a_tactic_is_untrue", "a_tactic_misleads", "lock_in_is_planned"})
"""Situations whose step comes now, whatever its stage: what is to be left out is left out before anything else."""

SITUATIONS: Mapping[str, Callable[[FairnessFindings], bool]] = MappingProxyType(_CLAIMS)
