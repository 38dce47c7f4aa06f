"""Findings, situations and library -> the steps that come now, those that come later, and what is missing.

Situations alone decide which steps fit. Which of them come now is decided by urgency, by the stage of the talk, and by
the time until it; no two steps with the same reason stand side by side.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from playbook_engine import situations as claims
from playbook_engine.findings import Findings
from playbook_engine.library import STAGES, Library, Play, Stage, Step
from playbook_engine.situations import (
    BACKGROUND,
    CONTRADICTORY,
    HURRIED,
    NUMBERLESS,
    PRESSING,
    SITUATIONS,
    holding,
    holds,
)
from playbook_engine.standing import Standing
from playbook_engine.worksheet import Worksheet, locate

NOW_LIMIT = 3
STEPS_LIMIT = 12  # what is left stands behind the links of further plays
TODAY_MINUTES = 15  # a play that takes no longer comes first when the talk is today
_URGENCY = {name: place for place, name in enumerate(SITUATIONS)}
_LATER = (("prepare",), ("prepare",), ("open",))
_TODAY = (("prepare",), ("open",), ("explore", "bargain", "close"))


@dataclass(frozen=True, slots=True)
class Item:
    """One step for this person. ``text``, ``say`` and ``reasons`` are templates; ``reasons`` are the words of what holds.

    ``restrains`` marks a step of a play for the stronger side; ``takes_days`` one that does not fit into the day of the talk.
    """

    id: str
    stage: Stage
    text: str
    say: str
    reasons: tuple[str, ...]
    situations: tuple[str, ...]
    title: str
    minutes: int
    page: str
    anchor: str
    restrains: bool
    takes_days: bool


@dataclass(frozen=True, slots=True)
class Missing:
    """An unanswered question that would change the result: its row's heading ("" for none), and how to find out.

    ``page`` is the page on which it stands, "" for the one that is asked about.
    """

    sheet: str
    worksheet: str
    field: str
    label: str
    row: str
    find_out: str
    page: str = ""


@dataclass(frozen=True, slots=True)
class Checklist:
    """What to do now, at most three steps in the order of the stages; and later, by stage, those without a step left out.

    ``further`` holds the plays that fit as well, whose steps did not find room. ``missing`` is in the form's order.
    ``aside`` holds the steps that would fit, and that the person called not for them.
    """

    now: tuple[Item, ...]
    later: tuple[tuple[Stage, tuple[Item, ...]], ...]
    further: tuple[Play, ...]
    missing: tuple[Missing, ...]
    aside: tuple[Item, ...] = ()

    @property
    def steps(self) -> tuple[Item, ...]:
        """All steps, those that come now first."""
        return (*self.now, *(item for _, items in self.later for item in items))


def build(
    findings: Findings, library: Library, stand: Standing, asked: str = "", aside: Collection[str] = ()
) -> Checklist:
    """Return the checklist that a plan's findings call for. Same plan, same checklist, byte for byte.

    What is missing is told of the worksheet that is ``asked`` about, or of all that were filled in. Steps whose ids are
    ``aside`` are not dealt; the others keep their order, and the next ones move up. Who is not safe gets one thing: how to
    stop and get help, and nothing of that can be set aside.
    """
    true = holding(findings)
    plays = sorted(
        (play for play in library.plays if holds(play.when, true)), key=lambda play: _urgency(play, true, stand)
    )
    fitting = {play.slug: [step for step in play.steps if holds(step.when, true)] for play in plays}
    turns = _in_turn(plays)
    apart = frozenset() if stand.is_unsafe else frozenset(aside)
    dealt, left = _divided(fitting, apart)
    ranked = [_item(play, step, library, true) for play, step in _rounds(turns, dealt)]
    now = tuple(ranked[:NOW_LIMIT]) if stand.is_unsafe else _now(ranked, stand)
    rest = [item for item in ranked if item not in now][: STEPS_LIMIT - len(now)]
    if stand.is_unsafe or (stand.when == "today" and not stand.is_over):
        rest = []
    used = {item.page for item in (*now, *rest)}
    return Checklist(
        now=now,
        later=_by_stage(rest, [play.slug for play in plays]),
        further=tuple(play for play in plays if dealt[play.slug] and play.page not in used and not stand.is_unsafe),
        missing=() if stand.is_unsafe else _missing(findings, library, stand, asked),
        aside=tuple(_item(play, step, library, true) for play, step in _rounds(turns, left)),
    )


def _divided(
    fitting: dict[str, list[Step]], apart: Collection[str]
) -> tuple[dict[str, list[Step]], dict[str, list[Step]]]:
    """Return the steps of each play that are dealt, and those that were set aside."""
    dealt, left = (
        {slug: [step for step in steps if (f"{slug}/{step.id}" in apart) is wanted] for slug, steps in fitting.items()}
        for wanted in (False, True)
    )
    return dealt, left


def missing(worksheet: Worksheet, path: str) -> Missing:
    """Return what a person is told about one unanswered question, by its field path (``alternatives.0.worth``)."""
    question, row = locate(worksheet, path)
    return Missing(worksheet.id, worksheet.title, path, question.label, row, question.find_out)


def _missing(findings: Findings, library: Library, stand: Standing, asked: str) -> tuple[Missing, ...]:
    """Return the unanswered questions.

    Once the talk is over, only those of worksheets for the time after it count; of one that nobody has begun, the first.
    """
    told = [one for one in findings.told(asked) if not stand.is_over or one.worksheet.phase == "after"]
    begun = {one.worksheet.id for one in findings if one.own}
    after = [page for page in library.worksheets if stand.is_over and page.phase == "after" and page.id not in begun]
    begin = [replace(missing(page, next(page.questions()).id), page=page.page) for page in after]
    return (*(missing(finding.worksheet, path) for finding in told for path in finding.missing), *begin)


def _urgency(play: Play, true: frozenset[str], stand: Standing) -> tuple[bool, int, bool, str]:
    """Return what plays are ordered by: the talk's time, urgency, and a line to say before none where these are the same.

    A play that fits whenever one of its steps does is as urgent as that step.
    """
    fitting = [step for step in play.steps if holds(step.when, true)]
    names = claims.reasons(play.when, true) or [name for step in fitting for name in claims.reasons(step.when, true)]
    place = min((_URGENCY[name] for name in names), default=len(_URGENCY))
    slow = stand.when == "today" and play.minutes > TODAY_MINUTES
    return slow, place, not (fitting and fitting[0].say), play.slug


def _in_turn(plays: list[Play]) -> list[Play]:
    """Return plays by urgency so that each worksheet has its turn: the most urgent play of each, then the second ones.

    Else one worksheet that calls for many plays would leave no room for the steps of another.
    """
    queues: dict[str, list[Play]] = {}
    for play in plays:
        conditions = (one for when in (play.when, *(step.when for step in play.steps)) for one in when)
        first = next((name for one in conditions for name in claims.names(one) if not one.startswith("not ")), "")
        queues.setdefault(SITUATIONS.get(first, ""), []).append(play)
    turns = zip_longest(*queues.values())
    return [play for turn in turns for play in turn if play is not None]


def _rounds(plays: list[Play], fitting: dict[str, list[Step]]) -> list[tuple[Play, Step]]:
    """Return all steps in the order in which they find room: the first of every play, then the second ones, and so on."""
    depth = max((len(steps) for steps in fitting.values()), default=0)
    return [
        (play, fitting[play.slug][place]) for place in range(depth) for play in plays if place < len(fitting[play.slug])
    ]


def _now(ranked: list[Item], stand: Standing) -> tuple[Item, ...]:
    """Return the steps that come now, at best each with a reason of its own, and never two with the same side by side.

    Before the talk and how to open it come first; on the day itself also what to answer. Where nothing has a number, to
    put one comes before everything else, and where target and limit contradict each other, to look at both. The stronger
    side gets one step of restraint, and what presses one whatever its stage. With a week left, what takes days is begun now.
    """
    first = [item for item in ranked if _comes_first(item, stand)][:1]
    chosen = list(first)

    def take(candidates: list[Item], *, other_reason: bool = True) -> None:
        for item in candidates:
            taken = other_reason and item.reasons in {one.reasons for one in chosen}
            if (
                item not in chosen
                and not taken
                and len(chosen) < NOW_LIMIT
                and _differ(_in_order([*chosen, item], first))
            ):
                chosen.append(item)
                return

    if stand.seems_stronger:
        take([item for item in ranked if item.restrains])
    take([item for item in ranked if not PRESSING.isdisjoint(item.situations)])
    stages = list(_TODAY if stand.when == "today" else _LATER)
    opening = next((item for item in ranked if item.stage == "open"), None)
    if stand.when == "week" and not (opening and opening.takes_days):
        take([item for item in ranked if item.stage == "prepare" and item.takes_days])
        stages = stages[1:] if any(item.takes_days for item in chosen) else stages
    for wanted in stages:
        take([item for item in ranked if item.stage in wanted])
    soon = [item for item in ranked if item.stage in ("prepare", "open")]
    for _ in range(NOW_LIMIT):
        take(soon)
    for _ in range(NOW_LIMIT):
        take(soon, other_reason=False)
    for _ in range(NOW_LIMIT):
        take(_in_order(ranked, []))
    return tuple(_in_order(chosen, first))


def _comes_first(item: Item, stand: Standing) -> bool:
    if not stand.has_numbers:
        return NUMBERLESS.issuperset(item.situations)
    return stand.aims_too_low and not CONTRADICTORY.isdisjoint(item.situations)


def _in_order(items: list[Item], first: list[Item]) -> list[Item]:
    """Return steps in the order of their stages, those of ``first`` before all others."""
    return sorted(items, key=lambda item: (item not in first, STAGES.index(item.stage)))


def _differ(items: list[Item]) -> bool:
    """Whether no two steps side by side have the same reason."""
    return all(one.reasons != other.reasons for one, other in pairwise(items))


def _by_stage(items: list[Item], order: list[str]) -> tuple[tuple[Stage, tuple[Item, ...]], ...]:
    """Return the steps of each stage, by play in the given order, each play's steps as its page has them."""
    held = {stage: [item for item in items if item.stage == stage] for stage in STAGES}
    by_play = {slug: place for place, slug in enumerate(order)}
    return tuple(
        (stage, tuple(sorted(found, key=lambda item: by_play[item.id.partition("/")[0]])))
        for stage, found in held.items()
        if found
    )


def _item(play: Play, step: Step, library: Library, true: frozenset[str]) -> Item:
    situations = _reasons(play, step, true)
    return Item(
        id=f"{play.slug}/{step.id}",
        stage=play.stage,
        text=step.text,
        say=step.say,
        reasons=tuple(library.situations[name] for name in situations),
        situations=situations,
        title=play.title,
        minutes=play.minutes,
        page=play.page,
        anchor=step.id,
        restrains=play.seat == "stronger",
        takes_days=any(f"not {name}" in (*play.when, *step.when) for name in HURRIED),
    )


def _reasons(play: Play, step: Step, true: frozenset[str]) -> tuple[str, ...]:
    """Return the situations that are the reason: the step's own, else the play's; background where nothing else is."""
    own, general = claims.reasons(step.when, true), claims.reasons(play.when, true)
    for names in (own, general):
        if telling := tuple(name for name in names if name not in BACKGROUND):
            return telling
    return own or general
