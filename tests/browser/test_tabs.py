"""The same plan in two tabs: each shows what the other has changed, and nothing is written over without your word."""

from __future__ import annotations

import random
import re

import pytest
from playwright.sync_api import expect

from tests.browser import kept
from tests.browser.trial import PAGE
from tests.browser.visit import FILL, Open, Visit

#: Holds back what other tabs say until it is let go, as a tab in the background may.
_DEAF = """() => {
  window.held = [];
  const listen = Object.getOwnPropertyDescriptor(BroadcastChannel.prototype, "onmessage");
  window.hear = () => { for (const act of window.held.splice(0)) act(); window.deaf = false; };
  window.deaf = true;
}"""
_HOLD_BACK = """
addEventListener("storage", (event) => window.deaf && event.stopImmediatePropagation(), true);
const { set } = Object.getOwnPropertyDescriptor(BroadcastChannel.prototype, "onmessage");
Object.defineProperty(BroadcastChannel.prototype, "onmessage", {
  set(act) {
    set.call(this, (event) => (window.deaf ? window.held.push(() => act(event)) : act(event)));
  },
});
"""
_AWAY_AND_BACK = """() => {
  for (const kind of ["pagehide", "pageshow"]) dispatchEvent(new PageTransitionEvent(kind, { persisted: true }));
}"""
CLASH = "Not saved: another tab has changed the same answers. Choose which to keep."


def two_tabs(open_trial: Open) -> tuple[Visit, Visit]:
    """Two tabs at the same plan, whose messages can be held back."""
    one = open_trial("privacy/")
    one.context.add_init_script(_HOLD_BACK)
    kept.put(one.page, {"trial": {"offer_name": "At first"}})
    one.go(PAGE)
    return one, one.open_tab(PAGE)


def deafen(visit: Visit) -> None:
    """Let no message from another tab in, until :func:`hear`."""
    visit.page.evaluate(_DEAF)


def hear(visit: Visit) -> None:
    """Let in what was held back."""
    visit.page.evaluate("window.hear()")


def test_a_tab_shows_what_the_other_has_changed(open_trial: Open) -> None:
    """You type in one tab: the other shows it, and says why. Different answers of both stay."""
    one, other = two_tabs(open_trial)
    one.field("offer_name").fill("The raise")
    expect(other.field("offer_name")).to_have_value("The raise")
    expect(other.status).to_have_text("Another tab has changed this plan. Its answers are shown here.")
    deafen(one)
    other.field("hope").fill("58,000")
    one.field("their_plan").fill("Advertise")
    one.until_kept("Advertise")
    one.until_kept("58,000")
    hear(one)
    for tab in (one, other):
        expect(tab.field("hope")).to_have_value("58,000")
        expect(tab.field("their_plan")).to_have_value("Advertise")


@pytest.mark.parametrize(
    ("words", "stays"), [("Keep what stands here", "There"), ("Take what stands there", "Here")], ids=["mine", "theirs"]
)
def test_where_both_have_changed_one_answer_you_choose(open_trial: Open, words: str, stays: str) -> None:
    """Both tabs have changed the same answer: the later one is not saved, shows both, and asks. What you choose stands in both."""
    one, other = two_tabs(open_trial)
    deafen(other)
    one.field("offer_name").fill("Here")
    one.until_kept("Here")
    other.field("offer_name").fill("There")
    other.field("hope").fill("58,000")
    expect(other.page.locator(".pb-kept")).to_have_text(CLASH)
    expect(other.page.locator(".pb-bar-kept")).to_have_text("Not saved")
    expect(other.page.locator(".pb-choice li")).to_have_text(re.compile("here “There”, there “Here”"))
    assert one.kept("trial")["offer_name"] == "Here"
    other.button(words).click()
    expect(other.page.locator(".pb-kept")).to_have_text("Saved on this device.")
    expect(other.page.locator(".pb-choice")).to_be_hidden()
    for tab in (one, other):
        expect(tab.field("offer_name")).to_have_value(stays)
        expect(tab.field("hope")).to_have_value("58,000")
    assert other.kept("trial")["offer_name"] == stays


def test_what_was_deleted_elsewhere_is_not_brought_back_without_a_word(open_trial: Open) -> None:
    """You delete the plan in one tab while the other has something new: it asks, and keeps it only when you say so."""
    one, other = two_tabs(open_trial)
    deafen(other)
    one.button("Delete my answers").click()
    one.until_deleted()
    other.field("hope").fill("58,000")
    expect(other.page.locator(".pb-kept")).to_have_text(
        "Not saved: this plan was deleted in another tab. What stands here is kept nowhere."
    )
    assert kept.records(other.page) == []
    other.button("Keep it as a new plan").click()
    expect(other.page.locator(".pb-kept")).to_have_text("Saved on this device.")
    assert other.kept("trial") | {"offer_name": "At first", "hope": "58,000"} == other.kept("trial")


def test_deleted_there_and_here(open_trial: Open) -> None:
    """The same, and you delete it here too: nothing of it is anywhere."""
    one, other = two_tabs(open_trial)
    deafen(other)
    one.button("Delete my answers").click()
    one.until_deleted()
    other.field("hope").fill("58,000")
    other.button("Delete it here too").click()
    expect(other.field("hope")).to_have_value("")
    expect(other.page.locator(".pb-choice")).to_be_hidden()
    for tab in (one, other):
        tab.until_deleted()


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_fifty_edits_in_two_tabs(open_trial: Open, seed: int) -> None:
    """Fifty edits in a row that nobody would plan: each is kept, or was replaced by what you typed or chose later. In the end both
    tabs show what the device holds."""
    chance = random.Random(seed)
    tabs = two_tabs(open_trial)
    fields = ("offer_name", "hope", "their_plan")
    last: dict[str, str] = {}
    field_of: dict[str, str] = {}
    for turn in range(50):
        tab = chance.choice(tabs)
        act = chance.random()
        if act < 0.15:
            deafen(tab)
        elif act < 0.3:
            tab.page.evaluate("window.hear?.()")
        elif act < 0.35:
            tab.page.evaluate(_AWAY_AND_BACK)
        settle_clash(tab, last, field_of)
        field = chance.choice(fields)
        # At one stroke: a person does not stop between marking a word and writing over it.
        tab.page.evaluate(FILL, [[field, f"edit {turn}"]])
        last[field] = f"edit {turn}"
        field_of[f"edit {turn}"] = field
        if chance.random() < 0.3:
            tab.page.wait_for_timeout(chance.choice([50, 400, 700]))
    for tab in (*tabs, *tabs):
        tab.page.evaluate("window.hear?.()")
        tab.page.wait_for_timeout(800)
        settle_clash(tab, last, field_of)
    for field, text in last.items():
        for tab in tabs:
            expect(tab.field(field)).to_have_value(text)
        tabs[0].until_kept(text)
    assert len(kept.records(tabs[0].page)) == 1


def settle_clash(tab: Visit, last: dict[str, str], field_of: dict[str, str]) -> None:
    """Where the tab asks, keep what stands there, and note that this now counts."""
    button = tab.button("Keep what stands here")
    # What the other tab has changed since is asked about again.
    while button.is_visible():
        here = re.findall(r"\bhere “(edit \d+)”", tab.page.locator(".pb-choice").inner_text())
        button.click()
        tab.page.wait_for_timeout(300)
        last.update({field_of[text]: text for text in here})
