"""A sum of money, exactly as it was typed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache

from playbook_engine.errors import Choice, FieldFault
from playbook_engine.fields import basis, money, spans
from playbook_engine.fields.basis import Amount, Basis
from playbook_engine.fields.kind import Answer, Asked, Draw, FieldKind, Numbers, Raw, Reader, Understood
from playbook_engine.fields.number_words import NUMBER_WORDS, read_any, read_words
from playbook_engine.fields.numerals import KEPT, TYPED_LIMIT, NumberStyle, plain, shorten, tidy, without_doubt

DIGITS_LIMIT = 15
SIGN_FAULTS = {"positive": "amount-not-above-zero", "not-negative": "amount-below-zero"}
_ODD = (
    "", "?", "  ", "0", "-5", "−5", "(5)", "(1,200)", "+7", "0.1", "0.01", "-0.001", ".5", "5.", "1/3", "½", "٥٢", "٥٢٠٠٠", "５２", "abc",
    "ten", "lots", "NaN", "1e3", "1e400", "12.345", "12,345", "12,5", "52,000", "52.000,50", "52 000", "52\u00a0000", "52\u202f000", "52'000",
    "€52k", "52k €", "$1.5m", "3 lakh", "about 60k", "1,2,3", "1.000.000", "10 - 20", "1234567.89", "48,500.25", "50000", "-20,000",
    "99999999999999", "9" * 15, "9" * 16, "9" * 61, "9" * 5_000, "38-42k", "between 50k and 60k", "50 mil", "100CR", "52,0000", "5.000,-",
    "500/-", "1,500 for a lawyer", "one thousand", "half a million", "１２，５００", "￥5000", "dunno", "none", "nothing yet", "n/a",
    "58,000 a year", "2400/month", "£16.10/hr", "$52,000/yr", "900 a week", "400 a day", "1,500 once", "50k-60k a year", "50 mil p.a.",
)  # fmt: skip
_LAKH, _CRORE = 10**5, 10**7
_MULTIPLIERS: dict[str, tuple[int, ...]] = {
    **dict.fromkeys(("hundred",), (10**2,)),
    **dict.fromkeys(("dozen",), (12,)),
    **dict.fromkeys(("k", "thousand", "grand", "tsd", "mille"), (10**3,)),
    **dict.fromkeys(("m", "mn", "mm", "mio", "million", "millions"), (10**6,)),
    **dict.fromkeys(("b", "bn", "billion", "billions", "mrd", "mia", "milliard", "milliards"), (10**9,)),
    **dict.fromkeys(("lakh", "lakhs", "lac", "lacs"), (_LAKH,)),
    **dict.fromkeys(("crore", "crores"), (_CRORE,)),
    "mil": (10**6, 10**3),  # a million in English, a thousand in Spanish and Portuguese
    "cr": (_CRORE, 1),  # crore, or the credit of a bank statement; with rupees only the first
}
_RUPEES = re.compile(r"₹|\b(?:rs|inr|rupees?)\b", re.IGNORECASE)
_CURRENCY_WORDS = (
    "euros|euro|dollars|dollar|pounds|pound|francs|franc|rupees|rupee|yen|fr|sfr|rs|kr|zł|kč|ft|lei|bucks|quid|"
    "eur|usd|gbp|chf|inr|jpy|cny|aud|cad|nzd|sek|nok|dkk|pln|czk|huf|ron|brl|mxn|zar|sgd|hkd|ils|try|krw|thb|aed|ngn|kes"
)
_SIGNS = "[€$£¥₹₩₽₺₪฿₫₴₦₱¤¢円元원]"
_CURRENCY_BEFORE = re.compile(rf"^(?:[a-z]{{0,2}}{_SIGNS}|(?:{_CURRENCY_WORDS})\b\.?) ?", re.IGNORECASE)
_CURRENCY_BEHIND = re.compile(
    rf" ?(?:(?:us|au|a|ca|c|nz|hk|s|r)\$|{_SIGNS}|(?<![a-z])(?:{_CURRENCY_WORDS})\.?)$", re.IGNORECASE
)
_MULTIPLIER = re.compile(
    rf"(?<=[\d.,½¼¾ ]) ?({'|'.join(sorted(_MULTIPLIERS, key=len, reverse=True))})\.?$", re.IGNORECASE
)
_NO_CENTS = re.compile(r"(?:[,.]-{1,2}|/[-=])$")
"""What stands for no cents: ``5.000,-`` in German, ``50.-`` in Swiss, ``500/-`` in Indian and East African prices."""
_TAIL = re.compile(
    r",? \(|, (?=[^\W\d])| (?=(?:for|from|in|as|of|on|my|our|the|net|gross|before|after|cash|altogether|all in|excluding|including|incl|excl)\b)",
    re.IGNORECASE,
)
_TELLING = re.compile(
    r"\d|%|\+|\b(?:"
    + "|".join(
        (*NUMBER_WORDS, "k", "m", "hundreds", "thousands", "millions", "half", "double", "twice", "triple", "percent")
    )
    + r"|each|every|per|plus|minus|less|more|or|than|times|negative|loss|debt|owed|overdrawn|not|no|never|once"
    r"|hour|hours|day|days|week|weeks|month|months|quarter|quarters|year|years"
    r"|hourly|daily|weekly|fortnight|fortnightly|monthly|quarterly|yearly|annually|annum)\b",
    re.IGNORECASE,
)
"""What may change a number that it follows. Behind other words, a number stands as it is."""


_MARKED = re.compile(r"\d[.,]\d")  # only such a text can tell the style


def parse(text: str, numbers: NumberStyle = "auto") -> Fraction:
    """Return an amount exactly as it was typed, in its currency's main unit.

    Currency signs and codes, ``k`` / ``m`` / ``bn`` / ``lakh`` / ``crore``, spaces, apostrophes, brackets for
    negatives, English number words, and words behind the number are understood. Raises :class:`FieldFault` with every
    reading where there are several: one comma or point that could be either, ``50 mil``, two ends of a range.

    >>> [int(parse(text)) for text in ("52000", "52,000", "€52k", "52 000", "CHF 52’000", "(1,200)", "50 grand")]
    [52000, 52000, 52000, 52000, 52000, -1200, 50000]
    >>> parse("52.000,50")
    Fraction(104001, 2)
    >>> parse("52.000", "comma")
    Fraction(52000, 1)
    """
    amount = parse_with_basis(text, numbers)
    if amount.basis not in ("", "once"):
        raise FieldFault("amount-has-no-time")
    return amount.value


@lru_cache(KEPT)
def parse_with_basis(text: str, numbers: NumberStyle = "auto") -> Amount:
    """Return an amount with what it is for, where its text says so. Raises like :func:`parse`.

    >>> parse_with_basis("58,000 a year")
    Amount(value=Fraction(58000, 1), basis='year')
    """
    amounts, basis = readings(text, numbers)
    if not amounts and (ends := parse_ends(text, numbers)):
        low, high = ends
        raise spans.ask(
            "amount-range", text, low.value, high.value, lambda value, name: _choice(value, name, low.basis)
        )
    if not amounts:
        raise FieldFault("amount-unclear", text=shorten(text))
    _check_size(amounts, text)
    if len(amounts) > 1:
        raise FieldFault("amount-ambiguous", _choices(amounts, basis), text=shorten(text))
    return Amount(amounts[0], basis)


@lru_cache(KEPT)
def readings(text: str, numbers: NumberStyle) -> tuple[list[Fraction], Basis]:
    """Return every amount that a text can be read as, one alone, and what it is for; none when it is no amount."""
    body = without_doubt(tidy(text))
    if found := _readings(body, numbers):
        return found, ""
    head, basis_, rest = basis.split(body)
    if basis_ and (not rest or (_TAIL.match(rest) and not _TELLING.search(rest))):
        return _readings(head, numbers), basis_
    tail = _TAIL.search(body)
    if tail is None or _TELLING.search(body, tail.end()):
        return [], ""
    return _readings(body[: tail.start()], numbers), ""


def parse_ends(text: str, numbers: NumberStyle) -> tuple[Amount, Amount] | None:
    """Return both ends of a text such as ``38-42k``, the lower first; None when it is no range.

    What the upper end says of its unit, and of what it is for, counts for both where the lower end says nothing.
    Raises :class:`FieldFault` when an end can be read in two ways.

    >>> [int(end.value) for end in parse_ends("38-42k", "auto") or ()]
    [38000, 42000]
    """
    ends = spans.split(without_doubt(tidy(text)))
    if ends is None:
        return None
    (low, low_basis, low_rest), (high, high_basis, high_rest) = map(basis.split, ends)
    if low_rest or high_rest or (low_basis and low_basis != high_basis):
        return None
    scale = _MULTIPLIER.search(_CURRENCY_BEHIND.sub("", high))
    lows, highs = readings(low, numbers)[0], readings(high, numbers)[0]
    pairs = _pairs(lows, highs)
    if scale and not _MULTIPLIER.search(_CURRENCY_BEHIND.sub("", low)):
        scaled = _pairs(readings(f"{low} {scale[1]}", numbers)[0], highs)
        pairs = scaled or [pair for pair in pairs if pair[1] < 100 * pair[0]]
    if not pairs:
        return None
    _check_size([end for pair in pairs for end in pair], text)
    if len(pairs) > 1:
        behind = basis.spelt(high_basis)
        choices = tuple(
            Choice(f"{plain(one)} - {plain(other)}{behind}", f"{plain(one)} – {plain(other)}") for one, other in pairs
        )
        raise FieldFault("amount-ambiguous", choices, text=shorten(text))
    return Amount(pairs[0][0], high_basis), Amount(pairs[0][1], high_basis)


def _pairs(lows: list[Fraction], highs: list[Fraction]) -> list[tuple[Fraction, Fraction]]:
    """Return the readings in which both ends are written alike and the lower comes first."""
    if len(lows) == len(highs):
        return [(low, high) for low, high in zip(lows, highs, strict=True) if low < high]
    return [(low, high) for low in lows for high in highs if low < high]


def _readings(body: str, numbers: NumberStyle) -> list[Fraction]:
    """Return every reading of a tidy text that is an amount from end to end."""
    is_rupees = _RUPEES.search(body) is not None
    sign = 0
    if body.startswith("(") and body.endswith(")"):
        sign, body = -1, body[1:-1].strip()
    for _ in range(2):  # "-€500" as well as "€ -500", but one sign only
        if not sign and body.startswith(("-", "+")):
            sign, body = (-1 if body[0] == "-" else 1), body[1:].strip()
        else:
            body = _without_currency(body)
    factors: tuple[int, ...] = (1,)
    if (found := _MULTIPLIER.search(body)) and read_words(body.lower()) is None:
        factors = _MULTIPLIERS[found[1].lower()]
        body = body[: found.start()].strip()
    if is_rupees and len(factors) > 1 and _CRORE in factors:
        factors = (_CRORE,)
    body = _without_currency(body)
    ending = _NO_CENTS.search(body)
    found_numbers = _whole(body[: ending.start()]) if ending else read_any(body, numbers)
    if factors != (1,) and len(found_numbers) > 1 and "," in body and len(body.rpartition(",")[2]) > 3:
        found_numbers = found_numbers[1:]  # nobody writes 52,0000 million for a group
    if any(0 < number < 1 for number in found_numbers) and not any(char.isdigit() for char in body) and factors == (1,):
        return []  # "half": of what?
    amounts = [(sign or 1) * factor * number for factor in factors for number in found_numbers]
    return list(dict.fromkeys(amounts))


def _whole(body: str) -> list[Fraction]:
    """Return the whole number that stands before a mark for "no cents": there a point or comma can only group."""
    digits = re.sub(r"[., ']", "", body)
    style: NumberStyle = "comma" if "." in body else "point"
    return [number for number in read_any(body, style) if str(number) == digits]


def _without_currency(body: str) -> str:
    shorter = _CURRENCY_BEFORE.sub("", body, count=1)
    return shorter.strip() if shorter != body else _CURRENCY_BEHIND.sub("", body, count=1).strip()


def _check_size(amounts: Iterable[Fraction], text: str) -> None:
    if any(abs(amount) >= 10**DIGITS_LIMIT for amount in amounts):
        raise FieldFault("amount-too-large", text=shorten(text))


def _choices(amounts: list[Fraction], basis_: Basis) -> tuple[Choice, ...]:
    names = {min(amounts): "choice-smaller", max(amounts): "choice-larger"}
    return tuple(_choice(amount, names.get(amount, "choice-amount"), basis_) for amount in amounts)


def _choice(amount: Fraction, message: str, basis_: Basis) -> Choice:
    return Choice(plain(amount) + basis.spelt(basis_), plain(amount), message, amount)


def infer_style(texts: Iterable[str]) -> NumberStyle:
    """Return ``auto-comma`` when some text can only be read with a decimal comma and none only with a decimal point."""
    comma = point = False
    for text in texts:
        if len(text) > TYPED_LIMIT or not _MARKED.search(text):
            continue
        with_comma, with_point = readings(text, "comma")[0], readings(text, "point")[0]
        if len(with_comma) == 1 and with_comma == with_point:
            comma = comma or bool(re.search(r"\d,\d{1,2}(?!\d|,)", text))
            point = point or bool(re.search(r"\d\.\d{1,2}(?!\d|\.)|\d,\d{3},\d{3}|\d,\d{3}\.", text))
    return "auto-comma" if comma and not point else "auto"


def read(question: Asked, raw: object, path: str, reader: Reader) -> Answer:
    """Return the amount for the time that its question counts in.

    None when it is blank, unknown, faulty, of a sign that the question does not allow, or for a time that cannot be
    counted yet.
    """
    amount = reader.control("amount", parse_with_basis, raw, path, question.none)
    if amount is None or isinstance(amount, Fraction):
        return amount
    value = money.count(question, amount, path, reader)
    if value is None:
        return None
    if (question.sign == "positive" and value <= 0) or (question.sign == "not-negative" and value < 0):
        reader.fault(path, SIGN_FAULTS[question.sign])
        return None
    return value


def sample(question: Asked, draw: Draw) -> Raw:  # noqa: ARG001
    """Return an amount to try a form with."""
    return draw.pick(_ODD) if draw.strange else f"{draw.number(0, 199)}000"


def show(understood: Understood, numbers: Numbers) -> str:
    """Return what was understood, with what was typed where that was for another time."""
    if not understood.typed:
        return numbers.per(understood.value or Fraction(0), understood.basis)
    return numbers.converted(typed_as(understood, numbers), counted_as(understood, numbers))


def typed_as(understood: Understood, numbers: Numbers) -> str:
    """Return what was typed for another time: an amount, or both ends of a range."""
    ends = [numbers.per(end.value, end.basis) for end in understood.typed]
    return ends[0] if len(ends) == 1 else numbers.between(ends[0], ends[1])


def counted_as(understood: Understood, numbers: Numbers) -> str:
    """Return what that was counted as: an amount, or both ends of a range."""
    low = numbers.amount_per(understood.value or Fraction(0), understood.basis)
    return (
        low
        if understood.upper is None
        else numbers.between(low, numbers.amount_per(understood.upper, understood.basis))
    )


KIND = FieldKind("amount", read, sample, show)
