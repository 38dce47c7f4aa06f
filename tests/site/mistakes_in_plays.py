"""Mistakes that an author can make in a play, as test_reader_mistakes.py describes them."""

from __future__ import annotations

import pytest

from tests.site.conftest import DECIDE, HOLD

MISTAKES_IN_PLAYS = [
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
    pytest.param(
        HOLD, "## What it sounds like", "   > \"Is {best_alternativ} open to you?\"\n\n## What it sounds like", "1. Offer",
        "the placeholder '{best_alternativ}' is unknown. Did you mean 'best_alternative'?",
        id="unknown placeholder in a line to say",
    ),
    *(
        pytest.param(
            HOLD, "Offer one thing", f"Offer {left}{{deal_name}}{right} one thing", "1. Offer",
            "'{deal_name}' stands in quotation marks; a person's words bring their own. Drop them",
            id=f"a placeholder in {left}{right}",
        )
        for left, right in ('""', "“”", "‘’", "''")
    ),
]  # fmt: skip
