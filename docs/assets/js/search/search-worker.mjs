/**
 * Stands before the theme's own script in the worker that searches (`playbook_site/publish/search.py`): what it is asked for reaches
 * it as words alone, and its index is mended before it is filled.
 */

import { wordsOf } from "./query.mjs";
import { mendTokenSets } from "./token-sets.mjs";

/** Two of the theme's messages to its worker: here is what to search in, and here is a query. */
const SET_UP = 0;
const QUERY = 2;

addEventListener("message", (event) => {
  // Listeners are called in turn and are given the same object: the theme's listens after this one.
  if (event.data?.type === SET_UP && "lunr" in globalThis) mendTokenSets(/** @type {any} */ (globalThis).lunr);
  if (event.data?.type === QUERY && typeof event.data.data === "string") event.data.data = wordsOf(event.data.data);
});
