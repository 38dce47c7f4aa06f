/**
 * The person's document in this tab.
 *
 * Kept in sessionStorage: it outlives a reload and a step back, and ends with the tab. Storage may be refused or full; the answers
 * then live on in the page and the reader is told. A document of a newer version, or one that cannot be read, is never overwritten.
 */

import { forgetAsked } from "./asked.mjs";
import { readPlan } from "./plan.mjs";

/**
 * @typedef {import("./plan.mjs").Plan} Plan
 * @typedef {"kept" | "refused" | "full" | "guarded" | "empty"} Keeping
 */

/**
 * @typedef {object} Draft
 * @property {() => Plan | null | undefined} load  what this tab kept, null when it keeps nothing, undefined when that cannot be read
 * @property {(plan: Plan) => void} save  soon
 * @property {() => void} flush  now, if something waits
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
      // The next change tries again, because there may be room by then.
    }
  }

  return {
    load() {
      let kept = null;
      try {
        kept = storage().getItem(key);
      } catch {
        onKeeping("refused");
        return undefined;
      }
      if (kept === null) return null;
      try {
        return readPlan(kept);
      } catch {
        guarded = true;
        onKeeping("guarded");
        return undefined;
      }
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
      try {
        storage().removeItem(key);
        forgetAsked(storage);
        onKeeping("empty");
      } catch {
        onKeeping("refused");
      }
    },
  };
}
