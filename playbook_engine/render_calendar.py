"""Days as a calendar file (iCalendar, RFC 5545): all-day entries, marked private, that say nothing of what was typed.

Calendars are often shared, and synchronised with an employer: no title holds a name, a number or a person's words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from playbook_engine.dated import Entry
from playbook_engine.fields.days import Date, Day
from playbook_engine.words import Words, plain

LINE_LIMIT = 75  # bytes of a line, RFC 5545, 3.1
_PRODUCT = "-//Playbook//Days//EN"
_TITLES = {"talk": "calendar-talk", "date": "calendar-date", "look-back": "calendar-look-back"}


def render(entries: Iterable[Entry], key: str, today: Day, words: Words) -> str:
    """Return the calendar file. ``key`` tells one plan from another: entries of the same plan keep their identity."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for entry in entries:
        lines += _event(entry, key, today, words)
    return "".join(f"{folded}\r\n" for line in (*lines, "END:VCALENDAR") for folded in _fold(line))


def title(entry: Entry, words: Words) -> str:
    """Return what an entry is called, as plain text."""
    said = words.say(_TITLES[entry.kind])
    return plain(words.say("calendar-rough", title=said) if entry.rough else said)


def _event(entry: Entry, key: str, today: Day, words: Words) -> Iterator[str]:
    made = plain(words.say("file-made", day=words.date(Date(today))))
    yield "BEGIN:VEVENT"
    yield f"UID:{_identity(f'{key}\n{entry.path}')}@playbook.invalid"
    yield f"DTSTAMP:{_digits(today)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_digits(entry.day)}"
    yield f"DTEND;VALUE=DATE:{_digits(entry.day.after(1))}"
    yield f"SUMMARY:{_escape(title(entry, words))}"
    yield f"DESCRIPTION:{_escape(made)}"
    yield "CLASS:PRIVATE"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _digits(day: Day) -> str:
    return f"{day.year:04d}{day.month:02d}{day.day:02d}"


def _escape(text: str) -> str:
    """Return a text value (RFC 5545, 3.3.11)."""
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\n", "\\n")


def _fold(line: str) -> Iterator[str]:
    """Yield a line in pieces of at most 75 bytes, each but the first led by a space, none split inside a character.

    >>> [len(piece.encode()) for piece in _fold("x" * 100)], [len(piece.encode()) for piece in _fold("é" * 60)]
    ([75, 26], [74, 47])
    """
    piece, size = "", 0
    for char in line:
        width = len(char.encode("utf-8", "replace"))
        if size + width > LINE_LIMIT:
            yield piece
            piece, size = " ", 1
        piece, size = piece + char, size + width
    yield piece


def _identity(text: str) -> str:
    """Return a name for a text that is the same in every file (FNV-1a, 128 bits: Fowler, Noll and Vo 1991)."""
    found = 0x6C62272E07BB014262B821756295C58D
    for byte in text.encode("utf-8", "replace"):
        found = (found ^ byte) * 0x0000000001000000000000000000013B % 2**128
    return f"{found:032x}"
