"""How people write numbers: reading them exactly, and never guessing what can be read in two ways."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from functools import lru_cache
from typing import Literal

NumberStyle = Literal["auto", "point", "comma", "auto-comma"]
"""Which sign separates decimals. ``auto-comma`` is ``auto`` for a person whose other answers use a decimal comma."""

NUMBER_LIMIT = 60  # characters; nobody types a longer number, and Python refuses to read one of some thousand digits
KEPT = 1_000  # readings of texts that are kept: with each edit a page sends all answers again, and one has changed
TYPED_LIMIT = 120  # characters of a number with the words around it; a longer text is words, and is not looked through

_ABOUT = re.compile(
    r"^(?:[~≈]|(?:about|around|roughly|approximately|circa|maybe|perhaps|probably|say)\b|(?:approx|ca|c)\b\.?)\s*",
    re.IGNORECASE,
)
_OR_SO = re.compile(r"(?: or so| or thereabouts|-? ?ish)$", re.IGNORECASE)
_SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF])
# Full-width forms, as East Asian keyboards write them: the printable ASCII characters, and four currency signs.
_WIDE = {0xFF01 + place: 0x21 + place for place in range(94)} | {0xFFE0: "¢", 0xFFE1: "£", 0xFFE5: "¥", 0xFFE6: "₩"}
_DASHES = dict.fromkeys(map(ord, "−–—‒‑‐﹣"), "-")
_TABLE = {**dict.fromkeys(_INVISIBLE), **_WIDE, **_DASHES, ord("٬"): ",", ord("٫"): ".", ord("٪"): "%", ord("⁄"): "/"}
_GROUPED = r"(?:\d{1,3}(?:X\d{3})+|\d{1,2}(?:X\d{2})+X\d{3})"  # thousands, or the Indian lakh grouping
_MYRIADS = re.compile(r"[1-9]\d{0,3},\d{4}")  # the East Asian grouping; or four decimals, or a slip


def plain(value: Fraction) -> str:
    """Return a number so that it reads the same in every style: no grouping, never exactly three decimals."""
    if value.denominator == 1:
        return str(value.numerator)
    text = f"{float(value):.10f}".rstrip("0") if value.denominator > 10**9 else _decimal(value)
    return text + "0" if re.search(r"\.\d{3}$", text) else text


def _decimal(value: Fraction) -> str:
    digits = 1
    while (value * 10**digits).denominator != 1 and digits < 10:
        digits += 1
    scaled = round(abs(value) * 10**digits)
    sign = "-" if value < 0 else ""
    return f"{sign}{scaled // 10**digits}.{scaled % 10**digits:0{digits}d}"


def read_number(body: str, numbers: NumberStyle) -> list[Fraction]:
    """Return every reading of an unsigned number; empty when it is none."""
    if len(body) > NUMBER_LIMIT:
        return []
    body = body.strip().replace("’", "'").replace("`", "'")
    for gap in (" ", "'"):
        if gap in body:
            if not re.match(_GROUPED.replace("X", gap) + r"(?![\d '])", body):
                return []
            whole = body.replace(gap, "")
            if not re.fullmatch(r"\d+(?:[.,]\d+)?", whole):
                return []
            return [Fraction(whole.replace(",", "."))]
    if re.fullmatch(r"\d+", body):
        return [Fraction(body)]
    if "." in body and "," in body:
        mark = max(".", ",", key=body.rfind)
        other = "," if mark == "." else "."
        if re.fullmatch(_GROUPED.replace("X", re.escape(other)) + re.escape(mark) + r"\d+", body):
            return [Fraction(body.replace(other, "").replace(mark, "."))]
        return []
    mark = "." if "." in body else ","
    if body.count(mark) > 1:
        grouped = re.fullmatch(_GROUPED.replace("X", re.escape(mark)), body)
        return [Fraction(body.replace(mark, ""))] if grouped else []
    if not re.fullmatch(rf"\d*{re.escape(mark)}\d+", body):
        return []
    as_decimal = Fraction("0" + body.replace(mark, "."))
    if numbers != "comma" and _MYRIADS.fullmatch(body):
        return [Fraction(body.replace(mark, "")), as_decimal]
    if not re.fullmatch(rf"[1-9]\d{{0,2}}{re.escape(mark)}\d{{3}}", body):
        return [as_decimal]
    as_grouped = Fraction(body.replace(mark, ""))
    match numbers:
        case "point":
            return [as_decimal if mark == "." else as_grouped]
        case "comma":
            return [as_decimal if mark == "," else as_grouped]
        case "auto" if mark == ",":  # in English text a comma before three digits groups thousands
            return [as_grouped]
        case _:
            return [as_grouped, as_decimal]


@lru_cache(KEPT)
def tidy(text: str) -> str:
    """Return text with plain digits, marks and minus signs, and single plain spaces; "" for one longer than a number is."""
    text = text.strip()
    if len(text) > TYPED_LIMIT:
        return ""
    text = text.translate(_TABLE)
    text = "".join(str(unicodedata.digit(char)) if char.isdecimal() else char for char in text)
    return _SPACES.sub(" ", text).strip()


def without_doubt(body: str) -> str:
    """Return a tidy text without what only says that its number is rough: "about 60", "60 or so".

    >>> without_doubt("about 60"), without_doubt("60-ish")
    ('60', '60')
    """
    return _OR_SO.sub("", _ABOUT.sub("", body))


def shorten(text: str) -> str:
    """Return what was typed on one line, cut to fit into a sentence."""
    text = " ".join(text[:TYPED_LIMIT].split())
    return text if len(text) <= 40 else text[:39] + "…"
