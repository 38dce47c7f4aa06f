/**
 * Mends a fault in lunr, the theme's search index: numbers in the text can make a search fail.
 *
 * Lunr merges the nodes of its tree of words that lead on alike. It compares them by a text of letters and numbers of nodes without
 * marks between them, so that "1 leads to 2345" and "1 leads to 2, 3 leads to 45" look the same. After such a merger the tree holds
 * words that stand nowhere, and a search that comes upon one ends in an exception.
 */

/**
 * @typedef {{ final: boolean, id: number, edges: Record<string, TokenSet>, _str?: string }} TokenSet
 * @typedef {{ TokenSet: { prototype: object } }} Lunr
 */

/** @param {Lunr} lunr */
export function mendTokenSets(lunr) {
  Object.assign(lunr.TokenSet.prototype, { toString: keyOf });
}

/** What two nodes must share to lead on alike. Lunr keeps it in `_str` when it is done with a node. @this {TokenSet} */
function keyOf() {
  if (this._str) return this._str;
  const edges = Object.keys(this.edges).sort();
  return `${Number(this.final)} ${edges.map((label) => `${label}${this.edges[label].id}`).join(" ")}`;
}
