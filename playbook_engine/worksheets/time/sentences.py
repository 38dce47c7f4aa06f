"""What the findings of the worksheet on time say: wait or take, the days, the weeks, the steps, and how it was worked out."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from playbook_engine.sheet import Account, Listing, Places, Point, Row, Telling
from playbook_engine.words import Filler, Words, escape, shorten
from playbook_engine.worksheets.time import chart
from playbook_engine.worksheets.time.findings import TimeFindings
from playbook_engine.worksheets.time.placeholders import percent

_LEANS = {"you": "weeks-you", "they": "weeks-they", "even": "weeks-even", "open": "weeks-open"}


def tell(found: TimeFindings, words: Words, fill: Filler) -> Telling:  # noqa: ARG001
    """Return what is said of time."""
    drawn = (chart.timeline(found, words), chart.staircase(found, words))
    return Telling(
        charts=tuple(one for one in drawn if one),
        notes=tuple(" ".join(note) for note in _notes(found, words) if note),
        lists=tuple(_lists(found, words)),
        changes=tuple(_changes(found, words)),
        accounts=tuple(_accounts(found, words)),
        assumptions=tuple(_assumptions(found, words)),
        places=Places("reservation", "target", "offer"),
    )


def line(found: TimeFindings, words: Words) -> str:
    """Return how many of the steps have something that they bring back."""
    if not found.giving or not found.returns:
        return ""
    told = min(len(found.returns), len(found.giving))
    return words.say("steps-returned", returned=str(told), number=str(len(found.giving)))


def _notes(found: TimeFindings, words: Words) -> Iterator[tuple[str, ...]]:
    """Yield a paragraph each: the choice, the days, the weeks, the rounds."""
    yield tuple(_choice(found, words))
    yield tuple(_days(found, words))
    yield tuple(_weeks(found, words))
    yield tuple(_rounds(found, words))


def _choice(found: TimeFindings, words: Words) -> Iterator[str]:
    """Yield both courses beside each other, and where it turns; where there is no number of it, what is missing for one."""
    later, offer, fallback = found.answers.later_offer, found.offer, found.fallback
    if later is None or offer is None:
        return
    if found.offer_is_no_better_than_leaving:
        yield words.say("choice-worse-than-leaving")
    elif found.choice and fallback is not None:
        name = "choice-beside-gone" if found.offer_goes else "choice-beside-stays"
        said = (words.amount_per(offer, found.basis), words.amount(later), words.amount(fallback))
        yield words.say(name, **dict(zip(("offer", "later", "fallback"), said, strict=True)))
        if found.answers.if_not == "stays" and found.goes_by_date:
            yield words.say("choice-gone-by-date")
        if found.wait_cost:
            yield words.say("choice-cost", cost=words.amount(found.wait_cost))
        if found.turning and found.choice in ("wait", "take", "close"):
            yield words.say("choice-turns", turning=words.percent(percent(found.turning)))


def _days(found: TimeFindings, words: Words) -> Iterator[str]:
    given = found.answers
    if given.expires is not None and found.days_left is not None:
        if found.days_left:
            left = chart.days(found.days_left, words)
            yield words.say("days-offer-ends", day=words.date(given.expires), left=left)
        else:
            yield words.say("days-offer-ends-today")
    if found.days_short and not found.offer_is_no_better_than_leaving:
        yield words.say("days-too-late", days=chart.days(found.days_short, words))
    last = found.days_to(given.last_day)
    if given.last_day is not None and last is not None and given.deadline in ("both", "mine", "theirs"):
        yield words.say(f"days-{given.deadline}", day=words.date(given.last_day), left=chart.days(last, words))
        if found.talk_ends_first:
            yield words.say("days-talk-ends-first")


def _weeks(found: TimeFindings, words: Words) -> Iterator[str]:
    mine, theirs = found.answers.my_week, found.their_week
    if mine is not None:
        yield words.say("weeks-yours", amount=words.amount(mine)) if mine else words.say("weeks-yours-nothing")
    if theirs is not None:
        low, high = (words.amount(end) for end in theirs)
        name = "weeks-theirs-one" if low == high else "weeks-theirs"
        yield words.say(name, range=low if low == high else words.between(low, high))
    if found.dearer:
        yield words.say(_LEANS[found.dearer])


def _rounds(found: TimeFindings, words: Words) -> Iterator[str]:
    """Yield what the rounds show of both sides."""
    seen = found.exchange
    if seen is None:
        return
    mine, theirs = (sum((max(one, Fraction(0)) for one in moves), Fraction(0)) for moves in (seen.mine, seen.theirs))
    yield words.say("rounds-moved", mine=words.amount(mine), theirs=words.amount(theirs))
    if seen.is_lopsided:
        yield words.say("rounds-larger", number=str(seen.run))
    if seen.unanswered:
        name = "rounds-unanswered-one" if seen.unanswered == 1 else "rounds-unanswered"
        yield words.say(name, number=str(seen.unanswered))


def _lists(found: TimeFindings, words: Words) -> Iterator[Listing]:
    """Yield the steps, each with what it must bring back."""
    if not found.steps:
        return
    points = []
    for place, step in enumerate(found.steps):
        back = found.returns[place] if place < len(found.returns) else ""
        below = words.say("step-back", what=escape(shorten(back))) if back else words.say("step-back-blank")
        if step == found.heard:
            below = words.say("step-is-theirs")
        points.append(Point(words.amount_per(step, found.basis), below))
    yield Listing(words.say("steps-title"), tuple(points), ordered=True)


def _changes(found: TimeFindings, words: Words) -> Iterator[str]:
    """Yield what would turn wait or take, with the chance at which it then would."""
    if found.choice in ("wait", "take", "close", "unsaid"):
        if found.offer_goes and found.answers.if_not != "gone":
            yield from _would_turn("change-stays", found.turning_if_it_stays, words)
        if found.wait_cost:
            yield from _would_turn("change-cost", found.turning_for_free, words, cost=words.amount(found.wait_cost))
    if found.days_short and found.offer is not None and not found.offer_is_no_better_than_leaving:
        yield words.say("change-days", days=chart.days(found.days_short, words))


def _would_turn(name: str, turning: Fraction | None, words: Words, **values: str) -> Iterator[str]:
    """Yield from which chance on waiting would pay; at any chance where that is none."""
    if turning:
        yield words.say(name, turning=words.percent(percent(turning)), **values)
    elif turning is not None:
        yield words.say(f"{name}-any", **values)


def _accounts(found: TimeFindings, words: Words) -> Iterator[Account]:
    """Yield how wait or take was worked out."""
    given, turning = found.answers, found.turning
    if not found.choice or given.later_offer is None or found.offer is None or found.fallback is None:
        return
    unit = words.unit(found.basis)
    told = unit[:1].upper() + unit[1:] if unit else words.say("worked-amount")
    rows = [Row(words.say("worked-now"), words.amount(found.offer))]
    rows.append(Row(words.say("worked-later"), words.amount(given.later_offer)))
    unsaid = given.if_not is None and not found.goes_by_date
    name = "worked-gone-unsaid" if unsaid else "worked-gone" if found.offer_goes else "worked-stays"
    rows.append(Row(words.say(name), words.amount(found.fallback), "if_not" if unsaid else ""))
    if given.my_week is None:
        rows.append(Row(words.say("worked-week-unsaid"), words.amount(Fraction(0)), "my_week"))
    elif given.later_wait is None and given.my_week:
        rows.append(Row(words.say("worked-wait-unsaid"), words.amount(Fraction(0)), "later_wait"))
    else:
        cost = given.reckoning.spread(found.wait_cost)
        spread = "worked-cost" if cost == found.wait_cost else "worked-cost-spread"
        wait = words.duration(given.later_wait or Fraction(0))
        rows.append(Row(words.say(spread, wait=wait, once=words.amount(found.wait_cost)), words.amount(cost)))
    if turning is not None:
        rows.append(Row(words.say("worked-turns"), words.percent(percent(turning)), is_sum=True))
    else:
        rows.append(Row(words.say("worked-never"), words.say("chart-no-value"), is_sum=True))
    yield Account(words.say("worked-choice"), told, tuple(rows))


def _assumptions(found: TimeFindings, words: Words) -> Iterator[str]:
    if found.choice:
        yield words.say("assumption-average")
    if found.choice == "close":
        yield words.say("assumption-close")
    if found.steps:
        yield words.say("assumption-steps")
    if found.exchange is not None:
        yield words.say("assumption-rounds")
