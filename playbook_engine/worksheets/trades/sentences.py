"""What the findings of the worksheet on trades say: what is better, on what that rests, what is cheap, and what offers hint at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from playbook_engine.analysis.meso import Offer
from playbook_engine.sheet import Account, Row, Telling
from playbook_engine.words import Filler, Words
from playbook_engine.worksheets.trades import chart
from playbook_engine.worksheets.trades.chart import changes_of, name_of, points, way_of
from playbook_engine.worksheets.trades.findings import TradesFindings
from playbook_engine.worksheets.trades.packages import Issue, Packages

_NAMED = 3  # issues in one sentence at most
_TURNS = 2  # turning points at most


def tell(found: TradesFindings, words: Words, fill: Filler) -> Telling:  # noqa: ARG001
    """Return what is said of the issues."""
    drawn = chart.frontier(found, words)
    return Telling(
        charts=(drawn,) if drawn else (),
        notes=tuple(_notes(found, words)),
        changes=tuple(_changes(found, words)),
        accounts=tuple(_accounts(found, words)),
        assumptions=tuple(_assumptions(found, words)),
    )


def line(found: TradesFindings, words: Words) -> str:
    """Return how many of the issues are weighed on both sides."""
    if not found.issues:
        return ""
    weighed = sum(one.answers.is_weighed for one in found.issues)
    return words.say("issues-weighed", weighed=str(weighed), number=str(len(found.issues)))


def _notes(found: TradesFindings, words: Words) -> Iterator[str]:
    """Yield the notes, the most useful first, each a paragraph."""
    for paragraph in (_trade(found, words), _dear(found, words), _offers(found, words)):
        if said := " ".join(paragraph):
            yield said
    yield from _equal(found, words)


def _trade(found: TradesFindings, words: Words) -> Iterator[str]:
    """Yield what is better than the base, on what it rests, and the smaller change that helps already."""
    held = found.packages
    if held is None or found.base is None:
        return
    worth = held.value(found.base)
    if 0 in worth:
        yield words.say("plan-gives-them-nothing" if worth[1] == 0 else "plan-gives-you-nothing")
    better = found.better
    if better is None:
        if found.plan is not None:
            told = all(one.is_told for one in held.issues)
            yield words.say(
                "stands-told" if told else "stands-any-guess" if held.stands(found.plan) else "stands-by-guess"
            )
        return
    yield words.say(f"trade-rests-{found.rests_on}")
    if found.smallest:
        yield words.say("trade-smallest", changes=changes_of(found.smallest, words))
    if found.splitting is not None and found.base != held.halfway:
        yield words.say("splitting-costs")


def _dear(found: TradesFindings, words: Words) -> Iterator[str]:
    """Yield what to offer, what to ask for, and what both want alike."""
    if found.cheap:
        yield words.say("cheap-for-you", issues=_listed(found.cheap, words))
    if found.dear:
        yield words.say("dear-to-you", issues=_listed(found.dear, words))
    if found.alike:
        yield words.say("wanted-alike", issues=_listed(found.alike, words))


def _offers(found: TradesFindings, words: Words) -> Iterator[str]:
    """Yield what their offers hint at: no more than a hint, and said so."""
    if found.gave_way:
        yield words.say("offers-gave-way", issue=name_of(found.gave_way, words))
    if found.offers is None:
        return
    if found.offers.likelier:
        yield words.say("offers-likelier", issue=name_of(found.offers.likelier, words))
    if found.offers.next_to_offer:
        yield words.say("offers-next", issue=name_of(found.offers.next_to_offer, words))
    yield words.say("offers-a-hint" if found.offers.likelier else "offers-say-nothing")


def _equal(found: TradesFindings, words: Words) -> Iterator[str]:
    """Yield the packages that the person would like about equally."""
    if found.packages is None or not found.equal:
        return
    worth = sorted(offer.own for offer in found.equal)
    low, high = points(worth[0], words), points(worth[-1], words)
    yield words.say("equal-alike", points=low) if low == high else words.say("equal-about", low=low, high=high)
    for number, offer in enumerate(found.equal, start=1):
        yield words.say("equal-offer", number=str(number), ways=_package(offer, found.packages, words))


def _package(offer: Offer, held: Packages, words: Words) -> str:
    ways = (one.ways[place] for one, place in zip(held.issues, offer.package, strict=True))
    said = [words.say("equal-settled", issue=name_of(one, words), way=way_of(one, way, words))
            for one, way in zip(held.issues, ways, strict=True)]  # fmt: skip
    return ", ".join(said)


def _changes(found: TradesFindings, words: Words) -> Iterator[str]:
    """Yield at how many points of theirs the better package would begin to cost them something, for what is guessed."""
    held, better = found.packages, found.better
    if held is None or better is None:
        return
    told = 0
    for issues, name in ((found.given, "turns-below"), (found.asked, "turns-above")):
        for one in issues:
            turn, guess = held.turns(better, one), one.answers.their_points
            apart = turn is not None and guess is not None and points(turn, words) != points(guess, words)
            if turn is None or guess is None or one.is_told or not apart or told == _TURNS:
                continue
            told += 1
            yield words.say(name, issue=name_of(one, words), turn=points(turn, words), guess=points(guess, words))


def _accounts(found: TradesFindings, words: Words) -> Iterator[Account]:
    """Yield how the sum of each side came about for the better package, else for the plan or halfway."""
    held = found.packages
    if held is None or found.base is None:
        return
    package = found.better.package if found.better else found.base
    what = "better" if found.better else "plan" if found.plan is not None else "halfway"
    sides = (("you", held.yours, held.known.own), ("they", held.theirs, None))
    for side, parts, own in sides:
        rows = []
        for place, one in enumerate(held.issues):
            way = one.ways[package[place]]
            got = own[place][package[place]] if own else parts[place] * held.known.ratings[place][package[place]]
            label = words.say("worked-issue", issue=name_of(one, words), way=way_of(one, way, words))
            rows.append(Row(label, words.say("worked-of", got=points(got, words), all=points(parts[place], words))))
        total = held.value(package)[0 if side == "you" else 1]
        rows.append(Row(words.say("worked-all-told"), points(total, words), is_sum=True))
        yield Account(words.say(f"worked-{what}-{side}"), words.say("worked-unit"), tuple(rows))


def _assumptions(found: TradesFindings, words: Words) -> Iterator[str]:
    """Yield what the numbers rest on, as far as they rest on it."""
    if found.packages is None:
        return
    held = found.packages
    yield words.say("assumption-halves")
    for name, sums in (("your", _sum(one.answers.your_points for one in held.issues)),
                       ("their", _sum(one.answers.their_points for one in held.issues))):  # fmt: skip
        if sums != 1:
            yield words.say(f"assumption-{name}-sum", sum=points(sums, words))
    if any(one.answers.direction is None for one in held.issues):
        yield words.say("assumption-direction")
    if len(held.issues) < len(found.issues):
        yield words.say("assumption-left-out")
    if not all(one.is_told for one in held.issues):
        yield words.say("assumption-off-by")
    if found.plan is None:
        yield words.say("assumption-no-plan")
    if found.offers:
        yield words.say("assumption-offers")
    if found.better:
        yield words.say("assumption-choice")
    if any((part * 500).denominator != 1 for part in (*held.yours, *held.theirs)):
        yield words.say("assumption-rounded")


def _sum(given: Iterable[Fraction | None]) -> Fraction:
    return sum((one for one in given if one is not None), Fraction(0))


def _listed(issues: tuple[Issue, ...], words: Words) -> str:
    said = [name_of(one, words) for one in issues[:_NAMED]]
    return said[0] if len(said) == 1 else words.say("terms-and", first=", ".join(said[:-1]), last=said[-1])
