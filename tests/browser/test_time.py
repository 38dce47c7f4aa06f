"""Wait or take, as somebody fills it in on a phone of 320 pixels with an offer that ends in two days."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.visit import Open

OFFER = {
    "role": "receive",
    "amounts_are_for": "year",
    "offer": "54,000",
    "expires": "in 2 days",
    "later_offer": "60,000",
    "later_wait": "3 weeks",
    "reservation": "50,000",
    "my_week": "200",
}


def test_the_chance_at_which_it_turns_is_said_drawn_and_known_elsewhere(open_page: Open) -> None:
    """You put down two offers and a wait. The chance comes first, the days fit the phone, and the offer is known elsewhere."""
    visit = open_page("worksheets/time/", viewport={"width": 320, "height": 720})
    visit.fill(OFFER)
    visit.make()
    expect(visit.result.locator("h2").first).to_have_text("Waiting pays only above a chance of 46 percent.")
    figure = visit.result.locator("figure svg.pb-line").filter(has_text="Offer ends").first
    expect(figure).to_be_visible()
    expect(figure).to_contain_text("Today")
    assert visit.fits(figure)
    expect(visit.result).to_contain_text("What you would wait for comes 19 days after that.")
    expect(visit.result).to_contain_text("waiting would pay from a chance of 10 percent on")
    visit.page.goto(visit.page.url.replace("worksheets/time/", "worksheets/quick/").partition("#")[0])
    expect(visit.form.locator("[name=offer]")).to_have_value("54,000")
