"""Range and first offer: what others got, how far the other side could go, and one opening, target and pace from both."""

from __future__ import annotations

from playbook_engine.sheet import Parts
from playbook_engine.worksheets.range import findings, placeholders, sentences, situations
from playbook_engine.worksheets.range.answers import ComparableAnswers, RangeAnswers, StandardAnswers
from playbook_engine.worksheets.range.missing import missing

PARTS = Parts(
    records={"": RangeAnswers, "comparables": ComparableAnswers, "standards": StandardAnswers},
    find=findings.find,
    situations=situations.SITUATIONS,
    statements=situations.STATEMENTS,
    placeholders=placeholders.PLACEHOLDERS,
    missing=missing,
    tell=sentences.tell,
    gaps=situations.GAPS,
    aloud=placeholders.ALOUD,
    stand=lambda found: found.stand,
    line=sentences.line,
)
