"""The claims that the findings of the worksheet on questions can make, in the order of urgency.

Their words stand in ``docs/reference/situations/questions.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from playbook_engine.worksheets.questions.findings import QuestionsFindings

_CLAIMS: Mapping[str, Callable[[QuestionsFindings], bool]] = {
    "a_fault_is_held_back": lambda found: bool(found.held_faults),
    "you_rely_on_a_word_you_doubt": lambda found: found.answers.rely_on_word == "yes" and found.answers.trust == "low",
    "your_limit_would_be_told": lambda found: bool(found.told_limits),
    "key_unknown_would_change_the_plan": lambda found: bool(found.unknown_to_ask),
    "others_could_tell_you": lambda found: bool(found.unknown_elsewhere),
    "hard_questions_are_unanswered": lambda found: bool(found.unanswered),
    "key_belief_is_unchecked": lambda found: bool(found.key_beliefs),
    "a_problem_is_unasked": lambda found: bool(found.open_of("problem")),
    "you_rely_on_their_word": lambda found: found.answers.rely_on_word == "yes",
    "relations_are_hostile": lambda found: found.answers.openness == "hostile",
    "they_are_reluctant": lambda found: found.answers.openness == "reluctant",
    "trust_is_low": lambda found: found.answers.trust == "low",
    "an_unknown_cannot_be_found_out": lambda found: bool(found.beyond_reach),
    "their_approver_is_unserved": lambda found: found.answers.decider == "must-ask"
    and found.answers.approver_needs is None,
    "they_must_ask_somebody": lambda found: found.answers.decider == "must-ask",
    "their_reasons_are_open": lambda found: bool(found.open_of("want")),
    "a_trade_lacks_its_price": lambda found: bool(found.unpriced),
    "a_fact_is_undecided": lambda found: bool(found.undecided),
    "everything_is_held_back": lambda found: found.all_alike == "hold",
    "everything_is_told": lambda found: found.all_alike == "share",
    "questions_are_unordered": lambda found: len(found.ladder) > 1 and any(fact.answers.kind is None for fact in found.ladder),
    "several_questions_are_open": lambda found: len(found.ladder) > 1,
    "nothing_left_would_change_the_plan": lambda found: found.is_enough,
    "a_public_fact_is_known": lambda found: found.public_fact is not None,
    "hard_questions_are_answered": lambda found: bool(found.hard) and not found.unanswered,
    "facts_are_unlisted": lambda found: not found.facts,
    "disclosure_is_unplanned": lambda found: not found.disclosures,
    "other_person_is_unknown": lambda found: found.answers.person is None,
    "decider_is_unknown": lambda found: found.answers.decider is None,
    "their_view_is_unasked": lambda found: not found.heard_from_them,
    "hard_questions_are_unlisted": lambda found: not found.hard,
}  # fmt: skip

GAPS: Mapping[str, str] = MappingProxyType(
    {
        "decider_is_unknown": "decider",
        "other_person_is_unknown": "person",
        "their_approver_is_unserved": "approver_needs",
        "their_view_is_unasked": "facts",
        "facts_are_unlisted": "facts",
        "disclosure_is_unplanned": "disclosures",
        "hard_questions_are_unlisted": "hard",
    }
)
"""Situations that say what was not answered, each with its question; they hold only where it was asked."""

SITUATIONS: Mapping[str, Callable[[QuestionsFindings], bool]] = MappingProxyType(_CLAIMS)
