"""``batna``: alternatives -> what each is worth, the best of them, and what it is worth to know more."""

from __future__ import annotations

from itertools import pairwise

from playbook_engine.analysis import batna, information
from playbook_engine.analysis.exact import tied_for_best
from playbook_engine.terminal.analyse.inputs import Node, Result, stop, unique
from playbook_engine.terminal.analyse.readers import alternative, listed, terms

MOST_OUTCOMES = 400


def analyse(document: Node) -> Result:
    """Value every alternative; all that tie for the best are named."""
    document.only("alternatives", "annual_rate", "risk_tolerance")
    nodes = listed(document.get("alternatives"), 1, 50)
    courses = [alternative(node) for node in nodes]
    unique([(course.name, node.get("name")) for course, node in zip(courses, nodes, strict=True)])
    annual_rate, tolerance = terms(document)
    if sum(len(course.outcomes) for course in courses) > MOST_OUTCOMES:
        document.get("alternatives").fault(f"write at most {MOST_OUTCOMES} outcomes in all")
    stop(document)
    worths = [batna.value(course, annual_rate, tolerance) for course in courses]
    ranked = sorted(worths, key=lambda worth: -worth.certainty_equivalent)
    best = batna.best_of_valuations(worths)
    known = information.about_alternatives(courses, annual_rate, tolerance)
    expected = [worth.present for worth in worths]
    return {
        "alternatives": {
            worth.alternative.name: {
                "expected": worth.expected,
                "present": worth.present,
                "certainty_equivalent": worth.certainty_equivalent,
                "low": worth.range.low,
                "high": worth.range.high,
            }
            for worth in worths
        },
        "best": [worth.alternative.name for worth in best],
        "order": [worth.alternative.name for worth in ranked],
        "best_by_present_value": [courses[place].name for place in tied_for_best(expected)],
        "turning_risk_tolerances": [
            {
                "between": [first.alternative.name, second.alternative.name],
                "risk_tolerances": batna.turning_risk_tolerances(first, second),
            }
            for first, second in pairwise(ranked[:3])
        ],
        "value_of_information": {
            "each": [{"about": answer.unknown, "value": answer.value} for answer in known.ranked],
            "all_together": known.all_together,
        },
        "annual_rate": annual_rate,
        "risk_tolerance": tolerance,
        "method": "expected value, discounted; certainty equivalent under exponential utility",
    }
