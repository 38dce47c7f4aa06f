"""Is it fair: what one plans against four tests, who is not in the room, and today's gain beside what comes later."""

from __future__ import annotations

from playbook_engine.sheet import Parts
from playbook_engine.worksheets.fairness import findings, placeholders, sentences, situations
from playbook_engine.worksheets.fairness.answers import FairnessAnswers, StandardAnswers, TacticAnswers

PARTS = Parts(
    records={"": FairnessAnswers, "tactics": TacticAnswers, "measures": StandardAnswers},
    find=findings.find,
    situations=situations.SITUATIONS,
    placeholders=placeholders.PLACEHOLDERS,
    missing=findings.missing,
    tell=sentences.tell,
    pressing=situations.PRESSING,
    gaps=situations.GAPS,
    stand=lambda found: found.stand,
    line=sentences.line,
    held=lambda found: found.held_texts,
    head=sentences.head,
    warns=lambda found: found.warns,
)
