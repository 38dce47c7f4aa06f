"""Reads the stories: a case told through, with the plan that somebody in it has filled in.

The ``story`` fence holds that plan, in the same words in which an ``example`` fence holds its answers; a ``result`` fence names
which parts of the engine's result stand at its place. What the fences draw is in ``playbook_site/story_fence.py``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from playbook_engine import worksheet
from playbook_engine.fields import days
from playbook_engine.library import SEATS
from playbook_site.content import checks
from playbook_site.content.pages import KEYS, LINE, Fence, Page
from playbook_site.content.worksheets import as_typed

STORY_KEYS = ("title", "summary", "sources", "concepts", "plays")
FENCE_KEYS = ("id", "title", "seat", "answers")
#: Every story is told from both seats, and something in it goes wrong.
SECTIONS = ("What the other side saw", "What went wrong")
#: What a ``result`` fence can show of the engine's result.
PARTS = ("verdict", "tiles", "chart", "notes", "steps", "worked", "change")


def answers_of(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers in a ``story`` fence by worksheet, each as a person would have typed it.

    >>> answers_of({"answers": {"batna": {"target": 58000, "linked": False}}})
    {'batna': {'target': '58000', 'linked': 'no'}}
    """
    found: dict[str, Any] = as_typed(data.get("answers", {}))
    return found


def parts_of(data: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return what a ``result`` fence asks for: the parts, by worksheet.

    >>> parts_of({"batna": "tiles, chart"})
    {'batna': ('tiles', 'chart')}
    """
    asked = {str(name): parts for name, parts in data.items() if name not in (LINE, KEYS)}
    return {name: tuple(part.strip() for part in str(parts).split(",")) for name, parts in asked.items()}


def read_story(page: Page, found: checks.Content) -> None:
    """Note the story of a page; of one with mistakes, the mistakes alone."""
    if not page.meta:
        page.fault(1, "the front matter is missing. Start with '---', then " + ", ".join(STORY_KEYS))
        return
    for key in STORY_KEYS:
        if key not in page.meta:
            page.fault(1, f"front matter: '{key}' is missing. Add '{key}: ...'")
    for key in page.meta:
        if key not in (*STORY_KEYS, LINE, KEYS):
            page.fault(page.meta_line(key), f"front matter: '{key}' is not used. Write one of {', '.join(STORY_KEYS)}")
    for key in STORY_KEYS[2:]:
        value = page.meta.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            page.fault(page.meta_line(key), f"{key}: is not a list. Write '{key}: [first, second]'")
    for title in SECTIONS:
        section = page.section(title)
        if section is None or section.blank:
            page.fault(section.line if section else 1, f"'## {title}' is missing or empty. Write it")
    if page.count("story") != 1:
        page.fault(1, f"a story holds one ```story fence, this one {page.count('story')}")
    fence = next(page.fences("story"), None)
    if fence is not None and not page.errors:
        _check_fence(page, fence)
    if fence is not None and not page.errors:
        found.stories.append((page, fence))


def check(found: checks.Content) -> None:
    """Note what the stories say that worksheets, plays and sources do not know."""
    plays = {play.slug for play, _ in found.plays}
    for page, fence in found.stories:
        for key, known in (("sources", found.sources), ("plays", plays)):
            for name in page.meta[key]:
                if name not in known and key not in found.broken:
                    found.fault(page.file, page.meta_line(key), f"{key}: '{name}' is unknown. {_near(name, known)}")
        if "worksheets" not in found.broken:
            _check_answers(found, page, fence)


def _check_fence(page: Page, fence: Fence) -> None:
    data = fence.data
    for key in FENCE_KEYS:
        if not data.get(key):
            page.fault(fence.line, f"'{key}' is missing. Add '{key}: ...'")
    for key in data:
        if key not in (*FENCE_KEYS, LINE, KEYS):
            page.fault(fence.line + data[KEYS][key], f"'{key}' is not used. Write one of {', '.join(FENCE_KEYS)}")
    if data.get("id") and data["id"] != page.slug:
        page.fault(fence.line + data[KEYS]["id"], f"id: differs from the file's name. Write 'id: {page.slug}'")
    if data.get("seat") and data["seat"] not in SEATS:
        page.fault(
            fence.line + data[KEYS]["seat"],
            f"seat: '{data['seat']}' is unknown. Write one of {', '.join(SEATS)}",
        )
    given = as_typed(data.get("answers") or {})
    if not isinstance(given, dict) or not all(isinstance(answers, dict) for answers in given.values()):
        page.fault(
            fence.line + data[KEYS]["answers"], "answers: name a worksheet, and below it 'question: answer' lines"
        )


def _check_answers(found: checks.Content, page: Page, fence: Fence) -> None:
    sheets = {sheet.id: sheet for sheet, _ in found.worksheets}
    for name, answers in answers_of(fence.data).items():
        line = fence.line + fence.data["answers"][KEYS][name]
        sheet = sheets.get(name)
        if sheet is None:
            found.fault(page.file, line, f"there is no worksheet '{name}'. {_near(name, sheets)}")
            continue
        private = {question.id for question in sheet.questions() if question.private}
        for field in sorted(private & set(answers)):
            at = fence.line + checks.answer_line(fence.data, f"answers.{name}.{field}")
            found.fault(page.file, at, f"'{field}' is private, and no copy of a plan holds it. Leave it out")
        questions = {question.id for outer in sheet.questions() for question in (outer, *outer.questions)}
        for error in worksheet.read(sheet, answers, "auto", days.from_iso(checks.EXAMPLE_DAY)).errors:
            at = fence.line + checks.answer_line(fence.data, f"answers.{name}.{error.field}")
            hint = "Write what a person can type without being asked again"
            if error.message == "field-unknown":
                hint = _near(error.field.rsplit(".", 1)[-1], questions)
            found.fault(page.file, at, f"'{error.field}' cannot be used ({error.message}). {hint}")
    for told in page.fences("result"):
        for text in _faults_of_result(told, fence):
            found.fault(page.file, told.line, text)


def _faults_of_result(told: Fence, fence: Fence) -> Iterator[str]:
    asked = parts_of(told.data)
    if len(asked) != 1:
        yield "a result is of one worksheet. Write, for example, 'batna: tiles, chart'"
    if told.line < fence.line:
        yield "a result stands below the story's plan. Move the ```story fence up"
    for name, parts in asked.items():
        if name not in answers_of(fence.data):
            yield f"the story has no answers of the worksheet '{name}'. {_near(name, answers_of(fence.data))}"
        yield from (f"a result has no part '{part}'. {_near(part, PARTS)}" for part in parts if part not in PARTS)


def _near(name: str, known: Any) -> str:
    return checks.did_you_mean(name, known)
