"""Files that are taken along: the record, a mail, a calendar and the share version, and what is in none of them."""

from __future__ import annotations

import base64
import hashlib
import json
import random
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from markdown_it import MarkdownIt

from playbook_engine import render_mail
from playbook_engine.files import FILES
from playbook_engine.library import Library
from playbook_engine.words import escape
from playbook_engine.worksheet import Question, Worksheet
from tests.random_plans import random_plan

Answer = Callable[..., dict[str, Any]]

ROOT = Path(__file__).resolve().parents[2]
SITE = "https://example.org/playbook/"
LETTER: dict[str, Any] = {
    "case": "lease", "ask": "A new lease", "role": "receive", "amounts_are_for": "month", "target": "1,500", "offer": "1,380",
    "no_deal": "Let it for 1,357 to somebody else", "no_deal_kind": "possible", "no_deal_worth": "1,357", "when": "week",
    "talk_date": "2026-12-01", "target_reason": "Two flats in the street went for 1,490", "safe": "yes",
}  # fmt: skip


def plan(answers: Mapping[str, Any], **sheets: Any) -> dict[str, Any]:
    return {"version": 2, "name": "", "settings": {"currency": ""}, "worksheets": {"quick": dict(answers), **sheets}}


def take(answer: Answer, document: Mapping[str, Any], format_: str, **changes: Any) -> dict[str, Any]:
    reply = answer(document, do="export", format=format_, **{"worksheet": "quick", "base": SITE, **changes})
    assert reply["ok"], reply
    return reply


def text_of(html: str) -> str:
    return re.sub(r"<[^>]*>", " ", re.sub(r"<style>.*?</style>", "", html))


# The record


def test_the_record_says_first_what_it_is_of_which_plan_and_when(answer: Answer) -> None:
    record = take(answer, {**plan(LETTER), "name": "The <b>lease</b>"}, "record")["text"]
    head = record.partition("<header>")[2].partition("</header>")[0]
    assert re.findall(r"<(?:h1|p)>(.*?)</", head)[:3] == [
        "Your preparation", "The &lt;b&gt;lease&lt;/b&gt;", "Saved on Thursday 26 November 2026.",
    ]  # fmt: skip
    assert f'<a href="{SITE}">{SITE}</a>' in head
    assert "<title>Your preparation: The &lt;b&gt;lease&lt;/b&gt;</title>" in record


def test_the_record_asks_for_nothing_and_runs_nothing(answer: Answer, content: Library) -> None:
    """Its own policy allows its stylesheet by hash, and nothing else; it holds no control and no address but links."""
    record = take(answer, plan(LETTER), "record")["text"]
    style = re.findall(r"<style>(.*?)</style>", record)
    digest = base64.b64encode(hashlib.sha256(style[0].encode()).digest()).decode()
    assert style == [content.style.text]
    assert len(style[0]) > 1_000
    assert f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'" in record
    assert not re.search(
        r"<(?:script|button|input|form|img|link|iframe|object)\b|\b(?:src|style|on\w+)=|@import|url\(", record
    )


def test_without_the_sites_address_nothing_in_a_file_leads_anywhere(answer: Answer) -> None:
    for format_ in ("record", "mail"):
        text = take(answer, plan(LETTER), format_, base="../../")["text"]
        assert "../" not in text
        assert "<a " not in text
        assert not re.search(r"https?:", text)
    assert take(answer, plan(LETTER), "record")["text"].count(f'href="{SITE}plays/') > 3
    assert take(answer, plan(LETTER), "mail")["text"].count(f"{SITE}plays/") > 3


def test_the_record_holds_every_question_and_says_which_were_passed_over(answer: Answer, content: Library) -> None:
    sheet = next(sheet for sheet in content.worksheets if sheet.id == "quick")
    record = take(answer, plan(LETTER), "record")["text"]
    rows = re.findall(r"<div><dt>(.*?)</dt><dd>(.*?)</dd></div>", record)
    assert len(rows) == sum(not question.private for question in sheet.questions())
    assert ("The day of the talk", "Tuesday 1 December 2026") in rows
    assert ("Who speaks", "Not said") in rows


def test_the_record_shows_which_steps_are_done(answer: Answer) -> None:
    first = answer(plan(LETTER), worksheet="quick")["now"][0]
    record = take(answer, {**plan(LETTER), "done": [first]}, "record")["text"]
    assert (record.count("☑"), record.count("☐") > 2) == (1, True)
    assert "☑" not in take(answer, plan(LETTER), "record")["text"]


def test_the_colours_of_a_file_are_those_of_the_site() -> None:
    css = ROOT / "docs" / "assets" / "css"
    named = re.compile(r"--(paper|sheet|shade|ink|soft|rule|edge|act|limit): (#[0-9a-f]{6});")
    tokens, own = (named.findall((css / name).read_text(encoding="utf-8")) for name in ("tokens.css", "file.css"))
    assert own[:18] == [pair for pair in tokens if pair[0] != "on-act"][:18]


# The mail


HOSTILE = [
    "R&D", "a & b &amp; c &#60; &lt", "snake_case _not em_ __x__", "*not bold* **x**", "[a](b) [c] [d][e] ![f](g)", "[a]: http://x",
    "<b>x</b> <3 < 4 <https://x.org>", "a|b || c", "> quote", "# head", "1. one", "- item", "`code`", "~~~ a ~~b~~", "\\ \\_ \\& a\\", "---", "===",
    "x _ y _ z", "a_b_c", "\\[x\\]", "&copy;", "a&b;", "]( [", "|", "&", "<", "_", "*",
]  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE)
def test_a_text_for_a_mail_shows_what_was_typed_and_nothing_else(typed: str) -> None:
    """As Markdown it is the same text; as plain text it has no more marks than that needs."""
    for lead in ("", "- ", "Label: "):
        shown = MarkdownIt("js-default").render(lead + render_mail.light(escape(typed)))
        assert re.sub(r"<(?!/?(?:p|ul|li)>)", "", shown) == shown, shown
        assert MarkdownIt("js-default").render(lead + escape(typed)) == shown


@given(typed=st.text(alphabet="ab \\&|_<>[]()!~*#;:x12.-`", max_size=14))
def test_any_text_for_a_mail_shows_what_was_typed(typed: str) -> None:
    for lead in ("", "- ", "Label: "):
        markdown = MarkdownIt("js-default")
        assert markdown.render(lead + render_mail.light(escape(typed))) == markdown.render(lead + escape(typed))


def test_a_mail_reads_as_plain_text(answer: Answer) -> None:
    mail = take(answer, plan({**LETTER, "target_reason": "Our R&D_team says so [1]"}), "mail")["text"]
    assert mail.startswith("Your preparation\n================\n\nSaved on Thursday 26 November 2026.\n")
    assert "Our R&D_team says so [1]" in mail
    assert not re.search(r"^\||^#|\]\(|^> ", mail, re.MULTILINE)
    assert "The answer" not in mail


def test_copying_gives_the_result_alone_and_the_same_layout(answer: Answer) -> None:
    copied = take(answer, plan(LETTER), "markdown")["text"]
    assert copied.startswith("Too close to call.\n==================\n")
    assert take(answer, plan(LETTER), "mail")["text"].endswith(copied)


# The calendar


def events(text: str) -> list[tuple[str, str, str]]:
    """Return the entries as another parser reads them: title, first day, and the day after."""
    found = Calendar.from_ical(text).walk("VEVENT")
    return [(str(one["SUMMARY"]), one["DTSTART"].dt.isoformat(), one["DTEND"].dt.isoformat()) for one in found]


DATED = {
    "deal_months": "by 4 March 2027",
    "alternatives": [{"name": "Zebra Ltd", "months": "by 15 January 2027"}, {"name": "Yak", "months": "3 months"}],
}


def test_a_calendar_holds_the_days_that_were_named_and_one_to_look_back(answer: Answer) -> None:
    reply = take(answer, plan(LETTER, batna=DATED), "calendar", worksheet="batna")
    assert events(reply["text"]) == [
        ("Talk", "2026-12-01", "2026-12-02"),
        ("Look back", "2026-12-02", "2026-12-03"),
        ("A day to check", "2027-01-15", "2027-01-16"),
        ("A day to check", "2027-03-04", "2027-03-05"),
    ]
    assert reply["days"][0] == {"title": "Talk", "day": "Tuesday 1 December 2026"}


def test_a_calendar_keeps_to_the_rules_of_its_format(answer: Answer) -> None:
    text = take(answer, plan(LETTER, batna=DATED), "calendar", worksheet="batna")["text"]
    assert text.count("\n") == text.count("\r\n")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    calendar = Calendar.from_ical(text)
    assert (calendar["VERSION"], calendar["METHOD"]) == ("2.0", "PUBLISH")
    for one in calendar.walk("VEVENT"):
        assert (one["CLASS"], one["DTSTAMP"].dt.isoformat()) == ("PRIVATE", "2026-11-26T00:00:00+00:00")


def test_an_entry_keeps_its_identity_when_its_day_or_the_persons_words_change(answer: Answer) -> None:
    def uids(document: Mapping[str, Any], **more: Any) -> list[str]:
        return re.findall(r"UID:(\S+)", take(answer, document, "calendar", **more)["text"])

    first = uids(plan(LETTER), key="a1")
    assert len(set(first)) == 2
    assert uids(plan({**LETTER, "talk_date": "2026-12-09", "ask": "Other"}), key="a1", today="2026-11-30") == first
    assert not set(uids(plan(LETTER), key="b2")) & set(first)
    assert not set(uids({**plan(LETTER), "name": "One"})) & set(uids({**plan(LETTER), "name": "Two"}))


def test_nothing_that_was_typed_stands_in_a_calendar(answer: Answer) -> None:
    document = {**plan({**LETTER, "ask": "Canary", "other": "Boss"}, batna=DATED), "name": "Secret"}
    text = take(answer, document, "calendar")["text"]
    assert not re.search(r"Canary|Boss|Secret|Zebra|1[,.]?[345]\d\d|lease|negotiat", text, re.IGNORECASE)


@pytest.mark.parametrize(
    ("answers", "days"),
    [
        pytest.param({}, [], id="no day"),
        pytest.param({"talk_date": "nothing yet"}, [], id="nothing yet"),
        pytest.param({"talk_date": "gibberish"}, [], id="unreadable"),
        pytest.param({"when": "today"}, ["2026-11-26", "2026-11-27"], id="today"),
        pytest.param({"talk_date": "31 December 2026"}, ["2026-12-31", "2027-01-01"], id="over the year's end"),
        pytest.param({"talk_date": "28 February 2028"}, ["2028-02-28", "2028-02-29"], id="a leap year"),
        pytest.param({"talk_date": "2026-12-01", "where": "over"}, [], id="the talk is over"),
        pytest.param({"talk_date": "2026-12-01", "safe": "no"}, [], id="not safe"),
        pytest.param({"talk_date": "2026-12-01", "safe": "unsure"}, [], id="not sure to be safe"),
    ],
)
def test_which_days_a_calendar_holds(answer: Answer, answers: dict[str, Any], days: list[str]) -> None:
    reply = take(answer, plan({"ask": "x", **answers}), "calendar")
    assert len(reply["days"]) == len(days)
    assert [day for _, day, _ in events(reply["text"])] == days if days else reply["text"] == ""


def test_a_day_that_is_still_open_is_called_so(answer: Answer) -> None:
    assert (
        events(take(answer, plan({"talk_date": "mid March 2027"}), "calendar")["text"])[0][0] == "Talk (day still open)"
    )


def test_without_a_day_of_today_no_calendar_can_be_made(answer: Answer) -> None:
    reply = answer(plan(LETTER), worksheet="quick", do="export", format="calendar", today=None)
    assert reply["error"]["code"] == "request-unreadable"


# Private answers


def questions(sheet: Worksheet) -> Iterator[tuple[Question, ...]]:
    for outer in sheet.questions():
        yield (outer,)
        yield from ((outer, inner) for inner in outer.questions)


@pytest.mark.parametrize("format_", FILES)
def test_no_file_tells_that_somebody_is_not_safe(answer: Answer, content: Library, format_: str) -> None:
    """Neither the answer nor a result that only it can lead to."""
    private = [one.label for sheet in content.worksheets for (*_, one) in questions(sheet) if one.private]
    assert private
    for said, worksheet in product(
        ("yes", "no", "unsure", ""), ("quick", "batna", "power", "range", "questions", "trades")
    ):
        text = take(answer, plan({**LETTER, "safe": said}), format_, worksheet=worksheet)["text"]
        assert not re.search(r"safe|harm|[Ss]top here|get help", text_of(text)), said
        assert not any(label in text for label in private)


@pytest.mark.parametrize(
    "wrong",
    [{"paths": "quick.ask"}, {"paths": [1]}, {"paths": ["x"] * 2_001}, {"key": 1}, {"key": "a b"}, {"key": "x" * 65}],
)
def test_wishes_that_are_none_are_refused(answer: Answer, wrong: dict[str, Any]) -> None:
    reply = answer(plan(LETTER), worksheet="quick", do="export", format="share", **wrong)
    assert reply["error"]["code"] == "request-unreadable"


@given(seed=st.integers(0, 2**32))
def test_any_plan_has_every_file(answer: Answer, seed: int) -> None:
    document = random_plan(random.Random(seed))
    for format_ in FILES:
        text = take(answer, document, format_)["text"]
        if format_ == "calendar" and text:
            assert events(text)
        json.dumps(text)
