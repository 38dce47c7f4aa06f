/**
 * What this tab found when it opened a plan: what the last visit's results were made from. It stays in the tab.
 */

const KEY = "playbook-since";

/** Return what was found of a plan; null where this tab has not opened it before. @param {() => Storage} session @param {string} id */
export function readSince(session, id) {
  try {
    const found = JSON.parse(session().getItem(KEY) ?? "{}");
    return found.id === id && typeof found.seen === "string" ? found.seen : null;
  } catch {
    return null;
  }
}

/** @param {() => Storage} session @param {string} id @param {string} seen */
export function holdSince(session, id, seen) {
  try {
    session().setItem(KEY, JSON.stringify({ id, seen }));
  } catch {
    // Then the next page of this visit compares with this one.
  }
  return seen;
}

/**
 * Throws where storage is refused.
 *
 * @param {() => Storage} session
 * @param {string} [id]  of the only plan to be forgotten
 */
export function forgetSince(session, id) {
  if (id === undefined || JSON.parse(session().getItem(KEY) ?? "{}").id === id) session().removeItem(KEY);
}
