"""A report as Markdown that reads well as plain text, since a mail shows it as that: no tables, few marks, bare addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from playbook_engine.front import Front
from playbook_engine.report import Gap, Group, Report, Step
from playbook_engine.sheet import Listing, Row
from playbook_engine.tiles import Tile
from playbook_engine.words import plain

# Marks that mean nothing where they stand: an ampersand that begins no entity, an underscore inside a word, and the like.
_NEEDLESS = re.compile(
    r"\\(?:(&)(?!#?\w+;)|(\|)|(?<=\w\\)(_)(?=\w)|(\[)(?!\\?[(:\[])|(\])(?!\\?[(:\[])|(<)(?![\w/!?\\]))"
)


def light(text: str) -> str:
    """Return inline Markdown with no more marks than it needs to show the same text.

    >>> light(r"R\\&D \\| x\\_y \\*not bold\\*")
    'R&D | x_y \\\\*not bold\\\\*'
    """
    return _NEEDLESS.sub(lambda found: "".join(filter(None, found.groups())), text)


def titled(heading: str, mark: str) -> tuple[str, str]:
    """Return a heading with its line below it, as long as it is."""
    return light(heading), mark * max(3, len(plain(heading)))


def render(report: Report, front: Front | None = None, base: str = "") -> str:
    """Return the report as a text for a mail; with a ``front`` as a file. ``base`` is the site's address, "" for no links."""
    lines = [*(_front(front) if front else ()), *(_lines(report, base))]
    kept = (line for before, line in pairwise(["", *lines]) if line or before)
    return "\n".join(kept).strip("\n") + "\n"


def empty(front: Front) -> str:
    """Return a file that says what it is, and has nothing more to say."""
    return "\n".join(_front(front)).rstrip("\n") + "\n"


def _front(front: Front) -> Iterator[str]:
    yield from titled(front.what, "=")
    for line in (front.name, front.made, front.about):
        yield from ("", light(line)) if line else ()
    yield from ("", front.address, "") if front.address else ("",)


def _lines(report: Report, base: str) -> Iterator[str]:
    words = report.headings
    yield from titled(report.verdict.head, "=")
    yield from ("", light(report.over)) if report.over else ()
    yield from ("", light(report.verdict.sentence))
    if report.tiles:
        yield ""
        yield from (_tile(tile) for tile in report.tiles)
    for chart in report.charts:
        yield from ("", light(f"{chart.sentence} {chart.caption}".rstrip()))
    for note in report.notes:
        yield from ("", light(note))
    for listing in report.lists:
        yield from ("", *titled(listing.title, "-"), "")
        yield from _listing(listing)
    if report.now or report.opening:
        yield from ("", *titled(words.now, "-"), "")
        yield from _now(report, base)
    if report.later or report.fold:
        yield from ("", *titled(words.later, "-"))
    for group in report.later:
        yield from _group(group, base)
    if report.fold:
        yield from ("", f"**{light(report.fold.title)} ({report.fold.count})**", "")
        yield from _links(report, base)
    if report.missing or report.verdict.kind not in ("unsafe", "over"):
        yield from ("", *titled(words.missing, "-"), "", light(words.missing_lead))
        yield from ("",) if report.missing else ()
        yield from (_gap(gap) for gap in report.missing)
    if report.changes:
        yield from ("", *titled(words.changes, "-"), "")
        yield from (f"- {light(change)}" for change in report.changes)
    yield from _worked(report)
    if report.links and not report.fold:
        yield from ("", *titled(words.further, "-"), "")
        yield from _links(report, base)


def _listing(listing: Listing) -> Iterator[str]:
    for number, point in enumerate(listing.points, 1):
        mark = f"{number}." if listing.ordered else "-"
        yield f"{mark} {light(point.text)}"
        yield from (f"{' ' * len(mark)} {light(point.below)}",) if point.below else ()


def _tile(tile: Tile) -> str:
    return light(f"- {tile.label}: {tile.shown}{f' {tile.what}' if tile.what else ''}")


def _now(report: Report, base: str) -> Iterator[str]:
    for number, (why, step) in enumerate(report.reasoned, 1):
        yield f"{number}. {light(step.text)}"
        yield from (f"   {line}".rstrip() for line in _below(step, why, base))
    if report.opening:
        yield from ("", f"{light(report.headings.opening)}:", "", light(report.opening))


def _below(step: Step, why: str, base: str) -> Iterator[str]:
    """Yield what stands below a step, each in a paragraph of its own."""
    for line in (why, step.say):
        yield from ("", light(line)) if line else ()
    yield from ("", f"{light(step.title)}: {base}{step.page}#{step.anchor}") if base else ()
    yield ""


def _group(group: Group, base: str) -> Iterator[str]:
    yield from ("", f"**{light(group.title)}**")
    for why, steps in group.reasons:
        yield from ("", light(why), "")
        for step in steps:
            yield f"- {light(step.text)}"
            yield from (f"  {line}".rstrip() for line in _below(step, "", base))


def _gap(gap: Gap) -> str:
    return light(f"- {gap.label}. {gap.find_out}")


def _worked(report: Report) -> Iterator[str]:
    if report.accounts or report.assumptions:
        yield from ("", *titled(report.headings.worked, "-"))
    for account in report.accounts:
        yield from ("", light(f"{account.of} ({account.unit})" if account.unit else account.of), "")
        yield from (light(f"- {_row(row)}") for row in account.rows)
    if report.assumptions:
        yield ""
        yield from (light(f"- {line}") for line in report.assumptions)


def _row(row: Row) -> str:
    """Return a line of a sum; where its label is a sentence, the amount stands behind that."""
    return f"{row.label}{' ' if row.label.endswith('.') else ': '}{row.amount}" if row.amount else row.label


def _links(report: Report, base: str) -> Iterator[str]:
    yield from (_link(title, page, base) for title, page in report.links)


def _link(title: str, page: str, base: str) -> str:
    return light(f"- {title}") + (f": {base}{page}" if base else "")
