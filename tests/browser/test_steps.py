"""A worksheet asked question by question: its screens, their history, and what is said of mistakes."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from playbook_site.server import Change
from tests.browser.steps import (
    PHONE,
    at,
    begin,
    go_on,
    heading,
)
from tests.browser.visit import Open, Serve, Visit


def test_one_screen_at_a_time(steps: Visit) -> None:
    """You see one group of questions and nothing of the others; the first question stands on the first screen of a phone."""
    assert heading(steps) == "The pitch on offer"
    expect(steps.page.locator(".pb-group:visible")).to_have_count(1)
    assert steps.form.locator("[name=way]").first.bounding_box()["y"] < PHONE["height"]  # type: ignore[index]
    expect(steps.page.locator(".pb-progress-line")).to_have_text("Question 1 of 3")
    expect(steps.page).to_have_title(re.compile(r"^Question 1 of 3: The pitch on offer - "))
    expect(steps.button("Back")).to_be_hidden()
    expect(steps.button("Make my checklist")).to_be_hidden()
    assert steps.page.url.endswith("/worksheets/trial/")


def test_continue_brings_the_next_and_its_heading_the_focus(steps: Visit) -> None:
    """Continue leads on, to an entry of the history whose address holds a number and nothing that you said."""
    steps.field("offer_name").fill("Secret name")
    go_on(steps, "What else you could try")
    assert steps.page.url.endswith("/worksheets/trial/#q-2")
    assert steps.page.evaluate("scrollY") == 0
    go_on(steps, "How strong do you feel?")
    assert steps.page.url.endswith("#q-3")
    expect(steps.page).to_have_title(re.compile(r"^Question 3 of 3: How strong do you feel\? - "))
    for _ in range(2):
        assert "Secret" not in steps.page.url + steps.page.title()
        steps.page.go_back()


def test_back_and_forward_bring_a_screen_as_it_was(steps: Visit) -> None:
    """Back, by the page's button or the browser's, shows the last screen as you left it, and Forward the next one."""
    steps.field("offer_name").fill("The raise")
    go_on(steps, "What else you could try")
    go_on(steps, "How strong do you feel?")
    steps.button("Back").click()
    at(steps, "What else you could try")
    steps.page.go_back()
    at(steps, "The pitch on offer")
    expect(steps.field("offer_name")).to_have_value("The raise")
    steps.page.go_forward()
    at(steps, "What else you could try")
    steps.page.go_forward()
    at(steps, "How strong do you feel?")


def test_a_reload_stays_on_the_screen(steps: Visit) -> None:
    """You reload: the same screen, the same answers; and Back still leads to the one before."""
    steps.field("offer_name").fill("The raise")
    go_on(steps, "What else you could try")
    steps.reload()
    expect(steps.page.locator("h1:visible")).to_have_text("What else you could try")
    steps.button("Back").click()
    at(steps, "The pitch on offer")
    expect(steps.field("offer_name")).to_have_value("The raise")


def test_a_link_to_a_later_screen_has_a_way_back(open_trial: Open) -> None:
    """You open the address of the third screen: it is shown, and Back leads to the second. An address that names no screen
    shows the first one."""
    visit = open_trial("worksheets/trial/#q-3", whole=False)
    expect(visit.page.locator("h1:visible")).to_have_text("How strong do you feel?")
    visit.button("Back").click()
    at(visit, "What else you could try")
    other = open_trial("worksheets/trial/#q-77", whole=False)
    expect(other.page.locator("h1:visible")).to_have_text("The pitch on offer")
    result = open_trial("worksheets/trial/#result", whole=False)
    expect(result.page.locator("h1:visible")).to_have_text("The pitch on offer")


def test_who_comes_back_goes_on_where_they_were(steps: Visit) -> None:
    """You leave and come back by the menu: the page goes on behind your last answer."""
    steps.field("offer_name").fill("The raise")
    go_on(steps, "What else you could try")
    steps.go("plays/")
    steps.go("worksheets/trial/")
    expect(steps.page.locator("h1:visible")).to_have_text("What else you could try")
    steps.field("tries.0.try_name").fill("Join the clinic")
    steps.go("plays/")
    steps.go("worksheets/trial/")
    expect(steps.page.locator("h1:visible")).to_have_text("How strong do you feel?")


def test_enter_continues(steps: Visit) -> None:
    """Enter in a field does what Continue does, and in a long text it makes a new line."""
    steps.field("offer_name").fill("The raise")
    steps.field("offer_name").press("Enter")
    at(steps, "What else you could try")
    steps.page.goto(steps.page.url.replace("#q-2", "#q-5"))
    steps.field("their_plan").fill("one")
    steps.field("their_plan").press("Enter")
    steps.field("their_plan").press_sequentially("two")
    expect(steps.field("their_plan")).to_have_value("one\ntwo")


def test_errors_are_looked_for_on_continue(steps: Visit) -> None:
    """Nothing is found fault with while you type; Continue brings you to a list above the heading, each entry to its field with
    the same words; mended, you go on, and what you typed is never lost."""
    steps.start_engine()
    steps.field("offer_takings.likely").fill("lots")
    steps.field("hope").fill("1.234")
    steps.field("hope").blur()
    expect(steps.page.locator(".pb-error:visible")).to_have_count(0)
    steps.button("Continue").click()
    box = steps.page.locator(".pb-errors")
    expect(box).to_be_focused()
    expect(box.get_by_role("heading")).to_have_text("There is a problem")
    expect(steps.page).to_have_title(re.compile(r"^Error: Question 1 of 3"))
    first = box.get_by_role("link").first
    words = first.inner_text()
    assert box.bounding_box()["y"] < steps.page.locator("h1:visible").bounding_box()["y"]  # type: ignore[index]
    first.click()
    expect(steps.field("offer_takings.likely")).to_be_focused()
    expect(steps.page.locator("#q-offer_takings-likely-error")).to_have_text(f"Error: {words}")
    expect(steps.field("offer_takings.likely")).to_have_value("lots")
    steps.field("offer_takings.likely").fill("52,000")
    steps.page.locator(".pb-choices button").first.click()
    expect(steps.page.locator(".pb-errors")).to_have_count(0)
    go_on(steps, "What else you could try")
    expect(steps.page).not_to_have_title(re.compile("Error"))


#: Presses a button, and again as soon as it is told what is wrong: a mouse's second press may fall beside it, for it has moved.
_TWICE = """async (one) => {
  one.click();
  while (!document.querySelector(".pb-errors")) await new Promise(requestAnimationFrame);
  one.click();
}"""


def test_a_second_continue_leaves_a_fault_for_later(steps: Visit) -> None:
    """Who cannot put an answer right goes on with a second press, which a double click is not. A text that is wrong anew is shown first.
    What was left stands above the answers to check."""
    steps.start_engine()
    steps.field("hope").fill("lots")
    steps.button("Continue").evaluate(_TWICE)
    box = steps.page.locator(".pb-errors")
    expect(box).to_be_focused()
    expect(box).to_contain_text("press Continue once more")
    steps.field("hope").fill("many")
    steps.button("Continue").click()
    expect(box).to_be_focused()
    steps.page.wait_for_timeout(1000)
    go_on(steps, "What else you could try")
    expect(box).to_have_count(0)
    expect(steps.page).not_to_have_title(re.compile("Error"))
    go_on(steps, "How strong do you feel?")
    steps.button("Continue").click()
    expect(steps.page.locator("h1:visible")).to_have_text("Check your answers")
    expect(box).to_be_focused()
    expect(box.get_by_role("link")).to_have_count(1)
    expect(box).not_to_contain_text("press Continue once more")
    box.get_by_role("link").click()
    expect(steps.field("hope")).to_have_value("many")


def test_a_fault_elsewhere_does_not_hold_you(steps: Visit) -> None:
    """What is wrong on another screen is said there and at the end, and Continue leads on from this one."""
    steps.field("hope").fill("lots")
    steps.page.goto(steps.page.url + "#q-3")
    expect(steps.page.locator("h1:visible")).to_have_text("How strong do you feel?")
    steps.start_engine()
    steps.button("Continue").click()
    expect(steps.page.locator("h1:visible")).to_have_text("Check your answers")
    expect(steps.page.locator(".pb-errors a")).to_have_count(1)
    expect(steps.page.locator(".pb-errors")).to_be_focused()
    steps.page.locator(".pb-errors a").click()
    expect(steps.field("hope")).to_be_focused()
    expect(steps.page.locator("h1:visible")).to_have_text("The pitch on offer")
    steps.field("hope").fill("58,000")
    go_on(steps, "Check your answers")
    expect(steps.page.locator(".pb-errors")).to_have_count(0)


def test_nobody_waits_for_the_engine(serve_trial: Serve, open_trial: Open) -> None:
    """The part that does the sums is slow to come: you go on, and what it finds stands above the answers to check."""
    slow = serve_trial(lambda path: Change(delay=4) if "/assets/runtime/" in path else None)
    visit = begin(open_trial, at=slow.url)
    visit.field("hope").fill("lots")
    go_on(visit, "What else you could try")
    go_on(visit, "How strong do you feel?")
    go_on(visit, "Check your answers")
    expect(visit.page.locator(".pb-errors")).to_have_count(0)
    expect(visit.page.locator(".pb-errors a")).to_have_count(1)
    expect(visit.page.locator("h1:visible")).to_be_focused()
