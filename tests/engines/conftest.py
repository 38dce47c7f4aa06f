"""What the journeys through all engines share: a browser of each, and readers in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from browsers.find import BROWSERS, Engine, NoBrowserError, find
from browsers.launch import launch
from browsers.tab import Running
from playbook_site.server import Change, SiteServer
from tests import make_believe_site
from tests.browser import trial
from tests.built_site import built_site
from tests.engines.reader import Reader, listening

Meet = Callable[..., Reader]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each journey in each engine, or in those that --engine names."""
    if "engine" in metafunc.fixturenames:
        chosen = metafunc.config.getoption("engine") or list(BROWSERS)
        metafunc.parametrize("engine", chosen, indirect=True, scope="session")


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest) -> Engine:
    """The engine that this journey goes through."""
    named: Engine = request.param
    return named


@pytest.fixture(scope="session")
def running(engine: Engine, request: pytest.FixtureRequest) -> Iterator[Running]:
    """The engine, started once."""
    try:
        path = find(engine, install=False)
    except NoBrowserError as none:
        pytest.skip(str(none))
    started = launch(engine, path, lambda: request.getfixturevalue("playwright"))
    yield started
    started.stop()


@pytest.fixture
def meet(running: Running, request: pytest.FixtureRequest) -> Iterator[Meet]:
    """Returns a reader on a page of a site, the trial worksheet unless another is named. Faults in a console fail the test.

    ``change`` may lay hands on the server's answers; ``script`` runs before the page's own.
    """
    readers: list[tuple[Reader, bool]] = []
    servers: list[SiteServer] = []

    def met(
        path: str = trial.PAGE,
        *,
        site: Path | None = None,
        width: int = 800,
        user_agent: str = "",
        script: str = "",
        change: Callable[[str], Change | None] = lambda _: None,
        clean: bool = True,
    ) -> Reader:
        root = site or make_believe_site.built() / "site"
        first = listening(root, script)
        servers.append(SiteServer(root, change=lambda at: change(at) or first(at)).start())
        reader = Reader(running.tab(width, 900, user_agent=user_agent), servers[-1].url)
        readers.append((reader, clean))
        reader.go(path)
        return reader

    yield met
    faults: list[str] = []
    for reader, clean in readers:
        try:
            faults += reader.faults() if clean else []
        finally:
            reader.tab.close()
    for server in servers:
        server.stop()
    assert not faults, "\n".join(faults)


@pytest.fixture(scope="session")
def site() -> Path:
    """The folder of the built site."""
    return built_site()
