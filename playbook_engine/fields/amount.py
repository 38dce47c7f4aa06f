"""A sum of money, exactly as it was typed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from playbook_engine.errors import Choice, FieldFault
from playbook_engine.fields.kind import Answer, Asked, Draw, FieldKind, Numbers, Raw, Reader
from playbook_engine.fields.numerals import ABOUT, NumberStyle, plain, read_number, shorten, tidy

DIGITS_LIMIT = 15
SIGN_FAULTS = {"positive": "amount-not-above-zero", "not-negative": "amount-below-zero"}
_ODD = (
    "", "?", "  ", "0", "-5", "−5", "(5)", "(1,200)", "+7", "0.1", "0.01", "-0.001", ".5", "5.", "1/3", "½", "٥٢", "٥٢٠٠٠", "５２", "abc",
    "ten", "lots", "NaN", "1e3", "1e400", "12.345", "12,345", "12,5", "52,000", "52.000,50", "52 000", "52\u00a0000", "52\u202f000", "52'000",
    "€52k", "52k €", "$1.5m", "3 lakh", "about 60k", "1,2,3", "1.000.000", "10 - 20", "1234567.89", "48,500.25", "50000", "-20,000",
    "99999999999999", "9" * 15, "9" * 16, "9" * 61, "9" * 5_000,
)  # fmt: skip
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


def parse(text: str, numbers: NumberStyle = "auto") -> Fraction:
    """Return an amount exactly as it was typed, in its currency's main unit.

    Currency signs and codes, ``k`` / ``m`` / ``bn`` / ``lakh`` / ``crore``, spaces, apostrophes and brackets for
    negatives are understood. Raises :class:`FieldFault` with both readings where a single comma or point could be
    either.

    >>> [int(parse(text)) for text in ("52000", "52,000", "€52k", "52 000", "CHF 52’000", "(1,200)")]
    [52000, 52000, 52000, 52000, 52000, -1200]
    >>> parse("52.000,50")
    Fraction(104001, 2)
    >>> parse("52.000", "comma")
    Fraction(52000, 1)
    """
    body = ABOUT.sub("", tidy(text))
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
    readings = read_number(body, numbers)
    if not readings:
        raise FieldFault("amount-unclear", text=shorten(text))
    amounts = [(sign or 1) * factor * reading for reading in readings]
    if any(abs(amount) >= 10**DIGITS_LIMIT for amount in amounts):
        raise FieldFault("amount-too-large", text=shorten(text))
    if len(amounts) > 1:
        choices = tuple(_choice(amount, amount == max(amounts)) for amount in amounts)
        raise FieldFault("amount-ambiguous", choices, text=shorten(text))
    return amounts[0]


def _choice(amount: Fraction, is_larger: bool) -> Choice:
    return Choice(plain(amount), plain(amount), "choice-larger" if is_larger else "choice-smaller", amount)


def infer_style(texts: Iterable[str]) -> NumberStyle:
    """Return ``auto-comma`` when some text can only be read with a decimal comma and none only with a decimal point."""
    comma = point = False
    for text in texts:
        try:
            with_comma, with_point = parse(text, "comma"), parse(text, "point")
        except FieldFault:
            continue
        if with_comma == with_point:
            comma = comma or bool(re.search(r"\d,\d{1,2}(?!\d|,)", text))
            point = point or bool(re.search(r"\d\.\d{1,2}(?!\d|\.)|\d,\d{3},\d{3}|\d,\d{3}\.", text))
    return "auto-comma" if comma and not point else "auto"


def read(question: Asked, raw: object, path: str, reader: Reader) -> Answer:
    """Return the amount; None when it is blank, unknown, faulty, or of a sign that the question does not allow."""
    value = reader.control("amount", parse, raw, path)
    if value is None:
        return None
    if (question.sign == "positive" and value <= 0) or (question.sign == "not-negative" and value < 0):
        reader.fault(path, SIGN_FAULTS[question.sign])
        return None
    return value


def sample(question: Asked, draw: Draw) -> Raw:  # noqa: ARG001
    """Return an amount to try a form with."""
    return draw.pick(_ODD) if draw.strange else f"{draw.number(0, 199)}000"


def show(value: Fraction, numbers: Numbers) -> str:
    """Return what was understood."""
    return numbers.exact(value)


KIND = FieldKind("amount", read, sample, show)
