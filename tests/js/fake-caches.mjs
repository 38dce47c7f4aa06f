/**
 * The browser's store of answers, as far as our scripts use it: shelves by name, answers by address.
 */

/** @returns {{ shelves: Map<string, Map<string, Response>>, caches: any, put: { fault: Error | null, count: number } }} */
export function fakeCaches() {
  /** @type {Map<string, Map<string, Response>>} */
  const shelves = new Map();
  /** @type {{ fault: Error | null, count: number }} */
  const put = { fault: null, count: 0 };
  const shelf = (/** @type {Map<string, Response>} */ held) => ({
    match: async (/** @type {string} */ url) => held.get(url)?.clone(),
    keys: async () => [...held.keys()].map((url) => ({ url })),
    delete: async (/** @type {string} */ url) => held.delete(url),
    put: async (/** @type {string} */ url, /** @type {Response} */ answer) => {
      if (put.fault) throw put.fault;
      put.count += 1;
      held.set(url, answer);
    },
  });
  const caches = {
    open: async (/** @type {string} */ name) => {
      const held = shelves.get(name) ?? new Map();
      shelves.set(name, held);
      return shelf(held);
    },
    match: async (/** @type {string} */ url, /** @type {{ cacheName: string }} */ { cacheName }) => shelves.get(cacheName)?.get(url)?.clone(),
    keys: async () => [...shelves.keys()],
    delete: async (/** @type {string} */ name) => shelves.delete(name),
  };
  return { shelves, caches, put };
}
