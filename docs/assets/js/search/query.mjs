/**
 * What a person types into the search, as words alone.
 *
 * The theme's search takes signs for orders: `salary:` asks for a field of that name and finds nothing, `-salary` leaves out what
 * was looked for. Who types them means the words.
 */

/** A word, with what may stand inside it, as in don't or 12,500; or a quotation mark. */
const PARTS = /[\p{L}\p{M}\p{N}]+(?:[.,]\p{N}+|['’][\p{L}\p{M}]+)*|"/gu;
const POSSESSIVE = /['’]s$/;

/**
 * Return the words of a query, and its double quotation marks when they come in pairs: those ask for words that stand together.
 *
 * @param {string} text
 * @returns {string}
 */
export function wordsOf(text) {
  const parts = text.normalize("NFKC").replace(/[“”„«»]/g, '"').match(PARTS) ?? [];
  const marks = parts.filter((part) => part === '"').length;
  const kept = marks % 2 === 0 ? parts : parts.filter((part) => part !== '"');
  return kept.map((part) => part.replace(POSSESSIVE, "")).join(" ").replace(/" ([^"]*) "/g, '"$1"');
}
