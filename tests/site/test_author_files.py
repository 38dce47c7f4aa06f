"""What editors leave beside pages, and what has the name of a page and is none."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from playbook_engine.library import Library
from playbook_site.content import author_files, navigation, reader
from playbook_site.content.pages import Page
from playbook_site.project import Project
from playbook_site.serve import snapshot
from tests.site.conftest import DECIDE, SHEET, mistakes

LEFT = {
    "an Emacs lock": lambda play: play.with_name(".#decide.md").symlink_to("somebody@desk.1234:5678"),
    "an Emacs autosave": lambda play: play.with_name("#decide.md#").write_text("half"),
    "a backup": lambda play: play.with_name("decide.md~").write_text("old"),
    "a swap file": lambda play: play.with_name(".decide.md.swp").write_bytes(b"\0\xff"),
    "a hidden page": lambda play: play.with_name(".draft.md").write_text("# No play"),
    "a page in a hidden folder": lambda play: _in_folder(play.parent.parent / ".obsidian", "x.md"),
    "a hidden loop of links": lambda play: _loop(play.with_name(".a.md")),
}


def _in_folder(folder: Path, name: str) -> None:
    folder.mkdir()
    (folder / name).write_text("# No play")


def _loop(path: Path) -> None:
    other = path.with_name(path.name + ".other")
    other.symlink_to(path.name)
    path.symlink_to(other.name)


@pytest.mark.parametrize("leave", LEFT.values(), ids=LEFT)
def test_what_an_editor_leaves_is_skipped(
    case_docs: Path, case_content: Library, leave: Callable[[Path], None]
) -> None:
    project = Project(case_docs.parent)
    before = [path.name for path in author_files.author_files(case_docs)]
    leave(case_docs / DECIDE)
    assert reader.to_json(reader.read(case_docs)) == reader.to_json(case_content)
    assert reader.cached(case_docs) is reader.cached(case_docs)
    assert [path.name for path in author_files.author_files(case_docs)] == before
    assert set(navigation.read_heads(case_docs)) == {
        str(p.relative_to(case_docs)) for p in case_docs.rglob("[!.#]*.md") if ".obsidian" not in p.parts
    }
    snapshot(project)


MISTAKEN = {
    "a folder": (lambda path: path.mkdir(), "this is a folder with the name of a page. Rename it, without '.md'"),
    "a link to nowhere": (
        lambda path: path.symlink_to("gone.md"),
        "this link leads nowhere. Remove it, or let it point to a file",
    ),
    "a loop of links": (lambda path: _loop(path), "this link leads nowhere. Remove it, or let it point to a file"),
    "a pipe": (lambda path: os.mkfifo(path), "this is neither a file nor a folder. Remove it"),
}


@pytest.mark.parametrize(("make", "message"), MISTAKEN.values(), ids=MISTAKEN)
def test_what_is_no_file_is_told_by_its_path(case_docs: Path, make: Callable[[Path], None], message: str) -> None:
    name = "plays/batna/other.md"
    make(case_docs / name)
    found = mistakes(case_docs)
    assert (name, 1, message) in found
    assert {file for file, _, _ in found} <= {name, f"{name}.other"}


def test_a_picture_that_leads_nowhere_is_told_too(case_docs: Path) -> None:
    (case_docs / "picture.png").symlink_to("gone.png")
    assert mistakes(case_docs) == [("picture.png", 1, "this link leads nowhere. Remove it, or let it point to a file")]


def test_a_page_that_goes_while_it_is_read_is_a_fault(case_docs: Path) -> None:
    page = Page(case_docs, case_docs / "gone.md")
    (fault,) = page.errors
    assert (fault.file, fault.line) == ("docs/gone.md", 1)
    assert "cannot be read: No such file or directory" in fault.message


@pytest.mark.parametrize("name", [DECIDE, SHEET, "reference/words/result.md"])
def test_a_byte_order_mark_hides_nothing(case_docs: Path, case_content: Library, name: str) -> None:
    heads = navigation.read_heads(case_docs)
    page = case_docs / name
    page.write_bytes(b"\xef\xbb\xbf" + page.read_bytes())
    assert reader.to_json(reader.read(case_docs)) == reader.to_json(case_content)
    assert navigation.read_heads(case_docs) == heads
    assert author_files.read_text(page)[:1] != "\ufeff"
