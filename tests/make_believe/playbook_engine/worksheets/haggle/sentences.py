"""What is said of the two prices."""

from __future__ import annotations

from playbook_engine.worksheets.haggle.findings import Found

from playbook_engine.sheet import Account, Row, Telling
from playbook_engine.words import Filler, Words


def tell(found: Found, words: Words, fill: Filler) -> Telling:
    """Return what lies half way between the two prices, and the sum behind it."""
    said = (
        words.say("no-middle") if found.middle is None else words.say("prices-meet", middle=words.amount(found.middle))
    )
    return Telling(notes=(said,), accounts=_accounts(found, words))


def _accounts(found: Found, words: Words) -> tuple[Account, ...]:
    asked, offered = found.answers.asked, found.answers.offered
    if asked is None or offered is None or found.middle is None:
        return ()
    rows = (
        Row(words.say("row-asked"), words.amount(asked)),
        Row(words.say("row-offered"), words.amount(offered)),
        Row(words.say("row-middle"), words.amount(found.middle), is_sum=True),
    )
    return (Account(words.say("price"), words.say("amount"), rows),)
