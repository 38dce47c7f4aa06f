"""bridge.run: JSON text in, JSON text out, whatever comes in."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine import bridge
from playbook_engine.library import Library
from playbook_engine.placeholders import PLACEHOLDERS
from tests import negotiations
from tests.negotiations import NEGOTIATIONS
from tests.plans import changed, plan, request
from tests.random_plans import random_plan

Answer = Callable[..., dict[str, Any]]
KEYS = {
    "v",
    "id",
    "ok",
    "worksheet",
    "errors",
    "understood",
    "lasting",
    "html",
    "dealt",
    "aside",
    "markdown",
    "items",
    "words",
    "announce",
    "verdict",
    "steps",
    "now",
    "later",
    "missing",
    "gaps",
}


def _no_constant(name: str) -> Any:
    raise AssertionError(f"{name} is no JSON")


def strict(text: str) -> dict[str, Any]:
    """The reply, read as JavaScript would read it: no NaN, and every character one that UTF-8 can hold."""
    reply: dict[str, Any] = json.loads(text.encode("utf-8"), parse_constant=_no_constant)
    assert reply["v"] == 1
    assert set(reply) == (KEYS if reply["ok"] else {"v", "id", "ok", "error"})
    return reply


@pytest.fixture(autouse=True)
def _use(content: Library) -> None:
    bridge.use_library(content)


def test_a_reply_says_what_was_understood_and_what_needs_another_look(answer: Answer) -> None:
    reply = answer(negotiations.ambiguous())
    assert reply["understood"] == {
        "alternatives.0.worth.likely": "€48,000",
        "alternatives.1.worth.low": "€30,000",
        "alternatives.1.worth.likely": "€50,000",
        "alternatives.1.worth.high": "€60,000",
        "alternatives.1.worth.low_chance": "50 percent",
        "alternatives.1.worth.likely_chance": "20 percent",
        "alternatives.1.worth.high_chance": "20 percent",
    }
    first = reply["errors"][0]
    assert (first["field"], first["code"]) == ("deal_worth.likely", "amount-ambiguous")
    assert first["choices"] == [
        {"value": "52000", "label": "€52,000, the larger"},
        {"value": "52", "label": "€52, the smaller"},
    ]
    assert first["label"] in first["message"]
    assert reply["steps"] == len(reply["items"]) > 0


@pytest.mark.parametrize("choice", [0, 1])
def test_a_choice_put_back_into_its_field_is_understood(answer: Answer, choice: int) -> None:
    document = negotiations.ambiguous()
    for error in answer(document)["errors"]:
        if error["choices"]:
            document = changed(document, error["field"], error["choices"][choice]["value"])
    asked = [error for error in answer(document)["errors"] if error["choices"]]
    assert asked == []


@pytest.mark.parametrize(
    ("text", "code", "number"),
    [
        pytest.param("", "request-unreadable", None, id="nothing"),
        pytest.param("not JSON", "request-unreadable", None, id="no JSON"),
        pytest.param("null", "request-unreadable", None, id="null"),
        pytest.param("[]", "request-unreadable", None, id="a list"),
        pytest.param('{"id":7}', "request-unreadable", 7, id="no version"),
        pytest.param('{"v":2,"id":7}', "request-unreadable", 7, id="another version"),
        pytest.param('{"v":1,"id":7,"do":"dance"}', "request-unreadable", 7, id="an unknown wish"),
        pytest.param('{"id":NaN}', "request-unreadable", None, id="NaN"),
        pytest.param('{"id":1e999}', "request-unreadable", None, id="infinity"),
        pytest.param('{"id":true}', "request-unreadable", None, id="true"),
        pytest.param('{"id":{"a":[]}}', "request-unreadable", None, id="an object"),
        pytest.param('{"id":"\\ud800"}', "request-unreadable", None, id="half a character"),
        pytest.param('{"id":%s}' % ("9" * 4000), "request-unreadable", None, id="a number without end"),
        pytest.param('{"id":%s}' % ("9" * 5000), "request-unreadable", None, id="a number that Python refuses"),
        pytest.param("[" * 200_000, "request-unreadable", None, id="brackets without end"),
        pytest.param('{"a":' * 100_000, "request-unreadable", None, id="objects without end"),
        pytest.param(request(plan({}), worksheet="dance"), "worksheet-unknown", 1, id="an unknown worksheet"),
        pytest.param(request(plan({}), worksheet=None), "worksheet-unknown", 1, id="no worksheet"),
        pytest.param(request(plan({}), worksheet=["batna"]), "worksheet-unknown", 1, id="a list of worksheets"),
        pytest.param(request(plan({}), base="javascript:x/"), "request-unreadable", 1, id="a script for a base"),
        pytest.param(request(plan({}), base='../" onclick="'), "request-unreadable", 1, id="a base that breaks out"),
        pytest.param(request(plan({}), base="//evil.example/"), "request-unreadable", 1, id="another host"),
        pytest.param(request(plan({}), base="../\n"), "request-unreadable", 1, id="a base with a line break"),
        pytest.param(request(plan({}), base=None), "request-unreadable", 1, id="no base"),
        pytest.param(request(plan({}), level=9), "request-unreadable", 1, id="a heading level there is not"),
        pytest.param(request(plan({}), level=True), "request-unreadable", 1, id="true for a level"),
        pytest.param(request(plan({}), level=1.0), "request-unreadable", 1, id="a level with a point"),
        pytest.param(request(None), "plan-unreadable", 1, id="no plan"),
        pytest.param(request({**plan({}), "version": 3}), "plan-too-new", 1, id="the next version's plan"),
        pytest.param(
            request({**plan({}), "settings": {"numbers": []}}), "plan-part-unreadable", 1, id="a broken setting"
        ),
        pytest.param(
            request({**plan({}), "worksheets": {"batna": []}}), "plan-part-unreadable", 1, id="answers as a list"
        ),
    ],
)
def test_a_request_that_cannot_be_served_gets_a_code_and_a_sentence(text: str, code: str, number: int | None) -> None:
    reply = strict(bridge.run(text))
    assert (reply["ok"], reply["id"], reply["error"]["code"]) == (False, number, code)
    assert reply["error"]["message"].endswith(".")


@pytest.mark.parametrize("depth", [1, bridge.DEPTH_LIMIT - 4, bridge.DEPTH_LIMIT - 3, 300, 3000, 100_000])
def test_deep_nesting_inside_an_answer_is_answered_or_refused_whole(depth: int) -> None:
    """Beyond the limit it is refused unread: in the browser, very deep JSON ends Python for good."""
    text = request(plan({"target": "DEEP", "deal_name": "[" * 100})).replace('"DEEP"', "[" * depth + "]" * depth)
    reply = strict(bridge.run(text))
    if depth == 1:  # no row of a question that has no rows
        assert [error["code"] for error in reply["errors"]] == ["answer-unreadable"]
    elif depth <= bridge.DEPTH_LIMIT - 4:
        assert reply["error"]["code"] == "plan-part-unreadable"
    else:
        assert reply["error"]["code"] == "request-unreadable"


@pytest.mark.parametrize("name", NEGOTIATIONS)
def test_every_negotiation_is_answered_the_same_twice(name: str) -> None:
    text = request(NEGOTIATIONS[name]())
    first = bridge.run(text)
    strict(first)
    assert bridge.run(text) == first


@given(seed=st.integers(0, 2**32), level=st.sampled_from([1, 2, 3]))
def test_any_plan_is_answered_in_full(seed: int, level: int) -> None:
    reply = strict(bridge.run(request(random_plan(random.Random(seed)), level=level)))
    assert reply["ok"]
    fields = [error["field"] for error in reply["errors"]]
    assert not set(fields) & set(reply["understood"]) or all("chance" in e["code"] or "range" in e["code"] or "amount-" in e["code"]
                                                             for e in reply["errors"] if e["field"] in reply["understood"])  # fmt: skip
    for error in reply["errors"]:
        assert error["message"]
        assert "{" not in error["message"].replace(error["label"], "").split('"')[0]


values = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=8),
        st.sampled_from([1, "batna", "checklist"]),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=8,
)
names = st.sampled_from(["v", "id", "do", "worksheet", "base", "plan", "level", "x"])
good = {"v": 1, "id": 1, "do": "checklist", "worksheet": "batna", "base": "", "plan": plan({})}


@given(values)
def test_any_json_gets_a_reply(value: Any) -> None:
    strict(bridge.run(json.dumps(value)))


@given(st.dictionaries(names, values, max_size=3))
def test_a_good_request_with_a_part_gone_wrong_gets_a_reply(wrong: dict[str, Any]) -> None:
    strict(bridge.run(json.dumps({**good, **wrong})))


@given(st.text(max_size=60))
def test_any_text_gets_a_reply(text: str) -> None:
    strict(bridge.run(text))


@given(st.data())
def test_any_answer_in_place_of_any_other_gets_a_reply(data: st.DataObject) -> None:
    document = negotiations.salary()
    answers = document["worksheets"]["batna"]
    path = data.draw(st.sampled_from([*answers, *(f"alternatives.0.{name}" for name in answers["alternatives"][0])]))
    strict(bridge.run(request(changed(document, path, data.draw(values)))))


@pytest.mark.parametrize("name", NEGOTIATIONS)
def test_what_was_typed_stands_in_no_link_id_or_attribute(answer: Answer, name: str) -> None:
    reply = answer(NEGOTIATIONS[name]())
    for item in reply["items"]:
        assert set(item["id"] + item["page"] + item["anchor"]) <= set("abcdefghijklmnopqrstuvwxyz0123456789-/")


def test_a_faulty_answer_does_not_stop_the_checklist_and_counts_as_missing(answer: Answer) -> None:
    faulty = answer(changed(negotiations.salary(), "target", "as much as I can get"))
    absent = answer(changed(negotiations.salary(), "target", ""))
    assert [error["field"] for error in faulty["errors"]] == ["target"]
    assert {key: faulty[key] for key in KEYS - {"errors"}} == {key: absent[key] for key in KEYS - {"errors"}}


@pytest.mark.parametrize(
    ("kind", "size"),
    [pytest.param("deal_name", 200, id="a name"), pytest.param("their_alternative", 20_000, id="a long text")],
)
def test_the_longest_text_fits_and_the_next_is_told_its_limit(answer: Answer, kind: str, size: int) -> None:
    assert answer(changed(negotiations.salary(), kind, "x" * size))["errors"] == []
    error = answer(changed(negotiations.salary(), kind, "x" * (size + 1)))["errors"][0]
    assert error["code"] == "text-too-long"
    assert str(size) in error["message"]


def test_half_a_character_is_replaced(answer: Answer) -> None:
    assert "\ufffd" in answer(changed(negotiations.salary(), "deal_name", "a\ud800b"))["markdown"]


def test_the_page_knows_a_fault_of_ours_by_the_very_text_that_the_bridge_writes(
    content: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the quick start such a reply may come of a part that was left out: the page then asks the whole Python."""

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(bridge.findings, "find", broken)
    bridge.use_library(content)
    reply = bridge.run(request(plan({})))
    core = Path(__file__).parents[2] / "docs" / "assets" / "js" / "engine" / "engine-core.mjs"
    (known,) = re.findall(r"reply\.includes\('([^']+)'\)", core.read_text(encoding="utf-8"))
    assert known in reply
    assert json.loads(reply)["error"]["message"] == content.messages["request-failed"]


def test_own_words_are_what_the_answers_put_in_the_place_of_general_ones(answer: Answer) -> None:
    """A play's page shows them. What was not answered is not there, so that the general words stay."""
    own = answer(negotiations.salary())["words"]
    assert own["target"] == "€58,000"
    assert own["best_alternative"] == "“Join the clinic”"
    assert set(own) <= set(PLACEHOLDERS)
    assert "" not in own.values()
    assert answer(plan({}))["words"] == {}


def test_a_reply_shows_only_what_was_asked_for(answer: Answer) -> None:
    whole = answer(negotiations.salary())
    for shown in ([], ["html"], ["markdown", "items"]):
        reply = answer(negotiations.salary(), show=shown)
        assert {name for name in ("html", "markdown", "items", "words", "dealt") if name in reply} == set(shown)
        assert reply == {name: part for name, part in whole.items() if name in reply}


@pytest.mark.parametrize("show", ["html", ["pdf"], [1], None, {"html": 1}])
def test_what_cannot_be_shown_is_refused(answer: Answer, show: object) -> None:
    assert answer(negotiations.salary(), show=show)["error"]["code"] == "request-unreadable"


def test_an_export_is_the_text_of_the_result(answer: Answer) -> None:
    whole = answer(negotiations.salary())
    assert answer(negotiations.salary(), do="export", format="html")["text"] == whole["html"]
    items = json.loads(answer(negotiations.salary(), do="export", format="json")["text"])["items"]
    assert items == whole["items"]


@pytest.mark.parametrize("name", ["docx", "", None, ["markdown"], 1])
def test_an_unknown_format_is_refused(answer: Answer, name: object) -> None:
    assert answer(negotiations.salary(), do="export", format=name)["error"]["code"] == "request-unreadable"


def test_the_plan_as_a_whole_gets_one_checklist_of_the_worksheets_that_were_filled_in(answer: Answer) -> None:
    one, whole = answer(negotiations.salary()), answer(negotiations.salary(), do="plan")
    assert whole["items"] == one["items"]
    assert list(whole["worksheets"]) == ["batna"]
    assert whole["worksheets"]["batna"] == {name: one[name] for name in ("errors", "understood", "lasting")}
    empty = answer(plan({}), do="plan")
    assert (empty["worksheets"], empty["steps"], empty["missing"]) == ({}, 0, 0)
    assert "What your numbers say" not in empty["markdown"]


@pytest.mark.parametrize(
    "text", ['"' + '\\"' * 500, '"' + '\\"' * 500 + "\\", '"' + "[" * 500, '{"a": "' + "\\\\" * 500]
)
def test_a_string_without_its_end_is_looked_at_once(text: str) -> None:
    """What is not closed reaches to the end: no quote in it is tried as a beginning again, however many there are."""
    found = [match.span() for match in bridge._BRACKET_OR_STRING.finditer(text)]
    assert found[-1] == (text.index('": ') + 3 if ": " in text else 0, len(text))
    assert bridge._depth(text) <= 1
    assert json.loads(bridge.run(text))["error"]["code"] == "request-unreadable"
