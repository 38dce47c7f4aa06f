/**
 * The plans of this browser as a list: opening, beginning, naming, doubling, deleting and bringing back. Each returns or resolves when
 * the shelf has it; all reject with DeviceError where the browser refuses.
 */

import { unique } from "./device.mjs";
import { openJournal } from "./journal.mjs";
import { currentPlan, goTo, noteAll, noteGone } from "./kept-index.mjs";
import { PlanError, readPlan } from "./plan.mjs";
import { HERE } from "./tab.mjs";

/**
 * @typedef {import("./device.mjs").Kept} Kept
 * @typedef {import("./plan.mjs").Plan} Plan
 * @typedef {Kept & { plan: Plan | null, name: string }} Listed  `plan` is null where it cannot be read; `name` is "" for none
 */

/** @param {Kept} kept @returns {Listed} */
export function listed(kept) {
  let plan = null;
  try {
    plan = readPlan(kept.text);
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
  }
  return { ...kept, plan, name: plan?.name || (kept.last?.name ?? "") };
}

/**
 * @param {import("./device.mjs").Device} shelf
 * @param {import("./open-kept.mjs").Stores} stores
 */
export function openPlanList(shelf, { session, local }) {
  const journal = openJournal(local);
  /** The plans that are being deleted. @type {Set<string>} */
  const going = new Set();
  /** How often the list was asked for: what an earlier reading found may be deleted by now. */
  let asked = 0;

  /** @returns {Promise<Listed[]>} */
  async function all() {
    asked += 1;
    const turn = asked;
    const kept = await shelf.list();
    if (turn === asked && kept.every(({ id }) => /^[0-9a-f]{24}$/.test(id))) noteAll(local, kept);
    return kept.map(listed);
  }

  return {
    all,
    /** The plan that this tab is at; null for none. @param {Listed[]} plans */
    current(plans) {
      const { id, fresh } = currentPlan(session, local);
      return plans.find((one) => one.id === id) ?? (fresh ? null : (plans[0] ?? null));
    },
    /** @param {string} id */
    choose: (id) => goTo(session, id),
    /** Let the next worksheet begin a plan of its own. */
    begin: () => goTo(session, unique(), true),
    /**
     * Change a plan as it stands now. One that cannot be read, or is gone, is left alone.
     *
     * @param {string} id
     * @param {(plan: Plan) => Plan} change
     */
    change: (id, change) =>
      shelf.write(id, (now) => {
        const plan = now && listed(now).plan;
        return now && plan && { ...now, text: JSON.stringify(change(plan)) };
      }),
    /** Note something beside a plan. @param {string} id @param {Partial<Pick<Kept, "made" | "last" | "seen">>} more */
    note: (id, more) => shelf.write(id, (now) => now && { ...now, ...more }),
    /** @param {Listed} plan @param {string} name  of the new one */
    async double({ plan, made, last, seen }, name) {
      if (plan === null) return;
      await shelf.write(unique(), () => ({ text: JSON.stringify({ ...plan, name }), made, last, seen }));
    },
    /** @param {string} id @returns {Promise<Kept | null>} what it was, to bring it back */
    async remove(id) {
      going.add(id);
      // The page may be left before the database has done it.
      if (id !== HERE) journal.deleting([...going]);
      try {
        const kept = await shelf.remove(id, journal.stands);
        noteGone(local, id);
        if (currentPlan(session, local).id === id) goTo(session, "");
        return kept;
      } finally {
        going.delete(id);
        if (going.size === 0) journal.clear();
        else journal.deleting([...going]);
      }
    },
    /** @param {Kept} kept */
    async bringBack(kept) {
      goTo(session, await shelf.restore(kept));
    },
    /** Keep a plan that was opened from a file as one of its own. @param {Plan} plan */
    async add(plan) {
      const id = unique();
      await shelf.write(id, () => ({ text: JSON.stringify(plan), made: [], last: null, seen: "" }));
      goTo(session, id);
    },
  };
}
