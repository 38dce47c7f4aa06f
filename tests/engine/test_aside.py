"""Steps that a person called not for them: they are not dealt anywhere, and can be brought back."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine.library import Library
from tests import negotiations
from tests.negotiations import NEGOTIATIONS
from tests.people import LANDLORD, NURSE, PEOPLE, STORIES, person
from tests.plans import Plan

Answer = Callable[..., dict[str, Any]]

UNSAFE = person({**NURSE, "safe": "no"})
SEVERAL = {name: document for name, (document, _, _) in PEOPLE.items()} | STORIES


def ids(html: str, act: str) -> list[str]:
    """The steps that the buttons or boxes of a result name."""
    return re.findall(rf'data-{act}="([^"]*)"', html)


def asked(answer: Answer, document: Plan, *aside: str, **more: Any) -> dict[str, Any]:
    return answer({**document, "aside": list(aside)}, worksheet=next(iter(document["worksheets"])), **more)


@pytest.mark.parametrize("name", SEVERAL)
def test_a_step_set_aside_is_not_dealt_and_the_next_one_moves_up(answer: Answer, name: str) -> None:
    before = asked(answer, SEVERAL[name])
    first = before["now"][0]
    after = asked(answer, SEVERAL[name], first)
    assert first not in [*after["now"], *after["later"]]
    assert after["aside"] == [first]
    assert after["now"] or not before["later"]
    assert after["steps"] == len(after["now"]) + len(after["later"]) == len(after["items"])
    assert ids(after["html"], "step") == ids(after["html"], "aside") == [*after["now"], *after["later"]]
    assert ids(after["html"], "back") == [first]
    assert asked(answer, SEVERAL[name]) == before


@pytest.mark.parametrize("name", NEGOTIATIONS)
def test_what_is_said_of_the_numbers_stays_the_same(answer: Answer, name: str) -> None:
    before = asked(answer, NEGOTIATIONS[name]())
    after = asked(answer, NEGOTIATIONS[name](), *before["now"], *before["later"])
    assert [after[part] for part in ("verdict", "gaps", "missing")] == [
        before[part] for part in ("verdict", "gaps", "missing")
    ]
    assert not {*after["now"], *after["later"]} & {*before["now"], *before["later"]}


@pytest.mark.parametrize(
    ("count", "heading"),
    [pytest.param(1, "You set aside 1 step", id="one"), pytest.param(2, "You set aside 2 steps", id="two")],
)
def test_what_was_set_aside_is_listed_at_the_end_with_a_way_back(answer: Answer, count: int, heading: str) -> None:
    document = person(NURSE)
    aside = asked(answer, document)["now"][:count]
    html = asked(answer, document, *aside)["html"]
    end = html[html.index(f"<h3>{heading}</h3>") :]
    assert ids(end, "back") == aside
    assert not ids(end, "aside")
    assert "Bring it back" in end
    assert end.rstrip().endswith("</section>")
    assert "<h3>" not in end[len(f"<h3>{heading}</h3>") :]


def test_nothing_is_listed_where_nothing_was_set_aside_or_what_was_does_not_fit(answer: Answer) -> None:
    document = person(LANDLORD)
    for aside in ((), ("gone/step",), ("prepare-in-ten-minutes/say-your-first-sentence",)):
        found = asked(answer, document, *aside)
        assert "set aside" not in found["html"]
        assert found["aside"] == []


@pytest.mark.parametrize("format_", ["markdown", "card", "room", "record", "json"])
def test_it_stays_out_of_all_that_is_taken_along(answer: Answer, format_: str) -> None:
    """A step set aside stands neither among the steps nor in the list of what was set aside; nor does a button."""
    document = negotiations.salary()

    def taken(*aside: str) -> str:
        text: str = answer({**document, "aside": list(aside)}, do="export", format=format_)["text"]
        return re.sub(r"\\(?=[^\w\s])", "", text)

    items = asked(answer, document, show=["items"])["items"]
    said = {item["id"]: re.sub(r"\\", "", item["text"])[:40] for item in items}
    there = next(name for name, text in said.items() if text in taken())
    assert said[there] not in taken(there)
    assert not re.search(r"set aside|Not for me|data-aside|data-back", taken(there))


def test_when_everything_is_set_aside_the_result_still_stands(answer: Answer, content: Library) -> None:
    every = [f"{play.slug}/{step.id}" for play in content.plays for step in play.steps]
    found = asked(answer, person(NURSE), *every)
    assert (found["now"], found["later"], found["steps"]) == ([], [], 0)
    assert found["announce"] == "Your checklist is up to date. It has no steps yet."
    assert found["aside"]
    assert ids(found["html"], "back") == found["aside"]


def test_getting_help_cannot_be_set_aside(answer: Answer) -> None:
    before = asked(answer, UNSAFE)
    after = asked(answer, UNSAFE, *before["now"])
    assert before["now"]
    assert after["now"] == before["now"]
    assert after["aside"] == []
    assert not ids(after["html"], "aside")
    assert "Not for me" not in after["html"]


@given(data=st.data())
def test_any_steps_can_be_set_aside_and_brought_back(answer: Answer, content: Library, data: st.DataObject) -> None:
    every = [f"{play.slug}/{step.id}" for play in content.plays for step in play.steps]
    document = SEVERAL[data.draw(st.sampled_from(sorted(SEVERAL)))]
    aside = data.draw(st.lists(st.sampled_from(every), max_size=30))
    found = asked(answer, document, *aside)
    dealt = [*found["now"], *found["later"]]
    assert not set(dealt) & set(aside)
    assert set(found["aside"]) <= set(aside)
    assert len(set(dealt)) == len(dealt)
