"""Whether pages and code agree, in both directions: situations, placeholders, sources, questions, ids."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from dataclasses import fields as record_fields
from difflib import get_close_matches

from playbook_engine import worksheet
from playbook_engine.answers import AlternativeAnswers, BatnaAnswers
from playbook_engine.errors import ContentError
from playbook_engine.library import Play
from playbook_engine.placeholders import PLACEHOLDERS
from playbook_engine.situations import SITUATIONS
from playbook_engine.worksheet import Question, Worksheet
from playbook_site.pages import Item, Page

# Which record reads each worksheet's answers: a question that is no field of it is read by nothing.
READERS: dict[str, dict[str, type]] = {"batna": {"": BatnaAnswers, "alternatives": AlternativeAnswers}}
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_QUOTED = re.compile(r"[\"“]\{([a-z_]+)\}[\"”]")


@dataclass
class Content:
    """What the reader found, with the places where it stands."""

    root: str
    plays: list[tuple[Play, Page]] = field(default_factory=list)
    worksheets: list[tuple[Worksheet, Page]] = field(default_factory=list)
    situations: dict[str, Item] = field(default_factory=dict)
    placeholders: dict[str, Item] = field(default_factory=dict)
    messages: dict[str, Item] = field(default_factory=dict)
    sources: set[str] = field(default_factory=set)
    step_lines: dict[tuple[str, str], int] = field(default_factory=dict)
    fence_lines: dict[str, int] = field(default_factory=dict)
    situations_file: str = ""
    messages_file: str = ""
    errors: list[ContentError] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.situations_file = self.situations_file or f"{self.root}/reference/situations.md"
        self.messages_file = self.messages_file or f"{self.root}/reference/messages.md"

    def fault(self, file: str, line: int, message: str) -> None:
        """Note a mistake."""
        self.errors.append(ContentError(file, line, message))


def check(found: Content) -> None:
    """Note every disagreement between the pages, and between the pages and the engine."""
    _check_situations(found)
    _check_plays(found)
    _check_placeholders(found)
    _check_worksheets(found)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return what to write instead of an unknown name: the nearest known one, or the list."""
    names = sorted(known)
    near = get_close_matches(name, names, n=1, cutoff=0.5)
    return f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(names) or 'none'}"


def _check_situations(found: Content) -> None:
    file = found.situations_file
    for name, item in found.situations.items():
        if name not in SITUATIONS:
            hint = did_you_mean(name, SITUATIONS)
            found.fault(file, item.line, f"the situation '{name}' has no code in situations.py. {hint}")
    for name in SITUATIONS:
        if name not in found.situations:
            found.fault(file, 1, f"the situation '{name}' has no words. Add '### `{name}`' and a line '> ...'")
    used = {name.removeprefix("not ") for play, _ in found.plays for name in _conditions(play)}
    for name, item in found.situations.items():
        if found.plays and name in SITUATIONS and name not in used:
            found.fault(file, item.line, f"no play reads the situation '{name}'. Name it in a 'when', or drop it")


def _conditions(play: Play) -> tuple[str, ...]:
    return play.when + tuple(name for step in play.steps for name in step.when)


def _check_plays(found: Content) -> None:
    slugs: dict[str, Page] = {}
    sheets = {sheet.id for sheet, _ in found.worksheets}
    for play, page in found.plays:
        if play.slug in slugs:
            found.fault(page.file, 1, f"'{play.slug}' is also the name of {slugs[play.slug].file}. Rename one file")
        slugs[play.slug] = page
        for name in play.when:
            _check_condition(found, page.file, 1, "when", name)
        for step in play.steps:
            line = found.step_lines[(play.slug, step.id)]
            if not any(not name.startswith("not ") for name in (*play.when, *step.when)):
                text = f"step '{step.id}' has no reason to print. Name a situation in the play's or the step's when"
                found.fault(page.file, line, text)
            for name in step.when:
                _check_condition(found, page.file, line, f"step '{step.id}': when", name)
        for source in play.sources:
            if source not in found.sources:
                hint = did_you_mean(source, found.sources)
                found.fault(page.file, 1, f"sources: '{source}' is not in reference/sources.md. {hint}")
        if play.worksheet not in sheets:
            hint = did_you_mean(play.worksheet, sheets)
            found.fault(page.file, 1, f"worksheet: there is no worksheet '{play.worksheet}'. {hint}")


def _check_condition(found: Content, file: str, line: int, where: str, name: str) -> None:
    bare = name.removeprefix("not ")
    if bare not in SITUATIONS:
        known = did_you_mean(bare, SITUATIONS)
        found.fault(file, line, f"{where}: '{bare}' is not in reference/situations.md. {known}")


def _check_placeholders(found: Content) -> None:
    used: set[str] = set()

    def look(file: str, line: int, text: str) -> None:
        for name in _QUOTED.findall(text):
            found.fault(
                file, line, f"'{{{name}}}' stands in quotation marks; a person's words bring their own. Drop them"
            )
        for name in _PLACEHOLDER.findall(text):
            used.add(name)
            if name not in PLACEHOLDERS:
                hint = did_you_mean(name, PLACEHOLDERS)
                found.fault(file, line, f"the placeholder '{{{name}}}' is unknown. {hint}")

    for play, page in found.plays:
        for step in play.steps:
            look(page.file, found.step_lines[(play.slug, step.id)], step.text)
    for item in found.situations.values():
        look(found.situations_file, item.line, item.text)
    for item in found.messages.values():
        used.update(_PLACEHOLDER.findall(item.text))
    for name, item in found.placeholders.items():
        if name not in PLACEHOLDERS:
            hint = did_you_mean(name, PLACEHOLDERS)
            found.fault(found.situations_file, item.line, f"nothing fills the placeholder '{name}'. {hint}")
        elif found.plays and name not in used:
            found.fault(
                found.situations_file, item.line, f"no step or reason uses the placeholder '{name}'. Use it, or drop it"
            )
    for name in PLACEHOLDERS:
        if name not in found.placeholders:
            found.fault(found.situations_file, 1, f"the placeholder '{name}' has no plain words. Add '- `{name}`: ...'")


def _check_worksheets(found: Content) -> None:
    for sheet, page in found.worksheets:
        line = found.fence_lines[sheet.id]
        records = READERS.get(sheet.id)
        if records is None:
            hint = did_you_mean(sheet.id, READERS)
            found.fault(page.file, line, f"id: no analysis reads a worksheet '{sheet.id}'. {hint}")
            continue
        top = tuple(sheet.questions())
        _check_questions(found, page, line, records[""], top)
        for question in top:
            if question.kind == "rows":
                _check_questions(found, page, line, records.get(question.id, object), question.questions)
        names = [example.id for example in sheet.examples]
        for example in sheet.examples:
            if names.count(example.id) > 1:
                found.fault(page.file, line, f"the example id '{example.id}' stands twice. Choose another")
            reading = worksheet.read(sheet, json.loads(example.answers), "auto")
            for error in reading.errors:
                found.fault(
                    page.file, line, f"example '{example.id}': '{error.field}' cannot be used ({error.message})"
                )


def _check_questions(found: Content, page: Page, line: int, record: type, questions: tuple[Question, ...]) -> None:
    read = {item.name for item in record_fields(record)} if record is not object else set()
    asked = [question.id for question in questions]
    for name in asked:
        if name not in read:
            found.fault(
                page.file, line, f"question '{name}' is read by no analysis or situation. {did_you_mean(name, read)}"
            )
        if asked.count(name) > 1:
            found.fault(page.file, line, f"the question id '{name}' stands twice. Choose another")
    for name in sorted(read - set(asked)):
        found.fault(page.file, line, f"the question '{name}' is missing: an analysis reads it. Add it")
