/**
 * The names under which this site keeps its own files in the browser's store. Each begins with the site's path, so that two playbooks
 * of one host leave each other's files alone. Nothing that a person types is ever among them.
 */

/** The list that the build writes: every page and file of a release, with its hash. */
export const LIST = "offline.json";
/** The worker that answers without a network. */
export const WORKER = "offline.js";

/** @param {string} root  the address of the site's first page, with its origin */
export function shelvesOf(root) {
  const own = `playbook ${new URL(root).pathname} `;
  return {
    /** How every name begins. */
    own,
    /** Files in folders named by their bytes, by address; and the list of the release that is in use. */
    files: `${own}files`,
    /** The pages of one release. @param {string} release */
    pages: (release) => `${own}pages ${release}`,
  };
}
