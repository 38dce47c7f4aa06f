"""The days in a person's answers: the talk, other days that they named, and the day after the talk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from playbook_engine.fields.days import Date, Day
from playbook_engine.findings import Finding, Findings
from playbook_engine.worksheet import locate

Kind = Literal["talk", "date", "look-back"]
_ORDER: dict[Kind, int] = {"talk": 0, "date": 1, "look-back": 2}


@dataclass(frozen=True, slots=True)
class Entry:
    """A day with what it is for. ``path`` names the answer that it comes from; ``rough`` tells that only its week or month was named."""

    kind: Kind
    path: str
    day: Day
    rough: bool = False


def entries(findings: Findings, today: Day | None) -> tuple[Entry, ...]:
    """Return every day ahead, in order, each kind once a day. None for who is not safe, and no talk that is over.

    A length of time such as "3 months" is no day: it would be another one tomorrow.
    """
    stand = findings.standing
    if stand.is_unsafe:
        return ()
    talk = Date(stand.talk, stand.talk_is_rough) if stand.talk else None
    if talk is None and stand.when == "today" and today:
        talk = Date(today)
    found = [entry for finding in findings for entry in _named(finding, talk)]
    if talk and not stand.is_over:
        found += [
            Entry("talk", "talk", talk.day, talk.rough),
            Entry("look-back", "look-back", talk.day.after(1), talk.rough),
        ]
    first: dict[tuple[Day, Kind], Entry] = {}
    for entry in sorted(found, key=lambda one: (one.day, _ORDER[one.kind])):
        if today is None or entry.day >= today:
            first.setdefault((entry.day, entry.kind), entry)
    return tuple(first.values())


def _named(finding: Finding, talk: Date | None) -> Iterator[Entry]:
    """Yield the days that one worksheet's answers name, but for that of the talk, private answers and what is not asked."""
    for path, understood in finding.reading.understood.items():
        date = understood.date or (Date(understood.day) if understood.day else None)
        if date is None or date == talk or path in finding.hidden:
            continue
        if not _is_private(finding, path):
            yield Entry("date", f"{finding.sheet.id}.{path}", date.day, date.rough)


def _is_private(finding: Finding, path: str) -> bool:
    outer = locate(finding.worksheet, path.partition(".")[0])[0]
    return outer.private or locate(finding.worksheet, path)[0].private
