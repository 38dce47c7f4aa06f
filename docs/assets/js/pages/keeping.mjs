/**
 * What the page says of the answers that it keeps: in a sentence at the form, and in a few words in the bar above.
 */

import { labelOf } from "../form/controls.mjs";
import { MOST_CHARACTERS } from "../plan/plan.mjs";

/** @type {Record<import("../plan/draft.mjs").Keeping, string>} */
const SENTENCES = {
  kept: "page-saved-tab",
  partly: "page-saved-without",
  unfit: "page-not-saved-part",
  refused: "page-not-saved",
  full: "page-not-saved-full",
  guarded: "page-not-saved-guarded",
  empty: "",
};

/**
 * @param {HTMLElement} sentence
 * @param {HTMLElement | null} bar  the words in the bar, where the page has one
 * @param {import("../words.mjs").Say} say
 * @param {(left: import("../plan/plan.mjs").LeftOut[]) => string} listed  names answers that do not fit
 */
export function openKeeping(sentence, bar, say, listed) {
  bar?.setAttribute("role", "status");
  const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

  /** @param {import("../plan/draft.mjs").Keeping} keeping */
  function inShort(keeping) {
    if (keeping === "empty") return "";
    return keeping === "kept" ? say("page-bar-kept", { time: clock.format(new Date()) }) : say("page-bar-not-kept");
  }

  return {
    /** @param {import("../plan/draft.mjs").Keeping} keeping @param {import("../plan/plan.mjs").LeftOut[]} left */
    tell(keeping, left) {
      const name = SENTENCES[keeping];
      const text = name === "" ? "" : say(name, { parts: listed(left), part: left[0]?.part ?? "", limit: MOST_CHARACTERS });
      sentence.classList.toggle("pb-warn", keeping !== "kept" && keeping !== "empty");
      if (sentence.textContent !== text) sentence.textContent = text;
      const short = inShort(keeping);
      if (bar && bar.textContent !== short) bar.textContent = short;
    },
    /** Say what came back. @param {string} text */
    cameBack(text) {
      sentence.textContent = text;
    },
  };
}

/**
 * Name answers that did not fit, with their lengths.
 *
 * @param {import("../plan/plan.mjs").LeftOut[]} left
 * @param {string} worksheet
 * @param {(path: string) => import("../form/controls.mjs").Control | undefined} controlOf
 * @param {import("../words.mjs").Say} say
 */
export function namesOf(left, worksheet, controlOf, say) {
  const own = `worksheets.${worksheet}.`;
  return left
    .map(({ part, length }) => {
      const control = part.startsWith(own) ? controlOf(part.slice(own.length)) : undefined;
      return say("page-saved-part", { label: control ? labelOf(control) : part, length });
    })
    .join(", ");
}
