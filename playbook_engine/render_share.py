"""The lines of a share version as HTML, and as Markdown that reads well as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from playbook_engine.front import Front
from playbook_engine.render_html import inline
from playbook_engine.render_mail import light, titled
from playbook_engine.share import Line


def html(lines: Iterable[Line]) -> str:
    """Return the lines under the headings of their parts, from the second level on."""
    return "".join(f"{line}\n" for line in _html(lines))


def markdown(front: Front, lines: Iterable[Line]) -> str:
    """Return the lines as a text for a mail."""
    return "\n".join(_markdown(front, lines)) + "\n"


def _html(lines: Iterable[Line]) -> Iterator[str]:
    for part, those in groupby(lines, key=lambda line: line.part):
        yield f'<section class="pb-part"><h2>{inline(part)}</h2><dl class="pb-answers">'
        yield from (f"<div><dt>{inline(one.label)}</dt><dd>{inline(one.text)}</dd></div>" for one in those)
        yield "</dl></section>"


def _markdown(front: Front, lines: Iterable[Line]) -> Iterator[str]:
    yield from titled(front.what, "=")
    yield from ("", light(front.made)) if front.made else ()
    for part, those in groupby(lines, key=lambda line: line.part):
        yield from ("", *titled(part, "-"), "")
        yield from (f"- {light(one.label)}: {light(one.text)}" for one in those)
