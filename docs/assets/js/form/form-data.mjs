/**
 * Controls to answers and back, apart from the DOM.
 *
 * A control's name is its path into the answers: `deal_worth.likely`, `alternatives.0.name`; `deal_worth?` is the box "I do
 * not know". Answers stay the strings that were typed: only the engine reads them.
 */

/**
 * @typedef {import("../plan/plan.mjs").Answers} Answers
 * @typedef {[name: string, value: string]} Entry
 */

/** What an answer is when the person said that they do not know. */
export const UNKNOWN = "?";

/**
 * Gather filled controls into answers. Rows keep their places even when empty, because the engine names a fault by its row.
 *
 * @param {Iterable<Entry>} entries  controls with a value, and boxes and radios that are checked
 * @param {Record<string, number>} rows  how many rows each rows question has now
 * @returns {Answers}
 */
export function toAnswers(entries, rows = {}) {
  /** @type {Answers} */
  const answers = {};
  for (const [name, count] of Object.entries(rows)) {
    answers[name] = Array.from({ length: count }, () => ({}));
  }
  /** @type {string[]} */
  const unknown = [];
  for (const [name, value] of entries) {
    if (name.endsWith("?")) unknown.push(name.slice(0, -1));
    else if (value !== "") put(answers, name.split("."), value);
  }
  // These come last: a ticked "I do not know" counts more than what may still stand in the field.
  for (const name of unknown) put(answers, name.split("."), UNKNOWN);
  return answers;
}

/**
 * @param {any} record
 * @param {string[]} path
 * @param {string} value
 */
function put(record, path, value) {
  const [step, ...rest] = path;
  if (rest.length === 0) record[step] = value;
  else {
    if (typeof record[step] !== "object") record[step] = {};
    put(record[step], rest, value);
  }
}

/**
 * Spread answers into controls: the inverse of {@link toAnswers}. "I do not know" comes as `[path, "?"]`,
 * whether the form has a radio or a box for it.
 *
 * @param {Answers} answers
 * @returns {Entry[]}
 */
export function toEntries(answers) {
  return spread(answers, "");
}

/**
 * @param {any} value
 * @param {string} path
 * @returns {Entry[]}
 */
function spread(value, path) {
  if (typeof value === "string") return value === "" ? [] : [[path, value]];
  const parts = Object.entries(value).filter(([, part]) => part !== "");
  if (parts.length === 1 && parts[0][0] === "likely" && parts[0][1] === UNKNOWN) return [[path, UNKNOWN]];
  return parts.flatMap(([step, part]) => spread(part, path === "" ? step : `${path}.${step}`));
}

/**
 * Count the rows that answers hold.
 *
 * @param {Answers} answers
 * @returns {Record<string, number>}
 */
export function rowCounts(answers) {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const [name, value] of Object.entries(answers)) if (Array.isArray(value)) counts[name] = value.length;
  return counts;
}

/**
 * Tell whether anything at all was answered.
 *
 * @param {Answers} answers
 */
export function isEmpty(answers) {
  return toEntries(answers).length === 0;
}

/**
 * The id of the control, or the fieldset, for a path. `playbook_site.forms.control_id` is its twin.
 *
 * @param {string} path
 */
export function controlId(path) {
  return `q-${path.replaceAll(".", "-")}`;
}
