"""The claims that the findings of the worksheet on trades can make, in the order of urgency.

Their words stand in ``docs/reference/situations/trades.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from playbook_engine.worksheets.trades.findings import TradesFindings

_CLAIMS: Mapping[str, Callable[[TradesFindings], bool]] = {
    "a_trade_is_available": lambda found: found.trade is not None,
    "trade_depends_on_a_guess": lambda found: found.trade is not None and not found.trade.is_sure,
    "splitting_costs_both": lambda found: found.splitting_costs,
    "you_both_want_the_same": lambda found: bool(found.alike),
    "their_first_need_is_unserved": lambda found: found.unserved is not None,
    "their_offers_show_what_gives": lambda found: found.gave_way is not None,
    "equal_packages_exist": lambda found: len(found.equal) > 1,
    "a_cheap_offer_exists": lambda found: found.answers.cheap_offer is not None or bool(found.cheap),
    "you_disagree_about_the_future": lambda found: found.answers.future_doubt == "yes",
    "talk_is_stuck_on_one_number": lambda found: found.answers.stuck == "yes",
    "only_one_issue_is_listed": lambda found: len(found.issues) == 1,
    "issues_are_unlisted": lambda found: not found.issues,
    "your_weights_are_missing": lambda found: found.unweighed is not None,
    "their_weights_are_missing": lambda found: found.unguessed is not None,
    "their_weights_are_a_guess": lambda found: found.guessed is not None,
    "a_direction_is_unknown": lambda found: found.undirected is not None,
    "nothing_is_left_to_trade": lambda found: found.nothing_is_left,
}

GAPS: Mapping[str, str] = MappingProxyType(
    {
        "issues_are_unlisted": "issues",
        "your_weights_are_missing": "issues",
        "their_weights_are_missing": "issues",
    }
)
"""Situations that say what was not answered, each with its question; they hold only where it was asked."""

PRESSING: frozenset[str] = frozenset({"a_trade_is_available"})
"""Situations whose step comes now, whatever its stage: a trade that was found is what the person came for."""

SITUATIONS: Mapping[str, Callable[[TradesFindings], bool]] = MappingProxyType(_CLAIMS)

STATEMENTS: Mapping[str, Callable[[TradesFindings], str]] = MappingProxyType(
    {
        "you_listed_several_things": lambda found: (
            "issues" if sum(one.answers.issue is not None for one in found.issues) > 1 else ""
        ),
    }
)
"""What an answer says that one in another worksheet may contradict: the path of the answer that says it, "" where none does."""
