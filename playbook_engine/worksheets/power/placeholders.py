"""What the findings of the worksheet on power fill into a ``{placeholder}`` of a step or a reason.

The plain words that serve where there is nothing to fill stand in ``docs/reference/situations/power.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType

from playbook_engine.standing import Reach
from playbook_engine.words import Fill
from playbook_engine.worksheets.power.findings import PowerFindings, Tie


def _name(tie: Tie | None) -> Fill | None:
    """Return what a row calls its need, else which row it is."""
    if tie is None:
        return None
    if tie.answers.need:
        return Fill("words", text=tie.answers.need)
    return Fill("number", Fraction(tie.place + 1), "power/need-unnamed")


def _without_a_why(found: PowerFindings) -> Tie | None:
    return next((tie for tie in found.ties if tie.answers.why is None), None)


def _guessed(found: PowerFindings) -> Tie | None:
    theirs = (tie for tie in found.ties if tie.answers.direction == "them")
    return next((tie for tie in theirs if tie.answers.evidence == "guess"), None)


def _of_ten(reach: Reach | None) -> Fill | None:
    return None if reach is None else Fill("number", Fraction(reach.least), "power/need-of-ten")


_FILLS: Mapping[str, Callable[[PowerFindings], Fill | None]] = {
    "unknown_need": lambda found: _name(next(iter(found.unknown), None)),
    "need_without_a_why": lambda found: _name(_without_a_why(found)),
    "guessed_need": lambda found: _name(_guessed(found)),
    "your_strongest_need": lambda found: _name(next(iter(found.mine.weighed), None)),
    "their_strongest_need": lambda found: _name(next(iter(found.theirs.weighed), None)),
    "your_need_of_them": lambda found: _of_ten(found.mine.reach),
    "their_need_of_you": lambda found: _of_ten(found.theirs.reach),
}

PLACEHOLDERS: Mapping[str, Callable[[PowerFindings], Fill | None]] = MappingProxyType(_FILLS)
