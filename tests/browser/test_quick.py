"""The five-minute worksheet as somebody in danger meets it, and what of a plan is seen by others in the room."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.visit import Open, Visit
from tests.people import NURSE, Answers

HELP = "plays/ethics/stop-and-get-help/"


def shown(open_page: Open, answers: Answers, view: str) -> Visit:
    """Fill in the worksheet on a phone, make the result, and come to one of its views."""
    visit = open_page("worksheets/quick/", viewport={"width": 390, "height": 844})
    visit.fill(answers)
    if answers.get("safe") == "no":
        visit.make_not_safe()
    else:
        visit.make()
    visit.page.goto(f"{visit.page.url.partition('#')[0]}#{view}")
    visit.reload()
    return visit


@pytest.mark.parametrize("answer", ["no", "unsure"])
def test_who_is_not_safe_is_led_to_help_at_once(open_page: Open, answer: str) -> None:
    """You say that talking could harm you, or that you are not sure: Continue leads to help, without Python, and Back to the question."""
    visit = open_page("worksheets/quick/#case=pay", viewport={"width": 390, "height": 844})
    visit.page.wait_for_selector("html.pb-ready")
    visit.form.locator(f"[name=safe][value={answer}]").check()
    visit.button("Continue").click()
    visit.page.wait_for_url(f"**/{HELP}")
    expect(visit.page.locator("h1")).to_contain_text("Stop and get help")
    visit.page.go_back()
    expect(visit.form.locator(f"[name=safe][value={answer}]")).to_be_checked()


def test_a_result_for_who_is_not_safe_offers_nothing_for_a_talk(open_page: Open) -> None:
    """You change your mind about being safe: the result is to stop and get help, with nothing to sharpen or to take into a room."""
    visit = shown(open_page, {**NURSE, "safe": "no"}, "result")
    expect(visit.result.locator(".pb-step").first).to_be_visible()
    expect(visit.page.locator(".pb-sharper:visible")).to_have_count(0)
    expect(visit.page.get_by_role("button", name="In the room")).to_be_hidden()
    expect(visit.page.get_by_role("button", name="Print card")).to_be_hidden()


def test_the_room_holds_no_number_of_your_own(open_page: Open) -> None:
    """Others see your phone: the lines to say stand large; your limit is nowhere until you touch its button, and then only there."""
    visit = shown(open_page, NURSE, "room")
    room = visit.page.locator(".pb-room")
    expect(room.locator("blockquote").first).to_be_visible()
    expect(room.locator("input[type=checkbox]").first).to_be_visible()
    assert "50,000" not in room.inner_text()
    hold = room.locator(".pb-room-limit")
    hold.hover()
    visit.page.mouse.down()
    expect(hold).to_have_text("50,000")
    visit.page.mouse.up()
    assert "50,000" not in room.inner_text()


def test_back_to_a_step_lands_on_it(open_page: Open) -> None:
    """You follow a step to its play and press the way back: the step has the focus and stands in the window."""
    visit = shown(open_page, NURSE, "result")
    expect(visit.page.get_by_role("button", name="Print card")).to_be_visible()
    step = visit.result.locator(".pb-now .pb-step").nth(2)
    step.get_by_role("link", name="How to").click()
    visit.page.get_by_role("button", name="Back to step 3").click()
    expect(step.locator("[data-step]")).to_be_focused()
    expect(step).to_be_in_viewport()
