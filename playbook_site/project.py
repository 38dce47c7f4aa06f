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
        """The pages that authors write."""
        return self.root / "docs"

    @property
    def config(self) -> Path:
        """The settings of the generators, with the sketch of the navigation."""
        return self.root / "mkdocs.yml"

    @property
    def work(self) -> Path:
        """Where everything stands that the build makes on its way."""
        return self.root / "build"

    @property
    def staged(self) -> Path:
        """The copy of docs and mkdocs.yml that the generators read."""
        return self.work / "staged"

    @property
    def site(self) -> Path:
        """Where the finished site goes."""
        return self.root / "site"

    @property
    def modules(self) -> Path:
        """Where npm's packages are."""
        return self.root / "node_modules"
