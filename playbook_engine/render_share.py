"""The parts of a file for somebody else as HTML, and as Markdown that reads well as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from playbook_engine.front import Front
from playbook_engine.render_html import inline
from playbook_engine.render_mail import light, titled
from playbook_engine.share import Section


def html(sections: Iterable[Section]) -> str:
    """Return the parts under their headings, from the second level on."""
    return "".join(f"{line}\n" for line in _html(sections))


def markdown(front: Front, sections: Iterable[Section]) -> str:
    """Return the parts as a text for a mail."""
    return "\n".join(_markdown(front, sections)) + "\n"


def _html(sections: Iterable[Section]) -> Iterator[str]:
    for one in _standing(sections):
        yield f'<section class="pb-part"><h2>{inline(one.part.title)}</h2>'
        if one.part.always:
            yield f"<ul>{''.join(f'<li>{inline(text)}</li>' for text in one.part.always)}</ul>"
        if one.lines:
            rows = (
                f"<div><dt>{inline(label)}</dt>{''.join(f'<dd>{inline(row.text)}</dd>' for row in those)}</div>"
                for label, those in groupby(one.lines, key=lambda row: row.label)
            )
            yield f'<dl class="pb-answers">{"".join(rows)}</dl>'
        elif one.part.blank:
            yield f"<p>{inline(one.part.blank)}</p>"
        yield "</section>"


def _markdown(front: Front, sections: Iterable[Section]) -> Iterator[str]:
    yield from titled(front.what, "=")
    yield from ("", light(front.made)) if front.made else ()
    yield from ("", light(front.about)) if front.about else ()
    for one in _standing(sections):
        yield from ("", *titled(one.part.title, "-"), "")
        yield from (f"- {light(text)}" for text in one.part.always)
        yield from (f"- {light(row.label)}: {light(row.text)}" for row in one.lines)
        yield from () if one.lines or not one.part.blank else (light(one.part.blank),)


def _standing(sections: Iterable[Section]) -> Iterator[Section]:
    return (one for one in sections if one.lines or one.part.always or one.part.blank)
