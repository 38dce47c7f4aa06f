"""After the talk: what came of it beside limit and target, whether it will last, how good the guesses were, and one line for next time."""

from __future__ import annotations

from playbook_engine.sheet import Parts
from playbook_engine.worksheets.review import findings, placeholders, sentences, situations
from playbook_engine.worksheets.review.answers import PredictionAnswers, ReviewAnswers
from playbook_engine.worksheets.review.missing import missing

PARTS = Parts(
    records={"": ReviewAnswers, "predictions": PredictionAnswers},
    find=findings.find,
    situations=situations.SITUATIONS,
    statements=situations.STATEMENTS,
    placeholders=placeholders.PLACEHOLDERS,
    missing=missing,
    tell=sentences.tell,
    alone=situations.ALONE,
    past=situations.PAST,
    pressing=situations.PRESSING,
    gaps=situations.GAPS,
    stand=lambda found: found.stand,
    line=sentences.line,
    head=sentences.head,
    held=lambda found: tuple(one for one in (found.answers.kept_back,) if one),
)
