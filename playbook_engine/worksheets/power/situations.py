"""The claims that the findings of the worksheet on power can make, in the order of urgency.

Their words stand in ``docs/reference/situations/power.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from playbook_engine.worksheets.power.findings import PowerFindings


def _leverage_lacks_evidence(found: PowerFindings) -> bool:
    """What they need rests on guesses alone. Where nobody said what it rests on, nothing is claimed of it."""
    said = {tie.answers.evidence for tie in found.ties if tie.answers.direction == "them"} - {None}
    return said == {"guess"}


def _serves_none_of_their_needs(found: PowerFindings) -> bool:
    """No row is a need of theirs with its reason; a row of which nobody said whose need it is could be one."""
    return not any(tie.answers.direction != "me" and tie.answers.why for tie in found.ties)


_CLAIMS: Mapping[str, Callable[[PowerFindings], bool]] = {
    "dependence_is_unmapped": lambda found: not found.ties,
    "leverage_is_unlisted": lambda found: all(tie.answers.direction == "me" for tie in found.ties),
    "plan_serves_none_of_their_needs": _serves_none_of_their_needs,
    "some_needs_are_unknown": lambda found: bool(found.unknown),
    "leverage_lacks_evidence": _leverage_lacks_evidence,
    "a_need_lacks_a_why": lambda found: any(tie.answers.why is None for tie in found.ties),
    "mutual_need_is_high": lambda found: found.mutual_level == "high",
    "mutual_need_is_low": lambda found: found.mutual_level == "low",
    "power_was_mapped_before": lambda found: found.answers.mapped_before == "yes",
    "imbalance_is_unnamed": lambda found: found.answers.gap_kind is None,
    "imbalance_is_money": lambda found: found.answers.gap_kind == "money",
    "imbalance_is_information": lambda found: found.answers.gap_kind == "information",
    "imbalance_is_standing": lambda found: found.answers.gap_kind == "standing",
}

GAPS: Mapping[str, str] = MappingProxyType(
    {
        "dependence_is_unmapped": "ties",
        "leverage_is_unlisted": "ties",
        "plan_serves_none_of_their_needs": "ties",
        "some_needs_are_unknown": "ties",
        "a_need_lacks_a_why": "ties",
        "imbalance_is_unnamed": "gap_kind",
    }
)
"""Situations that say what was not answered, each with its question; they hold only where it was asked."""

SITUATIONS: Mapping[str, Callable[[PowerFindings], bool]] = MappingProxyType(_CLAIMS)

STATEMENTS: Mapping[str, Callable[[PowerFindings], str]] = MappingProxyType(
    {
        "your_map_says_you_need_more": lambda found: "ties" if found.stronger == "they" else "",
        "your_map_says_they_need_more": lambda found: "ties" if found.stronger == "you" else "",
    }
)
"""What an answer says that one in another worksheet may contradict: the path of the answer that says it, "" where none does."""
