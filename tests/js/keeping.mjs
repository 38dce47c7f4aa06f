/**
 * Tabs of one browser, as the tests of keeping play them: each has a database of its own connection, and a channel to the others.
 */

import "fake-indexeddb/auto";
import { openDevice } from "../../docs/assets/js/plan/device.mjs";
import { createKeeper } from "../../docs/assets/js/plan/keeper.mjs";
import { emptyPlan } from "../../docs/assets/js/plan/plan.mjs";

/** @typedef {import("../../docs/assets/js/plan/plan.mjs").Plan} Plan */

/** An empty storage, and one that can be made to refuse. */
export function fakeStorage() {
  /** @type {Map<string, string>} */
  const kept = new Map();
  return {
    kept,
    /** @type {string | null} */ fault: null,
    refuse() {
      if (this.fault) throw Object.assign(new Error(), { name: this.fault });
    },
    get length() {
      return kept.size;
    },
    key: (/** @type {number} */ at) => [...kept.keys()][at] ?? null,
    getItem(/** @type {string} */ key) {
      if (this.fault === "SecurityError") this.refuse();
      return kept.get(key) ?? null;
    },
    setItem(/** @type {string} */ key, /** @type {string} */ value) {
      this.refuse();
      kept.set(key, value);
    },
    removeItem(/** @type {string} */ key) {
      kept.delete(key);
    },
  };
}

/** Start with an empty browser. */
export async function emptyBrowser() {
  await new Promise((resolve, reject) => {
    const gone = indexedDB.deleteDatabase("negotiation-playbook");
    gone.onsuccess = resolve;
    gone.onerror = reject;
  });
}

/** @param {Record<string, any>} answers @param {Partial<Plan>} [more] @returns {Plan} */
export const planOf = (answers, more = {}) => ({ ...emptyPlan(), worksheets: { quick: answers }, ...more });

/**
 * A tab with the plan `id` in it. What its page shows is `shown`; `told` is what it says of its keeping.
 *
 * @param {string} id
 * @param {Partial<Parameters<typeof createKeeper>[0]>} [options]
 */
export async function openTab(id, options = {}) {
  /** @type {string[]} */
  const told = [];
  const shelf = options.shelf ?? (await openDevice());
  const keeper = createKeeper({ delay: 1, ...options, shelf, id });
  shelf.listen(keeper);
  const tab = {
    keeper,
    shelf,
    told,
    shown: (await keeper.load()) ?? emptyPlan(),
    /** What stands in the fields and was not handed over yet. @type {Plan | null} */
    typed: /** @type {Plan | null} */ (null),
    /** @param {Plan} plan */
    put(plan) {
      tab.shown = plan;
      keeper.save(plan);
    },
    /** @param {string} question @param {string} text */
    type(question, text) {
      const { quick = {} } = tab.shown.worksheets;
      tab.put({ ...tab.shown, worksheets: { ...tab.shown.worksheets, quick: { ...quick, [question]: text } } });
    },
    close() {
      shelf.close();
    },
  };
  keeper.listen({
    tell: (/** @type {any} */ { keeping }) => told.push(keeping),
    changed: (/** @type {Plan | null} */ plan) => {
      tab.shown = plan ?? emptyPlan();
    },
    latest: () => {
      if (tab.typed) tab.put(tab.typed);
      tab.typed = null;
    },
  });
  return tab;
}

/** Let messages arrive and writings end. */
export async function settle() {
  for (let turn = 0; turn < 12; turn += 1) await new Promise((resolve) => setTimeout(resolve, 1));
}
