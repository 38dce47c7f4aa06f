"""Time and patience: dates that end a talk, what each week costs both sides, wait or take, and steps with what each brings back."""

from __future__ import annotations

from playbook_engine.sheet import Parts
from playbook_engine.worksheets.time import findings, placeholders, sentences, situations
from playbook_engine.worksheets.time.answers import ReturnAnswers, RoundAnswers, TimeAnswers
from playbook_engine.worksheets.time.head import LEADS, head
from playbook_engine.worksheets.time.missing import missing

PARTS = Parts(
    records={"": TimeAnswers, "rounds": RoundAnswers, "returns": ReturnAnswers},
    find=findings.find,
    situations=situations.SITUATIONS,
    placeholders=placeholders.PLACEHOLDERS,
    missing=missing,
    tell=sentences.tell,
    gaps=situations.GAPS,
    pressing=situations.PRESSING,
    aloud=placeholders.ALOUD,
    stand=lambda found: found.stand,
    line=sentences.line,
    head=head,
    leads=LEADS,
)
