"""Going through a worksheet that is asked question by question."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from tests.browser.visit import Open, Visit

PHONE = {"width": 360, "height": 700}
OFFER, TRIES, FEELING, YOURSELF, OTHERS = range(5)


def begin(open_trial: Open, **options: Any) -> Visit:
    """Open the make-believe worksheet question by question, and wait until its script is there."""
    visit = open_trial(whole=False, **{"viewport": PHONE, **options})
    visit.page.wait_for_selector("html.pb-ready")
    return visit


def heading(visit: Visit) -> str:
    """Return the page's only heading of the first level."""
    found = visit.page.locator("h1:visible")
    expect(found).to_have_count(1)
    return found.inner_text().strip(" #")


def at(visit: Visit, title: str) -> None:
    """Wait until a screen is shown, with its heading in focus."""
    expect(visit.page.locator("h1:visible")).to_have_text(title)
    expect(visit.page.locator("h1:visible")).to_be_focused()


def go_on(visit: Visit, title: str) -> None:
    """Continue to the screen with this heading."""
    visit.button("Continue").click()
    at(visit, title)


def act(visit: Visit, words: str) -> Any:
    """Return the button with these words, those included that only are heard."""
    return visit.page.locator("button:visible").filter(has_text=words)


def to_check(visit: Visit) -> None:
    """Answer two questions and go through to the answers to check."""
    visit.field("offer_name").fill("The raise")
    visit.field("offer_takings.likely").fill("52k")
    go_on(visit, "What else you could try")
    visit.field("tries.0.try_name").fill("Join the clinic")
    visit.field("tries.0.takings.likely").fill("57,000")
    go_on(visit, "How strong do you feel?")
    go_on(visit, "Check your answers")


def make(visit: Visit) -> None:
    """Go from the answers to the result."""
    visit.button("See where you stand").click()
    at_result(visit)


def at_result(visit: Visit) -> None:
    """Wait until the result is shown, with its heading in focus."""
    expect(visit.result.locator("h1")).to_be_focused()
    expect(visit.page.locator("h1:visible")).to_have_count(1)
