"""The playbook without a network, in Chromium, Firefox and WebKit: a worksheet, a result, a play, the search, and the way home."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from browsers.tab import Running
from playbook_site.server import Change, SiteServer
from tests.engines.engine_bytes import START
from tests.engines.reader import Reader

_KEPT = "() => document.documentElement.dataset.offline?.startsWith('kept')"
_ACTIVE = "async () => (await navigator.serviceWorker.getRegistrations())[0]?.active?.state === 'activated'"
_HEADING = "() => document.querySelector('h1')?.checkVisibility() && document.querySelector('h1').textContent"
_RESULTS = "() => document.querySelectorAll('.md-search-result__item').length"


@pytest.fixture
def kept(running: Running, site: Path) -> Iterator[tuple[Reader, SiteServer]]:
    """Somebody whose browser has kept the playbook at a worksheet, and the server that can be stopped."""
    server = SiteServer(site).start()
    tab = running.tab()
    reader = Reader(tab, server.url)
    reader.go("worksheets/batna/")
    reader.until("copy of the playbook", _KEPT)
    yield reader, server
    tab.close()
    server.stop()


def test_book_and_worksheets_open_without_a_network(kept: tuple[Reader, SiteServer]) -> None:
    """The network goes: you reload, work out an example, read a play, search, lose your way, and get home."""
    reader, server = kept
    server.stop()
    reader.reload()
    reader.click(".pb-start summary")
    reader.click(".pb-start button")
    reader.make()
    assert reader.start() == START
    reader.go("plays/batna/use-the-walk-away-test/")
    assert reader.js(_HEADING)
    reader.click(".pb-search-open")
    reader.until("search", "() => document.activeElement.matches('#pb-search-query')")
    reader.tab.type("salary")
    assert reader.until("results", _RESULTS) > 0
    reader.go("plays/nowhere/")
    assert reader.js(_HEADING) == "This page is not here"
    reader.go("")
    assert reader.js(_HEADING)
    assert reader.js("async () => (await navigator.serviceWorker.getRegistrations()).length") == 1


def test_a_form_that_is_touched_while_the_playbook_is_being_kept(running: Running, site: Path) -> None:
    """A page of the book is slow to come, and you do not wait for it: Python starts in a worker all the same."""
    server = SiteServer(site, change=lambda path: Change(delay=20) if path == "/learn/batna/" else None).start()
    reader = Reader(running.tab(), server.url)
    reader.go("worksheets/batna/")
    reader.until("service worker", _ACTIVE)
    reader.click(".pb-start summary")
    reader.click(".pb-start button")
    reader.make()
    assert reader.start() == START
    reader.tab.close()
    server.stop()
