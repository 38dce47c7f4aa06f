"""``claims``: an estate shared among claims that exceed it, under four rules."""

from __future__ import annotations

from playbook_engine.analysis.claims import divide
from playbook_engine.terminal.analyse.inputs import Node, Result, fraction, stop

MOST_CLAIMS = 1_000
MOST_AMOUNT = 10**15


def analyse(document: Node) -> Result:
    """Return the awards of ``{estate, claims}``."""
    document.only("estate", "claims")
    estate = document.get("estate").number(least=0, most=MOST_AMOUNT)
    entries = document.get("claims").entries(least=1)
    if len(entries) > MOST_CLAIMS:
        document.get("claims").fault(f"write at most {MOST_CLAIMS} of these")
    claims = {name: node.number(least=0, most=MOST_AMOUNT) for name, node in entries}
    stop(document)
    divisions = divide(estate, list(claims.values()))
    return {
        "awards": {one.rule: dict(zip(claims, one.awards, strict=True)) for one in divisions},
        "exact": {one.rule: dict(zip(claims, map(fraction, one.awards), strict=True)) for one in divisions},
        "claimed": sum(claims.values()),
        "left_over": divisions[0].left_over,
    }
