"""What is said of the two prices."""

from __future__ import annotations

from playbook_engine.worksheets.haggle.findings import Found

from playbook_engine.sheet import Places, Telling
from playbook_engine.words import Filler, Words


def tell(found: Found, words: Words, fill: Filler) -> Telling:
    """Return what lies half way between the two prices."""
    said = (
        words.say("no-middle") if found.middle is None else words.say("prices-meet", middle=words.amount(found.middle))
    )
    return Telling(notes=(said,), places=Places("offered", "", "asked"))
