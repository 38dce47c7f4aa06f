"""After the talk, as somebody fills it in on a phone of 320 pixels: one answer, then the result beside limit and target."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.visit import Open

REVIEW = {
    "outcome": "agreed",
    "agreed": "56,500",
    "role": "receive",
    "amounts_are_for": "year",
    "reservation": "50,000",
    "target": "58,000",
    "serves_them": "no",
    "gave_early": "silence",
    "gave_what": "The later start",
    "next_if": "they go quiet",
    "next_then": "look at my card",
}


def test_one_answer_gives_a_first_result(open_page: Open) -> None:
    """You say that there is a deal, and get what to do with it, and what it could be set beside."""
    visit = open_page("worksheets/review/", viewport={"width": 320, "height": 720})
    visit.fill({"outcome": "agreed"})
    visit.make()
    expect(visit.result.locator("h2").first).to_have_text("You reached a deal.")
    expect(visit.result).to_contain_text("What you agreed on, in money")


def test_what_was_agreed_stands_on_the_line_and_in_the_other_worksheets(open_page: Open) -> None:
    """The line fits the phone, the line for next time reads as a sentence, and the target is known elsewhere."""
    visit = open_page("worksheets/review/", viewport={"width": 320, "height": 720})
    visit.fill(REVIEW)
    visit.make()
    expect(visit.result.locator("h2").first).to_have_text("Your deal lies between your limit and your target.")
    figure = visit.result.locator("figure svg.pb-line").first
    expect(figure).to_be_visible()
    expect(figure).to_contain_text("Agreed")
    assert visit.fits(figure)
    expect(visit.result).to_contain_text("Your line for next time: if they go quiet, then I look at my card.")
    visit.page.goto(visit.page.url.replace("worksheets/review/", "worksheets/quick/").partition("#")[0])
    expect(visit.form.locator("[name=target]")).to_have_value("58,000")
