"""What a first visit weighs on the line: a page that is read, and a worksheet before its form is touched."""

from __future__ import annotations

import posixpath
import re
from functools import cache
from pathlib import Path

import brotli
import pytest

from playbook_site.publish.html_page import Page, read_page
from tests.built_site import built_site

#: Bytes, compressed as the site sends them.
READING_MOST, WORKSHEET_MOST = 100_000, 130_000
#: The one list of all sources, which every footnote leads to: a page that is looked things up in, not read. The whole book on one
#: page, whose weight stands beside each link to it.
LONGER = {"reference/sources/index.html": 115_000, "book/index.html": 500_000}


@cache
def sent(path: Path) -> int:
    """Return what a file weighs on the line: as it was published, or compressed now."""
    packed = path.with_name(f"{path.name}.br")
    return packed.stat().st_size if packed.exists() else len(brotli.compress(path.read_bytes()))


@cache
def read(page: Path) -> Page:
    """Return what a page names."""
    return read_page(page.read_text(encoding="utf-8"))


def fetched(site: Path, page: Path) -> set[Path]:
    """Return the files that a browser fetches of its own accord for a page, the page among them.

    The browser tests hold that nothing else is asked for: no search index, no engine.
    """
    html = page.read_text(encoding="utf-8")
    addresses = {address.url for address in read(page).addresses if address.fetched}
    addresses |= set(re.findall(r'data-later="([^"]*)"', html))
    at = page.parent.relative_to(site).as_posix()
    found = {site / posixpath.normpath(posixpath.join(at, url)) for url in addresses if not url.startswith("data:")}
    return {path for path in found if path.is_file()} | {page}


def test_the_parts_that_are_counted_are_those_that_a_page_names() -> None:
    site = built_site()
    kinds = {path.suffix for path in fetched(site, site / "learn/index.html")}
    assert kinds == {".html", ".css", ".js", ".svg"}
    play = next(iter(sorted((site / "plays/batna").glob("*/index.html"))))
    assert {path.name for path in fetched(site, play)} >= {"play.mjs", "playbook.css", "index.html"}


@pytest.mark.parametrize("kind", ["read", "worksheet"])
def test_a_first_visit_is_light(kind: str) -> None:
    """Everything that a page brings along, compressed."""
    site = built_site()
    heavy = {}
    for page in sorted(site.rglob("index.html")):
        is_worksheet = read(page).has_form
        if is_worksheet == (kind == "worksheet"):
            weight = sum(sent(path) for path in fetched(site, page))
            heavy[page.relative_to(site).as_posix()] = weight
    assert heavy
    most = WORKSHEET_MOST if kind == "worksheet" else READING_MOST
    assert {name: weight for name, weight in heavy.items() if weight > LONGER.get(name, most)} == {}
