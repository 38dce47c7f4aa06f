"""Every page of the site: one origin, no failed request, a clean console; and the search."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.browser.visit import ENGINE, Open, Visit


def addresses(site: Path) -> list[str]:
    """Return the paths of all pages in the sitemap."""
    found = re.findall(r"<loc>[^<]*?://[^/<]+/([^<]*)</loc>", (site / "sitemap.xml").read_text(encoding="utf-8"))
    return found or [path.relative_to(site).parent.as_posix() + "/" for path in site.rglob("index.html")]


def test_whole_visit(site: Path, open_page: Open) -> None:
    """You open every page of the site: nothing is asked of anyone else, nothing fails, the console stays empty, and no page
    that is only read loads one of our scripts."""
    visit = open_page("")
    pages = addresses(site)
    assert len(pages) >= 20
    faults = []
    for path in pages:
        visit.go(path)
        if not visit.page.locator("h1").first.is_visible():
            faults.append(f"{path}: no heading can be seen")
        scripts = visit.page.locator("script[src*='/assets/js/'], script[src*='assets/js/']").count()
        if scripts != visit.form.count():
            faults.append(f"{path}: {scripts} scripts of ours with {visit.form.count()} worksheets")
    assert not faults, "\n".join(faults)
    visit.page.wait_for_load_state("networkidle")
    assert visit.asked_for(*ENGINE) == []
    assert visit.console == []


def test_search_finds_a_play(open_page: Open) -> None:
    """You search for a word, follow a result and arrive at the place that holds it."""
    visit = open_page("", viewport={"width": 1280, "height": 900})
    visit.page.get_by_role("textbox", name="Search").click()
    visit.page.keyboard.type("walk away")
    result = visit.page.locator(".md-search-result__link").first
    expect(result).to_be_visible()
    result.click()
    expect(visit.page.locator("h1")).to_be_visible()
    assert visit.page.url != visit.root


def search_for(visit: Visit, text: str) -> Locator:
    """Type a query in place of the last one, and return the line that says how much was found for it."""
    box = visit.page.get_by_role("textbox", name="Search")
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
    visit.page.get_by_role("textbox", name="Search").click()
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
