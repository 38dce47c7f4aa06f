"""The list of those who could act together, as somebody fills it in on a phone of 320 pixels."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.visit import Open

BAKERIES = {
    "seat": "organise",
    "others": [
        {"name": "The bakery at the bridge", "same_interest": "yes", "joined": "in", "weight": "25"},
        {"name": "Oven and Son", "same_interest": "partly", "joined": "open", "weight": "30"},
    ],
    "allowed": "yes",
    "needed": "60",
    "my_weight": "20",
}


def test_weights_are_drawn_and_the_next_one_to_ask_is_named(open_page: Open) -> None:
    """You list two bakeries and how much each buys. The page says how much is missing and with whom it is enough, and the bars fit."""
    visit = open_page("worksheets/coalition/", viewport={"width": 320, "height": 720})
    visit.fill(BAKERIES)
    visit.make()
    expect(visit.result.locator("h2").first).to_have_text("You are 15 short of what is needed.")
    figure = visit.result.locator("figure svg.pb-line-rows")
    expect(figure).to_be_visible()
    expect(figure).to_have_attribute(
        "aria-label", "You reach 45 so far, with 60 needed. With Oven and Son it would be enough."
    )
    assert visit.fits(figure)
    expect(visit.result).to_contain_text("Whom to ask")
    expect(visit.result).to_contain_text("With them it is enough.")


def test_a_group_that_may_not_act_together_is_worked_out_no_further(open_page: Open) -> None:
    """You say that you may not act together. The page names nobody to ask."""
    visit = open_page("worksheets/coalition/", viewport={"width": 320, "height": 720})
    visit.fill({**BAKERIES, "allowed": "no"})
    visit.make()
    expect(visit.result.locator("h2").first).to_have_text("You said that you may not act together.")
    expect(visit.result).not_to_contain_text("Whom to ask")
    expect(visit.result.locator("figure")).to_have_count(0)
