"""The whole book on one page, to be printed or kept: the pages that are read, in order, put together from what MkDocs wrote.

Every id is made unique by its page, and every link to a page of the book leads to its place here; links to worksheets lead to
the site. They are put below what ``docs/book.md`` says, and a link in the text to that page is followed by what it weighs.
"""

from __future__ import annotations

import gzip
import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import escape
from html.parser import HTMLParser
from pathlib import Path

from playbook_engine.library import Library
from playbook_site.content import navigation, reader
from playbook_site.content.navigation import PLAYS, Head
from playbook_site.errors import BuildError
from playbook_site.project import Project

#: Where the text of a page ends.
_END = "</article>"
#: A link in a text to the book; those of the menu have a class.
_LINK = re.compile(r'<a href="(?:\.\./)*book/">[^<]*</a>')
#: Pages of the reference that only authors need: no part of the book.
_FOR_AUTHORS = ("reference/words/", "reference/situations/", "reference/analyses", "reference/runtime")
_LISTS = ("reference/share", "reference/mandate", "reference/role-sheet")
_ROOMS = ("learn", PLAYS, "stories", "reference")

#: Attributes that hold an id, or several.
_IDS = ("id", "for", "aria-labelledby", "aria-describedby", "aria-controls", "headers", "name")
_URL = re.compile(r"url\(#([^)]+)\)")
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
#: Elements that do nothing on paper, and those that a script fills.
_LEFT_OUT = frozenset(("script", "button", "form", "template"))
#: Classes of what only serves a reader at a screen, and of what stands for a script to find.
_AT_SCREENS = frozenset(("headerlink", "pb-leave", "pb-story-open"))
_FOR_SCRIPTS = frozenset(("pb-story",))
_HEADING = re.compile(r"h([1-5])")


@dataclass(frozen=True, slots=True)
class Chapter:
    """A page of the book: its address in the site, its title, and what stands on it, with the ids of the book."""

    page: str
    title: str
    html: str = ""

    @property
    def id(self) -> str:
        """The id of the page's heading in the book, with which all ids on it begin."""
        return self.page.strip("/").replace("/", "-")


@dataclass(frozen=True, slots=True)
class Part:
    """Pages that stand under one heading. ``index`` is the address of the page that lists them in the site."""

    index: str
    title: str
    chapters: tuple[Chapter, ...]

    @property
    def id(self) -> str:
        """The id of its heading."""
        return f"part-{self.index.strip('/').replace('/', '-')}"


def write_book(project: Project, site: Path) -> None:
    """Fill the page of the book in a site that MkDocs has written, and tell its size wherever that is asked for.

    A site without the page stays as it is. Raises BuildError where the theme writes pages in another way.
    """
    path = site / "book" / "index.html"
    if not path.is_file():
        return
    library, heads = reader.cached(project.docs), navigation.read_heads(project.docs)
    parts = _read(site, outline(library, heads, _in_order(project)))
    html = path.read_text(encoding="utf-8")
    if html.count(_END) != 1:
        raise BuildError(["The theme marks the text of a page in another way: adapt book.py."])
    html = html.replace(_END, f"{''.join(_lines(parts))}{_END}")
    path.write_text(html, encoding="utf-8", newline="\n")
    size = f"{max(len(gzip.compress(html.encode(), 9, mtime=0)), 100_000) / 1e6:.1f} MB"
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        if _LINK.search(text):
            page.write_text(_LINK.sub(rf"\g<0> ({size})", text), encoding="utf-8", newline="\n")
    _leave_out_of_sitemap(site)


def outline(library: Library, heads: dict[str, Head], order: Iterable[str]) -> tuple[Part, ...]:
    """Return the parts of the book without what stands on their pages. ``order`` is the order of pages in the menu."""
    pages = [
        name
        for name in dict.fromkeys((*order, *sorted(heads)))
        if name in heads and name.partition("/")[0] in _ROOMS and not name.endswith("index.md")
        and not name.startswith((*_FOR_AUTHORS, *_LISTS))
    ]  # fmt: skip
    folders = ["learn", *(f"{PLAYS}/{topic}" for topic in navigation.topics(library, heads)), "stories", "reference"]
    return tuple(
        Part(
            f"{folder}/",
            heads[index].title if (index := f"{folder}/index.md") in heads else _topic(folder, heads),
            tuple(
                Chapter(f"{name.removesuffix('.md')}/", heads[name].title)
                for name in pages
                if posixpath.dirname(name) == folder
            ),
        )
        for folder in folders
    )


def _topic(folder: str, heads: dict[str, Head]) -> str:
    return navigation.topic_title(posixpath.basename(folder), heads)


def _in_order(project: Project) -> list[str]:
    """Return the pages in the order of the menu, from the mkdocs.yml that was written for the build."""
    return re.findall(r"[\w./-]+\.md", (project.staged / "mkdocs.yml").read_text(encoding="utf-8"))


def _read(site: Path, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    places = {chapter.page: chapter.id for part in parts for chapter in part.chapters}
    places |= {part.index: part.id for part in parts} | {
        f"{PLAYS}/": next(p.id for p in parts if p.index.startswith(PLAYS))
    }

    def read(chapter: Chapter) -> Chapter:
        article = _Article(chapter, places)
        article.feed((site / chapter.page / "index.html").read_text(encoding="utf-8"))
        article.close()
        return replace(chapter, html="".join(article.out).strip())

    return tuple(replace(part, chapters=tuple(read(one) for one in part.chapters)) for part in parts)


def _lines(parts: Iterable[Part]) -> Iterator[str]:
    parts = tuple(parts)
    yield '<nav class="pb-book-contents"><ol>\n'
    for part in parts:
        yield f'<li><a href="#{part.id}">{escape(part.title)}</a><ol>'
        yield from (f'<li><a href="#{one.id}">{escape(one.title)}</a></li>' for one in part.chapters)
        yield "</ol></li>\n"
    yield "</ol></nav>\n"
    for part in parts:
        yield f'<section class="pb-book-part"><h2 id="{part.id}">{escape(part.title)}</h2>\n'
        yield from (f'<section class="pb-book-page">{one.html}</section>\n' for one in part.chapters)
        yield "</section>\n"


def _leave_out_of_sitemap(site: Path) -> None:
    """Take the book out of the list for search engines, which have each of its pages already."""
    sitemap = site / "sitemap.xml"
    if sitemap.is_file():
        text = sitemap.read_text(encoding="utf-8")
        kept = re.sub(r"\s*<url>\s*<loc>[^<]*/book/</loc>.*?</url>", "", text, flags=re.DOTALL)
        sitemap.write_text(kept, encoding="utf-8", newline="\n")


class _Article(HTMLParser):
    """Collects what stands on a page, as it is written in the book: headings two levels lower, ids and links its own."""

    def __init__(self, chapter: Chapter, places: dict[str, str]) -> None:
        super().__init__(convert_charrefs=False)
        self.chapter = chapter
        self.places = places
        self.out: list[str] = []
        self._inside = False
        self._left_out: list[str] = []
        self._seen_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write an element that belongs to the page."""
        if not self._inside:
            self._inside = tag == "article"
            return
        if self._left_out or tag in _LEFT_OUT or _is_mark(attrs):
            if tag not in _VOID:
                self._left_out.append(tag)
            return
        self.out.append(self._tag(tag, attrs))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write an element that has no end, or that ends itself, as in a drawing."""
        if self._inside and not self._left_out:
            written = self._tag(tag, attrs)
            self.out.append(written if tag in _VOID else f"{written[:-1]} />")

    def handle_endtag(self, tag: str) -> None:
        """End an element, or the page."""
        if not self._inside:
            return
        if self._left_out:
            if tag == self._left_out[-1]:
                self._left_out.pop()
        elif tag == "article":
            self._inside = False
        else:
            self.out.append(f"</{_lower(tag)}>")

    def handle_data(self, data: str) -> None:
        """Write text."""
        self._write(data)

    def handle_entityref(self, name: str) -> None:
        """Write a named character as it stands."""
        self._write(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Write a numbered character as it stands."""
        self._write(f"&#{name};")

    def _write(self, text: str) -> None:
        if self._inside and not self._left_out:
            self.out.append(text)

    def _tag(self, tag: str, attrs: list[tuple[str, str | None]]) -> str:
        title = tag == "h1" and not self._seen_title
        self._seen_title = self._seen_title or title
        told: dict[str, str | None] = {"open": None} if tag == "details" else {}  # paper cannot unfold
        told |= {name: value for name, value in attrs if not name.startswith("data-")}
        if title:
            told["id"] = ""  # that of the page itself
        if told.get("class") in _FOR_SCRIPTS:
            del told["class"]
        written = (
            name if value is None else f'{name}="{self._value(tag, name, value)}"' for name, value in told.items()
        )
        return f"<{' '.join((_lower(tag), *written))}>"

    def _value(self, tag: str, name: str, value: str) -> str:
        if name in _IDS and (name != "name" or tag == "a"):
            return escape(" ".join(self._id(one) for one in value.split()) or self.chapter.id)
        if name in ("href", "xlink:href"):
            return escape(self._address(value))
        return escape(_URL.sub(lambda match: f"url(#{self._id(match[1])})", value))

    def _id(self, name: str) -> str:
        return f"{self.chapter.id}--{name}"

    def _address(self, address: str) -> str:
        """Return where a link leads: to a place in the book, or to what stands only in the site."""
        if address.startswith("#"):
            return f"#{self._id(address[1:])}" if len(address) > 1 else f"#{self.chapter.id}"
        if re.match(r"[a-z][a-z0-9+.-]*:|//", address):
            return address
        way, _, anchor = address.partition("#")
        # From the root, as browsers do: Zensical writes one step up too many in some addresses.
        target = posixpath.normpath(posixpath.join("/", self.chapter.page, way))[1:] + "/"
        place = self.places.get(target)
        if place is None:
            path = "" if target == "/" else target if way.endswith("/") or not way else target[:-1]
            return f"../{path}{'#' + anchor if anchor else ''}"
        return f"#{place}--{anchor}" if anchor and not place.startswith("part-") else f"#{place}"


def _is_mark(attrs: list[tuple[str, str | None]]) -> bool:
    """Tell whether an element only serves a reader at a screen: the link beside a heading, a way to leave quickly."""
    return any(name == "class" and _AT_SCREENS & set((value or "").split()) for name, value in attrs)


def _lower(tag: str) -> str:
    """Return a heading two levels lower: a page's title stands below that of its part."""
    found = _HEADING.fullmatch(tag)
    return f"h{min(6, int(found[1]) + 2)}" if found else tag
