/**
 * When a question comes up: the conditions that a worksheet's page writes at its questions, as `data-shown-when`.
 *
 * A condition is `PATH is TEST`. `playbook_engine.follow_ups` has the same rules, and `tests/follow_ups.json` holds both to them.
 */

import { UNKNOWN } from "./form-data.mjs";
import { isBlank } from "../plan/shared-answers.mjs";

/**
 * @typedef {import("../plan/plan.mjs").Answers} Answers
 * @typedef {import("../plan/plan.mjs").Row} Row
 */

const BY_THE_HOUR = /(?:\/|\bper|\ban|\beach|\bevery) ?(?:hours?|hrs?|h)\b|\bhourly\b|\bp\.? ?h\b/i;
/** A chance that leaves nothing open. */
const CERTAIN = /^[^\p{Nd}.,]*(?:0|100)(?:[.,]0+)?[^\p{Nd}.,]*$/su;
const TWO_NUMBERS = /\p{Nd}[^\p{Nd}]*[-–—/ ][^\p{Nd}]*\p{Nd}/u;
const GROUPS = /(?<=\p{Nd})[ '\u2019\u00a0\u202f](?=\p{Nd}{3}(?!\p{Nd}))/gu;

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
  const given = givenIn(answer);
  switch (test) {
    case "answered":
      return given.length > 0;
    case "open":
      if (typeof answer === "string") return given.some((text) => !CERTAIN.test(text));
      return given.length > 1 || given.some((text) => TWO_NUMBERS.test(text.replace(GROUPS, "")));
    case "two":
      return Array.isArray(answer) && answer.filter((row) => givenIn(row).length > 0).length > 1;
    case "hours":
      return given.some((text) => BY_THE_HOUR.test(text));
    default:
      if (!test.startsWith("=")) throw new Error(`no test: ${test}`);
      return answer === test.slice(1);
  }
}

/** The texts of an answer that say something: neither blank nor "I do not know". @param {any} answer @returns {string[]} */
function givenIn(answer) {
  if (typeof answer === "string") return isBlank(answer) || answer.trim() === UNKNOWN ? [] : [answer];
  return Object.values(answer ?? {}).flatMap(givenIn);
}
