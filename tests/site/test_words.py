"""The words of docs/: plain, short, calm, sourced, and fair to both sides. One test a rule, which lists its faults on all pages."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, product
from pathlib import Path

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

TEXTS = [path for path in PAGES if path != "reference/sources.md"]

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


def line_at(text: str, offset: int) -> int:
    """Return the line, from 1, of a place in a text."""
    return text.count("\n", 0, offset) + 1


@cache
def without_fences(path: str) -> str:
    """Return a page with its fences emptied, every other line where it was."""
    return re.sub(
        r"^```.*?^```", lambda fence: "\n" * fence[0].count("\n"), source(path), flags=re.MULTILINE | re.DOTALL
    )


def refuse(faults: Iterable[str]) -> None:
    """Fail with every fault on a line of its own, so that one run shows all there is to mend."""
    found = list(faults)
    assert not found, f"{len(found)} faults:\n" + "\n".join(found)


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
    """One thought a paragraph. What somebody says aloud may take one sentence more than its label."""
    faults = []
    for path in TEXTS:
        for block in prose(path):
            parts = [part for part in sentences(block.text) if not part.endswith(":")]
            spoken = re.match(r"[A-Z][^\"]*\. \"|Privacy\.", block.text) is not None
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
    """Both Markdown readers agree on it: no raw HTML, no task lists, no aligned columns; inner links are relative files."""
    faults = []
    for path in PAGES:
        text = re.sub(r"`[^`\n]*`", "", without_fences(path))
        for pattern, what in MARKUP:
            for match in re.finditer(pattern, text, re.MULTILINE):
                faults.append(f"{path}:{line_at(text, match.start())}: {what}: {match[0].strip()}")
        for link in re.finditer(r"\]\(([^)\s]+)\)", text):
            fault = fault_of_link(path, link[1])
            if fault:
                faults.append(f"{path}:{line_at(text, link.start())}: {link[1]}: {fault}")
    refuse(faults)


def fault_of_link(path: str, target: str) -> str:
    """Return what is wrong with where a link on a page leads, nothing when it leads somewhere."""
    if target.startswith("https://"):
        allowed = path in ("reference/sources.md", "reference/analyses.md")
        return "" if allowed else "cite it in sources.md and link there"
    if target.startswith("#"):
        return ""
    file, _, _ = target.partition("#")
    if not re.fullmatch(r"[^/].*\.md", file):
        return "link a file by its relative path"
    return "" if (DOCS / path).parent.joinpath(file).resolve().is_file() else "there is no such file"


@cache
def source_ids() -> tuple[str, ...]:
    return tuple(re.findall(r"^### .+ \{#([a-z0-9-]+)\}$", source("reference/sources.md"), re.MULTILINE))


@dataclass(frozen=True, slots=True)
class Footnote:
    """One note of a page: its mark, its text and its line."""

    mark: str
    text: str
    line: int


@cache
def footnotes(path: str) -> tuple[Footnote, ...]:
    found = re.finditer(r"^\[\^(\w+)\]: (.+)$", source(path), re.MULTILINE)
    return tuple(Footnote(note[1], note[2], line_at(source(path), note.start())) for note in found)


def cited(path: str) -> set[str]:
    return {name for note in footnotes(path) for name in re.findall(r"sources\.md#([a-z0-9-]+)\)", note.text)}


def test_footnotes_name_author_and_year_and_lead_to_the_bibliography() -> None:
    """A claim can be traced: each mark has its note, each note its entry, in both directions."""
    faults = []
    for path in PAGES:
        body = re.sub(r"^\[\^\w+\]: .+$", "", source(path), flags=re.MULTILINE)
        marks = {mark[1]: line_at(body, mark.start()) for mark in re.finditer(r"\[\^(\w+)\]", body)}
        notes = {note.mark: note for note in footnotes(path)}
        faults += [f"{path}:{marks[mark]}: [^{mark}] has no note" for mark in sorted(marks.keys() - notes.keys())]
        faults += [f"{path}:{notes[mark].line}: no text has [^{mark}]" for mark in sorted(notes.keys() - marks.keys())]
        for note in notes.values():
            link = re.match(r"\[([^\]]+) \((\d{4})\)\]\((?:\.\./)+reference/sources\.md#([a-z]+)-(\d{4})\)", note.text)
            if not link:
                faults.append(f"{path}:{note.line}: not a link to sources.md by author and year: {note.text}")
            elif link[2] != link[4] or not link[1].lower().startswith(link[3]):
                faults.append(f"{path}:{note.line}: author and year differ from the entry's: {note.text}")
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


def test_a_play_opens_its_evidence_with_its_label() -> None:
    """The reader sees how far to trust it before the reasons."""
    faults = []
    for path in PLAYS:
        label = str(front_matter(path)["evidence"])
        first = next((block for block in blocks(path) if block.section == EVIDENCE_SECTION), Block("", "", 1))
        if not first.text.lower().startswith(f"evidence: {label}"):
            faults.append(f"{path}:{first.line}: does not begin with 'Evidence: {label}': {first.text[:60]}")
    refuse(faults)


def test_a_play_has_words_for_both_seats_and_three_settings() -> None:
    """The weaker and the stronger side both find something to say, aloud and in writing."""
    faults = []
    for path in PLAYS:
        section = re.search(r"^## What it sounds like\n(.*?)(?=^## )", source(path), re.MULTILINE | re.DOTALL)
        if not section:
            faults.append(f"{path}:1: has no section 'What it sounds like' before another one")
            continue
        line = line_at(source(path), section.start())
        seats = re.split(r"^### ", section[1], flags=re.MULTILINE)[1:]
        names = [seat.split("\n")[0] for seat in seats]
        if names != ["If you have less power", "If you have more power"]:
            faults.append(f"{path}:{line}: the seats are {names}")
        for name, seat in zip(names, seats, strict=True):
            wanted = [(setting,) if isinstance(setting, str) else setting for setting in SETTINGS]
            missing = [one for one in wanted if not any(word in seat.lower() for word in one)]
            missing += [(word,) for word in ("spoken", "e-mail") if word not in seat]
            faults += [f"{path}:{line}: nothing under '{name}' names {' or '.join(one)}" for one in missing]
            for said in re.findall(r"^- (.+)$", seat, re.MULTILINE):
                if not re.fullmatch(r"\*\*[^*]+\.\*\* \"[^\"]+\"", said):
                    faults.append(f"{path}:{line}: not a label in bold and words in quotes: {said}")
    refuse(faults)


def test_the_concepts_of_a_play_look_like_concepts() -> None:
    """They are ids such as A9 or B65c, each once, in order."""
    faults = []
    for path in PLAYS:
        concepts = front_matter(path)["concepts"]
        if not isinstance(concepts, list) or not concepts:
            faults.append(f"{path}:1: has no list of concepts")
            continue
        strange = [concept for concept in concepts if not re.fullmatch(r"[AB]\d{1,2}[a-f]?", concept)]
        faults += [f"{path}:1: {concept!r} does not look like a concept" for concept in strange]
        keys = [
            (concept[0], int(re.sub(r"\D", "", concept)), concept) for concept in concepts if concept not in strange
        ]
        if keys != sorted(set(keys)):
            faults.append(f"{path}:1: the concepts are not in order, each once: {concepts}")
    refuse(faults)


def test_nothing_advises_a_bluff_a_lie_or_a_threat() -> None:
    """Such words appear only where they are refused or described."""
    refuse(
        f"{path}:{block.line}: {sentence}"
        for path in PAGES
        for block in prose(path)
        for sentence in sentences(block.text)
        if re.search(rf"\b(?:{MOVES})\b", sentence, re.IGNORECASE) and not re.search(REFUSALS, sentence, re.IGNORECASE)
    )


def test_a_step_is_one_short_act() -> None:
    """Three to five steps; each starts with a verb in the imperative and stays below 26 words."""
    faults = []
    for path in PLAYS:
        section = re.search(r"^## Steps\n(.*?)(?=^## )", source(path), re.MULTILINE | re.DOTALL)
        if not section:
            faults.append(f"{path}:1: has no section 'Steps' before another one")
            continue
        line = line_at(source(path), section.start())
        steps = re.findall(r"^\d+\. (.+?) \{#[a-z-]+(?: when=\"[a-z_, ]+\")?\}$", section[1], re.MULTILINE)
        if not 3 <= len(steps) <= 5:
            faults.append(f"{path}:{line}: {len(steps)} steps, three to five are wanted")
        for step in steps:
            if len(step.split()) > LONGEST_SENTENCE:
                faults.append(f"{path}:{line}: {len(step.split())} words: {step}")
            if not re.match(r"(?!You|If|The|A |It|When|Be )[A-Z][a-z]+ ", step):
                faults.append(f"{path}:{line}: does not begin with a verb: {step}")
    refuse(faults)


def test_glossary_terms_are_linked_where_a_play_first_uses_them() -> None:
    """A term of art leads to its meaning: every play that says BATNA or reservation value links one of the terms."""
    faults = []
    for path in PLAYS:
        term = re.search(r"\b(BATNAs?|reservation value|certainty equivalent|mutual dependence)\b", source(path))
        if term and "glossary.md#" not in source(path):
            faults.append(f"{path}:{line_at(source(path), term.start())}: links no term of the glossary: {term[0]}")
    refuse(faults)


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
    plan = {"version": 1, "settings": {}, "worksheets": {"batna": json.loads(sheet.examples[0].answers)}, "done": []}
    reply = json.loads(
        bridge.run(json.dumps({"v": 1, "id": 1, "do": "checklist", "worksheet": "batna", "base": "", "plan": plan}))
    )
    example = source("learn/batna.md").split("## An example")[1].split("\n## ")[0]
    for sentence in ("That leaves 53,100.", "an offer of 51,100 to stay"):
        assert sentence in example
    for number in ("All told it is worth 53,100", "Your reservation value is 51,100"):
        assert number in reply["markdown"]
