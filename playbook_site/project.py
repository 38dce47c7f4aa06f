"""A checkout of the playbook: where its parts are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

#: Tells the person at the terminal what is going on, a line at a time.
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Project:
    """A checkout of the playbook, and where its parts are."""

    root: Path

    @property
    def docs(self) -> Path:
        return self.root / "docs"

    @property
    def config(self) -> Path:
        return self.root / "mkdocs.yml"

    @property
    def work(self) -> Path:
        return self.root / "build"

    @property
    def staged(self) -> Path:
        """The copy of docs and mkdocs.yml that the generators read."""
        return self.work / "staged"

    @property
    def site(self) -> Path:
        return self.root / "site"

    @property
    def modules(self) -> Path:
        return self.root / "node_modules"
