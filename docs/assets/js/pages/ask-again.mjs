/**
 * Asks once more what was answered in another tab, and has stayed in it, before the result that it may change.
 *
 * @param {import("./flow.mjs").Flow} flow
 * @param {import("../form/form-view.mjs").FormView} view
 * @param {string[]} paths  of the questions
 * @param {import("../words.mjs").Say} say
 */
export function askAgain(flow, view, paths, say) {
  const control = paths.flatMap((path) => view.control(path) ?? [])[0];
  if (control === undefined || !flow.inSteps()) return;
  const at = flow.placeOf(control);
  const why = document.createElement("p");
  why.className = "pb-notice";
  why.textContent = say("page-asked-again");
  flow.groups[at].append(why);
  flow.enter({ name: "ask", at }, "result");
}
