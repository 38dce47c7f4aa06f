"""The page with your plans, and a file behind a passphrase, in every engine."""

from __future__ import annotations

import json
from pathlib import Path

from tests.engines.conftest import Meet
from tests.people import NURSE

PASSPHRASE = "four grey horses swim"
_ROW = ".pb-take-row:has(input[type=password])"
_FIELDS = f"{_ROW} .pb-passphrase-field"


def test_a_plan_is_named_and_taken_along(meet: Meet, site: Path) -> None:
    """You come back to your plan: what would help most stands there; you name it, save the whole record, and a copy behind a
    passphrase that holds no word in the clear."""
    reader = meet("worksheets/quick/", site=site, width=390)
    reader.until("worksheet", "() => document.documentElement.matches('.pb-ready')")
    reader.fill({**NURSE, "when": "later"})
    reader.make()
    reader.go("your-plans/")
    reader.sees("What would help most now", ".pb-hub")
    # WebKit reads no shorthand with more than the line, and drops it.
    line = "() => getComputedStyle(document.querySelector('.pb-plan-head .pb-quiet')).textDecorationLine"
    assert reader.js(line) == "underline"
    reader.button("Rename")
    reader.tab.type("Pay rise at Northside")
    reader.tab.press("Enter")
    reader.sees("Pay rise at Northside", ".pb-plan-head h2")
    reader.sees("What would help most now", ".pb-hub")
    reader.button("Take it along")
    reader.sees("The whole record", ".pb-take")
    reader.click(".pb-take-row button")
    record = reader.until("record", "() => window.saved?.text()")
    assert "58,000" in record
    assert "<script" not in record
    reader.js("() => { delete window.saved; }")
    for at in (1, 2):
        reader.click(f"{_FIELDS}:nth-of-type({at}) input")
        reader.tab.type(PASSPHRASE)
    reader.click(f"{_ROW} .pb-passphrase button")
    sealed = json.loads(reader.until("sealed copy", "() => window.saved?.text()"))
    assert sealed["derive"]["rounds"] >= 600_000
    assert "58,000" not in json.dumps(sealed)
    reader.reload()
    reader.sees("Pay rise at Northside", ".pb-plan-head h2")
