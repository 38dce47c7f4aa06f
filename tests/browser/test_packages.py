"""Packages inside a portal: played to the end, broken off, gone on with, ended, and never told a word of what somebody typed."""

from __future__ import annotations

import base64
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from playbook_site.portal.packages import make_packages
from playbook_site.project import Project
from playbook_site.server import SiteServer
from tests.browser.lms import Launch, Lms, Package, RecordStore
from tests.browser.portal import NUMBER, WORD
from tests.built_site import ROOT, built_site

RESULT = ".pb-result-region .pb-result"
EDITIONS = {"scorm12": "scorm12", "scorm2004": "scorm2004-3"}
STATUS = {"scorm12": "cmi.core.lesson_status", "scorm2004": "cmi.completion_status"}
PLACE = {"scorm12": "cmi.core.lesson_location", "scorm2004": "cmi.location"}
EXIT = {"scorm12": "cmi.core.exit", "scorm2004": "cmi.exit"}
#: The shortest limit of any portal; the library that plays one here lets more through.
LONGEST = 4096
#: Puts what is typed into what the portal keeps.
LEAK = b"""
addEventListener("input", ({ target }) => (parent.API ?? parent.parent.API)?.LMSSetValue("cmi.suspend_data", btoa(target.value)));
"""
#: The same, into a statement's time.
LEAK_CMI5 = b"""
const honest = window.fetch;
window.fetch = (address, sent) => honest(address, sent?.method === "PUT" ? { ...sent, body: JSON.stringify({ note: document.querySelector("input[type=text], textarea").value }) } : sent);
"""

Play = Callable[..., Lms]
Packages = Callable[..., dict[str, Path]]


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Packages:
    """Returns the packages of the quick worksheet, by the ends of their names, for a site at an address."""

    @cache
    def made(url: str = "https://playbook.example") -> dict[str, Path]:
        folder = tmp_path_factory.mktemp("packages")
        found = make_packages(Project(ROOT), built_site(), folder, url=url, only=["quick"], say=lambda _: None)
        return {path.stem.removeprefix("quick-"): path for path in found}

    return made


@pytest.fixture
def play(browser: Browser, packages: Packages) -> Iterator[Play]:
    """Returns a visit to a portal that plays a package; what its pages throw fails the test."""
    visits: list[Lms] = []

    def played(edition: str, *, saved: dict[str, str] | None = None, package: Package | None = None) -> Lms:
        found = package or Package(packages()[EDITIONS[edition]])
        visits.append(Lms(browser.new_context(), found, edition, saved or {}))
        return visits[-1]

    yield played
    for visit in visits:
        visit.context.close()
        visit.server.stop()
    assert [fault for visit in visits for fault in visit.faults] == []


def until(visit: Lms, kind: str) -> None:
    visit.page.wait_for_function("(kind) => heard.some(({ data }) => data.type === kind)", arg=kind)


def until_said(visit: Launch, store: RecordStore, *verbs: str) -> None:
    """Wait until these are the last verbs that the record store has heard."""
    visit.until(lambda: store.verbs()[-len(verbs) :] == list(verbs), store.verbs)


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_package_is_played_to_its_end(play: Play, edition: str) -> None:
    """The portal serves all files as bytes: the result comes all the same. The portal learns where you were, that you finished, and how
    long it took; it says yes to every call, and no word of yours is in any of them."""
    visit = play(edition)
    assert visit.go_through() >= 4
    expect(visit.inside.locator(RESULT)).to_be_visible()
    expect(visit.inside.locator(".pb-embed-end")).to_contain_text("the portal knows that much")
    expect(visit.inside.locator(".pb-embed-alone")).to_be_hidden()
    assert visit.leaks() == []
    visit.inside.get_by_role("button", name="Save and exit").click()
    until(visit, "end")
    visit.take_away()
    calls = visit.heard()
    assert [call for call in calls if call["type"] != "get" and call["out"] != "true"] == []
    assert {call["error"] for call in calls} <= {"0", "403"}
    assert [call["type"] for call in calls].index("end") == len(calls) - 1
    told = visit.told()
    state = told.pop("cmi.suspend_data")
    assert re.fullmatch(r"v1;1{5,};", state)
    time = told.pop("cmi.core.session_time" if edition == "scorm12" else "cmi.session_time")
    assert re.fullmatch(r"0000:\d\d:\d\d\.00" if edition == "scorm12" else r"PT\d+S", time)
    assert told == {
        PLACE[edition]: "result",
        STATUS[edition]: "completed",
        EXIT[edition]: "" if edition == "scorm12" else "normal",
    } | ({} if edition == "scorm12" else {"cmi.success_status": "passed"})
    written = [
        call["given"][1] for call in calls if call["given"][:1] == ["cmi.suspend_data"] and call["type"] == "set"
    ]
    assert max(map(len, written)) <= 256 <= LONGEST
    assert not re.search("name|interactions|comments|objectives", " ".join(call["given"][0] for call in calls))


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_tab_that_was_killed_goes_on_where_it_was(play: Play, edition: str) -> None:
    """What was told is kept at once: nothing more is said, and the next visit begins at the step of the last one."""
    first = play(edition)
    first.until_ready()
    title = first.frame.title()
    first.inside.get_by_role("button", name="Continue", exact=True).click()
    first.frame.wait_for_function("(title) => document.title !== title", arg=title)
    first.page.wait_for_function("() => heard.filter(({ data }) => data.given[0] === 'cmi.suspend_data').length > 2")
    left, here = first.told(), first.frame.title()
    assert left[EXIT[edition]] == "suspend"
    first.context.close()
    second = play(edition, saved={name: value for name, value in left.items() if name != EXIT[edition]})
    second.until_ready()
    second.until_titled(here)
    second.until(lambda: second.told().get("cmi.suspend_data") == left["cmi.suspend_data"], second.told)
    second.take_away()
    until(second, "end")
    assert [call["out"] for call in second.heard("end")] == ["true"]
    assert second.told()[EXIT[edition]] == "suspend"


def test_what_was_completed_stays_completed(play: Play) -> None:
    visit = play("scorm12", saved={STATUS["scorm12"]: "completed", "cmi.suspend_data": "v1;" + "1" * 8 + ";"})
    visit.until_ready()
    visit.inside.get_by_role("button", name="Continue", exact=True).click()
    visit.take_away()
    until(visit, "end")
    assert STATUS["scorm12"] not in visit.told()


def test_a_planted_leak_is_found(play: Play, packages: Packages) -> None:
    """The search in the first test finds what a worse build would tell."""
    package = Package(packages()["scorm12"], lambda name, content: content + (LEAK if name == "app/embed.js" else b""))
    visit = play("scorm12", package=package)
    visit.go_through()
    expect(visit.inside.locator(RESULT)).to_be_visible()
    assert "message" in visit.leaks()


@pytest.mark.parametrize("kind", ["scorm12", "scorm2004-3", "cmi5"])
def test_a_package_with_no_portal_around_it_is_a_worksheet(browser: Browser, packages: Packages, kind: str) -> None:
    """You unpack it and open it from a web server: all of it works, one line says that nobody listens, and nothing goes wrong."""
    store = RecordStore(Package(packages()[kind]))
    context = browser.new_context()
    context.set_default_timeout(60_000)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
    page.goto(f"{store.content.origin()}/package/index.html")
    expect(page.locator("html.pb-ready")).to_have_count(1)
    expect(page.locator(".pb-embed-alone")).to_have_text(re.compile("No portal listens here"))
    expect(page.get_by_role("button", name="Save and exit")).to_be_hidden()
    page.get_by_role("button", name="See all questions on one page").click()
    page.get_by_role("button", name=re.compile("^Finish and")).click()
    expect(page.locator(RESULT)).to_be_visible()
    assert (faults, store.asked) == ([], [])
    context.close()
    store.stop()


@pytest.mark.parametrize("kind", ["scorm12", "cmi5"])
def test_a_package_that_is_opened_from_a_folder_is_the_form_on_paper(
    browser: Browser, packages: Packages, tmp_path: Path, kind: str
) -> None:
    """Browsers run no modules there: all questions stand on the page, and one line says why it does no sums."""
    with zipfile.ZipFile(packages()[kind]) as file:
        file.extractall(tmp_path)
    context = browser.new_context()
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto((tmp_path / "index.html").as_uri())
    expect(page.locator(".pb-embed-alone")).to_contain_text("opened from a folder")
    expect(page.locator(".pb-form > .pb-group").first).to_be_visible()
    expect(page.locator(".pb-form > .pb-group").last).to_be_visible()
    assert faults == []
    context.close()


@pytest.fixture
def store(packages: Packages) -> Iterator[RecordStore]:
    """A record store, with a cmi5 package on a server of its own."""
    made = RecordStore(Package(packages()["cmi5"]))
    yield made
    made.stop()


def test_cmi5_tells_each_verb_once_and_comes_back(browser: Browser, store: RecordStore) -> None:
    """You finish, leave by the button, and are back in the portal; on another day nothing is told a second time."""
    visit = Launch(browser.new_context(), store)
    assert visit.go_through() >= 4
    expect(visit.inside.locator(RESULT)).to_be_visible()
    assert visit.leaks() == []
    visit.inside.get_by_role("button", name="Save and exit").click()
    expect(visit.inside.locator("body")).to_have_text("Back")
    visit.context.close()
    said = [verb for verb in store.verbs() if verb != "progressed"]
    assert said == ["initialized", "completed", "terminated"]
    assert store.returned == 1
    assert store.documents == {
        "negotiation-playbook": {"state": "v1;" + "1" * 8 + ";", "completed": True, "passed": False}
    }
    assert holds_canary(store) == []
    assert {json.dumps(one["actor"]) for one in store.statements} == {json.dumps(store.ACTOR)}

    again = Launch(browser.new_context(), store)
    again.go_through()
    expect(again.inside.locator(RESULT)).to_be_visible()
    again.take_away()
    until_said(again, store, "initialized", "terminated")
    assert [*visit.faults, *again.faults] == []
    again.context.close()


def test_cmi5_broken_off_goes_on_where_it_was(browser: Browser, store: RecordStore) -> None:
    first = Launch(browser.new_context(), store)
    first.until_ready()
    title = first.frame.title()
    first.inside.get_by_role("button", name="Continue", exact=True).click()
    first.frame.wait_for_function("(title) => document.title !== title", arg=title)
    here = first.frame.title()
    until_said(first, store, "progressed")
    first.until(lambda: any("1" in one["state"][2:] for one in store.documents.values()), lambda: store.documents)
    first.page.goto("about:blank")
    until_said(first, store, "terminated")
    assert store.verbs()[0] == "initialized"
    first.context.close()
    second = Launch(browser.new_context(), store)
    second.until_ready()
    second.until_titled(here)
    second.context.close()


def test_cmi5_with_a_token_that_was_given_out_before_tells_nobody(browser: Browser, store: RecordStore) -> None:
    store.refuses = True
    visit = Launch(browser.new_context(), store)
    visit.until_ready()
    expect(visit.inside.locator(".pb-embed-alone")).to_be_visible()
    visit.go_through()
    expect(visit.inside.locator(RESULT)).to_be_visible()
    assert [line.split()[:2] for line in store.asked] == [["POST", "/fetch"]]
    visit.context.close()


def test_a_planted_leak_in_a_cmi5_package_is_found(browser: Browser, packages: Packages) -> None:
    store = RecordStore(
        Package(packages()["cmi5"], lambda name, content: (LEAK_CMI5 if name == "app/portal.js" else b"") + content)
    )
    visit = Launch(browser.new_context(), store)
    visit.go_through()
    expect(visit.inside.locator(RESULT)).to_be_visible()
    visit.context.close()
    assert holds_canary(store) != []
    store.stop()


def test_a_thin_package_tells_what_the_sites_own_activity_says(
    play: Play, packages: Packages, server: SiteServer
) -> None:
    """The worksheet comes from the playbook's site into a frame of the package's page, and the portal learns the same."""
    thin = packages(server.url)["scorm12-thin"]
    visit = play("scorm12", package=Package(thin))
    until(visit, "start")
    visit.page.wait_for_function("() => frames[0]?.length === 1")
    visit.page.wait_for_timeout(300)
    inner = visit.page.frame_locator("iframe").frame_locator("iframe")
    expect(inner.locator("html.pb-ready")).to_have_count(1)
    inner.get_by_role("button", name="See all questions on one page").click()
    for field in inner.locator("input[type=text]:visible").all()[:3]:
        field.fill(WORD)
    inner.get_by_role("button", name=re.compile("^Finish and")).click()
    visit.page.wait_for_function("() => heard.some(({ data }) => data.given[1] === 'completed')")
    assert WORD not in json.dumps(visit.heard())
    inner.get_by_role("button", name="Save and exit").click()
    until(visit, "end")
    expect(visit.inside.locator('[data-thin="left"]')).to_be_focused()
    expect(visit.inside.get_by_role("button")).to_have_count(0)
    told = visit.told()
    assert (told[STATUS["scorm12"]], told["cmi.suspend_data"]) == ("completed", "v1;" + "1" * 8 + ";")
    assert [call for call in visit.heard() if call["type"] != "get" and call["out"] != "true"] == []


def test_a_thin_package_whose_frame_does_not_come_can_be_left(play: Play, packages: Packages) -> None:
    visit = play("scorm12", package=Package(packages()["scorm12-thin"]))
    until(visit, "start")
    visit.inside.get_by_role("button", name="Save and exit").click()
    until(visit, "end")
    expect(visit.inside.locator('[data-thin="left"]')).to_be_focused()
    assert visit.told()[EXIT["scorm12"]] == "suspend"


def holds_canary(store: RecordStore) -> list[str]:
    """Return what of all that the record store was sent holds a typed word or number, plain or as base64."""
    coded = [base64.b64encode(text.encode()).decode().rstrip("=")[:8] for text in (WORD, NUMBER)]
    return [
        line for line in store.asked if any(text in line for text in (WORD, NUMBER, NUMBER.replace(".", ""), *coded))
    ]
