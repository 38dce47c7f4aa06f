"""A report as a Markdown document: what a terminal user reads, and what a person pastes into a mail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from playbook_engine.report import Gap, Group, Report, Step
from playbook_engine.sheet import Account, Listing
from playbook_engine.tiles import Tile


def render(report: Report, base: str = "") -> str:
    """Return the report as Markdown. ``base`` goes before each page's path, so that the links work."""
    lines = list(_lines(report, base))
    kept = (line for before, line in pairwise(["", *lines]) if line or before)
    return "\n".join(kept).rstrip("\n") + "\n"


def _lines(report: Report, base: str) -> Iterator[str]:
    words = report.headings
    yield f"# {report.verdict.head}"
    yield from ("", report.over) if report.over else ()
    yield from ("", report.verdict.sentence)
    if report.tiles:
        yield ""
        yield from (_tile(tile) for tile in report.tiles)
    for chart in report.charts:
        yield from ("", f"{chart.sentence} {chart.caption}".rstrip(), "")
        yield from _table(chart.columns, chart.rows)
    for note in report.notes:
        yield from ("", note)
    for listing in report.lists:
        yield from ("", f"## {listing.title}", "")
        yield from _listing(listing)
    if report.now or report.opening:
        yield from ("", f"## {words.now}", "")
        yield from _now(report, base)
    if report.later or report.fold:
        yield from ("", f"## {words.later}")
    for group in report.later:
        yield from _group(group, base)
    if report.fold:
        yield from ("", f"### {report.fold.title} ({report.fold.count})", "")
        yield from _links(report, base)
    if report.missing or report.verdict.kind not in ("unsafe", "over"):
        yield from ("", f"## {words.missing}", "", words.missing_lead)
        yield from ("",) if report.missing else ()
        yield from (_gap(gap) for gap in report.missing)
    if report.changes:
        yield from ("", f"## {words.changes}", "")
        yield from (f"- {change}" for change in report.changes)
    yield from _worked(report)
    if report.links and not report.fold:
        yield from ("", f"## {words.further}", "")
        yield from _links(report, base)


def _listing(listing: Listing) -> Iterator[str]:
    for number, point in enumerate(listing.points, 1):
        mark = f"{number}." if listing.ordered else "-"
        yield f"{mark} {point.text}"
        yield from (f"{' ' * len(mark)} {point.below}",) if point.below else ()


def _tile(tile: Tile) -> str:
    return f"- {tile.label}: {tile.shown}{f' {tile.what}' if tile.what else ''}"


def _now(report: Report, base: str) -> Iterator[str]:
    for number, (why, step) in enumerate(report.reasoned, 1):
        yield f"{number}. {step.text}"
        yield from (f"   {line}".rstrip() for line in _below(step, why, base))
    if report.opening:
        yield from ("", f"{report.headings.opening}:", "", f"> {report.opening}")


def _below(step: Step, why: str, base: str) -> Iterator[str]:
    """Yield what stands below a step, a line each."""
    link = f"[{step.title}]({base}{step.page}#{step.anchor})"
    yield f"{why} {link}" if why else link
    if step.say:
        yield from ("", f"> {step.say}", "")


def _group(group: Group, base: str) -> Iterator[str]:
    yield from ("", f"### {group.title}")
    for why, steps in group.reasons:
        yield from ("", why, "")
        for step in steps:
            yield f"- {step.text}"
            yield from (f"  {line}".rstrip() for line in _below(step, "", base))


def _gap(gap: Gap) -> str:
    return f"- {gap.label}. {gap.find_out}"


def _worked(report: Report) -> Iterator[str]:
    if report.accounts or report.assumptions:
        yield from ("", f"## {report.headings.worked}")
    for account in report.accounts:
        yield ""
        yield from _account(account)
    if report.assumptions:
        yield ""
        yield from (f"- {line}" for line in report.assumptions)


def _account(account: Account) -> Iterator[str]:
    rows = ((row.label, f"**{row.amount}**" if row.is_sum and row.amount else row.amount) for row in account.rows)
    return _table((account.of, account.unit), rows)


def _links(report: Report, base: str) -> Iterator[str]:
    yield from (f"- [{title}]({base}{page})" for title, page in report.links)


def _table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield "| " + " | ".join(columns) + " |"
    yield "| " + " | ".join("---" for _ in columns) + " |"
    yield from ("| " + " | ".join(row) + " |" for row in rows)
