"""A make-believe worksheet with every kind of field: the browser tests and the tests of several worksheets use it."""

from __future__ import annotations

from playbook_engine.worksheets.trial import findings, placeholders, sentences, situations
from playbook_engine.worksheets.trial.answers import TrialAnswers, TryAnswers

from playbook_engine.sheet import Parts

PARTS = Parts(
    records={"": TrialAnswers, "tries": TryAnswers},
    find=findings.find,
    situations=situations.SITUATIONS,
    placeholders=placeholders.PLACEHOLDERS,
    missing=findings.missing,
    tell=sentences.tell,
    background=situations.BACKGROUND,
    stand=findings.stand,
)
