"""Writing HTML so that text cannot turn into markup by being forgotten.

A plain ``str`` is text and gets escaped; only :class:`Html` is taken as it stands. The form writer handles authors' words and
nothing else, but an ampersand in a label must not break a page either.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterable

VOID = frozenset({"br", "hr", "img", "input", "meta"})

Attribute = str | int | bool | None


class Html(str):
    """Text that is markup already."""

    __slots__ = ()


def join(parts: Iterable[str]) -> Html:
    """Return the parts one below the other, text escaped."""
    return Html("\n".join(part if isinstance(part, Html) else html.escape(part) for part in parts if part))


def element(tag: str, /, *children: str, **attributes: Attribute) -> Html:
    """Return one element.

    Attribute names are written with ``_`` for ``-`` and a trailing ``_`` where Python reserves the word. True writes the bare
    name, False and None leave the attribute out.

    >>> element("label", "Pay & perks", for_="q-pay")
    '<label for="q-pay">Pay &amp; perks</label>'
    >>> element("input", type="text", spellcheck="false", hidden=True, value=None)
    '<input type="text" spellcheck="false" hidden>'
    """
    written = []
    for key, value in attributes.items():
        shown = key.removesuffix("_").replace("_", "-")
        if value is True:
            written.append(f" {shown}")
        elif value is not None and value is not False:
            written.append(f' {shown}="{html.escape(str(value))}"')
    start = f"<{tag}{''.join(written)}>"
    if tag in VOID:
        return Html(start)
    inner = "".join(child if isinstance(child, Html) else html.escape(child) for child in children)
    return Html(f"{start}{inner}</{tag}>")


def data_script(element_id: str, value: object) -> Html:
    """Return JSON in a script element that the browser never runs, with every ``<`` written so that it cannot end it."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    safe = text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return element("script", Html(safe), type="application/json", id=element_id)
