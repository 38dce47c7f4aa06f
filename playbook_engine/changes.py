"""What changed since the last time: the steps that came and went, and what made the difference.

What the person's answers explain is told apart from what a new release of the playbook explains. The answers of last time
are worked out with today's playbook: what differs from now is by answers. Where the release is another one, the steps
that were shown last time differ from these by the release. Each step that is by answers is traced: one changed answer is
put back alone, and where that undoes it, it is named.

Nothing is told of a plan in which somebody is not safe, now or last time: a list of what went would give that away.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Literal

from playbook_engine import changed_answers, checklist, findings, plan, record, report, shared_answers
from playbook_engine.changed_answers import Change
from playbook_engine.errors import RequestError
from playbook_engine.fields import days
from playbook_engine.fields.days import Date, Day
from playbook_engine.findings import Findings
from playbook_engine.library import Library
from playbook_engine.placeholders import filler
from playbook_engine.plan import Plan
from playbook_engine.words import QUOTE_LIMIT, Words, escape, shorten
from playbook_engine.words import plain as as_plain
from playbook_engine.worksheet import Worksheet

TRIED = 12
"""So many changed answers are put back, each alone; with more, a step may stay without its reason."""

By = Literal["answer", "several", "many", "private", "release"]
"""What explains a step: one answer; several together; one of too many to try; one that is not named; a new release."""


@dataclass(frozen=True, slots=True)
class Before:
    """What a page remembers of the last time: the raw answers, the steps with their words, and the release.

    ``aside`` are the steps that were set aside then, ``day`` is when it was; None where nobody noted it.
    """

    worksheets: Mapping[str, Mapping[str, Any]]
    steps: Mapping[str, str]
    release: str
    aside: tuple[str, ...] | None = None
    day: Day | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """One step that came or went, and why. ``because`` is "" where nothing is to be said. All text is inline Markdown."""

    id: str
    text: str
    by: By
    because: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed. ``same`` tells that neither answers nor steps did; ``said`` says that in a sentence, or that only answers did.

    ``said`` is "" where steps moved, and where there was no last time.
    """

    came: tuple[Moved, ...] = ()
    went: tuple[Moved, ...] = ()
    same: bool = False
    said: str = ""
    heading: str = ""
    came_heading: str = ""
    went_heading: str = ""


@dataclass(frozen=True, slots=True)
class _Dealt:
    """A plan worked out: what is known of it, and its steps with their words in inline Markdown."""

    plan: Plan
    found: Findings
    words: Words
    steps: Mapping[str, str]


def remembered(found: Any) -> Before | None:
    """Return what a page remembers of the last time, from JSON; None where there was none.

    ``worksheets`` and ``steps``, each an ``id`` and a plain ``text``, are as the page had them; ``release``, ``aside`` and the
    ``day`` may be missing. Raises :class:`RequestError`.
    """
    if found is None:
        return None
    if not isinstance(found, Mapping):
        raise RequestError("request-unreadable")
    steps, release, aside = found.get("steps", []), found.get("release", ""), found.get("aside")
    noted = isinstance(steps, list) and all(
        isinstance(step, Mapping)
        and isinstance(step.get("text"), str)
        and isinstance(step.get("id"), str)
        and plan.STEP.fullmatch(step["id"])
        for step in steps
    )
    if not noted or not isinstance(release, str):
        raise RequestError("request-unreadable")
    day = found.get("day")
    if day is not None and (not isinstance(day, str) or days.from_iso(day) is None):
        raise RequestError("request-unreadable")
    then = plan.from_json(
        {"version": plan.VERSION, "worksheets": found.get("worksheets", {}), "aside": [] if aside is None else aside}
    )
    return Before(
        then.worksheets,
        {step["id"]: step["text"] for step in steps},
        release,
        None if aside is None else then.aside,
        None if day is None else days.from_iso(day),
    )


def find(
    document: Plan, before: Before | None, release: str, library: Library, asked: str = "", today: Day | None = None
) -> Changes:
    """Return what changed since ``before``; nothing where there was no last time.

    ``asked`` is the worksheet whose page asks, "" for the plan as a whole.
    """
    if before is None:
        return Changes()
    deal = partial(_deal, library=library, asked=asked, today=today)
    now, then = deal(document), deal(replace(document, worksheets=before.worksheets))
    if now.found.standing.is_unsafe or then.found.standing.is_unsafe:
        return Changes()
    differing = changed_answers.find(before.worksheets, document.worksheets, library.worksheets)
    renewed = release != before.release
    traced = _Trace(now, then, differing, deal)
    came, went = list(traced.came(renewed, before)), list(traced.went(renewed, before))
    if renewed:
        # A step that was shown then was not set aside.
        then_aside = (
            before.aside
            if before.aside is not None
            else tuple(step for step in document.aside if step not in before.steps)
        )
        shown = deal(replace(then.plan, aside=then_aside))
        said = now.words.say("changes-release")
        aside = {*document.aside, *then_aside}
        new = [step for step in now.steps if step in shown.steps and step not in before.steps and step not in aside]
        came += [Moved(step, now.steps[step], "release", said) for step in new]
        gone = [step for step in before.steps if step not in {*shown.steps, *now.steps, *aside}]
        went += [Moved(step, escape(before.steps[step]), "release", said) for step in gone]
    return _told(tuple(came), tuple(went), before, now.words, answers=bool(differing))


def _deal(document: Plan, *, library: Library, asked: str, today: Day | None) -> _Dealt:
    found = findings.find(document, library, asked, today)
    words, fill = Words(library, document.numbers, document.currency), filler(found)
    dealt = checklist.build(found, library, found.standing, asked, document.aside)
    return _Dealt(document, found, words, {item.id: words.personal(item.text, fill) for item in dealt.steps})


class _Trace:
    """Finds the answer that a step came or went by. What was tried is remembered for the next step."""

    def __init__(
        self, now: _Dealt, then: _Dealt, differing: tuple[Change, ...], deal: Callable[[Plan], _Dealt]
    ) -> None:
        self._now, self._then, self._differing, self._deal = now, then, differing, deal
        self._tried: list[tuple[Change, Collection[str]]] | None = None

    def came(self, renewed: bool, before: Before) -> Iterator[Moved]:
        """Yield the steps that are new by answers, as they are dealt."""
        for step, text in self._now.steps.items():
            if step not in self._then.steps and not (renewed and step in before.steps):
                yield self._moved(step, text, here=True)

    def went(self, renewed: bool, before: Before) -> Iterator[Moved]:
        """Yield the steps that are gone by answers, with the words that they had; those set aside since are no change."""
        for step, text in self._then.steps.items():
            if step not in self._now.steps and not (renewed and step not in before.steps):
                yield self._moved(step, text, here=False)

    def _moved(self, step: str, text: str, *, here: bool) -> Moved:
        one = next((change for change, steps in self._puts_back() if (step in steps) is not here), None)
        words = self._now.words
        if one is None:
            if len(self._differing) > TRIED:
                return Moved(step, text, "many", words.say("changes-many"))
            return Moved(step, text, "several", words.say("changes-several"))
        if one.private:
            return Moved(step, text, "private", "")
        return Moved(step, text, "answer", _because(one, self._then, self._now))

    def _puts_back(self) -> list[tuple[Change, Collection[str]]]:
        if self._tried is None:
            document, before = self._now.plan, self._then.plan.worksheets
            self._tried = [
                (
                    change,
                    self._deal(
                        replace(document, worksheets=changed_answers.put_back(document.worksheets, before, change))
                    ).steps,
                )
                for change in self._differing[:TRIED]
            ]
        return self._tried


def _because(change: Change, then: _Dealt, now: _Dealt) -> str:
    """Return which answer changed, by its question's label, with both answers as they were understood."""
    words = now.words
    finding = now.found.of(change.worksheet) or then.found.of(change.worksheet)
    label = _label(change, finding.worksheet if finding else None)
    if change.row:
        label = words.say("result-missing-of", row=change.row, label=label)
    if change.rows:
        return words.say("changes-list", label=label)
    old, new = _shown(change, then), _shown(change, now)
    if not old:
        return words.say("changes-first", label=label, new=new)
    if not new:
        return words.say("changes-blank", label=label, old=old)
    return words.say("changes-answer", label=label, old=old, new=new)


def _label(change: Change, page: Worksheet | None) -> str:
    """Return what a question is called, in the words of the person's case."""
    asked = page.questions() if page else ()
    names = (one.label for outer in asked for one in (outer, *outer.questions) if one.id == change.question.id)
    return next(names, change.question.label)


def _shown(change: Change, dealt: _Dealt) -> str:
    """Return an answer as it was understood, short enough for a sentence; "" where there is none."""
    finding = dealt.found.of(change.worksheet)
    raw: Any = shared_answers.resolve(dealt.plan.worksheets, dealt.words.library.worksheets).get(change.worksheet, {})
    for part in change.path.split("."):
        raw = (raw[int(part)] if int(part) < len(raw) else None) if isinstance(raw, list) else (raw or {}).get(part)
    if finding is None or not record.is_said(raw):
        return dealt.words.say("changes-unknown") if raw == "?" else ""
    said = record.shown(change.question, raw, change.path, finding, dealt.words)
    return said if len(said) <= QUOTE_LIMIT else escape(shorten(as_plain(said)))


def _told(came: tuple[Moved, ...], went: tuple[Moved, ...], before: Before, words: Words, *, answers: bool) -> Changes:
    moved = bool(came or went)
    day = words.date(Date(before.day)) if before.day else ""
    return Changes(
        came,
        went,
        same=not moved and not answers,
        said="" if moved else _unmoved(day, words, answers=answers),
        heading=words.say("changes-since", day=day) if day else words.say("changes-since-last"),
        came_heading=report.counted(len(came), "changes-came-one", "changes-came", words),
        went_heading=report.counted(len(went), "changes-went-one", "changes-went", words),
    )


def _unmoved(day: str, words: Words, *, answers: bool) -> str:
    if answers:
        return words.say("changes-answers-only")
    return words.say("changes-same-since", day=day) if day else words.say("changes-same")


def reasons(moved: Iterable[Moved]) -> dict[str, list[Moved]]:
    """Return steps behind each reason, so that it is said once."""
    held: dict[str, list[Moved]] = {}
    for one in moved:
        held.setdefault(one.because, []).append(one)
    return held
