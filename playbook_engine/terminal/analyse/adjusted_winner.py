"""``adjusted_winner``: several items divided between two people, at most one of them split."""

from __future__ import annotations

from playbook_engine.analysis.adjusted_winner import Item, Share, adjusted_winner
from playbook_engine.terminal.analyse.inputs import Node, Result, fraction, stop, unique

MOST_ITEMS = 1_000
MOST_POINTS = 10**15


def analyse(document: Node) -> Result:
    """Return the division of ``{parties, items, scale}``."""
    document.only("parties", "items", "scale")
    named = [(node.text(), node) for node in document.get("parties").items()]
    if len(named) != 2:
        document.get("parties").fault("write two names")
    unique(named)
    stop(document)
    parties = (named[0][0], named[1][0])
    items = _items(document, parties)
    scale = document.get("scale").flag() if document.has("scale") else True
    stop(document)
    found = adjusted_winner(items, scale)

    def of(share: Share) -> Result:
        return {parties[0]: fraction(share.first), parties[1]: fraction(share.second)}

    return {
        "points": dict.fromkeys(parties, found.points),
        "exact": dict.fromkeys(parties, fraction(found.points)),
        "shares": {share.item: of(share) for share in found.shares},
        "split": {"item": found.split.item, "shares": of(found.split)} if found.split else None,
        "won": dict(zip(parties, found.won, strict=True)),
        "ahead": None if found.ahead is None else parties[found.ahead],
        "moved": found.moved,
        "tied": found.tied,
        "equally_cheap": found.equally_cheap,
        "same_totals": found.same_totals,
        "scaled_to": found.scaled_to,
    }


def _items(document: Node, parties: tuple[str, str]) -> list[Item]:
    nodes = document.get("items").items(least=1)
    if len(nodes) > MOST_ITEMS:
        document.get("items").fault(f"write at most {MOST_ITEMS} of these")
    found, names = [], []
    for node in nodes[:MOST_ITEMS]:
        node.only("name", "points")
        name = node.get("name")
        points = node.get("points")
        points.only(*parties)
        first, second = (points.get(party).number(least=0, most=MOST_POINTS) for party in parties)
        names.append((name.text(), name))
        found.append(Item(names[-1][0], first, second))
    unique(names)
    return found
