"""What a browser keeps of the playbook, for the tests that do without a network: how far it is, and what stands on which shelf."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from playbook_site.server import Change, SiteServer
from tests.browser.releases import release_of, script
from tests.browser.visit import PATIENCE, Open, Serve, Visit

QUICK = "worksheets/quick/"
#: What the browser keeps, by shelf: addresses below the site's first page.
_KEPT = """async (root) => {
  const found = {};
  for (const name of await caches.keys()) {
    found[name] = (await (await caches.open(name)).keys()).map(({ url }) => url.slice(root.length)).sort();
  }
  return found;
}"""
WORKERS = "async () => (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope)"
STATE = "document.documentElement.dataset.offline"
#: The parts of a page that no page has yet: the button, and what removes it all.
_PARTS = """
import { openKeepBook, removeBook } from "./pages/offline-view.mjs";
import { speaker } from "./words.mjs";
window.removeBook = removeBook;
window.openButton = (words) => {
  const place = document.createElement("section");
  place.id = "keep-here";
  document.querySelector(".md-content__inner").prepend(place);
  return openKeepBook(place, speaker(words));
};
"""
PARTS_AT = "/assets/js/for-tests/parts.mjs"


def told(visit: Visit, state: str) -> str:
    """Wait until the page tells that the playbook is kept, or why it is not, and return all that it tells."""
    visit.page.wait_for_function(f"(state) => {STATE}?.startsWith(state)", arg=state, timeout=PATIENCE)
    found: str = visit.page.evaluate(STATE)
    return found


def shelves(visit: Visit) -> dict[str, list[str]]:
    found: dict[str, list[str]] = visit.page.evaluate(_KEPT, visit.root)
    return found


def shelf_names(visit: Visit) -> list[str]:
    found: list[str] = visit.page.evaluate("async () => (await caches.keys()).sort()")
    return found


def left(visit: Visit, wanted: dict[str, list[str]], again: Callable[[], object] = lambda: None) -> None:
    """Wait until this is all that the browser keeps; ``again`` is done before each look."""
    until = time.monotonic() + PATIENCE / 1000
    # The names come first: to look into a shelf that is removed in the same moment puts it there again, empty.
    while (shelf_names(visit) != sorted(wanted) or shelves(visit) != wanted) and time.monotonic() < until:
        again()
        visit.page.wait_for_timeout(200)
    assert shelf_names(visit) == sorted(wanted)
    assert shelves(visit) == wanted


def listed(site: Path) -> dict[str, list[str]]:
    """Return the addresses on a release's list, by kind."""
    found = json.loads((site / "offline.json").read_text(encoding="utf-8"))
    return {kind: [path for path, _, _ in found[kind]] for kind in ("pages", "files", "spare")}


def whole(site: Path, path: str = "/") -> dict[str, list[str]]:
    """Return what the browser keeps of a release, and of no other."""
    names = listed(site)
    return {
        f"playbook {path} files": sorted([*names["files"], "offline.json"]),
        f"playbook {path} pages {release_of(site)}": sorted(names["pages"]),
    }


def with_parts(more: Callable[[str], Change | None] = lambda _: None) -> Callable[[str], Change | None]:
    """Return the change that serves the parts too."""
    body = script(_PARTS)
    headers: dict[str, str | None] = {"Content-Type": "text/javascript", "Cache-Control": "no-store"}
    return lambda path: Change(status=200, headers=headers, body=body) if path == PARTS_AT else more(path)


@pytest.fixture
def keep(open_page: Open, serve: Serve) -> Callable[..., tuple[Visit, SiteServer]]:
    """Returns somebody on a worksheet whose browser has kept the playbook, and the server of their own."""

    def kept(path: str = QUICK, **options: object) -> tuple[Visit, SiteServer]:
        server = serve(**options)
        visit = open_page(path, at=server.url, clean=False, service_workers="allow")
        told(visit, "kept")
        return visit, server

    return kept


Keep = Callable[..., tuple[Visit, SiteServer]]
