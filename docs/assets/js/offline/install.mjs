/**
 * Brings a release into the store: every page and file is compared with the list before it is kept, and the list is put down last.
 * What is there already is not fetched again, so that a run that is broken off goes on with the next.
 */

import { LIST, shelvesOf } from "../shelves.mjs";
import { openStore } from "./store.mjs";

/** How many files are fetched at the same time. */
const AT_ONCE = 3;
/** The headers that a kept answer needs: a worker obeys the policy of its own file. */
const HEADERS = ["content-type", "content-security-policy", "permissions-policy", "referrer-policy", "x-content-type-options"];

/** Why nothing is kept. @typedef {"unreachable" | "damaged" | "full" | "refused" | "stopped"} Why */

export class NotKept extends Error {
  /** @param {Why} why @param {string} [detail] */
  constructor(why, detail = "") {
    super(detail === "" ? why : `${why}: ${detail}`);
    this.why = why;
  }
}

/**
 * @typedef {object} Options
 * @property {AbortSignal} signal
 * @property {boolean} spare  the whole Python too
 * @property {(done: number, total: number) => void} onProgress  in files
 * @property {() => Promise<void>} quiet  resolves when the page has nothing of its own to fetch
 */

/**
 * @typedef {object} Wanted
 * @property {string} address
 * @property {import("./list.mjs").Facts} facts
 * @property {Cache} shelf
 * @property {boolean} isPage
 */

/**
 * Keep a release whole. Throws NotKept, and then the release before it is in use as it was.
 *
 * @param {string} root
 * @param {import("./list.mjs").List} list
 * @param {Options} options
 */
export async function install(root, list, { signal, spare, onProgress, quiet }) {
  const shelves = shelvesOf(root);
  const [files, pages] = await orRefused(Promise.all([caches.open(shelves.files), caches.open(shelves.pages(list.release))]));
  const there = new Set((await orRefused(Promise.all([files.keys(), pages.keys()]))).flat().map(({ url }) => url));
  const earlier = await orRefused(openStore(root).current());
  const before = earlier && earlier.release !== list.release ? await orRefused(caches.open(shelves.pages(earlier.release))) : null;

  /** @param {import("./list.mjs").Facts[]} some @param {boolean} isPage @returns {Wanted[]} */
  const on = (some, isPage) => some.map((facts) => ({ address: root + facts[0], facts, shelf: isPage ? pages : files, isPage }));
  const all = [...on(list.pages, true), ...on(list.files, false), ...on(spare ? list.spare : [], false)];
  const missing = all.filter(({ address }) => !there.has(address));
  let done = all.length - missing.length;
  onProgress(done, all.length);

  /** @param {Wanted} one */
  async function bring(one) {
    await quiet();
    // Meanwhile the page's own engine may have put it there.
    if (!one.isPage && (await orRefused(files.match(one.address)))) return;
    const taken = before && one.isPage ? await takeOver(before, one, /** @type {import("./list.mjs").List} */ (earlier).release, list.release) : undefined;
    const answer = taken ?? (await fetchWhole(one, signal));
    await orRefused(one.shelf.put(one.address, answer));
    brought.push(one);
  }

  /** @type {Wanted[]} */
  const brought = [];
  /** What went wrong first. @type {unknown} */
  let fault;
  const next = async () => {
    for (let one = missing.shift(); one && !fault && !signal.aborted; one = missing.shift()) {
      try {
        await bring(one);
      } catch (error) {
        fault ??= error;
      }
      if (fault) return;
      done += 1;
      onProgress(done, all.length);
    }
  };
  // What is under way ends before anything is said, so that nothing is told or put down afterwards.
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  // What has no room for all of it keeps none of it.
  if (fault instanceof NotKept && fault.why === "full") await Promise.allSettled(brought.map(({ shelf, address }) => shelf.delete(address)));
  if (fault) throw fault;
  if (signal.aborted) throw new NotKept("stopped");
  if (earlier?.release !== list.release) await orRefused(files.put(root + LIST, Response.json(list)));
}

/**
 * Return a page of the earlier release that differs from the new one by the release's id alone, or undefined.
 *
 * @param {Cache} before
 * @param {Wanted} wanted
 * @param {string} earlier
 * @param {string} release
 */
async function takeOver(before, { address, facts }, earlier, release) {
  const found = await orRefused(before.match(address));
  if (!found) return undefined;
  const bytes = new Uint8Array(await found.arrayBuffer());
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes).replaceAll(earlier, release);
  for (const same of [bytes, new TextEncoder().encode(text)]) {
    if (await isSame(same, facts)) return new Response(same, { headers: found.headers });
  }
  return undefined;
}

/**
 * Fetch a file that is what the list says. The browser's cache may hold it, or hold a damaged one: then it is fetched past the cache.
 *
 * @param {Wanted} wanted
 * @param {AbortSignal} signal
 */
async function fetchWhole({ address, facts, isPage }, signal) {
  let failed = new NotKept("unreachable", address);
  for (const cache of /** @type {RequestCache[]} */ ([isPage ? "no-cache" : "default", "reload"])) {
    try {
      const answer = await fetch(address, { cache, signal });
      const bytes = new Uint8Array(await answer.arrayBuffer());
      if (await isSame(bytes, facts)) return new Response(bytes, { headers: keptHeaders(answer.headers) });
      failed = new NotKept(answer.ok ? "damaged" : "unreachable", address);
    } catch {
      if (signal.aborted) throw new NotKept("stopped");
      throw new NotKept("unreachable", address);
    }
  }
  throw failed;
}

/** @param {Headers} headers */
function keptHeaders(headers) {
  return HEADERS.flatMap((name) => {
    const value = headers.get(name);
    return value === null ? [] : [/** @type {[string, string]} */ ([name, value])];
  });
}

/** @param {Uint8Array<ArrayBuffer>} bytes @param {import("./list.mjs").Facts} facts */
async function isSame(bytes, [, sha256, size]) {
  if (bytes.length !== size) return false;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("") === sha256;
}

/** Say in our words what the store refuses. @template T @param {Promise<T>} asked */
async function orRefused(asked) {
  try {
    return await asked;
  } catch (error) {
    throw new NotKept(error instanceof DOMException && error.name === "QuotaExceededError" ? "full" : "refused", String(error));
  }
}
