"""A build that was stopped goes on where it was, and an edit redoes only what depends on it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from playbook_site.errors import BuildError
from playbook_site.project import Project
from playbook_site.runtime import assemble
from playbook_site.runtime.steps import Result, Steps, digest
from tests.built_site import ROOT
from tests.toy_pyodide import TASKS, ToyNode, make_package

Made = Callable[[ToyNode], Path]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A copy of what a runtime is made from."""
    root = tmp_path / "root"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "playbook_engine", root / "playbook_engine", ignore=ignored)
    shutil.copyfile(ROOT / "pyproject.toml", root / "pyproject.toml")
    make_package(root / "node_modules")
    return Project(root)


@pytest.fixture
def make(project: Project, tmp_path: Path) -> Made:
    """Makes a runtime of a toy Pyodide."""

    def made(node: ToyNode) -> Path:
        folder = tmp_path / "runtime"
        return assemble._make(project, folder, "{}", [], [], node, print).folder

    return made


def test_all_steps_are_done_once_and_then_kept(make: Made) -> None:
    first, second = ToyNode(), ToyNode()
    assert make(first) == make(second)
    assert first.done == list(TASKS)
    assert second.done == []


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), BuildError(["Node stopped without a word."])], ids=type)
@pytest.mark.parametrize("at", range(len(TASKS)), ids=lambda at: f"{at}-{TASKS[at]}")
def test_a_stopped_build_goes_on_where_it_was(make: Made, at: int, stop: BaseException) -> None:
    with pytest.raises(type(stop)):
        make(ToyNode(stop_at=at, stop=stop))
    second = ToyNode()
    make(second)
    assert second.done == list(TASKS[at:])


def test_an_edit_of_the_engine_redoes_what_depends_on_it(make: Made, project: Project) -> None:
    make(ToyNode())
    with (project.root / "playbook_engine" / "bridge.py").open("a", encoding="utf-8") as file:
        file.write("\nMORE = 1\n")
    second = ToyNode()
    make(second)
    assert second.done == ["recordModules", "pack", "recordIdle", "snapshot", "profile", "profile"]


@pytest.mark.parametrize(
    ("step", "file", "redone"),
    [
        ("modules", "value.json", ["recordModules"]),
        ("archive", "python.bin", ["pack"]),
        ("pyodide", "pyodide.asm.wasm", ["shake"]),
        ("idle", "value.json", ["recordIdle"]),
        ("snapshot", "memory", ["snapshot"]),
        ("functions", "hashes.json", ["profile"]),
        ("data", "value.json", ["profile"]),
        ("tables", "value.json", ["profileTables"]),
    ],
)
def test_a_damaged_result_is_made_again(make: Made, tmp_path: Path, step: str, file: str, redone: list[str]) -> None:
    made = make(ToyNode())
    (kept,) = (tmp_path / "runtime" / "steps").glob(f"{step}-*")
    content = (kept / file).read_bytes()
    (kept / file).write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    second = ToyNode()
    assert make(second) == made
    assert second.done == redone


def test_too_little_room_in_the_heap_stops_the_build(make: Made) -> None:
    with pytest.raises(
        BuildError, match=r"reaches 60,000 of the 65,536 bytes .* 8\.4 percent are left where 10 must be"
    ):
        make(ToyNode(top=60_000))
    assert make(ToyNode(top=58_900)).is_dir()


def test_a_heap_that_reaches_the_marks_stops_the_build(make: Made) -> None:
    with pytest.raises(BuildError, match=r"reached 70,000,000 bytes .* move FUNCTIONS_AT"):
        make(ToyNode(peak=70_000_000))


def test_a_failed_step_leaves_nothing(tmp_path: Path) -> None:
    def fail(folder: Path) -> None:
        (folder / "half").touch()
        raise BuildError(["no"])

    with pytest.raises(BuildError):
        Steps(tmp_path).result("one", [], fail)
    assert list(tmp_path.iterdir()) == []


def test_the_newest_two_results_of_each_step_stay(tmp_path: Path) -> None:
    steps = Steps(tmp_path)
    made: list[Result] = [steps.result("one", [str(number)], lambda _: 1) for number in range(4)]
    other = steps.result("other", [], lambda _: 2)
    left = tmp_path / ".unfinished-one-1"
    left.mkdir()
    for number, path in enumerate([*(one.folder for one in made), left]):
        os.utime(path, (number, number))
    steps.result("one", ["0"], lambda _: pytest.fail("it was kept"))  # now the newest
    steps.forget_old()
    assert {path.name for path in tmp_path.iterdir()} == {one.folder.name for one in (made[0], made[3], other)}


def test_any_change_of_an_input_changes_the_digest(tmp_path: Path) -> None:
    inputs: list[Any] = [["ab"], ["a", "b"], ["a", "", "b"], [b"a", "b", "c"], ["\ud83d"], [tmp_path]]
    before = [digest(one) for one in inputs]
    assert len(set(before[:-1])) == len(inputs) - 1
    (tmp_path / "file").touch()
    seen = [digest([tmp_path])]
    (tmp_path / "file").rename(tmp_path / "other")
    seen.append(digest([tmp_path]))
    (tmp_path / "other").write_text("more", encoding="utf-8")
    seen.append(digest([tmp_path]))
    assert len({before[-1], *seen}) == 4
