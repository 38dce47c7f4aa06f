"""A report as a Markdown document: what a terminal user reads, and what a person pastes into a mail."""

from __future__ import annotations

from collections.abc import Iterator

from playbook_engine.charts.chart import Chart
from playbook_engine.report import Links, Report, Steps
from playbook_engine.sheet import Part, Section


def render(report: Report, base: str = "") -> str:
    """Return the report as Markdown. ``base`` goes before each page's path, so that the links work."""
    return "\n".join(_lines(report, base)).rstrip("\n") + "\n"


def _lines(report: Report, base: str) -> Iterator[str]:
    yield f"# {report.heading}"
    yield from ("", report.lead)
    for section in report.sections:
        match section:
            case Steps():
                yield from _steps(section, base)
            case Links():
                yield from ("", f"## {section.heading}", "")
                yield from (f"- [{title}]({base}{page})" for title, page in section.links)
            case Section():
                for part in section.parts:
                    yield from _part(part)


def _part(part: Part) -> Iterator[str]:
    yield from ("", f"## {part.heading}")
    if part.lead:
        yield from ("", part.lead)
    if part.sentences:
        yield ""
        yield from (f"- {sentence}" for sentence in part.sentences)
    if part.chart:
        yield from ("", part.chart.sentence, "")
        yield from _table(part.chart)
    if part.items:
        yield ""
        yield from (f"- {item}" for item in part.items)


def _steps(steps: Steps, base: str) -> Iterator[str]:
    yield from ("", f"## {steps.heading}")
    number = 0
    for title, items in steps.stages:
        yield from ("", f"### {title}", "")
        for step in items:
            number += 1
            indent = " " * (len(str(number)) + 2)
            yield f"{number}. {step.text}"
            yield f"{indent}{step.why}"
            yield f"{indent}[{step.more}]({base}{step.page}#{step.anchor})"


def _table(chart: Chart) -> Iterator[str]:
    yield "| " + " | ".join(chart.columns) + " |"
    yield "| " + " | ".join("---" for _ in chart.columns) + " |"
    yield from ("| " + " | ".join(row) + " |" for row in chart.rows)
