"""The range and its opening, as somebody fills it in on a phone of 320 pixels."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.visit import Open

RANGE = {
    "role": "receive",
    "amounts_are_for": "year",
    "reservation": "50,000",
    "target": "58,000",
    "comparables": [
        {"source": "Mara at Eastside", "got": "56,000"},
        {"source": "The posting", "got": "57,500"},
        {"source": "Jon", "got": "60,000"},
    ],
    "their_limit": {"low": "54,000", "likely": "58,000", "high": "62,000"},
    "first_number": "nobody",
}


def test_an_opening_is_drawn_said_and_counted_in_the_next_worksheet(open_page: Open) -> None:
    """You put down three comparables and a guess. One number comes first, the line fits the phone, and the limit is known elsewhere."""
    visit = open_page("worksheets/range/", viewport={"width": 320, "height": 720})
    visit.fill(RANGE)
    visit.make()
    expect(visit.result.locator("h2").first).to_have_text("Open at 59,000 a year.")
    figure = visit.result.locator("figure svg.pb-line").first
    expect(figure).to_be_visible()
    expect(figure).to_contain_text("Others got")
    expect(figure).to_contain_text("Their limit")
    assert visit.fits(figure)
    expect(visit.result).to_contain_text("Three steps are planned after that: 56,500, then 54,900, then 53,600.")
    visit.page.goto(visit.page.url.replace("worksheets/range/", "worksheets/quick/").partition("#")[0])
    expect(visit.form.locator("[name=target]")).to_have_value("58,000")
