"""A report as safe HTML: through markdown-it-py's js-default preset, so that nothing a person typed becomes markup."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from markdown_it import MarkdownIt

from playbook_engine import charts
from playbook_engine.charts import Chart
from playbook_engine.report import Report, Step

_MARKDOWN = MarkdownIt("js-default")


def render(report: Report, base: str = "", level: int = 2) -> str:
    """Return the report as one section. ``level`` is that of its heading; ``base`` goes before each page's path."""
    return "\n".join(_parts(report, base, level)) + "\n"


def inline(text: str) -> str:
    """Return one line of Markdown as HTML without a paragraph around it."""
    return str(_MARKDOWN.renderInline(text))


def _parts(report: Report, base: str, level: int) -> Iterator[str]:
    top, sub = f"h{level}", f"h{level + 1}"
    yield '<section class="pb-result">'
    yield f'<{top} class="pb-result-heading">{inline(report.heading)}</{top}>'
    yield f'<p class="pb-lead">{inline(report.lead)}</p>'
    yield '<section class="pb-numbers">'
    yield f"<{sub}>{inline(report.numbers_heading)}</{sub}>"
    yield from (f"<p>{inline(sentence)}</p>" for sentence in report.numbers)
    if report.chart:
        yield from _figure(report.chart)
    yield from _list(report.changes_heading, report.changes, sub)
    yield "</section>"
    if report.stages:
        yield '<section class="pb-checklist">'
        yield f"<{sub}>{inline(report.steps_heading)}</{sub}>"
        start = 1
        for title, steps in report.stages:
            yield f"<h{level + 2}>{inline(title)}</h{level + 2}>"
            yield f'<ol class="pb-steps" start="{start}">'
            for step in steps:
                yield from _step(step, base)
            yield "</ol>"
            start += len(steps)
        yield "</section>"
    if report.further:
        yield '<section class="pb-further">'
        yield f"<{sub}>{inline(report.further_heading)}</{sub}>"
        yield "<ul>"
        links = ((escape(base + page), title) for title, page in report.further)
        yield from (f'<li><a href="{link}">{inline(title)}</a></li>' for link, title in links)
        yield "</ul></section>"
    yield '<section class="pb-missing">'
    yield f"<{sub}>{inline(report.missing_heading)}</{sub}>"
    yield f"<p>{inline(report.missing_lead)}</p>"
    if report.missing:
        yield "<ul>"
        yield from (f"<li>{inline(sentence)}</li>" for sentence in report.missing)
        yield "</ul>"
    yield "</section>"
    if report.assumptions:
        yield '<section class="pb-assumptions">'
        yield from _list(report.assumptions_heading, report.assumptions, sub)
        yield "</section>"
    yield "</section>"


def _list(heading: str, sentences: tuple[str, ...], tag: str) -> Iterator[str]:
    if sentences:
        yield f"<{tag}>{inline(heading)}</{tag}>"
        yield "<ul>"
        yield from (f"<li>{inline(sentence)}</li>" for sentence in sentences)
        yield "</ul>"


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


def _figure(chart: Chart) -> Iterator[str]:
    yield '<figure class="pb-chart">'
    yield f"<figcaption>{inline(chart.sentence)} {inline(chart.caption)}</figcaption>"
    yield charts.to_svg(chart)
    yield f'<div class="pb-table"><table><caption>{inline(chart.table_caption)}</caption>'
    heads = "".join(f'<th scope="col">{inline(column)}</th>' for column in chart.columns)
    yield f"<thead><tr>{heads}</tr></thead><tbody>"
    for row in chart.rows:
        cells = "".join(f"<td>{inline(cell)}</td>" for cell in row[1:])
        yield f'<tr><th scope="row">{inline(row[0])}</th>{cells}</tr>'
    yield "</tbody></table></div></figure>"
