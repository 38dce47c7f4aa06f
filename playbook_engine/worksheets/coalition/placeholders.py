"""What the findings of the worksheet on coalitions fill into a ``{placeholder}`` of a step or a reason.

The plain words that serve where there is nothing to fill stand in ``docs/reference/situations/coalition.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType

from playbook_engine.words import Fill
from playbook_engine.worksheets.coalition.findings import CoalitionFindings
from playbook_engine.worksheets.coalition.votes import Member


def _first(members: Sequence[Member]) -> Fill | None:
    """Return what the first of them is called, else which row it is; None where there is none."""
    if not members:
        return None
    first = members[0]
    if first.place is None:
        return Fill("message", text="coalition/member-you")
    if first.answers.name:
        return Fill("words", text=first.answers.name)
    return Fill("number", Fraction(first.place + 1), "coalition/member-unnamed")


def _leaving(found: CoalitionFindings) -> Fill | None:
    if found.leaving is None:
        return None
    if len(found.leaving.members) > 1:
        return Fill("number", Fraction(len(found.leaving.members)), "coalition/member-several")
    return _first(found.leaving.members)


def _whether_allowed(found: CoalitionFindings) -> Fill | None:
    """Return what was said of whether the group may act together; None where nothing was said against it."""
    if found.is_checked:
        return None
    return Fill("message", text="coalition/allowed-no" if found.answers.allowed == "no" else "coalition/allowed-unsure")


def _keeps(found: CoalitionFindings) -> Fill | None:
    return Fill("amount", found.leaving.gain) if found.leaving else None


def _number(found: Sequence[Member]) -> Fill | None:
    return Fill("count", Fraction(len(found)), "coalition/others-many", one="coalition/others-one") if found else None


_FILLS: Mapping[str, Callable[[CoalitionFindings], Fill | None]] = {
    "first_to_ask": lambda found: _first(found.to_ask),
    "one_not_asked": lambda found: _first(found.unasked),
    "whether_allowed": _whether_allowed,
    "likely_to_leave": _leaving,
    "keeps_them": _keeps,
    "side_offer_to": lambda found: _first(found.offered),
    "member_who_can_stop_it": lambda found: _first(found.votes.still_needed if found.votes else ()),
    "who_wants_the_same": lambda found: _number(found.sharing),
    "uncounted_member": lambda found: _first(found.uncounted),
    "one_who_will_not": lambda found: _first(found.apart[0]) if found.apart else None,
    "whom_they_will_not_join": lambda found: _first(found.apart[0][1:]) if found.apart else None,
}

PLACEHOLDERS: Mapping[str, Callable[[CoalitionFindings], Fill | None]] = MappingProxyType(_FILLS)
