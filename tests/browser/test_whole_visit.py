"""A whole visit with a word of its own in every field: where the words may stand, and where they never do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from playbook_site.server import Change
from tests.browser import kept, trial
from tests.browser.kept_book import QUICK, Keep
from tests.browser.visit import FILL, Open, Serve, Visit, entries

CANARY = "zebrafinch"
AMOUNT = "48151623"
#: A word in every field for text, and the amount where a number is asked for; of each choice the first answer.
_FILL_ALL = """([word, amount]) => {
  const form = document.querySelector("form.pb-form");
  let number = 0;
  for (const control of form.querySelectorAll("textarea, input[type=text], input[type=radio]")) {
    if (control.type === "radio" && form.querySelector(`[name="${control.name}"]:checked`)) continue;
    if (control.type === "radio") control.checked = true;
    else control.value = control.inputMode === "decimal" ? amount : `${word}${number++}`;
    control.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  return number;
}"""
_SANDBOXED = """<!doctype html><html lang="en"><title>A portal</title><link rel="icon" href="data:,">
<iframe sandbox="{allowed}" src="/{page}" title="Worksheet" width="760" height="800"></iframe></html>"""
NOWHERE = "Not kept: this browser does not let the page keep anything. Save a copy before you leave."


def outside(visit: Visit) -> str:
    """Return what stands in all storages, addresses and titles but where answers belong: the device's plans and the tab's own."""
    found = visit.page.evaluate(kept.EVERYWHERE)
    found.pop("device")
    found.pop("session")
    return json.dumps([found, visit.page.title(), visit.page.url])


def saved(page: Page, title: str, button: str = "Save") -> str:
    """Press a button on the screen for taking along, and return the text of the file."""
    row = page.locator(".pb-take-row").filter(has=page.get_by_role("heading", name=title, exact=True))
    with page.expect_download() as download:
        row.get_by_role("button", name=button).first.click()
    return Path(download.value.path()).read_bytes().decode()


def test_no_word_leaves_the_device_in_a_whole_visit(keep: Keep) -> None:
    """You answer every question of two worksheets, tick and set aside, read a play, name your plan, search, take files along, and
    come back without a network: no request, address, title, referrer, console, cache or other storage holds a word of it."""
    visit, server = keep(QUICK)
    page = visit.page
    found: list[str] = []
    for worksheet in (QUICK, "worksheets/batna/"):
        visit.go(worksheet)
        # What is asked further on comes up with the answers before it.
        assert sum(page.evaluate(_FILL_ALL, [CANARY, AMOUNT]) for _ in range(3)) > 5
        visit.make()
        visit.until_kept(CANARY)
        found.append(outside(visit))
    visit.go(QUICK)
    page.evaluate(FILL, [("safe", "yes")])
    expect(visit.steps.first).to_be_visible()
    visit.steps.first.locator("input").check()
    visit.leave()
    visit.steps.nth(1).locator("a").first.click()
    page.wait_for_url("**/plays/**")
    found.append(outside(visit))
    visit.go("your-plans/")
    expect(page.locator(".pb-hub")).to_be_visible()
    visit.button("Rename").click()
    page.fill("#pb-plan-name", f"{CANARY} plan")
    visit.button("Save the name").click()
    expect(page.locator(".pb-plan-head h2")).to_have_text(f"{CANARY} plan")
    found.append(outside(visit))
    visit.button("Take it along").click()
    files = [saved(page, "The whole record"), saved(page, "A copy to go on with")]
    found.append(outside(visit))
    assert all(CANARY in text for text in files), "the files are where the words may stand"
    server.stop()
    visit.go(QUICK)
    found.append(outside(visit))
    visit.go("")
    found.append(outside(visit))
    asked = [json.dumps([request.url, request.post_data, request.all_headers()]) for request in visit.requests]
    for text in [*found, *asked, *visit.console, *map(str, server.seen)]:
        assert CANARY not in text, text
        assert AMOUNT not in text, text
    assert CANARY in json.dumps(visit.page.evaluate(kept.EVERYWHERE)["device"]), "the plan itself is kept"


@pytest.mark.parametrize(
    "allowed", ["allow-scripts allow-downloads", "allow-scripts allow-same-origin allow-downloads"]
)
def test_a_worksheet_in_a_sandboxed_frame(serve_trial: Serve, open_trial: Open, allowed: str) -> None:
    """A portal shows the worksheet in a frame that may run scripts and little more, without an origin or with one: you are told what
    is kept, you get your checklist, and a copy can be saved."""
    frame = _SANDBOXED.format(allowed=allowed, page=f"{trial.PAGE}#all")
    policy = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": None}

    def change(path: str) -> Change | None:
        return Change(body=frame.encode(), headers=policy, status=200) if path.endswith("/privacy/") else None

    visit = open_trial("privacy/", at=serve_trial(change).url, clean=False)
    inside = visit.page.frame_locator("iframe")
    expect(inside.locator("html.pb-ready")).to_have_count(1)
    (inner,) = visit.page.frames[1:]
    inner.evaluate(FILL, list(entries(trial.SHORT, "")))
    words = "Saved on this device." if "same-origin" in allowed else NOWHERE
    expect(inside.locator(".pb-kept")).to_have_text(words)
    inside.get_by_role("button", name="Make my checklist").click()
    expect(inside.locator(".pb-result-region")).to_contain_text("Join the clinic")
    with visit.page.expect_download() as download:
        inside.get_by_role("button", name="Save a copy", exact=True).click()
    answers = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))["worksheets"]["trial"]
    assert answers["offer_name"] == trial.SHORT["offer_name"]
    assert answers["tries"][0] == trial.SHORT["tries"][0]
    assert not [line for line in visit.console if "stack" in line.lower()]
