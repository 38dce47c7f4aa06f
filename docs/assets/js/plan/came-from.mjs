/**
 * From which step of which result somebody went to a play. It stays in the tab; `pages/play.mjs` reads it there.
 */

const KEY = "playbook-from";

/**
 * @typedef {object} From
 * @property {string} plan  the plan's id
 * @property {string} play  the play's address below the site's root
 * @property {string} step  its step's id
 * @property {number} number  the step's number in the result
 * @property {string} name  what the result is called
 * @property {string} page  the address that leads back
 * @property {Record<string, string>} words  the person's own words, by placeholder
 */

/** @param {() => Storage} storage @param {From} from */
export function noteFrom(storage, from) {
  try {
    storage().setItem(KEY, JSON.stringify(from));
  } catch {
    // Then the play is as for everybody.
  }
}

/** Note that somebody goes back to the step that led to a play. @param {() => Storage} storage */
export function noteBack(storage) {
  try {
    const found = JSON.parse(storage().getItem(KEY) ?? "null");
    if (found) storage().setItem(KEY, JSON.stringify({ ...found, back: true }));
  } catch {
    // Then the result stands at its beginning.
  }
}

/** Return the step of this page that somebody comes back to, once; "" for none. @param {() => Storage} storage */
export function takeBack(storage) {
  try {
    const { back, ...found } = JSON.parse(storage().getItem(KEY) ?? "{}");
    if (back !== true || String(found.page).split("#")[0] !== location.pathname) return "";
    storage().setItem(KEY, JSON.stringify(found));
    return String(found.step);
  } catch {
    return "";
  }
}

/**
 * Throws where storage is refused.
 *
 * @param {() => Storage} storage
 * @param {string} [plan]  the id of the only plan to be forgotten
 */
export function forgetFrom(storage, plan) {
  if (plan === undefined || JSON.parse(storage().getItem(KEY) ?? "{}").plan === plan) storage().removeItem(KEY);
}
