"""``zopa``: a reservation value and a belief about theirs -> the chance of a deal, and what asking gains."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, cast

from playbook_engine.analysis import double_auction, zopa
from playbook_engine.analysis.beliefs import Points, Uniform, mean
from playbook_engine.domain import Outcome, Range
from playbook_engine.terminal.analyse.inputs import Node, Result, stop
from playbook_engine.terminal.analyse.readers import amount, belief, part


def analyse(document: Node) -> Result:
    """Work out the zone; with ``mine`` also what finding out is worth, and for two uniform beliefs the sealed-offer game."""
    document.only("role", "reservation", "theirs", "share", "mine", "price_weight")
    role = cast(zopa.Role, document.get("role").one_of("seller", "buyer"))
    theirs = belief(document.get("theirs"))
    mine = belief(document.get("mine")) if document.has("mine") else None
    reservation = amount(document.get("reservation")) if mine is None or document.has("reservation") else None
    share = part(document.get("share")) if document.has("share") else Fraction(1, 2)
    weight = part(document.get("price_weight")) if document.has("price_weight") else Fraction(1, 2)
    stop(document)
    own = Points((Outcome(Fraction(1), reservation or Fraction(0)),)) if mine is None else mine
    level = mean(own) if reservation is None else reservation
    found = zopa.zone(role, level, theirs, share)
    likely = list(zip(found.best_asks, found.acceptance, strict=True))
    ask = max(likely, key=lambda pair: pair[1], default=(None, None))
    results: dict[str, Any] = {
        "role": role,
        "reservation": level,
        "chance": found.chance,
        "expected_surplus": found.expected_surplus,
        "share": share,
        "expected_share": found.expected_share,
        "best_ask": ask[0],
        "best_asks": [each for each, _ in likely],
        "acceptance": ask[1],
        "expected_gain": found.expected_gain,
        "range": None if found.span is None else {"low": found.span.low, "high": found.span.high},
        "likely_surplus": dict(
            zip(
                ("at_5_percent", "at_50_percent", "at_95_percent"),
                zopa.likely_surplus(role, level, theirs),
                strict=True,
            )
        ),
        "questions": [
            {"unknown": answer.unknown, "value": answer.value}
            for answer in zopa.value_of_finding_out(role, own, theirs)
            if mine is not None or answer.unknown == "their_reservation"
        ],
        "advice": [] if found.chance else ["find_another_counterpart", "add_issues"],
        "method": "take-it-or-leave-it ask against a belief about their reservation value; a range, never one price",
    }
    if isinstance(mine, Uniform) and isinstance(theirs, Uniform):
        results["both_uncertain"] = _meeting(role, mine, theirs, weight)
    return results


def _meeting(role: str, mine: Uniform, theirs: Uniform, weight: Fraction) -> dict[str, Any]:
    spans = {"seller": mine, "buyer": theirs} if role == "seller" else {"seller": theirs, "buyer": mine}
    buyer, seller = (Range(spans[side].low, spans[side].high) for side in ("buyer", "seller"))
    met = double_auction.meeting(buyer, seller, weight)
    linear = met.equilibrium
    return {
        "price_weight": weight,
        "efficient": {"chance": met.efficient.chance, "surplus": met.efficient.surplus},
        "linear_equilibrium": None
        if linear is None
        else {
            "chance": linear.trade.chance,
            "surplus": linear.trade.surplus,
            "buyer_gain": linear.buyer_gain,
            "seller_gain": linear.seller_gain,
            "bid": {"slope": linear.bid_slope, "base": linear.bid_base},
            "ask": {"slope": linear.ask_slope, "base": linear.ask_base},
        },
    }
