"""Answers that need another look."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser import trial
from tests.browser.visit import Open, Visit

#: The same four faults in the shipped worksheet, for the tests of its looks.
FAULTY = {
    "deal_name": "The raise",
    "deal_worth": {"likely": "1.234"},
    "target": "lots",
    "alternatives": [{"name": "Join the clinic", "worth": {"likely": "57,000"}, "works_out": "120%", "months": "3"}],
}
BANNED = re.compile(r"\b(please|sorry|invalid|valid|required|oops|forbidden)\b", re.IGNORECASE)


@pytest.fixture
def faulty(open_trial: Open) -> Visit:
    """A worksheet with four answers that need another look, after the button was pressed."""
    visit = open_trial(viewport={"width": 360, "height": 700})
    visit.fill(trial.FAULTY)
    visit.make()
    return visit


def test_summary_says_where_to_look(faulty: Visit) -> None:
    """You are brought to a list of what needs another look; each entry leads to its field, where the same words stand."""
    box = faulty.page.locator(".pb-errors")
    expect(box).to_be_focused()
    expect(box).to_be_in_viewport()
    expect(box.get_by_role("heading")).to_have_text("There is a problem")
    expect(faulty.page).to_have_title(re.compile(r"^Error: "))
    links = box.get_by_role("link")
    expect(links).to_have_count(4)
    for link in links.all():
        words = link.inner_text()
        assert not BANNED.search(words)
        link.click()
        field = faulty.page.locator(":focus")
        described = (field.get_attribute("aria-describedby") or "").split()
        slot = faulty.page.locator(f"#{described[-1]}")
        expect(slot).to_have_text(f"Error: {words}")
        expect(slot).to_be_visible()
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_be_in_viewport()
        label = faulty.page.evaluate("document.activeElement.labels[0].textContent")
        assert label.lower() in words.lower()
    assert faulty.page.url.endswith("/worksheets/trial/#all")


def test_input_is_kept(faulty: Visit) -> None:
    """What you typed stands in the form as you typed it, right or not, and the checklist uses the rest."""
    values = faulty.values()
    assert values["hope"] == "lots"
    assert values["tries.0.odds"] == "120%"
    expect(faulty.result).to_contain_text("Join the clinic")


def test_choosing_a_reading_fills_the_field(faulty: Visit) -> None:
    """An amount that can be read in two ways is asked about; one press fills the field and the fault is gone."""
    question = faulty.page.locator('[data-path="offer_takings"]')
    buttons = question.locator(".pb-choices button")
    expect(buttons).to_have_count(2)
    buttons.first.click()
    expect(faulty.field("offer_takings.likely")).to_be_focused()
    assert faulty.field("offer_takings.likely").input_value() != "1.234"
    expect(question.locator(".pb-choices")).to_have_count(0)
    expect(faulty.page.locator(".pb-errors a")).to_have_count(3)
    expect(faulty.page.locator("#q-offer_takings-likely-read")).to_contain_text("We read this as 1,234")
    expect(faulty.page.locator(".pb-errors a")).to_have_count(3)


def test_mended_answers_leave_the_summary(faulty: Visit) -> None:
    """You mend one answer after another; each leaves the summary by itself, and at last the title is as before."""
    for left, (path, value) in enumerate(
        [
            ("offer_takings.likely", "52,000"),
            ("hope", "58,000"),
            ("tries.0.odds", "60"),
            ("tries.0.wait", "3 months"),
        ]
    ):
        expect(faulty.page.locator(".pb-errors a")).to_have_count(4 - left)
        faulty.field(path).fill(value)
        expect(faulty.field(path)).not_to_have_attribute("aria-invalid", "true")
    expect(faulty.page.locator(".pb-errors")).to_have_count(0)
    expect(faulty.page).not_to_have_title(re.compile("Error"))
    expect(faulty.page.locator(".pb-error:visible")).to_have_count(0)


def test_nothing_is_found_fault_with_while_you_type(open_trial: Open) -> None:
    """Half-typed answers are nobody's fault: no error appears before you ask for the checklist, nor a new one after it."""
    visit = open_trial()
    visit.start_engine()
    visit.field("hope").fill("lots")
    visit.field("offer_takings.likely").fill("52,000")
    expect(visit.page.locator("#q-offer_takings-likely-read")).to_contain_text("We read this as")
    expect(visit.page.locator(".pb-error:visible")).to_have_count(0)
    visit.field("hope").fill("58,000")
    visit.make()
    visit.field("hope").fill("loads")
    visit.field("offer_name").fill("Fresh name")
    expect(visit.result).to_contain_text("Fresh name")
    expect(visit.page.locator(".pb-error:visible")).to_have_count(0)
    visit.make()
    expect(visit.page.locator(".pb-errors a")).to_have_count(1)


def test_fault_in_a_folded_block_is_found(faulty: Visit) -> None:
    """A fault in a folded block opens the block, and its entry in the summary opens it again if you have folded it."""
    expect(faulty.page.locator("#q-tries-0-wait-error")).to_be_visible()
    faulty.page.evaluate(
        "document.querySelectorAll('form.pb-form details').forEach((block) => { block.open = false; })"
    )
    faulty.page.locator(".pb-errors a").last.click()
    expect(faulty.field("tries.0.wait")).to_be_focused()
    expect(faulty.field("tries.0.wait")).to_be_in_viewport()
