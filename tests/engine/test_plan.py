"""plan: what is a plan, what is not, and what a newer playbook wrote."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine import plan
from playbook_engine.errors import RequestError
from playbook_engine.library import Library, Question

SHAPES = Path(__file__).parents[1] / "plan_shapes"
LIMITS = Path(__file__).parents[2] / "docs" / "assets" / "js" / "plan" / "shape.json"
CASES = [case for file in sorted(SHAPES.glob("*.json")) for case in json.loads(file.read_text(encoding="utf-8"))]
#: What a refusal is called here, beside its name in the cases.
REFUSALS = {
    ("unreadable", False): "plan-unreadable",
    ("unreadable", True): "plan-part-unreadable",
    ("not-text", True): "plan-part-not-text",
    ("too-new", False): "plan-too-new",
    ("too-large", False): "page-open-copy-too-large",
}


def bytes_of(case: dict[str, Any]) -> bytes:
    """Return the bytes of the file that a case is about; the test fails on a case that is written otherwise."""
    (kind,) = case.keys() & {"document", "text", "pieces", "hex"}
    (outcome,) = case.keys() & {"plan", "refused"}
    assert case.keys() <= {"what", kind, outcome, *(["part"] if outcome == "refused" else []), *(["times"] if kind == "hex" else [])}  # fmt: skip
    if kind == "document":
        return json.dumps(case["document"]).encode()
    if kind == "text":
        return str(case["text"]).encode()
    if kind == "pieces":
        return "".join(text * times for text, times in case["pieces"]).encode()
    return bytes.fromhex(case["hex"]) * int(case.get("times", 1))


def refusal(case: dict[str, Any]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return the message and its values with which a case is to be refused."""
    part = case.get("part", "")
    if case["refused"] == "too-large":
        return REFUSALS["too-large", False], (("limit", str(plan.CHARACTER_LIMIT)),)
    return REFUSALS[case["refused"], part != ""], (("part", part),) if part else ()


@pytest.mark.parametrize("case", [pytest.param(case, id=case["what"]) for case in CASES])
def test_a_saved_copy_is_taken_filled_up_or_refused_as_on_the_page(case: dict[str, Any]) -> None:
    if "plan" in case:
        assert plan.read_copy(bytes_of(case)) == case["plan"]
        return
    with pytest.raises(RequestError) as raised:
        plan.read_copy(bytes_of(case))
    assert (raised.value.message, raised.value.values) == refusal(case)


@pytest.mark.parametrize("case", [pytest.param(case, id=case["what"]) for case in CASES if "document" in case])
def test_the_engine_is_asked_about_what_can_be_opened_and_nothing_else(case: dict[str, Any]) -> None:
    if "plan" in case:
        found = plan.from_json(case["document"])
        assert [found.worksheets, list(found.done), list(found.aside)] == [
            case["plan"][part] for part in ("worksheets", "done", "aside")
        ]
        return
    with pytest.raises(RequestError) as raised:
        plan.from_json(case["document"])
    assert (raised.value.message, raised.value.values) == refusal(case)


def test_the_limits_are_those_of_the_page() -> None:
    assert json.loads(LIMITS.read_text(encoding="utf-8")) == {
        "version": plan.VERSION,
        "parts": {str(version): list(parts) for version, parts in plan.PARTS.items()},
        "characters": plan.CHARACTER_LIMIT,
        "rows": plan.ROW_LIMIT,
        "currency": plan.CURRENCY_LIMIT,
        "planName": plan.NAME_LIMIT,
        "numberLimit": plan.NUMBER_LIMIT,
        "smallest": plan.SMALLEST,
        "numbers": list(plan.STYLES),
        "name": plan.NAME.pattern,
        "step": plan.STEP.pattern,
    }


def test_what_is_opened_is_saved_the_same() -> None:
    for case in CASES:
        if "plan" in case:
            assert plan.checked(case["plan"]) == case["plan"]


def test_every_name_in_the_pages_can_stand_in_a_plan(content: Library) -> None:
    def ids(questions: Iterable[Question]) -> Iterator[str]:
        for question in questions:
            yield question.id
            yield from ids(question.questions)

    for sheet in content.worksheets:
        assert all(plan.NAME.fullmatch(name) for name in (sheet.id, *ids(sheet.questions())))
    steps = [f"{play.slug}/{step.id}" for play in content.plays for step in play.steps]
    assert [step for step in steps if not plan.STEP.fullmatch(step)] == []


def test_the_least_plan() -> None:
    found = plan.from_json({"version": 2})
    assert (found.currency, found.numbers, dict(found.worksheets), found.done) == ("", "auto", {}, ())


def test_ticks_of_steps_that_are_gone_are_kept_and_told_once() -> None:
    assert plan.from_json({"version": 2, "done": ["b/x", "gone/step", "b/x"]}).done == ("b/x", "gone/step")


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
    assert plan.from_json({"version": 2, "settings": {"currency": typed}}).currency == kept


def test_the_style_is_inferred_only_when_it_is_not_chosen() -> None:
    document = {"version": 2, "worksheets": {"batna": {"a": [{"b": {"c": "12,5"}}]}}}
    assert plan.from_json(document).numbers == "auto-comma"
    assert plan.from_json({**document, "settings": {"numbers": "point"}}).numbers == "point"


@given(st.dictionaries(st.sampled_from(["version", "name", "worksheets", "settings", "done", "aside", "x"]),
                       st.recursive(st.one_of(st.none(), st.integers(0, 2), st.text(max_size=3), st.floats()),
                                    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(max_size=3), inner)),
                                    max_leaves=4)))  # fmt: skip
def test_any_json_is_a_plan_or_is_refused(document: Any) -> None:
    with contextlib.suppress(RequestError):
        assert plan.from_json(document).numbers in ("auto", "auto-comma", "point", "comma")
