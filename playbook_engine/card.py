"""Findings and checklist -> one page to take into the room: where the person stands, steps, lines to say, room to write.

The numbers can be left out. Then nothing that would give them away is in the card: no verdict, no number in a step, and
no name that holds a number. Only what is meant to be said aloud stays: the reasons, and the target in its lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from playbook_engine import report, tiles
from playbook_engine.checklist import Checklist, Item
from playbook_engine.fields.days import Date, Day
from playbook_engine.findings import Findings
from playbook_engine.library import Stage
from playbook_engine.placeholders import ALOUD, filler
from playbook_engine.sheet import Places
from playbook_engine.standing import Shown
from playbook_engine.tiles import Tile
from playbook_engine.verdict import Verdict, judge
from playbook_engine.words import Fill, Filler, Words, escape, shorten

STEPS_LIMIT = 4
_DIGIT = re.compile(r"\d")
_BEFORE: tuple[Stage, ...] = ("prepare",)
_SAID: tuple[Stage, ...] = ("open", "explore", "bargain", "close")


@dataclass(frozen=True, slots=True)
class Line:
    """A step on the card, or a sentence alone: its id ("" for none), what to do, and what to say."""

    id: str
    text: str
    say: str


@dataclass(frozen=True, slots=True)
class Part:
    """Steps under a heading. ``in_talk`` tells that they are for the talk itself, and not for the time before."""

    in_talk: bool
    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One page, as inline Markdown. ``limit`` is told apart, so that a screen can hold it back; "" where there is none."""

    name: str
    dates: tuple[str, ...]
    verdict: Verdict | None
    tiles: tuple[Tile, ...]
    parts: tuple[Part, ...]
    replies_heading: str
    replies: tuple[tuple[str, str], ...]
    notes_heading: str
    limit_heading: str
    limit: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person wants on the card: its numbers or not; and the day on which it is made."""

    numbers: bool = True
    today: Day | None = None


def make(findings: Findings, checklist: Checklist, shown: Shown, words: Words, choices: Choices) -> Card:
    """Return the card of a plan. Who is not safe gets the steps of getting help, and no numbers."""
    stand = shown.stand
    numbers = choices.numbers and not stand.is_unsafe
    three = tuple(replace(tile, link="", field="") for tile in tiles.tiles(stand, Places(), words))
    limit = next((tile for tile in three if tile.mark == "limit"), None)
    known = limit is not None and stand.limit is not None and not stand.is_unsafe
    return Card(
        name=escape(shorten(stand.name)) or words.say("card-name"),
        dates=tuple(_dates(stand.talk, rough=stand.talk_is_rough, made=choices.today, words=words)),
        verdict=judge(shown, words) if numbers or stand.is_unsafe else None,
        tiles=three if numbers else (),
        parts=tuple(_parts(findings, checklist, shown, words, numbers=numbers)),
        replies_heading=words.say("card-replies"),
        replies=() if stand.is_unsafe or stand.is_over else tuple(_replies(shown, words)),
        notes_heading=words.say("card-notes"),
        limit_heading=words.say("card-show-limit"),
        limit=f"{limit.shown} {limit.what}" if limit and known else "",
    )


def _dates(talk: Day | None, *, rough: bool, made: Day | None, words: Words) -> Iterator[str]:
    if talk:
        yield words.say("card-talk", day=words.date(Date(talk, rough)))
    if made:
        yield words.say("card-made", day=words.date(Date(made)))


def _parts(findings: Findings, checklist: Checklist, shown: Shown, words: Words, *, numbers: bool) -> Iterator[Part]:
    fill = filler(findings)
    told = fill if numbers else _without_numbers(fill, words, aloud=False)
    spoken = fill if numbers else _without_numbers(fill, words, aloud=True)
    opening = report.opening(shown.stand, words)

    def lines(items: list[Item]) -> tuple[Line, ...]:
        return tuple(Line(item.id, words.personal(item.text, told), words.spoken(item.say, spoken)) for item in items)

    before = [item for item in checklist.now if item.stage in _BEFORE]
    during = [item for item in checklist.now if item.stage not in _BEFORE]
    later = [item for stage, items in checklist.later if stage in _SAID for item in items if item.say]
    during += later[: STEPS_LIMIT - len(checklist.now)]
    if before:
        yield Part(False, words.say("card-before"), lines(before))
    yield from _asked(findings, fill, words, numbers=numbers)
    said = lines(during)
    if opening and not any("{target}" in item.say for item in (*before, *during)):
        said = (Line("", words.say("result-opening"), opening), *said)
    if said:
        yield Part(True, words.say("card-during"), said)


def _asked(findings: Findings, fill: Filler, words: Words, *, numbers: bool) -> Iterator[Part]:
    """Yield the lists of worksheets that are meant for the card; without numbers only the lines that hold no digit."""
    stand = findings.standing
    told = () if stand.is_unsafe or stand.is_over else findings.told()
    for one in told:
        for listing in one.sheet.parts.tell(one.results, words.of(one.sheet.id), fill).lists:
            kept = tuple(text for text in listing.on_card if numbers or not _DIGIT.search(text))
            if kept:
                yield Part(True, listing.title, tuple(Line("", text, "") for text in kept))


def _without_numbers(fill: Filler, words: Words, *, aloud: bool) -> Filler:
    """Return a filler that leaves out whatever would be shown with a digit, but for words that are meant to be said.

    In a line that is said ``aloud`` the amounts that are meant to be said stay as well.
    """

    def without(name: str) -> Fill | None:
        found = fill(name)
        stays = name in ALOUD and (aloud or (found is not None and found.kind == "words"))
        shows = found is not None and not stays and _DIGIT.search(words.placeholder(name, lambda _: found))
        return None if shows else found

    return without


def _replies(shown: Shown, words: Words) -> Iterator[tuple[str, str]]:
    """Yield what they may say and what to answer: three, by what the plan says."""
    stand = shown.stand
    if stand.target is not None and stand.can_gain and not stand.aims_too_low:
        target = words.amount_per(stand.target, stand.basis)
        yield words.say("card-they-refuse"), words.say("card-answer-refuse-target", target=target)
    else:
        yield words.say("card-they-refuse"), words.say("card-answer-refuse")
    hurry = "card-answer-hurry-today" if stand.when == "today" else "card-answer-hurry"
    yield words.say("card-they-hurry"), words.say(hurry)
    if stand.lower_is_better is not None:
        asked = "card-they-ask-most" if stand.lower_is_better else "card-they-ask-least"
        yield words.say(asked), words.say("card-answer-limit")
