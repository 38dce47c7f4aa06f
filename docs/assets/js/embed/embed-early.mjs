/**
 * Runs before the page is drawn, so that it is drawn once: in the portal's colours, with its first question, and with nothing of the
 * portal's in the address.
 */

import { dress } from "./colours.mjs";
import { tidyAddress } from "./settings.mjs";

const html = document.documentElement;
const { theme, accent, chrome } = tidyAddress();
dress(html, theme, accent);
html.dataset.pbChrome = chrome;
if (location.hash !== "#all") {
  html.classList.add("pb-asking");
  // Without the page's script, the form stands there whole.
  addEventListener("error", (event) => event.target instanceof HTMLScriptElement && html.classList.remove("pb-asking"), true);
}
