/**
 * Which kind of negotiation the worksheet speaks of: chosen by a link, or by the question itself.
 */

import { isChecked } from "../form/controls.mjs";
import { toEntries } from "../form/form-data.mjs";
import { CASE, caseIn, sayIn, usualAnswers } from "../form/cases.mjs";

/**
 * @param {Element} root  what stands around the form
 * @param {import("../form/cases.mjs").Case[]} cases
 * @param {import("../form/form-view.mjs").FormView} view
 */
export function openCases(root, cases, view) {
  /** The case in whose words the questions stand; "" for the plain ones. */
  let said = "";

  const radios = () => view.controls().filter(({ name }) => name === CASE);
  const named = (/** @type {string | undefined} */ id) => cases.find((one) => one.id === id);
  const chosen = () => radios().find(isChecked)?.value ?? "";

  /** Say the questions in the words of the case that is chosen. */
  function show() {
    if (cases.length === 0 || chosen() === said) return;
    said = chosen();
    sayIn(root, named(said) ?? named("other"));
  }

  return {
    show,
    /** Whether a control only says what the case usually is. @param {import("../form/controls.mjs").Control} control */
    isUsual: ({ name, value }) => named(said)?.answers[name] === value,
    /** Somebody may have chosen another case: say it in its words, and give its usual answers where nothing else was said. */
    follow() {
      if (cases.length === 0 || chosen() === said) return;
      const usual = usualAnswers(view.read().answers, named(chosen()), named(said));
      view.add(toEntries(usual));
      show();
    },
    /** Choose the case that the address asks for, and take it out of the address. */
    fromAddress() {
      const wanted = named(caseIn(location.hash));
      if (wanted === undefined) return;
      history.replaceState(null, "", location.pathname + location.search);
      view.add([[CASE, wanted.id]]);
      this.follow();
    },
  };
}
