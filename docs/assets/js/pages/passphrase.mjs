/**
 * Asks for a passphrase, in the page. It stays in its field: nothing keeps it, and the field is emptied when it was used.
 */

import { makeButton } from "../button.mjs";
import { element } from "../element.mjs";
import { countCharacters } from "../plan/plan.mjs";

/** Characters below which a passphrase could be found by trying, even at 600,000 rounds for each try. */
const SHORT = 12;

/**
 * Return the fields and the button. A new passphrase is typed twice, unless it is shown; and a short one is asked about.
 *
 * @param {object} options
 * @param {import("../words.mjs").Say} options.say
 * @param {boolean} options.fresh  whether it is made now; else it opens something
 * @param {string} options.button  what the button says
 * @param {(passphrase: string) => Promise<string>} options.use  returns what is to be said; "" where everything is done
 */
export function askPassphrase({ say, fresh, button, use }) {
  const place = document.createElement("div");
  place.className = "pb-passphrase";
  const first = field(say("page-pass-label"));
  const again = field(say("page-pass-again"));
  const show = document.createElement("input");
  show.type = "checkbox";
  const showLabel = element("label.pb-option", "", show, element("span", say("page-pass-show")));
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  const acts = document.createElement("p");
  acts.className = "pb-buttons";
  const go = makeButton(button, "pb-button", () => void press(false));
  const anyway = makeButton(say("page-pass-anyway"), "pb-button", () => void press(true));
  anyway.hidden = true;
  acts.append(go, anyway);
  place.append(first.place, ...(fresh ? [again.place] : []), showLabel, said, acts);

  show.addEventListener("change", () => {
    for (const { input } of [first, again]) input.type = show.checked ? "text" : "password";
    again.place.hidden = show.checked;
  });
  // What stands around must not take it for an answer.
  for (const kind of ["input", "change"]) place.addEventListener(kind, (event) => event.stopPropagation());
  place.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key !== "Enter" || event.isComposing || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    void press(false);
  });

  /** @param {string} text @param {boolean} [asks] */
  function tell(text, asks = false) {
    said.textContent = text;
    anyway.hidden = !asks;
  }

  /** @param {boolean} knowing  that it is short */
  async function press(knowing) {
    const { value } = first.input;
    if (value === "") return refuse(say(fresh ? "page-pass-empty" : "page-pass-empty-open"));
    if (fresh && !show.checked && again.input.value !== value) return refuse(say("page-pass-differ"));
    if (fresh && !knowing && countCharacters(value) < SHORT) return tell(say("page-pass-short"), true);
    go.disabled = true;
    tell(say("page-pass-working"));
    const text = await use(value);
    go.disabled = false;
    tell(text);
    if (text === "") for (const { input } of [first, again]) input.value = "";
    else first.input.focus();
  }

  /** @param {string} text */
  function refuse(text) {
    tell(text);
    first.input.focus();
  }

  return { place, focus: () => first.input.focus() };
}

/** @param {string} text */
function field(text) {
  const place = document.createElement("label");
  place.className = "pb-passphrase-field";
  const words = document.createElement("span");
  words.textContent = text;
  const input = document.createElement("input");
  input.type = "password";
  input.className = "pb-control";
  input.autocomplete = "off";
  input.spellcheck = false;
  input.autocapitalize = "none";
  place.append(words, input);
  return { place, input };
}
