"""The site that holds the make-believe worksheets: what is true of every worksheet's form is tried on one of theirs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from playbook_site.server import SiteServer
from tests import make_believe_site
from tests.browser import trial
from tests.browser.steps import begin
from tests.browser.visit import Open, Serve, Visit, opening, serving


@pytest.fixture(scope="session")
def trial_site() -> Path:
    """The folder of the built site with the make-believe worksheets."""
    return make_believe_site.built() / "site"


@pytest.fixture(scope="session")
def trial_server(trial_site: Path) -> Iterator[SiteServer]:
    """That site as its own headers say it is to be served."""
    started = SiteServer(trial_site).start()
    yield started
    started.stop()


@pytest.fixture
def serve_trial(trial_site: Path) -> Iterator[Serve]:
    """Returns a server of a test's own for that site, on whose answers ``change`` may lay hands."""
    yield from serving(trial_site)


@pytest.fixture
def open_trial(browser: Browser, trial_server: SiteServer) -> Iterator[Open]:
    """Returns a page of that site, the trial worksheet unless another is named, in a browser profile of its own."""
    yield from opening(browser, trial_server, trial.PAGE)


@pytest.fixture
def made(open_trial: Open) -> Visit:
    """A worksheet with the nurse's answers and her checklist."""
    visit = open_trial()
    visit.fill(trial.ANSWERS, by_hand=True)
    visit.field("settings.currency").fill("€")
    visit.make()
    return visit


@pytest.fixture
def steps(open_trial: Open) -> Visit:
    """The make-believe worksheet on a phone, as somebody comes to it."""
    return begin(open_trial)
