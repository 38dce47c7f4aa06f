"""scripts/check.py: what it counts, how its table reads, and what it says when a stage cannot run."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from browsers.find import NoBrowserError
from scripts import check, stages
from scripts.check import Result
from scripts.stages import Stage


@pytest.mark.parametrize(
    ("said", "counted"),
    [
        pytest.param("1 failed, 20 passed, 3 skipped in 1.02s", (21, 1), id="pytest"),
        pytest.param("==== 3 passed, 2 errors in 61.20s (0:01:01) ====", (5, 2), id="pytest with a frame"),
        pytest.param("2 passed in 1s\n\n3 passed in 0.50s", (3, 0), id="the last line counts"),
        pytest.param("ℹ tests 57\nℹ pass 56\nℹ fail 1", (57, 1), id="node on a terminal"),
        pytest.param("# tests 57\n# fail 0", (57, 0), id="node in a file"),
        pytest.param("Success: no issues found in 80 source files", (None, None), id="no tests"),
    ],
)
def test_it_reads_how_many_tests_ran(said: str, counted: tuple[int | None, int | None]) -> None:
    assert check.counted(said) == counted


def test_the_table_has_the_stages_as_they_ran() -> None:
    results = [
        Result("ruff", True, 0.42),
        Result("engine", False, 61.04, 2_000, 3),
        Result("pages", False, 0.0, reason="the build failed"),
    ]
    assert check.table(results).splitlines() == [
        "Stage         seconds   tests  passed  failed",
        "ruff              0.4       -       -       -  passed",
        "engine           61.0    2000    1997       3  FAILED",
        "pages             0.0       -       -       -  NOT RUN: the build failed",
    ]


def test_a_stage_that_lacks_something_says_what_to_do(capfd: pytest.CaptureFixture[str]) -> None:
    result = check.run(Stage("pages", (sys.executable, "-c", "print('ran')"), "site/no-such-page.html"))
    assert (result.passed, result.reason) == (False, "site/no-such-page.html is missing: run the stage build first")
    assert capfd.readouterr().out.strip() == f"--- pages cannot run: {result.reason}"


def none_of(engine: str) -> str:
    raise NoBrowserError(f"{engine} is not here.")


def test_without_a_browser_the_stage_says_so(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check, "find", none_of)
    result = check.run(Stage("browser", (sys.executable, "-c", "print('ran')"), browser="chromium"))
    assert (result.passed, result.left_out, result.reason) == (False, False, "chromium is not here.")
    assert capfd.readouterr().out.strip() == "--- browser cannot run: chromium is not here."


def test_an_engine_that_cannot_be_had_is_left_out_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check, "find", none_of)
    runs = Stage("ruff", (sys.executable, "-c", "print('ran')"))
    misses = Stage("webkit", (sys.executable, "-c", "1/0"), browser="webkit", may_miss=True)
    monkeypatch.setattr(check, "rounds", lambda *_: ((runs,), (misses,)))
    assert check.main([]) == 0
    said = capfd.readouterr().out
    assert said.count("--- webkit is left out: webkit is not here.\n") == 1
    assert said.splitlines()[-1] == "1 passed, 0 failed, 1 left out"
    assert check.table([check.run(misses)]).splitlines()[1].endswith("  left out: webkit is not here.")


def test_only_chromium_may_not_be_missed() -> None:
    """The tests that need it are most of the browser's; Firefox and WebKit run the journeys again."""
    found = {
        stage.name: (stage.browser, stage.may_miss)
        for together in stages.rounds()
        for stage in together
        if stage.browser
    }
    assert found.pop("firefox") == ("firefox", True)
    assert found.pop("webkit") == ("webkit", True)
    assert set(found.values()) == {("chromium", False)}


def test_after_a_failed_build_what_looks_at_the_site_is_not_run(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    fails, runs = (Stage(name, (sys.executable, "-c", code)) for name, code in (("build", "1/0"), ("site", "print(1)")))
    monkeypatch.setattr(check, "rounds", lambda *_: ((fails,), (runs,)))
    assert check.main([]) == 1
    said = capfd.readouterr().out
    assert "NOT RUN: the build failed" in said
    assert said.splitlines()[-1] == "0 passed, 2 failed"


def test_only_the_browser_is_left_out_without_it(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    ran: list[str] = []
    monkeypatch.setattr(check, "run", lambda stage: ran.append(stage.name) or Result(stage.name, True, 0.0))
    assert check.main(["--no-browser"]) == 0
    assert sorted([*ran, "browser", "chromium", "firefox", "make-believe", "webkit"]) == sorted(
        stage.name for together in stages.rounds() for stage in together
    )
    ran.clear()
    assert check.main(["mypy", "ruff"]) == 0
    assert sorted(ran) == ["mypy", "ruff"]


def test_a_stage_that_there_is_not_is_refused_with_those_that_there_are(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        check.main(["tests"])
    assert "tests: there is no such stage; write some of build, ruff" in capfd.readouterr().err


def test_every_folder_of_tests_is_in_a_stage() -> None:
    root = Path(__file__).resolve().parents[2]
    folders = {file.relative_to(root).parts[1] for file in root.glob("tests/**/test_*.py")}
    named = {word for together in stages.rounds() for stage in together for word in stage.command}
    assert {f"tests/{folder}" for folder in folders} <= named
