"""Stories: the plan that each holds, what the engine makes of it at its place, and the mistakes that an author can make."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from markdown import Markdown

from playbook_engine import bridge
from playbook_site.content import checks, navigation, reader, stories
from playbook_site.content.indexes import draw_lists, stories_of
from playbook_site.content.pages import Page
from playbook_site.content.plays import read_play
from playbook_site.content.stories import PARTS, parts_of
from playbook_site.content.words import anchors
from playbook_site.content.worksheets import read_worksheet
from playbook_site.extension import PageError, plan_of
from playbook_site.story_fence import _PARTS, result_fence, story_fence
from tests.people import RESTRAINT
from tests.people import STORIES as STORY_PLANS
from tests.site.conftest import mistakes
from tests.site.prose import DOCS, PAGES, cited, front_matter, source, without_fences

STORIES = [path for path in PAGES if path.startswith("stories/") and path != "stories/index.md"]
FENCE = re.compile(r"^```(story|result)\n(.*?)^```", re.MULTILINE | re.DOTALL)
FINANCE = "stories/a-yes-that-need-not-be-said.md"
CUSTOMER = "stories/a-first-large-customer.md"
NURSE = "stories/a-second-offer-that-may-not-come.md"
BAKERY = "stories/a-price-for-one-of-three.md"
STREET = "stories/a-page-that-five-groups-sign.md"


def fences(page: str) -> list[tuple[str, dict[str, Any]]]:
    return [(name, yaml.safe_load(text)) for name, text in FENCE.findall(source(page))]


def plan(page: str) -> dict[str, Any]:
    """The plan of a story, as its page hands it to the reader."""
    worksheets: dict[str, Any] = STORY_PLANS[Path(page).stem]["worksheets"]
    return worksheets


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


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def reply_to(docs: Path, page: str, worksheet: str) -> dict[str, Any]:
    bridge.use_library(reader.cached(docs))
    request = {
        "v": 1, "id": 1, "do": "checklist", "worksheet": worksheet, "base": "../../", "level": 3, "today": checks.EXAMPLE_DAY,
        "plan": plan_of(plan(page)),
    }  # fmt: skip
    reply = json.loads(bridge.run(json.dumps(request)))
    assert reply["errors"] == []
    return dict(reply)


def result_of(docs: Path, page: str, worksheet: str) -> str:
    return str(reply_to(docs, page, worksheet)["html"])


def steps_of(docs: Path, page: str, worksheet: str) -> list[str]:
    return [step["id"] for step in reply_to(docs, page, worksheet)["dealt"]]


def test_there_are_stories() -> None:
    assert {CUSTOMER, NURSE, FINANCE, BAKERY, STREET} <= set(STORIES)


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


def test_what_the_founder_is_told_is_what_the_result_says(docs: Path) -> None:
    """A card first, a line about her at the end of the notes, and further down the step that she did not read."""
    steps = steps_of(docs, CUSTOMER, "power")
    assert steps[0] == "set-feelings-beside-the-numbers/write-their-needs"
    assert "set-feelings-beside-the-numbers/hold-back-unasked" in steps[3:]
    assert re.findall(r'<p class="pb-note">(.*?)</p>', result_of(docs, CUSTOMER, "power"))[-1].startswith("You feel ")
    assert not {*RESTRAINT} & {*steps}


def test_what_the_nurse_is_told_is_what_the_result_says(docs: Path) -> None:
    """The centre comes to less than the raise, and to more at the upper end of what it could be."""
    told = plan(NURSE)["batna"]
    offer, centre = int(told["deal_worth"]["likely"]), told["alternatives"][0]
    html = result_of(docs, NURSE, "batna")
    limit = int(
        re.search(r'<dd class="pb-big">([\d,]+)</dd><dd class="pb-what">a year at least', html)[1].replace(",", "")
    )  # type: ignore[index]
    upper = int(re.search(r"from [\d,]+ to ([\d,]+)\.", words(html))[1].replace(",", ""))  # type: ignore[index]
    assert limit < offer < upper
    text = " ".join(source(NURSE).split("## The case")[1].split("```")[0].split())
    now = told["alternatives"][-1]["worth"]["likely"]
    for amount in (now, told["deal_worth"]["likely"], told["target"], centre["worth"]["likely"]):
        assert f"{int(amount):,}" in text
    assert f"She wrote {centre['works_out'].rstrip('%')}." in text
    assert not {*RESTRAINT} & {*steps_of(docs, NURSE, "batna")}


def test_the_nurse_ends_above_the_last_of_her_steps(docs: Path) -> None:
    """What she agrees on is one of the numbers that others get, and no worse than where her plan stops."""
    stop = int(re.search(r"Stop at ([\d,]+)\.", words(result_of(docs, NURSE, "range")))[1].replace(",", ""))  # type: ignore[index]
    others = {int(row["got"]) for row in plan(NURSE)["range"]["comparables"]}
    agreed = int(re.search(r"and ([\d,]+) from the day she holds it", source(NURSE))[1].replace(",", ""))  # type: ignore[index]
    assert agreed in others
    assert agreed >= stop


def test_what_the_project_lead_is_told_is_what_the_result_says(docs: Path) -> None:
    """Her plan gives him nothing, a day to stop is cheap for her and dear to him, and the open fact about him comes first."""
    html = words(result_of(docs, FINANCE, "trades"))
    last = plan(FINANCE)["trades"]["issues"][-1]
    assert "gives them nothing" in html
    assert f"by your points: “{last['issue']}”" in html
    assert steps_of(docs, FINANCE, "questions")[0] == "keep-a-ledger-and-stop-in-time/send-the-question"
    (fact,) = (row for row in plan(FINANCE)["questions"]["facts"] if row["know"] == "open")
    assert fact["what"] in reply_to(docs, FINANCE, "questions")["items"][0]["text"]
    assert not {*RESTRAINT} & {*steps_of(docs, FINANCE, "trades")}


def test_what_the_baker_is_told_is_what_the_result_says(docs: Path) -> None:
    """Waiting does not pay by her chance, the group would hold once it stands, and one of the three was never asked."""
    told, group = plan(BAKERY)["time"], plan(BAKERY)["coalition"]
    tonnes = {row["name"]: int(row["weight"]) for row in group["others"]} | {"Celia": int(group["my_weight"])}
    text = " ".join(source(BAKERY).split("## The case")[1].split("```")[0].split())
    price, list_off, off = (
        int(re.search(said, text)[1])  # type: ignore[index]
        for said in (r"pays (\d+) a tonne", r"takes (\d+) off each", r"I take (\d+) off each")
    )
    assert f"Celia uses {tonnes['Celia']} tonnes" in text
    assert f"Agata uses {tonnes['Agata']} tonnes, and Bruno {tonnes['Bruno']}." in text
    assert f"an order of {group['needed']} tonnes" in text
    assert all(sum(tonnes.values()) - one < int(group["needed"]) <= sum(tonnes.values()) for one in tonnes.values())
    third = int(group["cost"]) // 3
    assert int(told["reservation"]) == price * tonnes["Celia"]
    assert int(told["offer"]) == (price - off) * tonnes["Celia"]
    assert int(told["later_offer"]) == (price - list_off) * tonnes["Celia"] + third
    assert int(group["my_alone"]) == off * tonnes["Celia"]
    assert int(group["my_together"]) == list_off * tonnes["Celia"]
    assert [int(row["together"]) for row in group["others"]] == [
        list_off * tonnes[row["name"]] for row in group["others"]
    ]
    assert f"{sum(tonnes.values())} tonnes" in source(BAKERY).split("## In the talk")[1]
    steps = steps_of(docs, BAKERY, "coalition")
    assert steps[:2] == [
        "decide-to-wait-or-take/take-it-with-one-thing",
        "list-who-shares-your-problem/ask-for-something-small",
    ]
    html = words(result_of(docs, BAKERY, "coalition"))
    assert "Nobody gets more outside it" in html
    assert "Ask “Bruno” next" in html
    turning = int(re.search(r"Both are alike at a chance of (\d+) percent", words(result_of(docs, BAKERY, "time")))[1])  # type: ignore[index]
    assert int(told["later_chance"].rstrip("%")) < turning
    assert not {*RESTRAINT} & {*steps}


def test_what_the_street_is_told_is_what_the_result_says(docs: Path) -> None:
    """Its heading is stopped, those who make it enough were never asked, and the road that is not there has nothing beside it."""
    group, fair = plan(STREET)["coalition"], plan(STREET)["fairness"]
    weights = {row["name"]: int(row["weight"]) for row in group["others"]}
    text = " ".join(source(STREET).split("## The case")[1].split("```")[0].split())
    assert f"if {group['needed']} people have signed it" in text
    assert f"Jasmin had {group['my_weight']} names" in text
    inside = [row["name"] for row in group["others"] if row["joined"] == "in"]
    assert all(f"with {weights[name]}" in text for name in inside)
    so_far = int(group["my_weight"]) + sum(weights[name] for name in inside)
    assert so_far + weights["The traders' circle"] < int(group["needed"]) <= so_far + weights["The allotment club"]
    assert "Ask the allotment club next." in words(result_of(docs, STREET, "coalition"))
    html = words(result_of(docs, STREET, "fairness"))
    assert "Do not do this." in html
    assert f"No change for “{fair['absent']}” is named yet." in html
    steps = steps_of(docs, STREET, "fairness")
    assert steps[:2] == [
        "test-a-tactic-before-you-use-it/strike-it-out",
        "argue-against-your-own-case-first/write-three-weak-points",
    ]
    assert "think-of-who-is-not-in-the-room/ask-one-of-them" in steps[3:]
    assert not {*RESTRAINT} & {*steps}


@pytest.mark.parametrize("page", [BAKERY, STREET])
def test_each_play_that_a_story_names_is_dealt_by_its_plan(docs: Path, page: str) -> None:
    dealt = {step.split("/")[0] for worksheet in plan(page) for step in steps_of(docs, page, worksheet)}
    assert set(front_matter(page)["plays"]) <= dealt  # type: ignore[call-overload]


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


@pytest.mark.parametrize(("old", "new", "at", "message"), MISTAKES)
def test_an_authors_mistake_has_a_line_and_the_fix(
    tmp_path: Path, known: checks.Content, old: str, new: str, at: str | None, message: str
) -> None:
    text = source(CUSTOMER)
    assert old in text
    text = text.replace(old, new, 1)
    file = tmp_path / CUSTOMER
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")
    page, found = Page(tmp_path, file), replace(known, stories=[], errors=[])
    stories.read_story(page, found)
    stories.check(found)
    line = 1 if at is None else text.count("\n", 0, text.index(at)) + 1
    assert [error.line for error in (*page.errors, *found.errors) if message in error.message] == [line]


def test_a_story_may_count_days_from_the_day_on_which_it_is_told(tmp_path: Path, known: checks.Content) -> None:
    """ "In 4 days" is what a person types, and the same day stands on the page in every build."""
    file = tmp_path / CUSTOMER
    file.parent.mkdir()
    text = source(CUSTOMER).replace("\n  power:\n", "\n  time:\n    expires: in 4 days\n  power:\n", 1)
    assert "in 4 days" in text
    file.write_text(text, encoding="utf-8")
    page, found = Page(tmp_path, file), replace(known, stories=[], errors=[])
    stories.read_story(page, found)
    stories.check(found)
    assert [error.message for error in (*page.errors, *found.errors)] == []


def test_a_story_with_a_mistake_stops_the_reader(case_docs: Path) -> None:
    """The reader of all pages looks at the stories too."""
    (case_docs / "stories").mkdir()
    (case_docs / "stories" / "a.md").write_text("# A\n", encoding="utf-8")
    assert ("stories/a.md", 1) in [(file, line) for file, line, _ in mistakes(case_docs)]


def test_every_part_that_an_author_can_name_is_drawn() -> None:
    assert tuple(_PARTS) == PARTS
