"""Every example that a field shows, the field accepts; and no reader looks through a text that is no number."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from playbook_engine import bridge, plan, worksheet
from playbook_engine.fields import KINDS, amount, number_words, numerals, replies
from playbook_engine.fields.basis import Basis, Reckoning
from playbook_engine.fields.days import Day
from playbook_engine.fields.kind import Reader
from playbook_engine.library import Library, Option, Question
from tests.negotiations import salary
from tests.plans import changed, request, sheet_of
from tests.plans import plan as plan_of

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("docs/worksheets/*.md"), *ROOT.glob("tests/make_believe/docs/worksheets/*.md")])
TYPED = {"amount", "range", "percent", "duration", "date", "hours", "text", "long_text"}
PICKED = {"choice", "rows"}  # their examples describe the list; nobody types them
FENCE = re.compile(r"^```worksheet\n(.*?)^```", re.MULTILINE | re.DOTALL)
_FIRST = FENCE.search((ROOT / "docs/worksheets/quick.md").read_text(encoding="utf-8"))
USUAL = {case["id"]: case["answers"] for case in yaml.safe_load(_FIRST[1] if _FIRST else "")["cases"]}


def usual(case: Mapping[str, Any]) -> Basis:
    """What amounts are for in a kind of talk: as the page's own usual answers say, else those of the page for any talk."""
    answers = {**USUAL.get(case.get("id", ""), {}), **case.get("answers", {})}
    basis: Basis = answers.get("amounts_are_for", "year")
    return basis


def questions(page: Path) -> Iterator[tuple[Question, Basis]]:
    """Yield every question of a worksheet's page, those in rows too, and what its amounts are for; in every case that the page has."""
    for fence in FENCE.finditer(page.read_text(encoding="utf-8")):
        data = yaml.safe_load(fence[1])
        for group in data["groups"]:
            for raw in group["questions"]:
                for one in (raw, *raw.get("questions", ())):
                    told = {key: one[key] for key in ("none", "basis", "sets") if key in one}
                    for case in data.get("cases") or [{"words": {}, "answers": {}}]:
                        example = str(one["example"]).format(**case["words"])
                        yield Question(one["id"], one["kind"], "", "", example, "", **told), usual(case)


def test_the_examples_of_fields_of_every_kind_are_looked_at() -> None:
    kinds = {question.kind for page in PAGES for question, _ in questions(page)}
    assert kinds == TYPED | PICKED == set(KINDS), "say above whether people type into a new kind"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parents[2].name}-{page.stem}")
def test_every_example_that_a_field_shows_the_field_accepts(page: Path) -> None:
    """An example that shows two answers joins them with a comma and "or"; the field accepts each."""
    refused = []
    for question, basis in (one for one in questions(page) if one[0].kind in TYPED):
        for text in question.example.split(", or "):
            reader = Reader("auto", KINDS, Day(2026, 11, 26), Reckoning(basis))
            read = reader.read(question, text, question.id)
            if read is None and not any(found.message == "read-nothing-yet" for found in reader.understood.values()):
                refused.append((question.id, text, [error.message for error in reader.errors]))
    assert refused == []


@pytest.mark.parametrize("numbers", ["auto", "point", "comma"])
def test_every_example_in_a_message_the_field_accepts(content: Library, numbers: str) -> None:
    """What a message tells a person to type is taken when they type it."""
    asked = []
    for name, text in content.messages.items():
        kind = name.split("-")[0]
        for found in re.finditer(r"such as ([^.]+)\.", text) if kind in TYPED else ():
            for example in found[1].split(" or "):
                reader = Reader(numbers, KINDS, Day(2026, 11, 26))  # type: ignore[arg-type]
                value = reader.read(Question("q", kind, "", "", "", ""), example, "q")
                assert (reader.errors, value is None) == ([], False), f"{name}: {example}"
                asked.append(example)
    assert len(asked) >= 5


def test_the_number_styles_on_offer_are_read_in_their_style(content: Library) -> None:
    point, comma = content.messages["page-numbers-point"], content.messages["page-numbers-comma"]
    assert amount.parse(point, "point") == amount.parse(comma, "comma") == 1234.5


LONG = 300_000


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("9" * LONG, id="digits"),
        pytest.param("1,5 " * (LONG // 4), id="numbers"),
        pytest.param(" " * LONG + "5", id="spaces"),
        pytest.param("a " * (LONG // 2), id="words"),
        pytest.param("５" * LONG, id="full-width digits"),
        pytest.param("€" * LONG, id="currency signs"),
        pytest.param("2 to " * (LONG // 5), id="ends of a range"),
        pytest.param("twenty-" * (LONG // 7), id="number words"),
        pytest.param("(" * LONG, id="brackets"),
        pytest.param("-" * LONG, id="dashes"),
        pytest.param("1h" * (LONG // 2), id="pieces of time"),
    ],
)
def test_a_long_text_is_never_looked_through_as_a_number(
    content: Library, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    """The length is checked first. Counted are the characters that are tidied, and the numbers that are looked at."""
    seen = {"tidied": 0, "numbers": 0}
    tidy, read_number = numerals.tidy, numerals.read_number

    def counted_tidy(typed: str) -> str:
        found = tidy(typed)
        seen["tidied"] += len(found)
        return found

    def counted_number(body: str, style: numerals.NumberStyle) -> list[numerals.Fraction]:
        seen["numbers"] += len(body)
        return read_number(body, style)

    for module in [module for name, module in sys.modules.items() if name.startswith("playbook_engine.fields")]:
        if getattr(module, "tidy", None) is tidy:
            monkeypatch.setattr(module, "tidy", counted_tidy)
    monkeypatch.setattr(number_words, "read_number", counted_number)
    answers = {question.id: text for question in sheet_of(content).questions() if question.kind != "rows"}
    found = plan.from_json(plan_of(answers))
    read = worksheet.read(sheet_of(content), found.worksheets["batna"], found.numbers)
    faulty = {error.field.split(".")[0] for error in read.errors}
    assert text.strip() == "5" or faulty >= {"target", "deal_worth", "deal_months", "annual_rate", "their_alternative"}
    assert max(seen.values()) <= 1_000


def forget() -> None:
    """Forget the readings that are kept, so that texts are read as for the first time."""
    for reading in (numerals.tidy, amount.readings, amount.parse_with_basis, replies.is_unknown, replies.is_none):
        reading.cache_clear()


def test_a_text_of_usual_length_is_counted(content: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """The count above counts: a number of usual length is tidied, a few times at most."""
    seen: list[str] = []
    tidy = numerals.tidy
    forget()
    monkeypatch.setattr(amount, "tidy", lambda text: seen.append(text) or tidy(text))
    worksheet.read(sheet_of(content), {"target": "52,000"}, "auto")
    assert 0 < len(seen) <= 3


def test_the_day_comes_with_the_request(content: Library) -> None:
    bridge.use_library(content)
    document = changed(salary(), "alternatives.0.months", "in March")
    told = json.loads(bridge.run(request(document, today="2026-11-26")))
    assert told["errors"] == []
    assert told["understood"]["alternatives.0.months"] == "3.6 months, until 15 March 2027"
    (fault,) = json.loads(bridge.run(request(document, today=None)))["errors"]
    assert (fault["field"], fault["code"]) == ("alternatives.0.months", "duration-needs-today")


@pytest.mark.parametrize("today", ["2026-02-30", "today", 20_261_126, ["2026-11-26"], "2026-11-26T00:00", "", True])
def test_a_request_with_a_day_that_is_none_is_refused(content: Library, today: object) -> None:
    bridge.use_library(content)
    assert json.loads(bridge.run(request(salary(), today=today)))["error"]["code"] == "request-unreadable"


def test_what_was_understood_is_shown_in_words(content: Library) -> None:
    bridge.use_library(content)
    answers = {"deal_worth": {"likely": "38-42k"}, "target": "none", "deal_cost": "nothing", "deal_months": "no", "deal_benefit": "dunno",
               "hour_value": "１２，５００", "annual_rate": "50/50"}  # fmt: skip
    told = json.loads(bridge.run(request(plan_of(answers))))
    assert told["errors"] == []
    assert told["understood"] == {
        "deal_worth.likely": "€38,000 to €42,000", "target": "nothing yet", "deal_cost": "€0", "deal_months": "no wait",
        "deal_benefit": "I do not know", "hour_value": "€12,500 an hour", "annual_rate": "50 percent",
    }  # fmt: skip


def test_every_answer_of_every_choice_is_read_as_that_answer(content: Library) -> None:
    """Also one whose word says "I do not know" in a text, such as the answer that somebody is not sure to be safe."""
    for sheet in content.worksheets:
        for asked in sheet.questions():
            for one in (asked, *asked.questions):
                for option in one.option_ids:
                    reader = Reader("auto", KINDS)
                    assert (reader.read(one, option, one.id), reader.errors) == (option, [])


@pytest.mark.parametrize("option", ["unsure", "unknown", "none", "no", "dk", "tbd"])
def test_an_answer_is_taken_for_what_it_is_whatever_it_is_called(option: str) -> None:
    asked = Question("q", "choice", "", "", "", "", options=(Option("yes", "Yes"), Option(option, "Other")))
    assert Reader("auto", KINDS).read(asked, option, "q") == option
