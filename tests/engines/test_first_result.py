"""From the home page to a first result, in every engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engines.conftest import Meet
from tests.engines.engine_bytes import START, library_of, same_bytes_as_cpython
from tests.engines.reader import RESULT

#: For three of the cases on the home page: the screens by heading or button, and what is answered on each.
CASES: dict[str, list[dict[str, str]]] = {
    "pay": [
        {"safe": "yes"},
        {"ask": "A raise", "target": "58,000"},
        {"offer": "52,000"},
        {"no_deal": "Stay on my present pay", "no_deal_kind": "status-quo", "no_deal_worth": "50,000"},
        {"their_no_deal": "Advertise again"},
        {"when": "today"},
    ],
    "larger": [
        {"safe": "yes"},
        {"ask": "Flour for a year", "target": "82,000", "role": "pay"},
        {"offer": "88,500"},
        {"no_deal": "Bake two days less", "no_deal_kind": "possible", "no_deal_worth": "96,000"},
        {"who_needs_more": "me"},
        {"when": "week"},
    ],
    "power": [
        {"safe": "yes"},
        {"ask": "A new lease", "target": "1,300 a month", "role": "receive"},
        {"offer": "1,200 a month"},
        {"no_deal": "Let it to somebody else", "no_deal_kind": "possible", "no_deal_worth": "1,250 a month"},
        {"who_needs_more": "them"},
        {"when": "later"},
    ],
}
_ANSWER = """(answers) => {
  const form = document.querySelector("form.pb-form");
  return Object.entries(answers).filter(([name, value]) => {
    const control = [...form.querySelectorAll(`[name="${name}"]`)].find((one) => one.type !== "radio" || one.value === value);
    if (!control?.checkVisibility()) return true;
    if (control.type === "radio") control.checked = true;
    else control.value = value;
    for (const kind of ["input", "change"]) control.dispatchEvent(new Event(kind, { bubbles: true }));
    return false;
  });
}"""


@pytest.mark.parametrize("case", CASES)
def test_from_the_home_page_to_a_first_result(meet: Meet, site: Path, case: str) -> None:
    """You choose your case and answer one screen after the other: after six there is a result, with CPython's bytes, and at most three steps to do now."""
    reader = meet("", site=site, width=390)
    reader.go(
        reader.js("(at) => document.querySelector(at).getAttribute('href')", f'.pb-doors a[href$="#case={case}"]')
    )
    reader.until("worksheet", "() => document.querySelector('html.pb-ready form.pb-form') !== null")
    for number, answers in enumerate(CASES[case], 1):
        reader.until(
            f"screen {number}",
            "(text) => (document.querySelector('.pb-progress-line')?.innerText ?? '').startsWith(text)",
            f"Question {number} of 6",
        )
        reader.until(f"answers to {answers}", f"(answers) => ({_ANSWER})(answers).length === 0", answers)
        reader.button("Continue")
    reader.button("See where you stand")
    steps = reader.until("steps", f"() => document.querySelectorAll('{RESULT} .pb-now .pb-step').length")
    assert steps <= 3
    assert reader.js(f"() => document.activeElement.matches('{RESULT} h1')")
    assert reader.start() == START
    same_bytes_as_cpython(reader, library_of(site))
    assert reader.js("() => document.documentElement.scrollWidth <= innerWidth")
