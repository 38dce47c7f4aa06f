"""What changed since the last time as HTML: a short block for the top of a result, and of the page with the plan."""

from __future__ import annotations

from collections.abc import Iterator

from playbook_engine import changes
from playbook_engine.changes import Changes, Moved
from playbook_engine.render_html import inline

OPEN_LIMIT = 3  # so many steps stand open; with more, both lists are folded


def render(found: Changes, level: int = 2) -> str:
    """Return the block; "" where there is nothing to say. ``level`` is that of its heading."""
    return "".join(f"{line}\n" for line in _lines(found, level))


def _lines(found: Changes, level: int) -> Iterator[str]:
    if found.said:
        yield f'<p class="pb-changes">{inline(found.said)}</p>'
        return
    if not found.came and not found.went:
        return
    opened = " open" if len(found.came) + len(found.went) <= OPEN_LIMIT else ""
    yield f'<section class="pb-changes"><h{level}>{inline(found.heading)}</h{level}>'
    for heading, moved in ((found.came_heading, found.came), (found.went_heading, found.went)):
        if moved:
            yield f'<details class="pb-fold"{opened}><summary>{inline(heading)}</summary>'
            yield from _moved(moved)
            yield "</details>"
    yield "</section>"


def _moved(moved: tuple[Moved, ...]) -> Iterator[str]:
    for because, steps in changes.reasons(moved).items():
        if because:
            yield f'<p class="pb-why">{inline(because)}</p>'
        yield "<ul>"
        yield from (f"<li>{inline(step.text)}</li>" for step in steps)
        yield "</ul>"
