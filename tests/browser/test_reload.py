"""A worksheet that is loaded again, or left and come back to: your answers, ticks, checklist and place are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from playbook_site.server import Change
from tests.browser.kept import put
from tests.browser.trial import SHORT
from tests.browser.visit import Open, Serve, Visit


def test_a_reload_brings_the_checklist_back(made: Visit) -> None:
    """Your phone drops the page, or you reload it: the checklist stands there again without a touch, and takes no focus."""
    before = made.result.inner_text()
    made.reload()
    expect(made.result.locator(".pb-step").first).to_be_visible()
    assert made.result.inner_text() == before
    assert not made.page.evaluate("document.activeElement.closest('.pb-result-region')")
    expect(made.page.locator("script[src*='javascripts/bundle']")).to_have_count(1)  # the theme came after it
    made.button("Delete my answers").click()
    made.until_deleted()
    made.reload()
    made.page.wait_for_load_state("networkidle")
    expect(made.result).to_be_hidden()
    expect(made.status).to_have_text("")


@pytest.mark.parametrize("width", [360, 1280])
def test_a_reload_leaves_you_where_you_were(made: Visit, width: int) -> None:
    """You were reading a step of your checklist: after a reload the same step stands in the same place, not the worked
    example with its own checklist. A link to the page still brings you to its beginning."""
    made.page.set_viewport_size({"width": width, "height": 700})
    made.page.evaluate(
        "document.querySelectorAll('.pb-result-region .pb-step')[2].scrollIntoView({block: 'center', behavior: 'instant'})"
    )
    top = "document.querySelectorAll('.pb-result-region .pb-step')[2].getBoundingClientRect().top"
    before = made.page.evaluate(top)
    made.reload()
    expect(made.result.locator(".pb-step").first).to_be_visible()
    made.come_to_rest()  # the browser has put the page where it thinks right
    assert abs(made.page.evaluate(top) - before) < 3
    made.go("plays/")
    made.go("worksheets/trial/")
    expect(made.result.locator(".pb-step").first).to_be_visible()
    made.come_to_rest()
    assert made.page.evaluate("scrollY") < 5


@pytest.mark.parametrize("before", ["<button", "</body>"])
def test_a_page_that_is_still_coming(trial_site: Path, serve_trial: Serve, open_trial: Open, before: str) -> None:
    """You come back on a line that stops in the middle of the worked example: your checklist stands there before the page is
    whole, and once it is, the example can be loaded."""
    html = (trial_site / "worksheets" / "trial" / "index.html").read_bytes()
    cut = html.index(before.encode(), html.index(b"pb-example-load"))
    page = Change(body=html, pause_after=cut, pause=300)
    held = [False]
    visit = open_trial(
        "privacy/", at=serve_trial(lambda path: page if held[0] and path == "/worksheets/trial/" else None).url
    )
    put(visit.page, {"trial": SHORT}, made=("trial",))
    held[0] = True
    visit.page.goto(visit.root + "worksheets/trial/#all", wait_until="commit")
    expect(visit.result).to_contain_text("Join the clinic")
    assert visit.page.evaluate("document.readyState") == "loading"
    page.release.set()
    visit.page.wait_for_load_state()
    visit.button("Load this example").first.click()
    expect(visit.page.locator(".pb-example-notice")).to_be_visible()


def test_the_theme_comes_though_the_checklist_does_not(serve_trial: Serve, open_trial: Open) -> None:
    """You come back and the engine cannot be had: the menu and the search work all the same."""
    broken = [False]
    server = serve_trial(lambda path: Change(status=503) if broken[0] and "/assets/runtime/" in path else None)
    visit = open_trial(at=server.url, clean=False)
    put(visit.page, {"trial": {"offer_name": "x"}}, made=("trial",))
    broken[0] = True
    visit.reload()
    expect(visit.status).to_contain_text("Your answers are still here.")
    expect(visit.page.locator("script[src*='javascripts/bundle']")).to_have_count(1)


def test_ticks_outlive_an_update_and_a_reload(made: Visit) -> None:
    """The steps you have ticked stay ticked when the checklist changes and when you come back."""
    box = made.steps.nth(1).locator("input")
    name = box.get_attribute("data-step")
    box.check()
    expect(made.result).to_contain_text(re.compile(r"1 of \d+ steps done"))
    made.field("offer_name").fill("Stay for another year")
    expect(made.result).to_contain_text("Stay for another year")
    again = made.result.locator(f'[data-step="{name}"]')
    expect(again).to_be_checked()
    made.reload()
    made.make()
    expect(again).to_be_checked()
    expect(made.result.locator("input:checked")).to_have_count(1)


def test_reload_restores_your_answers(made: Visit) -> None:
    """You reload, go to another page and come back: every answer stands where you left it."""
    before = made.values()
    assert before["tries.0.odds"] == "60%"
    made.reload()
    assert made.values() == before
    expect(made.page.locator(".pb-kept")).to_contain_text("are back")
    made.go("learn/batna/")
    made.page.go_back()
    expect(made.page.locator("html.pb-ready")).to_be_visible()
    assert made.values() == before
    made.page.go_forward()
    made.page.go_back()
    expect(made.page.locator("html.pb-ready")).to_be_visible()
    assert made.values() == before


def test_leaving_at_once_keeps_the_last_key(open_trial: Open) -> None:
    """You type a name and leave in the same moment: it is still kept."""
    visit = open_trial()
    visit.field("offer_name").fill("Typed in haste")
    visit.reload()
    expect(visit.field("offer_name")).to_have_value("Typed in haste")
