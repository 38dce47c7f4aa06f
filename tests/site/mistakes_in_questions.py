"""Mistakes that an author can make in what brings a question up and in a worksheet's cases, as test_reader_mistakes.py has them."""

from __future__ import annotations

import pytest

from tests.site.conftest import SHEET

QUICK = "worksheets/quick.md"

MISTAKES_IN_QUESTIONS = [
    # What brings a question up
    pytest.param(
        SHEET, "[alternatives is two]", "[alternatives are two]", "- id: linked",
        "question 'linked': shown_when: 'alternatives are two' is no condition. Write it as in 'months is answered'", id="no condition",
    ),
    pytest.param(
        SHEET, "[alternatives is two]", "[alternatives is twice]", "- id: linked",
        "question 'linked': shown_when: 'alternatives is twice': the test 'twice' is unknown. Write one of answered, open, two, hours, =answer",
        id="an unknown test",
    ),
    pytest.param(
        SHEET, "[alternatives is two]", "[alternative is two]", "- id: linked",
        "question 'linked': shown_when: 'alternative' is no question here. Did you mean 'alternatives'?", id="a condition on no question",
    ),
    pytest.param(
        SHEET, "[alternatives.*.cost_hours is answered]", "[alternatives.*.cost_hour is answered]", "- id: hour_value",
        "question 'hour_value': shown_when: 'alternatives.*.cost_hour' is no question here. Did you mean 'alternatives.*.cost_hours'?",
        id="a condition on no question of a row",
    ),
    pytest.param(
        SHEET, "[alternatives.*.cost_hours is answered]", "[cost_hours is answered]", "- id: hour_value",
        "question 'hour_value': shown_when: 'cost_hours' is no question here. Did you mean 'alternatives.*.cost_hours'?",
        id="a condition on a row's question from outside",
    ),
    pytest.param(
        SHEET, "[works_out is open]", "[evidence is open]", "- id: otherwise",
        "question 'alternatives.otherwise': shown_when: 'evidence is open': the test 'open' is for percent and range, and 'evidence' is "
        "long_text. Write another test, or name another question",
        id="a test that is for other kinds",
    ),
    pytest.param(
        SHEET, "[works_out is open]", "[otherwise is answered]", "- id: otherwise",
        "question 'alternatives.otherwise': shown_when: 'otherwise is answered' looks at the question itself. Name an earlier one",
        id="a condition on itself",
    ),
    pytest.param(
        QUICK, "[when is =week, when is =later]", "[when is =weeks, when is =later]", "- id: talk_date",
        "question 'talk_date': shown_when: 'when is =weeks': 'weeks' is no answer of 'when'. Did you mean 'week'?", id="an unknown answer",
    ),
    pytest.param(
        SHEET, "shown_when: [alternatives is two]", "shown_when: alternatives is two", "- id: linked",
        "question 'linked': shown_when: is not a list. Write 'shown_when: [months is answered]'", id="conditions that are no list",
    ),
    # Cases
    pytest.param(
        QUICK, "  - id: lease\n    title", "  - id: leese\n    title", "- id: leese",
        "case 'leese' is no answer of the question 'case'. Did you mean 'lease'?", id="a case that nobody can choose",
    ),
    pytest.param(
        QUICK, "      eg_ask: A lower rent for a longer lease", "      eg_aks: A lower rent for a longer lease", "- id: lease",
        "case 'lease': the case 'other' has no word 'eg_aks'. Did you mean 'eg_ask'?", id="a word that the plain case lacks",
    ),
    pytest.param(
        QUICK, "label: What {they} offered last", "label: What {them} offered last", "      - id: offer",
        "question 'offer': '{them}' is no word of the case 'other'. Did you mean 'they'?", id="a word that no case has",
    ),
    pytest.param(
        QUICK, "answers: {role: pay, amounts_are_for: month}", "answers: {role: pays, amounts_are_for: month}", "- id: lease",
        "case 'lease': the answer 'role' cannot be used (choice-unknown). Write what a person can choose or type", id="a usual answer that cannot be given",
    ),
]  # fmt: skip
