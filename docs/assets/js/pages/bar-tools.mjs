/**
 * The bar above a worksheet: hide the screen, and stop for now.
 */

import { openHideScreen } from "./hide-screen.mjs";

/** One for the page, whichever worksheet stands in it. @type {(() => void) | null} */
let hide = null;

/**
 * @param {import("../words.mjs").Say} say
 * @param {() => void} stop
 */
export function openBarTools(say, stop) {
  if (hide === null) {
    hide = openHideScreen((name) => say(`page-${name}`));
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-act="hide-screen"]'))) {
      button.hidden = false;
      button.addEventListener("click", hide);
    }
  }
  for (const link of document.querySelectorAll('[data-act="stop-for-now"]')) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      stop();
    });
  }
}
