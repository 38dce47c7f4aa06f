"""The worksheet in use: what you type, what comes back, and how it follows your changes."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from playbook_site.server import Change
from tests.browser.trial import SHORT
from tests.browser.visit import ENGINE, Open, Serve, Visit

#: Answers the first question while the second one is waiting for its own reply.
UNEVEN_WORKER = """
self.onmessage = ({ data }) => {
  if (data.kind === "start") return self.postMessage({ kind: "ready" });
  const { id } = JSON.parse(data.text);
  const reply = { v: 1, id, ok: true, errors: [], understood: {}, lasting: {}, markdown: "", announce: "", steps: 0, missing: 0,
    html: `<section class="pb-result"><h2 tabindex="-1">Reply ${id}</h2></section>` };
  setTimeout(() => self.postMessage({ kind: "reply", id, text: JSON.stringify(reply) }), id * 300);
};
self.postMessage({ kind: "hello" });
"""


def test_checklist_has_your_words_and_numbers(made: Visit) -> None:
    """You fill in the form, press one button, and read steps with your own names and amounts, each with its reason."""
    expect(made.result.locator("h2.pb-result-heading")).to_be_focused()
    text = made.result.text_content() or ""
    words = ("Join the clinic", "Stay, with the raise", "€58,000")
    assert [mine for mine in words if mine not in text] == []
    assert 1 <= made.steps.count() <= 3
    assert not re.search(r"\{\w+\}|undefined|None\b|NaN", text)


def test_every_step_leads_to_its_play(made: Visit) -> None:
    """Every link in your checklist leads to a page that is there, and the play on it holds that very step."""
    for step in made.steps.all():
        play, step_id = (step.locator("input").get_attribute("data-step") or "").split("/")
        address = step.locator(".pb-step-foot a").evaluate("(link) => link.href")
        response = made.page.request.get(address)
        assert response.status == 200, address
        assert play in address
        assert f'id="{step_id}"' in response.text(), f"{address} has no step {step_id}"


def test_editing_updates_the_checklist(made: Visit) -> None:
    """You change an answer and the checklist follows, without another press and without taking you away from the field."""
    field = made.field("tries.0.try_name")
    field.fill("Move to the coast")
    expect(made.result).to_contain_text("Move to the coast")
    expect(made.result).not_to_contain_text("Join the clinic")
    expect(field).to_be_focused()


def test_late_reply_is_dropped(serve_trial: Serve, open_trial: Open) -> None:
    """You type on while a checklist is being worked out; the one for your old answers never replaces the newer one."""

    def change(path: str) -> Change | None:
        return Change(body=UNEVEN_WORKER.encode()) if path.endswith("engine-worker.mjs") else None

    visit = open_trial(at=serve_trial(change).url)
    visit.start_engine()
    visit.page.evaluate(
        """() => {
          window.shown = [];
          new MutationObserver(() => window.shown.push(document.querySelector(".pb-result-region h2")?.textContent))
            .observe(document.querySelector(".pb-result-region"), { childList: true, subtree: true });
          const button = document.querySelector(".pb-make");
          button.click();
          button.click();
        }"""
    )
    expect(visit.result.locator("h2")).to_have_text("Reply 2")
    assert "Reply 1" not in visit.page.evaluate("window.shown")


def test_news_is_announced_politely(open_trial: Open) -> None:
    """A screen reader hears that the checklist is up to date, never the checklist itself, and at most once in five seconds."""
    visit = open_trial(clock=True)
    visit.fill(SHORT)
    visit.make()
    # A result that was asked for is read out at once, whatever was said before.
    expect(visit.page.locator("form.pb-form .pb-unseen[role=status]")).to_contain_text("up to date")
    visit.page.evaluate(
        """() => {
          window.heard = [];
          for (const region of document.querySelectorAll("form.pb-form [role=status]")) {
            new MutationObserver(() => window.heard.push([region.className, performance.now(), region.textContent]))
              .observe(region, { childList: true, characterData: true, subtree: true });
          }
        }"""
    )
    for number in range(12):
        visit.field("offer_name").fill(f"Name {number}")
        visit.page.clock.run_for(1000)
        expect(visit.result).to_contain_text(f"Name {number}")
    visit.page.clock.run_for(6000)
    heard = [entry for entry in visit.page.evaluate("window.heard") if entry[2]]
    spoken = [entry for entry in heard if entry[0] == "pb-unseen"]
    assert len(spoken) >= 2
    # The page's clock runs on between the steps, so that a slow machine hears more of them.
    # It is noted a moment after it was said, which may be long where the processor is shared; exact times are the unit test's.
    assert all(later[1] - earlier[1] > 4000 for earlier, later in zip(spoken, spoken[1:], strict=False))
    assert all(len(text) < 140 for _, _, text in heard)
    assert any("Your checklist is up to date" in text for _, _, text in spoken)
    assert visit.page.locator(".pb-result-region [aria-live], .pb-result-region[aria-live]").count() == 0


def test_nothing_is_loaded_before_you_touch_the_form(open_trial: Open) -> None:
    """Reading the page costs you none of the engine's megabytes; they come when you first touch the form."""
    visit = open_trial()
    visit.page.wait_for_load_state("networkidle")
    visit.page.mouse.wheel(0, 4000)
    assert visit.asked_for(*ENGINE) == []
    visit.start_engine()
    for part in ("/assets/library/", "engine-worker.mjs", "engine.wasm", "memory.bin"):
        assert visit.asked_for(part), part
    assert visit.asked_for("pyodide.asm.wasm", "python.bin") == []


def test_what_was_understood_is_shown(open_trial: Open) -> None:
    """Beside each amount stands how it was read, whichever way you write numbers."""
    visit = open_trial()
    visit.field("settings.currency").fill("€")
    visit.start_engine()
    english = {"offer_takings.low": ("€52k", "€52,000"), "offer_takings.likely": ("52,000.50", "€52,000.50")}
    german = {"offer_takings.low": ("52 000,50", "52.000,50 €"), "offer_takings.likely": ("52.000,50", "52.000,50 €")}
    for typed in (english, german):
        for path, (text, _) in typed.items():
            visit.field(path).fill(text)
        for path, (_, read) in typed.items():
            place = visit.page.locator(f"#q-{path.replace('.', '-')}-read")
            expect(place).to_have_text(re.compile(rf"^We read this as {read.replace(' ', chr(92) + 's')}$"))
            assert place.get_attribute("id") in (visit.field(path).get_attribute("aria-describedby") or "")


def test_long_currency_name_does_no_harm(open_trial: Open) -> None:
    """You write your currency out in words: the field takes what fits, and you still get your checklist."""
    visit = open_trial()
    visit.fill(SHORT)
    visit.field("settings.currency").press_sequentially("Swiss francs")
    visit.make()
    expect(visit.result).to_contain_text("Swiss fr")


def test_i_do_not_know_empties_the_field_and_gives_it_back(open_trial: Open) -> None:
    """ "I do not know" and an answer never stand together; changing your mind brings back what you had typed."""
    visit = open_trial()
    visit.field("hope").fill("58,000")
    visit.field("hope?").check()
    expect(visit.field("hope")).to_have_value("")
    visit.field("hope?").uncheck()
    expect(visit.field("hope")).to_have_value("58,000")
    visit.field("hope?").check()
    visit.field("hope").press_sequentially("6")
    expect(visit.field("hope?")).not_to_be_checked()


def test_nothing_is_compulsory(open_trial: Open) -> None:
    """With an empty form you still get an answer: what is missing, and how to find it out; you are not scolded."""
    visit = open_trial()
    visit.make()
    expect(visit.result.locator("h2")).to_be_focused()
    expect(visit.page.locator(".pb-errors")).to_have_count(0)
    assert visit.result.locator(".pb-missing li").count() >= 1
    assert visit.form.locator("[required], [aria-required], [placeholder]").count() == 0


def test_example_is_marked_and_leaves_your_answers_alone(open_trial: Open) -> None:
    """You look at a worked example and go back: your own answers and ticks are there, and the example left no trace."""
    visit = open_trial()
    visit.fill(SHORT)
    visit.make()
    visit.steps.first.locator("input").check()
    mine = visit.values()
    visit.page.locator(".pb-start summary").click()
    visit.page.locator(".pb-start").get_by_role("button", name="Example: a stall that buys flour").click()
    expect(visit.result).to_contain_text("Flour from the large mill")
    expect(visit.result).to_contain_text("This is not about you")
    expect(visit.page.locator(".pb-example-notice")).to_be_focused()
    visit.field("offer_name").fill("Changed in the example")
    expect(visit.result).to_contain_text("Changed in the example")
    visit.steps.nth(1).locator("input").check()
    visit.leave()
    visit.until_kept("The raise")
    assert "Changed in the example" not in json.dumps(visit.kept_plan())
    visit.button("Go back to my own answers").click()
    expect(visit.result).to_contain_text("The raise")
    assert visit.values() == mine
    expect(visit.result.locator("input:checked")).to_have_count(1)


def test_every_example_gives_a_checklist(open_trial: Open) -> None:
    """Each example on the page can be loaded, has no fault in it and gives steps."""
    visit = open_trial()
    names = visit.page.locator(".pb-example-load button")
    assert names.count() >= 3
    for index in range(names.count()):
        names.nth(index).click()
        visit.make()
        expect(visit.page.locator(".pb-errors")).to_have_count(0)
        assert visit.steps.count() >= 1


@pytest.mark.parametrize("script", ["", "delete window.ClipboardItem"], ids=["today", "an older browser"])
def test_checklist_can_be_copied_as_text(open_trial: Open, script: str) -> None:
    """You copy the checklist and paste it into a mail: it is there, in words."""
    visit = open_trial(permissions=["clipboard-read", "clipboard-write"])
    visit.page.evaluate(script)
    visit.fill(SHORT)
    visit.make()
    visit.button("Copy the checklist as text").click()
    expect(visit.status).to_have_text("Copied.")
    text = visit.page.evaluate("navigator.clipboard.readText()")
    assert "Join the clinic" in text
    assert "<" not in text


def test_what_is_copied_is_what_is_shown(open_trial: Open) -> None:
    """You change an answer and copy in the same moment: you get the checklist that you saw, and the page then gets the new one."""
    visit = open_trial(permissions=["clipboard-read", "clipboard-write"])
    visit.fill(SHORT)
    visit.make()
    visit.page.evaluate(
        """() => {
          const name = document.querySelector("[name='tries.0.try_name']");
          name.value = "Move to the coast";
          name.dispatchEvent(new InputEvent("input", { bubbles: true }));
          [...document.querySelectorAll("button")].find((button) => button.textContent === "Copy the checklist as text").click();
        }"""
    )
    expect(visit.result).to_contain_text("Move to the coast")
    text = visit.page.evaluate("navigator.clipboard.readText()")
    assert "Join the clinic" in text
    assert "Move to the coast" not in text


def test_a_text_that_cannot_be_had_leaves_the_page_as_it_is(serve_trial: Serve, open_trial: Open) -> None:
    """The engine has no text for you: nothing is copied, nothing is said to be, and the checklist stays where it is."""
    worker = UNEVEN_WORKER.replace("v: 1, id, ok: true,", "v: 1, id, ok: JSON.parse(data.text).do === 'checklist',")
    change = lambda path: Change(body=worker.encode()) if path.endswith("engine-worker.mjs") else None  # noqa: E731
    visit = open_trial(at=serve_trial(change).url, permissions=["clipboard-read", "clipboard-write"])
    visit.page.evaluate("navigator.clipboard.writeText('mine')")
    visit.make()
    before = visit.status.inner_text()
    visit.button("Copy the checklist as text").click()
    visit.page.wait_for_timeout(1000)
    assert visit.page.evaluate("navigator.clipboard.readText()") == "mine"
    assert visit.status.inner_text() == before
    expect(visit.result.locator("h2")).to_have_text("Reply 1")


def test_works_offline_once_ready(open_trial: Open) -> None:
    """Your connection drops after the start: the checklist still follows your changes."""
    visit = open_trial()
    visit.fill(SHORT)
    visit.make()
    visit.context.set_offline(True)
    visit.field("offer_name").fill("Offline now")
    expect(visit.result).to_contain_text("Offline now")


def test_works_below_another_address(serve_trial: Serve, open_trial: Open) -> None:
    """The site serves from a folder of its host too: pages, links, worksheet and engine."""
    visit = open_trial("worksheets/", at=serve_trial(prefix="/playbook/").url)
    assert visit.page.url.endswith("/playbook/worksheets/")
    visit.page.locator(".md-content a[href*='trial']").first.click()
    visit.page.wait_for_url("**/playbook/worksheets/trial/")
    visit.button("See all questions on one page").click()
    visit.fill(SHORT)
    visit.make()
    visit.steps.first.locator(".pb-step-foot a").click()
    visit.page.wait_for_url("**/playbook/plays/**")
    expect(visit.page.locator("h2#steps")).to_be_visible()
    assert all("/playbook/" in request.url for request in visit.requests)
