"""What the BATNA worksheet's findings fill into a ``{placeholder}`` of a step or a reason.

The plain words that serve where there is nothing to fill stand in ``docs/reference/situations/batna.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType

from playbook_engine.standing import rounded
from playbook_engine.words import Fill
from playbook_engine.worksheets.batna.findings import AlternativeFinding, BatnaFindings


def _once(amount: Fraction | None) -> Fill | None:
    return None if amount is None else Fill("amount", amount)


def _amount(found: BatnaFindings, amount: Fraction | None) -> Fill | None:
    return None if amount is None else Fill("amount", amount, basis=found.basis)


def _signed(found: BatnaFindings, gain: Fraction | None) -> Fill | None:
    """Return a gain as the amount that the person would type."""
    return None if gain is None else _amount(found, found.sign * gain)


def _words(text: str | None) -> Fill | None:
    return Fill("words", text=text) if text else None


def _count(found: BatnaFindings) -> Fill | None:
    if not found.named:
        return None
    return Fill("count", Fraction(len(found.named)), "batna/number-alternatives", "batna/number-one-alternative")


def _worth(found: BatnaFindings, alternative: AlternativeFinding | None) -> Fill | None:
    if alternative is None or alternative.valuation is None:
        return None
    return _signed(found, alternative.valuation.certainty_equivalent)


def _name(alternative: AlternativeFinding | None) -> Fill | None:
    if alternative is None:
        return None
    return _words(alternative.answers.name) or Fill(
        "number", Fraction(alternative.place + 1), "batna/chart-row-unnamed"
    )


def _best(found: BatnaFindings) -> Fill | None:
    """Return what the best alternative is called; where a limit is all that was said of it, that no deal is meant."""
    if found.only is None or not found.is_unnamed:
        return _name(found.best or found.only)
    return None if found.only.answers.kind else Fill("message", text="batna/alternative-unnamed")


def _best_chance(found: BatnaFindings) -> Fill | None:
    chance = found.best.answers.works_out if found.best else None
    return None if chance is None else Fill("percent", chance)


def _worst_outcome(found: BatnaFindings) -> Fill | None:
    if found.best is None or found.best.valuation is None:
        return None
    return _signed(found, found.best.valuation.range.low)


def _wait(found: BatnaFindings) -> Fill | None:
    months = found.best.answers.months if found.best else None
    return Fill("duration", months) if months else None


def _relationship_cost(found: BatnaFindings) -> Fill | None:
    return _once(found.best.answers.cost_relationship) if found.best else None


def _unvalued(found: BatnaFindings) -> Fill | None:
    return _name(next((a for a in found.named if a.valuation is None and a.answers.name), None))


def _strength(found: BatnaFindings, by_losses: str, by_map: str) -> Fill | None:
    """Return the message that says by what the stronger side was found."""
    if found.stronger:
        return Fill("message", text=by_losses)
    return Fill("message", text=by_map) if found.mapped else None


def _distance(found: BatnaFindings, gain: Fraction | None) -> Fill | None:
    return None if gain is None else _amount(found, abs(gain))


_FILLS: Mapping[str, Callable[[BatnaFindings], Fill | None]] = {
    "alternative_count": _count,
    "best_alternative": _best,
    "best_value": lambda found: _worth(found, found.best),
    "best_chance": _best_chance,
    "best_evidence": lambda found: _words(found.best.answers.evidence) if found.best else None,
    "second_alternative": lambda found: _name(found.second),
    "second_value": lambda found: _worth(found, found.second),
    "unvalued_alternative": _unvalued,
    "deal_name": lambda found: _words(found.answers.deal_name),
    "deal_value": lambda found: _signed(found, found.deal_equivalent),
    "target": lambda found: _amount(found, found.answers.target),
    "shortfall": lambda found: _distance(found, found.shortfall),
    "reservation_value": lambda found: _amount(found, rounded(found.stand).stand.limit),
    "margin": lambda found: _distance(found, rounded(found.stand).stand.margin),
    "break_even_gain": lambda found: _amount(found, found.break_even_gain),
    "deal_break_even_gain": lambda found: _amount(found, found.deal_break_even_gain),
    "break_even_chance": lambda found: (
        None if found.break_even_chance is None else Fill("percent", found.break_even_chance)
    ),
    "worst_outcome": _worst_outcome,
    "risk_tolerance": lambda found: _once(found.answers.risk_tolerance),
    "turning_risk_tolerance": lambda found: (
        None if found.turning_risk_tolerance is None else Fill("rough", found.turning_risk_tolerance)
    ),
    "wait": _wait,
    "relationship_cost": _relationship_cost,
    "felt_power": lambda found: (
        Fill("option", text=f"batna.felt_power={found.answers.felt_power}") if found.answers.felt_power else None
    ),
    "your_loss": lambda found: _amount(found, found.your_loss),
    "their_loss": lambda found: _amount(found, found.their_loss),
    "what_each_loses": lambda found: _strength(found, "batna/strength-by-losses", "batna/strength-by-map"),
    "what_shows_strength": lambda found: _strength(found, "batna/shown-by-losses", "batna/shown-by-map"),
    "their_alternative": lambda found: _words(found.answers.their_alternative),
}


PLACEHOLDERS: Mapping[str, Callable[[BatnaFindings], Fill | None]] = MappingProxyType(_FILLS)
