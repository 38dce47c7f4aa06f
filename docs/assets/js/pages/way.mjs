/**
 * How somebody likes to be asked: question by question, or all questions on one page. The tab remembers it.
 */

const KEY = "playbook-way";
const ALL = "all";

/**
 * @param {() => Storage} storage  called each time: even reading `window.sessionStorage` may throw
 */
export function wantsAll(storage) {
  try {
    return storage().getItem(KEY) === ALL;
  } catch {
    return false;
  }
}

/** @param {() => Storage} storage @param {boolean} all */
export function rememberAll(storage, all) {
  try {
    if (all) storage().setItem(KEY, ALL);
    else storage().removeItem(KEY);
  } catch {
    // Then the page asks question by question again after a reload without the fragment.
  }
}
