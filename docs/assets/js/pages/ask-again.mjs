/**
 * Asks once more what was answered in another tab, and has stayed in it, before the result that it may change.
 *
 * @param {import("./flow.mjs").Flow} flow
 * @param {import("../form/controls.mjs").Control} control
 * @param {import("../words.mjs").Say} say
 */
export function askAgain(flow, control, say) {
  const at = flow.placeOf(control);
  const why = document.createElement("p");
  why.className = "pb-notice";
  why.textContent = say("page-asked-again");
  flow.groups[at].append(why);
  flow.enter({ name: "ask", at }, "result");
}
