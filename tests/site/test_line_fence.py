"""The line fence: a figure with its picture, its sentence and its table; an author's mistake has a file, a line and the fix."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from markdown import Markdown

from playbook_site.extension import PageError
from playbook_site.line_fence import line_fence
from tests.site.conftest import mistakes

FENCE = """```line
says: Pay for a year. The limit is 51,100 & the offer is 52,000.
caption: The offer is *too close* to call.
you:
  - pole: 51,100
    name: Your limit
    range: 46,900 to 56,900
  - triangle: 58000
    name: Your target
they:
  - ring: 52,000
    name: Their offer
  - hatching: not known
    name: They could pay
    range: from 52,000
```"""


@pytest.fixture
def md(docs: Path) -> Markdown:
    fences = [{"name": "line", "class": "line", "format": line_fence}]
    return Markdown(
        extensions=["attr_list", "pymdownx.superfences", "playbook_site.extension"],
        extension_configs={
            "pymdownx.superfences": {"custom_fences": fences},
            "playbook_site.extension": {"docs": str(docs)},
        },
    )


def figure(md: Markdown, text: str) -> ElementTree.Element:
    """The figure as strict XML."""
    (found,) = re.findall(r"<figure.*?</figure>", md.convert(f"# Page\n\n{text}\n\nAfter.\n"))
    return ElementTree.fromstring(found)


def test_a_fence_becomes_a_picture_with_a_sentence_and_a_table(md: Markdown) -> None:
    drawn = figure(md, FENCE)
    svg = drawn[0]
    assert (drawn.attrib["class"], svg.attrib["class"], svg.attrib["role"]) == ("pb-figure", "pb-line", "img")
    assert svg.attrib["aria-label"] == "Pay for a year. The limit is 51,100 & the offer is 52,000."
    assert [child.tag for child in drawn] == ["svg", "figcaption"], "a caption stands first or last in a figure"
    assert "".join(drawn.find("figcaption/p").itertext()) == "The offer is too close to call."  # type: ignore[union-attr]
    rows = [["".join(cell.itertext()) for cell in row] for row in drawn.iter("tr")]
    assert rows == [
        ["Mark", "Number", "From and to"],
        ["Your limit", "51,100", "46,900 to 56,900"],
        ["Your target", "58,000", ""],
        ["Their offer", "52,000", ""],
        ["They could pay", "not known", "from 52,000"],
    ]
    words = {text.text for text in svg.iter("text")}
    assert {"Your limit", "51,100", "Your target", "58,000", "Their offer", "They could pay", "not known"} <= words


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        pytest.param("you:\n  - pole: not known\n    name: Limit", ["pb-ln-hatch-you"], id="a limit that is not known"),
        pytest.param("they:\n  - hatching: not known\n    name: Their side", ["pb-ln-hatch"], id="nothing known"),
        pytest.param("they:\n  - hatching: unknown\n    name: They\n    range: up to 1,480", ["pb-ln-hatch"], id="up to"),
        pytest.param("you:\n  - bracket: 85 to 87.5\n    name: Others", ["pb-ln-bracket"], id="comparables"),
        pytest.param("you:\n  - dot: −60\n    name: You said\nscale: -100 to 0", ["pb-ln-dot"], id="below nought"),
        pytest.param("you:\n  - pole: 0.5\n    name: Limit\nworse: above\nlarge: true", ["pb-ln-limit", "pb-ln-worse"], id="a half"),
        pytest.param("they:\n  - pole: 92\n    name: Theirs\n    text: 92?\n    range: 90 to 93", ["pb-ln-their"], id="theirs"),
    ],
)  # fmt: skip
def test_each_shape_is_drawn(md: Markdown, text: str, kinds: list[str]) -> None:
    drawn = figure(md, f"```line\nsays: It says.\ncaption: It shows.\n{text}\n```")
    found = {kind for element in drawn.iter() for kind in element.attrib.get("class", "").split()}
    assert set(kinds) <= found


def test_numbers_alone_have_no_column_for_ranges(md: Markdown) -> None:
    drawn = figure(md, "```line\nsays: s\ncaption: c\nyou:\n  - dot: 60\n    name: You said\n```")
    assert [head.text for head in drawn.iter("th") if head.attrib["scope"] == "col"] == ["Mark", "Number"]


MISTAKES = [
    pytest.param("says: s\ncaption: c", 0, "there is no mark", id="no mark"),
    pytest.param("says: s\nyou:\n  - dot: 1\n    name: n", 0, "'caption' is missing", id="no caption"),
    pytest.param("says: s\ncaption: c\nyuo:\n  - dot: 1\n    name: n", 2, "Did you mean 'you'?", id="unknown key"),
    pytest.param("says: s\ncaption: c\nyou: 5", 2, "is no list of marks", id="no list"),
    pytest.param("says: s\ncaption: c\nyou:\n  - plo: 1\n    name: n", 3, "Did you mean 'pole'?", id="unknown shape"),
    pytest.param("says: s\ncaption: c\nyou:\n  - name: n", 3, "a mark has one shape, this one 0", id="no shape"),
    pytest.param("says: s\ncaption: c\nyou:\n  - dot: 1\n    pole: 2\n    name: n", 3, "one shape, this one 2", id="two"),
    pytest.param("says: s\ncaption: c\nyou:\n  - dot: 1", 3, "Add 'name: ...'", id="no name"),
    pytest.param(f"says: s\ncaption: c\nyou:\n  - dot: 1\n    name: {'long ' * 9}", 3, "too long", id="a long name"),
    pytest.param("says: s\ncaption: c\nyou:\n  - pole: 51,1OO\n    name: n", 3, "'51,1OO' is no number", id="a typo"),
    pytest.param("says: s\ncaption: c\nyou:\n  - pole: 51,10\n    name: n", 3, "'51,10' is no number", id="commas"),
    pytest.param("says: s\ncaption: c\nyou:\n  - triangle: not known\n    name: n", 3, "is no number", id="no target"),
    pytest.param("says: s\ncaption: c\nyou:\n  - pole:\n    name: n", 3, "it says nothing", id="an empty pole"),
    pytest.param("says: s\ncaption: c\nthey:\n  - hatching: 5\n    name: n", 3, "Write words here", id="known hatching"),
    pytest.param("says: s\ncaption: c\nyou:\n  - bracket: 85\n    name: n", 3, "'85' is no range", id="half a bracket"),
    pytest.param("says: s\ncaption: c\nyou:\n  - pole: 5\n    name: n\n    range: 4-6", 3, "'4-6' is no range", id="a dash"),
    pytest.param("says: s\ncaption: c\nyou:\n  - pole: 5\n    name: n\n    range: from 4", 3, "has one end", id="one end"),
    pytest.param("says: s\ncaption: c\nscale: 100\nyou:\n  - dot: 1\n    name: n", 2, "Write 'scale: 0 to 100'", id="scale"),
    pytest.param("says: s\ncaption: c\nworse: left\nyou:\n  - dot: 1\n    name: n", 2, "'left' is unknown", id="worse"),
    pytest.param("says: s\ncaption: c\nlarge: big\nyou:\n  - dot: 1\n    name: n", 2, "'large: true'", id="large"),
    pytest.param("says: [s\ncaption: c", 1, "this YAML cannot be read", id="no YAML"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "message"), MISTAKES)
def test_a_mistake_is_named_with_its_file_its_line_and_the_fix(
    case_docs: Path, text: str, line: int, message: str
) -> None:
    before = "# A page\n\nWith a picture.\n"
    (case_docs / "picture.md").write_text(f"{before}\n```line\n{text}\n```\n", encoding="utf-8")
    ((file, at, said),) = mistakes(case_docs)
    assert (file, at) == ("picture.md", before.count("\n") + 3 + line)
    assert message in said


@pytest.mark.parametrize(("text", "line", "message"), [case for case in MISTAKES if case.id != "no YAML"])
def test_a_mistake_stops_the_page_as_well(md: Markdown, text: str, line: int, message: str) -> None:
    """Superfences shows a fence as code where it raises anything else."""
    with pytest.raises(PageError, match=re.escape(message)):
        md.convert(f"```line\n{text}\n```")


def test_two_mistakes_are_named_together(md: Markdown) -> None:
    with pytest.raises(PageError, match=r"'says' is missing.*'caption' is missing"):
        md.convert("```line\nyou:\n  - dot: 1\n    name: n\n```")
