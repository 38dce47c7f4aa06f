"""A play's page: both seats, lines to copy, and the way back to the checklist that led to it."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.browser.visit import Open, Visit

PLAY = "plays/batna/test-your-best-alternative/"
LESS, MORE = "#if-you-have-less-power-panel", "#if-you-have-more-power-panel"
FROM = {
    "play": "batna/test-your-best-alternative",
    "step": "argue-the-opposite",
    "number": 3,
    "of": 5,
    "name": "Pay rise at Northside",
    "page": "/worksheets/batna/",
    "words": {"best_alternative": "Join the clinic <b>across</b> town"},
}


def come_from(visit: Visit, kept: object) -> None:
    """Open the play as somebody whose tab remembers this."""
    visit.page.evaluate("(text) => sessionStorage.setItem('playbook-from', text)", json.dumps(kept))
    visit.go(PLAY)


def test_one_seat_at_a_time_by_mouse_and_by_keyboard(open_page: Open) -> None:
    """You look at one seat, then at the other; the keyboard goes round, and the panel that is not shown is not in its way."""
    visit = open_page(PLAY)
    less, more = (visit.page.get_by_role("tab", name=f"If you have {seat} power") for seat in ("less", "more"))
    expect(visit.page.locator(LESS)).to_be_visible()
    expect(visit.page.locator(MORE)).to_be_hidden()
    more.click()
    expect(visit.page.locator(MORE)).to_be_visible()
    expect(visit.page.locator(LESS)).to_be_hidden()
    for key, focused, shown in (
        ("ArrowRight", less, LESS),
        ("ArrowLeft", more, MORE),
        ("Home", less, LESS),
        ("End", more, MORE),
    ):
        visit.page.keyboard.press(key)
        expect(focused).to_be_focused()
        expect(visit.page.locator(shown)).to_be_visible()
    assert visit.page.get_by_role("tab", selected=True).count() == 1


@pytest.mark.parametrize("how", ["without script", "on paper"])
def test_both_seats_stand_there_without_script_and_on_paper(open_page: Open, how: str) -> None:
    """You have no scripts, or print the page: both seats stand one after the other with their headings, and nothing to press."""
    visit = open_page(PLAY, java_script_enabled=how != "without script")
    if how == "on paper":
        expect(visit.page.locator(MORE)).to_be_hidden()
        visit.page.emulate_media(media="print")
    for name in ("If you have less power", "If you have more power"):
        expect(visit.page.locator("h3", has_text=name)).to_be_visible()
    said = 2 * (3 + 2)  # in each seat a talk of three turns, and two settings in brief
    expect(visit.page.locator(".pb-tabs blockquote")).to_have_count(said)
    for number in range(said):
        expect(visit.page.locator(".pb-tabs blockquote").nth(number)).to_be_visible()
    expect(visit.page.locator(".pb-tab-list button:visible, .pb-tabs button:visible")).to_have_count(0)


def test_a_line_is_copied_without_its_quotation_marks(open_page: Open) -> None:
    """You copy a line to say, and the button says that it is done."""
    visit = open_page(PLAY, permissions=["clipboard-read", "clipboard-write"])
    line = visit.page.locator(f"{LESS} li").first
    button = line.get_by_role("button")
    expect(button).to_have_text("Copy")
    button.click()
    expect(button).to_have_text("Copied")
    said = visit.page.evaluate("navigator.clipboard.readText()")
    assert f"“{said}”" == line.locator("blockquote").text_content().strip()  # type: ignore[union-attr]


def test_a_play_shows_first_what_you_will_have(open_page: Open) -> None:
    """You see the thing itself, filled in, before anything about it; its Markdown is drawn, not shown."""
    visit = open_page(PLAY)
    filled = visit.page.locator("h1 + p + .pb-filled")
    expect(filled).to_be_visible()
    expect(filled.locator("p, li").first).to_be_visible()
    expect(filled).not_to_contain_text("**")


def test_what_they_say_is_not_for_you_to_copy(open_page: Open) -> None:
    """You see a talk in turns: beside your own words is a button, beside theirs none."""
    visit = open_page(PLAY)
    turns = visit.page.locator(f"{LESS} .pb-turns > li")
    expect(turns).to_have_count(3)
    expect(turns.nth(1)).to_contain_text("They:")
    for number, buttons in enumerate((1, 0, 1)):
        expect(turns.nth(number).get_by_role("button")).to_have_count(buttons)


def test_who_came_from_a_checklist_finds_the_way_back_and_their_own_words(open_page: Open) -> None:
    """You followed a step of your checklist: the page says so, marks the step, and shows your own words as text in it."""
    visit = open_page(PLAY)
    come_from(visit, FROM)
    bar = visit.page.locator(".pb-step-bar")
    expect(bar).to_contain_text("of your checklist, “Pay rise at Northside”")
    expect(visit.page.locator("#argue-the-opposite")).to_have_class("pb-step pb-here")
    own = visit.page.locator("#argue-the-opposite .pb-own")
    expect(own.first).to_have_text("Join the clinic <b>across</b> town")
    expect(visit.page.locator("#show-a-doubter .pb-own")).not_to_contain_text("clinic")
    bar.get_by_role("button", name="Back to step 3").click()
    visit.page.wait_for_url("**/worksheets/batna/")


def test_the_bar_at_the_foot_of_a_phone_covers_nothing(open_page: Open) -> None:
    """On a phone the way back stays under the thumb, and the last link of the page can be brought above it."""
    visit = open_page(PLAY, viewport={"width": 360, "height": 640})
    come_from(visit, FROM)
    visit.page.evaluate("scrollTo(0, document.body.scrollHeight)")
    bar = visit.page.locator(".pb-step-bar").bounding_box()
    last = visit.page.locator("footer a").last.bounding_box()
    assert bar is not None
    assert last is not None
    assert abs(bar["y"] + bar["height"] - 640) < 1
    assert last["y"] + last["height"] <= bar["y"]


@pytest.mark.parametrize(
    "kept",
    [None, {}, {**FROM, "play": "batna/other"}, {**FROM, "number": "x"}, "text", {**FROM, "words": 5, "step": 5}],
)
def test_what_says_nothing_about_this_play_changes_nothing(open_page: Open, kept: object) -> None:
    """Your tab remembers another play, or nothing that can be used: the page is as for everybody."""
    visit = open_page(PLAY)
    come_from(visit, kept)
    expect(visit.page.get_by_role("tab").first).to_be_visible()
    expect(visit.page.locator(".pb-step-bar, .pb-here")).to_have_count(0)
    assert visit.console == []
