"""The claims that the findings of the worksheet on coalitions can make, in the order of urgency.

Their words stand in ``docs/reference/situations/coalition.md``. Where somebody said that they may not act together, or that
they are not sure of it, nothing is claimed that would lead to an agreement among the members.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from playbook_engine.worksheets.coalition.findings import CoalitionFindings


def _may_share(found: CoalitionFindings) -> bool:
    """Nobody on the list is known to want the same, and of somebody it is open."""
    if found.faces or found.is_barred or found.sharing:
        return False
    return any(one.answers.same_interest is None for one in found.candidates)


def _nobody_was_asked(found: CoalitionFindings) -> bool:
    """Somebody was said not to be asked yet, and nobody to have answered."""
    answered = any(one.answers.joined in ("in", "out") for one in found.others)
    return found.organises and bool(found.unasked) and not answered


def _is_not_enough(found: CoalitionFindings) -> bool:
    """Somebody is listed, and nobody of them is left to act with, or even all who would act together do not reach what is needed."""
    if not found.organises or not found.others:
        return False
    return not found.candidates or (found.votes is not None and not found.votes.can_carry)


def _some_are_asked(found: CoalitionFindings) -> bool:
    """Somebody said yes, and of somebody else who would act with them it was said that they have not been asked yet."""
    if not found.organises or found.costs_too_much or not any(one.is_in for one in found.candidates):
        return False
    return bool(found.unasked) and found.kept_from(found.unasked[0]) is None


def _is_loose(found: CoalitionFindings) -> bool:
    """Somebody does better outside, though it pays on the whole as far as that is known."""
    return found.organises and not found.costs_too_much and found.leaving is not None


_CLAIMS: Mapping[str, Callable[[CoalitionFindings], bool]] = {
    "acting_together_may_be_restricted": lambda found: not found.faces and not found.is_checked,
    "you_made_one_of_them_an_offer": lambda found: found.faces and bool(found.offered),
    "they_come_as_a_group": lambda found: found.faces,
    "acting_together_costs_more_than_it_brings": lambda found: found.organises and found.costs_too_much,
    "a_member_has_a_side_offer": lambda found: found.organises and bool(found.offered),
    "you_do_better_without_it": lambda found: _is_loose(found) and found.you_would_leave,
    "no_share_keeps_them_all": lambda found: _is_loose(found) and found.no_share_holds and not found.you_would_leave,
    "group_is_unstable": lambda found: _is_loose(found) and not found.no_share_holds and not found.you_would_leave,
    "some_will_not_act_together": lambda found: found.organises and bool(found.apart),
    "nobody_was_asked_yet": _nobody_was_asked,
    "some_said_yes_and_others_were_not_asked": _some_are_asked,
    "those_listed_are_not_enough": _is_not_enough,
    "nobody_speaks_for_the_group": lambda found: found.organises and found.answers.speaker == "no",
    "a_member_can_stop_it": lambda found: found.organises and found.votes is not None and bool(found.votes.still_needed),
    "group_falls_short": lambda found: found.organises and found.votes is not None and not found.votes.carries,
    "group_can_carry_it": lambda found: found.organises and found.votes is not None and found.votes.carries,
    "members_want_different_things": lambda found: found.organises and len(found.partly) > 1,
    "others_share_your_interest": lambda found: found.organises and bool(found.sharing),
    "others_may_share_your_interest": _may_share,
    "nobody_is_listed": lambda found: not found.faces and not found.is_barred and not found.others,
    "gains_are_uncounted": lambda found: found.organises and bool(found.uncounted),
}  # fmt: skip

GAPS: Mapping[str, str] = MappingProxyType(
    {"others_may_share_your_interest": "others", "nobody_is_listed": "others", "gains_are_uncounted": "others"}
)
"""Situations that say what was not answered, each with its question; they hold only where it was asked."""

PRESSING: frozenset[str] = frozenset({"acting_together_may_be_restricted"})
"""Situations whose steps come now, whatever their stage."""

SITUATIONS: Mapping[str, Callable[[CoalitionFindings], bool]] = MappingProxyType(_CLAIMS)

STATEMENTS: Mapping[str, Callable[[CoalitionFindings], str]] = MappingProxyType(
    {
        "you_said_nobody_speaks_for_the_group": lambda found: (
            "speaker" if found.organises and found.answers.speaker == "no" else ""
        ),
    }
)
"""What an answer says that one in another worksheet may contradict: the path of the answer that says it, "" where none does."""
