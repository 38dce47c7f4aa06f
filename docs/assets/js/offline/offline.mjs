/**
 * The service worker: pages from the network, and from the store where it fails; files named by their bytes from the store. It writes
 * nothing but what it removes. `book.mjs` fills the store.
 */

import { bare, kindOf, networkFirst, storeFirst } from "./answers.mjs";
import { openStore } from "./store.mjs";

/** Milliseconds that the network may take to answer before a kept page is shown. */
const PATIENCE = 5000;

const worker = /** @type {any} */ (self);
const root = new URL("./", self.location.href).href;
const store = openStore(root);

/** @template T @param {Promise<T>} asked @returns {Promise<T | undefined>} undefined where the store is refused */
const orNothing = (asked) => asked.catch(() => undefined);

// It holds nothing of its own, so a newer one may take over from an older one at any time.
worker.addEventListener("install", () => worker.skipWaiting());

worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  // WebKit fails to fetch the request for a worker's script as it comes: it must be asked for by its address.
  const ask = () => fetch(request.destination === "worker" ? request.url : request);
  const address = bare(request.url);
  switch (kindOf(request, root)) {
    case "file":
      event.respondWith(storeFirst(ask, () => orNothing(store.file(address))));
      break;
    case "page":
      event.respondWith(answerPage(ask, address, request.mode === "navigate"));
      break;
  }
});

/** @param {() => Promise<Response>} ask @param {string} address @param {boolean} isShown */
async function answerPage(ask, address, isShown) {
  try {
    return await networkFirst(ask, () => orNothing(store.page(address)), PATIENCE);
  } catch (error) {
    const lost = isShown ? await orNothing(store.lost(address)) : undefined;
    if (lost) return lost;
    throw error;
  }
}

worker.addEventListener("message", (/** @type {any} */ event) => {
  if (event.data?.kind === "tidy") event.waitUntil(orNothing(tidy()));
});

/** A page of the release in use asks for this; other pages that are open may be of an earlier one, and need its files. */
async function tidy() {
  const open = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (open.filter((/** @type {{ url: string }} */ { url }) => url.startsWith(root)).length <= 1) await store.tidy();
}
