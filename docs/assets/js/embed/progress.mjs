/**
 * How far somebody has come in an activity: its steps are its screens, and the result is the last of them. Each may be skipped. What was
 * behind somebody stays behind them.
 */

import { read, written } from "./state.mjs";

/**
 * @param {string[]} steps  the slugs, in order
 */
export function openProgress(steps) {
  /** @type {Set<string>} */
  let done = new Set();
  /** @type {number[]} */
  let scores = [];
  let at = steps[0] ?? "";

  return {
    /** Somebody is at a step. What is no step (a question that makes a result sharper) leaves them where they were. @param {string} slug */
    reach(slug) {
      if (steps.includes(slug)) at = slug;
    },
    /** Steps are behind somebody. @param {string[]} slugs */
    pass(slugs) {
      for (const one of slugs) if (steps.includes(one)) done.add(one);
    },
    /** @param {number} percent */
    scored(percent) {
      scores = [percent];
    },
    /** Go on from a state that was kept; false when it is none of this activity. @param {unknown} text */
    resume(text) {
      const found = read(text, steps);
      if (found === null) return false;
      done = new Set([...done, ...found.done]);
      if (scores.length === 0) scores = found.scores;
      return true;
    },
    /** The first step that is not behind somebody; undefined when all are. */
    next: () => steps.find((one) => !done.has(one)),
    isDone: (/** @type {string} */ slug) => done.has(slug),
    score: () => scores[0],
    told: () => ({ slug: at, done: done.size, total: steps.length, state: written(steps, done, scores) }),
  };
}
