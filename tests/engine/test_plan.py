"""plan: what is a plan, what is not, and what a newer playbook wrote."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine import plan
from playbook_engine.errors import RequestError


@pytest.mark.parametrize(
    ("document", "message"),
    [
        pytest.param(None, "plan-unreadable", id="nothing"),
        pytest.param([], "plan-unreadable", id="a list"),
        pytest.param("{}", "plan-unreadable", id="text"),
        pytest.param({}, "plan-unreadable", id="no version"),
        pytest.param({"version": "1"}, "plan-unreadable", id="a version in words"),
        pytest.param({"version": 0}, "plan-unreadable", id="before the first"),
        pytest.param({"version": None}, "plan-unreadable", id="version null"),
        pytest.param({"version": 1.5}, "plan-unreadable", id="half a version"),
        pytest.param({"version": 2}, "plan-too-new", id="the next version"),
        pytest.param({"version": 10**30}, "plan-too-new", id="a far version"),
        pytest.param({"version": 1, "worksheets": []}, "plan-part-unreadable", id="worksheets a list"),
        pytest.param({"version": 1, "worksheets": {"batna": []}}, "plan-part-unreadable", id="answers a list"),
        pytest.param({"version": 1, "worksheets": None}, "plan-part-unreadable", id="worksheets null"),
        pytest.param({"version": 1, "settings": "€"}, "plan-part-unreadable", id="settings text"),
        pytest.param({"version": 1, "settings": {"numbers": "french"}}, "plan-part-unreadable", id="unknown style"),
        pytest.param({"version": 1, "settings": {"numbers": []}}, "plan-part-unreadable", id="style a list"),
        pytest.param(
            {"version": 1, "settings": {"numbers": "auto-comma"}}, "plan-part-unreadable", id="an inner style"
        ),
        pytest.param({"version": 1, "settings": {"currency": 5}}, "plan-part-unreadable", id="currency a number"),
        pytest.param({"version": 1, "settings": {"currency": "x" * 9}}, "plan-part-unreadable", id="a long currency"),
        pytest.param({"version": 1, "done": {}}, "plan-part-unreadable", id="done no list"),
        pytest.param({"version": 1, "done": [5]}, "plan-part-unreadable", id="done with a number"),
    ],
)
def test_what_is_no_plan_is_refused_whole(document: Any, message: str) -> None:
    with pytest.raises(RequestError) as raised:
        plan.from_json(document)
    assert raised.value.message == message


def test_the_least_plan() -> None:
    found = plan.from_json({"version": 1})
    assert (found.currency, found.numbers, dict(found.worksheets), found.done) == ("", "auto", {}, ())


def test_ticks_of_steps_that_are_gone_are_kept_and_told_once() -> None:
    assert plan.from_json({"version": 1, "done": ["b/x", "gone/step", "b/x"]}).done == ("b/x", "gone/step")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param("€", "€", id="sign"),
        pytest.param(" CHF ", "CHF", id="code"),
        pytest.param("Rs.", "Rs.", id="point"),
        pytest.param("<b>$", "b$", id="a tag"),
        pytest.param("\"'&|`", "", id="only marks"),
        pytest.param("\u202e$", "$", id="a direction mark"),
    ],
)
def test_a_currency_is_letters_and_signs(typed: str, kept: str) -> None:
    assert plan.from_json({"version": 1, "settings": {"currency": typed}}).currency == kept


def test_the_style_is_inferred_only_when_it_is_not_chosen() -> None:
    document = {"version": 1, "worksheets": {"batna": {"a": {"b": ["12,5"]}}}}
    assert plan.from_json(document).numbers == "auto-comma"
    assert plan.from_json({**document, "settings": {"numbers": "point"}}).numbers == "point"


@given(st.dictionaries(st.sampled_from(["version", "worksheets", "settings", "done", "x"]),
                       st.recursive(st.one_of(st.none(), st.integers(0, 2), st.text(max_size=3), st.floats()),
                                    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(max_size=3), inner)),
                                    max_leaves=4)))  # fmt: skip
def test_any_json_is_a_plan_or_is_refused(document: Any) -> None:
    with contextlib.suppress(RequestError):
        assert plan.from_json(document).numbers in ("auto", "auto-comma", "point", "comma")
