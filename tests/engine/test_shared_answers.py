"""shared_answers: what several worksheets ask is answered once, and read at every place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from playbook_engine import shared_answers
from playbook_engine.worksheet import Group, Question, Worksheet


def sheet(name: str, **same_as: str) -> Worksheet:
    """A worksheet whose questions share their answers with the places named."""
    questions = tuple(
        Question(question, "amount", "label", "why", "example", "find out", same_as=place)
        for question, place in same_as.items()
    )
    return Worksheet(name, name, "", "", 1, (Group("g", "", "", questions),))


FIRST = sheet("first", target="", other="")
SECOND = sheet("second", goal="first.target", own="")
THIRD = sheet("third", aim="first.target")
SHEETS = (FIRST, SECOND, THIRD)
GROUP = ("first.target", "second.goal", "third.aim")


def test_a_shared_question_has_its_places_in_the_order_of_the_table() -> None:
    assert shared_answers.places(SHEETS) == dict.fromkeys(GROUP, GROUP)


@pytest.mark.parametrize(
    ("answers", "read"),
    [
        pytest.param({"first": {"target": "5"}}, "5", id="where it was asked first"),
        pytest.param({"third": {"aim": "7"}}, "7", id="where it was asked last"),
        pytest.param(
            {"first": {"target": "5"}, "third": {"aim": "7"}}, "5", id="the earlier place where both are filled"
        ),
        pytest.param({"first": {"target": " "}, "second": {"goal": "6"}}, "6", id="a blank is no answer"),
        pytest.param({"first": {"target": "?"}, "second": {"goal": "6"}}, "?", id="not knowing is one"),
    ],
)
def test_an_answer_is_read_at_every_place(answers: dict[str, dict[str, str]], read: str) -> None:
    resolved = shared_answers.resolve(answers, SHEETS)
    assert [resolved[place.split(".")[0]][place.split(".")[1]] for place in GROUP] == [read] * 3


def test_without_an_answer_and_without_sharing_everything_stays_as_it_is() -> None:
    answers = {"second": {"own": "1"}, "unknown": {"x": ["odd"]}}
    assert shared_answers.resolve(answers, SHEETS) == answers
    alone = (replace(FIRST),)
    assert shared_answers.places(alone) == {}
    assert shared_answers.resolve({"first": {"target": "5"}}, alone) == {"first": {"target": "5"}}
