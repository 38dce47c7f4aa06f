"""worksheet.read: every answer read, every fault at once, nothing compulsory."""

from __future__ import annotations

import json
from fractions import Fraction as F
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine import worksheet
from playbook_engine.fields.estimate import Estimate
from playbook_engine.fields.kind import Understood
from playbook_engine.library import Library
from tests import negotiations
from tests.plans import sheet_of


def faults(content: Library, answers: dict[str, Any]) -> list[tuple[str, str]]:
    return [(e.field, e.message) for e in worksheet.read(sheet_of(content), answers, "auto").errors]


def test_values_rows_and_places_of_a_form_with_gaps(content: Library) -> None:
    rows = [{}, {"name": " A "}, {"name": "  "}, {"worth": {"likely": "5k"}}, {"name": "\u200b"}]
    read = worksheet.read(sheet_of(content), {"alternatives": rows, "target": "58,000"}, "auto")
    kept = read.answers["alternatives"]
    assert isinstance(kept, tuple)
    assert [row["name"] for row in kept] == ["A", None]
    assert kept[1]["worth"] == Estimate(None, F(5000), None)
    assert read.places["alternatives"] == (1, 3)
    assert read.understood == {
        "target": Understood("amount", F(58_000)),
        "alternatives.3.worth.likely": Understood("amount", F(5_000)),
    }
    assert read.errors == ()


def test_rows_beyond_the_most_are_left_out(content: Library) -> None:
    read = worksheet.read(sheet_of(content), {"alternatives": [{"name": str(n)} for n in range(10)]}, "auto")
    assert read.places["alternatives"] == tuple(range(8))


def test_every_fault_is_told_at_once(content: Library) -> None:
    assert faults(content, negotiations.ambiguous()["worksheets"]["batna"]) == [
        ("deal_worth.likely", "amount-ambiguous"),
        ("target", "amount-unclear"),
        ("alternatives.0.works_out", "percent-out-of-range"),
        ("alternatives.0.months", "duration-needs-a-unit"),
        ("alternatives.1.worth.likely", "chances-do-not-add-up"),
        ("alternatives.1.works_out", "percent-ambiguous"),
    ]


@pytest.mark.parametrize("name", ["unknown", "blank", "nothing"])
def test_nothing_is_compulsory(content: Library, name: str) -> None:
    read = worksheet.read(sheet_of(content), negotiations.NEGOTIATIONS[name]()["worksheets"]["batna"], "auto")
    assert read.errors == ()
    assert set(read.answers.values()) == {None, ()}


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        pytest.param({"targett": "5"}, [("targett", "field-unknown")], id="misspelt question"),
        pytest.param({"deal_worth": {"lowest": "5"}}, [("deal_worth.lowest", "field-unknown")], id="misspelt part"),
        pytest.param(
            {"alternatives": [{"nme": "x"}]}, [("alternatives.0.nme", "field-unknown")], id="misspelt in a row"
        ),
        pytest.param({"target": 5}, [("target", "answer-unreadable")], id="a number, not text"),
        pytest.param({"target": ["5"]}, [("target", "answer-unreadable")], id="a list"),
        pytest.param({"target": True}, [("target", "answer-unreadable")], id="a truth value"),
        pytest.param({"deal_worth": 5}, [("deal_worth", "answer-unreadable")], id="a number for a range"),
        pytest.param(
            {"deal_worth": {"low": 5}}, [("deal_worth.low", "answer-unreadable")], id="a number inside a range"
        ),
        pytest.param({"alternatives": {}}, [("alternatives", "answer-unreadable")], id="no list of rows"),
        pytest.param({"alternatives": ["x"]}, [("alternatives", "answer-unreadable")], id="a row without names"),
        pytest.param({"role": "both"}, [("role", "choice-unknown")], id="an answer not offered"),
        pytest.param({"risk_tolerance": "0"}, [("risk_tolerance", "amount-not-above-zero")], id="no risk tolerance"),
        pytest.param(
            {"risk_tolerance": "-5"}, [("risk_tolerance", "amount-not-above-zero")], id="negative risk tolerance"
        ),
        pytest.param({"deal_cost": "-5"}, [("deal_cost", "amount-below-zero")], id="negative cost"),
        pytest.param({"deal_benefit": "-5"}, [], id="a drawback"),
        pytest.param({"deal_worth": "52k", "target": None}, [], id="a terminal user's short form"),
        pytest.param({"alternatives": [{}] * 8}, [], id="eight rows"),
        pytest.param({"alternatives": [{}] * 9}, [("alternatives", "too-many-rows")], id="nine rows"),
    ],
)
def test_an_answer_that_does_not_fit_names_its_field(
    content: Library, answers: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    assert faults(content, answers) == expected


def test_a_faulty_part_takes_its_range_out_but_nothing_else(content: Library) -> None:
    answers = {"deal_worth": {"low": "x", "likely": "5"}, "target": "7"}
    read = worksheet.read(sheet_of(content), answers, "auto")
    assert (read.answers["deal_worth"], read.answers["target"]) == (None, 7)


anything = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.sampled_from(["?", "5", "50%"])
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=8,
)
questions = st.sampled_from([*negotiations.unknown()["worksheets"]["batna"], "x"])


@given(answers=st.dictionaries(questions, anything, max_size=6))
def test_any_json_is_read_or_its_fault_named(content: Library, answers: dict[str, Any]) -> None:
    read = worksheet.read(sheet_of(content), answers, "auto")
    for error in read.errors:
        assert error.field.split(".")[0] in answers
        assert error.message in content.messages


def test_texts_finds_every_answer_and_no_name() -> None:
    raw = {"a": "1", "b": [{"c": "2"}, "3", 4], "d": None}
    assert list(worksheet.texts(json.loads(json.dumps(raw)))) == ["1", "2", "3"]
