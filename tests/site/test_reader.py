"""reader: what whole pages lack, how mistakes are told together, and when pages are read."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from playbook_engine.library import load
from playbook_site.content import reader
from playbook_site.content.reader import ContentErrors
from tests.site.conftest import DECIDE, HOLD, SHEET, SITUATIONS, Spoil, line_of, mistakes


def test_the_small_folder_has_no_mistake(case_docs: Path) -> None:
    assert len([play for play in reader.read(case_docs).plays if play.topic == "batna"]) == 8


def test_the_projects_own_pages_have_no_mistake(docs: Path) -> None:
    reader.read(docs)


def test_a_missing_question_is_told_at_the_fence_and_in_rows_at_the_rows(case_docs: Path, spoil: Spoil) -> None:
    spoil(SHEET, "      - id: target\n", "      - id: targett\n")
    spoil(SHEET, "          - id: evidence\n", "          - id: proof\n")
    missing = [entry for entry in mistakes(case_docs) if entry[2].startswith("the question '")]
    assert missing == [
        (SHEET, line_of(case_docs, SHEET, "id: batna", "```worksheet"),
         "the question 'target' is missing: an analysis reads it. Add it"),
        (SHEET, line_of(case_docs, SHEET, "- id: alternatives\n        kind", "```worksheet"),
         "the question 'evidence' is missing: an analysis reads it. Add it"),
    ]  # fmt: skip


def test_a_question_that_stands_twice(case_docs: Path, spoil: Spoil) -> None:
    text = (case_docs / SHEET).read_text(encoding="utf-8")
    found = re.search(r"      - id: target\n(?:        .*\n)+", text)
    assert found is not None
    spoil(SHEET, found[0], found[0] * 2)
    whole = (case_docs / SHEET).read_text(encoding="utf-8")
    second = whole.count("\n", 0, whole.rindex("      - id: target\n")) + 1
    assert mistakes(case_docs) == [(SHEET, second, "the question id 'target' stands twice. Choose another")]


def test_a_placeholder_that_nothing_uses(case_docs: Path) -> None:
    for file in case_docs.rglob("*.md"):
        text = file.read_text(encoding="utf-8").replace("{wait}", "a while")
        file.write_text(text, encoding="utf-8")
    line = line_of(case_docs, SITUATIONS, "- `wait`:")
    message = "no step or reason uses the placeholder 'wait'. Use it, or drop it"
    assert mistakes(case_docs) == [(SITUATIONS, line, message)]


def test_a_step_without_a_reason(case_docs: Path, spoil: Spoil) -> None:
    spoil("plays/batna/price-the-risk.md", ' when="risk_is_unpriced"', ' when="not risk_is_unpriced"')
    told = mistakes(case_docs)
    line = line_of(case_docs, "plays/batna/price-the-risk.md", "{#toss-a-coin")
    assert [(file, at) for file, at, _ in told] == [("plays/batna/price-the-risk.md", line)]
    assert told[0][2].startswith("step 'toss-a-coin' has no reason to print. Name a situation")


def test_two_plays_of_one_name(case_docs: Path) -> None:
    other = case_docs / "plays" / "persuasion" / "decide.md"
    other.parent.mkdir()
    text = (case_docs / DECIDE).read_text(encoding="utf-8")
    other.write_text(text.replace("topic: batna", "topic: persuasion"), encoding="utf-8")
    assert mistakes(case_docs) == [
        ("plays/persuasion/decide.md", 1, "'decide' is also the name of docs/plays/batna/decide.md. Rename one file")
    ]


@pytest.mark.parametrize(
    ("page_name", "text", "says"),
    [
        pytest.param(
            DECIDE, "# Decide\n", "the front matter is missing. Start with '---', then title, topic", id="a bare play"
        ),
        pytest.param(
            DECIDE, "", "the front matter is missing. Start with '---', then title, topic", id="an empty play"
        ),
        pytest.param(
            SHEET, "# A worksheet\n", "a worksheet page holds one ```worksheet fence, this one 0", id="no fence"
        ),
    ],
)
def test_a_page_without_its_data_is_told_once(case_docs: Path, page_name: str, text: str, says: str) -> None:
    (case_docs / page_name).write_text(text, encoding="utf-8")
    told = mistakes(case_docs)
    assert [(file, line) for file, line, _ in told] == [(page_name, 1)]
    assert told[0][2].startswith(says)


def test_a_broken_example_and_one_without_answers(case_docs: Path, spoil: Spoil) -> None:
    spoil(SHEET, "id: supplier\n", "id: supplier: x\n")
    spoil(SHEET, "id: court\n", "id: court\nextra:\n\t- x\n")
    told = mistakes(case_docs)
    assert [line for _, line, _ in told] == [
        line_of(case_docs, SHEET, "id: supplier: x"), line_of(case_docs, SHEET, "\t- x")
    ]  # fmt: skip
    assert all(message.startswith("this YAML cannot be read: ") for _, _, message in told)


def test_answers_that_are_no_list_of_answers(case_docs: Path, spoil: Spoil) -> None:
    text = (case_docs / SHEET).read_text(encoding="utf-8")
    start = text.index("id: stakeholder")
    answers = text[text.index("answers:", start) : text.index("```", start)]
    spoil(SHEET, answers, "answers: none\n")
    line = line_of(case_docs, SHEET, "answers: none")
    assert mistakes(case_docs) == [(SHEET, line, "answers: is not a list of 'question: answer' lines")]


def test_bytes_that_are_no_text(case_docs: Path) -> None:
    file = case_docs / "plays" / "batna" / "hold-back.md"
    file.write_bytes(file.read_bytes().replace(b"It is.", b"It \xe9s."))
    line = file.read_bytes().count(b"\n", 0, file.read_bytes().index(b"\xe9")) + 1
    assert mistakes(case_docs) == [(HOLD, line, "this line is not UTF-8. Save the file as UTF-8")]


def test_a_control_character_in_yaml(case_docs: Path, spoil: Spoil) -> None:
    spoil(HOLD, "minutes: 5", "minutes: 5\x08")
    line = line_of(case_docs, HOLD, "minutes: 5")
    assert [(file, at) for file, at, _ in mistakes(case_docs)] == [(HOLD, line)]


def test_all_mistakes_are_told_in_one_run_in_the_order_of_files_and_lines(case_docs: Path, spoil: Spoil) -> None:
    spoil(DECIDE, "stage: close", "stage: end")
    spoil(DECIDE, "## Next\n", "")
    spoil(DECIDE, " {#say-yes", " #say-yes")
    spoil(HOLD, "alternatives_are_strong", "alternatives_are_stong")
    spoil(HOLD, "Offer one thing", "Offer {x}")
    spoil(SITUATIONS, "- `wait`: some time", "- wait: some time")
    spoil(SHEET, "      - id: target\n", "      - id: targett\n")
    places = [(file, line) for file, line, _ in mistakes(case_docs)]
    assert places == sorted(places)
    assert len(places) == len(set(places))
    for name, text in [
        (DECIDE, "stage: end"), (DECIDE, "#say-yes"), (HOLD, "when: [alternatives_are_stong]"), (HOLD, "{x}"),
        (SITUATIONS, "- wait: some time"), (SHEET, "- id: targett"),
    ]:  # fmt: skip
        assert (name, line_of(case_docs, name, text)) in places


def test_a_mistake_is_one_line_that_an_editor_can_jump_to(case_docs: Path, spoil: Spoil) -> None:
    spoil(DECIDE, "stage: close", "stage: end")
    with pytest.raises(ContentErrors) as raised:
        reader.read(case_docs)
    assert re.fullmatch(r"docs/plays/batna/decide\.md:4: stage: 'end' is unknown\. Write one of .*", str(raised.value))


def test_the_program_prints_mistakes_on_standard_error(
    case_docs: Path, spoil: Spoil, capsys: pytest.CaptureFixture[str]
) -> None:
    assert reader.main([str(case_docs)]) == 0
    assert capsys.readouterr().out.endswith("no mistakes\n")
    spoil(DECIDE, "stage: close", "stage: end")
    assert reader.main([str(case_docs)]) == 1
    out = capsys.readouterr()
    assert out.out == ""
    assert "decide.md:4: " in out.err


def test_the_same_pages_give_the_same_bytes(case_docs: Path) -> None:
    text = reader.to_json(reader.read(case_docs))
    assert reader.to_json(reader.read(case_docs)) == text
    assert load(text) == reader.read(case_docs)


def test_pages_are_read_again_only_when_one_has_changed(case_docs: Path, spoil: Spoil) -> None:
    first = reader.cached(case_docs)
    assert reader.cached(case_docs) is first
    spoil(HOLD, "Offer one thing", "Give one thing")
    os.utime(case_docs / HOLD, ns=(1, 1))
    assert reader.cached(case_docs) is not first
    (case_docs / HOLD).unlink()
    with pytest.raises(ContentErrors):
        reader.cached(case_docs)


def test_what_one_worksheet_says_stands_in_its_own_file(case_docs: Path) -> None:
    """A claim or a placeholder in another worksheet's file is told where it belongs."""
    file = case_docs / SITUATIONS
    text = file.read_text(encoding="utf-8")
    line = "- `wait`: some time\n"
    claim = text[text.index("### `you_pay_money`") : text.index("## Placeholders")]
    file.write_text(text.replace(line, "").replace(claim, ""), encoding="utf-8")
    other = file.with_name("other.md")
    other.write_text(f"# Other\n\n## Claims\n\n{claim}## Placeholders\n\n{line}", encoding="utf-8")
    told = [(name, message) for name, _, message in mistakes(case_docs) if name.endswith("other.md")]
    home = "is one of the worksheet 'batna'. Move it to docs/reference/situations/batna.md"
    assert told == [
        ("reference/situations/other.md", f"the situation 'you_pay_money' {home}"),
        ("reference/situations/other.md", f"the placeholder 'wait' {home}"),
    ]
