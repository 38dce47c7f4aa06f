"""The words of docs/: plain, short, calm, sourced, and fair to both sides. One test a rule; every page is a case."""

from __future__ import annotations

import json
import re
import warnings
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from playbook_engine import bridge
from playbook_site.content import reader

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # textstat 0.7.4 imports pkg_resources, which warns of its end
    import textstat

DOCS = Path(__file__).parents[2] / "docs"
PAGES = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))
PLAYS = [path for path in PAGES if re.fullmatch(r"plays/[a-z-]+/(?!index)[a-z-]+\.md", path)]

HIGHEST_GRADE = 8
HIGHEST_EVIDENCE_GRADE = 9
EVIDENCE_PAGES = {"learn/batna.md", "reference/sources.md"}
EVIDENCE_SECTION = "Why this works"
LONGEST_SENTENCE = 25
LONGEST_PARAGRAPH = 4
SETTINGS = ("salary", ("supplier", "larger company"), "stakeholder")

BANNED = (
    r"please|sorry|invalid|valid|required|oops|forbidden"
    r"|battle|weapons?|enem(?:y|ies)|opponents?|conquer|ammunition|defeat|crush|attack|fight|war|win-lose"
    r"|act now|hurry up|last chance|don't miss|before it is too late|simply|obviously"
)
MOVES = (
    r"bluff(?:s|ed|ing)?|lie|lies(?! (?:between|at|on|beyond|where|with))|lying|lied|threats?|threaten(?:s|ed|ing)?"
    r"|fake[sd]?|invent(?:s|ed)?(?! (?:people|answers))|trick(?:s|ed)?|deceive[sd]?"
)
# A sentence may name such a move to refuse it, to say what counts as one, to speak of others, or to report a study.
REFUSALS = (
    r"\b(?:never|not|no|without|nor|nobody|(?:is|into) a (?:lie|bluff|threat)|somebody threatens|the other side cheats"
    r"|threatened or harassed|how and when|empty threats|Early hints|come to light)\b"
)


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph as a reader sees it: its text without marks, the section it stands in, and its first line."""

    text: str
    section: str
    line: int


@cache
def source(path: str) -> str:
    return (DOCS / path).read_text(encoding="utf-8")


@cache
def front_matter(path: str) -> dict[str, object]:
    found = re.match(r"---\n(.*?)\n---\n", source(path), re.DOTALL)
    return yaml.safe_load(found[1]) if found else {}


@cache
def blocks(path: str) -> tuple[Block, ...]:
    """Return the page's paragraphs, list items and quotations, and the words of its worksheet and examples."""
    tokens = MarkdownIt("js-default").use(front_matter_plugin).use(footnote_plugin).parse(source(path))
    found: list[Block] = []
    section = ""
    for before, token in pairwise(tokens):
        if token.type == "inline" and token.children is not None:
            text = "".join(
                " " if child.type in ("softbreak", "hardbreak") else child.content
                for child in token.children
                if child.type in ("text", "code_inline", "softbreak", "hardbreak")
            )
            text = re.sub(r"\s*\{#[^}]*\}", "", text).strip()
            if before.type == "heading_open":
                section = text if before.tag == "h2" else section
            else:
                found.append(Block(text, section, (token.map or [0])[0] + 1))
        elif token.type == "fence" and token.info in ("worksheet", "example"):
            line = (token.map or [0])[0] + 1
            found += [Block(text, "", line) for text in _strings(yaml.safe_load(token.content))]
    return tuple(block for block in found if block.text)


def _strings(value: object, key: str = "") -> list[str]:
    """Return what readers see of a fence: every string that is not an id, a kind or an answer."""
    if isinstance(value, dict):
        return [text for name, part in value.items() if name != "answers" for text in _strings(part, name)]
    if isinstance(value, list):
        return [text for part in value for text in _strings(part, key)]
    return [value] if isinstance(value, str) and key not in ("id", "kind", "topic") else []


def prose(path: str) -> tuple[Block, ...]:
    """Return the blocks that count for length: in a bibliography, what follows the reference itself."""
    if path != "reference/sources.md":
        return tuple(block for block in blocks(path) if not re.match("Sources?: ", block.text))
    reference = re.compile(r"^.*?(?:DOI \S+|ISBN [\dX-]+|confirm a DOI|repository|Publisher's page)\. ")
    return tuple(Block(reference.sub("", block.text), block.section, block.line) for block in blocks(path))


def sentences(text: str) -> list[str]:
    """Return the sentences of a paragraph. A quoted sentence inside counts on its own."""
    text = re.sub(r"\{[a-z_]+\}", "this", text)
    return [part for part in re.split(r"(?<=[.!?:])[\"”']?\s+(?=[\"“'A-Z0-9])", text) if re.search(r"\w", part)]


def grade(parts: list[str]) -> float:
    text = " ".join(part if part.rstrip("\"”'").endswith((".", "!", "?")) else part + "." for part in parts)
    return float(textstat.flesch_kincaid_grade(re.sub(r"\{[a-z_]+\}", "this", text)))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_reads_at_grade_eight_or_below(path: str) -> None:
    """A stressed person can read it: grade 8 a page, 9 where it weighs evidence."""
    evidence = path in EVIDENCE_PAGES
    body = [block.text for block in prose(path) if evidence or block.section != EVIDENCE_SECTION]
    assert grade(body) <= (HIGHEST_EVIDENCE_GRADE if evidence else HIGHEST_GRADE)


@pytest.mark.parametrize("path", PLAYS)
def test_the_evidence_of_a_play_reads_at_grade_nine_or_below(path: str) -> None:
    """Evidence is for the reader too."""
    assert grade([block.text for block in prose(path) if block.section == EVIDENCE_SECTION]) <= HIGHEST_EVIDENCE_GRADE


@pytest.mark.parametrize("path", PAGES)
def test_no_sentence_is_longer_than_25_words(path: str) -> None:
    """Long sentences lose people under stress."""
    long = [
        f"{path}:{block.line}: {len(sentence.split())} words: {sentence}"
        for block in prose(path)
        for sentence in sentences(block.text)
        if len(sentence.split()) > LONGEST_SENTENCE
    ]
    assert not long, "\n".join(long)


@pytest.mark.parametrize("path", [path for path in PAGES if path != "reference/sources.md"])
def test_no_paragraph_is_longer_than_four_sentences(path: str) -> None:
    """One thought a paragraph. What somebody says aloud may take one sentence more than its label."""
    long = []
    for block in prose(path):
        parts = [part for part in sentences(block.text) if not part.endswith(":")]
        spoken = re.match(r"[A-Z][^\"]*\. \"|Privacy\.", block.text) is not None
        if len(parts) > LONGEST_PARAGRAPH + (1 if spoken else 0):
            long.append(f"{path}:{block.line}: {len(parts)} sentences: {block.text[:60]}")
    assert not long, "\n".join(long)


@pytest.mark.parametrize("path", PAGES)
def test_no_page_uses_a_word_that_blames_or_rushes(path: str) -> None:
    """Calm words: no blame, no war, no false urgency. Titles of cited works are quoted as they are."""
    found = [
        f"{path}:{block.line}: '{match[0]}' in: {block.text[:80]}"
        for block in prose(path)
        for match in re.finditer(rf"\b(?:{BANNED})\b", block.text, re.IGNORECASE)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_one_main_heading_and_it_is_the_title(path: str) -> None:
    """The title in the menu is the title on the page."""
    text = re.sub(r"^```.*?^```", "", source(path), flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^# (.+)$", text, re.MULTILINE)
    assert len(headings) == 1
    assert front_matter(path).get("title", headings[0]) == headings[0]


@pytest.mark.parametrize("path", PAGES)
def test_content_is_plain_markdown_with_relative_links(path: str) -> None:
    """Both Markdown readers agree on it: no raw HTML, no task lists, no aligned columns; inner links are relative files."""
    text = re.sub(r"^```.*?^```", "", source(path), flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"`[^`\n]*`", "", text)
    assert not re.findall(r"</?[a-zA-Z][^>]*>|<!--", text)
    assert not re.findall(r"^\s*[-*] \[[ xX]\]", text, re.MULTILINE)
    assert not re.findall(r"^\|?[ :|-]*(?::-|-:)[ :|-]*$", text, re.MULTILINE)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith("https://"):
            assert path in ("reference/sources.md", "reference/analyses.md"), (
                f"{target}: cite it in sources.md and link there"
            )
        elif not target.startswith("#"):
            file, _, _ = target.partition("#")
            assert re.fullmatch(r"[^/].*\.md", file), target
            assert (DOCS / path).parent.joinpath(file).resolve().is_file(), target


@cache
def source_ids() -> tuple[str, ...]:
    return tuple(re.findall(r"^### .+ \{#([a-z0-9-]+)\}$", source("reference/sources.md"), re.MULTILINE))


@cache
def footnotes(path: str) -> dict[str, str]:
    return dict(re.findall(r"^\[\^(\w+)\]: (.+)$", source(path), re.MULTILINE))


def cited(path: str) -> set[str]:
    return {name for note in footnotes(path).values() for name in re.findall(r"sources\.md#([a-z0-9-]+)\)", note)}


@pytest.mark.parametrize("path", PAGES)
def test_footnotes_name_author_and_year_and_lead_to_the_bibliography(path: str) -> None:
    """A claim can be traced: each mark has its note, each note its entry, in both directions."""
    body = re.sub(r"^\[\^\w+\]: .+$", "", source(path), flags=re.MULTILINE)
    assert set(re.findall(r"\[\^(\w+)\]", body)) == set(footnotes(path))
    for note in footnotes(path).values():
        link = re.match(r"\[([^\]]+) \((\d{4})\)\]\((?:\.\./)+reference/sources\.md#([a-z]+)-(\d{4})\)", note)
        assert link, note
        assert link[2] == link[4], note
        assert link[1].lower().startswith(link[3]), note
    assert cited(path) <= set(source_ids())


@pytest.mark.parametrize("path", PLAYS)
def test_a_play_lists_exactly_the_sources_that_it_cites(path: str) -> None:
    """The front matter and the notes agree; a play without a source says that it rests on practice."""
    listed = front_matter(path)["sources"]
    assert isinstance(listed, list)
    assert sorted(listed) == sorted(cited(path))
    assert listed or front_matter(path)["evidence"] == "practitioner"


def test_every_source_is_cited() -> None:
    """The bibliography holds nothing that no page leans on."""
    assert set(source_ids()) == set().union(*(cited(path) for path in PAGES))


def test_every_source_can_be_found_and_says_what_it_cannot_show() -> None:
    """Author, year and a number or page to find it by, then its limits."""
    entries = re.split(r"^### ", source("reference/sources.md"), flags=re.MULTILINE)[1:]
    for entry in entries:
        heading, _, text = entry.partition("\n")
        year = re.search(r"\((\d{4})\)", heading)
        assert year, heading
        assert f"({year[1]})" in text, heading
        assert re.search(r"DOI \[|ISBN \d|\]\(https://|could not confirm a DOI", text), heading
        assert "Limits: " in text, heading


@pytest.mark.parametrize("path", [path for path in PAGES if path != "reference/sources.md"])
def test_what_research_shows_carries_a_footnote(path: str) -> None:
    """A sentence that leans on a study is followed by its note within the same paragraph."""
    claims = r"\b(?:experiments?|meta-analysis|stud(?:y|ies) (?:find|show)s?|research shows|in \d[\d,]* )"
    for paragraph in re.split(r"\n\s*\n", source(path)):
        starts = paragraph.lstrip().startswith
        if not re.search(claims, paragraph, re.IGNORECASE) or starts(("[^", "- **Strong", "#", "```")):
            continue
        limits = re.search(r"\bno test\b|role-play|[Mm]ost of the studies|Strong\b", paragraph)
        assert "[^" in paragraph or limits, f"{path}: {paragraph[:80]}"


@pytest.mark.parametrize("path", PLAYS)
def test_a_play_opens_its_evidence_with_its_label(path: str) -> None:
    """The reader sees how far to trust it before the reasons."""
    label = str(front_matter(path)["evidence"])
    first = next(block.text for block in blocks(path) if block.section == EVIDENCE_SECTION)
    assert first.lower().startswith(f"evidence: {label}")


@pytest.mark.parametrize("path", PLAYS)
def test_a_play_has_words_for_both_seats_and_three_settings(path: str) -> None:
    """The weaker and the stronger side both find something to say, aloud and in writing."""
    found = re.search(r"^## What it sounds like\n(.*?)(?=^## )", source(path), re.MULTILINE | re.DOTALL)
    assert found
    seats = re.split(r"^### ", found[1], flags=re.MULTILINE)[1:]
    assert [seat.split("\n")[0] for seat in seats] == ["If you have less power", "If you have more power"]
    for seat in seats:
        for setting in SETTINGS:
            names = (setting,) if isinstance(setting, str) else setting
            assert any(name in seat.lower() for name in names), f"{setting} in: {seat[:40]}"
        assert "spoken" in seat
        assert "e-mail" in seat
        for line in re.findall(r"^- (.+)$", seat, re.MULTILINE):
            assert re.fullmatch(r"\*\*[^*]+\.\*\* \"[^\"]+\"", line), line


@pytest.mark.parametrize("path", PLAYS)
def test_the_concepts_of_a_play_look_like_concepts(path: str) -> None:
    """They are ids such as A9 or B65c, each once, in order."""
    concepts = front_matter(path)["concepts"]
    assert isinstance(concepts, list)
    assert concepts
    assert all(re.fullmatch(r"[AB]\d{1,2}[a-f]?", concept) for concept in concepts)
    keys = [(concept[0], int(re.sub(r"\D", "", concept)), concept) for concept in concepts]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize("path", PAGES)
def test_nothing_advises_a_bluff_a_lie_or_a_threat(path: str) -> None:
    """Such words appear only where they are refused or described."""
    found = []
    for block in prose(path):
        for sentence in sentences(block.text):
            named = re.search(rf"\b(?:{MOVES})\b", sentence, re.IGNORECASE)
            if named and not re.search(REFUSALS, sentence, re.IGNORECASE):
                found.append(f"{path}:{block.line}: {sentence}")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("path", PLAYS)
def test_a_step_is_one_short_act(path: str) -> None:
    """Three to five steps; each starts with a verb in the imperative and stays below 26 words."""
    found = re.search(r"^## Steps\n(.*?)(?=^## )", source(path), re.MULTILINE | re.DOTALL)
    assert found
    steps = re.findall(r"^\d+\. (.+?) \{#[a-z-]+(?: when=\"[a-z_, ]+\")?\}$", found[1], re.MULTILINE)
    assert 3 <= len(steps) <= 5
    for step in steps:
        assert len(step.split()) <= LONGEST_SENTENCE, step
        assert re.match(r"(?!You|If|The|A |It|When|Be )[A-Z][a-z]+ ", step), step


def test_glossary_terms_are_linked_where_a_play_first_uses_them() -> None:
    """A term of art leads to its meaning: every play that says BATNA or reservation value links one of the terms."""
    for path in PLAYS:
        terms = re.findall(r"\b(BATNAs?|reservation value|certainty equivalent|mutual dependence)\b", source(path))
        assert not terms or "glossary.md#" in source(path), path


def test_glossary_anchors_exist() -> None:
    """A link to the glossary or the bibliography lands on an entry."""
    anchors = {
        name: set(re.findall(r"\{#([a-z0-9-]+)\}", source(f"reference/{name}.md"))) for name in ("glossary", "sources")
    }
    for path in PAGES:
        for name, anchor in re.findall(r"(glossary|sources)\.md#([a-z0-9-]+)\)", source(path)):
            assert anchor in anchors[name], f"{path}: {name}.md#{anchor}"


@pytest.mark.parametrize("part", ["label", "why", "example", "find_out"])
def test_the_words_of_a_question_are_short(part: str) -> None:
    """Labels are phrases; hints have at most 20 words."""
    for path in (path for path in PAGES if path.startswith("worksheets/")):
        for fence in re.findall(r"^```worksheet\n(.*?)^```", source(path), re.MULTILINE | re.DOTALL):
            for question in _questions(yaml.safe_load(fence)):
                words = question[part]
                assert len(words.split()) <= 20, words
                assert part != "label" or re.fullmatch(r"[A-Z].*[^:.?]", words), words


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
    plan = {"version": 1, "settings": {}, "worksheets": {"batna": json.loads(sheet.examples[0].answers)}, "done": []}
    reply = json.loads(
        bridge.run(json.dumps({"v": 1, "id": 1, "do": "checklist", "worksheet": "batna", "base": "", "plan": plan}))
    )
    example = source("learn/batna.md").split("## An example")[1].split("\n## ")[0]
    for sentence in ("That leaves 53,100.", "an offer of 51,100 to stay"):
        assert sentence in example
    for number in ("All told it is worth 53,100", "Your reservation value is 51,100"):
        assert number in reply["markdown"]
