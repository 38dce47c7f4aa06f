/**
 * The one owner of the plan on a page. Whatever shows or changes answers, ticks or settings does it through this object, which keeps
 * them in the tab.
 *
 * While a worked example is shown, its answers and ticks stand in the place of the person's own, and are not kept. The settings are
 * the person's own there too.
 */

import { createDraft } from "./draft.mjs";
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
 * @param {() => Storage} options.storage
 * @param {(keeping: import("./draft.mjs").Keeping, left: import("./plan.mjs").LeftOut[]) => void} options.onKeeping
 */
export function openPlan({ worksheet, shared, storage, onKeeping }) {
  const draft = createDraft({ storage, onKeeping });
  let own = emptyPlan();
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
    draft.save(own);
  }

  /** @param {"done" | "aside"} list @param {string} step @param {boolean} stands */
  function mark(list, step, stands) {
    const plan = example ?? own;
    const others = plan[list].filter((other) => other !== step);
    const after = { ...plan, [list]: stands ? [...others, step] : others };
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
    tick(step, done) {
      mark("done", step, done);
    },
    /** Note that a step is not for this person, or is so again. @param {string} step @param {boolean} set */
    setAside(step, set) {
      mark("aside", step, set);
    },
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
    keep: () => draft.save(own),
    /** Read what this tab has kept. Returns whether there was anything. */
    load() {
      const kept = draft.load();
      if (kept) own = kept;
      return kept !== null;
    },
    flush: draft.flush,
    forget: draft.clear,
    /**
     * Take over what another visit in this tab has kept since; what this page alone holds stays. Returns whether anything is different.
     *
     * @param {Answers} answers  what the form says
     * @param {Settings} settings
     */
    catchUp(answers, settings) {
      const news = draft.news();
      if (news === null) return false;
      own = news.plan ?? emptyPlan();
      if (news.plan !== null && news.unsaved && !example) keep(withAnswers(answers, settings));
      return true;
    },
  };
}

/** @typedef {ReturnType<typeof openPlan>} PlanOwner */
