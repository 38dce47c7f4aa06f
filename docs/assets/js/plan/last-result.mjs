/**
 * What the home page and the list of plans show of a plan: where somebody was at. For a plan in the tab only it is in sessionStorage.
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
    return fit(JSON.parse(storage().getItem(KEY) ?? "null"));
  } catch {
    return null;
  }
}

/**
 * Return what was found where it is of use, else null. An address within this site only: what stands in the storage may be anything.
 *
 * @param {any} found
 * @returns {Last | null}
 */
export function fit(found) {
  return typeof found?.page === "string" && /^\/(?!\/)[\w./-]*$/.test(found.page) ? found : null;
}

/** Throws where storage is refused. @param {() => Storage} storage */
export function forgetLast(storage) {
  storage().removeItem(KEY);
}
