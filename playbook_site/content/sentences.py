"""The sentences that pages and forms take from the library, and what to write where one is missing."""

from __future__ import annotations

from collections.abc import Mapping

from playbook_engine.errors import ContentError
from playbook_site.content.pages import ContentErrors

#: Where authors write them, as an author names it.
PLACE = "docs/reference/words/page.md"


class Sentences:
    """The library's messages, by name."""

    def __init__(self, messages: Mapping[str, str]) -> None:
        self._messages = messages

    def __call__(self, name: str, **values: str) -> str:
        """Return a message with its placeholders filled. Raises ContentErrors when nobody has written it.

        >>> Sentences({"page-row-remove": "Remove {row}"})("page-row-remove", row="alternative 1")
        'Remove alternative 1'
        """
        try:
            text = self._messages[name]
        except KeyError:
            raise ContentErrors(
                [ContentError(PLACE, 1, f"there is no message '{name}'. Add '- `{name}`: its words'")]
            ) from None
        for key, value in values.items():
            text = text.replace("{" + key + "}", value)
        return text
