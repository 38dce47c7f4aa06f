"""Storage that is full, refused, broken or newer: you are told in plain words, and nothing that you typed is gone."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser import kept
from tests.browser.trial import PAGE, SHORT
from tests.browser.visit import Open, Visit

_REFUSE = """new DOMException("refused", "SecurityError")"""
_NO_DATABASE = f"""Object.defineProperty(window, "indexedDB", {{ get() {{ throw {_REFUSE}; }} }});"""
#: Ways in which a browser has no database for us.
REFUSED = {
    "the database is refused": _NO_DATABASE,
    "there is none": """Object.defineProperty(window, "indexedDB", { value: undefined });""",
    "opening it fails": """IDBFactory.prototype.open = () => { throw new DOMException("", "UnknownError"); };""",
    "opening it is refused": """IDBFactory.prototype.open = function () {
  const request = new EventTarget();
  Object.assign(request, { error: new DOMException("", "InvalidStateError") });
  setTimeout(() => request.dispatchEvent(new Event("error")));
  return request;
};""",
    "opening it never ends": "IDBFactory.prototype.open = () => new EventTarget();",
}
_NOTHING = _NO_DATABASE + "".join(
    f"""Object.defineProperty(window, "{name}", {{ get() {{ throw {_REFUSE}; }} }});"""
    for name in ("localStorage", "sessionStorage", "caches")
)
FULL = "Not saved: storage is full. Your answers are still here. Save a copy before you leave."
TAB_ONLY = (
    "This browser lets us keep nothing on this device. Your answers are kept in this tab until you close it. "
    "To go on another day, save a copy."
)
NOWHERE = "Not kept: this browser does not let the page keep anything. Save a copy before you leave."
UNREADABLE = "Not saved: this page cannot read the plan that is kept here. That plan stays as it is."
NEWER = (
    "Not saved: a newer playbook has opened your plans. Load this page again to go on. What you typed waits for you."
)


def says(visit: Visit, sentence: str, short: str) -> None:
    """The form says this of its keeping, and the bar above it says it in short."""
    expect(visit.page.locator(".pb-kept")).to_have_text(sentence)
    expect(visit.page.locator(".pb-kept")).to_be_visible()
    expect(visit.page.locator(".pb-bar-kept")).to_have_text(short)


def copy_of(visit: Visit) -> dict[str, Any]:
    """Save a copy, and return the trial worksheet's answers in it."""
    with visit.page.expect_download() as download:
        visit.button("Save a copy").click()
    found: dict[str, Any] = json.loads(download.value.path().read_text(encoding="utf-8"))["worksheets"]["trial"]
    return found


# Full


def test_full_storage_is_told_and_kept_once_there_is_room(open_trial: Open) -> None:
    """The device has no room: "Not saved" stands there, your words stay, a copy can be saved; once there is room they are kept."""
    visit = open_trial()
    visit.fill({"offer_name": "Before"})
    visit.until_kept("Before")
    visit.page.evaluate(kept.FULL)
    visit.field("offer_name").fill("No room")
    says(visit, FULL, "Not saved")
    expect(visit.field("offer_name")).to_have_value("No room")
    assert visit.kept("trial")["offer_name"] == "Before"
    assert copy_of(visit)["offer_name"] == "No room"
    visit.page.evaluate(kept.ROOM)
    visit.field("hope").fill("58,000")
    expect(visit.page.locator(".pb-kept")).to_have_text("Saved on this device.")
    assert visit.kept("trial") | {"offer_name": "No room", "hope": "58,000"} == visit.kept("trial")
    visit.reload()
    expect(visit.field("offer_name")).to_have_value("No room")


def test_room_is_looked_for_without_another_key(open_trial: Open) -> None:
    """The device has room again and you touch nothing: your words are kept a little later."""
    visit = open_trial(clock=True)
    visit.page.evaluate(kept.FULL)
    visit.field("offer_name").fill("No room")
    visit.page.clock.run_for(1_000)
    says(visit, FULL, "Not saved")
    visit.page.evaluate(kept.ROOM)
    visit.page.clock.run_for(20_000)
    expect(visit.page.locator(".pb-kept")).to_have_text("Saved on this device.")
    assert visit.kept("trial")["offer_name"] == "No room"


@pytest.mark.parametrize("how", REFUSED)
def test_a_browser_without_a_database(open_trial: Open, how: str) -> None:
    """The browser keeps nothing on the device: you are told, the worksheet works, a reload brings your words back, and a copy can
    be saved. There is no switch where there is no choice."""
    visit = open_trial("privacy/")
    visit.page.add_init_script(REFUSED[how])
    visit.go(PAGE)
    visit.fill(SHORT)
    says(visit, TAB_ONLY, "In this tab only")
    visit.make()
    expect(visit.result).to_contain_text("Join the clinic")
    expect(visit.form.locator("[data-where] input")).to_have_count(0)
    assert copy_of(visit)["offer_name"] == "The raise"
    visit.reload()
    expect(visit.field("offer_name")).to_have_value("The raise")
    expect(visit.result).to_contain_text("Join the clinic")


def test_a_browser_that_keeps_nothing_at_all(open_trial: Open) -> None:
    """Database and storages are all refused: you are told, the worksheet works for as long as the page is there, and a copy can be
    saved."""
    visit = open_trial("privacy/", clean=False)
    visit.page.add_init_script(_NOTHING)
    visit.go(PAGE)
    visit.fill(SHORT)
    says(visit, NOWHERE, "Not saved")
    visit.make()
    expect(visit.result).to_contain_text("Join the clinic")
    visit.field("offer_name").fill("Another year")
    expect(visit.result).to_contain_text("Another year")
    assert copy_of(visit)["offer_name"] == "Another year"
    visit.button("Delete my answers").click()
    expect(visit.field("offer_name")).to_have_value("")


# What cannot be read

UNREADABLE_TEXTS = {
    "half a plan": "{half",
    "a newer plan": '{"version":99,"worksheets":{"trial":{"offer_name":"from the future"}}}',
    "no plan": "[]",
    "answers that are none": '{"version":2,"worksheets":{"trial":[1,2]}}',
    "no text": {"not": "text"},
    "nothing": "",
}


@pytest.mark.parametrize("what", UNREADABLE_TEXTS)
def test_a_plan_that_cannot_be_read_is_never_written_over(open_trial: Open, what: str) -> None:
    """The device holds a plan that this page cannot read: you are told, it stays as it is, you can save it as a file, and the page
    works; a new plan is begun beside it when you say so."""
    visit = open_trial("privacy/")
    text = UNREADABLE_TEXTS[what]
    kept.put_text(visit.page, text)
    visit.go(PAGE)
    says(visit, UNREADABLE, "Not saved")
    visit.fill(SHORT)
    visit.make()
    expect(visit.result).to_contain_text("Join the clinic")
    visit.reload()
    says(visit, UNREADABLE, "Not saved")
    assert kept.records(visit.page)[0]["text"] == text
    with visit.page.expect_download() as download:
        visit.button("Save that plan as a file").click()
    saved = download.value.path().read_text(encoding="utf-8")
    assert (saved if isinstance(text, str) else json.loads(saved)["text"]) == text
    visit.fill({"offer_name": "A new one"})
    visit.button("Start a new plan").click()
    expect(visit.page.locator(".pb-kept")).to_have_text("Saved on this device.")
    expect(visit.button("Start a new plan")).to_be_hidden()
    visit.until_kept("A new one")
    records = {record["id"]: record["text"] for record in kept.records(visit.page)}
    assert records.pop(kept.ID) == text
    (new,) = records.values()
    assert json.loads(new)["worksheets"]["trial"]["offer_name"] == "A new one"
    visit.reload()
    expect(visit.field("offer_name")).to_have_value("A new one")


@pytest.mark.parametrize("text", ["{half", '{"version":99,"worksheets":{}}'])
def test_a_plan_in_the_tab_that_cannot_be_read_is_never_written_over(open_trial: Open, text: str) -> None:
    """The tab holds what this page cannot read: it stays as it is, and you are told."""
    visit = open_trial("privacy/")
    visit.page.evaluate("(text) => sessionStorage.setItem('playbook-plan', text)", text)
    visit.go(PAGE)
    says(visit, UNREADABLE, "Not saved")
    visit.fill({"offer_name": "New"})
    visit.reload()
    assert visit.page.evaluate("sessionStorage.getItem('playbook-plan')") == text


# Of another age

_NEWER = """() => new Promise((done) => {
  const opening = indexedDB.open("negotiation-playbook", 2);
  opening.onsuccess = () => { opening.result.close(); done(); };
})"""


def test_a_newer_playbook_opens_the_database(open_trial: Open) -> None:
    """A newer playbook opens your plans in another tab while you type: this one says that it cannot save any more, and what you
    type waits where the newer one finds it."""
    visit = open_trial()
    visit.fill({"offer_name": "Before"})
    visit.until_kept("Before")
    other = visit.open_tab("privacy/")
    other.page.evaluate(_NEWER)
    says(visit, NEWER, "Not saved")
    visit.field("offer_name").fill("Typed since")
    expect(visit.button("Load this page again")).to_be_visible()
    visit.page.evaluate("dispatchEvent(new Event('pagehide'))")
    waiting = visit.page.evaluate(
        "Object.entries(localStorage).find(([key]) => key.startsWith('playbook-waiting-'))[1]"
    )
    assert json.loads(json.loads(waiting)["text"])["worksheets"]["trial"]["offer_name"] == "Typed since"


def test_plans_of_a_newer_playbook(open_trial: Open) -> None:
    """The device holds plans of a newer playbook: this page says so, changes nothing, and works all the same."""
    visit = open_trial("privacy/")
    kept.put(visit.page, {"trial": {"offer_name": "Kept"}})
    visit.page.evaluate(_NEWER)
    visit.go(PAGE)
    says(visit, NEWER, "Not saved")
    visit.fill(SHORT)
    visit.make()
    expect(visit.result).to_contain_text("Join the clinic")
    assert copy_of(visit)["offer_name"] == "The raise"
    assert visit.kept("trial") == {"offer_name": "Kept"}
