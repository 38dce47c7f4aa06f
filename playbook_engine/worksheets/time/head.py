"""What the result comes to in two sentences: wait or take where the numbers carry it, else whose date and whose weeks they are."""

from __future__ import annotations

from playbook_engine.words import Words
from playbook_engine.worksheets.time.findings import TimeFindings
from playbook_engine.worksheets.time.placeholders import percent

LEADS = frozenset({"no-number", "needs", "no-limit", "no-offer", "close", "stronger", "yes"})
"""The verdicts in whose place the head may stand. An offer that is worse than leaving, and a target that is, come first."""

_DEADLINES = {"both": "head-both", "mine": "head-mine", "theirs": "head-theirs", "none": "head-none"}
_DEARER = {"you": "head-dearer-you", "they": "head-dearer-they", "even": "head-dearer-even", "open": "head-dearer-open"}


def head(found: TimeFindings, words: Words) -> tuple[str, str] | None:
    """Return the head; None where the general verdict says more."""
    if found.choice:
        return wait_or_take(found, words)
    if found.numbers.limit is not None:
        return None
    if found.answers.later_offer is not None and found.offer is not None:
        return words.say("head-needs-limit"), words.say("head-needs-limit-so")
    if found.days_left is not None and found.answers.expires is not None:
        day = words.date(found.answers.expires)
        return words.say("head-expires", day=day), words.say("head-expires-so")
    if found.answers.deadline and not (found.answers.deadline == "none" and found.dearer):
        name = _DEADLINES[found.answers.deadline]
        return words.say(name), words.say(f"{name}-so")
    if found.dearer:
        name = _DEARER[found.dearer]
        return words.say(name), words.say(f"{name}-so")
    if found.answers.state == "stuck":
        return words.say("head-stuck"), words.say("head-stuck-so")
    return None


def wait_or_take(found: TimeFindings, words: Words) -> tuple[str, str]:
    """Return what the numbers say of waiting and taking, and the chance at which it turns."""
    turning, chance = found.turning, found.answers.later_chance
    values = {
        "turning": words.percent(percent(turning)) if turning is not None else "",
        "chance": words.percent(percent(chance)) if chance is not None else "",
        "later": words.amount_per(found.answers.later_offer or 0, found.basis),  # type: ignore[arg-type]
        "offer": words.amount_per(found.offer or 0, found.basis),  # type: ignore[arg-type]
    }
    reason = "head-never-plain-so" if found.choice == "never" and not found.wait_cost else f"head-{found.choice}-so"
    return words.say(f"head-{found.choice}", **values), words.say(reason, **values)
