"""``anchoring``: the first offer: considerations, a range to aspire to, and checks of a planned offer."""

from __future__ import annotations

from typing import Any, Literal, cast

from playbook_engine.analysis import anchoring, comparables
from playbook_engine.analysis.anchoring import MOST_POINTS, Consideration, Standing
from playbook_engine.analysis.comparables import Support
from playbook_engine.terminal.analyse.inputs import Node, Result, stop
from playbook_engine.terminal.analyse.readers import amount, listed

_RATED = ("my_information", "their_information", "my_leverage", "their_leverage")


def analyse(document: Node) -> Result:
    """Advise on going first where ``standing`` is given; check ``offer`` and ``range`` where they are."""
    document.only("role", "comparables", "standards", "reservation", "target", "offer", "range", "expert", "standing")
    role = cast(Literal["seller", "buyer"], document.get("role").one_of("seller", "buyer"))
    lists = [[amount(n) for n in listed(document.get(name))] if document.has(name) else [] for name in _LISTS]
    reservation, target, offer = (
        amount(document.get(name)) if document.has(name) else None for name in ("reservation", "target", "offer")
    )
    ends = [amount(n) for n in listed(document.get("range"), 2, 2)] if document.has("range") else []
    if ends and target is None:
        document.fault("write the target that the range offer is compared with")
    expert = document.get("expert").flag() if document.has("expert") else False
    standing = _standing(document.get("standing"), len(lists[0])) if document.has("standing") else None
    stop(document)
    evidence = comparables.support(role, lists[0], lists[1])
    results: dict[str, Any] = {"role": role, **_support(evidence)}
    if standing is not None:
        advice = anchoring.first_offer(standing)
        results["leaning"] = advice.leaning
        results["considerations"] = [_coded(each) for each in advice.considerations]
    if offer is not None:
        planned = anchoring.planned_offer(offer, evidence, reservation)
        checks = [*planned.considerations[:-1], anchoring.precision(offer, expert)]
        results["offer"] = {
            "amount": offer,
            "excess": planned.excess,
            "significant_digits": anchoring.significant_digits(offer),
            "considerations": [_coded(each) for each in checks],
        }
    if len(ends) == 2 and target is not None:
        kind = anchoring.range_kind(role, ends[0], ends[1], target)
        results["range_offer"] = {"kind": kind, "consideration": _coded(anchoring.range_consideration(kind))}
    return results


_LISTS = ("comparables", "standards")


def _coded(each: Consideration) -> dict[str, str]:
    return {"code": each.code, "direction": each.direction, "source": each.source}


def _support(evidence: Support) -> dict[str, Any]:
    span = evidence.aspiration
    return {
        "aspiration_range": None if span is None else {"low": span.low, "high": span.high},
        "quartiles": evidence.quartiles,
        "kept": evidence.kept,
        "set_aside": evidence.set_aside,
        "method": "quantiles by linear interpolation; outliers by the modified z-score above 3.5; a range, never a price",
    }


def _standing(node: Node, known: int) -> Standing:
    node.only(*_RATED, "issues", "relationship_matters", "comparables")
    mine, theirs, own, other = (node.get(name).whole(0, MOST_POINTS) for name in _RATED)
    return Standing(
        my_information=mine,
        their_information=theirs,
        my_leverage=own,
        their_leverage=other,
        issues=node.get("issues").whole(1, 1000),
        relationship_matters=node.get("relationship_matters").flag() if node.has("relationship_matters") else False,
        comparables=node.get("comparables").whole(0, 1000) if node.has("comparables") else known,
    )
