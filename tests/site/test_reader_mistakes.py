"""reader: each mistake that an author can make on one page: the file, the line, what is wrong and what to write."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.site.conftest import DECIDE, GLOSSARY, HOLD, MESSAGES, SHEET, SITUATIONS, SOURCES, Spoil, line_of, mistakes

# Each mistake: the page, the text that is replaced, what it becomes; a text on the line of the fault (None: the first line),
# and what the fault says. Each is the only fault that is told.
MISTAKES = [
    # Front matter
    pytest.param(
        DECIDE, "when: [reservation_value_is_known]", "when: [reservation_value_is_knwon]", "when: [",
        "when: 'reservation_value_is_knwon' is not in reference/situations/. Did you mean 'reservation_value_is_known'?",
        id="unknown situation of a play",
    ),
    pytest.param(
        DECIDE, "when: [reservation_value_is_known]", "when: [not target_is_mising]", "when: [",
        "when: 'target_is_mising' is not in reference/situations/. Did you mean 'target_is_missing'?",
        id="unknown situation behind a not",
    ),
    pytest.param(
        DECIDE, "when: [reservation_value_is_known]", "when: reservation_value_is_known", "when: res",
        "when: is not a list. Write 'when: [first, second]'", id="when is no list",
    ),
    pytest.param(
        DECIDE, "sources: []", "sources: [kiser-2009]", "sources: [",
        "sources: 'kiser-2009' is not in reference/sources.md. Did you mean 'kiser-2008'?", id="unknown source",
    ),
    pytest.param(
        DECIDE, "evidence: practitioner", "evidence: mixed", "sources: [",
        "sources: is empty. Name a source, or write 'evidence: practitioner'", id="evidence without a source",
    ),
    pytest.param(
        DECIDE, "evidence: practitioner", "evidence: good", "evidence: good",
        "evidence: 'good' is unknown. Write one of strong, mixed, practitioner", id="unknown evidence",
    ),
    pytest.param(
        DECIDE, "stage: close", "stage: end", "stage: end",
        "stage: 'end' is unknown. Write one of prepare, open, explore, bargain, close, review", id="unknown stage",
    ),
    pytest.param(
        DECIDE, "minutes: 5", "minutes: five", "minutes: five",
        "minutes: is not a whole number from 1 to 480. Write, for example, 'minutes: 20'", id="minutes in words",
    ),
    pytest.param(
        DECIDE, "minutes: 5", "minutes: -5", "minutes: -5",
        "minutes: is not a whole number from 1 to 480. Write, for example, 'minutes: 20'", id="minutes below nothing",
    ),
    pytest.param(
        DECIDE, "minutes: 5", "minutes: 5.5", "minutes: 5.5",
        "minutes: is not a whole number from 1 to 480. Write, for example, 'minutes: 20'", id="half a minute",
    ),
    pytest.param(
        DECIDE, "reviewed: 2026-11", "reviewed: 2026-13", "reviewed: 2026-13",
        "reviewed: '2026-13' is no month. Write the year and the month, as in 'reviewed: 2026-09'", id="month 13",
    ),
    pytest.param(
        DECIDE, "reviewed: 2026-11", "reviewed: 2026-00", "reviewed: 2026-00",
        "reviewed: '2026-00' is no month. Write the year and the month, as in 'reviewed: 2026-09'", id="month 0",
    ),
    pytest.param(
        DECIDE, "reviewed: 2026-11", "reviewed: 2026-11-05", "reviewed: 2026-11-05",
        "reviewed: '2026-11-05' is no month. Write the year and the month, as in 'reviewed: 2026-09'", id="a day",
    ),
    pytest.param(
        DECIDE, "reviewed: 2026-11", "reviewed: soon", "reviewed: soon",
        "reviewed: 'soon' is no month. Write the year and the month, as in 'reviewed: 2026-09'", id="a review some day",
    ),
    pytest.param(
        DECIDE, "reviewed: 2026-11", "reviewed: 2026-13-01", "reviewed: 2026-13-01",
        "this YAML cannot be read: month must be in 1..12. Check quotes, colons and indentation",
        id="a day of month 13",
    ),
    pytest.param(
        DECIDE, "title: Decide\n", "title: 2026\n", "title: 2026",
        "title: is not a text. Write 'title: ...', with quotation marks around a number", id="a number for a title",
    ),
    pytest.param(
        DECIDE, "topic: batna", "topic: bantna", "topic: bantna",
        "topic: differs from the folder. Write 'topic: batna', or move the file into plays/bantna/", id="topic and folder differ",
    ),
    pytest.param(
        DECIDE, "seat: both", "seat: all", "seat: all",
        "seat: 'all' is unknown. Write one of weaker, stronger, both", id="unknown seat",
    ),
    pytest.param(DECIDE, "seat: both\n", "", None, "front matter: 'seat' is missing. Add 'seat: ...'", id="missing seat"),
    pytest.param(
        DECIDE, "keywords: [accept, refuse]", "keywords: [accept, Refuse]", "keywords: [",
        "keywords: 'Refuse' is not as people type it. Write 'refuse'", id="keyword with a capital",
    ),
    pytest.param(
        DECIDE, "keywords: [accept, refuse]", 'keywords: [accept, " refuse"]', "keywords: [",
        "keywords: ' refuse' is not as people type it. Write 'refuse'", id="keyword with a space in front",
    ),
    pytest.param(
        DECIDE, "keywords: [accept, refuse]", "keywords: [accept, refuse, accept]", "keywords: [",
        "keywords: 'accept' stands twice. Keep one", id="keyword twice",
    ),
    pytest.param(
        DECIDE, "keywords: [accept, refuse]", "keywords: [accept]", "keywords: [",
        "keywords: there are 1. Name 2 to 12 words that people type", id="one keyword",
    ),
    pytest.param(
        DECIDE, "keywords: [accept, refuse]", "keywords: [a, b, c, d, e, f, g, h, i, j, k, l, m]", "keywords: [",
        "keywords: there are 13. Name 2 to 12 words that people type", id="thirteen keywords",
    ),
    pytest.param(
        DECIDE, "keywords: [accept, refuse]", "keywords: accept", "keywords: accept",
        "keywords: is not a list. Write 'keywords: [first, second]'", id="keywords are no list",
    ),
    pytest.param(
        DECIDE, "keywords: [accept, refuse]", "keywords: [accept, refuse]\nworksheet: batna", "worksheet: batna",
        "front matter: 'worksheet' is not used. Write one of title, topic, stage, seat, when, minutes, evidence, sources, "
        "concepts, keywords, reviewed", id="a worksheet in a play",
    ),
    pytest.param(DECIDE, "reviewed: 2026-11\n", "", None, "front matter: 'reviewed' is missing. Add 'reviewed: ...'", id="missing name"),
    pytest.param(
        DECIDE, "reviewed: 2026-11", "reviewed: 2026-11\nauthor: me", "author: me",
        "front matter: 'author' is not used. Write one of title, topic, stage, seat, when, minutes, evidence, sources, "
        "concepts, keywords, reviewed", id="unused name",
    ),
    pytest.param(
        DECIDE, "stage: close", "stage: close\nstage: open", None,
        "this YAML cannot be read: 'stage' stands twice. Check quotes, colons and indentation", id="a name twice",
    ),
    pytest.param(
        DECIDE, "title: Decide", "title: Decide: yes or no", "title: Decide",
        "this YAML cannot be read: mapping values are not allowed here. Check quotes, colons and indentation",
        id="bad YAML in front matter",
    ),
    # A play's sections
    pytest.param(
        DECIDE, "# Decide\n", "# Decide now\n", "# Decide now",
        "the heading and the title differ. Write '# Decide'", id="title and heading differ",
    ),
    pytest.param(
        DECIDE, "At the end you have done it.\n", "", "# Decide",
        "the lead is missing. Say below the heading what the reader will have at the end", id="missing lead",
    ),
    pytest.param(
        DECIDE, "## Watch out for\n", "", None, "the section 'Watch out for' is missing. Add '## Watch out for'",
        id="missing section",
    ),
    pytest.param(
        DECIDE, "## Watch out for\n", "## What to watch out for\n", None,
        "the section 'Watch out for' is missing. Add '## Watch out for'", id="renamed section",
    ),
    pytest.param(
        DECIDE, "## Next\n", "## Next\n\n## Next\n", "## Next\n\nGo on",
        "the section 'Next' stands twice. Keep one '## Next'", id="section twice",
    ),
    pytest.param(
        DECIDE, "## Watch out for\n\nNothing here.\n\n## Is it fair?\n", "## Is it fair?\n\n## Watch out for\n", "## Is it fair?",
        "the sections are out of order. Write them as When to use it, When not to use it, Steps, What it sounds like, "
        "Watch out for, Is it fair?, Why this works, Next", id="sections out of order",
    ),
    # Steps
    pytest.param(
        HOLD, " {#share}", "", "1. Offer one thing", "this step has no id. End it with '{#short-name}'", id="step without id",
    ),
    pytest.param(
        HOLD, "1. Offer one thing that costs you little. {#share}", "", "## Steps",
        "there is no step. Write a numbered list, '1. Do this. {#do-this}'", id="no step",
    ),
    pytest.param(
        HOLD, " {#share}\n", " {#share}\n2. Offer another. {#share}\n", "2. Offer another",
        "the step id 'share' stands twice on this page. Choose another", id="duplicate step id",
    ),
    pytest.param(
        DECIDE, 'when="you_pay_money"', 'when="you_pay_money, you_pay_mony"', "{#payers-note",
        "step 'payers-note': when: 'you_pay_mony' is not in reference/situations/. Did you mean 'you_pay_money'?",
        id="unknown situation of a step",
    ),
    pytest.param(
        HOLD, "Offer one thing", "Offer {best_alternativ} one thing", "1. Offer",
        "the placeholder '{best_alternativ}' is unknown. Did you mean 'best_alternative'?", id="unknown placeholder",
    ),
    pytest.param(
        HOLD, "Offer one thing", "Offer {Best alternative} one thing", "1. Offer",
        "the placeholder '{Best alternative}' is unknown. Did you mean 'best_alternative'?", id="a placeholder with a space",
    ),
    *(
        pytest.param(
            HOLD, "Offer one thing", f"Offer {left}{{deal_name}}{right} one thing", "1. Offer",
            "'{deal_name}' stands in quotation marks; a person's words bring their own. Drop them",
            id=f"a placeholder in {left}{right}",
        )
        for left, right in ('""', "“”", "‘’", "''")
    ),
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
        "evidence, months, name, otherwise, works_out, worth", id="dead question in a row",
    ),
    pytest.param(
        SHEET, "        kind: amount\n        basis: deal\n        none: nothing-yet\n", "        kind: amont\n        basis: deal\n        none: nothing-yet\n", "- id: target",
        "question 'target': kind 'amont' is unknown. Write one of text, long_text, amount, range, percent, duration, hours, "
        "choice, rows", id="unknown kind",
    ),
    pytest.param(
        SHEET, "        example: 58,000 a year\n", "", "- id: target",
        "question 'target': 'example' is missing. Add 'example: ...'", id="question without an example",
    ),
    pytest.param(
        SHEET, "        example: 58,000 a year\n", "        example: 58,000 a year\n        hint: x\n", "- id: target", None,
        id="unknown part of a question",
    ),
    pytest.param(
        SHEET, "        none: nothing-yet\n        label: A result", "        none: nothing\n        label: A result", "- id: target",
        "question 'target': none: write zero or nothing-yet, at a question of the kind amount, range, percent, duration, hours",
        id="unknown meaning of none",
    ),
    pytest.param(
        SHEET, "        kind: text\n        label: A short", "        kind: text\n        none: zero\n        label: A short", "- id: deal_name",
        "question 'deal_name': none: write zero or nothing-yet, at a question of the kind amount, range, percent, duration, hours",
        id="a meaning of none where nothing is counted",
    ),
    pytest.param(
        SHEET, "        basis: year\n", "        basis: decade\n", "- id: annual_rate",
        "question 'annual_rate': basis 'decade' is unknown. Write one of deal, once, only-once, hour, year", id="unknown basis",
    ),
    pytest.param(
        SHEET, "        kind: text\n        label: A short", "        kind: text\n        sets: basis\n        label: A short", "- id: deal_name",
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
        SHEET, "        kind: percent\n        basis: year\n", "        kind: hours\n        sets: hours_a_week\n", "id: batna",
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
        "question 'risk_tolerance': same_as: 'batna.target' is no question of an earlier worksheet. Known: none",
        id="the same as a question of its own worksheet",
    ),
    pytest.param(
        SHEET, "            example: 60 percent\n", "            example: 60 percent\n            same_as: batna.target\n",
        "- id: works_out",
        "question 'alternatives.works_out': same_as: rows and the questions in them cannot share an answer. Drop it",
        id="a shared answer in a row",
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
    after = "```worksheet" if page_name == SHEET else ""
    if page_name == DECIDE and place is None and "stage" in old:
        line = 2  # the mapping that holds the name twice starts below the dashes
    else:
        line = 1 if place is None else line_of(case_docs, where, place, after)
    found = mistakes(case_docs)
    # A question or a worksheet that is renamed is missed under its old name, by the engine, the examples and the plays.
    told = [e for e in found if not e[2].startswith("the question '")]
    if old.strip().startswith(("- id: ", "id: batna")):
        told = [e for e in told if not e[2].startswith(("example '", "worksheet: there is no"))]
    assert [(file, at) for file, at, _ in told] == [(where, line)] * len(told)
    assert len(told) == 1
    if message is not None:
        assert told[0][2] == message
    assert (
        re.search(r"(Write|Add|Drop|Keep|Choose|Did you mean|Known|Name|End|Say|Check) ?", told[0][2])
        or "write" in told[0][2]
    )
