/**
 * The person's document in this tab.
 *
 * Kept in sessionStorage: it outlives a reload and a step back, and ends with the tab. Storage may be refused or full; the answers
 * then live on in the page and the reader is told. A document of a newer version, or one that cannot be read, is never overwritten.
 * Nothing is called kept that could not be read again: an answer that is too long is left out, and named.
 */

import { PLAN, forgetAll } from "./forget.mjs";
import { fitting, readPlan } from "./plan.mjs";

/**
 * @typedef {import("./plan.mjs").Plan} Plan
 * @typedef {"kept" | "partly" | "unfit" | "refused" | "full" | "guarded" | "empty"} Keeping
 */

/**
 * @typedef {object} Draft
 * @property {() => Plan | null} load  what this tab kept, or null when there is nothing that we can read
 * @property {(plan: Plan) => void} save  soon
 * @property {() => void} flush  now, if something waits
 * @property {() => void} clear  forget everything that was kept
 * @property {() => { plan: Plan | null, unsaved: boolean } | null} news  what another visit in this tab has kept since this page last
 *   read or wrote, null in it when the visit deleted everything, and whether this page holds anything that is not kept; null when
 *   nothing is different
 *
 * @param {object} options
 * @param {() => Storage} options.storage  asked for each time: even reading `window.sessionStorage` may throw
 * @param {string} [options.key]
 * @param {number} [options.delay]  milliseconds from a change to the saving
 * @param {(keeping: Keeping, left: import("./plan.mjs").LeftOut[]) => void} [options.onKeeping]  `left`: what was left out
 * @returns {Draft}
 */
export function createDraft({ storage, key = PLAN, delay = 400, onKeeping = () => {} }) {
  /** @type {Plan | null} */
  let waiting = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let clock;
  let guarded = false;
  /** Whether the last plan to save is not in the storage, or not all of it. */
  let unsaved = false;
  /** What this page last found or left in the storage. @type {string | null} */
  let known = null;

  /** @param {Plan} plan @returns {[Keeping, import("./plan.mjs").LeftOut[]]} */
  function keep(plan) {
    if (guarded) return ["guarded", []];
    let fit;
    try {
      fit = fitting(plan);
    } catch (error) {
      return ["unfit", [{ part: /** @type {import("./plan.mjs").PlanError} */ (error).part, length: 0 }]];
    }
    try {
      storage().setItem(key, fit.text);
    } catch (error) {
      // The next change tries again, because there may be room by then.
      return [/** @type {any} */ (error)?.name === "QuotaExceededError" ? "full" : "refused", []];
    }
    known = fit.text;
    return [fit.left.length > 0 ? "partly" : "kept", fit.left];
  }

  function flush() {
    clearTimeout(clock);
    clock = undefined;
    if (waiting === null) return;
    const plan = waiting;
    waiting = null;
    const [keeping, left] = keep(plan);
    unsaved = keeping !== "kept";
    onKeeping(keeping, left);
  }

  function load() {
    guarded = false;
    known = null;
    try {
      known = storage().getItem(key);
    } catch {
      onKeeping("refused", []);
    }
    if (known === null) return null;
    try {
      return readPlan(known);
    } catch {
      guarded = true;
      onKeeping("guarded", []);
      return null;
    }
  }

  return {
    load,
    news() {
      try {
        if (storage().getItem(key) === known) return null;
      } catch {
        return null;
      }
      const plan = load();
      return guarded ? null : { plan, unsaved: unsaved || waiting !== null };
    },
    save(plan) {
      waiting = plan;
      // The next key does not put it off, so that the words of somebody who types without a pause are kept too.
      clock ??= setTimeout(flush, delay);
    },
    flush,
    clear() {
      clearTimeout(clock);
      clock = undefined;
      waiting = null;
      guarded = false;
      unsaved = false;
      if (forgetAll(storage, key)) {
        known = null;
        onKeeping("empty", []);
      } else onKeeping("refused", []);
    },
  };
}
