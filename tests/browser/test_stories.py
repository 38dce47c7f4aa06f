"""A story: it reads whole without scripts, and its plan opens as a copy among your own."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import kept
from tests.browser.test_axe import DESK, PHONE, look
from tests.browser.visit import Open
from tests.people import NURSE

STORY = "stories/a-first-large-customer/"
NAME = "A first large customer"
OPEN = "Open this plan as your own"


def test_you_open_the_plan_of_a_story_and_keep_your_own(open_page: Open) -> None:
    """You press the button: the story's plan is shown among your plans, with its worksheet started, and yours is as it was."""
    visit = open_page("privacy/")
    kept.put(visit.page, worksheets={"quick": NURSE}, name="Pay", made=("quick",))
    visit.go(STORY)
    visit.button(OPEN).click()
    visit.page.wait_for_url("**/your-plans/*")
    expect(visit.page.locator(".pb-plan-head h2")).to_have_text(NAME)
    expect(visit.page.locator(".pb-plan-open")).to_have_text("Pay")
    plans = {plan.get("name"): plan["worksheets"] for plan in kept.plans(visit.page)}
    assert plans["Pay"] == {"quick": NURSE}
    assert set(plans[NAME]) == {"power"}


def test_where_plans_stay_in_the_tab_yours_is_not_overwritten(open_page: Open) -> None:
    """There is room for one plan: the story says so, and you stay on its page."""
    visit = open_page("privacy/")
    visit.page.evaluate("""() => {
        localStorage.setItem("playbook-where", "tab");
        sessionStorage.setItem("playbook-plan", JSON.stringify({ version: 2, name: "Pay", worksheets: { quick: { ask: "A raise" } } }));
    }""")
    visit.go(STORY)
    visit.button(OPEN).click()
    expect(visit.page.locator(".pb-story-open [role=status]")).to_contain_text("room for one plan")
    assert visit.page.evaluate("JSON.parse(sessionStorage.getItem('playbook-plan')).name") == "Pay"


def test_without_scripts_a_story_reads_whole(open_page: Open) -> None:
    """The result stands in the page, and there is no button that does nothing."""
    visit = open_page(STORY, java_script_enabled=False)
    expect(visit.page.locator(".pb-told .pb-verdict")).to_be_visible()
    expect(visit.page.locator(".pb-told svg.pb-line")).to_be_visible()
    expect(visit.page.locator(".pb-story-open")).to_be_hidden()


@pytest.mark.parametrize(
    ("size", "scheme"),
    [pytest.param(PHONE, "dark", id="phone, dark"), pytest.param(DESK, "light", id="desk, light")],
)
def test_a_story_can_be_read_by_everybody(open_page: Open, size: dict[str, int], scheme: str) -> None:
    """With the button shown: no fault that axe knows, and nothing that has to be moved sideways."""
    visit = open_page(STORY, viewport=size, color_scheme=scheme)
    expect(visit.button(OPEN)).to_be_visible()
    assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert look(visit, STORY) == []
