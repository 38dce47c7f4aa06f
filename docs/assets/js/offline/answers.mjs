/**
 * What the worker answers, and from where. Pages come from the network whenever it answers; files whose address changes with their
 * bytes come from the store. Everything else is left to the browser.
 */

import { LIST, WORKER } from "../shelves.mjs";

/** Folders whose names, or whose files' names, change with the bytes in them: `publish/headers.py` lets browsers keep these. */
const NAMED_BY_BYTES = /^assets\/(?:css|js|runtime|library|javascripts|stylesheets)\//;
/** What pages fetch besides: the search's index, and pictures. */
const FETCHED = /^(?:assets|search)\//;

/**
 * Tell whether a request is for a page or for a file of ours; "" for all that the worker leaves alone.
 *
 * @param {{ method: string, url: string, mode: string, cache: string, headers: { has: (name: string) => boolean } }} request
 * @param {string} root
 * @returns {"page" | "file" | ""}
 */
export function kindOf({ method, url, mode, cache, headers }, root) {
  const address = bare(url);
  if (method !== "GET" || !address.startsWith(root) || address.includes("?") || headers.has("range")) return "";
  const path = address.slice(root.length);
  if (path === WORKER || path === LIST) return "";
  if (mode === "navigate") return "page";
  // Who asks past the browser's cache, as after a failure, does not want a kept file.
  if (cache === "reload" || cache === "no-store") return "";
  if (NAMED_BY_BYTES.test(path)) return "file";
  return FETCHED.test(path) && cache === "default" ? "page" : "";
}

/** An address without its fragment, which names a place on a page. @param {string} url */
export const bare = (url) => url.split("#", 1)[0];

/**
 * Return the network's answer; where it fails, or has not come after a while, the kept copy. A late answer is waited for when there
 * is no copy, and so is one of a server that fails.
 *
 * @template {{ status: number }} T
 * @param {() => Promise<T>} ask
 * @param {() => Promise<T | undefined>} recall
 * @param {number} patience  milliseconds
 * @returns {Promise<T>}
 */
export async function networkFirst(ask, recall, patience) {
  const asked = ask();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let clock;
  const late = new Promise((resolve) => (clock = setTimeout(resolve, patience, undefined)));
  const first = await Promise.race([asked, late]).catch(() => undefined);
  clearTimeout(clock);
  if (first !== undefined && first.status < 500) return first;
  return (await recall()) ?? asked;
}

/**
 * Return the kept file, else the network's answer.
 *
 * @template T
 * @param {() => Promise<T>} ask
 * @param {() => Promise<T | undefined>} recall
 */
export async function storeFirst(ask, recall) {
  return (await recall()) ?? ask();
}
