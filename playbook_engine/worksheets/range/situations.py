"""The claims that the findings of the worksheet on the range can make, in the order of urgency.

Their words stand in ``docs/reference/situations/range.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType

from playbook_engine.worksheets.range.findings import RangeFindings

EVEN_CHANCE = Fraction(1, 2)
READY = 3
FEW = 2


def _no_standard_is_shared(found: RangeFindings) -> bool:
    """Of every standard they said that the other side would not accept it, or that it is doubtful."""
    said = [row.answers.accepted for row in found.standards]
    return bool(said) and None not in said and "yes" not in said


_CLAIMS: Mapping[str, Callable[[RangeFindings], bool]] = {
    "ranges_may_not_meet": lambda found: found.chance is not None and found.chance < EVEN_CHANCE,
    "others_got_less_than_your_limit": lambda found: found.plan.reason == "support_short_of_limit",
    "comparables_are_missing": lambda found: not found.priced,
    "comparables_are_few": lambda found: 0 < len(found.priced) <= FEW,
    "comparables_are_ready": lambda found: found.sourced >= READY,
    "a_comparable_is_out_of_line": lambda found: bool(found.out_of_line),
    "target_is_below_comparables": lambda found: found.is_target_below,
    "target_is_beyond_comparables": lambda found: found.is_target_beyond,
    "opening_is_ready": lambda found: found.opening is not None and not found.hears_first,
    "steps_are_ready": lambda found: bool(found.steps),
    "their_limit_is_unguessed": lambda found: found.answers.their_limit is None,
    "their_limit_is_one_number": lambda found: found.answers.their_limit is not None and found.belief is None,
    "they_named_a_number_first": lambda found: found.answers.first_number == "they",
    "you_named_a_number_first": lambda found: found.answers.first_number == "me",
    "no_number_is_on_the_table": lambda found: found.answers.first_number == "nobody",
    "they_know_more_than_you": lambda found: found.answers.who_knows == "they",
    "you_know_the_market": lambda found: found.answers.who_knows in ("me", "both") and len(found.priced) >= READY,
    "nobody_knows_the_market": lambda found: found.answers.who_knows == "nobody",
    "they_may_leave_over_a_number": lambda found: found.answers.may_leave == "likely",
    "several_issues_are_open": lambda found: found.answers.issues_open == "several",
    "only_one_issue_is_open": lambda found: found.answers.issues_open == "one",
    "standards_are_missing": lambda found: not found.standards,
    "no_standard_is_shared": _no_standard_is_shared,
    "proposal_starts_with_a_demand": lambda found: found.answers.starts_with == "demand",
    "you_are_sure_you_are_right": lambda found: found.answers.sure == "yes",
}

GAPS: Mapping[str, str] = MappingProxyType(
    {
        "comparables_are_missing": "comparables",
        "comparables_are_few": "comparables",
        "their_limit_is_unguessed": "their_limit",
        "standards_are_missing": "standards",
    }
)
"""Situations that say what was not answered, each with its question; they hold only where it was asked."""

SITUATIONS: Mapping[str, Callable[[RangeFindings], bool]] = MappingProxyType(_CLAIMS)

STATEMENTS: Mapping[str, Callable[[RangeFindings], str]] = MappingProxyType(
    {
        "you_said_nobody_named_a_number": lambda found: (
            "first_number" if found.answers.first_number == "nobody" else ""
        ),
        "you_said_they_named_a_number": lambda found: "first_number" if found.answers.first_number == "they" else "",
        "you_said_one_thing_is_open": lambda found: "issues_open" if found.answers.issues_open == "one" else "",
    }
)
"""What an answer says that one in another worksheet may contradict: the path of the answer that says it, "" where none does."""
