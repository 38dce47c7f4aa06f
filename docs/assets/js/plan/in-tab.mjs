/**
 * What can be said at once of a plan that is kept in this tab only: that there is one, and which worksheets' results were made of it.
 */

/** Where the plan stands, as JSON. */
export const PLAN = "playbook-plan";
const KEY = "playbook-asked";

/** Tell whether this tab keeps a plan. @param {() => Storage} storage  called each time: even reading `window.sessionStorage` may throw */
export function hasTabPlan(storage) {
  try {
    return storage().getItem(PLAN) !== null;
  } catch {
    return false;
  }
}

/** @param {() => Storage} storage @returns {string[]} */
export function madeInTab(storage) {
  try {
    const found = JSON.parse(storage().getItem(KEY) ?? "[]");
    return Array.isArray(found) ? found.filter((name) => typeof name === "string") : [];
  } catch {
    return [];
  }
}

/** @param {() => Storage} storage @param {string[]} made */
export function noteMade(storage, made) {
  try {
    if (made.length > 0) storage().setItem(KEY, JSON.stringify([...new Set(made)]));
    else storage().removeItem(KEY);
  } catch {
    // Then a reload shows the answers, and the button makes the result again.
  }
}

/** Forget all of it. Throws where storage is refused. @param {() => Storage} storage */
export function forgetMade(storage) {
  storage().removeItem(KEY);
}
