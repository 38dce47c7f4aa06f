"""What the findings of the worksheet on the range say: opening, pace, whether the ranges meet, and how it was worked out."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from playbook_engine.analysis import opening
from playbook_engine.analysis.beliefs import Uniform
from playbook_engine.sheet import Account, Places, Row, Telling
from playbook_engine.words import Filler, Words, escape, shorten
from playbook_engine.worksheets.range import chart
from playbook_engine.worksheets.range.findings import SEVERAL, Comparable, RangeFindings

_STEPS = {1: "pace-one", 2: "pace-two", 3: "pace-three"}
_PLACES = ("first", "second", "third")
_CERTAIN = Fraction(1)


def tell(found: RangeFindings, words: Words, fill: Filler) -> Telling:  # noqa: ARG001
    """Return what is said of the range."""
    return Telling(
        line=chart.range_line(found, words),
        notes=tuple(" ".join(note) for note in _notes(found, words) if note),
        changes=tuple(_changes(found, words)),
        accounts=tuple(_accounts(found, words)),
        assumptions=tuple(_assumptions(found, words)),
        places=Places(
            "reservation", "target", "their_number" if found.answers.first_number == "they" else "first_number"
        ),
    )


def line(found: RangeFindings, words: Words) -> str:
    """Return how many comparables have an amount and a source."""
    if not found.comparables:
        return ""
    return words.say("comparables-sourced", sourced=str(found.sourced), number=str(len(found.comparables)))


def _notes(found: RangeFindings, words: Words) -> Iterator[tuple[str, ...]]:
    """Yield a paragraph each: the opening, the pace, whether the ranges meet, the odd one out, who goes first."""
    yield tuple(_opening(found, words))
    yield tuple(_pace(found, words))
    yield tuple(_meeting(found, words))
    yield tuple(_odd_one(found, words))
    yield tuple(_first(found, words))


def _opening(found: RangeFindings, words: Words) -> Iterator[str]:
    if found.has_opened:
        yield words.say("opening-named" if found.start is not None else "opening-named-unsaid")
    elif found.opening is None and (said := _NOT.get(found.plan.reason)):
        carried = found.plan.carried
        yield words.say(said, best=words.amount_per(carried.furthest, found.basis) if carried else "")
    if found.opening is None:
        return
    said = "opening-in-answer" if found.hears_first else "opening-at"
    yield words.say(said, opening=words.amount_per(found.opening, found.basis))
    if found.plan.carried is None:
        return
    if len(found.carrying) < SEVERAL:
        yield words.say("opening-on-one", source=_named(found.carrying[0], words))
    else:
        best = words.amount(found.plan.carried.furthest)
        if found.opening == found.plan.carried.furthest:
            yield words.say("opening-is-best")
        elif found.opening == found.answers.target:
            yield words.say("opening-is-target", best=best)
        else:
            yield words.say(f"opening-beyond-{_base(found)}", best=best)


_NOT = {
    "no_support": "opening-without-support",
    "support_short_of_limit": "opening-support-short",
    "offer_meets_support": "opening-offer-as-good",
    "target_beyond_support": "opening-target-beyond",
    "no_room": "opening-no-room",
}


def _pace(found: RangeFindings, words: Words) -> Iterator[str]:
    if found.start is None:
        return
    if found.limit is None:
        yield words.say("pace-limit-missing")
        return
    if not found.steps:
        return
    said = dict(zip(_PLACES, (words.amount(step) for step in found.steps), strict=False))
    yield words.say(_STEPS[len(found.steps)], **said)
    yield words.say("pace-below-target" if found.gives_up_target_at_once else "pace-each-for-something")
    last = found.steps[-1]
    ends = {found.answers.target: "pace-ends-at-target", found.offer: "pace-ends-at-offer"}
    yield words.say(ends.get(last, "pace-ends"), last=words.amount(last))


def _meeting(found: RangeFindings, words: Words) -> Iterator[str]:
    if found.chance is None:
        return
    if not found.chance:
        yield words.say("meet-never")
    elif found.chance == _CERTAIN:
        yield words.say("meet-always")
    else:
        yield words.say("meet-chance", chance=words.rough_percent(found.chance))
    reach = found.out_of_reach
    if reach is not None and found.chance and found.plan.reason != "target_short_of_limit":
        if reach == _CERTAIN:
            yield words.say("meet-target-never")
        elif reach:
            yield words.say("meet-target-chance", chance=words.rough_percent(1 - reach))


def _odd_one(found: RangeFindings, words: Words) -> Iterator[str]:
    """Yield what the comparables that are out of line do to the range."""
    if not found.out_of_line or found.others is None:
        return
    every = [one.answers.got for one in found.priced if one.answers.got is not None]
    names = [_named(one, words) for one in found.out_of_line]
    low, high = (words.amount(end) for end in found.others)
    least, most = words.amount(min(every)), words.amount(max(every))
    name = "odd-one" if len(names) == 1 else "odd-several"
    yield words.say(name, source=names[0], number=str(len(names)))
    yield words.say(
        "odd-range" if len(names) == 1 else "odd-range-several",
        without=words.between(low, high),
        within=words.between(least, most),
    )


_LEANS = {"go_first": "leads-you", "do_not_go_first": "leads-they", "either": "leads-either"}


def _first(found: RangeFindings, words: Words) -> Iterator[str]:
    advice = found.first_offer
    if advice is None:
        return
    yield words.say(_LEANS[advice.leaning])
    if found.answers.issues_open == "several":
        yield words.say("leads-after-talk")


def _changes(found: RangeFindings, words: Words) -> Iterator[str]:
    """Yield what would move the opening, and what it would be worth to know their limit."""
    plan = found.plan
    if found.opening is not None and plan.carried and found.walk_away != 0:
        best = plan.carried.furthest
        if best != found.opening:
            yield words.say("change-nobody-leaves", best=words.amount_per(best, found.basis))
    if plan.reason == "target_beyond_support" and plan.carried and not found.has_opened:
        yield words.say("change-target-within", best=words.amount_per(plan.carried.furthest, found.basis))
    if found.worth_of_knowing:
        yield words.say("change-know-limit", amount=words.rough(found.worth_of_knowing))


def _accounts(found: RangeFindings, words: Words) -> Iterator[Account]:
    """Yield how the opening came about, and how the steps did."""
    plan, unit = found.plan, words.unit(found.basis)
    told = unit[:1].upper() + unit[1:] if unit else words.say("worked-amount")
    if found.opening is not None and plan.carried and plan.base is not None:
        count = len(found.carrying)
        best = words.say("worked-best-one") if count == 1 else words.say("worked-best", number=str(count))
        rows = [Row(best, words.amount(plan.carried.furthest))]
        rows.append(Row(words.say(f"worked-base-{_base(found)}"), words.amount(plan.base)))
        chance = opening.EVEN if found.walk_away is None else found.walk_away
        name = "worked-leave-unsaid" if found.walk_away is None else "worked-leave"
        if found.walk_away is not None and found.walk_away == found.out_of_reach:
            name = "worked-leave-by-limit"
        rows.append(Row(words.say(name), words.rough_percent(chance), "may_leave" if found.walk_away is None else ""))
        rows.append(Row(words.say("mark-opening"), words.amount(found.opening), is_sum=True))
        yield Account(words.say("worked-opening"), told, tuple(rows))
    if found.steps and found.start is not None and found.limit is not None:
        steps = (Row(words.say("worked-step", number=str(n)), words.amount(s)) for n, s in enumerate(found.steps, 1))
        first = Row(words.say("mark-named" if found.has_opened else "mark-opening"), words.amount(found.start))
        last = Row(words.say("worked-kept"), words.amount(found.limit), is_sum=True)
        yield Account(words.say("worked-pace"), told, (first, *steps, last))


def _base(found: RangeFindings) -> str:
    """Return what the opening may not fall short of, as the end of a message's name."""
    base = found.plan.base
    if base == found.answers.target:
        return "target"
    if base == found.offer:
        return "offer"
    return "limit" if base == found.limit else "middle"


def _assumptions(found: RangeFindings, words: Words) -> Iterator[str]:
    if not found.priced:
        return
    if len(found.carrying) < len(found.priced):
        yield words.say("assumption-near")
    if found.plan.carried and found.plan.carried.left_aside:
        yield words.say("assumption-aside")
    if found.opening is not None:
        yield words.say("assumption-between")
        if found.answers.may_leave:
            yield words.say("assumption-leave")
    if found.steps:
        yield words.say("assumption-pace")
    if found.belief is not None:
        yield words.say("assumption-belief-flat" if isinstance(found.belief, Uniform) else "assumption-belief")


def _named(one: Comparable, words: Words) -> str:
    source = one.answers.source
    return f"“{escape(shorten(source))}”" if source else words.say("comparable-unnamed", number=str(one.place + 1))
