"""``decision_tree``: a tree of decisions and chances -> its values and the best strategy."""

from __future__ import annotations

from fractions import Fraction

from playbook_engine.analysis import decision_tree
from playbook_engine.analysis.decision_tree import Branch, Fork, Payoff, Rollback
from playbook_engine.terminal.analyse.inputs import Node, Result, stop
from playbook_engine.terminal.analyse.readers import amount, check_chances, listed, months, part, terms

MOST_NODES = 1000


def analyse(document: Node) -> Result:
    """Roll the tree back three times: expected, present, and as a certainty equivalent."""
    document.only("tree", "annual_rate", "risk_tolerance")
    count = [0]
    tree = _node(document.get("tree"), count)
    annual_rate, tolerance = terms(document)
    if count[0] > MOST_NODES:
        document.get("tree").fault(f"write at most {MOST_NODES} nodes")
    stop(document)
    certain = decision_tree.rollback(tree, annual_rate, tolerance)
    return {
        "expected": decision_tree.rollback(tree).value,
        "present": decision_tree.rollback(tree, annual_rate).value,
        "certainty_equivalent": certain.value,
        "strategy": _strategy(certain),
        "prospect": [{"chance": outcome.chance, "value": outcome.value} for outcome in certain.prospect],
        "annual_rate": annual_rate,
        "risk_tolerance": tolerance,
        "method": "rollback in today's money; where options tie all are named and the first is followed",
    }


def _strategy(rolled: Rollback) -> list[dict[str, object]]:
    return [
        {
            "path": list(choice.path),
            "decision": choice.name,
            "values": [{"option": name, "value": value} for name, value in choice.values],
            "best": list(choice.best),
        }
        for choice in rolled.choices
    ]


def _node(node: Node, count: list[int]) -> decision_tree.Node:
    count[0] += 1
    if count[0] > MOST_NODES:
        return Payoff(Fraction(0))
    if node.has("value"):
        node.only("value")
        return Payoff(amount(node.get("value")))
    node.only("kind", "name", "branches")
    kind = node.get("kind").one_of("decision", "chance")
    name = node.get("name").text() if node.has("name") else kind
    branches: list[Branch] = []
    chances: list[Fraction] = []
    for item in listed(node.get("branches"), 1, 100):
        item.only("name", "then", "cost", "months", *(["chance"] if kind == "chance" else []))
        chance = part(item.get("chance")) if kind == "chance" else None
        chances += [] if chance is None else [chance]
        branches.append(
            Branch(
                name=item.get("name").text(),
                then=_node(item.get("then"), count),
                chance=chance,
                cost=amount(item.get("cost")) if item.has("cost") else Fraction(0),
                months=months(item.get("months")) if item.has("months") else Fraction(0),
            )
        )
    if chances:
        check_chances(node.get("branches"), chances)
    return Fork("chance" if kind == "chance" else "decision", name, tuple(branches))
