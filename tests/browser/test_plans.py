"""The page with your plans: what would help most, several plans, names, deleting and bringing back, and other tabs."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Route, expect

from tests.browser import kept
from tests.browser.test_axe import DESK, PHONE, look
from tests.browser.visit import Open, Visit
from tests.people import BAKERY, NURSE

PAGE = "your-plans/"
WAYS = [pytest.param(PHONE, "dark", id="phone, dark"), pytest.param(DESK, "light", id="desk, light")]


def plans(open_page: Open, *documents: dict[str, object], **options: object) -> Visit:
    """The page with these plans on the device, the last one used last."""
    visit = open_page("privacy/", **options)
    for at, document in zip((kept.ID, kept.OTHER_ID), documents, strict=False):
        kept.put(visit.page, **document, at=at)  # type: ignore[arg-type]
    visit.go(PAGE)
    return visit


def nurse(name: str = "", **more: object) -> dict[str, object]:
    return {"worksheets": {"quick": {**NURSE, "when": "later"}}, "name": name, "made": ("quick",), **more}


def head(visit: Visit) -> str:
    return visit.page.locator(".pb-plan-head h2").inner_text()


def names(visit: Visit) -> set[str]:
    """The names of the plans on the device."""
    return {plan.get("name", "") for plan in kept.plans(visit.page)}


def test_it_says_what_would_help_most(open_page: Open) -> None:
    """You come back on another day: the next worksheet and why, your three steps, how far you are, and each worksheet's state. A tick
    there is a tick in the worksheet."""
    visit = plans(open_page, nurse())
    hub = visit.page.locator(".pb-hub")
    expect(hub).to_contain_text("What would help most now")
    expect(hub.get_by_role("heading", name="List your alternatives")).to_be_visible()
    expect(hub.locator("input[data-step]")).to_have_count(3)
    expect(hub.get_by_role("heading", name="How far you are")).to_be_visible()
    hub.locator("input[data-step]").first.click()  # not check(): the box goes as soon as it is ticked
    visit.until_kept('"done":["')
    visit.go("worksheets/quick/")
    expect(visit.result.locator(".pb-now input:checked")).to_have_count(1)


def test_it_says_which_number_matters_most(open_page: Open) -> None:
    """Your limit hangs on two things that you are unsure of: the plan says which to find out first, and leads there."""
    sure = {"name": "Stay", "worth": {"likely": "48000"}, "works_out": "100%"}
    maybe = {"name": "The clinic", "worth": {"low": "54000", "likely": "57000", "high": "60000"}, "works_out": "60%"}
    answers = {"role": "receive", "target": "58000", "alternatives": [maybe, sure]}
    visit = plans(open_page, {"worksheets": {"batna": answers}, "made": ("batna",)})
    matters = visit.page.locator(".pb-matters")
    expect(matters).to_contain_text("Find this out first: The clinic: The chance that it works out.")
    expect(matters.get_by_role("img", name="How far each answer")).to_be_visible()
    assert visit.page.locator(".pb-hub-ready + .pb-matters").count() == 1
    visit.page.locator(".pb-hub input[data-step]").first.click()
    visit.until_kept('"done":["')
    expect(matters).to_have_count(1)
    matters.get_by_role("link").click()
    visit.page.wait_for_url("**/worksheets/batna/*")


def test_a_play_from_the_hub_has_your_own_words(open_page: Open) -> None:
    """You follow a step to its play: it speaks with your words, and leads back to your plans."""
    visit = plans(open_page, nurse())
    step = visit.page.locator(".pb-hub li:has(input[data-step])").nth(2)
    step.locator("a").click()
    visit.page.wait_for_url("**/plays/**")
    expect(visit.page.locator("article ol").first).to_contain_text("58,000")
    visit.page.get_by_role("button", name="Back to").click()
    visit.page.wait_for_url(f"**/{PAGE}*")


def test_several_plans(open_page: Open) -> None:
    """You name a plan, duplicate it, open the other, delete it and bring it back, and begin a new one: each does just that."""
    visit = plans(open_page, nurse("Pay"))
    visit.button("Rename").click()
    visit.page.keyboard.press("Control+A")
    visit.page.keyboard.type("Pay rise at Northside")
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator(".pb-plan-head h2")).to_have_text("Pay rise at Northside")
    visit.button("Duplicate").click()
    expect(visit.page.locator(".pb-plan-rows li")).to_have_count(1)
    assert names(visit) == {"Pay rise at Northside", "Pay rise at Northside (copy)"}
    here, there = head(visit), visit.page.locator(".pb-plan-open").inner_text()
    visit.page.locator(".pb-plan-open").click()
    expect(visit.page.locator(".pb-plan-head h2")).to_have_text(there)
    visit.button("Delete this plan").click()
    expect(visit.page.locator(".pb-row-undo p")).to_have_text(
        f"The plan “{there}” is deleted. Files that you saved are not."
    )
    expect(visit.button("Bring it back")).to_be_focused()
    assert names(visit) == {here}
    visit.button("Bring it back").click()
    expect(visit.page.locator(".pb-row-undo p")).to_have_text("The plan is back.")
    assert names(visit) == {here, there}
    visit.button("Start a new plan").click()
    visit.page.wait_for_url("**/worksheets/quick/*")
    visit.until_ready()
    assert "target" not in visit.values()
    assert names(visit) == {here, there}


def test_what_is_hidden_is_out_of_sight(open_page: Open) -> None:
    """You look at what can be taken along: the version for the other side is saved only once you have seen its lines, and nothing
    asks about a passphrase that you have not typed."""
    visit = plans(open_page, nurse())
    visit.button("Take it along").click()
    expect(visit.page.locator(".pb-take-row").first).to_be_visible()
    hidden = visit.page.locator(".pb-plans [hidden]")
    assert hidden.count() > 3
    assert not [one.inner_text() for one in hidden.all() if one.is_visible()]
    visit.page.get_by_role("button", name="Choose what goes in : A version for the other side").click()
    expect(visit.page.get_by_role("button", name="Save as a page")).to_be_visible()


def test_a_name_that_is_too_long_is_said_at_once(open_page: Open) -> None:
    """You give a name of 201 characters: you are told how long it may be, and what you typed stays."""
    visit = plans(open_page, nurse())
    visit.button("Rename").click()
    visit.page.fill("#pb-plan-name", "x" * 201)
    visit.button("Save the name").click()
    expect(visit.page.locator(".pb-row-undo p")).to_have_text(
        "Shorten the name: it has 201 characters, and a plan takes 200."
    )
    expect(visit.page.locator("#pb-plan-name")).to_have_value("x" * 201)
    assert names(visit) == {""}


def test_another_tab_changes_a_plan(open_page: Open) -> None:
    """A name that you give in one tab stands in the other, which says so politely and moves nobody's focus."""
    visit = plans(open_page, nurse())
    other = visit.open_tab(PAGE)
    expect(other.page.locator(".pb-hub")).to_be_visible()
    visit.button("Rename").click()
    visit.page.fill("#pb-plan-name", "Pay")
    visit.button("Save the name").click()
    expect(other.page.locator(".pb-plan-head h2")).to_have_text("Pay")
    expect(other.page.locator(".pb-plans > [role=status]")).to_have_text(
        "Another tab has changed this plan. It is shown here."
    )
    assert other.page.evaluate("document.activeElement === document.body")


def test_a_name_that_you_type_outlives_what_another_tab_does(open_page: Open) -> None:
    """Another tab adds a plan while you type a name: your words and the cursor stay. You cancel, and the list is as it is now."""
    visit = plans(open_page, nurse("Pay"))
    other = visit.open_tab(PAGE)
    visit.button("Rename").click()
    visit.page.fill("#pb-plan-name", "Pay, second round")
    other.button("Duplicate").click()
    expect(other.page.locator(".pb-plan-open")).to_have_count(1)
    expect(visit.page.locator(".pb-plans > [role=status]")).to_have_text(
        "Another tab has changed this plan. It is shown here."
    )
    expect(visit.page.locator("#pb-plan-name")).to_have_value("Pay, second round")
    expect(visit.page.locator("#pb-plan-name")).to_be_focused()
    visit.page.locator(".pb-hub input[data-step]").first.click()
    visit.until_kept('"done":["')
    visit.page.wait_for_timeout(300)
    expect(visit.page.locator("#pb-plan-name")).to_have_value("Pay, second round")
    visit.button("Cancel").click()
    expect(visit.page.locator(".pb-plan-open")).to_have_count(1)
    # Nothing that was under way takes away what you press next.
    visit.button("Delete everything on this device").click()
    visit.page.wait_for_timeout(500)
    expect(visit.button("Yes, delete everything")).to_be_focused()


def test_everything_goes_at_one_button_that_asks_first(open_page: Open) -> None:
    """You delete everything: nothing happens until you say so twice; then no storage holds a word of either plan."""
    visit = plans(open_page, nurse("Pay"), {"worksheets": {"quick": BAKERY}, "name": "Flour"})
    visit.button("Delete everything on this device").click()
    expect(visit.button("Yes, delete everything")).to_be_focused()
    visit.button("Cancel").click()
    assert names(visit) == {"Pay", "Flour"}
    visit.button("Delete everything on this device").click()
    visit.button("Yes, delete everything").click()
    expect(visit.page.locator(".pb-plans-none")).to_be_visible()
    visit.until_deleted()
    visit.reload()
    expect(visit.page.locator(".pb-plans-none")).to_be_visible()


#: Notes what the engine's worker says, and lets the test keep the database busy until `window.goOn()`.
_LISTEN = """
window.said = [];
window.Worker = class extends Worker {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", ({ data }) => window.said.push(JSON.stringify(data)));
  }
};
"""
_BUSY = """() => new Promise((begun) => {
  const opening = indexedDB.open("negotiation-playbook");
  opening.onsuccess = () => {
    let busy = true;
    window.goOn = () => (busy = false);
    const store = opening.result.transaction("plans", "readwrite").objectStore("plans");
    const again = () => {
      if (busy) store.count().onsuccess = again;
      else opening.result.close();
      begun();
    };
    again();
  };
})"""


def test_what_the_engine_says_of_a_deleted_plan_leaves_nothing(open_page: Open) -> None:
    """You delete everything before Python is ready: its reply comes while the database still deletes, and is dropped."""
    visit = open_page("privacy/")
    kept.put(visit.page, **nurse("Pay"))  # type: ignore[arg-type]
    visit.page.add_init_script(_LISTEN)
    held: list[Route] | None = []
    visit.page.route(
        re.compile(r"/assets/runtime/"), lambda route: route.continue_() if held is None else held.append(route)
    )
    visit.go(PAGE)
    visit.button("Delete everything on this device").click()
    visit.page.evaluate(_BUSY)
    visit.button("Yes, delete everything").click()
    waiting, held = held, None
    for route in waiting:
        route.continue_()
    visit.page.wait_for_function("() => window.said.some((text) => text.includes('html'))")
    visit.page.evaluate("window.goOn()")
    expect(visit.page.locator(".pb-plans-none")).to_be_visible()
    visit.until_deleted()


def test_what_a_tab_knows_of_a_plan_goes_with_it(open_page: Open) -> None:
    """You delete one of two plans, here or in another tab: no tab holds a word of it any more, and the other plan stays."""
    visit = plans(open_page, nurse("Pay"), {"worksheets": {"quick": BAKERY}, "name": "Flour"})
    other = visit.open_tab(PAGE)
    for tab in (visit, other):
        tab.page.locator(".pb-plan-open", has_text="Pay").click()
        expect(tab.page.locator(".pb-plan-head h2")).to_have_text("Pay")
        tab.page.wait_for_function("(id) => sessionStorage['playbook-since']?.includes(id)", arg=kept.ID)
        tab.page.locator(".pb-hub a[href*='/plays/']").first.evaluate(
            "(link) => { link.addEventListener('click', (event) => event.preventDefault()); link.click(); }"
        )
        assert "playbook-from" in tab.page.evaluate("Object.keys(sessionStorage)")
    visit.button("Delete this plan").click()
    for tab in (visit, other):
        expect(tab.page.locator(".pb-plan-head h2")).to_have_text("Flour")
        # A plan's number is no word of it, and says only which one this tab was at.
        tab.page.evaluate("sessionStorage.removeItem('playbook-current')")
        found = tab.page.evaluate(kept.EVERYWHERE)
        places = ("local", "session", "device")
        assert not [where for where in places if kept.ID in found[where] or "Pay" in found[where]]


def test_a_plan_that_cannot_be_read_stays_and_can_be_saved(open_page: Open) -> None:
    """The device holds a plan of a newer playbook: it is named as that, saved as it stands, and the other one works."""
    visit = open_page("privacy/")
    newer = '{"version":99}'
    kept.put(visit.page, {"quick": dict(BAKERY)}, name="Flour", at=kept.OTHER_ID)
    kept.put_text(visit.page, newer)
    visit.go(PAGE)
    expect(visit.page.locator(".pb-notice").first).to_contain_text("This plan cannot be read by this page.")
    with visit.page.expect_download() as download:
        visit.button("Save it as a file").click()
    assert download.value.path().read_text(encoding="utf-8") == newer
    visit.page.get_by_role("button", name="Flour").click()
    expect(visit.page.locator(".pb-hub")).to_be_visible()
    assert newer in [record["text"] for record in kept.records(visit.page)]


@pytest.mark.parametrize(("size", "scheme"), WAYS)
def test_no_fault_that_axe_knows_and_nothing_wider_than_the_window(
    open_page: Open, size: dict[str, int], scheme: str
) -> None:
    """Nothing kept, two plans, a name being given, the question before all is deleted, and what is taken along."""
    visit = open_page(PAGE, viewport=size, color_scheme=scheme)
    expect(visit.page.locator(".pb-plans-none")).to_be_visible()
    found = look(visit, "nothing kept")
    kept.put(visit.page, {"quick": dict(BAKERY)}, name="Flour " * 20, at=kept.OTHER_ID)
    kept.put(visit.page, {"quick": {**NURSE, "when": "later"}}, name="W" * 200, made=("quick",))
    visit.reload()
    expect(visit.page.locator(".pb-hub")).to_be_visible()
    wide = "document.documentElement.scrollWidth > innerWidth"
    assert not visit.page.evaluate(wide)
    found += look(visit, "two plans")
    visit.button("Rename").click()
    found += look(visit, "a name")
    visit.button("Cancel").click()
    visit.button("Delete everything on this device").click()
    found += look(visit, "the question")
    visit.button("Cancel").click()
    visit.button("Take it along").click()
    expect(visit.page.locator(".pb-take-row").first).to_be_visible()
    assert not visit.page.evaluate(wide)
    found += look(visit, "taken along")
    assert not found, "\n".join(found)


def test_without_scripts_the_page_says_what_it_needs(open_page: Open) -> None:
    """JavaScript is off: you are told that plans need it, and what works without."""
    visit = open_page(PAGE, java_script_enabled=False)
    expect(visit.page.locator("noscript .pb-notice")).to_contain_text("This page needs JavaScript to show your plans.")
    expect(visit.page.locator("noscript .pb-notice")).to_be_visible()
    expect(visit.page.get_by_role("heading", name="Who could see your plans")).to_be_visible()
