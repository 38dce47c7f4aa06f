"""The alternatives as rows of the line: what each is worth beside the limit, in the money that the deal pays."""

from __future__ import annotations

from playbook_engine.sheet import Course
from playbook_engine.words import Words
from playbook_engine.worksheets.batna.findings import AlternativeFinding, BatnaFindings


def courses(found: BatnaFindings, words: Words) -> tuple[Course, ...]:
    """Return the alternatives that have a number, the best first.

    Each stands where a deal would be exactly as good as it, so that the best one stands at the limit.
    """
    if not found.is_ranked or found.reservation_value is None:
        return ()
    return tuple(course for alternative in found.ranking if (course := _course(alternative, found, words)))


def _course(alternative: AlternativeFinding, found: BatnaFindings, words: Words) -> Course | None:
    worth = alternative.valuation
    if worth is None:
        return None
    name = alternative.answers.name or words.say("chart-row-unnamed", number=str(alternative.place + 1))
    ends = (worth.certainty_equivalent, worth.range.low, worth.range.high)
    at, *range_ = (None if (limit := found.limit_at(end)) is None else found.sign * limit for end in ends)
    low, high = sorted(end for end in range_ if end is not None)
    return Course(name, at, low, high)
