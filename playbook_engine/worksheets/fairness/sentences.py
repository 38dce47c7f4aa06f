"""What the findings of the worksheet on fairness say: what to leave out, why, and what pressing brings and risks."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from playbook_engine.sheet import Account, Listing, Point, Row, Telling
from playbook_engine.words import Filler, Words, escape, shorten
from playbook_engine.worksheets.fairness import chart
from playbook_engine.worksheets.fairness.findings import FairnessFindings, Tactic

_SAID_FIRST = 2  # tactics whose reasons stand below the first line; the others stand in the list
_NEARLY_ALL = Fraction(99, 100)
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


def warns(found: FairnessFindings, words: Words) -> tuple[str, str] | None:
    """Return what comes before every number: what not to do, what to think over, or a squeeze that costs more than it brings."""
    stopped, doubted = found.of("stop"), found.of("doubt")
    if stopped:
        head = "warn-stop" if len(stopped) == 1 else "warn-stop-several"
        return words.say(head, number=str(len(stopped))), " ".join(_stops(stopped, words))
    at_risk = _at_risk(found, words)
    if doubted:
        shown = doubted[:_SAID_FIRST]
        why = (words.say(f"because-{name}", plan=_plan(one, words)) for one in shown for name in one.doubts)
        told = (*why, at_risk, words.say("warn-doubt-so"))
        return words.say("warn-doubt"), " ".join(sentence for sentence in told if sentence)
    return (words.say("warn-squeeze"), at_risk) if at_risk else None


def head(found: FairnessFindings, words: Words) -> tuple[str, str] | None:
    """Return what the result comes to where nothing warns; None where nothing was written down."""
    given = found.answers
    if found.others_bear_it:
        return words.say("head-others"), words.say("head-others-so", people=_quoted(given.absent))
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
    """Return from which loss on pressing leaves one worse off; "" where no more is at stake than it brings."""
    if not found.risks_more or found.gain is None or found.at_stake is None or found.break_even is None:
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
        return words.say("head-stake-open"), words.say("head-stake-open-so", gain=gain)
    if found.nothing_at_stake:
        return words.say("head-no-stake"), words.say("head-no-stake-so", gain=gain)
    return words.say("head-gains"), words.say("head-gains-so")


def _stops(stopped: tuple[Tactic, ...], words: Words) -> Iterator[str]:
    """Yield why each is stopped, and what may be done instead."""
    shown = stopped[:_SAID_FIRST]
    for tactic in shown:
        yield from (words.say(f"because-{name}", plan=_plan(tactic, words)) for name in _told_of(tactic))
    if len(stopped) > len(shown):
        yield words.say("because-below")
    reasons = {(name, tactic.answers.true_words == "silent") for tactic in shown for name in _told_of(tactic)}
    if ("misleads", True) in reasons:
        yield words.say("instead-of-silence")
    if reasons & {("untrue", False), ("misleads", False)}:
        yield words.say("instead-of-words")
    if "lock-in" in {name for name, _ in reasons}:
        yield words.say("instead-of-lock-in")


def _told_of(tactic: Tactic) -> tuple[str, ...]:
    """Return the reasons that are told: what is not true misleads as well, and need not be said twice."""
    return tuple(name for name in tactic.stops if name != "misleads" or "untrue" not in tactic.stops)


def _notes(found: FairnessFindings, words: Words) -> Iterator[str]:
    given = found.answers
    if found.of("stop"):
        yield words.say("note-cost-of-stop")
    if given.absent and given.absent_change:
        yield words.say("note-absent-change", people=_quoted(given.absent), change=_quoted(given.absent_change))
    elif given.absent and (found.against or found.risks_more):
        yield words.say("head-others-so", people=_quoted(given.absent))
    if found.gain is not None and found.of("stop"):
        yield words.say("note-gain-does-not-count")
    if found.none_is_shared and (found.tactics or found.gain is not None or given.absent):
        yield words.say("head-no-measure-so")


def _lists(found: FairnessFindings, words: Words) -> Iterator[Listing]:
    yield Listing(words.say("list-tested"), tuple(_tested(one, words) for one in found.tactics))
    yield Listing(words.say("list-measures"), tuple(Point(_measure(row.what, words)) for row in found.shared))


def _tested(tactic: Tactic, words: Words) -> Point:
    """Return what the tests say of one tactic, with every reason; or which are not answered yet."""
    verdict, plan = tactic.verdict, tactic.answers.plan
    name = _quoted(plan) if plan else words.say("plan-unnamed-row", number=str(tactic.place + 1))
    names = [f"still-{test}".replace("_", "-") for test in tactic.open] if verdict == "open" else []
    names += [f"reason-{reason}" for reason in (*tactic.stops, *tactic.doubts)]
    return Point(name, words.say(f"tested-{verdict}", reasons=", ".join(words.say(one) for one in names)))


def _accounts(found: FairnessFindings, words: Words) -> Iterator[Account]:
    """Yield what is at stake by its parts, beside what pressing brings."""
    if found.gain is None or not found.stakes:
        return
    rows = [Row(words.say("row-gain"), words.amount(found.gain))]
    for name, worth in found.stakes:
        label = words.say(_LATER[name])
        rows.append(
            Row(
                label,
                words.say("chart-no-value") if worth is None else words.amount(worth),
                name if worth is None else "",
            )
        )
    if found.at_stake is not None:
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
    return _quoted(plan) if plan else words.say("plan-unnamed", number=str(tactic.place + 1))


def _measure(what: str | None, words: Words) -> str:
    return _quoted(what) if what else words.say("measure-unnamed")


def _quoted(text: str | None) -> str:
    return f"“{escape(shorten(text or ''))}”"
