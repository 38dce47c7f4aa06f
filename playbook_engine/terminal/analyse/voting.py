"""``voting``: power in a weighted council, who can stop a decision, and whom to approach first."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from playbook_engine.analysis.approach import Approaches, whom_to_approach
from playbook_engine.analysis.minimal_winning import MinimalCoalitions, minimal_blocking, minimal_winning
from playbook_engine.analysis.several_quotas import SharedPower, power_under_all
from playbook_engine.analysis.voting import MOST_MEMBERS, VotingBody, VotingPower, council, power
from playbook_engine.errors import AnalysisError
from playbook_engine.terminal.analyse.inputs import Node, Result, fraction, stop

MOST_VOTES = 10**15


def analyse(document: Node) -> Result:
    """Return the power indices of ``{quota, weights, excluded, supporters}``."""
    document.only("quota", "weights", "excluded", "supporters")
    if document.has("quota") and isinstance(document.get("quota").value, dict):
        return _several(document)
    body = _body(document)
    supporters = _supporters(document, body)
    stop(document)
    approaches = whom_to_approach(body, supporters)
    found = power(body)
    named = body.members
    return {
        **_indices(named, found),
        **({"formed_swings": dict(zip(named, found.formed_swings, strict=True))} if body.excluded else {}),
        "winning_coalitions": found.winning_coalitions,
        **_listed("minimal_winning", minimal_winning(body)),
        **_listed("minimal_blocking", _blocking(body)),
        "veto": found.veto,
        "dummies": found.dummies,
        "dictator": found.dictator,
        "proper": found.proper,
        "approach": _approach(approaches),
        "method": found.method,
    }


def _indices(members: Sequence[str], found: VotingPower | SharedPower) -> dict[str, Any]:
    """Return the power indices by member, as a reply shows them."""
    return {
        "shapley_shubik": dict(zip(members, map(fraction, found.shapley_shubik), strict=True)),
        "banzhaf": dict(zip(members, map(fraction, found.banzhaf), strict=True)),
        "banzhaf_absolute": dict(zip(members, map(fraction, found.banzhaf_absolute), strict=True)),
        "swings": dict(zip(members, found.swings, strict=True)),
    }


def _several(document: Node) -> Result:
    """Return the power indices under several quotas at once, ``{quota: {rule: votes}, weights: {member: {rule: votes}}}``."""
    for name in ("excluded", "supporters"):
        if document.has(name):
            document.get(name).fault("leave this out when there are several quotas")
    quotas = {rule: (node.number(), node) for rule, node in document.get("quota").entries(least=1)}
    members = document.get("weights").entries(least=1)
    if len(members) > MOST_MEMBERS:
        document.get("weights").fault(f"write at most {MOST_MEMBERS} of these; put equal voters together in blocs")
    weights: dict[str, dict[str, Fraction]] = {rule: {} for rule in quotas}
    for name, node in members[:MOST_MEMBERS]:
        node.only(*quotas)
        for rule in quotas:
            weights[rule][name] = node.get(rule).number(least=0, most=MOST_VOTES)
    stop(document)
    for rule, (votes, node) in quotas.items():
        total = sum(weights[rule].values())
        if not 0 < votes <= total:
            node.fault(f"write a number above 0 and at most all votes together, {total}")
    stop(document)
    found = power_under_all([council(weights[rule], votes) for rule, (votes, _) in quotas.items()])
    named = found.rules[0].members
    return {
        **_indices(named, found),
        "winning_coalitions": found.winning_coalitions,
        "veto": found.veto,
        "dummies": found.dummies,
        "dictator": found.dictator,
        "proper": found.proper,
    }


def _body(document: Node) -> VotingBody:
    members = document.get("weights").entries(least=1)
    if len(members) > MOST_MEMBERS:
        document.get("weights").fault(f"write at most {MOST_MEMBERS} of these; put equal voters together in blocs")
    weights = {name: node.number(least=0, most=MOST_VOTES) for name, node in members}
    quota = document.get("quota")
    votes, total = quota.number(), sum(weights.values())
    if not document.faults.lines and not 0 < votes <= total:
        quota.fault(f"write a number above 0 and at most all votes together, {total}")
    pairs: list[tuple[str, str]] = []
    for pair in document.get("excluded").items() if document.has("excluded") else []:
        names = [node.text() for node in pair.items()]
        if len(names) != 2 or len(set(names)) != 2 or not set(names) <= set(weights):
            pair.fault("write two different members of the council")
        elif set(names) not in [set(other) for other in pairs]:
            pairs.append((names[0], names[1]))
    stop(document)
    return council(weights, votes, pairs)


def _supporters(document: Node, body: VotingBody) -> list[str]:
    found: list[str] = []
    for node in document.get("supporters").items() if document.has("supporters") else []:
        name = node.text()
        if name not in body.members:
            node.fault("write a member of the council")
        elif name in found:
            node.fault("stands twice")
        elif any(set(pair) == {name, other} for pair in body.excluded for other in found):
            node.fault("will not sit with another supporter: see $.excluded")
        found.append(name)
    return found


def _blocking(body: VotingBody) -> MinimalCoalitions | None:
    try:
        return minimal_blocking(body)
    except AnalysisError:
        return None


def _listed(name: str, found: MinimalCoalitions | None) -> Result:
    return {
        name: found.coalitions if found else None,
        f"{name}_count": found.count if found else None,
        f"{name}_complete": found is not None and found.complete,
    }


def _approach(found: Approaches) -> Result:
    return {
        "supporters": found.supporters,
        "votes_missing": found.votes_missing,
        "can_win": found.can_win,
        "order": [
            {
                "member": one.member,
                "rank": one.rank,
                "pivotal": fraction(one.pivotal),
                "weight": one.weight,
                "wins_at_once": one.wins_at_once,
                "must_have": one.must_have,
                "still_needed": one.still_needed,
            }
            for one in found.order
        ],
        "unavailable": found.unavailable,
    }
