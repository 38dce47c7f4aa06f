/**
 * Keeps the quick start's large files in the browser for later visits. They are kept unpacked: when they come from the browser's own
 * cache, most of the time goes into unpacking them. They are the bytes that the site sent, and are checked again at each start, so
 * nothing that a person typed can be in them.
 *
 * They stand on the shelf where `offline/` keeps its files, at their own addresses: what the one has kept, the other does not fetch.
 *
 * Storage may be refused, full, emptied or damaged. Then nothing is kept, and the files come as on the first visit.
 */

import { LIST, shelvesOf } from "../shelves.mjs";

const RUNTIME = "assets/runtime/";

/** Milliseconds that the store may take to answer. After that the file is fetched as if it had not been kept. */
const PATIENCE = 1500;

/** The site's first page. @param {string} url  of a file of the engine */
const rootOf = (url) => url.slice(0, url.indexOf(RUNTIME));

/**
 * Return a kept file's bytes, or undefined when there are none.
 *
 * @param {string} url
 * @returns {Promise<Uint8Array<ArrayBuffer> | undefined>}
 */
export function recall(url) {
  return Promise.race([find(url), new Promise((resolve) => setTimeout(resolve, PATIENCE, undefined))]);
}

/** @param {string} url */
async function find(url) {
  try {
    const found = await caches.match(url, { cacheName: shelvesOf(rootOf(url)).files });
    return found && new Uint8Array(await found.arrayBuffer());
  } catch {
    return undefined;
  }
}

/**
 * Keep these files of one runtime. Those of other runtimes go, unless a whole release is kept, which looks after its own. If that
 * fails, nothing is kept.
 *
 * @param {string[]} urls
 * @param {() => Promise<Map<string, Uint8Array>>} load  contents by URL, found whole; asked for only when something is missing
 */
export async function keep(urls, load) {
  try {
    const root = rootOf(urls[0]);
    const shelf = await caches.open(shelvesOf(root).files);
    const there = (await shelf.keys()).map((request) => request.url);
    if (!there.includes(root + LIST)) {
      const folder = urls[0].slice(0, urls[0].lastIndexOf("/") + 1);
      const others = there.filter((url) => url.startsWith(root + RUNTIME) && !url.startsWith(folder));
      await Promise.all(others.map((url) => shelf.delete(url)));
    }
    if (urls.every((url) => there.includes(url))) return;
    try {
      for (const [url, bytes] of await load()) await shelf.put(url, new Response(/** @type {BodyInit} */ (bytes)));
    } catch {
      await forget(urls);
    }
  } catch {
    // Nothing can be kept here.
  }
}

/** Remove these files: one of them may be what failed. @param {string[]} urls */
export async function forget(urls) {
  try {
    const shelf = await caches.open(shelvesOf(rootOf(urls[0])).files);
    await Promise.all(urls.map((url) => shelf.delete(url)));
  } catch {
    // The store is refused, so nothing was kept.
  }
}
