/**
 * The person's document: its name, the raw answers to all worksheets, and what became of the steps.
 *
 * Here its shape is checked for the page, in `playbook_engine/plan.py` for the engine. Both take, fill up and refuse the same
 * documents, and both refuse what they cannot use whole: nothing is cut or left out without a word. `tests/plan_shapes` holds
 * documents with what must come of each, and the tests of both sides read all of them. The limits stand in `shape.json`, and so do
 * the parts of each version: documents of every version so far can be opened, and {@link MIGRATIONS} takes them to today's.
 */

import shape from "./shape.json" with { type: "json" };

/**
 * @typedef {Record<string, string>} Parts  a range's three amounts and three chances
 * @typedef {string | Parts} Answer
 * @typedef {Record<string, Answer>} Row
 * @typedef {Record<string, Answer | Row[]>} Answers  by question
 * @typedef {{ currency: string, numbers: string }} Settings
 * @typedef {{ version: number, name: string, settings: Settings, worksheets: Record<string, Answers>, done: string[], aside: string[] }} Plan
 *   `done` holds the steps that are ticked, `aside` those that are not for this person
 * @typedef {"unreadable" | "not-text" | "too-new" | "too-large"} Fault
 * @typedef {{ part: string, length: number }} LeftOut  an answer that did not fit: its place in dots, and its characters
 */

const NAME = new RegExp(`^(?:${shape.name})$`);
const STEP = new RegExp(`^(?:${shape.step})$`);
/** The bytes of a plan's file: a character of UTF-8 takes at most four. */
export const MOST_BYTES = 4 * shape.characters;

/** A document that is not a plan we can open; `fault` picks the words, `part` is its place in dots, "" for the whole. */
export class PlanError extends Error {
  /** @param {Fault} fault @param {string} [part] */
  constructor(fault, part = "") {
    super(`${fault} ${part}`);
    this.fault = fault;
    this.part = part;
  }
}

/** @returns {Plan} */
export function emptyPlan() {
  return { version: shape.version, name: "", settings: { currency: "", numbers: shape.numbers[0] }, worksheets: {}, done: [], aside: [] };
}

/** Take a document from version 1 to 2, which has a name and remembers the steps that were set aside. @param {Record<string, any>} parts */
const withNameAndAside = (parts) => ({ ...parts, name: "", aside: [] });

/** What takes a document's parts from each version to the next, from version 1 on. @type {((parts: Record<string, any>) => Record<string, any>)[]} */
const MIGRATIONS = [withNameAndAside];

/** The parts that a document of each version may have. @type {Record<string, string[]>} */
const PARTS = shape.parts;

/**
 * Return as much of a text as a plan takes for a currency, in whole characters.
 *
 * @param {string} text
 */
export function shortCurrency(text) {
  return [...text].slice(0, shape.currency).join("");
}

/**
 * Return the text of a file that has at most so many bytes. Rejects with PlanError.
 *
 * @param {Blob} file
 * @param {number} most
 */
export async function textOf(file, most) {
  if (file.size > most) throw new PlanError("too-large");
  const bytes = await file.arrayBuffer();
  try {
    // Without "fatal" what is not UTF-8 would be replaced without a word.
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new PlanError("unreadable");
  }
}

/**
 * Read a plan from text. Throws PlanError.
 *
 * @param {string} text
 * @returns {Plan}
 */
export function readPlan(text) {
  if (text.length > shape.characters) throw new PlanError("too-large");
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    throw new PlanError("unreadable");
  }
  const { version, ...parts } = record(value, "");
  if (Number.isInteger(version) && version > shape.version) throw new PlanError("too-new");
  must(Number.isInteger(version) && version >= 1, "");
  const today = MIGRATIONS.slice(version - 1).reduce((found, migrate) => migrate(found), known(parts, PARTS[version], ""));
  const empty = emptyPlan();
  const { name = empty.name, settings = {}, worksheets = {}, done = [], aside = [] } = today;
  must(typeof name === "string" && countCharacters(name) <= shape.planName, "name");
  const { currency = empty.settings.currency, numbers = empty.settings.numbers } = known(
    record(settings, "settings"),
    ["currency", "numbers"],
    "settings",
  );
  must(typeof currency === "string" && shortCurrency(currency) === currency, "settings.currency");
  must(shape.numbers.includes(numbers), "settings.numbers");
  const [ticked, apart] = [steps(done, "done"), steps(aside, "aside")];
  return { ...empty, name, settings: { currency, numbers }, worksheets: named(worksheets, "worksheets", answers), done: ticked, aside: apart };
}

/** @param {unknown} value @param {string} part @returns {string[]} */
function steps(value, part) {
  must(Array.isArray(value) && value.every((step) => typeof step === "string" && STEP.test(step)), part);
  return [...new Set(/** @type {string[]} */ (value))];
}

/** @param {boolean} good @param {string} part */
function must(good, part) {
  if (!good) throw new PlanError("unreadable", part);
}

/** @param {unknown} value @param {string} part @returns {Record<string, any>} */
function record(value, part) {
  must(typeof value === "object" && value !== null && !Array.isArray(value), part);
  return /** @type {Record<string, any>} */ (value);
}

/** @param {Record<string, any>} value @param {string[]} names @param {string} part */
function known(value, names, part) {
  const strange = Object.keys(value).filter((name) => !names.includes(name));
  // What could be a name is told as the part; what could not is not repeated.
  const name = strange.find((one) => NAME.test(one));
  must(strange.length === 0, [part, name].filter(Boolean).join("."));
  return value;
}

/**
 * @template T
 * @param {unknown} value
 * @param {string} part
 * @param {(value: unknown, part: string) => T} read
 * @returns {Record<string, T>}
 */
function named(value, part, read) {
  const entries = Object.entries(record(value, part));
  // Names are matched before they are used: `__proto__` in a file would otherwise be more than a key.
  must(
    entries.every(([name]) => NAME.test(name)),
    part,
  );
  return Object.fromEntries(entries.map(([name, inner]) => [name, read(inner, `${part}.${name}`)]));
}

/** @param {unknown} value @param {string} part @returns {Answers} */
function answers(value, part) {
  return named(value, part, (inner, place) => {
    if (!Array.isArray(inner)) return answer(inner, place);
    must(inner.length <= shape.rows, place);
    return inner.map((row, index) => named(row, `${place}.${index}`, answer));
  });
}

/** @param {unknown} value */
const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** @param {unknown} value @param {string} part @returns {Answer} */
function answer(value, part) {
  return isRecord(value) ? named(value, part, text) : text(value, part);
}

/**
 * An answer's text; a number that was written by hand becomes the text that says the same.
 *
 * @param {unknown} value @param {string} part @returns {string}
 */
function text(value, part) {
  must(!isRecord(value), part);
  const found = typeof value === "string" ? value : numberText(value);
  if (found === null) throw new PlanError("not-text", part);
  return found;
}

/**
 * A number as text with one reading, the same as in Python; null for what is none, or not exact in both.
 *
 * @param {unknown} value
 */
function numberText(value) {
  if (typeof value !== "number" || !(Math.abs(value) < shape.numberLimit)) return null;
  if (Number.isInteger(value)) return String(value);
  if (Math.abs(value) < shape.smallest) return null;
  const written = String(value);
  const decimals = written.split(".")[1].length;
  // Three or four decimals could be a group.
  return decimals === 3 || decimals === 4 ? written.padEnd(written.length + 5 - decimals, "0") : written;
}

/**
 * Return the text of a plan as {@link readPlan} reads it again, and the answers that had to be left out so that it fits, the longest
 * first. What is kept and what is saved goes through here, so nothing is called kept that could not be opened.
 *
 * Throws PlanError when the plan could not be read again for another reason.
 *
 * @param {Plan} plan
 * @returns {{ text: string, left: LeftOut[] }}
 */
export function fitting(plan) {
  let text = JSON.stringify(plan);
  /** @type {LeftOut[]} */
  const left = [];
  if (text.length > shape.characters) {
    const smaller = structuredClone(plan);
    let over = text.length - shape.characters;
    for (const { holder, key, part, size } of texts(smaller.worksheets, "worksheets").sort((one, other) => other.size - one.size)) {
      if (over <= 0) break;
      over -= size;
      left.push({ part, length: countCharacters(holder[key]) });
      holder[key] = "";
    }
    text = JSON.stringify(smaller);
  }
  readPlan(text);
  return { text, left };
}

/**
 * All the texts inside answers, each with what holds it and the characters of JSON that it takes.
 *
 * @param {any} holder
 * @param {string} part
 * @returns {{ holder: any, key: string, part: string, size: number }[]}
 */
function texts(holder, part) {
  return Object.entries(holder).flatMap(([key, value]) => {
    const place = `${part}.${key}`;
    return typeof value === "string" ? [{ holder, key, part: place, size: JSON.stringify(value).length - 2 }] : texts(value, place);
  });
}

/** Count characters as Python does: what takes two units of UTF-16 is one. @param {string} text */
export function countCharacters(text) {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/**
 * Write a plan as a file's text: on many lines, or on one where it would be too long for {@link readPlan} otherwise.
 * Throws PlanError when the file could not be opened again.
 *
 * @param {Plan} plan
 */
export function writePlan(plan) {
  const { text, left } = fitting(plan);
  if (left.length > 0) throw new PlanError("too-large", left[0].part);
  const lines = `${JSON.stringify(plan, null, 2)}\n`;
  return lines.length > shape.characters ? text : lines;
}

/** How many characters a plan takes, as JSON. */
export const MOST_CHARACTERS = shape.characters;

/** How many characters the name of a plan takes. */
export const MOST_OF_A_NAME = shape.planName;
