"""Field kinds: what a person typed -> an exact value, or the name of the message that says what to do.

Amounts are understood as people write them (``52,000``, ``52.000,50``, ``€52k``, ``52 000``). What can be read in two
ways is never guessed: the fault carries both readings, so that the person chooses.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from playbook_engine.errors import Choice, FieldFault

Kind = Literal["text", "long_text", "amount", "range", "percent", "duration", "hours", "choice", "rows"]
KINDS: tuple[Kind, ...] = ("text", "long_text", "amount", "range", "percent", "duration", "hours", "choice", "rows")
NumberStyle = Literal["auto", "point", "comma", "auto-comma"]
"""Which sign separates decimals. ``auto-comma`` is ``auto`` for a person whose other answers use a decimal comma."""

RANGE_PARTS = ("low", "likely", "high", "low_chance", "likely_chance", "high_chance")
TEXT_LIMIT = 200
LONG_TEXT_LIMIT = 20_000
DIGITS_LIMIT = 15
NUMBER_LIMIT = 60  # characters; nobody types a longer number, and Python refuses to read one of some thousand digits

DAYS_A_MONTH = Fraction(487, 16)  # 365.25 / 12
_UNIT_MONTHS = {
    "day": 1 / DAYS_A_MONTH,
    "week": 7 / DAYS_A_MONTH,
    "month": Fraction(1),
    "quarter": Fraction(3),
    "year": Fraction(12),
}
_UNIT_WORDS = {
    "d": "day",
    "day": "day",
    "days": "day",
    "w": "week",
    "wk": "week",
    "wks": "week",
    "week": "week",
    "weeks": "week",
    "m": "month",
    "mo": "month",
    "mos": "month",
    "mth": "month",
    "mths": "month",
    "month": "month",
    "months": "month",
    "quarter": "quarter",
    "quarters": "quarter",
    "y": "year",
    "yr": "year",
    "yrs": "year",
    "year": "year",
    "years": "year",
}
_COUNT_WORDS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
}
_NOW = {"now", "today", "at once", "immediately", "straight away", "right away", "0", "none", "no wait", "no delay"}

_MULTIPLIERS = {
    "k": 10**3,
    "thousand": 10**3,
    "tsd": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "mm": 10**6,
    "mio": 10**6,
    "mil": 10**6,
    "million": 10**6,
    "millions": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "billion": 10**9,
    "lakh": 10**5,
    "lakhs": 10**5,
    "lac": 10**5,
    "crore": 10**7,
    "crores": 10**7,
    "cr": 10**7,
}
_CURRENCY_WORDS = (
    "euros|euro|dollars|dollar|pounds|pound|francs|franc|rupees|rupee|yen|fr|sfr|rs|kr|zł|kč|ft|lei|"
    "eur|usd|gbp|chf|inr|jpy|cny|aud|cad|nzd|sek|nok|dkk|pln|czk|huf|ron|brl|mxn|zar|sgd|hkd|ils|try|krw|thb|aed|ngn|kes"
)
_CURRENCY = re.compile(
    rf"^(?:[a-z]{{0,2}}\p|(?:{_CURRENCY_WORDS})\b\.?)\s*|\s*(?:(?:us|au|a|ca|c|nz|hk|s|r)\$|\p|(?:{_CURRENCY_WORDS})\.?)$".replace(
        r"\p", "[€$£¥₹₩₽₺₪฿₫₴₦₱¤¢]"
    ),
    re.IGNORECASE,
)
_MULTIPLIER = re.compile(
    rf"(?<=[\d.,\s])\s*({'|'.join(sorted(_MULTIPLIERS, key=len, reverse=True))})\.?$", re.IGNORECASE
)
_ABOUT = re.compile(r"^(?:~|≈|about|around|roughly|approx\.?|approximately|circa|ca\.?|c\.)\s*", re.IGNORECASE)
_SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF])
_GROUPED = r"(?:\d{1,3}(?:X\d{3})+|\d{1,2}(?:X\d{2})+X\d{3})"  # thousands, or the Indian lakh grouping


@dataclass(frozen=True, slots=True)
class Estimate:
    """An uncertain worth: up to three typed points, and their chances when the person gave them (None when not)."""

    low: Fraction | None
    likely: Fraction | None
    high: Fraction | None
    chances: tuple[Fraction, ...] | None = None

    @property
    def points(self) -> tuple[Fraction, ...]:
        """The points that were given, from the bad end to the good end."""
        return tuple(point for point in (self.low, self.likely, self.high) if point is not None)


def parse(kind: Kind, text: str, numbers: NumberStyle = "auto", options: Iterable[str] = ()) -> str | Fraction:
    """Return the value of one non-empty answer. Raises :class:`FieldFault` naming the message that says what to do."""
    match kind:
        case "amount":
            return parse_amount(text, numbers)
        case "percent":
            return parse_percent(text, numbers)
        case "duration":
            return parse_duration(text, numbers)
        case "hours":
            return parse_hours(text, numbers)
        case "choice":
            return _parse_choice(text, tuple(options))
        case "text":
            return _parse_text(" ".join(text.split()), TEXT_LIMIT)
        case "long_text":
            return _parse_text(text.strip(), LONG_TEXT_LIMIT)
        case _:
            raise ValueError(f"{kind} is not a single field")


def is_blank(text: str) -> bool:
    """Return whether a text shows nothing: spaces, direction marks and other characters without a shape."""
    return all(char.isspace() or unicodedata.category(char) in ("Cc", "Cf", "Cs") for char in text)


def parse_amount(text: str, numbers: NumberStyle = "auto") -> Fraction:
    """Return an amount exactly as it was typed, in its currency's main unit.

    Currency signs and codes, ``k`` / ``m`` / ``bn`` / ``lakh`` / ``crore``, spaces, apostrophes and brackets for
    negatives are understood. Raises :class:`FieldFault` with both readings where a single comma or point could be
    either.

    >>> [int(parse_amount(text)) for text in ("52000", "52,000", "€52k", "52 000", "CHF 52’000", "(1,200)")]
    [52000, 52000, 52000, 52000, 52000, -1200]
    >>> parse_amount("52.000,50")
    Fraction(104001, 2)
    >>> parse_amount("52.000", "comma")
    Fraction(52000, 1)
    """
    body = _ABOUT.sub("", _tidy(text))
    sign = 0
    if body.startswith("(") and body.endswith(")"):
        sign, body = -1, body[1:-1].strip()
    for _ in range(2):  # "-€500" as well as "€ -500", but one sign only
        if not sign and body.startswith(("-", "+")):
            sign, body = (-1 if body[0] == "-" else 1), body[1:].strip()
        else:
            body = _CURRENCY.sub("", body, count=1)
    factor = 1
    if found := _MULTIPLIER.search(body):
        factor = _MULTIPLIERS[found.group(1).lower()]
        body = body[: found.start()].strip()
    body = _CURRENCY.sub("", body).strip()
    readings = _readings(body, numbers)
    if not readings:
        raise FieldFault("amount-unclear", text=_shorten(text))
    amounts = [(sign or 1) * factor * reading for reading in readings]
    if any(abs(amount) >= 10**DIGITS_LIMIT for amount in amounts):
        raise FieldFault("amount-too-large", text=_shorten(text))
    if len(amounts) > 1:
        choices = tuple(Choice(plain(amount), plain(amount)) for amount in amounts)
        raise FieldFault("amount-ambiguous", choices, text=_shorten(text))
    return amounts[0]


def parse_percent(text: str, numbers: NumberStyle = "auto") -> Fraction:
    """Return a share between 0 and 1 from ``80%``, ``80``, ``4 in 5`` or ``4/5``; ``0.8`` and ``1`` are asked about.

    >>> parse_percent("80 %"), parse_percent("4 in 5"), parse_percent("12.5%")
    (Fraction(4, 5), Fraction(4, 5), Fraction(1, 8))
    """
    body = _ABOUT.sub("", _tidy(text)).lower()
    if found := re.fullmatch(r"(\d{1,9})\s*(?:/|in|out of|of)\s*(\d{1,9})", body):
        if int(found[2]) == 0 or int(found[1]) > int(found[2]):
            raise FieldFault("percent-out-of-range", text=_shorten(text))
        return Fraction(int(found[1]), int(found[2]))
    marked = re.sub(r"\s*(?:%|per ?cent|pct\.?)$", "", body)
    readings = _readings(marked, numbers) if not marked.startswith("-") else _readings(marked[1:], numbers)
    if not readings:
        raise FieldFault("percent-unclear", text=_shorten(text))
    small = [reading for reading in readings if reading <= 100] or readings
    share = small[0] / 100
    if marked.startswith("-") or share > 1:
        raise FieldFault("percent-out-of-range", text=_shorten(text))
    if marked == body and 0 < share <= Fraction(1, 100):
        choices = tuple(Choice(f"{plain(part)}%", f"{plain(part)} %") for part in (share * 100, share * 10_000))
        raise FieldFault("percent-ambiguous", choices, text=_shorten(text))
    return share


def parse_duration(text: str, numbers: NumberStyle = "auto") -> Fraction:
    """Return a time from now in months; a week is 7 of the 30.4375 days of an average month.

    >>> parse_duration("6 months"), parse_duration("1 year 6 months"), parse_duration("now")
    (Fraction(6, 1), Fraction(18, 1), Fraction(0, 1))
    """
    body = _ABOUT.sub("", _tidy(text)).lower().rstrip(".")
    body = re.sub(r"^(?:in|after|within)\s+|\s+(?:from now|time)$", "", body)
    body = re.sub(r"^half an? (?=\w)", "0.5 ", body)
    if body in _NOW:
        return Fraction(0)
    if re.fullmatch(r"\d[\d.,]*", body):
        choices = tuple(Choice(f"{body} {unit}s", f"{body} {unit}s") for unit in ("week", "month", "year"))
        raise FieldFault("duration-needs-a-unit", choices, text=_shorten(text))
    total = Fraction(0)
    rest = body
    while rest:
        found = re.match(r"(?:(\d[\d.,]*)\s*|([a-z]+)\s+)([a-z]+)\b\s*(?:,|and|\+)?\s*", rest)
        unit = _UNIT_WORDS.get(found[3]) if found else None
        if not found or not unit:
            raise FieldFault("duration-unclear", text=_shorten(text))
        counts = _readings(found[1], numbers) if found[1] else [Fraction(_COUNT_WORDS.get(found[2], -1))]
        if len(counts) != 1 or counts[0] < 0:
            raise FieldFault("duration-unclear", text=_shorten(text))
        total += counts[0] * _UNIT_MONTHS[unit]
        rest = rest[found.end() :]
    if total > 1200:
        raise FieldFault("duration-too-long", text=_shorten(text))
    return total


def parse_hours(text: str, numbers: NumberStyle = "auto") -> Fraction:
    """Return a number of working hours.

    >>> parse_hours("12"), parse_hours("7.5 h")
    (Fraction(12, 1), Fraction(15, 2))
    """
    body = re.sub(r"\s*(?:h|hrs?|hours?)\.?$", "", _ABOUT.sub("", _tidy(text)).lower())
    readings = _readings(body, numbers)
    if len(readings) != 1 or readings[0] > 100_000:
        raise FieldFault("hours-unclear", text=_shorten(text))
    return readings[0]


def estimate(
    low: Fraction | None = None,
    likely: Fraction | None = None,
    high: Fraction | None = None,
    low_chance: Fraction | None = None,
    likely_chance: Fraction | None = None,
    high_chance: Fraction | None = None,
) -> Estimate | None:
    """Return an estimate from up to three points, or None when no point was given.

    Chances count only for points that were given; one that is left out is what the others leave. Raises
    :class:`FieldFault` when the middle is not between the ends or the chances do not add up to 100 %.
    """
    points = ((low, low_chance), (likely, likely_chance), (high, high_chance))
    given = [(point, chance) for point, chance in points if point is not None]
    if any(point is None and chance for point, chance in points):
        raise FieldFault("chance-without-amount")
    if not given:
        return None
    worths = [point for point, _ in given]
    if worths not in (sorted(worths), sorted(worths, reverse=True)):
        raise FieldFault("range-out-of-order")
    chances = [chance for _, chance in given]
    if all(chance is None for chance in chances):
        return Estimate(low, likely, high)
    total = sum((chance for chance in chances if chance is not None), Fraction(0))
    if chances.count(None) == 1:
        chances = [1 - total if chance is None else chance for chance in chances]
        total = max(total, Fraction(1))
    if None in chances:
        raise FieldFault("chances-incomplete")
    if total != 1:
        raise FieldFault("chances-do-not-add-up", total=f"{plain(total * 100)}%")
    return Estimate(low, likely, high, tuple(chance for chance in chances if chance is not None))


def infer_style(texts: Iterable[str]) -> NumberStyle:
    """Return ``auto-comma`` when some text can only be read with a decimal comma and none only with a decimal point."""
    comma = point = False
    for text in texts:
        try:
            with_comma, with_point = parse_amount(text, "comma"), parse_amount(text, "point")
        except FieldFault:
            continue
        if with_comma == with_point:
            comma = comma or bool(re.search(r"\d,\d{1,2}(?!\d|,)", text))
            point = point or bool(re.search(r"\d\.\d{1,2}(?!\d|\.)|\d,\d{3},\d{3}|\d,\d{3}\.", text))
    return "auto-comma" if comma and not point else "auto"


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


def _readings(body: str, numbers: NumberStyle) -> list[Fraction]:
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


def _tidy(text: str) -> str:
    """Return text with plain digits, plain minus signs and single plain spaces."""
    text = text.translate(_INVISIBLE).replace("−", "-").replace("–", "-").replace("﹣", "-")
    text = "".join(str(unicodedata.digit(char)) if char.isdecimal() else char for char in text)
    text = text.replace("٬", ",").replace("٫", ".")
    return _SPACES.sub(" ", text).strip()


def _shorten(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else text[:39] + "…"


def _parse_choice(text: str, options: tuple[str, ...]) -> str:
    value = text.strip()
    if value not in options:
        raise FieldFault("choice-unknown", options=", ".join(options), text=_shorten(text))
    return value


def _parse_text(text: str, limit: int) -> str:
    if len(text) > limit:
        raise FieldFault("text-too-long", limit=str(limit))
    return text
