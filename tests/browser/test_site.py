"""Every page of the site: one origin, no failed request, a clean console; and the search."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.visit import ENGINE, Open, Visit

#: What the search needs, and nobody who does not search.
SEARCH = ("search_index", "workers/search")


def addresses(site: Path) -> list[str]:
    """Return the paths of all pages in the sitemap."""
    found = re.findall(r"<loc>[^<]*?://[^/<]+/([^<]*)</loc>", (site / "sitemap.xml").read_text(encoding="utf-8"))
    return found or [path.relative_to(site).parent.as_posix() + "/" for path in site.rglob("index.html")]


def test_whole_visit(site: Path, open_page: Open) -> None:
    """You open every page of the site: nothing is asked of anyone else, nothing fails, the console stays empty, and a page
    that is only read loads no script of ours but a play's, a story's, that of the list of plays, and one for who comes back, must leave or looks at plans, and nothing for a search that nobody has begun."""
    visit = open_page("")
    pages = addresses(site)
    assert len(pages) >= 20
    faults = []
    for path in pages:
        visit.go(path)
        activity = path.startswith("embed/")  # shows a screen at a time, and has a script before the page
        if not visit.page.locator("h1:visible, h2:visible" if activity else "h1").first.is_visible():
            faults.append(f"{path}: no heading can be seen")
        scripts = visit.page.locator("script[src*='/assets/js/'], script[src*='assets/js/']").count()
        parts = (
            ".pb-chips[data-play]",
            ".pb-welcome",
            ".pb-leave, .pb-leave-go",
            "[data-plans]",
            ".pb-story[data-story]",
            ".pb-choose",
        )
        expected = 2 if activity else visit.form.count() + sum(visit.page.locator(part).count() > 0 for part in parts)
        if scripts != expected:
            faults.append(f"{path}: {scripts} scripts of ours in place of {expected}")
    assert not faults, "\n".join(faults)
    visit.page.wait_for_load_state("networkidle")
    assert visit.asked_for(*ENGINE, *SEARCH) == []
    assert visit.console == []


def test_the_home_page_leads_on_from_each_case(open_page: Open) -> None:
    """You arrive with a case of your own: each leads to the five-minute worksheet, which learns of the case without it being
    sent. One button is filled, and a result that the engine made is shown with nothing to press."""
    visit = open_page("")
    doors = visit.page.locator(".pb-doors a")
    assert doors.evaluate_all("(all) => all.map((one) => one.getAttribute('href'))") == [
        f"worksheets/quick/#case={case}" for case in ("pay", "larger", "influence", "lease", "group", "power")
    ]
    expect(visit.page.locator(".pb-main")).to_have_count(1)
    expect(visit.page.locator(".pb-sample .pb-step")).to_have_count(3)
    expect(visit.page.locator(".pb-sample :is(a, button, input)")).to_have_count(0)
    expect(visit.page.locator(".pb-welcome")).to_be_hidden()
    doors.first.click()
    visit.page.wait_for_url("**/worksheets/quick/**")
    visit.page.wait_for_selector("html.pb-ready")
    assert visit.form.evaluate("(form) => new FormData(form).get('case')") == "pay"
    assert not any("case" in request.url.partition("#")[0] for request in visit.requests)


def begin_search(visit: Visit) -> Locator:
    """Open the search as with a mouse, and return the field that then has the keyboard."""
    visit.button("Search").click()
    field = visit.page.get_by_role("textbox", name="Search in your own words")
    expect(field).to_be_focused()
    return field


def test_search_finds_a_play(open_page: Open) -> None:
    """You search for a word, follow a result and arrive at the place that holds it."""
    visit = open_page("", viewport={"width": 1280, "height": 900})
    begin_search(visit)
    visit.page.keyboard.type("walk away")
    result = visit.page.locator(".md-search-result__link").first
    expect(result).to_be_visible()
    result.click()
    expect(visit.page.locator("h1")).to_be_visible()
    assert visit.page.url != visit.root


@pytest.mark.parametrize("way", ["pointer", "slash", "s", "keyboard", "phone"])
def test_the_search_is_fetched_when_somebody_searches(open_page: Open, way: str) -> None:
    """You begin to search in one of the ways there are: only then are its worker and its index asked for, once, and it works.
    Leaving it brings you back to where you were."""
    visit = open_page("plays/", viewport={"width": 360 if way == "phone" else 1280, "height": 900})
    visit.page.wait_for_load_state("networkidle")
    assert visit.asked_for(*SEARCH) == []
    if way in ("pointer", "phone"):
        begin_search(visit)
    elif way == "keyboard":
        visit.button("Search").focus()
        visit.page.keyboard.press("Enter")
    else:
        visit.page.keyboard.press("/" if way == "slash" else way)
    field = visit.page.locator("#pb-search-query")
    expect(field).to_be_focused()
    visit.page.keyboard.type("landlord")
    expect(visit.page.locator(".md-search-result__link").first).to_be_visible()
    assert len(visit.asked_for("search_index")) == 1
    assert len(visit.asked_for("workers/search")) == 1
    visit.page.keyboard.press("Tab")
    expect(visit.button("Close")).to_be_focused()
    visit.page.keyboard.press("Enter")
    expect(field).to_be_hidden()
    expect(visit.button("Search")).to_be_focused()
    visit.page.keyboard.press("Enter")
    expect(field).to_be_focused()
    visit.page.keyboard.press("Escape")
    expect(field).to_be_hidden()
    expect(visit.button("Search")).to_be_focused()
    assert len(visit.asked_for("search_index")) == 1, "it is asked for once"


def search_for(visit: Visit, text: str) -> Locator:
    """Type a query in place of the last one, and return the line that says how much was found for it."""
    box = visit.page.locator("#pb-search-query")
    box.fill("")
    box.press("Backspace")
    expect(visit.page.locator(".md-search-result__meta")).to_have_text(re.compile("start searching"))
    box.press_sequentially(text)
    found = visit.page.locator(".md-search-result__meta")
    expect(found).not_to_have_text(re.compile("start searching"))
    return found


def test_signs_are_no_orders_and_keywords_are_found(open_page: Open) -> None:
    """You type a word with a colon, a question, a word from a play's keywords, a digit: each finds what it is about."""
    visit = open_page("", viewport={"width": 1280, "height": 900})
    begin_search(visit)
    for text in (
        "BATNA:",
        "salary:",
        "-salary",
        "(salary)",
        "BATNA's",
        "what is a BATNA?",
        "boss",
        "landlord",
        "scared",
    ):
        expect(search_for(visit, text)).to_have_text(re.compile(r"[1-9]\d* matching"))
    for digit in "0123456789":
        expect(search_for(visit, digit)).to_have_text(re.compile("matching"))
    expect(search_for(visit, "landlord")).to_have_text(re.compile("matching"))
    expect(visit.page.locator(".md-search-result__article h1").first).to_have_text("Start when you see no alternative")
    assert visit.console == []


def test_guidance_stands_before_the_engines_insides(open_page: Open) -> None:
    """You search for a word that pages for authors and analysts hold more often: plays, worksheets and the glossary come first,
    and the sentences of the engine are not found at all."""
    visit = open_page("", viewport={"width": 1280, "height": 900})
    begin_search(visit)
    for text in ("chance", "rent", "package", "discount", "they said no"):
        expect(search_for(visit, text)).to_have_text(re.compile("[1-9]"))
        links = visit.page.locator(".md-search-result__item > a")
        expect(links.nth(1)).to_be_attached()
        found = [link.removeprefix(visit.root) for link in links.evaluate_all("(all) => all.map((one) => one.href)")]
        insides = [link.startswith(("reference/analyses/", "reference/runtime/")) for link in found]
        assert insides == sorted(insides), f"{text}: {found}"
        assert not any(link.startswith(("reference/words/", "reference/situations/")) for link in found), text


def test_colours_can_be_switched(open_page: Open) -> None:
    """You switch to dark colours and they stay so on the next page."""
    visit = open_page("", color_scheme="light", viewport={"width": 1280, "height": 900})
    visit.page.locator("[data-md-component=palette] label:not([hidden])").first.click()
    expect(visit.page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    visit.go("plays/")
    expect(visit.page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_page_that_is_not_there(open_page: Open) -> None:
    """A wrong address brings you to a page that says so and leads on."""
    visit = open_page("privacy/", clean=False, viewport={"width": 1280, "height": 900})
    response = visit.page.goto(visit.root + "no/such/page/")
    assert response is not None
    assert response.status == 404
    assert response.headers["cache-control"] != "public, max-age=31536000, immutable"
    expect(visit.page.locator("h1")).to_be_visible()
    visit.page.locator("header a").first.click()
    expect(visit.page.locator("h1")).to_be_visible()
