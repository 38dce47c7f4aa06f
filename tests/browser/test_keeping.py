"""What the page keeps: values that come without a word, answers that do not fit, and pages that come back as they were left."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from playwright.sync_api import BrowserType, Route, expect

from playbook_site.server import SiteServer
from tests.browser import trial
from tests.browser.kept import put as keep
from tests.browser.kept import records
from tests.browser.visit import Open, Visit, opening

_SET = """([name, value, event]) => {
  const control = document.querySelector(`form.pb-form [name="${name}"]`);
  if (value === null) control.checked = true;
  else control.value = value;
  if (event) control.dispatchEvent(new Event(event, { bubbles: true }));
}"""
#: Notes the size of each request that goes to the worker, and how many workers there were.
_COUNT = """
window.sent = [];
window.workers = 0;
const post = Worker.prototype.postMessage;
Worker.prototype.postMessage = function (message, ...more) {
  if (message.kind === "start") window.workers += 1;
  if (message.kind === "run") window.sent.push(message.text.length);
  return post.call(this, message, ...more);
};
"""


def kept(visit: Visit) -> Mapping[str, Any]:
    """Return the trial worksheet's answers as they are kept."""
    return visit.kept("trial")


def put(visit: Visit, name: str, value: str | None, event: str = "") -> None:
    """Set a control as a program does: with this event, or with none."""
    visit.page.evaluate(_SET, [name, value, event])


def open_copy(visit: Visit, answers: Mapping[str, Any]) -> None:
    """Open a copy that holds these answers of the trial worksheet."""
    copy = {"version": 2, "worksheets": {"trial": answers}}
    with visit.page.expect_file_chooser() as chosen:
        visit.button("Open a copy").click()
    chosen.value.set_files({"name": "x.json", "mimeType": "application/json", "buffer": json.dumps(copy).encode()})


FILLED = {"offer_name": "The raise", "hope?": None, "tries.1.try_name": "Go abroad", "tries.0.notes": "a\nb"}
ANSWERS = {"offer_name": "The raise", "hope": "?", "tries": [{"notes": "a\nb"}, {"try_name": "Go abroad"}]}


@pytest.mark.parametrize("event", ["", "change"])
def test_what_is_filled_in_without_a_word_is_kept_when_you_leave(open_trial: Open, event: str) -> None:
    """The browser or another program fills in fields and says nothing: they are there after a reload."""
    visit = open_trial()
    for name, value in FILLED.items():
        put(visit, name, value, event)
    visit.reload()
    assert kept(visit) == ANSWERS
    expect(visit.field("offer_name")).to_have_value("The raise")
    expect(visit.field("hope?")).to_be_checked()


def test_a_late_value_is_kept_once_it_counts(open_trial: Open) -> None:
    """What the checklist was made from is kept, and what you save as a copy, without any key of yours."""
    visit = open_trial()
    visit.fill(trial.SHORT)
    put(visit, "offer_name", "Filled in late")
    visit.make()
    expect(visit.result).to_contain_text("Filled in late")
    visit.until_kept("Filled in late")
    put(visit, "offer_name", "Filled in later")
    with visit.page.expect_download() as download:
        visit.button("Save a copy").click()
    assert json.loads(download.value.path().read_text())["worksheets"]["trial"]["offer_name"] == "Filled in later"
    put(visit, "offer_name", "Filled in at last")
    visit.page.evaluate(
        """() => {
          Object.defineProperty(document, "hidden", { get: () => true });
          document.dispatchEvent(new Event("visibilitychange"));
        }"""
    )
    visit.until_kept("Filled in at last")
    assert kept(visit)["offer_name"] == "Filled in at last"


def test_a_page_that_is_only_read_keeps_nothing(open_trial: Open) -> None:
    """You look at the worksheet and leave: nothing is written."""
    visit = open_trial()
    visit.go("worksheets/")
    names = visit.page.evaluate("[...Object.keys(sessionStorage), ...Object.keys(localStorage)]")
    # The theme's colours, and that the questions were asked for on one page.
    assert {name for name in names if not name.endswith("__palette")} == {"playbook-way"}
    assert records(visit.page) == []


def test_a_late_value_in_an_example_stays_out_of_your_answers(open_trial: Open) -> None:
    """You look at an example and a program fills in a field: your own answers are as they were."""
    visit = open_trial()
    visit.field("offer_name").fill("Mine")
    put(visit, "hope", "60k")
    visit.page.locator(".pb-start summary").click()
    visit.page.locator(".pb-start button").first.click()
    put(visit, "offer_name", "Strange")
    visit.reload()
    assert (kept(visit)["offer_name"], kept(visit)["hope"]) == ("Mine", "60k")


@pytest.mark.parametrize("before", [None, {"offer_name": "From earlier", "hope": "60k"}], ids=["blank", "kept answers"])
def test_what_you_type_before_the_script_runs_counts(open_trial: Open, before: Mapping[str, str] | None) -> None:
    """You are faster than the page's script: what you typed stays, and what you had typed earlier comes back around it."""
    visit = open_trial("privacy/")
    if before:
        keep(visit.page, {"trial": before})
    held: list[Route] = []
    visit.page.route(re.compile(r"/worksheet\.mjs$"), lambda route: held.append(route))
    visit.page.goto(visit.root + trial.PAGE, wait_until="commit")
    visit.page.wait_for_function("() => document.readyState !== 'loading'")
    for name, value in {"offer_name": "Typed early", "hope?": None, "way": None}.items():
        put(visit, name, value, "input")
    held[0].continue_()
    expect(visit.page.locator(".pb-kept")).to_have_text("Saved on this device.")
    expected = {"way": "earn", "offer_name": "Typed early", "hope": "?", "tries": [{}, {}]}
    assert kept(visit) == expected
    expect(visit.field("offer_name")).to_have_value("Typed early")
    expect(visit.field("hope")).to_have_value("")


# What does not fit


def test_a_million_characters_are_not_called_kept(open_trial: Open) -> None:
    """You paste a whole book: the page says what did not fit and keeps the rest; nothing is taken out of the field."""
    visit = open_trial()
    visit.fill(trial.SHORT)
    put(visit, "tries.0.notes", "x" * 1_000_001, "input")
    note = visit.page.locator(".pb-kept")
    expect(note).to_contain_text("except Try 1, ")
    expect(note).to_contain_text("(1000001 characters)")
    expect(note).to_contain_text("1000000")
    visit.button("Save a copy").click()
    expect(visit.page.locator(".pb-actions .pb-row-undo")).to_contain_text("No copy was saved")
    expect(visit.page.locator(".pb-actions .pb-row-undo")).to_contain_text("(1000001 characters)")
    assert len(visit.field("tries.0.notes").input_value()) == 1_000_001
    visit.reload()
    expect(visit.field("offer_name")).to_have_value("The raise")
    expect(visit.field("tries.0.try_name")).to_have_value("Join the clinic")
    expect(visit.field("tries.0.notes")).to_have_value("")


LONG = [
    pytest.param("offer_name", "x" * 900_000, 900_000, 200, id="a name"),
    pytest.param("offer_takings.likely", "9" * 900_000, 900_000, 200, id="a part of a range"),
    pytest.param("tries.1.odds", "5" * 201, 201, 200, id="a percentage, by one"),
    pytest.param("tries.1.wait", "1 day " * 150_000, 899_999, 200, id="a length of time"),
    pytest.param("tries.1.notes", "word " * 180_000, 899_999, 20_000, id="a note"),
]


@pytest.mark.parametrize(("name", "text", "length", "limit"), LONG)
def test_a_text_that_is_too_long_is_said_to_be_so_at_once(
    open_trial: Open, name: str, text: str, length: int, limit: int
) -> None:
    """You paste far too much into a field: the words beside it say how long it is and may be, it stays as it is, and the
    checklist comes at once without it, from the same worker."""
    visit = open_trial("privacy/")
    visit.page.add_init_script(_COUNT)
    visit.go(trial.PAGE)
    visit.fill(trial.SHORT)
    visit.start_engine()
    put(visit, name, text, "input")
    slot = visit.page.locator(f"#q-{name.replace('.', '-')}-error")
    expect(slot).to_contain_text(f"has {length} characters. Shorten it to {limit} or fewer.")
    expect(slot).to_be_visible()
    assert slot.get_attribute("id") in (visit.field(name).get_attribute("aria-describedby") or "")
    expect(visit.field(name)).to_have_attribute("aria-invalid", "true")
    expect(visit.page.locator(".pb-errors")).to_have_count(0)
    visit.make()
    expect(visit.page.locator(".pb-errors a")).to_have_count(1)
    expect(visit.page.locator(".pb-errors a")).to_contain_text(f"{length}")
    expect(visit.result).to_contain_text("Join the clinic")
    assert max(visit.page.evaluate("window.sent")) < 2_000
    assert visit.page.evaluate("window.workers") == 1
    assert visit.field(name).evaluate("(control) => control.value.length") == len(text)
    visit.field(name).fill("")
    expect(slot).to_be_hidden()
    expect(visit.page.locator(".pb-errors")).to_have_count(0)


def test_a_copy_with_more_rows_than_the_form_takes_opens_whole(open_trial: Open) -> None:
    """Your copy lists 200 tries and the form takes eight: all of them are shown, and you are told how many have to go."""
    visit = open_trial()
    rows = [{"try_name": f"Course {number}", "takings": {"likely": f"{50 + number}000"}} for number in range(200)]
    open_copy(visit, {"offer_name": "The raise", "offer_takings": {"likely": "52,000"}, "tries": rows})
    note = visit.page.locator(".pb-actions .pb-row-undo")
    expect(note).to_contain_text("Your copy is open.")
    expect(note).to_contain_text("200 stand here, and the form takes at most 8. Remove 192.")
    expect(visit.page.locator("#q-tries-error")).to_contain_text("Remove 192.")
    expect(visit.field("tries.199.try_name")).to_have_value("Course 199")
    expect(visit.button("Add a try")).to_be_hidden()
    visit.until_kept("Course 199")
    visit.button("Remove Try 200").click()
    expect(visit.page.locator("#q-tries-error")).to_contain_text("Remove 191.")
    visit.button("Put it back").click()
    expect(visit.field("tries.199.try_name")).to_have_value("Course 199")
    visit.make()
    expect(visit.page.locator(".pb-errors a")).to_have_count(1)
    expect(visit.result).to_contain_text("Course 7")
    visit.reload()
    assert kept(visit)["tries"] == rows


def test_answers_without_a_place_are_named(open_trial: Open) -> None:
    """Your copy answers what this worksheet does not ask: you are told which, and it stands in nobody's way."""
    visit = open_trial()
    open_copy(
        visit,
        {
            "offer_name": "two\nlines",
            "way": "sideways",
            "gone": "x",
            "tries": [{"nme": "y"}],
            "hope": {"maybe": "1"},
            "mood": "",
        },
    )
    note = visit.page.locator(".pb-actions .pb-row-undo")
    expect(note).to_contain_text("no place for way, gone, tries.0.nme, hope.maybe.")
    expect(visit.field("offer_name")).to_have_value("two lines")
    visit.make()
    expect(visit.page.locator(".pb-errors")).to_have_count(0)
    visit.button("Go back to what was here").click()
    expect(visit.field("offer_name")).to_have_value("")


def test_a_copy_that_cannot_be_opened_says_which_part(open_trial: Open) -> None:
    """More rows than a plan may have: the words name the part, and the form is as it was."""
    visit = open_trial()
    visit.field("offer_name").fill("Mine")
    open_copy(visit, {"tries": [{}] * 201})
    note = visit.page.locator(".pb-actions .pb-row-undo")
    expect(note).to_contain_text('its part "worksheets.trial.tries"')
    expect(visit.field("offer_name")).to_have_value("Mine")


# Pages that come back


@pytest.fixture
def open_returning(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any], trial_server: SiteServer
) -> Iterator[Open]:
    """Returns a page in a Chromium that holds pages it leaves, as a person's does and Playwright's does not."""
    browser = browser_type.launch(**browser_type_launch_args, ignore_default_args=["--disable-back-forward-cache"])
    yield from opening(browser, trial_server, trial.PAGE)
    browser.close()


def come_back(visit: Visit) -> None:
    """Go back to the trial worksheet: to the very page that was left, or to a new one where the database was still busy then."""
    visit.page.go_back(wait_until="commit")
    # A page that was held fires no event of loading.
    visit.page.wait_for_url("**/" + trial.PAGE + "*", wait_until="commit")
    visit.until_ready()


def leave_for(visit: Visit, path: str) -> None:
    """Turn to another page by a link, once this one has loaded: one that is still loading would not be held."""
    expect(visit.status).to_have_text(re.compile("Ready|up to date|deleted"))
    turn_to(visit, path)


def turn_to(visit: Visit, path: str) -> None:
    """Turn to another page by a link, and wait until that one is ready."""
    visit.page.evaluate("(to) => { window.leftHere = true; location.href = to; }", visit.root + path)
    visit.page.wait_for_url("**/" + path)
    visit.until_ready()


def test_a_page_that_comes_back_shows_what_another_visit_has_kept(open_returning: Open) -> None:
    """You go on in another worksheet of this tab and step back: the shared answer is the new one, and stays so when you type."""
    visit = open_returning()
    visit.fill({"offer_name": "The raise", "hope": "58,000"})
    leave_for(visit, "worksheets/batna/")
    visit.field("target").fill("61,000")
    visit.field("deal_name").fill("Elsewhere")
    come_back(visit)
    expect(visit.field("hope")).to_have_value("61,000")
    expect(visit.field("offer_name")).to_have_value("The raise")
    visit.field("offer_name").fill("The rise")
    # What a page that ends has no time for is done by the next one that opens plans.
    leave_for(visit, "your-plans/")
    visit.until_kept("The rise")
    worksheets = visit.kept_plan()["worksheets"]
    assert worksheets["batna"]["deal_name"] == "Elsewhere"
    assert [answers.get("target", answers.get("hope")) for answers in worksheets.values()].count("61,000") == 1
    assert worksheets["trial"]["offer_name"] == "The rise"


def test_a_page_that_comes_back_after_you_deleted_everything_is_empty(open_returning: Open) -> None:
    """You delete your answers in another worksheet and step back: they are not on the page, and are not kept again."""
    visit = open_returning()
    visit.fill(trial.SHORT)
    visit.make()
    leave_for(visit, "worksheets/batna/")
    visit.button("Delete my answers").click()
    come_back(visit)
    expect(visit.field("offer_name")).to_have_value("")
    expect(visit.result).to_be_hidden()
    turn_to(visit, "your-plans/")
    visit.until_deleted()
