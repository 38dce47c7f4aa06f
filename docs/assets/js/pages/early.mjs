/**
 * A script inside the page, which runs before the browser has read the rest of it.
 *
 * Where this tab has made a checklist on this page, a reload brings that checklist back. So the engine's worker starts at once, while
 * the page is still coming. `page-engine.mjs` takes the worker over.
 */

import { wasAsked } from "../plan/asked.mjs";

const {
  worksheets = "",
  runtime = "",
  library = "",
  worker: script = "",
  path = "image",
} = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
const at = (/** @type {string} */ url) => new URL(url, document.baseURI).href;

if (worksheets.split(" ").some((name) => wasAsked(() => window.sessionStorage, name))) {
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
