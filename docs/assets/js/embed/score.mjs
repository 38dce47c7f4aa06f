/**
 * What a knowledge check comes to.
 */

/**
 * Which answers are right.
 *
 * @param {string[]} chosen  "" for none
 * @param {string[]} right
 */
export const scoreOf = (chosen, right) => right.map((answer, place) => chosen[place] === answer);

/**
 * How sure somebody says they are, in percent; null for what is no number from 50 to 100.
 *
 * @param {string} typed
 */
export function sureness(typed) {
  const number = Number(typed.trim().replace(/\s*%$/, "").replace(",", "."));
  return typed.trim() !== "" && number >= 50 && number <= 100 ? number : null;
}

/**
 * How sure somebody was on average, and how much was right of what they said it about, in whole percent; null where nothing was said.
 *
 * @param {(number | null)[]} sure
 * @param {boolean[]} marks
 */
export function calibration(sure, marks) {
  const said = sure.flatMap((one, place) => (one === null ? [] : [{ sure: one, right: marks[place] }]));
  if (said.length === 0) return null;
  const mean = said.reduce((sum, one) => sum + one.sure, 0) / said.length;
  return { mean: Math.round(mean), share: Math.round((100 * said.filter((one) => one.right).length) / said.length) };
}
