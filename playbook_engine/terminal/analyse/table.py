"""The names of the analyses, each with the function that reads its document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from playbook_engine.terminal.analyse import (
    adjusted_winner,
    alternating_offers,
    anchoring,
    batna,
    calibration,
    claims,
    coalition_game,
    concession,
    decision_tree,
    dependence,
    disclosure,
    ethics,
    joint_gains,
    meso,
    opening,
    opponent_model,
    packages,
    parties,
    voting,
    wait_or_take,
    weights,
    zopa,
)
from playbook_engine.terminal.analyse.inputs import Node, Result

ANALYSES: Mapping[str, Callable[[Node], Result]] = MappingProxyType(
    {
        "adjusted_winner": adjusted_winner.analyse,
        "alternating_offers": alternating_offers.analyse,
        "anchoring": anchoring.analyse,
        "batna": batna.analyse,
        "calibration": calibration.analyse,
        "claims": claims.analyse,
        "coalition_game": coalition_game.analyse,
        "concession": concession.analyse,
        "decision_tree": decision_tree.analyse,
        "dependence": dependence.analyse,
        "disclosure": disclosure.analyse,
        "ethics": ethics.analyse,
        "joint_gains": joint_gains.analyse,
        "meso": meso.analyse,
        "opening": opening.analyse,
        "opponent_model": opponent_model.analyse,
        "packages": packages.analyse,
        "parties": parties.analyse,
        "voting": voting.analyse,
        "wait_or_take": wait_or_take.analyse,
        "weights": weights.analyse,
        "zopa": zopa.analyse,
    }
)
