"""What the findings of the worksheet for after the talk fill into a ``{placeholder}`` of a step or a reason.

The plain words that serve where there is nothing to fill stand in ``docs/reference/situations/review.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType

from playbook_engine.words import Fill
from playbook_engine.worksheets.review.findings import Prediction, ReviewFindings


def _amount(found: ReviewFindings, amount: Fraction | None) -> Fill | None:
    return None if amount is None else Fill("amount", abs(amount), basis=found.numbers.basis)


def _words(text: str | None) -> Fill | None:
    return Fill("words", text=text) if text else None


def _prediction(rows: tuple[Prediction, ...]) -> Fill | None:
    return next((_words(one.answers.what) for one in rows if one.answers.what), None)


def _settled(found: ReviewFindings) -> Fill | None:
    count = len(found.settled_predictions)
    return (
        Fill("count", Fraction(count), "review/number-predictions", "review/number-one-prediction") if count else None
    )


_FILLS: Mapping[str, Callable[[ReviewFindings], Fill | None]] = {
    "agreed": lambda found: _amount(found, found.settled),
    "gap_to_target": lambda found: _amount(found, found.beside.missed) if found.is_short else None,
    "beyond_guess": lambda found: _amount(found, found.beyond_guess),
    "gave_what": lambda found: _words(found.answers.gave_what),
    "kept_back": lambda found: _words(found.answers.kept_back),
    "next_if": lambda found: _words(found.next_if),
    "next_then": lambda found: _words(found.next_then),
    "a_prediction": lambda found: _prediction(found.made),
    "open_prediction": lambda found: _prediction(found.open_predictions),
    "predictions_settled": _settled,
}

PLACEHOLDERS: Mapping[str, Callable[[ReviewFindings], Fill | None]] = MappingProxyType(_FILLS)
