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
        """The pages, and what they use."""
        return self.root / "docs"

    @property
    def config(self) -> Path:
        """The settings of the site, with a sketch of its navigation."""
        return self.root / "mkdocs.yml"

    @property
    def overrides(self) -> Path:
        """The templates that stand in the place of the theme's."""
        return self.root / "overrides"

    @property
    def work(self) -> Path:
        """What builds keep for the next one; nothing in it is needed."""
        return self.root / "build"

    @property
    def staged(self) -> Path:
        """The copy of docs and mkdocs.yml that the generators read."""
        return self.work / "staged"

    @property
    def site(self) -> Path:
        """Where the published site goes."""
        return self.root / "site"

    @property
    def packages(self) -> Path:
        """Where packages for training portals go."""
        return self.root / "packages"

    @property
    def modules(self) -> Path:
        """Where npm has installed Pyodide and the tools."""
        return self.root / "node_modules"
