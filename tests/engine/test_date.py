"""fields.date: the ways in which people name a day, read as they mean it, or asked about where it can be several."""

from __future__ import annotations

from datetime import date as calendar_day
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine.errors import FieldFault
from playbook_engine.fields import KINDS, date
from playbook_engine.fields.days import MONTHS, WEEKDAYS, Date, Day
from playbook_engine.fields.kind import Reader
from playbook_engine.library import Library
from playbook_engine.words import Words
from playbook_engine.worksheet import Question

THURSDAY = Day(2026, 11, 26)
TALK = Question("talk_date", "date", "", "", "", "", none="nothing-yet")


def table(*lines: str) -> list[object]:
    """Return a line for each text: ``text = day``, with ``~`` before a day that only stands for a week or a month."""
    return [pytest.param(*line.rsplit(" = ", 1), id=line) for line in lines]


def written(found: Date) -> str:
    return f"{'~' if found.rough else ''}{found.day.year}-{found.day.month:02d}-{found.day.day:02d}"


@pytest.mark.parametrize(
    ("text", "day"),
    table(
        "mid March = ~2027-03-15", "in 2 weeks = 2026-12-10", "15/3/2027 = 2027-03-15", "2027-03-15 = 2027-03-15", "next Tuesday = 2026-12-01",
        "tomorrow = 2026-11-27", "March = ~2027-03-15", "today = 2026-11-26", "tonight = 2026-11-26", "this afternoon = 2026-11-26",
        "in 30 minutes = 2026-11-26", "in an hour = 2026-11-26", "day after tomorrow = 2026-11-28", "Tomorrow at 10. = 2026-11-27",
        "tomorrow, 14:30 = 2026-11-27", "Tuesday = 2026-12-01", "Tues = 2026-12-01", "on Weds = 2026-12-02", "this Friday = 2026-11-27",
        "coming Tuesday = 2026-12-01", "a week on Tuesday = 2026-12-08", "Tuesday week = 2026-12-08", "next Thursday = 2026-12-03",
        "15/3 = 2027-03-15", "15.3. = 2027-03-15", "15.3.27 = 2027-03-15", "3.4.2027 = 2027-04-03", "15-03-2027 = 2027-03-15", "29/2 = 2028-02-29",
        "the 15th = 2026-12-15", "the 27th = 2026-11-27", "by the 1st = 2026-12-01", "the 15th of next month = 2026-12-15",
        "2 December = 2026-12-02", "Dec 2nd = 2026-12-02", "December 2, 2026 = 2026-12-02", "25 November = 2027-11-25", "26 Nov = 2026-11-26",
        "Monday 15 March = 2027-03-15", "15 March 2027 (Monday) = 2027-03-15", "Thursday 3 December, 9.30 = 2026-12-03",
        "15 March at 10am = 2027-03-15", "next week = ~2026-12-02", "end of next week = ~2026-12-04", "week after next = ~2026-12-09",
        "this week = ~2026-11-26", "next month = ~2026-12-15", "early next month = ~2026-12-01", "end of the month = ~2026-11-30",
        "in 2 months = ~2027-01-26", "in half a year = ~2027-05-26", "2 weeks from now = 2026-12-10", "in a fortnight = 2026-12-10",
        "in ten days = 2026-12-06", "end of the year = ~2026-12-31", "１５/３/２０２７ = 2027-03-15", "around 15 March = 2027-03-15",
    ),
)  # fmt: skip
def test_a_day_is_read_as_people_name_it(text: str, day: str) -> None:
    assert written(date.parse(text, THURSDAY)) == day


@pytest.mark.parametrize(
    ("text", "message", "offered"),
    [
        ("3/4/2027", "date-which-day", ["Thursday 4 March 2027", "Saturday 3 April 2027"]),
        ("3/4", "date-which-day", ["Thursday 4 March 2027", "Saturday 3 April 2027"]),
        ("12/11/26", "date-which-day", ["Thursday 12 November 2026", "Friday 11 December 2026"]),
        ("Thursday", "date-ambiguous", ["Thursday 26 November 2026", "Thursday 3 December 2026"]),
        ("next Friday", "date-ambiguous", ["Friday 27 November 2026", "Friday 4 December 2026"]),
        ("next Sunday", "date-ambiguous", ["Sunday 29 November 2026", "Sunday 6 December 2026"]),
        ("15", "date-number-alone", ["Friday 11 December 2026", "Tuesday 15 December 2026"]),
        ("15-20 March", "date-range", ["Monday 15 March 2027", "Saturday 20 March 2027"]),
        ("between 3 and 5 May 2027", "date-range", ["Monday 3 May 2027", "Wednesday 5 May 2027"]),
        ("Tuesday 15 March 2027", "date-other-weekday", ["Monday 15 March 2027", "Tuesday 16 March 2027"]),
        ("Q2", "date-which-month", ["April 2027", "May 2027", "June 2027"]),
        ("November", "date-which-year", ["November 2026", "November 2027"]),
        ("6-9 months", "date-range", ["6 months", "7.5 months", "9 months"]),
        ("31 June 2027", "date-no-such-day", []),
        ("29/2/2027", "date-no-such-day", []),
        ("1 May 2001", "date-in-the-past", []),
        ("1.5.2001", "date-in-the-past", []),
        ("2999-12-31", "date-too-far", []),
        ("soon", "date-unclear", []),
        ("before Christmas", "date-unclear", []),
        ("x" * 300, "date-unclear", []),
    ],
)
def test_what_can_be_several_days_is_asked_about(text: str, message: str, offered: list[str]) -> None:
    with pytest.raises(FieldFault) as raised:
        date.parse(text, THURSDAY)
    assert (raised.value.message, [choice.shown for choice in raised.value.choices]) == (message, offered)


WAYS = (
    "15",
    "35",
    "3/4",
    "3/4/2027",
    "Thursday",
    "next Friday",
    "next Sunday",
    "15-20 March",
    "Tuesday 15 March 2027",
    "Q2",
    "2027",
    "6-9 months",
)


@pytest.mark.parametrize("text", WAYS)
def test_each_offered_day_has_one_reading(text: str) -> None:
    with pytest.raises(FieldFault) as raised:
        date.parse(text, THURSDAY)
    for choice in raised.value.choices:
        assert date.parse(choice.value, THURSDAY).day >= THURSDAY


@pytest.mark.parametrize(
    ("text", "day"),
    table(
        "15 March 2027 = 2027-03-15",
        "15/3/2027 = 2027-03-15",
        "2027-03-15 = 2027-03-15",
        "Monday 15 March 2027 = 2027-03-15",
    ),
)
def test_a_whole_date_needs_no_day_to_count_from(text: str, day: str) -> None:
    assert written(date.parse(text, None)) == day


@pytest.mark.parametrize("text", ["mid March", "in 2 weeks", "tomorrow", "Tuesday", "15/3", "the 15th"])
def test_what_counts_from_today_is_not_guessed_without_it(text: str) -> None:
    with pytest.raises(FieldFault, match="date-needs-today"):
        date.parse(text, None)


@given(st.dates(calendar_day(2026, 11, 26), calendar_day(2099, 12, 31)))
def test_any_day_to_come_is_reached_however_it_is_written(day: calendar_day) -> None:
    name, weekday = MONTHS[day.month - 1], WEEKDAYS[day.weekday()]
    ways = (
        day.isoformat(),
        f"{day.day} {name} {day.year}",
        f"{weekday} {name} {day.day}, {day.year}",
        f"{day.day}.{day.month}.{day.year}",
    )
    assert {date.parse(text, THURSDAY) for text in ways} == {Date(Day(day.year, day.month, day.day))}


@given(st.dates(calendar_day(2024, 1, 1), calendar_day(2040, 12, 31)), st.integers(0, 800))
def test_days_are_counted_as_the_calendar_counts_them(start: calendar_day, ahead: int) -> None:
    first = Day(start.year, start.month, start.day)
    end = start + timedelta(ahead)
    assert first.after(ahead) == Day(end.year, end.month, end.day)
    assert first.weekday == start.weekday()


@given(st.dates(calendar_day(2026, 1, 1), calendar_day(2027, 12, 31)), st.sampled_from(WEEKDAYS))
def test_next_weekday_is_that_weekday_or_a_question_between_two(start: calendar_day, name: str) -> None:
    today = Day(start.year, start.month, start.day)
    try:
        found = [date.parse(f"next {name}", today).day]
    except FieldFault as fault:
        found = [date.parse(choice.value, today).day for choice in fault.choices]
    assert {WEEKDAYS[day.weekday] for day in found} == {name}
    assert [day.number - found[0].number for day in found] in ([0], [0, 7])
    assert 1 <= found[0].number - today.number <= 13


@pytest.mark.parametrize(
    ("typed", "shown"), [("15/3/2027", "Monday 15 March 2027"), ("mid March", "about 15 March 2027"), ("not yet known", ""), ("none yet", "nothing yet")]
)  # fmt: skip
def test_a_day_is_shown_back_with_its_day_of_the_week(content: Library, typed: str, shown: str) -> None:
    reader = Reader("auto", KINDS, THURSDAY)
    reader.read(TALK, typed, "talk_date")
    words = Words(content, "auto", "")
    assert "".join(words.understood(found) for found in reader.understood.values()) == shown


@pytest.mark.parametrize(
    ("typed", "lasting"),
    [
        ("in 2 weeks", "10 December 2026"), ("next Tuesday", "1 December 2026"), ("tomorrow", "27 November 2026"), ("15 March", "15 March 2027"),
        ("3.12.", "3 December 2026"), ("the 15th", "15 December 2026"), ("15/3/2027", ""), ("2027-03-15", ""), ("15 March 2027", ""),
        # For what stands for a whole week or month there are no words that last.
        ("mid March", ""), ("next week", ""), ("none yet", ""),
    ],
)  # fmt: skip
def test_a_day_has_words_that_mean_the_same_tomorrow(typed: str, lasting: str) -> None:
    """Who comes back on another evening and has typed "in 2 weeks" is not two weeks away from the talk again."""
    reader = Reader("auto", KINDS, THURSDAY)
    reader.read(TALK, typed, "talk_date")
    (found,) = reader.understood.values()
    assert found.lasting == lasting
    if lasting:
        assert found.date == date.parse(lasting, THURSDAY.after(1)) == date.parse(lasting, None)
