"""The claims that the findings of the worksheet for after the talk can make, in the order of urgency.

Their words stand in ``docs/reference/situations/review.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from playbook_engine.worksheets.review.findings import ENOUGH, ReviewFindings


def _too_few(found: ReviewFindings) -> bool:
    return 0 < len(found.settled_predictions) < ENOUGH


_CLAIMS: Mapping[str, Callable[[ReviewFindings], bool]] = {
    "outcome_is_unsaid": lambda found: found.answers.outcome is None,
    "result_is_worse_than_limit": lambda found: found.is_worse_than_limit,
    "no_deal_gave_up_a_better_offer": lambda found: found.turned_down is not None and found.turned_down > 0,
    "deal_may_not_be_kept": lambda found: found.ended == "deal" and found.answers.can_keep in ("doubtful", "no"),
    "terms_are_unwritten": lambda found: found.ended == "deal" and found.answers.written in ("partly", "no"),
    "nothing_says_what_if_it_is_broken": lambda found: found.ended == "deal" and found.answers.if_broken == "no",
    "deal_leaves_them_short": lambda found: found.ended == "deal" and found.answers.serves_them in ("partly", "no"),
    "deal_leaves_you_short": lambda found: found.ended == "deal" and found.answers.serves_me in ("partly", "no"),
    "their_side_of_the_deal_is_unasked": lambda found: found.ended == "deal" and found.answers.serves_them is None,
    "result_has_no_amount": lambda found: found.ended == "deal" and found.settled is None,
    "something_was_given_early": lambda found: found.answers.gave_early not in (None, "nothing"),
    "telling_would_have_helped": lambda found: (
        found.answers.kept_back is not None and found.answers.telling_helps == "yes"
    ),
    "keeping_back_is_in_doubt": lambda found: (
        found.answers.kept_back is not None and found.answers.telling_helps == "unsure"
    ),
    "result_feels_worse_than_it_is": lambda found: found.feels == "worse",
    "result_feels_better_than_it_is": lambda found: found.feels == "better",
    "they_went_further_than_you_thought": lambda found: found.beyond_guess is not None,
    "no_deal_kept_you_from_a_worse_one": lambda found: found.turned_down is not None and found.turned_down < 0,
    "result_lies_short_of_target": lambda found: found.is_short,
    "result_met_target": lambda found: found.is_met,
    "deal_looks_lasting": lambda found: found.looks_lasting,
    "a_deal_was_reached": lambda found: found.ended == "deal",
    "talk_ended_without_a_deal": lambda found: found.ended == "no-deal",
    "the_talk_goes_on": lambda found: found.answers.outcome == "not-yet",
    "next_time_is_unwritten": lambda found: found.answers.next_if is None or found.answers.next_then is None,
    "next_time_is_ready": lambda found: found.answers.next_if is not None and found.answers.next_then is not None,
    "a_prediction_is_open": lambda found: bool(found.open_predictions),
    "predictions_were_too_hopeful": lambda found: found.lean == "hopeful",
    "predictions_were_too_careful": lambda found: found.lean == "careful",
    "predictions_were_near": lambda found: found.lean == "near",
    "predictions_are_too_few": _too_few,
    "predictions_were_made": lambda found: bool(found.made),
    "predictions_are_unwritten": lambda found: not found.made,
}

ALONE = ("a_deal_was_reached", "talk_ended_without_a_deal")
"""A talk that has ended needs none of the advice for a talk to come."""

PRESSING = frozenset({"result_is_worse_than_limit", "no_deal_gave_up_a_better_offer"})
"""What can still be turned, but not for long."""

PAST = frozenset(_CLAIMS)
"""All of them speak of a talk that lies behind."""

GAPS: Mapping[str, str] = MappingProxyType(
    {
        "outcome_is_unsaid": "outcome",
        "result_has_no_amount": "agreed",
        "their_side_of_the_deal_is_unasked": "serves_them",
        "next_time_is_unwritten": "next_then",
        "predictions_are_unwritten": "predictions",
    }
)
"""Situations that say what was not answered, each with its question; they hold only where it was asked."""

SITUATIONS: Mapping[str, Callable[[ReviewFindings], bool]] = MappingProxyType(_CLAIMS)

STATEMENTS: Mapping[str, Callable[[ReviewFindings], str]] = MappingProxyType(
    {
        "you_wrote_that_you_agreed": lambda found: "outcome" if found.answers.outcome == "agreed" else "",
        "you_wrote_that_there_is_no_deal": lambda found: "outcome" if found.answers.outcome == "none" else "",
        "you_wrote_that_it_goes_on": lambda found: "outcome" if found.answers.outcome == "not-yet" else "",
    }
)
"""What an answer says that one in another worksheet may contradict: the path of the answer that says it, "" where none does."""
