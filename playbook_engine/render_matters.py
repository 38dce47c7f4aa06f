"""Which number matters most as HTML: a short block for the page that gathers a plan's worksheets."""

from __future__ import annotations

from collections.abc import Iterator

from playbook_engine.matters import Matters
from playbook_engine.render_html import Place, field_link, figure, inline


def render(made: Matters | None, base: str = "", level: int = 2) -> str:
    """Return the block; "" where there is nothing to say. ``level`` is that of its heading."""
    return "".join(f"{line}\n" for line in _lines(made, base, level)) if made else ""


def _lines(made: Matters, base: str, level: int) -> Iterator[str]:
    place = Place(base)
    yield f'<section class="pb-part pb-matters"><h{level}>{inline(made.heading)}</h{level}>'
    yield f"<p>{inline(made.first)} {field_link(made.field, made.look, made.about, place, made.page)}</p>"
    for chart in made.charts:
        yield from figure(chart, place)
    yield "</section>"
