"""Findings and checklist -> what a person reads, as inline Markdown, ready to lay out.

Markdown and HTML are two layouts of this one record, so that they cannot say different things. What a worksheet says of
its numbers comes from its own folder, and the layouts know no worksheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from playbook_engine import shared_answers
from playbook_engine.charts.chart import Chart
from playbook_engine.checklist import Checklist, Item, Missing
from playbook_engine.fields import amount
from playbook_engine.fields.days import Date
from playbook_engine.findings import Finding, Findings
from playbook_engine.library import Play, Stage
from playbook_engine.picture import picture
from playbook_engine.placeholders import filler
from playbook_engine.sheet import Account, Course, Listing, Places, Row, Telling
from playbook_engine.standing import Shown, Standing
from playbook_engine.tiles import Tile, tiles
from playbook_engine.verdict import Verdict, judge
from playbook_engine.words import Filler, Words, escape, shorten, spoken
from playbook_engine.worksheet import label_of

MISSING_LIMIT = 5  # the rest is folded


@dataclass(frozen=True, slots=True)
class Step:
    """One step as it is read. ``say`` is a line to say aloud, "" where there is none."""

    id: str
    text: str
    why: str
    say: str
    how: str
    title: str
    page: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Group:
    """Later steps of one stage: its title, how many there are, and the steps behind each reason, which is said once."""

    title: str
    count: str
    reasons: tuple[tuple[str, tuple[Step, ...]], ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """One unanswered question: its worksheet's id, its path, what it asks, and how to find out.

    ``page`` is the page on which it stands, "" for the one that is asked about.
    """

    worksheet: str
    field: str
    label: str
    find_out: str
    page: str = ""


@dataclass(frozen=True, slots=True)
class Fold:
    """Something folded: a title, and how much it holds."""

    title: str
    count: str


@dataclass(frozen=True, slots=True)
class Report:
    """A whole result, in the order in which it is read. Every string is inline Markdown; "" and () are left out.

    ``accounts`` and ``assumptions`` tell how it was worked out; ``links`` are further plays, as titles and addresses, folded
    under ``fold`` where there is one. ``aside`` are the steps that the person set aside.
    """

    over: str
    verdict: Verdict
    tiles: tuple[Tile, ...]
    charts: tuple[Chart, ...]
    notes: tuple[str, ...]
    lists: tuple[Listing, ...]
    now: tuple[Step, ...]
    opening: str
    later: tuple[Group, ...]
    missing: tuple[Gap, ...]
    changes: tuple[str, ...]
    accounts: tuple[Account, ...]
    assumptions: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    fold: Fold | None
    aside: tuple[Step, ...]
    headings: Headings

    @property
    def reasoned(self) -> tuple[tuple[str, Step], ...]:
        """The steps that come now with the reason that is said: none where the step before has the same."""
        whys = ("", *(step.why for step in self.now))
        return tuple(
            ("" if step.why == before else step.why, step) for before, step in zip(whys, self.now, strict=False)
        )

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps, those that come now first."""
        return (*self.now, *(step for group in self.later for _, steps in group.reasons for step in steps))


@dataclass(frozen=True, slots=True)
class Headings:
    """The words that stand over the parts of a result, and on its links and buttons; ``aside`` is "" where no step can be set aside."""

    now: str
    opening: str
    later: str
    missing: str
    missing_lead: str
    missing_more: Fold | None
    changes: str
    worked: str
    further: str
    done: str
    copy: str
    add: str
    change: str
    aside: str
    aside_heading: str
    back: str


def write(findings: Findings, checklist: Checklist, shown: Shown, words: Words, asked: str = "") -> Report:
    """Return the report on one plan: of its numbers, those of the worksheet ``asked`` about, or of all filled in.

    Who is not safe is told one thing only.
    """
    fill = filler(findings)
    told = [] if shown.stand.is_unsafe else _told(findings, words, fill, asked)
    now = _now(checklist, fill, words, opening(shown.stand, words))
    gaps = tuple(_gap(gap, words, several=len(findings.told(asked)) > 1) for gap in checklist.missing)
    places = next((one.places for _, one in told if one.places.limit), told[0][1].places if told else Telling().places)
    converted = tuple(line for finding, _ in told for line in _converted(finding, words))
    today = shown.stand.when == "today"
    return Report(
        over=over(shown.stand, words),
        verdict=_verdict(findings, _asked_first(shown, findings, asked), words, asked),
        tiles=() if shown.stand.is_unsafe else tiles(shown.stand, places, words),
        charts=_charts(shown, told, words),
        notes=(*_differing(shown.stand, words), *(note for _, one in told for note in one.notes)),
        lists=() if shown.stand.is_over else tuple(listing for _, one in told for listing in one.lists),
        now=now.steps,
        opening=now.opening,
        later=tuple(_group(stage, items, fill, words) for stage, items in checklist.later),
        missing=gaps,
        changes=() if shown.stand.is_over else tuple(change for _, one in told for change in one.changes),
        accounts=tuple(account for _, one in told for account in one.accounts),
        assumptions=(*(line for _, one in told for line in one.assumptions), *converted),
        links=tuple((escape(play.title), play.page) for play in checklist.further),
        fold=_fold(checklist.further, words) if today and checklist.further else None,
        aside=tuple(_step(item, fill, words, "") for item in checklist.aside),
        headings=_headings(
            shown.stand,
            _lead(findings, shown.stand, gaps, asked),
            len(now.steps),
            len(gaps),
            len(checklist.aside),
            words,
        ),
    )


def _verdict(findings: Findings, shown: Shown, words: Words, asked: str) -> Verdict:
    """Return the verdict: what the worksheet that is asked about warns of, or says in the place of one of its kind."""
    verdict, finding = judge(shown, words.of(asked)), findings.of(asked)
    if finding is None or verdict.kind in ("unsafe", "over"):
        return verdict
    parts = finding.sheet.parts
    if verdict.kind not in parts.leads and not parts.warns(finding.results):
        return verdict
    own = parts.head(finding.results, words.of(asked))
    return replace(verdict, head=own[0], sentence=own[1]) if own else verdict


def _asked_first(shown: Shown, findings: Findings, asked: str) -> Shown:
    """Return where the person stands for the verdict: what the worksheet that is asked about says comes before another's map."""
    finding = findings.of(asked)
    own = finding.sheet.parts.stand(finding.results) if finding else Standing()
    return replace(shown, stand=replace(shown.stand, needs=None)) if own.terms and not own.needs else shown


def _told(findings: Findings, words: Words, fill: Filler, asked: str) -> list[tuple[Finding, Telling]]:
    """Return what the worksheet that is asked about tells, and those that it tells as its own; or all that were filled in."""
    first = findings.told(asked)
    also = {name for finding in first for name in finding.sheet.tells}
    others = (finding for finding in findings if finding.sheet.id in also and finding not in first)
    told = [(one, one.sheet.parts.tell(one.results, words.of(one.sheet.id), fill)) for one in (*first, *others)]
    return [(one, _led(telling, one, asked, words)) for one, telling in told]


def _led(telling: Telling, finding: Finding, asked: str, words: Words) -> Telling:
    """Return what a worksheet tells, with each question found on the page that is asked about, or on its own page."""
    if asked in ("", finding.sheet.id):
        return telling
    groups = set(shared_answers.places(words.library.worksheets).values())

    def led(field: str) -> tuple[str, str]:
        if not field:
            return "", ""
        place = f"{finding.sheet.id}.{field}"
        shared = (other for group in groups for one in group if f"{one}.".startswith(f"{place}.") for other in group)
        here = next((other for other in shared if other.startswith(f"{asked}.")), None)
        return (here.partition(".")[2], "") if here else (field, finding.worksheet.page)

    def led_row(row: Row) -> Row:
        field, page = led(row.field)
        return replace(row, field=field, page=page)

    accounts = (replace(account, rows=tuple(led_row(row) for row in account.rows)) for account in telling.accounts)
    ways = [led(field) for field in (telling.places.limit, telling.places.target, telling.places.offer)]
    (limit, _), (target, _), (offer, _) = ways
    places = Places(limit, target, offer, {field: page for field, page in ways if page})
    return replace(telling, accounts=tuple(accounts), places=places)


def _charts(shown: Shown, told: list[tuple[Finding, Telling]], words: Words) -> tuple[Chart, ...]:
    """Return the line, where anything has a number, and what each worksheet draws of its own."""
    if shown.stand.is_unsafe:
        return ()
    line = next((one.line for _, one in told if one.line), None) or picture(shown, _courses(told), words)
    return (*((line,) if line else ()), *(chart for _, one in told for chart in one.charts))


def _differing(stand: Standing, words: Words) -> Iterator[str]:
    """Yield that two answers call another side the stronger one, which no single worksheet sees."""
    if stand.map_and_losses_differ and not stand.is_unsafe:
        yield words.say("result-map-and-losses-differ")


def _courses(told: list[tuple[Finding, Telling]]) -> tuple[Course, ...]:
    return next((one.courses for _, one in told if one.courses), ())


def _lead(findings: Findings, stand: Standing, gaps: Sequence[Gap], asked: str) -> str:
    """Return which words stand above what is missing: once the talk is held, an answer makes nothing more exact."""
    if not gaps:
        return "result-nothing-missing"
    finding = findings.of(asked)
    held = stand.is_over or (finding is not None and finding.worksheet.phase == "after")
    return "result-missing-lead-after" if held else "result-missing-lead"


def _headings(stand: Standing, lead: str, now: int, gaps: int, aside: int, words: Words) -> Headings:
    more = gaps - MISSING_LIMIT
    one, several = "result-count-questions-one", "result-count-questions"
    return Headings(
        now=words.say("result-now-heading-unsafe") if stand.is_unsafe else now_heading(now, words),
        opening=words.say("result-opening"),
        later=words.say("result-later-heading"),
        missing=words.say("result-missing-heading"),
        missing_lead=words.say(lead),
        missing_more=Fold(words.say("result-missing-more"), counted(more, one, several, words)) if more > 0 else None,
        changes=words.say("result-change-heading"),
        worked=words.say("result-worked-heading"),
        further=words.say("result-further-heading"),
        done=words.say("result-done"),
        copy=words.say("result-copy-line"),
        add=words.say("tile-add"),
        change=words.say("result-change-link"),
        aside="" if stand.is_unsafe else words.say("result-aside"),
        aside_heading=counted(aside, "result-aside-heading-one", "result-aside-heading", words),
        back=words.say("result-aside-back"),
    )


def now_heading(steps: int, words: Words) -> str:
    """Return what stands over so many steps that come now."""
    return words.say(_NOW.get(steps, "result-now-heading"))


_NOW = {1: "result-now-heading-one", 2: "result-now-heading-two"}

_STAGE: dict[Stage, str] = {
    "prepare": "stage-prepare",
    "open": "stage-open",
    "explore": "stage-explore",
    "bargain": "stage-bargain",
    "close": "stage-close",
    "review": "stage-review",
}


def over(stand: Standing, words: Words) -> str:
    """Return the name of the deal and the day of the talk, as far as they are known."""
    day = words.say("result-talk", day=words.date(Date(stand.talk, stand.talk_is_rough))) if stand.talk else ""
    name = escape(shorten(stand.name))
    return words.say("result-over", name=name, talk=day) if name and day else name or day[:1].upper() + day[1:]


@dataclass(frozen=True, slots=True)
class _Now:
    steps: tuple[Step, ...]
    opening: str


def _now(checklist: Checklist, fill: Filler, words: Words, opening: str) -> _Now:
    """Return the steps that come now; the line that opens the talk stands with the step for it, else by itself.

    A step that says the target, or the number to open with, already opens the talk.
    """
    steps: list[Step] = []
    for item in checklist.now:
        say = words.spoken(item.say, fill)
        if opening and say and any(name in item.say for name in ("{target}", "{opening}")):
            opening = ""
        if opening and item.stage == "open" and not say:
            say, opening = opening, ""
        steps.append(_step(item, fill, words, say))
    return _Now(tuple(steps), opening)


def opening(stand: Standing, words: Words) -> str:
    """Return the first sentence of the talk: the opening, else the target, and its reason, never the limit. "" where no target
    is worth asking for, where the talk has begun, and where it is better to hear a number first."""
    first = stand.target if stand.opening is None else stand.opening
    worth_asking = stand.opening is not None or (not stand.aims_too_low and stand.can_gain)
    if first is None or stand.is_unsafe or stand.has_begun or stand.hears_first or not worth_asking:
        return ""
    target = words.amount_per(first, stand.basis)
    if not stand.reason:
        return words.say("result-opening-line", target=target)
    return words.say("result-opening-line-reason", target=target, reason=spoken(stand.reason))


def _group(stage: Stage, items: Sequence[Item], fill: Filler, words: Words) -> Group:
    held: dict[str, list[Step]] = {}
    for item in items:
        step = _step(item, fill, words, words.spoken(item.say, fill))
        held.setdefault(step.why, []).append(step)
    count = counted(len(items), "result-count-one", "result-count", words)
    return Group(words.say(_STAGE[stage]), count, tuple((why, tuple(steps)) for why, steps in held.items()))


def _step(item: Item, fill: Filler, words: Words, say: str) -> Step:
    return Step(
        id=item.id,
        text=words.personal(item.text, fill),
        why=_because(item, fill, words),
        say=say,
        how=words.say("result-how-to", minutes=str(item.minutes)),
        title=escape(item.title),
        page=item.page,
        anchor=item.anchor,
    )


def _because(item: Item, fill: Filler, words: Words) -> str:
    reason = words.personal(item.reasons[0], fill)
    for other in item.reasons[1:]:
        reason = words.say("result-because-and", first=reason, second=words.personal(other, fill))
    return words.say("result-because", reason=reason)


def _fold(plays: Iterable[Play], words: Words) -> Fold:
    count = counted(len(tuple(plays)), "result-count-plays-one", "result-count-plays", words)
    return Fold(words.say("result-later-today"), count)


def counted(number: int, one: str, several: str, words: Words) -> str:
    """Return a sentence about one thing, or about several with their number filled in."""
    return words.say(one) if number == 1 else words.say(several, number=str(number))


def _converted(finding: Finding, words: Words) -> Iterator[str]:
    """Yield each amount that was typed for another time than it is counted for, and what it was counted as."""
    found = {path: one for path, one in finding.reading.understood.items() if one.typed}
    for path, one in found.items():
        place = path if one.upper is None else path.rpartition(".")[0]
        label = label_of(finding.worksheet, place, words.library.messages)
        typed, counted = amount.typed_as(one, words), amount.counted_as(one, words)
        yield words.say("result-converted-item", label=label, typed=typed, amount=counted)
    times = {basis for one in found.values() for basis in (one.typed[0].basis, one.basis)}
    if times & {"hour", "week", "fortnight"}:
        yield words.say("result-converted-weeks")
    if "hour" in times and finding.reading.reckoning.hours_a_week:
        yield words.say("result-converted-hours", hours=words.hours(finding.reading.reckoning.hours_a_week))


def _gap(gap: Missing, words: Words, *, several: bool) -> Gap:
    """Return what is said of one unanswered question: with its row, and with its worksheet where there are several."""
    place = ", ".join(name for name in (escape(gap.worksheet) if several or gap.page else "", gap.row) if name)
    label = words.say("result-missing-of", row=place, label=gap.label) if place else gap.label
    return Gap(gap.sheet, gap.field, label, gap.find_out, gap.page)
