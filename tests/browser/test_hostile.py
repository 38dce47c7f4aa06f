"""Texts that try to be more than text."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import expect

from tests.browser.visit import Open, Visit
from tests.hostile_texts import HOSTILE_TEXTS

TEXTS = list(HOSTILE_TEXTS)
#: So many texts are taken up at a time: each round fills every field, and looks at the whole page.
STEP = 3
_SET = """([texts, mark]) => {
  const form = document.querySelector("form.pb-form");
  let index = 0;
  for (const control of form.elements) {
    if (!control.matches("input[type=text], textarea")) continue;
    if (control.name === "hour_price") control.value = mark;
    else if (!/^settings|^offer_takings|^tries\\.0\\.(takings|odds|left|fee|effort|strain|wait)/.test(control.name)) control.value = texts[index++ % texts.length];
  }
  form.elements.namedItem("offer_takings.likely").value = "50,000";
  form.elements.namedItem("tries.0.takings.likely").value = "57,000";
  form.elements.namedItem("tries.0.effort").value = "1";
  form.elements.namedItem("tries.1.takings.likely").value = texts[0];
  form.elements.namedItem("offer_name").value = texts[1];
  form.elements.namedItem("tries.0.try_name").value = texts[0];
  form.elements.namedItem("settings.currency").value = texts[2].slice(0, 3);
  form.dispatchEvent(new InputEvent("input", { bubbles: true }));
  form.elements.namedItem("offer_name").dispatchEvent(new InputEvent("input", { bubbles: true }));
}"""
#: Elements and attributes that nothing in the form or the result may ever have gained.
_STRANGE = """() => {
  const known = new Set(("section h2 h3 h4 h5 h6 p ul ol li a span strong em b i code label input figure figcaption svg g rect line path text title "
    + "desc table caption thead tbody tr th td div button br small dl dt dd tspan circle details summary blockquote").split(" "));
  const strange = [];
  const places = [...document.querySelectorAll(".pb-result-region, .pb-errors, .pb-error, .pb-read, .pb-choices, .pb-currency, .pb-status, .pb-row-undo")];
  for (const element of places.flatMap((place) => [...place.querySelectorAll("*")])) {
    if (!known.has(element.localName) && element.localName !== "progress") strange.push(element.localName);
    for (const { name, value } of element.attributes)
      if (name.startsWith("on") || name === "style" || name === "srcdoc" || /^\\s*(javascript|data):/i.test(value)
          || (name === "href" && !element.href.startsWith(location.origin))) strange.push(`${element.localName} ${name}=${value}`);
  }
  return strange;
}"""


def words(text: str) -> str:
    """Return a text without spacing and marks of direction: those may be drawn otherwise, and one-line fields drop line ends."""
    return re.sub(r"[\s\u200b\ufeff\u202a-\u202e\u2066-\u2069]+", "", text)


def test_text_is_text_everywhere(open_trial: Open) -> None:
    """Whatever you type into any field is shown as you typed it, in form, checklist, chart and faults, and never acts."""
    visit = open_trial()
    visit.button("Add a try").click()
    visit.unfold()
    visit.page.evaluate("window.count = document.scripts.length")
    visit.start_engine()
    for number in range(0, len(TEXTS), STEP):
        text = TEXTS[number]
        texts = TEXTS[number:] + TEXTS[:number]
        mark = str(2000 + number)
        visit.page.evaluate(_SET, [texts, mark])
        visit.button("Make my checklist").click()
        expect(visit.result).to_contain_text(f"{mark[0]},{mark[1:]}")
        assert visit.page.evaluate(_STRANGE) == [], text
        for place in (".pb-result-region", ".pb-errors"):
            shown = words(visit.page.locator(place).text_content() or "")
            # Long texts are quoted by their beginning.
            assert words(text)[:30] in shown, f"{text!r} is not shown as typed in {place}"
    assert visit.page.evaluate("window.broken === undefined && document.scripts.length === window.count")
    assert visit.page.url.endswith("/worksheets/trial/#all")


def test_text_is_text_in_an_opened_copy(open_trial: Open) -> None:
    """A copy that somebody has filled with traps shows them as text, too; one whose settings are traps is not opened."""
    visit = open_trial()
    rows = [{"try_name": text, "notes": text, "takings": {"likely": text}} for text in TEXTS[:8]]
    copy = {"version": 2, "settings": {"currency": TEXTS[1], "numbers": TEXTS[0]}, "done": [TEXTS[0]]}
    copy["worksheets"] = {"trial": {"way": TEXTS[0], "offer_name": TEXTS[1], "hope": TEXTS[7], "tries": rows}}
    _open(visit, copy)
    expect(visit.page.locator(".pb-actions .pb-row-undo")).to_contain_text("Nothing has changed.")
    expect(visit.field("settings.currency")).to_have_value("")
    _open(visit, {**copy, "settings": {"currency": "<i on=1>", "numbers": "auto"}, "done": []})
    expect(visit.field("offer_name")).to_have_value(TEXTS[1])
    expect(visit.field("settings.currency")).to_have_value("<i on=1>")
    visit.make()
    assert visit.page.evaluate(_STRANGE) == []
    assert visit.page.evaluate("window.broken === undefined")


def _open(visit: Visit, copy: Mapping[str, Any]) -> None:
    """Choose a file that holds this copy."""
    with visit.page.expect_file_chooser() as chosen:
        visit.button("Open a copy").click()
    chosen.value.set_files({"name": "<b>.json", "mimeType": "application/json", "buffer": json.dumps(copy).encode()})
