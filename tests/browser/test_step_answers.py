"""A worksheet asked question by question: its questions, rows and answers."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.steps import (
    act,
    at,
    at_result,
    begin,
    go_on,
    make,
    to_check,
)
from tests.browser.visit import Open, Visit


def row(visit: Visit, title: str) -> Any:
    """Return an entry of the answers to check."""
    return visit.page.locator(".pb-answers > div").filter(has=visit.page.locator(f"dt:text-is('{title}')"))


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


def test_every_question_can_be_passed_over(steps: Visit) -> None:
    """You say nothing at all and still come to a result, which says what is missing; you are never scolded."""
    go_on(steps, "What else you could try")
    go_on(steps, "How strong do you feel?")
    go_on(steps, "Check your answers")
    expect(steps.page.locator(".pb-check-list dd .pb-typed").first).to_have_text("Not said")
    make(steps)
    expect(steps.page.locator(".pb-errors")).to_have_count(0)
    expect(steps.result.locator(".pb-missing li").first).to_be_visible()


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
    steps.reload()
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
    steps.reload()
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
    """A row that was kept with a fault in it is open again at once, and the entry in the list leads into it."""
    go_on(steps, "What else you could try")
    steps.start_engine()
    steps.field("tries.0.odds").fill("120%")
    steps.button("Continue").click()
    expect(steps.page.locator(".pb-errors")).to_be_focused()
    expect(steps.field("tries.0.odds")).to_be_visible()
    steps.page.locator(".pb-errors a").click()
    expect(steps.field("tries.0.odds")).to_be_focused()
    steps.field("tries.0.odds").fill("60%")
    go_on(steps, "How strong do you feel?")


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
    steps.until_deleted()
    steps.button("Bring them back").click()
    expect(steps.field("offer_name")).to_have_value("The raise")
    steps.button("Delete my answers").first.click()
    steps.reload()
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
    assert steps.kept("trial")["offer_name"] == "Mine"
