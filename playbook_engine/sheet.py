"""What a worksheet's folder offers to the rooms that know no worksheet by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from playbook_engine.charts.chart import Chart
from playbook_engine.standing import Standing
from playbook_engine.words import Fill, Filler, Words
from playbook_engine.worksheet import Reading

Needed = Mapping[str, Any]
"""The findings of the worksheets that a worksheet needs, by their ids; those that were not filled in are absent."""


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and what stands below it, as inline Markdown in which a person's words are escaped.

    ``lead`` is a paragraph. ``sentences`` are paragraphs on the page and a list in Markdown; ``items`` are a list in both.
    """

    heading: str
    lead: str = ""
    sentences: tuple[str, ...] = ()
    chart: Chart | None = None
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Parts of a result that belong together. ``name`` is its class on the page: ``pb-`` and the name."""

    name: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """What a worksheet says of its findings: what stands before the steps, and what stands at the end."""

    before: tuple[Section, ...] = ()
    after: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Parts:
    """What a worksheet's folder holds. ``found`` stands for what ``find`` returns, a record of the folder's own.

    ``records`` are the records that its answers are read into: "" for the worksheet itself, the name of a ``rows``
    question for its rows. The build checks their fields against the page's questions, both ways. ``situations`` stand
    in the order of urgency; those of ``background`` choose between wordings, and another one is the reason where there
    is one; one of ``alone``, the first that holds, leaves no other standing, whatever else was answered; those of ``gaps`` say that a question was
    not answered, each with its path, and hold only where the page of some worksheet that was filled in asked it. ``missing`` names the unanswered questions that would change a result, as field paths in the form's order.
    ``stand`` tells where the person stands.
    """

    records: Mapping[str, type]
    find: Callable[[Reading, Needed], Any]
    situations: Mapping[str, Callable[[Any], bool]]
    placeholders: Mapping[str, Callable[[Any], Fill | None]]
    missing: Callable[[Any], tuple[str, ...]]
    tell: Callable[[Any, Words, Filler], Telling]
    background: frozenset[str] = frozenset()
    alone: tuple[str, ...] = ()
    gaps: Mapping[str, str] = MappingProxyType({})
    stand: Callable[[Any], Standing] = lambda found: Standing()  # noqa: ARG005


@dataclass(frozen=True, slots=True)
class Sheet:
    """A line of the table of worksheets: its id, the worksheets whose findings it needs, and its parts."""

    id: str
    parts: Parts
    needs: tuple[str, ...] = ()


def section(name: str, *parts: Part | None) -> Iterator[Section]:
    """Yield a section of those parts that there are; nothing when there is none."""
    found = tuple(part for part in parts if part is not None)
    if found:
        yield Section(name, found)
