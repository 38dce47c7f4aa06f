"""What you will do if there is no deal: what each course is worth, and the least that a deal must beat (BATNA)."""

from __future__ import annotations

from playbook_engine.sheet import Parts
from playbook_engine.worksheets.batna import findings, missing, placeholders, sentences, situations
from playbook_engine.worksheets.batna.answers import AlternativeAnswers, BatnaAnswers

PARTS = Parts(
    records={"": BatnaAnswers, "alternatives": AlternativeAnswers},
    find=findings.find,
    situations=situations.SITUATIONS,
    statements=situations.STATEMENTS,
    placeholders=placeholders.PLACEHOLDERS,
    missing=missing.missing,
    tell=sentences.tell,
    background=situations.BACKGROUND,
    numberless=situations.NUMBERLESS,
    contradictory=situations.CONTRADICTORY,
    aloud=frozenset({"target"}),
    gaps=situations.GAPS,
    stand=lambda found: found.stand,
    line=sentences.line,
)
