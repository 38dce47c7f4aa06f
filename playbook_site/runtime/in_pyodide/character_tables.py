"""Runs inside Pyodide, under Node, while the site is built: goes through every table of characters that a text can lead to.

No number of requests would: there are a million characters. What reads the tables' bytes notes which (instrument.py), and
those stay in the quick start. Standard library only.
"""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress

# Little at a time: the notes lie in memory that a long text would take.
_STEP = 0x1000


def read_all() -> None:
    """Ask about each character whatever strings, patterns and the database of characters know of it."""
    patterns = [re.compile(pattern) for pattern in (r"\w+", r"\d+", r"\s+", r"\b", "(?i)k", "(?i)[^a-zé]+", "(?i)ß+")]
    for start in range(0, 0x11_0000, _STEP):
        some = "".join(map(chr, range(start, start + _STEP)))
        _ask_of_text(some)
        for pattern in patterns:
            pattern.findall(some)
        for character in some:
            _ask_of_character(character)
    for byte in range(256):
        raw = bytes([byte])
        for name in ("isalpha", "isdigit", "isspace", "isupper", "islower", "isalnum", "upper", "lower"):
            getattr(raw, name)()


def _ask_of_text(text: str) -> None:
    for name in ("lower", "upper", "title", "casefold", "swapcase", "capitalize", "split", "__repr__"):
        getattr(text, name)()
    for number in (int, float, complex):
        with suppress(ValueError):
            number(text)
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        unicodedata.normalize(form, text)
        unicodedata.is_normalized(form, text)
    for coding in ("utf-8", "utf-16", "utf-32", "ascii", "latin-1"):
        text.encode(coding, "replace").decode(coding, "replace")


def _ask_of_character(character: str) -> None:
    for name in ("isalpha", "isdigit", "isdecimal", "isnumeric", "isidentifier", "isprintable", "islower", "isupper"):
        getattr(character, name)()
    unicodedata.category(character)
    unicodedata.combining(character)
