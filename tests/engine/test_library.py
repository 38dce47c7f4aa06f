"""library: what the reader makes is what the engine loads, byte for byte."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine import library
from playbook_engine.library import Example, Group, Library, Option, Play, Question, Step, Worksheet

words = st.text(max_size=12)
names = st.lists(words, max_size=3).map(tuple)
options = st.builds(Option, words, words)
simple = st.builds(
    Question, words, st.sampled_from(["text", "amount", "choice"]), words, words, words, words, st.booleans(),
    st.lists(options, max_size=2).map(tuple), sign=st.sampled_from(["", "positive"]),
)  # fmt: skip
rows = st.builds(
    Question, words, st.just("rows"), words, words, words, words, questions=st.lists(simple, max_size=2).map(tuple),
    row=words, add=words, most=st.integers(1, 8), start=st.integers(1, 8),
)  # fmt: skip
groups = st.builds(Group, words, words, words, st.lists(st.one_of(simple, rows), max_size=3).map(tuple))
examples = st.builds(Example, words, words, words, st.just('{"a":"1"}'))
sheets = st.builds(
    Worksheet, words, words, words, words, st.integers(1, 60), st.lists(groups, max_size=2).map(tuple),
    st.lists(examples, max_size=2).map(tuple),
)  # fmt: skip
plays = st.builds(
    Play, words, words, words, words, st.sampled_from(library.STAGES), st.sampled_from(library.SEATS), names,
    st.integers(1, 60), words, names, names, names, words, st.lists(st.builds(Step, words, words, names), max_size=2).map(tuple),
)  # fmt: skip
texts = st.dictionaries(words, words, max_size=3)
libraries = st.builds(
    Library, st.lists(sheets, max_size=2).map(tuple), st.lists(plays, max_size=2).map(tuple), texts, texts, texts
)


@given(libraries)
def test_a_library_comes_back_as_it_was(made: Library) -> None:
    text = library.dump(made)
    assert library.load(text) == made
    assert library.dump(library.load(text)) == text


def test_the_playbooks_own_library_comes_back_and_keeps_the_order_of_urgency(content: Library, tmp_path: Path) -> None:
    file = tmp_path / "library.json"
    file.write_text(library.dump(content), encoding="utf-8")
    again = library.open_file(file)
    assert again == content
    assert list(again.situations) == list(content.situations)


@pytest.mark.parametrize("version", [0, 1, None, "2"])
def test_another_versions_library_is_refused(version: object) -> None:
    with pytest.raises(ValueError, match="library version"):
        library.load(json.dumps({"version": version}))


def test_a_worksheet_by_its_id(content: Library) -> None:
    assert content.worksheet("batna") is content.worksheets[1]
    assert content.worksheet("nowhere") is None
