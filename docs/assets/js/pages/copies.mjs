/**
 * Saves and opens copies as files, and deletes answers. When answers are replaced or removed the page says so, and it can be undone until
 * the page is left.
 */

import { MOST_CHARACTERS, PlanError, emptyPlan, fitting, writePlan } from "../plan/plan.mjs";
import { withoutPrivate } from "../plan/private.mjs";
import { openFiles } from "./open-file.mjs";
import { saveFile } from "./save-file.mjs";

/** @typedef {import("../plan/plan.mjs").Plan} Plan */

/** A neutral name: it shows in download lists, and says nothing of what is inside. */
const FILE_NAME = "negotiation-playbook.json";

/**
 * @param {object} options
 * @param {Element} options.root  what the buttons stand in
 * @param {() => HTMLElement} options.home  the block that says what was done
 * @param {import("../words.mjs").Say} options.say
 * @param {(text: string) => void} options.announce
 * @param {(left: import("../plan/plan.mjs").LeftOut[]) => string} options.listed  names answers that do not fit
 * @param {() => Plan} options.current
 * @param {string[]} options.secret  places whose answers go into no copy
 * @param {(plan: Plan) => string[]} options.replace  put a plan into the form; returns sentences on what does not fit there
 * @param {(plan: Plan) => void} options.keep
 * @param {(plan: Plan) => () => void} options.adopt  keep a plan that was opened; returns the way back
 * @param {() => { gone: Promise<void>, back: () => void }} options.forget  remove what was kept, and the result; `back` notes again what
 *   was known beside the answers
 * @param {() => void} options.print
 */
export function openCopies({ root, home, say, announce, listed, current, secret, replace, keep, adopt, forget, print }) {
  const note = document.createElement("div");
  note.className = "pb-row-undo";
  note.hidden = true;

  /** @param {string} text @param {string} [label] @param {() => void} [undo] */
  function tell(text, label, undo) {
    const words = document.createElement("p");
    words.textContent = text;
    note.replaceChildren(words);
    note.hidden = false;
    home().append(note);
    announce(text);
    if (label === undefined || undo === undefined) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "pb-button";
    button.textContent = label;
    button.addEventListener("click", undo);
    note.append(button);
    button.focus();
  }

  /** @param {Plan} before @param {string} done */
  function backTo(before, done) {
    replace(before);
    keep(before);
    undone(done);
  }

  /** @param {string} done */
  function undone(done) {
    tell(done);
    // The button that was pressed is gone: leave the focus where the words are.
    note.tabIndex = -1;
    note.focus();
  }

  function save() {
    const plan = withoutPrivate(current(), secret);
    try {
      const { left } = fitting(plan);
      if (left.length > 0) {
        tell(say("page-save-copy-too-large", { parts: listed(left), limit: MOST_CHARACTERS }));
        return;
      }
    } catch (error) {
      tell(say("page-not-saved-part", { part: /** @type {PlanError} */ (error).part }));
      return;
    }
    saveFile(FILE_NAME, writePlan(plan), "application/json");
    tell(`${say("page-saved-copy", { name: FILE_NAME })} ${say("page-save-copy-why")}`);
  }

  const files = openFiles({ say, tell, more: (place) => note.append(place), use });

  /** @param {Plan} next */
  function use(next) {
    const before = current();
    const more = replace(next);
    const back = adopt(next);
    tell([say("page-opened-copy"), ...more].join(" "), say("page-opened-undo"), () => {
      replace(before);
      back();
      undone(say("page-delete-undone"));
    });
  }

  async function remove() {
    const before = current();
    const { gone, back } = forget();
    replace(emptyPlan());
    try {
      await gone;
    } catch {
      tell(say("page-not-deleted"));
      return;
    }
    tell(say("page-deleted"), say("page-delete-undo"), () => {
      backTo(before, say("page-delete-undone"));
      back();
    });
  }

  /** @type {Record<string, () => void>} */
  const acts = { "page-print": print, "page-save-copy": save, "page-open-copy": files.choose, "page-delete": remove };
  root.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-act]"));
    acts[button?.dataset.act ?? ""]?.();
  });
}
