"""Tasks under Node: no clock ends one, whoever watches is told how far it is, and none is left behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from playbook_site.errors import BuildError
from playbook_site.node import node
from playbook_site.runtime.making import TASKS
from playbook_site.runtime.node_tasks import TaskRunner

# A task in Python, so that it starts at once: {0} is what it does, with its task in `task`.
_TASK = """
import json, os, pathlib, sys, time
task = json.loads(pathlib.Path(sys.argv[1]).read_text())
def tell(text): print("progress", text, file=sys.stderr, flush=True)
def wait_for(name):
    while not pathlib.Path(name).exists(): time.sleep(0.01)
{0}
"""


def command(does: str) -> list[str]:
    return [sys.executable, "-c", _TASK.replace("{0}", does)]


def test_the_answer_comes_back_and_the_file_with_the_task_goes(tmp_path: Path) -> None:
    run = TaskRunner(print, command=command("print(json.dumps(task))"))
    assert run({"do": "think", "text": "Zürich"}, tmp_path) == {"do": "think", "text": "Zürich"}
    assert list(tmp_path.iterdir()) == []


def test_a_task_that_has_answered_is_not_waited_for(tmp_path: Path) -> None:
    """Node may wait for its own threads for ever when it is told to exit."""
    stays = command("print(json.dumps(1), flush=True); wait_for('never')")
    assert TaskRunner(print, command=stays)({}, tmp_path) == 1


def test_a_task_that_ends_in_the_middle_of_its_answer_has_failed(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="without a word"):
        TaskRunner(print, command=command("print('1', end='')"))({}, tmp_path)


def test_a_long_time_without_progress_is_worth_a_hint_and_nothing_more(tmp_path: Path) -> None:
    said: list[str] = []

    def say(line: str) -> None:
        said.append(line)
        if len(said) == 2:
            (tmp_path / "go").touch()

    waits = command(f"wait_for({str(tmp_path / 'go')!r}); print(1)")
    assert TaskRunner(say, hint_after=0.05, command=waits)({}, tmp_path) == 1
    assert all("no progress for" in line and "finished steps are kept" in line for line in said)


def test_progress_is_told_now_and_then(tmp_path: Path) -> None:
    all_told = tmp_path / "all-told"
    tells = command(f"[tell(f'{{n}} of 900 are done') for n in range(900)]; wait_for({str(all_told)!r}); print(1)")
    said: list[str] = []

    def say(line: str) -> None:
        said.append(line)
        if len(said) == 900:
            all_told.touch()

    TaskRunner(say, every=0, command=tells)({}, tmp_path)
    rare: list[str] = []
    TaskRunner(rare.append, every=3600, command=tells)({}, tmp_path)
    assert rare == []
    assert said[0] == "    0 of 900 are done"
    assert len(said) == 900


def test_what_a_failed_task_said_stops_the_build_without_its_progress(tmp_path: Path) -> None:
    fails = command("tell('half'); sys.exit('It broke.')")
    with pytest.raises(BuildError, match=r"\AIt broke\.\Z"):
        TaskRunner(print, command=fails)({}, tmp_path)
    with pytest.raises(BuildError, match="without a word"):
        TaskRunner(print, command=command("sys.exit(1)"))({}, tmp_path)


def test_who_stops_the_build_stops_the_task(tmp_path: Path) -> None:
    said: list[str] = []

    def say(line: str) -> None:
        said.append(line)
        raise KeyboardInterrupt

    endless = command("tell(os.getpid()); wait_for('never')")
    with pytest.raises(KeyboardInterrupt):
        TaskRunner(say, every=0, command=endless)({}, tmp_path)
    with pytest.raises(ProcessLookupError):
        os.kill(int(said[0]), 0)
    assert list(tmp_path.iterdir()) == []


def test_a_task_ends_with_the_build_that_started_it(tmp_path: Path) -> None:
    """The build is killed: its end of the pipe closes, and Node goes too."""
    (tmp_path / "endless.mjs").write_text("export const minify = () => new Promise(() => setInterval(() => {}, 1000));")
    task = {"do": "shake", "terser": (tmp_path / "endless.mjs").as_uri(), "script": ""}
    (tmp_path / "task.json").write_text(json.dumps(task), encoding="utf-8")
    started = subprocess.Popen([node(), str(TASKS), str(tmp_path / "task.json")], stdin=subprocess.PIPE)
    assert started.poll() is None
    assert started.stdin is not None
    started.stdin.close()
    assert started.wait() != 0
