"""The command ``joint_gains``: a package on the table; whether both could do better, by which packages and changes."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from playbook_engine.analysis.joint_gains import Improvement, joint_gains
from playbook_engine.analysis.scoring import Scoring, weighted
from playbook_engine.terminal.analyse.inputs import Node, Result, stop
from playbook_engine.terminal.analyse.issues import (
    check_scales,
    misspelt,
    named,
    read_issues,
    read_package,
    read_weights,
)
from playbook_engine.terminal.analyse.readers import part

SIDES = ("a", "b")


def analyse(document: Node) -> Result:
    """Return what both can gain over the package."""
    misspelt(document, "issues", "weights", "package", "floor")
    issues = read_issues(document, SIDES)
    node = document.get("weights")
    node.only(*SIDES)
    weights = [read_weights(node.get(side), len(issues)) for side in SIDES]
    package = read_package(document.get("package"), issues)
    floor = part(document.get("floor")) if document.has("floor") else Fraction(0)
    check_scales(document, issues, SIDES)
    stop(document)
    scoring = weighted(SIDES, issues, weights)
    found = joint_gains(scoring, package, floor=floor)
    return {
        "package": {**dict(zip(SIDES, found.values, strict=True)), "package": named(scoring, package)},
        "dominated": found.is_dominated,
        "better": [_laid_out(scoring, each) for each in found.better],
        "better_count": found.count,
        "single_changes": [_laid_out(scoring, each) for each in found.single],
        "steps": [_laid_out(scoring, each) for each in found.steps],
        "nash": None if found.nash is None else _laid_out(scoring, found.nash),
    }


def _laid_out(scoring: Scoring, found: Improvement) -> dict[str, Any]:
    """Return ``{changes, gains, a, b}``."""
    return {
        "changes": {scoring.issues[issue].name: scoring.issues[issue].options[place] for issue, place in found.changes},
        "gains": dict(zip(SIDES, found.gains, strict=True)),
        **dict(zip(SIDES, found.values, strict=True)),
    }
