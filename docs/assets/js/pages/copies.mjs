/**
 * Saves and opens copies as files, and deletes answers. When answers are replaced or removed the page says so, and it can be undone until
 * the page is left.
 */

import { openSealed, readFile } from "../plan/copy-file.mjs";
import { MOST_CHARACTERS, PlanError, emptyPlan, fitting, writePlan } from "../plan/plan.mjs";
import { withoutPrivate } from "../plan/private.mjs";
import { SealError } from "../plan/sealed.mjs";
import { askPassphrase } from "./passphrase.mjs";
import { saveFile } from "./save-file.mjs";

/** @typedef {import("../plan/plan.mjs").Plan} Plan */

/** @type {Record<import("../plan/plan.mjs").Fault, string>} */
export const FAULTS = {
  unreadable: "page-open-copy-failed",
  "not-text": "page-open-copy-not-text",
  "too-new": "page-open-copy-too-new",
  "too-large": "page-open-copy-too-large",
};

/** What is said of a sealed copy that does not open. @type {Record<import("../plan/sealed.mjs").SealFault, string>} */
const SEALED = {
  unreadable: "page-open-copy-failed",
  "too-new": "page-open-copy-too-new",
  rounds: "page-seal-rounds",
  wrong: "page-seal-wrong",
  insecure: "page-seal-insecure-open",
};

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
 * @param {() => { gone: Promise<void>, back: () => void }} options.forget  remove what was kept, and the result; `back` notes again what
 *   was known beside the answers
 * @param {() => void} options.print
 */
export function openCopies({ root, home, say, announce, listed, current, secret, replace, keep, forget, print }) {
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

  function choose() {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = ".json,application/json";
    input.addEventListener("change", () => {
      if (input.files?.[0]) void open(input.files[0]);
    });
    input.click();
  }

  /** @param {File} file */
  async function open(file) {
    try {
      const found = await readFile(file);
      if ("plan" in found) use(found.plan);
      else ask(found.sealed);
    } catch (error) {
      tell(whyNot(error));
    }
  }

  /** @param {Plan} next */
  function use(next) {
    const before = current();
    const more = replace(next);
    keep(next);
    tell([say("page-opened-copy"), ...more].join(" "), say("page-opened-undo"), () => backTo(before, say("page-delete-undone")));
  }

  /** Ask for the passphrase of a copy until it opens, or something else is done. @param {import("../plan/sealed.mjs").Sealed} sealed */
  function ask(sealed) {
    tell(say("page-seal-ask"));
    const asked = askPassphrase({
      say,
      fresh: false,
      button: say("page-seal-open"),
      async use(passphrase) {
        try {
          use(await openSealed(sealed, passphrase));
          return "";
        } catch (error) {
          return whyNot(error);
        }
      },
    });
    note.append(asked.place);
    asked.focus();
  }

  /** What is said of a file that does not open; something else than a file's fault is ours. @param {unknown} error */
  function whyNot(error) {
    if (error instanceof SealError) return say(SEALED[error.fault]);
    const { fault, part } = error instanceof PlanError ? error : { fault: /** @type {const} */ ("unreadable"), part: "" };
    return fault === "unreadable" && part !== "" ? say("page-open-copy-part", { part }) : say(FAULTS[fault], { part, limit: MOST_CHARACTERS });
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
  const acts = { "page-print": print, "page-save-copy": save, "page-open-copy": choose, "page-delete": remove };
  root.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-act]"));
    acts[button?.dataset.act ?? ""]?.();
  });
}
