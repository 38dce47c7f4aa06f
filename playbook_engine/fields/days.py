"""Days of the calendar, and the ways in which people name one: ``in March``, ``by 4 March 2027``, ``end of May``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NoReturn

from playbook_engine.errors import Choice, FieldFault
from playbook_engine.fields.numerals import shorten

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MIDDLE = 15  # a month that is named without a day counts as its middle
_MONTH = rf"(?P<month>{'|'.join((*MONTHS, *(f'{name[:3]}(?:t)?' for name in MONTHS)))})\.?"
_PART = r"(?P<part>(?:the )?(?:beginning|start|middle|end) of |early |mid[- ]|late )"
_YEAR = r"(?P<year>[12]\d{3})"
_DAY = r"(?P<day>\d{1,2})(?:st|[nr]d|th)?"
_BEFORE = r"(?P<lead>in|by|before|until|till|on|from|around|about) (?:the )?"
_FORMS = (
    re.compile(rf"(?:{_BEFORE})?{_PART}?{_MONTH}(?:,? (?:of )?{_YEAR})?"),
    re.compile(rf"(?:{_BEFORE})?{_DAY} (?:of )?{_MONTH}(?:,? {_YEAR})?"),
    re.compile(rf"(?:{_BEFORE})?{_MONTH} {_DAY}(?:,? {_YEAR})?"),
    re.compile(rf"(?:{_BEFORE})?{_YEAR}-(?P<number>\d{{1,2}})-{_DAY}"),
    re.compile(rf"(?:{_BEFORE})?{_DAY}\.(?P<number>\d{{1,2}})\.{_YEAR}"),
)
_SLASHES = re.compile(rf"((?:{_BEFORE})?)(\d{{1,2}})/(\d{{1,2}})/{_YEAR}")
_QUARTER = re.compile(rf"(?:{_BEFORE})?(?:q([1-4])|the (first|second|third|fourth|last) quarter)(?: (?:of )?{_YEAR})?")
_WHOLE_YEAR = re.compile(
    rf"(?:{_BEFORE})?(?P<next>next year)|(?:{_BEFORE.replace('<lead>', '<lead2>')})?(?P<year>20\d\d)"
)
_END = re.compile(rf"(?:{_BEFORE})?(?:the )?(?:end of (?:the |this )?(?P<unit>month|year)|(?P<year_end>year[- ]end))")
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


@dataclass(frozen=True, slots=True, order=True)
class Day:
    """A day of the Gregorian calendar."""

    year: int
    month: int
    day: int

    @property
    def number(self) -> int:
        """How many days it is after the last day of the year 0, so that two days can be subtracted.

        >>> Day(2027, 3, 1).number - Day(2026, 11, 26).number
        95
        """
        years = self.year - 1
        before = sum(_length(self.year, month) for month in range(1, self.month))
        return 365 * years + years // 4 - years // 100 + years // 400 + before + self.day

    @property
    def weekday(self) -> int:
        """Which day of the week it is, from 0 for a Monday.

        >>> WEEKDAYS[Day(2026, 11, 26).weekday]
        'thursday'
        """
        return (self.number - 1) % 7

    def after(self, days: int) -> Day:
        """Return the day that comes so many days later.

        >>> Day(2026, 11, 26).after(14), Day(2027, 12, 31).after(1)
        (Day(year=2026, month=12, day=10), Day(year=2028, month=1, day=1))
        """
        year, month, day = self.year, self.month, self.day + days
        while day > (length := _length(year, month)):
            day -= length
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        return Day(year, month, day)

    def months_after(self, months: int) -> Day:
        """Return the same day so many months later, or the last of a month that is too short for it.

        >>> Day(2027, 1, 31).months_after(1)
        Day(year=2027, month=2, day=28)
        """
        years, month = divmod(self.month - 1 + months, 12)
        year = self.year + years
        return Day(year, month + 1, min(self.day, _length(year, month + 1)))


@dataclass(frozen=True, slots=True)
class Date:
    """A day that somebody named; ``rough`` where they named only a week or a month, and it stands for the whole of it."""

    day: Day
    rough: bool = False


def from_iso(text: str) -> Day | None:
    """Return the day that a text such as ``2026-11-26`` names; None when it names none.

    >>> from_iso("2026-02-28"), from_iso("2026-02-29")
    (Day(year=2026, month=2, day=28), None)
    """
    found = _ISO.fullmatch(text)
    return _day(int(found[1]), int(found[2]), int(found[3])) if found else None


def parse(body: str, text: str, today: Day | None) -> Day | None:
    """Return the day that a tidy text in small letters names; None when it names none.

    A month without a year is the next one to come, counted from ``today``. Raises :class:`FieldFault` when today is
    needed and not known, when the day lies behind, and when a text names a day in more than one way; ``text`` is what
    was typed.
    """
    if found := _SLASHES.fullmatch(body):
        return _either_order(found, text, today)
    if found := _QUARTER.fullmatch(body):
        return _one_of_quarter(found, text, today)
    if found := _WHOLE_YEAR.fullmatch(body):
        return _part_of_year(found, text, today)
    if found := _END.fullmatch(body):
        known = _known(today, text)
        month = known.month if found["unit"] == "month" else 12
        return Day(known.year, month, _length(known.year, month))
    found = next((match for form in _FORMS if (match := form.fullmatch(body))), None)
    if found is None:
        return None
    named = found.groupdict()
    month = int(named["number"]) if named.get("number") else _month(named["month"])
    day = int(named["day"]) if named.get("day") else 0
    return _reach(month, day, named, text, today)


def _reach(month: int, day: int, named: dict[str, str | None], text: str, today: Day | None) -> Day:
    known = _known(today, text)
    if named.get("year"):
        return _ahead(_in_year(int(named["year"] or 0), month, day, named, text), known, text, whole_month=not day)
    this, following = (_in_year(year, month, day, named, text) for year in (known.year, known.year + 1))
    if not day and month == known.month:
        name = MONTHS[month - 1].capitalize()
        lead = named.get("part") or ""
        choices = tuple(Choice(f"{lead}{name} {year}", f"{lead}{name} {year}") for year in (known.year, known.year + 1))
        raise FieldFault("duration-which-year", choices, text=shorten(text))
    return this if this >= known else following


def _in_year(year: int, month: int, day: int, named: dict[str, str | None], text: str) -> Day:
    length = _length(year, month) if 1 <= month <= 12 else 0
    part = (named.get("part") or "").removeprefix("the ")
    if part.startswith(("beginning", "start", "early")) or (
        not part and named.get("lead") in ("by", "before", "until", "till")
    ):
        day = day or 1
    elif part.startswith(("end", "late")):
        day = day or length
    found = _day(year, month, day or MIDDLE)
    if found is None:
        raise FieldFault("duration-no-such-day", text=shorten(text))
    return found


def _ahead(day: Day, today: Day, text: str, *, whole_month: bool) -> Day:
    """Return a day that lies ahead; a month that has begun counts from today."""
    if day >= today:
        return day
    if whole_month and (day.year, day.month) == (today.year, today.month):
        return today
    raise FieldFault("duration-in-the-past", text=shorten(text))


def _either_order(found: re.Match[str], text: str, today: Day | None) -> Day:
    year, one, other = int(found["year"]), int(found[3]), int(found[4])
    days = [day for day in (_day(year, other, one), _day(year, one, other)) if day is not None]
    if not days:
        raise FieldFault("duration-no-such-day", text=shorten(text))
    if len(days) == 2 and days[0] != days[1]:
        raise FieldFault(
            "duration-which-day", tuple(Choice(spelt, spelt) for spelt in map(_spelt, days)), text=shorten(text)
        )
    return _ahead(days[0], _known(today, text), text, whole_month=False)


def _one_of_quarter(found: re.Match[str], text: str, today: Day | None) -> Day:
    """Ask which month of a quarter is meant: three months are too long to take their middle."""
    known = _known(today, text)
    quarter = int(found[2]) if found[2] else _QUARTERS[found[3]]
    months = range(3 * quarter - 2, 3 * quarter + 1)
    year = int(found["year"]) if found["year"] else known.year + (months[-1] < known.month)
    _offer([(year, month) for month in months], "duration-which-month", known, text)


def _part_of_year(found: re.Match[str], text: str, today: Day | None) -> Day:
    known = _known(today, text)
    year = known.year + 1 if found["next"] else int(found["year"])
    _offer([(year, month) for month in (1, 4, 7, 10, 12)], "duration-which-month", known, text)


def _offer(months: list[tuple[int, int]], message: str, today: Day, text: str) -> NoReturn:
    ahead = [month for month in months if month >= (today.year, today.month)]
    if not ahead:
        raise FieldFault("duration-in-the-past", text=shorten(text))
    names = [f"{MONTHS[month - 1].capitalize()} {year}" for year, month in ahead]
    raise FieldFault(message, tuple(Choice(name, name) for name in names), text=shorten(text))


def _known(today: Day | None, text: str) -> Day:
    if today is None:
        raise FieldFault("duration-needs-today", text=shorten(text))
    return today


def _day(year: int, month: int, day: int) -> Day | None:
    good = year > 0 and 1 <= month <= 12 and 1 <= day <= _length(year, month)
    return Day(year, month, day) if good else None


def _length(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def _month(name: str | None) -> int:
    return next(number for number, month in enumerate(MONTHS, 1) if month.startswith((name or "")[:3]))


def _spelt(day: Day) -> str:
    return f"{day.day} {MONTHS[day.month - 1].capitalize()} {day.year}"
