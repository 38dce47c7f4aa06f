"""The whole book on one page: every page that is read is in it once, and every link in it leads somewhere."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest

from playbook_engine.library import Library
from playbook_site import book
from playbook_site.content import navigation
from playbook_site.errors import BuildError
from playbook_site.project import Project

ROOT = Path(__file__).resolve().parents[2]


class Seen(HTMLParser):
    """The ids of a page, its links, and the levels of its headings."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.levels: list[int] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.ids += [told["id"] or ""] if "id" in told else []
        self.links += [told["href"] or ""] if tag == "a" and "href" in told else []
        self.levels += [int(tag[1])] if re.fullmatch("h[1-6]", tag) else []


def page(body: str, depth: int) -> str:
    return f'<nav><a href="{"../" * depth}">Home</a></nav><article class="md-content__inner">{body}</article><footer>no</footer>'


@pytest.fixture
def small(tmp_path: Path, content: Library) -> tuple[Project, Path]:
    """A site of the project's own pages in small: each with a title, two links, a footnote and a fold."""
    project = Project(ROOT)
    heads = navigation.read_heads(project.docs)
    site = tmp_path / "site"
    for part in book.outline(content, heads, ()):
        for one in part.chapters:
            up = "../" * one.page.count("/")
            body = (
                f'<h1 id="t">{one.title}<a class="headerlink" href="#t">#</a></h1><h2 id="s">S</h2><p>x<sup id="fnref:1"><a href="#fn:1">1</a></sup></p>'
                f'<a href="{up}plays/batna/aim-from-your-target/#s">play</a><a href="{up}plays/batna/">topic</a><a href="{up}worksheets/quick/#form">sheet</a>'
                f'<a href="https://example.org/">far</a><button>Copy</button><p class="pb-leave">Xleave</p><div class="pb-story"><p class="pb-story-open">Xopen</p>told</div><script>1</script><details class="pb-fold"><summary>More</summary>y &amp; z</details>'
                f'<svg aria-labelledby="s t2" viewBox="0 0 1 1"><title id="t2">d</title><path fill="url(#t2)" /></svg><li id="fn:1"><a href="#fnref:1">b</a></li>'
            )  # fmt: skip
            path = site / one.page / "index.html"
            path.parent.mkdir(parents=True)
            path.write_text(page(body, one.page.count("/")), encoding="utf-8")
    (site / "book").mkdir()
    (site / "book" / "index.html").write_text(page("<h1>The whole book</h1>", 1), encoding="utf-8")
    (site / "index.html").write_text(
        '<a class="md-nav__link" href="book/">Book</a><p>See <a href="book/">the book</a>.</p>', encoding="utf-8"
    )
    (site / "sitemap.xml").write_text(
        "<urlset>\n<url>\n<loc>https://x.org/book/</loc>\n</url>\n<url>\n<loc>https://x.org/learn/batna/</loc>\n</url></urlset>",
        encoding="utf-8",
    )
    return project, site


@pytest.fixture
def written(small: tuple[Project, Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """That site with its book."""
    project, site = small
    monkeypatch.setattr(book, "_in_order", lambda _: [])
    book.write_book(project, site)
    return site


def test_every_page_that_is_read_is_in_the_book_once(content: Library) -> None:
    """Each learn page, play, story and page of the reference that is not for authors; no list of pages."""
    docs = ROOT / "docs"
    found = Counter(
        one.page for part in book.outline(content, navigation.read_heads(docs), ()) for one in part.chapters
    )
    wanted = {
        f"{path.relative_to(docs).as_posix().removesuffix('.md')}/"
        for room in ("learn", "plays", "stories", "reference")
        for path in (docs / room).rglob("*.md")
        if path.stem != "index" and path.parent.name not in ("words", "situations")
    } - {f"reference/{name}/" for name in ("analyses", "runtime", "share", "mandate", "role-sheet")}
    assert set(found) == wanted
    assert set(found.values()) == {1}
    assert len(found) > 140


def test_every_id_is_there_once_and_every_link_of_the_book_leads_to_one(written: Path) -> None:
    seen = Seen((written / "book" / "index.html").read_text(encoding="utf-8"))
    assert [name for name, count in Counter(seen.ids).items() if count > 1] == []
    inner = [link.removeprefix("#") for link in seen.links if link.startswith("#")]
    assert sorted(set(inner) - set(seen.ids)) == []
    assert len(inner) > 700
    others = {link for link in seen.links if not link.startswith("#")}
    assert others == {"../", "../worksheets/quick/#form", "https://example.org/"}


def test_a_page_stands_below_its_part_and_without_what_only_a_screen_needs(written: Path) -> None:
    html = (written / "book" / "index.html").read_text(encoding="utf-8")
    assert sorted(set(Seen(html).levels)) == [1, 2, 3, 4]
    assert not re.search(r"<button|<script|headerlink|pb-leave|pb-story|Xleave|Xopen|<footer>.*<footer>", html)
    assert '<details open class="pb-fold">' in html
    assert "y &amp; z" in html
    assert "<div>told</div>" in html
    one = html.partition('<h3 id="plays-batna-aim-from-your-target">')[2].partition("</section>")[0]
    assert 'aria-labelledby="plays-batna-aim-from-your-target--s plays-batna-aim-from-your-target--t2"' in one
    assert 'fill="url(#plays-batna-aim-from-your-target--t2)"' in one
    assert 'href="#plays-batna-aim-from-your-target--fn:1"' in one
    assert 'href="#part-plays-batna"' in one


def test_its_size_is_told_and_no_search_engine_is_sent_there(written: Path) -> None:
    home = (written / "index.html").read_text(encoding="utf-8")
    assert re.search(r'>Book</a><p>See <a href="book/">the book</a> \(\d\.\d MB\)\.</p>', home)
    assert re.findall(r"<loc>(.*?)</loc>", (written / "sitemap.xml").read_text(encoding="utf-8")) == [
        "https://x.org/learn/batna/"
    ]


def test_a_theme_that_writes_pages_in_another_way_stops_the_build(small: tuple[Project, Path]) -> None:
    project, site = small
    (site / "book" / "index.html").write_text("<main><h1>The whole book</h1></main>", encoding="utf-8")
    with pytest.raises(BuildError) as told:
        book.write_book(project, site)
    assert list(told.value.faults) == ["The theme marks the text of a page in another way: adapt book.py."]
