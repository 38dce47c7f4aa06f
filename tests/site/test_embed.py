"""Activities for other sites' pages: what stands below embed/, with no generator around it."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest

from playbook_engine.library import Library
from playbook_site.content import reader
from playbook_site.content.pages import ContentErrors
from playbook_site.embed import files
from playbook_site.embed.activities import PREPARATION, activities
from playbook_site.embed.check import read_check
from playbook_site.embed.pages import Addresses, Pages
from playbook_site.errors import BuildError
from playbook_site.project import Project
from playbook_site.publish.bundle import bundle
from playbook_site.publish.headers import Rule, embed_policy, headers_for, site_rules
from playbook_site.publish.html_page import read_page
from playbook_site.publish.places import Places
from tests.built_site import ROOT

PROJECT = Project(ROOT)
PLACES = Places(
    "assets/js/0f1e/", "assets/css/2d3c/", "assets/runtime/4b5a/", "assets/library/6978.json", False, "host();\n"
)
URL = "https://playbook.example/book"
#: The most that the script for portals may weigh.
HOST_SCRIPT = 3 * 1024


@cache
def library() -> Library:
    return reader.cached(PROJECT.docs)


@cache
def written() -> dict[str, str]:
    return dict(files.files(PROJECT, library(), URL)(PLACES))


def pages() -> dict[str, str]:
    return {name: text for name, text in written().items() if name.endswith(".html")}


def slugs() -> list[str]:
    return [PREPARATION, *(sheet.id for sheet in library().worksheets), "check"]


def test_each_worksheet_the_whole_preparation_and_the_check_have_a_page() -> None:
    assert sorted(pages()) == sorted(f"embed/{slug}/index.html" for slug in slugs())


@pytest.mark.parametrize("name", sorted(pages()))
def test_a_page_is_lean(name: str) -> None:
    """No script and no style of its own, no theme, and nothing but relative addresses."""
    html = pages()[name]
    page = read_page(html)
    assert (page.scripts, page.inline_styles, page.handlers, page.ahead) == ([], [], [], [])
    assert [one.url for one in page.addresses if re.match(r"/|\w+:", one.url) and one.url != "data:,"] == []
    assert "javascripts/bundle" not in html
    assert not re.search(r"<(nav|header|footer|iframe)\b", html)
    assert html.count("<main") == 1
    script = "check" if "/check/" in name else "embed"
    assert [one.url for one in page.addresses if one.fetched] == [
        "data:,",
        "../../assets/css/2d3c/embed.css",
        "../../assets/js/0f1e/embed-early.mjs",
        f"../../assets/js/0f1e/{script}.mjs",
    ]
    assert '<meta name="referrer" content="no-referrer">' in html


@pytest.mark.parametrize("slug", [sheet.id for sheet in library().worksheets])
def test_a_page_holds_the_whole_form_and_a_checklist_by_hand(slug: str) -> None:
    """Who has no scripts can read it, print it, and work through what the engine deals to somebody of whom nothing is known."""
    html = pages()[f"embed/{slug}/index.html"]
    sheet = library().worksheet(slug)
    assert sheet is not None
    for group in sheet.groups:
        assert f'id="pb-group-{group.id}"' in html
    by_hand = html[html.index("pb-by-hand-list") :]
    assert 1 <= by_hand.count('<label class="pb-tick">') <= 12
    assert "Because" not in by_hand[: by_hand.index("</ol>")]


def test_every_step_of_a_page_has_a_name_that_the_schema_takes() -> None:
    schema = json.loads(written()["embed/schema/v1/progress.json"])
    slug = re.compile(schema["properties"]["payload"]["properties"]["step"]["pattern"])
    for activity in json.loads(written()["embed/index.json"])["activities"]:
        assert activity["steps"][-1].endswith("result")
        assert len(set(activity["steps"])) == len(activity["steps"]) <= 200
        assert [step for step in activity["steps"] if not slug.fullmatch(step)] == []


def test_the_whole_preparation_asks_the_quick_questions_first_and_nothing_of_after_the_talk() -> None:
    whole = activities(library(), {})[0]
    assert [sheet.id for sheet in whole.sheets] == [
        "quick", "batna", "power", "range", "questions", "trades", "coalition", "time", "fairness",
    ]  # fmt: skip
    html = pages()[f"embed/{PREPARATION}/index.html"]
    assert re.findall(r'<template data-sheet="(\w+)"', html) == [sheet.id for sheet in whole.sheets[1:]]


def test_words_about_keeping_are_those_of_an_activity() -> None:
    html = pages()["embed/quick/index.html"]
    words = json.loads(html[html.index('id="pb-embed">') + len('id="pb-embed">') :].partition("</script>")[0])["words"]
    assert words["page-saved-tab-only"] == library().messages["embed-saved"]
    assert words["page-see-result"] == library().messages["embed-see-result"]
    assert ">Finish and see the result</button>" in html


def test_a_package_gets_the_same_page_with_other_addresses() -> None:
    """Its reporter's script stands before ours, its scripts are called .js, and without a site no link leads anywhere."""
    at = Addresses(
        "app/",
        "app/",
        "app/runtime/",
        "app/library.json",
        "",
        "",
        portal="scorm12",
        before=("app/portal.js",),
        ending=".js",
    )
    html = Pages(library()).page(activities(library(), {})[1], at)
    page = read_page(html)
    assert [one.url for one in page.addresses if one.fetched] == [
        "data:,", "app/embed.css", "app/portal.js", "app/embed-early.js", "app/embed.js",
    ]  # fmt: skip
    assert '<meta name="pb-portal" content="scorm12">' in html
    assert ".mjs" not in html


def test_only_activities_may_be_framed_by_other_sites(tmp_path: Path) -> None:
    (tmp_path / "embed").mkdir()
    (tmp_path / "plays").mkdir()
    rules = site_rules(tmp_path, {}, frozenset())
    embedded = headers_for(rules, "/embed/quick/")
    assert embedded["Content-Security-Policy"].endswith(
        "frame-ancestors 'self' https: http://localhost:* http://127.0.0.1:*"
    )
    assert "'unsafe" not in embedded["Content-Security-Policy"].replace("'wasm-unsafe-eval'", "")
    assert headers_for(rules, "/plays/x/")["Content-Security-Policy"].endswith("frame-ancestors 'self'")
    assert [rule for rule in rules for name, _ in rule.headers if name.lower() == "x-frame-options"] == []
    assert not any(name == "Access-Control-Allow-Credentials" for rule in rules for name, _ in rule.headers)


def test_a_list_of_portals_narrows_who_may_frame(tmp_path: Path) -> None:
    (tmp_path / "embed").mkdir()
    rules = site_rules(tmp_path, {}, frozenset(), ("https://portal.example",))
    assert headers_for(rules, "/embed/quick/")["Content-Security-Policy"].endswith(
        "frame-ancestors 'self' https://portal.example"
    )
    assert isinstance(rules[0], Rule)
    assert "frame-ancestors" not in embed_policy(wasm=True, meta=True)


def test_a_site_that_knows_its_address_names_it_to_pages_without_an_origin(tmp_path: Path) -> None:
    """WebKit takes 'self' for the origin of the page, which a frame's sandbox may take away."""
    (tmp_path / "embed").mkdir()
    (tmp_path / "plays").mkdir()
    (tmp_path / "SHA256SUMS").touch()  # its rule comes first
    rules = site_rules(tmp_path, {}, frozenset(), own="https://example.org")
    sent = headers_for(rules, "/embed/quick/")["Content-Security-Policy"]
    for kind in ("script-src", "style-src", "img-src", "font-src", "connect-src"):
        assert f"{kind} 'self' https://example.org" in sent
    assert sent.endswith("frame-ancestors 'self' https: http://localhost:* http://127.0.0.1:*")
    assert "example.org" not in headers_for(rules, "/plays/x/")["Content-Security-Policy"]


def config(tmp_path: Path, listed: str) -> Project:
    (tmp_path / "mkdocs.yml").write_text(f"extra:\n  embed_origins: {listed}\n", encoding="utf-8")
    return Project(tmp_path)


def test_the_list_is_read_from_mkdocs_yml_and_published(tmp_path: Path) -> None:
    assert files.read_origins(config(tmp_path, '["https://portal.example"]')) == ("https://portal.example",)
    assert files.read_origins(PROJECT) == ()
    assert json.loads(written()["embed/origins.json"]) == []


@pytest.mark.parametrize(
    "origin", ["https://portal.example/", "portal.example", "http://portal.example", "*", "https://"]
)
def test_what_is_no_origin_stops_the_build_and_says_what_to_write(tmp_path: Path, origin: str) -> None:
    with pytest.raises(BuildError) as stop:
        files.read_origins(config(tmp_path, f'["{origin}"]'))
    assert f"'{origin}' is no origin" in str(stop.value)


def test_the_schemas_are_published_as_the_scripts_read_them() -> None:
    source = ROOT / "docs" / "assets" / "js" / "embed" / "schema"
    names = {path.name for path in source.glob("*.json")}
    assert names == {
        "completed.json", "error.json", "init.json", "progress.json", "ready.json", "requestState.json", "resize.json",
        "score.json", "setTheme.json",
    }  # fmt: skip
    for name in names:
        assert written()[f"embed/schema/v1/{name}"] == (source / name).read_text(encoding="utf-8")


def test_the_script_for_portals_is_small_and_published_with_its_hash(tmp_path: Path) -> None:
    for kind in ("js", "css"):
        files_of_ours = ROOT / "docs" / "assets" / kind
        for path in files_of_ours.rglob("*.*"):
            target = tmp_path / kind / path.relative_to(files_of_ours)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    bundle(tmp_path, PROJECT)
    script = (tmp_path / "js" / "embed-host.mjs").read_text(encoding="utf-8")
    assert len(script.encode()) <= HOST_SCRIPT
    assert "innerHTML" not in script
    assert json.loads(written()["embed/index.json"])["script"] == {
        "path": "embed.js",
        "integrity": files.integrity(written()["embed/embed.js"]),
    }


def test_two_builds_write_the_same() -> None:
    assert dict(files.files(PROJECT, library(), URL)(PLACES)) == written()


def test_an_activity_can_be_found_by_oembed() -> None:
    html = pages()["embed/quick/index.html"]
    assert 'type="application/json+oembed" href="../oembed/quick.json"' in html
    found = json.loads(written()["embed/oembed/quick.json"])
    assert (found["version"], found["type"]) == ("1.0", "rich")
    assert '<iframe src="https://playbook.example/book/embed/quick/" title="Prepare in five minutes"' in found["html"]
    assert "oembed" not in files.files(PROJECT, library())(PLACES)["embed/quick/index.html"]


def test_the_check_has_ten_questions_with_one_right_answer_each() -> None:
    check = read_check(PROJECT, library())
    assert "".join(question.right for question in check.questions) == "BCBCBBCBBA"
    assert all(len(question.options) == 3 and question.why for question in check.questions)
    assert check.steps == (*(f"q{number}" for number in range(1, 11)), "result")


def test_a_question_without_its_answer_is_named_with_its_line(tmp_path: Path) -> None:
    teach = tmp_path / "docs" / "teach"
    teach.mkdir(parents=True)
    (teach / "check.md").write_text(
        "# Check\n\nLead.\n\n## 1. One\n\nWhat?\n\n- **A** this\n- **B** that\n", encoding="utf-8"
    )
    (teach / "answers.md").write_text("# Answers\n\n## 1. C\n\nBecause.\n", encoding="utf-8")
    with pytest.raises(ContentErrors) as mistakes:
        read_check(Project(tmp_path), library())
    assert [(error.file, error.line) for error in mistakes.value.errors] == [("docs/teach/check.md", 5)]
