"""Amounts and words that running text mentions: found by the same readings as answers, so however they are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction

from playbook_engine.errors import FieldFault
from playbook_engine.fields import amount
from playbook_engine.fields.number_words import NUMBER_WORDS
from playbook_engine.fields.numerals import NumberStyle, tidy

WINDOW = 10  # words of one amount: "one hundred and twenty-five thousand four hundred and fifty" has eight
MOST = 4_000  # readings of one text; the longest answer that is about something else needs some hundred
_CHUNK = 100  # characters of a word that are tidied at once: below the limit of what counts as a number
_STYLES: tuple[NumberStyle, ...] = ("auto", "point", "comma")
_BETWEEN = re.compile(
    r"[.,/][-–—]+|[/=:;|()\[\]{}<>\"“”„«»!?*_]|[.,](?=\s|$)|(?<=\D)-|-(?=\D)|[–—]|(?<!\w)'|'(?!\w)|(?<=\d)(?=[a-z]{2})|(?<=[a-z])(?=\d)",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    r"\d|[½⅓⅔¼¾]|^(?:" + "|".join((*NUMBER_WORDS, "half", "quarter", "third")) + r")s?$", re.IGNORECASE
)
_LINKS = re.compile(
    r"^(?:and|a|an|of|k|m|mn|mio|bn|mil|tsd|mrd|lakhs?|lacs?|crores?|cr|grand|[a-z]{0,3}[€$£¥₹₩₽₺₪฿₫₴₦₱]|[a-z]{2,4}\.?)$",
    re.IGNORECASE,
)
_ENDS = re.compile(r"\d-|\w (?:to|and) \w")
_WORD = re.compile(r"[^\W_]+")
PHRASE = 3  # words in a row that tell one text from others


def amounts(text: str) -> frozenset[Fraction] | None:
    """Return every amount that a text can be read to mention, without its sign; None where it holds too many numbers to look at.

    >>> sorted(map(int, amounts("At least 50k, or fifty thousand; 48.500 would not do") or ()))
    [48, 50, 48500, 50000]
    """
    found: set[Fraction] = set()
    tried = 0
    for run in _runs(text):
        for start in range(len(run)):
            if not (_COUNTS.search(run[start]) or start == 0 or not _COUNTS.search(run[start - 1])):
                continue
            for end in range(start + 1, min(len(run), start + WINDOW) + 1):
                tried += 1
                if tried > MOST:
                    return None
                found.update(_read(" ".join(run[start:end])))
    return frozenset(found)


def _runs(text: str) -> Iterator[list[str]]:
    """Yield the words in a row that could belong to an amount, each row with a word that counts in it."""
    row: list[str] = []
    for word in [*_words(text), ""]:
        if word and (_COUNTS.search(word) or _LINKS.match(word)):
            row.append(word)
            continue
        if any(_COUNTS.search(one) for one in row):
            yield row
        row = []


def _words(text: str) -> Iterator[str]:
    for word in text.split():
        for at in range(0, len(word), _CHUNK):
            yield from _BETWEEN.sub(" ", tidy(word[at : at + _CHUNK])).split()


def _read(words: str) -> Iterator[Fraction]:
    for style in _STYLES:
        yield from map(abs, amount.readings(words, style)[0])
    if _ENDS.search(words):
        try:
            ends = amount.parse_ends(words, "auto")
        except FieldFault:
            ends = None
        yield from (abs(end.value) for end in ends or ())


def phrases(text: str) -> frozenset[tuple[str, ...]]:
    """Return what another text must hold to use the words of this one: three in a row, or all where there are fewer.

    >>> sorted(phrases("Join the clinic across town"))
    [('clinic', 'across', 'town'), ('join', 'the', 'clinic'), ('the', 'clinic', 'across')]
    """
    words = _folded(text)
    size = min(PHRASE, len(words))
    if size == 0 or (size == 1 and len(words[0]) < 4):
        return frozenset()
    return frozenset(tuple(words[at : at + size]) for at in range(len(words) - size + 1))


def mentions(text: str, wanted: frozenset[tuple[str, ...]]) -> bool:
    """Tell whether a text holds one of these phrases, however its letters are written."""
    words = _folded(text)
    return any(tuple(words[at : at + size]) in wanted for size in (1, 2, PHRASE) for at in range(len(words) - size + 1))


def _folded(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
