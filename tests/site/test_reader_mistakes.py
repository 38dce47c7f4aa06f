"""reader: each mistake that an author can make on one page: the file, the line, what is wrong and what to write."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.site.conftest import DECIDE, GLOSSARY, MESSAGES, SHEET, SITUATIONS, SOURCES, Spoil, line_of, mistakes
from tests.site.mistakes_in_plays import MISTAKES_IN_PLAYS
from tests.site.mistakes_in_questions import MISTAKES_IN_QUESTIONS
from tests.site.mistakes_in_share import MISTAKES_IN_SHARE

# Each mistake: the page, the text that is replaced, what it becomes; a text on the line of the fault (None: the first line),
# and what the fault says. Each is the only fault that is told.
MISTAKES = [
    *MISTAKES_IN_PLAYS,
    *MISTAKES_IN_QUESTIONS,
    *MISTAKES_IN_SHARE,
    # Situations
    pytest.param(
        SITUATIONS, "### `you_pay_money`", "### `you_pay_mony`\n\n> x\n\nHolds.\n\n### `you_pay_money`", "### `you_pay_mony`",
        "the situation 'you_pay_mony' has no code in worksheets/batna/situations.py. Did you mean 'you_pay_money'?", id="situation without code",
    ),
    pytest.param(
        SITUATIONS, "### `target_is_missing`\n", "", None,
        "the situation 'target_is_missing' has no words. Add '### `target_is_missing`' and a line '> ...'",
        id="situation without a heading",
    ),
    pytest.param(
        SITUATIONS, "> you are the one who pays in this deal\n", "", "### `you_pay_money`",
        "'you_pay_money' has no words. Add a line '> ...' with what follows \"Because\"", id="situation without words",
    ),
    pytest.param(
        SITUATIONS, "Holds when you said that you pay.\n", "", "### `you_pay_money`",
        "'you_pay_money' does not say when it holds. Add a sentence 'Holds when ...'", id="situation without an explanation",
    ),
    pytest.param(
        SITUATIONS, "### `you_pay_money`", "### `you_pay_money`\n\n> x\n\nHolds.\n\n### `you_pay_money`",
        "### `you_pay_money`\n\n> you are", "the situation 'you_pay_money' stands twice. Keep one", id="situation twice",
    ),
    pytest.param(
        DECIDE, ' when="you_pay_money"', "", (SITUATIONS, "### `you_pay_money`"),
        "no play reads the situation 'you_pay_money'. Name it in a 'when', or drop it", id="situation read by no play",
    ),
    pytest.param(
        SITUATIONS, "> money comes to you in this deal", "> {money} comes to you in this deal", "> {money} comes",
        None, id="unknown placeholder in a situation",
    ),
    pytest.param(
        SITUATIONS, "- `wait`: some time\n", "", None,
        "the placeholder 'wait' has no plain words. Add '- `wait`: ...'", id="placeholder without plain words",
    ),
    pytest.param(
        SITUATIONS, "- `wait`: some time\n", "- `wait`: some time\n- `weight`: some weight\n", "- `weight`",
        "nothing fills the placeholder 'weight'. Did you mean 'wait'?", id="placeholder without code",
    ),
    pytest.param(
        SITUATIONS, "- `wait`: some time\n", "- `wait`: some time\n- `wait`: a while\n", "- `wait`: a while",
        "'wait' stands twice. Keep one", id="placeholder twice",
    ),
    pytest.param(
        SITUATIONS, "- `wait`: some time\n", "- `wait`: some time\n- wait: a while\n", "- wait: a while",
        "this item cannot be read. Write '- `name`: its words'", id="placeholder without a code mark",
    ),
    pytest.param(
        MESSAGES, "- `stage-open`:", "- stage-open:", "- stage-open:",
        "this item cannot be read. Write '- `name`: its words'", id="message that cannot be read",
    ),
    pytest.param(
        MESSAGES, "- `stage-open`:", "- `stage-prepare`:", "- `stage-prepare`: When",
        "'stage-prepare' stands twice. Keep one", id="message twice",
    ),
    pytest.param(
        MESSAGES, "- `stage-open`:", "- `page-print`: Print\n- `stage-open`:", "- `page-print`", None, id="message twice, in two files",
    ),
    # Sources and terms
    pytest.param(
        SOURCES, " {#kiser-2008}", "", "### Kiser", None, id="source without an id",
    ),
    *(
        pytest.param(
            SOURCES, "ISBN 0-395-31757-6", f"ISBN {isbn}", f"ISBN {isbn}",
            f"no book has the ISBN '{isbn}': its last digit does not agree with the others. "
            "Look the number up, and write its 10 or 13 digits with hyphens",
            id=f"the number {isbn}",
        )
        for isbn in ("0-395-31757-0", "0-395-31755-6", "0-674-0481", "978-0-14-311875-5", "977-0-14-311875-7", "0-674-X4813-0")
    ),
    pytest.param(
        GLOSSARY, "{#certainty-equivalent}", "{#batna}", "### Certainty equivalent", "the id 'batna' stands twice. Choose another",
        id="term twice",
    ),
    # Worksheet
    pytest.param(
        SHEET, "      - id: target\n", "      - id: targett\n", "- id: targett",
        "question 'targett' is read by no analysis or situation. Did you mean 'target'?", id="dead question",
    ),
    pytest.param(
        SHEET, "          - id: evidence\n", "          - id: proof\n", "- id: proof",
        "question 'proof' is read by no analysis or situation. Known: confidence, cost_hours, cost_money, cost_relationship, "
        "evidence, kind, months, name, otherwise, works_out, worth", id="dead question in a row",
    ),
    pytest.param(
        SHEET, "        kind: amount\n        same_as: quick.target\n", "        kind: amont\n        same_as: quick.target\n", "      - id: target",
        "question 'target': kind 'amont' is unknown. Write one of text, long_text, amount, range, percent, duration, date, "
        "hours, choice, rows", id="unknown kind",
    ),
    pytest.param(
        SHEET, "        example: 58,000 a year\n", "", "      - id: target",
        "question 'target': 'example' is missing. Add 'example: ...'", id="question without an example",
    ),
    pytest.param(
        SHEET, "        example: 58,000 a year\n", "        example: 58,000 a year\n        hint: x\n", "      - id: target", None,
        id="unknown part of a question",
    ),
    pytest.param(
        SHEET, "        none: nothing-yet\n        label: A result", "        none: nothing\n        label: A result", "      - id: target",
        "question 'target': none: write zero or nothing-yet, at a question of the kind amount, range, percent, duration, hours, date",
        id="unknown meaning of none",
    ),
    pytest.param(
        SHEET, "        same_as: quick.ask\n", "        none: zero\n", "- id: deal_name",
        "question 'deal_name': none: write zero or nothing-yet, at a question of the kind amount, range, percent, duration, hours, date",
        id="a meaning of none where nothing is counted",
    ),
    pytest.param(
        SHEET, "        basis: year\n", "        basis: decade\n", "- id: annual_rate",
        "question 'annual_rate': basis 'decade' is unknown. Write one of deal, once, only-once, hour, week, year", id="unknown basis",
    ),
    pytest.param(
        SHEET, "        same_as: quick.ask\n", "        sets: basis\n", "- id: deal_name",
        "question 'deal_name': sets: write 'sets: basis' at a question of the kind choice, or 'sets: hours_a_week' at a question of the kind "
        "hours", id="a text sets what amounts are for",
    ),
    pytest.param(
        SHEET, "        sets: hours_a_week\n", "", "id: batna",
        "0 questions have 'sets: hours_a_week'. Write it at one of the kind hours, outside rows, since question 'deal_worth' has 'basis: deal'",
        id="nobody asks for the hours of a week",
    ),
    pytest.param(
        SHEET, "        sets: basis\n", "", "id: batna",
        "0 questions have 'sets: basis'. Write it at one of the kind choice, outside rows, since question 'deal_worth' has 'basis: deal'",
        id="nobody asks what amounts are for",
    ),
    pytest.param(
        SHEET, "        kind: percent\n        shown_when: [deal_months", "        kind: hours\n        sets: hours_a_week\n        shown_when: [deal_months", "id: batna",
        "2 questions have 'sets: hours_a_week'. Write it at one of the kind hours, outside rows, since question 'deal_worth' has 'basis: deal'",
        id="two questions ask for the hours of a week",
    ),
    pytest.param(
        SHEET, "{id: week, label: A week}", "{id: day, label: A day}", "id: batna",
        "question 'amounts_are_for': option 'day' is no time. Write one of once, hour, week, fortnight, month, quarter, year",
        id="amounts for what cannot be counted",
    ),
    pytest.param(
        SHEET, "        sign: positive\n", "        sign: plus\n", "- id: risk_tolerance",
        "question 'risk_tolerance': sign 'plus' is unknown. Write not-negative or positive", id="unknown sign",
    ),
    pytest.param(
        SHEET, "        sign: positive\n", "        sign: positive\n        same_as: batna.target\n", "- id: risk_tolerance",
        "question 'risk_tolerance': same_as: 'batna.target' is no question of an earlier worksheet. Did you mean 'quick.target'?",
        id="the same as a question of its own worksheet",
    ),
    pytest.param(
        SHEET, "            example: 60 percent\n", "            example: 60 percent\n            same_as: quick.target\n",
        "- id: works_out",
        "question 'alternatives.works_out': same_as: 'quick.target' takes other answers. Write the same kind, option_ids, sign, none, basis, sets, private and tells at both",
        id="another kind of answer shared in a row",
    ),
    pytest.param(
        SHEET, "        most: 8\n", "        most: 1\n", "- id: alternatives\n        kind",
        "question 'alternatives': write 'start:' and 'most:', for example 2 and 8", id="more rows at first than at most",
    ),
    pytest.param(
        SHEET, "    title: The other side\n", "", "- id: them", "this group has no 'title'. Add 'title: ...'", id="group without title",
    ),
    pytest.param(
        SHEET, "minutes: 10\n", "minutes: ten\n", "minutes: ten",
        "minutes: is not a whole number from 1 to 480. Write, for example, 'minutes: 10'", id="a worksheet's minutes in words",
    ),
    pytest.param(
        SHEET, "stage: prepare\n", "stage: before\n", "stage: before", "stage: 'before' is unknown. Write one of prepare, talk, after", id="an unknown stage of a worksheet",
    ),
    pytest.param(
        SHEET, "task: List your alternatives\n", "", "id: batna", "'task' is missing. Add 'task: ...'", id="a worksheet without a task",
    ),
    pytest.param(
        SHEET, "when: [no_alternatives_listed, not", "when: [no_alternative_listed, not", "when: [no_alternative_listed",
        "worth: 'no_alternative_listed' is not in reference/situations/. Did you mean 'no_alternatives_listed'?", id="a reason with an unknown situation",
    ),
    pytest.param(
        SHEET, "  - when: talk_is_over\n", "  - when: not talk_is_ovr\n", "when: not talk_is_ovr",
        "unneeded: 'talk_is_ovr' is not in reference/situations/. Did you mean 'talk_is_over'?", id="an unknown situation for which a worksheet is not needed",
    ),
    pytest.param(
        SHEET, "  - when: talk_is_over\n    because: The talk is over.\n", "  - because: The talk is over.\n", "- because: The talk is over.",
        "unneeded: 'when' is missing or no list of situations. Write, for example, 'when: [a, not b]'", id="a reason without a condition",
    ),
    pytest.param(
        SHEET, "    because: The talk is over.\n", "", "- when: talk_is_over", "unneeded: 'because' is missing. Add 'because: ...' with a sentence", id="a reason without its sentence",
    ),
    pytest.param(
        SHEET, "because: The talk is over.", "because: The talk about {deal_nam} is over.", "because: The talk about", "unneeded: the placeholder '{deal_nam}' is unknown. Did you mean 'deal_name'?", id="a reason with an unknown placeholder",
    ),
    pytest.param(
        SHEET, "your_amounts_say_they_lose_more]", "your_amounts_say_they_lose_mor]", "your_amounts_say_they_lose_mor]",
        "clashes: no worksheet states 'your_amounts_say_they_lose_mor'. Did you mean 'your_amounts_say_they_lose_more'?", id="a clash with an unknown statement",
    ),
    pytest.param(
        SHEET, "[you_said_you_need_it_more, your", "[your_amounts_say_you_lose_more, your", "[your_amounts_say_you_lose_more, your",
        "clashes: Name two statements in 'when', one of this worksheet and one of another", id="a clash within one worksheet",
    ),
    pytest.param(
        SHEET, "your_amounts_say_they_lose_more]", "you_said_nobody_named_a_number]", "you_said_nobody_named_a_number]",
        "clashes: Name two statements in 'when', one of this worksheet and one of another", id="a clash of two other worksheets",
    ),
    pytest.param(
        SHEET, "[you_said_they_need_it_more, your_amounts_say_you_lose_more]", "[your_amounts_say_they_lose_more, you_said_you_need_it_more]", "[your_amounts_say_they_lose_more, you",
        "clashes: Say this only once: the two stand together elsewhere already", id="a clash that is told twice",
    ),
    pytest.param(
        SHEET, "id: batna\n", "id: bantna\n", "id: bantna", None, id="a worksheet that no analysis reads",
    ),
    pytest.param(
        SHEET, "        label: A result that", "        label: A: result that", "label: A: result",
        "this YAML cannot be read: mapping values are not allowed here. Check quotes, colons and indentation",
        id="bad YAML in a fence",
    ),
    pytest.param(
        SHEET, '  hour_value: "30"\n', '  hour_value: "30"\n  hours_value: "30"\n', "  hours_value",
        "example 'salary': 'hours_value' cannot be used (field-unknown). Did you mean 'hour_value'?", id="example with an unknown field",
    ),
    pytest.param(
        SHEET, '      worth: {low: "54000"', '      worth: {low: "5.400"', 'worth: {low: "5.400"',
        "example 'salary': 'alternatives.0.worth.low' cannot be used (amount-ambiguous). "
        "Write what a person can type without being asked again", id="example with two readings",
    ),
    pytest.param(
        SHEET, "id: supplier\n", "id: salary\n", "id: salary\ntitle: \"Example: a small",
        "the example id 'salary' stands twice. Choose another", id="example twice",
    ),
    pytest.param(
        SHEET, "intro: A bakery is", "introduction: A bakery is", "id: supplier",
        "this example has no 'intro'. Add 'intro: ...'", id="example without an intro",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("page_name", "old", "new", "place", "message"), MISTAKES)
def test_a_mistake_is_told_with_its_file_and_line_and_what_to_write(
    case_docs: Path,
    spoil: Spoil,
    page_name: str,
    old: str,
    new: str,
    place: str | tuple[str, str] | None,
    message: str | None,
) -> None:
    spoil(page_name, old, new)
    where = page_name
    if isinstance(place, tuple):
        where, place = place
    after = "```worksheet" if page_name.startswith("worksheets/") else ""
    if page_name == DECIDE and place is None and "stage" in old:
        line = 2  # the mapping that holds the name twice starts below the dashes
    else:
        line = 1 if place is None else line_of(case_docs, where, place, after)
    found = mistakes(case_docs)
    # A question or a worksheet that is renamed is missed under its old name, by the engine, the examples, the plays, other questions and pairs.
    told = [e for e in found if not e[2].startswith("the question '")]
    if old.strip().startswith(("- id: ", "id: batna")):
        told = [
            e
            for e in told
            if not e[2].startswith(("example '", "worksheet: there is no", "clashes: Name two"))
            and not re.search("(?:shown_when|same_as): ", e[2])
        ]
    assert [(file, at) for file, at, _ in told] == [(where, line)] * len(told)
    assert len(told) == 1
    if message is not None:
        assert told[0][2] == message
    assert (
        re.search(r"(Write|Add|Drop|Keep|Choose|Did you mean|Known|Name|End|Say|Check) ?", told[0][2])
        or "write" in told[0][2]
    )
