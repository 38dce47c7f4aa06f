"""words: numbers as the person writes them, and a person's text as text."""

from __future__ import annotations

import unicodedata
from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from playbook_engine.fields import NumberStyle
from playbook_engine.fields.duration import DAYS_A_MONTH
from playbook_engine.library import Library
from playbook_engine.words import Fill, Words, escape, fill, shorten
from tests.negotiations import HOSTILE

MINUS, HARD = "\u2212", "\u00a0"


@pytest.mark.parametrize(
    ("value", "style", "currency", "expected"),
    [
        pytest.param(F(52_000), "point", "€", "€52,000", id="sign before"),
        pytest.param(F(52_000), "comma", "€", f"52.000{HARD}€", id="sign behind"),
        pytest.param(F(52_000), "auto", "CHF", f"CHF{HARD}52,000", id="code before"),
        pytest.param(F(52_000), "auto", "Rs.", f"Rs.{HARD}52,000", id="abbreviation before"),
        pytest.param(F(52_000), "auto", "", "52,000", id="no currency"),
        pytest.param(F(-660_000), "auto", "€", f"{MINUS}€660,000", id="negative"),
        pytest.param(F("99.994"), "auto", "", "99.99", id="cents below a hundred"),
        pytest.param(F("99.996"), "auto", "", "100", id="rounds up to a hundred"),
        pytest.param(F("1000.6"), "auto", "", "1,001", id="whole from a hundred up"),
        pytest.param(F("12.5"), "auto", "", "12.50", id="two decimals"),
        pytest.param(F(1, 3), "comma", "", "0,33", id="a third"),
        pytest.param(F(-1, 1000), "auto", "€", "€0", id="no minus before nothing"),
        pytest.param(F(10) ** 15, "auto", "", "1,000,000,000,000,000", id="a million billion"),
    ],
)
def test_a_computed_amount_is_rounded_once(value: F, style: NumberStyle, currency: str, expected: str) -> None:
    assert Words(Library(), style, currency).amount(value) == expected


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        pytest.param(F(6), "6 months", id="months"),
        pytest.param(F(1), "1 month", id="one month"),
        pytest.param(F(12), "1 year", id="a year"),
        pytest.param(F(30), "30 months", id="two and a half years"),
        pytest.param(F(112, 487), "1 week", id="a week"),
        pytest.param(F(160, 487), "10 days", id="ten days"),
        pytest.param(F(16, 487), "1 day", id="a day"),
        pytest.param(F(7, 2), "3.5 months", id="half months"),
        pytest.param(F(0), "no wait", id="now"),
        pytest.param(F(3, 2) / 24 / DAYS_A_MONTH, "1.5 hours", id="an hour and a half"),
    ],
)
def test_a_time_is_told_in_the_unit_that_a_person_would_use(content: Library, months: F, expected: str) -> None:
    assert Words(content, "point", "").duration(months) == expected


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (F(4, 5), "80 percent"),
        (F(1, 3), "33.3 percent"),
        (F(0), "0 percent"),
        (F(1), "100 percent"),
        (F(1, 8), "12.5 percent"),
    ],
)
def test_a_share_in_percent(content: Library, share: F, expected: str) -> None:
    assert Words(content, "point", "").percent(share) == expected


def shown(text: str) -> str:
    """What stands on the page: the text without marks, on one line, without what has no shape."""
    kept = "".join(char for char in text if char in "\t\n" or unicodedata.category(char) != "Cc")
    kept = kept.translate(dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C]))
    return " ".join(kept.split())


def visible(markdown: str, preset: str) -> str:
    """The text that a Markdown reader makes of a line, without isolating marks; fails when there is anything but text."""
    tokens = MarkdownIt(preset).parse(markdown)
    assert [token.type for token in tokens] in (["paragraph_open", "inline", "paragraph_close"], [])
    inner = tokens[1].children if tokens else []
    assert {token.type for token in inner or []} <= {"text", "text_special"}
    return "".join(token.content for token in inner or []).translate(dict.fromkeys([0x2068, 0x2069]))


SPECIAL = st.text(st.sampled_from("<>&*_`[]()!#+-=|~\\.:/\"'1 \n\tax&;{}^$@א\u202e\u200b"), max_size=24)


@pytest.mark.parametrize("preset", ["js-default", "commonmark"])
@given(st.one_of(SPECIAL, st.text(max_size=24).filter(lambda text: "\ufffd" not in text)))
def test_what_a_person_types_is_text_in_every_dialect(preset: str, text: str) -> None:
    clean = "".join(char for char in text if unicodedata.category(char) != "Cs")
    assert visible(escape(clean), preset) == shown(clean)


@pytest.mark.parametrize(
    "text", [HOSTILE, "&amp;", "&lt;b&gt;", "&#60;b>", "1. x", "1) x", "+ x", "# x", "a\\b", "http://x.y"]
)
def test_the_worst_texts_we_know(text: str) -> None:
    assert visible(escape(text), "commonmark") == shown(text)


@pytest.mark.parametrize("text", ["שלום", "abc العربية", "٣"])
def test_text_from_right_to_left_cannot_reorder_its_sentence(text: str) -> None:
    assert escape(text) == f"\u2068{text}\u2069"


@given(st.text(max_size=200), st.integers(1, 100))
def test_a_text_is_cut_to_fit(text: str, limit: int) -> None:
    cut = shorten(text, limit)
    assert len(cut) <= limit
    assert cut == shown(text) or cut.endswith("…")


def test_a_placeholder_that_a_person_types_is_not_filled() -> None:
    assert fill("{name}: {target}", {"name": "{target}", "target": "5"}) == "{target}: 5"


@pytest.mark.parametrize(
    ("template", "typed", "expected"),
    [
        ("Guess what a week costs {they}.", "The survey office", "Guess what a week costs the survey office."),
        ("{they} decides.", "The survey office", "The survey office decides."),
        ("Ask today. {they} decides.", "The survey office", "Ask today. The survey office decides."),
        ("Guess what a week costs {they}.", "Theo", "Guess what a week costs Theo."),
    ],
)
def test_a_name_stands_in_a_sentence_as_one_would_write_it(
    content: Library, template: str, typed: str, expected: str
) -> None:
    words = Words(content, "auto", "")
    assert words.personal(template, lambda _: Fill("name", text=typed)) == expected
