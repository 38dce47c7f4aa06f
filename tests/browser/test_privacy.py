"""What you type stays on this device; copies and deleting."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.browser.kept import EVERYWHERE
from tests.browser.trial import ANSWERS
from tests.browser.visit import Open, Visit

CANARY = "zebrafinch48151623"
NUMBER = "48151623"
GOOD = {
    "version": 2,
    "settings": {"currency": "", "numbers": "auto"},
    "worksheets": {"trial": {"offer_name": "x"}},
    "done": [],
}

#: Files that are not saved copies, and a word of what is said about each.
FILES = {
    "nothing": ("", "could not open"),
    "not JSON": ("hello", "could not open"),
    "half a file": (json.dumps(GOOD)[:40], "could not open"),
    "a list": ("[]", "could not open"),
    "null": ("null", "could not open"),
    "no version": ('{"worksheets":{}}', "could not open"),
    "a newer version": ('{"version":3,"worksheets":{}}', "newer version"),
    "a version in words": ('{"version":"1","worksheets":{}}', "could not open"),
    "an answer that is neither text nor a number": (
        '{"version":2,"worksheets":{"trial":{"offer_name":true}}}',
        "in quotes",
    ),
    "answers in a list": ('{"version":2,"worksheets":{"trial":[1,2]}}', "could not open"),
    "a name like a trap": ('{"version":2,"worksheets":{"__proto__":{"a":"b"}}}', "could not open"),
    "an answer like a trap": ('{"version":2,"worksheets":{"trial":{"constructor.prototype":"b"}}}', "could not open"),
    "a thousand rows": (
        json.dumps({"version": 2, "worksheets": {"trial": {"tries": [{}] * 1000}}}),
        "could not open",
    ),
    "markup": ("<script>window.stolen = 1</script>", "could not open"),
    "a long currency": ('{"version":2,"settings":{"currency":"Swiss francs"}}', "could not open"),
    "a part that nobody knows": ('{"version":2,"notes":"x"}', "could not open"),
    "deep nesting": ('{"version":2,"worksheets":' * 3000 + "{}" + "}" * 3000, "could not open"),
    "two million letters": (
        json.dumps({**GOOD, "worksheets": {"trial": {"offer_name": "x" * 2_000_000}}}),
        "too large",
    ),
    "five million letters": ("x" * 5_000_000, "too large"),
}


def open_copy(visit: Visit, text: str, encoding: str = "utf-8") -> None:
    """Choose a file with this text."""
    with visit.page.expect_file_chooser() as chosen:
        visit.button("Open a copy").click()
    chosen.value.set_files({"name": "copy.json", "mimeType": "application/json", "buffer": text.encode(encoding)})


def saved(visit: Visit, folder: Path) -> str:
    """Save a copy and return what is in it."""
    with visit.page.expect_download() as download:
        visit.button("Save a copy").click()
    download.value.save_as(folder / "copy.json")
    assert download.value.suggested_filename == "negotiation-playbook.json"
    return (folder / "copy.json").read_text(encoding="utf-8")


def stored(visit: Visit, *, deleted: bool = False) -> str:
    """Return what stands in all storages but those that are for answers: the database on the device, and the tab's own."""
    found = visit.page.evaluate(EVERYWHERE)
    assert (NUMBER in found.pop("device")) is not deleted
    found.pop("session")
    return json.dumps(found)


def test_nothing_you_type_leaves_the_device(open_trial: Open) -> None:
    """What you type appears in no request, address, title, cookie, cache or console, whatever you do with it, and in no storage
    but the database on this device. Another tab has it too, until you delete it."""
    visit = open_trial()
    answers: dict[str, Any] = {
        "way": "earn",
        "offer_name": f"{CANARY}-deal",
        "their_plan": f"{CANARY}-theirs",
    }
    answers |= {"offer_takings": {"likely": NUMBER}, "hope": NUMBER, "offer_fee": NUMBER, "stake": NUMBER}
    answers["tries"] = [
        {"try_name": f"{CANARY}-{row}", "notes": f"{CANARY}-why", "takings": {"likely": NUMBER}, "wait": NUMBER}
        for row in range(8)
    ]
    visit.fill(answers)
    visit.make()
    visit.field("tries.0.wait").fill("3 months")
    visit.steps.first.locator("input").check()
    visit.field("offer_name").press("Enter")
    visit.leave()
    found = [stored(visit)]
    visit.reload()
    found.append(stored(visit))
    visit.steps.first.locator(".pb-step-foot a").click() if visit.steps.count() else visit.go("plays/")
    found.append(stored(visit))
    for request in visit.requests:
        said = [request.url, str(request.post_data or ""), json.dumps(request.all_headers()), request.method]
        assert not any(NUMBER in part for part in said), request.url
        assert request.method == "GET"
    assert NUMBER not in json.dumps(found)
    assert not any(NUMBER in line for line in visit.console)
    other = visit.open_tab("worksheets/trial/")
    expect(other.field("offer_name")).to_have_value(f"{CANARY}-deal")
    other.button("Delete my answers").click()
    other.until_deleted()
    assert NUMBER not in stored(other, deleted=True)
    assert visit.open_tab("worksheets/trial/").field("offer_name").input_value() == ""


def test_delete_means_delete(open_trial: Open) -> None:
    """ "Delete my answers" leaves no trace in the page, the tab or the device; until you leave, one press brings everything back."""
    visit = open_trial()
    visit.fill({**ANSWERS, "offer_name": CANARY})
    visit.make()
    visit.steps.first.locator("input").check()
    before = visit.values()
    visit.button("Delete my answers").click()
    assert CANARY not in visit.page.content()
    visit.until_deleted()
    expect(visit.result).to_be_hidden()
    assert {key: value for key, value in visit.values().items() if not key.startswith("settings.")} == {}
    expect(visit.button("Bring them back")).to_be_focused()
    visit.button("Bring them back").click()
    assert visit.values() == before
    visit.make()
    expect(visit.result.locator("input:checked")).to_have_count(1)
    visit.button("Delete my answers").click()
    visit.until_deleted()
    visit.reload()
    assert visit.field("offer_name").input_value() == ""
    visit.until_deleted()
    assert CANARY not in visit.page.content()


def test_a_plan_written_by_hand_opens_whole(open_trial: Open, tmp_path: Path) -> None:
    """You wrote your plan for the terminal, one number for each worth: the page shows them, and saving loses none, before you
    change an answer and after it."""
    visit = open_trial()
    answers = {"offer_takings": "52,000", "tries": [{"takings": "57,000"}, {"takings": "?"}]}
    open_copy(visit, json.dumps({"version": 2, "worksheets": {"trial": answers}}))
    expect(visit.field("offer_takings.likely")).to_have_value("52,000")
    expect(visit.field("tries.0.takings.likely")).to_have_value("57,000")
    expect(visit.field("tries.1.takings?")).to_be_checked()
    assert json.loads(saved(visit, tmp_path))["worksheets"]["trial"] == answers
    visit.field("offer_name").fill("The raise")
    found = json.loads(saved(visit, tmp_path))["worksheets"]["trial"]
    assert found["offer_takings"] == {"likely": "52,000"}
    assert found["tries"] == [{"takings": {"likely": "57,000"}}, {"takings": "?"}]


def test_copy_opens_as_it_was_saved(open_trial: Open, tmp_path: Path) -> None:
    """You save a copy, delete everything, and open the copy: every answer, setting and tick is there again, and undo works."""
    visit = open_trial()
    document = deepcopy(ANSWERS)
    document["their_plan"] = "One\nTwo 🤝 \u202eשלום\t" + "long " * 500
    document["together"] = "?"
    visit.fill(document)
    visit.field("settings.currency").fill("€")
    visit.field("settings.numbers").select_option("point")
    visit.make()
    visit.steps.nth(2).locator("input").check()
    before = visit.values()
    copy = saved(visit, tmp_path)
    visit.button("Delete my answers").click()
    visit.field("offer_name").fill("Something else")
    open_copy(visit, copy)
    expect(visit.field("offer_name")).to_have_value("Stay, with the raise")
    assert visit.values() == before
    assert json.loads(saved(visit, tmp_path)) == json.loads(copy)
    visit.make()
    expect(visit.result.locator("input:checked")).to_have_count(1)
    open_copy(visit, json.dumps(GOOD))
    expect(visit.field("offer_name")).to_have_value("x")
    visit.button("Go back to what was here").click()
    assert visit.values() == before


def test_files_that_are_no_copies_change_nothing(open_trial: Open) -> None:
    """Whatever file you open by mistake, or somebody slips you: one sentence says so, and nothing has changed."""
    visit = open_trial()
    visit.fill({"offer_name": "Mine", "offer_takings": {"likely": "5,000"}})
    before = visit.values()
    note = visit.page.locator(".pb-actions .pb-row-undo")
    for name, (text, words) in FILES.items():
        visit.page.evaluate("document.querySelector('.pb-actions .pb-row-undo')?.replaceChildren()")
        open_copy(visit, text)
        expect(note, name).to_contain_text(words)
        expect(note, name).to_contain_text("Nothing has changed.")
        assert visit.values() == before, name
    visit.page.evaluate("document.querySelector('.pb-actions .pb-row-undo')?.replaceChildren()")
    open_copy(
        visit, json.dumps({**GOOD, "worksheets": {"batna": {"deal_name": "café"}}}, ensure_ascii=False), "latin-1"
    )
    expect(note).to_contain_text("could not open")
    assert visit.values() == before
    assert visit.page.evaluate("window.stolen === undefined && {}.a === undefined")


def test_copy_with_unknown_answers_opens(open_trial: Open) -> None:
    """A copy that holds answers to questions which this page does not ask opens all the same."""
    visit = open_trial()
    document = {
        **GOOD,
        "worksheets": {"trial": {"offer_name": "x", "no_such_question": "y", "way": "nobody"}, "other": {"a": "b"}},
    }
    open_copy(visit, json.dumps(document))
    expect(visit.field("offer_name")).to_have_value("x")
    visit.make()
    expect(visit.result).to_be_visible()
