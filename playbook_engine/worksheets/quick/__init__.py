"""Six questions before a talk: what is asked for, what is on the table, both sides without a deal, and the time left."""

from __future__ import annotations

from playbook_engine.sheet import Parts
from playbook_engine.worksheets.quick import findings, placeholders, sentences, situations, standing
from playbook_engine.worksheets.quick.answers import QuickAnswers

PARTS = Parts(
    records={"": QuickAnswers},
    find=findings.find,
    situations=situations.SITUATIONS,
    statements=situations.STATEMENTS,
    placeholders=placeholders.PLACEHOLDERS,
    missing=findings.missing,
    tell=sentences.tell,
    background=situations.BACKGROUND,
    aloud=frozenset({"ask_why", "target_reason", "their_need"}),
    hurried=frozenset({"you_must_answer_today"}),
    alone=situations.ALONE,
    past=situations.PAST,
    gaps=situations.GAPS,
    stand=standing.stand,
)
