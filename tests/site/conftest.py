"""A docs folder to spoil, and what the reader then says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from playbook_site.content import reader
from playbook_site.content.reader import ContentErrors

DECIDE = "plays/batna/decide.md"
HOLD = "plays/batna/hold-back.md"
SITUATIONS = "reference/situations/batna.md"
MESSAGES = "reference/words/result.md"
SOURCES = "reference/sources.md"
GLOSSARY = "reference/glossary.md"
SHEET = "worksheets/batna.md"

Spoil = Callable[[str, str, str], None]


@pytest.fixture
def spoil(case_docs: Path) -> Spoil:
    """Replaces the one place of a text in a page of the docs folder."""

    def replaced(page_name: str, old: str, new: str) -> None:
        file = case_docs / page_name
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {page_name}"
        file.write_text(text.replace(old, new), encoding="utf-8")

    return replaced


def mistakes(docs: Path) -> list[tuple[str, int, str]]:
    with pytest.raises(ContentErrors) as raised:
        reader.read(docs)
    return [(error.file.removeprefix("docs/"), error.line, error.message) for error in raised.value.errors]


def line_of(docs: Path, page_name: str, text: str, after: str = "") -> int:
    """The line, from 1, of a text in a page; of the first one behind another text."""
    whole = (docs / page_name).read_text(encoding="utf-8")
    return whole.count("\n", 0, whole.index(text, whole.index(after))) + 1
