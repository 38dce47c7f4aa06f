/**
 * What the home page shows somebody who comes back in this tab: what they were at. Kept in sessionStorage, beside the plan.
 */

const KEY = "playbook-last";

/**
 * @typedef {{ page: string, name: string, done: number, total: number }} Last  `name` with the day of the talk, as the result shows it;
 *   `total` is 0 while there is no result
 */

/** @param {() => Storage} storage @param {Last} last */
export function noteLast(storage, last) {
  try {
    storage().setItem(KEY, JSON.stringify(last));
  } catch {
    // Then the home page is as for everybody.
  }
}

/**
 * @param {() => Storage} storage
 * @returns {Last | null}
 */
export function readLast(storage) {
  try {
    const found = JSON.parse(storage().getItem(KEY) ?? "null");
    // An address within this site only: what stands in the storage may be anything.
    return typeof found?.page === "string" && /^\/(?!\/)[\w./-]*$/.test(found.page) ? found : null;
  } catch {
    return null;
  }
}

/** Throws where storage is refused. @param {() => Storage} storage */
export function forgetLast(storage) {
  storage().removeItem(KEY);
}
