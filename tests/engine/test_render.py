"""render_markdown and render_html: two layouts of one report, in which a person's words are only ever text."""

from __future__ import annotations

import json
import random
import re
import unicodedata
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from playbook_engine import render_html
from playbook_engine.library import Library
from tests import negotiations
from tests.hostile_texts import HOSTILE_TEXTS
from tests.negotiations import HOSTILE, NEGOTIATIONS
from tests.plans import Plan, plan
from tests.random_plans import random_plan

Answer = Callable[..., dict[str, Any]]

# Every tag that a result may hold, with every attribute, and what its value may look like.
SHAPE = r"[\d .,-]*"
PLACE = r"[\d .,-]*%?"
CLASS = r"pb-[\w-]+(?: pb-[\w-]+)*"
LINK = r"\.\./\.\./plays/[a-z0-9-]+/[a-z0-9-]+/(?:#[a-z0-9-]+)?"
STEP = r"[a-z0-9-]+/[a-z0-9-]+"
FIELD = r"[a-z_]+(?:\.\d+\.[a-z_]+)?"
ALLOWED: dict[str, dict[str, str]] = {
    "section": {"class": CLASS}, "figure": {"class": CLASS}, "div": {"class": CLASS}, "label": {"class": CLASS},
    "h2": {"class": CLASS}, "h3": {}, "h4": {}, "p": {"class": CLASS}, "ul": {"class": CLASS}, "b": {},
    "ol": {"class": CLASS}, "li": {"class": CLASS}, "span": {"class": CLASS}, "figcaption": {},
    "dl": {"class": CLASS}, "dt": {}, "dd": {"class": CLASS}, "blockquote": {"class": CLASS},
    "details": {"class": CLASS}, "summary": {},
    "button": {"type": "button", "class": CLASS, "data-copy": "", "data-aside": STEP, "data-back": STEP},
    "a": {"href": f"{LINK}|#q-[a-z0-9_-]+", "class": CLASS, "data-field": FIELD},
    "input": {"type": "checkbox", "data-step": STEP},
    "table": {}, "caption": {"class": CLASS}, "thead": {}, "tbody": {}, "tr": {"class": CLASS}, "td": {},
    "th": {"scope": "row|col"},
    "svg": {"class": CLASS, "viewbox": SHAPE, "role": "img", "aria-label": r"[^<>]+", "aria-hidden": "true", "width": PLACE, "height": PLACE, "x": PLACE, "y": PLACE, "overflow": "visible"},
    "g": {"aria-hidden": "true", "class": CLASS}, "line": {"class": CLASS, "x1": PLACE, "x2": PLACE, "y1": PLACE, "y2": PLACE, "transform": r"[\w(). -]+", "stroke-dasharray": SHAPE, "stroke-width": SHAPE},
    "rect": {"class": CLASS, "x": PLACE, "y": PLACE, "width": PLACE, "height": PLACE},
    "path": {"class": CLASS, "d": r"[MLHVHvhz\d .-]*"}, "circle": {"class": CLASS, "cx": PLACE, "cy": PLACE, "r": SHAPE},
    "text": {"class": CLASS, "x": PLACE, "y": PLACE, "dx": SHAPE, "text-anchor": "start|middle|end"},
}  # fmt: skip
MISSING = "What is missing"
VOID = {"input", "line", "rect", "path", "circle"}


class Reader(HTMLParser):
    """Collects visible text, what is not allowed, and whether the tags are nested."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.faults: list[str] = []
        self.open: list[str] = []
        self.headings: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        allowed = ALLOWED.get(tag)
        if allowed is None:
            self.faults.append(f"<{tag}>")
            return
        for name, value in attrs:
            if name not in allowed or not re.fullmatch(allowed[name], value or ""):
                self.faults.append(f"<{tag} {name}={value!r}>")
        if re.fullmatch(r"h\d", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.faults.append(f"<{tag}/>")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"<!--{data}-->")

    def unknown_decl(self, data: str) -> None:
        self.faults.append(f"<![{data}")

    def handle_pi(self, data: str) -> None:
        self.faults.append(f"<?{data}")

    def handle_decl(self, decl: str) -> None:
        self.faults.append(f"<!{decl}")


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


def bare(text: str) -> str:
    """Text without isolating marks, spaces made single, to look for one text inside another."""
    return " ".join(text.translate(dict.fromkeys([0x2068, 0x2069])).split())


@pytest.mark.parametrize("name", NEGOTIATIONS)
def test_a_result_holds_only_known_tags_attributes_and_links(answer: Answer, name: str) -> None:
    assert read(answer(NEGOTIATIONS[name]())["html"]).faults == []


@given(seed=st.integers(0, 2**32))
def test_any_result_holds_only_known_tags_attributes_and_links(answer: Answer, seed: int) -> None:
    assert read(answer(random_plan(random.Random(seed)))["html"]).faults == []


def with_text(text: str) -> Plan:
    """A plan that says one text everywhere a person may type words."""
    row = {"name": text, "worth": {"likely": "5,000"}, "works_out": "60%", "evidence": text}
    other = {"name": text, "worth": {"likely": "4,900"}}
    return plan(
        {"role": "receive", "deal_name": text, "deal_worth": {"likely": "6,000"}, "target": "9,000", "their_alternative": text,
         "alternatives": [row, other, {"name": text}]},
        currency="$",
    )  # fmt: skip


TRICKS = [
    HOSTILE, "<script>alert(1)</script>", "<b>", "</span></li><script>", '" onmouseover="x', "' onclick='x", "javascript:alert(1)",
    "[x](javascript:alert(1))", "![x](data:text/html,x)", "<http://x.y>", "[x]: http://x.y", "http://x.y", "www.x.y", "a@b.c",
    "&lt;b&gt;", "&#60;b&#62;", "&amp;", "`code`", "``", "***", "---", "===", "# x", "> x", "1. x", "1) x", "- x", "+ x", "* x",
    "| a | b |", "\\", "\\\\", "a\\", "~~x~~", "__x__", "$x$", "{target}", "{{x}}", "{% x %}", "<!-- x -->", "-->", "<![CDATA[x]]>",
    "<?php x ?>", "=1+1", "@SUM(1)", "x  ", "\tx", "a\nb", "a\r\n\r\nb", "<svg/onload=x>", "<style>*{}</style>", "</text>",
    "]]>", "<a href=//x>", "x{#id}", "[^1]", "*[x]: y", "!!! note", "??? x", "\u2028x", "﹤b﹥", "＜script＞", "%3Cb%3E", "\x1b[31m",
]  # fmt: skip


@pytest.mark.parametrize("text", TRICKS)
def test_a_text_that_looks_like_markup_is_shown_as_it_was_typed(answer: Answer, text: str) -> None:
    reply = answer(with_text(text))
    reader = read(reply["html"])
    assert reader.faults == []
    seen = bare("".join(reader.text))
    expected = bare("".join(char for char in text if unicodedata.category(char) != "Cc" or char.isspace()))
    assert seen.count(f"“{expected}”" if len(expected) < 80 else f"“{expected[:79].rstrip()}…”") >= 3
    assert _links_in(reply["markdown"]) <= _links_in(answer(with_text("plain"))["markdown"])


def test_the_corpus_has_a_hundred_texts_and_none_twice() -> None:
    assert len(HOSTILE_TEXTS) >= 100
    assert len(set(HOSTILE_TEXTS)) == len(HOSTILE_TEXTS)
    assert len({text[:2] for text in HOSTILE_TEXTS}) > 30, "many kinds, and not one in many spellings"


@pytest.mark.parametrize("first", range(0, len(HOSTILE_TEXTS), 7))
def test_each_text_of_the_corpus_is_shown_as_it_was_typed(answer: Answer, first: int) -> None:
    """Seven at a time, as the names of what a person could do instead. Marks of direction are left out or set anew."""
    texts = HOSTILE_TEXTS[first : first + 7]
    rows = [{"name": text, "worth": {"likely": str(5000 - place)}} for place, text in enumerate(texts)]
    deal = {"role": "receive", "deal_name": texts[0], "deal_worth": {"likely": "6,000"}}
    reader = read(answer(plan({**deal, "alternatives": rows}))["html"])
    assert reader.faults == []
    seen = _letters("".join(reader.text))
    for text in texts:
        assert _letters(text)[:60] in seen, text


def _letters(text: str) -> str:
    """Return a text without control characters and marks of direction, its spaces as ``bare`` has them."""
    return bare(
        "".join(char for char in text if unicodedata.category(char) not in ("Cc", "Cf") or char.isspace())
    ).strip()


@given(text=st.text(min_size=1, max_size=20))
def test_any_text_is_shown_and_makes_no_markup(answer: Answer, text: str) -> None:
    reader = read(answer(with_text(text))["html"])
    assert reader.faults == []


@pytest.mark.parametrize("text", ["<b>x</b>", "<!-- x -->", "[x](javascript:alert(1))", "![x](data:text/html,x)"])
def test_even_text_that_was_never_escaped_cannot_become_a_tag_or_a_dangerous_link(text: str) -> None:
    assert not {"<b>", "<!--", "<a ", "<img"} & set(re.findall(r"<b>|<!--|<a |<img", render_html.inline(text)))


def _links_in(markdown: str) -> set[str]:
    tokens = MarkdownIt("js-default").parse(markdown)
    inner = [token for block in tokens for token in block.children or []]
    assert not {token.type for token in inner} & {"html_inline", "image", "code_inline", "s_open"}
    assert not {token.type for token in tokens} & {"html_block", "fence", "code_block", "hr"}
    return {str(token.attrs["href"]) for token in inner if token.type == "link_open"}


@pytest.mark.parametrize("name", NEGOTIATIONS)
def test_markdown_and_html_say_the_same_steps(answer: Answer, name: str) -> None:
    reply = answer(NEGOTIATIONS[name]())
    seen = bare("".join(read(reply["html"]).text))
    # Once a talk is over, nothing may be missing any more.
    steps = re.split(rf"^## (?:{MISSING}|How it was worked out)$", reply["markdown"], flags=re.MULTILINE)[0]
    # A line that is a link alone leads to a play for which there is no time today.
    numbered = re.findall(r"^(?:\d+\.|-) (?!\[)(.*)$", steps.partition("\n## ")[2], re.MULTILINE)
    assert len(numbered) == reply["steps"] == len(reply["items"])
    for line in numbered:
        inner = MarkdownIt("js-default").parseInline(line)[0].children or []
        assert bare("".join(token.content for token in inner)) in seen


@pytest.mark.parametrize("name", NEGOTIATIONS)
def test_the_markdown_document_has_one_title_and_whole_tables_and_no_gaps(answer: Answer, name: str) -> None:
    document = NEGOTIATIONS[name]()
    markdown = answer(document)["markdown"]
    tokens = MarkdownIt("js-default").parse(markdown)
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    rows = [line for line in markdown.splitlines() if line.startswith("|")]
    assert {len(re.split(r"(?<!\\)\|", row)) for row in rows} <= {5, 4}
    assert "\n\n\n" not in markdown
    assert markdown.endswith("\n")
    typed = re.findall(r"\{[a-z_]+\}", json.dumps(document))  # in the hostile cases
    assert set(re.findall(r"\{[a-z_]+\}", markdown.replace("\\", ""))) <= set(typed)


@pytest.mark.parametrize("level", [1, 2, 3])
def test_headings_start_where_the_page_wants_them(answer: Answer, level: int) -> None:
    html = answer(negotiations.salary(), level=level)["html"]
    headings = [int(found) for found in re.findall(r"<h(\d)", html)]
    assert headings[0] == level
    assert set(headings) == {level, level + 1, level + 2}


@pytest.mark.parametrize(
    "base", ["", "../", "../../", "/", "/playbook/", "https://example.org/", "http://127.0.0.1:8000/a/"]
)
def test_links_start_with_the_base_that_the_page_gives(answer: Answer, base: str) -> None:
    reply = answer(negotiations.salary(), base=base)
    assert f'<a class="pb-quiet" href="{base}plays/batna/' in reply["html"]
    assert f"]({base}plays/batna/" in reply["markdown"]


def test_every_link_leads_to_a_play_and_step_of_the_library(answer: Answer, content: Library) -> None:
    known = {f"{play.page}#{step.id}" for play in content.plays for step in play.steps} | {
        play.page for play in content.plays
    }
    for make in NEGOTIATIONS.values():
        links = re.findall(r'href="\.\./\.\./([^"]*)"', answer(make())["html"])
        assert set(links) <= known


@pytest.mark.parametrize("name", NEGOTIATIONS)
def test_every_sentence_begins_with_a_capital(answer: Answer, name: str) -> None:
    """Also where plain words, such as "the deal", stand for a name that was not given."""
    markdown = answer(NEGOTIATIONS[name]())["markdown"]
    items = re.findall(r"^(?:-|\d+\.) (.+)$", markdown, re.MULTILINE)
    assert [item for item in items if item[0].islower()] == []
