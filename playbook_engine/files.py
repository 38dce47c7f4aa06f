"""Files that a person takes along from a result, each as its text: the record, a mail, a calendar, and what others get to see.

The answer to a private question is in none of them. Where such an answer says that somebody is not safe, the result would
give it away: then the record and the mail go without it, and nothing is for a talk.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any

from playbook_engine import dated, record, render_calendar, render_file, render_html, render_mail, render_share, share
from playbook_engine.errors import RequestError
from playbook_engine.fields.days import Date, Day
from playbook_engine.findings import Findings
from playbook_engine.front import Front, front, is_address
from playbook_engine.render_html import Place
from playbook_engine.report import Report
from playbook_engine.standing import Shown
from playbook_engine.words import Words, plain

PATHS_LIMIT = 2_000
_KEY = re.compile(r"[\w-]{1,64}")
_TITLES = {
    "share": ("file-share", ""),
    "mandate": ("file-mandate", "file-mandate-about"),
    "rehearsal": ("file-rehearsal", "file-rehearsal-about"),
}
"""What each file for somebody else is called, and the sentence below that."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person wants in a file: the ``paths`` of the lines to share, None where they chose none; ``key`` tells their plan from others."""

    paths: frozenset[str] | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """What files are made from. ``asked`` is the worksheet that they are about, "" for the plan; ``raw`` is as typed, shared answers at every place."""

    found: Findings
    report: Report
    shown: Shown
    raw: Mapping[str, Mapping[str, Any]]
    words: Words
    name: str
    done: tuple[str, ...]
    asked: str
    today: Day | None
    base: str
    wishes: Wishes

    @property
    def told(self) -> Report | None:
        """The result, None where it would give a private answer away."""
        return None if self.shown.stand.is_unsafe else self.report

    def front(self, what: str, about: str, name: str, base: str) -> Front:
        """Return what stands first in a file."""
        return front(self.words.say(what), self.words.say(about) if about else "", name, self.today, base, self.words)


def wishes(request: Mapping[str, Any]) -> Wishes:
    """Return what a request wants in a file. Raises :class:`RequestError` where it cannot be read."""
    paths, key = request.get("paths"), request.get("key", "")
    listed = isinstance(paths, list) and len(paths) <= PATHS_LIMIT and all(isinstance(path, str) for path in paths)
    if not (paths is None or listed) or not isinstance(key, str) or not (key == "" or _KEY.fullmatch(key)):
        raise RequestError("request-unreadable")
    return Wishes(None if paths is None else frozenset(paths), key)


def _record(source: Source) -> str:
    groups = record.answers(source.found, source.raw, source.words, source.asked)
    base = source.base if is_address(source.base) else None
    place = Place(base, live=False, done=frozenset(source.done))
    body = render_html.record(source.told, groups, source.words.say("record-answers"), place)
    first = source.front("file-record", "file-record-about", source.name, source.base)
    return render_file.page(first, body, source.words.library.style)


def _mail(source: Source) -> str:
    first = source.front("file-mail", "file-mail-about", source.name, source.base)
    if source.told is None:
        return render_mail.empty(first)
    return render_mail.render(source.told, first, source.base if is_address(source.base) else "")


def _calendar(source: Source) -> str:
    if source.today is None:
        raise RequestError("request-unreadable")  # every entry must say when it was made
    entries = dated.entries(source.found, source.today)
    return (
        render_calendar.render(entries, source.wishes.key or source.name, source.today, source.words) if entries else ""
    )


def _listed(name: str) -> Callable[[Source], str]:
    """Return what makes the page of a list that a person chooses from: ``share``, ``mandate`` or ``rehearsal``."""

    def page(source: Source) -> str:
        body = render_share.html(_chosen(name, source))
        return render_file.page(_title(name, source), body, source.words.library.style)

    return page


def _listed_markdown(name: str) -> Callable[[Source], str]:
    return lambda source: render_share.markdown(_title(name, source), _chosen(name, source))


def _title(name: str, source: Source) -> Front:
    what, about = _TITLES[name]
    return source.front(what, "" if source.shown.stand.is_unsafe else about, "", "")


def _sections(name: str, source: Source) -> tuple[share.Section, ...]:
    return share.sections(name, source.found, source.raw, source.shown, source.words)


def _chosen(name: str, source: Source) -> tuple[share.Section, ...]:
    return share.chosen(_sections(name, source), source.wishes.paths)


def _shown_lines(name: str) -> Callable[[Source], dict[str, Any]]:
    """Return what tells every line that could go in, and the headings of the parts for which there is none."""

    def shown(source: Source) -> dict[str, Any]:
        found = _sections(name, source)
        lines = (line for one in found for line in one.lines)
        return {
            "lines": [{name: plain(text) for name, text in asdict(line).items()} for line in lines],
            "missing": [one.part.title for one in found if one.is_missing],
        }

    return shown


def _shown_days(source: Source) -> dict[str, Any]:
    entries = dated.entries(source.found, source.today)
    return {
        "days": [
            {
                "title": render_calendar.title(entry, source.words),
                "day": plain(source.words.date(Date(entry.day, entry.rough))),
            }
            for entry in entries
        ]
    }


FILES: Mapping[str, Callable[[Source], str]] = MappingProxyType(
    {
        "record": _record,
        "mail": _mail,
        "calendar": _calendar,
        **{name: _listed(name) for name in share.MAY_TELL},
        **{f"{name}-markdown": _listed_markdown(name) for name in share.MAY_TELL},
    }
)
"""The files, by the formats that a request names. ``calendar`` is empty where no day was named."""

BESIDE: Mapping[str, Callable[[Source], dict[str, Any]]] = MappingProxyType(
    {
        "calendar": _shown_days,
        **{f"{name}{end}": _shown_lines(name) for name in share.MAY_TELL for end in ("", "-markdown")},
    }
)
"""What a reply says beside a file's text, as plain text: what a page shows before anything is saved."""
