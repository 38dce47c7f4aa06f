/**
 * Questions that several worksheets ask, and that a person answers once.
 *
 * The answer stands in one of several places, `worksheet.question`. It is the first that is not blank, in the order in which the
 * places are named. `playbook_engine` reads a plan by the same rule.
 */

/**
 * @typedef {import("./plan.mjs").Answers} Answers
 * @typedef {import("./plan.mjs").Plan} Plan
 * @typedef {Record<string, string[]>} Groups  by question of one worksheet: the places that share its answer
 */

/** Spaces, direction marks and other characters without a shape: `playbook_engine.fields.is_blank` is its twin. */
const UNSEEN = /^[\s\p{Cc}\p{Cf}\p{Cs}]*$/u;

/**
 * Tell whether an answer has nothing in it. "I do not know" is an answer.
 *
 * @param {Answers[string] | import("./plan.mjs").Row | undefined} answer
 * @returns {boolean}
 */
export function isBlank(answer) {
  if (answer === undefined) return true;
  return typeof answer === "string" ? UNSEEN.test(answer) : Object.values(answer).every(isBlank);
}

/** @param {Record<string, Answers>} worksheets @param {string} place */
function at(worksheets, place) {
  const [worksheet, question] = place.split(".");
  return worksheets[worksheet]?.[question];
}

/** @param {Record<string, Answers>} worksheets @param {string} place @param {Answers[string] | undefined} answer */
function put(worksheets, place, answer) {
  const [worksheet, question] = place.split(".");
  const { [question]: _, ...others } = worksheets[worksheet] ?? {};
  if (answer !== undefined) worksheets[worksheet] = { ...others, [question]: answer };
  else if (worksheet in worksheets) worksheets[worksheet] = others;
}

/** The place where a shared answer stands, or undefined while there is none. @param {Plan} plan @param {string[]} places */
const holder = (plan, places) => places.find((place) => !isBlank(at(plan.worksheets, place)));

/**
 * Return what a worksheet's form shows: its own answers, and those that stand in other worksheets.
 *
 * @param {Plan} plan
 * @param {string} worksheet
 * @param {Groups} groups
 * @returns {Answers}
 */
export function gather(plan, worksheet, groups) {
  const answers = { ...plan.worksheets[worksheet] };
  for (const [question, places] of Object.entries(groups)) {
    const place = holder(plan, places);
    if (place !== undefined) answers[question] = /** @type {Answers[string]} */ (at(plan.worksheets, place));
  }
  return answers;
}

/**
 * Return the answers of all worksheets after a form was read. A shared answer goes to the place where it stood, or else to the
 * question's own; an emptied one is taken out of every place.
 *
 * @param {Plan} plan  as it was
 * @param {string} worksheet
 * @param {Answers} answers  what the worksheet's form says now
 * @param {Groups} groups
 * @returns {Record<string, Answers>}
 */
export function scatter(plan, worksheet, answers, groups) {
  const worksheets = { ...plan.worksheets, [worksheet]: answers };
  for (const [question, places] of Object.entries(groups)) {
    const own = `${worksheet}.${question}`;
    if (isBlank(answers[question])) {
      for (const place of places) put(worksheets, place, undefined);
    } else {
      // The form shows the shared answer in this place, whatever stands here.
      put(worksheets, own, at(plan.worksheets, own));
      put(worksheets, holder(plan, places) ?? own, answers[question]);
    }
  }
  return worksheets;
}
