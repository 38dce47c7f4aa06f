"""One visible table of what fills a ``{placeholder}`` in a step or a reason; their plain words stand in situations.md.

Each entry gives an exact value with its kind, or None when the answers do not reach that far: then the plain words
serve. Rounding and formatting is ``render_markdown``'s.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

from playbook_engine.findings import AlternativeFinding, BatnaFindings, Findings

FillKind = Literal["amount", "rough", "percent", "duration", "count", "row", "words", "option"]


@dataclass(frozen=True, slots=True)
class Fill:
    """What fills a placeholder: a number of some kind, or ``text`` that the person typed (or ``question=option``).

    ``row`` is the number of an alternative without a name. A ``rough`` amount is shown with two significant digits:
    it comes from a model, not from an answer.
    """

    kind: FillKind
    number: Fraction = Fraction(0)
    text: str = ""


def _amount(signed: Fraction | None, sign: int = 1) -> Fill | None:
    return None if signed is None else Fill("amount", sign * signed)


def _words(text: str | None) -> Fill | None:
    return Fill("words", text=text) if text else None


def _worth(found: BatnaFindings, alternative: AlternativeFinding | None) -> Fill | None:
    if alternative is None or alternative.valuation is None:
        return None
    return _amount(alternative.valuation.certainty_equivalent, found.sign)


def _name(alternative: AlternativeFinding | None) -> Fill | None:
    if alternative is None:
        return None
    return _words(alternative.answers.name) or Fill("row", Fraction(alternative.place + 1))


def _best_chance(found: BatnaFindings) -> Fill | None:
    chance = found.best.answers.works_out if found.best else None
    return None if chance is None else Fill("percent", chance)


def _worst_outcome(found: BatnaFindings) -> Fill | None:
    if found.best is None or found.best.valuation is None:
        return None
    return _amount(found.best.valuation.range.low, found.sign)


def _wait(found: BatnaFindings) -> Fill | None:
    months = found.best.answers.months if found.best else None
    return Fill("duration", months) if months else None


def _relationship_cost(found: BatnaFindings) -> Fill | None:
    return _amount(found.best.answers.cost_relationship) if found.best else None


def _unvalued(found: BatnaFindings) -> Fill | None:
    return _name(next((a for a in found.named if a.valuation is None and a.answers.name), None))


def _distance(amount: Fraction | None) -> Fill | None:
    return None if amount is None else Fill("amount", abs(amount))


_BATNA: Mapping[str, Callable[[BatnaFindings], Fill | None]] = {
    "alternative_count": lambda found: Fill("count", Fraction(len(found.named))) if found.named else None,
    "best_alternative": lambda found: _name(found.best),
    "best_value": lambda found: _worth(found, found.best),
    "best_chance": _best_chance,
    "best_evidence": lambda found: _words(found.best.answers.evidence) if found.best else None,
    "second_alternative": lambda found: _name(found.second),
    "second_value": lambda found: _worth(found, found.second),
    "unvalued_alternative": _unvalued,
    "deal_name": lambda found: _words(found.answers.deal_name),
    "deal_value": lambda found: _amount(found.deal_equivalent, found.sign),
    "target": lambda found: _amount(found.answers.target),
    "shortfall": lambda found: _distance(found.shortfall),
    "reservation_value": lambda found: _amount(found.reservation_value, found.sign),
    "margin": lambda found: _distance(found.margin),
    "break_even_gain": lambda found: _amount(found.break_even_gain),
    "deal_break_even_gain": lambda found: _amount(found.deal_break_even_gain),
    "break_even_chance": lambda found: (
        None if found.break_even_chance is None else Fill("percent", found.break_even_chance)
    ),
    "worst_outcome": _worst_outcome,
    "risk_tolerance": lambda found: _amount(found.answers.risk_tolerance),
    "turning_risk_tolerance": lambda found: (
        None if found.turning_risk_tolerance is None else Fill("rough", found.turning_risk_tolerance)
    ),
    "wait": _wait,
    "relationship_cost": _relationship_cost,
    "felt_power": lambda found: (
        Fill("option", text=f"felt_power={found.answers.felt_power}") if found.answers.felt_power else None
    ),
    "their_alternative": lambda found: _words(found.answers.their_alternative),
}


def _about_batna(fill: Callable[[BatnaFindings], Fill | None]) -> Callable[[Findings], Fill | None]:
    return lambda findings: fill(findings.batna) if findings.batna else None


PLACEHOLDERS: Mapping[str, Callable[[Findings], Fill | None]] = MappingProxyType(
    {name: _about_batna(fill) for name, fill in _BATNA.items()}
)
