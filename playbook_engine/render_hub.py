"""The page that gathers a plan's worksheets as HTML, with the same care for a person's words as a result."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html import escape

from playbook_engine.hub import Hub, Task
from playbook_engine.render_html import Place, field_link, figure, how, inline, tick, tile


def render(hub: Hub, base: str = "", level: int = 2) -> str:
    """Return the page as one section. ``level`` is that of its headings; ``base`` goes before each page's path."""
    return "\n".join(_lines(hub, base, level)) + "\n"


def _lines(hub: Hub, base: str, level: int) -> Iterator[str]:
    yield f'<section class="pb-hub pb-hub-{hub.first.kind}">'
    if hub.talk:
        yield f'<p class="pb-hub-talk">{inline(hub.talk)}</p>'
    yield from _first(hub, base, level)
    if hub.clashes:
        yield f'<section class="pb-part"><h{level}>{inline(hub.clashes_heading)}</h{level}><ul class="pb-hub-tasks">'
        yield from _clashes(hub, base)
        yield "</ul></section>"
    if hub.steps:
        yield f'<section class="pb-part"><h{level}>{inline(hub.steps_heading)}</h{level}><ol class="pb-steps">'
        yield from _steps(hub, base, level + 1)
        yield "</ol></section>"
    if hub.ready.sentences:
        said = " ".join(inline(sentence) for sentence in hub.ready.sentences)
        yield f'<section class="pb-part pb-hub-ready"><h{level}>{inline(hub.ready_heading)}</h{level}><p>{said}</p></section>'
    for group in hub.groups:
        yield from _group(group.heading, group.tasks, base, level)
    if hub.unneeded:
        yield from _group(hub.unneeded_heading, hub.unneeded, base, level)
    yield "</section>"


def _first(hub: Hub, base: str, level: int) -> Iterator[str]:
    first = hub.first
    yield '<section class="pb-readout pb-hub-first"><div class="pb-verdict">'
    if first.over:
        yield f'<p class="pb-over">{inline(first.over)}</p>'
    yield f"<h{level}>{inline(first.head)}</h{level}><p>{inline(first.sentence)}</p>"
    if first.page:
        yield f'<p><a class="pb-button pb-main" href="{escape(base + first.page)}">{inline(first.button)}</a></p>'
    yield "</div>"
    if hub.verdict:
        yield f'<p class="pb-hub-stand"><b>{inline(hub.verdict.head)}</b> {inline(hub.verdict.sentence)}</p>'
    if hub.tiles:
        # The way to a question leads from a result: here are many pages.
        yield f'<dl class="pb-tiles">{"".join(tile(replace(one, link="", field="")) for one in hub.tiles)}</dl>'
    for chart in hub.charts:
        yield from figure(chart, Place(base))
    yield "</section>"


def _clashes(hub: Hub, base: str) -> Iterator[str]:
    for one in hub.clashes:
        yield f"<li>{inline(one.because)}"
        for said in one.said:
            link = field_link(said.field, hub.change, said.label, Place(base), said.page)
            yield f"<p>{inline(said.label)}: <b>{inline(said.answer)}</b> {link}</p>"
        yield "</li>"


def _steps(hub: Hub, base: str, level: int) -> Iterator[str]:
    for step in hub.steps:
        about = f'{inline(hub.done)}<span class="pb-unseen">: {inline(step.text)}</span>'
        yield f'<li class="pb-step"><h{level}>{inline(step.text)}</h{level}>'
        yield f'<div class="pb-step-foot">{tick(step, about, Place(base))}{how(step, step.how, Place(base))}</div></li>'


def _group(heading: str, tasks: tuple[Task, ...], base: str, level: int) -> Iterator[str]:
    yield f'<section class="pb-part"><h{level}>{inline(heading)}</h{level}><ul class="pb-hub-tasks">'
    for task in tasks:
        link = f'<a href="{escape(base + task.page)}">{inline(task.task)}</a>'
        yield f'<li class="pb-hub-{task.state}">{link} {_state(task)}'
        line = task.because or task.line
        if line:
            yield f"<p>{inline(line)}</p>"
        yield "</li>"
    yield "</ul></section>"


def _state(task: Task) -> str:
    return "" if task.state == "unneeded" else f'<span class="pb-hub-state">{inline(task.status)}</span>'
