"""A day of the calendar, in the ways in which people name one: ``mid March``, ``in 2 weeks``, ``next Tuesday``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from playbook_engine.errors import Choice, FieldFault
from playbook_engine.fields import days, duration
from playbook_engine.fields.days import MONTHS, WEEKDAYS, Date, Day
from playbook_engine.fields.kind import Answer, Asked, Draw, FieldKind, Numbers, Raw, Reader, Understood
from playbook_engine.fields.numerals import NumberStyle, shorten, tidy, without_doubt

YEARS_AHEAD = 100
_NAMES = "|".join(f"{name[:3]}(?:{name[3:]}|{name[3:5]}|{name[3:4]})?" for name in WEEKDAYS)
_WEEKDAY = rf"(?P<weekday>{_NAMES})s?\.?"
_TIME = re.compile(
    r",? (?:at )?(?:\d{1,2}(?:[:.h]\d\d)(?: ?[ap]\.?m\.?)?|\d{1,2} ?(?:[ap]\.?m\.?|o'?clock|h)|noon|midday|half past \w+)$"
    r"|,?(?<!\bthis) (?:at \d{1,2}|(?:in the |at |first thing (?:in the )?)?(?:morning|afternoon|evening|noon|lunchtime|night)|first thing)$"
)
_TODAY = {
    "today",
    "tonight",
    "now",
    "this morning",
    "this afternoon",
    "this evening",
    "right now",
    "at once",
    "later today",
}
_NEXT_DAYS = {"tomorrow": 1, "the next day": 1, "the day after tomorrow": 2, "day after tomorrow": 2, "overmorrow": 2}
_BY_NAME = re.compile(
    rf"(?:on |by |before |until |till )?(?P<which>this |next |coming |this coming |the coming )?{_WEEKDAY}(?P<week> (?:week|next week|in (?:a|one) week))?"
)
_WEEK_ON = re.compile(rf"(?:a|one|1) week (?:on |from |next )?{_WEEKDAY}")
_WITH_NAME = re.compile(rf"(?P<lead>(?:on|by|before|until|till) )?{_WEEKDAY},? (?:the )?(?P<rest>.*\d.*)")
_NAME_LAST = re.compile(rf"(?P<rest>.*\d.*?),? \(?{_WEEKDAY}\)?")
_OF_MONTH = re.compile(
    r"(?:on |by |before |until |till )?(?:the )?(?P<day>\d{1,2})(?:st|[nr]d|th)(?P<next> of next month)?"
)
_TWO = re.compile(
    r"(?:(?:between|from) )?(?:the )?(?P<one>\d{1,2})(?:st|[nr]d|th)? ?(?:-|/|to|or|and|until|till) ?(?:the )?(?P<other>\d{1,2})(?:st|[nr]d|th)? (?P<rest>(?:of )?[a-z]{3,9}\.?(?:,? \d{4})?)"
)
_NUMERALS = re.compile(
    r"(?P<lead>(?:on|by|before|until|till) )?(?P<one>\d{1,2})(?P<mark>[/.-])(?P<other>\d{1,2})(?:(?P=mark)(?P<year>\d{2}|\d{4}))?(?P<tail>\.?)"
)
_WEEKS = re.compile(
    r"(?:(?:some ?time |at some point |in |by |during )*)(?P<part>(?:the )?(?:beginning of |start of |middle of |end of |mid[- ]?|early |late )?)(?P<which>this|next|the) (?P<unit>week|month)|(?:the )?week after next"
)
_FAR = re.compile(r"[12]\d{3}")
_LED = re.compile(r"^(?:in|after|within) | (?:from now|from today|time|away)$|'s? time$")


def parse(text: str, today: Day | None, numbers: NumberStyle = "auto") -> Date:
    """Return the day that a text names, counted from ``today`` where it names none of its own.

    Raises :class:`FieldFault` with the readings where it can mean several days, when the day lies behind, and when today
    is needed and not known.

    >>> parse("mid March", Day(2026, 11, 26)), parse("in 2 weeks", Day(2026, 11, 26)).day
    (Date(day=Day(year=2027, month=3, day=15), rough=True), Day(year=2026, month=12, day=10))
    """
    try:
        found = _read(_body(text), text, today, numbers)
    except FieldFault as fault:
        raise _of_a_date(fault) from None
    if today is not None and found.day.year > today.year + YEARS_AHEAD:
        raise FieldFault("date-too-far")
    return found


def _body(text: str) -> str:
    body = without_doubt(tidy(text).lower().replace("’", "'")).rstrip("!?").strip()
    body = body if _NUMERALS.fullmatch(body) else body.rstrip(".")
    return _TIME.sub("", body).strip(" ,")


_OF_A_DATE = {  # the faults of a length of time and of a day, in words that ask for a date
    "duration-unclear": "date-unclear",
    "duration-needs-a-unit": "date-number-alone",
    "duration-ambiguous": "date-ambiguous",
    "duration-range": "date-range",
    "duration-which-day": "date-which-day",
    "duration-which-month": "date-which-month",
    "duration-which-year": "date-which-year",
    "duration-no-such-day": "date-no-such-day",
    "duration-in-the-past": "date-in-the-past",
    "duration-needs-today": "date-needs-today",
    "duration-too-long": "date-too-far",
}


def _of_a_date(fault: FieldFault) -> FieldFault:
    return FieldFault(_OF_A_DATE.get(fault.message, fault.message), fault.choices, **dict(fault.values))


def _read(body: str, text: str, today: Day | None, numbers: NumberStyle) -> Date:
    known = today
    if known is None:  # a whole date needs no day to count from
        if not _FAR.search(body):
            raise FieldFault("date-needs-today", text=shorten(text))
        known = Day(1, 1, 1)
    for read in (_near, _by_weekday, _by_numerals, _two_days, _of_this_month, _of_a_week, _of_the_calendar):
        if (found := read(body, text, known)) is not None:
            return found
    return _from_now(body, text, known, numbers)


def _near(body: str, text: str, today: Day) -> Date | None:  # noqa: ARG001
    if body in _TODAY:
        return Date(today)
    return Date(today.after(_NEXT_DAYS[body])) if body in _NEXT_DAYS else None


def _by_weekday(body: str, text: str, today: Day) -> Date | None:
    """Read a day of the week, alone or beside the day that it is."""
    if found := _WEEK_ON.fullmatch(body):
        return Date(_coming(found, today).after(7))
    if found := _BY_NAME.fullmatch(body):
        return _one_weekday(found, text, today)
    if found := _WITH_NAME.fullmatch(body) or _NAME_LAST.fullmatch(body):
        wanted = _weekday(found["weekday"])
        date = next(
            (
                date
                for read in (_by_numerals, _of_this_month, _of_the_calendar)
                if (date := read(found["rest"], text, today))
            ),
            None,
        )
        if date is None or date.rough or date.day.weekday == wanted:
            return date
        shift = wanted - date.day.weekday
        near = (date.day.number + (shift if abs(shift) <= 3 else shift - 7 if shift > 0 else shift + 7)) - today.number
        offered = [date.day, *([today.after(near)] if near >= 0 else [])]
        raise FieldFault(
            "date-other-weekday", _offered(offered), text=shorten(text), weekday=WEEKDAYS[date.day.weekday].capitalize()
        )
    return None


def _one_weekday(found: re.Match[str], text: str, today: Day) -> Date:
    """Return the day that is meant; "next Friday" on a Monday can be this week's or next week's."""
    coming = _coming(found, today)
    if found["week"]:
        return Date(coming.after(7))
    which = (found["which"] or "").strip()
    if coming == today:
        return _the_one([today, today.after(7)] if which != "next" else [today.after(7)], text)
    if which == "next":
        # Weeks begin on Monday for some and on Sunday for others.
        ends = {today.number + 6 - today.weekday, today.number + (5 - today.weekday) % 7}
        return _the_one(sorted({coming} | {coming.after(7) for end in ends if coming.number <= end}), text)
    return Date(coming)


def _coming(found: re.Match[str], today: Day) -> Day:
    return today.after((_weekday(found["weekday"]) - today.weekday) % 7)


def _weekday(name: str) -> int:
    return next(number for number, full in enumerate(WEEKDAYS) if full.startswith(name[:3]))


def _by_numerals(body: str, text: str, today: Day) -> Date | None:
    """Read ``15/3``, ``15.3.27`` and ``15-3-2027``; with a point, the day comes first."""
    found = _NUMERALS.fullmatch(body)
    if found is None or (found["tail"] and found["mark"] != "."):
        return None
    one, other = int(found["one"]), int(found["other"])
    orders = [(one, other)] if found["mark"] == "." else sorted({(one, other), (other, one)})
    years = _years(found["year"], today)
    named = [
        [day for year in years if (day := days.from_iso(f"{year:04d}-{month:02d}-{date:02d}"))]
        for date, month in orders
    ]
    readings = [next((day for day in some if day >= today), None) for some in named]
    ahead = {day for day in readings if day is not None}
    if not any(named):
        raise FieldFault("date-no-such-day", text=shorten(text))
    if not ahead:
        raise FieldFault("date-in-the-past", text=shorten(text))
    either = {day for some in named for day in some} if found["year"] else ahead
    return _the_one(sorted(either), text, "date-which-day")


def _years(year: str | None, today: Day) -> Sequence[int]:
    if year:
        return (int(year) if len(year) == 4 else today.year - today.year % 100 + int(year),)
    return range(today.year, today.year + 9)  # a 29 February comes within eight years


def _two_days(body: str, text: str, today: Day) -> Date | None:
    found = _TWO.fullmatch(body)
    if found is None:
        return None
    ends = [
        _of_the_calendar(f"{found[name]} {found['rest'].removeprefix('of ')}", text, today) for name in ("one", "other")
    ]
    both = [end.day for end in ends if end is not None]
    return _the_one(both, text, "date-range") if len(both) == 2 and both[0] < both[1] else None


def _of_this_month(body: str, text: str, today: Day) -> Date | None:
    """Read ``the 15th``: of this month, or of the next where this month's has passed."""
    found = _OF_MONTH.fullmatch(body)
    if found is None:
        return None
    first = Day(today.year, today.month, 1)
    starts = [first.months_after(ahead) for ahead in ((1,) if found["next"] else range(3))]
    for start in starts:
        day = days.from_iso(f"{start.year:04d}-{start.month:02d}-{int(found['day']):02d}")
        if day is not None and day >= today:
            return Date(day)
    raise FieldFault("date-no-such-day", text=shorten(text))


def _of_a_week(body: str, text: str, today: Day) -> Date | None:  # noqa: ARG001
    """Read "next week" and "this month", which stand for a day in their middle; "end of next week" for its Friday."""
    found = _WEEKS.fullmatch(body)
    if found is None:
        return None
    ahead = 2 if found["which"] is None else int(found["which"] == "next")
    part = found["part"] or ""
    place = (
        "end" if "end" in part or "late" in part else "start" if re.search("beginning|start|early", part) else "middle"
    )
    if found["unit"] == "month":
        first = Day(today.year, today.month, 1).months_after(ahead)
        last = first.months_after(1).number - first.number - 1
        day = first.after({"start": 0, "middle": days.MIDDLE - 1, "end": last}[place])
    else:
        monday = 7 * ahead - today.weekday
        day = today.after(max(0, monday + {"start": 0, "middle": 2, "end": 4}[place]))
    return Date(max(day, today), rough=True)


def _of_the_calendar(body: str, text: str, today: Day) -> Date | None:
    day = days.parse(body, text, today)
    if day is None:
        return None
    return Date(day, rough=not re.search(r"(?<!\d)\d{1,2}(?!\d)", body))


def _from_now(body: str, text: str, today: Day, numbers: NumberStyle) -> Date:
    """Read a length of time from now: days and weeks to the day, months and years roughly."""
    if (alone := re.fullmatch(r"\d{1,2}", body)) and (count := int(alone[0])):
        readings = [today.after(count)]
        if count <= 31 and (date := _of_this_month(f"{count}th", text, today)):
            readings.append(date.day)
        raise FieldFault("date-number-alone", _offered(sorted(set(readings))), text=shorten(text))
    months = duration.parse(body, numbers)
    if months.denominator == 1:
        return Date(today.months_after(int(months)), rough=bool(months))
    whole = _LED.sub("", _LED.sub("", body))
    return Date(
        today.after(int(months * duration.DAYS_A_MONTH)), rough=bool(re.search(r"month|quarter|year|½|half", whole))
    )


def _the_one(readings: Sequence[Day], text: str, message: str = "date-ambiguous") -> Date:
    """Return the only reading. Raises :class:`FieldFault` with all of them where there are several."""
    if len(readings) == 1:
        return Date(readings[0])
    raise FieldFault(message, _offered(readings), text=shorten(text))


def _spelt(day: Day) -> str:
    return f"{day.day} {MONTHS[day.month - 1].capitalize()} {day.year}"


def _offered(readings: Sequence[Day]) -> tuple[Choice, ...]:
    """Return each day as it can be typed, and as it is told apart: with its day of the week."""
    spelt = [_spelt(day) for day in readings]
    return tuple(
        Choice(one, f"{WEEKDAYS[day.weekday].capitalize()} {one}") for day, one in zip(readings, spelt, strict=True)
    )


def read(question: Asked, raw: object, path: str, reader: Reader) -> Answer:
    """Return the date; None when it is blank, unknown or faulty."""
    reached: list[Date] = []
    lasting: list[str] = []

    def named(text: str, numbers: NumberStyle) -> Fraction:
        reached.append(parse(text, reader.today, numbers))
        lasting.append(_lasting(reached[0], text, numbers))
        return Fraction(0)

    reader.control("date", named, raw, path, question.none)
    if not reached:
        return None
    reader.understood[path] = Understood("date", date=reached[0], lasting=lasting[0])
    return reached[0]


def _lasting(date: Date, text: str, numbers: NumberStyle) -> str:
    """Return the day in words that mean the same tomorrow; "" where those that were typed do, and where it is rough.

    >>> _lasting(Date(Day(2026, 12, 10)), "in 2 weeks", "auto"), _lasting(Date(Day(2027, 3, 15)), "15 March 2027", "auto")
    ('10 December 2026', '')
    """
    if date.rough:
        return ""
    try:
        known = parse(text, None, numbers)
    except FieldFault:
        known = None
    return "" if known == date else _spelt(date.day)


def sample(question: Asked, draw: Draw) -> Raw:  # noqa: ARG001
    """Return a day to try a form with."""
    odd = (
        "", "?", "soon", "tomorrow", "next Tuesday", "Friday", "3/4/2027", "3/4", "15.3.", "15-20 March", "31 June 2027", "1 May 2001", "15",
        "the 15th", "Q2", "2027", "March", "in 2 months", "Monday 16 March 2027", "none", "dunno", "week after next", "2999-12-31", "9" * 130,
    )  # fmt: skip
    return draw.pick(odd) if draw.strange else draw.pick(("mid March", "in 2 weeks", "15/3/2027", "2027-03-15"))


def show(understood: Understood, numbers: Numbers) -> str:
    """Return what was understood."""
    return "" if understood.date is None else numbers.date(understood.date)


KIND = FieldKind("date", read, sample, show)
