"""The theme's search, given what a person means, and set up only when somebody searches.

Two scripts of ours stand before the theme's: one in the worker that searches, one in the script of each page.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playbook_site.errors import BuildError

#: Where the theme's script sets the search up, and the two functions of its library for streams that let this wait: ``defer``, and
#: ``switchMap``. Minified names change with every version of the theme, these surroundings hardly.
_MOUNT = re.compile(r'(\.\.\.[\w$]+\("search"\)\.map\(([\w$]+)=>)([\w$]+\(\2,\{index\$:[\w$]+,keyboard\$:[\w$]+\}\))')
_DEFER = re.compile(r'[=,]([\w$]+)\(\(\)=>[\w$]+\(\.\.\.[\w$]+\("announce"\)')
_SWITCH_MAP = re.compile(r'\(\(\)=>[\w$]+\("main"\)\),([\w$]+)\(')
_PANEL = 'id="pb-search"'


@dataclass(frozen=True, slots=True)
class Renamed:
    """A script's address inside the site, before and now: its bytes have changed, and browsers keep it for long."""

    old: str
    new: str

    def in_page(self, html: str) -> str:
        """Return a page that asks for the script under its new name."""
        return html.replace(self.old, self.new)


def put_before(site: Path, in_worker: str, in_page: str) -> tuple[Renamed, ...]:
    """Put our scripts before the theme's, and return the theme's new names; none in a site without that search.

    A site without our panel (Zensical's) keeps the script of its pages. Raises BuildError when the theme brings another number of workers than one, or sets its search up in another way.
    """
    workers = sorted(site.glob("assets/javascripts/workers/search.*.js"))
    if not workers or not in_worker:
        return ()
    if len(workers) > 1:
        raise BuildError(["The theme has several workers that search: adapt publish/search.py."])
    home = site / "index.html"
    has_panel = home.is_file() and _PANEL in home.read_text(encoding="utf-8")
    pages = sorted(site.glob("assets/javascripts/bundle.*.js")) if has_panel else []
    return (
        _renamed(site, workers[0], lambda code: f"{in_worker}\n{code}"),
        *(_renamed(site, page, lambda code: f"{in_page}\n{wait_for_a_reader(code)}") for page in pages),
    )


def wait_for_a_reader(code: str) -> str:
    """Return the theme's script with its search set up when the promise ``playbookSearch`` is kept, and not at once.

    >>> theme = 'x=D(()=>L(...q("announce"),1)),m=z.pipe(M(()=>c("main")),S(e=>e)),all=L(...q("search").map(e=>N(e,{index$:i,keyboard$:k})))'
    >>> wait_for_a_reader(theme).partition(",all=")[2]
    'L(...q("search").map(e=>D(()=>playbookSearch).pipe(S(()=>N(e,{index$:i,keyboard$:k})))))'
    """
    defer, switch_map = _DEFER.search(code), _SWITCH_MAP.search(code)
    if len(_MOUNT.findall(code)) != 1 or not defer or not switch_map:
        raise BuildError(["The theme sets its search up in another way than before: adapt publish/search.py."])
    later = rf"\g<1>{defer[1]}(()=>playbookSearch).pipe({switch_map[1]}(()=>\g<3>))"
    return _MOUNT.sub(lambda match: match.expand(later), code)


def _renamed(site: Path, theirs: Path, change: Callable[[str], str]) -> Renamed:
    text = change(theirs.read_text(encoding="utf-8"))
    kind = theirs.name.partition(".")[0]
    ours = theirs.with_name(f"{kind}.{hashlib.sha256(text.encode()).hexdigest()[:8]}.min.js")
    theirs.unlink()
    ours.write_text(text, encoding="utf-8", newline="\n")
    return Renamed(theirs.relative_to(site).as_posix(), ours.relative_to(site).as_posix())
