"""Read ``docs/`` into the library that the engine deals from, and check everything at once.

Authors' mistakes come as :class:`ContentErrors`: each with file, line, what is wrong and what to write.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import fields as record_fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from playbook_engine import library as engine_library
from playbook_engine.fields import KINDS, Kind
from playbook_engine.library import EVIDENCE, STAGES, Library, Play, Step
from playbook_engine.worksheet import SIGNS, Example, Group, Option, Question, Sign, Worksheet
from playbook_site.content import checks
from playbook_site.content.pages import KEYS, LINE, ContentErrors, Fence, Item, Page

__all__ = ["ContentErrors", "cached", "read", "to_json"]

PLAY_KEYS = ("title", "topic", "stage", "when", "minutes", "evidence", "sources", "concepts", "worksheet", "reviewed")
PLAY_SECTIONS = (
    "When to use it",
    "When not to use it",
    "Steps",
    "What it sounds like",
    "Watch out for",
    "Is it fair?",
    "Why this works",
    "Next",
)
_ENTRY = re.compile(r"^`([a-z][a-z0-9_-]*)`:\s+(.+)$")
_NAME = re.compile(r"^`([a-z][a-z0-9_]*)`$")
_STEP = re.compile(r'^(?P<text>.*?)\s*\{#(?P<id>[a-z0-9-]+)(?:\s+when="(?P<when>[^"]*)")?\s*\}$')
_ANCHOR = re.compile(r"\{\s*#([a-z0-9-]+)\s*\}\s*$")
_QUESTION_WORDS = ("id", "kind", "label", "why", "example", "find_out")
_QUESTION_KEYS = frozenset(field.name for field in record_fields(Question))


def read(docs: Path) -> Library:
    """Return the library of a ``docs`` folder. Raises :class:`ContentErrors` with every mistake in it."""
    pages = [Page(docs, path) for path in sorted(docs.rglob("*.md"))]
    found = checks.Content(docs.name)
    for page in pages:
        folder = page.path.relative_to(docs).parts
        if folder[0] == "plays" and page.slug != "index":
            _read_play(page, found)
        elif folder[0] == "worksheets" and page.slug != "index":
            _read_worksheet(page, found)
        elif folder == ("reference", "situations.md"):
            _read_situations(page, found)
        elif folder == ("reference", "messages.md"):
            _read_messages(page, found)
        elif folder == ("reference", "sources.md"):
            found.sources.update(_anchors(page))
        elif folder == ("reference", "glossary.md"):
            tuple(_anchors(page))  # for the faults that it notes
        if page.errors:
            found.broken |= {folder[0], page.file}
    checks.check(found)
    errors = [error for page in pages for error in page.errors] + found.errors
    if errors:
        raise ContentErrors(errors)
    return Library(
        worksheets=tuple(sheet for sheet, _ in found.worksheets),
        plays=tuple(sorted((play for play, _ in found.plays), key=lambda play: (play.topic, play.slug))),
        situations={name: item.text for name, item in found.situations.items()},
        placeholders={name: item.text for name, item in found.placeholders.items()},
        messages={name: item.text for name, item in found.messages.items()},
    )


def to_json(library: Library) -> str:
    """Return ``library.json``: the same bytes for the same content."""
    return engine_library.dump(library)


def cached(docs: Path) -> Library:
    """Return the library, read again only when a Markdown file under ``docs`` has changed."""
    return _cached(docs, tuple((str(path), path.stat().st_mtime_ns) for path in sorted(docs.rglob("*.md"))))


@lru_cache(maxsize=2)
def _cached(docs: Path, stamps: tuple[tuple[str, int], ...]) -> Library:  # noqa: ARG001  the stamps are the key
    return read(docs)


def _read_play(page: Page, found: checks.Content) -> None:
    meta = page.meta
    if not meta and page.errors:
        return
    if not meta:
        page.fault(1, "the front matter is missing. Start with '---', then " + ", ".join(PLAY_KEYS))
        return
    for key in PLAY_KEYS:
        if key not in meta and key != "when":
            page.fault(1, f"front matter: '{key}' is missing. Add '{key}: ...'")
    for key in meta:
        if key not in (*PLAY_KEYS, LINE, KEYS):
            page.fault(page.meta_line(key), f"front matter: '{key}' is not used. Write one of {', '.join(PLAY_KEYS)}")
    _one_of(page, "stage", STAGES)
    _one_of(page, "evidence", EVIDENCE)
    lists = {key: _strings(page, key) for key in ("when", "sources", "concepts")}
    if not lists["sources"] and meta.get("evidence") in EVIDENCE and meta["evidence"] != "practitioner":
        page.fault(page.meta_line("sources"), "sources: is empty. Name a source, or write 'evidence: practitioner'")
    head = next((section for section in page.sections if section.level == 1), None)
    if head is None or head.title != meta.get("title"):
        page.fault(head.line if head else 1, f"the heading and the title differ. Write '# {meta.get('title')}'")
    if head is not None and not head.paragraphs:
        page.fault(head.line, "the lead is missing. Say below the heading what the reader will have at the end")
    _check_sections(page)
    if isinstance(meta.get("minutes"), bool) or not isinstance(meta.get("minutes"), int):
        text = "minutes: is not a whole number. Write, for example, 'minutes: 20'"
        page.fault(page.meta_line("minutes"), text)
        return
    steps = tuple(_read_steps(page, found))
    if page.errors:
        return
    play = Play(
        slug=page.slug,
        title=str(meta["title"]),
        page=page.site_path,
        topic=str(meta["topic"]),
        stage=meta["stage"],
        minutes=meta["minutes"],
        evidence=meta["evidence"],
        worksheet=str(meta["worksheet"]),
        reviewed=str(meta["reviewed"]),
        steps=steps,
        **lists,
    )
    found.plays.append((play, page))


def _check_sections(page: Page) -> None:
    heads = [section for section in page.sections if section.level == 2 and section.title in PLAY_SECTIONS]
    titles = [section.title for section in heads]
    for title in PLAY_SECTIONS:
        if title not in titles:
            page.fault(1, f"the section '{title}' is missing. Add '## {title}'")
    for place, head in enumerate(heads):
        if head.title in titles[:place]:
            page.fault(head.line, f"the section '{head.title}' stands twice. Keep one '## {head.title}'")
    if sorted(titles) == sorted(PLAY_SECTIONS) and titles != list(PLAY_SECTIONS):
        head = next(head for head, title in zip(heads, PLAY_SECTIONS, strict=True) if head.title != title)
        page.fault(head.line, "the sections are out of order. Write them as " + ", ".join(PLAY_SECTIONS))


def _read_steps(page: Page, found: checks.Content) -> Iterator[Step]:
    section = page.section("Steps")
    if section is None:
        return
    if not section.items:
        page.fault(section.line, "there is no step. Write a numbered list, '1. Do this. {#do-this}'")
    seen: set[str] = set()
    for item in section.items:
        match = _STEP.match(item.text)
        if not match:
            page.fault(item.line, "this step has no id. End it with '{#short-name}'")
            continue
        if match["id"] in seen:
            page.fault(item.line, f"the step id '{match['id']}' stands twice on this page. Choose another")
        seen.add(match["id"])
        when = tuple(part.strip() for part in (match["when"] or "").split(",") if part.strip())
        found.step_lines[(page.slug, match["id"])] = item.line
        yield Step(match["id"], match["text"], when)


def _read_worksheet(page: Page, found: checks.Content) -> None:
    fences = list(page.fences("worksheet"))
    if page.count("worksheet") != 1:
        page.fault(1, f"a worksheet page holds one ```worksheet fence, this one {page.count('worksheet')}")
    if len(fences) != 1:
        return
    fence = fences[0]
    head = next((section for section in page.sections if section.level == 1), None)
    groups = tuple(_read_group(page, fence, raw) for raw in _records(page, fence, fence.data, "groups"))
    for key in ("id", "topic", "minutes"):
        if key not in fence.data:
            page.fault(fence.line, f"'{key}' is missing. Add '{key}: ...'")
    if not isinstance(fence.data.get("minutes", 0), int):
        page.fault(
            fence.line + fence.data[KEYS]["minutes"],
            "minutes: is not a whole number. Write, for example, 'minutes: 10'",
        )
    examples = tuple(_read_example(page, example) for example in page.fences("example"))
    if not page.count("example"):
        page.fault(fence.line, "there is no worked example. Add a ```example fence with id, title, intro, answers")
    if page.errors:
        return
    sheet = Worksheet(
        id=str(fence.data["id"]),
        title=head.title if head else page.slug,
        page=page.site_path,
        topic=str(fence.data["topic"]),
        minutes=int(fence.data["minutes"]),
        groups=groups,
        examples=examples,
    )
    found.worksheets.append((sheet, page))
    found.fences[sheet.id] = (fence, tuple(page.fences("example")))


def _read_group(page: Page, fence: Fence, raw: dict[str, Any]) -> Group:
    line = fence.line + raw.get(LINE, 0)
    for key in ("id", "title"):
        if key not in raw:
            page.fault(line, f"this group has no '{key}'. Add '{key}: ...'")
    questions = tuple(_read_question(page, fence, question) for question in _records(page, fence, raw, "questions"))
    return Group(str(raw.get("id", "")), str(raw.get("title", "")), str(raw.get("intro", "")), questions)


def _read_question(page: Page, fence: Fence, raw: dict[str, Any]) -> Question:
    line = fence.line + raw.get(LINE, 0)
    name = raw.get("id", "?")
    for key in _QUESTION_WORDS:
        if not raw.get(key):
            page.fault(line, f"question '{name}': '{key}' is missing. Add '{key}: ...'")
    for key in raw:
        if key not in _QUESTION_KEYS and key not in (LINE, KEYS):
            page.fault(line, f"question '{name}': '{key}' is not used. {checks.did_you_mean(key, _QUESTION_KEYS)}")
    kind: Kind = raw["kind"] if raw.get("kind") in KINDS else "text"
    sign: Sign = raw.get("sign", "")
    if raw.get("kind") not in KINDS:
        page.fault(line, f"question '{name}': kind '{raw.get('kind')}' is unknown. Write one of {', '.join(KINDS)}")
    if sign not in SIGNS:
        page.fault(line, f"question '{name}': sign '{sign}' is unknown. Write {' or '.join(SIGNS[1:])}")
    options = tuple(
        Option(str(option.get("id", "")), str(option.get("label", "")))
        for option in (_records(page, fence, raw, "options") if kind == "choice" else ())
    )
    inner = tuple(
        _read_question(page, fence, question)
        for question in (_records(page, fence, raw, "questions") if kind == "rows" else ())
    )
    most, start = (raw.get("most", 0), raw.get("start", 0)) if kind == "rows" else (0, 0)
    if kind == "rows" and not (isinstance(most, int) and isinstance(start, int) and 0 < start <= most):
        page.fault(line, f"question '{name}': write 'start:' and 'most:', for example 2 and 8")
    words: dict[str, Any] = {
        key: str(raw.get(key, "")) for key in ("id", "label", "why", "example", "find_out", "row", "add")
    }
    return Question(
        kind=kind,
        detail=bool(raw.get("detail")),
        options=options,
        questions=inner,
        most=most,
        start=start,
        sign=sign,
        **words,
    )


def _read_example(page: Page, fence: Fence) -> Example:
    data = fence.data
    for key in ("id", "title", "intro", "answers"):
        if key not in data:
            page.fault(fence.line, f"this example has no '{key}'. Add '{key}: ...'")
    if not isinstance(data.get("answers", {}), dict):
        page.fault(fence.line + data[KEYS]["answers"], "answers: is not a list of 'question: answer' lines")
    answers = json.dumps(_without_lines(data.get("answers", {})), ensure_ascii=False, separators=(",", ":"))
    return Example(str(data.get("id", "")), str(data.get("title", "")), str(data.get("intro", "")), answers)


def _without_lines(value: Any) -> Any:
    """Return parsed YAML without the line marks; numbers become the text that a person would have typed."""
    if isinstance(value, dict):
        return {key: _without_lines(item) for key, item in value.items() if key not in (LINE, KEYS)}
    if isinstance(value, list):
        return [_without_lines(item) for item in value]
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _read_situations(page: Page, found: checks.Content) -> None:
    found.situations_file = page.file
    for section in page.sections:
        if section.title == "Placeholders":
            _entries(page, section.items, found.placeholders)
            continue
        match = _NAME.match(section.title)
        if section.level != 3 or not match:
            continue
        name = match[1]
        if name in found.situations:
            page.fault(section.line, f"the situation '{name}' stands twice. Keep one")
        found.situation_lines[name] = section.line
        if not section.quotes:
            page.fault(section.line, f"'{name}' has no words. Add a line '> ...' with what follows \"Because\"")
            continue
        if not section.paragraphs:
            page.fault(section.line, f"'{name}' does not say when it holds. Add a sentence 'Holds when ...'")
        found.situations[name] = section.quotes[0]


def _read_messages(page: Page, found: checks.Content) -> None:
    found.messages_file = page.file
    for section in page.sections:
        if section.level == 2:
            _entries(page, section.items, found.messages)


def _entries(page: Page, items: tuple[Item, ...], into: dict[str, Item]) -> None:
    for item in items:
        match = _ENTRY.match(item.text)
        if not match:
            page.fault(item.line, "this item cannot be read. Write '- `name`: its words'")
        elif match[1] in into:
            page.fault(item.line, f"'{match[1]}' stands twice. Keep one")
        else:
            into[match[1]] = Item(match[2], item.line)


def _anchors(page: Page) -> Iterator[str]:
    seen: set[str] = set()
    for section in page.sections:
        match = _ANCHOR.search(section.title)
        if section.level != 3:
            continue
        if not match:
            page.fault(section.line, f"'{section.title}' has no id. End the heading with '{{#short-name}}'")
            continue
        if match[1] in seen:
            page.fault(section.line, f"the id '{match[1]}' stands twice. Choose another")
        seen.add(match[1])
        yield match[1]


def _one_of(page: Page, key: str, allowed: tuple[str, ...]) -> None:
    if key in page.meta and page.meta[key] not in allowed:
        page.fault(page.meta_line(key), f"{key}: '{page.meta[key]}' is unknown. Write one of {', '.join(allowed)}")


def _strings(page: Page, key: str) -> tuple[str, ...]:
    value = page.meta.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        page.fault(page.meta_line(key), f"{key}: is not a list. Write '{key}: [first, second]'")
        return ()
    return tuple(value)


def _records(page: Page, fence: Fence, raw: dict[str, Any], key: str) -> list[dict[str, Any]]:
    value = raw.get(key)
    if not isinstance(value, list) or not value or not all(isinstance(item, dict) for item in value):
        page.fault(fence.line + raw.get(LINE, 0), f"'{key}' is missing or not a list of 'name: value' blocks")
        return []
    return value


def main(arguments: list[str]) -> int:
    """Check a docs folder: print each mistake, or what was read."""
    docs = Path(arguments[0] if arguments else "docs")
    try:
        library = read(docs)
    except ContentErrors as error:
        print(error, file=sys.stderr)
        return 1
    steps = sum(len(play.steps) for play in library.plays)
    print(f"{len(library.worksheets)} worksheets, {len(library.plays)} plays, {steps} steps, no mistakes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
