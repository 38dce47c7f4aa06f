"""A question that two worksheets ask is answered once."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.kept import put
from tests.browser.visit import Open, Visit


def kept(visit: Visit) -> dict[str, Any]:
    """What is kept, by worksheet, once it is written: a page that is left writes at once."""
    visit.leave()
    found: dict[str, Any] = visit.kept_plan()["worksheets"]
    return found


@pytest.fixture
def visit(open_page: Open) -> Visit:
    """The BATNA worksheet, whose target the quick one asks too, in a tab where that one was filled in."""
    found = open_page("privacy/")
    put(found.page, {"quick": {"target": "60k", "other": "mine"}})
    found.go("worksheets/batna/")
    expect(found.field("target")).to_have_value("60k")
    return found


def test_it_shows_what_was_answered_elsewhere_and_changes_it_there(visit: Visit) -> None:
    """You said what you hope for in another worksheet: it stands here too, and a change counts in both."""
    expect(visit.field("target")).to_have_value("60k")
    visit.field("deal_name").fill("The raise")
    assert kept(visit)["quick"] == {"target": "60k", "other": "mine"}
    visit.field("target").fill("65k")
    found = kept(visit)
    assert found["quick"] == {"target": "65k", "other": "mine"}
    assert "target" not in found["batna"]
    visit.reload()
    expect(visit.field("target")).to_have_value("65k")
    expect(visit.field("deal_name")).to_have_value("The raise")


def test_emptied_here_it_is_emptied_there(visit: Visit) -> None:
    """You empty the field: no worksheet keeps the old answer, and a new one stands in this worksheet."""
    visit.field("target").fill("")
    assert kept(visit)["quick"] == {"other": "mine"}
    visit.field("target").fill("70k")
    found = kept(visit)
    assert (found["quick"], found["batna"]["target"]) == ({"other": "mine"}, "70k")


def test_an_example_leaves_the_other_worksheet_alone(visit: Visit) -> None:
    """You look at an example and go back: what you hope for is what you said, here and there."""
    visit.page.locator(".pb-start summary").click()
    visit.page.locator(".pb-start button").first.click()
    expect(visit.field("target")).not_to_have_value("60k")
    visit.field("target").fill("1")
    visit.button("Go back to my own answers").click()
    expect(visit.field("target")).to_have_value("60k")
    assert kept(visit)["quick"] == {"target": "60k", "other": "mine"}
