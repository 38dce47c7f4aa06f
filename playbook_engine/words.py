"""Fills the sentences of ``docs/`` with a person's words and numbers; the one place that rounds and formats numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from playbook_engine import cases
from playbook_engine.fields import KINDS, NumberStyle
from playbook_engine.fields.basis import Basis
from playbook_engine.fields.days import MONTHS, WEEKDAYS, Date, Day
from playbook_engine.fields.duration import DAYS_A_MONTH
from playbook_engine.fields.kind import Understood
from playbook_engine.library import Library

WHOLE_FROM = 100  # computed amounts from here on are shown without decimals
QUOTE_LIMIT = 80  # a person's words inside a sentence; the form keeps the rest
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_SPECIAL = re.compile(r"([\\`*_\[\]<>&~|])")
_LINE_START = re.compile(r"^(?:([#+\-=:>])|(\d{1,9})([.)]))")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_QUOTED = re.compile(r'^"(.*)"$', re.DOTALL)
_ARTICLES = ("A", "An", "The", "My", "Our", "More", "Less")
_TO_THE_READER = re.compile(r"\byou(?:rs?)?\b", re.IGNORECASE)
_HIDDEN = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C])
_ISOLATE, _POP = "\u2068", "\u2069"
_NO_BREAK = "\u00a0"


@lru_cache(1_000)  # names come again and again, and each with every edit
def escape(text: str) -> str:
    """Return a person's text as inline Markdown that shows exactly that text, on one line.

    Direction marks are dropped, and text that runs from right to left is isolated so that it cannot reorder the
    sentence.

    >>> escape("<b>*Acme* & Co</b>")
    '\\\\<b\\\\>\\\\*Acme\\\\* \\\\& Co\\\\</b\\\\>'
    """
    clean = _visible(text)
    safe = _LINE_START.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", _SPECIAL.sub(r"\\\1", clean))
    if any(unicodedata.bidirectional(char) in ("R", "AL", "AN") for char in clean):
        return _ISOLATE + safe + _POP
    return safe


def shorten(text: str, limit: int = QUOTE_LIMIT) -> str:
    """Return text cut to a length that fits a sentence, with an ellipsis where it was cut."""
    flat = _visible(text)
    return flat if len(flat) <= limit else flat[: limit - 1].rstrip() + "…"


def quoted(text: str | None) -> str:
    """Return what a person typed, shortened, escaped and in quotation marks."""
    return f"“{escape(shorten(text or ''))}”"


def _visible(text: str) -> str:
    """Return text on one line without direction marks and control characters."""
    kept = (char for char in text.translate(_HIDDEN) if char in "\t\n" or unicodedata.category(char) != "Cc")
    return " ".join("".join(kept).split())


def spoken(text: str) -> str:
    """Return a person's words as they stand inside a sentence that is said aloud, as inline Markdown.

    >>> spoken("A raise to 58,000."), spoken("Northside contract")
    ('a raise to 58,000', 'Northside contract')
    """
    return escape(_inside(shorten(text).rstrip(". ")))


def _inside(said: str) -> str:
    """Return words as they stand inside a sentence, a leading article in small letters."""
    first = said.partition(" ")[0]
    return first.lower() + said[len(first) :] if first in _ARTICLES else said


def plain(text: str) -> str:
    """Return inline Markdown without links or emphasis as plain text.

    >>> plain(escape("<b>*Acme* & Co</b>"))
    '<b>*Acme* & Co</b>'
    """
    return _ESCAPED.sub(r"\1", text)


FillKind = Literal[
    "amount", "rough", "percent", "duration", "date", "count", "number", "words", "name", "case", "option", "message"
]


@dataclass(frozen=True, slots=True)
class Fill:
    """What fills a placeholder: a number of some kind, or ``text``.

    ``text`` is what the person typed (``words``, in quotation marks; ``name``, without), a word of the case that they
    chose (``case``, as ``worksheet.word=case``), an answer of a choice (``option``, as ``worksheet.question=answer``),
    the name of the message that says the number (``number``, and ``count`` where there are several; ``one`` is said
    of a single one), or of a message whose own placeholders are filled in the same way (``message``). An amount may be for a time, its ``basis``. A ``rough`` amount is shown with two significant digits: it comes from a model, not from an answer.
    """

    kind: FillKind
    number: Fraction = Fraction(0)
    text: str = ""
    one: str = ""
    basis: Basis = ""
    date: Date | None = None


Filler = Callable[[str], Fill | None]
"""Finds what fills a placeholder by its name; None when the answers do not reach that far."""


@dataclass(frozen=True, slots=True)
class Words:
    """The library's sentences, and how one person writes numbers.

    ``worksheet`` names the worksheet whose own sentences come before those that all share; "" for none.
    """

    library: Library
    numbers: NumberStyle
    currency: str
    worksheet: str = ""

    def of(self, worksheet: str) -> Words:
        """Return the same words, with a worksheet's own sentences first."""
        return replace(self, worksheet=worksheet)

    def template(self, message: str) -> str:
        """Return a message as it is written, with its placeholders. Raises KeyError when it has no words."""
        messages = self.library.messages
        own = f"{self.worksheet}/{message}"
        return messages[own if own in messages else message]

    def say(self, message: str, /, **values: str) -> str:
        """Return a message with its placeholders filled. ``values`` are inline Markdown already."""
        return fill(self.template(message), values)

    def personal(self, template: str, filler: Filler) -> str:
        """Return a step's or a reason's words filled for one person, with plain words where there is nothing to fill.

        Where a name begins a sentence it stays as it was typed.
        """
        values = {name: self.placeholder(name, filler) for name in _PLACEHOLDER.findall(template)}
        for name in values:
            found = filler(name)
            if found and found.kind == "name" and not re.search(rf"(?:^|[.?!] )\{{{name}\}}", template):
                values[name] = escape(_inside(shorten(found.text)))
        return fill(template, values)

    def spoken(self, template: str, filler: Filler) -> str:
        """Return a line to say aloud; "" where a placeholder has no filling but words that speak to the reader.

        What a person typed stands in it as they would say it: without quotation marks, a leading article in small letters.
        """
        said: dict[str, str] = {}
        for name in _PLACEHOLDER.findall(template):
            found = filler(name)
            if found is None and _TO_THE_READER.search(self.library.placeholders[name]):
                return ""
            said[name] = spoken(found.text) if found and found.kind == "words" else self.placeholder(name, filler)
        return fill(_QUOTED.sub(r"“\1”", template), said)

    def tell(self, message: str, filler: Filler) -> str:
        """Return a message filled for one person, with a capital where plain words such as "the deal" come first."""
        said = self.personal(self.template(message), filler)
        return said[:1].upper() + said[1:]

    def placeholder(self, name: str, filler: Filler) -> str:
        """Return what stands for one placeholder, as inline Markdown."""
        found = filler(name)
        return self.library.placeholders[name] if found is None else self._show(found, filler)

    def own(self, name: str, filler: Filler) -> str:
        """Return what this person's answers put in the place of a placeholder, as inline Markdown; "" where that is nothing."""
        found = filler(name)
        return "" if found is None else self._show(found, filler)

    def _show(self, found: Fill, filler: Filler) -> str:
        match found.kind:
            case "amount":
                return self.amount_per(found.number, found.basis)
            case "rough":
                return self.rough(found.number)
            case "percent":
                return self.percent(found.number)
            case "duration":
                return self.duration(found.number)
            case "count" if found.number == 1:
                return self.say(found.one)
            case "count" | "number":
                return self.say(found.text, number=self.number(found.number))
            case "words":
                return quoted(found.text)
            case "name":
                return escape(shorten(found.text))
            case "date":
                return "" if found.date is None else self.date(found.date)
            case "case":
                return self._word_of_case(found.text)
            case "option":
                return self.option(found.text)
            case "message":
                return self.personal(self.template(found.text), filler)

    def _word_of_case(self, text: str) -> str:
        """Return a word of a case, from ``worksheet.word=case``; that of the plain case where there is no such case."""
        place, case = text.split("=")
        worksheet, word = place.split(".")
        sheet = self.library.worksheet(worksheet)
        return cases.words(sheet, case)[word] if sheet else ""

    def option(self, text: str) -> str:
        """Return an answer's label in running text, from ``worksheet.question=answer``."""
        label = self.label(text)
        return label if label.startswith("I ") else label[:1].lower() + label[1:]

    def label(self, text: str) -> str:
        """Return an answer's label, from ``worksheet.question=answer``; a question in rows is named like any other."""
        place, option = text.split("=")
        worksheet, question = place.split(".")
        sheet = self.library.worksheet(worksheet)
        labels = (
            choice.label
            for outer in (sheet.questions() if sheet else ())
            for asked in (outer, *outer.questions)
            if asked.id == question
            for choice in asked.options
            if choice.id == option
        )
        return next(labels, option)

    def amount(self, value: Fraction) -> str:
        """Return a computed amount: whole from 100 up, else with cents where there are any."""
        return self.exact(Fraction(round(value)) if abs(value) >= WHOLE_FROM else Fraction(round(value * 100), 100))

    def exact(self, value: Fraction) -> str:
        """Return an amount with all the decimals that were typed, and the currency where one is set."""
        sign = "\u2212" if value < 0 else ""
        digits = self.number(abs(value), least=2)
        mark = self.currency
        if not mark:
            return sign + digits
        if self.numbers in ("comma", "auto-comma"):
            return f"{sign}{digits}{_NO_BREAK}{mark}"
        gap = _NO_BREAK if mark[-1:].isalnum() or mark.endswith(".") else ""
        return f"{sign}{mark}{gap}{digits}"

    def rough(self, value: Fraction) -> str:
        """Return an amount that comes from a model, with two significant digits."""
        return self.say("number-about", number=self.amount(_significant(value)))

    def number(self, value: Fraction, least: int = 0) -> str:
        """Return a number that is 0 or more in the person's style.

        At most six decimals, and no fewer than ``least`` where there are decimals at all.

        >>> Words(Library(), "comma", "").number(Fraction(104001, 2), least=2)
        '52.000,50'
        """
        group, mark = (".", ",") if self.numbers in ("comma", "auto-comma") else (",", ".")
        scaled = round(value * 10**6)
        whole, part = divmod(scaled, 10**6)
        text = f"{whole:,}".replace(",", group)
        decimals = f"{part:06d}".rstrip("0")
        return text + mark + decimals.ljust(least, "0") if decimals else text

    def percent(self, share: Fraction) -> str:
        """Return a share in percent, with one decimal where it is not whole."""
        return self.say("number-percent", number=self.number(Fraction(round(share * 1000), 10)))

    def rough_percent(self, share: Fraction) -> str:
        """Return a share that rests on a guess, in whole percent."""
        return self.percent(Fraction(round(share * 100), 100))

    def per(self, value: Fraction, basis: Basis) -> str:
        """Return an amount as it was typed, with what it is for."""
        return self._for(self.exact(value), basis)

    def amount_per(self, value: Fraction, basis: Basis) -> str:
        """Return a computed amount, with what it is for."""
        return self._for(self.amount(value), basis)

    def _for(self, amount: str, basis: Basis) -> str:
        return amount if basis in ("", "once") else self.say(f"amount-a-{basis}", amount=amount)

    def unit(self, basis: Basis) -> str:
        """Return what an amount is for by itself, such as "a year"; "" where it is paid once or nothing says it."""
        return "" if basis in ("", "once") else self.say(f"number-unit-{basis}")

    def converted(self, typed: str, amount: str) -> str:
        """Return an amount as it was typed, and what it comes to for another time."""
        return self.say("number-converted", typed=typed, amount=amount)

    def between(self, low: str, high: str) -> str:
        """Return two amounts as the ends of a range."""
        return self.say("number-range", low=low, high=high)

    def until(self, months: Fraction, day: Day) -> str:
        """Return a length of time, and the day until which it was counted."""
        month = self.say(f"number-month-{MONTHS[day.month - 1]}")
        return self.say(
            "number-until", duration=self.duration(months), day=str(day.day), month=month, year=str(day.year)
        )

    def date(self, date: Date) -> str:
        """Return a day of the calendar, with its day of the week where it was named exactly."""
        day = date.day
        month = self.say(f"number-month-{MONTHS[day.month - 1]}")
        if date.rough:
            return self.say("number-date-about", day=str(day.day), month=month, year=str(day.year))
        weekday = self.say(f"number-weekday-{WEEKDAYS[day.weekday]}")
        return self.say("number-date", weekday=weekday, day=str(day.day), month=month, year=str(day.year))

    def duration(self, months: Fraction) -> str:
        """Return a time in the unit that a person would use for it."""
        days = months * DAYS_A_MONTH
        if not days:
            return self.say("number-no-wait")
        if days < 2 and days.denominator != 1:
            return self._counted("hour", Fraction(round(days * 240), 10))
        if months % 12 == 0:
            return self._counted("year", months / 12)
        if months.denominator == 1:
            return self._counted("month", months)
        if days % 7 == 0 and months < 12:
            return self._counted("week", days / 7)
        if days.denominator == 1 and months < 3:
            return self._counted("day", days)
        return self._counted("month", Fraction(round(months * 10), 10))

    def hours(self, hours: Fraction) -> str:
        """Return a number of hours."""
        return self._counted("hour", hours)

    def _counted(self, unit: str, count: Fraction) -> str:
        if count == 1:
            return self.library.messages[_ONE[unit]]
        return self.say(_MANY[unit], number=self.number(count))

    def understood(self, understood: Understood) -> str:
        """Return what was understood of one typed field."""
        return self.say(understood.message) if understood.message else KINDS[understood.kind].show(understood, self)


_ONE = {
    "day": "number-one-day",
    "week": "number-one-week",
    "month": "number-one-month",
    "year": "number-one-year",
    "hour": "number-one-hour",
}
_MANY = {
    "day": "number-days",
    "week": "number-weeks",
    "month": "number-months",
    "year": "number-years",
    "hour": "number-hours",
}


def fill(template: str, values: Mapping[str, str]) -> str:
    """Return a template with its placeholders filled in one pass: what a person typed is never filled again."""
    return _PLACEHOLDER.sub(lambda match: values[match[1]], template)


def _significant(value: Fraction, digits: int = 2) -> Fraction:
    """Return a number rounded to so many significant digits."""
    if not value:
        return value
    scale = Fraction(10) ** (len(str(int(abs(value)))) - digits)
    return round(value / scale) * scale
