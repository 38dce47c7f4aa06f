"""A report as safe HTML: through markdown-it-py's js-default preset, so that nothing a person typed becomes markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape

from markdown_it import MarkdownIt

from playbook_engine.charts.chart import Chart
from playbook_engine.record import Answers
from playbook_engine.report import MISSING_LIMIT, Fold, Gap, Group, Report, Step
from playbook_engine.sheet import Account, Point, Row
from playbook_engine.tiles import Tile
from playbook_engine.words import plain

_MARKDOWN = MarkdownIt("js-default")
# A line in which nothing but backslashes has a meaning: most are, and the whole of Markdown is slow.
_PLAIN = re.compile(r"(?:[^\\`*_\[\]<>&~|!:\x00\n\r]|\\[!-/:-@\[-`{-~])*")
OPEN, DONE = "☐", "☑"
_GLYPHS = {
    "limit": '<path class="pb-ln-limit" d="M6 0v16"/>',
    "target": '<path class="pb-ln-target" d="M6 13-.5 2h13z"/>',
    "offer": '<circle class="pb-ln-offer" cx="6" cy="8" r="5"/>',
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where HTML is read. ``base`` goes before each page's path; None where the site cannot be reached from there.

    On a ``live`` page steps are ticked and lines copied. A file shows which steps are ``done``.
    """

    base: str | None = ""
    live: bool = True
    done: frozenset[str] = frozenset()

    def link(self, page: str, text: str, kind: str = "") -> str:
        """Return a link to a page of the site, its text alone where the site cannot be reached."""
        if self.base is None:
            return text
        return f'<a{f' class="{kind}"' if kind else ""} href="{escape(self.base + page)}">{text}</a>'


def render(report: Report, base: str = "", level: int = 2) -> str:
    """Return the report as one section. ``level`` is that of its heading; ``base`` goes before each page's path."""
    return "\n".join(_lines(report, Place(base), level)) + "\n"


@lru_cache(2_000)
def inline(text: str) -> str:
    """Return one line of Markdown as HTML without a paragraph around it."""
    if _PLAIN.fullmatch(text):
        return escape(plain(text), quote=False).replace('"', "&quot;")
    return str(_MARKDOWN.renderInline(text))


def figure(chart: Chart, place: Place) -> Iterator[str]:
    """Yield a chart with its sentence, and the same numbers as a table: HTML has both in the caption."""
    yield '<figure class="pb-figure">'
    yield chart.svg()
    yield f"<figcaption><p>{inline(chart.sentence)} {inline(chart.caption)}</p>"
    yield f'<details class="pb-fold"{_open(place)}><summary>{inline(chart.table_caption)}</summary>'
    yield f'<div class="pb-table"><table><caption class="pb-unseen">{inline(chart.table_caption)}</caption>'
    heads = "".join(f'<th scope="col">{inline(column)}</th>' for column in chart.columns)
    yield f"<thead><tr>{heads}</tr></thead><tbody>"
    for row in chart.rows:
        cells = "".join(f"<td>{inline(cell)}</td>" for cell in row[1:])
        yield f'<tr><th scope="row">{inline(row[0])}</th>{cells}</tr>'
    yield "</tbody></table></div></details></figcaption></figure>"


def field_link(field: str, text: str, about: str, place: Place, page: str = "") -> str:
    """Return a link to the question at a path, on this page or on another one; "" where nothing can be answered.

    ``about`` tells links of the same words apart for who cannot see them.
    """
    if not place.live or place.base is None:
        return ""
    here = "" if page else f' data-field="{escape(field)}"'
    address = place.base + page if page else ""
    link = f'<a class="pb-quiet" href="{escape(address)}#q-{escape(field.replace(".", "-"))}"{here}>'
    return f'{link}{inline(text)}<span class="pb-unseen">: {inline(about)}</span></a>'


def record(report: Report | None, groups: Iterable[Answers], heading: str, place: Place, level: int = 2) -> str:
    """Return the whole record: the result, where there is one to be shown, and every question with its answer."""
    return "\n".join(_record(report, groups, heading, place, level)) + "\n"


def _record(report: Report | None, groups: Iterable[Answers], heading: str, place: Place, level: int) -> Iterator[str]:
    yield '<article class="pb-record">'
    if report:
        shown = replace(report, aside=(), headings=replace(report.headings, aside=""))
        yield from _lines(shown, place, level)
    yield f"<h{level}>{inline(heading)}</h{level}>"
    yield from answers(groups, level + 1)
    yield "</article>"


def tile(one: Tile, place: Place = Place(None)) -> str:
    """Return one number with its mark, its label and what it is for; it leads to its question from a page alone."""
    glyph = (
        f'<svg class="pb-glyph" width="12" height="16" viewBox="0 0 12 16" aria-hidden="true">{_GLYPHS[one.mark]}</svg>'
    )
    link = field_link(one.field, one.link, one.label, place, one.page) if one.link and one.field else ""
    what = " ".join(part for part in (inline(one.what), link) if part)
    below = f'<dd class="pb-what">{what}</dd>' if what else ""
    return f'<div class="pb-tile"><dt>{glyph}{inline(one.label)}</dt><dd class="pb-big">{inline(one.shown)}</dd>{below}</div>'


def answers(groups: Iterable[Answers], level: int) -> Iterator[str]:
    """Yield every question with its answer, for the record."""
    for group in groups:
        yield f'<section class="pb-part"><h{level}>{inline(group.heading)}</h{level}><dl class="pb-answers">'
        yield from (f"<div><dt>{inline(label)}</dt><dd>{inline(shown)}</dd></div>" for label, shown in group.rows)
        yield "</dl></section>"


def _lines(report: Report, place: Place, level: int) -> Iterator[str]:
    words = report.headings
    yield '<section class="pb-result">'
    if report.over:
        yield f'<p class="pb-over">{inline(report.over)}</p>'
    yield from _readout(report, place, level)
    for listing in report.lists:
        yield from _part("listing", listing.title, level, points(listing.points, ordered=listing.ordered))
    if report.now or report.opening:
        yield from _part("now", words.now, level, _now(report, place, level + 2))
    if report.later:
        later = (line for group in report.later for line in _group(group, report, place))
        yield from _part("later", words.later, level, later)
    if report.fold:
        yield from _part("later", words.later, level, _folded(report.fold, _links(report, place), place))
    if report.missing or report.verdict.kind not in ("unsafe", "over"):
        yield from _part("missing", words.missing, level, _missing(report, place))
    if report.changes:
        yield from _part("change", words.changes, level, (f"<p>{inline(change)}</p>" for change in report.changes))
    if report.accounts or report.assumptions:
        yield from _part("worked", words.worked, level, _worked(report, place))
    if report.links and not report.fold:
        yield from _part("further", words.further, level, _links(report, place))
    if report.aside and place.live:
        yield from _part("aside", words.aside_heading, level, _set_aside(report))
    yield "</section>"


def _part(name: str, heading: str, level: int, lines: Iterable[str]) -> Iterator[str]:
    yield f'<section class="pb-part"><h{level + 1}>{inline(heading)}</h{level + 1}>'
    yield f'<div class="pb-{name}">'
    yield from lines
    yield "</div></section>"


def points(lines: Iterable[Point], *, ordered: bool) -> Iterator[str]:
    """Yield a list that a person takes to the talk."""
    kind = "ol" if ordered else "ul"
    yield f"<{kind}>"
    for point in lines:
        below = f'<p class="pb-small">{inline(point.below)}</p>' if point.below else ""
        yield f"<li>{inline(point.text)}{below}</li>"
    yield f"</{kind}>"


def _readout(report: Report, place: Place, level: int) -> Iterator[str]:
    yield '<section class="pb-readout">'
    yield f'<div class="pb-verdict"><h{level} class="pb-result-heading">{inline(report.verdict.head)}</h{level}>'
    yield f"<p>{inline(report.verdict.sentence)}</p></div>"
    if report.tiles:
        yield f'<dl class="pb-tiles">{"".join(tile(one, place) for one in report.tiles)}</dl>'
    for chart in report.charts:
        yield from figure(chart, place)
    yield from (f'<p class="pb-note">{inline(note)}</p>' for note in report.notes)
    yield "</section>"


def _now(report: Report, place: Place, level: int) -> Iterator[str]:
    if report.verdict.kind == "unsafe" and report.now:
        first = report.now[0]
        yield f"<p>{place.link(first.page, inline(first.title), 'pb-button pb-main')}</p>"
    yield '<ol class="pb-steps">'
    for why, step in report.reasoned:
        yield f'<li class="pb-step"><h{level}>{inline(step.text)}</h{level}>'
        if why:
            yield f'<p class="pb-why">{inline(why)}</p>'
        yield from _say(step.say)
        about = f'{inline(report.headings.done)}<span class="pb-unseen">: {inline(step.text)}</span>'
        yield f'<div class="pb-step-foot">{tick(step, about, place)}{_acts(step, report, place)}</div></li>'
    yield "</ol>"
    if report.opening:
        yield f'<div class="pb-opening"><h{level}>{inline(report.headings.opening)}</h{level}>'
        yield from _say(report.opening)
        yield f'<div class="pb-step-foot">{_copy(report.opening, report, place)}</div></div>'


def _say(line: str) -> Iterator[str]:
    if line:
        yield f'<blockquote class="pb-say">{inline(line)}</blockquote>'


def _copy(line: str, report: Report, place: Place) -> str:
    if not line or not place.live:
        return ""
    return f'<button type="button" class="pb-quiet" data-copy="">{inline(report.headings.copy)}</button>'


def tick(step: Step, label: str, place: Place) -> str:
    """Return the box with which a step is ticked."""
    if not place.live:
        return f'<span class="pb-tick">{DONE if step.id in place.done else OPEN} {label}</span>'
    return f'<label class="pb-tick"><input type="checkbox" data-step="{escape(step.id)}"> <span>{label}</span></label>'


def _acts(step: Step, report: Report, place: Place) -> str:
    """Return what one can do with a step beside ticking it."""
    aside = _button("aside", step, report.headings.aside) if report.headings.aside and place.live else ""
    return f"{_copy(step.say, report, place)}{how(step, step.how, place)}{aside}"


def _button(act: str, step: Step, text: str) -> str:
    about = f'{inline(text)}<span class="pb-unseen">: {inline(step.text)}</span>'
    return f'<button type="button" class="pb-quiet" data-{act}="{escape(step.id)}">{about}</button>'


def _set_aside(report: Report) -> Iterator[str]:
    yield '<ul class="pb-list">'
    for step in report.aside:
        yield f"<li>{inline(step.text)} {_button('back', step, report.headings.back)}</li>"
    yield "</ul>"


def how(step: Step, text: str, place: Place) -> str:
    """Return the link to how a step is done."""
    title = f'<span class="pb-unseen">: {inline(step.title)}</span>'
    return place.link(f"{step.page}#{step.anchor}", f"{inline(text)}{title}", "pb-quiet")


def _group(group: Group, report: Report, place: Place) -> Iterator[str]:
    def lines() -> Iterator[str]:
        for why, steps in group.reasons:
            yield f'<p class="pb-why">{inline(why)}</p><ul>'
            for step in steps:
                yield f"<li>{tick(step, inline(step.text), place)}"
                yield from _say(step.say)
                yield f'<div class="pb-step-foot">{_acts(step, report, place)}</div></li>'
            yield "</ul>"

    return _folded(Fold(group.title, group.count), lines(), place)


def _folded(fold: Fold, lines: Iterable[str], place: Place) -> Iterator[str]:
    yield f'<details class="pb-fold"{_open(place)}><summary>{inline(fold.title)} <span class="pb-count">{inline(fold.count)}</span></summary>'
    yield from lines
    yield "</details>"


def _open(place: Place) -> str:
    """Nobody unfolds what is printed from a file."""
    return "" if place.live else " open"


def _missing(report: Report, place: Place) -> Iterator[str]:
    yield f"<p>{inline(report.headings.missing_lead)}</p>"
    first, rest = report.missing[:MISSING_LIMIT], report.missing[MISSING_LIMIT:]
    if first:
        yield from _gaps(first, report, place)
    if report.headings.missing_more:
        yield from _folded(report.headings.missing_more, _gaps(rest, report, place), place)


def _gaps(gaps: Iterable[Gap], report: Report, place: Place) -> Iterator[str]:
    yield '<ul class="pb-list">'
    for gap in gaps:
        link = field_link(gap.field, report.headings.add, gap.label, place, gap.page)
        yield f"<li><b>{inline(gap.label)}</b> {link}<p>{inline(gap.find_out)}</p></li>"
    yield "</ul>"


def _worked(report: Report, place: Place) -> Iterator[str]:
    for account in report.accounts:
        yield from _account(account, report, place)
    if report.assumptions:
        yield "<ul>"
        yield from (f"<li>{inline(line)}</li>" for line in report.assumptions)
        yield "</ul>"


def _account(account: Account, report: Report, place: Place) -> Iterator[str]:
    heads = f'<th scope="col">{inline(account.of)}</th><th scope="col">{inline(account.unit)}</th>'
    yield f'<div class="pb-table"><table><thead><tr>{heads}</tr></thead><tbody>'
    for row in account.rows:
        kind = ' class="pb-sum"' if row.is_sum else ' class="pb-assumed"' if row.field else ""
        yield f'<tr{kind}><th scope="row">{_row_label(row, report, place)}</th><td>{inline(row.amount)}</td></tr>'
    yield "</tbody></table></div>"


def _row_label(row: Row, report: Report, place: Place) -> str:
    link = field_link(row.field, report.headings.change, row.label, place, row.page) if row.field else ""
    return f"{inline(row.label)} {link}" if link else inline(row.label)


def _links(report: Report, place: Place) -> Iterator[str]:
    yield "<ul>"
    yield from (f"<li>{place.link(page, inline(title))}</li>" for title, page in report.links)
    yield "</ul>"
