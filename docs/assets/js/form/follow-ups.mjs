/**
 * Questions that come up only when an earlier answer makes them matter. One that holds an answer stays.
 */

import { isBlank } from "../plan/shared-answers.mjs";
import { unfold } from "./unfold.mjs";
import { readConditions, isAsked } from "./shown-when.mjs";

/** What is out of sight while the form is asked question by question. */
export const AWAY = "pb-away";

/**
 * Bring up the questions that the answers make matter, and take the others away.
 *
 * @param {Element} root  what stands around the form
 * @param {import("../plan/plan.mjs").Answers} answers
 */
export function bringUp(root, answers) {
  const marked = /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(".pb-form [data-shown-when]"));
  if (marked.length === 0) return;
  for (const question of marked) {
    const wasAway = isAway(question);
    question.classList.toggle(AWAY, !isWanted(question, answers));
    // In a closed fold nobody would find what has just come up.
    if (wasAway && !isAway(question)) unfold(question);
  }
  for (const fold of /** @type {NodeListOf<HTMLDetailsElement>} */ (root.querySelectorAll(".pb-form details.pb-details"))) {
    const inside = [...fold.querySelectorAll(".pb-question")];
    if (inside.length === 0) continue;
    fold.classList.toggle(AWAY, inside.every(isAway));
  }
}

/** @param {Element} element */
export const isAway = (element) => element.classList.contains(AWAY);

/** @param {HTMLElement} question @param {import("../plan/plan.mjs").Answers} answers */
function isWanted(question, answers) {
  const [list, number, id] = question.dataset.path?.split(".") ?? [];
  const conditions = readConditions(question.dataset.shownWhen);
  if (number === undefined) return isAsked(conditions, answers) || !isBlank(answers[list]);
  const rows = answers[list];
  const row = Array.isArray(rows) ? (rows[Number(number)] ?? {}) : {};
  return isAsked(conditions, answers, { answers: row, questions: asksOf(question) }) || !isBlank(row[id]);
}

/** The questions of the row that a question stands in. @param {Element} question */
function asksOf(question) {
  const row = question.closest(".pb-row");
  const asked = /** @type {NodeListOf<HTMLElement>} */ (row?.querySelectorAll(".pb-question"));
  return new Set([...asked].map(({ dataset }) => dataset.path?.split(".")[2] ?? ""));
}
