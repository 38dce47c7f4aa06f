"""The place on a page that the scripts fill with the reader's own plans, with the words that they say and the worksheets there are."""

from __future__ import annotations

from playbook_engine.library import Library
from playbook_site.forms.drawing import Drawing
from playbook_site.forms.worksheet_form import private_places

#: How the names of the messages begin that are said there.
SPOKEN = ("plans-", "page-")


def render_plans(library: Library) -> str:
    """Return the place. Raises ContentErrors when a message is missing."""
    words = {name: text for name, text in library.messages.items() if name.startswith(SPOKEN)}
    sheets = [
        {"id": sheet.id, "title": sheet.title, "page": sheet.page, "minutes": sheet.minutes}
        for sheet in library.worksheets
    ]
    told = {"words": words, "worksheets": sheets, "private": private_places(library.worksheets)}
    return str(Drawing(library.messages).draw("plans", told=told))
