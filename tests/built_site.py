"""The built site that tests look at: the one that ``make test`` has just built, or one built now."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from playbook_site.build import build
from playbook_site.project import Project

ROOT = Path(__file__).resolve().parent.parent


@cache
def built_site() -> Path:
    """Return the folder of a published site."""
    named = os.environ.get("PLAYBOOK_SITE", "")
    if named and (Path(named) / "_headers").is_file():
        return Path(named)
    out = ROOT / "build" / "site-for-tests"
    build(Project(ROOT), out, compress=False)
    return out


def runtime_folder(site: Path) -> Path:
    """Return the runtime folder of a published site."""
    (found,) = (site / "assets" / "runtime").iterdir()
    return found
