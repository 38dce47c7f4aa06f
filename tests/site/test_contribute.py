"""docs/contribute.md: what it shows of the build is what the build says."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from playbook_site.content import reader
from playbook_site.content.pages import ContentErrors
from tests.site.prose import DOCS, source


def test_the_mistakes_that_the_page_shows_are_said_in_these_words(tmp_path: Path) -> None:
    """Who makes them finds in the terminal what they have read, but for the numbers of the lines."""
    shown = re.findall(r"^docs/\S+?:\d+: (.+)$", source("contribute.md"), re.MULTILINE)
    copy = tmp_path / "docs"
    shutil.copytree(DOCS, copy)
    play = (DOCS / "plays/batna/bridge-the-wait.md").read_text(encoding="utf-8")
    said: set[str] = set()
    for broken in (
        re.sub(r"^when: .*$", "when: [talk_is_overr]", play, flags=re.MULTILINE),
        re.sub(r"^## Is it fair\?\n.*?(?=^## )", "", play, flags=re.MULTILINE | re.DOTALL),
        play.replace("## Why this works\n", "## Why this works\n\n**Mixed.** Waiting costs more than one thinks.\n"),
    ):
        assert broken != play
        (copy / "plays/batna/ask-twice.md").write_text(broken, encoding="utf-8")
        with pytest.raises(ContentErrors) as caught:
            reader.read(copy)
        said |= {re.sub(r"^\S+: ", "", line) for line in str(caught.value).splitlines()}
    assert shown
    assert set(shown) <= said
