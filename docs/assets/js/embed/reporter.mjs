/**
 * What an activity tells the portal around it, and nothing else: how far somebody has come, that they have finished, the score of a
 * knowledge check. No word, number or choice of theirs has a place in any of these calls.
 *
 * `<meta name="pb-portal">` names the kind of portal. A package brings a script of its own, which stands before the page's scripts and
 * puts its way to open a reporter into `window.playbookPortals`, under that name.
 */

/**
 * @typedef {"unsupported-version" | "python-unavailable" | "timeout"} Code
 * @typedef {{ slug: string, done: number, total: number, state: string }} Step  `slug`: the step that somebody is at; `done` of `total`
 *   steps are behind them; `state`: what `resume` is to give back on another day, in ASCII, at most 256 characters (state.mjs)
 * @typedef {{ done: number, total: number, state: string }} End
 * @typedef {{ scaled: number, passed: boolean, state: string }} Score  `scaled`: 0 to 1
 *
 * @typedef {object} Reporter
 * @property {string} kind  as the page's `pb-portal` says it
 * @property {boolean} exits  whether the page offers "Save and exit", which calls `finish`
 * @property {boolean} listens  whether anybody hears: the page then says what is told, and otherwise that it stands alone
 * @property {() => string | null} resume  what was kept of an earlier visit; null for none
 * @property {(activity: string) => void} ready
 * @property {(step: Step) => void} step  somebody is at another step
 * @property {(score: Score) => void} score  of a knowledge check alone
 * @property {(end: End) => void} completed  the result was seen and Finish was pressed; once in a page's life
 * @property {(code: Code) => void} error
 * @property {(height: number) => void} [resize]  the page is this tall, in CSS pixels; left out where nobody can use it
 * @property {() => void} finish  somebody leaves by the page's button
 *
 * @typedef {object} Asked  what a page gives whoever opens a reporter
 * @property {string} activity
 * @property {string[]} steps  the slugs of its steps, in order
 * @property {string} build
 * @property {import("./settings.mjs").Settings} settings
 * @property {Orders} orders  what a portal may ask of the page
 *
 * @typedef {object} Orders
 * @property {(theme: import("./settings.mjs").Theme) => void} theme
 * @property {(state: string) => void} resume  go on where this state ends, if nobody has begun
 * @property {() => void} exits  offer "Save and exit"
 *
 * @typedef {(asked: Asked) => Reporter | null | Promise<Reporter | null>} Open  null: there is no such portal here
 */

/** Milliseconds that a portal has to answer. After that the page does without it: nobody waits for an empty page. */
export const PATIENCE = 6000;

const nothing = () => {};

/** Tells nobody. @param {string} [kind] @returns {Reporter} */
export const silent = (kind = "none") => ({
  kind,
  exits: false,
  listens: false,
  resume: () => null,
  ready: nothing,
  step: nothing,
  score: nothing,
  completed: nothing,
  error: nothing,
  finish: nothing,
});

/**
 * Open the reporter of a kind. One that fails, or does not answer in time, is one that tells nobody: the worksheet works without it.
 *
 * @param {string} kind
 * @param {Record<string, Open>} known
 * @param {Asked} asked
 * @param {number} [patience]
 * @returns {Promise<Reporter>}
 */
export async function openReporter(kind, known, asked, patience = PATIENCE) {
  const open = Object.hasOwn(known, kind) ? known[kind] : null;
  if (open === null) return silent();
  try {
    const late = new Promise((/** @type {(none: null) => void} */ resolve) => setTimeout(resolve, patience, null));
    return (await Promise.race([Promise.resolve(open(asked)), late])) ?? silent();
  } catch {
    return silent();
  }
}

/**
 * The same reporter, which keeps what the house asks: each step is told when it changes, completed and each error once, and a fault of
 * the portal's stays the portal's.
 *
 * @param {Reporter} inner
 * @returns {Reporter}
 */
export function careful(inner) {
  let told = "";
  let ended = false;
  /** @type {Set<Code>} */
  const faults = new Set();
  /** @template {any[]} Given @param {(...given: Given) => void} act @returns {(...given: Given) => void} */
  const safely = (act) => (...given) => {
    try {
      act(...given);
    } catch {
      // The portal's own script has failed. The person's answers and result do not depend on it.
    }
  };
  return {
    ...inner,
    resume() {
      try {
        return inner.resume();
      } catch {
        return null;
      }
    },
    ready: safely(inner.ready),
    step: safely((step) => {
      const now = JSON.stringify(step);
      if (now === told) return;
      told = now;
      inner.step(step);
    }),
    score: safely(inner.score),
    completed: safely((end) => {
      if (ended) return;
      ended = true;
      inner.completed(end);
    }),
    error: safely((code) => {
      if (faults.has(code)) return;
      faults.add(code);
      inner.error(code);
    }),
    finish: safely(inner.finish),
  };
}
