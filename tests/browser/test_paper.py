"""Without scripts, and on paper."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.trial import ANSWERS
from tests.browser.visit import Open, Visit

LINES = "\n".join(f"Line {number} of what they may do" for number in range(30))
_CHROME = ".md-header, .md-sidebar, .md-footer, .md-top, .md-search, .md-tabs"


def to_paper(visit: Visit) -> None:
    """Show the page as it goes to the printer."""
    visit.page.emulate_media(media="print", color_scheme="light")
    visit.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")


def from_paper(visit: Visit) -> None:
    visit.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    visit.page.emulate_media(media="screen")


def test_page_reads_without_scripts(open_trial: Open) -> None:
    """With JavaScript off you read everything, see the whole form and a worked result, and no button promises in vain."""
    visit = open_trial(java_script_enabled=False)
    expect(visit.page.locator("noscript .pb-notice")).to_be_visible()
    expect(visit.field("offer_name")).to_be_visible()
    expect(visit.field("tries.1.try_name")).to_be_visible()
    example = visit.page.locator(".pb-example .pb-result")
    expect(example.locator(".pb-step").first).to_be_visible()
    expect(example.locator(".pb-now .pb-step")).to_have_count(3)
    assert example.locator(".pb-later li").count() >= 2
    expect(visit.page.locator(".pb-example input:enabled")).to_have_count(0)
    expect(visit.page.locator(".md-content button:visible")).to_have_count(0)
    visit.page.locator("summary", has_text="Costs, time and evidence").first.click()
    expect(visit.field("tries.0.notes")).to_be_visible()
    for path in ("", "learn/batna/", "plays/", "reference/glossary/", "privacy/"):
        visit.go(path)
        expect(visit.page.locator("h1")).to_be_visible()


def test_blank_form_prints_without_scripts(open_trial: Open) -> None:
    """With JavaScript off the form still prints, folded blocks and all, with room to write."""
    visit = open_trial(java_script_enabled=False, viewport={"width": 700, "height": 900})
    visit.page.emulate_media(media="print")
    expect(visit.field("tries.0.notes")).to_be_visible()
    assert (visit.field("tries.0.notes").bounding_box() or {})["height"] >= 60
    expect(visit.page.locator(_CHROME).locator("visible=true")).to_have_count(0)


def test_print_shows_all_answers_and_the_whole_result(open_trial: Open) -> None:
    """The print holds every answer in full and the whole checklist, without the site's menus, buttons or anything cut."""
    visit = open_trial(viewport={"width": 700, "height": 900})
    visit.fill({**ANSWERS, "their_plan": LINES})
    visit.make()
    visit.steps.first.locator("input").check()
    folded = visit.form.locator(".pb-group details:not([open])").count()
    assert folded
    to_paper(visit)
    expect(visit.page.locator(_CHROME).locator("visible=true")).to_have_count(0)
    expect(visit.page.locator(".md-content button:visible")).to_have_count(0)
    expect(visit.form.locator("details:not([open])")).to_have_count(0)
    for text in ("Line 0 of what they may do", "Line 29 of what they may do", "The pay range in the advert", "60%"):
        printed = visit.form.locator(".pb-printed", has_text=text).first
        expect(printed).to_be_visible()
    cut = visit.page.evaluate(
        """() => [...document.querySelectorAll(".pb-printed, .pb-result *, textarea")].filter((one) => one.checkVisibility()
             && getComputedStyle(one).overflowY !== "visible" && one.scrollHeight > one.clientHeight + 2)
             .map((one) => one.className + one.textContent.slice(0, 30))"""
    )
    assert cut == []
    assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for step in visit.steps.all():
        expect(step).to_be_visible()
    small = visit.page.evaluate(
        """() => [...document.querySelectorAll(".pb-result-region p, .pb-result-region li, .pb-printed")]
             .filter((one) => one.checkVisibility() && one.textContent.trim() && parseFloat(getComputedStyle(one).fontSize) < 14.6)
             .map((one) => one.className + one.textContent.slice(0, 30) + getComputedStyle(one).fontSize)"""
    )
    assert small == [], "11 points are 14.7 pixels"
    from_paper(visit)
    expect(visit.form.locator(".pb-printed")).to_have_count(0)
    expect(visit.form.locator(".pb-group details:not([open])")).to_have_count(folded)


def test_dark_screen_prints_on_white(open_trial: Open) -> None:
    """You read on a dark screen and print: dark words on white paper."""
    visit = open_trial(color_scheme="dark", viewport={"width": 700, "height": 900})
    visit.page.emulate_media(media="print")
    shades = visit.page.evaluate(
        """() => [document.body, ...document.querySelectorAll(".md-content p, .md-content label, .md-content legend")]
             .map((one) => [getComputedStyle(one).color, getComputedStyle(one).backgroundColor])"""
    )
    for words, ground in shades:
        assert sum(map(float, re.findall(r"[\d.]+", words)[:3])) < 384
        assert ground in ("rgba(0, 0, 0, 0)", "transparent") or sum(map(float, re.findall(r"[\d.]+", ground)[:3])) > 600


def test_pdf_fires_the_same_preparation(open_trial: Open) -> None:
    """Printing itself, not only our way of testing it, brings the full answers onto the paper."""
    visit = open_trial()
    visit.field("their_plan").fill(LINES)
    visit.page.evaluate(
        "window.addEventListener('beforeprint', () => { window.printed = document.querySelectorAll('.pb-printed').length; })"
    )
    assert len(visit.page.pdf(format="A4")) > 10_000
    assert visit.page.evaluate("window.printed") > 10
    expect(visit.form.locator(".pb-printed")).to_have_count(0)
