"""What a page got from its engine, beside what CPython answers."""

from __future__ import annotations

from pathlib import Path

from playbook_engine import bridge
from playbook_engine.library import open_file
from tests.engines.reader import Reader

#: How the page starts Python in every engine: from the snapshot. "worker whole" would be the slow way, which works too.
START = "worker image"


def same_bytes_as_cpython(reader: Reader, library: Path) -> None:
    """What the page has got from its engine so far is what CPython answers to the same requests."""
    asked, answered = reader.js("() => [window.asked, window.answered]")
    assert answered
    bridge.use_library(open_file(library))
    for number, theirs in answered.items():
        assert theirs.encode() == bridge.run(asked[number]).encode(), asked[number][:300]


def library_of(site: Path) -> Path:
    (library,) = (site / "assets" / "library").glob("*.json")
    return library
