"""The same journeys through Chromium, Firefox and WebKit: what no engine may do otherwise than another."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from browsers.find import Engine
from playbook_engine.library import open_file
from playbook_engine.sheets import SHEETS
from playbook_site.server import Change
from tests.browser.trial import ANSWERS, SHORT
from tests.engines.conftest import Meet
from tests.engines.engine_bytes import START, library_of, same_bytes_as_cpython
from tests.engines.reader import FORM, RESULT, Reader

IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/26.0 Mobile/15E148 Safari/604.1"
)
REFUSED = """for (const name of ["sessionStorage", "indexedDB"]) {
  Object.defineProperty(window, name, { get() { throw new DOMException("refused", "SecurityError"); } });
}"""
#: Looks for a word in what the device keeps, and returns the plan once it was found.
_KEPT = """() => {
  const opening = indexedDB.open("negotiation-playbook");
  opening.onsuccess = () => {
    const asking = opening.result.transaction("plans").objectStore("plans").getAll();
    asking.onsuccess = () => {
      window.found = asking.result.map(({ text }) => text).find((text) => ["Another", "Typed in between"].every((said) => text.includes(said)));
      opening.result.close();
    };
  };
  return window.found;
}"""
#: While ``dawdles`` is set, what the database is given is not done: its transaction goes on and on.
_DAWDLE = """
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (...given) {
    const asked = put.apply(this, given);
    const more = () => {
      try { if (window.dawdles) this.get("nothing").onsuccess = more; } catch { /* The page was left: its transaction has ended. */ }
    };
    window.putting = window.dawdles;
    more();
    return asked;
  };
"""
#: A page of each kind.
KINDS = ("", "plays/", "plays/batna/", "learn/batna/", "reference/glossary/", "privacy/")
_BEYOND = """() => {
  const inScroller = (element) => { for (let at = element.parentElement; at && at !== document.body; at = at.parentElement)
    if (["auto", "scroll"].includes(getComputedStyle(at).overflowX) && at.scrollWidth > at.clientWidth) return true; return false; };
  return [...document.querySelectorAll(".md-content *")].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.right > innerWidth + 1 && element.checkVisibility() && !inScroller(element) && !element.closest("svg");
  }).map((element) => `${element.localName}.${element.className} ${element.textContent.trim().slice(0, 40)}`).slice(0, 5);
}"""
_ROWS = """() => [...document.querySelectorAll(".pb-row-list > .pb-row")]
  .map((row) => [row.querySelector("legend").textContent, row.querySelector("[name$=try_name]").value])"""


@pytest.mark.parametrize("name", [sheet.id for sheet in SHEETS][:1])
def test_from_the_example_to_the_checklist(engine: Engine, meet: Meet, site: Path, name: str) -> None:
    """You load the example and make the checklist: the bytes are CPython's, and Python started as it should here."""
    library = library_of(site)
    sheet = open_file(library).worksheet(name)
    assert sheet is not None
    reader = meet(sheet.page, site=site)
    reader.click(".pb-start summary")
    reader.click(".pb-start button")
    reader.make()
    assert reader.start() == START
    same_bytes_as_cpython(reader, library)
    last = max(reader.js("() => Object.entries(window.answered)"), key=lambda entry: int(entry[0]))
    assert (
        reader.js(f"() => document.querySelectorAll('{RESULT} .pb-step').length") == json.loads(last[1])["steps"] >= 1
    )


def test_an_iphone_gets_its_checklist(engine: Engine, meet: Meet, site: Path) -> None:
    """You come with an iPhone, for which Python sets less up than elsewhere: the checklist comes."""
    if engine == "firefox":
        pytest.skip("no iPhone has this engine")
    reader = meet("worksheets/batna/", site=site, width=390, user_agent=IPHONE)
    reader.click(".pb-start summary")
    reader.click(".pb-start button")
    reader.make()
    assert reader.start() == START
    same_bytes_as_cpython(reader, library_of(site))


def test_amounts_that_are_typed_and_edited(meet: Meet) -> None:
    """You type amounts key by key and read how they are understood; the checklist follows each edit."""
    reader = meet()
    reader.type_into("offer_name", "The raise – “für uns” 🤝")
    reader.type_into("offer_takings.likely", "52,000.50")
    reader.type_into("tries.0.try_name", "Join the clinic")
    reader.type_into("tries.0.takings.likely", "57 000")
    reader.make()
    reader.sees("Join the clinic")
    reader.sees("The raise – “für uns” 🤝")
    reader.sees("We read this as", FORM)
    reader.type_into("tries.0.try_name", "Join the hospital")
    reader.sees("Join the hospital")
    reader.sees("Join the clinic", gone=True)
    reader.type_into("tries.0.takings.likely", "1.234")
    reader.button("Make my checklist")
    reader.until("errors", "() => document.activeElement.matches('.pb-errors')")
    reader.sees("There is a problem", ".pb-errors")
    assert reader.values()["tries.0.takings.likely"] == "1.234"


def test_rows_that_come_and_go(meet: Meet) -> None:
    """You add rows, remove one from the middle and bring it back: each keeps its own answers and gets its number."""
    reader = meet()
    names = ["One", "Two", "Three", "Four"]
    reader.button("Add a try")
    reader.until("focus in the new row", "() => document.activeElement.name === 'tries.2.try_name'")
    reader.button("Add a try")
    for number, name in enumerate(names):
        reader.type_into(f"tries.{number}.try_name", name)
    reader.button("Remove Try 2")
    left = [["Try 1", "One"], ["Try 2", "Three"], ["Try 3", "Four"]]
    assert reader.js(_ROWS) == left
    reader.button("Put it back")
    assert reader.js(_ROWS) == [[f"Try {number}", name] for number, name in enumerate(names, 1)]


def test_reload_and_back(meet: Meet) -> None:
    """You reload: answers and checklist come back. You go to another page and back: they are there, and an edit counts."""
    reader = meet()
    reader.fill(SHORT)
    reader.make()
    before = reader.values()
    reader.reload()
    reader.sees("Join the clinic")
    assert reader.values() == before
    there_and_back(reader, "privacy/")
    reader.sees("Join the clinic")
    reader.holds(before)
    reader.type_into("offer_name", "Another year")
    reader.sees("Another year")
    assert reader.values() == {**before, "offer_name": "Another year"}


def test_back_from_where_the_answers_were_changed(meet: Meet) -> None:
    """You change another worksheet and come back: an edit here keeps that change. You delete all there: nothing is left here."""
    reader = meet()
    reader.fill(SHORT)
    reader.make()
    reader.go("worksheets/batna/")
    reader.until("open plan", _OPEN)
    reader.type_into("deal_name", "Typed in between")
    reader.tab.back()
    reader.until("worksheet", _BACK)
    reader.holds({"offer_name": "The raise"})
    reader.type_into("offer_name", "Another year")
    # What that page could not write before it was left is written by this one: now, or when it sees that the other is gone.
    plan = reader.until("kept answers", _KEPT)
    assert json.loads(plan)["worksheets"]["batna"]["deal_name"] == "Typed in between"
    reader.go("worksheets/batna/")
    reader.button("Delete my answers")
    reader.tab.back()
    reader.until("worksheet", _BACK)
    reader.until(
        "empty form", "() => document.querySelector('form.pb-form').elements.namedItem('offer_name').value === ''"
    )
    reader.sees("Join the clinic", gone=True)


def test_left_while_the_database_was_at_it(meet: Meet) -> None:
    """You leave a page whose last words are just being written: no other page waits for it, and they are kept all the same."""
    reader = meet(script=_DAWDLE)
    reader.fill(SHORT)
    reader.make()
    reader.go("worksheets/batna/")
    reader.until("open plan", _OPEN)
    reader.js("() => (window.dawdles = true)")
    reader.type_into("deal_name", "Typed in between")
    reader.until("writing that takes its time", "() => window.putting")
    reader.tab.back()
    reader.until("worksheet", _BACK)
    reader.holds({"offer_name": "The raise"})
    reader.type_into("offer_name", "Another year")
    reader.until("kept answers", _KEPT, patience=20)
    reader.tab.forward()
    reader.until("other worksheet", "() => location.pathname.endsWith('/batna/') && document.readyState === 'complete'")
    reader.holds({"deal_name": "Typed in between"})
    reader.js("() => (window.dawdles = false)")
    reader.type_into("deal_name", "Typed once more")
    reader.until("kept answers", _KEPT.replace("Typed in between", "Typed once more"), patience=20)


def test_back_at_an_example(meet: Meet) -> None:
    """You change something in an example, go away and come back: the example is there or your own form, never half of both."""
    reader = meet()
    reader.type_into("hope", "58,000")
    reader.click(".pb-start summary")
    reader.click(".pb-start button")
    reader.type_into("offer_name", "Changed in the example")
    example = reader.values()
    there_and_back(reader, "privacy/")
    own = {"settings.numbers": "auto", "hope": "58,000"}
    reader.holds_all(example, own)


#: The page has opened the plan. What is typed before that stands in the fields alone.
_OPEN = "() => !document.querySelector('.pb-form .pb-actions').hidden"
#: The trial worksheet is there again, kept as it was left or loaded anew.
_BACK = "() => location.pathname.endsWith('/trial/') && document.readyState === 'complete'"


def there_and_back(reader: Reader, path: str) -> None:
    """Go to another page and back to the trial worksheet."""
    reader.go(path)
    reader.tab.back()
    reader.until("worksheet", _BACK)


def test_print_layout(meet: Meet) -> None:
    """On paper every answer stands in full and the whole checklist shows; menus and buttons are gone."""
    reader = meet(width=700)
    long = "\n".join(f"Line {number} of what they may do" for number in range(30))
    reader.fill({**ANSWERS, "their_plan": long})
    reader.make()
    reader.to_paper()
    shown = """() => [...document.querySelectorAll(".md-header, .md-sidebar, .md-footer, .md-top, .md-tabs, .md-content button")]
      .filter((one) => one.checkVisibility()).map((one) => one.className)"""
    assert reader.js(shown) == []
    for text in ("Line 0 of", "Line 29 of", "The pay range in the advert", "60%"):
        reader.sees(text, FORM)
    assert (
        reader.js(
            """() => [...document.querySelectorAll(".pb-printed, .pb-result *")].filter((one) => one.checkVisibility()
             && getComputedStyle(one).overflowY !== "visible" && one.scrollHeight > one.clientHeight + 2).map((one) => one.className)"""
        )
        == []
    )
    assert reader.js("() => document.documentElement.scrollWidth <= innerWidth")
    assert reader.js(
        f"() => [...document.querySelectorAll('{RESULT} .pb-step')].every((step) => step.checkVisibility())"
    )


def test_a_saved_copy_comes_back(meet: Meet) -> None:
    """You save a copy, delete your answers, and open the copy: they are all back. A file that is no copy changes nothing."""
    reader = meet()
    reader.fill(ANSWERS)
    before = reader.values()
    reader.button("Save a copy")
    text = reader.until("copy", "() => window.saved?.text()")
    assert json.loads(text)["worksheets"]["trial"]["offer_name"] == ANSWERS["offer_name"]
    reader.button("Delete my answers")
    assert "offer_name" not in reader.values()
    choose_file(reader, "not a copy")
    reader.sees("We could not open this file", ".pb-actions")
    choose_file(reader, text)
    reader.sees("Your copy is open", ".pb-actions")
    assert reader.values() == before


def choose_file(reader: Reader, text: str) -> None:
    """Press the button that opens a copy, and choose a file that holds this text."""
    reader.js("() => { delete window.chooser; }")
    reader.button("Open a copy")
    reader.until("chooser of files", "() => Boolean(window.chooser)")
    reader.js(
        """(text) => {
             const files = new DataTransfer();
             files.items.add(new File([text], "copy.json", { type: "application/json" }));
             window.chooser.files = files.files;
             window.chooser.dispatchEvent(new Event("change"));
           }""",
        text,
    )


def test_with_the_keyboard_alone(meet: Meet) -> None:
    """You go through the form with Tab, choose with Space, type, fold open and make the checklist with Enter, and tick a step."""
    reader = meet(width=1280)
    reader.js("() => document.querySelector('#q-settings-currency').focus()")
    typed = {
        "offer_name": "The raise", "offer_takings.likely": "52,000", "tries.0.try_name": "Join the clinic",
        "tries.0.takings.likely": "57,000",
    }  # fmt: skip
    faint: list[str] = []
    for _ in range(250):
        reader.tab.press("Tab")
        at: dict[str, Any] = reader.js(_FOCUS)
        if float(at["ring"]) < 2:
            faint.append(f"{at['tag']} {at['name']} {at['text']}")
        if at["name"] in typed:
            reader.tab.type(typed.pop(at["name"]))
        elif at["name"] == "way" and at["kind"] == "radio":
            reader.tab.press("Space")
        elif at["tag"] == "summary":
            reader.tab.press("Enter")
        elif at["text"] == "Make my checklist":
            reader.tab.press("Enter")
            break
    assert typed == {}
    assert faint == [], "no focus ring"
    reader.until("checklist", f"() => document.activeElement.matches('{RESULT} h2')")
    reader.sees("Join the clinic")
    for _ in range(30):
        reader.tab.press("Tab")
        if reader.js(_FOCUS)["kind"] == "checkbox":
            break
    reader.tab.press("Space")
    assert reader.js(f"() => document.querySelectorAll('{RESULT} input:checked').length") == 1


_FOCUS = """() => {
  const at = document.activeElement, style = getComputedStyle(at);
  return { tag: at.localName, name: at.name ?? "", kind: at.type ?? "", text: at.textContent.trim().slice(0, 40),
    ring: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth) };
}"""


def test_a_worker_that_is_lost(meet: Meet) -> None:
    """The browser ends the background helper without a word: your next edit waits, then another takes its place."""
    reader = meet()
    reader.fill(SHORT)
    reader.make()
    reader.js("() => window.workers.forEach((worker) => worker.terminate())")
    reader.type_into("offer_name", "Another year")
    reader.sees("Another year")
    assert reader.js("() => window.workers.length") >= 2
    assert reader.values()["tries.0.try_name"] == "Join the clinic"


def test_a_worker_that_dies(meet: Meet) -> None:
    """The background helper breaks as it starts: another takes its place, and you get your checklist."""
    dying = [b"self.postMessage({ kind: 'hello' }); setTimeout(() => { throw new Error('dead'); }, 50);"]

    def change(path: str) -> Change | None:
        if not path.endswith("engine-worker.mjs"):
            return None
        return Change(body=dying.pop() if dying else None, headers={"Cache-Control": "no-store"})

    reader = meet(change=change, clean=False)
    reader.fill(SHORT)
    reader.make()
    assert dying == []
    reader.sees("Join the clinic")


def test_storage_that_is_refused(meet: Meet) -> None:
    """The browser lets the page keep nothing: you are told, and the worksheet works all the same."""
    reader = meet(script=REFUSED)
    reader.fill(SHORT)
    reader.sees("does not let the page keep", ".pb-kept")
    reader.make()
    reader.sees("Join the clinic")


def test_a_narrow_phone(meet: Meet) -> None:
    """At 320 pixels nothing reaches beyond the edge: neither the form, nor the result, nor what needs another look."""
    reader = meet(width=320)
    reader.js("() => document.querySelectorAll('form.pb-form details').forEach((block) => { block.open = true; })")
    assert reader.js(_BEYOND) == []
    select = """() => [...document.querySelectorAll("select")].map((one) => getComputedStyle(one))
      .filter((style) => style.overflowX === "visible" || style.textOverflow !== "ellipsis").length"""
    assert reader.js(select) == 0, "a choice that is too long ends without dots"
    reader.fill({**ANSWERS, "hope": "lots", "offer_name": "Donaudampfschifffahrtsgesellschaftskapitän" * 3})
    reader.make()
    assert reader.js(_BEYOND) == []
    assert reader.js("() => document.documentElement.scrollWidth <= innerWidth")


def test_pages_that_are_only_read(meet: Meet, site: Path) -> None:
    """You open a page of each kind: each shows its heading, fits a phone, and nothing is said in the console."""
    reader = meet("", site=site, width=360)
    wide = []
    for path in KINDS:
        reader.go(path)
        assert reader.js("() => document.querySelector('h1').checkVisibility()")
        wide += [f"{path}: {fault}" for fault in reader.js(_BEYOND)]
    assert wide == []
