"""A story's plan on its page: whose it is, which worksheets are filled in, and the copy that a reader can open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playbook_engine.library import Worksheet
from playbook_site.content.sentences import Sentences
from playbook_site.forms.drawing import Drawing

#: What the script of a story's page says.
SPOKEN = ("full", "failed")


def render_story(
    name: str, seat: str, sheets: tuple[Worksheet, ...], plan: Mapping[str, Any], messages: Mapping[str, str]
) -> str:
    """Return the plan's plate as HTML, with the copy as data for the script. Raises ContentErrors when a message is missing."""
    say = Sentences(messages)
    told = {"plan": plan, "words": {one: say(f"site-story-{one}") for one in SPOKEN}}
    return str(Drawing(messages).draw("story", story=name, seat=seat, sheets=sheets, told=told))
