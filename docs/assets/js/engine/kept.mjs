/**
 * Keeps the quick start's large files in the browser for later visits. They are kept unpacked: when they come from the browser's own
 * cache, most of the time goes into unpacking them. They are the bytes that the site sent, and are checked again at each start, so
 * nothing that a person typed can be in them.
 *
 * Storage may be refused, full, emptied or damaged. Then nothing is kept, and the files come as on the first visit.
 */

const SHELF = "playbook-runtime";

/** Milliseconds that the store may take to answer. After that the file is fetched as if it had not been kept. */
const PATIENCE = 1500;

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
    const found = await caches.match(url, { cacheName: SHELF });
    return found && new Uint8Array(await found.arrayBuffer());
  } catch {
    return undefined;
  }
}

/**
 * Keep these files, and remove all others: those of an earlier build are of no use. If that fails, nothing is kept.
 *
 * @param {string[]} urls
 * @param {() => Promise<Map<string, Uint8Array>>} load  contents by URL, found whole; asked for only when something is missing
 */
export async function keep(urls, load) {
  try {
    const shelf = await caches.open(SHELF);
    const there = (await shelf.keys()).map((request) => request.url);
    if (urls.every((url) => there.includes(url)) && there.length === urls.length) return;
    try {
      await Promise.all(there.map((url) => shelf.delete(url)));
      for (const [url, bytes] of await load()) await shelf.put(url, new Response(/** @type {BodyInit} */ (bytes)));
    } catch {
      await forget();
    }
  } catch {
    // Nothing can be kept here.
  }
}

/** Remove all kept files: one of them may be what failed. */
export async function forget() {
  try {
    await caches.delete(SHELF);
  } catch {
    // The store is refused, so nothing was kept.
  }
}
