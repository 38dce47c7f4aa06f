"""The requests that every way to run the engine must answer alike, and CPython's answers.

``requests()`` and ``expected()`` belong together, line by line. They are asked of the library that the site ships, so a browser
that has loaded the site can answer them too; so are ``random_requests()``. A way to run the engine that shares its parts with
another one is asked for a part of them, see :class:`Part`; with ``--all`` each is asked for everything.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from playbook_engine import bridge
from playbook_engine.files import FILES
from playbook_engine.library import Library
from playbook_site.content import reader
from tests.cases_file import CASES, read_case
from tests.plans import Plan, plan, request
from tests.random_plans import random_plan

DOCS = Path(__file__).resolve().parents[2] / "docs"
RANDOM_PLANS = 1_000
SEED = 20_261
FILED = 3  # of so many plans, one is asked for as a file of each form
_FILES = [(name, "https://example.org/playbook/") for name in FILES] + [("record", "../../"), ("markdown", "../../")]


@dataclass(frozen=True, slots=True)
class Part:
    """Each ``every``-th request, from number ``at`` on; by itself all of them."""

    every: int = 1
    at: int = 0

    def of(self, texts: Sequence[str]) -> list[str]:
        """Return the requests, or their replies, that are in this part."""
        return list(texts[self.at :: self.every])


ALL = Part()


@cache
def library_text() -> str:
    """The library that the site ships."""
    return reader.to_json(reader.read(DOCS))


def requests(part: Part = ALL) -> list[str]:
    """Golden cases, the worksheets' examples, and requests that cannot be served: these in each part, since they are a handful."""
    return [*part.of(_served()), *_unserved()]


@cache
def _served() -> list[str]:
    content = json.loads(library_text())
    plans = [read_case(file).plan for file in CASES]
    for sheet in content["worksheets"]:
        plans += [plan(json.loads(example["answers"])) for example in sheet["examples"]]
    asked = [request(document, id=number) for number, document in enumerate(plans)]
    asked += [request(plans[0], level=level, base=base) for level, base in ((1, ""), (3, "/playbook/"))]
    asked += [
        request(document, do="export", format=name, base=base)
        for number, (name, base) in enumerate(_FILES)
        for document in plans[number % FILED :: FILED]
    ]
    return [*asked, *_of_plans(plans)]


def _of_plans(plans: list[Plan]) -> list[str]:
    """Requests about plans as a whole: the page that gathers the worksheets, steps set aside, and what changed between two."""
    asked = [request(document, do="hub", id=number) for number, document in enumerate(plans)]
    for number, (then, now) in enumerate(pairwise(plans)):
        before = {"worksheets": then["worksheets"], "steps": [{"id": "gone/step", "text": "<b>"}], "release": "one"}
        asked.append(request(now, do="changes", id=number, before=before, release=("one", "two")[number % 2]))
    steps = [f"{play['slug']}/{step['id']}" for play in json.loads(library_text())["plays"] for step in play["steps"]]
    return [*asked, *(request({**document, "aside": steps[::2]}, id=number) for number, document in enumerate(plans))]


def _unserved() -> list[str]:
    empty = plan({})
    return [
        "",
        "not JSON",
        "null",
        "[]",
        '{"v":1,"id":NaN}',
        '{"v":1,"id":1e999}',
        '{"v":2,"id":1}',
        '{"id":"\\ud800"}',
        "[" * 50_000,
        '{"id":' + "9" * 5_000 + "}",
        request({**empty, "version": 3}),
        request(empty, worksheet="\ud800 nowhere"),
        request(empty, level=True),
        request(empty, today="2026-02-30"),
        request(plan({"deal_months": "in March", "deal_worth": "38-42k", "target": "50 mil"}), today=None),
        request({**empty, "settings": {"numbers": []}}),
        request(plan({"target": "9" * 5_000, "deal_name": "x" * 201, "their_alternative": "y" * 20_001})),
        request(plan({"deal_name": "🤝 \ud800 \u0000 \u202e"})),
    ]


@cache
def random_requests() -> list[str]:
    """1,000 plans drawn from one seed, the same in every run."""
    rng = random.Random(SEED)
    return [request(random_plan(rng), id=number) for number in range(RANDOM_PLANS)]


@cache
def random_expected() -> list[str]:
    """CPython's replies to ``random_requests()``, worked out once for every way to run the engine."""
    return answers(random_requests())


def answers(asked: list[str], library: Library | None = None) -> list[str]:
    """CPython's replies, from the shipped library or from another one."""
    bridge.use_library(library or reader.read(DOCS))
    return [bridge.run(text) for text in asked]


def expected(part: Part = ALL) -> list[str]:
    """What every way to run the engine must reply to ``requests(part)``, byte for byte."""
    return [*part.of(_served_expected()), *answers(_unserved())]


@cache
def _served_expected() -> list[str]:
    return answers(_served())
