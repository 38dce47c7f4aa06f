"""run(text) -> text: a JSON request in, a JSON reply out. The only door for the browser; the terminal uses it too."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from playbook_engine import checklist, fields, findings, library, plan, render_html, render_markdown, report, worksheet
from playbook_engine.errors import AnswerError, RequestError
from playbook_engine.findings import Findings
from playbook_engine.library import Library
from playbook_engine.words import Words, shorten
from playbook_engine.worksheet import Reading, Worksheet

PROTOCOL = 1
_BASE = re.compile(r"(?:(?:\.\./)*|/(?:[\w.-]+/)*|https?://[\w.:-]+/(?:[\w.-]+/)*)")

DEPTH_LIMIT = 40  # a plan nests eight deep
_BRACKET_OR_STRING = re.compile(r'[\[\]{}]|"(?:[^"\\]|\\.)*"', re.DOTALL)
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
    """Return the reply to one request; never raises for what a request holds.

    A request that cannot be served has ``ok`` false and an ``error`` with a code and a sentence. Faulty answers do
    not stop a checklist: they are listed in ``errors`` and count as not answered.
    """
    number: Any = None
    try:
        if _depth(text) > DEPTH_LIMIT:
            raise RequestError("request-unreadable")
        request = json.loads(text)
        if not isinstance(request, Mapping):
            raise RequestError("request-unreadable")
        number = _number(request.get("id"))
        reply = {"ok": True, **_serve(request)}
    except RequestError as error:
        message = Words(_library, "auto", "").say(error.message, **dict(error.values))
        reply = {"ok": False, "error": {"code": error.message, "message": message}}
    except ValueError:
        message = Words(_library, "auto", "").say("request-unreadable")
        reply = {"ok": False, "error": {"code": "request-unreadable", "message": message}}
    written = json.dumps({"v": PROTOCOL, "id": number, **reply}, ensure_ascii=False, separators=(",", ":"))
    return _LONE_SURROGATE.sub("\ufffd", written)  # JSON can name half a character; no file or message can hold one


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


def _serve(request: Mapping[str, Any]) -> dict[str, Any]:
    if request.get("v") != PROTOCOL or request.get("do") != "checklist":
        raise RequestError("request-unreadable")
    name, base, level = request.get("worksheet"), request.get("base", ""), request.get("level", 2)
    if not isinstance(base, str) or not _BASE.fullmatch(base) or type(level) is not int or level not in (1, 2, 3):
        raise RequestError("request-unreadable")
    sheet = _library.worksheet(name) if isinstance(name, str) else None
    if sheet is None:
        raise RequestError("worksheet-unknown", name=shorten(str(name), 40))
    document = plan.from_json(request.get("plan"))
    reading = worksheet.read(sheet, document.worksheets.get(sheet.id, {}), document.numbers)
    words = Words(_library, document.numbers, document.currency)
    found = Findings(batna=findings.from_batna(reading))
    items = checklist.build(found, _library, sheet)
    result = report.write(found, items, words)
    return {
        "worksheet": sheet.id,
        "errors": [_explain(error, sheet, words) for error in reading.errors],
        "understood": _understood(reading, words),
        "html": render_html.render(result, base, level),
        "markdown": render_markdown.render(result, base),
        "items": [asdict(step) for _, steps in result.stages for step in steps],
        "announce": _announce(len(items.steps), words),
        "steps": len(items.steps),
        "missing": len(items.missing),
    }


def _announce(steps: int, words: Words) -> str:
    if steps == 1:
        return words.say("page-updated-one")
    return words.say("page-updated", steps=str(steps)) if steps else words.say("page-updated-none")


def _understood(reading: Reading, words: Words) -> dict[str, str]:
    """Return what was understood of each number, by field path, as plain text."""
    return {path: words.value(reading.kinds[path], value) for path, value in reading.values.items()}


def _explain(error: AnswerError, sheet: Worksheet, words: Words) -> dict[str, Any]:
    """Return one fault with its sentence: plain text, in which the person's own words stand as typed."""
    label = _label(error.field, sheet, words)
    values = dict(error.values)
    shown = [choice.shown for choice in error.choices]
    if error.message == "amount-ambiguous":
        amounts = [fields.parse_amount(choice.value) for choice in error.choices]
        shown = [
            words.say("choice-larger" if amount == max(amounts) else "choice-smaller", amount=words.exact(amount))
            for amount in amounts
        ]
    return {
        "field": error.field,
        "label": label,
        "code": error.message,
        "message": words.say(error.message, label=label, **values),
        "choices": [{"value": choice.value, "label": text} for choice, text in zip(error.choices, shown, strict=True)],
    }


def _label(path: str, sheet: Worksheet, words: Words) -> str:
    """Return what a field is called: its row, its label and the part of its range."""
    try:
        question, row = checklist.locate(sheet, path)
    except (KeyError, ValueError, IndexError):
        return path
    part = path.rsplit(".", 1)[-1]
    names = [row, question.label, words.say(_PART[part]) if question.kind == "range" and part in _PART else ""]
    return ", ".join(name for name in names if name)


_PART = {
    "low": "page-range-low",
    "likely": "page-range-likely",
    "high": "page-range-high",
    "low_chance": "page-range-low-chance",
    "likely_chance": "page-range-likely-chance",
    "high_chance": "page-range-high-chance",
}
