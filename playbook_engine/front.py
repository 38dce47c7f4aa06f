"""What stands first in a file that is taken along: what it is, of which plan, on which day it was made, and from where."""

from __future__ import annotations

from dataclasses import dataclass

from playbook_engine.fields.days import Date, Day
from playbook_engine.words import Words, escape


@dataclass(frozen=True, slots=True)
class Front:
    """The first lines of a file, as inline Markdown; "" is left out. ``address`` is the site's, as plain text."""

    what: str
    about: str
    name: str
    made: str
    address: str


def front(what: str, about: str, name: str, today: Day | None, base: str, words: Words) -> Front:
    """Return what stands first in a file. ``base`` counts as the site's address only where it is a whole one."""
    made = words.say("file-made", day=words.date(Date(today))) if today else ""
    return Front(what, about, escape(name), made, base if is_address(base) else "")


def is_address(base: str) -> bool:
    """Tell whether a way to the site's root leads there from anywhere.

    >>> is_address("https://example.org/playbook/"), is_address("../../")
    (True, False)
    """
    return base.startswith(("https://", "http://"))
