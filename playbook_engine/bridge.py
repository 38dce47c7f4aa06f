"""run(text) -> text: a JSON request in, a JSON reply out. The only door for the browser; the terminal uses it too.

``checklist`` answers the page of one worksheet, ``plan`` the plan as a whole, ``export`` gives either as a file's text.
``hub`` answers the page that gathers a plan's worksheets, ``changes`` what is different from the last time.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from types import MappingProxyType
from typing import Any

from playbook_engine import (
    card,
    changes,
    checklist,
    files,
    findings,
    hub,
    library,
    matters,
    plan,
    read_back,
    render_card,
    render_changes,
    render_html,
    render_hub,
    render_mail,
    render_markdown,
    render_matters,
    report,
    shared_answers,
    standing,
)
from playbook_engine.card import Card, Choices
from playbook_engine.changes import Moved
from playbook_engine.checklist import Checklist
from playbook_engine.errors import RequestError
from playbook_engine.fields import days
from playbook_engine.fields.days import Day
from playbook_engine.files import Source, Wishes
from playbook_engine.findings import Findings
from playbook_engine.front import is_address
from playbook_engine.library import Library
from playbook_engine.placeholders import PLACEHOLDERS, filler
from playbook_engine.plan import Plan
from playbook_engine.report import Report
from playbook_engine.standing import Shown
from playbook_engine.words import Words, plain, shorten
from playbook_engine.worksheet import Worksheet

PROTOCOL = 1
FAULT = "request-failed"
"""The code of a reply to a request that ran into a fault of ours. The quick start's page asks the whole Python then."""

_BASE = re.compile(r"(?:(?:\.\./)*|/(?:[\w.-]+/)*|https?://[\w.:-]+/(?:[\w.-]+/)*)")

DEPTH_LIMIT = 40  # a plan nests eight deep
# A string without its end counts to the end of the text: else each quote in it would be tried as a beginning again.
_BRACKET_OR_STRING = re.compile(r'[\[\]{}]|"(?:[^"\\]|\\.)*+(?:"|\\?\Z)', re.DOTALL)
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")

_library = Library()


def open_library(path: str) -> None:
    """Read the library that every later request is answered from."""
    use_library(library.open_file(path))


def use_library(content: Library) -> None:
    """Answer every later request from this library."""
    global _library
    _library = content


def run(text: str) -> str:
    """Return the reply to one request; never raises, whatever the request holds and whatever a worksheet does.

    A request that cannot be served has ``ok`` false and an ``error`` with a code and a sentence. Faulty answers do
    not stop a checklist: they are listed in ``errors`` and count as not answered.
    """
    number: Any = None
    try:
        if _depth(text) > DEPTH_LIMIT:
            raise RequestError("request-unreadable")
        try:
            request = json.loads(text)
        except ValueError:
            raise RequestError("request-unreadable") from None
        if not isinstance(request, Mapping):
            raise RequestError("request-unreadable")
        number = _number(request.get("id"))
        reply = {"ok": True, **_serve(request)}
    except RequestError as error:
        reply = _refusal(error.message, dict(error.values))
    except Exception:
        reply = _refusal(FAULT, {})
    written = json.dumps({"v": PROTOCOL, "id": number, **reply}, ensure_ascii=False, separators=(",", ":"))
    return _LONE_SURROGATE.sub("\ufffd", written)  # JSON can name half a character; no file or message can hold one


def _refusal(code: str, values: dict[str, str]) -> dict[str, Any]:
    """Return what stands for a result: the code, and its sentence where a library with sentences is open."""
    known = code in _library.messages
    return {
        "ok": False,
        "error": {"code": code, "message": Words(_library, "auto", "").say(code, **values) if known else code},
    }


def _depth(text: str) -> int:
    """Return how deep a JSON text nests.

    Counted before it is read: in the browser, reading some ten thousand levels ends Python for good, and no except helps.
    """
    depth = deepest = 0
    for found in _BRACKET_OR_STRING.finditer(text):
        if (mark := found[0]) in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif mark in "]}":
            depth -= 1
    return deepest


def _number(found: Any) -> int | None:
    """Return the request's number to send back; None when it is no number that JavaScript holds exactly."""
    return found if type(found) is int and abs(found) < 2**53 else None


@dataclass(frozen=True, slots=True)
class _Result:
    """What a request is answered from. ``asked`` is the worksheet that it names, None for the plan as a whole."""

    asked: Worksheet | None
    plan: Plan
    found: Findings
    steps: Checklist
    shown: Shown
    report: Report
    words: Words
    choices: Choices
    wishes: Wishes
    base: str
    level: int

    def dealt(self) -> list[dict[str, str]]:
        """The steps as a page remembers them, to tell later what has changed: their ids, and their words as plain text."""
        return [{"id": step.id, "text": plain(step.text)} for step in self.report.steps]

    def html(self) -> str:
        return render_html.render(self.report, self.base, self.level)

    def markdown(self) -> str:
        return render_markdown.render(self.report, self.base)

    def items(self) -> list[dict[str, str]]:
        return [asdict(step) for step in self.report.steps]

    def own_words(self) -> dict[str, str]:
        """What the answers put in the place of a play's general words, by placeholder, as plain text."""
        fill = filler(self.found)
        shown = {name: self.words.own(name, fill) for name in PLACEHOLDERS}
        return {name: plain(text) for name, text in shown.items() if text}

    def card(self, choices: Choices | None = None) -> Card:
        return card.make(self.found, self.steps, self.shown, self.words, choices or self.choices)

    def paper(self) -> str:
        return render_card.paper(self.card(), self.level)

    def room(self) -> str:
        return render_card.room(self.card(replace(self.choices, numbers=False)), self.level)

    def limit(self) -> str:
        return render_card.limit(self.card())

    def as_text(self) -> str:
        return render_mail.render(self.report, base=self.base if is_address(self.base) else "")

    def source(self) -> Source:
        """What files are made from."""
        raw = shared_answers.resolve(self.plan.worksheets, _library.worksheets)
        name, asked = self.plan.name, self.asked.id if self.asked else ""
        shown, today, done = self.shown, self.choices.today, self.plan.done
        return Source(self.found, self.report, shown, raw, self.words, name, done, asked, today, self.base, self.wishes)

    def json(self) -> str:
        return json.dumps({"items": self.items()}, ensure_ascii=False, indent=2) + "\n"


_SHOWN: Mapping[str, Callable[[_Result], Any]] = MappingProxyType(
    {
        "html": _Result.html,
        "markdown": _Result.markdown,
        "items": _Result.items,
        "words": _Result.own_words,
        "dealt": _Result.dealt,
    }
)
"""What a reply can show of a result. A request names the ones that it needs in ``show``; without it, all come."""


def _file(write: Callable[[Source], str]) -> Callable[[_Result], str]:
    return lambda result: write(result.source())


FORMATS: Mapping[str, Callable[[_Result], str]] = MappingProxyType(
    {
        "html": _Result.html,
        "markdown": _Result.as_text,
        "json": _Result.json,
        "card": _Result.paper,
        "room": _Result.room,
        **{name: _file(write) for name, write in files.FILES.items()},
    }
)
"""The formats of a result as a text. ``card`` is one page for paper, ``room`` the same for a screen in the talk."""


def _serve(request: Mapping[str, Any]) -> dict[str, Any]:
    do = request.get("do")
    serve = REQUESTS.get(do) if isinstance(do, str) else None
    if request.get("v") != PROTOCOL or serve is None:
        raise RequestError("request-unreadable")
    base, level = request.get("base", ""), request.get("level", 2)
    if not isinstance(base, str) or not _BASE.fullmatch(base) or type(level) is not int or level not in (1, 2, 3):
        raise RequestError("request-unreadable")
    return serve(request)


def _checklist(request: Mapping[str, Any]) -> dict[str, Any]:
    """Answer the page of one worksheet: its numbers, and the steps that the plan calls for."""
    show = _shown(request)
    result = _work_out(request, _worksheet(request))
    finding = result.found.of(result.asked.id) if result.asked else None
    return {"worksheet": request["worksheet"], **read_back.read_back(finding, result.words), **_reply(result, show)}


def _plan(request: Mapping[str, Any]) -> dict[str, Any]:
    """Answer for the plan as a whole: what was read in each worksheet that was filled in, and one checklist."""
    show = _shown(request)
    result = _work_out(request, None)
    read = {finding.sheet.id: read_back.read_back(finding, result.words) for finding in result.found.told()}
    return {"worksheets": read, **_reply(result, show)}


def _hub(request: Mapping[str, Any]) -> dict[str, Any]:
    """Answer the page that gathers the worksheets of a plan: how far each has come, and what would help most."""
    result = _work_out(request, None)
    stand, today = result.shown.stand, result.choices.today
    made = hub.make(result.plan, result.found, result.report, stand, result.words, today)
    ready = made.ready
    return {
        "html": render_hub.render(made, result.base, result.level),
        "tasks": [_plain(task) for task in made.tasks],
        "next": _plain(made.first),
        "ready": {
            "known": list(ready.known),
            "missing": list(ready.missing),
            "sentences": [plain(sentence) for sentence in ready.sentences],
        },
        "dealt": result.dealt(),
        "words": result.own_words(),
    }


def _matters(request: Mapping[str, Any]) -> dict[str, Any]:
    """Answer which answer that is not certain matters most for the limit; its ``html`` is "" where none does."""
    made = matters.make(plan.from_json(request.get("plan")), _library, _today(request))
    return {"html": render_matters.render(made, request.get("base", ""), request.get("level", 2))}


def _changes(request: Mapping[str, Any]) -> dict[str, Any]:
    """Answer what changed since the last time, for the top of a worksheet's result or of the page with the plan."""
    asked = _worksheet(request).id if "worksheet" in request else ""
    document = plan.from_json(request.get("plan"))
    release = request.get("release", "")
    if not isinstance(release, str):
        raise RequestError("request-unreadable")
    found = changes.find(document, changes.remembered(request.get("before")), release, _library, asked, _today(request))
    return {
        "html": render_changes.render(found, request.get("level", 2)),
        "came": [_plain(step) for step in found.came],
        "went": [_plain(step) for step in found.went],
        "same": found.same,
    }


def _plain(part: hub.Task | hub.First | Moved) -> dict[str, Any]:
    """Return a part of a reply with its sentences as plain text."""
    return {name: plain(value) if isinstance(value, str) else value for name, value in asdict(part).items()}


def _export(request: Mapping[str, Any]) -> dict[str, Any]:
    """Give the result of one worksheet, or of the plan, as the text of a file."""
    format_ = request.get("format")
    write = FORMATS.get(format_) if isinstance(format_, str) else None
    if write is None:
        raise RequestError("request-unreadable")
    asked = _worksheet(request) if "worksheet" in request else None
    result = _work_out(request, asked)
    apart = {"limit": result.limit()} if format_ == "room" else {}
    tell = files.BESIDE.get(format_) if isinstance(format_, str) else None
    beside = tell(result.source()) if tell else {}
    return {"format": format_, "text": write(result), **apart, **beside}


REQUESTS: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = MappingProxyType(
    {"checklist": _checklist, "plan": _plan, "hub": _hub, "matters": _matters, "changes": _changes, "export": _export}
)
"""What can be asked, by the request's ``do``."""


def _shown(request: Mapping[str, Any]) -> list[str]:
    show = request.get("show", list(_SHOWN))
    if not isinstance(show, list) or not all(isinstance(name, str) and name in _SHOWN for name in show):
        raise RequestError("request-unreadable")
    return show


def _worksheet(request: Mapping[str, Any]) -> Worksheet:
    name = request.get("worksheet")
    sheet = _library.worksheet(name) if isinstance(name, str) else None
    if sheet is None:
        raise RequestError("worksheet-unknown", name=shorten(str(name), 40))
    return sheet


def _work_out(request: Mapping[str, Any], asked: Worksheet | None) -> _Result:
    document = plan.from_json(request.get("plan"))
    name = asked.id if asked else ""
    today = _today(request)
    found = findings.find(document, _library, name, today)
    words = Words(_library, document.numbers, document.currency)
    steps = checklist.build(found, _library, found.standing, name, document.aside)
    shown = standing.rounded(found.standing)
    return _Result(
        asked,
        document,
        found,
        steps,
        shown,
        report.write(found, steps, shown, words, name),
        words,
        _choices(request, today),
        files.wishes(request),
        request.get("base", ""),
        request.get("level", 2),
    )


def _choices(request: Mapping[str, Any], today: Day | None) -> Choices:
    """Return what a request wants on a card: its ``numbers``, where it does not say otherwise."""
    numbers = request.get("numbers", True)
    if type(numbers) is not bool:
        raise RequestError("request-unreadable")
    return Choices(numbers, today)


def _today(request: Mapping[str, Any]) -> Day | None:
    """Return the day that a request names as today's; None when it names none, since the engine has no clock."""
    found = request.get("today")
    if found is None:
        return None
    day = days.from_iso(found) if isinstance(found, str) else None
    if day is None:
        raise RequestError("request-unreadable")
    return day


def _reply(result: _Result, show: list[str]) -> dict[str, Any]:
    steps = len(result.steps.steps)
    return {
        **{name: write(result) for name, write in _SHOWN.items() if name in show},
        "announce": _announce(steps, result.words),
        "verdict": {
            "kind": result.report.verdict.kind,
            "head": plain(result.report.verdict.head),
            "sentence": plain(result.report.verdict.sentence),
        },
        "steps": steps,
        "now": [step.id for step in result.report.now],
        "later": [step.id for step in result.report.steps[len(result.report.now) :]],
        "aside": [step.id for step in result.report.aside],
        "missing": len(result.steps.missing),
        "gaps": [gap.field for gap in result.report.missing],
    }


def _announce(steps: int, words: Words) -> str:
    if steps == 1:
        return words.say("page-updated-one")
    return words.say("page-updated", steps=str(steps)) if steps else words.say("page-updated-none")
