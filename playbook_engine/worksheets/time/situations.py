"""The claims that the findings of the worksheet on time can make, in the order of urgency.

Their words stand in ``docs/reference/situations/time.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from playbook_engine.worksheets.time.findings import TimeFindings

SOON = 7  # days: an offer that ends in fewer is short


def _expires_soon(found: TimeFindings) -> bool:
    return found.days_left is not None and 0 <= found.days_left < SOON


def _end_is_unknown(found: TimeFindings) -> bool:
    """There is an offer, and nobody said how long it stands. That it has no last day was an answer."""
    return found.offer is not None and found.answers.expires is None and not found.offer_has_no_end


def _only_time_is_told(found: TimeFindings) -> bool:
    """No amount of the deal was given, so that no sum can be asked for before whose clock it is."""
    given = found.answers
    return all(amount is None for amount in (found.offer, found.limit, given.later_offer, given.target))


def _steps_lack_a_return(found: TimeFindings) -> bool:
    return len(found.returns) < len(found.giving)


def _moved_without_an_answer(found: TimeFindings) -> bool:
    return found.exchange is not None and found.exchange.unanswered > 0


_CLAIMS: Mapping[str, Callable[[TimeFindings], bool]] = {
    "offer_expires_soon": _expires_soon,
    "later_offer_comes_too_late": lambda found: found.days_short > 0,
    "waiting_cannot_win": lambda found: found.choice == "never",
    "taking_now_is_worth_more": lambda found: found.choice in ("take", "never"),
    "waiting_is_worth_more": lambda found: found.choice in ("wait", "free"),
    "wait_or_take_is_close": lambda found: found.choice == "close",
    "chance_of_waiting_is_unsaid": lambda found: found.choice == "unsaid",
    "offer_end_is_unknown": _end_is_unknown,
    "deadline_is_unsaid": lambda found: found.answers.deadline is None,
    "your_deadline_ends_it_for_both": lambda found: found.answers.deadline == "both",
    "your_deadline_is_yours_alone": lambda found: found.answers.deadline == "mine",
    "their_deadline_is_theirs_alone": lambda found: found.answers.deadline == "theirs",
    "no_date_ends_it": lambda found: found.answers.deadline == "none",
    "delay_costs_you_more": lambda found: found.dearer == "you",
    "delay_costs_them_more": lambda found: found.dearer == "they",
    "time_costs_are_unknown": lambda found: found.answers.my_week is None and found.their_week is None,
    "your_week_is_unpriced": lambda found: found.answers.my_week is None and found.their_week is not None,
    "their_week_is_unpriced": lambda found: found.answers.my_week is not None and found.their_week is None,
    "their_timeline_is_unknown": lambda found: (
        found.answers.their_dates is None and not (found.answers.deadline == "theirs" and found.answers.last_day)
    ),
    "their_timeline_is_known": lambda found: found.answers.their_dates is not None,
    "talks_are_stuck": lambda found: found.answers.state == "stuck",
    "you_moved_without_an_answer": _moved_without_an_answer,
    "your_last_steps_were_larger": lambda found: found.exchange is not None and found.exchange.is_lopsided,
    "steps_lack_a_return": _steps_lack_a_return,
    "steps_have_returns": lambda found: bool(found.giving) and not _steps_lack_a_return(found),
    "only_time_is_told": _only_time_is_told,
}

GAPS: Mapping[str, str] = MappingProxyType(
    {
        "offer_end_is_unknown": "expires",
        "only_time_is_told": "later_offer",
        "deadline_is_unsaid": "deadline",
        "time_costs_are_unknown": "my_week",
        "your_week_is_unpriced": "my_week",
        "their_week_is_unpriced": "their_week",
        "their_timeline_is_unknown": "their_dates",
        "steps_lack_a_return": "returns",
    }
)
"""Situations that say what was not answered, each with its question; they hold only where it was asked."""

PRESSING: frozenset[str] = frozenset(
    {
        "offer_expires_soon",
        "later_offer_comes_too_late",
        "taking_now_is_worth_more",
        "waiting_is_worth_more",
        "wait_or_take_is_close",
        "chance_of_waiting_is_unsaid",
        "talks_are_stuck",
    }
)
"""Situations of which one step comes now: the days run out, wait or take is what the person came for, or the talk stands still."""

SITUATIONS: Mapping[str, Callable[[TimeFindings], bool]] = MappingProxyType(_CLAIMS)
