"""The compiled content: worksheets, plays, situations and words, as ``library.json`` carries them.

``playbook_site.reader`` makes the records from ``docs/``; the browser and the terminal load the same JSON.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from playbook_engine.worksheet import Case, Example, Group, Option, Question, Reason, Worksheet

__all__ = [
    "EVIDENCE",
    "SEATS",
    "STAGES",
    "Case",
    "Example",
    "Group",
    "Library",
    "Listed",
    "Option",
    "Play",
    "Question",
    "Reason",
    "ShareField",
    "SharePart",
    "Step",
    "Style",
    "Worksheet",
    "dump",
    "load",
    "open_file",
]

Stage = Literal["prepare", "open", "explore", "bargain", "close", "review"]
STAGES: tuple[Stage, ...] = ("prepare", "open", "explore", "bargain", "close", "review")
Seat = Literal["weaker", "stronger", "both"]
SEATS: tuple[Seat, ...] = ("weaker", "stronger", "both")
EVIDENCE = ("strong", "mixed", "practitioner")

VERSION = 6  # 6: beside the share version, lists for a mandate and for a role sheet


@dataclass(frozen=True, slots=True)
class Step:
    """One act of a play. ``when`` names the situations that must hold beside the play's own; ``not x`` negates.

    ``say`` is a line to say aloud, "" where there is none.
    """

    id: str
    text: str
    when: tuple[str, ...] = ()
    say: str = ""


@dataclass(frozen=True, slots=True)
class Play:
    """One page of guidance whose steps the checklist deals from.

    ``seat`` tells whom it is for, by the power that they hold; ``keywords`` are the words that people type to find it.
    """

    slug: str
    title: str
    page: str
    topic: str
    stage: Stage
    seat: Seat
    when: tuple[str, ...]
    minutes: int
    evidence: str
    sources: tuple[str, ...]
    concepts: tuple[str, ...]
    keywords: tuple[str, ...]
    reviewed: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class ShareField:
    """An answer that may go into a file for somebody else: its question, as ``worksheet.question``, and its label there.

    The rest is for questions in rows: ``beside`` is another question of the row, whose answer stands behind; ``only`` is a
    condition as in ``shown_when`` that a row must meet; ``order`` is a number of the row, by which the highest comes first.
    ``result`` names a number that was worked out, and then there is no question; only the ``limit`` can be one.
    """

    question: str
    label: str
    beside: str = ""
    only: str = ""
    order: str = ""
    result: str = ""

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions whose answers it shows, as ``worksheet.question``."""
        beside = (f"{self.question.rpartition('.')[0]}.{self.beside}",) if self.beside else ()
        return (self.question, *beside) if self.question else ()


@dataclass(frozen=True, slots=True)
class SharePart:
    """Answers of such a file that stand under one heading.

    ``always`` are sentences that stand there whatever was answered. ``blank`` is said where nothing of the part goes in, and
    then the part counts as missing as long as there is nothing that could; "" leaves the heading out.
    """

    id: str
    title: str
    fields: tuple[ShareField, ...]
    always: tuple[str, ...] = ()
    blank: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """All that a file for somebody else may hold. ``never`` are the questions whose amounts are warned of in its lines."""

    parts: tuple[SharePart, ...] = ()
    never: tuple[str, ...] = ()

    @property
    def questions(self) -> frozenset[str]:
        """The questions whose answers it may hold, as ``worksheet.question``."""
        return frozenset(name for part in self.parts for field in part.fields for name in field.questions)


@dataclass(frozen=True, slots=True)
class Style:
    """The stylesheet that goes into an HTML file, and its SHA-256 in base64, by which the file's own policy allows it."""

    text: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Library:
    """Everything the engine may say. The order of ``situations`` is the order of urgency within a stage."""

    worksheets: tuple[Worksheet, ...] = ()
    plays: tuple[Play, ...] = ()
    situations: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    placeholders: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    messages: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    lists: Mapping[str, Listed] = field(default_factory=lambda: MappingProxyType({}))
    style: Style = Style()

    def worksheet(self, name: str) -> Worksheet | None:
        """Return the worksheet with this id, or None when there is none."""
        return next((sheet for sheet in self.worksheets if sheet.id == name), None)


def dump(library: Library) -> str:
    """Return the library as JSON text, the same bytes for the same content."""
    document = {
        "version": VERSION,
        "worksheets": [asdict(sheet) for sheet in library.worksheets],
        "plays": [asdict(play) for play in library.plays],
        "situations": dict(library.situations),
        "placeholders": dict(library.placeholders),
        "messages": dict(library.messages),
        "lists": {name: asdict(listed) for name, listed in library.lists.items()},
        "style": asdict(library.style),
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"


def load(text: str) -> Library:
    """Return the library that :func:`dump` wrote. Raises ValueError when the text is another version's."""
    document = json.loads(text)
    if document.get("version") != VERSION:
        raise ValueError(f"library version {document.get('version')!r}, this engine reads {VERSION}")
    return Library(
        worksheets=tuple(_worksheet(sheet) for sheet in document["worksheets"]),
        plays=tuple(_play(play) for play in document["plays"]),
        situations=MappingProxyType(document["situations"]),
        placeholders=MappingProxyType(document["placeholders"]),
        messages=MappingProxyType(document["messages"]),
        lists=MappingProxyType({name: _listed(raw) for name, raw in document["lists"].items()}),
        style=Style(**document["style"]),
    )


def open_file(path: str | Path) -> Library:
    """Read ``library.json`` from a file."""
    return load(Path(path).read_text(encoding="utf-8"))


def _question(raw: dict[str, Any]) -> Question:
    return Question(
        **{
            **raw,
            "options": tuple(Option(**option) for option in raw["options"]),
            "questions": tuple(_question(inner) for inner in raw["questions"]),
            "shown_when": tuple(raw["shown_when"]),
        }
    )


def _worksheet(raw: dict[str, Any]) -> Worksheet:
    groups = tuple(
        Group(**{**group, "questions": tuple(_question(question) for question in group["questions"])})
        for group in raw["groups"]
    )
    examples = tuple(Example(**example) for example in raw["examples"])
    cases = tuple(Case(**{**case, "words": MappingProxyType(case["words"])}) for case in raw["cases"])
    reasons = {
        key: tuple(Reason(tuple(one["when"]), one["because"]) for one in raw[key])
        for key in ("worth", "unneeded", "clashes")
    }
    return Worksheet(**{**raw, "groups": groups, "examples": examples, "cases": cases, **reasons})


def _listed(raw: dict[str, Any]) -> Listed:
    return Listed(tuple(_share_part(part) for part in raw["parts"]), tuple(raw["never"]))


def _share_part(raw: dict[str, Any]) -> SharePart:
    fields = tuple(ShareField(**one) for one in raw["fields"])
    return SharePart(**{**raw, "fields": fields, "always": tuple(raw["always"])})


def _play(raw: dict[str, Any]) -> Play:
    lists = {key: tuple(raw[key]) for key in ("when", "sources", "concepts", "keywords")}
    steps = tuple(Step(**{**step, "when": tuple(step["when"])}) for step in raw["steps"])
    return Play(**{**raw, **lists, "steps": steps})
