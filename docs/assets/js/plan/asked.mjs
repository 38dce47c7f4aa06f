/**
 * Which worksheets' results were made in this tab, for a plan that is kept in the tab only.
 */

const KEY = "playbook-asked";

/** @param {() => Storage} storage  called each time: even reading `window.sessionStorage` may throw @returns {string[]} */
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
export function forgetAsked(storage) {
  storage().removeItem(KEY);
}
