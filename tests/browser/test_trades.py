"""Issues and points, as somebody fills them in on a phone of 320 pixels."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.visit import Open

ISSUES = {
    "issues": [
        {"issue": "Rent", "your_points": "70", "their_points": "40", "direction": "opposed", "my_plan": "middle"},
        {"issue": "How long the lease runs", "your_points": "30", "their_points": "60", "direction": "opposed", "my_plan": "middle"},
    ],
}  # fmt: skip


def test_a_trade_is_drawn_said_and_among_the_first_steps(open_page: Open) -> None:
    """You share out points for two issues and plan halfway. The page says what is better for both, and the picture fits the phone."""
    visit = open_page("worksheets/trades/", viewport={"width": 320, "height": 720})
    visit.fill(ISSUES)
    visit.make()
    expect(visit.result.locator("h2").first).to_have_text("Your plan is worse for both of you than another one.")
    figure = visit.result.locator("figure svg.pb-line-plane")
    expect(figure).to_be_visible()
    assert visit.fits(figure)
    expect(figure.locator("text", has_text="Better")).to_be_visible()
    expect(visit.result).to_contain_text("“Rent” your way and “How long the lease runs” their way")
    expect(visit.result.locator(".pb-steps").first).to_contain_text("Rent")
    visit.page.goto(visit.page.url.replace("worksheets/trades/", "worksheets/quick/").partition("#")[0])
    expect(visit.form).to_be_visible()
