"""The map of needs, as somebody fills it in on a phone of 320 pixels."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.visit import Open

NEEDS = {
    "ties": [
        {"need": "A name on our list", "direction": "me", "how_much": "some", "elsewhere": "hardly"},
        {"need": "Rotas that fit the law", "direction": "them", "how_much": "vital", "elsewhere": "hardly"},
    ],
    "felt_power": "weak",
}


def test_a_map_is_drawn_said_and_counted_in_the_next_worksheet(open_page: Open) -> None:
    """You map two needs and feel weak. The map says who needs whom more, fits the phone, and is known on the page of your plan."""
    visit = open_page("worksheets/power/", viewport={"width": 320, "height": 720})
    visit.fill(NEEDS)
    visit.make()
    expect(visit.result.locator("h2").first).to_have_text("They need you more, by your map.")
    figure = visit.result.locator("figure svg.pb-line-plane")
    expect(figure).to_be_visible()
    expect(figure).to_have_attribute("aria-label", "You need them 4 of 10. They need you 8 of 10.")
    assert visit.fits(figure)
    expect(visit.result).to_contain_text("You feel weaker than your map shows.")
    expect(visit.result).to_contain_text("If “A name on our list” mattered a step more to you")
    visit.page.goto(visit.page.url.replace("worksheets/power/", "worksheets/batna/").partition("#")[0])
    expect(visit.form.locator("[name=felt_power][value=weak]")).to_be_checked()
