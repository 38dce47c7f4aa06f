"""An HTML file that stands by itself: it opens anywhere, asks for nothing, and runs nothing."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from playbook_engine.front import Front
from playbook_engine.library import Style
from playbook_engine.render_html import inline
from playbook_engine.words import plain


def page(front: Front, body: str, style: Style) -> str:
    """Return the whole file. ``body`` is HTML whose headings begin at the second level.

    Its own policy forbids scripts, pictures and every request; the stylesheet is allowed by its hash.
    """
    return "\n".join(_lines(front, body, style)) + "\n"


def _lines(front: Front, body: str, style: Style) -> Iterator[str]:
    policy = f"default-src 'none'; style-src 'sha256-{style.sha256}'; base-uri 'none'; form-action 'none'"
    title = plain(f"{front.what}: {front.name}" if front.name else front.what)
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark">\n<meta name="robots" content="noindex">'
    yield f'<meta name="referrer" content="no-referrer">\n<title>{escape(title)}</title>'
    yield f"<style>{style.text}</style>\n</head>\n<body>"
    yield f"<header><h1>{inline(front.what)}</h1>"
    lines = [inline(line) for line in (front.name, front.made, front.about) if line]
    if front.address:
        address = escape(front.address)
        lines.append(f'<a href="{address}">{address}</a>')
    yield from (f"<p>{line}</p>" for line in lines)
    yield f"</header>\n<main>\n{body}</main>\n</body>\n</html>"
