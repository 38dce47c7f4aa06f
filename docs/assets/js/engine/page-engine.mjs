/**
 * The engine as a worksheet page has it: where its files are, in a worker or here, and started early for whoever comes back.
 */

import { createClient } from "./engine-client.mjs";

/**
 * @typedef {import("./engine-client.mjs").Client} Client
 * @typedef {import("./progress.mjs").State} State
 * @typedef {import("./engine-core.mjs").Path} Path
 * @typedef {{ client: Client, listen: (listener: (state: State) => void) => void }} PageEngine
 */

/**
 * Where publishing wrote that the engine is: on the script that stands in the page itself.
 *
 * @param {Document} page
 */
export function readPlaces(page) {
  const { worksheets = "", runtime = "", library = "", path = "image" } =
    /** @type {HTMLScriptElement | null} */ (page.querySelector("script[data-worksheets]"))?.dataset ?? {};
  const at = (/** @type {string} */ url) => new URL(url, page.baseURI).href;
  return { worksheets: worksheets.split(" "), runtime: at(runtime), library: at(library), startWith: /** @type {Path} */ (path) };
}

/**
 * The worker that was started before this script was there, the first time that somebody asks for it.
 *
 * @returns {import("./engine-client.mjs").WorkerLike | undefined}
 */
function takeEarly() {
  const found = /** @type {{ playbookEarly?: import("../pages/early.mjs").Early }} */ (window).playbookEarly;
  if (found?.worker === undefined) return undefined;
  const { worker, missed } = found;
  delete found.worker;
  return Object.assign(worker, { missed });
}

/**
 * @param {{ runtime: string, library: string, startWith: Path }} places
 * @returns {PageEngine}
 */
export function openPageEngine({ runtime, library, startWith }) {
  /** @type {(state: State) => void} */
  let tell = () => {};
  const client = createClient({
    makeWorker({ path, fresh }) {
      const early = takeEarly();
      if (early && path === startWith && !fresh) return early;
      early?.terminate();
      const worker = new Worker(new URL("./engine-worker.mjs", import.meta.url), { type: "module" });
      worker.postMessage({ kind: "start", runtime, library, fresh, path });
      return worker;
    },
    async startHere(options) {
      const core = await import("./engine-core.mjs");
      return core.start({ runtime, libraryText: core.fetchText(library, options.fresh), ...options });
    },
    onState: (state) => tell(state),
    startWith,
  });
  return {
    client,
    /** Somebody to tell from now on, and what has come to pass already. */
    listen(listener) {
      tell = listener;
      listener(client.state());
    },
  };
}

/**
 * Resolves when an element and all that stands before it is there; the rest of the page may still be coming.
 *
 * @param {Document} page
 * @param {string} id
 * @returns {Promise<void>}
 */
export function whenParsed(page, id) {
  return new Promise((resolve) => {
    // What has something behind it is complete: text arrives in pieces.
    const isThere = () => page.readyState !== "loading" || Boolean(page.getElementById(id)?.parentElement?.nextElementSibling);
    if (isThere()) {
      resolve();
      return;
    }
    const look = () => {
      if (!isThere()) return;
      watch.disconnect();
      page.removeEventListener("readystatechange", look);
      resolve();
    };
    const watch = new MutationObserver(look);
    watch.observe(page, { childList: true, subtree: true });
    page.addEventListener("readystatechange", look);
  });
}
