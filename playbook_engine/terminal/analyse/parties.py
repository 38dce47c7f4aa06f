"""The command ``parties``: any number of parties, values added up as given; the solutions among acceptable packages."""

from __future__ import annotations

from fractions import Fraction

from playbook_engine.analysis import search
from playbook_engine.analysis.logrolling import stakes
from playbook_engine.analysis.scoring import ScoredIssue, raw
from playbook_engine.errors import AnalysisError
from playbook_engine.terminal.analyse.inputs import Node, Result, stop, unique
from playbook_engine.terminal.analyse.issues import (
    MOST_ISSUES,
    MOST_OPTIONS,
    NOBODY,
    lay_out,
    misspelt,
    named,
    values_of,
)
from playbook_engine.terminal.analyse.readers import amount, listed

MOST_PARTIES = 12


def analyse(document: Node) -> Result:
    """Return the number of packages, how many are acceptable to all, and the four solutions among these."""
    misspelt(document, "issues", "reservation")
    parties = _parties(document)
    issues = _issues(document, parties)
    reservation = _reservation(document, parties)
    stop(document)
    scoring = raw(parties, issues)
    accepted, reason = None, None
    solved = None
    try:
        accepted = search.acceptable(scoring, reservation)
        solved = search.solve(scoring, reservation)
    except AnalysisError as error:
        reason = f"the packages {error.reason}"
    return {
        "outcomes": scoring.outcomes,
        "acceptable": accepted,
        **lay_out(scoring, solved, values_of, reason or NOBODY),
        "issues": [
            {
                "name": issue.name,
                "swing": dict(zip(parties, stake.swings, strict=True)),
                "best_for_all": [issue.options[place] for place in stake.best_for_all],
            }
            for issue, stake in zip(scoring.issues, stakes(scoring), strict=True)
        ],
        "best_alone": {
            party: named(scoring, tuple(max(range(len(i.scores)), key=lambda o: i.scores[o][p]) for i in issues))
            for p, party in enumerate(parties)
        },
    }


def _parties(document: Node) -> tuple[str, ...]:
    """Return the parties in the order in which they appear, those of the reservation values first."""
    names: dict[str, None] = {}
    if document.has("reservation"):
        names.update((name, None) for name, _ in document.get("reservation").entries(1))
    nodes = document.value.get("issues") if isinstance(document.value, dict) else None
    first = nodes[0] if isinstance(nodes, list) and nodes and isinstance(nodes[0], dict) else {}
    options = first.get("options")
    option = options[0] if isinstance(options, list) and options and isinstance(options[0], dict) else {}
    if isinstance(option.get("values"), dict):
        names.update(dict.fromkeys(option["values"]))
    if len(names) > MOST_PARTIES:
        document.fault(f"write at most {MOST_PARTIES} parties")
    return tuple(names)[:MOST_PARTIES]


def _issues(document: Node, parties: tuple[str, ...]) -> tuple[ScoredIssue, ...]:
    found = []
    nodes = listed(document.get("issues"), 1, MOST_ISSUES)
    for node in nodes:
        options = listed(node.get("options"), 1, MOST_OPTIONS)
        names = [(option.get("name").text(), option.get("name")) for option in options]
        unique(names)
        scores = []
        for option in options:
            values = option.get("values")
            values.only(*parties)
            values.entries(1)
            scores.append(tuple(amount(values.get(party)) for party in parties))
        found.append(ScoredIssue(node.get("name").text(), tuple(name for name, _ in names), tuple(scores)))
    unique([(issue.name, node.get("name")) for issue, node in zip(found, nodes, strict=True)])
    return tuple(found)


def _reservation(document: Node, parties: tuple[str, ...]) -> tuple[Fraction, ...]:
    """Return each party's reservation value; 0 for one that names none."""
    if not document.has("reservation"):
        return (Fraction(0),) * len(parties)
    node = document.get("reservation")
    return tuple(amount(node.get(party)) if node.has(party) else Fraction(0) for party in parties)
