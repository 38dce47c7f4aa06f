"""Activities inside a company's portal: what works in its frame, what the portal learns, and what never leaves."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Page, Playwright, expect

from playbook_site.server import Change, SiteServer
from tests.browser import kept
from tests.browser.portal import CONFLUENCE, FULL, Host, Portal, enter, whole_chromium
from tests.browser.test_axe import look
from tests.browser.visit import PATIENCE, Open, Serve

Enter = Callable[..., Portal]
RESULT = ".pb-result-region .pb-result"
QUICK = "embed/quick/"
LEAK = """
addEventListener("input", ({ target }) => fetch(`index.html?note=${btoa(target.value)}`));
"""


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """The browser of these tests."""
    yield from whole_chromium(playwright)


@pytest.fixture
def host() -> Iterator[Host]:
    """The portal's own web server."""
    started = Host()
    yield started
    started.stop()


@pytest.fixture
def portal(browser: Browser, server: SiteServer, host: Host) -> Iterator[Enter]:
    """Returns a visit to a portal; what its pages throw fails the test."""
    visits: list[Portal] = []

    def entered(path: str = QUICK, *, at: str = "", **options: Any) -> Portal:
        visits.append(enter(browser, host, at or server.url, path, **options))
        return visits[-1]

    yield entered
    faults = [fault for visit in visits for fault in visit.faults]
    for visit in visits:
        visit.context.close()
    assert not faults, "\n".join(faults)


def until_as_tall(page: Page, inner: Frame) -> None:
    """Wait until the portal's frame is as tall as the activity in it."""
    give_up = time.monotonic() + PATIENCE / 1000
    while True:
        tall = inner.evaluate("document.documentElement.getBoundingClientRect().height")
        shown = page.evaluate("document.querySelector('iframe').clientHeight")
        if abs(tall - shown) <= 2:
            return
        assert time.monotonic() < give_up, f"the frame is {shown} pixels tall, the activity {tall}"
        page.wait_for_timeout(50)


@pytest.mark.parametrize(
    "frame",
    [
        pytest.param("", id="plain"),
        pytest.param(f'sandbox="{FULL}" allow="clipboard-write"', id="recommended"),
        pytest.param(f'sandbox="{CONFLUENCE}"', id="no-downloads"),
        pytest.param('sandbox="allow-scripts"', id="no-origin"),
    ],
)
def test_a_frame_gives_the_result_and_nothing_of_it_leaves(portal: Enter, frame: str) -> None:
    """You answer in a portal's frame, with whatever rights it has: the result comes, the portal learns that you finished, and no word
    of yours is anywhere but on the page."""
    visit = portal(frame=frame)
    assert visit.go_through() >= 4
    expect(visit.inside.locator(RESULT)).to_be_visible()
    done = visit.until_heard("completed")
    assert done["done"] == done["total"] > 5
    assert {one["type"] for one in visit.heard()} == {"ready", "resize", "progress", "completed"}
    assert len(visit.heard("completed")) == 1
    assert visit.leaks() == []
    assert "userGuid" not in visit.frame.url
    expect(visit.inside.locator(".pb-embed-end")).to_contain_text("the portal knows that much")
    visit.inside.get_by_role("button", name="Take it along").click()
    taking = visit.inside.locator(".pb-take")
    taking.get_by_role("button", name=re.compile("^Save.*The whole record")).click()
    expect(taking.get_by_role("button", name="Show the text").first).to_be_visible()


def test_a_planted_leak_is_found(portal: Enter, serve: Serve, site: Path) -> None:
    """The search above finds what is sent, also where it is coded."""
    (script,) = site.glob("assets/js/*/embed.mjs")
    body = (script.read_text(encoding="utf-8") + LEAK).encode()
    leaky = serve(lambda path: Change(body=body) if path.endswith("/embed.mjs") else None)
    visit = portal(at=leaky.url)
    visit.go_through()
    visit.until_heard("completed")
    assert any("note=" in where for where in visit.leaks())


def test_without_scripts_the_form_and_the_list_by_hand_stand_there(portal: Enter) -> None:
    visit = portal(frame='sandbox=""')
    expect(visit.inside.get_by_role("heading", level=1)).to_have_text("Prepare in five minutes")
    expect(visit.inside.locator(".pb-form .pb-group")).to_have_count(16)
    expect(visit.inside.locator(".pb-by-hand li").first).to_be_visible()
    assert visit.heard() == []


def test_where_webassembly_is_forbidden_you_get_the_list_by_hand(portal: Enter, serve: Serve) -> None:
    """The portal is told what does not work and that you finished; you can work on."""

    def change(path: str) -> Change | None:
        policy = "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; style-src 'self'; img-src data:"
        return (
            Change(headers={"Content-Security-Policy": policy}) if path.startswith(("/embed/", "/assets/js/")) else None
        )

    visit = portal(at=serve(change).url)
    visit.go_through()
    assert visit.until_heard("error") == {"code": "python-unavailable"}
    visit.until_heard("completed")
    expect(visit.inside.locator(".pb-by-hand li").first).to_be_visible()
    visit.inside.locator(".pb-by-hand label").first.click()
    assert len(visit.heard("error")) == 1
    assert visit.leaks() == []


@pytest.mark.parametrize("parent", ["https://portal.example", ""])
def test_a_portal_that_is_not_named_hears_nothing(portal: Enter, parent: str) -> None:
    visit = portal(parent_setting=parent)
    visit.until_ready()
    expect(visit.inside.locator(".pb-embed-alone")).to_be_visible()
    visit.go_through()
    expect(visit.inside.locator(RESULT)).to_be_visible()
    assert visit.heard() == []


def test_an_unknown_version_works_and_is_silent(portal: Enter) -> None:
    visit = portal(v_setting="2")
    visit.until_ready()
    expect(visit.inside.locator(".pb-embed-alone")).to_contain_text("newer version")
    assert visit.heard() == []


def test_the_frame_is_as_tall_as_the_activity_and_320_pixels_are_enough(portal: Enter) -> None:
    visit = portal(frame='style="width: 320px"')
    visit.go_through()
    expect(visit.inside.locator(RESULT)).to_be_visible()
    until_as_tall(visit.page, visit.frame)
    assert visit.frame.evaluate("document.documentElement.scrollWidth") <= 320
    for _ in range(10):  # what comes late makes the page grow; a frame that makes itself grow never comes to rest
        visit.page.evaluate("heard.length = 0")
        visit.page.wait_for_timeout(1500)
        if visit.heard("resize") == []:
            break
    assert visit.heard("resize") == []
    until_as_tall(visit.page, visit.frame)


def test_the_portal_chooses_colours_and_an_accent_that_can_be_read(portal: Enter) -> None:
    visit = portal(theme_setting="dark", accent_setting="94bbff")
    visit.until_ready()
    ground = "getComputedStyle(document.body).backgroundColor"
    act = "getComputedStyle(document.documentElement).getPropertyValue('--act').trim()"
    assert (visit.frame.evaluate(ground), visit.frame.evaluate(act)) == ("rgb(17, 19, 22)", "#94bbff")
    visit.tell("setTheme", {"theme": "light"})
    visit.frame.wait_for_function(f"{ground} === 'rgb(250, 250, 247)'")
    assert visit.frame.evaluate(act) == "#1449a3", "the accent cannot be read on a light ground"
    visit.tell("setTheme", {"theme": "dark"}, instance="i2")
    visit.tell("setTheme", {"theme": "dark", "html": "<b>"})
    visit.page.wait_for_timeout(200)
    assert visit.frame.evaluate(ground) == "rgb(250, 250, 247)"


def test_a_portal_brings_you_back_to_where_you_were(portal: Enter) -> None:
    visit = portal()
    visit.until_ready()
    for _ in range(2):
        title = visit.frame.title()
        visit.inside.get_by_role("button", name="Continue", exact=True).click()
        visit.frame.wait_for_function("(title) => document.title !== title", arg=title)
    steps = visit.until_last_heard("progress", done=2)
    again = portal()
    again.until_ready()
    again.tell("init", {"resume": "v1;" + "11".ljust(steps["total"], "0") + ";"})
    again.until_titled(visit.frame.title())
    again.until_last_heard("progress", **steps)


def test_who_is_not_safe_is_helped_on_the_spot_and_not_given_away(portal: Enter) -> None:
    """You say that talking could harm you: help stands there, and the portal learns no more than of anybody else."""
    visit = portal()
    visit.until_ready()
    visit.inside.get_by_role("button", name="Continue", exact=True).click()
    visit.inside.locator('[name="safe"][value="no"]').check()
    visit.inside.get_by_role("button", name="Continue", exact=True).click()
    expect(visit.inside.get_by_role("heading", name="Stop here, and get help first")).to_be_focused()
    expect(visit.inside.locator(".pb-form")).to_be_hidden()
    assert visit.inside.get_by_role("link", name="Who can help").get_attribute("target") == "_blank"
    visit.inside.get_by_role("button", name="Finish here").click()
    done = visit.until_heard("completed")
    assert done["done"] == done["total"]


def test_the_parts_of_a_preparation_share_one_plan(portal: Enter) -> None:
    """After a result you go on with another part: what you have said stands there, and going back loses nothing."""
    visit = portal("embed/preparation/")
    visit.until_ready()
    visit.inside.get_by_role("button", name="See all questions on one page").click()
    visit.inside.locator('[name="target"]').fill("58,000")
    visit.inside.get_by_role("button", name=re.compile("^Finish and")).click()
    expect(visit.inside.locator(RESULT)).to_be_visible()
    first = visit.until_heard("completed")
    assert 0 < first["done"] < first["total"]
    visit.inside.get_by_role("button", name="Go on with: Your alternatives to this deal").click()
    expect(visit.inside.locator('form[data-worksheet="batna"]')).to_have_count(1)
    expect(visit.inside.locator('[name="target"]')).to_have_value("58,000")
    newest = "heard.findLast(({ data }) => data.type === 'progress').data.payload.step"
    visit.page.wait_for_function(f"() => {newest}.startsWith('batna.')")
    visit.inside.get_by_role("button", name=re.compile("^Finish and")).click()
    visit.inside.get_by_role("button", name="Look again at: Prepare in five minutes").click()
    expect(visit.inside.locator('form[data-worksheet="quick"] [name="target"]')).to_have_value("58,000")
    assert len(visit.heard("completed")) == 1


@pytest.mark.parametrize(("report", "told"), [("score", [{"scaled": 0.2, "passed": False}]), ("progress", [])])
def test_a_knowledge_check_tells_its_score_where_it_is_asked_for(portal: Enter, report: str, told: list[Any]) -> None:
    visit = portal("embed/check/", report_setting=report)
    visit.until_ready()
    for number in range(1, 11):
        visit.inside.locator(f'[name="q{number}"][value="C"]').check()
        visit.inside.locator(f"#pb-sure-{number}").fill("80")
        visit.inside.get_by_role("button", name=re.compile("^(Continue|Finish and see your score)$")).click()
    expect(visit.inside.get_by_role("heading", level=1)).to_be_focused()
    right = visit.inside.locator(".pb-quiz-mark", has_text="You had this right").count()
    expect(visit.inside.get_by_role("heading", level=1)).to_have_text(f"{right} of 10 right")
    expect(visit.inside.locator(".pb-quiz-sure")).to_contain_text("You were 80 percent sure")
    visit.until_heard("completed")
    assert [one["payload"] for one in visit.heard("score")] == [{**one, "scaled": right / 10} for one in told]
    assert visit.leaks() == []


def test_nothing_stays_unless_you_ask_for_it(open_page: Open) -> None:
    """You tick "Remember on this device": your answers are there after a reload, and gone when you take the tick away."""
    visit = open_page(QUICK)
    visit.page.get_by_role("button", name="See all questions on one page").click()
    visit.field("target").fill("58,000")
    visit.page.wait_for_timeout(800)
    held = visit.page.evaluate(kept.EVERYWHERE)
    assert (held["device"], held["local"], held["session"], held["cached"]) == ("[]", "{}", "{}", "")
    visit.reload()
    expect(visit.field("target")).to_have_value("")
    visit.field("target").evaluate(
        "(one) => { one.value = '58,000'; one.dispatchEvent(new Event('input', { bubbles: true })); }"
    )
    box = visit.page.get_by_label("Remember on this device")
    box.check()
    expect(visit.page.locator(".pb-embed-stay [role=status]")).to_contain_text("now stay on this device")
    visit.until_kept("58,000")
    visit.reload()
    expect(visit.field("target")).to_have_value("58,000")
    expect(box).to_be_checked()
    box.uncheck()
    expect(visit.page.locator(".pb-embed-stay [role=status]")).to_contain_text("deleted")
    visit.reload()
    expect(visit.field("target")).to_have_value("")


def test_the_element_makes_the_frame_and_sizes_it(browser: Browser, server: SiteServer, host: Host, site: Path) -> None:
    """A portal loads our script by its hash, and gets a frame as tall as the activity."""
    told = json.loads((site / "embed" / "index.json").read_text(encoding="utf-8"))["script"]
    host.html = (
        f'<!doctype html><title>Portal</title><script src="{server.url}embed/{told["path"]}" integrity="{told["integrity"]}" '
        'crossorigin="anonymous"></script><negotiation-worksheet activity="quick" theme="dark" title="Prepare"></negotiation-worksheet>'
    )
    context = browser.new_context(viewport={"width": 800, "height": 700})
    page = context.new_page()
    page.goto(f"{host.origin}/")
    frame = page.frame_locator("iframe[title='Prepare']")
    expect(frame.locator("html.pb-ready")).to_have_count(1)
    page.wait_for_function("() => Math.abs(document.querySelector('iframe').clientHeight - 800) > 50")
    (inner,) = page.frames[1:]
    until_as_tall(page, inner)
    assert inner.evaluate("document.documentElement.dataset.mdColorScheme") == "slate"
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(open_page: Open, scheme: str) -> None:
    """On each kind of screen, 320 pixels wide: no fault that axe knows."""
    visit = open_page("embed/preparation/", color_scheme=scheme, viewport={"width": 320, "height": 700})
    faults = look(visit, "first")
    visit.page.get_by_role("button", name="See all questions on one page").click()
    faults += look(visit, "all")
    visit.page.get_by_role("button", name="Ask me one question at a time").click()
    visit.page.evaluate("location.hash = '#check'")
    visit.page.get_by_role("button", name=re.compile("^Finish and see")).click()
    expect(visit.page.locator(RESULT)).to_be_visible()
    faults += look(visit, "result")
    visit.go("embed/check/")
    faults += look(visit, "check")
    assert not faults, "\n".join(faults)
