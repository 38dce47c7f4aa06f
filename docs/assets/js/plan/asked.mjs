/**
 * Which worksheets' checklists this tab has made. Kept in sessionStorage, so that a reload brings them back.
 */

const KEY = "playbook-asked";

/**
 * @param {() => Storage} storage  called each time: even reading `window.sessionStorage` may throw
 * @returns {unknown[]}
 */
function allAsked(storage) {
  try {
    const found = JSON.parse(storage().getItem(KEY) ?? "[]");
    return Array.isArray(found) ? found : [];
  } catch {
    return [];
  }
}

/**
 * Tell whether this tab has made the checklist of a worksheet.
 *
 * @param {() => Storage} storage
 * @param {string} worksheet
 */
export function wasAsked(storage, worksheet) {
  return allAsked(storage).includes(worksheet);
}

/** Tell whether this tab has made a checklist of any worksheet. @param {() => Storage} storage */
export const hasAsked = (storage) => allAsked(storage).length > 0;

/**
 * Note that the checklist of a worksheet was asked for.
 *
 * @param {() => Storage} storage
 * @param {string} worksheet
 */
export function noteAsked(storage, worksheet) {
  try {
    storage().setItem(KEY, JSON.stringify([...new Set([...allAsked(storage), worksheet])]));
  } catch {
    // Then a reload shows the answers, and the button makes the checklist again.
  }
}

/**
 * Forget all of it. Throws where storage is refused.
 *
 * @param {() => Storage} storage
 */
export function forgetAsked(storage) {
  storage().removeItem(KEY);
}
