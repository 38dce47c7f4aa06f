"""What people write instead of an answer: that they do not know, or that there is nothing."""

from __future__ import annotations

import re
from functools import lru_cache

from playbook_engine.fields.numerals import KEPT, tidy

UNKNOWN = "?"
"""What stands for "I do not know" in raw answers."""

_UNKNOWN = re.compile(
    r"\?+|--?|\.\.\.+|…|n/?a|n\. ?a\.?|not applicable|tb[adc]|idk|dk|dunno|unknown|unsure|not (?:sure|known)|unclear|unsure yet"
    r"|(?:i )?(?:really )?(?:do ?n[o']?t|do not|don't) (?:really )?know(?: yet)?|(?:i )?dunno|(?:i have |i've )?no (?:idea|clue)"
    r"|(?:i am|i'm|im) (?:not sure|unsure)|who knows|can(?:'t|not) (?:say|tell)|no answer|hard to say|to be (?:decided|determined|confirmed)"
)
_NONE = re.compile(
    r"none(?: yet)?|nothing(?: yet| at all)?|nobody(?: else)?|no[ -]?one(?: else)?|no|nope|nil|nada|not any|(?:there is|there's) (?:none|nothing)|free|for free|no (?:costs?|offer|money|fees?)(?: yet)?"
)


@lru_cache(KEPT)
def is_unknown(text: str) -> bool:
    """Tell whether a text says that a person does not know.

    >>> is_unknown("dunno"), is_unknown("N/A"), is_unknown("no idea!"), is_unknown("No")
    (True, True, True, False)
    """
    return _UNKNOWN.fullmatch(_plain(text)) is not None


@lru_cache(KEPT)
def is_none(text: str) -> bool:
    """Tell whether a text says that there is nothing. What that means, the question says.

    >>> is_none("None."), is_none("nothing yet"), is_none("0")
    (True, True, False)
    """
    return _NONE.fullmatch(_plain(text)) is not None


def _plain(text: str) -> str:
    body = tidy(text).lower().replace("’", "'").replace("‘", "'")
    return body if set(body) <= set(".-?") else body.rstrip(".!?") or body
