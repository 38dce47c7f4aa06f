"""The files of ``docs/`` that count, and what else lies there.

Editors leave files beside those that they edit: locks, backups, copies. They are skipped everywhere, by the rule below.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from playbook_engine.errors import ContentError


def is_left_by_an_editor(path: Path) -> bool:
    """Tell whether a name is hidden, or that of a backup.

    >>> [name for name in ("a.md", ".#a.md", "a.md~", "#a.md#", ".obsidian") if is_left_by_an_editor(Path(name))]
    ['.#a.md', 'a.md~', '#a.md#', '.obsidian']
    """
    name = path.name
    return name.startswith(".") or name.endswith("~") or (name.startswith("#") and name.endswith("#"))


def author_files(docs: Path) -> list[Path]:
    """Return every file under ``docs``, sorted; none that an editor left, and none in a folder with such a name."""
    return [path for path in _listed(docs) if path.is_file()]


def pages(docs: Path) -> list[Path]:
    """Return every Markdown file under ``docs``, sorted."""
    return [path for path in author_files(docs) if path.suffix == ".md"]


def unusable(docs: Path) -> Iterator[ContentError]:
    """Yield a fault for whatever has the name of a file and cannot be read as one."""
    for path in _listed(docs):
        name = f"{docs.name}/{path.relative_to(docs).as_posix()}"
        if path.is_dir() and path.suffix == ".md":
            yield ContentError(name, 1, "this is a folder with the name of a page. Rename it, without '.md'")
        elif path.is_symlink() and not path.exists():
            yield ContentError(name, 1, "this link leads nowhere. Remove it, or let it point to a file")
        elif not path.is_dir() and not path.is_file():
            yield ContentError(name, 1, "this is neither a file nor a folder. Remove it")


def read_text(path: Path) -> str:
    """Return the text of a page that was checked before; a byte order mark at its start is no part of it."""
    return path.read_text(encoding="utf-8-sig")


def _listed(docs: Path) -> list[Path]:
    found: list[Path] = []
    for folder, folders, files in docs.walk():
        folders[:] = sorted(name for name in folders if not is_left_by_an_editor(Path(name)))
        found += (folder / name for name in (*folders, *files) if not is_left_by_an_editor(Path(name)))
    return sorted(found)
