"""A card as HTML: one page for paper, or for a phone in the room; the limit of the latter is a part of its own."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from playbook_engine.card import Card, Line, Part
from playbook_engine.render_html import inline, tile

ROOM_TO_WRITE = 2  # lines, the least; a page gives more where its paper has room


def paper(card: Card, level: int = 2) -> str:
    """Return the card for paper; ``level`` is that of its heading."""
    return "\n".join(_paper(card, level)) + "\n"


def room(card: Card, level: int = 2) -> str:
    """Return the card for a screen in the room: what to say and do in the talk, without a number of the person's own."""
    return "\n".join(_room(card, level)) + "\n"


def limit(card: Card) -> str:
    """Return the limit that a screen shows only when it is asked for; "" where there is none."""
    return (
        f'<p class="pb-card-limit"><b>{inline(card.limit_heading)}</b> {inline(card.limit)}</p>\n' if card.limit else ""
    )


def _paper(card: Card, level: int) -> Iterator[str]:
    yield '<article class="pb-card">'
    yield from _head(card, level)
    if card.verdict:
        # Beside the three numbers the verdict's sentence only says how far apart they are.
        sentence = "" if card.tiles else f" {inline(card.verdict.sentence)}"
        yield f'<p class="pb-card-verdict"><b>{inline(card.verdict.head)}</b>{sentence}</p>'
    if card.tiles:
        yield f'<dl class="pb-tiles">{"".join(tile(one) for one in card.tiles)}</dl>'
    for part in card.parts:
        yield from _part(part, level + 1, tick=False)
    yield from _replies(card, level + 1)
    yield f"<section><h{level + 1}>{inline(card.notes_heading)}</h{level + 1}>"
    yield f'<div class="pb-card-notes">{"<i></i>" * ROOM_TO_WRITE}</div></section>'
    yield "</article>"


def _room(card: Card, level: int) -> Iterator[str]:
    yield '<article class="pb-card pb-card-room">'
    yield from _head(card, level)
    for part in card.parts:
        if part.in_talk:
            yield from _part(part, level + 1, tick=True)
    yield from _replies(card, level + 1)
    yield "</article>"


def _head(card: Card, level: int) -> Iterator[str]:
    dates = "<br>".join(inline(date) for date in card.dates)
    yield f'<header class="pb-card-head"><h{level}>{inline(card.name)}</h{level}>{f"<p>{dates}</p>" if dates else ""}</header>'


def _part(part: Part, level: int, *, tick: bool) -> Iterator[str]:
    yield f'<section><h{level}>{inline(part.heading)}</h{level}><ul class="pb-card-steps">'
    for line in part.lines:
        yield f"<li>{_box(line, tick=tick)}"
        if line.say:
            yield f'<blockquote class="pb-say">{inline(line.say)}</blockquote>'
        yield "</li>"
    yield "</ul></section>"


def _box(line: Line, *, tick: bool) -> str:
    text = inline(line.text)
    if not tick:
        return f'<span class="pb-box"></span><p>{text}</p>'
    if not line.id:
        return f"<p>{text}</p>"
    return f'<label class="pb-tick"><input type="checkbox" data-step="{escape(line.id)}"> <span>{text}</span></label>'


def _replies(card: Card, level: int) -> Iterator[str]:
    if card.replies:
        yield f'<section><h{level}>{inline(card.replies_heading)}</h{level}><dl class="pb-card-replies">'
        yield from (f"<div><dt>{inline(said)}</dt><dd>{inline(answer)}</dd></div>" for said, answer in card.replies)
        yield "</dl></section>"
