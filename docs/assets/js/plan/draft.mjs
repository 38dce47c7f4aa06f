/**
 * The person's document in this tab, and copies of it as files.
 *
 * Kept in sessionStorage: it outlives a reload and a step back, and ends with the tab. Storage may be refused or full; the answers
 * then live on in the page and the reader is told. A document of a newer version, or one that cannot be read, is never overwritten.
 */

/**
 * @typedef {import("../form/form-data.mjs").Answers} Answers
 * @typedef {{ currency: string, numbers: string }} Settings
 * @typedef {{ version: 1, settings: Settings, worksheets: Record<string, Answers>, done: string[] }} Plan
 * @typedef {"unreadable" | "too-new" | "too-large"} Fault
 * @typedef {"kept" | "refused" | "full" | "guarded" | "empty"} Keeping
 */

export const VERSION = 1;
/** Far above any honest plan (8 alternatives of a few texts), far below what makes a phone stop. */
export const MOST_CHARACTERS = 1_000_000;
const MOST_ROWS = 200;
/** As many letters as the engine takes for a currency. */
export const MOST_CURRENCY = 8;
const NUMBER_STYLES = ["auto", "point", "comma"];
const NAME = /^[a-z][a-z0-9_-]{0,63}$/;
const STEP = /^[a-z0-9-]{1,100}\/[a-z0-9-]{1,100}$/;

/** A document that is not a plan we can open; `fault` picks the words. */
export class PlanError extends Error {
  /** @param {Fault} fault */
  constructor(fault) {
    super(fault);
    this.fault = fault;
  }
}

/** @returns {Plan} */
export function emptyPlan() {
  return { version: VERSION, settings: { currency: "", numbers: "auto" }, worksheets: {}, done: [] };
}

/**
 * Read a plan from text and check all of it; what comes back holds only what we know. Throws PlanError.
 *
 * @param {string} text
 * @returns {Plan}
 */
export function readPlan(text) {
  if (text.length > MOST_CHARACTERS) throw new PlanError("too-large");
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    throw new PlanError("unreadable");
  }
  const plan = record(value);
  if (Number.isInteger(plan.version) && plan.version > VERSION) throw new PlanError("too-new");
  if (plan.version !== VERSION) throw new PlanError("unreadable");
  const settings = plan.settings === undefined ? {} : record(plan.settings);
  const done = plan.done ?? [];
  if (!Array.isArray(done)) throw new PlanError("unreadable");
  return {
    version: VERSION,
    settings: {
      currency: typeof settings.currency === "string" ? settings.currency.slice(0, MOST_CURRENCY) : "",
      numbers: NUMBER_STYLES.includes(settings.numbers) ? settings.numbers : "auto",
    },
    worksheets: named(plan.worksheets ?? {}, answers),
    done: [...new Set(done.filter((step) => typeof step === "string" && STEP.test(step)))],
  };
}

/** @param {unknown} value @returns {Record<string, any>} */
function record(value) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new PlanError("unreadable");
  return value;
}

/**
 * @template T
 * @param {unknown} value
 * @param {(part: unknown) => T} read
 * @returns {Record<string, T>}
 */
function named(value, read) {
  // Names are matched before they are used: `__proto__` in a file would otherwise be more than a key.
  const entries = Object.entries(record(value)).map(([name, part]) => {
    if (!NAME.test(name)) throw new PlanError("unreadable");
    return /** @type {[string, T]} */ ([name, read(part)]);
  });
  return Object.fromEntries(entries);
}

/** @param {unknown} value @returns {Answers} */
function answers(value) {
  return named(value, (part) => {
    if (!Array.isArray(part)) return textOrParts(part);
    if (part.length > MOST_ROWS) throw new PlanError("unreadable");
    return part.map((row) => named(row, textOrParts));
  });
}

/** @param {unknown} value */
function textOrParts(value) {
  return typeof value === "string" ? value : named(value, text);
}

/** @param {unknown} value @returns {string} */
function text(value) {
  if (typeof value !== "string") throw new PlanError("unreadable");
  return value;
}

/**
 * Write a plan as a file's text.
 *
 * @param {Plan} plan
 */
export function writePlan(plan) {
  return `${JSON.stringify(plan, null, 2)}\n`;
}

const ASKED = "playbook-asked";

/**
 * The worksheets whose checklist this tab has made.
 *
 * @param {() => Storage} storage
 * @returns {unknown[]}
 */
function allAsked(storage) {
  try {
    const found = JSON.parse(storage().getItem(ASKED) ?? "[]");
    return Array.isArray(found) ? found : [];
  } catch {
    return [];
  }
}

/**
 * Tell whether this tab has made the checklist of a worksheet: then a reload brings it back.
 *
 * @param {() => Storage} storage
 * @param {string} worksheet
 */
export function wasAsked(storage, worksheet) {
  return allAsked(storage).includes(worksheet);
}

/**
 * @typedef {object} Draft
 * @property {() => Plan | null} load  what this tab kept, or null when there is nothing that we can read
 * @property {(plan: Plan) => void} save  soon
 * @property {() => void} flush  now, if something waits
 * @property {(worksheet: string) => void} noteAsked  its checklist was asked for
 * @property {() => void} clear  forget everything that was kept
 *
 * @param {object} options
 * @param {() => Storage} options.storage  asked for each time: even reading `window.sessionStorage` may throw
 * @param {string} [options.key]
 * @param {number} [options.delay]  milliseconds from a change to the saving
 * @param {(keeping: Keeping) => void} [options.onKeeping]
 * @returns {Draft}
 */
export function createDraft({ storage, key = "playbook-plan", delay = 400, onKeeping = () => {} }) {
  /** @type {Plan | null} */
  let waiting = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let clock;
  let guarded = false;

  function flush() {
    clearTimeout(clock);
    clock = undefined;
    if (waiting === null) return;
    const plan = waiting;
    waiting = null;
    if (guarded) {
      onKeeping("guarded");
      return;
    }
    try {
      storage().setItem(key, JSON.stringify(plan));
      onKeeping("kept");
    } catch (error) {
      onKeeping(/** @type {any} */ (error)?.name === "QuotaExceededError" ? "full" : "refused");
      // The next change tries again: room may have been made.
    }
  }

  return {
    load() {
      let kept = null;
      try {
        kept = storage().getItem(key);
      } catch {
        onKeeping("refused");
      }
      if (kept === null) return null;
      try {
        return readPlan(kept);
      } catch {
        guarded = true;
        onKeeping("guarded");
        return null;
      }
    },
    save(plan) {
      waiting = plan;
      // Not put off by the next key: somebody who types without a pause is kept too.
      clock ??= setTimeout(flush, delay);
    },
    flush,
    noteAsked(worksheet) {
      try {
        storage().setItem(ASKED, JSON.stringify([...new Set([...allAsked(storage), worksheet])]));
      } catch {
        // Then a reload shows the answers, and the button makes the checklist again.
      }
    },
    clear() {
      clearTimeout(clock);
      clock = undefined;
      waiting = null;
      guarded = false;
      try {
        storage().removeItem(key);
        storage().removeItem(ASKED);
        onKeeping("empty");
      } catch {
        onKeeping("refused");
      }
    },
  };
}
