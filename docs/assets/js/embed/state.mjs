/**
 * What a portal may keep for another day: which steps are behind somebody, as a text. `v1;110;` for the first two of three steps, and
 * behind it the scores of knowledge checks in percent. No answer has a place in it.
 */

/** The longest that is written. Portals take 4096 at least. */
export const LONGEST = 256;
const SHAPE = /^v1;([01]{0,200});((?:\d{1,3}(?:,\d{1,3}){0,9})?)$/;

/**
 * @param {string[]} steps  the slugs of all steps
 * @param {Set<string>} done
 * @param {number[]} [scores]  in percent
 */
export const written = (steps, done, scores = []) => `v1;${steps.map((one) => (done.has(one) ? "1" : "0")).join("")};${scores.join(",")}`.slice(0, LONGEST);

/**
 * Read a state; null when it is none, or of another set of steps.
 *
 * @param {unknown} text
 * @param {string[]} steps
 * @returns {{ done: Set<string>, scores: number[] } | null}
 */
export function read(text, steps) {
  const found = typeof text === "string" && text.length <= LONGEST ? SHAPE.exec(text) : null;
  if (found === null || found[1].length !== steps.length) return null;
  return { done: new Set(steps.filter((_, at) => found[1][at] === "1")), scores: found[2] === "" ? [] : found[2].split(",").map(Number) };
}
