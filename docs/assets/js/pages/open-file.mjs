/**
 * Lets somebody choose a saved copy, and opens it. Where it cannot be opened, words say why, and nothing has changed.
 */

import { openSealed, readFile } from "../plan/copy-file.mjs";
import { MOST_CHARACTERS, PlanError } from "../plan/plan.mjs";
import { SealError } from "../plan/sealed.mjs";
import { askPassphrase } from "./passphrase.mjs";

/** @type {Record<import("../plan/plan.mjs").Fault, string>} */
const FAULTS = {
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

/**
 * @param {object} page
 * @param {import("../words.mjs").Say} page.say
 * @param {(text: string) => void} page.tell  say what came of it
 * @param {(place: HTMLElement) => void} page.more  put something below what was said
 * @param {(plan: import("../plan/plan.mjs").Plan) => void} page.use
 */
export function openFiles({ say, tell, more, use }) {
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
    more(asked.place);
    asked.focus();
  }

  /** What is said of a file that does not open; something else than a file's fault is ours. @param {unknown} error */
  function whyNot(error) {
    if (error instanceof SealError) return say(SEALED[error.fault]);
    const { fault, part } = error instanceof PlanError ? error : { fault: /** @type {const} */ ("unreadable"), part: "" };
    return fault === "unreadable" && part !== "" ? say("page-open-copy-part", { part }) : say(FAULTS[fault], { part, limit: MOST_CHARACTERS });
  }

  return { choose };
}
