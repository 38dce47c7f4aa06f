"""The playbook without a network: kept after a visit to a worksheet, whole or not at all, and never in the way of a newer one."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserType, Error, expect

from playbook_site.server import Change, SiteServer
from tests.browser.kept_book import (
    PARTS_AT,
    QUICK,
    STATE,
    WORKERS,
    Keep,
    left,
    listed,
    shelves,
    told,
    whole,
    with_parts,
)
from tests.browser.releases import NEWER, newer_release, release_of, taken_back
from tests.browser.visit import FILL, PATIENCE, Open, Serve, Visit
from tests.built_site import runtime_folder

CANARY = "zebrafinch48151623"
TYPED = {
    "deal_name": "The raise",
    "deal_worth": {"likely": "52,000"},
    "alternatives": [{"name": "Join the clinic", "worth": {"likely": "57,000"}}],
}
_TEXTS = """async (text) => {
  const found = [];
  for (const name of await caches.keys()) {
    const shelf = await caches.open(name);
    for (const request of await shelf.keys()) {
      const bytes = new Uint8Array(await (await shelf.match(request)).arrayBuffer());
      if (request.url.includes(text) || new TextDecoder("latin1").decode(bytes).includes(text)) found.push(request.url);
    }
  }
  return found;
}"""
_TYPE_EVERYWHERE = """(text) => {
  const controls = document.querySelectorAll("form.pb-form :is(input[type=text], input:not([type]), textarea)");
  for (const control of controls) {
    control.value = text;
    control.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  return controls.length;
}"""


@pytest.mark.parametrize("prefix", ["/", "/x/", "/deep/er/"])
def test_book_and_worksheets_open_without_a_network(site: Path, keep: Keep, prefix: str) -> None:
    """You open a worksheet, and later the network is gone: worksheets work, and you can read, search and find home."""
    visit, server = keep("worksheets/batna/", prefix=prefix)
    assert shelves(visit) == whole(site, prefix)
    server.stop()
    visit.page.reload()
    visit.fill(TYPED)
    visit.make()
    expect(visit.result).to_contain_text("Join the clinic")
    assert told(visit, "kept") == f"kept {release_of(site)}"
    visit.steps.first.locator(".pb-step-foot a").click()
    expect(visit.page.locator("[data-play]")).to_be_visible()
    visit.page.wait_for_url(re.compile("/plays/"))
    visit.go("plays/")
    visit.page.locator(".pb-search-open").click()
    visit.page.locator("#pb-search-query").fill("salary")
    expect(visit.page.locator(".md-search-result__item").first).to_be_visible()
    visit.go("")
    expect(visit.page.locator("h1")).to_be_visible()
    visit.go("plays/nowhere/")
    expect(visit.page.locator("h1")).to_have_text("This page is not here")
    with pytest.raises(Error, match="ERR_"):
        visit.go("of-somebody-else/")
    assert not [line for line in visit.console if line.startswith("policy")]


def test_reading_alone_keeps_nothing(server: SiteServer, open_page: Open) -> None:
    """You only read: nothing is fetched ahead, no worker comes, and nothing is kept."""
    visit = open_page("", service_workers="allow")
    for path in ("plays/", "plays/batna/set-your-reservation-value/", "plays/ethics/stop-and-get-help/", "privacy/"):
        visit.go(path)
        visit.come_to_rest()
    assert visit.page.evaluate(WORKERS) == []
    assert shelves(visit) == {}
    assert visit.asked_for("offline.js", "/assets/runtime/") == []


def test_nothing_is_fetched_twice(
    serve: Serve, browser_type: BrowserType, browser_type_launch_args: dict[str, Any], tmp_path: Path
) -> None:
    """The engine that you use and the copy on the device share their files: each crosses the line once, and never again."""
    server = serve()
    # As a person has it: a private window's cache has no room for the largest file.
    visit = Visit(browser_type.launch_persistent_context(tmp_path, **browser_type_launch_args), server.url, clean=True)
    visit.go("worksheets/batna/")
    visit.fill(TYPED)
    visit.make()
    told(visit, "kept")
    first = [path for path, _ in server.seen if "/assets/" in path]
    assert sorted({path for path in first if first.count(path) > 1 and "/assets/im" not in path}) == []
    server.seen.clear()
    visit.page.reload()
    expect(visit.form).to_have_attribute("data-engine", "worker image kept")
    told(visit, "kept")
    assert {int(status) for _, status in server.seen} == {304}
    assert {path for path, _ in server.seen} <= {
        "/worksheets/batna/",
        "/offline.json",
        "/offline.js",
        "/assets/img/favicon.svg",
    }


def test_a_newer_release_is_shown_at_once(site: Path, keep: Keep, tmp_path: Path) -> None:
    """The site has changed: with a network you get the new page, and its own engine. Without one, the old or the new, whole."""
    visit, server = keep("worksheets/batna/")
    newer = newer_release(site, tmp_path)
    server.show(newer)
    server.seen.clear()
    visit.go(QUICK)
    expect(visit.page.locator("h1").first).to_contain_text(NEWER)
    visit.start_engine()
    assert told(visit, f"kept {release_of(newer)}")
    old = runtime_folder(site).name
    assert [path for path, _ in server.seen if old in path] == []
    visit.page.reload()
    told(visit, "kept")
    left(visit, whole(newer))
    pages = [
        path for path, status in server.seen if path.startswith(("/plays", "/learn", "/reference")) and status == 200
    ]
    assert pages == [], "a page that differs by its release alone is not fetched"
    server.stop()
    visit.page.reload()
    expect(visit.page.locator("h1").first).to_contain_text(NEWER)
    visit.start_engine()


def test_an_open_page_of_the_earlier_release_keeps_its_files(site: Path, keep: Keep, tmp_path: Path) -> None:
    """You left a worksheet open in another tab, and a newer playbook came: what that page still needs stays until you close it."""
    visit, server = keep()
    other = visit.context.new_page()
    other.goto(visit.root + "plays/")
    newer = newer_release(site, tmp_path)
    server.show(newer)
    for _ in range(2):
        visit.page.reload()
        told(visit, f"kept {release_of(newer)}")
    visit.page.wait_for_timeout(500)
    assert set(listed(site)["files"]) | set(listed(newer)["files"]) < set(shelves(visit)["playbook / files"])
    other.close()
    left(visit, whole(newer), lambda: (visit.page.reload(), told(visit, "kept")))


def test_a_network_that_hangs_is_not_waited_for(keep: Keep) -> None:
    """The network is there and says nothing: after some seconds you see the page that is kept."""
    hangs: list[bool] = []
    visit, server = keep(change=lambda path: Change(delay=15) if hangs and path == "/plays/" else None)
    hangs.append(True)
    server.seen.clear()
    visit.go("plays/")
    expect(visit.page.locator("h1").first).to_be_visible()
    assert "/plays/" not in [path for path, _ in server.seen]


@pytest.mark.parametrize("whole", [True, False], ids=["on one page", "question by question"])
def test_an_open_page_says_once_that_a_newer_one_is_here(
    site: Path, serve: Serve, open_page: Open, tmp_path: Path, whole: bool
) -> None:
    """You type while a new release comes: you are told once, and what you typed is there on the newer page."""
    server = serve()
    visit = open_page(QUICK, at=server.url, whole=whole, service_workers="allow")
    told(visit, "kept")
    server.show(newer_release(site, tmp_path))
    visit.page.evaluate(FILL, [["target", "58,000"]])
    before = visit.values()
    for _ in range(2):
        visit.page.evaluate("dispatchEvent(new Event('online'))")
    notice = visit.page.locator(".pb-newer")
    expect(notice).to_have_count(1)
    expect(notice).to_be_visible()
    expect(notice).to_contain_text("A newer playbook is here.")
    visit.button("Load the newer one").click()
    expect(visit.page.locator("h1").first).to_contain_text(NEWER)
    visit.until_ready()
    assert visit.values() == before
    told(visit, "kept")
    expect(visit.page.locator(".pb-newer")).to_have_count(0)


def test_what_is_broken_off_goes_on_next_time(site: Path, serve: Serve, open_page: Open) -> None:
    """The network fails before all is there: nothing half is used, and the next visit fetches the rest alone."""
    broken = [True]
    server = serve(lambda path: Change(status=503, body=b"") if broken and path.endswith("memory.bin") else None)
    visit = open_page(QUICK, at=server.url, clean=False, service_workers="allow")
    assert told(visit, "not-kept") == "not-kept unreachable"
    broken.clear()
    server.seen.clear()
    visit.page.reload()
    told(visit, "kept")
    assert shelves(visit) == whole(site)
    assert [path for path, status in server.seen if status == 200 and path.startswith(("/plays", "/learn"))] == []


def test_half_a_release_is_of_no_use(serve: Serve, open_page: Open) -> None:
    """The network fails for good before all is there: the browser says so, as if nothing had been kept."""
    server = serve(lambda path: Change(status=503, body=b"") if path.endswith("memory.bin") else None)
    visit = open_page(QUICK, at=server.url, clean=False, service_workers="allow")
    told(visit, "not-kept")
    server.stop()
    with pytest.raises(Error, match="ERR_"):
        visit.page.reload()


@pytest.mark.parametrize("name", ["/plays/", "/search/search_index.json", "engine-worker.mjs", "memory.bin"])
def test_a_damaged_file_is_not_used(site: Path, serve: Serve, open_page: Open, name: str) -> None:
    """Something on the way changes a file: it is not kept, and neither is the release."""

    def change(path: str) -> Change | None:
        return (
            Change(body=b"<p>Log in to this network</p>", headers={"Cache-Control": "no-store"})
            if path.endswith(name)
            else None
        )

    visit = open_page(QUICK, at=serve(change).url, clean=False, service_workers="allow")
    assert told(visit, "not-kept") == "not-kept damaged"
    assert visit.page.evaluate(_TEXTS, "Log in to this network") == []
    assert "offline.json" not in shelves(visit)["playbook / files"]


_REFUSE = {
    "full": "Cache.prototype.put = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));",
    "refused": "CacheStorage.prototype.open = () => Promise.reject(new DOMException('no', 'SecurityError'));",
    "refused ": "ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException('no', 'SecurityError'));",
    "unsupported": "delete Navigator.prototype.serviceWorker;",
    "saving-data": "Object.defineProperty(navigator, 'connection', { value: { saveData: true } });",
}


@pytest.mark.parametrize("how", _REFUSE)
def test_where_nothing_can_be_kept_all_works_as_before(open_page: Open, how: str) -> None:
    """No room, a browser that refuses, or one that is to save data: the page knows, and the worksheet works."""
    visit = open_page("privacy/", service_workers="allow")
    visit.page.add_init_script(_REFUSE[how])
    visit.go("worksheets/batna/")
    assert told(visit, "not-kept") == f"not-kept {how.strip()}"
    visit.fill(TYPED)
    visit.make()
    expect(visit.result).to_contain_text("Join the clinic")
    assert not any("offline.json" in names for names in (shelves(visit) if how != "refused" else {}).values())


def test_nothing_that_you_type_is_kept_with_it(keep: Keep) -> None:
    """You type a word that stands nowhere else into every field: no request and no shelf holds it."""
    visit, server = keep("worksheets/batna/")
    assert visit.page.evaluate(_TYPE_EVERYWHERE, CANARY) > 5
    visit.button("Make my checklist").click()
    expect(visit.result).to_be_visible()
    visit.page.reload()
    told(visit, "kept")
    visit.go("plays/")
    assert visit.page.evaluate(_TEXTS, CANARY) == []
    assert visit.page.evaluate(_TEXTS, "playbook_engine.bridge") != [], "the same search finds what is there"
    assert not [request.url for request in visit.requests if CANARY in f"{request.url}{request.post_data}"]
    assert not [path for path, _ in server.seen if CANARY in path]


def test_other_requests_are_left_alone(keep: Keep) -> None:
    """What asks for a part of a file, sends something, or has a query gets the network's answer, or none."""
    visit, server = keep()
    visit.page.reload()
    ask = """async ([path, options]) => { try { return (await fetch(path, options)).status } catch { return 0 } }"""
    file = listed(server.root or Path())["files"][0]
    tried = [
        [file, {}],
        [file, {"headers": {"Range": "bytes=0-3"}}],
        [file, {"method": "POST"}],
        [f"{file}?x", {}],
        ["offline.json", {}],
    ]
    server.stop()
    assert [visit.page.evaluate(ask, [visit.root + path, options]) for path, options in tried] == [200, 0, 0, 0, 0]


def test_it_is_kept_at_a_button_stopped_and_removed(site: Path, serve: Serve, open_page: Open) -> None:
    """You press the button on a page that is only read: it shows how far it is, stops when you say so, goes on, and is gone again."""
    held = Change(pause_after=10, pause=PATIENCE / 1000)
    server = serve(with_parts(lambda path: held if path.endswith("memory.bin") else None))
    visit = open_page("plays/", at=server.url, clean=False, service_workers="allow")
    words = dict(
        line.removeprefix("- `").split("`: ", 1)
        for line in (Path("docs/reference/words/page.md")).read_text(encoding="utf-8").splitlines()
        if line.startswith("- `page-offline-")
    )
    visit.page.evaluate("(path) => import(path)", PARTS_AT)
    visit.page.evaluate("(words) => openButton(words)", words)
    place = visit.page.locator("#keep-here")
    expect(place).to_contain_text("is not on this device yet")
    expect(place.locator("button:visible, progress:visible")).to_have_count(1)
    visit.button("Keep the playbook on this device").click()
    expect(visit.button("Stop")).to_be_focused()
    total = sum(len(names) for names in listed(site).values())
    expect(place).to_contain_text(f"of {total} files are here")
    visit.button("Stop").click()
    expect(place).to_contain_text("Stopped.")
    expect(visit.button("Keep the playbook on this device")).to_be_focused()
    held.release.set()
    visit.button("Keep the playbook on this device").click()
    expect(place).to_contain_text("It opens without a network.")
    expect(place.locator("button:visible, progress:visible")).to_have_count(0)
    spare = listed(site)["spare"]
    assert set(spare) <= set(shelves(visit)["playbook / files"])
    visit.page.evaluate("caches.open('of somebody else')")
    assert visit.page.evaluate("removeBook()")
    assert shelves(visit) == {"of somebody else": []}
    assert visit.page.evaluate(WORKERS) == []


def test_a_site_that_takes_it_back_removes_it(keep: Keep, site: Path, tmp_path: Path) -> None:
    """Whoever runs the site publishes it with a worker that removes itself: at the next visit nothing is left."""
    visit, server = keep()
    visit.page.evaluate("caches.open('of somebody else')")
    server.show(taken_back(site, tmp_path))
    visit.go("plays/")
    left(visit, {"of somebody else": []})
    assert visit.page.evaluate(WORKERS) == []
    visit.go(QUICK)
    visit.come_to_rest()
    assert shelves(visit) == {"of somebody else": []}
    assert visit.page.evaluate(STATE) is None
