"""Which answer that is not certain moves the limit most, and the chance of a deal with it: each is settled at both its ends.

This is one-way sensitivity analysis, whose bars, the widest first, decision analysts call a tornado. An amount with two ends is settled at each of them. A chance is settled by
what will be known one day: that it happens, or that it does not. A limit may well move most by two answers together; that is
not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from playbook_engine import changed_answers, findings, shared_answers
from playbook_engine.fields import NumberStyle
from playbook_engine.fields.days import Day
from playbook_engine.fields.estimate import Estimate
from playbook_engine.findings import Finding, Findings
from playbook_engine.library import Library
from playbook_engine.plan import Plan
from playbook_engine.worksheet import Question

TRIED = 8
"""So many answers are settled at most, the first ones of the forms: each takes two results."""


@dataclass(frozen=True, slots=True)
class Swing:
    """One answer that is not certain: its worksheet, its path there, and between which limits it decides.

    ``is_chance`` tells that it is the chance of something, of which one day is known whether it happened. ``meeting`` is between
    which chances that both ranges meet it decides; None where they are not known.
    """

    worksheet: str
    path: str
    low: Fraction
    high: Fraction
    is_chance: bool = False
    meeting: tuple[Fraction, Fraction] | None = None


def swings(plan: Plan, found: Findings, library: Library, today: Day | None = None) -> tuple[Swing, ...]:
    """Return the answers that move the limit, the one that moves it furthest first; none where there is no limit.

    ``found`` is what the plan's answers imply. Private answers are never among them.
    """
    if found.standing.limit is None:
        return ()
    raw = shared_answers.resolve(plan.worksheets, library.worksheets)
    groups = changed_answers.groups(library.worksheets)
    made, seen = [], set[tuple[str, ...]]()
    for finding, path, question, ends in _uncertain(found, plan.numbers):
        place = f"{finding.sheet.id}.{path}"
        places = groups.get(place, (place,))
        if places in seen or len(seen) == TRIED:
            continue
        seen.add(places)
        stands = [
            findings.find(
                replace(plan, worksheets=changed_answers.put(raw, dict.fromkeys(places, end))), library, "", today
            ).standing
            for end in ends
        ]
        known = sorted(stand.limit for stand in stands if stand.limit is not None)
        if len(known) == 2 and known[0] < known[1]:
            chances = sorted(stand.meeting for stand in stands if stand.meeting is not None)
            meeting = (chances[0], chances[1]) if len(chances) == 2 else None
            made.append(Swing(finding.sheet.id, path, known[0], known[1], question.chance, meeting))
    return tuple(sorted(made, key=lambda swing: swing.low - swing.high))


def _uncertain(found: Findings, style: NumberStyle) -> Iterator[tuple[Finding, str, Question, tuple[str, str]]]:
    """Yield the answers with two ends, each with both ends as they would be typed."""
    for finding in found.told():
        read = finding.reading
        for question in finding.worksheet.questions():
            if question.private:
                continue
            answer: Any = read.answers.get(question.id)
            if not question.questions:
                rows: Iterator[tuple[str, Mapping[str, Any]]] = iter([("", {question.id: answer})])
                asked: tuple[Question, ...] = (question,)
            else:
                places = read.places.get(question.id, ())
                rows = ((f"{question.id}.{place}.", row) for place, row in zip(places, answer or (), strict=False))
                asked = question.questions
            for before, row in rows:
                for one in asked:
                    path = f"{before}{one.id}"
                    if not one.private and path not in finding.hidden and (ends := _ends(one, row.get(one.id), style)):
                        yield finding, path, one, ends


def _ends(question: Question, answer: Any, style: NumberStyle) -> tuple[str, str] | None:
    """Return the two ends of an answer as they would be typed; None for one that is certain."""
    if isinstance(answer, Estimate) and len(set(answer.points)) > 1:
        low, high = min(answer.points), max(answer.points)
        return _typed(low, style), _typed(high, style)
    if question.chance and isinstance(answer, Fraction) and 0 < answer < 1:
        return "0%", "100%"
    return None


def _typed(number: Fraction, style: NumberStyle) -> str:
    if number.denominator == 1:
        return str(number.numerator)
    text = f"{float(round(number, 2)):.2f}"
    return text.replace(".", ",") if style == "comma" else text
