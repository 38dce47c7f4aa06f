/**
 * A script inside the page, which runs before the browser has read the rest of it.
 *
 * It takes out of sight what the first screen does not show. And where a result was made on this page, coming back brings it back. So the
 * engine's worker starts at once, while the page is still coming. `page-engine.mjs` takes the worker over.
 */

import { wantsAll } from "./way.mjs";
import { hasPlan, madeBefore } from "../plan/kept-index.mjs";

const {
  worksheets = "",
  runtime = "",
  library = "",
  worker: script = "",
  path = "image",
} = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
const at = (/** @type {string} */ url) => new URL(url, document.baseURI).href;

const session = () => window.sessionStorage;
const local = () => window.localStorage;
const here = document.documentElement.classList;

// Question by question from the first paint on. Where another screen than the first is to come, none is shown until it is known.
if (location.hash !== "#all" && !wantsAll(session)) {
  here.add("pb-asking");
  if (location.hash !== "" || history.state?.screen || hasPlan(session, local)) here.add("pb-later");
  // Without the page's script, the form stands there whole.
  addEventListener("error", (event) => event.target instanceof HTMLScriptElement && here.remove("pb-asking"), true);
}

const made = madeBefore(session, local);
if (worksheets.split(" ").some((name) => made.includes(name))) {
  try {
    const worker = new Worker(at(script), { type: "module" });
    /** @type {import("../engine/page-engine.mjs").Early["missed"]} */
    const missed = [];
    worker.onmessage = (event) => missed.push(event);
    worker.onerror = (event) => {
      event.preventDefault();
      missed.push(event);
    };
    worker.postMessage({ kind: "start", runtime: at(runtime), library: at(library), fresh: false, path });
    /** @type {any} */ (window).playbookEarly = { worker, missed };
  } catch {
    // Workers are refused here: `engine-client.mjs` will find that out too, and run the engine without one.
  }
}
