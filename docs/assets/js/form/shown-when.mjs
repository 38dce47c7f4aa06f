/**
 * When a question comes up: the conditions that a worksheet's page writes at its questions, as `data-shown-when`.
 *
 * A condition is `PATH is TEST`. `playbook_engine.worksheet.shown` is its twin: there amounts and chances are read, here they are only
 * looked at, because a follow-up question has to be there before the engine is.
 */

import { isBlank } from "../plan/shared-answers.mjs";

/**
 * @typedef {import("../plan/plan.mjs").Answers} Answers
 * @typedef {import("../plan/plan.mjs").Row} Row
 */

/** An amount by the hour, as `playbook_engine.fields.basis` reads it. */
const HOURLY = /(?:\/ ?|\bper )(?:hours?|hrs?|h)\b|\b(?:an?|each|every|one|the) hour\b|\bhourly\b|(?:^|[\s\dk])p\.? ?h\b/i;
/** A chance that leaves nothing open. */
const CERTAIN = /^(?:0|100)(?:[.,]0*)?\s*(?:%|percent|per cent|pct)?$|^(?:certain|sure|surely|never|none|impossible)$/i;

/** The conditions of a `data-shown-when`. @param {string | undefined} text */
export const readConditions = (text) => (text ? text.split("|") : []);

/**
 * Tell whether a question is asked: one without conditions always, others when any of them holds.
 *
 * @param {string[]} conditions
 * @param {Answers} answers  all answers of the worksheet
 * @param {{ answers: Row, questions: Set<string> }} [row]  for a question of a row: that row's answers, and what the row asks
 */
export function isAsked(conditions, answers, row) {
  return conditions.length === 0 || conditions.some((condition) => holds(condition, answers, row));
}

/** @param {string} condition @param {Answers} answers @param {{ answers: Row, questions: Set<string> }} [row] */
function holds(condition, answers, row) {
  const [path, test] = condition.split(" is ");
  if (test === undefined) throw new Error(`no condition: ${condition}`);
  if (row?.questions.has(path)) return passes(test, row.answers[path]);
  const [list, every, question] = path.split(".");
  if (every !== "*") return passes(test, answers[path]);
  const rows = answers[list];
  return Array.isArray(rows) && rows.some((one) => passes(test, one[question]));
}

/** @param {string} test @param {Answers[string] | undefined} answer */
function passes(test, answer) {
  if (test.startsWith("=")) return answer === test.slice(1);
  switch (test) {
    case "answered":
      return !isBlank(answer);
    case "open":
      return isOpen(answer);
    case "two":
      return Array.isArray(answer) && answer.filter((row) => !isBlank(row)).length > 1;
    case "hours":
      return textsOf(answer).some((text) => HOURLY.test(text));
    default:
      throw new Error(`no test: ${test}`);
  }
}

/** An open outcome: a chance between never and certainly, or a range of more than one amount. @param {Answers[string] | undefined} answer */
function isOpen(answer) {
  if (isBlank(answer)) return false;
  if (typeof answer === "string") return !CERTAIN.test(answer.trim());
  if (answer === undefined || Array.isArray(answer)) return false;
  return ["low", "likely", "high"].filter((part) => !isBlank(answer[part])).length > 1;
}

/** @param {Answers[string] | undefined} answer @returns {string[]} */
function textsOf(answer) {
  if (answer === undefined) return [];
  return typeof answer === "string" ? [answer] : Object.values(answer).flatMap((part) => textsOf(part));
}
