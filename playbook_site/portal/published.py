"""What a published site holds for its activities."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from playbook_site.errors import BuildError

#: Packed copies for hosts that send them; a package is packed itself.
_COPIES = (".br", ".gz")


@dataclass(frozen=True, slots=True)
class Site:
    """The parts of a published site. ``runtime`` are the engine's files by name; ``whole`` says that it has no quick start."""

    scripts: Path
    styles: Path
    library: Path
    runtime: dict[str, Path]
    whole: bool

    @property
    def build(self) -> str:
        """The name of the release's scripts."""
        return self.scripts.name

    def script(self, name: str) -> bytes:
        """Return a script by its name without ending. Raises BuildError when the site has none of that name."""
        path = self.scripts / f"{name}.mjs"
        if not path.is_file():
            raise BuildError([_older(path.name)])
        return path.read_bytes()

    def style(self, name: str) -> bytes:
        """Return a stylesheet by its name without ending. Raises BuildError when the site has none of that name."""
        path = self.styles / f"{name}.css"
        if not path.is_file():
            raise BuildError([_older(path.name)])
        return path.read_bytes()


def read_site(site: Path, library: str) -> Site:
    """Return the parts of a site. Raises BuildError when it is not there, or was not built from this library (its text)."""
    if not (site / "embed" / "index.json").is_file():
        raise BuildError([f"{site.name}/ holds no activities yet. Build the site first: make build"])
    name = f"{hashlib.sha256(library.encode()).hexdigest()[:12]}.json"
    assets = site / "assets"
    if not (assets / "library" / name).is_file():
        raise BuildError([_older("the library")])
    runtime = {path.name: path for path in sorted(_only(assets / "runtime").iterdir()) if path.suffix not in _COPIES}
    return Site(
        _only(assets / "js"),
        _only(assets / "css"),
        assets / "library" / name,
        runtime,
        "memory.bin" not in runtime,
    )


def _only(folder: Path) -> Path:
    found = [path for path in sorted(folder.iterdir()) if path.is_dir()] if folder.is_dir() else []
    if len(found) != 1:
        raise BuildError([_older(folder.name)])
    return found[0]


def _older(what: str) -> str:
    return f"The built site and the pages in docs/ do not fit together ({what}). Build the site again: make build"
