"""What other programs in the browser put into the form: password managers, wallets, translators, correctors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from playbook_site.server import Change
from tests.browser.visit import Open, Serve, Visit

#: Remembers the worksheet's own controls, before anybody adds others.
_OWN = "() => { window.own = new Map([...document.querySelector('form.pb-form').elements].map((control) => [control.name, control])); }"
_ANSWER = """(answers) => {
  for (const [name, value] of answers) {
    const control = window.own.get(name);
    if (control.type === "checkbox") control.checked = true;
    else control.value = value;
    control.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
}"""
#: Removes the first row of the worksheet's own and takes it back, where there are buttons for it.
_REMOVE = """() => {
  window.own.get("tries.0.try_name").closest(".pb-row").querySelector(".pb-remove")?.click();
  document.querySelector(".pb-rows > .pb-row-undo button")?.click();
}"""
#: The page's own functions say so: Playwright's stumble over some of the names, as a page's script would.
_SHOWN = "() => document.querySelector('.pb-result-region').textContent.includes('Join the clinic')"
#: Names that our own scripts use of an element, a plan refuses, or that every object has.
NAMES = (
    "yoroi-ext", "csrf[token]", "Email", "__proto__", "constructor", "a.b.c", "tries", "tries.0", "tries.9.try_name", "settings",
    "id", "name", "elements", "dataset", "children", "parentElement", "querySelector", "querySelectorAll", "getAttribute",
    "addEventListener", "closest", "contains", "matches", "prepend", "append", "submit", "reset", "?", ".", "offer_name?.",
)  # fmt: skip
STRANGERS = {
    "a wallet": """(form) => form.insertAdjacentHTML("afterbegin", '<input type="hidden" name="yoroi-ext" value="1">')""",
    "controls of any name": """(form, names) => {
      for (const name of names) for (const type of ["hidden", "text", "checkbox"]) {
        const control = Object.assign(document.createElement("input"), { type, name, value: "strange", checked: true });
        document.querySelector(".pb-settings").before(control);
      }
    }""",
    "controls in every element": """(form) => {
      for (const place of form.querySelectorAll("section, fieldset, details, .pb-row-list, .pb-row, .pb-question, .pb-field, .pb-actions, p, label"))
        for (const html of ['<input type="hidden" name="x1" value="1">', '<textarea name="x2" value="2">2</textarea>', '<select name="x3"><option>3</select>',
                            '<button data-act="strange">!</button>'])
          place.insertAdjacentHTML("afterbegin", html);
    }""",
    "controls of the same names": """(form) => {
      for (const own of [...window.own.values()]) {
        if (!own.name || own.type === "radio") continue;
        const copy = own.cloneNode();
        copy.value = "strange";
        own.after(copy);
      }
      document.querySelector(".pb-settings").insertAdjacentHTML("beforebegin", '<input name="offer_name" id="q-offer_name" value="strange">');
    }""",
    "elements in a list of rows": """(form) => {
      const list = form.querySelector(".pb-row-list");
      for (const where of ["afterbegin", "beforeend"])
        for (const html of ["<div></div>", "<grammarly-extension></grammarly-extension>", '<input name="tries.0.try_name" value="strange">', "<!-- -->text"])
          list.insertAdjacentHTML(where, html);
      list.firstElementChild.after(document.createElement("script"));
    }""",
    "copies of rows and questions": """(form) => {
      for (const part of form.querySelectorAll(".pb-row, .pb-question:not(.pb-rows, :has([type=radio]))")) part.before(part.cloneNode(true));
      for (const copied of form.querySelectorAll(".pb-row:has(+ .pb-row)")) for (const radio of copied.querySelectorAll("[type=radio]")) radio.remove();
    }""",
    "what a translator leaves": """(form) => {
      const texts = document.createNodeIterator(form, NodeFilter.SHOW_TEXT);
      const found = [];
      while (texts.nextNode()) if (texts.referenceNode.data.trim() && texts.referenceNode.parentElement.localName !== "option") found.push(texts.referenceNode);
      for (const text of found) {
        const font = document.createElement("font");
        font.append(Object.assign(document.createElement("font"), { textContent: text.data }));
        text.replaceWith(font);
      }
    }""",
    "what a corrector wraps": """(form) => {
      for (const part of form.querySelectorAll("input[type=text], textarea, .pb-row")) {
        const wrap = document.createElement("div");
        part.replaceWith(wrap);
        wrap.append(part);
      }
    }""",
    "parts that are taken away": """(form) => {
      for (const part of form.querySelectorAll(".pb-row legend, .pb-remove, .pb-reason, .pb-eg, .pb-error, .pb-read, .pb-find, .pb-currency")) part.remove();
    }""",
    "fields that are replaced": """(form) => {
      for (const [name, own] of window.own) {
        if (!own.matches("input[type=text], textarea")) continue;
        const copy = own.cloneNode();
        own.replaceWith(copy);
        window.own.set(name, copy);
      }
    }""",
}  # fmt: skip

#: What a journey leaves when nothing foreign is in the form.
ALONE = {
    "version": 2,
    "settings": {"currency": "€", "numbers": "auto"},
    "worksheets": {
        "trial": {
            "tries": [{"try_name": "Join the clinic", "takings": {"likely": "57,000"}}, {}, {"try_name": "Go abroad"}],
            "offer_name": "The raise",
            "offer_takings": {"likely": "52,000"},
            "hope": "?",
        }
    },
    "name": "",
    "done": [],
    "aside": [],
}


def journey(visit: Visit, stranger: str = "") -> dict[str, Any]:
    """Fill in the form, add a row, remove one and take it back, ask for the checklist, and return what the tab has kept."""
    visit.page.evaluate(_OWN)
    if stranger:
        visit.page.evaluate(f"(names) => ({stranger})(document.querySelector('form.pb-form'), names)", NAMES)
    visit.page.evaluate(
        _ANSWER,
        [
            ["offer_name", "The raise"],
            ["offer_takings.likely", "52,000"],
            ["hope?", "?"],
            ["settings.currency", "€"],
            ["tries.0.try_name", "Join the clinic"],
            ["tries.0.takings.likely", "57,000"],
        ],
    )
    visit.page.evaluate("document.querySelector('.pb-add').click()")
    visit.page.keyboard.type("Go abroad")
    visit.page.evaluate(_REMOVE)
    visit.page.evaluate("document.querySelector('.pb-make').click()")
    visit.page.wait_for_function(_SHOWN)
    assert visit.page.evaluate("document.querySelectorAll('.pb-errors').length") == 0
    visit.reload()
    kept = visit.kept_plan()
    expect(visit.field("offer_name")).to_have_value("The raise")
    expect(visit.field("tries.2.try_name")).to_have_value("Go abroad")
    return kept


@pytest.mark.parametrize("stranger", ["", *STRANGERS.values()], ids=["nothing", *STRANGERS])
def test_only_the_worksheets_own_controls_count(open_trial: Open, stranger: str) -> None:
    """Whatever another program puts into the form, copies, wraps or takes away: your checklist comes, and what is kept is
    what you typed and nothing else."""
    assert journey(open_trial(), stranger) == ALONE


def test_strangers_that_come_before_our_script(trial_site: Path, serve_trial: Serve, open_trial: Open) -> None:
    """They stand in the form before the page's own script has seen it: it is the same."""
    html = (trial_site / "worksheets" / "trial" / "index.html").read_text(encoding="utf-8")
    start = html.index('<fieldset class="pb-row">')
    row = html[start : html.index('<fieldset class="pb-row">', start + 1)]
    strangers = "".join(f'<input type="hidden" name="{name}" value="1"><input name="{name}">' for name in NAMES)
    changed = html.replace(row, f'<div><input name="tries.0.fee" value="9"></div>{row}', 1)
    changed = changed.replace('<fieldset class="pb-settings"', f'{strangers}<fieldset class="pb-settings"', 1)
    page = Change(body=changed.encode())
    visit = open_trial(at=serve_trial(lambda path: page if path == "/worksheets/trial/" else None).url)
    visit.page.evaluate(
        """() => {
      window.own = new Map([...document.querySelectorAll(".pb-form [data-path] [name]")].map((control) => [control.name, control]));
    }"""
    )
    visit.page.evaluate(_ANSWER, [["offer_name", "The raise"], ["tries.0.try_name", "Join the clinic"]])
    visit.page.evaluate(_ANSWER, [["offer_takings.likely", "52,000"], ["tries.0.takings.likely", "57,000"]])
    visit.page.evaluate("document.querySelector('.pb-make').click()")
    visit.page.wait_for_function(_SHOWN)
    visit.reload()
    assert visit.kept("trial") == {
        "tries": [{"try_name": "Join the clinic", "takings": {"likely": "57,000"}}, {}],
        "offer_name": "The raise",
        "offer_takings": {"likely": "52,000"},
    }


def test_foreign_buttons_and_keys_do_nothing_of_ours(open_trial: Open) -> None:
    """A button of another program neither makes your checklist nor empties the form, and typing in its field is not an answer."""
    visit = open_trial()
    visit.field("offer_name").fill("The raise")
    visit.page.evaluate(
        """() => document.querySelector(".pb-actions").insertAdjacentHTML("beforebegin",
          '<p><button>Fill in</button><button type="reset">Reset</button><input aria-label="Find"><b contenteditable>x</b></p>')"""
    )
    visit.start_engine()
    for press in ("Fill in", "Reset"):
        visit.button(press).click()
    visit.page.get_by_label("Find", exact=True).press_sequentially("ab")
    visit.page.keyboard.press("Enter")
    visit.page.locator("b[contenteditable]").press_sequentially("cd")
    visit.page.evaluate("document.querySelector('form.pb-form').reset()")
    visit.page.wait_for_timeout(600)
    expect(visit.field("offer_name")).to_have_value("The raise")
    expect(visit.result).to_be_hidden()
    visit.until_kept("The raise")
    assert visit.kept("trial")["offer_name"] == "The raise"
    assert not {"ab", "cd"} & set(json.dumps(visit.kept_plan()).split('"'))
    visit.make()
    expect(visit.result.locator("h2")).to_be_focused()
