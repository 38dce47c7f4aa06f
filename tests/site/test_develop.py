"""What ``make serve`` builds: the same pages, with an engine that starts whole and is new with every edit."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from playbook_engine import bridge
from playbook_engine.library import Library
from playbook_site.content import reader
from playbook_site.develop import develop
from playbook_site.errors import BuildError
from playbook_site.node import node
from playbook_site.project import Project
from playbook_site.runtime.development import compile_on_the_side, lay_out
from playbook_site.serve import Builder
from tests.built_site import ROOT
from tests.plans import request, sheet_of

PLAY = "plays/batna/value-each-alternative"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A checkout to edit, with nothing built."""
    for name in ("docs", "playbook_engine"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    shutil.copytree(ROOT / "overrides", tmp_path / "overrides")
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules", target_is_directory=True)
    return Project(tmp_path)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def ignore(_: str) -> None:
    pass


def place(site: Path, name: str) -> str:
    """What a worksheet page says about where a part of its engine is."""
    html = (site / "worksheets" / "batna" / "index.html").read_text(encoding="utf-8")
    found = re.search(rf'data-{name}="(?:\.\./\.\./)?([^"]*)"', html)
    assert found is not None, name
    return found[1]


def test_an_edited_step_is_in_the_page_and_in_what_checklists_are_dealt_from(project: Project, tmp_path: Path) -> None:
    site = tmp_path / "site"
    develop(project, site, say=ignore)
    edit(project.docs / f"{PLAY}.md", "\n1. ", "\n1. Take a blue pen. ")
    develop(project, site, say=ignore)
    assert "Take a blue pen." in (site / PLAY / "index.html").read_text(encoding="utf-8")
    assert "Take a blue pen." in (site / place(site, "library")).read_text(encoding="utf-8")
    assert place(site, "path") == "whole"


def test_an_edited_engine_is_in_the_next_runtime_and_the_old_one_is_gone(project: Project) -> None:
    before = lay_out(project)
    assert lay_out(project) == before
    edit(project.root / "playbook_engine" / "domain.py", '"""', '"""Edited. ')
    after = lay_out(project)
    assert [path.name for path in after.parent.iterdir()] == [after.name]
    assert after.name != before.name
    assert b"Edited. " in (after / "python.bin").read_bytes()


def test_the_runtime_has_the_files_of_a_whole_start_as_its_manifest_says(project: Project) -> None:
    core = (project.docs / "assets" / "js" / "engine" / "engine-core.mjs").read_text(encoding="utf-8")
    names = re.findall(r'^const (?:LOADER|SCRIPT|WASM|ARCHIVE) = "([^"]+)";', core, re.MULTILINE)
    runtime = lay_out(project)
    files: dict[str, Any] = json.loads((runtime / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert sorted(files) == sorted([*names, "lock.json"])
    assert {name: (runtime / name).stat().st_size for name in files} == {n: f["size"] for n, f in files.items()}


def test_pyodide_that_is_not_there_is_one_sentence(project: Project) -> None:
    (project.root / "node_modules").unlink()
    with pytest.raises(BuildError, match="Pyodide is missing in node_modules: run the set-up again"):
        lay_out(project)


def test_it_answers_as_here_before_and_after_the_library_is_compiled(project: Project, content: Library) -> None:
    work = project.root / "work.json"
    plan = {
        "version": 2,
        "settings": {},
        "worksheets": {"batna": json.loads(sheet_of(content).examples[0].answers)},
    }
    asked = request(plan)
    libraries = [{"library": reader.to_json(content), "requests": [asked]}]
    work.write_text(json.dumps({"libraries": libraries}), encoding="utf-8")
    bridge.use_library(content)
    first = lay_out(project)
    compiling = compile_on_the_side(project, first)
    assert compiling is not None
    assert compiling.wait() == 0
    second = lay_out(project)
    assert second != first
    assert compile_on_the_side(project, second) is None
    core = ROOT / "docs" / "assets" / "js" / "engine" / "engine-core.mjs"
    command = [
        node(),
        str(ROOT / "tests" / "parity" / "replay.mjs"),
        str(core),
        f"{second}{os.sep}",
        "whole",
        str(work),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads(done.stdout)["replies"] == [[bridge.run(asked)]]


def test_serving_loads_nothing_of_the_quick_start() -> None:
    names = "[name for name in sys.modules if name.startswith('playbook_site.runtime.')]"
    command = [sys.executable, "-c", f"import sys, playbook_site.serve, playbook_site.develop; print({names})"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['playbook_site.runtime.development']"


BUILDER = """
import os, sys
for line in sys.stdin:
    out = line.strip()
    if out == "die": sys.exit(1)
    print("built" if out == str(os.getpid()) or out == "any" else "not built", flush=True)
"""


def test_the_builder_stays_until_it_is_ended_or_ends(project: Project) -> None:
    builder = Builder(project, ("-c", BUILDER))
    try:
        assert builder.build(Path("any"))
        assert builder._process is not None
        first = builder._process.pid
        assert builder.build(Path(str(first)))  # the same process still
        assert not builder.build(Path("0"))
        assert not builder.build(Path("die"))
        assert builder.build(Path("any"))
        assert not builder.build(Path(str(first)))
        builder.end()
        assert builder.build(Path("any"))
    finally:
        builder.end()


def test_a_fault_in_a_text_is_told_by_file_and_line(project: Project, tmp_path: Path) -> None:
    edit(project.docs / f"{PLAY}.md", "seat: both", "seat: all")
    with pytest.raises(BuildError, match=r"docs/plays/batna/value-each-alternative\.md:5: seat: 'all' is unknown"):
        develop(project, tmp_path / "site", say=ignore)
    assert not (tmp_path / "site").exists()
