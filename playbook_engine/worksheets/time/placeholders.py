"""What the findings of the worksheet on time fill into a ``{placeholder}`` of a step, a reason or a line to say.

The plain words that serve where there is nothing to fill stand in ``docs/reference/situations/time.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType

from playbook_engine.fields.days import Date
from playbook_engine.words import Fill
from playbook_engine.worksheets.time.findings import TimeFindings

ALOUD = frozenset({"last_day", "offer_end", "days_short"})
"""What is meant to be said to the other side: a date that binds both, the last day of their offer, and the days to ask for."""


def percent(chance: Fraction) -> Fraction:
    """Return a chance that rests on answers about the future, in whole percent; one that is neither never looks like none or all."""
    return (
        min(max(Fraction(round(chance * 100), 100), Fraction(1, 100)), Fraction(99, 100)) if 0 < chance < 1 else chance
    )


def _date(date: Date | None) -> Fill | None:
    return None if date is None else Fill("date", date=date)


def _amount(found: TimeFindings, amount: Fraction | None) -> Fill | None:
    return None if amount is None else Fill("amount", amount, basis=found.basis)


def _percent(chance: Fraction | None) -> Fill | None:
    return None if chance is None else Fill("percent", percent(chance))


_FILLS: Mapping[str, Callable[[TimeFindings], Fill | None]] = {
    "last_day": lambda found: _date(found.answers.last_day),
    "offer_end": lambda found: _date(found.answers.expires),
    "your_week": lambda found: (
        None if found.answers.my_week is None else Fill("amount", found.answers.my_week, basis="week")
    ),
    "later_offer": lambda found: _amount(found, found.answers.later_offer),
    "chance_it_comes": lambda found: _percent(found.answers.later_chance),
    "turning_chance": lambda found: _percent(found.turning),
    "days_short": lambda found: (
        Fill("count", Fraction(found.days_short), "number-days", "number-one-day") if found.days_short else None
    ),
    "next_step": lambda found: _amount(found, found.steps[0] if found.steps else None),
    "next_return": lambda found: Fill("words", text=found.returns[0]) if found.returns else None,
    "their_dates": lambda found: Fill("words", text=found.answers.their_dates) if found.answers.their_dates else None,
}

PLACEHOLDERS: Mapping[str, Callable[[TimeFindings], Fill | None]] = MappingProxyType(_FILLS)
