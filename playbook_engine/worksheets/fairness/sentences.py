"""What the findings of the worksheet on fairness say: what to leave out, why, and what pressing brings and risks."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from playbook_engine.sheet import Account, Listing, Point, Row, Telling
from playbook_engine.words import Filler, Words, quoted
from playbook_engine.worksheets.fairness import chart
from playbook_engine.worksheets.fairness.findings import FairnessFindings, Tactic

_SAID_FIRST = 2  # tactics whose reasons stand below the first line; the others stand in the list
_SEVERAL = 2
_NEARLY_ALL = Fraction(99, 100)
_INSTEAD = {"untrue": "instead-of-untrue", "misleads": "instead-of-misleads", "lock-in": "instead-of-lock-in"}
_COST = {"untrue": "cost-of-words", "misleads": "cost-of-words", "lock-in": "cost-of-lock-in"}
_LATER = {"next_deals": "worked-next-deals", "effort_worth": "worked-effort-worth"}


def tell(found: FairnessFindings, words: Words, fill: Filler) -> Telling:  # noqa: ARG001
    """Return what is said of the plan, of others, of pressing, and of what both could measure by."""
    drawn = chart.beside(found, words)
    return Telling(
        charts=(drawn,) if drawn else (),
        notes=tuple(_notes(found, words)),
        lists=tuple(one for one in _lists(found, words) if one.points),
        accounts=tuple(_accounts(found, words)),
        assumptions=tuple(_assumptions(found, words)),
    )


def line(found: FairnessFindings, words: Words) -> str:
    """Return how many of the tactics are tested."""
    if not found.tactics:
        return ""
    tested = len(found.tactics) - len(found.of("open"))
    return words.say("tactics-tested", tested=str(tested), number=str(len(found.tactics)))


def head(found: FairnessFindings, words: Words) -> tuple[str, str] | None:
    """Return what the result comes to, a warning first; None where nothing was written down."""
    given, stopped, doubted = found.answers, found.of("stop"), found.of("doubt")
    if stopped:
        name = "warn-stop" if len(stopped) == 1 else "warn-stop-several"
        return words.say(name, number=str(len(stopped))), " ".join(dict.fromkeys(_stops(stopped, found, words)))
    if doubted:
        return words.say("warn-doubt"), " ".join(_doubts(doubted, found, words))
    if found.risks_more:
        return words.say("warn-squeeze"), _at_risk(found, words)
    if found.others_bear_it:
        return words.say("head-others"), words.say("head-others-so", people=quoted(given.others))
    if found.gain is not None:
        return _squeeze(found, words)
    if found.all_pass:
        return words.say("head-pass"), words.say("head-pass-so")
    if found.tactics and not found.none_is_tested:
        return words.say("head-open"), words.say("head-open-so")
    if found.tactics:
        return words.say("verdict-no-number"), words.say("head-untested-so", plan=_plan(found.tactics[0], words))
    if found.none_is_shared:
        return words.say("head-no-measure"), words.say("head-no-measure-so")
    if found.shared:
        return words.say("head-measure"), words.say("head-measure-so", what=_measure(found.shared[0].what, words))
    return None


def _at_risk(found: FairnessFindings, words: Words) -> str:
    """Return from which loss on pressing leaves one worse off; "" without both amounts."""
    if found.gain is None or found.at_stake is None or found.break_even is None:
        return ""
    part = min(Fraction(ceil(found.break_even * 100), 100), _NEARLY_ALL)
    gain, stake = words.amount(found.gain), words.amount(found.at_stake)
    return words.say("warn-squeeze-so", gain=gain, stake=stake, part=words.percent(part))


def _squeeze(found: FairnessFindings, words: Words) -> tuple[str, str] | None:
    """Return what can be said of pressing where no more than its gain is known to be at stake."""
    if found.gain is None:
        return None
    gain = words.amount(found.gain)
    if found.stake_is_open:
        name = "head-stake-open" if found.at_stake is None else "head-stake-half"
        return words.say(name), words.say("head-stake-open-so", gain=gain)
    if found.nothing_at_stake:
        return words.say("head-no-stake"), words.say("head-no-stake-so", gain=gain)
    return words.say("head-gains"), words.say("head-gains-so")


def _stops(stopped: tuple[Tactic, ...], found: FairnessFindings, words: Words) -> Iterator[str]:
    """Yield why each is stopped, what may be done instead, and what it could cost; what serves several is said once."""
    told = [(one, name, _instead(one, name)) for one in stopped[:_SAID_FIRST] for name in one.stops]
    for instead, cost in dict.fromkeys((instead, _COST[name]) for _, name, instead in told):
        yield from (words.say(f"because-{name}", plan=_plan(one, words)) for one, name, own in told if own == instead)
        yield words.say(instead)
        yield words.say(cost)
    if found.gain is not None:
        yield words.say("gain-does-not-count")
    if len(stopped) > _SAID_FIRST:
        yield words.say("because-below")


def _instead(tactic: Tactic, reason: str) -> str:
    """Return the message that says what may be done instead; who says nothing has no words to change."""
    silent = reason == "misleads" and tactic.answers.true_words == "silent"
    return "instead-of-silence" if silent else _INSTEAD[reason]


def _doubts(doubted: tuple[Tactic, ...], found: FairnessFindings, words: Words) -> Iterator[str]:
    """Yield what speaks for thinking again, what to do about it, and what pressing puts at risk."""
    for one in doubted[:_SAID_FIRST]:
        yield from (words.say(f"because-{name}", plan=_plan(one, words)) for name in one.doubts)
    yield words.say("warn-doubt-so")
    if found.risks_more:
        yield words.say("warn-squeeze")
        yield _at_risk(found, words)


def _notes(found: FairnessFindings, words: Words) -> Iterator[str]:
    given = found.answers
    if given.others and given.absent_change:
        yield words.say("note-absent-change", people=quoted(given.others), change=quoted(given.absent_change))
    elif given.others and (found.against or found.risks_more):
        yield words.say("head-others-so", people=quoted(given.others))
    if found.none_is_shared and (found.tactics or found.gain is not None or given.others):
        yield words.say("head-no-measure-so")


def _lists(found: FairnessFindings, words: Words) -> Iterator[Listing]:
    yield Listing(words.say("list-tested"), tuple(_tested(one, words) for one in found.tactics))
    yield Listing(words.say("list-measures"), tuple(Point(_measure(row.what, words)) for row in found.shared))


def _tested(tactic: Tactic, words: Words) -> Point:
    """Return what the tests say of one tactic, with every reason; or which are not answered yet."""
    verdict, plan = tactic.verdict, tactic.answers.plan
    name = quoted(plan) if plan else words.say("plan-unnamed-row", number=str(tactic.place + 1))
    names = [f"still-{test}".replace("_", "-") for test in tactic.open] if verdict == "open" else []
    names += [f"reason-{reason}" for reason in (*tactic.stops, *tactic.doubts)]
    return Point(name, words.say(f"tested-{verdict}", reasons=", ".join(words.say(one) for one in names)))


def _accounts(found: FairnessFindings, words: Words) -> Iterator[Account]:
    """Yield what is at stake by its parts, where there are several."""
    if found.gain is None or found.at_stake is None or len(found.stakes) < _SEVERAL:
        return
    rows = [
        Row(words.say(_LATER[name]), words.say("chart-no-value"), name)
        if worth is None
        else Row(words.say(_LATER[name]), words.amount(worth))
        for name, worth in found.stakes
    ]
    rows.append(Row(words.say("worked-at-stake"), words.amount(found.at_stake), is_sum=True))
    yield Account(words.say("worked-squeeze"), words.say("worked-unit"), tuple(rows))


def _assumptions(found: FairnessFindings, words: Words) -> Iterator[str]:
    if found.tactics:
        yield words.say("assumption-tests")
    if found.gain is not None and found.at_stake is not None:
        yield words.say("assumption-stake")


def _plan(tactic: Tactic, words: Words) -> str:
    """Return what a tactic is called, in the person's own words."""
    plan = tactic.answers.plan
    return quoted(plan) if plan else words.say("plan-unnamed", number=str(tactic.place + 1))


def _measure(what: str | None, words: Words) -> str:
    return quoted(what) if what else words.say("measure-unnamed")
