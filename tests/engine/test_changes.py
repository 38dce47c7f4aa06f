"""What changed since the last time: which steps came and went, by which answer, and what a new release changed."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine import bridge, changed_answers
from playbook_engine.library import Library
from tests.engine.test_hub import text_of
from tests.engine.test_render import read
from tests.negotiations import HOSTILE, NEGOTIATIONS
from tests.people import BAKERY, LANDLORD, NURSE, PEOPLE, person
from tests.plans import Plan, request
from tests.random_plans import random_plan

Answer = Callable[..., dict[str, Any]]
LATER = {**NURSE, "when": "later"}
DAY = "2026-11-20"


def noted(answer: Answer, then: Plan, **more: Any) -> dict[str, Any]:
    """What a page remembers of a plan."""
    dealt = answer(then, do="hub")["dealt"]
    return {
        "worksheets": then["worksheets"],
        "steps": dealt,
        "release": "one",
        "aside": then.get("aside", []),
        "day": DAY,
        **more,
    }


@pytest.fixture(scope="session")
def answer(content: Library) -> Answer:
    """Returns the reply that the page with the plan gets: it names no worksheet."""

    def replied(document: Any, **changes: Any) -> dict[str, Any]:
        bridge.use_library(content)
        asked = {name: value for name, value in json.loads(request(document, **changes)).items() if name != "worksheet"}
        reply: dict[str, Any] = json.loads(bridge.run(json.dumps({**asked, **changes})))
        return reply

    return replied


def since(answer: Answer, then: Plan, now: Plan, release: str = "one", **more: Any) -> dict[str, Any]:
    return answer(now, do="changes", before=noted(answer, then, **more), release=release)


def moved(reply: dict[str, Any], way: str) -> dict[str, str]:
    return {step["id"]: step["because"] for step in reply[way]}


def by(reply: dict[str, Any], way: str) -> set[str]:
    return {step["by"] for step in reply[way]}


CHANGED: list[Any] = [
    pytest.param({"offer": "60000"}, "You changed “What your employer offered last, in money” from 52,000 a year to 60,000 a year.", id="an amount"),
    pytest.param({"when": "today"}, "You changed “When you talk or must answer” from Later to Today.", id="a choice"),
    pytest.param({"target": ""}, "You took out your answer to “The result that you would be glad to tell a friend about”. It was 58,000 a year.", id="an answer taken out"),
    pytest.param({"target": "?"}, "You changed “The result that you would be glad to tell a friend about” from 58,000 a year to I do not know.", id="I do not know"),
    pytest.param({"their_no_deal": "Train *somebody* <b>"}, "You answered “What your employer will do if there is no deal”: Train *somebody* <b>.", id="words that look like markup"),
    pytest.param({"their_need": "x" * 500}, f"You answered “What your employer would gain from a yes”: {'x' * 79}….", id="long words are cut"),
    pytest.param({"talk_date": "3 December 2026", "where": "talking"}, "You answered “Where you stand”: We are talking.", id="the one of two that made the difference"),
]  # fmt: skip


@pytest.mark.parametrize(("answers", "because"), CHANGED)
def test_the_answer_that_made_the_difference_is_named_with_both_values(
    answer: Answer, answers: dict[str, Any], because: str
) -> None:
    reply = since(answer, person(LATER), person({**LATER, **answers}))
    assert because in {*moved(reply, "came").values(), *moved(reply, "went").values()}
    assert because in text_of(reply["html"].replace("<details", "<div").replace("</details", "</div"))
    assert (by(reply, "came") | by(reply, "went")) <= {"answer"}
    assert reply["same"] is False


@pytest.mark.parametrize("name", PEOPLE)
def test_what_came_and_went_is_the_difference_of_the_two_lists(answer: Answer, name: str) -> None:
    then, now = person(LATER), PEOPLE[name][0]
    reply = since(answer, then, now)
    old, new = ({step["id"] for step in answer(one, do="hub")["dealt"]} for one in (then, now))
    assert (set(moved(reply, "came")), set(moved(reply, "went"))) == (new - old, old - new)


@pytest.mark.parametrize(("day", "said"), [(DAY, "Nothing has changed since Friday 20 November 2026."), (None, "Nothing has changed since last time.")])  # fmt: skip
def test_nothing_has_changed(answer: Answer, day: str | None, said: str) -> None:
    reply = since(answer, person(LATER), person({**LATER, "their_need": " "}), day=day)
    assert (text_of(reply["html"]), reply["came"], reply["went"], reply["same"]) == (said, [], [], True)


def test_without_a_last_time_nothing_is_claimed(answer: Answer) -> None:
    for more in ({}, {"before": None}):
        reply = answer(person(NURSE), do="changes", **more)
        assert (reply["html"], reply["came"], reply["went"], reply["same"]) == ("", [], [], False)


def test_answers_that_changed_no_step_are_not_called_nothing(answer: Answer) -> None:
    reply = since(answer, person(LATER), person({**LATER, "ask": "A better raise"}))
    assert (text_of(reply["html"]), reply["same"]) == ("Your answers changed, and your steps stay the same.", False)


def test_several_answers_together(answer: Answer) -> None:
    """A step that no changed answer explains alone is put down to several; the others keep their own reason."""
    clinic = {"no_deal": "The clinic", "no_deal_kind": "in-hand", "no_deal_worth": "57000"}
    reply = since(answer, person(LATER), person({**LATER, **clinic}))
    reasons = {*moved(reply, "came").values(), *moved(reply, "went").values()}
    assert "Several answers together made the difference." in reasons
    assert "You changed “What that is today” from Things stay as they are to I could say yes to it today." in reasons


def test_of_more_answers_than_are_tried_it_is_said_that_they_are_many(answer: Answer) -> None:
    """Thirteen changed answers: what none of the first twelve explains is not put down to several together."""
    first = dict.fromkeys(("ask", "target", "role", "offer", "no_deal", "no_deal_worth", "their_no_deal", "who_needs_more", "when", "no_deal_kind", "amounts_are_for", "case"), "?")  # fmt: skip
    reply = since(
        answer, person(first), person({**LANDLORD, "their_need": "A roof", "where": "talking", "dread": "anger"})
    )
    assert "many" in by(reply, "came")
    assert "several" not in by(reply, "came")


def test_a_row_that_came_is_told_as_the_list(answer: Answer) -> None:
    row = {"name": "Wait", "worth": {"likely": "5000"}}
    then = person({"role": "receive", "alternatives": [row]}, worksheet="batna")
    now = person({"role": "receive", "alternatives": [row, {"name": "Go"}]}, worksheet="batna")
    assert set(moved(since(answer, then, now), "came").values()) == {"You changed “Your alternatives”."}
    assert set(moved(since(answer, now, then), "went").values()) == {"You changed “Your alternatives”."}


def test_an_answer_inside_a_row_is_told_with_its_row(answer: Answer) -> None:
    def rows(worth: str) -> Plan:
        both = [
            {"name": "Wait", "worth": {"likely": "5000"}},
            {"name": "Go", **({"worth": {"likely": worth}} if worth else {})},
        ]
        return person({"role": "receive", "alternatives": both}, worksheet="batna")

    reply = since(answer, rows(""), rows("6000"))
    assert {because.partition(":")[0] for because in {*moved(reply, "came").values(), *moved(reply, "went").values()}} == {"You answered “Alternative 2"}  # fmt: skip


def test_a_shared_answer_that_moved_to_another_worksheet_is_no_change(content: Library) -> None:
    then = person({"target": "58000", "role": "receive"})
    now = person({"role": "receive", "ask": ""}, batna={"target": "58000"})
    assert changed_answers.find(then["worksheets"], now["worksheets"], content.worksheets) == ()


UNSAFE: list[Any] = [("yes", "no"), ("no", "yes"), ("unsure", "yes"), ("no", "no"), ("", "unsure")]


@pytest.mark.parametrize(("then", "now"), UNSAFE)
def test_nothing_is_told_where_somebody_is_not_safe_now_or_last_time(answer: Answer, then: str, now: str) -> None:
    """Neither that help was called for, nor that it is no more."""
    reply = since(answer, person({**LATER, "safe": then}), person({**LATER, "safe": now, "target": "70000"}))
    assert (reply["html"], reply["came"], reply["went"], reply["same"]) == ("", [], [], False)


def test_a_private_answer_is_never_named(answer: Answer) -> None:
    for then, now in (("", "yes"), ("yes", "")):
        html = since(answer, person({**LATER, "safe": then}), person({**LATER, "safe": now, "offer": "60000"}))["html"]
        assert "without fear" not in html
        assert "Yes, I can" not in html


def test_a_new_release_is_told_apart_from_answers(answer: Answer) -> None:
    """A step that last time's page did not have, and one that only it had, are by the release; the rest by the answer."""
    then, now = person(LATER), person({**LATER, "offer": "60000"})
    steps = [*answer(then, do="hub")["dealt"][1:], {"id": "gone/step", "text": "A *gone* step <b>"}]
    first = answer(then, do="hub")["dealt"][0]["id"]
    reply = since(answer, then, now, release="two", steps=steps)
    release = "The playbook itself was renewed."
    assert [step for step, because in moved(reply, "came").items() if because == release] == [first]
    assert [step for step, because in moved(reply, "went").items() if because == release] == ["gone/step"]
    assert {"answer"} < by(reply, "came")
    assert "A *gone* step &lt;b&gt;" in reply["html"]
    same = since(answer, then, now, steps=steps)
    assert release not in {*moved(same, "came").values(), *moved(same, "went").values()}


@pytest.mark.parametrize("release", ["one", "two"])
@pytest.mark.parametrize("noticed", [True, False], ids=["noted", "not noted"])
def test_steps_set_aside_or_ticked_since_are_no_change(answer: Answer, release: str, noticed: bool) -> None:
    """Whether the page noted what was set aside then or not, and over a release too."""
    then = person(LATER)
    now = answer(then, do="plan")["now"]
    more = {} if noticed else {"aside": None}
    for changed in ({"aside": now[:2]}, {"done": now}, {"aside": now, "done": now}):
        assert since(answer, then, {**then, **changed}, release=release, **more)["same"] is True
    assert since(answer, {**then, "aside": now[:1]}, then, release=release)["same"] is True


WRONG: list[Any] = [7, [], {"steps": 7}, {"steps": [7]}, {"steps": [{"id": "a/b"}]}, {"steps": [{"id": "<b>", "text": ""}]}, {"release": 7}, {"day": "soon"}, {"worksheets": 7}, {"worksheets": {"quick": {"target": True}}}, {"aside": ["x"]}]  # fmt: skip


@pytest.mark.parametrize("before", WRONG)
def test_a_last_time_that_cannot_be_read_is_refused(answer: Answer, before: Any) -> None:
    assert answer(person(LATER), do="changes", before=before)["error"]["code"] in (
        "request-unreadable",
        "plan-part-unreadable",
        "plan-part-not-text",
    )


@pytest.mark.parametrize("name", NEGOTIATIONS)
def test_it_holds_only_known_tags_and_shows_a_persons_words_as_text(answer: Answer, name: str) -> None:
    reply = since(answer, person(BAKERY), NEGOTIATIONS[name]())
    assert [fault for fault in read(reply["html"]).faults if fault != "<details open=None>"] == []
    assert HOSTILE not in reply["html"]


@given(seed=st.integers(0, 2**32))
def test_any_two_plans_can_be_compared(answer: Answer, seed: int) -> None:
    rng = random.Random(seed)
    then, now = random_plan(rng), random_plan(rng)
    reply = since(answer, then, now)
    assert not set(moved(reply, "came")) & set(moved(reply, "went"))
    assert len(re.findall("<li>", reply["html"])) == len(reply["came"]) + len(reply["went"])
    assert since(answer, then, then)["came"] == []


@given(seed=st.integers(0, 2**32))
def test_putting_every_change_back_gives_the_answers_of_before(content: Library, seed: int) -> None:
    """Also where rows came or went, and answers are shared."""
    rng = random.Random(seed)
    then, now = (random_plan(rng)["worksheets"] for _ in range(2))
    back: Any = now
    for change in changed_answers.find(then, now, content.worksheets):
        back = changed_answers.put_back(back, then, change)
    assert changed_answers.find(then, back, content.worksheets) == ()


@pytest.mark.parametrize("worksheet", ["quick", "batna", "power", "range", "questions", "trades"])
def test_the_page_of_a_worksheet_compares_with_its_own_last_result(answer: Answer, worksheet: str) -> None:
    """A page asks about its worksheet even where that is blank, so its steps may be others than those of the whole plan."""
    then = person(LATER)
    dealt = answer(then, do="checklist", worksheet=worksheet, show=["dealt"])["dealt"]
    before = {"worksheets": then["worksheets"], "steps": dealt, "release": "one"}
    for release in ("one", "two"):
        assert answer(then, do="changes", worksheet=worksheet, before=before, release=release)["same"] is True


READ: list[Any] = [
    pytest.param(person(LATER), person({**LATER, "offer": "60000"}), ("Changed since Friday 20 November 2026", "2 steps are new", "3 steps are gone"), id="a nurse with a better offer"),
    pytest.param(person(BAKERY), person({**BAKERY, "where": "talking"}), ("You answered “Where you stand”: We are talking.",), id="a bakery that has begun to talk"),
    pytest.param(person(LANDLORD), person({**LANDLORD, "where": "over"}), ("You answered “Where you stand”: It is over.",), id="a landlord whose talk is over"),
]  # fmt: skip


@pytest.mark.parametrize(("then", "now", "said"), READ)
def test_it_reads_true(answer: Answer, then: Plan, now: Plan, said: tuple[str, ...]) -> None:
    html = since(answer, then, now)["html"]
    whole = " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())
    assert [line for line in said if line not in whole] == [], whole
    assert html.count("<details") == html.count("</details")
