"""A worksheet asked question by question."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from playbook_site.server import Change
from tests.browser.visit import Open, Serve, Visit

PHONE = {"width": 360, "height": 700}
OFFER, TRIES, FEELING, YOURSELF, OTHERS = range(5)


@pytest.fixture
def steps(open_trial: Open) -> Visit:
    """The make-believe worksheet on a phone, as somebody comes to it."""
    return begin(open_trial)


def begin(open_trial: Open, **options: Any) -> Visit:
    """Open the make-believe worksheet question by question, and wait until its script is there."""
    visit = open_trial(whole=False, **{"viewport": PHONE, **options})
    visit.page.wait_for_selector("html.pb-ready")
    return visit


def heading(visit: Visit) -> str:
    """Return the page's only heading of the first level."""
    found = visit.page.locator("h1:visible")
    expect(found).to_have_count(1)
    return found.inner_text().strip(" #")


def at(visit: Visit, title: str) -> None:
    """Wait until a screen is shown, with its heading in focus."""
    expect(visit.page.locator("h1:visible")).to_have_text(title)
    expect(visit.page.locator("h1:visible")).to_be_focused()


def go_on(visit: Visit, title: str) -> None:
    """Continue to the screen with this heading."""
    visit.button("Continue").click()
    at(visit, title)


def act(visit: Visit, words: str) -> Any:
    """Return the button with these words, those included that only are heard."""
    return visit.page.locator("button:visible").filter(has_text=words)


def to_check(visit: Visit) -> None:
    """Answer two questions and go through to the answers to check."""
    visit.field("offer_name").fill("The raise")
    visit.field("offer_takings.likely").fill("52k")
    go_on(visit, "What else you could try")
    visit.field("tries.0.try_name").fill("Join the clinic")
    visit.field("tries.0.takings.likely").fill("57,000")
    go_on(visit, "How strong do you feel?")
    go_on(visit, "Check your answers")


def make(visit: Visit) -> None:
    """Go from the answers to the result."""
    visit.button("See where you stand").click()
    at_result(visit)


def at_result(visit: Visit) -> None:
    """Wait until the result is shown, with its heading in focus."""
    expect(visit.result.locator("h1")).to_be_focused()
    expect(visit.page.locator("h1:visible")).to_have_count(1)


def test_one_screen_at_a_time(steps: Visit) -> None:
    """You see one group of questions and nothing of the others; the first question stands on the first screen of a phone."""
    assert heading(steps) == "The pitch on offer"
    expect(steps.page.locator(".pb-group:visible")).to_have_count(1)
    assert steps.form.locator("[name=way]").first.bounding_box()["y"] < PHONE["height"]  # type: ignore[index]
    expect(steps.page.locator(".pb-progress-line")).to_have_text("Question 1 of 3")
    expect(steps.page).to_have_title(re.compile(r"^Question 1 of 3: The pitch on offer - "))
    expect(steps.button("Back")).to_be_hidden()
    expect(steps.button("Make my checklist")).to_be_hidden()
    assert steps.page.url.endswith("/worksheets/trial/")


def test_continue_brings_the_next_and_its_heading_the_focus(steps: Visit) -> None:
    """Continue leads on, to an entry of the history whose address holds a number and nothing that you said."""
    steps.field("offer_name").fill("Secret name")
    go_on(steps, "What else you could try")
    assert steps.page.url.endswith("/worksheets/trial/#q-2")
    assert steps.page.evaluate("scrollY") == 0
    go_on(steps, "How strong do you feel?")
    assert steps.page.url.endswith("#q-3")
    expect(steps.page).to_have_title(re.compile(r"^Question 3 of 3: How strong do you feel\? - "))
    for _ in range(2):
        assert "Secret" not in steps.page.url + steps.page.title()
        steps.page.go_back()


def test_back_and_forward_bring_a_screen_as_it_was(steps: Visit) -> None:
    """Back, by the page's button or the browser's, shows the last screen as you left it, and Forward the next one."""
    steps.field("offer_name").fill("The raise")
    go_on(steps, "What else you could try")
    go_on(steps, "How strong do you feel?")
    steps.button("Back").click()
    at(steps, "What else you could try")
    steps.page.go_back()
    at(steps, "The pitch on offer")
    expect(steps.field("offer_name")).to_have_value("The raise")
    steps.page.go_forward()
    at(steps, "What else you could try")
    steps.page.go_forward()
    at(steps, "How strong do you feel?")


def test_a_reload_stays_on_the_screen(steps: Visit) -> None:
    """You reload: the same screen, the same answers; and Back still leads to the one before."""
    steps.field("offer_name").fill("The raise")
    go_on(steps, "What else you could try")
    steps.page.reload()
    expect(steps.page.locator("h1:visible")).to_have_text("What else you could try")
    steps.button("Back").click()
    at(steps, "The pitch on offer")
    expect(steps.field("offer_name")).to_have_value("The raise")


def test_a_link_to_a_later_screen_has_a_way_back(open_trial: Open) -> None:
    """You open the address of the third screen: it is shown, and Back leads to the second. An address that names no screen
    shows the first one."""
    visit = open_trial("worksheets/trial/#q-3", whole=False)
    expect(visit.page.locator("h1:visible")).to_have_text("How strong do you feel?")
    visit.button("Back").click()
    at(visit, "What else you could try")
    other = open_trial("worksheets/trial/#q-77", whole=False)
    expect(other.page.locator("h1:visible")).to_have_text("The pitch on offer")
    result = open_trial("worksheets/trial/#result", whole=False)
    expect(result.page.locator("h1:visible")).to_have_text("The pitch on offer")


def test_who_comes_back_goes_on_where_they_were(steps: Visit) -> None:
    """You leave and come back by the menu: the page goes on behind your last answer."""
    steps.field("offer_name").fill("The raise")
    go_on(steps, "What else you could try")
    steps.go("plays/")
    steps.go("worksheets/trial/")
    expect(steps.page.locator("h1:visible")).to_have_text("What else you could try")
    steps.field("tries.0.try_name").fill("Join the clinic")
    steps.go("plays/")
    steps.go("worksheets/trial/")
    expect(steps.page.locator("h1:visible")).to_have_text("How strong do you feel?")


def test_enter_continues(steps: Visit) -> None:
    """Enter in a field does what Continue does, and in a long text it makes a new line."""
    steps.field("offer_name").fill("The raise")
    steps.field("offer_name").press("Enter")
    at(steps, "What else you could try")
    steps.page.goto(steps.page.url.replace("#q-2", "#q-5"))
    steps.field("their_plan").fill("one")
    steps.field("their_plan").press("Enter")
    steps.field("their_plan").press_sequentially("two")
    expect(steps.field("their_plan")).to_have_value("one\ntwo")


def test_errors_are_looked_for_on_continue(steps: Visit) -> None:
    """Nothing is found fault with while you type; Continue brings you to a list above the heading, each entry to its field with
    the same words; mended, you go on, and what you typed is never lost."""
    steps.start_engine()
    steps.field("offer_takings.likely").fill("lots")
    steps.field("hope").fill("1.234")
    steps.field("hope").blur()
    expect(steps.page.locator(".pb-error:visible")).to_have_count(0)
    steps.button("Continue").click()
    box = steps.page.locator(".pb-errors")
    expect(box).to_be_focused()
    expect(box.get_by_role("heading")).to_have_text("There is a problem")
    expect(steps.page).to_have_title(re.compile(r"^Error: Question 1 of 3"))
    first = box.get_by_role("link").first
    words = first.inner_text()
    assert box.bounding_box()["y"] < steps.page.locator("h1:visible").bounding_box()["y"]  # type: ignore[index]
    first.click()
    expect(steps.field("offer_takings.likely")).to_be_focused()
    expect(steps.page.locator("#q-offer_takings-likely-error")).to_have_text(f"Error: {words}")
    expect(steps.field("offer_takings.likely")).to_have_value("lots")
    steps.field("offer_takings.likely").fill("52,000")
    steps.page.locator(".pb-choices button").first.click()
    expect(steps.page.locator(".pb-errors")).to_have_count(0)
    go_on(steps, "What else you could try")
    expect(steps.page).not_to_have_title(re.compile("Error"))


def test_a_fault_elsewhere_does_not_hold_you(steps: Visit) -> None:
    """What is wrong on another screen is said there and at the end, and Continue leads on from this one."""
    steps.field("hope").fill("lots")
    steps.page.goto(steps.page.url + "#q-3")
    expect(steps.page.locator("h1:visible")).to_have_text("How strong do you feel?")
    steps.start_engine()
    steps.button("Continue").click()
    expect(steps.page.locator("h1:visible")).to_have_text("Check your answers")
    expect(steps.page.locator(".pb-errors a")).to_have_count(1)
    expect(steps.page.locator(".pb-errors")).to_be_focused()
    steps.page.locator(".pb-errors a").click()
    expect(steps.field("hope")).to_be_focused()
    expect(steps.page.locator("h1:visible")).to_have_text("The pitch on offer")
    steps.field("hope").fill("58,000")
    go_on(steps, "Check your answers")
    expect(steps.page.locator(".pb-errors")).to_have_count(0)


def test_nobody_waits_for_the_engine(serve_trial: Serve, open_trial: Open) -> None:
    """The part that does the sums is slow to come: you go on, and what it finds stands above the answers to check."""
    slow = serve_trial(lambda path: Change(delay=4) if "/assets/runtime/" in path else None)
    visit = begin(open_trial, at=slow.url)
    visit.field("hope").fill("lots")
    go_on(visit, "What else you could try")
    go_on(visit, "How strong do you feel?")
    go_on(visit, "Check your answers")
    expect(visit.page.locator(".pb-errors")).to_have_count(0)
    expect(visit.page.locator(".pb-errors a")).to_have_count(1)
    expect(visit.page.locator("h1:visible")).to_be_focused()


def test_every_question_can_be_passed_over(steps: Visit) -> None:
    """You say nothing at all and still come to a result, which says what is missing; you are never scolded."""
    go_on(steps, "What else you could try")
    go_on(steps, "How strong do you feel?")
    go_on(steps, "Check your answers")
    expect(steps.page.locator(".pb-check-list dd .pb-typed").first).to_have_text("Not said")
    make(steps)
    expect(steps.page.locator(".pb-errors")).to_have_count(0)
    expect(steps.result.locator(".pb-missing li").first).to_be_visible()


def test_i_do_not_know_is_said_and_goes_on(steps: Visit) -> None:
    """Where one question stands alone, "I do not know" is a press that says so and leads on; the next screen shows it as said."""
    go_on(steps, "What else you could try")
    expect(steps.button("I do not know")).to_be_hidden()
    go_on(steps, "How strong do you feel?")
    expect(steps.form.locator("[name=strength][value='?']")).to_be_hidden()
    steps.button("I do not know").click()
    at(steps, "Check your answers")
    expect(row(steps, "How strong you feel")).to_contain_text("I do not know")
    steps.page.go_back()
    expect(steps.form.locator("[name=strength][value='?']")).to_be_checked()
    expect(steps.form.locator("[name=strength][value='?']")).to_be_visible()


def test_follow_ups_come_when_an_answer_makes_them_matter(steps: Visit) -> None:
    """A question that nothing calls for is not asked; a radio, a word in an amount or another row brings its follow-up at once."""
    page = steps.page
    expect(page.locator("[data-path=stall_hours]")).to_be_hidden()
    steps.field("offer_takings.likely").fill("16 an hour")
    expect(page.locator("[data-path=stall_hours]")).to_be_visible()
    steps.field("offer_takings.likely").fill("52,000")
    expect(page.locator("[data-path=stall_hours]")).to_be_hidden()
    steps.form.locator("[name=season][value=hour]").check()
    expect(page.locator("[data-path=stall_hours]")).to_be_visible()
    steps.field("stall_hours").fill("30")
    steps.form.locator("[name=season][value=year]").check()
    expect(page.locator("[data-path=stall_hours]")).to_be_visible()  # it holds an answer
    go_on(steps, "What else you could try")
    expect(page.locator("[data-path='tries.0.left_over']")).to_be_hidden()
    expect(page.locator("[data-path=together]")).to_be_hidden()
    steps.field("tries.0.odds").fill("60%")
    expect(page.locator("[data-path='tries.0.left_over']")).to_be_visible()
    steps.button("Keep this one").click()
    steps.button("Add a try").click()
    steps.field("tries.1.try_name").fill("Go abroad")
    expect(page.locator("[data-path=together]")).to_be_visible()
    expect(page.locator("[data-path='tries.1.left_over']")).to_be_hidden()
    expect(page.locator(".pb-progress-line")).to_have_text("Question 2 of 4")
    go_on(steps, "How strong do you feel?")
    go_on(steps, "Yourself")
    expect(page.locator("[data-path=mood]")).to_be_visible()
    expect(page.locator("[data-path=yearly]")).to_be_hidden()


def row(visit: Visit, title: str) -> Any:
    """Return an entry of the answers to check."""
    return visit.page.locator(".pb-answers > div").filter(has=visit.page.locator(f"dt:text-is('{title}')"))


def test_answers_are_checked_and_changed(steps: Visit) -> None:
    """You see each answer as it was read, under the heading of its part; Change leads to the question and Continue straight back."""
    to_check(steps)
    expect(steps.page.locator(".pb-check-list h2")).to_have_text(["The talk", "Your side"])
    expect(row(steps, "What the offer comes to")).to_contain_text("52,000 from “52k”")
    expect(row(steps, "Your tries")).to_contain_text("Join the clinic, 57,000")
    expect(row(steps, "The result that you hope for")).to_contain_text("Not said")
    act(steps, "Add it: The result that you hope for").click()
    expect(steps.field("hope")).to_be_focused()
    steps.field("hope").fill("58k")
    steps.field("hope").press("Enter")
    at(steps, "Check your answers")
    expect(row(steps, "The result that you hope for")).to_contain_text("58,000 from “58k”")
    act(steps, "Change: Your tries").click()
    at(steps, "What else you could try")
    go_on(steps, "Check your answers")


def test_the_result_is_a_screen_of_its_own(steps: Visit) -> None:
    """The result replaces the questions, with its heading in focus; Back leads to your answers, Forward to the result, and a
    reload stays on it."""
    to_check(steps)
    make(steps)
    assert steps.page.url.endswith("#result")
    expect(steps.form.locator(".pb-group:visible")).to_have_count(0)
    expect(steps.result).to_contain_text("Join the clinic")
    steps.page.go_back()
    at(steps, "Check your answers")
    expect(steps.result).to_be_hidden()
    steps.page.go_forward()
    at_result(steps)
    steps.page.reload()
    expect(steps.result).to_contain_text("Join the clinic")
    expect(steps.form.locator(".pb-group:visible")).to_have_count(0)
    steps.button("Change answers").click()
    at(steps, "Check your answers")


def test_make_it_sharper_asks_one_at_a_time(steps: Visit) -> None:
    """Below the result stands the next question that would change it, with its reason; answered, you are back at a result that
    holds it, and nothing more is offered."""
    to_check(steps)
    make(steps)
    block = steps.page.locator(".pb-sharper")
    expect(block).to_contain_text("What do they plan?")
    expect(block).to_contain_text("What you save them is room to ask.")
    expect(block).to_contain_text("One question")
    block.get_by_role("button").click()
    at(steps, "What do they plan?")
    expect(steps.page.locator(".pb-progress-line")).to_have_text("Make it sharper: the last one")
    steps.field("their_plan").fill("Advertise the post again")
    steps.button("Continue").click()
    at_result(steps)
    expect(steps.result).to_contain_text("Advertise the post again")
    expect(block).to_be_hidden()


def test_rows_are_filled_in_one_at_a_time(steps: Visit) -> None:
    """One row is open; kept, it is a summary that can be changed and removed; Cancel takes back what you typed since."""
    go_on(steps, "What else you could try")
    page = steps.page
    expect(page.locator(".pb-row:visible")).to_have_count(1)
    steps.field("tries.0.try_name").fill("Join the clinic")
    steps.field("tries.0.takings.likely").fill("57k")
    steps.button("Keep this one").click()
    expect(act(steps, "Change: Join the clinic")).to_be_focused()
    expect(page.locator(".pb-row-card")).to_have_count(1)
    expect(page.locator(".pb-row-card")).to_contain_text("57,000")
    expect(page.locator(".pb-row:visible")).to_have_count(0)
    steps.button("Add a try").click()
    expect(steps.field("tries.1.try_name")).to_be_focused()
    steps.field("tries.1.try_name").fill("Go abroad")
    steps.button("Keep this one").click()
    steps.button("Add a try").click()
    expect(steps.field("tries.2.try_name")).to_be_focused()
    steps.button("Cancel").click()
    expect(page.locator(".pb-row-card")).to_have_count(2)
    act(steps, "Change: Go abroad").click()
    steps.field("tries.1.try_name").fill("Something else")
    steps.button("Cancel").click()
    expect(page.locator(".pb-row-card").nth(1)).to_contain_text("Go abroad")
    act(steps, "Remove: Join the clinic").click()
    expect(steps.button("Put it back")).to_be_focused()
    expect(page.locator(".pb-row-card")).to_have_count(1)
    steps.button("Put it back").click()
    expect(page.locator(".pb-row-card")).to_have_count(2)
    steps.page.reload()
    expect(page.locator(".pb-row-card")).to_have_count(2)


@pytest.mark.parametrize("path", ["tries.0.odds", "tries.0.takings.likely"])
def test_nothing_moves_under_a_finger(steps: Visit, path: str) -> None:
    """You type and press a button: what your answer brings up, a reading or a question, waits until the finger is up."""
    go_on(steps, "What else you could try")
    steps.start_engine()
    keep = steps.button("Keep this one")
    keep.scroll_into_view_if_needed()
    box = keep.bounding_box()
    assert box is not None
    steps.page.mouse.move(box["x"] + 20, box["y"] + 10)
    steps.page.mouse.down()
    # As if the answer had been typed just before the press: the reading of it is due while the finger is down.
    steps.field(path).evaluate(
        "(field) => { field.value = '60'; field.dispatchEvent(new Event('input', { bubbles: true })); }"
    )
    steps.page.wait_for_timeout(700)
    steps.page.mouse.up()
    expect(steps.page.locator(".pb-row-card")).to_have_count(1)


def test_a_fault_in_a_row_opens_it(steps: Visit) -> None:
    """A row that was kept with a fault in it is opened again by the entry in the list."""
    go_on(steps, "What else you could try")
    steps.start_engine()
    steps.field("tries.0.odds").fill("120%")
    steps.button("Continue").click()
    expect(steps.page.locator(".pb-errors")).to_be_focused()
    steps.page.locator(".pb-errors a").click()
    expect(steps.field("tries.0.odds")).to_be_focused()
    steps.field("tries.0.odds").fill("60%")
    go_on(steps, "How strong do you feel?")


def test_all_on_one_page_is_remembered_for_the_tab(steps: Visit) -> None:
    """You prefer the whole form: it stays so when you come back, until you ask for one question at a time."""
    steps.field("offer_name").fill("The raise")
    steps.button("See all questions on one page").click()
    expect(steps.page.locator(".pb-group:visible")).to_have_count(5)
    expect(steps.field("offer_name")).to_have_value("The raise")
    assert heading(steps) == "A make-believe trial"
    steps.go("plays/")
    steps.go("worksheets/trial/")
    expect(steps.page.locator(".pb-group:visible")).to_have_count(5)
    steps.page.go_back()
    steps.page.go_forward()
    expect(steps.page.locator(".pb-group:visible")).to_have_count(5)
    steps.button("Ask me one question at a time").click()
    at(steps, "What else you could try")
    steps.go("plays/")
    steps.go("worksheets/trial/")
    expect(steps.page.locator(".pb-group:visible")).to_have_count(1)


def test_what_the_answers_say_so_far_stands_beside(open_trial: Open) -> None:
    """On a wide screen the engine's own drawing stands beside the question once there is a number, with its sentence."""
    visit = begin(open_trial, viewport={"width": 1280, "height": 800})
    aside = visit.page.locator(".pb-ask-so-far")
    expect(aside).to_contain_text("Your numbers appear here")
    visit.field("offer_name").fill("The raise")
    visit.field("offer_takings.likely").fill("52,000")
    expect(aside.locator("figure svg[role=img]")).to_be_visible()
    expect(aside.locator("figure")).to_have_count(1)
    visit.field("offer_takings.likely").fill("53,000")
    expect(aside).to_contain_text("53,000")
    expect(aside.locator("figure")).to_have_count(1)


def test_delete_reaches_every_screen(steps: Visit) -> None:
    """Deleted from beside a question or below the result, everything is gone and you stand at the first question; undone, it is
    back."""
    to_check(steps)
    make(steps)
    steps.button("Delete my answers").click()
    expect(steps.page.locator("h1:visible")).to_have_text("The pitch on offer")
    expect(steps.button("Bring them back")).to_be_focused()
    assert "clinic" not in steps.page.content()
    assert steps.page.evaluate("JSON.stringify({ ...sessionStorage })") == "{}"
    steps.button("Bring them back").click()
    expect(steps.field("offer_name")).to_have_value("The raise")
    steps.button("Delete my answers").first.click()
    steps.page.reload()
    expect(steps.field("offer_name")).to_have_value("")
    steps.page.goto(steps.page.url.split("#")[0] + "#result")
    expect(steps.result).to_be_hidden()


def test_an_example_can_be_seen_and_left(steps: Visit) -> None:
    """You look at an example question by question and go back: your own answers are as they were."""
    steps.field("offer_name").fill("Mine")
    steps.button("See all questions on one page").click()
    steps.page.locator(".pb-example-load button").first.click()
    steps.button("Ask me one question at a time").click()
    expect(steps.page.locator(".pb-example-notice")).to_be_visible()
    steps.button("Go back to my own answers").click()
    assert (
        json.loads(steps.page.evaluate("sessionStorage.getItem('playbook-plan')"))["worksheets"]["trial"]["offer_name"]
        == "Mine"
    )


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_no_screen_is_wider_than_the_window(open_trial: Open, width: int) -> None:
    """At 320 pixels and above nothing has to be moved sideways: questions, errors, rows, answers, result."""
    visit = begin(open_trial, viewport={"width": width, "height": 640})
    long = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle" * 2
    faults = [wide(visit.page)]
    visit.start_engine()
    visit.field("offer_takings.likely").fill("lots")
    visit.button("Continue").click()
    expect(visit.page.locator(".pb-errors")).to_be_focused()
    faults.append(wide(visit.page))
    visit.field("offer_takings.likely").fill("52,000")
    visit.field("offer_name").fill(long)
    go_on(visit, "What else you could try")
    visit.field("tries.0.try_name").fill(long)
    visit.field("tries.0.takings.likely").fill("999,999,999,999")
    faults.append(wide(visit.page))
    visit.button("Keep this one").click()
    faults.append(wide(visit.page))
    go_on(visit, "How strong do you feel?")
    go_on(visit, "Check your answers")
    faults.append(wide(visit.page))
    make(visit)
    faults.append(wide(visit.page))
    assert [fault for fault in faults if fault > 0] == []


def wide(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    found: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found


def tabs(page: Page, most: int) -> Iterator[dict[str, str]]:
    """Press Tab again and again, and say where the focus is."""
    for _ in range(most):
        page.keyboard.press("Tab")
        yield page.evaluate(
            "(({ name, localName, textContent }) => ({ name: name ?? '', tag: localName, text: textContent.trim() }))(document.activeElement)"
        )


def press(page: Page, words: str) -> None:
    """Go to a button by Tab alone and press it by Enter."""
    assert any(one["text"] == words for one in tabs(page, 60)), words
    page.keyboard.press("Enter")


def test_the_whole_way_by_keyboard(open_trial: Open) -> None:
    """With a keyboard alone: at most ten presses of Tab to the first field, then from question to question, to the answers, to the
    result, and a step is ticked."""
    visit = begin(open_trial, viewport={"width": 1280, "height": 800})
    page = visit.page
    assert next(tabs(page, 1))["text"] == "Skip to content"
    page.keyboard.press("Enter")
    assert any(one["name"] for one in tabs(page, 10))
    page.keyboard.press("Space")
    assert any(one["name"] == "offer_name" for one in tabs(page, 10))
    page.keyboard.type("The raise")
    page.keyboard.press("Enter")
    at(visit, "What else you could try")
    assert any(one["name"] == "tries.0.try_name" for one in tabs(page, 10))
    page.keyboard.type("Join the clinic")
    press(page, "Keep this one")
    press(page, "Continue")
    at(visit, "How strong do you feel?")
    press(page, "I do not know")
    at(visit, "Check your answers")
    press(page, "See where you stand")
    at_result(visit)
    assert any(one["tag"] == "input" for one in tabs(page, 30))
    page.keyboard.press("Space")
    expect(visit.result.locator("input:checked")).to_have_count(1)


def test_paper_and_pages_without_scripts_have_the_whole_form(open_trial: Open) -> None:
    """Printed from any screen, and where scripts are off, the worksheet is the whole form, and nothing that belongs to one screen."""
    visit = begin(open_trial)
    visit.page.emulate_media(media="print")
    for place in (
        "#q-offer_name",
        "#q-tries-0-notes",
        "#q-their_plan",
        "[data-path=left_over], [data-path='tries.0.left_over']",
    ):
        expect(visit.page.locator(place).first).to_be_attached()
    expect(visit.page.locator(".pb-group:visible")).to_have_count(5)
    expect(visit.page.locator(".pb-go:visible, .pb-ask-so-far:visible, .pb-check:visible")).to_have_count(0)
    plain = open_trial(java_script_enabled=False)
    expect(plain.page.locator(".pb-group:visible")).to_have_count(5)
    expect(
        plain.page.locator(".pb-go:visible, .pb-ask-so-far:visible, .pb-check:visible, .pb-progress-line:visible")
    ).to_have_count(0)


def test_the_form_stands_there_whole_when_its_script_does_not_come(serve_trial: Serve, open_trial: Open) -> None:
    """The page's script cannot be had: all questions are there to be read and printed, not the first one alone."""
    server = serve_trial(lambda path: Change(status=503) if path.endswith("/worksheet.mjs") else None)
    visit = open_trial(at=server.url, whole=False, clean=False)
    expect(visit.page.locator(".pb-group:visible")).to_have_count(5)


def test_progress_is_not_read_out_as_you_type(steps: Visit) -> None:
    """A screen reader hears the heading of a new screen and what the engine says; it is not told of the count at every key."""
    assert steps.page.locator(".pb-progress-line[role], .pb-progress-line[aria-live]").count() == 0
    assert steps.page.locator(".pb-progress-line svg").get_attribute("aria-hidden") == "true"
