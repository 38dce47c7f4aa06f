"""Draws an ``activity`` fence: one of our activities in a frame of the page, as a portal would show it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import yaml
from markdown import Markdown

from playbook_site.embed.files import SANDBOX
from playbook_site.extension import PageError, extension_of

#: On a page of the same site a frame with its own origin could reach out of its sandbox: it goes without.
HERE = SANDBOX.replace(" allow-same-origin", "")


def activity_fence(
    source: str, language: str, css_class: str, options: Mapping[str, Any], md: Markdown, **_: Any
) -> str:
    """Draw an ``activity`` fence, in which ``id`` names the worksheet. Its address comes when the site is published."""
    data = yaml.safe_load(source)
    if not isinstance(data, dict) or set(data) != {"id"}:
        raise PageError("activity fence: write 'id: worksheet' and nothing else")
    sheet = extension_of(md).library.worksheet(str(data["id"]))
    if sheet is None:
        raise PageError(f"activity fence: the library has no worksheet '{data['id']}'")
    title, activity = escape(sheet.title), escape(sheet.id)
    return f'<iframe class="pb-preview" title="{title}" sandbox="{HERE}" data-activity="{activity}" loading="lazy"></iframe>'
