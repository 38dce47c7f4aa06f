"""The theme's search, given what a person means: our script stands before the theme's in the worker that searches."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from playbook_site.errors import BuildError


@dataclass(frozen=True, slots=True)
class Renamed:
    """The worker's address inside the site, before and now: its bytes have changed, and browsers keep it for long."""

    old: str
    new: str

    def in_page(self, html: str) -> str:
        """Return a page that asks for the worker under its new name."""
        return html.replace(self.old, self.new)


def put_before(site: Path, script: str) -> Renamed | None:
    """Put our script before the theme's, and return the worker's new name; None in a site without that search.

    Raises BuildError when the theme brings another number of workers than one.
    """
    found = sorted(site.glob("assets/javascripts/workers/search.*.js"))
    if not found or not script:
        return None
    if len(found) > 1:
        raise BuildError(["The theme has several workers that search: adapt publish/search.py."])
    (theirs,) = found
    text = f"{script}\n{theirs.read_text(encoding='utf-8')}"
    ours = theirs.with_name(f"search.{hashlib.sha256(text.encode()).hexdigest()[:8]}.min.js")
    theirs.unlink()
    ours.write_text(text, encoding="utf-8", newline="\n")
    return Renamed(theirs.relative_to(site).as_posix(), ours.relative_to(site).as_posix())
