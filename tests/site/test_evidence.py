"""Evidence: every claim leads to a source, and every source says what it cannot show."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import pytest

from tests.site.prose import (
    PAGES,
    PLAYS,
    TEXTS,
    cited,
    footnotes,
    front_matter,
    line_at,
    refuse,
    source,
)


@cache
def source_ids() -> tuple[str, ...]:
    return tuple(re.findall(r"^### .+ \{#([a-z0-9-]+)\}$", source("reference/sources.md"), re.MULTILINE))


def fault_of_note(text: str) -> str:
    """Return what keeps a note from leading to its entry, nothing when it does.

    A page beside the list names it the short way. An entry's id holds no accents, and a letter behind the year tells two works of one author and year apart.
    """
    link = re.match(r"\[([^\]]+) \((\d{4})\)\]\((?:(?:\.\./)+reference/)?sources\.md#([a-z]+)-(\d{4})[a-z]?\)", text)
    if not link:
        return f"not a link to sources.md by author and year: {text}"
    author = unicodedata.normalize("NFKD", link[1]).encode("ascii", "ignore").decode().lower()
    agree = link[2] == link[4] and author.startswith(link[3])
    return "" if agree else f"author and year differ from the entry's: {text}"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[Kim and Fragale (2005)](../../reference/sources.md#kim-2005), a test.", ""),
        ("[Kim, Pinkley and Fragale (2005)](../reference/sources.md#kim-2005b), a model.", ""),
        ("[Jäger and others (2024)](../../reference/sources.md#jager-2024), on pay.", ""),
        ("[Trötschel and Gollwitzer (2007)](../../reference/sources.md#trotschel-2007), three studies.", ""),
        ("[Kim and Fragale (2006)](../../reference/sources.md#kim-2005), a test.", "differ"),
        ("[Fragale and Kim (2005)](../../reference/sources.md#kim-2005), a test.", "differ"),
        ("[Kim and Fragale (2005)](../../reference/sources.md#kim-2005bc), a test.", "not a link"),
        ("Kim and Fragale (2005), a test.", "not a link"),
    ],
)
def test_what_counts_as_a_note_that_leads_to_its_entry(text: str, fault: str) -> None:
    assert fault in fault_of_note(text)
    assert bool(fault) == bool(fault_of_note(text))


def test_footnotes_name_author_and_year_and_lead_to_the_bibliography() -> None:
    """A claim can be traced: each mark has its note, each note its entry, in both directions."""
    faults = []
    for path in PAGES:
        body = re.sub(r"^\[\^\w+\]: .+$", "", source(path), flags=re.MULTILINE)
        marks = {mark[1]: line_at(body, mark.start()) for mark in re.finditer(r"\[\^(\w+)\]", body)}
        notes = {note.mark: note for note in footnotes(path)}
        faults += [f"{path}:{marks[mark]}: [^{mark}] has no note" for mark in sorted(marks.keys() - notes.keys())]
        faults += [f"{path}:{notes[mark].line}: no text has [^{mark}]" for mark in sorted(notes.keys() - marks.keys())]
        faults += [f"{path}:{note.line}: {fault}" for note in notes.values() if (fault := fault_of_note(note.text))]
        faults += [f"{path}:1: {name} is not in sources.md" for name in sorted(cited(path) - set(source_ids()))]
    refuse(faults)


def test_a_play_lists_exactly_the_sources_that_it_cites() -> None:
    """The front matter and the notes agree; a play without a source says that it rests on practice."""
    faults = []
    for path in PLAYS:
        listed = front_matter(path)["sources"]
        if not isinstance(listed, list) or sorted(listed) != sorted(cited(path)):
            faults.append(f"{path}:1: lists the sources {listed}, cites {sorted(cited(path))}")
        elif not listed and front_matter(path)["evidence"] != "practitioner":
            faults.append(f"{path}:1: cites nothing, and its evidence is not 'practitioner'")
    refuse(faults)


def test_every_source_is_cited() -> None:
    """The bibliography holds nothing that no page leans on."""
    assert set(source_ids()) == set().union(*(cited(path) for path in PAGES))


def test_every_source_can_be_found_and_says_what_it_cannot_show() -> None:
    """Author, year and a number or page to find it by, then its limits."""
    page = "reference/sources.md"
    faults = []
    for entry in re.finditer(r"^### ([^\n]*)\n(.*?)(?=^### |\Z)", source(page), re.MULTILINE | re.DOTALL):
        heading, text = entry.groups()
        year = re.search(r"\((\d{4})\)", heading)
        missing = [
            what
            for what, there in (
                ("a year in its heading", year),
                ("the year of its heading in its text", year and f"({year[1]})" in text),
                ("a number or page", re.search(r"DOI \[|ISBN \d|\]\(https://|could not confirm a DOI", text)),
                ("limits", "Limits: " in text),
            )
            if not there
        ]
        faults += [f"{page}:{line_at(source(page), entry.start())}: {heading}: lacks {what}" for what in missing]
    refuse(faults)


def test_what_research_shows_carries_a_footnote() -> None:
    """A sentence that leans on a study is followed by its note within the same paragraph."""
    claims = r"\b(?:experiments?|meta-analysis|stud(?:y|ies) (?:find|show)s?|research shows|in \d[\d,]* )"
    faults = []
    for path in TEXTS:
        offset = 0
        for paragraph in re.split(r"(\n\s*\n)", source(path)):
            line = line_at(source(path), offset)
            offset += len(paragraph)
            starts = paragraph.lstrip().startswith
            if not re.search(claims, paragraph, re.IGNORECASE) or starts(("[^", "- **Strong", "#", "```")):
                continue
            limits = re.search(r"\bno test\b|role-play|[Mm]ost of the studies|Strong\b", paragraph)
            if "[^" not in paragraph and not limits:
                faults.append(f"{path}:{line}: {paragraph[:80]}")
    refuse(faults)
