import assert from "node:assert/strict";
import { test } from "node:test";

import { mendTokenSets } from "../../docs/assets/js/search/token-sets.mjs";
import { queryOf, wordsOf } from "../../docs/assets/js/search/query.mjs";
import { SMALL_WORDS, leaveOutSmallWords } from "../../docs/assets/js/search/small-words.mjs";

for (const [typed, wanted] of [
  ["BATNA:", "BATNA"],
  ["salary:", "salary"],
  ["text:salary", "text salary"],
  ["a:b::c", "a b c"],
  ["salary^", "salary"],
  ["salary~2", "salary 2"],
  ["+salary -raise", "salary raise"],
  ["walk-away", "walk away"],
  ["BATNA's", "BATNA"],
  ["the boss’s offer", "the boss offer"],
  ["don't", "don't"],
  ["'quoted'", "quoted"],
  ["(salary)", "salary"],
  ["salary,raise", "salary raise"],
  ["salary/raise", "salary raise"],
  ["what is a BATNA?", "what is a BATNA"],
  ["12,500 or 3.5", "12,500 or 3.5"],
  ["50%", "50"],
  ['"walk away"', '"walk away"'],
  ["“walk away”", '"walk away"'],
  ['"walk away', "walk away"],
  ["sal*", "sal"],
  ["ＢＡＴＮＡ", "BATNA"],
  ["Größe, Gehalt", "Größe Gehalt"],
  ["\\ { } [ ]", ""],
  [":", ""],
  ["", ""],
]) {
  test(`${JSON.stringify(typed)} asks for ${JSON.stringify(wanted)}`, () => assert.equal(wordsOf(typed), wanted));
}

for (const [typed, wanted] of [
  ["alone against a big company", "alone against big^1 company"],
  ["what is a BATNA?", "BATNA"],
  ["they said no", "said no^1"],
  ["cannot say no", "cannot say^1 no^1"],
  ["No", "No^1"],
  ["no answer", "no^1 answer"],
  ["bo", "bo"],
  ["my bo", "bo"],
  ["The", "The"],
  ["with them", "with them"],
  ["e-mail", "e^1 mail"],
  ['"what is a BATNA"', '"what is a BATNA"'],
  ["", ""],
]) {
  test(`${JSON.stringify(typed)} looks for ${JSON.stringify(wanted)}`, () => assert.equal(queryOf(typed), wanted));
}

test("small words are left out of the index, and those that mean something here are kept", () => {
  /** @type {string[]} */
  let left = [];
  const lunr = { stopWordFilter: () => {}, generateStopWordFilter: (/** @type {string[]} */ words) => ((left = words), () => "filter") };
  leaveOutSmallWords(lunr);
  assert.equal(/** @type {any} */ (lunr.stopWordFilter)(), "filter");
  assert.equal(/** @type {any} */ (lunr.stopWordFilter).label, "stopWordFilter");
  assert.deepEqual(left, [...SMALL_WORDS]);
  for (const word of ["the", "a", "they", "what"]) assert.ok(SMALL_WORDS.has(word), word);
  for (const word of ["no", "not", "cannot", "said", "least", "own"]) assert.ok(!SMALL_WORDS.has(word), word);
});

/** A node of lunr's tree of words. @param {number} id @param {Record<string, any>} edges */
const node = (id, edges = {}) => Object.assign(new TokenSet(), { id, final: false, edges });

class TokenSet {
  /** @type {Record<string, any>} */
  edges = {};
  final = false;
  _str = "";
  toString() {
    return Object.keys(this.edges).sort().reduce((text, label) => text + label + this.edges[label].id, this.final ? "1" : "0");
  }
}

test("nodes that lead on otherwise are told apart, which lunr itself does not", () => {
  const one = node(1, { 1: node(2345) });
  const other = node(2, { 1: node(2), 3: node(45) });
  assert.equal(String(one), String(other));
  mendTokenSets({ TokenSet });
  assert.notEqual(String(one), String(other));
  assert.equal(String(one), String(node(9, { 1: node(2345) })));
  assert.notEqual(String(one), String(Object.assign(node(9, { 1: node(2345) }), { final: true })));
  assert.equal(String(Object.assign(node(9), { _str: "kept" })), "kept");
});

test("the theme's script, which listens later, is asked for the words", async () => {
  const target = new EventTarget();
  const heard = [];
  const lunr = { TokenSet: class {}, generateStopWordFilter: () => () => {} };
  Object.assign(globalThis, { lunr, addEventListener: target.addEventListener.bind(target) });
  await import("../../docs/assets/js/search/search-worker.mjs");
  target.addEventListener("message", (event) => heard.push(/** @type {MessageEvent} */ (event).data));
  for (const data of [{ type: 2, data: "BATNA:" }, { type: 0, data: { config: "a:b" } }, { type: 2 }, null]) {
    target.dispatchEvent(new MessageEvent("message", { data }));
  }
  assert.ok(Object.hasOwn(lunr.TokenSet.prototype, "toString"));
  assert.ok(Object.hasOwn(lunr, "stopWordFilter"));
  assert.deepEqual(heard, [{ type: 2, data: "BATNA" }, { type: 0, data: { config: "a:b" } }, { type: 2 }, null]);
});
