"""The requests with which a build tries the engine out: what readers' answers may look like, plain, odd and hostile.

Two things rest on them. The runtime must answer the first few as this Python does, or the build stops. And what never
ran while all of them were answered is left out of the quick start, so they should go everywhere that answers can lead:
a reader who gets further waits for the whole Python.
"""

from __future__ import annotations

import json
import random
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from playbook_engine import library
from playbook_engine.bridge import FORMATS
from playbook_engine.fields import KINDS
from playbook_engine.files import FILES
from playbook_engine.library import Library
from playbook_engine.worksheet import Question, Worksheet
from playbook_site.random_plans import Chance, random_plan

DRAWN = 120  # plans of each worksheet; of 200 for each of six, none after the first 120 ran a function that was new
WHOLE = 40  # of these, plans in which several worksheets are filled in
FILED = 15  # of these, plans that are taken along: of 40, none after the first 12 ran anything new
VISITS = 2  # to each worksheet, with VISIT plans: what Python has learnt of its work by then decides what it runs
VISIT = 20
ODD = 2  # odd answers to each question, one at a time
HUGE = "9" * 14  # an amount for which Python has other ways to multiply and divide
SEED = 20_261
SITE = "https://example.org/playbook/"
DAYS = ("2020-01-01", "2026-11-26", "2026-11-27", "2026-12-03", "mid March")  # behind, on, and after TODAY
TODAY = "2026-11-26"  # a page names the reader's day; the rehearsal has one for all builds


def example_requests(text: str, only: Collection[str] = ()) -> list[str]:
    """Return requests that take the engine through its paths: each example, nothing answered, nonsense, not JSON.

    ``only`` names the worksheets that they are of, here as below; none: of all.
    """
    rng = random.Random(SEED + 1)
    found: list[str] = []
    content = _content(text, only)
    for sheet in content.worksheets:
        plans = [_plan(sheet, {}, "auto"), _plan(sheet, _crowded(sheet, {}), "auto"), random_plan([sheet], rng)]
        for example in sheet.examples:
            answers = json.loads(example.answers)
            plans += [_plan(sheet, answers, numbers) for numbers in ("auto", "comma")]
            plans += [{**_plan(sheet, answers, "auto"), "aside": aside} for aside in _aside(content)]
            plans += [_plan(sheet, _crowded(sheet, answers), "auto")] if _crowded(sheet, answers) else []
        found += [_request(sheet, plan, number=len(found) + at) for at, plan in enumerate(plans)]
        plain = [plan for plan in plans if not plan["aside"] and plan["settings"]["numbers"] == "auto"]
        found += [_whole(plan, len(found) + at, do) for do in ("hub", "matters") for at, plan in enumerate(plain)]
        found += [_changed(plain[-1], plan, len(found) + at) for at, plan in enumerate(plain)]
        found += [_changed(plan, plans[0], len(found) + at, worksheet=sheet.id) for at, plan in enumerate(plain)]
        found.append(_whole(plans[0], len(found), "changes"))
    return [*found, "not JSON", '{"v":1,"id":1,"do":"nothing known"}']


def rehearsal(text: str, only: Collection[str] = ()) -> list[str]:
    """Return the examples, and plans drawn from one seed: the same in every build.

    ``DRAWN`` plans are drawn of each worksheet, which take turns.
    """
    rng = random.Random(SEED)
    content = _content(text, only)
    drawn = []
    for number in range(DRAWN * len(content.worksheets)):
        sheet = content.worksheets[number % len(content.worksheets)]
        drawn.append(_request(sheet, random_plan([sheet], rng), number=number))
    plans = [random_plan(content.worksheets, rng) for _ in range(WHOLE if content.worksheets else 0)]
    several = [_whole(plan, number, do) for number, plan in enumerate(plans) for do in ("plan", "hub", "matters")]
    several += [_whole(plan, 0, "export", format=name) for plan in plans[:FILED] for name in FILES]
    return [
        *example_requests(text, only),
        *_exports(content),
        *drawn,
        *several,
        *(_hubs(content, rng) if content.worksheets else ()),
        *(_changes(content, rng) if content.worksheets else ()),
    ]


def visits(text: str, only: Collection[str] = ()) -> list[list[str]]:
    """Return the rehearsal, what cannot be served, one odd answer at a time, and shorter lists, each for a fresh start.

    Python adapts its bytecode to what it has worked with, so that the same request runs other functions after 10 requests
    than after 3,000. A short visit keeps to one worksheet: the example, one answer more each time, then plans drawn.
    """
    rng = random.Random(SEED + 2)
    content = _content(text, only)
    odd = [
        _request(sheet, _plan(sheet, answers, "auto"), number=number)
        for sheet in content.worksheets
        for number, answers in enumerate(_one_odd(sheet, rng))
    ]
    found = [rehearsal(text, only), _unservable(content), odd]
    for sheet in content.worksheets:
        for visit in range(VISITS):
            plans = [random_plan([sheet], rng) for _ in range(VISIT)]
            if visit < len(sheet.examples):
                answers = list(json.loads(sheet.examples[visit].answers).items())
                grown = [dict(answers[:given]) for given in range(len(answers) + 1)]
                plans = [*(_plan(sheet, part, "auto") for part in grown), *plans]
            found.append([_request(sheet, plan, number=number) for number, plan in enumerate(plans)])
    return found


def _content(text: str, only: Collection[str]) -> Library:
    content = library.load(text)
    return replace(content, worksheets=tuple(one for one in content.worksheets if one.id in only)) if only else content


def _one_odd(sheet: Worksheet, rng: random.Random) -> Iterator[dict[str, Any]]:
    """Yield the first example's answers with an odd one in the place of one: of each question, in rows of the first row.

    In a plan that is odd throughout, the first fault often keeps the engine from the way that another answer would take.
    """
    answers = json.loads(sheet.examples[0].answers) if sheet.examples else {}
    chance = Chance(rng, 1)
    chance.strange = True
    for question in sheet.questions():
        rows = answers.get(question.id) or [{}]
        for one in question.questions or (question,):
            drawn = [KINDS[one.kind].sample(one, chance) for _ in range(ODD)]
            for odd in [*drawn, HUGE] if one.kind in ("amount", "range") else drawn:
                yield {**answers, question.id: [{**rows[0], one.id: odd}, *rows[1:]] if question.questions else odd}


def _aside(content: Library) -> list[list[str]]:
    """Return steps that people may set aside: a half of all, and all of them."""
    steps = [f"{play.slug}/{step.id}" for play in content.plays for step in play.steps]
    return [steps[::2], steps]


def _unservable(content: Library) -> list[str]:
    """Return requests that the page never makes, for other versions and broken tabs."""
    name = content.worksheets[0].id if content.worksheets else "none"
    question = next((question.id for sheet in content.worksheets for question in sheet.questions()), "none")
    listed = next((one for sheet in content.worksheets for one in sheet.questions() if one.questions), None)
    rows, inner = (listed.id, listed.questions[0].id) if listed else (question, question)
    plan = {"version": 2, "name": "", "settings": {}, "worksheets": {name: {}}, "done": [], "aside": []}
    asked = {"v": 1, "id": 1, "do": "checklist", "worksheet": name, "base": "", "plan": plan}

    def answered(answers: Mapping[str, Any]) -> dict[str, Any]:
        return {"plan": {**plan, "worksheets": {name: answers}}}

    wrong: tuple[dict[str, Any], ...] = (
        {"v": 2},
        {"v": True},
        {"id": "\ud800"},
        {"do": ["checklist"]},
        {"worksheet": "\ud800 nowhere"},
        {"base": 7},
        {"today": "2026-02-30"},
        {"level": 3},
        {"level": True},
        {"show": "html"},
        {"do": "export", "format": "docx"},
        {"plan": None},
        {"plan": {**plan, "version": 3}},
        {"plan": {**plan, "settings": {"numbers": []}}},
        answered({rows: {"a": 1}, "nobody_asked": "x", question: ["pay"]}),
        answered({rows: [{inner: "x"}] * 200}),
        {"plan": {**plan, "done": ["a/b", "c"]}},
        *({"do": "changes", "before": before} for before in (7, {"steps": 7}, {"steps": [7]}, {"worksheets": 7})),
        {"do": "changes", "release": 7},
        {"do": "changes", "before": {"release": 7}},
        {"do": "changes", "before": {"day": "soon"}},
        {"do": "changes", "before": {"steps": [{"id": "x", "text": ""}]}},
    )
    texts = [
        "",
        "null",
        "[]",
        '{"v":1,"id":NaN}',
        '{"v":1,"id":1e999}',
        '{"a":' * 60_000,
        '{"id":' + "9" * 5_000 + "}",
        '"\\ud800',
    ]
    return [*texts, *(json.dumps({**asked, **change}) for change in wrong)]


def _hubs(content: Library, rng: random.Random) -> list[str]:
    """Return requests for the page of plans in which one worksheet is filled in: steps ticked or not, and a talk on any day."""
    steps = [f"{play.slug}/{step.id}" for play in content.plays for step in play.steps]
    plans = []
    for number in range(WHOLE):
        sheet = content.worksheets[number % len(content.worksheets)]
        done = rng.choice(([], steps, rng.sample(steps, len(steps) // 2)))
        plans.append({**random_plan([sheet], rng), "done": done})
    for sheet in content.worksheets:
        plans.append(_plan(sheet, {next(sheet.questions()).id: "?", "asked_no_more": "x"}, "auto"))
        for question in (one for one in sheet.questions() if one.kind == "date"):
            for answers in (json.loads(example.answers) for example in sheet.examples):
                plans += [_plan(sheet, {**answers, question.id: day}, "auto") for day in DAYS]
    return [_whole(plan, number, "hub") for number, plan in enumerate(plans)]


def _changes(content: Library, rng: random.Random) -> list[str]:
    """Return what is asked by people who come back: of plans in which one worksheet was changed, and of new releases."""
    found = []
    for number in range(WHOLE):
        then, now = (random_plan(content.worksheets, rng) for _ in range(2))
        kept = rng.sample(list(now["worksheets"]), rng.randrange(len(now["worksheets"]) + 1))
        mixed = {**then["worksheets"], **{name: now["worksheets"][name] for name in kept}}
        found.append(_changed(then, {**then, "worksheets": mixed}, number))
        name = rng.choice(content.worksheets).id
        found.append(_changed(then, now, number, worksheet=name, level=rng.choice((1, 2, 3))))
    return found


def _changed(then: Mapping[str, Any], now: Mapping[str, Any], number: int, **more: Any) -> str:
    """Return a request for what changed between two plans: by answers, for each third by a release too, more or less noted."""
    steps = [{"id": "gone/step", "text": "A step that is *gone* <b>"}]
    noted = {"aside": ["gone/other"], "day": "2026-11-20"} if number % 2 else {}
    before = {"worksheets": then["worksheets"], "steps": steps, "release": "old", **noted}
    aside = ["gone/step", "gone/other"] if number % 5 == 0 else []
    release = "new" if number % 3 == 0 else "old"
    return _whole({**now, "aside": aside}, number, "changes", before=before, release=release, **more)


def _exports(content: Library) -> list[str]:
    """Return requests for each file that an example's result can be taken along as, and for a card without numbers."""
    choices: list[dict[str, Any]] = [{"format": name} for name in FORMATS]
    choices += [{"format": name, "numbers": False, "line": False} for name in ("card", "room")]
    published = [{"format": name, "base": SITE, "key": "a-1", "paths": ["a.b"]} for name in FILES]
    return [
        _request(sheet, _plan(sheet, answers, "auto"), do="export", **choice)
        for sheet in content.worksheets
        for number, answers in enumerate(
            ({}, _telling(sheet), *(json.loads(example.answers) for example in sheet.examples))
        )
        for choice in (*choices, *(published if number < 2 else ()))
    ]


def _telling(sheet: Worksheet) -> dict[str, Any]:
    """Return answers that name days and amounts wherever they can: what calendars hold, and what share versions are warned of."""

    def answer(question: Question) -> Any:
        if question.questions:
            return [{one.id: answer(one) for one in question.questions}] * question.start
        if question.options:
            return question.options[0].id
        return {"date": "mid March 2027", "duration": "by 4 March 2027", "amount": "50k", "range": "45-50k"}.get(
            question.kind, "R&D [1] said fifty thousand; 1 420, or 45-50k" if "text" in question.kind else "20"
        )

    return {question.id: answer(question) for question in sheet.questions()}


def _crowded(sheet: Worksheet, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return answers with one row more than each list takes: the given rows again and again, or rows of "I do not know"."""
    found = dict(answers)
    for rows in (question for question in sheet.questions() if question.questions):
        given = answers.get(rows.id) or [{question.id: "?" for question in rows.questions}]
        found[rows.id] = [given[place % len(given)] for place in range(rows.most + 1)]
    return found if found != dict(answers) else {}


def _plan(sheet: Worksheet, answers: Mapping[str, Any], numbers: str) -> dict[str, Any]:
    settings = {"currency": "€", "numbers": numbers}
    return {"version": 2, "name": "", "settings": settings, "worksheets": {sheet.id: answers}, "done": [], "aside": []}


def _request(sheet: Worksheet, plan: Mapping[str, Any], *, number: int = 0, do: str = "checklist", **more: Any) -> str:
    asked = {
        "v": 1,
        "id": number,
        "do": do,
        "worksheet": sheet.id,
        "base": "../../",
        "today": TODAY,
        "plan": plan,
        **more,
    }
    return json.dumps(asked, ensure_ascii=False)


def _whole(plan: Mapping[str, Any], number: int, do: str, **more: Any) -> str:
    asked = {"v": 1, "id": number, "do": do, "base": "../../", "today": TODAY, "plan": plan, **more}
    return json.dumps(asked, ensure_ascii=False)
