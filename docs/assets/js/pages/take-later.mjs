/**
 * The screen on which a result is taken along. Its script comes with the first visit to it.
 */

import { endingOf } from "../beside.mjs";
import { makeButton } from "../button.mjs";

/** @typedef {Parameters<typeof import("./take-along.mjs").openTakeAlong>[1]} Options */

/**
 * @param {HTMLElement} region
 * @param {Options & { back: () => void, level?: "h1" | "h2" }} options
 */
export function openTakeLater(region, { back, level = "h1", ...options }) {
  const { say } = options;
  const heading = document.createElement(level);
  heading.textContent = say("page-take-along");
  const place = document.createElement("div");
  const tools = document.createElement("p");
  tools.className = "pb-go";
  tools.append(makeButton(say("page-back"), "pb-button", back));
  region.append(heading, place, tools);
  /** @type {Promise<{ show: () => void }> | null} */
  let rows = null;

  async function load() {
    /** @type {typeof import("./take-along.mjs")} */
    const { openTakeAlong } = await import(new URL(`./take-along${endingOf(import.meta.url)}`, import.meta.url).href);
    return openTakeAlong(place, options);
  }

  return {
    heading,
    show() {
      region.hidden = false;
      if (place.childElementCount === 0) place.textContent = say("page-working");
      rows ??= load();
      rows.then(
        (loaded) => loaded.show(),
        () => {
          // A connection may be back the next time.
          rows = null;
          place.textContent = say("page-take-not-loaded");
        },
      );
    },
    hide() {
      region.hidden = true;
    },
  };
}
