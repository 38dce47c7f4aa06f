"""Negotiation theory, one concept a module under its textbook name. No text for people; usable as a library alone.

    >>> from playbook_engine import analysis
    >>> body = analysis.voting.council({"Union": 50, "Greens": 49, "Left": 1}, 51)
    >>> [str(share) for share in analysis.voting.power(body).banzhaf]
    ['3/5', '1/5', '1/5']

Its public names are the modules, each loaded when it is first asked for, and the records that they exchange. Numbers may
be whole numbers, fractions or floats; results are exact. What cannot be used is refused with an :class:`AnalysisError`.
"""

from importlib import import_module
from types import ModuleType

from playbook_engine.domain import Alternative, Outcome, Range
from playbook_engine.errors import AnalysisError

_MODULES = (
    "adjusted_winner", "airport", "alternating_offers", "anchoring", "approach", "bargaining", "batna", "beliefs",
    "best_of", "calibration", "claims", "coalitions", "comparables", "concessions", "core", "decision_tree",
    "dependence", "disclosure", "double_auction", "elicitation", "ethics", "exact", "information", "joint_gains",
    "logrolling", "meso", "minimal_winning", "normal", "opening", "opponent_model", "pareto", "robust", "scoring",
    "search", "several_quotas", "timing", "voting", "zopa",
)  # fmt: skip

__all__ = ["Alternative", "AnalysisError", "Outcome", "Range", *_MODULES]


def __getattr__(name: str) -> ModuleType:
    """Return a public module, loaded when it is asked for: a browser loads only those that it needs."""
    if name in _MODULES:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
