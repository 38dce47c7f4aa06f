"""Each worksheet that the site ships, once: from its first example to its checklist, on a phone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from playbook_engine import bridge
from playbook_engine.library import open_file
from playbook_engine.sheets import SHEETS
from tests.browser.test_axe import look
from tests.browser.test_sizes import beyond
from tests.browser.visit import Open

PHONE = {"width": 360, "height": 740}
#: Notes what the page asks of its engine, and what it is answered.
_LISTEN = """
window.asked = {};
window.answered = {};
const Plain = window.Worker;
window.Worker = class extends Plain {
  constructor(...place) {
    super(...place);
    this.addEventListener("message", ({ data }) => { if (data.kind === "reply") window.answered[data.id] = data.text; });
  }
  postMessage(message, ...more) {
    if (message.kind === "run") window.asked[message.id] = message.text;
    super.postMessage(message, ...more);
  }
};
"""


@pytest.mark.parametrize("name", [sheet.id for sheet in SHEETS])
def test_a_worksheet_from_its_example_to_its_checklist(site: Path, open_page: Open, name: str) -> None:
    """You fill the worksheet in as its first example does, control by control, and make the checklist.

    What the page gets from its engine are the bytes that CPython gives; no answer needs another look; axe finds nothing, and
    nothing is wider than the phone.
    """
    (library,) = (site / "assets" / "library").glob("*.json")
    content = open_file(library)
    sheet = content.worksheet(name)
    assert sheet is not None
    visit = open_page("privacy/", viewport=PHONE)
    visit.page.add_init_script(_LISTEN)
    visit.go(sheet.page)
    visit.fill(json.loads(sheet.examples[0].answers), by_hand=True)
    visit.make()
    expect(visit.page.locator(".pb-errors")).to_have_count(0)
    assert beyond(visit, name, (320, 360)) == []
    assert look(visit, name) == []
    asked, answered = visit.page.evaluate("[window.asked, window.answered]")
    assert answered
    bridge.use_library(content)
    for number, theirs in answered.items():
        assert theirs.encode() == bridge.run(asked[number]).encode(), asked[number][:300]
    last = json.loads(answered[max(answered, key=int)])
    assert visit.steps.count() == len(last["now"]) >= 1
