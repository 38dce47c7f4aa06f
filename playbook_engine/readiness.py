"""How far a person is, in words and never in percent: what they know before a talk, what they do not, and their steps for now."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from playbook_engine import report
from playbook_engine.report import Step
from playbook_engine.standing import Standing
from playbook_engine.words import Words


@dataclass(frozen=True, slots=True)
class Ready:
    """How far the person is: the names of what is known and of what is not, and two or three sentences that say so."""

    known: tuple[str, ...]
    missing: tuple[str, ...]
    sentences: tuple[str, ...]


def nothing_known(words: Words) -> Ready:
    """Return how far somebody is who has answered nothing."""
    return Ready((), (), (words.say("hub-nothing-known"),))


def judge(stand: Standing, now: Sequence[Step], done: Collection[str], words: Words) -> Ready:
    """Return what is known and what is not of limit, target and both sides, and how many of the steps for ``now`` are done.

    Who is not safe, and whose talk is over, has nothing to be ready for.
    """
    if stand.is_unsafe or stand.is_over:
        return Ready((), (), ())
    facts = tuple(_facts(stand))
    known, missing = (tuple(one for one in facts if one.is_known is wanted) for wanted in (True, False))
    sentences = [
        words.say(said, list=_listed([words.say(one.said) for one in some], words))
        for said, some in (("hub-known", known), ("hub-unknown", missing))
        if some
    ]
    if now:
        sentences.append(_steps(now, done, words))
    return Ready(tuple(one.name for one in known), tuple(one.name for one in missing), tuple(sentences))


@dataclass(frozen=True, slots=True)
class _Fact:
    """One thing to know before a talk: its name, whether it is known, and the message that calls it something."""

    name: str
    is_known: bool
    said: str


def _facts(stand: Standing) -> Iterator[_Fact]:
    """Yield the four things.

    Where nobody said who pays, a limit and an offer that were typed are neither known nor missing.
    """
    if stand.limit is not None:
        yield _Fact("limit", True, "hub-limit" if stand.is_firm else "hub-limit-range")
    elif not stand.needs_direction:
        yield _Fact("limit", False, "hub-limit")
    yield _Fact("target", stand.target is not None, "hub-target")
    if stand.offer is not None or not stand.needs_direction:
        none_yet = stand.offer is None and stand.offer_is_none_yet
        yield _Fact("offer", stand.offer is not None, "hub-offer-none-yet" if none_yet else "hub-offer")
    yield _Fact("their_side", stand.knows_their_alternative or stand.their_loss is not None, "hub-their-alternative")


def _listed(names: Sequence[str], words: Words) -> str:
    """Return names as a list in running text.

    >>> from playbook_engine.library import Library
    >>> lists = Library(messages={"hub-list-two": "{first} and {last}", "hub-list-more": "{first}, {rest}"})
    >>> _listed(["a", "b", "c"], Words(lists, "auto", ""))
    'a, b and c'
    """
    *before, last = names
    if not before:
        return last
    if len(before) == 1:
        return words.say("hub-list-two", first=before[0], last=last)
    return words.say("hub-list-more", first=before[0], rest=_listed([*before[1:], last], words))


def _steps(now: Sequence[Step], done: Collection[str], words: Words) -> str:
    """Return how many of the steps for now are done."""
    ticked = sum(step.id in done for step in now)
    if not ticked:
        return report.counted(len(now), "hub-steps-open-one", "hub-steps-open", words)
    if ticked == len(now):
        return report.counted(ticked, "hub-steps-done-one", "hub-steps-done", words)
    return words.say("hub-steps-part", done=str(ticked), number=str(len(now)))
