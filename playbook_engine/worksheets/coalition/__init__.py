"""Acting together: who shares the problem, who can carry it, and whether the group holds (von Neumann and Morgenstern 1944)."""

from __future__ import annotations

from playbook_engine.sheet import Parts
from playbook_engine.worksheets.coalition import findings, placeholders, sentences, situations
from playbook_engine.worksheets.coalition.answers import CoalitionAnswers, MemberAnswers

PARTS = Parts(
    records={"": CoalitionAnswers, "others": MemberAnswers},
    find=findings.find,
    situations=situations.SITUATIONS,
    statements=situations.STATEMENTS,
    placeholders=placeholders.PLACEHOLDERS,
    missing=findings.missing,
    tell=sentences.tell,
    pressing=situations.PRESSING,
    gaps=situations.GAPS,
    line=sentences.line,
    head=sentences.head,
    leads=frozenset({"no-number", "needs", "terms", "no-role", "no-limit", "no-offer"}),
)
