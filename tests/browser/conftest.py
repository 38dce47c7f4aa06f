"""What the browser tests share: one Chromium, the built site under its own headers, and a log that must stay clean."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from browsers.by_playwright import launch_options
from browsers.find import find_shell
from playbook_site.server import SiteServer
from tests.browser.kept_book import keep  # noqa: F401  fixture
from tests.browser.make_believe import made, open_trial, serve_trial, steps, trial_server, trial_site  # noqa: F401  fixtures
from tests.browser.visit import PATIENCE, Open, Serve, opening, serving
from tests.built_site import built_site

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Chromium without windows, or the whole one where that is all there is; both as they are installed here.

    It compiles WebAssembly once and not again for speed: a visit of a test is over before that would pay.
    """
    options = launch_options("chromium", find_shell(install=False))
    return {**browser_type_launch_args, **options, "args": [*options["args"], "--js-flags=--liftoff-only"]}


@pytest.fixture(scope="session")
def site() -> Path:
    """The folder of the built site."""
    return built_site()


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[SiteServer]:
    """The site as its own headers say it is to be served."""
    started = SiteServer(site).start()
    yield started
    started.stop()


@pytest.fixture
def serve(site: Path) -> Iterator[Serve]:
    """Returns a server of a test's own, on whose answers ``change`` may lay hands."""
    yield from serving(site)


@pytest.fixture
def open_page(browser: Browser, server: SiteServer) -> Iterator[Open]:
    """Returns a page of the site, in a browser profile of its own; its faults fail the test at the end."""
    yield from opening(browser, server, "worksheets/batna/")
