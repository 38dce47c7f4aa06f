"""How people write numbers: reading them exactly, and never guessing what can be read in two ways."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from typing import Literal

NumberStyle = Literal["auto", "point", "comma", "auto-comma"]
"""Which sign separates decimals. ``auto-comma`` is ``auto`` for a person whose other answers use a decimal comma."""

NUMBER_LIMIT = 60  # characters; nobody types a longer number, and Python refuses to read one of some thousand digits

ABOUT = re.compile(r"^(?:~|≈|about|around|roughly|approx\.?|approximately|circa|ca\.?|c\.)\s*", re.IGNORECASE)
_SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF])
_GROUPED = r"(?:\d{1,3}(?:X\d{3})+|\d{1,2}(?:X\d{2})+X\d{3})"  # thousands, or the Indian lakh grouping


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


def tidy(text: str) -> str:
    """Return text with plain digits, plain minus signs and single plain spaces."""
    text = text.translate(_INVISIBLE).replace("−", "-").replace("–", "-").replace("﹣", "-")
    text = "".join(str(unicodedata.digit(char)) if char.isdecimal() else char for char in text)
    text = text.replace("٬", ",").replace("٫", ".")
    return _SPACES.sub(" ", text).strip()


def shorten(text: str) -> str:
    """Return what was typed on one line, cut to fit into a sentence."""
    text = " ".join(text.split())
    return text if len(text) <= 40 else text[:39] + "…"
