"""Draws a ``line`` fence as a figure: the picture, how to read it, and the same numbers in a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import yaml
from markdown import Markdown

from playbook_engine.render_html import inline
from playbook_site.content.lines import Figure, read_line
from playbook_site.content.reader import ContentErrors
from playbook_site.content.sentences import Sentences
from playbook_site.extension import PageError, extension_of


def line_fence(source: str, language: str, css_class: str, options: Mapping[str, Any], md: Markdown, **_: Any) -> str:
    """Draw a ``line`` fence. Its mistakes were found when the pages were read, with file and line; here they stop the page."""
    try:
        data = yaml.safe_load(source)
    except yaml.YAMLError as error:
        raise PageError(f"line fence: this is not YAML. {error}") from error
    if not isinstance(data, dict):
        raise PageError("line fence: write 'name: value' lines here")
    faults: list[str] = []
    figure = read_line(data, lambda _line, message: faults.append(message))
    if figure is None:
        raise PageError("; ".join(faults))
    try:
        return "".join(_lines(figure, Sentences(extension_of(md).library.messages)))
    except ContentErrors as error:
        raise PageError(str(error)) from error


def _lines(figure: Figure, say: Sentences) -> Iterator[str]:
    ranges = any(stretch for *_, stretch in figure.rows)
    heads = ("line-column-mark", "line-column-number", *(("line-column-range",) if ranges else ()))
    yield f'<figure class="pb-figure">{figure.line.svg(figure.says)}'
    yield f"<figcaption><p>{inline(figure.caption)}</p>"
    yield f'<details class="pb-fold"><summary>{inline(say("line-table"))}</summary><div class="pb-table"><table>'
    yield (
        "<thead><tr>" + "".join(f'<th scope="col">{inline(say(head))}</th>' for head in heads) + "</tr></thead><tbody>"
    )
    for name, *cells in figure.rows:
        shown = "".join(f"<td>{inline(cell)}</td>" for cell in cells[: len(heads) - 1])
        yield f'<tr><th scope="row">{inline(name)}</th>{shown}</tr>'
    yield "</tbody></table></div></details></figcaption></figure>"
