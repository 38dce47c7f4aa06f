"""Take it along: each file as somebody saves it, the version for the other side, a copy behind a passphrase, and files that are no copies."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from playwright.sync_api import Browser, Locator, expect

from tests.browser import kept
from tests.browser.visit import Open, Visit
from tests.people import NURSE

PASSPHRASE = "four grey horses swim"
COPIES = ["A copy to go on with", "A copy behind a passphrase"]
PLAN: dict[str, Any] = {
    **NURSE, "when": "week", "talk_date": "15 March 2030", "ask_why": "I cannot live on fifty thousand",
    "target_reason": "Others earn 57,000",
}  # fmt: skip


@pytest.fixture
def taking(open_page: Open) -> Visit:
    """The nurse's result, and the screen on which it is taken along."""
    visit = open_page(
        "worksheets/quick/", viewport={"width": 360, "height": 780}, permissions=["clipboard-read", "clipboard-write"]
    )
    visit.fill(PLAN)
    visit.make()
    visit.page.goto(f"{visit.page.url.partition('#')[0]}#result")
    visit.page.reload()
    visit.button("Take it along").click()
    expect(visit.page.locator("h1:visible")).to_have_text("Take it along")
    expect(visit.page.locator("h1:visible")).to_be_focused()
    expect(row(visit, "The whole record")).to_be_visible()
    return visit


def row(visit: Visit, title: str) -> Locator:
    return visit.page.locator(".pb-take-row").filter(has=visit.page.get_by_role("heading", name=title, exact=True))


def saved(visit: Visit, title: str, button: str = "Save") -> tuple[str, str]:
    """Press a button of a row and return the name and the text of the file that is saved."""
    with visit.page.expect_download() as download:
        row(visit, title).get_by_role("button", name=button).first.click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes().decode()


def test_the_screen_comes_with_its_own_script_and_back_leads_to_the_result(taking: Visit) -> None:
    """A page starts without it; the address names the screen and nothing else; nothing is wider than a phone."""
    assert len(taking.asked_for("take-along.mjs")) == 1
    assert taking.page.url.endswith("#take")
    assert taking.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    taking.page.locator(".pb-take").get_by_role("button", name="Back").click()
    expect(taking.result.locator(".pb-step").first).to_be_visible()
    taking.page.go_forward()
    expect(row(taking, "The whole record")).to_be_visible()
    taking.page.reload()
    expect(row(taking, "The whole record")).to_be_visible()


def test_the_record_opens_by_itself_without_a_network(taking: Visit, browser: Browser, tmp_path: Path) -> None:
    """Saved and opened from the disk, it asks for nothing, runs nothing, and says nothing in the console."""
    name, text = saved(taking, "The whole record")
    assert name == "negotiation-playbook.html"
    (tmp_path / name).write_text(text, encoding="utf-8")
    context = browser.new_context(offline=True)
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / name).as_uri())
    expect(page.locator("h1")).to_have_text("Your preparation")
    expect(page.locator(".pb-big")).to_have_count(3)
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 16
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == (
            "rgb(250, 250, 247)" if scheme == "light" else "rgb(17, 19, 22)"
        )
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('thead')).display") == "table-header-group"
    assert page.evaluate("getComputedStyle(document.querySelector('tr')).breakInside") == "avoid"
    assert page.evaluate("getComputedStyle(document.querySelector('dt')).fontSize") == "16px"  # 12 points
    assert said == []
    assert asked == [(tmp_path / name).as_uri()]
    context.close()


def test_the_other_files_are_what_they_say(taking: Visit) -> None:
    """The calendar names its days before it is saved; the copy opens again; the mail is text."""
    expect(row(taking, "Days for your calendar").locator("li")).to_have_text(
        ["Talk: Friday 15 March 2030", "Look back: Saturday 16 March 2030"]
    )
    name, calendar = saved(taking, "Days for your calendar")
    assert name == "negotiation-playbook.ics"
    assert [str(one["SUMMARY"]) for one in Calendar.from_ical(calendar).walk("VEVENT")] == ["Talk", "Look back"]
    assert calendar.count("\n") == calendar.count("\r\n")
    name, mail = saved(taking, "Text for a mail")
    assert (name, mail.splitlines()[0]) == ("negotiation-playbook.md", "Your preparation")
    assert f"{taking.root}plays/" in mail
    name, copy = saved(taking, "A copy to go on with")
    assert name == "negotiation-playbook.json"
    assert json.loads(copy)["worksheets"]["quick"]["target"] == PLAN["target"]
    assert "safe" not in json.loads(copy)["worksheets"]["quick"]


def test_where_nothing_can_be_saved_the_text_is_shown(taking: Visit) -> None:
    """A frame may swallow a download without a word: after each, the text can be shown and copied."""
    _, text = saved(taking, "Text for a mail")
    place = row(taking, "Text for a mail")
    place.get_by_role("button", name="Show the text").click()
    expect(place.locator("textarea")).to_have_value(text)
    place.get_by_role("button", name="Copy", exact=True).click()
    expect(place.locator(".pb-take-said")).to_have_text("Copied.")
    assert taking.page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n") == text


def test_only_what_is_ticked_goes_to_the_other_side(taking: Visit) -> None:
    """Every line is shown first; one that names your limit begins without a tick, and says why."""
    place = row(taking, "A version for the other side")
    expect(place.get_by_role("button", name="Save as a page")).to_be_hidden()
    place.get_by_role("button", name="Choose what goes in").click()
    boxes = place.get_by_role("checkbox")
    expect(boxes.first).to_be_focused()
    expect(place.locator(".pb-take-warning")).to_have_count(1)
    warned = place.get_by_role("checkbox", name="What it is for: I cannot live on fifty thousand")
    expect(warned).not_to_be_checked()
    assert warned.evaluate(
        "(box) => document.getElementById(box.getAttribute('aria-describedby')).textContent"
    ).startswith("This names")
    name, page = saved(taking, "A version for the other side", "Save as a page")
    assert name == "our-talk.html"
    for secret in ("fifty thousand", "50,000", "50000", PLAN["no_deal"], "52"):
        assert secret not in page
    assert "Others earn 57,000" in page
    place.get_by_role("checkbox", name="Why this is fair").uncheck()
    name, text = saved(taking, "A version for the other side", "Save as text")
    assert name == "our-talk.md"
    assert "57,000" not in text
    for box in boxes.all():
        box.uncheck()
    place.get_by_role("button", name="Save as text").click()
    expect(place.locator(".pb-take-said")).to_have_text("Nothing is ticked. Tick at least one line.")


def test_a_mandate_holds_the_limit_only_where_you_tick_it(taking: Visit) -> None:
    """Somebody speaks for you: the page says what is still empty, and can be saved so; your limit waits for your own tick."""
    place = row(taking, "A mandate for who speaks for you")
    place.get_by_role("button", name="Choose what goes in").click()
    limit = place.get_by_role("checkbox", name="Not past this")
    expect(limit).not_to_be_checked()
    expect(place.locator(".pb-take-said")).to_contain_text(
        "Still empty: What counts most, You may say yes to this alone"
    )
    name, page = saved(taking, "A mandate for who speaks for you", "Save as a page")
    assert name == "for-you.html"
    assert "Until it is, bring everything home." in page
    assert not re.search("50,000|fifty thousand", page)
    assert PLAN["no_deal"] not in page
    limit.check()
    _, page = saved(taking, "A mandate for who speaks for you", "Save as a page")
    assert "50,000" in page
    assert taking.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_role_sheet_holds_what_you_wrote_of_them(taking: Visit) -> None:
    """Somebody rehearses with you: what you aim for and what you would fall back on is not on their sheet."""
    place = row(taking, "A role sheet for a rehearsal")
    place.get_by_role("button", name="Choose what goes in").click()
    expect(place.get_by_role("checkbox").first).to_be_focused()
    name, text = saved(taking, "A role sheet for a rehearsal", "Save as text")
    assert name == "rehearsal.md"
    assert "- In a few words: A raise" in text
    assert "Choose one need and keep it to yourself." in text
    assert not re.search("58|57,000|50,000|fifty thousand", text)
    assert PLAN["no_deal"] not in text


def seal(visit: Visit, passphrase: str = PASSPHRASE) -> str:
    place = row(visit, "A copy behind a passphrase")
    place.get_by_label("Show it").check()
    place.get_by_label("Passphrase", exact=True).fill(passphrase)
    name, text = saved(visit, "A copy behind a passphrase")
    assert name == "negotiation-playbook.sealed.json"
    expect(place.get_by_label("Passphrase", exact=True)).to_have_value("")
    return text


def test_a_passphrase_is_asked_about_and_never_kept(taking: Visit) -> None:
    """Empty, typed differently or short, it is told so; what was used is gone from the page, and from all that the tab keeps."""
    place = row(taking, "A copy behind a passphrase")
    save, first, again = (
        place.get_by_role("button", name="Save"), place.get_by_label("Passphrase", exact=True), place.get_by_label("The same again"),
    )  # fmt: skip
    said = place.locator(".pb-passphrase [role=status]")
    save.click()
    expect(said).to_contain_text("Type a passphrase first.")
    expect(first).to_be_focused()
    first.fill(PASSPHRASE)
    again.fill("four grey horses")
    again.press("Enter")
    expect(said).to_contain_text("The two are not the same.")
    first.fill("horse")
    again.fill("horse")
    save.click()
    expect(said).to_contain_text("This is short")
    with taking.page.expect_download():
        place.get_by_role("button", name="Use it as it is").click()
    text = seal(taking)
    assert PASSPHRASE not in text
    assert PLAN["target"] not in text
    kept = taking.page.evaluate(
        "JSON.stringify([Object.entries(sessionStorage), Object.entries(localStorage), document.cookie])"
    )
    assert PASSPHRASE not in kept
    assert "horse" not in kept


def open_file(visit: Visit, name: str, content: bytes) -> None:
    with visit.page.expect_file_chooser() as chosen:
        visit.page.locator("[data-act=page-open-copy]:visible").first.click()
    chosen.value.set_files({"name": name, "mimeType": "application/json", "buffer": content})


def test_a_sealed_copy_opens_with_its_passphrase_alone(taking: Visit, open_page: Open) -> None:
    """In another tab: a wrong passphrase is told so and changes nothing, the right one brings every answer, and it can be undone."""
    text = seal(taking)
    other = open_page("worksheets/quick/")
    other.field("ask").fill("Something else")
    open_file(other, "copy.json", text.encode())
    note = other.page.locator(".pb-row-undo")
    expect(note).to_contain_text("This copy is closed with a passphrase.")
    typed = note.get_by_label("Passphrase", exact=True)
    expect(typed).to_be_focused()
    typed.fill("four grey cows swim")
    typed.press("Enter")
    expect(note).to_contain_text("The passphrase is wrong, or the file was changed.")
    expect(other.field("ask")).to_have_value("Something else")
    typed.fill(PASSPHRASE)
    note.get_by_role("button", name="Open it").click()
    expect(other.field("ask")).to_have_value(PLAN["ask"])
    expect(other.field("talk_date")).to_have_value(PLAN["talk_date"])
    note.get_by_role("button", name="Go back to what was here").click()
    expect(other.field("ask")).to_have_value("Something else")


def hostile() -> list[tuple[str, bytes, str]]:
    sealed = {
        "about": "", "sealed": 1, "derive": {"name": "PBKDF2", "hash": "SHA-256", "rounds": 10**12, "salt": "A" * 22 + "=="},
        "encrypt": {"name": "AES-GCM", "bits": 256, "nonce": "A" * 16}, "text": "AAAA",
    }  # fmt: skip
    return [
        ("a zip", b"PK\x03\x04" + b"\x14\x00\x00\x00\x08\x00" * 100, "We could not open this file."),
        ("HTML", b"<script>window.broken=1</script>", "We could not open this file."),
        ("deep nesting", b"[" * 900_000, "We could not open this file."),
        ("a name from the language itself", b'{"version":2,"__proto__":{"polluted":1}}', "We could not open this file."),
        ("a huge number", b'{"version":2,"worksheets":{"quick":{"target":1e999}}}', "We could not read the part"),
        ("too much", b" " * 6_000_000, "This file is too large"),
        ("sealed with too many rounds", json.dumps(sealed).encode(), "This file was not closed by this site"),
        ("sealed with few rounds", json.dumps({**sealed, "derive": {**sealed["derive"], "rounds": 1}}).encode(), "This file was not closed by this site"),  # type: ignore[dict-item]
        ("sealed by a later version", json.dumps({**sealed, "sealed": 2}).encode(), "A newer version of the playbook"),
    ]  # fmt: skip


def test_files_that_are_no_copies_change_nothing_and_run_nothing(open_page: Open) -> None:
    visit = open_page("worksheets/quick/")
    visit.field("ask").fill("Mine")
    for what, content, said in hostile():
        open_file(visit, "x.json", content)
        expect(visit.page.locator(".pb-row-undo")).to_contain_text(said)
        expect(visit.field("ask")).to_have_value("Mine")
        assert visit.page.evaluate("window.broken === undefined && ({}).polluted === undefined"), what


def test_who_is_not_safe_is_offered_copies_alone(open_page: Open) -> None:
    """Nothing for a talk is offered; what you answered can still be taken to another device."""
    visit = open_page("worksheets/quick/", viewport={"width": 360, "height": 780})
    visit.fill({**PLAN, "safe": "no"})
    visit.make_not_safe()
    visit.page.goto(f"{visit.page.url.partition('#')[0]}#result")
    visit.page.reload()
    expect(visit.result.locator(".pb-step").first).to_be_visible()
    visit.button("Take it along").click()
    expect(visit.page.locator(".pb-take-row:visible h2")).to_have_text(COPIES)
    visit.reload()
    expect(visit.page.locator(".pb-take-row:visible h2")).to_have_text(COPIES)
    expect(visit.page.locator(".pb-status-shown")).to_have_text(re.compile("Ready|up to date"))
    expect(visit.page.locator(".pb-take-row:visible h2")).to_have_text(COPIES)


def test_nothing_for_a_talk_is_offered_before_it_is_known_that_there_may_be_one(open_page: Open) -> None:
    """Your plans, without an engine: what you said about your safety is not weighed yet, so copies alone can be taken along."""
    visit = open_page("privacy/", clean=False)
    kept.put(visit.page, {"quick": dict(PLAN)})
    visit.page.route("**/engine-worker.mjs", lambda route: route.abort())
    visit.page.route("**/assets/runtime/**", lambda route: route.abort())
    visit.go("your-plans/")
    visit.button("Take it along").click()
    expect(visit.page.locator(".pb-take-row:visible h2")).to_have_text(COPIES)
