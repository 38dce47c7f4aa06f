"""browsers/find.py: what counts as a browser that is here, and what is fetched where none is."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from browsers import find as finding
from browsers.find import BROWSERS, OWN, SHELL, SHELL_VARIABLE, Engine, NoBrowserError, find, find_shell, variable

ENGINES = tuple(BROWSERS)


class Machine:
    """A machine that has these programs, and installers that bring some or fail."""

    def __init__(self, *programs: str, brings: tuple[str, ...] = (), fails: tuple[str, ...] = ()) -> None:
        self.programs = set(programs)
        self.brings = brings
        self.fails = fails
        self.ran: list[str] = []

    def which(self, name: str) -> str | None:
        return f"/bin/{name}" if name in self.programs else None

    def run(self, command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        words = " ".join(command)
        self.ran.append(words)
        if "apt-get install" in words:
            self.programs |= set(self.brings)
        return subprocess.CompletedProcess(command, int(any(part in words for part in self.fails)))


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """No browser is named outright, none stands where a Mac has it, and whoever runs this is root."""
    for name in (*map(variable, ENGINES), SHELL_VARIABLE):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "exists", lambda _: False)
    monkeypatch.setattr(finding.os, "geteuid", lambda: 0, raising=False)
    return monkeypatch


def put(on: pytest.MonkeyPatch, machine: Machine) -> Machine:
    on.setattr(finding.shutil, "which", machine.which)
    on.setattr(finding.subprocess, "run", machine.run)
    return machine


@pytest.mark.parametrize(
    ("engine", "programs", "path"),
    [
        pytest.param("chromium", ("google-chrome",), "/bin/google-chrome", id="chrome"),
        pytest.param("chromium", ("chrome", "chromium"), "/bin/chromium", id="chromium first"),
        pytest.param("firefox", ("firefox",), "/bin/firefox", id="firefox"),
        pytest.param("firefox", ("firefox", "firefox-esr"), "/bin/firefox-esr", id="firefox-esr first"),
        pytest.param("webkit", ("Xvfb", "WebKitWebDriver"), "/bin/WebKitWebDriver", id="webkit with a display"),
    ],
)
def test_what_is_here_is_taken(on: pytest.MonkeyPatch, engine: Engine, programs: tuple[str, ...], path: str) -> None:
    machine = put(on, Machine(*programs))
    assert find(engine) == find(engine, install=False) == path
    assert machine.ran == []


@pytest.mark.parametrize("engine", ENGINES)
def test_a_browser_that_is_named_comes_first(on: pytest.MonkeyPatch, engine: Engine) -> None:
    put(on, Machine("chromium", "firefox", "WebKitWebDriver", "Xvfb"))
    on.setenv(variable(engine), "/opt/mine")
    assert find(engine) == "/opt/mine"


@pytest.mark.parametrize("engine", ENGINES)
def test_debian_brings_all_that_an_engine_needs(on: pytest.MonkeyPatch, engine: Engine) -> None:
    brought = {"chromium": ("chromium",), "firefox": ("firefox-esr",), "webkit": ("WebKitWebDriver", "Xvfb")}[engine]
    machine = put(on, Machine("apt-get", brings=brought))
    assert find(engine) == f"/bin/{brought[0]}"
    assert machine.ran[-1].endswith(" ".join(("--no-install-recommends", *BROWSERS[engine].packages)))


@pytest.mark.parametrize("had", [(), ("WebKitWebDriver",), ("Xvfb",)], ids=["nothing", "no display", "no driver"])
def test_where_debian_brings_nothing_playwright_does(on: pytest.MonkeyPatch, had: tuple[str, ...]) -> None:
    machine = put(on, Machine("apt-get", *had))
    assert find("webkit") == OWN
    assert any("playwright install webkit" in command for command in machine.ran)


def test_nobody_but_root_asks_debian(on: pytest.MonkeyPatch) -> None:
    on.setattr(finding.os, "geteuid", lambda: 1000, raising=False)
    machine = put(on, Machine("apt-get", brings=("firefox-esr",)))
    assert find("firefox") == OWN
    assert not any("apt-get" in command for command in machine.ran)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("fails", "sentence"),
    [("playwright install", "could not be fetched: install it"), ("launch()", "lacks libraries of this system")],
    ids=["nothing arrives", "it does not start"],
)
def test_what_cannot_be_had_is_one_sentence(on: pytest.MonkeyPatch, engine: Engine, fails: str, sentence: str) -> None:
    put(on, Machine(fails=(fails,)))
    with pytest.raises(NoBrowserError, match=sentence) as stop:
        find(engine)
    assert str(stop.value).startswith(BROWSERS[engine].title)
    assert "\n" not in str(stop.value)


def test_a_test_alone_installs_nothing(on: pytest.MonkeyPatch) -> None:
    machine = put(on, Machine("apt-get", brings=("firefox-esr",)))
    with pytest.raises(NoBrowserError, match="Firefox is not here"):
        find("firefox", install=False)
    assert machine.ran == []


def test_chromium_without_windows_is_taken_or_brought(on: pytest.MonkeyPatch) -> None:
    put(on, Machine("chromium"))
    assert find_shell() == "/bin/chromium"
    machine = put(on, Machine("chromium", "apt-get", brings=(SHELL,)))
    assert find_shell(install=False) == "/bin/chromium"
    assert machine.ran == []
    assert find_shell() == f"/bin/{SHELL}"
    assert machine.ran[-1].endswith(f"--no-install-recommends {SHELL}")
    on.setenv(variable("chromium"), "/opt/mine")
    assert find_shell() == "/opt/mine"
    on.setenv(SHELL_VARIABLE, "/opt/shell")
    assert find_shell() == "/opt/shell"


def test_playwrights_own_chromium_has_its_own_way_without_windows(on: pytest.MonkeyPatch) -> None:
    put(on, Machine(SHELL))
    assert find_shell() == OWN
