"""From docs/ to a site: twice the same bytes, and a sentence with file and line when a text has a fault."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.built_site import HANGS, ROOT, built_site, published

PARTS = (
    "docs",
    "overrides",
    "playbook_engine",
    "playbook_site",
    "mkdocs.yml",
    "pyproject.toml",
    "package.json",
    "package-lock.json",
    "requirements",
)


def copied(to: Path) -> Path:
    """A checkout at another place, without anything built."""
    for name in PARTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, to / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, to / name)
    (to / "node_modules").symlink_to(ROOT / "node_modules", target_is_directory=True)
    return to


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A second checkout."""
    return copied(tmp_path)


@pytest.fixture
def warm_clone(clone: Path) -> Path:
    """A checkout that has assembled its runtime before."""
    built_site()
    if (ROOT / "build" / "runtime").is_dir():
        shutil.copytree(ROOT / "build" / "runtime", clone / "build" / "runtime")
    return clone


def run_build(clone: Path, *options: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "SOURCE_DATE_EPOCH")}
    command = [sys.executable, "-m", "playbook_site", "build", "--no-compress", *options]
    return subprocess.run(
        command, cwd=clone, env=environment, capture_output=True, text=True, check=False, timeout=HANGS
    )


def test_another_checkout_makes_the_published_bytes(warm_clone: Path) -> None:
    done = run_build(warm_clone)
    assert done.returncode == 0, done.stderr
    assert published(warm_clone / "site") == published(built_site())


def test_a_fault_in_a_text_names_file_and_line_and_leaves_the_old_site(clone: Path) -> None:
    (clone / "site").mkdir()
    (clone / "site" / "index.html").write_text("old", encoding="utf-8")
    play = sorted((clone / "docs" / "plays" / "batna").glob("*-*.md"))[0]
    text = play.read_text(encoding="utf-8")
    play.write_text(text.replace("## Steps", "## Stepz", 1), encoding="utf-8")
    done = run_build(clone)
    assert done.returncode == 1
    assert f"docs/plays/batna/{play.name}:" in done.stderr
    assert "Traceback" not in done.stderr
    assert (clone / "site" / "index.html").read_text(encoding="utf-8") == "old"


def test_a_link_that_leads_nowhere_stops_the_build(warm_clone: Path) -> None:
    clone = warm_clone
    with (clone / "docs" / "index.md").open("a", encoding="utf-8") as page:
        page.write("\n\nSee [nothing](nowhere.md).\n")
    done = run_build(clone)
    assert done.returncode == 1
    assert "nowhere.md" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (clone / "site").exists()


def test_a_site_for_a_sub_path_has_it_where_addresses_cannot_be_relative(warm_clone: Path) -> None:
    clone = warm_clone
    done = run_build(clone, "--url", "https://example.org/playbook")
    assert done.returncode == 0, done.stderr
    assert "\n/playbook/worksheets/*\n" in (clone / "site" / "_headers").read_text(encoding="utf-8")
    assert 'href="/playbook/assets/stylesheets/' in (clone / "site" / "404.html").read_text(encoding="utf-8")
