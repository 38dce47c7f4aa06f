/**
 * Stands before the theme's own script in the worker that searches (`playbook_site/publish/search.py`): what it is asked for reaches
 * it as the words that lead somewhere, and its index is mended before it is filled.
 */

import { queryOf } from "./query.mjs";
import { leaveOutSmallWords } from "./small-words.mjs";
import { mendTokenSets } from "./token-sets.mjs";

/** Two of the theme's messages to its worker: here is what to search in, and here is a query. */
const SET_UP = 0;
const QUERY = 2;

addEventListener("message", (event) => {
  // Listeners are called in turn and are given the same object: the theme's listens after this one.
  if (event.data?.type === SET_UP && "lunr" in globalThis) {
    const { lunr } = /** @type {any} */ (globalThis);
    mendTokenSets(lunr);
    leaveOutSmallWords(lunr);
  }
  if (event.data?.type === QUERY && typeof event.data.data === "string") event.data.data = queryOf(event.data.data);
});
