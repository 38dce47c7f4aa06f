/**
 * What the engine is doing, in words, bytes and a bar.
 *
 * Bytes change many times a second and a screen reader must not read each: the shown text is hidden from it, and a polite live
 * region beside says the same at a bearable pace.
 */

import { describe, politely } from "../engine/progress.mjs";

/** Milliseconds after which a start is called slow. */
const SLOW = 20_000;

/**
 * @param {HTMLElement} place
 * @param {{ say: import("../words.mjs").Say, tryAgain: () => void, printBlank: () => void }} page
 */
export function openStatus(place, { say, tryAgain, printBlank }) {
  const shown = /** @type {HTMLElement} */ (place.querySelector(".pb-status-shown"));
  const spoken = /** @type {HTMLElement} */ (place.querySelector("[role=status]"));
  const bar = /** @type {HTMLProgressElement} */ (place.querySelector("progress"));
  const buttons = /** @type {HTMLElement} */ (place.querySelector(".pb-status-buttons"));
  const speak = politely((text) => {
    spoken.textContent = text;
  });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let clock;
  let slow = false;
  let again = false;
  let stuck = false;

  /** @param {string} text @param {boolean} [atOnce] */
  function show(text, atOnce) {
    shown.textContent = text;
    speak(text, atOnce);
  }

  /** @param {[string, () => void][]} offered */
  function offer(offered) {
    if (buttons.childElementCount === offered.length) return;
    buttons.hidden = offered.length === 0;
    buttons.replaceChildren(
      ...offered.map(([text, act]) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "pb-button";
        button.textContent = text;
        button.addEventListener("click", act);
        return button;
      }),
    );
  }

  return {
    show,
    /** Answer something that the person has just done. @param {string} text */
    tell: (text) => show(text, true),
    /** The request failed while the engine is well: the next one may succeed. @param {string} text */
    failed(text) {
      stuck = true;
      clearTimeout(clock);
      clock = undefined;
      slow = false;
      show(text, true);
      offer([
        [say("page-try-again"), tryAgain],
        [say("page-printable"), printBlank],
      ]);
    },
    /** Another request begins: take back what was said of the last one. @param {import("../engine/progress.mjs").State} state */
    resume(state) {
      if (!stuck) return;
      stuck = false;
      this.state(state);
    },
    /** @param {import("../engine/progress.mjs").State} state */
    state(state) {
      // That a request failed is to be read until the next one, though a fresh worker gets ready meanwhile.
      if (stuck && state.name !== "failed") return;
      const waiting = state.name === "loading" || state.name === "starting" || state.name === "restarting";
      if (!waiting) {
        clearTimeout(clock);
        clock = undefined;
        slow = false;
      } else {
        clock ??= setTimeout(() => {
          slow = true;
          show(say("page-engine-slow"));
          offer([[say("page-printable"), printBlank]]);
        }, SLOW);
      }
      // That the engine starts again is said until it has started: its files come from the cache, so the words for loading them
      // would be gone before anybody could read them.
      again = waiting && (again || state.name === "restarting");
      const words = describe(again ? { name: "restarting" } : state);
      const text = words === null ? "" : say(words.message, words.values);
      show(waiting && slow ? `${text} ${say("page-engine-slow")}` : text);
      bar.hidden = state.name !== "loading" || state.total === 0;
      if (state.name === "loading" && state.total > 0) bar.value = (100 * state.loaded) / state.total;
      if (state.name === "failed") {
        offer([
          [say("page-try-again"), tryAgain],
          [say("page-printable"), printBlank],
        ]);
      } else if (!slow) offer([]);
    },
  };
}
