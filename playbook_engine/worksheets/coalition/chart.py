"""The weights as bars up to what is needed: who is in, then whom to ask in order; said in a sentence, and as a table."""

from __future__ import annotations

from fractions import Fraction

from playbook_engine.charts.bars import Bar, Bars
from playbook_engine.charts.chart import Chart
from playbook_engine.words import Words, escape, plain, shorten, spoken
from playbook_engine.worksheets.coalition.findings import CoalitionFindings
from playbook_engine.worksheets.coalition.votes import Member, Votes


def weights(found: CoalitionFindings, words: Words) -> Chart | None:
    """Return the bars; None where a weight or what is needed is not known."""
    held = found.votes
    if held is None:
        return None
    rows = rows_of(found, held)
    bars = tuple(
        Bar(plain(name_of(one, words)), words.number(weight), weight, one.is_in or found.faces)
        for one, weight in ((one, one.answers.weight or Fraction(0)) for one in rows)
    )
    needed = words.number(held.needed)
    asked = any(not one.is_in for one in rows) and not found.faces
    columns = ["column-who", "column-part", "column-weight", "column-decides"]
    columns = [
        name
        for name in columns
        if (name != "column-part" or not found.faces) and (name != "column-decides" or held.can_carry)
    ]
    return Chart(
        name=plain(sentence(found, held, words)),
        sentence=sentence(found, held, words),
        caption=words.say("chart-asked" if asked else "chart-plain"),
        drawing=Bars(bars, held.needed, words.say("chart-needed", needed=needed)),
        table_caption=words.say("chart-table"),
        columns=tuple(words.say(name) for name in columns),
        rows=tuple(tuple(_cell(name, one, held, words) for name in columns) for one in rows),
    )


def rows_of(found: CoalitionFindings, held: Votes) -> tuple[Member, ...]:
    """Return the group in the order of the bars: whoever is in, then whom to ask; a group that one faces by weight."""
    if found.faces:
        return tuple(sorted(held.members, key=lambda one: -(one.answers.weight or Fraction(0))))
    return (*held.inside, *found.to_ask)


def sentence(found: CoalitionFindings, held: Votes, words: Words) -> str:
    """Return how far the group reaches, and with whom it would be enough."""
    needed, total = words.number(held.needed), words.number(held.total)
    if found.faces:
        return words.say("weights-all", total=total, needed=needed)
    if not held.can_carry:
        return words.say("weights-never" if held.total < held.needed else "weights-apart", total=total, needed=needed)
    reached = words.number(held.reached)
    if held.carries:
        return words.say("weights-carry", reached=reached, needed=needed)
    crossing = _crossing(found, held)
    if crossing is None:
        return words.say("weights-short", reached=reached, needed=needed)
    return words.say("weights-short-with", reached=reached, needed=needed, who=listed(crossing, words))


def _crossing(found: CoalitionFindings, held: Votes) -> tuple[Member, ...] | None:
    """Return whom to ask, in order, until it is enough; None where some of these will not act together."""
    total, taken = held.reached, list[Member]()
    for one in found.to_ask:
        if total >= held.needed:
            break
        taken.append(one)
        total += one.answers.weight or Fraction(0)
    group = (*held.inside, *taken)
    return None if any(one.avoids(other) for one in group for other in group) else tuple(taken)


def _cell(column: str, member: Member, held: Votes, words: Words) -> str:
    match column:
        case "column-who":
            return name_of(member, words)
        case "column-part" if member.place is None:
            return words.say("part-you")
        case "column-part":
            return words.say(
                "part-in" if member.is_in else "part-open" if member.answers.joined == "open" else "part-unsaid"
            )
        case "column-weight":
            return words.number(member.answers.weight or Fraction(0))
        case _:
            return words.percent(whole(held.share_of_decisions(member)))


def whole(share: Fraction) -> Fraction:
    """Return a share in whole percent."""
    return Fraction(round(share * 100), 100)


def name_of(member: Member, words: Words) -> str:
    """Return what a member is called where it begins a line, as inline Markdown."""
    if member.place is None:
        return words.say("row-you")
    if member.answers.name:
        return escape(shorten(member.answers.name))
    return words.say("row-unnamed", number=str(member.place + 1))


def inside(member: Member, words: Words) -> str:
    """Return what a member is called inside a sentence, as inline Markdown."""
    if member.place is None:
        return words.say("member-you")
    return spoken(member.answers.name) if member.answers.name else name_of(member, words)


def listed(members: tuple[Member, ...], words: Words, *, begins: bool = False) -> str:
    """Return members as a list inside a sentence; ``begins`` for one that the sentence begins with."""
    said = [inside(one, words) for one in members]
    if begins:
        said[0] = name_of(members[0], words)
    return said[0] if len(said) == 1 else words.say("members-and", first=", ".join(said[:-1]), last=said[-1])
