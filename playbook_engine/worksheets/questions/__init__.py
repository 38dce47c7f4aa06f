"""What to ask, in which order, what to tell and what to hold, and the questions that one dreads (Howard 1966; Thompson 1991)."""

from __future__ import annotations

from playbook_engine.sheet import Parts
from playbook_engine.worksheets.questions import findings, placeholders, sentences, situations
from playbook_engine.worksheets.questions.answers import DisclosureAnswers, FactAnswers, HardAnswers, QuestionsAnswers

PARTS = Parts(
    records={"": QuestionsAnswers, "facts": FactAnswers, "disclosures": DisclosureAnswers, "hard": HardAnswers},
    find=findings.find,
    situations=situations.SITUATIONS,
    placeholders=placeholders.PLACEHOLDERS,
    missing=findings.missing,
    tell=sentences.tell,
    gaps=situations.GAPS,
    stand=lambda found: found.stand,
    line=sentences.line,
    held=lambda found: found.held_texts,
    head=sentences.head,
)
