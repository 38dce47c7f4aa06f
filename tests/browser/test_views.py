"""What a worksheet shows beside its questions: the card, the room, a hidden screen, a stop; and the pages that lead to it and from it."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from playbook_site.server import Change
from tests.browser import kept
from tests.browser.steps import at, at_result, begin, make, to_check
from tests.browser.visit import Open, Serve, Visit

#: An engine that makes cards, with and without the limit, and a result with a limit, steps and lines to say.
CARD_WORKER = """
const RESULT = `<section class="pb-result"><p class="pb-over">Pay rise</p><section class="pb-readout"><div class="pb-verdict">
  <h1 class="pb-result-heading">Your checklist</h1></div><dl class="pb-tiles"><div class="pb-tile"><dt>
  <svg class="pb-glyph"><path class="pb-ln-limit" d="M6 0v16"/></svg>Your limit</dt><dd class="pb-big">51,100</dd></div></dl></section>
  <section class="pb-part"><h2>Now</h2><div class="pb-now"><ol class="pb-steps"><li class="pb-step"><h3>Ask for it in writing.</h3>
  <blockquote class="pb-say">“Could you send it in writing?”</blockquote><div class="pb-step-foot"><label class="pb-tick">
  <input type="checkbox" data-step="choose-a-pitch/list-them"> <span>Done</span></label>
  <button type="button" class="pb-quiet" data-copy="">Copy the line</button>
  <a class="pb-quiet" href="../../plays/trial/choose-a-pitch/">How to</a></div></li></ol></div></section>
  <div class="pb-missing"><a class="pb-quiet" href="#q-hope" data-field="hope">Add it</a></div></section>`;
const ROOM = `<article class="pb-card pb-card-room"><section><h3>In the talk</h3><ul class="pb-card-steps"><li><label class="pb-tick">
  <input type="checkbox" data-step="choose-a-pitch/list-them"> <span>Ask for it in writing.</span></label>
  <blockquote class="pb-say">“Could you send it in writing?”</blockquote></li></ul></section></article>`;
self.onmessage = ({ data }) => {
  if (data.kind === "start") return self.postMessage({ kind: "ready" });
  const { id, format, numbers } = JSON.parse(data.text);
  const card = `<article class="pb-card"><div class="pb-card-head"><h2>Pay rise</h2></div>${numbers ? "<p>51,100</p>" : ""}</article>`;
  const reply = { v: 1, id, ok: true, errors: [], understood: {}, lasting: {}, announce: "", steps: 1, missing: 0, html: RESULT,
    text: format === "room" ? ROOM : card };
  self.postMessage({ kind: "reply", id, text: JSON.stringify(reply) });
};
self.postMessage({ kind: "hello" });
"""


@pytest.fixture
def with_result(serve_trial: Serve, open_trial: Open) -> Visit:
    """A result on a phone, from an engine that makes cards."""
    change = lambda path: Change(body=CARD_WORKER.encode()) if path.endswith("engine-worker.mjs") else None  # noqa: E731
    visit = begin(open_trial, at=serve_trial(change).url, permissions=["clipboard-read", "clipboard-write"])
    to_check(visit)
    make(visit)
    return visit


def test_the_card_is_a_view_and_can_leave_the_limit_out(with_result: Visit) -> None:
    """Print card shows the card by itself; "Hide my limit" asks for one without it; on paper nothing else stands; Back leads
    to the result."""
    page = with_result.page
    with_result.button("Print card").click()
    at(with_result, "Your card")
    assert page.url.endswith("#card")
    card = page.locator(".pb-card")
    expect(card).to_contain_text("51,100")
    page.get_by_label("Hide my limit").check()
    expect(card).not_to_contain_text("51,100")
    expect(card).to_contain_text("Pay rise")
    assert "51,100" not in page.locator(".pb-card-region").inner_text()
    page.emulate_media(media="print")
    expect(card).to_be_visible()
    expect(page.locator(".pb-group:visible, .pb-result-region:visible, .pb-card-tools:visible")).to_have_count(0)
    page.emulate_media(media="screen")
    with_result.button("Back").click()
    at_result(with_result)
    page.go_forward()
    at(with_result, "Your card")


def test_in_the_room_the_limit_shows_only_while_it_is_touched(with_result: Visit) -> None:
    """In the room the lines are large and the steps can be ticked; the limit is there while your finger is, or a key is held."""
    page = with_result.page
    with_result.button("In the room").click()
    at(with_result, "In the room")
    line = page.locator(".pb-room blockquote")
    assert float(line.evaluate("(one) => parseFloat(getComputedStyle(one).fontSize)")) >= 24
    assert "51,100" not in page.locator(".pb-room").inner_text()
    hold = page.locator(".pb-room-limit")
    hold.hover()
    page.mouse.down()
    expect(hold).to_have_text("51,100")
    page.mouse.up()
    expect(hold).not_to_have_text("51,100")
    hold.focus()
    page.keyboard.down("Space")
    expect(hold).to_have_text("51,100")
    page.keyboard.up("Space")
    expect(hold).not_to_have_text("51,100")
    page.get_by_label("Ask for it in writing.").check()
    page.go_back()
    expect(with_result.result.locator("input:checked")).to_have_count(1)


def test_a_line_is_copied_as_it_is_said(with_result: Visit) -> None:
    """ "Copy the line" puts the words alone on the clipboard, without their quotation marks."""
    with_result.result.get_by_role("button", name="Copy the line").click()
    expect(with_result.status).to_have_text("Copied.")
    assert with_result.page.evaluate("navigator.clipboard.readText()") == "Could you send it in writing?"


def test_what_is_missing_leads_to_its_question_and_back(with_result: Visit) -> None:
    """ "Add it" below the result leads to the question; Continue leads straight back to the result."""
    with_result.result.get_by_role("link", name="Add it").click()
    expect(with_result.field("hope")).to_be_focused()
    with_result.field("hope").fill("58,000")
    with_result.field("hope").press("Enter")
    expect(with_result.page.locator("h1:visible")).to_have_text("Your checklist")
    assert "58" not in with_result.page.url


def test_a_play_knows_the_step_that_led_to_it(with_result: Visit) -> None:
    """You follow a step to its play: the tab knows which step of which result it was, and the address does not."""
    with_result.result.get_by_role("link", name="How to").click()
    with_result.page.wait_for_url("**/plays/trial/choose-a-pitch/")
    found = json.loads(with_result.page.evaluate("sessionStorage.getItem('playbook-from')"))
    assert re.fullmatch("[0-9a-f]{24}", found.pop("plan"))
    assert found == {
        "play": "plays/trial/choose-a-pitch/",
        "step": "list-them",
        "number": 1,
        "name": "Pay rise",
        "page": "/worksheets/trial/#result",
        "words": {},
    }
    with_result.page.go_back()
    expect(with_result.result).to_contain_text("Ask for it in writing.")
    with_result.button("Delete my answers").click()
    with_result.until_deleted()


@pytest.mark.parametrize("way", ["button", "shift"])
def test_hide_screen_covers_the_page_at_once(open_trial: Open, way: str) -> None:
    """Somebody walks by: the page, its title and what it would print are gone, and any key brings it back and does nothing else."""
    visit = begin(open_trial)
    page = visit.page
    visit.field("offer_name").fill("Secret")
    title = page.title()
    if way == "button":
        visit.button("Hide screen").click()
    else:
        for _ in range(3):
            page.keyboard.press("Shift")
    expect(page.locator(".pb-cover")).to_be_visible()
    assert page.title() == "Notes"
    seen = "[...document.querySelectorAll('body *')].filter((one) => getComputedStyle(one).visibility === 'visible' && !one.matches('.pb-cover')).map((one) => one.outerHTML.slice(0, 80))"
    assert page.evaluate(seen) == []
    page.wait_for_timeout(500)  # what was typed is taken over meanwhile
    assert page.title() == "Notes"
    page.emulate_media(media="print")
    assert page.evaluate(seen) == []
    page.emulate_media(media="screen")
    page.keyboard.press("x")
    expect(page.locator(".pb-cover")).to_have_count(0)
    assert page.title() == title
    expect(visit.field("offer_name")).to_have_value("Secret")


def test_capitals_do_not_hide_the_screen(open_trial: Open) -> None:
    """You type capital letters, also three in a row: nothing is hidden."""
    visit = begin(open_trial)
    visit.field("offer_name").focus()
    for letter in "ABC":
        visit.page.keyboard.press(f"Shift+{letter}")
    expect(visit.page.locator(".pb-cover")).to_have_count(0)
    expect(visit.field("offer_name")).to_have_value("ABC")


def test_a_touch_brings_the_screen_back_and_presses_nothing(open_trial: Open) -> None:
    """On a phone you touch the covered screen: the page is back, and what lay under your finger was not pressed."""
    visit = begin(open_trial, has_touch=True)
    box = visit.button("Continue").bounding_box()
    assert box is not None
    visit.button("Hide screen").tap()
    visit.page.touchscreen.tap(box["x"] + 10, min(box["y"] + 10, 690))
    expect(visit.page.locator(".pb-cover")).to_have_count(0)
    visit.page.wait_for_timeout(300)
    expect(visit.page.locator("h1:visible")).to_have_text("The pitch on offer")


def test_stop_for_now_says_what_is_kept(open_trial: Open) -> None:
    """You stop: the page says what is kept and where, leads home, and lets you go on where you were."""
    visit = begin(open_trial)
    visit.field("offer_name").fill("The raise")
    visit.button("Continue").click()
    at(visit, "What else you could try")
    visit.page.locator('[data-act="stop-for-now"]').click()
    at(visit, "Stop for now")
    expect(visit.page.locator(".pb-stop")).to_contain_text("kept on this device")
    visit.button("Go on now").click()
    at(visit, "What else you could try")
    visit.page.locator('[data-act="stop-for-now"]').click()
    visit.page.get_by_role("link", name="Go to the home page").click()
    visit.page.wait_for_url(visit.root)
    kept.until(visit.page, kept.NOTHING_WAITS)
    (record,) = kept.records(visit.page)
    assert record["last"]["page"] == "/worksheets/trial/"


def test_saved_state_stands_in_the_bar(open_trial: Open) -> None:
    """The bar says that your answers are saved, and when, in a region that is read out politely."""
    visit = begin(open_trial)
    words = visit.page.locator(".pb-bar-kept")
    visit.field("offer_name").fill("The raise")
    expect(words).to_have_text(re.compile(r"^Saved on this device \d\d:\d\d$"))
    assert words.get_attribute("role") == "status"


def test_a_case_speaks_in_its_own_words(open_trial: Open) -> None:
    """A link from the home page opens the short worksheet in that case's words, with its usual answers, and six screens; what you
    answer otherwise stays, and the address says nothing any more."""
    visit = open_trial("worksheets/quick/#case=lease", whole=False)
    expect(visit.page.locator("h1:visible")).to_have_text("Can you talk with them safely?")
    assert visit.page.url.endswith("/worksheets/quick/")
    expect(visit.page.locator(".pb-progress-line")).to_have_text("Question 1 of 6")
    assert visit.values()["amounts_are_for"] == "month"
    visit.reload()
    expect(visit.page.locator("h1:visible")).to_have_text("Can you talk with them safely?")
    visit.button("I do not know").click()
    at(visit, "What do you ask for?")
    expect(visit.page.locator("#q-ask-example")).to_contain_text("A lower rent")
    visit.page.goto(visit.page.url.split("#")[0] + "#q-1")
    visit.form.locator("[name=case][value=pay]").check()
    assert visit.values()["amounts_are_for"] == "year"
    visit.button("Continue").click()
    at(visit, "Can you talk with them safely?")
    visit.page.goto(visit.page.url.split("#")[0] + "#q-6")
    expect(visit.page.locator("h1:visible")).to_have_text("What will your employer do if there is no deal?")
    assert "{" not in visit.form.inner_text()


def test_without_a_case_the_plain_words_stand_there(open_trial: Open) -> None:
    """Who comes without a case is asked for it first, outside the count, and reads plain words."""
    visit = open_trial("worksheets/quick/", whole=False)
    expect(visit.page.locator("h1:visible")).to_have_text("What kind of talk is it?")
    expect(visit.page.locator(".pb-progress-line")).to_be_hidden()
    plain = open_trial("worksheets/quick/", java_script_enabled=False)
    assert "{" not in plain.form.inner_text()
    assert "the other side" in plain.form.inner_text()


def test_the_first_result_is_six_screens_from_a_case(open_trial: Open) -> None:
    """A pay talk: from the case's link you press Continue six times, check your answers and have a result."""
    visit = open_trial("worksheets/quick/#case=pay", whole=False, viewport={"width": 360, "height": 700})
    visit.page.wait_for_selector("html.pb-ready")
    visit.form.locator("[name=safe][value=yes]").check()
    visit.button("Continue").click()
    answers = [
        ("What do you ask for?", {"ask": "A raise", "target": "58k"}),
        ("What is on the table?", {"offer": "52,000"}),
        ("What will you do if there is no deal?", {"no_deal": "Stay", "no_deal_worth": "50k"}),
        ("What will your employer do if there is no deal?", {"their_no_deal": "Advertise the post"}),
        ("When do you talk?", {"when": "week"}),
    ]
    for title, given in answers:
        at(visit, title)
        for path, value in given.items():
            visit.answer(path, value)
        visit.button("Continue").click()
    at(visit, "Check your answers")
    visit.button("See where you stand").click()
    expect(visit.result.locator("h1")).to_be_focused()
    expect(visit.result).to_contain_text("58,000")


def test_a_private_answer_goes_into_no_copy(open_trial: Open) -> None:
    """What you say about your safety stays in the tab: a copy holds the rest."""
    visit = open_trial("worksheets/quick/")
    visit.fill({"safe": "unsure", "ask": "A raise"})
    with visit.page.expect_download() as download:
        visit.button("Save a copy").click()
    saved = json.loads(download.value.path().read_text())["worksheets"]["quick"]
    assert (saved.get("ask"), "safe" in saved) == ("A raise", False)
    visit.reload()
    assert visit.values()["safe"] == "unsure"


def test_a_row_and_a_short_answer_are_one(open_trial: Open) -> None:
    """What you will do without a deal is the first alternative of the longer worksheet, and a change there counts here."""
    visit = open_trial("worksheets/quick/")
    visit.fill({"no_deal": "Stay on my old pay", "no_deal_worth": "50k"})
    visit.go("worksheets/batna/")
    expect(visit.field("alternatives.0.name")).to_have_value("Stay on my old pay")
    expect(visit.field("alternatives.0.worth.likely")).to_have_value("50k")
    visit.field("alternatives.0.name").fill("Join the clinic")
    visit.go("worksheets/quick/")
    expect(visit.field("no_deal")).to_have_value("Join the clinic")


def test_the_home_page_meets_who_comes_back(open_trial: Open) -> None:
    """You come back to the home page, in this tab or a new one: it names your plan and leads on; after deleting it is as for
    everybody, and so it is for who never was here."""
    visit = begin(open_trial)
    to_check(visit)
    make(visit)
    visit.result.locator("input[data-step]").first.check()
    visit.go("")
    box = visit.page.locator(".pb-welcome")
    expect(box).to_contain_text(re.compile(r"1 of \d+ steps done"))
    expect(visit.open_tab("").page.locator(".pb-welcome")).to_contain_text(re.compile(r"1 of \d+ steps done"))
    box.get_by_role("link", name="Go on").click()
    expect(visit.result.locator("h1")).to_be_visible()
    visit.button("Delete my answers").click()
    visit.until_deleted()
    visit.go("")
    expect(visit.page.locator(".pb-welcome")).to_be_hidden()
    assert visit.asked_for("/home.mjs")
    assert open_trial("").page.locator(".pb-welcome").is_hidden()


def test_a_page_can_be_left_quickly(open_trial: Open) -> None:
    """On the page for stopping: one press puts another site's page in its place, another hides the screen, a third deletes what
    you typed; what stays behind is said."""
    visit = begin(open_trial, clean=False)
    visit.field("offer_name").fill("Secret")
    visit.until_kept("Secret")
    visit.go("plays/trial/ask-about-their-plan/")
    page = visit.page
    expect(page.locator(".pb-leave-go")).to_be_visible()
    expect(page.get_by_text("stays in the history of your browser")).to_be_visible()
    visit.button("Hide screen").click()
    assert page.title() == "Notes"
    page.keyboard.press("x")
    visit.until_kept("Secret")
    visit.button("Delete everything I typed").click()
    expect(page.get_by_text("Everything that you typed on this site is deleted from this device.")).to_be_visible()
    visit.until_deleted()
    addresses: list[str] = []
    page.route(
        "https://www.bbc.co.uk/**",
        lambda route: (
            addresses.append(route.request.url),
            route.fulfill(body="<p>Rain</p>", content_type="text/html"),
        ),
    )
    before = page.evaluate("history.length")
    visit.button("Leave quickly").click()
    expect(page.get_by_text("Rain")).to_be_visible()
    assert addresses == ["https://www.bbc.co.uk/weather"]
    assert page.evaluate("history.length") == before
    visit.requests = [one for one in visit.requests if "bbc" not in one.url]
