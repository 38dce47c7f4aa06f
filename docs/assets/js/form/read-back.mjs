/**
 * What stands in the form, as words: an answer as it was understood, with what was typed where that is different.
 */

import { belongs, checkable, isFilled } from "./controls.mjs";

/**
 * @typedef {import("./controls.mjs").Control} Control
 * @typedef {{ text: string, typed: string }} Said  `typed` is "" where it is the same
 */

/**
 * @param {Control[]} controls  the form's own
 * @param {string} path  of a question, not one of rows
 * @param {Record<string, string>} understood  by path, as the engine said it
 * @returns {Said[]}
 */
export function saidOf(controls, path, understood) {
  return controls
    .filter((control) => belongs(control.name, path) && isFilled(control))
    .map((control) => {
      if (checkable(control)) return { text: optionText(control), typed: "" };
      const read = understood[control.name] ?? "";
      const typed = control.value.trim();
      return read === "" ? { text: typed, typed: "" } : { text: read, typed: same(read, typed) ? "" : typed };
    });
}

/** What the label of a box or a radio says, without what is repeated for those who hear the page. @param {Control} control */
function optionText(control) {
  const words = control.closest("label")?.querySelector("span");
  return [...(words?.childNodes ?? [])]
    .filter((node) => !(node instanceof Element && node.matches(".pb-unseen")))
    .map((node) => node.textContent)
    .join("")
    .trim();
}

/** Tell whether what was read begins as it was typed: nobody needs to be told. @param {string} one @param {string} other */
function same(one, other) {
  const plain = (/** @type {string} */ text) => text.toLowerCase().replace(/\s/g, "").replace(/percent/, "%");
  return plain(one).startsWith(plain(other));
}

/** The heading of a question. @param {Element} question */
export const titleOf = (question) => question.querySelector(":scope > :is(legend, .pb-label)")?.textContent?.trim() ?? "";
