"""What the trial worksheet's findings say, before the steps and after them."""

from __future__ import annotations

from collections.abc import Iterator

from playbook_engine.worksheets.trial.findings import TrialFindings

from playbook_engine.sheet import Telling
from playbook_engine.words import Filler, Words


def tell(found: TrialFindings, words: Words, fill: Filler) -> Telling:
    """Return what is said of the numbers, and how they were reached."""
    return Telling(
        notes=tuple(_numbers(found, words, fill)),
        assumptions=tuple(_notes(found, words)),
    )


def _numbers(found: TrialFindings, words: Words, fill: Filler) -> Iterator[str]:
    if found.best is None:
        yield words.say("no-best-try")
    else:
        yield words.tell("best-try-is", fill)
    if found.margin is not None:
        name = "offer-is-better" if found.margin > 0 else "offer-is-worse" if found.margin < 0 else "offer-is-equal"
        yield words.tell(name, fill)
    if found.floor is not None:
        yield words.tell("floor-is", fill)


def _notes(found: TrialFindings, words: Words) -> Iterator[str]:
    given = found.answers
    if any(one.answers.effort for one in found.tries):
        if given.hour_price is None:
            yield words.say("hours-count-nothing")
        else:
            yield words.say("hours-count", hour_price=words.amount(given.hour_price))
    if given.yearly is not None:
        yield words.say("late-money", yearly=words.percent(given.yearly))
    if given.stake is not None:
        yield words.say("risk-counts", stake=words.amount(given.stake))
    if found.ranking or found.offer:
        yield words.say("make-believe")
