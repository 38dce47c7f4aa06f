"""Steps that are not for you: set aside in the result, undone at once in their place, or brought back from the end."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.visit import Open, Visit
from tests.people import NURSE


@pytest.fixture
def result(open_page: Open) -> Visit:
    """The result of a nurse with a pay talk, on a phone."""
    visit = open_page("worksheets/quick/", viewport={"width": 390, "height": 844})
    visit.fill({**NURSE, "when": "later"})
    visit.make()
    expect(visit.steps).to_have_count(3)
    return visit


def name_of(step: Locator) -> str:
    return step.locator("[data-step]").get_attribute("data-step") or ""


def test_a_step_set_aside_can_be_undone_in_its_place(result: Visit) -> None:
    """You set the second step aside: the next moves up, a line in its place says so, and the keyboard is on the way back."""
    step = name_of(result.steps.nth(1))
    result.steps.nth(1).get_by_role("button", name="Not for me").click()
    note = result.result.locator(".pb-now .pb-set-aside")
    expect(note.get_by_role("button", name="Bring it back")).to_be_focused()
    expect(result.result.locator(".pb-aside [data-back]")).to_have_count(1)
    expect(result.steps).to_have_count(3)
    expect(note.get_by_role("button", name="Bring it back")).to_be_focused()
    assert step not in [name_of(one) for one in result.steps.all()]
    assert note.evaluate("(one) => [...one.parentElement.children].indexOf(one)") == 1
    result.page.keyboard.press("Enter")
    expect(result.result.locator(f'.pb-now [data-step="{step}"]')).to_be_focused()
    expect(result.result.locator(".pb-set-aside, .pb-aside")).to_have_count(0)


def test_what_was_set_aside_outlives_a_reload_and_comes_back_from_the_end(result: Visit) -> None:
    """After a reload the steps are still set aside, listed at the end; each can be brought back, and takes its place again."""
    first = name_of(result.steps.first)
    for count in (1, 2):
        result.steps.first.get_by_role("button", name="Not for me").click()
        expect(result.result.locator(".pb-aside [data-back]")).to_have_count(count)
        expect(result.steps).to_have_count(3)
    result.page.reload()
    expect(result.result.get_by_role("heading", name="You set aside 2 steps")).to_be_visible()
    result.result.locator(f'.pb-aside [data-back="{first}"]').click()
    expect(result.result.locator(f'[data-step="{first}"]')).to_be_focused()
    expect(result.result.get_by_role("heading", name="You set aside 1 step")).to_be_visible()


def test_a_later_step_is_set_aside_where_it_stands(result: Visit) -> None:
    """A step inside a fold: the fold stays open, and the line stands in it."""
    fold = result.result.locator(".pb-later .pb-fold").first
    if fold.count() == 0:
        pytest.fail("the result has no later steps")
    fold.locator("summary").click()
    fold.get_by_role("button", name="Not for me").first.click()
    expect(result.result.locator(".pb-aside [data-back]")).to_have_count(1)
    expect(result.result.locator(".pb-later details[open] .pb-set-aside")).to_have_count(1)
    expect(result.page.locator(":focus")).to_have_text(re.compile("^Bring it back"))


def test_nothing_of_it_is_printed(result: Visit) -> None:
    """On paper stand the steps, and no button or list of what is not for you."""
    result.steps.first.get_by_role("button", name="Not for me").click()
    expect(result.result.locator(".pb-aside [data-back]")).to_have_count(1)
    result.page.emulate_media(media="print")
    expect(result.page.locator(".pb-aside:visible, .pb-set-aside:visible, [data-aside]:visible")).to_have_count(0)
