"""The engine in the reader's browser gives the same bytes as the engine that the tests know."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from playbook_engine.library import load
from tests.browser.visit import Open
from tests.parity.requests import ALL, Part, answers, random_requests, requests

RANDOM = 200
#: Under Node the quick start is asked everything, by the same engine for JavaScript: each way is asked another eighth here, or with
#: ``--all`` everything.
PARTS = {"image": Part(8, 3), "whole": Part(8, 7)}
_START = """async (path) => {
  const places = document.querySelector("script[data-worksheets]").dataset;
  const script = document.querySelector('script[type="module"][src*="worksheet.mjs"]').src;
  const { start, fetchText } = await import(new URL("./engine-core.mjs", script).href);
  const at = (address) => new URL(address, document.baseURI).href;
  const libraryText = await fetchText(at(places.library));
  window.engine = await start({ runtime: at(places.runtime), libraryText, path });
}"""
_ASK = """(asked) => {
  const replies = [];
  try {
    for (const text of JSON.parse(asked)) replies.push(window.engine.run(text));
  } catch {
    // The shorter list of replies says which request it was.
  }
  return JSON.stringify(replies);
}"""


@pytest.mark.parametrize("path", list(PARTS))
def test_same_bytes_as_cpython(site: Path, open_page: Open, path: str, everything: bool) -> None:
    """From the quick start and from the whole Python: for named negotiations, every kind of nonsense and random plans the same
    reply, byte for byte."""
    part = ALL if everything else PARTS[path]
    (library,) = (site / "assets" / "library").glob("*.json")
    asked = requests(part) + part.of(random_requests()[:RANDOM])
    expected = answers(asked, load(library.read_text(encoding="utf-8")))
    visit = open_page()
    visit.page.evaluate(_START, path)
    # As JSON text and not as they are: the way to the page and back would mend lone surrogates, which some requests have.
    replies = json.loads(visit.page.evaluate(_ASK, json.dumps(asked)))
    # An engine that broke down answers no more: the request that did it is the first without a reply.
    assert len(replies) == len(asked) > 150, (
        f"no reply, add the like to rehearsal.py: {asked[len(replies)][:900]!a}"
        if len(replies) < len(asked)
        else "no requests"
    )
    for text, mine, theirs in zip(asked, replies, expected, strict=True):
        assert mine == theirs, ascii(text[:300])
