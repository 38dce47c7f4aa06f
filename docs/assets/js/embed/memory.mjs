/**
 * Storage that ends with the page, for a page that is to leave nothing behind: it is asked like the browser's own.
 */

/**
 * @param {(key: string, value: string | null) => void} [changed]  null: removed
 * @returns {Storage}
 */
export function memory(changed = () => {}) {
  /** @type {Map<string, string>} */
  const held = new Map();
  return {
    get length() {
      return held.size;
    },
    key: (at) => [...held.keys()][at] ?? null,
    getItem: (key) => held.get(key) ?? null,
    setItem(key, value) {
      held.set(key, String(value));
      changed(key, String(value));
    },
    removeItem(key) {
      held.delete(key);
      changed(key, null);
    },
    clear: () => held.clear(),
  };
}
