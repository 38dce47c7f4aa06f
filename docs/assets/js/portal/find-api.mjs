/**
 * Where a learning management system has put its half of SCORM: in a window above this one, or in one that opened it (SCORM 1.2 RTE, 3.3.6;
 * SCORM 2004 RTE, 3.2.1). A window of another origin throws whenever it is looked into, and is gone past.
 */

/** The most windows that are looked into: a frame may be its own ancestor by a portal's mistake. */
export const MOST = 500;

/** @template T @param {() => T} look @returns {T | null} */
function attempt(look) {
  try {
    return look();
  } catch {
    return null;
  }
}

/**
 * @param {any} start  a window
 * @param {string} name  of the object: API, API_1484_11
 * @param {string} method  what it can do, so that an element of that id is not taken for it
 * @returns {any} null where there is none
 */
export function findApi(start, name, method) {
  const waiting = [start];
  /** @type {Set<any>} */
  const seen = new Set();
  while (waiting.length > 0 && seen.size < MOST) {
    const here = waiting.shift();
    if (!here || seen.has(here)) continue;
    seen.add(here);
    const found = attempt(() => (typeof here[name][method] === "function" ? here[name] : null));
    if (found) return found;
    // Those above come before those that opened one of them.
    waiting.unshift(attempt(() => here.parent));
    waiting.push(attempt(() => here.opener));
  }
  return null;
}

/** Whether there can be a portal: somebody has framed or opened this window. @param {any} start */
export const isAlone = (start) => attempt(() => start.parent === start && !start.opener) === true;
