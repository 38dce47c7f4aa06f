/**
 * The kinds of negotiation that people arrive with: each has its own words for the questions, and usual answers.
 */

import { isBlank } from "../plan/shared-answers.mjs";
import { fill } from "../words.mjs";

/** @typedef {{ id: string, words: Record<string, string>, answers: import("../plan/plan.mjs").Answers }} Case */

/** The question that says which it is. */
export const CASE = "case";

/** The case that an address asks for, as in `#case=pay`; "" for none. @param {string} fragment */
export const caseIn = (fragment) => /^#case=([a-z][a-z0-9-]*)$/.exec(fragment)?.[1] ?? "";

/**
 * Return the usual answers of a case to questions of which nothing was said. What another case had filled in, and is still as it was,
 * was not said.
 *
 * @param {import("../plan/plan.mjs").Answers} answers
 * @param {Case | undefined} chosen
 * @param {Case | undefined} before
 * @returns {import("../plan/plan.mjs").Answers}
 */
export function usualAnswers(answers, chosen, before) {
  const isOpen = (/** @type {string} */ question) => isBlank(answers[question]) || answers[question] === before?.answers[question];
  return Object.fromEntries(Object.entries(chosen?.answers ?? {}).filter(([question]) => isOpen(question)));
}

/**
 * Say the questions in a case's words.
 *
 * @param {Element} root  what stands around the form
 * @param {Case | undefined} chosen  undefined: nothing changes
 */
export function sayIn(root, chosen) {
  if (chosen === undefined) return;
  const texts = /** @type {HTMLElement[]} */ ([...root.querySelectorAll(".pb-cased")]);
  for (const { content } of root.querySelectorAll("template")) {
    texts.push(.../** @type {NodeListOf<HTMLElement>} */ (content.querySelectorAll(".pb-cased")));
  }
  for (const one of texts) {
    const text = fill(one.dataset.text ?? "", chosen.words);
    if (one.textContent !== text) one.textContent = text;
  }
}
