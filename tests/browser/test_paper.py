"""Without scripts, and on paper."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from playbook_site.server import Change
from tests.browser.steps import begin, make, to_check
from tests.browser.test_views import CARD_WORKER
from tests.browser.trial import ANSWERS
from tests.browser.visit import Open, Serve, Visit

PAY: dict[str, Any] = {
    "case": "pay", "safe": "yes", "ask": "A raise", "target": "58k", "role": "receive", "amounts_are_for": "year",
    "offer": "52,000", "no_deal": "Stay on my present pay", "no_deal_kind": "status-quo", "no_deal_worth": "50,000",
    "their_no_deal": "Advertise the post again", "when": "today",
}  # fmt: skip
MILL = {
    **PAY, "case": "larger", "role": "pay", "ask": "A price for a year", "target": "82,000", "offer": "88,500",
    "no_deal": "Bake two days less", "no_deal_kind": "possible", "no_deal_worth": "96,000", "their_no_deal": "",
    "who_needs_more": "me", "when": "week",
}  # fmt: skip
LANDLORD = {
    **PAY, "case": "power", "ask": "A new lease", "amounts_are_for": "month", "target": "1,300", "offer": "1,200",
    "no_deal": "Let the flat to somebody else", "no_deal_kind": "possible", "no_deal_worth": "1,250",
    "their_no_deal": "They have nowhere to go", "who_needs_more": "them", "when": "later",
}  # fmt: skip
#: Every name and line as long as a card shows it.
FULL = {
    **MILL, "ask": "A contract for three years, with a price that does not move and transport included in it",
    "target": "1,234,567.89", "offer": "1,345,678.91", "no_deal_worth": "1,456,789.12", "talk_date": "1 March 2027",
    "no_deal": "Change to the regional mill in the next valley, and fetch the flour there ourselves every week",
    "their_no_deal": "Find another buyer for 120 tonnes " * 8, "other": "The Northern and Eastern Regional Association of Mills",
    "ask_why": "We set our own prices once a year and cannot raise them in between " * 4,
    "target_reason": "The public index fell by 7 percent, and three bakeries of our size in the valley pay less",
    "their_need": "Their other buyers pay late " * 8, "dread": "giving-in", "where": "before", "channel": "phone",
}  # fmt: skip
BROAD = {**FULL, "ask": "WWWW MMMM " * 9, "other": "W" * 80, "no_deal": "漢字" * 60, "target_reason": "M" * 90}
#: The text on the paper: the size of each piece in pixels, and what it says.
_PRINTED = """() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (texts.nextNode()) {
    const text = texts.currentNode.data.trim(), holder = texts.currentNode.parentElement;
    if (text && holder.checkVisibility({ visibilityProperty: true })) found.push([parseFloat(getComputedStyle(holder).fontSize), text]);
  }
  return found;
}"""
#: What stands out of its own box or the sheet's.
_CUT = """() => [...document.querySelectorAll(".pb-card, .pb-card *")].filter((one) =>
  !one.closest("svg") && (one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== "inline"
    || one.getBoundingClientRect().right > innerWidth + 1)).map((one) => one.outerHTML.slice(0, 80))"""
LINES = "\n".join(f"Line {number} of what they may do" for number in range(30))
_CHROME = ".md-header, .md-sidebar, .md-footer, .md-top, .md-search, .md-tabs"


def to_paper(visit: Visit) -> None:
    """Show the page as it goes to the printer."""
    visit.page.emulate_media(media="print", color_scheme="light")
    visit.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")


def from_paper(visit: Visit) -> None:
    visit.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    visit.page.emulate_media(media="screen")


def test_page_reads_without_scripts(open_trial: Open) -> None:
    """With JavaScript off you read everything, see the whole form and a worked result, and no button promises in vain."""
    visit = open_trial(java_script_enabled=False)
    expect(visit.page.locator("noscript .pb-notice")).to_be_visible()
    expect(visit.field("offer_name")).to_be_visible()
    expect(visit.field("tries.1.try_name")).to_be_visible()
    example = visit.page.locator(".pb-example .pb-result")
    expect(example.locator(".pb-step").first).to_be_visible()
    expect(example.locator(".pb-now .pb-step")).to_have_count(3)
    assert example.locator(".pb-later li").count() >= 2
    expect(visit.page.locator(".pb-example input:enabled")).to_have_count(0)
    expect(visit.page.locator(".md-content button:visible")).to_have_count(0)
    visit.page.locator("summary", has_text="Costs, time and evidence").first.click()
    expect(visit.field("tries.0.notes")).to_be_visible()
    for path in ("", "learn/batna/", "plays/", "reference/glossary/", "privacy/"):
        visit.go(path)
        expect(visit.page.locator("h1")).to_be_visible()


def test_blank_form_prints_without_scripts(open_trial: Open) -> None:
    """With JavaScript off the form still prints, folded blocks and all, with room to write."""
    visit = open_trial(java_script_enabled=False, viewport={"width": 700, "height": 900})
    visit.page.emulate_media(media="print")
    expect(visit.field("tries.0.notes")).to_be_visible()
    assert (visit.field("tries.0.notes").bounding_box() or {})["height"] >= 60
    expect(visit.page.locator(_CHROME).locator("visible=true")).to_have_count(0)


def test_print_shows_all_answers_and_the_whole_result(open_trial: Open) -> None:
    """The print holds every answer in full and the whole checklist, without the site's menus, buttons or anything cut."""
    visit = open_trial(viewport={"width": 700, "height": 900})
    visit.fill({**ANSWERS, "their_plan": LINES})
    visit.make()
    visit.steps.first.locator("input").check()
    folded = visit.form.locator(".pb-group details:not([open])").count()
    assert folded
    to_paper(visit)
    expect(visit.page.locator(_CHROME).locator("visible=true")).to_have_count(0)
    expect(visit.page.locator(".md-content button:visible")).to_have_count(0)
    expect(visit.form.locator("details:not([open])")).to_have_count(0)
    for text in ("Line 0 of what they may do", "Line 29 of what they may do", "The pay range in the advert", "60%"):
        printed = visit.form.locator(".pb-printed", has_text=text).first
        expect(printed).to_be_visible()
    cut = visit.page.evaluate(
        """() => [...document.querySelectorAll(".pb-printed, .pb-result *, textarea")].filter((one) => one.checkVisibility()
             && getComputedStyle(one).overflowY !== "visible" && one.scrollHeight > one.clientHeight + 2)
             .map((one) => one.className + one.textContent.slice(0, 30))"""
    )
    assert cut == []
    assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for step in visit.steps.all():
        expect(step).to_be_visible()
    small = visit.page.evaluate(
        """() => [...document.querySelectorAll(".pb-result-region p, .pb-result-region li, .pb-printed")]
             .filter((one) => one.checkVisibility() && one.textContent.trim() && parseFloat(getComputedStyle(one).fontSize) < 14.6)
             .map((one) => one.className + one.textContent.slice(0, 30) + getComputedStyle(one).fontSize)"""
    )
    assert small == [], "11 points are 14.7 pixels"
    from_paper(visit)
    expect(visit.form.locator(".pb-printed")).to_have_count(0)
    expect(visit.form.locator(".pb-group details:not([open])")).to_have_count(folded)


def test_dark_screen_prints_on_white(open_trial: Open) -> None:
    """You read on a dark screen and print: dark words on white paper."""
    visit = open_trial(color_scheme="dark", viewport={"width": 700, "height": 900})
    visit.page.emulate_media(media="print")
    shades = visit.page.evaluate(
        """() => [document.body, ...document.querySelectorAll(".md-content p, .md-content label, .md-content legend")]
             .map((one) => [getComputedStyle(one).color, getComputedStyle(one).backgroundColor])"""
    )
    for words, ground in shades:
        assert sum(map(float, re.findall(r"[\d.]+", words)[:3])) < 384
        assert ground in ("rgba(0, 0, 0, 0)", "transparent") or sum(map(float, re.findall(r"[\d.]+", ground)[:3])) > 600


def test_pdf_fires_the_same_preparation(open_trial: Open) -> None:
    """Printing itself, not only our way of testing it, brings the full answers onto the paper."""
    visit = open_trial()
    visit.field("their_plan").fill(LINES)
    visit.page.evaluate(
        "window.addEventListener('beforeprint', () => { window.printed = document.querySelectorAll('.pb-printed').length; })"
    )
    assert len(visit.page.pdf(format="A4")) > 10_000
    assert visit.page.evaluate("window.printed") > 10
    expect(visit.form.locator(".pb-printed")).to_have_count(0)


def to_card(visit: Visit, answers: dict[str, Any]) -> None:
    """Answer the short worksheet, and go to the result's card."""
    visit.page.wait_for_selector("html.pb-ready")
    visit.fill(answers)
    visit.button("See where you stand").click()
    visit.button("Print card").click()
    expect(visit.page.locator(".pb-card")).to_be_visible()


def pages(visit: Visit, paper: str) -> int:
    """Print and count the pages; without backgrounds, as most people print."""
    return len(re.findall(rb"/Type\s*/Page\b", visit.page.pdf(format=paper, print_background=False)))


#: Of each length, from the shortest to one of the longest.
PLAYS = (
    "practice/run-a-practice-group", "practice/swap-seats-in-rehearsal", "batna/value-each-alternative", "time/decide-to-wait-or-take",
    "communication/answer-anger-without-giving-way", "preparation/prepare-in-ten-minutes", "coalitions/agree-on-one-voice-and-one-floor",
    "batna/hold-back-when-strong", "batna/aim-from-your-target", "framing/name-four-kinds-of-fair-standard",
)  # fmt: skip


@pytest.mark.parametrize("play", PLAYS)
def test_a_play_is_two_pages_at_most(open_page: Open, play: str) -> None:
    """You print a play to take it along: two sheets hold it, in letters of 11 points and more, with nothing cut; the list of
    sources is on it, and the links to go on are not."""
    visit = open_page(f"plays/{play}/", whole=False)
    assert max(pages(visit, paper) for paper in ("A4", "Letter")) <= 2
    visit.page.emulate_media(media="print")
    visit.page.set_viewport_size({"width": 680, "height": 1009})
    small = [(size, text) for size, text in visit.page.evaluate(_PRINTED) if size < 14.6]
    assert [one for one in small if not re.fullmatch(r"\d", one[1])] == [], (
        "11 points; the numbers of footnotes stand raised"
    )
    assert visit.page.evaluate(_CUT) == []
    expect(visit.page.locator(".footnote li").first).to_be_visible()
    expect(visit.page.locator("#next")).to_be_hidden()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(
    "answers",
    [
        pytest.param(PAY, id="pay"),
        pytest.param(MILL, id="mill"),
        pytest.param(LANDLORD, id="landlord"),
        pytest.param(FULL, id="full"),
        pytest.param(BROAD, id="broad letters"),
        pytest.param({"case": "pay", "safe": "unsure", "ask": "A raise"}, id="not safe"),
        pytest.param({"case": "lease", "ask": "A lower rent"}, id="hardly anything"),
    ],
)
def test_a_card_is_one_page(open_page: Open, answers: dict[str, Any], width: int) -> None:
    """You print the card on A4 or Letter, from a phone or a desk: one page, in letters of 12 points and more, nothing cut, and
    nothing of the site on it."""
    visit = open_page("worksheets/quick/#check", whole=False, viewport={"width": width, "height": 800})
    to_card(visit, answers)
    assert {paper: pages(visit, paper) for paper in ("A4", "Letter")} == {"A4": 1, "Letter": 1}
    visit.page.emulate_media(media="print")
    visit.page.set_viewport_size({"width": 680, "height": 900})
    printed = visit.page.evaluate(_PRINTED)
    assert [(size, text) for size, text in printed if size < 16] == [], "12 points are 16 pixels"
    card = visit.page.locator(".pb-card")
    shown = card.inner_text()
    assert [text for _, text in printed if text not in shown] == []
    assert visit.page.evaluate(_CUT) == []
    assert all(
        size >= 18
        for size, text in printed
        if text.startswith("“") and text not in card.locator("dt").all_inner_texts()
    )
    assert card.locator(".pb-card-steps > li").count() >= 2
    assert card.locator(".pb-box").count() == card.locator(".pb-card-steps > li").count()
    assert card.locator(".pb-card-notes > i").count() >= 2
    assert card.locator(".pb-tile").count() in (0, 3)


def test_a_card_without_its_numbers_is_one_page(open_page: Open) -> None:
    """You hide your limit and print: still one page; the verdict and the numbers are gone, and a step that had no room comes back,
    or there is more room to write."""
    visit = open_page("worksheets/quick/#check", whole=False)
    to_card(visit, FULL)
    steps, lines = (visit.page.locator(f".pb-card {one}") for one in (".pb-card-steps > li", ".pb-card-notes > i"))
    before = (steps.count(), lines.count())
    visit.page.get_by_label("Hide my limit").check()
    expect(visit.page.locator(".pb-card :is(.pb-tile, .pb-card-verdict)")).to_have_count(0)
    assert (steps.count(), lines.count()) > before
    assert [pages(visit, paper) for paper in ("A4", "Letter")] == [1, 1]


@pytest.mark.parametrize("much", [6, 40])
def test_a_card_that_is_too_full_leaves_out_its_last_steps(serve_trial: Serve, open_trial: Open, much: int) -> None:
    """Whatever a card holds, it is one page: the last steps are not on it, and there is room to write."""
    steps = "".join(f"<li><span class='pb-box'></span><p>Step {n} {'of many ' * 20}</p></li>" for n in range(much))
    full = f"<section><h3>In the talk</h3><ul class='pb-card-steps'>{steps}</ul></section>"
    notes = "<section><h3>Notes</h3><div class='pb-card-notes'><i></i><i></i></div></section>"
    worker = CARD_WORKER.replace("</div>${numbers", f"</div>{full}{notes}${{numbers")
    assert worker != CARD_WORKER
    change = lambda path: Change(body=worker.encode()) if path.endswith("engine-worker.mjs") else None  # noqa: E731
    visit = begin(open_trial, at=serve_trial(change).url)
    to_check(visit)
    make(visit)
    visit.button("Print card").click()
    kept = visit.page.locator(".pb-card-steps > li")
    expect(kept.first).to_contain_text("Step 0")
    assert kept.count() == 6 if much == 6 else 6 < kept.count() < 20
    expect(kept.last).to_contain_text(f"Step {kept.count() - 1} ")
    assert visit.page.locator(".pb-card-notes > i").count() >= 2
    assert [pages(visit, paper) for paper in ("A4", "Letter")] == [1, 1]


def test_no_line_of_an_example_promises_to_be_copied(open_page: Open) -> None:
    """The worked example has lines to say, and no button to copy them: nothing would listen to it."""
    visit = open_page("worksheets/quick/")
    expect(visit.page.locator(".pb-example blockquote").first).to_be_attached()
    expect(visit.page.locator(".pb-example [data-copy]:visible")).to_have_count(0)
