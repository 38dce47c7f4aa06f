/**
 * Brings a question into view on whatever screen it stands.
 */

import { goTo } from "../form/form-view.mjs";

/**
 * @param {import("../form/form-view.mjs").FormView} view
 * @param {import("./flow.mjs").Flow} flow
 */
export function openReveal(view, flow) {
  return {
    /**
     * Focus a control, on its own screen.
     *
     * @param {import("../form/controls.mjs").Control} control
     * @param {import("./flow.mjs").From} [from]  where one comes back to; without it, to the answers to check if they are shown
     */
    reveal(control, from = "") {
      const at = flow.placeOf(control);
      const now = flow.now();
      const there = now.name === "ask" && now.at === at;
      if (at >= 0 && flow.inSteps() && !there) flow.enter({ name: "ask", at }, from || (now.name === "check" ? "check" : ""));
      const row = control.closest(".pb-row");
      if (row && flow.inSteps()) view.cardsOf(row)?.open(row);
      goTo(control);
    },
    /**
     * Go from the answers to check to a question, and straight back afterwards.
     *
     * @param {HTMLElement} question
     * @param {number} at  the place of its screen
     */
    toQuestion(question, at) {
      flow.enter({ name: "ask", at }, "check");
      // With others on the same screen, the one that is to be changed.
      const control = view.controls().find((one) => question.contains(one));
      if (control && !question.matches(".pb-rows") && flow.asked(at).length > 1) goTo(control);
    },
  };
}
