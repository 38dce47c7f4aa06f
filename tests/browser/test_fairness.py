"""A plan put to four tests, as somebody fills it in on a phone of 320 pixels."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.visit import Open

PLAN = {
    "tactics": [{"plan": "Say that another buyer comes tonight", "true_words": "no"}],
    "squeeze_gain": "6,000",
    "meet_again": "yes",
    "next_deals": "20,000",
}


def test_what_is_to_be_left_out_is_said_first_and_the_squeeze_is_drawn(open_page: Open) -> None:
    """You plan words that are not true. The first line says not to, the picture fits the phone, and another page knows it."""
    visit = open_page("worksheets/fairness/", viewport={"width": 320, "height": 720})
    visit.fill(PLAN)
    visit.make()
    expect(visit.result.locator("h2").first).to_have_text("Do not do this.")
    expect(visit.result).to_contain_text("You said that “Say that another buyer comes tonight” is not all true.")
    figure = visit.result.locator("figure svg.pb-line")
    expect(figure).to_be_visible()
    expect(figure).to_have_attribute(
        "aria-label", "Pressing would bring 6,000 today. At least 20,000 is at stake later."
    )
    assert visit.fits(figure)
    expect(visit.result.locator(".pb-steps").first).to_contain_text("another buyer")
    visit.page.goto(visit.page.url.replace("worksheets/fairness/", "worksheets/quick/").partition("#")[0])
    expect(visit.form).to_be_visible()
