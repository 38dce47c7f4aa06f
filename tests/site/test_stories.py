"""Stories: the plan that each holds, what the engine makes of it at its place, and the mistakes that an author can make."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from markdown import Markdown

from playbook_site.content import checks, navigation, reader, stories
from playbook_site.content.indexes import draw_lists, stories_of
from playbook_site.content.pages import Page
from playbook_site.content.plays import read_play
from playbook_site.content.stories import PARTS, parts_of
from playbook_site.content.words import anchors
from playbook_site.content.worksheets import read_worksheet
from playbook_site.extension import PageError
from playbook_site.story_fence import _PARTS, result_fence, story_fence
from tests.site.conftest import mistakes
from tests.site.prose import DOCS, cited, front_matter, source, without_fences
from tests.site.story_pages import (
    BAKERY,
    BUYER,
    CUSTOMER,
    FINANCE,
    NURSE,
    STORIES,
    STREET,
    SURVEYOR,
    fences,
    plan,
    result_of,
    words,
)


@pytest.fixture
def md(docs: Path) -> Markdown:
    drawn = (("story", story_fence), ("result", result_fence))
    custom = [{"name": name, "class": name, "format": fence} for name, fence in drawn]
    return Markdown(
        extensions=["attr_list", "footnotes", "pymdownx.superfences", "playbook_site.extension"],
        extension_configs={
            "pymdownx.superfences": {"custom_fences": custom},
            "playbook_site.extension": {"docs": str(docs)},
        },
    )


def shown(md: Markdown, page: str) -> str:
    """A story's page as it is built."""
    return md.convert(source(page).split("---\n", 2)[2])


def test_there_are_stories() -> None:
    assert {CUSTOMER, NURSE, FINANCE, BAKERY, STREET, BUYER, SURVEYOR} <= set(STORIES)


@pytest.mark.parametrize("page", STORIES)
def test_what_a_story_shows_is_what_the_engine_makes_of_its_plan(md: Markdown, docs: Path, page: str) -> None:
    """The verdict, the numbers, the pictures and the steps stand in it as on the worksheet's own page."""
    built = shown(md, page)
    asked = [parts for name, data in fences(page) if name == "result" for parts in parts_of(data).items()]
    assert asked, "a story without a result is only a story"
    assert built.count('<div class="pb-told">') == len(asked)
    for worksheet, parts in asked:
        whole = result_of(docs, page, worksheet)
        for heading in re.findall(r'<div class="pb-verdict">.*?</div>', whole, re.DOTALL) if "verdict" in parts else ():
            assert heading in built
        for number in re.findall(r'<dd class="pb-big">.*?</dd>', whole) if "tiles" in parts else ():
            assert number in built
        for picture in re.findall(r"<svg class=\"pb-line.*?</svg>", whole, re.DOTALL) if "chart" in parts else ():
            assert picture in built
        steps = re.findall(r'<li class="pb-step"><h5>(.*?)</h5>', whole) if "steps" in parts else []
        assert all(f"<h3>{step}</h3>" in built for step in steps)


@pytest.mark.parametrize("page", STORIES)
def test_nothing_of_a_shown_result_can_be_pressed(md: Markdown, page: str) -> None:
    """It is somebody else's: no tick, no button and no link to a question that is not on the page."""
    for told in re.findall(r'<div class="pb-told">.*?</div></div>', shown(md, page), re.DOTALL):
        assert not re.search(r'<input|<button|href="[^"]*#q-|data-(?:step|field|copy|aside)', told)


@pytest.mark.parametrize("page", STORIES)
def test_no_sentence_of_the_engine_is_typed_into_a_story(docs: Path, page: str) -> None:
    """What the engine says changes with the engine; so it comes from there."""
    typed = " ".join(without_fences(page).split())
    for worksheet in plan(page):
        said = words(re.sub(r"<svg.*?</svg>", "", result_of(docs, page, worksheet), flags=re.DOTALL))
        sentences = [one for one in re.split(r"(?<=[.!?”])\s", said) if len(one.split()) > 5]
        assert not [one for one in sentences if one in typed]


@pytest.mark.parametrize("page", STORIES)
def test_the_copy_is_the_plan_and_the_button_waits_for_a_script(md: Markdown, page: str) -> None:
    """Without scripts the page is whole, and shows no button that does nothing."""
    built = shown(md, page)
    told = json.loads(re.search(r'<script type="application/json" id="pb-words">(.*?)</script>', built)[1])  # type: ignore[index]
    assert told["plan"]["worksheets"] == plan(page)
    assert told["plan"]["name"] == front_matter(page)["title"]
    assert re.search(r'<div class="pb-story-open" hidden>\s*<p class="pb-buttons"><button type="button"', built)


@pytest.mark.parametrize("page", STORIES)
def test_a_story_lists_exactly_the_sources_that_it_cites(page: str) -> None:
    assert sorted(front_matter(page)["sources"]) == sorted(cited(page))  # type: ignore[call-overload]


@pytest.mark.parametrize("page", STORIES)
def test_a_story_says_that_its_people_are_made_up(page: str) -> None:
    assert "made up" in source(page).split("\n## ")[0]


@pytest.mark.parametrize("page", STORIES)
def test_story_and_plays_lead_to_each_other(page: str) -> None:
    """Who reads a play finds the story in which it is used, and the other way round."""
    library, heads = reader.cached(DOCS), navigation.read_heads(DOCS)
    drawn = draw_lists(source(page), page, (), heads, library)
    plays = {play.slug: play for play in library.plays}
    named = front_matter(page)["plays"]
    assert isinstance(named, list)
    assert len(named) >= 2
    for slug in named:
        play = plays[slug]
        assert f"- [{play.title}](../{play.page.removesuffix('/')}.md) *" in drawn
        (line,) = (line for line in stories_of(play, heads) if f"/{page})" in line)
        assert line.startswith(f"- [{front_matter(page)['title']}](../../{page}): ")


def test_a_result_without_its_story_stops_the_build(md: Markdown) -> None:
    with pytest.raises(PageError, match="below the story fence"):
        md.convert("# T\n\n```result\npower: verdict\n```\n")


def test_a_part_that_a_result_lacks_stops_the_build(md: Markdown) -> None:
    """A map of needs has no tiles: the fault says what there is."""
    story = "```story\nid: a\ntitle: A\nseat: weaker\nanswers:\n  power:\n    felt_power: weak\n```"
    with pytest.raises(PageError, match=r"this result has no part 'tiles'\. It has verdict"):
        md.convert(f"# T\n\n{story}\n\n```result\npower: tiles\n```\n")


MISTAKES = [
    pytest.param("plays: [map", "plays: [maps", "plays: [maps", "plays: 'maps-who-needs-whom' is unknown. Did you mean 'map-who-needs-whom'?", id="play"),
    pytest.param("sources: [kim-2005", "sources: [kim-2006", "sources: [kim-2006", "sources: 'kim-2006' is unknown. Did you mean", id="source"),
    pytest.param("concepts: [", "concept: [", None, "front matter: 'concepts' is missing", id="part of the front matter"),
    pytest.param("id: a-first-large-customer", "id: a-customer", "id: a-customer", "id: differs from the file's name. Write 'id: a-first-large-customer'", id="id"),
    pytest.param("seat: weaker", "seat: weak", "seat: weak", "seat: 'weak' is unknown. Write one of", id="seat"),
    pytest.param("\n  power:\n    ties:", "\n  powr:\n    ties:", "  powr:", "there is no worksheet 'powr'. Did you mean 'power'?", id="worksheet"),
    pytest.param("    gap_kind: money", "    gap_knd: money", "    gap_knd", "'gap_knd' cannot be used (field-unknown). Did you mean 'gap_kind'?", id="question"),
    pytest.param("    gap_kind: money", "    gap_kind: wealth", "    gap_kind: wealth", "'gap_kind' cannot be used (", id="answer"),
    pytest.param("        how_much: some", "        how_much: lots", "        how_much: lots", "'ties.3.how_much' cannot be used (", id="answer in a row"),
    pytest.param("    gap_kind: money", "    gap_kind: money\n    safe: yes", "    safe: yes", "'safe' is private, and no copy of a plan holds it", id="private"),
    pytest.param("power: steps", "power: step", "power: step\n", "a result has no part 'step'. Did you mean 'steps'?", id="part"),
    pytest.param("power: steps", "batna: steps", "batna: steps", "the story has no answers of the worksheet 'batna'", id="worksheet of a result"),
    pytest.param("power: steps", "power: steps\nbatna: tiles", "power: steps", "a result is of one worksheet", id="two worksheets"),
    pytest.param("## What the other side saw", "## What else", None, "'## What the other side saw' is missing or empty", id="other side"),
]  # fmt: skip


@pytest.fixture(scope="module")
def known() -> checks.Content:
    """The worksheets, plays and sources that a story may name, read once."""
    found = checks.Content("docs")
    for folder, read in (("worksheets", read_worksheet), ("plays", read_play)):
        for path in sorted((DOCS / folder).rglob("*.md")):
            if path.stem != "index":
                read(Page(DOCS, path), found)
    found.sources.update(anchors(Page(DOCS, DOCS / "reference" / "sources.md")))
    return found


def read_changed(tmp_path: Path, known: checks.Content, text: str) -> tuple[Page, checks.Content]:
    """Read the story of the first customer with another text, and check it."""
    file = tmp_path / CUSTOMER
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")
    page, found = Page(tmp_path, file), replace(known, stories=[], errors=[])
    stories.read_story(page, found)
    stories.check(found)
    return page, found


@pytest.mark.parametrize(("old", "new", "at", "message"), MISTAKES)
def test_an_authors_mistake_has_a_line_and_the_fix(
    tmp_path: Path, known: checks.Content, old: str, new: str, at: str | None, message: str
) -> None:
    text = source(CUSTOMER)
    assert old in text
    text = text.replace(old, new, 1)
    page, found = read_changed(tmp_path, known, text)
    line = 1 if at is None else text.count("\n", 0, text.index(at)) + 1
    assert [error.line for error in (*page.errors, *found.errors) if message in error.message] == [line]


def test_a_plan_may_count_days_from_the_day_of_the_examples(tmp_path: Path, known: checks.Content) -> None:
    """An offer "in 2 days" is two days from whoever opens the plan; a named day would soon be past."""
    text = source(CUSTOMER).replace("  power:\n    ties:", "  time:\n    expires: in 2 days\n  power:\n    ties:", 1)
    page, found = read_changed(tmp_path, known, text)
    assert [fence.data["answers"]["time"]["expires"] for _, fence in found.stories] == ["in 2 days"]
    assert (page.errors, found.errors) == ([], [])


def test_a_story_with_a_mistake_stops_the_reader(case_docs: Path) -> None:
    """The reader of all pages looks at the stories too."""
    (case_docs / "stories").mkdir()
    (case_docs / "stories" / "a.md").write_text("# A\n", encoding="utf-8")
    assert ("stories/a.md", 1) in [(file, line) for file, line, _ in mistakes(case_docs)]


def test_every_part_that_an_author_can_name_is_drawn() -> None:
    assert tuple(_PARTS) == PARTS
