/**
 * Puts two versions of one plan together that came from the same earlier one, such as those of two tabs.
 *
 * What only one of them has changed is taken over. What both have changed differently is named, so that the person chooses.
 */

import { isBlank, sharedAnswer, withShared } from "./shared-answers.mjs";

/**
 * @typedef {import("./plan.mjs").Plan} Plan
 * @typedef {{ part: string, mine: any, theirs: any }} Clash  `part`: its place in the plan, in dots; undefined for a blank
 */

/**
 * @param {Plan} base  what both came from
 * @param {Plan} mine
 * @param {Plan} theirs
 * @param {"mine" | "theirs"} [prefer]  what stands in the merged plan where both have changed the same thing
 * @param {string[][]} [shared]  the places of each answer that several worksheets share
 * @returns {{ plan: Plan, clashes: Clash[] }}
 */
export function merge(base, mine, theirs, prefer = "mine", shared = []) {
  /** @type {Clash[]} */
  const clashes = [];

  /** @param {string} part @param {any} before @param {any} here @param {any} there */
  function one(part, before, here, there) {
    if (same(here, there) || same(there, before)) return here;
    if (same(here, before)) return there;
    clashes.push({ part, mine: here, theirs: there });
    return prefer === "mine" ? here : there;
  }

  /** @param {string} part @param {Record<string, any>} before @param {Record<string, any>} here @param {Record<string, any>} there */
  function each(part, before, here, there) {
    const names = [...new Set([...Object.keys(here), ...Object.keys(there)])];
    const found = names.map((name) => [name, one(`${part}.${name}`, before[name], here[name], there[name])]);
    return Object.fromEntries(found.filter(([, value]) => value !== undefined));
  }

  const sheets = [...new Set([...Object.keys(mine.worksheets), ...Object.keys(theirs.worksheets)])];
  const answers = (/** @type {Plan} */ plan, /** @type {string} */ sheet) => plan.worksheets[sheet] ?? {};
  const plan = {
    ...mine,
    ...each("plan", rest(base), rest(mine), rest(theirs)),
    settings: /** @type {import("./plan.mjs").Settings} */ (each("settings", base.settings, mine.settings, theirs.settings)),
    worksheets: Object.fromEntries(
      sheets.map((sheet) => [sheet, each(`worksheets.${sheet}`, answers(base, sheet), answers(mine, sheet), answers(theirs, sheet))]),
    ),
    done: together(base.done, mine.done, theirs.done),
    aside: together(base.aside, mine.aside, theirs.aside),
  };
  // One may have answered in one worksheet what the other has answered in another.
  for (const places of shared) {
    if (places.some((place) => clashes.some(({ part }) => `worksheets.${place}`.startsWith(part)))) continue;
    const before = clashes.length;
    const [earlier, here, there] = [base, mine, theirs].map((version) => sharedAnswer(version, places));
    const chosen = one(`worksheets.${places[0]}`, earlier, here, there);
    if (clashes.length > before) plan.worksheets = withShared(plan, places, chosen);
  }
  return { plan, clashes };
}

/** What stands in a plan beside the parts that are merged piece by piece. @param {Plan} plan */
function rest({ version, settings, worksheets, done, aside, ...others }) {
  return others;
}

/** A list of step ids after both have added and taken away. @param {string[]} before @param {string[]} here @param {string[]} there */
function together(before, here, there) {
  const gone = before.filter((step) => !here.includes(step) || !there.includes(step));
  return [...new Set([...there, ...here])].filter((step) => !gone.includes(step));
}

/** Tell whether two answers are the same. All blanks are. @param {any} one @param {any} other */
export function same(one, other) {
  return (isBlank(one) && isBlank(other)) || written(one) === written(other);
}

/** An answer as text in which the order of names does not count. @param {any} value @returns {string} */
function written(value) {
  return JSON.stringify(value, (_, inner) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort()) : inner,
  );
}
