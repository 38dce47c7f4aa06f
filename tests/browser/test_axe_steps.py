"""What axe finds on the screens of a worksheet that is asked question by question: nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.steps import act, begin, go_on, make
from tests.browser.test_axe import SCHEMES, look
from tests.browser.visit import Open


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_screen(open_trial: Open, scheme: str, width: int) -> None:
    """Questions, errors, rows, answers to check, result, room, stop and a covered screen: no fault that axe knows."""
    visit = begin(open_trial, color_scheme=scheme, viewport={"width": width, "height": 800})
    faults = look(visit, "question")
    visit.start_engine()
    visit.field("offer_takings.likely").fill("lots")
    visit.button("Continue").click()
    expect(visit.page.locator(".pb-errors")).to_be_focused()
    faults += look(visit, "error")
    visit.field("offer_takings.likely").fill("52,000")
    expect(visit.page.locator(".pb-errors")).to_have_count(0)
    visit.button("Continue").click()
    visit.field("tries.0.try_name").fill("Join the clinic")
    faults += look(visit, "row")
    visit.button("Keep this one").click()
    expect(act(visit, "Change: Join the clinic")).to_be_visible()
    faults += look(visit, "rows")
    go_on(visit, "How strong do you feel?")
    go_on(visit, "Check your answers")
    faults += look(visit, "answers")
    make(visit)
    faults += look(visit, "result")
    visit.button("In the room").click()
    faults += look(visit, "room")
    visit.page.locator('[data-act="stop-for-now"]').click()
    faults += look(visit, "stop")
    visit.button("Hide screen").click()
    faults += look(visit, "hidden")
    assert not faults, "\n".join(faults)
