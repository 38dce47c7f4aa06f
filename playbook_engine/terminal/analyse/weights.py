"""The command ``weights``: weights from swings, words or an order, and a check of them against a ranking by gut."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from playbook_engine.analysis.elicitation import (
    WORDS,
    agreement,
    from_ranking,
    from_swings,
    from_words,
    inaccuracy,
)
from playbook_engine.terminal.analyse.inputs import Node, Result, stop, unique
from playbook_engine.terminal.analyse.readers import listed

KINDS = ("swings", "words", "ranking")
MOST = 100
MOST_RANKED = 50


def analyse(document: Node) -> Result:
    """Return the weights and, when packages are ranked by gut, how well that order agrees."""
    document.only(*KINDS, "packages", "gut", "reference")
    given = [kind for kind in KINDS if document.has(kind)]
    if len(given) != 1:
        document.fault("write one of swings, words, ranking")
    stop(document)
    entries = document.get(given[0]).entries(1)
    if len(entries) > MOST:
        document.get(given[0]).fault(f"write at most {MOST} of these")
    names = [name for name, _ in entries]
    weights = _weights(given[0], [node for _, node in entries], document)
    checked = _check(document, names, weights) if document.has("packages") or document.has("gut") else None
    result: dict[str, Any] = {"weights": dict(zip(names, weights, strict=True)), "check": checked}
    if document.has("reference"):
        node = document.get("reference")
        node.only(*names)
        reference = tuple(node.get(name).number(0, 10**15) for name in names)
        if len(names) < 2 or not any(reference):
            node.fault("write a weight for two issues at least, one of them above 0")
        stop(document)
        order, apart = inaccuracy(weights, from_swings(reference))
        result["reference"] = {"ordered_alike": order, "mean_difference": apart}
    return result


def _weights(kind: str, nodes: list[Node], document: Node) -> tuple[Fraction, ...]:
    if kind == "words":
        words = [node.one_of(*WORDS) for node in nodes]
        if not any(WORDS[word] for word in words):
            document.get(kind).fault("write a word other than 'none' for one issue at least")
        stop(document)
        return from_words(words)
    if kind == "ranking":
        ranks = [node.whole(1, MOST) for node in nodes]
        stop(document)
        return from_ranking(ranks)
    points = [node.number(0, 10**15) for node in nodes]
    if not any(points):
        document.get(kind).fault("write a number above 0 for one issue at least")
    stop(document)
    return from_swings(points)


def _check(document: Node, names: list[str], weights: tuple[Fraction, ...]) -> dict[str, Any]:
    packages, values = [], []
    nodes = listed(document.get("packages"), 2, MOST_RANKED)
    for node in nodes:
        node.only("name", "ratings")
        packages.append(node.get("name").text())
        ratings = node.get("ratings")
        ratings.only(*names)
        rated = [ratings.get(name).number(0, 1) for name in names]
        values.append(sum((w * r for w, r in zip(weights, rated, strict=True)), Fraction(0)))
    unique([(name, node.get("name")) for name, node in zip(packages, nodes, strict=True)])
    gut = [node.text() for node in document.get("gut").items()]
    if sorted(gut) != sorted(packages):
        document.get("gut").fault("write the name of each package once, the best first")
    stop(document)
    found = agreement([packages.index(name) for name in gut], values)
    conflict = None
    if found.conflict:
        conflict = {"gut_prefers": packages[found.conflict[0]], "values_prefer": packages[found.conflict[1]]}
    return {
        "values": dict(zip(packages, values, strict=True)),
        "tau": found.tau,
        "consistent": found.is_consistent,
        "concordant": found.concordant,
        "discordant": found.discordant,
        "tied": found.tied,
        "conflict": conflict,
    }
