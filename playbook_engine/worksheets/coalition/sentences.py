"""What the findings of the worksheet on coalitions say: who carries it, whom to ask, whether it holds, and on what that rests."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from playbook_engine.sheet import Account, Listing, Point, Row, Telling
from playbook_engine.words import Filler, Words
from playbook_engine.worksheets.coalition import chart
from playbook_engine.worksheets.coalition.chart import listed, name_of, whole
from playbook_engine.worksheets.coalition.findings import CoalitionFindings
from playbook_engine.worksheets.coalition.gains import Gains
from playbook_engine.worksheets.coalition.votes import Member, Votes

_GROUPS = 3  # smallest groups in one sentence at most
_TURNS = 2  # turning points at most
_SAME = {"yes": "asked-same-yes", "partly": "asked-same-partly", None: "asked-same-unsaid"}


def tell(found: CoalitionFindings, words: Words, fill: Filler) -> Telling:  # noqa: ARG001
    """Return what is said of the group; nothing of it where the person said that they may not act together."""
    if found.is_barred:
        return Telling()
    drawn = chart.weights(found, words)
    return Telling(
        charts=(drawn,) if drawn else (),
        notes=tuple(note for paragraph in _notes(found, words) if (note := " ".join(paragraph))),
        lists=tuple(one for one in _lists(found, words) if one.points),
        changes=tuple(_changes(found, words)),
        accounts=tuple(_accounts(found, words)),
        assumptions=tuple(_assumptions(found, words)),
    )


def line(found: CoalitionFindings, words: Words) -> str:
    """Return how many of those on the list want the same, or how many the group is that one faces."""
    if not found.others:
        return ""
    if found.faces:
        return words.say("line-faced", number=str(len(found.others)))
    name = "line-sharing-partly" if found.partly else "line-sharing"
    return words.say(name, sharing=str(len(found.sharing)), number=str(len(found.others)))


def head(found: CoalitionFindings, words: Words) -> tuple[str, str] | None:
    """Return what the result comes to, in two sentences; None where nothing was said."""
    if found.faces:
        return _head_faced(found, words)
    if not found.is_checked:
        if found.is_barred:
            return words.say("head-barred"), words.say("head-barred-so")
        return words.say("head-unsure"), words.say("head-unsure-so")
    if not found.others:
        return None
    if not found.candidates:
        return words.say("head-none-left"), words.say("head-none-left-so")
    return _head_of_gains(found, words) or _head_of_votes(found, words) or _head_of_names(found, words)


def _head_faced(found: CoalitionFindings, words: Words) -> tuple[str, str]:
    if found.offered:
        return words.say("head-offered", who=listed(found.offered[:1], words, begins=True)), words.say(
            "head-offered-so"
        )
    if found.answers.speaker == "no":
        return words.say("head-no-voice"), words.say("head-no-voice-so")
    return words.say("head-faced"), words.say("head-faced-so")


def _head_of_gains(found: CoalitionFindings, words: Words) -> tuple[str, str] | None:
    """Return what the amounts say against the group as it is; None where they say nothing against it."""
    if found.gains is not None and found.costs_too_much:
        all_told, alone = found.gains.all_told, sum(found.gains.alone, Fraction(0))
        return words.say("head-dear"), words.say(
            "head-dear-so", together=words.amount(all_told), alone=words.amount(alone)
        )
    leaving = found.leaving
    if leaving is None:
        return None
    who, gain = listed(leaving.members, words), words.amount(leaving.gain)
    if found.you_would_leave:
        return words.say("head-you-lose"), words.say("head-you-lose-so", gain=gain)
    name = "head-loose-one-so" if len(leaving.members) == 1 else "head-loose-many-so"
    return words.say("head-loose"), words.say(name, who=who, gain=gain)


def _head_of_votes(found: CoalitionFindings, words: Words) -> tuple[str, str] | None:
    """Return how far the weights reach; None where they are not all known."""
    held = found.votes
    if held is None:
        return None
    if held.carries:
        name = "head-carries" if len(held.inside) > 1 else "head-carries-alone"
        return words.say(name), _on_whom(found, words)
    if not held.can_carry:
        return words.say("head-never"), words.say("head-never-so")
    missing = words.number(held.needed - held.reached)
    return words.say("head-short", missing=missing), _whom_to_ask(found, words)


def _on_whom(found: CoalitionFindings, words: Words) -> str:
    """Return on whom a group that is enough hangs."""
    if found.critical:
        return words.say("head-hangs-on", who=listed(found.critical, words))
    return words.say("head-hangs-on-none")


def _head_of_names(found: CoalitionFindings, words: Words) -> tuple[str, str]:
    """Return how many want the same, and whom to ask."""
    asked = _whom_to_ask(found, words)
    if not found.sharing:
        return words.say("head-open"), asked
    if len(found.sharing) == 1:
        return words.say("head-one-partly" if found.partly else "head-one"), asked
    name = "head-many-partly" if found.partly else "head-many"
    return words.say(name, number=str(len(found.sharing))), asked


def _whom_to_ask(found: CoalitionFindings, words: Words) -> str:
    """Return whom to ask, or that nobody is left to ask, or that who is left will not act with somebody who is in."""
    if not found.to_ask:
        return words.say("head-all-in-so")
    first = found.to_ask[0]
    if other := found.kept_from(first):
        return words.say("head-apart-so", one=name_of(first, words), other=listed((other,), words))
    if len(found.to_ask) > 1 and not found.is_ranked:
        name = "head-ask-any"
    else:
        name = "head-ask-next" if any(one.is_in for one in found.candidates) else "head-ask-so"
    return words.say(name, who=listed((first,), words))


def _notes(found: CoalitionFindings, words: Words) -> Iterator[Iterator[str]]:
    """Yield paragraphs: who carries it and who can stop it, whether it holds, and what else was said."""
    if found.votes is not None:
        yield _of_votes(found, found.votes, words)
    if not found.faces:
        yield _of_gains(found, words)
    yield _of_the_rest(found, words)


def _of_votes(found: CoalitionFindings, held: Votes, words: Words) -> Iterator[str]:
    if not held.can_carry:
        return
    groups = held.smallest
    if held.alike is not None:
        name = "groups-any-they" if found.faces else "groups-any-you"
        yield words.say(name, number=str(held.alike), all=str(len(held.members)))
    elif len(groups) == 1:
        yield words.say("groups-one", group=listed(groups[0], words))
    elif len(groups) <= _GROUPS:
        said = "; ".join(listed(group, words) for group in groups)
        yield words.say("groups-few", number=str(len(groups)), groups=said)
    else:
        yield words.say("groups-many", number=str(len(groups)), group=listed(groups[0], words))
    if held.needed_by_all and len(groups) > 1:
        one, many = ("stop-one-they", "stop-many-they") if found.faces else ("stop-one-you", "stop-many-you")
        name = one if len(held.needed_by_all) == 1 else many
        yield words.say(name, who=listed(held.needed_by_all, words, begins=found.faces))
    if held.alike is None and not found.faces and not any(one.place is None for one in groups[0]):
        yield words.say("without-you", group=listed(groups[0], words))
    if held.without_weight:
        one = "idle-one" if len(held.without_weight) == 1 else "idle-many"
        yield words.say(one, who=listed(held.without_weight, words, begins=True))
    left = held.total - sum((one.answers.weight or Fraction(0) for one in found.offered), Fraction(0))
    if found.faces and found.offered and not held.pairs and left >= held.needed:
        yield words.say(
            "faced-without", who=listed(found.offered, words), left=words.number(left), needed=words.number(held.needed)
        )


def _of_gains(found: CoalitionFindings, words: Words) -> Iterator[str]:
    """Yield what acting together brings, and whether somebody does better without."""
    held = found.gains
    if held is None:
        if found.uncounted and any(None not in (one.answers.together, one.answers.alone) for one in found.members):
            yield words.say("gains-open", who=listed(found.uncounted, words))
        return
    if held.gain < 0:
        return
    yield words.say("gains-all", gain=words.amount(held.gain))
    if not held.better_without:
        yield words.say("group-holds")
    elif held.split is not None:
        yield words.say(
            "holds-if-shared",
            who=listed(held.better_without[0].members, words),
            gain=words.amount(held.better_without[0].gain),
        )
    elif held.lack:
        yield words.say("holds-never-lack", lack=words.amount(held.lack))
    else:
        yield words.say("holds-never-rest", who=listed(held.better_without[0].members, words))


def _of_the_rest(found: CoalitionFindings, words: Words) -> Iterator[str]:
    """Yield who will not act together, and what was offered without a number."""
    for one, other in found.apart:
        yield words.say("will-not-join", one=name_of(one, words), other=listed((other,), words))
    if found.faces:
        if not found.is_checked:
            yield words.say("faced-law")
        return
    unvalued = tuple(one for one in found.offered if one.answers.side_worth is None)
    if unvalued:
        yield words.say("offer-unvalued", who=listed(unvalued, words))


def _lists(found: CoalitionFindings, words: Words) -> Iterator[Listing]:
    """Yield whom to ask, in order; nothing of it where it is not known that they may act together."""
    if not found.organises or found.costs_too_much:
        return
    points = tuple(Point(name_of(one, words), _why(one, found, words)) for one in found.to_ask)
    name = "list-ask-in-order" if found.is_ranked else "list-ask"
    yield Listing(words.say(name), points, ordered=found.is_ranked)


def _why(member: Member, found: CoalitionFindings, words: Words) -> str:
    """Return why to ask somebody: what their weight does, what they want, and what they were offered."""
    held, row = found.votes, member.answers
    said: list[str] = []
    approach = held.approach(member) if held is not None and held.can_carry and not held.carries else None
    if found.kept_from(member):
        said.append(words.say("asked-apart"))
    elif approach is None:
        pass
    elif approach.wins_at_once:
        said.append(words.say("asked-carries"))
    elif approach.must_have:
        said.append(words.say("asked-must"))
    elif approach.pivotal:
        said.append(words.say("asked-decides", share=words.percent(whole(approach.pivotal))))
    else:
        said.append(words.say("asked-idle"))
    said.append(words.say(_SAME[row.same_interest]))
    if row.side_offer == "yes":
        said.append(words.say("asked-offered"))
    return " ".join(said)


def _changes(found: CoalitionFindings, words: Words) -> Iterator[str]:
    """Yield who could turn the result by staying out, and at what offer somebody would do better outside."""
    held = found.votes
    if found.organises and held is not None:
        for one in found.critical[:_TURNS]:
            reached = words.number(held.reached - (one.answers.weight or Fraction(0)))
            yield words.say("change-left", who=listed((one,), words), reached=reached, needed=words.number(held.needed))
    if found.organises and found.gains is not None and found.costs_too_much:
        most = found.gains.gain + found.gains.cost
        if most > 0:
            yield words.say("change-cost", most=words.amount(most))
    elif found.organises and found.gains is not None and not found.gains.better_without:
        margins = zip(found.gains.members, found.gains.shares, found.gains.outside, strict=True)
        near = sorted((row for row in margins if row[0].place is not None), key=lambda row: row[1] - row[2])
        for one, share, _ in near[:_TURNS]:
            yield words.say("change-offer", who=name_of(one, words), share=words.amount(share))


def _accounts(found: CoalitionFindings, words: Words) -> Iterator[Account]:
    """Yield the sum of weights, and what each gets together and outside."""
    held = found.votes
    if held is not None and not found.faces:
        rows = [Row(name_of(one, words), words.number(one.answers.weight or Fraction(0))) for one in held.inside]
        rows.append(Row(words.say("worked-reached"), words.number(held.reached), is_sum=True))
        rows.append(Row(words.say("worked-needed"), words.number(held.needed), "needed"))
        yield Account(words.say("worked-weights"), words.say("worked-weight"), tuple(rows))
    if found.gains is not None:
        yield from _of_money(found.gains, words)


def _of_money(held: Gains, words: Words) -> Iterator[Account]:
    rows = [
        Row(
            words.say("worked-member", who=name_of(one, words), share=words.amount(share), outside=words.amount(out)),
            words.amount(share - out),
        )
        for one, share, out in zip(held.members, held.shares, held.outside, strict=True)
    ]
    rows.append(Row(words.say("worked-all"), words.amount(held.all_told - sum(held.outside, Fraction(0))), is_sum=True))
    yield Account(words.say("worked-gains"), words.say("worked-money"), tuple(rows))
    if held.better_without and held.split is not None:
        split = [
            Row(name_of(one, words), words.amount(share)) for one, share in zip(held.members, held.split, strict=True)
        ]
        split.append(Row(words.say("worked-all"), words.amount(held.all_told), is_sum=True))
        yield Account(words.say("worked-split"), words.say("worked-money"), tuple(split))


def _assumptions(found: CoalitionFindings, words: Words) -> Iterator[str]:
    held = found.votes
    if held is not None and held.can_carry:
        yield words.say("assumption-decides")
    if held is None and any(one.answers.weight is not None for one in found.members):
        yield words.say("assumption-unweighed")
    if found.gains is not None:
        yield words.say("assumption-cost" if found.answers.cost else "assumption-no-cost")
        yield words.say("assumption-smaller" if held is not None else "assumption-unweighed-gains")
        if found.gains.better_without and found.gains.split is not None:
            yield words.say("assumption-split")
