"""bridge.run keeps its promise: whatever it is asked, and whatever a worksheet does, a reply comes back."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, NoReturn

import pytest

from playbook_engine import bridge, findings
from playbook_engine.library import Library
from playbook_engine.sheet import Parts
from playbook_site import random_plans
from tests.negotiations import NEGOTIATIONS, salary
from tests.plans import plan, request

COUNT = 3_000
SEED = 20_262
_RESULT = {"announce", "verdict", "steps", "now", "later", "aside", "missing", "gaps"}
KEYS = {
    "checklist": {"worksheet", "errors", "understood", "lasting", *_RESULT},
    "plan": {"worksheets", *_RESULT},
    "export": {"format", "text"},
    "hub": {"html", "tasks", "next", "ready", "dealt", "words"},
    "changes": {"html", "came", "went", "same"},
}
_STRANGE_TEXTS = (
    "", "?", " ", "batna", "checklist", "html", "__class__", "\ud800", "\udfff\ud800", "\x00", "\u202e", "9" * 400, "x" * 3_000,
    "../", "/", "//", "https://", "javascript:x/", "{target}", "{0.__class__}", "%s", "<b>", "NaN", "1e999", "-0", "٥٢",
)  # fmt: skip
_STRANGE_NUMBERS = (
    0,
    -1,
    1,
    2,
    3,
    7,
    2**31,
    2**53 - 1,
    2**53,
    -(2**53),
    10**30,
    0.5,
    1.0,
    1e308,
    float("inf"),
    float("nan"),
)
_KEYS = (
    "v", "id", "do", "worksheet", "base", "level", "show", "format", "plan", "version", "name", "settings", "worksheets", "done", "aside",
    "currency", "numbers", "batna", "alternatives", "worth", "likely", "__proto__", "",
)  # fmt: skip


class Maker:
    """Makes requests, good, bad and broken, from one seed."""

    def __init__(self, content: Library, seed: int) -> None:
        self.rng = random.Random(seed)
        self.content = content
        self.plans = [make() for make in NEGOTIATIONS.values()]

    def requests(self, count: int) -> Iterator[str]:
        """Yield so many requests; of each kind there are some hundreds."""
        kinds = (self.shapeless, self.odd_parts, self.mutated, self.mutated, self.broken, self.deep, self.drawn)
        for number in range(count):
            yield kinds[number % len(kinds)]()

    def value(self, depth: int = 0) -> Any:
        """Return any JSON value."""
        kind = self.rng.randrange(8 if depth < 4 else 5)
        if kind == 5:
            return [self.value(depth + 1) for _ in range(self.rng.randrange(4))]
        if kind > 5:
            keys = (self.rng.choice((*_KEYS, *_STRANGE_TEXTS)) for _ in range(self.rng.randrange(5)))
            return {key: self.value(depth + 1) for key in keys}
        return self.rng.choice((None, True, False, self.rng.choice(_STRANGE_TEXTS), self.rng.choice(_STRANGE_NUMBERS)))

    def shapeless(self) -> str:
        """Return JSON that nobody would take for a request."""
        return json.dumps(self.value())

    def real(self) -> dict[str, Any]:
        """Return a request as the page makes it."""
        asked: dict[str, Any] = json.loads(request(self.rng.choice(self.plans), id=self.rng.randrange(10**6)))
        asked["do"] = self.rng.choice(("checklist", "plan", "export", "hub", "changes"))
        if asked["do"] in ("plan", "hub", "changes") or self.rng.random() < 0.1:
            asked.pop("worksheet")
        if asked["do"] == "changes":
            steps = [{"id": "batna/a", "text": "<b>"}, {"id": "decide/b", "text": ""}][: self.rng.randrange(3)]
            asked["before"] = {"worksheets": self.rng.choice(self.plans)["worksheets"], "steps": steps, "release": "a"}
            asked["release"] = self.rng.choice("ab")
        if asked["do"] == "export":
            asked["format"] = self.rng.choice(("html", "markdown", "json"))
        else:
            asked["show"] = self.rng.sample(["html", "markdown", "items", "words", "dealt"], self.rng.randrange(6))
        return asked

    def odd_parts(self) -> str:
        """Return a real request in which one of its own settings is anything."""
        part = self.rng.choice(("v", "id", "do", "worksheet", "base", "level", "show", "format", "today", "plan"))
        known = [
            "html",
            "docx",
            "markdown",
            ["html"],
            ["html", "html"],
            [["html"]],
            {"html": 1},
            2,
            3,
            "../../",
            "/a/",
            "2024-02-29",
            "2026-02-29",
            1.0,
        ]
        found = self.rng.choice(known) if self.rng.random() < 0.4 else self.value()
        return json.dumps({**self.real(), part: found})

    def mutated(self) -> str:
        """Return a real request with some of its inner values replaced, dropped, or put elsewhere."""
        asked = self.real()
        for _ in range(self.rng.randrange(1, 5)):
            holders = [holder for holder in _holders(asked) if holder]
            holder = self.rng.choice(holders)
            place = self.rng.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
            match self.rng.randrange(3):
                case 0:
                    holder[place] = self.value(2)
                case 1:
                    del holder[place]
                case _:
                    holder[place] = self.rng.choice(_STRANGE_TEXTS)
        return json.dumps(asked)

    def broken(self) -> str:
        """Return a request that breaks off, doubles up, or has characters swapped."""
        text = json.dumps(self.real(), ensure_ascii=self.rng.random() < 0.5)
        at = self.rng.randrange(len(text))
        end = self.rng.choice(
            ('"', "{", "}", "[", "]", ",", ":", "\\", "\\ud800", "\ud800", "\x00", "NaN", "1e999", "9" * 5_000)
        )
        return self.rng.choice(
            (text[:at], text[at:], text + text, text[:at] + end + text[at:], text[:at] + end + text[at + 1 :])
        )

    def deep(self) -> str:
        """Return a request with far too many levels in it, closed or not."""
        levels = self.rng.choice((30, 39, 41, 200, 2_000, 20_000))
        opened, closed = self.rng.choice((("[", "]"), ('{"a":', "}"), ('["[",', "]")))
        inner = opened * levels + self.rng.choice(("0" + closed * levels, "0", ""))
        where = self.rng.choice(("plan", "id", "show", "base"))
        return self.rng.choice((inner, f'{{"v":1,"id":5,"do":"checklist","worksheet":"batna","{where}":{inner}}}'))

    def drawn(self) -> str:
        """Return the request of a plan with plain, odd and faulty answers."""
        asked = self.real()
        asked["plan"] = random_plans.random_plan(self.content.worksheets, self.rng)
        return json.dumps(asked)


def _holders(value: Any) -> Iterator[Any]:
    """Yield every list and every object inside a value, itself included."""
    if isinstance(value, dict | list):
        yield value
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _holders(inner)


def strict(text: str, replied: str, content: Library) -> dict[str, Any]:
    """Return the reply when it is as promised: JSON as JavaScript reads it, and the shape that was asked for, or a refusal."""

    def no_constant(name: str) -> NoReturn:
        raise AssertionError(f"{name} is no JSON: {text[:300]}")

    reply: dict[str, Any] = json.loads(replied.encode("utf-8"), parse_constant=no_constant)
    assert reply["v"] == bridge.PROTOCOL
    if not reply["ok"]:
        assert set(reply) == {"v", "id", "ok", "error"}, text[:300]
        assert set(reply["error"]) == {"code", "message"}
        assert reply["error"]["code"] in content.messages, text[:300]
        assert reply["error"]["message"].strip().endswith((".", "?")), reply["error"]
        return reply
    asked = json.loads(text)
    shown = (
        set(asked.get("show", ("html", "markdown", "items", "words", "dealt")))
        if asked["do"] in ("checklist", "plan")
        else set()
    )
    assert set(reply) == {"v", "id", "ok"} | KEYS[asked["do"]] | shown, text[:300]
    return reply


def number_of(text: str) -> int | None:
    """Return the number that a request can expect back."""
    try:
        asked = json.loads(text)
    except (ValueError, RecursionError):
        return None
    found = asked.get("id") if isinstance(asked, dict) else None
    return found if type(found) is int and abs(found) < 2**53 else None


def test_three_thousand_random_requests_get_a_reply_each(content: Library) -> None:
    """Good, bad, broken and far too deep: each gets a reply of the promised shape, and none runs into a fault of ours."""
    bridge.use_library(content)
    served = refused = 0
    for text in Maker(content, SEED).requests(COUNT):
        reply = strict(text, bridge.run(text), content)
        if bridge._depth(text) <= bridge.DEPTH_LIMIT:
            assert reply["id"] == number_of(text), text[:300]
        if reply["ok"]:
            served += 1
        else:
            refused += 1
            assert reply["error"]["code"] != bridge.FAULT, text[:2_000]
    assert served > COUNT / 8
    assert refused > COUNT / 3


def _boom(fault: type[Exception]) -> Callable[..., NoReturn]:
    def boom(*_: Any) -> NoReturn:
        raise fault("a fault in the worksheet")

    return boom


def _constant(value: Any) -> Callable[..., Any]:
    return lambda *_: value


def _throwing(parts: Parts, where: str, fault: type[Exception]) -> Parts:
    """Return a worksheet's parts, of which one raises."""
    boom = _boom(fault)
    match where:
        case "find":
            return replace(parts, find=boom)
        case "a situation":
            name = next(iter(parts.situations))
            return replace(parts, situations={**parts.situations, name: boom})
        case "a placeholder":
            return replace(parts, placeholders=dict.fromkeys(parts.placeholders, boom))
        case "missing":
            return replace(parts, missing=boom)
        case "a path that is not there":
            return replace(parts, missing=_constant(("no.such.path",)))
        case _:
            return replace(parts, tell=boom)


@pytest.mark.parametrize("fault", [ValueError, KeyError, RecursionError, MemoryError, ZeroDivisionError])
@pytest.mark.parametrize(
    "where", ["find", "a situation", "a placeholder", "missing", "a path that is not there", "tell"]
)
def test_a_worksheet_that_throws_gets_a_reply(
    content: Library, monkeypatch: pytest.MonkeyPatch, where: str, fault: type[Exception]
) -> None:
    """Whatever part of a worksheet fails, the page is told so in a sentence, under the number of its request."""
    bridge.use_library(content)
    sheets = tuple(replace(sheet, parts=_throwing(sheet.parts, where, fault)) for sheet in findings.SHEETS)
    monkeypatch.setattr(findings, "SHEETS", sheets)
    whole = {"id": 41, "do": "plan", "worksheet": None}
    export = {"id": 42, "do": "export", "format": "html"}
    asked = [request(salary(), id=40, show=["html", "items"]), request(salary(), **whole), request(salary(), **export)]
    for number, text in enumerate(asked, 40):
        reply = strict(text, bridge.run(text), content)
        assert (reply["id"], reply["ok"]) == (number, False)
        assert reply["error"]["code"] == bridge.FAULT
        assert " " in reply["error"]["message"]


def test_a_fault_is_told_even_before_a_library_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no sentence can be had yet, the code stands in its place."""
    bridge.use_library(Library())
    reply = json.loads(bridge.run(request(plan({}), id=3)))
    assert reply == {
        "v": 1,
        "id": 3,
        "ok": False,
        "error": {"code": "worksheet-unknown", "message": "worksheet-unknown"},
    }
