"""A plan -> the findings of its worksheets, in table order; each worksheet is given the findings that it needs."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from playbook_engine import cases, follow_ups, shared_answers, worksheet
from playbook_engine.fields.days import Day
from playbook_engine.library import Library
from playbook_engine.plan import Plan
from playbook_engine.sheet import Sheet
from playbook_engine.sheets import SHEETS
from playbook_engine.standing import Standing
from playbook_engine.worksheet import Reading, Worksheet


@dataclass(frozen=True, slots=True)
class Finding:
    """What one worksheet's answers imply. ``results`` is the record that its folder makes of them.

    ``worksheet`` has the words of the person's own case. ``own`` tells that its page was filled in or asked about; else
    all that is known of it comes from worksheets with which it shares answers, and nobody was asked the rest.
    ``asked`` holds the paths of its questions that another page, which was filled in, asks too.
    ``hidden`` holds the field paths of the questions that do not stand on its page for these answers.
    """

    sheet: Sheet
    worksheet: Worksheet
    reading: Reading
    results: Any
    own: bool
    hidden: frozenset[str]
    asked: frozenset[str]

    def speaks_of(self, name: str) -> bool:
        """Tell whether a situation of this worksheet may hold: that something was not answered, only where it was asked."""
        gaps = self.sheet.parts.gaps
        return self.own or name not in gaps or gaps[name] in self.asked

    @property
    def missing(self) -> tuple[str, ...]:
        """The unanswered questions that would change a result, as field paths; those that are not asked are not missed."""
        return tuple(path for path in self.sheet.parts.missing(self.results) if path not in self.hidden)


@dataclass(frozen=True, slots=True)
class Findings:
    """The findings of one plan, in table order; worksheets of which nothing is known or needed are left out."""

    found: tuple[Finding, ...] = ()

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.found)

    def of(self, name: str) -> Finding | None:
        """Return the finding of one worksheet, or None when there is none."""
        return next((finding for finding in self.found if finding.sheet.id == name), None)

    def told(self, asked: str = "") -> tuple[Finding, ...]:
        """Return the findings whose numbers are told: of the worksheet ``asked`` about, or of all that were filled in."""
        return tuple(finding for finding in self.found if (finding.sheet.id == asked if asked else finding.own))

    @property
    def standing(self) -> Standing:
        """Where the person stands by all their worksheets: of each thing, what the first one says that says anything."""
        each = [finding.sheet.parts.stand(finding.results) for finding in self.found]
        blank = Standing()
        first = {
            field.name: next(
                (value for one in each if (value := getattr(one, field.name)) != getattr(blank, field.name)),
                getattr(blank, field.name),
            )
            for field in fields(Standing)
        }
        return Standing(**first)


def find(plan: Plan, library: Library, asked: str = "", today: Day | None = None) -> Findings:
    """Return what a plan's answers imply, read on the day that the request names.

    A worksheet counts when it is the one ``asked`` about, when it holds an answer or shares one that was given elsewhere,
    when it needs one that counts, since its claims may rest on that one alone, and when another one that counts needs it.
    """
    raw = shared_answers.resolve(plan.worksheets, library.worksheets)
    counted = _counted(raw, asked)
    own = {name for name, answers in plan.worksheets.items() if worksheet.is_answered(answers)} | {asked}
    found: dict[str, Finding] = {}
    pages = {sheet.id: page for sheet in SHEETS if sheet.id in counted and (page := library.worksheet(sheet.id))}
    hidden = {name: follow_ups.hidden(page, raw.get(name, {})) for name, page in pages.items()}
    for sheet in _in_order_of_need(SHEETS):
        page = pages.get(sheet.id)
        if page is None:
            continue
        answers = raw.get(sheet.id, {})
        reading = worksheet.read(page, answers, plan.numbers, today)
        needed = {name: found[name].results for name in sheet.needs if name in found}
        results = sheet.parts.find(reading, needed)
        found[sheet.id] = Finding(
            sheet=sheet,
            worksheet=cases.worded(page, answers),
            reading=reading,
            results=results,
            own=sheet.id in own,
            hidden=hidden[sheet.id],
            asked=_asked(sheet.id, {name: hidden[name] for name in own if name in hidden}, library),
        )
    return Findings(tuple(found[sheet.id] for sheet in SHEETS if sheet.id in found))


def _asked(name: str, hidden: Mapping[str, Container[str]], library: Library) -> frozenset[str]:
    """Return the paths of one worksheet's questions that a worksheet which was filled in asks too.

    ``hidden`` holds, for each worksheet that was filled in, the paths of the questions that do not stand on its page.
    """
    return frozenset(
        path
        for path, group in shared_answers.places_on(library.worksheets, name).items()
        if any(_stands(other, hidden) for other in group)
    )


def _stands(place: str, hidden: Mapping[str, Container[str]]) -> bool:
    name, _, path = place.partition(".")
    return name in hidden and path not in hidden[name]


def _counted(raw: Mapping[str, Mapping[str, Any]], asked: str) -> frozenset[str]:
    counted = {sheet.id for sheet in SHEETS if sheet.id == asked or worksheet.is_answered(raw.get(sheet.id, {}))}
    for sheet in _in_order_of_need(SHEETS):
        if counted & set(sheet.needs):
            counted.add(sheet.id)
    for sheet in reversed(_in_order_of_need(SHEETS)):
        if sheet.id in counted:
            counted.update(sheet.needs)
    return frozenset(counted)


def _in_order_of_need(sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """Return the worksheets so that each stands behind those whose findings it needs."""
    left, ordered = list(sheets), dict[str, Sheet]()
    while left:
        ready = next(sheet for sheet in left if not set(sheet.needs) & {other.id for other in left})
        left.remove(ready)
        ordered[ready.id] = ready
    return tuple(ordered.values())
