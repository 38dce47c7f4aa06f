/**
 * The list of a release, as `playbook_site/publish/offline.py` writes it: one id for the whole, and each file's address below the
 * site's first page, SHA-256 and size.
 */

/**
 * @typedef {[path: string, sha256: string, size: number]} Facts
 * @typedef {object} List
 * @property {string} release
 * @property {Facts[]} pages  what keeps its address when it changes
 * @property {Facts[]} files  what stands in a folder, or under a name, that changes with its bytes
 * @property {Facts[]} spare  the whole Python, which most browsers never need: files too, but a release is complete without them
 */

/**
 * Read a list. What is none, such as the page of a network that asks for a password first, is null.
 *
 * @param {string} text
 * @returns {List | null}
 */
export function readList(text) {
  let found;
  try {
    found = JSON.parse(text);
  } catch {
    return null;
  }
  const fits = typeof found?.release === "string" && /^[0-9a-f]{12}$/.test(found.release);
  return fits && [found.pages, found.files, found.spare].every((some) => Array.isArray(some) && some.every(isFacts)) ? found : null;
}

/** @param {unknown} one */
function isFacts(one) {
  if (!Array.isArray(one) || one.length !== 3) return false;
  const [path, sha256, size] = one;
  const inside = typeof path === "string" && !/^\/|[?#\\:]|(^|\/)\.\.?(\/|$)/.test(path);
  return inside && typeof sha256 === "string" && /^[0-9a-f]{64}$/.test(sha256) && Number.isInteger(size) && size >= 0;
}
