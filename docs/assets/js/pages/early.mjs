/**
 * Stands in the page itself, before all else of it: who comes back to a checklist has asked for it, so the engine starts while the
 * page is still being read. `page-engine.mjs` takes over what began here.
 */

import { wasAsked } from "../plan/draft.mjs";

/**
 * @typedef {{ worker?: Worker, missed: (MessageEvent | ErrorEvent)[] }} Early
 */

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
    /** @type {Early["missed"]} */
    const missed = [];
    worker.onmessage = (event) => missed.push(event);
    worker.onerror = (event) => {
      event.preventDefault();
      missed.push(event);
    };
    worker.postMessage({ kind: "start", runtime: at(runtime), library: at(library), fresh: false, path });
    /** @type {any} */ (window).playbookEarly = { worker, missed };
  } catch {
    // Workers are refused here: the page finds that out for itself.
  }
}
