"""One of our activities in a frame on a page of this site: what the fence draws, and what the page's rules let through."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown import Markdown

from playbook_site.activity_fence import activity_fence
from playbook_site.extension import PageError
from playbook_site.publish.headers import page_policy, site_rules
from playbook_site.publish.html_page import read_page


@pytest.fixture
def md(docs: Path) -> Markdown:
    fences = [{"name": "activity", "class": "activity", "format": activity_fence}]
    return Markdown(
        extensions=["pymdownx.superfences", "playbook_site.extension"],
        extension_configs={
            "pymdownx.superfences": {"custom_fences": fences},
            "playbook_site.extension": {"docs": str(docs)},
        },
    )


def test_a_fence_becomes_a_frame_that_can_be_named_and_cannot_reach_the_page(md: Markdown) -> None:
    """Without an origin of its own it is shut in, although it comes from the same site."""
    drawn = md.convert("# Page\n\n```activity\nid: quick\n```\n")
    assert 'title="Prepare in five minutes"' in drawn
    assert 'data-activity="quick"' in drawn
    assert 'sandbox="allow-scripts allow-forms allow-downloads allow-popups"' in drawn
    assert read_page(drawn).has_frame


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("quick", "write 'id: worksheet'"),
        ("id: quick\npage: x/", "nothing else"),
        ("id: quik", "has no worksheet 'quik'"),
    ],
)
def test_a_mistake_stops_the_page(md: Markdown, body: str, said: str) -> None:
    with pytest.raises(PageError, match=said):
        md.convert(f"```activity\n{body}\n```\n")


def test_only_pages_with_a_frame_may_hold_one(tmp_path: Path) -> None:
    assert "frame-src" not in page_policy((), wasm=False)
    assert "frame-src 'self'" in page_policy((), wasm=False, frames=True)
    for folder in ("teach", "plays"):
        (tmp_path / folder).mkdir()
    pages = {"teach/portals/index.html": frozenset[str](), "plays/index.html": frozenset[str]()}
    rules = site_rules(tmp_path, pages, frozenset(), (), frozenset({"teach/portals/index.html"}))
    said = {rule.path: dict(rule.headers).get("Content-Security-Policy", "") for rule in rules}
    assert "frame-src 'self'" in said["/teach/*"]
    assert "frame-src" not in said["/plays/*"]
