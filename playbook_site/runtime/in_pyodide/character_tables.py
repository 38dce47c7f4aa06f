"""Runs inside Pyodide, under Node, while the site is built: reads every table of characters that a text can lead to.

No number of requests would do that: there are a million characters. The instrumented WebAssembly (instrument.py) marks
which bytes of the tables are read, and those stay in the quick start. Standard library only.
"""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress

# One block at a time: a longer text would take the memory in which the marks lie.
_SIZE = 0x1000
#: How many blocks all characters make.
BLOCKS = 0x11_0000 // _SIZE
_PATTERNS = [re.compile(pattern) for pattern in (r"\w+", r"\d+", r"\s+", r"\b", "(?i)k", "(?i)[^a-zé]+", "(?i)ß+")]


def read_characters(block: int) -> None:
    """Ask about each character of a block (counted from 0) whatever strings, patterns and the database of characters know."""
    some = "".join(map(chr, range(block * _SIZE, (block + 1) * _SIZE)))
    _ask_of_text(some)
    for pattern in _PATTERNS:
        pattern.findall(some)
    for character in some:
        _ask_of_character(character)


def read_bytes() -> None:
    """Ask about each single byte what strings of bytes know of it."""
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
