/**
 * The quick start's large files as this browser keeps them for later visits: unpacked, since unpacking them is most of what reading
 * them from the browser's own cache takes. They are the bytes that the site sent, checked again at each start: nothing that a
 * person typed can be in them.
 *
 * Storage may be refused, full, emptied or damaged: then there is nothing kept, and the files come as on the first visit.
 */

const SHELF = "playbook-runtime";

/** Milliseconds that a store may take to answer. One that never does must not keep anybody from fetching. */
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
 * Keep these files and no others: of a runtime that is no longer this one nothing stays. Whatever fails leaves nothing kept.
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

/** Let go of all that is kept: it may be what failed. */
export async function forget() {
  try {
    await caches.delete(SHELF);
  } catch {
    // Then nothing was.
  }
}
