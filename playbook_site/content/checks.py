"""Whether pages and code agree, in both directions: situations, placeholders, sources, questions, ids."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from dataclasses import fields as record_fields
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import Any

from playbook_engine import shared_answers, situations, worksheet
from playbook_engine.errors import ContentError
from playbook_engine.fields import days
from playbook_engine.library import Listed, Play, ShareField
from playbook_engine.placeholders import PLACEHOLDERS
from playbook_engine.sheets import SHEETS
from playbook_engine.situations import SITUATIONS
from playbook_engine.worksheet import Question, Worksheet
from playbook_site.content.pages import KEYS, LINE, Fence, Page

# Which records read each worksheet's answers: a question that is no field of them is read by nothing.
READERS = {sheet.id: sheet.parts.records for sheet in SHEETS}
#: The day on which examples and stories are told, so that they may say "in 2 days", and every build says the same.
EXAMPLE_DAY = "2027-01-11"
#: The longest that a worksheet or a play may take.
MINUTES_MOST = 480
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_QUOTED = re.compile(r"[\"'“‘„«]\{([a-z_]+)\}[\"'”’“»]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that the engine may say, and where it stands."""

    text: str
    file: str
    line: int


@dataclass
class Content:
    """What the reader found, with the places where it stands."""

    root: str
    plays: list[tuple[Play, Page]] = field(default_factory=list)
    worksheets: list[tuple[Worksheet, Page]] = field(default_factory=list)
    situations: dict[str, Sentence] = field(default_factory=dict)
    placeholders: dict[str, Sentence] = field(default_factory=dict)
    messages: dict[str, Sentence] = field(default_factory=dict)
    sources: set[str] = field(default_factory=set)
    step_lines: dict[tuple[str, str], int] = field(default_factory=dict)
    fences: dict[str, tuple[Fence, tuple[Fence, ...]]] = field(default_factory=dict)
    situation_lines: dict[str, tuple[str, int]] = field(default_factory=dict)  # file and line of their headings
    stories: list[tuple[Page, Fence]] = field(default_factory=list)
    lists: dict[str, Listed] = field(default_factory=dict)  # what files for others may hold
    list_lines: dict[str, list[tuple[ShareField, str, int]]] = field(
        default_factory=dict
    )  # and where each answer is named
    broken: set[str] = field(default_factory=set)  # pages not read whole, and their folders: nothing is missed there
    errors: list[ContentError] = field(default_factory=list)

    def situations_file(self, worksheet: str) -> str:
        """Return the page that holds what a worksheet can claim, fill in and say."""
        return f"{self.root}/reference/situations/{worksheet}.md"

    def fault(self, file: str, line: int, message: str) -> None:
        """Note a mistake."""
        self.errors.append(ContentError(file, line, message))


def check(found: Content) -> None:
    """Note every disagreement between the pages, and between the pages and the engine."""
    _check_situations(found)
    _check_plays(found)
    _check_placeholders(found)
    _check_worksheets(found)
    _check_shared_questions(found)


def is_minutes(value: object) -> bool:
    """Tell whether a value can be how many minutes something takes.

    >>> is_minutes(20), is_minutes(0), is_minutes(True), is_minutes("20")
    (True, False, False, False)
    """
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= MINUTES_MOST


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return what to write instead of an unknown name: the nearest known one, or the list."""
    names = sorted(known)
    near = get_close_matches(name, names, n=1, cutoff=0.5)
    return f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(names) or 'none'}"


def _check_situations(found: Content) -> None:
    for name, (file, line) in found.situation_lines.items():
        if name not in SITUATIONS:
            found.fault(
                file,
                line,
                f"the situation '{name}' has no code in worksheets/{PurePosixPath(file).stem}/situations.py. {did_you_mean(name, SITUATIONS)}",
            )
        else:
            _check_home(found, "situation", name, SITUATIONS[name], file, line)
    for name, owner in SITUATIONS.items():
        file = found.situations_file(owner)
        if name not in found.situation_lines and file not in found.broken:
            found.fault(file, 1, f"the situation '{name}' has no words. Add '### `{name}`' and a line '> ...'")
    used = {name for play, _ in found.plays for one in _conditions(play) for name in situations.names(one)}
    for name, (file, line) in found.situation_lines.items():
        if "plays" not in found.broken and name in SITUATIONS and name not in used:
            found.fault(file, line, f"no play reads the situation '{name}'. Name it in a 'when', or drop it")


def _check_home(found: Content, what: str, name: str, worksheet: str, file: str, line: int) -> None:
    """Note a claim or placeholder that stands in the file of another worksheet than its own."""
    home = found.situations_file(worksheet)
    if file != home:
        found.fault(file, line, f"the {what} '{name}' is one of the worksheet '{worksheet}'. Move it to {home}")


def _conditions(play: Play) -> tuple[str, ...]:
    return play.when + tuple(name for step in play.steps for name in step.when)


def _check_plays(found: Content) -> None:
    slugs: dict[str, Page] = {}
    for play, page in found.plays:
        if play.slug in slugs:
            found.fault(page.file, 1, f"'{play.slug}' is also the name of {slugs[play.slug].file}. Rename one file")
        slugs[play.slug] = page
        for name in play.when:
            _check_condition(found, page.file, page.meta_line("when"), "when", name)
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
                found.fault(
                    page.file, page.meta_line("sources"), f"sources: '{source}' is not in reference/sources.md. {hint}"
                )


def _check_condition(found: Content, file: str, line: int, where: str, name: str) -> None:
    if " or " in name and "not" in name.split():
        found.fault(file, line, f"{where}: '{name}' has 'not' beside 'or'. Write a step for each")
    for bare in situations.names(name):
        if bare not in SITUATIONS:
            known = did_you_mean(bare, SITUATIONS)
            found.fault(file, line, f"{where}: '{bare}' is not in reference/situations/. {known}")


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
            for text in (step.text, step.say):
                look(page.file, found.step_lines[(play.slug, step.id)], text)
    for item in found.situations.values():
        look(item.file, item.line, item.text)
    for item in found.messages.values():
        used.update(_PLACEHOLDER.findall(item.text))
    for name, item in found.placeholders.items():
        if name not in PLACEHOLDERS:
            found.fault(
                item.file, item.line, f"nothing fills the placeholder '{name}'. {did_you_mean(name, PLACEHOLDERS)}"
            )
            continue
        _check_home(found, "placeholder", name, PLACEHOLDERS[name], item.file, item.line)
        if "plays" not in found.broken and name not in used:
            found.fault(item.file, item.line, f"no step or reason uses the placeholder '{name}'. Use it, or drop it")
    for name, owner in PLACEHOLDERS.items():
        file = found.situations_file(owner)
        if name not in found.placeholders and file not in found.broken:
            found.fault(file, 1, f"the placeholder '{name}' has no plain words. Add '- `{name}`: ...'")


def _check_worksheets(found: Content) -> None:
    for sheet, page in found.worksheets:
        fence, examples = found.fences[sheet.id]
        lines = dict(question_lines(fence))
        records = READERS.get(sheet.id)
        if records is None:
            hint = did_you_mean(sheet.id, READERS)
            found.fault(
                page.file,
                fence.line + fence.data[KEYS]["id"],
                f"id: no analysis reads a worksheet '{sheet.id}'. {hint}",
            )
            continue
        top = tuple(sheet.questions())
        _check_questions(found, page, {"": fence.line, **lines}, "", records[""], top)
        for question in top:
            if question.kind == "rows" and question.id in records:
                _check_questions(found, page, lines, question.id, records[question.id], question.questions)
        seen: set[str] = set()
        for example, place in zip(sheet.examples, examples, strict=True):
            if example.id in seen:
                line = place.line + place.data[KEYS]["id"]
                found.fault(page.file, line, f"the example id '{example.id}' stands twice. Choose another")
            seen.add(example.id)
            for error in worksheet.read(sheet, json.loads(example.answers), "auto", days.from_iso(EXAMPLE_DAY)).errors:
                line = place.line + answer_line(place.data, f"answers.{error.field}")
                hint = "Write what a person can type without being asked again"
                if error.message == "field-unknown":
                    hint = did_you_mean(error.field.rsplit(".", 1)[-1], {name.rsplit(".", 1)[-1] for name in lines})
                text = f"example '{example.id}': '{error.field}' cannot be used ({error.message}). {hint}"
                found.fault(page.file, line, text)


def _check_shared_questions(found: Content) -> None:
    """Note each ``same_as`` that names no question of an earlier worksheet, or one that is answered otherwise."""
    order = [sheet.id for sheet in SHEETS]
    asked = {f"{sheet.id}.{question.id}": question for sheet, _ in found.worksheets for question in sheet.questions()}
    for sheet, page in found.worksheets:
        lines = dict(question_lines(found.fences[sheet.id][0]))
        inner = ((f"{outer.id}.{one.id}", one) for outer in sheet.questions() for one in outer.questions)
        for path, question in [*((one.id, one) for one in sheet.questions()), *inner]:
            fault = _same_as_fault(question, sheet.id, asked, order)
            if fault:
                found.fault(page.file, lines[path], f"question '{path}': same_as: {fault}")


_ALIKE = ("option_ids", "sign", "none", "basis", "sets", "private", "tells")


def _same_as_fault(question: Question, sheet: str, asked: Mapping[str, Question], order: list[str]) -> str:
    place = question.same_as
    if not place:
        return ""
    if question.questions:
        return "rows cannot share an answer as a whole. Write it at the questions in them: the first row's is shared"
    other = asked.get(place)
    earlier_sheet, read = place.split(".")[0], {name.split(".")[0] for name in asked}
    if earlier_sheet in order and earlier_sheet not in read:
        return ""  # its page could not be read, which is told there
    earlier = {name for name in asked if name.split(".")[0] in order[: order.index(sheet)]} if sheet in order else set()
    if other is None or place not in earlier:
        return f"'{place}' is no question of an earlier worksheet. {did_you_mean(place, earlier)}"
    if other.same_as:
        return f"'{place}' is itself the same as another question. Write '{other.same_as}'"
    unlike = any(getattr(other, key) != getattr(question, key) for key in _ALIKE)
    if unlike or not shared_answers.alike(question.kind, other.kind):
        return f"'{place}' takes other answers. Write the same kind, {', '.join(_ALIKE[:-1])} and {_ALIKE[-1]} at both"
    return ""


def _check_questions(
    found: Content, page: Page, lines: dict[str, int], prefix: str, record: type, questions: tuple[Question, ...]
) -> None:
    """``lines`` tells where each question stands, by its path; ``prefix`` is the path of the rows that hold these."""
    read = {item.name for item in record_fields(record)}
    asked = [question.id for question in questions]
    for place, name in enumerate(asked):
        line = lines[f"{prefix}.{name}" if prefix else name]
        if name in asked[:place]:
            found.fault(page.file, line, f"the question id '{name}' stands twice. Choose another")
        elif name not in read:
            hint = did_you_mean(name, read)
            found.fault(page.file, line, f"question '{name}' is read by no analysis or situation. {hint}")
    for name in sorted(read - set(asked)):
        found.fault(page.file, lines[prefix], f"the question '{name}' is missing: an analysis reads it. Add it")


def question_lines(fence: Fence) -> Iterator[tuple[str, int]]:
    """Yield where each question stands, by its path; of one that stands twice, the later place comes last."""
    for group in fence.data["groups"]:
        for question in group["questions"]:
            yield question["id"], fence.line + question[LINE]
            for inner in question.get("questions", ()):
                yield f"{question['id']}.{inner['id']}", fence.line + inner[LINE]


def answer_line(value: Any, path: str) -> int:
    """Return the line inside a fence of the answer that a field path names, or of the nearest thing around it."""
    line = 0
    for part in path.split("."):
        if isinstance(value, dict) and part in value:
            line, value = value[KEYS][part], value[part]
        elif isinstance(value, list) and part.isdecimal() and int(part) < len(value):
            value = value[int(part)]
            line = value[LINE] if isinstance(value, dict) else line
        else:
            break
    return line
