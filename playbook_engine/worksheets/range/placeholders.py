"""What the findings of the worksheet on the range fill into a ``{placeholder}`` of a step, a reason or a line to say.

The plain words that serve where there is nothing to fill stand in ``docs/reference/situations/range.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType

from playbook_engine.words import Fill
from playbook_engine.worksheets.range.findings import Comparable, RangeFindings

ALOUD = frozenset({"opening", "their_number"})
"""What is meant to be said to the other side: the number to open with, and theirs."""


def _amount(found: RangeFindings, amount: Fraction | None) -> Fill | None:
    return None if amount is None else Fill("amount", amount, basis=found.basis)


def _step(found: RangeFindings, place: int) -> Fill | None:
    """Return a planned offer; none where there are fewer steps."""
    return _amount(found, found.steps[place]) if len(found.steps) > place else None


def _last(found: RangeFindings) -> Fill | None:
    return _amount(found, found.steps[-1] if found.steps else None)


def _count(found: RangeFindings) -> Fill | None:
    if not found.priced:
        return None
    return Fill("count", Fraction(len(found.priced)), "range/number-comparables", "range/number-one-comparable")


def _source(found: RangeFindings, one: Comparable | None) -> Fill | None:
    """Return where a comparable is known from, else its amount."""
    if one is None:
        return None
    return Fill("words", text=one.answers.source) if one.answers.source else _amount(found, one.answers.got)


def _their_end(found: RangeFindings, *, low: bool) -> Fill | None:
    """Return an end of their limit as it was guessed; none where it is no range."""
    guess = found.answers.their_limit
    if found.belief is None or guess is None or guess.low is None or guess.high is None:
        return None
    return _amount(found, min(guess.low, guess.high) if low else max(guess.low, guess.high))


_FILLS: Mapping[str, Callable[[RangeFindings], Fill | None]] = {
    "opening": lambda found: _amount(found, found.opening),
    "first_step": lambda found: _step(found, 0),
    "second_step": lambda found: _step(found, 1),
    "last_offer": _last,
    "comparable_count": _count,
    "comparables_middle": lambda found: _amount(found, found.middle),
    "comparables_best": lambda found: _amount(found, found.best),
    "a_comparable": lambda found: _source(found, next(iter(found.carrying), None)),
    "outlier": lambda found: _source(found, next(iter(found.out_of_line), None)),
    "chance_of_meeting": lambda found: None if found.chance is None else Fill("percent", found.chance),
    "their_limit_low": lambda found: _their_end(found, low=True),
    "their_limit_high": lambda found: _their_end(found, low=False),
    "their_number": lambda found: _amount(found, found.offer),
    "a_standard": lambda found: next(
        (
            Fill("words", text=row.answers.what)
            for row in sorted(found.standards, key=lambda row: row.answers.accepted != "yes")
            if row.answers.what and row.answers.accepted != "no"
        ),
        None,
    ),
}

PLACEHOLDERS: Mapping[str, Callable[[RangeFindings], Fill | None]] = MappingProxyType(_FILLS)
