/** The script of a thin package's page: it finds the portal, and then the frame begins. */

import { browser, openers } from "./scorm.mjs";
import { openBridge } from "./thin.mjs";

const told = JSON.parse(document.getElementById("pb-thin")?.textContent ?? "");
const frame = /** @type {HTMLIFrameElement} */ (document.querySelector("iframe"));
const exit = /** @type {HTMLButtonElement} */ (document.querySelector("button"));
const [alone, left] = ["alone", "left"].map((name) => /** @type {HTMLElement} */ (document.querySelector(`[data-thin="${name}"]`)));

void (async () => {
  const reporter = await Promise.resolve(openers(browser()).scorm12(/** @type {any} */ ({}))).catch(() => null);
  const hears = openBridge({ self: window, frame, address: told.address, steps: told.steps, report: told.report, reporter, leave });
  alone.hidden = hears;
  exit.hidden = !hears;
  exit.addEventListener("click", leave);

  function leave() {
    reporter?.finish();
    frame.remove();
    exit.hidden = true;
    left.hidden = false;
    left.focus();
  }
})();
