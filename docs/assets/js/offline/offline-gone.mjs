/**
 * What a site without a copy on the device has at the worker's address: it removes the worker that stood there, with all that was kept.
 */

import { openStore } from "./store.mjs";

const worker = /** @type {any} */ (self);

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (/** @type {any} */ event) => {
  const store = openStore(new URL("./", self.location.href).href);
  event.waitUntil(Promise.allSettled([store.remove(), worker.registration.unregister()]));
});
