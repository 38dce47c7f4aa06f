"""A worksheet asked question by question: all on one page, narrow, by keyboard, on paper, and without its script."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from playbook_site.server import Change
from tests.browser import trial
from tests.browser.steps import (
    at,
    at_result,
    begin,
    go_on,
    heading,
    make,
)
from tests.browser.visit import Open, Serve, Visit


def test_all_on_one_page_is_remembered_for_the_tab(steps: Visit) -> None:
    """You prefer the whole form: it stays so when you come back, until you ask for one question at a time."""
    steps.field("offer_name").fill("The raise")
    steps.button("See all questions on one page").click()
    expect(steps.page.locator(".pb-group:visible")).to_have_count(5)
    expect(steps.field("offer_name")).to_have_value("The raise")
    assert heading(steps) == "A make-believe trial"
    steps.go("plays/")
    steps.go("worksheets/trial/")
    expect(steps.page.locator(".pb-group:visible")).to_have_count(5)
    steps.page.go_back()
    steps.page.go_forward()
    expect(steps.page.locator(".pb-group:visible")).to_have_count(5)
    steps.button("Ask me one question at a time").click()
    at(steps, "What else you could try")
    steps.go("plays/")
    steps.go("worksheets/trial/")
    expect(steps.page.locator(".pb-group:visible")).to_have_count(1)


def test_an_address_of_a_result_that_nobody_made_shows_the_questions(steps: Visit) -> None:
    """You have the whole form, and type the address of the result or follow a link to it: the form stays, and says so."""
    steps.button("See all questions on one page").click()
    expect(steps.page.locator(".pb-group:visible")).to_have_count(5)
    for named in ("#result", "#card"):
        steps.page.evaluate("(named) => { location.hash = named; }", named)
        steps.page.wait_for_url("**/*#all")
        expect(steps.page.locator(".pb-group:visible")).to_have_count(5)
        expect(steps.button("Make my checklist")).to_be_visible()


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_no_screen_is_wider_than_the_window(open_trial: Open, width: int) -> None:
    """At 320 pixels and above nothing has to be moved sideways: questions, errors, rows, answers, result."""
    visit = begin(open_trial, viewport={"width": width, "height": 640})
    long = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle" * 2
    faults = [wide(visit.page)]
    visit.start_engine()
    visit.field("offer_takings.likely").fill("lots")
    visit.button("Continue").click()
    expect(visit.page.locator(".pb-errors")).to_be_focused()
    faults.append(wide(visit.page))
    visit.field("offer_takings.likely").fill("52,000")
    visit.field("offer_name").fill(long)
    go_on(visit, "What else you could try")
    visit.field("tries.0.try_name").fill(long)
    visit.field("tries.0.takings.likely").fill("999,999,999,999")
    faults.append(wide(visit.page))
    visit.button("Keep this one").click()
    faults.append(wide(visit.page))
    go_on(visit, "How strong do you feel?")
    go_on(visit, "Check your answers")
    faults.append(wide(visit.page))
    make(visit)
    faults.append(wide(visit.page))
    assert [fault for fault in faults if fault > 0] == []


def wide(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    found: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found


def tabs(page: Page, most: int) -> Iterator[dict[str, str]]:
    """Press Tab again and again, and say where the focus is."""
    for _ in range(most):
        page.keyboard.press("Tab")
        yield page.evaluate(
            "(({ name, localName, textContent }) => ({ name: name ?? '', tag: localName, text: textContent.trim() }))(document.activeElement)"
        )


def press(page: Page, words: str) -> None:
    """Go to a button by Tab alone and press it by Enter."""
    assert any(one["text"] == words for one in tabs(page, 60)), words
    page.keyboard.press("Enter")


def test_the_whole_way_by_keyboard(open_trial: Open) -> None:
    """With a keyboard alone: at most ten presses of Tab to the first field, then from question to question, to the answers, to the
    result, and a step is ticked."""
    visit = begin(open_trial, viewport={"width": 1280, "height": 800})
    page = visit.page
    assert next(tabs(page, 1))["text"] == "Skip to content"
    page.keyboard.press("Enter")
    assert any(one["name"] for one in tabs(page, 10))
    page.keyboard.press("Space")
    assert any(one["name"] == "offer_name" for one in tabs(page, 10))
    page.keyboard.type("The raise")
    page.keyboard.press("Enter")
    at(visit, "What else you could try")
    assert any(one["name"] == "tries.0.try_name" for one in tabs(page, 10))
    page.keyboard.type("Join the clinic")
    press(page, "Keep this one")
    press(page, "Continue")
    at(visit, "How strong do you feel?")
    press(page, "I do not know")
    at(visit, "Check your answers")
    press(page, "See where you stand")
    at_result(visit)
    assert any(one["tag"] == "input" for one in tabs(page, 30))
    page.keyboard.press("Space")
    expect(visit.result.locator("input:checked")).to_have_count(1)


def test_paper_and_pages_without_scripts_have_the_whole_form(open_trial: Open) -> None:
    """Printed from any screen, and where scripts are off, the worksheet is the whole form, and nothing that belongs to one screen."""
    visit = begin(open_trial)
    visit.page.emulate_media(media="print")
    for place in (
        "#q-offer_name",
        "#q-tries-0-notes",
        "#q-their_plan",
        "[data-path=left_over], [data-path='tries.0.left_over']",
    ):
        expect(visit.page.locator(place).first).to_be_attached()
    expect(visit.page.locator(".pb-group:visible")).to_have_count(5)
    expect(visit.page.locator(".pb-go:visible, .pb-ask-so-far:visible, .pb-check:visible")).to_have_count(0)
    plain = open_trial(java_script_enabled=False)
    expect(plain.page.locator(".pb-group:visible")).to_have_count(5)
    expect(
        plain.page.locator(".pb-go:visible, .pb-ask-so-far:visible, .pb-check:visible, .pb-progress-line:visible")
    ).to_have_count(0)


def test_the_form_stands_there_whole_when_its_script_does_not_come(serve_trial: Serve, open_trial: Open) -> None:
    """The page's script cannot be had: all questions are there to be read and printed, not the first one alone."""
    server = serve_trial(lambda path: Change(status=503) if path.endswith("/worksheet.mjs") else None)
    visit = open_trial("privacy/", at=server.url, clean=False)
    visit.page.goto(visit.root + trial.PAGE)
    expect(visit.page.locator(".pb-group:visible")).to_have_count(5)


def test_progress_is_not_read_out_as_you_type(steps: Visit) -> None:
    """A screen reader hears the heading of a new screen and what the engine says; it is not told of the count at every key."""
    assert steps.page.locator(".pb-progress-line[role], .pb-progress-line[aria-live]").count() == 0
    assert steps.page.locator(".pb-progress-line svg").get_attribute("aria-hidden") == "true"
