"""``disclosure``: what a person knows -> what to share, trade or hold, and how to signal leverage."""

from __future__ import annotations

from typing import Any, Literal, cast

from playbook_engine.analysis import disclosure
from playbook_engine.analysis.disclosure import KINDS, Item, Kind
from playbook_engine.terminal.analyse.inputs import Node, Result, stop
from playbook_engine.terminal.analyse.readers import listed

_FLAGS = ("verifiable", "strong", "binds_both", "they_reciprocate", "must_be_known")


def analyse(document: Node) -> Result:
    """Advise on every item; with ``leverage`` and ``stance`` also on how to signal it."""
    document.only("items", "relationship_matters", "leverage", "stance")
    items = [_item(node) for node in listed(document.get("items"), 1)]
    matters = document.get("relationship_matters").flag() if document.has("relationship_matters") else False
    signal = document.has("leverage") or document.has("stance")
    leverage = document.get("leverage").one_of("strong", "weak") if signal else "weak"
    stance = document.get("stance").one_of("firm", "flexible") if signal else "firm"
    stop(document)
    advice = [disclosure.advise(item, matters) for item in items]
    results: dict[str, Any] = {
        "items": [
            {"name": a.name, "action": a.action, "reason": a.reason, "never": a.never, "source": a.source}
            for a in advice
        ]
    }
    if signal:
        shown = disclosure.signal_leverage(
            cast(Literal["strong", "weak"], leverage), cast(Literal["firm", "flexible"], stance)
        )
        results["signal"] = {"do": shown.do, "never": shown.never, "source": shown.source}
    return results


def _item(node: Node) -> Item:
    node.only("name", "kind", *_FLAGS)
    flags = {name: node.get(name).flag() for name in _FLAGS if node.has(name)}
    return Item(node.get("name").text(), cast(Kind, node.get("kind").one_of(*KINDS)), **flags)
