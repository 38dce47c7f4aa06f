"""No general room names a worksheet: a new one is a page, a folder, a line in the table and a file of situations."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from playbook_engine.library import Library
from playbook_engine.worksheet import Question
from tests.plans import sheet_of
from tests.site.test_layers import imports

ROOT = Path(__file__).resolve().parents[2]
ENGINE = (
    "findings", "situations", "placeholders", "checklist", "report", "words", "bridge", "library", "plan", "worksheet",
    "shared_answers", "sheet", "render_html", "render_markdown", "cases", "follow_ups", "standing", "verdict", "tiles", "picture",
    "card", "record", "render_card", "files", "front", "dated", "mentions", "share", "render_file", "render_share", "render_calendar", "render_mail",
    "hub", "contradictions", "readiness", "progress", "render_hub", "read_back", "changes", "changed_answers", "render_changes",
)  # fmt: skip
ROOMS = (
    *(f"playbook_engine/{name}.py" for name in ENGINE),
    "playbook_engine/charts/*.py",
    "playbook_engine/fields/*.py",
    "playbook_engine/terminal/commands.py",
    "playbook_site/content/*.py",
    "playbook_site/forms/*.py",
    "playbook_site/forms/templates/*.html",
    "playbook_site/extension.py",
    "playbook_site/runtime/rehearsal.py",
    "playbook_site/random_plans.py",
    "scripts/*.py",
)
#: Words that mean something else where they stand, by file, each with what it means there.
ORDINARY: dict[str, dict[str, str]] = {
    "playbook_engine/fields/range.py": {"range": "this kind of field"},
    "playbook_engine/changed_answers.py": {"range": "a kind of field"},
    "playbook_engine/share.py": {"range": "a kind of field"},
    "playbook_engine/follow_ups.py": {"range": "a kind of field"},
    "playbook_engine/shared_answers.py": {"range": "a kind of field"},
    "playbook_engine/fields/date.py": {"other": "a part of a pattern"},
    "playbook_engine/library.py": {
        "questions": "what a group of questions and a row hold",
        "when": "a line of a play's front matter",
        "review": "a stage of a talk",
        "worth": "a line of a worksheet",
    },
    "playbook_engine/plan.py": {"name": "a part of a plan"},
    "playbook_site/extension.py": {"plan": "a part of what a page is given", "name": "a part of a plan"},
    "playbook_site/random_plans.py": {"name": "a part of a plan"},
    "playbook_site/runtime/rehearsal.py": {
        "plan": "a part of a request",
        "range": "a kind of field",
        "name": "a part of a plan",
    },
    "playbook_engine/report.py": {"review": "a stage of a talk"},
    "playbook_engine/hub.py": {"agreed": "where a talk stands"},
    "playbook_site/content/finding.py": {"seat": "a line of a play's front matter"},
    "playbook_site/content/indexes.py": {"seat": "a line of a play's front matter", "time": "how a list is ordered"},
    "playbook_site/content/stories.py": {"seat": "a line of a story"},
    "playbook_site/forms/story.py": {"plan": "a part of what a page is given"},
    "playbook_engine/readiness.py": {"target": "one of the three numbers", "offer": "one of the three numbers"},
    "playbook_engine/words.py": {"name": "a way to show a person's words", "case": "a word of a kind of negotiation"},
    "playbook_site/content/checks.py": {
        "questions": "a part of a worksheet fence",
        "when": "a line of a play's front matter",
    },
    "playbook_site/content/worksheets.py": {
        "chance": "a line of a question",
        "range": "a kind of field",
        "kind": "a line of a question",
        "questions": "what a group of questions and a row hold",
        "when": "a line of a reason",
        "why": "a line of a question",
        "worth": "a line of a worksheet",
    },
    "playbook_site/content/play_form.py": {"evidence": "a line of a play's front matter"},
    "playbook_site/forms/drawing.py": {"questions": "a template's name", "why": "a line of a question"},
    "playbook_site/forms/templates/form.html": {"why": "a part of the form's page"},
    "playbook_site/content/question_checks.py": {"when": "a line of a reason", "worth": "a line of a worksheet"},
    "playbook_engine/fields/duration.py": {"months": "a word that people write after a number"},
    "playbook_engine/terminal/commands.py": {
        "name": "an argument of the command line",
        "plan": "an argument of the command line",
    },
    "playbook_engine/bridge.py": {"kind": "a part of a verdict", "plan": "a part of a request"},
    "scripts/screenshots.py": {"case": "a line of the plan for the pictures"},
    "playbook_engine/cases.py": {
        "case": "the question that every worksheet with cases has",
        "other": "the plain case",
        "why": "a line of a question",
    },
    "playbook_engine/standing.py": {"they": "the side that is stronger", "agreed": "where a talk stands"},
    "playbook_engine/verdict.py": {
        "they": "the side that is stronger",
        "agreed": "where a talk stands",
        "plan": "a base of terms",
    },
    "playbook_engine/tiles.py": {"target": "one of the three numbers", "offer": "one of the three numbers"},
    "playbook_engine/render_html.py": {"target": "a mark of the line", "offer": "a mark of the line"},
    "playbook_site/content/lines.py": {
        "range": "a line of a mark in a line fence",
        "name": "a line of a mark in a line fence",
        "they": "a side of a line fence",
    },
    "playbook_site/content/plays.py": {
        "seat": "a line of a play's front matter",
        "evidence": "a line of a play's front matter",
        "when": "a line of a play's front matter",
    },
}

_QUOTED = re.compile(r"\"([^\"\n]*)\"|'([^'\n]*)'")
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)


def files() -> list[Path]:
    """Return every file of the general rooms; a room without one is a mistake of this test."""
    found = {room: sorted(ROOT.glob(room)) for room in ROOMS}
    assert all(found.values()), [room for room, paths in found.items() if not paths]
    return [path for paths in found.values() for path in paths]


def literals(path: Path) -> Iterator[tuple[int, str]]:
    """Yield each string literal of a file with its line: of Python all but docstrings, of a template what stands in quotes."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        plain = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
        for found in _QUOTED.finditer(plain):
            yield plain.count("\n", 0, found.start()) + 1, found[1] or found[2] or ""
        return
    tree = ast.parse(text)
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.lineno, node.value


def names(content: Library) -> dict[str, str]:
    """Return every id that only a worksheet's own folder may say, with what it is."""
    found = dict.fromkeys(content.situations, "a situation") | dict.fromkeys(content.placeholders, "a placeholder")

    def note(question: Question, sheet: str) -> None:
        found[question.id] = found[f"{sheet}.{question.id}"] = f"a question of {sheet}"
        for inner in question.questions:
            note(inner, sheet)

    for sheet in content.worksheets:
        for question in sheet.questions():
            note(question, sheet.id)
    return found | {sheet.id: "a worksheet" for sheet in content.worksheets}


def addresses(content: Library) -> re.Pattern[str]:
    """Return what matches a path, a module, a message or an anchor of one worksheet, in any part of a literal."""
    sheets = "|".join(re.escape(sheet.id) for sheet in content.worksheets)
    questions = "|".join(re.escape(one.id) for sheet in content.worksheets for one in sheet.questions())
    return re.compile(
        rf"\b(?:worksheets|situations|plays)[/.](?:{sheets})\b|^(?:{sheets})/|#?\bpb-(?:{sheets})-|#?\bq-(?:{questions})\b"
    )


def faults(path: Path, content: Library) -> list[str]:
    """Return one sentence for each worksheet's id that a file says."""
    where = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name
    known, address = names(content), addresses(content)
    said = [
        f"{where}:{line}: {text!r} is {known.get(text, 'an address of one worksheet')}"
        for line, text in literals(path)
        if (text in known or address.search(text)) and text not in ORDINARY.get(where, {})
    ]
    if path.suffix != ".py":
        return said
    folders = sorted(name for name in imports(path) if name.startswith("playbook_engine.worksheets"))
    return said + [f"{where}: imports {name}" for name in folders]


def test_no_general_room_names_a_worksheet(content: Library) -> None:
    """What a general room knows of a worksheet it reads from the table and the library."""
    found = [fault for path in files() for fault in faults(path, content)]
    assert not found, "\n".join(found)


def test_each_ordinary_word_is_needed(content: Library) -> None:
    """The list of words that mean something else holds none that its file no longer says."""
    known = names(content)
    for where, words in ORDINARY.items():
        said = {text for _, text in literals(ROOT / where)}
        assert set(words) <= said & set(known), f"{where}: {sorted(set(words) - (said & set(known)))}"
        assert all(words.values()), where


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("room.py", 'NAME = "{sheet}"\n', id="a worksheet"),
        pytest.param(
            "room.py", 'def f(x: str) -> bool:\n    """Say."""\n    return x == "{question}"\n', id="a question"
        ),
        pytest.param("room.py", 'PLACE = "{sheet}.{question}"\n', id="a place"),
        pytest.param("room.py", 'WANTED = {{"{situation}": 1}}\n', id="a situation"),
        pytest.param("room.py", 'FILLED = ("{placeholder}",)\n', id="a placeholder"),
        pytest.param("room.py", 'PAGE = "worksheets/{sheet}/"\n', id="a page"),
        pytest.param("room.py", 'ANCHOR = "#q-{question}-0"\n', id="an anchor"),
        pytest.param("room.py", "from playbook_engine.worksheets import {sheet}\n", id="an import"),
        pytest.param("room.py", "import playbook_engine.worksheets.{sheet}.findings\n", id="an import of a module"),
        pytest.param("room.html", '{{% if sheet.id == "{sheet}" %}}x{{% endif %}}\n', id="a template"),
    ],
)
def test_a_planted_name_is_found(content: Library, tmp_path: Path, name: str, text: str) -> None:
    """Wherever somebody writes a worksheet's id into a general room, the line is named."""
    sheet = sheet_of(content)
    said = {
        "sheet": sheet.id,
        "question": next(sheet.questions()).id,
        "situation": next(iter(content.situations)),
        "placeholder": next(iter(content.placeholders)),
    }
    room = tmp_path / name
    room.write_text(text.format(**said), encoding="utf-8")
    assert faults(room, content) != []


def test_words_in_prose_are_no_names(content: Library, tmp_path: Path) -> None:
    """A sentence, a docstring and a comment may say what they like: worksheets are called by everyday words."""
    room = tmp_path / "room.py"
    sheet = sheet_of(content).id
    room.write_text(f'"""{sheet}"""\n\nSAID = "of the {sheet} worksheet"  # {sheet}\n', encoding="utf-8")
    assert faults(room, content) == []
