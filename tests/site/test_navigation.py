"""Navigation, indexes and topic pages come from the pages themselves: who adds a page adds a file."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from playbook_engine.library import Library
from playbook_site.content import navigation, reader
from playbook_site.content.navigation import Entry, Head, fill, plays_by_stage, written
from playbook_site.content.reader import ContentErrors
from playbook_site.content.staging import stage
from playbook_site.errors import BuildError
from playbook_site.generate import as_an_author_reads_it, write_pages
from playbook_site.project import Project
from tests.conftest import ROOT
from tests.site.conftest import DECIDE, mistakes


def apart(topic: str) -> str:
    """What a list of plays says beside the link to the play that ``add_play`` copies."""
    fits = f"data-minutes=15 data-seat=both data-topic={topic}"
    return f"*15 min*{{ {fits} }} *Both seats* *Practitioner*{{ .pb-evidence-practitioner }}"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A checkout with the project's own pages, free to add to."""
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    shutil.copytree(ROOT / "overrides", tmp_path / "overrides")
    return Project(tmp_path)


def staged(project: Project) -> Path:
    return stage(project, reader.read(project.docs)).parent


def page(project: Project, name: str) -> str:
    return (project.staged / "docs" / name).read_text(encoding="utf-8")


def nav(folder: Path) -> Any:
    # The tags that only a generator can read stand above the navigation.
    text = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    return yaml.safe_load(text[text.index("\nnav:\n") :])["nav"]


def section(entries: Any, title: str) -> Any:
    return next(entry[title] for entry in entries if isinstance(entry, dict) and title in entry)


def add_play(project: Project, topic: str, slug: str, title: str, **changes: str) -> None:
    source = project.docs / "plays" / "batna" / "set-your-reservation-value.md"
    text = source.read_text(encoding="utf-8").replace("topic: batna", f"topic: {topic}")
    text = text.replace("Write down your reservation value before you talk", title)
    for old, new in changes.items():
        text = text.replace(f"{old}: prepare", f"{old}: {new}")
    target = project.docs / "plays" / topic / f"{slug}.md"
    target.parent.mkdir(exist_ok=True)
    target.write_text(text.replace("](", "](../batna/").replace("](../batna/../", "](../"), encoding="utf-8")


def test_a_play_of_a_new_topic_is_one_file(project: Project) -> None:
    """It stands in the navigation, on the list of plays, and on a page of its topic that nobody has written."""
    add_play(project, "several-issues", "trade-two-issues", "Trade two issues", stage="bargain")
    plays = section(nav(staged(project)), "Plays")
    assert "plays/several-issues/trade-two-issues.md" in section(plays, "While you discuss terms")
    assert f"\n- [Trade two issues](several-issues/trade-two-issues.md) {apart('several-issues')}\n" in page(
        project, "plays/index.md"
    )
    assert "\n- [Several issues](several-issues/index.md)\n" in page(project, "plays/index.md")
    assert page(project, "plays/several-issues/index.md").endswith(
        f"# Several issues\n\n## While you discuss terms\n\n- [Trade two issues](trade-two-issues.md) {apart('several-issues')}\n\n"
    )


def test_a_written_topic_page_is_taken_as_it_is(project: Project) -> None:
    add_play(project, "persuasion", "ask-for-time", "Ask for time")
    (project.docs / "plays" / "persuasion" / "index.md").write_text(
        "---\ntitle: Persuasion\nsummary: what it is.\n---\n\n# Persuasion\n\nA lead.\n\n```plays\n```\n",
        encoding="utf-8",
    )
    staged(project)
    assert "- [Persuasion](persuasion/index.md): what it is.\n" in page(project, "plays/index.md")
    assert f"A lead.\n\n## Before you talk\n\n- [Ask for time](ask-for-time.md) {apart('persuasion')}\n" in page(
        project, "plays/persuasion/index.md"
    )


def test_the_site_with_a_new_play_builds_without_a_warning(project: Project, tmp_path: Path) -> None:
    add_play(project, "persuasion", "ask-for-time", "Ask for time")
    staged(project)
    write_pages(project, project.staged / "mkdocs.yml", tmp_path / "site")
    html = (tmp_path / "site" / "plays" / "persuasion" / "index.html").read_text(encoding="utf-8")
    assert (
        '<li class="pb-row"><a href="ask-for-time/">Ask for time</a><p class="pb-meta"><span data-minutes="15"' in html
    )


def test_a_worksheet_page_and_a_page_of_the_reference_are_one_file(project: Project) -> None:
    for name in ("worksheets/range.md", "reference/drawings/form.md", "reference/drawings/page.md"):
        (project.docs / name).parent.mkdir(exist_ok=True)
        (project.docs / name).write_text("---\nsummary: told in a line.\n---\n\n# A title\n", encoding="utf-8")
    stage(project, reader.read(ROOT / "docs"))
    entries = nav(project.staged)
    worksheets = section(entries, "Prepare")
    assert worksheets[:3] == ["worksheets/index.md", "worksheets/quick.md", "worksheets/batna.md"]
    assert "worksheets/range.md" in worksheets
    assert section(section(entries, "For authors"), "Drawings") == [
        "reference/drawings/form.md",
        "reference/drawings/page.md",
    ]
    assert "\n- [A title](range.md): told in a line.\n" in page(project, "worksheets/index.md")
    assert (
        "\n- Drawings\n    - [A title](drawings/form.md): told in a line.\n    - [A title](drawings/page.md): told in a line.\n"
        in page(project, "reference/index.md")
    )


def test_a_page_that_is_gone_is_gone_from_the_copy(project: Project) -> None:
    add_play(project, "persuasion", "ask-for-time", "Ask for time")
    staged(project)
    shutil.rmtree(project.docs / "plays" / "persuasion")
    staged(project)
    assert not list((project.staged / "docs" / "plays").glob("persuasion/*"))


def test_a_page_that_has_not_changed_is_not_written_again(project: Project) -> None:
    staged(project)
    before = {path: path.stat().st_mtime_ns for path in project.staged.rglob("*")}
    staged(project)
    assert {path: path.stat().st_mtime_ns for path in project.staged.rglob("*")} == before


def test_plays_stand_by_urgency_where_the_topics_page_names_no_order(content: Library) -> None:
    """``set-your-reservation-value`` is for the last situation of these, and a topic's page can still put it first."""
    slugs = ("improve-your-best-alternative", "set-your-reservation-value", "start-from-no-alternative")
    few = replace(content, plays=tuple(play for play in content.plays if play.slug in slugs))
    ((_, plays),) = plays_by_stage(few, {})
    assert [play.slug for play in plays] == [slugs[2], slugs[0], slugs[1]]
    ((_, plays),) = plays_by_stage(few, {"plays/batna/index.md": Head("Batna", order=(slugs[1],))})
    assert [play.slug for play in plays] == [slugs[1], slugs[2], slugs[0]]


def test_a_sketch_names_some_pages_and_leaves_the_rest_to_their_folder() -> None:
    heads = {name: Head(name) for name in ("a/index.md", "a/one.md", "a/two.md", "a/deep/x.md", "b.md", "c/y.md")}
    sketch = [{"A": ["a/index.md", {"Two": "a/two.md"}, "a/"]}, {"B": "b/"}, {"C": "c/"}]
    assert written(fill(sketch, heads, Library())) == [
        {"A": ["a/index.md", {"Two": "a/two.md"}, {"Deep": ["a/deep/x.md"]}, "a/one.md"]},
        {"B": "b.md"},
        {"C": ["c/y.md"]},
    ]


def test_a_folder_in_the_sketch_that_is_not_there() -> None:
    with pytest.raises(ContentErrors, match=r"mkdocs.yml:1: nav: 'tales/' is neither a page nor a folder of docs/"):
        fill([{"Tales": "tales/"}], {}, Library())


def test_a_stage_without_a_title_says_what_to_write(content: Library) -> None:
    with pytest.raises(
        ContentErrors, match=r"there is no message 'stage-prepare'\. Add '- `stage-prepare`: its words'"
    ):
        plays_by_stage(replace(content, messages={}), {})


def test_a_page_without_front_matter_is_titled_by_its_heading(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Words  \n", encoding="utf-8")
    (tmp_path / "b-c.md").write_text("text\n", encoding="utf-8")
    assert navigation.read_heads(tmp_path) == {"a.md": Head("Words"), "b-c.md": Head("B c")}
    assert written([Entry("", "a.md")]) == ["a.md"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        pytest.param("order: [dcide]", "order: 'dcide' is no page of this folder. Did you mean 'decide'?", id="page"),
        pytest.param("order: decide", "order: is not a list. Write 'order: [first, second]'", id="no list"),
        pytest.param(
            "summary: [a]", "summary: is not one line of text. Write 'summary: what one finds here'", id="summary"
        ),
    ],
)
def test_a_mistake_on_an_index_page(case_docs: Path, line: str, message: str) -> None:
    index = (case_docs / DECIDE).with_name("index.md")
    index.write_text(f"---\ntitle: Batna\n{line}\n---\n\n# Batna\n", encoding="utf-8")
    assert mistakes(case_docs) == [("plays/batna/index.md", 3, message)]


def test_a_warning_names_the_authors_file_and_line(project: Project, tmp_path: Path) -> None:
    play = project.docs / "plays" / "batna" / "bridge-the-wait.md"
    text = play.read_text(encoding="utf-8") + "\nSee [nothing](nowhere.md).\n"
    play.write_text(text, encoding="utf-8")
    line = text.count("\n", 0, text.index("nowhere.md")) + 1
    staged(project)
    with pytest.raises(BuildError) as raised:
        write_pages(project, project.staged / "mkdocs.yml", tmp_path / "site")
    (fault,) = raised.value.faults
    assert fault.startswith(f"docs/plays/batna/bridge-the-wait.md:{line}: contains a link 'nowhere.md'")


def test_a_warning_names_no_path_of_the_copy(project: Project) -> None:
    warning = f"Config file '{project.staged / 'mkdocs.yml'}' and '{project.staged / 'docs' / 'a.md'}'"
    assert as_an_author_reads_it(warning, project, project.staged) == "Config file 'mkdocs.yml' and 'docs/a.md'"
