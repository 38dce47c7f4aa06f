"""What one built HTML page holds that publishing must know: scripts, addresses, ids, inline styles."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

# Script types that a browser runs, or that a policy treats as if it did. Data blocks (application/json) are neither.
RUN_TYPES = {"", "text/javascript", "application/javascript", "module", "importmap", "speculationrules"}

# Attributes whose address a browser fetches without being asked. An <a href> waits for the reader.
FETCHED = {
    ("script", "src"), ("img", "src"), ("iframe", "src"), ("source", "src"), ("video", "src"), ("video", "poster"),
    ("audio", "src"), ("track", "src"), ("embed", "src"), ("object", "data"), ("input", "src"), ("use", "href"),
    ("use", "xlink:href"), ("image", "href"), ("body", "background"), ("frame", "src"),
}  # fmt: skip
ADDRESSES = {"href", "src", "action", "poster", "xlink:href"}
FETCHED_RELS = {
    "stylesheet", "icon", "apple-touch-icon", "preload", "modulepreload", "prefetch", "manifest", "preconnect",
    "dns-prefetch", "mask-icon",
}  # fmt: skip
# Pages that some browser fetches before the reader goes there. No directive of ours allows it.
AHEAD_RELS = {"next", "prefetch", "prerender"}


@dataclass(slots=True)
class Address:
    """An address in a page, the line it stands on, and whether a browser fetches it unasked."""

    url: str
    line: int
    fetched: bool


@dataclass(slots=True)
class Page:
    """The parts of a page that publishing checks."""

    scripts: list[str] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    inline_styles: list[tuple[int, str]] = field(default_factory=list)
    handlers: list[tuple[int, str]] = field(default_factory=list)
    ahead: list[tuple[int, str]] = field(default_factory=list)
    has_form: bool = False
    has_plans: bool = False
    has_frame: bool = False

    def script_hashes(self) -> frozenset[str]:
        """Return the CSP source expression of every inline script that a browser would run."""
        return frozenset(csp_hash(script) for script in self.scripts)


def csp_hash(script: str) -> str:
    """Return the policy's name for an inline script, here an empty one.

    >>> csp_hash("")
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def read_page(html: str) -> Page:
    """Return what a page holds.

    >>> page = read_page('<p id="a"><a href="b/">b</a><script>x()</script>')
    >>> page.scripts, [address.url for address in page.addresses], page.ids
    (['x()'], ['b/'], {'a'})
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.page


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self._script: list[str] | None = None
        self._style: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        line = self.getpos()[0]
        if tag == "script" and "src" not in named and named.get("type", "").lower() in RUN_TYPES:
            self._script = []
        if tag == "style":
            self._style = []
        if tag == "form" and "pb-form" in named.get("class", "").split():
            self.page.has_form = True
        if tag == "iframe":
            self.page.has_frame = True
        if "data-plans" in named:
            self.page.has_plans = True
        for name, value in named.items():
            self._attribute(tag, name, value, named, line)

    def _attribute(self, tag: str, name: str, value: str, named: dict[str, str], line: int) -> None:
        page = self.page
        if name == "id" or (tag == "a" and name == "name"):
            page.ids.add(value)
        elif name == "style":
            page.inline_styles.append((line, value))
        elif name.startswith("on"):
            page.handlers.append((line, f"{name}={value}"))
        elif name in ("srcset", "imagesrcset"):
            for part in re.split(r",\s+", value):
                page.addresses.append(Address(part.split()[0], line, fetched=True))
        elif name in ADDRESSES or (tag, name) in FETCHED:
            rels = set(named.get("rel", "").lower().split())
            fetched = (tag, name) in FETCHED or (tag == "link" and bool(rels & FETCHED_RELS))
            page.addresses.append(Address(value.strip(), line, fetched))
            page.ahead += [(line, rel) for rel in sorted(rels & AHEAD_RELS) if tag == "link"]

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self._script.append(data)
        if self._style is not None:
            self._style.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._script is not None:
            self.page.scripts.append("".join(self._script))
            self._script = None
        if tag == "style" and self._style is not None:
            self.page.inline_styles.append((self.getpos()[0], "".join(self._style)))
            self._style = None
