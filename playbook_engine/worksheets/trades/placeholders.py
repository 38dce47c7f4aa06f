"""What the findings of the worksheet on trades fill into a ``{placeholder}`` of a step or a reason.

The plain words that serve where there is nothing to fill stand in ``docs/reference/situations/trades.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType

from playbook_engine.words import Fill
from playbook_engine.worksheets.trades.findings import TradesFindings
from playbook_engine.worksheets.trades.packages import Issue


def _name(issue: Issue | None) -> Fill | None:
    """Return what a row calls its issue, else which row it is."""
    if issue is None:
        return None
    if issue.answers.issue:
        return Fill("words", text=issue.answers.issue)
    return Fill("number", Fraction(issue.place + 1), "trades/issue-unnamed")


def _cheap(found: TradesFindings) -> Fill | None:
    if found.answers.cheap_offer:
        return Fill("words", text=found.answers.cheap_offer)
    return _name(next(iter(found.cheap), None))


def _only(found: TradesFindings) -> Fill | None:
    return _name(found.issues[0]) if len(found.issues) == 1 else None


def _points(share: Fraction | None) -> Fill | None:
    return None if share is None else Fill("number", Fraction(round(share * 1000), 10), "trades/points-of-all")


def _by_plan(found: TradesFindings) -> Fill | None:
    return _points(found.packages.value(found.plan)[0] if found.packages and found.plan else None)


def _by_splitting(found: TradesFindings) -> Fill | None:
    return _points(found.packages.value(found.packages.halfway)[0] if found.packages else None)


_FILLS: Mapping[str, Callable[[TradesFindings], Fill | None]] = {
    "issue_to_give": lambda found: _name(next(iter(found.given), None)),
    "issue_to_ask": lambda found: _name(next(iter(found.asked), None)),
    "your_first_issue": lambda found: _name(found.first_of_yours),
    "their_first_issue": lambda found: _name(found.first_of_theirs),
    "shared_issue": lambda found: _name(next(iter(found.alike), None)),
    "softened_issue": lambda found: _name(found.gave_way),
    "held_issue": lambda found: _name(found.held),
    "guessed_issue": lambda found: _name(found.doubtful),
    "unguessed_issue": lambda found: _name(found.unguessed),
    "unweighed_issue": lambda found: _name(found.unweighed),
    "undirected_issue": lambda found: _name(found.undirected),
    "only_issue": _only,
    "cheap_offer": _cheap,
    "next_issue_to_offer": lambda found: _name(found.next_to_offer),
    "points_by_plan": _by_plan,
    "points_by_splitting": _by_splitting,
    "points_by_trade": lambda found: _points(found.better.after[0] if found.better else None),
}

PLACEHOLDERS: Mapping[str, Callable[[TradesFindings], Fill | None]] = MappingProxyType(_FILLS)
