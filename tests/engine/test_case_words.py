"""cases: a worksheet's questions in the words of the case that was chosen."""

from __future__ import annotations

import json

import pytest

from playbook_engine import cases, findings, plan, worksheet
from playbook_engine.library import Library
from playbook_engine.placeholders import filler
from playbook_engine.words import Words
from tests.plans import sheet_of


def label(content: Library, case: object, question: str = "offer") -> str:
    worded = cases.worded(sheet_of(content, "quick"), {"case": case})
    return next(one.label for one in worded.questions() if one.id == question)


@pytest.mark.parametrize(
    ("case", "they"),
    [("pay", "your employer"), ("lease", "your landlord"), ("other", "the other side"), (None, "the other side"), ("odd", "the other side"), (7, "the other side")],
)  # fmt: skip
def test_questions_call_the_other_side_as_the_case_does(content: Library, case: object, they: str) -> None:
    assert label(content, case) == f"What {they} offered last, in money"


def test_no_text_of_any_case_leaves_a_word_open(content: Library) -> None:
    quick = sheet_of(content, "quick")
    for case in quick.cases:
        worded = cases.worded(quick, {"case": case.id})
        texts = [f"{group.title}{group.intro}" for group in worded.groups]
        texts += [getattr(one, name) for one in worded.questions() for name in cases.TEXTS]
        assert [text for text in texts if cases.places(text)] == []
        assert worksheet.read(quick, json.loads(case.answers), "auto").errors == ()


def test_every_answer_of_the_case_question_is_a_case_with_a_card_for_the_home_page(content: Library) -> None:
    quick = sheet_of(content, "quick")
    question = next(one for one in quick.questions() if one.id == cases.CASE)
    assert [case.id for case in quick.cases] == list(question.option_ids)
    assert [case.title for case in quick.cases] == [option.label for option in question.options]
    assert all(case.line for case in quick.cases)


@pytest.mark.parametrize(
    ("answers", "they"),
    [
        pytest.param({"case": "pay"}, "your employer", id="the case's word"),
        pytest.param({"case": "pay", "other": "Northside"}, "Northside", id="the person's own name before it"),
        pytest.param(
            {"case": "pay", "other": "*Acme* [x](y)"}, "\\*Acme\\* \\[x\\](y)", id="a name that would be markup"
        ),
        pytest.param({"target": "5"}, "the other side", id="no case"),
    ],
)
def test_steps_call_the_other_side_by_their_name(content: Library, answers: dict[str, str], they: str) -> None:
    found = findings.find(plan.from_json({"version": 2, "worksheets": {"quick": answers}}), content, "quick")
    assert Words(content, "auto", "").placeholder("they", filler(found)) == they


def test_what_is_missing_is_told_in_the_words_of_the_case(content: Library) -> None:
    found = findings.find(
        plan.from_json({"version": 2, "worksheets": {"quick": {"case": "lease"}}}), content, "quick"
    ).of("quick")
    assert found is not None
    assert worksheet.label_of(found.worksheet, "offer", content.messages) == "What your landlord offered last, in money"
