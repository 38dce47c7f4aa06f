"""A report as a Markdown document: what a terminal user reads, and what a person pastes into a mail."""

from __future__ import annotations

from collections.abc import Iterator

from playbook_engine.charts import Chart
from playbook_engine.report import Report


def render(report: Report, base: str = "") -> str:
    """Return the report as Markdown. ``base`` goes before each page's path, so that the links work."""
    return "\n".join(_lines(report, base)).rstrip("\n") + "\n"


def _lines(report: Report, base: str) -> Iterator[str]:
    yield f"# {report.heading}"
    yield from ("", report.lead)
    yield from ("", f"## {report.numbers_heading}", "")
    yield from (f"- {sentence}" for sentence in report.numbers)
    if report.chart:
        yield from ("", report.chart.sentence, "")
        yield from _table(report.chart)
    if report.changes:
        yield from ("", f"## {report.changes_heading}", "")
        yield from (f"- {sentence}" for sentence in report.changes)
    if report.stages:
        yield from ("", f"## {report.steps_heading}")
    number = 0
    for title, steps in report.stages:
        yield from ("", f"### {title}", "")
        for step in steps:
            number += 1
            indent = " " * (len(str(number)) + 2)
            yield f"{number}. {step.text}"
            yield f"{indent}{step.why}"
            yield f"{indent}[{step.more}]({base}{step.page}#{step.anchor})"
    if report.further:
        yield from ("", f"## {report.further_heading}", "")
        yield from (f"- [{title}]({base}{page})" for title, page in report.further)
    yield from ("", f"## {report.missing_heading}", "", report.missing_lead)
    if report.missing:
        yield ""
        yield from (f"- {sentence}" for sentence in report.missing)
    if report.assumptions:
        yield from ("", f"## {report.assumptions_heading}", "")
        yield from (f"- {sentence}" for sentence in report.assumptions)


def _table(chart: Chart) -> Iterator[str]:
    yield "| " + " | ".join(chart.columns) + " |"
    yield "| " + " | ".join("---" for _ in chart.columns) + " |"
    yield from ("| " + " | ".join(row) + " |" for row in chart.rows)
