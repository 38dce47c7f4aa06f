/**
 * Continue: what stands on a screen is looked at before the next one comes. Whoever presses it again with nothing changed goes on all the
 * same. Where the engine is still loading or takes long, nobody waits for it. What it found, or finds then, stands above the answers to
 * check. Who says that talking could harm them is led to help instead, with no wait and no further question.
 */

import { isChecked } from "../form/controls.mjs";

/** Milliseconds that somebody waits for the engine at most. */
const PATIENCE = 1000;
/** Milliseconds within which a second press belongs to the first, as in a double click. */
const TWICE = 600;

/** Answers to whether somebody can talk without fear of harm; `playbook_engine.standing` has their twin. */
export const UNSAFE = ["no", "unsure"];

/**
 * @param {object} page
 * @param {import("../words.mjs").Say} page.say
 * @param {import("../form/form-view.mjs").FormView} page.view
 * @param {import("./flow.mjs").Flow} page.flow
 * @param {ReturnType<typeof import("../form/errors-view.mjs").openErrors>} page.errors
 * @param {{ now: () => Promise<void> }} page.asking
 * @param {() => unknown} page.take  read the form
 * @param {() => any} page.fresh  the reply to what the form says now, or null
 * @param {() => boolean} page.ready  whether the engine is
 * @param {readonly string[]} page.endings  names of questions that end all advice when the answer is one of {@link UNSAFE}
 * @param {() => void} page.toHelp  go to the page for getting help
 */
export function openContinue({ say, view, flow, errors, asking, take, fresh, ready, endings, toHelp }) {
  /** @type {(() => void)[]} */
  let waiting = [];
  let busy = false;
  /** What somebody was last shown as wrong, with the text that stood in each place. */
  let shown = "";
  let shownAt = 0;

  /** Resolves once the engine has said something of the form as it is, or has not for too long. */
  function reply() {
    if (fresh() !== null || !ready()) return Promise.resolve();
    void asking.now();
    return new Promise((/** @type {(value?: undefined) => void} */ resolve) => {
      waiting.push(resolve);
      setTimeout(resolve, PATIENCE);
    });
  }

  /** @param {number} at */
  const isUnsafe = (at) =>
    view.controls().some((one) => endings.includes(one.name) && flow.placeOf(one) === at && isChecked(one) && UNSAFE.includes(one.value));

  async function on() {
    const from = flow.now();
    if (busy || from.name !== "ask") return;
    for (const cards of view.cards()) cards.close();
    take();
    if (isUnsafe(from.at)) {
      toHelp();
      return;
    }
    busy = true;
    await reply();
    busy = false;
    // Somebody may have gone elsewhere meanwhile.
    if (flow.now() !== from) return;
    const isHere = (/** @type {{ field: string }} */ { field }) => {
      const control = view.control(field);
      return control !== undefined && flow.placeOf(control) === from.at;
    };
    /** @type {import("../form/errors-view.mjs").Fault[]} */
    const faults = fresh()?.errors ?? [];
    errors.show(faults, isHere, say("page-errors-later"));
    const named = errors.named();
    const wrong = JSON.stringify([from.at, ...named.map(({ field, message }) => [field, message, view.control(field)?.value])]);
    if (named.length > 0 && (wrong !== shown || Date.now() - shownAt < TWICE)) {
      if (wrong !== shown) shownAt = Date.now();
      shown = wrong;
      // A row that is folded up would hide what is to be put right in it.
      const row = named.flatMap(({ field }) => view.control(field)?.closest(".pb-row") ?? [])[0];
      if (row) view.cardsOf(row)?.open(row);
      errors.focus();
      return;
    }
    shown = "";
    errors.show(faults, () => false);
    flow.on();
  }

  return {
    on,
    /** Say "I do not know" to the question on the screen, and go on. */
    unknown() {
      const from = flow.now();
      const box = from.name === "ask" ? flow.unknownOf(from.at) : undefined;
      if (box === undefined) return;
      if (!isChecked(box)) {
        /** @type {HTMLInputElement} */ (box).checked = true;
        view.settle(box);
      }
      void on();
    },
    /** The engine has said something, or has failed to. */
    heard() {
      const heard = waiting;
      waiting = [];
      for (const resolve of heard) resolve();
    },
  };
}
