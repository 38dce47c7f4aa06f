/**
 * The store of releases in the browser. A release is in use when its list stands on the shelf of files, where it is put last: so there
 * is never half of one. Each page's copy stands on the shelf of its release.
 */

import { LIST, shelvesOf } from "../shelves.mjs";
import { readList } from "./list.mjs";

const LOST = "404.html";

/**
 * Every function throws where the browser refuses its store.
 *
 * @param {string} root  the address of the site's first page
 */
export function openStore(root) {
  const shelves = shelvesOf(root);

  /** The list of the release in use, or null. */
  async function current() {
    const found = await caches.match(root + LIST, { cacheName: shelves.files });
    return found ? readList(await found.text()) : null;
  }

  return {
    current,
    /** @param {string} address */
    file: (address) => caches.match(address, { cacheName: shelves.files }),
    /** Return the copy of a page of the release in use. @param {string} address */
    async page(address) {
      const list = await current();
      return list ? caches.match(address, { cacheName: shelves.pages(list.release) }) : undefined;
    },
    /**
     * Return the page for wrong addresses, for one that leads into a folder of the release in use.
     *
     * @param {string} address
     */
    async lost(address) {
      const list = await current();
      const folder = address.slice(root.length).split("/", 1)[0];
      if (!list || !address.slice(root.length).includes("/") || !list.pages.some(([path]) => path.startsWith(`${folder}/`))) return undefined;
      const found = await caches.match(root + LOST, { cacheName: shelves.pages(list.release) });
      return found && new Response(found.body, { status: 404, headers: found.headers });
    },
    /** Remove what is of no release in use, earlier ones and those that were never completed. */
    async tidy() {
      const list = await current();
      const wanted = new Set(list ? [...list.files, ...list.spare].map(([path]) => root + path) : []);
      const shelf = await caches.open(shelves.files);
      for (const { url } of await shelf.keys()) if (!wanted.has(url) && url !== root + LIST) await shelf.delete(url);
      const kept = list ? [shelves.files, shelves.pages(list.release)] : [];
      for (const name of await caches.keys()) if (name.startsWith(shelves.own) && !kept.includes(name)) await caches.delete(name);
    },
    /** Remove everything that this site keeps of its own files. */
    async remove() {
      for (const name of await caches.keys()) if (name.startsWith(shelves.own)) await caches.delete(name);
    },
  };
}
