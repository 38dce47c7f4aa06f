"""Where a person stands by the BATNA worksheet."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from playbook_engine.analysis import batna
from playbook_engine.standing import Standing
from playbook_engine.worksheets.batna import answers
from playbook_engine.worksheets.batna.findings import BatnaFindings


def stand(found: BatnaFindings) -> Standing:
    """Return the numbers of this worksheet as the person would type them."""
    given, best = found.answers, found.best
    named = best or next(iter(found.named), None)
    low, high = _ends(found)
    return Standing(
        name=given.deal_name or "",
        basis=found.basis,
        lower_is_better=found.sign < 0,
        limit=None if found.reservation_value is None else found.sign * found.reservation_value,
        limit_low=low,
        limit_high=high,
        limit_name=(named.answers.name or "") if named else "",
        target=given.target,
        offer=_offer(found),
        margin=found.margin,
        close=found.is_close,
    )


def _offer(found: BatnaFindings) -> Fraction | None:
    worth = found.answers.deal_worth
    if worth is None:
        return None
    outcomes = answers.outcomes(worth, found.sign)
    return worth.likely if worth.likely is not None else found.sign * batna.expected_value(outcomes)


def _ends(found: BatnaFindings) -> tuple[Fraction | None, Fraction | None]:
    """Return the limit at the two ends of the best alternative; None where that has one outcome."""
    worth = found.best.valuation if found.best else None
    if worth is None or not worth.is_uncertain:
        return None, None
    given = found.answers
    cost, benefit, months = (
        given.share_of_deal_cost,
        given.deal_benefit or Fraction(0),
        given.deal_months or Fraction(0),
    )
    ends = (
        found.sign * batna.reservation_value(replace(worth, certainty_equivalent=end), cost, benefit, months)
        for end in (worth.range.low, worth.range.high)
    )
    low, high = sorted(ends)
    return low, high
