"""Findings and checklist -> the sentences, rows and steps that a person reads, as inline Markdown, ready to lay out.

Markdown and HTML are two layouts of this one record, so that they cannot say different things. The record is sections:
what a worksheet says of its numbers comes from its own folder, and the layouts know no worksheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from playbook_engine.checklist import Checklist, Item, Missing
from playbook_engine.fields import amount
from playbook_engine.findings import Finding, Findings
from playbook_engine.placeholders import filler
from playbook_engine.sheet import Part, Section, Telling
from playbook_engine.words import Filler, Words, escape
from playbook_engine.worksheet import label_of


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the checklist as it is read."""

    id: str
    text: str
    why: str
    more: str
    page: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps by stage, under one heading; each stage has its title."""

    heading: str
    stages: tuple[tuple[str, tuple[Step, ...]], ...]


@dataclass(frozen=True, slots=True)
class Links:
    """Further pages: title and address, under one heading."""

    heading: str
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A whole result, in the order in which it is read. Every string is inline Markdown."""

    heading: str
    lead: str
    sections: tuple[Section | Steps | Links, ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps in order."""
        return tuple(
            step
            for section in self.sections
            if isinstance(section, Steps)
            for _, steps in section.stages
            for step in steps
        )


def write(findings: Findings, checklist: Checklist, words: Words, asked: str = "") -> Report:
    """Return the report on one plan: of its numbers, those of the worksheet ``asked`` about, or of all filled in."""
    fill = filler(findings)
    told = _named([(finding.worksheet.title, finding.sheet.parts.tell(finding.results, words.of(finding.sheet.id), fill))
                   for finding in findings.told(asked)], words)  # fmt: skip
    sections: list[Section | Steps | Links] = [section for telling in told for section in telling.before]
    if checklist.stages:
        stages = tuple(
            (words.say(_STAGE[stage]), tuple(_step(item, fill, words) for item in items))
            for stage, items in checklist.stages
        )
        sections.append(Steps(words.say("result-steps-heading"), stages))
    if checklist.further:
        links = tuple((escape(play.title), play.page) for play in checklist.further)
        sections.append(Links(words.say("result-further-heading"), links))
    sections.append(Section("missing", (_missing(checklist.missing, words, several=len(told) > 1),)))
    converted = tuple(line for finding in findings.told(asked) for line in _converted(finding, words))
    if converted:
        sections.append(Section("converted", (Part(words.say("result-converted-heading"), items=converted),)))
    sections += [section for telling in told for section in telling.after]
    return Report(words.say("result-heading"), _lead(len(checklist.steps), words), tuple(sections))


_STAGE = {
    "prepare": "stage-prepare",
    "open": "stage-open",
    "explore": "stage-explore",
    "bargain": "stage-bargain",
    "close": "stage-close",
    "review": "stage-review",
}


def _lead(steps: int, words: Words) -> str:
    if steps == 1:
        return words.say("result-lead-one-step")
    return words.say("result-lead-steps", steps=str(steps)) if steps else words.say("result-lead-no-steps")


def _named(told: list[tuple[str, Telling]], words: Words) -> list[Telling]:
    """Return what the worksheets tell; where there are several, each heading says whose it is."""
    if len(told) < 2:
        return [telling for _, telling in told]

    def named(sections: tuple[Section, ...], worksheet: str) -> Iterator[Section]:
        for section in sections:
            parts = (
                replace(part, heading=words.say("result-heading-of", worksheet=escape(worksheet), heading=part.heading))
                for part in section.parts
            )
            yield replace(section, parts=tuple(parts))

    return [Telling(tuple(named(one.before, title)), tuple(named(one.after, title))) for title, one in told]


def _step(item: Item, fill: Filler, words: Words) -> Step:
    reason = words.personal(item.reasons[0], fill)
    for other in item.reasons[1:]:
        reason = words.say("result-because-and", first=reason, second=words.personal(other, fill))
    return Step(
        id=item.id,
        text=words.personal(item.text, fill),
        why=words.say("result-because", reason=reason),
        more=words.say("result-more", title=escape(item.title)),
        page=item.page,
        anchor=item.anchor,
    )


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


def _missing(missing: tuple[Missing, ...], words: Words, *, several: bool) -> Part:
    return Part(
        words.say("result-missing-heading"),
        lead=words.say("result-missing-lead" if missing else "result-nothing-missing"),
        items=tuple(_gap(gap, words, several=several) for gap in missing),
    )


def _gap(gap: Missing, words: Words, *, several: bool) -> str:
    """Return what is said of one unanswered question: with its row, and with its worksheet where there are several."""
    place = ", ".join(name for name in (escape(gap.worksheet) if several else "", gap.row) if name)
    if place:
        return words.say("result-missing-item-of", row=place, label=gap.label, find_out=gap.find_out)
    return words.say("result-missing-item", label=gap.label, find_out=gap.find_out)
