"""What the findings of the worksheet on power say: the map, what follows from it, what would move it, how it was worked out."""

from __future__ import annotations

from collections.abc import Iterator

from playbook_engine.analysis.dependence import Move
from playbook_engine.sheet import Account, Row, Telling
from playbook_engine.standing import NEEDS_OF
from playbook_engine.words import Filler, Words, escape, shorten
from playbook_engine.worksheets.power import chart
from playbook_engine.worksheets.power.findings import PowerFindings, Side, Tie

_RATINGS = ("direction", "how_much", "elsewhere")


def tell(found: PowerFindings, words: Words, fill: Filler) -> Telling:  # noqa: ARG001
    """Return what is said of the map."""
    drawn = chart.dependence_map(found, words)
    return Telling(
        charts=(drawn,) if drawn else (),
        notes=tuple(_notes(found, words)),
        changes=tuple(_change(found, move, words) for move in found.moves),
        accounts=tuple(_accounts(found, words)),
        assumptions=tuple(_assumptions(found, words)),
    )


def line(found: PowerFindings, words: Words) -> str:
    """Return how many of the needs are weighed."""
    if not found.ties:
        return ""
    weighed = len(found.ties) - len(found.unknown)
    return words.say("needs-weighed", weighed=str(weighed), number=str(len(found.ties)))


def _notes(found: PowerFindings, words: Words) -> Iterator[str]:
    """Yield mutual need and gap with what follows from them, what is a guess, and the map beside what is felt and believed."""
    follows = (words.say(f"reads-{code}".replace("_", "-")) for code in found.considerations)
    if numbers := " ".join((*_two_numbers(found, words), *follows)):
        yield numbers
    if any(tie.answers.evidence == "guess" for tie in (*found.mine.weighed, *found.theirs.weighed)):
        yield words.say("map-guess")
    if sentences := " ".join(_side_by_side(found, words)):
        yield sentences


def _two_numbers(found: PowerFindings, words: Words) -> Iterator[str]:
    """Yield mutual need and gap, never one for the other; nothing where one side is blank."""
    relation = found.relation
    if relation is None:
        return
    name = "map-together-so-far" if found.is_open else "map-together"
    yield words.say(name, mutual=str(relation.mutual), most=str(2 * NEEDS_OF))
    gap = relation.imbalance
    if not found.stronger:
        yield words.say("map-can-turn")
    elif not gap:
        yield words.say("map-no-gap")
    else:
        yield words.say("map-gap-yours" if gap > 0 else "map-gap-theirs", gap=str(abs(gap)))


_SHOWN = {"you": "shown-you", "they": "shown-they", "even": "shown-even"}


def _side_by_side(found: PowerFindings, words: Words) -> Iterator[str]:
    """Yield felt, shown and believed power, where two of them can be set beside each other."""
    felt, believed = _option(found, "felt_power", words), _option(found, "they_believe", words)
    if not felt and not believed:
        return
    if felt:
        yield words.say("beside-felt", felt=felt)
    if found.stronger:
        yield words.say("beside-shown", shown=words.say(_SHOWN[found.stronger]))
    elif found.ties:
        yield words.say("beside-not-shown")
    if believed:
        yield words.say("beside-believed", believed=believed)
    for gap, name in ((found.felt_gap, "felt"), (found.believed_gap, "believed")):
        if gap:
            yield words.say(f"beside-{name}-above" if gap > 0 else f"beside-{name}-below")


def _option(found: PowerFindings, question: str, words: Words) -> str:
    """Return the label of a given answer in running text; "" where there is none."""
    given = getattr(found.answers, question)
    return words.option(f"power.{question}={given}") if given else ""


def _change(found: PowerFindings, move: Move, words: Words) -> str:
    """Return what one step would do, in the words of whoever can take it."""
    whose = "they" if found.stronger == "you" else "you"
    name = f"change-{whose}-{move.operation}".replace("_", "-")
    own = move.operation in ("withdraw", "extend_network")
    mine = own is (whose == "you")  # whether the step moves what the person needs of them
    before, after = found.relation, move.after
    if before is None:
        return ""
    was, now = (before.mine, after.mine) if mine else (before.theirs, after.theirs)
    need = escape(shorten(move.resource)) or words.say("need-without-a-name")
    return words.say(name, need=need, was=str(was), now=str(now), most=str(NEEDS_OF))


def _accounts(found: PowerFindings, words: Words) -> Iterator[Account]:
    """Yield how each side's number came about, and felt, shown and believed power beside each other."""
    unit = words.say("worked-unit")
    for side, name in ((found.mine, "worked-yours"), (found.theirs, "worked-theirs")):
        if rows := tuple(_rows(side, words)):
            yield Account(words.say(name), unit, rows)
    if rows := tuple(_three(found, words)):
        yield Account(words.say("worked-beside"), words.say("worked-answer"), rows)


def _rows(side: Side, words: Words) -> Iterator[Row]:
    for place, (tie, step) in enumerate(zip(side.weighed, side.steps, strict=True)):
        label = words.say("worked-need", need=_name(tie, words), ratings=_ratings(tie, words))
        if place:
            yield Row(label, words.say("worked-more", number=str(step)) if step else words.say("worked-hardly-more"))
        else:
            yield Row(label, str(step))
    for tie in side.open:
        blank = next(name for name in _RATINGS if getattr(tie.answers, name) is None)
        label = words.say(f"worked-open-{blank}".replace("_", "-"), need=_name(tie, words))
        yield Row(label, words.say("chart-no-value"), f"ties.{tie.place}.{blank}")
    if side.reach:
        yield Row(words.say("worked-all-told"), str(side.reach.least), is_sum=True)


def _ratings(tie: Tie, words: Words) -> str:
    named = (f"power.{name}={getattr(tie.answers, name)}" for name in ("how_much", "elsewhere"))
    much, elsewhere = (words.option(one) for one in named)
    return words.say("worked-ratings", much=much, elsewhere=elsewhere)


def _name(tie: Tie, words: Words) -> str:
    if tie.answers.need:
        return f"“{escape(shorten(tie.answers.need))}”"
    return words.say("row-unnamed", number=str(tie.place + 1))


def _three(found: PowerFindings, words: Words) -> Iterator[Row]:
    if not (found.answers.felt_power or found.answers.they_believe):
        return
    unsaid = words.say("worked-not-said")
    shown = words.say(_SHOWN[found.stronger]) if found.stronger else words.say("worked-not-known")
    yield Row(words.say("worked-felt"), _option(found, "felt_power", words) or unsaid)
    yield Row(words.say("worked-shown"), shown)
    yield Row(words.say("worked-believed"), _option(found, "they_believe", words) or unsaid)


def _assumptions(found: PowerFindings, words: Words) -> Iterator[str]:
    if not found.ties:
        return
    yield words.say("assumption-scale")
    yield words.say("assumption-together")
    if found.unknown:
        yield words.say("assumption-open")
    if found.relation:
        yield words.say("assumption-band")
