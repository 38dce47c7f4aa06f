"""The list of all plays, made shorter by what one has: time, a seat, a topic."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.visit import Open

PHONE = {"width": 360, "height": 800}


def test_only_the_plays_that_fit_are_left(open_page: Open) -> None:
    """You have ten minutes and little power: the page says how many plays fit, and shows these and no others."""
    visit = open_page("plays/", viewport=PHONE)
    rows = visit.page.locator(".pb-row:has([data-minutes])")
    whole = rows.count()
    visit.page.get_by_label("Time you have").select_option("10")
    visit.page.get_by_label("Your seat").select_option("weaker")
    seen = visit.page.locator(".pb-row:visible:has([data-minutes])")
    count = seen.count()
    assert 0 < count < whole
    expect(visit.page.locator(".pb-choose [role=status]")).to_have_text(f"{count} plays fit")
    minutes = seen.locator("[data-minutes]").evaluate_all("(all) => all.map((one) => Number(one.dataset.minutes))")
    assert max(minutes) <= 10
    expect(seen.filter(has_text="More power")).to_have_count(0)
    # No stage is left as a heading over nothing, and what does not list plays stays.
    for part in visit.page.locator(".pb-part:visible:has([data-minutes])").all():
        assert part.locator(".pb-row:visible").count() > 0
    expect(visit.page.get_by_role("heading", name=re.compile("By topic"))).to_be_visible()
    visit.page.get_by_label("Time you have").select_option("")
    visit.page.get_by_label("Your seat").select_option("")
    expect(seen).to_have_count(whole)
    expect(visit.page.locator(".pb-choose [role=status]")).to_have_text("")
    assert visit.console == []


def test_where_nothing_fits_the_page_says_what_to_do(open_page: Open) -> None:
    visit = open_page("plays/", viewport=PHONE)
    visit.page.get_by_label("Your seat").select_option("stronger")
    visit.page.get_by_label("Time you have").select_option("10")
    visit.page.get_by_label("Topic").select_option("coalitions")
    expect(visit.page.locator(".pb-choose [role=status]")).to_have_text("No play fits all three. Take one choice back.")


def test_without_a_script_the_whole_list_stands_there(open_page: Open) -> None:
    visit = open_page("plays/", viewport=PHONE, java_script_enabled=False)
    expect(visit.page.locator(".pb-choose")).to_be_hidden()
    assert visit.page.locator(".pb-row:visible:has([data-minutes])").count() > 100
    expect(visit.page.get_by_role("link", name="By seat")).to_be_visible()
