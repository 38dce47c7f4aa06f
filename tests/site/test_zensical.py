"""Material ends in 2027; Zensical follows it. The same docs build with both, and say the same."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from playbook_site.book import write_book
from playbook_site.content import reader
from playbook_site.content.staging import stage
from playbook_site.embed.files import files
from playbook_site.project import Project
from playbook_site.publish.bundle import bundle
from playbook_site.publish.publish import publish
from tests.built_site import HANGS, ROOT, built_site


class Article(HTMLParser):
    """Collects the visible text of the parts of a page that are ours, and the controls of its form."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.controls: list[tuple[str, str]] = []
        self.links: list[str] = []
        self._open = 0
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "article":
            self._open += 1
        # Scripts and pictures say nothing; the row of parent pages is the theme's.
        if tag in ("script", "style", "svg", "nav"):
            self._silent += 1
        if self._open and tag in ("input", "select", "textarea", "option"):
            self.controls.append((named.get("name") or "", named.get("value") or ""))
        if self._open and tag == "a" and named.get("href") and not self._silent:
            self.links.append(named["href"] or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            self._open -= 1
        if self._silent and tag in ("script", "style", "svg", "nav"):
            self._silent -= 1

    def handle_data(self, data: str) -> None:
        if self._open and not self._silent:
            self.text.append(data)


def read(path: Path) -> tuple[str, list[tuple[str, str]], list[str]]:
    article = Article()
    html = path.read_text(encoding="utf-8")
    article.feed(re.sub(r'<a class="headerlink".*?</a>', "", html))
    return " ".join(" ".join(article.text).split()), article.controls, article.links


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as Zensical writes it, published as ours is."""
    folder = tmp_path_factory.mktemp("zensical")
    shutil.copytree(ROOT / "docs", folder / "docs")
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    library = reader.read(ROOT / "docs")
    staged = stage(Project(folder), library).parent
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [str(Path(sys.executable).with_name("zensical")), "build", "--clean"]
    done = subprocess.run(
        command, cwd=staged, env=environment, capture_output=True, text=True, check=False, timeout=HANGS
    )
    assert done.returncode == 0, done.stdout + done.stderr
    write_book(Project(ROOT), staged / "site")
    bundle(staged / "site" / "assets", Project(ROOT))
    embedded = files(Project(ROOT), library)
    publish(staged / "site", library=reader.to_json(library), runtime=None, embedded=embedded)
    return staged / "site"


def pages() -> list[str]:
    docs = ROOT / "docs"
    found = {path.relative_to(docs).with_suffix("").as_posix() for path in docs.rglob("*.md")}
    topics = {f"plays/{path.name}/index" for path in (docs / "plays").iterdir() if path.is_dir()}
    return [re.sub(r"(^|/)index$", "", name) for name in sorted(found | topics)]


def test_every_page_says_the_same_in_both_builds(other: Path) -> None:
    faults = []
    for name in pages():
        ours, theirs = (read(site / name / "index.html") for site in (built_site(), other))
        parts = zip(("text", "controls of the form", "links"), ours, theirs, strict=True)
        faults += [
            f"{name}: {part}: {theirs[:300]!r} in place of {ours[:300]!r}"
            for part, ours, theirs in parts
            if theirs != ours
        ]
    assert not faults, "\n".join(faults)


def test_both_builds_have_the_same_plays_and_worksheets(other: Path) -> None:
    names = {}
    for site in (built_site(), other):
        names[site] = sorted(
            path.relative_to(site).as_posix()
            for room in ("plays", "worksheets")
            for path in (site / room).rglob("*.html")
        )
    assert names[other] == names[built_site()]


def test_the_steps_of_every_play_stand_in_both_pages(other: Path) -> None:
    for play in reader.read(ROOT / "docs").plays:
        for site in (built_site(), other):
            html = (site / play.page / "index.html").read_text(encoding="utf-8")
            missing = [step.id for step in play.steps if f'id="{step.id}"' not in html]
            assert not missing, (site, play.page)
