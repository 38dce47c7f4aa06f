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
BUYER = "stories/the-buyer-who-held-every-card.md"
SURVEYOR = "stories/a-job-offer-with-two-days-to-answer.md"


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


def reply_to(docs: Path, page: str, worksheet: str, **changed: str) -> dict[str, Any]:
    """What the engine makes of a story's plan, or of the plan with these answers of the worksheet changed."""
    told = plan(page)
    bridge.use_library(reader.cached(docs))
    request = {
        "v": 1, "id": 1, "do": "checklist", "worksheet": worksheet, "base": "../../", "level": 3, "today": checks.EXAMPLE_DAY,
        "plan": plan_of({**told, worksheet: {**told[worksheet], **changed}}),
    }  # fmt: skip
    reply = json.loads(bridge.run(json.dumps(request)))
    assert reply["errors"] == []
    return dict(reply)


def result_of(docs: Path, page: str, worksheet: str, **changed: str) -> str:
    return str(reply_to(docs, page, worksheet, **changed)["html"])


def steps_of(docs: Path, page: str, worksheet: str) -> list[str]:
    return [step["id"] for step in reply_to(docs, page, worksheet)["dealt"]]


def test_there_are_stories() -> None:
    assert {CUSTOMER, NURSE, FINANCE, BUYER, SURVEYOR} <= set(STORIES)


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


def amounts(text: str) -> list[int]:
    """The amounts of a text, in their order.

    >>> amounts("9,000 and 4,500")
    [9000, 4500]
    """
    return [int(found.replace(",", "")) for found in re.findall(r"\d{1,3}(?:,\d{3})+", text)]


def test_what_the_buyer_is_told_is_what_the_result_says(docs: Path) -> None:
    """A blank is half of the result, and the step that would have filled it stands among the first three, in the middle."""
    html = words(result_of(docs, BUYER, "fairness"))
    told = plan(BUYER)["fairness"]
    assert "only half said" in html
    assert f"At least {int(told['next_deals']):,} is at stake" in html
    assert "effort_worth" not in told
    assert "absent" not in told
    assert steps_of(docs, BUYER, "fairness")[1] == "count-what-a-squeeze-costs-later/list-what-they-could-hold-back"


def test_what_the_squeeze_cost_adds_up_and_turns_the_first_line(docs: Path) -> None:
    """The three amounts on the nurse's sheet make the sum that fills the blank, and it is more than pressing brought."""
    gain, told = int(plan(BUYER)["fairness"]["squeeze_gain"]), source(BUYER)
    sheet = re.search(r"laid a sheet on Ulrike's desk\.(.*?)$", told, re.MULTILINE)[1]  # type: ignore[index]
    pairs, rented, each, late = amounts(sheet)
    assert "Eight operations that began late" in sheet
    assert late == 8 * each
    cost = pairs + rented + late
    assert amounts(told.split("Together it was")[1])[:2] == [cost, gain]
    assert f"typed the {cost:,} into the blank" in told
    head = words(result_of(docs, BUYER, "fairness", effort_worth=str(cost)).split("</div>")[0])
    assert head.startswith("Pressing puts more at risk than it brings.")


def test_what_the_surveyor_is_told_is_what_the_result_says(docs: Path) -> None:
    """The days come first; her chance is too near to call, and the one that she hears of later settles it."""
    told = plan(SURVEYOR)["time"]
    html = words(result_of(docs, SURVEYOR, "time"))
    assert "Waiting and taking it now are about as good" in html
    assert re.search(r"offer ends on Wednesday .*?, 2 days from today", html)
    assert "about 25 January" in html
    dealt = steps_of(docs, SURVEYOR, "time")
    assert dealt[0] == "ask-for-more-time/ask-for-the-days"
    assert dealt[2] == "plan-for-the-moment-you-dread/find-what-protects-you"
    text = " ".join(source(SURVEYOR).split())
    assert f"she wrote {told['later_chance'].rstrip('%')} percent" in text
    heard = re.search(r"crossed out the 50 and wrote (\d+)\.", text)[1]  # type: ignore[index]
    later = words(result_of(docs, SURVEYOR, "time", later_chance=f"{heard}%"))
    assert "taking it now is worth more than waiting" in later
    assert not {*RESTRAINT} & {*dealt}


def test_the_surveyor_ends_between_the_offer_and_the_last_step_but_one(docs: Path) -> None:
    """What she agrees on is more than they offered, and no further down than her second step."""
    told, html = plan(SURVEYOR)["time"], result_of(docs, SURVEYOR, "time")
    second = amounts(words(html.split("Your steps, and what each must bring back")[1]))[1]
    (agreed,) = (int(one.replace(",", "")) for one in re.findall(r"It was ([\d,]+) in the end", source(SURVEYOR)))
    assert int(told["offer"]) < second <= agreed < int(told["target"])


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


def test_a_plan_may_count_days_from_the_day_of_the_examples(tmp_path: Path, known: checks.Content) -> None:
    """An offer "in 2 days" is two days from whoever opens the plan; a named day would soon be past."""
    text = source(CUSTOMER).replace("  power:\n    ties:", "  time:\n    expires: in 2 days\n  power:\n    ties:", 1)
    file = tmp_path / CUSTOMER
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")
    page, found = Page(tmp_path, file), replace(known, stories=[], errors=[])
    stories.read_story(page, found)
    stories.check(found)
    assert [fence.data["answers"]["time"]["expires"] for _, fence in found.stories] == ["in 2 days"]
    assert (page.errors, found.errors) == ([], [])


def test_a_story_with_a_mistake_stops_the_reader(case_docs: Path) -> None:
    """The reader of all pages looks at the stories too."""
    (case_docs / "stories").mkdir()
    (case_docs / "stories" / "a.md").write_text("# A\n", encoding="utf-8")
    assert ("stories/a.md", 1) in [(file, line) for file, line, _ in mistakes(case_docs)]


def test_every_part_that_an_author_can_name_is_drawn() -> None:
    assert tuple(_PARTS) == PARTS
