/**
 * What is to be written for a plan, after a look at what is kept of it.
 */

import { merge, same } from "./merge.mjs";
import { fitting, readPlan } from "./plan.mjs";

/** What is said of a plan of which nothing is written. @type {Record<string, import("./keeper.mjs").Keeping>} */
export const STOPPED = { clash: "clash", gone: "gone", guarded: "guarded", newer: "newer" };

/**
 * Return what to write, or why nothing is written: "gone" it was deleted elsewhere, "guarded" what is kept cannot be read, "clash" this tab
 * and another have changed the same answers, with what is kept. Throws PlanError where the plan could not be read again.
 *
 * @param {object} options
 * @param {import("./plan.mjs").Plan} options.mine
 * @param {import("./device.mjs").Kept | null} options.now  what is kept
 * @param {import("./plan.mjs").Plan} options.base  what this tab last read or wrote
 * @param {string | null} options.revision  of that; null for nothing
 * @param {import("./keeper.mjs").Beside} options.beside
 * @param {"mine" | "theirs" | undefined} options.prefer  what the person has chosen
 * @param {import("./merge.mjs").Clash[]} options.shown  what the person saw when they chose
 * @param {string[][]} options.shared  the places of each answer that several worksheets share
 */
export function settle({ mine, now, base, revision, beside, prefer, shown, shared }) {
  if (now === null && revision !== null) return { stop: "gone" };
  if (now === null || now.revision === revision) return { plan: mine, ...fitting(mine), ...beside };
  let theirs;
  try {
    theirs = readPlan(now.text);
  } catch {
    return { stop: "guarded", raw: now.text };
  }
  const { plan, clashes } = merge(base, mine, theirs, prefer ?? "mine", shared);
  // What has changed since the person saw it is neither written over nor dropped: it is asked about again.
  const isSeen = (/** @type {import("./merge.mjs").Clash} */ one) =>
    shown.some(({ part, mine: here, theirs: there }) => part === one.part && (prefer === "theirs" ? same(here, one.mine) : same(there, one.theirs)));
  if (prefer === undefined ? clashes.length > 0 : !clashes.every(isSeen)) return { stop: "clash", clashes, theirs };
  return { plan, ...fitting(plan), made: [...new Set([...now.made, ...beside.made])], last: beside.last ?? now.last, seen: beside.seen || now.seen };
}

/** Tell whether two plans say the same. @param {import("./plan.mjs").Plan} one @param {import("./plan.mjs").Plan} other */
export function equal(one, other) {
  const { version: _, ...here } = one;
  const { version: __, ...there } = other;
  return same(/** @type {any} */ (here), /** @type {any} */ (there));
}
