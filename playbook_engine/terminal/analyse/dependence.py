"""``dependence``: what each side gets from the other -> mutual dependence, imbalance, and what would change them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from playbook_engine.analysis import dependence
from playbook_engine.analysis.dependence import MOST_POINTS, SOURCES, Relation, Resource
from playbook_engine.terminal.analyse.inputs import Node, Result, stop
from playbook_engine.terminal.analyse.readers import LARGEST, listed

_Side = tuple[Fraction, list[Resource]]


def analyse(document: Node) -> Result:
    """Measure the relation. A side is a list of resources, a rating of importance and substitutes, or a number."""
    document.only("mine", "theirs", "scale", "felt", "sources", "move")
    most = document.get("scale").number(Fraction(1, 1000), LARGEST) if document.has("scale") else Fraction(1)
    (own, mine), (other, theirs) = (_side(document.get(name), most) for name in ("mine", "theirs"))
    felt = document.get("felt").number(-1, 1) if document.has("felt") else None
    move = document.get("move").number(Fraction(1, 1000), 1) if document.has("move") else Fraction(1, 4)
    sources = _sources(document.get("sources")) if document.has("sources") else None
    stop(document)
    relation = Relation(own, other, most)
    results: dict[str, Any] = {
        "my_dependence": relation.mine,
        "their_dependence": relation.theirs,
        "mutual_dependence": relation.mutual,
        "mean_dependence": relation.mean,
        "imbalance": relation.imbalance,
        "mutual_level": relation.mutual_level,
        "lean": relation.lean,
        "considerations": [
            {"code": found.code, "source": found.source} for found in dependence.considerations(relation)
        ],
        "balancing_moves": [
            {
                "operation": each.operation,
                "resource": each.resource,
                "gain": each.gain,
                "imbalance_after": each.after.imbalance,
                "mutual_dependence_after": each.after.mutual,
            }
            for each in (dependence.balancing_moves(mine, theirs, move) if mine and theirs else ())
        ],
    }
    if felt is not None:
        power = dependence.felt_power(felt, relation)
        results["felt_power"] = {
            "felt": power.felt,
            "evidenced": power.evidenced,
            "gap": power.gap,
            "reading": power.reading,
        }
    if sources is not None:
        audit = dependence.audit(*sources)
        results["sources"] = {
            "differences": dict(audit.differences),
            "mean": audit.mean,
            "weakest": audit.weakest,
            "strongest": audit.strongest,
            "unknown": audit.unknown,
        }
    return results


def _side(node: Node, most: Fraction) -> _Side:
    if isinstance(node.value, list):
        resources = [_resource(item) for item in listed(node, 1, 50)]
        return dependence.dependence(resources) * most, resources
    if isinstance(node.value, dict):
        node.only("importance", "substitutability")
        ratings = [node.get(name).number(0, MOST_POINTS) for name in ("importance", "substitutability")]
        usable = [min(max(rating, Fraction(0)), Fraction(MOST_POINTS)) for rating in ratings]
        return dependence.ordinal_dependence(*usable) * most, []
    return min(max(node.number(0, most), Fraction(0)), most), []


def _resource(node: Node) -> Resource:
    node.only("name", "value", "elsewhere")
    name = node.get("name").text()
    value = node.get("value").number(0, LARGEST)
    elsewhere = node.get("elsewhere").number(0, LARGEST) if node.has("elsewhere") else Fraction(0)
    return Resource(name, max(value, Fraction(0)), max(elsewhere, Fraction(0)))


def _sources(node: Node) -> tuple[dict[str, Fraction | None], dict[str, Fraction | None]]:
    node.only("mine", "theirs")
    return _ratings(node.get("mine")), _ratings(node.get("theirs"))


def _ratings(node: Node) -> dict[str, Fraction | None]:
    node.only(*SOURCES)
    return {name: node.get(name).number(0, MOST_POINTS) if node.has(name) else None for name in SOURCES}
