"""Plays by time, seat and situation: each list is whole, and each play stands where somebody looks for it."""

from __future__ import annotations

import re

import pytest

from playbook_engine.library import Library
from playbook_site.content import finding, reader
from playbook_site.content.indexes import draw_lists
from playbook_site.content.navigation import Head, read_heads
from tests.built_site import ROOT

DOCS = ROOT / "docs"
LINK = re.compile(r"\]\(([^)]+)\)")


@pytest.fixture(scope="module")
def library() -> Library:
    return reader.cached(DOCS)


@pytest.fixture(scope="module")
def heads() -> dict[str, Head]:
    return read_heads(DOCS)


@pytest.mark.parametrize("by", ["time", "seat"])
def test_each_play_stands_once_in_a_list(by: str, library: Library, heads: dict[str, Head]) -> None:
    drawn = draw_lists(f"```plays\nby: {by}\n```", "find/by.md", (), heads, library)
    assert sorted(LINK.findall(drawn)) == sorted(f"../{play.page.removesuffix('/')}.md" for play in library.plays)


def test_a_play_stands_under_the_least_time_that_it_fits_into(library: Library, heads: dict[str, Head]) -> None:
    groups = [plays for _, plays in finding.by_time(library, heads)]
    for most, plays in zip(finding.MINUTES, groups, strict=False):
        assert plays
        assert all(play.minutes <= most for play in plays)
    assert all(play.minutes > finding.MINUTES[-1] for play in groups[-1])
    assert len(groups) == len(finding.MINUTES) + 1


def test_every_play_is_reached_from_a_situation_in_plain_words(library: Library, heads: dict[str, Head]) -> None:
    found = [claim for _, claims in finding.by_situation(library, heads) for claim in claims]
    assert {play.slug for _, plays in found for play in plays} == {play.slug for play in library.plays}
    assert not [claim for claim, _ in found if "{" in claim]
    assert all(claim[:1].isupper() or not claim[:1].isalpha() for claim, _ in found)


def test_the_list_of_all_plays_can_be_chosen_from(library: Library, heads: dict[str, Head]) -> None:
    drawn = draw_lists("```plays\n```", "plays/index.md", (), heads, library)
    assert '<form class="pb-choose"' in drawn
    assert drawn.count("data-minutes=") == len(library.plays)
    assert 'class="pb-choose"' not in draw_lists("```plays\n```", "plays/power/index.md", (), heads, library)
