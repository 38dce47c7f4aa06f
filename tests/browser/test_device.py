"""Your plan on this device: there again however a page ended, gone everywhere once you delete it, and nowhere where you wish so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Error, expect

from tests.browser import kept
from tests.browser.trial import ANSWERS, PAGE, SHORT
from tests.browser.visit import Open, Visit

CANARY = "zebrafinch48151623"
#: Something else keeps the database's plans to itself for as long as the page is there.
_BUSY = """() => new Promise((ready) => {
  indexedDB.open("negotiation-playbook").onsuccess = ({ target }) => {
    const plans = target.result.transaction("plans", "readwrite").objectStore("plans");
    const spin = () => { plans.get("").onsuccess = spin; };
    spin();
    ready();
  };
})"""
VERSIONS = sorted((Path(__file__).parents[1] / "plan_versions").glob("*.json"))


def everywhere(visit: Visit) -> str:
    """Return what stands in any storage of the page, its address and its title."""
    return json.dumps(visit.page.evaluate(kept.EVERYWHERE))


# However a page ends


def test_a_moment_later_it_is_kept_and_there_after_a_reload(open_trial: Open) -> None:
    """You type and wait for a second: the page says that it is saved on this device, and a reload shows it."""
    visit = open_trial()
    visit.field("offer_name").fill("The raise")
    expect(visit.page.locator(".pb-kept")).to_have_text("Saved on this device.")
    assert visit.kept("trial")["offer_name"] == "The raise"
    visit.reload()
    expect(visit.field("offer_name")).to_have_value("The raise")


@pytest.mark.parametrize("times", [1, 3])
def test_a_tab_that_is_closed_at_once(open_trial: Open, times: int) -> None:
    """You type a word and close the tab in the same moment, once or again and again: the next tab shows it."""
    visit = open_trial()
    for turn in range(times):
        visit.field("offer_name").fill(f"Typed in haste {turn}")
        visit.field(f"tries.{turn % 2}.try_name").fill(f"Course {turn}")
        visit.page.close(run_before_unload=True)
        visit = visit.open_tab(PAGE)
        expect(visit.field("offer_name")).to_have_value(f"Typed in haste {turn}")
        expect(visit.field(f"tries.{turn % 2}.try_name")).to_have_value(f"Course {turn}")
    assert len(kept.records(visit.page)) == 1


def test_a_tab_that_is_closed_while_it_deletes(open_trial: Open) -> None:
    """You delete your answers and close the tab before the database has done it: the next tab finds nothing, nor does any storage."""
    visit = open_trial()
    visit.field("offer_name").fill(CANARY)
    visit.until_kept(CANARY)
    visit.page.evaluate(_BUSY)
    visit.button("Delete my answers").click()
    visit.page.close(run_before_unload=True)
    visit = visit.open_tab(PAGE)
    visit.until_deleted()
    assert CANARY not in everywhere(visit)


def test_what_a_closing_tab_could_not_write_is_shown_by_one_that_is_open(open_trial: Open) -> None:
    """You type in one tab and close it before the database has taken your words: the tab that is open already shows them."""
    visit = open_trial()
    visit.field("hope").fill("58,000")
    visit.until_kept("58,000")
    other = visit.open_tab(PAGE)
    visit.page.evaluate(
        "() => { IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError'); }; }"
    )
    visit.field("offer_name").fill("Typed in haste")
    visit.page.close(run_before_unload=True)
    expect(other.field("offer_name")).to_have_value("Typed in haste")
    other.until_kept("Typed in haste")
    assert len(kept.records(other.page)) == 1


def test_a_tab_that_breaks_down(open_trial: Open) -> None:
    """The tab breaks down after your words are saved: the next one shows them."""
    visit = open_trial(clean=False)
    visit.fill({"offer_name": "The raise", "hope": "58,000"})
    visit.until_kept("58,000")
    with pytest.raises(Error, match="crash"):
        visit.page.goto("chrome://crash")
    again = visit.open_tab(PAGE)
    expect(again.field("offer_name")).to_have_value("The raise")
    expect(again.field("hope")).to_have_value("58,000")


def test_everything_is_there_in_the_next_tab(open_trial: Open) -> None:
    """You fill in every question, tick a step and close the tab: the next tab has each answer, the result and the tick."""
    visit = open_trial()
    visit.fill(ANSWERS)
    visit.make()
    visit.steps.first.locator("input").check()
    before = visit.values()
    visit.page.close(run_before_unload=True)
    again = visit.open_tab(PAGE)
    assert again.values() == before
    expect(again.result.locator("input:checked")).to_have_count(1)


# Deleted is gone


def test_deleted_on_one_tab_is_gone_from_all(open_trial: Open) -> None:
    """You delete your answers: the other tab is emptied and says why, no storage holds a word of them, and neither a reload nor
    a new tab brings any back."""
    visit = open_trial()
    visit.fill({**SHORT, "offer_name": CANARY, "their_plan": CANARY})
    visit.make()
    visit.until_kept(CANARY)
    other = visit.open_tab(PAGE)
    expect(other.field("offer_name")).to_have_value(CANARY)
    expect(other.result).to_contain_text("Join the clinic")
    visit.button("Delete my answers").click()
    expect(other.field("offer_name")).to_have_value("")
    expect(other.status).to_have_text("This plan was deleted in another tab.")
    expect(other.result).to_be_hidden()
    for tab in (visit, other):
        tab.until_deleted()
        assert CANARY not in everywhere(tab)
        assert CANARY not in tab.page.content()
        tab.reload()
        expect(tab.field("offer_name")).to_have_value("")
    assert CANARY not in everywhere(visit.open_tab(PAGE))


def test_a_deletion_can_be_undone_once(open_trial: Open) -> None:
    """You bring back what you deleted: it is on the device again, and the other tab has it after a look."""
    visit = open_trial()
    visit.fill({**SHORT, "offer_name": CANARY})
    visit.until_kept(CANARY)
    before = visit.kept_plan()
    visit.button("Delete my answers").click()
    visit.until_deleted()
    visit.button("Bring them back").click()
    visit.until_kept(CANARY)
    assert visit.kept_plan() == before
    expect(visit.button("Bring them back")).to_have_count(0)
    expect(visit.open_tab(PAGE).field("offer_name")).to_have_value(CANARY)


# Only in this tab


def test_only_in_this_tab_leaves_nothing_on_the_device(open_trial: Open) -> None:
    """You choose that your plan stays in this tab: nothing of it is on the device, and a new tab is empty; moved back, it is whole."""
    visit = open_trial()
    visit.fill({**ANSWERS, "offer_name": CANARY})
    visit.make()
    visit.steps.first.locator("input").check()
    visit.until_kept(CANARY)
    visit.until_kept(visit.steps.first.locator("input").get_attribute("data-step") or "")
    before, shown = visit.kept_plan(), visit.values()
    move(visit, tab=True)
    assert kept.records(visit.page) == []
    assert kept.in_tab(visit.page) == before
    found = visit.page.evaluate(kept.EVERYWHERE)
    found.pop("session")
    assert CANARY not in json.dumps(found)
    assert visit.values() == shown
    visit.field("hope").fill("61,000")
    expect(visit.page.locator(".pb-kept")).to_have_text("Kept in this tab only, until you close it.")
    other = visit.open_tab(PAGE)
    expect(other.field("offer_name")).to_have_value("")
    other.page.close()
    move(visit, tab=False)
    assert kept.in_tab(visit.page) is None
    assert visit.values() == {**shown, "hope": "61,000"}
    expect(visit.result.locator("input:checked")).to_have_count(1)
    expected = json.loads(json.dumps(before))
    expected["worksheets"]["trial"]["hope"] = "61,000"
    assert visit.kept_plan() == expected


def move(visit: Visit, *, tab: bool) -> None:
    """Tick or untick the box for keeping the plan only in this tab, and wait until the page is there again."""
    visit.page.evaluate("window.before = true")
    visit.form.locator("[data-where] input:visible").click()
    visit.page.wait_for_function("() => window.before === undefined")
    visit.until_ready()
    assert visit.form.locator("[data-where] input:visible").is_checked() is tab


def test_a_private_answer_is_never_on_the_device(open_page: Open) -> None:
    """You say that you are not safe: this stays in the tab, whatever you do; another tab asks again."""
    visit = open_page("worksheets/quick/")
    visit.fill({"safe": "unsure", "ask": CANARY})
    visit.until_kept(CANARY)
    visit.reload()
    assert visit.values()["safe"] == "unsure"
    visit.field("target").fill("58k")
    visit.until_kept("58k")
    found = visit.page.evaluate(kept.EVERYWHERE)
    assert "unsure" not in json.dumps([found["device"], found["local"]])
    assert "unsure" in found["session"]
    other = visit.open_tab("worksheets/quick/")
    expect(other.field("ask")).to_have_value(CANARY)
    assert "safe" not in other.values()
    visit.field("ask").fill("Something else")
    visit.page.close(run_before_unload=True)
    other.reload()
    assert "unsure" not in json.dumps(other.page.evaluate(kept.EVERYWHERE))


# Of every age


@pytest.mark.parametrize("file", VERSIONS, ids=lambda file: file.stem)
def test_a_plan_of_any_earlier_version_opens_whole(open_page: Open, file: Path) -> None:
    """What an earlier playbook kept on this device is there in full, and an edit loses none of it."""
    plan = json.loads(file.read_text(encoding="utf-8"))
    visit = open_page("privacy/")
    kept.put_text(visit.page, file.read_text(encoding="utf-8"))
    worksheet = next(iter(plan["worksheets"]), "batna")
    visit.go(f"worksheets/{worksheet}/")
    assert json.loads(kept.records(visit.page)[0]["text"]) == plan
    visit.field("settings.currency").fill("Fr")
    visit.until_kept('"Fr"')
    found = visit.kept_plan()
    for name, answers in plan["worksheets"].items():
        for question, answer in answers.items():
            if f"{name}.{question}" != "quick.safe":
                assert found["worksheets"][name][question] == answer, (name, question)
    assert [found[part] for part in ("done", "aside")] == [plan.get("done", []), plan.get("aside", [])]
