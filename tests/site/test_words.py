"""The words of docs/: plain, short, calm, sourced, and fair to both sides. One test a rule, which lists its faults on all pages."""

from __future__ import annotations

import json
import re
from itertools import product
from pathlib import Path

import yaml

from playbook_engine import bridge
from playbook_site.content import reader
from playbook_site.content.play_form import FILLED, FILLED_END
from tests.site.prose import (
    DOCS,
    EVIDENCE_SECTION,
    LONGEST_SENTENCE,
    PAGES,
    PLAYS,
    TEXTS,
    front_matter,
    grade,
    line_at,
    prose,
    refuse,
    sentences,
    source,
    without_fences,
)

HIGHEST_GRADE = 8
HIGHEST_EVIDENCE_GRADE = 9
EVIDENCE_PAGES = {"learn/batna.md", "reference/sources.md"}
LONGEST_PARAGRAPH = 4
BANNED = (
    r"please|sorry|invalid|valid|required|oops|forbidden"
    r"|battle|weapons?|enem(?:y|ies)|opponents?|conquer|ammunition|defeat|crush|attack|fight|war|win-lose"
    r"|act now|hurry up|last chance|don't miss|before it is too late|simply|obviously"
)


def test_there_are_pages_to_look_at() -> None:
    """A rule over no pages holds nothing."""
    assert {"index.md", "worksheets/batna.md", "reference/sources.md"} <= set(PAGES)
    assert len(PLAYS) >= 18


def test_a_page_reads_at_grade_eight_or_below() -> None:
    """A stressed person can read it: grade 8 a page, 9 where it weighs evidence."""
    faults = []
    for path in PAGES:
        evidence = path in EVIDENCE_PAGES
        highest = HIGHEST_EVIDENCE_GRADE if evidence else HIGHEST_GRADE
        found = grade([block.text for block in prose(path) if evidence or block.section != EVIDENCE_SECTION])
        if not found <= highest:
            faults.append(f"{path}:1: reads at grade {found:.1f}, above {highest}")
    refuse(faults)


def test_the_evidence_of_a_play_reads_at_grade_nine_or_below() -> None:
    """Evidence is for the reader too."""
    faults = []
    for path in PLAYS:
        evidence = [block for block in prose(path) if block.section == EVIDENCE_SECTION]
        found = grade([block.text for block in evidence])
        if not found <= HIGHEST_EVIDENCE_GRADE:
            faults.append(f"{path}:{evidence[0].line}: reads at grade {found:.1f}, above {HIGHEST_EVIDENCE_GRADE}")
    refuse(faults)


def test_no_sentence_is_longer_than_25_words() -> None:
    """Long sentences lose people under stress."""
    refuse(
        f"{path}:{block.line}: {len(sentence.split())} words: {sentence}"
        for path in PAGES
        for block in prose(path)
        for sentence in sentences(block.text)
        if len(sentence.split()) > LONGEST_SENTENCE
    )


def test_no_paragraph_is_longer_than_four_sentences() -> None:
    """One thought a paragraph. The label of a claim is none, and what somebody says aloud may take one more than its label."""
    faults = []
    for path in TEXTS:
        for block in prose(path):
            text = re.sub(r"^(?:Strong|Mixed|Practitioner)\. ", "", block.text)
            if block.section == "If they answer":
                text = re.sub(r'^"[^"]+" ', "", text)  # their words
            parts = [part for part in sentences(text) if not part.endswith(":")]
            spoken = re.match(r"[A-Z][^\"]*\. \"|Privacy\.", text) is not None
            if len(parts) > LONGEST_PARAGRAPH + (1 if spoken else 0):
                faults.append(f"{path}:{block.line}: {len(parts)} sentences: {block.text[:60]}")
    refuse(faults)


def test_no_page_uses_a_word_that_blames_or_rushes() -> None:
    """Calm words: no blame, no war, no false urgency. Titles of cited works are quoted as they are."""
    refuse(
        f"{path}:{block.line}: '{match[0]}' in: {block.text[:80]}"
        for path in PAGES
        for block in prose(path)
        for match in re.finditer(rf"\b(?:{BANNED})\b", block.text, re.IGNORECASE)
    )


def test_a_page_has_one_main_heading_and_it_is_the_title() -> None:
    """The title in the menu is the title on the page."""
    faults = []
    for path in PAGES:
        headings = list(re.finditer(r"^# (.+)$", without_fences(path), re.MULTILINE))
        if len(headings) != 1:
            faults.append(f"{path}:1: {len(headings)} main headings, one is wanted")
            continue
        title = front_matter(path).get("title", headings[0][1])
        if title != headings[0][1]:
            line = line_at(without_fences(path), headings[0].start())
            faults.append(f"{path}:{line}: the heading is {headings[0][1]!r}, the title {title!r}")
    refuse(faults)


MARKUP = (
    (r"</?[a-zA-Z][^>]*>|<!--", "HTML"),
    (r"^[^\S\n]*[-*] \[[ xX]\]", "a task list"),
    (r"^\|?[ :|-]*(?::-|-:)[ :|-]*$", "an aligned column"),
)


def test_content_is_plain_markdown_with_relative_links() -> None:
    """Both Markdown readers agree on it: no task lists, no aligned columns, no raw HTML but for what a play shows filled in; inner
    links are relative files."""
    faults = []
    for path in PAGES:
        text = re.sub(r"`[^`\n]*`", "", without_fences(path))
        if path in PLAYS:
            text = re.sub(rf"^(?:{re.escape(FILLED)}|{FILLED_END})$", "", text, flags=re.MULTILINE)
        for pattern, what in MARKUP:
            for match in re.finditer(pattern, text, re.MULTILINE):
                faults.append(f"{path}:{line_at(text, match.start())}: {what}: {match[0].strip()}")
        for link in re.finditer(r"\]\(([^)\s]+)\)", text):
            fault = fault_of_link(path, link[1])
            if fault:
                faults.append(f"{path}:{line_at(text, link.start())}: {link[1]}: {fault}")
    refuse(faults)


def fault_of_link(path: str, target: str) -> str:
    """Return what is wrong with where a link on a page leads, nothing when it leads somewhere.

    The page on help leads straight to each body, so that nobody who is afraid has to look for it; the list of sources names the
    same address.
    """
    if target.startswith("https://"):
        listed = path == "reference/get-help.md" and f"]({target})" in source("reference/sources.md")
        allowed = listed or path in ("reference/sources.md", "reference/analyses.md")
        return "" if allowed else "cite it in sources.md and link there"
    if target.startswith("#"):
        return ""
    file, _, _ = target.partition("#")
    if not re.fullmatch(r"[^/].*\.md", file):
        return "link a file by its relative path"
    return "" if (DOCS / path).parent.joinpath(file).resolve().is_file() else "there is no such file"


def test_only_the_page_on_help_leads_out_and_only_to_what_is_listed() -> None:
    listed = re.search(r"\]\((https://[^)\s]+)\)", source("reference/get-help.md"))
    assert listed
    assert fault_of_link("reference/get-help.md", listed[1]) == ""
    assert fault_of_link("reference/get-help.md", "https://example.org")
    assert fault_of_link("learn/batna.md", listed[1])


def test_glossary_anchors_exist() -> None:
    """A link to the glossary or the bibliography lands on an entry."""
    anchors = {
        name: set(re.findall(r"\{#([a-z0-9-]+)\}", source(f"reference/{name}.md"))) for name in ("glossary", "sources")
    }
    refuse(
        f"{path}:{line_at(source(path), link.start())}: {link[1]}.md has no #{link[2]}"
        for path in PAGES
        for link in re.finditer(r"(glossary|sources)\.md#([a-z0-9-]+)\)", source(path))
        if link[2] not in anchors[link[1]]
    )


def test_the_words_of_a_question_are_short() -> None:
    """Labels are phrases; labels and hints have at most 20 words."""
    faults = []
    for path in (path for path in PAGES if path.startswith("worksheets/")):
        for fence in re.finditer(r"^```worksheet\n(.*?)^```", source(path), re.MULTILINE | re.DOTALL):
            line = line_at(source(path), fence.start())
            for question, part in product(
                _questions(yaml.safe_load(fence[1])), ("label", "why", "example", "find_out")
            ):
                words = question.get(part)
                if words is None:
                    faults.append(f"{path}:{line}: {question.get('id')} lacks {part!r}")
                elif len(words.split()) > 20:
                    faults.append(f"{path}:{line}: {len(words.split())} words: {words}")
                elif part == "label" and not re.fullmatch(r"[A-Z].*[^:.?]", words):
                    faults.append(f"{path}:{line}: not a phrase: {words}")
    refuse(faults)


def _questions(value: object) -> list[dict[str, str]]:
    if isinstance(value, list):
        return [question for part in value for question in _questions(part)]
    if not isinstance(value, dict):
        return []
    return ([value] if "kind" in value else []) + [q for part in value.values() for q in _questions(part)]


def test_the_example_in_the_explanation_says_what_the_worksheet_computes(tmp_path: Path) -> None:
    """The numbers that learn/batna.md arrives at are the engine's own for the first example."""
    library = reader.read(DOCS)
    compiled = tmp_path / "library.json"
    compiled.write_text(reader.to_json(library), encoding="utf-8")
    bridge.open_library(str(compiled))
    sheet = next(sheet for sheet in library.worksheets if sheet.id == "batna")
    plan = {"version": 2, "settings": {}, "worksheets": {"batna": json.loads(sheet.examples[0].answers)}, "done": []}
    reply = json.loads(
        bridge.run(json.dumps({"v": 1, "id": 1, "do": "checklist", "worksheet": "batna", "base": "", "plan": plan}))
    )
    example = source("learn/batna.md").split("## An example")[1].split("\n## ")[0]
    for sentence in ("That leaves 53,100.", "an offer of 51,100 to stay"):
        assert sentence in example
    account = reply["markdown"].split("## How it was worked out")[1]
    for row in (
        "| A chance of 60 percent that it comes to 57,000, else 50,000 | 54,200 |",
        "| What it costs you in money | − 500 |",
        "| 20 hours of your time, at 30 an hour | − 600 |",
        "| All told | **53,100** |",
        "| What is good about the deal besides money | − 2,000 |",
        "| Your limit | **51,100** |",
    ):
        assert row in account
