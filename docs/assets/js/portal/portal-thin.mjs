/** The script of a thin package's page: it finds the portal, and then the frame begins. */

import { browser, openers } from "./scorm.mjs";
import { openBridge } from "./thin.mjs";

/** Milliseconds after which a frame that has said nothing may be one that does not come. */
const PATIENCE = 5000;

const told = JSON.parse(document.getElementById("pb-thin")?.textContent ?? "");
const frame = /** @type {HTMLIFrameElement} */ (document.querySelector("iframe"));
const [alone, left] = ["alone", "left"].map((name) => /** @type {HTMLElement} */ (document.querySelector(`[data-thin="${name}"]`)));

void (async () => {
  const reporter = await Promise.resolve(openers(browser()).scorm12(/** @type {any} */ ({}))).catch(() => null);
  /** The way to leave where the frame offers none. */
  const exit = document.createElement("button");
  exit.type = "button";
  exit.textContent = told.exit;
  exit.addEventListener("click", leave);
  const late = setTimeout(() => left.after(exit), PATIENCE);

  function ready() {
    clearTimeout(late);
    exit.remove();
  }

  function leave() {
    ready();
    reporter?.finish();
    frame.remove();
    left.hidden = false;
    left.focus();
  }

  const hears = openBridge({ self: window, frame, address: told.address, steps: told.steps, report: told.report, reporter, ready, leave });
  if (!hears) ready();
  alone.hidden = hears;
})();
