/**
 * One row of what can be taken along: what it is, who it is for, what is in it and what is not, and what was done.
 */

import { makeButton } from "../button.mjs";
import { copyText } from "../result/clipboard.mjs";
import { saveFile } from "./save-file.mjs";

/** @typedef {{ name: string, text: string, type: string }} Made  a file: its name, what is in it, its media type */

/** @param {string} name @param {string} text @param {string} [kind] */
export function make(name, text, kind = "") {
  const made = document.createElement(name);
  made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

/**
 * @param {import("../words.mjs").Say} say
 * @param {string} title
 * @param {string} whom  who it is for
 * @param {string} holds  what is in it, and what is not
 */
export function makeRow(say, title, whom, holds) {
  const place = make("section", "", "pb-take-row");
  const acts = make("p", "", "pb-buttons");
  const said = make("p", "", "pb-take-said");
  said.setAttribute("role", "status");
  const more = make("div", "", "pb-take-more");
  place.append(make("h2", title), make("p", whom), make("p", holds, "pb-small"), more, acts, said);

  /** @param {string} text @param {HTMLElement[]} after */
  function tell(text, ...after) {
    said.textContent = text;
    for (const one of after) said.append(" ", one);
  }

  /** The text itself, to be copied by hand where a browser saves no files. @param {Made} made */
  function show({ text }) {
    const box = document.createElement("textarea");
    box.className = "pb-control";
    box.readOnly = true;
    box.rows = 8;
    box.value = text;
    box.setAttribute("aria-label", title);
    const copy = makeButton(say("page-copy"), "pb-button", () => {
      box.select();
      void copyText(Promise.resolve(text)).then(
        () => tell(say("page-copied-text")),
        () => {},
      );
    });
    more.replaceChildren(box, ...(navigator.clipboard ? [copy] : []));
    box.focus();
    box.select();
  }

  /** @param {Made} made */
  function save(made) {
    saveFile(made.name, made.text, made.type);
    tell(
      say("page-take-saved", { name: made.name }),
      makeButton(say("page-take-as-text"), "pb-quiet", () => show(made)),
    );
  }

  /** Save what is still being made. @param {() => Promise<Made>} load */
  async function saveWhenMade(load) {
    tell(say("page-working"));
    try {
      save(await load());
    } catch {
      tell(say("page-take-failed"));
    }
  }

  return {
    place,
    more,
    acts,
    tell,
    save,
    saveWhenMade,
    /** @param {string} text @param {() => void} act */
    button(text, act) {
      const made = makeButton(text, "pb-button", act, title);
      acts.append(made);
      return made;
    },
  };
}
