"""A report as safe HTML: through markdown-it-py's js-default preset, so that nothing a person typed becomes markup."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from markdown_it import MarkdownIt

from playbook_engine.charts.chart import Chart
from playbook_engine.report import Links, Report, Step, Steps
from playbook_engine.sheet import Part, Section

_MARKDOWN = MarkdownIt("js-default")


def render(report: Report, base: str = "", level: int = 2) -> str:
    """Return the report as one section. ``level`` is that of its heading; ``base`` goes before each page's path."""
    return "\n".join(_lines(report, base, level)) + "\n"


def inline(text: str) -> str:
    """Return one line of Markdown as HTML without a paragraph around it."""
    return str(_MARKDOWN.renderInline(text))


def _lines(report: Report, base: str, level: int) -> Iterator[str]:
    yield '<section class="pb-result">'
    yield f'<h{level} class="pb-result-heading">{inline(report.heading)}</h{level}>'
    yield f'<p class="pb-lead">{inline(report.lead)}</p>'
    for section in report.sections:
        match section:
            case Steps():
                yield from _steps(section, base, level + 1)
            case Links():
                yield from _links(section, base, level + 1)
            case Section():
                yield from _section(section, level + 1)
    yield "</section>"


def _section(section: Section, level: int) -> Iterator[str]:
    yield f'<section class="pb-{section.name}">'
    for part in section.parts:
        yield from _part(part, level)
    yield "</section>"


def _part(part: Part, level: int) -> Iterator[str]:
    yield f"<h{level}>{inline(part.heading)}</h{level}>"
    if part.lead:
        yield f"<p>{inline(part.lead)}</p>"
    yield from (f"<p>{inline(sentence)}</p>" for sentence in part.sentences)
    if part.chart:
        yield from _figure(part.chart)
    if part.items:
        yield "<ul>"
        yield from (f"<li>{inline(item)}</li>" for item in part.items)
        yield "</ul>"


def _steps(steps: Steps, base: str, level: int) -> Iterator[str]:
    yield '<section class="pb-checklist">'
    yield f"<h{level}>{inline(steps.heading)}</h{level}>"
    start = 1
    for title, items in steps.stages:
        yield f"<h{level + 1}>{inline(title)}</h{level + 1}>"
        yield f'<ol class="pb-steps" start="{start}">'
        for step in items:
            yield from _step(step, base)
        yield "</ol>"
        start += len(items)
    yield "</section>"


def _step(step: Step, base: str) -> Iterator[str]:
    yield '<li class="pb-step">'
    yield (
        f'<label class="pb-tick"><input type="checkbox" data-step="{escape(step.id)}"> '
        f"<span>{inline(step.text)}</span></label>"
    )
    yield f'<p class="pb-why">{inline(step.why)}</p>'
    link = escape(f"{base}{step.page}#{step.anchor}")
    yield f'<p class="pb-more"><a href="{link}">{inline(step.more)}</a></p>'
    yield "</li>"


def _links(links: Links, base: str, level: int) -> Iterator[str]:
    yield '<section class="pb-further">'
    yield f"<h{level}>{inline(links.heading)}</h{level}>"
    yield "<ul>"
    addresses = ((escape(base + page), title) for title, page in links.links)
    yield from (f'<li><a href="{address}">{inline(title)}</a></li>' for address, title in addresses)
    yield "</ul></section>"


def _figure(chart: Chart) -> Iterator[str]:
    yield '<figure class="pb-chart">'
    yield f"<figcaption>{inline(chart.sentence)} {inline(chart.caption)}</figcaption>"
    yield chart.svg()
    yield f'<div class="pb-table"><table><caption>{inline(chart.table_caption)}</caption>'
    heads = "".join(f'<th scope="col">{inline(column)}</th>' for column in chart.columns)
    yield f"<thead><tr>{heads}</tr></thead><tbody>"
    for row in chart.rows:
        cells = "".join(f"<td>{inline(cell)}</td>" for cell in row[1:])
        yield f'<tr><th scope="row">{inline(row[0])}</th>{cells}</tr>'
    yield "</tbody></table></div></figure>"
