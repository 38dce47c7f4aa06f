/**
 * The playbook on the device, as a page sees it: whether it is kept, keep it, and remove it. The page does the fetching, so that it can
 * show how far it is and stop; the worker only answers.
 */

import { LIST, WORKER, shelvesOf } from "../shelves.mjs";
import { NotKept, install } from "./install.mjs";
import { readList } from "./list.mjs";
import { openStore } from "./store.mjs";

/**
 * "elsewhere": another page of the site is keeping it. "saving-data": the browser is told to save data, so only a button keeps it.
 * "never": nobody has asked for it yet, or it was removed. "unsupported": this site or this browser cannot.
 *
 * @typedef {import("./install.mjs").Why | "elsewhere" | "saving-data" | "never" | "unsupported"} WhyNot
 * @typedef {{ name: "kept", release: string } | { name: "not-kept", why: WhyNot }} State
 * @typedef {object} Options
 * @property {boolean} [spare]  the whole Python too
 * @property {() => Promise<void>} [quiet]  resolves when the page has nothing of its own to fetch
 * @property {(release: string) => void} [onNewest]  told which release the site has now
 * @property {(done: number, total: number) => void} [onProgress]  in files
 * @property {AbortSignal} [signal]
 * @typedef {{ root: string, release: string, inFrame: boolean }} Place  the site's first page; the page's own release, "" for none; and
 *   whether it stands in another site's frame
 */

/** @param {Place} place */
export function openBook({ root, release, inFrame }) {
  const store = openStore(root);
  const name = `${shelvesOf(root).own}keep`;
  const can = release !== "" && !inFrame && "serviceWorker" in navigator && "caches" in globalThis && Boolean(globalThis.crypto?.subtle);

  /** @param {WhyNot} why @returns {Promise<State>} what is kept all the same, or why nothing is */
  async function otherwise(why) {
    if (!can) return { name: "not-kept", why: "unsupported" };
    try {
      const [list, worker] = await Promise.all([store.current(), navigator.serviceWorker.getRegistration(root)]);
      return list && worker?.active ? { name: "kept", release: list.release } : { name: "not-kept", why };
    } catch {
      return { name: "not-kept", why: "refused" };
    }
  }

  /** Fetch the list of the release that the site has now; null where there is none. @returns {Promise<import("./list.mjs").List | null>} */
  async function newest() {
    try {
      const answer = await fetch(root + LIST, { cache: "no-cache" });
      return answer.ok ? readList(await answer.text()) : null;
    } catch {
      return null;
    }
  }

  /** @param {Options} options @param {AbortSignal} signal @returns {Promise<State>} */
  async function bring({ spare = false, quiet = async () => {}, onNewest = () => {}, onProgress = () => {} }, signal) {
    const worker = await register(root);
    const list = await newest();
    if (list === null) throw new NotKept("unreachable", LIST);
    onNewest(list.release);
    await install(root, list, { signal, spare, quiet, onProgress });
    if (list.release === release) worker.postMessage({ kind: "tidy" });
    return { name: "kept", release: list.release };
  }

  /**
   * Keep the newest release, one page of the site at a time. Never throws.
   *
   * @param {Options & { first?: boolean }} options  `first`: a person asked for it, so a page that does it by itself makes way
   * @returns {Promise<State>}
   */
  async function keep({ first = false, signal, ...options }) {
    if (!can) return { name: "not-kept", why: "unsupported" };
    if (!first && /** @type {any} */ (navigator).connection?.saveData) return otherwise("saving-data");
    const stop = new AbortController();
    signal?.addEventListener("abort", () => stop.abort());
    if (signal?.aborted) stop.abort();
    const run = () => bring(options, stop.signal);
    try {
      if (!navigator.locks) return await run();
      const given = await navigator.locks.request(name, first ? { steal: true } : { ifAvailable: true }, (lock) => lock && run());
      return given ?? (await otherwise("elsewhere"));
    } catch (error) {
      stop.abort();
      return await otherwise(error instanceof NotKept ? error.why : "elsewhere");
    }
  }

  return {
    keep,
    /** What is kept now. */
    state: () => otherwise("never"),
    /** Remove the worker and everything that was kept, of this site alone. Tells whether all of it is gone. */
    async remove() {
      try {
        if (!("caches" in globalThis)) return true;
        const gone = async () => {
          await (await ownWorker(root))?.unregister();
          await store.remove();
          return true;
        };
        return await (navigator.locks ? navigator.locks.request(name, { steal: true }, gone) : gone());
      } catch {
        return false;
      }
    },
  };
}

/** @param {string} root */
async function ownWorker(root) {
  const found = await navigator.serviceWorker?.getRegistration(root);
  return found?.scope === root ? found : undefined;
}

/**
 * Register the worker and wait until it answers.
 *
 * @param {string} root
 * @returns {Promise<ServiceWorker>}
 */
async function register(root) {
  let registration;
  try {
    registration = await navigator.serviceWorker.register(root + WORKER, { scope: root, updateViaCache: "none" });
  } catch (error) {
    throw new NotKept(await ownWorker(root).catch(() => undefined) ? "unreachable" : "refused", String(error));
  }
  if (!registration) throw new NotKept("refused");
  const worker = registration.active ?? registration.waiting ?? registration.installing;
  if (worker === null) throw new NotKept("refused");
  return new Promise((resolve, reject) => {
    const look = () => {
      if (worker.state === "activated") resolve(worker);
      if (worker.state === "redundant") reject(new NotKept("refused"));
    };
    worker.addEventListener("statechange", look);
    look();
  });
}
