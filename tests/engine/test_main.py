"""python -m playbook_engine: the same door on a terminal."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from playbook_engine import __main__ as terminal
from playbook_engine import library
from playbook_engine.library import Library
from tests import negotiations
from tests.cases_file import CASES, read_case
from tests.plans import TODAY, changed, plan, sheet_of

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def library_file(content: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("library") / "library.json"
    file.write_text(library.dump(content), encoding="utf-8")
    return file


@pytest.fixture
def run(library_file: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Runs a command; returns its status, standard output and standard error."""

    def ran(*arguments: object) -> tuple[int, str, str]:
        try:
            status = terminal.main(["--library", str(library_file), *map(str, arguments)])
        except SystemExit as stop:  # argparse's own way to refuse
            status = int(stop.code or 0)
        out = capsys.readouterr()
        return status, out.out, out.err

    return ran


Run = Callable[..., tuple[int, str, str]]


def saved(folder: Path, document: Any) -> Path:
    file = folder / "plan.json"
    file.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
    return file


@pytest.mark.parametrize("form", ["markdown", "html", "json"])
def test_a_terminal_user_gets_what_the_page_shows(
    run: Run, tmp_path: Path, answer: Callable[..., dict[str, Any]], form: str
) -> None:
    document = negotiations.salary()
    status, out, err = run("checklist", saved(tmp_path, document), "--format", form, "--site", "../../")
    reply = answer(document)
    assert (status, err) == (0, "")
    if form == "json":
        found = json.loads(out)
        assert {**found, "id": 1} == reply
    else:
        assert out == reply[form]


def test_markdown_is_what_comes_unasked(run: Run, tmp_path: Path) -> None:
    file = saved(tmp_path, negotiations.court())
    assert run("checklist", file) == run("checklist", file, "--format", "markdown", "--worksheet", "batna")


@pytest.mark.parametrize("site", ["https://example.org/playbook", "https://example.org/playbook/"])
def test_a_sites_address_may_end_with_or_without_a_slash(run: Run, tmp_path: Path, site: str) -> None:
    status, out, _ = run("checklist", saved(tmp_path, negotiations.court()), "--site", site)
    assert status == 0
    assert "](https://example.org/playbook/plays/batna/" in out


@pytest.mark.parametrize("mark", ["\ufeff", ""])
def test_a_file_that_an_editor_marked_is_read(run: Run, tmp_path: Path, mark: str) -> None:
    assert run("checklist", saved(tmp_path, mark + json.dumps(negotiations.court())))[0] == 0


def test_a_plan_written_by_hand_may_hold_numbers(run: Run, tmp_path: Path) -> None:
    """A number without quotes is read like the same number in quotes."""
    bare = plan(
        {"target": 58000, "deal_worth": 52000.5, "annual_rate": 5, "alternatives": [{"worth": {"likely": 0.125}}]}
    )
    quoted = plan({"target": "58000", "deal_worth": "52000.5", "annual_rate": "5", "alternatives": [{"worth": {"likely": "0.125"}}]},
                  numbers="point")  # fmt: skip
    assert run("checklist", saved(tmp_path, bare)) == run("checklist", saved(tmp_path, quoted))


def test_a_month_counts_from_the_day_that_is_given(run: Run, tmp_path: Path) -> None:
    document = changed(negotiations.salary(), "alternatives.0.months", "in March")
    status, _, err = run("checklist", saved(tmp_path, document))
    assert status == 2
    assert err.startswith("alternatives.0.months: ")
    status, out, err = run("checklist", saved(tmp_path, document), "--today", "2026-11-26")
    assert (status, err) == (0, "")
    assert "takes 3.6 months to come" in out


def test_a_day_that_is_none_is_refused(run: Run, tmp_path: Path) -> None:
    status, out, err = run("checklist", saved(tmp_path, negotiations.salary()), "--today", "2026-02-30")
    assert (status, out) == (2, "")
    assert "'2026-02-30' is no date. Write it as 2027-03-01." in err


def test_what_can_be_read_in_two_ways_is_told_with_what_to_write(run: Run, tmp_path: Path) -> None:
    status, _, err = run("checklist", saved(tmp_path, changed(negotiations.salary(), "target", "100CR")))
    assert status == 2
    assert err.endswith('What you can write: "1000000000", "100".\n')


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_every_negotiation_ends_with_a_checklist_or_with_the_fields_to_look_at(
    run: Run, tmp_path: Path, file: Path
) -> None:
    case = read_case(file)
    status, out, err = run("checklist", saved(tmp_path, case.plan), "--today", TODAY)
    if case.errors:
        assert (status, out) == (2, "")
        assert [line.split(":")[0] for line in err.splitlines()] == [error.split(":")[0] for error in case.errors]
    else:
        assert (status, err) == (0, "")
        assert out.startswith("# ")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("{", "line 1, column 2", id="not JSON"),
        pytest.param('{"version": 2,\n  oops}', "line 2, column 3", id="not JSON further down"),
        pytest.param("", "line 1, column 1", id="empty"),
        pytest.param("[" * 200_000, "could not read this plan", id="brackets without end"),
        pytest.param('{"version": 2, "x": %s}' % ("9" * 5000), "could not read the part", id="a number without end"),
        pytest.param("[]", "could not read this plan", id="a list"),
        pytest.param("{}", "could not read this plan", id="no version"),
        pytest.param('{"version": 3}', "newer version", id="the next version"),
        pytest.param('{"version": 2}', "holds no answers", id="no worksheets"),
        pytest.param(
            '{"version": 2, "worksheets": {}}',
            "Known worksheets: quick, batna, power, range, questions, trades",
            id="no answers",
        ),
        pytest.param(
            '{"version": 2, "worksheets": {"other": {}}}', "holds no answers", id="another worksheet's answers"
        ),
        pytest.param('{"version": 2, "worksheets": {"batna": []}}', '"worksheets.batna"', id="answers as a list"),
        pytest.param(
            '{"version": 2, "worksheets": {"batna": {}}, "settings": {"numbers": 5}}',
            '"settings.numbers"',
            id="setting",
        ),
        pytest.param(
            '{"version": 2, "worksheets": {"batna": {"targett": "5"}}}', "targett: ", id="a question misspelt"
        ),
        pytest.param(
            '{"version": 2, "worksheets": {"batna": {"target": true}}}',
            'the part "worksheets.batna.target" of this plan. Write an answer in quotes',
            id="a truth value",
        ),
        pytest.param(
            json.dumps(plan({"alternatives": [{}, {"worth": {"low": "x"}}]})),
            "alternatives.1.worth.low: ",
            id="a field in a row",
        ),
    ],
)
def test_a_plan_that_cannot_be_used_is_refused_with_status_2(run: Run, tmp_path: Path, text: str, says: str) -> None:
    status, out, err = run("checklist", saved(tmp_path, text))
    assert (status, out) == (2, "")
    assert says in err
    assert "Traceback" not in err
    assert err.endswith("\n")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(["checklist", "nowhere.json"], "nowhere.json", id="no file"),
        pytest.param(["checklist", "."], "could not read this plan", id="a folder"),
        pytest.param(["worksheet", "dance"], '"dance"', id="an unknown worksheet"),
        pytest.param(["worksheet"], "name", id="no name"),
        pytest.param(["checklist"], "plan", id="no plan"),
        pytest.param(["dance"], "dance", id="an unknown command"),
        pytest.param([], "command", id="no command"),
    ],
)
def test_a_command_that_cannot_be_run_is_refused_with_status_2(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert says in err


@pytest.mark.parametrize(
    ("extra", "says"),
    [
        pytest.param(["--worksheet", "dance"], '"dance"', id="an unknown worksheet"),
        pytest.param(["--format", "pdf"], "pdf", id="an unknown format"),
        pytest.param(["--site", "javascript:alert(1)"], "", id="no address"),
    ],
)
def test_an_option_that_does_not_fit_is_refused_with_status_2(
    run: Run, tmp_path: Path, extra: list[str], says: str
) -> None:
    status, out, err = run("checklist", saved(tmp_path, negotiations.court()), *extra)
    assert (status, out) == (2, "")
    assert says in err


def test_bytes_that_are_no_text_are_refused(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    file.write_bytes(b"\xff\xfe{}")
    status, out, err = run("checklist", file)
    assert (status, out) == (2, "")
    assert "Traceback" not in err


@pytest.mark.parametrize("text", ["", "{", "{}", '{"version": 9}', '{"version": 2}'])
def test_a_library_that_is_none_is_said_to_be_none(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str
) -> None:
    file = saved(tmp_path, text)
    assert terminal.main(["--library", str(file), "worksheet", "batna"]) == 2
    out = capsys.readouterr()
    assert out.out == ""
    assert "make build" in out.err


def test_without_a_library_it_says_how_to_make_one(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert terminal.main(["--library", str(tmp_path / "none.json"), "worksheet", "batna"]) == 2
    out = capsys.readouterr()
    assert out.out == ""
    assert "make build" in out.err


def test_a_worksheet_prints_every_question_with_why_an_example_and_how_to_find_out(run: Run, content: Library) -> None:
    status, out, err = run("worksheet", "batna")
    assert (status, err) == (0, "")
    for question in sheet_of(content).questions():
        for asked, path in [(question, question.id), *((i, f"{question.id}.0.{i.id}") for i in question.questions)]:
            assert f"### {asked.label}\n\n`{path}`\n" in out
            for words in (asked.why, asked.example, asked.find_out, *(option.label for option in asked.options)):
                assert words in out


def test_the_module_runs_as_a_program(library_file: Path, tmp_path: Path) -> None:
    file = saved(tmp_path, negotiations.right_to_left())
    command = [sys.executable, "-m", "playbook_engine", "--library", str(library_file), "checklist", str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, env={**os.environ, "PYTHONUTF8": "1"})
    assert (done.returncode, done.stderr) == (0, b"")
    assert "הצעה" in done.stdout.decode()


def test_a_plan_with_half_a_character_is_printed(run: Run, tmp_path: Path) -> None:
    status, out, _ = run("checklist", saved(tmp_path, plan({"deal_name": "a\ud800", "deal_worth": {"likely": "5"}})))
    assert status == 0
    assert out.encode()
