/**
 * What a person types into the search, as words alone.
 *
 * The theme's search takes signs for orders: `salary:` asks for a field of that name and finds nothing, `-salary` leaves out what
 * was looked for. Who types them means the words.
 */

import { SMALL_WORDS } from "./small-words.mjs";

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

/** From this many letters on a word may stand for the beginning of a longer one, such as neighbour for neighbours. */
const LETTERS = 4;
/** Words that mean themselves, and not "note" or "nothing". */
const WHOLE = new Set(["no", "not"]);

/**
 * Return the query that the theme is to look for: the words that lead somewhere.
 *
 * The theme takes each word for the beginning of one, so "a" would find everything that begins with a. Small words are left out
 * where others stand beside them. A short word is a whole one as soon as another follows it; the last may not be finished yet.
 * Lunr takes `no^1` for the word "no" alone.
 *
 * @param {string} text
 * @returns {string}
 */
export function queryOf(text) {
  const words = wordsOf(text);
  if (words.includes('"')) return words;
  const all = words.split(" ");
  const telling = all.filter((word) => !SMALL_WORDS.has(word.toLowerCase()));
  const kept = telling.length > 0 ? telling : all;
  return kept.map((word, at) => (isWhole(word, at === kept.length - 1) ? `${word}^1` : word)).join(" ");
}

/** @param {string} word @param {boolean} isLast */
function isWhole(word, isLast) {
  return WHOLE.has(word.toLowerCase()) || (!isLast && word !== "" && word.length < LETTERS);
}
