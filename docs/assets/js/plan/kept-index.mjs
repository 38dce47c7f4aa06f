/**
 * What is known of the plans on this device before the database is open: their ids, which of them was used last, and the worksheets
 * whose results were made. No answer stands in it. It is in localStorage, so that every page can read it at once.
 */

import { hasTabPlan, madeInTab } from "./in-tab.mjs";

const KEY = "playbook-kept";
/** The plan that this tab is at. */
const CURRENT = "playbook-current";
/** The reader wishes nothing to stay on this device. */
const WHERE = "playbook-where";
const NEW = "new:";
const ID = /^(?:new:)?[0-9a-f]{24}$/;

/** @typedef {{ current: string, plans: Record<string, string[]> }} Index */

/** @param {() => Storage} local  called each time: even reading `window.localStorage` may throw @returns {Index} */
export function readIndex(local) {
  try {
    const { current, plans } = JSON.parse(local().getItem(KEY) ?? "{}");
    const found = Object.entries(plans ?? {}).filter(([id]) => ID.test(id));
    const made = (/** @type {unknown} */ names) => (Array.isArray(names) ? names.filter((name) => typeof name === "string") : []);
    return { current: ID.test(current) ? current : "", plans: Object.fromEntries(found.map(([id, names]) => [id, made(names)])) };
  } catch {
    return { current: "", plans: {} };
  }
}

/** @param {() => Storage} local @param {Index} index */
function write(local, index) {
  try {
    if (Object.keys(index.plans).length > 0) local().setItem(KEY, JSON.stringify(index));
    else local().removeItem(KEY);
  } catch {
    // Then a page shows what it has when the database is open.
  }
}

/** Note that a plan is kept, and used. @param {() => Storage} local @param {string} id @param {string[]} made */
export function noteKept(local, id, made) {
  const { plans } = readIndex(local);
  write(local, { current: id, plans: { ...plans, [id]: made } });
}

/** @param {() => Storage} local @param {string} id */
export function noteGone(local, id) {
  const { current, plans } = readIndex(local);
  const { [id]: _, ...others } = plans;
  write(local, { current: current === id ? (Object.keys(others)[0] ?? "") : current, plans: others });
}

/** Throws where storage is refused. @param {() => Storage} local */
export function forgetIndex(local) {
  local().removeItem(KEY);
}

/** Make the index say what the database holds. @param {() => Storage} local @param {import("./device.mjs").Kept[]} kept */
export function noteAll(local, kept) {
  const { current } = readIndex(local);
  const plans = Object.fromEntries(kept.map(({ id, made }) => [id, made]));
  write(local, { current: current in plans ? current : (kept[0]?.id ?? ""), plans });
}

/**
 * Return the id of the plan that this tab is at, else of the one that was used last; "" for none. `fresh` tells that this tab has begun
 * a new plan, which is not kept yet.
 *
 * @param {() => Storage} session
 * @param {() => Storage} local
 */
export function currentPlan(session, local) {
  let here = "";
  try {
    here = session().getItem(CURRENT) ?? "";
  } catch {
    // Then it is the one that was used last.
  }
  if (!ID.test(here)) return { id: readIndex(local).current, fresh: false };
  return here.startsWith(NEW) ? { id: here.slice(NEW.length), fresh: true } : { id: here, fresh: false };
}

/** @param {() => Storage} session @param {string} id  "" for none @param {boolean} [fresh] */
export function goTo(session, id, fresh = false) {
  try {
    if (id === "") session().removeItem(CURRENT);
    else session().setItem(CURRENT, fresh ? NEW + id : id);
  } catch {
    // Then the tab shows the plan that was used last.
  }
}

/** Whether the reader wishes that answers stay in the tab only. @param {() => Storage} local */
export function wantsTab(local) {
  try {
    return local().getItem(WHERE) === "tab";
  } catch {
    return false;
  }
}

/** @param {() => Storage} local @param {boolean} tab */
export function chooseWhere(local, tab) {
  try {
    if (tab) local().setItem(WHERE, "tab");
    else local().removeItem(WHERE);
  } catch {
    // A browser that refuses to keep this keeps no answers either.
  }
}

/**
 * The worksheets whose results were made of the plan that this tab is at, as far as it is known before the plan is open.
 *
 * @param {() => Storage} session
 * @param {() => Storage} local
 */
export function madeBefore(session, local) {
  if (hasTabPlan(session) || wantsTab(local)) return madeInTab(session);
  return readIndex(local).plans[currentPlan(session, local).id] ?? [];
}

/** Whether there is a plan to be opened. @param {() => Storage} session @param {() => Storage} local */
export function hasPlan(session, local) {
  if (hasTabPlan(session)) return true;
  const { id, fresh } = currentPlan(session, local);
  return !wantsTab(local) && id !== "" && !fresh;
}
