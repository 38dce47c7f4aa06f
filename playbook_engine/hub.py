"""A plan -> what stands on the page that gathers its worksheets, as inline Markdown, ready to lay out.

What would help most, where the person stands, the steps for now that are not ticked, how far they are in words, and
every worksheet with how far it has come. Which worksheet would help most is decided by the reasons that the worksheets'
own pages give, each with the situations in which it is true; nothing here knows a worksheet by name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Literal, cast

from playbook_engine import contradictions, progress, readiness, report, shared_answers, situations
from playbook_engine.charts.chart import Chart
from playbook_engine.contradictions import Contradiction
from playbook_engine.fields.days import Date, Day
from playbook_engine.findings import Finding, Findings
from playbook_engine.placeholders import filler
from playbook_engine.plan import Plan
from playbook_engine.progress import Progress
from playbook_engine.readiness import Ready
from playbook_engine.report import Report, Step
from playbook_engine.situations import SITUATIONS
from playbook_engine.standing import Standing
from playbook_engine.tiles import Tile
from playbook_engine.verdict import Verdict
from playbook_engine.words import Filler, Words, escape
from playbook_engine.worksheet import PHASES, Phase, Reason, Worksheet

State = Literal["new", "part", "done", "look-again", "unneeded"]
Kind = Literal["worksheet", "standing", "passed", "unsafe"]


@dataclass(frozen=True, slots=True)
class Task:
    """One worksheet: what one does there, how far it has come in words, and a line about it; "" where there is none.

    ``because`` says why it is not needed, "" where it is. ``answered`` and ``asked`` count questions, ``faults`` the
    answers that cannot be read; ``minutes`` is for all.
    """

    worksheet: str
    page: str
    phase: Phase
    task: str
    state: State
    status: str
    line: str
    because: str
    minutes: int
    answered: int
    asked: int
    faults: int


@dataclass(frozen=True, slots=True)
class First:
    """What the page begins with: the ``worksheet`` that would help most, else where the person stands.

    ``passed`` asks about a day that lies behind, ``unsafe`` leads to help. ``button`` and ``page`` are "" where there is nowhere
    to go.
    """

    kind: Kind
    over: str
    head: str
    sentence: str
    button: str
    page: str
    worksheet: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks under a heading."""

    heading: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Hub:
    """The whole page, in the order in which it is read. Every string is inline Markdown; "" and () are left out.

    ``verdict`` is where the person stands, None where that is what the page begins with, and where nothing has a number.
    """

    talk: str
    first: First
    verdict: Verdict | None
    tiles: tuple[Tile, ...]
    charts: tuple[Chart, ...]
    clashes_heading: str
    clashes: tuple[Contradiction, ...]
    change: str
    steps_heading: str
    steps: tuple[Step, ...]
    done: str
    ready_heading: str
    ready: Ready
    groups: tuple[Group, ...]
    unneeded_heading: str
    unneeded: tuple[Task, ...]

    @property
    def tasks(self) -> tuple[Task, ...]:
        """All worksheets, those that are not needed last."""
        return (*(task for group in self.groups for task in group.tasks), *self.unneeded)


@dataclass(frozen=True, slots=True)
class _Scene:
    """What all parts of the page are made from. ``passed`` is a day that lies behind, with where it stands."""

    findings: Findings
    result: Report
    stand: Standing
    words: Words
    true: frozenset[str]
    fill: Filler
    passed: tuple[Worksheet, str] | None


def make(plan: Plan, findings: Findings, result: Report, stand: Standing, words: Words, today: Day | None) -> Hub:
    """Return the page of a plan; ``result`` is the report on the whole of it. Who is not safe is told one thing only."""
    passed = _passed(findings, stand)
    scene = _Scene(findings, result, stand, words, situations.holding(findings), filler(findings), passed)
    tasks = () if stand.is_unsafe else tuple(_tasks(plan, scene))
    first = _first(tasks, scene)
    now = () if passed else result.now
    left = tuple(step for step in now if stand.is_unsafe or step.id not in plan.done)
    known = findings.told()
    clashes = contradictions.find(plan, findings, words)
    return Hub(
        talk="" if stand.is_unsafe or stand.is_over or passed else _talk(stand, words, today),
        first=first,
        verdict=result.verdict if (result.tiles or result.charts) and first.kind in ("worksheet", "passed") else None,
        tiles=result.tiles,
        charts=result.charts,
        clashes_heading=report.counted(len(clashes), "hub-clash", "hub-clashes", words),
        clashes=clashes,
        change=words.say("hub-clash-change"),
        steps_heading=result.headings.now if stand.is_unsafe else report.now_heading(len(left), words),
        steps=left,
        done=result.headings.done,
        ready_heading=words.say("hub-ready"),
        ready=readiness.judge(stand, now, plan.done, words) if known else readiness.nothing_known(words),
        groups=tuple(_groups(tasks, stand, words)),
        unneeded_heading=words.say("hub-unneeded"),
        unneeded=tuple(task for task in tasks if task.state == "unneeded"),
    )


def _passed(findings: Findings, stand: Standing) -> tuple[Worksheet, str] | None:
    """Return a day that has passed, as it was typed, with the page on which it stands; None where it makes no difference."""
    if stand.is_unsafe or stand.is_over or stand.where == "agreed":
        return None
    for finding in findings.told():
        for error in finding.reading.errors:
            if error.message == progress.PASSED:
                return finding.worksheet, dict(error.values)["text"]
    return None


def _talk(stand: Standing, words: Words, today: Day | None) -> str:
    """Return when the talk is, as far as the person said it."""
    if stand.talk is None:
        said = {"today": "hub-talk-said-today", "week": "hub-talk-said-week"}.get(stand.when)
        return words.say(said) if said else ""
    day = words.date(Date(stand.talk, stand.talk_is_rough))
    days = None if today is None or stand.talk_is_rough else stand.talk.number - today.number
    if days is None:
        return words.say("hub-talk-on", day=day)
    if days > 1:
        return words.say("hub-talk-days", day=day, number=str(days))
    return words.say("hub-talk-tomorrow" if days else "hub-talk-today", day=day)


def _groups(tasks: tuple[Task, ...], stand: Standing, words: Words) -> Iterator[Group]:
    """Yield the tasks of each phase that has any, in the order of a talk; once it is over, what follows it stands first."""
    for phase in reversed(PHASES) if stand.is_over else PHASES:
        group = tuple(task for task in tasks if task.phase == phase and task.state != "unneeded")
        if group:
            yield Group(words.say(_PHASE[phase]), group)


_PHASE: dict[Phase, str] = {"prepare": "hub-prepare", "talk": "hub-talk", "after": "hub-after"}


def _tasks(plan: Plan, scene: _Scene) -> Iterator[Task]:
    words = scene.words
    raw = shared_answers.resolve(plan.worksheets, words.library.worksheets)
    for page in words.library.worksheets:
        finding = scene.findings.of(page.id)
        answers = cast("dict[str, Any]", raw.get(page.id, {}))
        own = finding is not None and finding.own
        come = progress.of(page, answers, finding.reading if finding else None, own=own)
        reason = _reason(page.unneeded, scene.true) if come.state == "new" else None
        state: State = "unneeded" if reason else come.state
        yield Task(
            worksheet=page.id,
            page=page.page,
            phase=page.phase,
            task=escape(page.task),
            state=state,
            status=_status(come, words),
            line=_line(page, come, finding, scene),
            because=words.personal(reason.because, scene.fill) if reason else "",
            minutes=page.minutes,
            answered=come.answered,
            asked=come.asked,
            faults=come.faults,
        )


def _status(come: Progress, words: Words) -> str:
    if come.state == "part":
        return words.say("hub-part", answered=str(come.answered), asked=str(come.asked))
    return words.say({"new": "hub-new", "done": "hub-done"}.get(come.state, "hub-look-again"))


def _line(page: Worksheet, come: Progress, finding: Finding | None, scene: _Scene) -> str:
    """Return what is said beside how far a worksheet has come: its own line, else how long it takes or what is left.

    Once the talk is over, nothing is left to make sharper.
    """
    words = scene.words
    if come.state == "look-again":
        return report.counted(come.faults, "hub-unreadable-one", "hub-unreadable", words)
    if come.state == "new":
        told = [words.say("hub-minutes", minutes=str(page.minutes))]
        if come.answered:
            shared = "hub-shared-one" if come.answered == 1 else "hub-shared"
            told.append(words.say(shared, answered=str(come.answered), asked=str(come.asked)))
        return " ".join(told)
    if own := finding.sheet.parts.line(finding.results, words.of(page.id)) if finding else "":
        return words.say("hub-line", line=own)
    if not come.sharper or scene.stand.is_over:
        return ""
    return report.counted(come.sharper, "hub-sharper-one", "hub-sharper", words)


def _reason(reasons: Collection[Reason], true: frozenset[str]) -> Reason | None:
    """Return the most urgent reason whose conditions hold; None when there is none."""
    fitting = (one for one in reasons if situations.holds(one.when, true))
    return min(fitting, key=lambda one: _urgency(one, true), default=None)


_URGENCY = {name: place for place, name in enumerate(SITUATIONS)}


def _urgency(reason: Reason, true: frozenset[str]) -> int:
    """Return the place of a reason's most urgent situation; one that only says what does not hold comes last."""
    return min((_URGENCY[name] for name in situations.reasons(reason.when, true)), default=len(_URGENCY))


def _first(tasks: tuple[Task, ...], scene: _Scene) -> First:
    """Return what the page begins with: help, a day that has passed, a worksheet, or where the person stands."""
    words, verdict = scene.words, scene.result.verdict
    if scene.stand.is_unsafe:
        title, page = next(((step.title, step.page) for step in scene.result.now), ("", ""))
        return First("unsafe", "", verdict.head, verdict.sentence, title, page)
    if scene.passed:
        sheet, typed = scene.passed
        since = words.say("hub-passed-since", day=escape(typed))
        return First("passed", "", words.say("hub-passed"), since, words.say("hub-look"), sheet.page, sheet.id)
    if again := next((task for task in tasks if task.state == "look-again"), None):
        said = report.counted(again.faults, "hub-faults-one", "hub-faults", words)
        return _worksheet(again, said, words.say("hub-look"), words)
    return _most_worth(tasks, scene) or First("standing", "", verdict.head, verdict.sentence, "", "")


def _most_worth(tasks: tuple[Task, ...], scene: _Scene) -> First | None:
    """Return the worksheet for which the most urgent reason speaks; None where none does."""
    words = scene.words
    pages = {page.id: page for page in words.library.worksheets}
    found = [
        (_urgency(reason, scene.true), task, reason)
        for task in tasks
        if task.state in ("new", "part") and (reason := _reason(pages[task.worksheet].worth, scene.true))
    ]
    if not found:
        return None
    urgency, task, reason = min(found, key=lambda one: one[0])
    if task.state == "new":
        because = words.personal(reason.because, scene.fill)
        return _worksheet(task, because, words.say("hub-begin", minutes=str(task.minutes)), words)
    # A reason that holds whatever was answered speaks to who has not begun.
    general = urgency == len(_URGENCY)
    left = report.counted(task.asked - task.answered, "hub-open-one", "hub-open", words)
    because = left if general else words.personal(reason.because, scene.fill)
    return _worksheet(task, because, words.say("hub-go-on"), words)


def _worksheet(task: Task, because: str, button: str, words: Words) -> First:
    return First("worksheet", words.say("hub-next"), task.task, because, button, task.page, task.worksheet)
