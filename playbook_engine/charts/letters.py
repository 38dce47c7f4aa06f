"""How wide text is at most, without a font.

The engine has no font and must give the same drawing everywhere, so it reckons with whole thousandths of a letter's height:
those of DejaVu Sans and its bold face, which are wider than San Francisco, Segoe, Roboto, Noto Sans and Arial.
"""

from __future__ import annotations

SMALL = 14  # pixels: names, numbers of the ruler, and the least that any text has

_WIDTHS = {
    letter: thousandths
    for letters, thousandths in (
        ("ijl'", 310),
        (" \u00a0\u202f.,I·", 340),
        (":;’|", 360),
        ("ft()[]-/\\!", 430),
        ('r*"', 500),
        ("cs", 550),
        ("z?“”", 590),
        ("aekvxyL", 620),
        ("bdghnopquEFJST0123456789€£$¥₹{}–_", 645),
        ("ABCKPRVXYZ", 705),
        ("wDGHNOQU&+−=<>~", 850),
        ("mMW@%…—", 1000),
    )
    for letter in letters
}
_BOLD = 112  # percent


def width(text: str, size: int, *, bold: bool = False) -> int:
    """Return a width in pixels that text of this height does not pass.

    >>> width("51,100", 17, bold=True), width("Your limit", 14)
    (68, 73)
    """
    thousandths = sum(_WIDTHS.get(letter) or _other(ord(letter)) for letter in text) * size
    return -(-thousandths * (_BOLD if bold else 100) // 100_000)


def fit(text: str, room: int, size: int, *, bold: bool = False) -> str:
    """Return text that is no wider than so many pixels, with an ellipsis where it was cut."""
    if width(text, size, bold=bold) <= room:
        return text
    kept = text
    while kept and width(f"{kept}…", size, bold=bold) > room:
        kept = kept[:-1].rstrip()
    return f"{kept}…"


def _other(code: int) -> int:
    if 0x300 <= code < 0x370 or code in (0x200D, 0xFE0F):  # what stands above, below or between other letters
        return 0
    return 800 if code < 0x1100 else 1200  # from there on letters as wide as high, and pictures
