"""shared_answers: what several worksheets ask is answered once, and read at every place."""

from __future__ import annotations

import copy
from dataclasses import replace

import pytest

from playbook_engine import shared_answers
from playbook_engine.library import Library
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


def rows_of(**same_as: str) -> Worksheet:
    """A worksheet with rows whose questions share their answers, and with a range that shares an amount."""
    inner = tuple(
        Question(name, "range" if name == "worth" else "text", "", "", "", "", same_as=place)
        for name, place in same_as.items()
    )
    rows = Question("rows", "rows", "", "", "", "", questions=inner)
    deal = Question("deal", "range", "", "", "", "", same_as="first.offer")
    return Worksheet("second", "", "", "", 1, (Group("g", "", "", (rows, deal)),))


ASKED = Worksheet(
    "first", "", "", "", 1,
    (Group("g", "", "", (Question("name", "text", "", "", "", ""), *(Question(n, "amount", "", "", "", "") for n in ("worth", "offer")))),),
)  # fmt: skip
WITH_ROWS = (ASKED, rows_of(name="first.name", worth="first.worth"))


def test_rows_share_their_first_one_and_a_range_its_most_likely_amount() -> None:
    found = shared_answers.places(WITH_ROWS)
    assert set(found.values()) == {
        ("first.name", "second.rows.0.name"),
        ("first.worth", "second.rows.0.worth.likely"),
        ("first.offer", "second.deal.likely"),
    }


@pytest.mark.parametrize(
    ("answers", "first", "second"),
    [
        pytest.param({"first": {"name": "Wait", "worth": "5"}}, {"name": "Wait", "worth": "5"},
                     {"rows": [{"name": "Wait", "worth": {"likely": "5"}}]}, id="into rows that were not there"),
        pytest.param({"second": {"rows": [{"name": "Go"}, {"name": "Stay"}]}}, {"name": "Go"},
                     {"rows": [{"name": "Go"}, {"name": "Stay"}]}, id="out of the first row"),
        pytest.param({"first": {"name": "Wait"}, "second": {"rows": [{"name": "", "worth": {"low": "1"}}, {"name": "Stay"}]}}, {"name": "Wait"},
                     {"rows": [{"name": "Wait", "worth": {"low": "1"}}, {"name": "Stay"}]}, id="into a first row that holds something else"),
        pytest.param({"first": {"name": "Wait"}, "second": {"rows": [{"name": "Go"}]}}, {"name": "Wait"}, {"rows": [{"name": "Wait"}]},
                     id="the earlier worksheet's where both are filled"),
        pytest.param({"first": {"offer": "9"}, "second": {"deal": {"low": "8", "likely": ""}}}, {"offer": "9"},
                     {"deal": {"low": "8", "likely": "9"}}, id="into a part of a range"),
        pytest.param({"second": {"deal": "9"}}, {"offer": "9"}, {"deal": "9"}, id="out of a range in one text"),
        pytest.param({"first": {"name": "Wait"}, "second": {"rows": "?"}}, {"name": "Wait"}, {"rows": [{"name": "Wait"}]}, id="over not knowing"),
        pytest.param({"first": {"name": "Wait"}, "second": {"rows": "odd"}}, {"name": "Wait"}, {"rows": "odd"}, id="not over what cannot be read"),
        pytest.param({"first": {"name": "Wait"}, "second": {"rows": []}}, {"name": "Wait"}, {"rows": [{"name": "Wait"}]}, id="into no rows"),
        pytest.param({"first": {"name": " "}, "second": {"rows": [{"name": ""}]}}, {"name": " "}, {"rows": [{"name": ""}]}, id="blanks share nothing"),
    ],
)  # fmt: skip
def test_a_first_row_is_read_at_both_places(
    answers: dict[str, dict[str, object]], first: dict[str, object], second: dict[str, object]
) -> None:
    before = copy.deepcopy(answers)
    found = shared_answers.resolve(answers, WITH_ROWS)
    assert (found.get("first", {}), found.get("second", {})) == (first, second)
    assert answers == before, "the plan itself stays as it was"


def test_what_quick_and_the_alternatives_share(content: Library) -> None:
    """The whole list, for the page's script too: each place with the others at which the same is asked."""
    found = set(shared_answers.places(content.worksheets).values())
    assert found == {
        (
            "quick.safe",
            "batna.safe",
            "power.safe",
            "range.safe",
            "questions.safe",
            "trades.safe",
            "time.safe",
            "fairness.safe",
        ),
        ("quick.ask", "batna.deal_name"),
        ("quick.other", "batna.other"),
        ("quick.role", "batna.role", "range.role", "time.role", "review.role"),
        (
            "quick.amounts_are_for",
            "batna.amounts_are_for",
            "range.amounts_are_for",
            "time.amounts_are_for",
            "review.amounts_are_for",
        ),
        ("quick.offer", "batna.deal_worth.likely", "range.their_number", "time.offer", "review.last_offer"),
        (
            "quick.hours_in_a_week",
            "batna.hours_in_a_week",
            "range.hours_in_a_week",
            "time.hours_in_a_week",
            "review.hours_in_a_week",
        ),
        ("quick.target", "batna.target", "range.target", "time.target", "review.target"),
        ("quick.no_deal", "batna.alternatives.0.name"),
        ("quick.no_deal_kind", "batna.alternatives.0.kind"),
        (
            "quick.no_deal_worth",
            "batna.alternatives.0.worth.likely",
            "range.reservation",
            "time.reservation",
            "review.reservation",
        ),
        ("quick.their_no_deal", "batna.their_alternative"),
        ("batna.felt_power", "power.felt_power"),
        ("quick.case", "range.case", "questions.case", "trades.case"),
        ("quick.target_reason", "range.target_reason"),
        ("trades.stuck", "time.stuck"),
        ("range.sure", "fairness.sure"),
        ("quick.voice", "questions.voice"),
        ("range.their_limit", "review.their_limit"),
    }
