"""What could be traded: issues with points on both sides, what is better than a plan, and what their offers hint at."""

from __future__ import annotations

from playbook_engine.sheet import Parts
from playbook_engine.worksheets.trades import findings, placeholders, sentences, situations
from playbook_engine.worksheets.trades.answers import IssueAnswers, TradesAnswers

PARTS = Parts(
    records={"": TradesAnswers, "issues": IssueAnswers},
    find=findings.find,
    situations=situations.SITUATIONS,
    statements=situations.STATEMENTS,
    placeholders=placeholders.PLACEHOLDERS,
    missing=findings.missing,
    tell=sentences.tell,
    pressing=situations.PRESSING,
    gaps=situations.GAPS,
    stand=lambda found: found.stand,
    line=sentences.line,
)
