/**
 * The one owner of the plan on a page. Whatever shows or changes answers, ticks or settings does it through this object, which has them
 * kept.
 *
 * While a worked example is shown, its answers and ticks stand in the place of the person's own, and are not kept. The settings are
 * the person's own there too.
 */

import { emptyPlan } from "./plan.mjs";
import { gather, scatter } from "./shared-answers.mjs";

/**
 * @typedef {import("./plan.mjs").Answers} Answers
 * @typedef {import("./plan.mjs").Plan} Plan
 * @typedef {import("./plan.mjs").Settings} Settings
 */

/**
 * @param {object} options
 * @param {string} options.worksheet  the one on this page
 * @param {import("./shared-answers.mjs").Groups} options.shared
 * @param {Pick<import("./keeper.mjs").Keeper, "save">} options.keeper
 * @param {Plan | null} options.kept  what was kept before
 */
export function openPlan({ worksheet, shared, keeper, kept }) {
  let own = kept ?? emptyPlan();
  /** @type {Plan | null} */
  let example = null;

  /** The shown plan, with this worksheet's answers in the place of those that it had. @param {Answers} answers @param {Settings} settings */
  function withAnswers(answers, settings) {
    if (example) return { ...example, settings, worksheets: { [worksheet]: answers } };
    return { ...own, settings, worksheets: scatter(own, worksheet, answers, shared) };
  }

  /** @param {Plan} plan */
  function keep(plan) {
    own = plan;
    keeper.save(own);
  }

  /** Put a step into one of the plan's lists, or take it out. @param {"done" | "aside"} list @param {string} step @param {boolean} set */
  function mark(list, step, set) {
    const plan = example ?? own;
    const after = { ...plan, [list]: set ? [...new Set([...plan[list], step])] : plan[list].filter((other) => other !== step) };
    if (example) example = after;
    else keep(after);
  }

  return {
    /** What the page shows: an example, or else the person's own. */
    shown: () => example ?? own,
    own: () => own,
    /** This worksheet's answers, with those that stand in other worksheets. @returns {Answers} */
    answers: () => example?.worksheets[worksheet] ?? gather(own, worksheet, shared),
    withAnswers,
    /** Take over what the form says. @param {Answers} answers @param {Settings} settings */
    put(answers, settings) {
      const next = withAnswers(answers, settings);
      if (example) example = next;
      keep(example ? { ...own, settings } : next);
    },
    /** @param {string} step @param {boolean} done */
    tick: (step, done) => mark("done", step, done),
    /** Note that a step is not for this person, or that it is after all. @param {string} step @param {boolean} set */
    setAside: (step, set) => mark("aside", step, set),
    /** @param {Answers} answers */
    tryOut(answers) {
      example = { ...emptyPlan(), settings: own.settings, worksheets: { [worksheet]: answers } };
    },
    leaveExample() {
      example = null;
    },
    /** Put another plan in the place of the person's own. It is kept with {@link keep}. @param {Plan} plan */
    replace(plan) {
      example = null;
      own = plan;
    },
    keep: () => keeper.save(own),
    /** Take over what is kept now: another tab has changed or deleted it. @param {Plan | null} plan */
    takeOver(plan) {
      own = plan ?? emptyPlan();
    },
  };
}

/** @typedef {ReturnType<typeof openPlan>} PlanOwner */
