"""The worksheet on questions, as somebody fills it in on a phone of 320 pixels."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.visit import Open

LISTED = {
    "facts": [
        {"what": "When the budget is set", "know": "open", "would_change": "yes", "kind": "number"},
        {"what": "What they want to be known for", "know": "believed", "would_change": "yes", "kind": "want"},
    ],
    "disclosures": [{"fact": "I need it by May", "sort": "need", "tell": "hold"}],
}


def test_questions_stand_in_their_order_and_what_is_kept_stands_apart(open_page: Open) -> None:
    """You list two things, the narrow one first. The result asks the wide one first, names the one that matters, and fits the phone."""
    visit = open_page("worksheets/questions/", viewport={"width": 320, "height": 720})
    visit.fill(LISTED)
    visit.make()
    expect(visit.result.locator("h2").first).to_have_text("2 answers would change your plan.")
    asked = visit.result.locator(".pb-listing ol > li")
    expect(asked).to_have_count(2)
    expect(asked.first).to_contain_text("What they want to be known for")
    expect(visit.result).to_contain_text("If there is time for one question, ask about “When the budget is set”.")
    kept = visit.result.locator("section.pb-part", has_text="Keep to yourself")
    expect(kept).to_contain_text("I need it by May")
    assert visit.fits(asked.first)
