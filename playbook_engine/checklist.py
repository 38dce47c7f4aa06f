"""Findings, situations and library -> the ordered steps, each with its reasons and its page, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

from playbook_engine import situations as claims
from playbook_engine.findings import Findings
from playbook_engine.library import STAGES, Library, Play, Stage, Step
from playbook_engine.situations import BACKGROUND, SITUATIONS, holding, holds
from playbook_engine.worksheet import Worksheet, locate

STEPS_LIMIT = 12  # about a page; what is left stands behind the links of further plays
_URGENCY = {name: place for place, name in enumerate(SITUATIONS)}


@dataclass(frozen=True, slots=True)
class Item:
    """One step for this person. ``text`` and ``reasons`` are templates; ``reasons`` are the words of what holds."""

    id: str
    text: str
    reasons: tuple[str, ...]
    situations: tuple[str, ...]
    title: str
    page: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Missing:
    """An unanswered question that would change the result: its row's heading ("" for none), and how to find out."""

    worksheet: str
    field: str
    label: str
    row: str
    find_out: str


@dataclass(frozen=True, slots=True)
class Checklist:
    """The steps by stage, in order, the stages without a step left out; and what is missing, in the form's order.

    ``further`` holds the plays that fit as well, whose steps did not find room.
    """

    stages: tuple[tuple[Stage, tuple[Item, ...]], ...]
    further: tuple[Play, ...]
    missing: tuple[Missing, ...]

    @property
    def steps(self) -> tuple[Item, ...]:
        """All steps in order."""
        return tuple(item for _, items in self.stages for item in items)


def build(findings: Findings, library: Library, asked: str = "") -> Checklist:
    """Return the checklist that a plan's findings call for. Same plan, same checklist, byte for byte.

    Situations alone decide which plays are dealt. What is missing is told of the worksheet that is ``asked`` about, or
    of all that were filled in.
    """
    true = holding(findings)
    plays = sorted((play for play in library.plays if holds(play.when, true)), key=_urgency)
    wanted = {play.slug: [step for step in play.steps if holds(step.when, true)] for play in plays}
    chosen = _choose({play.slug: wanted[play.slug] for play in _in_turn(plays)})
    stages = []
    for stage in STAGES:
        items = tuple(
            _item(play, step, library, true)
            for play in plays
            if play.stage == stage
            for step in wanted[play.slug]
            if (play.slug, step.id) in chosen
        )
        if items:
            stages.append((stage, items))
    used = {slug for slug, _ in chosen}
    return Checklist(
        stages=tuple(stages),
        further=tuple(play for play in plays if wanted[play.slug] and play.slug not in used),
        missing=tuple(missing(finding.worksheet, path) for finding in findings.told(asked) for path in finding.missing),
    )


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


def _choose(wanted: dict[str, list[Step]]) -> frozenset[tuple[str, str]]:
    """Return the steps that find room: the first one of every play in the given order, then the second ones, and so on."""
    depth = max((len(steps) for steps in wanted.values()), default=0)
    rounds = [(slug, steps[place].id) for place in range(depth) for slug, steps in wanted.items() if place < len(steps)]
    return frozenset(rounds[:STEPS_LIMIT])


def missing(worksheet: Worksheet, path: str) -> Missing:
    """Return what a person is told about one unanswered question, by its field path (``alternatives.0.worth``)."""
    question, row = locate(worksheet, path)
    return Missing(worksheet.title, path, question.label, row, question.find_out)


def _urgency(play: Play) -> tuple[int, str]:
    named = (name for one in play.when if not one.startswith("not ") for name in claims.names(one))
    return min((_URGENCY[name] for name in named), default=len(_URGENCY)), play.slug


def _item(play: Play, step: Step, library: Library, true: frozenset[str]) -> Item:
    situations = _reasons(play, step, true)
    return Item(
        id=f"{play.slug}/{step.id}",
        text=step.text,
        reasons=tuple(library.situations[name] for name in situations),
        situations=situations,
        title=play.title,
        page=play.page,
        anchor=step.id,
    )


def _reasons(play: Play, step: Step, true: frozenset[str]) -> tuple[str, ...]:
    """Return the situations that are the reason: the step's own, else the play's; background where nothing else is."""
    own, general = claims.reasons(step.when, true), claims.reasons(play.when, true)
    for names in (own, general):
        if telling := tuple(name for name in names if name not in BACKGROUND):
            return telling
    return own or general
