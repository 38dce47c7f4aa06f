"""Mistakes that an author can make in a play, as test_reader_mistakes.py describes them."""

from __future__ import annotations

import pytest

from playbook_site.content.play_form import FILLED
from tests.site.conftest import DECIDE, HOLD

FILLED_FORM = f"Write '{FILLED}', then the thing filled in, then '</div>', with an empty line between each"
TALK_FORM = "no talk is told through here. Write '**You:** \"...\"', '**They:** \"...\"' and '**You:** \"...\"', a paragraph each"
ANSWER_FORM = 'Write \'- **"Their words."** What you do, and what you say: "..."\''

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
        "reference/glossary.md", "summary: what the terms mean.\n", "keywords: [Boss, words]\nsummary: what the terms mean.\n", "keywords: [Boss",
        "keywords: 'Boss' is not as people type it. Write 'boss'", id="keyword of another page with a capital",
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
        DECIDE, "## Watch out for\n", "", None, "the section 'Watch out for' is missing. Add '## Watch out for'",
        id="missing section",
    ),
    pytest.param(
        DECIDE, "## Watch out for\n", "## What to watch out for\n", None,
        "the section 'Watch out for' is missing. Add '## Watch out for'", id="renamed section",
    ),
    pytest.param(
        DECIDE, "## What would change our mind\n\nA test of it would.\n", "", None,
        "the section 'What would change our mind' is missing. Add '## What would change our mind'", id="no mind to change",
    ),
    pytest.param(
        DECIDE, "## Next\n", "## Next\n\nStop.\n\n## Next\n", "## Next\n\nGo on",
        "the section 'Next' stands twice. Keep one '## Next'", id="section twice",
    ),
    pytest.param(
        DECIDE, "## Watch out for\n\nNothing here.\n\n## Is it fair?\n", "## Is it fair?\n\nYes.\n\n## Watch out for\n", "## Is it fair?",
        "the sections are out of order. Write them as When to use it, When not to use it, Steps, What it sounds like, "
        "If they answer, Watch out for, Is it fair?, Try it in two minutes, Why this works, What would change our mind, Next",
        id="sections out of order",
    ),
    *(
        pytest.param(
            DECIDE, f"## {title}\n\n{body}\n", f"## {title}\n{left}", f"## {title}",
            f"the section '{title}' is empty. Write what the reader needs to know there", id=f"{title}: empty, {how}",
        )
        for title, body, left, how in (
            ("When not to use it", "Never.", "", "nothing"),
            ("Try it in two minutes", "Say one line aloud, twice.", "", "nothing"),
            ("What would change our mind", "A test of it would.", "", "nothing"),
            ("What would change our mind", "A test of it would.", "\n[^1]: A note.\n", "a note alone"),
            ("Why this works", "**Practitioner.** It is made up for tests.", "", "nothing"),
        )
    ),
    # What the reader will have
    pytest.param(
        DECIDE, "At the end you have done it.\n", "", "# Decide",
        "the lead is missing. Say below the heading what the reader will have at the end", id="missing lead",
    ),
    pytest.param(
        DECIDE, "At the end you have done it.\n", "This is about deciding.\n", "This is about",
        "the lead does not say what one will have. Begin it, and write 'At the end you have ...'", id="a lead about something else",
    ),
    pytest.param(
        DECIDE, f"{FILLED}\n\nDone: **Monday**, in one talk.\n\n</div>\n", "", "# Decide",
        f"nothing below the lead shows what the reader will have. {FILLED_FORM}", id="nothing filled in",
    ),
    pytest.param(
        DECIDE, "Done: **Monday**, in one talk.\n", "", FILLED, f"this block is empty. {FILLED_FORM}", id="an empty block",
    ),
    pytest.param(
        DECIDE, "</div>\n", "", FILLED, f"this block is not as every play has it. {FILLED_FORM}", id="a block without an end",
    ),
    pytest.param(
        DECIDE, f"{FILLED}\n", '<div class="pb-filled">\n', '<div class="pb-filled">',
        f"this block is not as every play has it. {FILLED_FORM}", id="a block that is no Markdown",
    ),
    pytest.param(
        DECIDE, f"{FILLED}\n\n", f"{FILLED}\n", FILLED,
        f"this block is not as every play has it. {FILLED_FORM}", id="a block without an empty line",
    ),
    pytest.param(
        DECIDE, "At the end you have done it.\n", "At the end you have done it.\n\nRead on.\n", "Read on.",
        "this stands between the lead and the filled-in block. Write it further down", id="words before the block",
    ),
    # Both seats
    *(
        pytest.param(
            DECIDE, old, new, "## What it sounds like",
            "the two seats are not there. Write '### If you have less power' and '### If you have more power', once each", id=name,
        )
        for old, new, name in (
            ("### If you have more power\n", "### With more power\n", "a seat of another name"),
            ("### If you have more power\n", "", "one seat"),
            ("### If you have less power\n", "### If you have more power\n", "one seat twice"),
        )
    ),
    *(
        pytest.param(DECIDE, old, new, "### If you have less power", TALK_FORM, id=name)
        for old, new, name in (
            ('**You:** "About the date."\n', "", "two turns"),
            ('**They:** "What about?"\n', '**You:** "About it."\n', "only you talk"),
            ('**You:** "We should talk about this."\n\n', "", "they begin"),
            ('**You:** "About the date."\n', '**You:** "About the date."\n\n**They:** "No."\n', "they have the last word"),
        )
    ),
    *(
        pytest.param(
            DECIDE, '**They:** "It is high."', new, new, "this turn is not words in quotation marks. Write '**They:** \"...\"'", id=name,
        )
        for new, name in (
            ("**They:** It is high.", "a turn without quotes"),
            ('**They:** "It is high." They sigh.', "a turn with more than words"),
            ('**They:** "It is" "high."', "a turn of two quotes"),
        )
    ),
    pytest.param(
        DECIDE, "**Lease, spoken.** The rent goes up.\n", "", "### If you have less power",
        "the talk has no setting. Write before it, for example, '**Lease, spoken.** The rent goes up.'", id="a talk without a setting",
    ),
    pytest.param(
        DECIDE, "**Lease, spoken.** The rent goes up.\n", "The rent goes up.\n", "### If you have less power",
        "the talk has no setting. Write before it, for example, '**Lease, spoken.** The rent goes up.'", id="a setting that is not marked",
    ),
    pytest.param(
        DECIDE, '- **Salary, spoken.** "May I tell you on Friday?"\n', "", "### If you have less power",
        "there are no two settings in brief. Add a list of '- **Salary, spoken.** \"...\"' and '- **Supplier, e-mail.** \"...\"'",
        id="one setting in brief",
    ),
    pytest.param(
        DECIDE, '- **Salary, spoken.** "May I', "- Salary: \"May I", "- Salary:",
        "this is no setting with its words. Write '- **Salary, spoken.** \"...\"'", id="a setting in another form",
    ),
    pytest.param(
        DECIDE, '- **Supplier, e-mail.** "We answer', '- **Supplier, spoken.** "We answer', "- **Salary",
        "nothing here is written. Write one setting in brief as '- **Supplier, e-mail.** \"...\"'", id="nothing written",
    ),
    pytest.param(
        DECIDE, '- **Salary, spoken.** "May I', '- **Lease, on the phone.** "May I', "### If you have less power",
        "one setting stands twice here. Choose another, so that three are different", id="a setting twice",
    ),
    # Answers
    pytest.param(
        DECIDE, '- **"Never."** Ask once more: "What would have to change?"\n', "", "## If they answer",
        f"there are no two answers, one of them hard. {ANSWER_FORM}", id="one answer",
    ),
    *(
        pytest.param(
            DECIDE, '- **"Never."** Ask once more: "What would have to change?"', new, new,
            f"this is no answer with what you say next. {ANSWER_FORM}", id=name,
        )
        for new, name in (
            ('- **"Never."** Ask once more.', "an answer without a reply"),
            ('- "Never." Ask: "What would have to change?"', "an answer that is not marked"),
            ('- **Never.** Ask: "What would have to change?"', "an answer without quotes"),
        )
    ),
    # Claims
    pytest.param(
        DECIDE, "**Practitioner.** It is", "It is", "It is made up",
        "this reason has no label. Write one of '**Strong.**', '**Mixed.**', '**Practitioner.**' before it", id="a claim without a label",
    ),
    pytest.param(
        DECIDE, "**Practitioner.** It is", "**Evidence: practitioner.** It is", "**Evidence: practitioner.**",
        "this reason has no label. Write one of '**Strong.**', '**Mixed.**', '**Practitioner.**' before it", id="the old label",
    ),
    pytest.param(
        DECIDE, "**Practitioner.** It is", "**Mixed.** A study.\n\n**Practitioner.** It is", "**Mixed.** A study.",
        "this claim names no study. Add its footnote, or write '**Practitioner.**'", id="a claim without a note",
    ),
    pytest.param(
        DECIDE, "evidence: practitioner\nsources: []", "evidence: strong\nsources: [kiser-2008]", "evidence: strong",
        "evidence: is 'strong', and the weakest label in 'Why this works' is 'practitioner'. Write 'evidence: practitioner'",
        id="more than the weakest label",
    ),
    pytest.param(
        DECIDE, "**Practitioner.** It is", "**Strong.** A study.[^1]\n\n**Mixed.** It is[^1]", "evidence: practitioner",
        "evidence: is 'practitioner', and the weakest label in 'Why this works' is 'mixed'. Write 'evidence: mixed'",
        id="less than the weakest label",
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
        DECIDE, 'when="you_pay_money"', 'when="you_pay_money or not target_is_missing"', "{#payers-note",
        "step 'payers-note': when: 'you_pay_money or not target_is_missing' has 'not' beside 'or'. Write a step for each",
        id="not beside or",
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
