"""Gives the places of reading pages that a script fills the words that it says."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

#: After the frames, which make one of the places.
PRIORITY = 2
#: By the class of a place: how the names of its messages begin.
PLACES = {
    "pb-welcome": ("page-welcome-",),
    "pb-leave": ("page-leave-", "page-hidden"),
}


class ReadingWords(Treeprocessor):
    """Writes the words at their places, as JSON in ``data-words``."""

    def __init__(self, md: Markdown, messages: Callable[[], Mapping[str, str]]) -> None:
        super().__init__(md)
        self._messages = messages

    def run(self, root: Element) -> None:
        """Change the page's tree in place."""
        for place in root.iter():
            for kind in (place.get("class") or "").split():
                if kind in PLACES:
                    place.set("data-words", words_of(kind, self._messages()))


def words_of(place: str, messages: Mapping[str, str]) -> str:
    """Return the messages of a place as JSON.

    >>> words_of("pb-welcome", {"page-welcome-go-on": "Go on", "page-back": "Back"})
    '{"page-welcome-go-on":"Go on"}'
    """
    spoken = {name: text for name, text in messages.items() if name.startswith(PLACES[place])}
    return json.dumps(spoken, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
