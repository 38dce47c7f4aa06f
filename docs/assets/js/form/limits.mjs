/**
 * How long an answer may be, as the markup says it: there the build writes the engine's own limits.
 *
 * The field takes whatever is pasted, because cutting it would lose something without a word. An answer that is too long is said to be
 * so at once, and it is not sent to the engine, which would refuse it.
 */

/** A character that Python calls a space. */
const SPACE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/**
 * Count the characters of an answer as the engine does: without the spaces around it, and on one line each gap between words as one.
 *
 * @param {string} text
 * @param {boolean} lines  whether the answer has several lines, which stay as they are
 */
export function lengthAsRead(text, lines) {
  let length = 0;
  let gap = 0;
  for (const character of text) {
    if (SPACE.test(character)) gap += 1;
    else {
      if (length > 0) length += lines ? gap : Math.min(gap, 1);
      length += 1;
      gap = 0;
    }
  }
  return length;
}

/**
 * Return the characters that a control holds and those that it may hold; null when it does not hold too many, or has no limit.
 *
 * @param {import("./controls.mjs").Control} control
 * @returns {{ length: number, limit: number } | null}
 */
export function excess(control) {
  const limit = Number(control.dataset.limit ?? Infinity);
  // Most answers are done with here, since an answer never counts more characters than it has.
  if (control.value.length <= limit) return null;
  const length = lengthAsRead(control.value, control.localName === "textarea");
  return length > limit ? { length, limit } : null;
}
