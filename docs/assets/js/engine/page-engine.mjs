/**
 * The engine on a worksheet page: where its files are, how its worker is made or taken over from `pages/early.mjs`, and how it runs
 * without a worker.
 */

import { endingOf } from "../beside.mjs";
import { createClient } from "./engine-client.mjs";

/**
 * @typedef {import("./engine-client.mjs").Client} Client
 * @typedef {import("./progress.mjs").State} State
 * @typedef {{ worker?: Worker, missed: (MessageEvent | ErrorEvent)[] }} Early  what `pages/early.mjs` leaves on the window
 * @typedef {import("./engine-core.mjs").Path} Path
 * @typedef {{ client: Client, listen: (listener: (state: State) => void) => void }} PageEngine
 */

/** Where portals take no `.mjs`, the scripts that this one asks for are called `.js`, as it is itself. */
const ENDING = endingOf(import.meta.url);

/**
 * Read where the engine's files are. The build has written it on the first script inside the page.
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
 * Return the worker that `pages/early.mjs` has started, with the messages that came from it so far. It is returned only once.
 *
 * @returns {import("./engine-client.mjs").WorkerLike | undefined}
 */
function takeEarly() {
  const found = /** @type {{ playbookEarly?: Early }} */ (window).playbookEarly;
  if (found?.worker === undefined) return undefined;
  const { worker, missed } = found;
  delete found.worker;
  return Object.assign(worker, { missed });
}

/**
 * @param {{ runtime: string, library: string, startWith: Path }} places
 * @param {{ keeps?: boolean, limits?: Partial<import("./engine-client.mjs").Limits> }} [options]  keeps: whether the browser may keep
 *   the engine's files for later visits
 * @returns {PageEngine}
 */
export function openPageEngine({ runtime, library, startWith }, { keeps = true, limits } = {}) {
  /** @type {(state: State) => void} */
  let tell = () => {};
  const client = createClient({
    makeWorker({ path, fresh }) {
      const early = takeEarly();
      if (early && path === startWith && !fresh) return early;
      early?.terminate();
      const worker = new Worker(new URL(`./engine-worker${ENDING}`, import.meta.url), { type: "module" });
      worker.postMessage({ kind: "start", runtime, library, fresh, path, keeps });
      return worker;
    },
    async startHere(options) {
      /** @type {typeof import("./engine-core.mjs")} */
      const core = await import(new URL(`./engine-core${ENDING}`, import.meta.url).href);
      return core.start({ runtime, libraryText: core.fetchText(library, options.fresh), ...options });
    },
    onState: (state) => tell(state),
    startWith,
    limits,
  });
  return {
    client,
    /** Call the listener with the present state, and with every later one. */
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
    // An element may have come in part. It is complete once something follows it.
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
