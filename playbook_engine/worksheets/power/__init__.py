"""Who needs what of whom: how much each side depends on the other, as a map (Emerson 1962)."""

from __future__ import annotations

from playbook_engine.sheet import Parts
from playbook_engine.worksheets.power import findings, placeholders, sentences, situations
from playbook_engine.worksheets.power.answers import PowerAnswers, TieAnswers

PARTS = Parts(
    records={"": PowerAnswers, "ties": TieAnswers},
    find=findings.find,
    situations=situations.SITUATIONS,
    statements=situations.STATEMENTS,
    placeholders=placeholders.PLACEHOLDERS,
    missing=findings.missing,
    tell=sentences.tell,
    gaps=situations.GAPS,
    stand=lambda found: found.stand,
    line=sentences.line,
)
